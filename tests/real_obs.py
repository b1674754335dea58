"""A real OBS Studio under Xvfb, with the scenes, texts and media a live room has, for tests to drive, kill and hang."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import obsws_python
import pytest

from tests.real_obs_config import write_config

READY_WITHIN_S = 60.0


def free_port() -> int:
    """A TCP port of 127.0.0.1 nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(condition: Callable[[], Any], *, seconds: float = 10.0, what: str = "") -> Any:
    """The first true value of ``condition()``; fails the test when none comes within ``seconds``."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            pytest.fail(f"not within {seconds:g} s: {what or condition}")
        time.sleep(0.02)


def _program(name: str, package: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.fail(
            f"{name} is not installed; these tests need it: `make test` installs it, or apt-get install {package}"
        )
    return found


class XDisplay:
    """An Xvfb of our own; ``name`` is what goes into DISPLAY."""

    def __init__(self, directory: Path, *, size: str = "1920x1080x24") -> None:
        reading, writing = os.pipe()
        self.log = directory / "xvfb.log"
        with self.log.open("wb") as log:
            # -displayfd: the server picks a free number and tells it, so there is nothing to guess and no race
            self._process = subprocess.Popen(
                [
                    _program("Xvfb", "xvfb"),
                    "-displayfd",
                    str(writing),
                    "-screen",
                    "0",
                    size,
                    "-nolisten",
                    "tcp",
                    "-noreset",
                ],
                pass_fds=[writing],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()  # ends at once when Xvfb dies
        if not number:
            self.stop()
            pytest.fail(f"Xvfb did not start:\n{self.log.read_text(errors='replace')}")
        self.name = f":{number}"

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(10)


class RealObs:
    """One OBS with a configuration of its own in ``directory``; ``port`` and ``password`` stay over restarts."""

    def __init__(self, directory: Path, display: str, *, password: str = "test-pass-123", auth: bool = True) -> None:
        self.directory = directory
        self.display = display
        self.host = "127.0.0.1"
        self.port = free_port()
        self.password = password
        self._auth = auth
        self._process: subprocess.Popen[bytes] | None = None
        self._clients: list[Any] = []

    def start(self, *, transition: str = "Cut", transition_ms: int = 300) -> None:
        """A fresh configuration and a new process; returns when the WebSocket server answers."""
        self.kill()
        write_config(
            self.directory,
            port=self.port,
            password=self.password,
            auth=self._auth,
            transition=transition,
            transition_ms=transition_ms,
        )
        self._launch()

    def restart(self) -> None:
        """Whatever state it is in: a new process on the configuration as it stands."""
        self.stop()
        self._launch()

    def stop(self) -> int:
        """Quit as a user would, saving the scene collection; its exit status, 0 when it did not crash."""
        self._hang_up()
        if self._process is None:
            return 0
        self.sigcont()
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)
        status = self._process.returncode
        self._process = None
        return status

    def kill(self) -> None:
        """SIGKILL: no goodbye on any socket."""
        self._hang_up()
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    def sigstop(self) -> None:
        """Hang the whole process; sockets stay open and nothing answers."""
        self._signal(signal.SIGSTOP)
        wait_until(self._stands_still, what="OBS stands still")

    def _stands_still(self) -> bool:
        """Every thread is stopped: on a busy machine one may answer some time after the signal."""
        tasks = Path(f"/proc/{self.pid}/task").glob("*/stat")
        return all(each.read_text().rpartition(")")[2].split()[0] == "T" for each in tasks)

    def sigcont(self) -> None:
        self._signal(signal.SIGCONT)

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        assert self._process is not None, "OBS is not running"
        return self._process.pid

    def client(self) -> Any:
        """An obsws-python client of the test's own, independent of the program's; closed with the fixture."""
        client = obsws_python.ReqClient(host=self.host, port=self.port, password=self.password, timeout=10)
        self._clients.append(client)
        return client

    def request(self, name: str, **data: Any) -> dict[str, Any]:
        """One raw request on a connection of its own, so no earlier answer can be mistaken for this one."""
        client = obsws_python.ReqClient(host=self.host, port=self.port, password=self.password, timeout=10)
        try:
            return client.send(name, data or None, raw=True) or {}
        finally:
            client.disconnect()

    def program_scene(self) -> str:
        return str(self.request("GetCurrentProgramScene")["currentProgramSceneName"])

    def text_of(self, input_name: str) -> str:
        return str(self.request("GetInputSettings", inputName=input_name)["inputSettings"].get("text", ""))

    def item_enabled(self, scene: str, source: str) -> bool:
        item = self.request("GetSceneItemId", sceneName=scene, sourceName=source)["sceneItemId"]
        return bool(self.request("GetSceneItemEnabled", sceneName=scene, sceneItemId=item)["sceneItemEnabled"])

    def scenes(self) -> list[str]:
        """As the OBS window lists them, first one on top."""
        return [str(scene["sceneName"]) for scene in reversed(self.request("GetSceneList")["scenes"])]

    def log_text(self) -> str:
        """What OBS itself printed, for failure messages."""
        log = self.directory / "obs.out"
        return log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""

    def _launch(self) -> None:
        with socket.socket() as probe:
            if probe.connect_ex((self.host, self.port)) == 0:
                # OBS only logs that it could not bind, and a stranger would look ready
                pytest.fail(f"port {self.port} is already in use")
        shutil.rmtree(self.directory / "cfg/obs-studio/.sentinel", ignore_errors=True)  # OBS 30+ asks about safe mode
        environment = {k: v for k, v in os.environ.items() if k not in {"WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"}}
        environment.update(
            HOME=str(self.directory / "home"),
            XDG_CONFIG_HOME=str(self.directory / "cfg"),
            XDG_RUNTIME_DIR=str(self.directory / "run"),
            DISPLAY=self.display,
            LC_ALL="C.UTF-8",
            QT_QPA_PLATFORM="xcb",
            QT_X11_NO_MITSHM="1",
            LIBGL_ALWAYS_SOFTWARE="1",
            GALLIUM_DRIVER="llvmpipe",
            LP_NUM_THREADS="1",
        )
        arguments = "--multi --disable-updater --disable-missing-files-check --profile test --collection live"
        with (self.directory / "obs.out").open("wb") as log:
            self._process = subprocess.Popen(
                [_program("obs", "obs-studio"), *arguments.split(), "--websocket_ipv4_only"],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait_until(self._ready, seconds=READY_WITHIN_S, what="OBS answers on its WebSocket port")

    def _ready(self) -> bool:
        """A WebSocket handshake answered with 101; an open port alone is too early."""
        if not self.running:
            pytest.fail(f"OBS ended while starting:\n{self.log_text()[-4000:]}")
        hello = (
            "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        try:
            with socket.create_connection((self.host, self.port), 1) as connection:
                connection.settimeout(2)
                connection.sendall(hello.encode())
                return b" 101 " in connection.recv(4096)
        except OSError:
            return False

    def _signal(self, number: signal.Signals) -> None:
        if self.running:
            assert self._process is not None
            self._process.send_signal(number)

    def _hang_up(self) -> None:
        """An idle client makes OBS take five seconds to quit."""
        for client in self._clients:
            client.base_client.ws.shutdown()
        self._clients.clear()


@pytest.fixture(scope="session")
def x_display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """DISPLAY of an X server of the tests' own."""
    display = XDisplay(tmp_path_factory.mktemp("x"))
    yield display.name
    display.stop()


@pytest.fixture
def real_obs(tmp_path_factory: pytest.TempPathFactory, x_display: str) -> Iterator[RealObs]:
    """A running OBS, new for each test: 开场 on air, nothing changed by anybody."""
    obs = RealObs(tmp_path_factory.mktemp("obs"), x_display)
    obs.start()
    yield obs
    obs.kill()
