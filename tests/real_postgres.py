"""A real PostgreSQL of the tests' own: a cluster in a temporary folder, on a free port, with its usual safety on."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

SECONDS = 60.0


def binaries() -> Path | None:
    """Where the newest PostgreSQL server's programs are; None when there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda each: int(each.parts[-3]))
    if found:
        return found[-1].parent
    named = shutil.which("pg_ctl")
    return None if named is None else Path(named).resolve().parent


class RealPostgres:
    """One cluster. It can be frozen, killed, restarted, and taken off its port."""

    def __init__(self, folder: Path) -> None:
        self._bin = binaries()
        assert self._bin is not None, "no PostgreSQL server programs; `make test` installs them"
        self._folder = folder
        self._data = folder / "data"
        self._user = "postgres" if os.geteuid() == 0 else None  # the server refuses to be run by root
        if self._user is not None:
            owner = pwd.getpwnam(self._user)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        self.port = _free_port()
        self._run("initdb", "-D", str(self._data), "-U", "goods", "--auth=trust", "-E", "UTF8", "--locale=C")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"postgresql+psycopg://goods@127.0.0.1:{self.port}/postgres"

    @property
    def bare(self) -> str:
        """The address as the driver alone takes it."""
        return f"postgresql://goods@127.0.0.1:{self.port}/postgres"

    def emptied(self) -> str:
        """The address, after everything in the database is gone."""
        self.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        return self.address

    def start(self) -> None:
        """Start the server and wait until it answers."""
        assert self._bin is not None
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    *(str(self._bin / "postgres"), "-D", str(self._data), "-p", str(self.port)),
                    *(
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "max_connections=120",
                    ),
                ],
                stdout=log,
                stderr=log,
                user=self._user,
                cwd=self._folder,
            )
        until = time.monotonic() + SECONDS
        while True:
            try:
                psycopg.connect(self.bare, connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > until:
                    raise
                time.sleep(0.05)

    def freeze(self) -> None:
        """The server and its children stand still; connections stay open and nothing is answered."""
        self._tell(signal.SIGSTOP)

    def thaw(self) -> None:
        """What was frozen goes on."""
        self._tell(signal.SIGCONT)

    def kill(self) -> None:
        """Gone at once, as when the power fails."""
        self._tell(signal.SIGKILL)
        assert self._process is not None
        self._process.wait(SECONDS)

    def stop(self) -> None:
        """End in order; what is connected is thrown out."""
        if self._process is None or self._process.poll() is not None:
            return
        self.thaw()
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    def restart(self) -> None:
        """Throw everybody out and come back on the same port."""
        self.stop()
        self.start()

    def query(self, statement: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.bare, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return list(cursor) if cursor.description else []

    def _tell(self, what: signal.Signals) -> None:
        for pid in self._family():
            with contextlib.suppress(ProcessLookupError):  # a client's own process ends when the client does
                os.kill(pid, what)

    def _family(self) -> list[int]:
        assert self._process is not None
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self._process.pid)], capture_output=True, text=True, check=False
        )
        return [self._process.pid, *(int(pid) for pid in listed.stdout.split())]

    def _run(self, name: str, *arguments: str) -> None:
        assert self._bin is not None
        subprocess.run(
            [str(self._bin / name), *arguments],
            check=True,
            capture_output=True,
            user=self._user,
            cwd=self._folder,
        )


@contextlib.contextmanager
def running() -> Iterator[RealPostgres]:
    """A started server, gone with its folder afterwards.

    It lies in memory where the machine has a place for that: a killed server loses nothing by it, commits are quick.
    """
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="zhongkong-pg-", dir=memory if memory.is_dir() else None) as folder:
        server = RealPostgres(Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
