"""Every path the program reads or writes, and the one console that may run on them at a time."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from console.files import WorkspaceUnusable, replace_file

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

__all__ = ["ConsoleLock", "ConsoleRuns", "RunningConsole", "Workspace", "WorkspaceUnusable", "default_root"]

_PROBE_BYTES = 64 * 1024
_LOOK_S = 0.3  # ``running()`` of another process holds the lock for an instant; a console holds it for good


def default_root() -> Path:
    """Where the platform keeps a program's data."""
    import platformdirs

    return Path(platformdirs.user_data_dir("zhongkong", appauthor=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningConsole:
    """The console that holds a workspace. ``pid`` is None for the instant before it has said who it is.

    ``api_port`` is None while its local server is not up, or was not wanted.
    """

    pid: int | None = None
    started: datetime | None = None
    api_host: str = ""
    api_port: int | None = None
    token_file: Path | None = None


class ConsoleRuns(Exception):
    """Another console runs on this workspace."""

    code = "workspace.console_runs"

    def __init__(self, running: RunningConsole) -> None:
        super().__init__(self.code, running)
        self.running = running
        self.data: dict[str, object] = {"pid": "?" if running.pid is None else running.pid}


class Workspace:
    """A folder and the names in it. Nothing is touched before ``prepare()``."""

    def __init__(self, root: Path, *, is_practice: bool = False) -> None:
        self.root = root.absolute()
        self.is_practice = is_practice
        self.database = self.root / "room.db"
        self.inventory = self.root / "inventory.db"
        self.settings_file = self.root / "settings.json"
        self.roster = self.root / "roster.json"
        self.secrets_file = self.root / "secrets.json"
        self.api_token = self.root / "api-token"
        self.window_file = self.root / "window.ini"
        self.logs = self.root / "logs"
        self.log_file = self.logs / "zhongkong.log"
        self.pictures = self.root / "pictures"
        self.evidence = self.root / "evidence"
        self.backups = self.root / "backups"
        self.exports = self.root / "exports"
        self.mappings = self.root / "mappings"
        self.imports = self.root / "imports"
        self._lock_file = self.root / "console.lock"
        self._note = self.root / "console.json"
        self._summons = self.root / "console.front"

    @classmethod
    def at(cls, root: Path | None = None) -> Workspace:
        """The workspace in ``root``, or the platform's own."""
        return cls(default_root() if root is None else root.expanduser())

    def practice(self) -> Workspace:
        """The practice show's own workspace: its own database, never mixed with real shows."""
        return self if self.is_practice else Workspace(self.root / "practice", is_practice=True)

    def home(self) -> Workspace:
        """The workspace of the real shows."""
        return Workspace(self.root.parent) if self.is_practice else self

    def prepare(self) -> None:
        """Make the folders and prove that they take data; raises ``WorkspaceUnusable``."""
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            for folder in (self.logs, self.pictures, self.backups, self.exports):
                folder.mkdir(exist_ok=True)
        except OSError as error:
            raise WorkspaceUnusable.because(error, self.root) from error
        probe = self.root / f".probe-{os.getpid()}"
        try:
            with probe.open("wb") as file:
                file.write(bytes(_PROBE_BYTES))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise WorkspaceUnusable.because(error, self.root) from error
        finally:
            with contextlib.suppress(OSError):
                probe.unlink(missing_ok=True)

    def lock(self) -> ConsoleLock:
        """Become the one console here; raises ``ConsoleRuns`` naming the other, or ``WorkspaceUnusable``."""
        patience = time.monotonic() + _LOOK_S
        while (handle := self._try_lock()) is None:
            if time.monotonic() > patience:
                raise ConsoleRuns(self._read_note())
            time.sleep(_LOOK_S / 10)
        return ConsoleLock(self, handle)

    def running(self) -> RunningConsole | None:
        """The console that runs here now, None when there is none; what a killed one left behind counts for nothing."""
        if not self._lock_file.exists():
            return None
        try:
            handle = self._try_lock()
        except WorkspaceUnusable as error:
            if error.code in {"workspace.read_only", "workspace.no_permission"}:
                return None  # nobody can hold what nobody can write
            raise
        if handle is None:
            return self._read_note()
        os.close(handle)
        return None

    def summon(self) -> None:
        """Ask the console that runs here to come to the front; works without its local server."""
        replace_file(self._summons, b"")

    def _try_lock(self) -> int | None:
        """An open, locked handle, or None when another process holds it. The system drops the lock with the process."""
        try:
            handle = os.open(self._lock_file, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise WorkspaceUnusable.because(error, self._lock_file) from error
        try:
            if sys.platform == "win32":
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            else:
                # flock and not lockf: closing another handle on the file would drop lockf's lock
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            os.close(handle)
            return None
        except OSError as error:
            os.close(handle)
            raise WorkspaceUnusable.because(error, self._lock_file) from error
        return handle

    def _read_note(self) -> RunningConsole:
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
            return RunningConsole(
                pid=int(note["pid"]),
                started=datetime.fromisoformat(note["started"]),
                api_host=str(note["api_host"]),
                api_port=None if note["api_port"] is None else int(note["api_port"]),
                token_file=Path(note["token_file"]),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return RunningConsole()  # it holds the lock and has not told more yet


class ConsoleLock:
    """Held for as long as the console runs; a context manager."""

    def __init__(self, workspace: Workspace, handle: int) -> None:
        self._workspace = workspace
        self._handle: int | None = handle
        self._started = datetime.now(UTC)
        try:
            workspace._summons.unlink(missing_ok=True)
            self.announce()
        except (OSError, WorkspaceUnusable) as error:
            self.release()
            if isinstance(error, OSError):
                raise WorkspaceUnusable.because(error, workspace.root) from error
            raise

    def announce(self, *, api_host: str = "", api_port: int | None = None) -> None:
        """Tell other processes who runs here and where the local server listens."""
        note = {
            "pid": os.getpid(),
            "started": self._started.isoformat(),
            "api_host": api_host,
            "api_port": api_port,
            "token_file": str(self._workspace.api_token),
        }
        replace_file(self._workspace._note, json.dumps(note).encode(), mode=0o600)

    def summoned(self) -> bool:
        """Whether somebody asked this console to come to the front since the last call; one stat, made to be polled."""
        try:
            self._workspace._summons.unlink()
        except FileNotFoundError:
            return False
        return True

    def release(self) -> None:
        """Let the next console in; calling it again does nothing."""
        if self._handle is None:
            return
        with contextlib.suppress(OSError):  # a note without a lock counts for nothing
            self._workspace._note.unlink(missing_ok=True)
        os.close(self._handle)
        self._handle = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
