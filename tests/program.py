"""The real program as a user runs it: ``python main.py …`` on an X display; its keys, API, pictures and deaths."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import httpx
import pytest

from tests.real_obs import wait_until

ROOT = Path(__file__).parents[1]
UP_WITHIN_S = 45.0
KEY_GAP_MS = "0"
_PICTURE = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication(["picture", "-platform", "xcb"])
sys.exit(not app.primaryScreen().grabWindow(0).save(sys.argv[1]))
"""
_COVER = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(["cover", "-platform", "xcb"])
cover = QWidget()
cover.setWindowTitle("cover")
cover.setGeometry(app.primaryScreen().geometry())
cover.show()
cover.activateWindow()
app.exec()
"""


class Api:
    """A caller of the local API of one run of the program."""

    def __init__(self, address: str, token: str) -> None:
        self._client = httpx.Client(
            base_url=f"{address}/api/v1",
            headers={"Authorization": f"Bearer {token}"},
            timeout=20,
            trust_env=False,
        )

    def get(self, path: str, **query: object) -> Any:
        answer = self._client.get(path, params={name: str(value) for name, value in query.items()})
        assert answer.status_code == 200, f"GET {path}: {answer.status_code} {answer.text}"
        return answer.json()

    def post(self, path: str, body: object = None, *, status: int = 200) -> Any:
        answer = self._client.post(path, json={} if body is None else body)
        assert answer.status_code == status, f"POST {path}: {answer.status_code} {answer.text}"
        return answer.json()

    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = self.get("/state")
        return state

    def journal(self, after: int = 0) -> list[dict[str, Any]]:
        events: list[dict[str, Any]] = self.get("/journal", after=after)
        return events

    def item(self, product_id: str) -> dict[str, Any]:
        """One product's figures."""
        (found,) = (item for item in self.get("/items") if item["product_id"] == product_id)
        return dict(found)

    def sell(self, product_id: str, numbers: Iterable[int], *, at: str, amount: str = "59.90") -> dict[str, int]:
        """One paid piece for each of ``numbers``, which make the line ids."""
        lines = [
            {
                "source": "douyin",
                "line_id": f"L{product_id}-{number}",
                "order_id": f"O{product_id}-{number}",
                "product_id": product_id,
                "quantity": 1,
                "amount": amount,
                "status": "paid",
                "at": at,
            }
            for number in numbers
        ]
        taken: dict[str, int] = self.post("/ingest/orders", lines)
        return taken

    def close(self) -> None:
        self._client.close()


class Program:
    """One workspace and the program on it, started, killed and started again. A context manager."""

    def __init__(self, workspace: Path, display: str, *, env: Mapping[str, str] | None = None) -> None:
        self.workspace = workspace
        self.display = display
        self._more = dict(env or {})
        self._process: subprocess.Popen[bytes] | None = None
        self._api: Api | None = None
        self._runs = 0
        self._last: dict[str, Any] = {}

    # -- running ----------------------------------------------------------------------------------

    def start(self, *arguments: str, data: Path | None = None) -> Api:
        """Run it and wait until its API answers. ``data``: the workspace it opens, when not its own (practice)."""
        self.launch(*arguments)
        address = self.wait(self._address, seconds=UP_WITHIN_S, what="the program prints its address")
        token = ((data or self.workspace) / "api-token").read_text(encoding="utf-8").strip()
        self._api = Api(address, token)
        return self._api

    def launch(self, *arguments: str) -> None:
        """Run it and wait for nothing."""
        assert self._process is None or self._process.poll() is not None, "it runs already"
        self._runs += 1
        self.workspace.parent.mkdir(parents=True, exist_ok=True)
        with self._out.open("wb") as out, self._err.open("wb") as err:
            self._process = subprocess.Popen(
                self.command(*arguments),
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "main.py", "--workspace", str(self.workspace), *arguments]

    @property
    def environment(self) -> dict[str, str]:
        mine = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": self.display, "QT_X11_NO_MITSHM": "1"}
        return os.environ | mine | self._more

    def run(self, *arguments: str, status: int = 0, seconds: float = 60) -> subprocess.CompletedProcess[str]:
        """Another process of the same command line, until it ends."""
        done = subprocess.run(
            self.command(*arguments),
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        assert done.returncode == status, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    @property
    def api(self) -> Api:
        assert self._api is not None, "the program was not started"
        return self._api

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """SIGKILL: nothing is written, nobody is told."""
        if self._process is not None:
            self._process.kill()
        self._gone()

    def terminate(self, seconds: float = 20) -> int:
        """SIGTERM, as a session that ends sends it; the exit status."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return self.ended(seconds)

    def ended(self, seconds: float = 20) -> int:
        """The exit status, once it has ended by itself."""
        assert self._process is not None
        self._process.wait(seconds)
        return self._gone()

    def _gone(self) -> int:
        if self._api is not None:
            self._api.close()
            self._api = None
        process, self._process = self._process, None
        return 0 if process is None else process.wait(20)

    # -- what it says -------------------------------------------------------------------------------

    @property
    def _out(self) -> Path:
        return self.workspace.with_name(f"{self.workspace.name}.{self._runs}.out")

    @property
    def _err(self) -> Path:
        return self.workspace.with_name(f"{self.workspace.name}.{self._runs}.err")

    @property
    def stderr(self) -> str:
        return self._err.read_text(encoding="utf-8", errors="replace")

    def log(self) -> str:
        path = self.workspace / "logs" / "zhongkong.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def _address(self) -> str:
        lines = self._out.read_text(encoding="utf-8").splitlines()
        return next((line for line in lines if line.startswith("http")), "")

    def wait(self, condition: Callable[[], Any], *, seconds: float = 10, what: str = "") -> Any:
        """The first true value of ``condition()``; fails at once, with what it printed, when the program ended.

        A failure leaves a picture of the display beside the workspace.
        """

        def look() -> Any:
            if not self.running:
                pytest.fail(f"the program ended while waiting for: {what}\n{self.stderr}\n{self.log()[-3000:]}")
            return condition()

        try:
            return wait_until(look, seconds=seconds, what=what)
        except pytest.fail.Exception as failed:
            picture = self.workspace.with_name("failed.png")
            picture_of(self.display, picture)
            failed.add_note(f"the display: {picture}\nlast state: {self._last}\n{self.stderr[-2000:]}")
            raise

    def wait_state(self, *, seconds: float = 10, **wanted: object) -> dict[str, Any]:
        """The API's state as soon as these fields hold these values."""

        def holds() -> bool:
            self._last = self.api.state()
            return all(self._last[name] == value for name, value in wanted.items())

        self.wait(holds, seconds=seconds, what=str(wanted))
        return self._last

    # -- its window -----------------------------------------------------------------------------------

    def xdotool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, timeout=20, check=False
        )
        return done.stdout.strip()

    def windows(self, title: str) -> list[str]:
        """Ids of its windows whose title holds ``title``."""
        return self.xdotool("search", "--onlyvisible", "--pid", str(self.pid), "--name", title).split()

    def focus(self, title: str = "中控") -> str:
        """Give the keyboard to its window; the display has no window manager to do it."""
        (window, *_) = self.wait(lambda: self.windows(title), seconds=UP_WITHIN_S, what=f"a window {title!r}")
        self.xdotool("windowfocus", "--sync", window)
        return str(window)

    @property
    def has_focus(self) -> bool:
        focused = self.xdotool("getwindowfocus", "getwindowpid")
        return focused == str(self.pid)

    def press(self, *keys: str) -> None:
        """Real key presses, to whatever has the keyboard: ``press("ctrl+l")``."""
        self.xdotool("key", "--delay", KEY_GAP_MS, *keys)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


def picture_of(display: str, path: Path) -> None:
    """The whole display as PNG, taken by a process that shares nothing with the program."""
    environment = os.environ | {"DISPLAY": display, "QT_X11_NO_MITSHM": "1"}
    subprocess.run([sys.executable, "-c", _PICTURE, str(path)], env=environment, check=True, timeout=30)


class Cover:
    """A window of somebody else over the whole display. A context manager."""

    def __init__(self, display: str) -> None:
        environment = os.environ | {"DISPLAY": display, "QT_X11_NO_MITSHM": "1"}
        self._process = subprocess.Popen([sys.executable, "-c", _COVER], env=environment)

    @property
    def pid(self) -> int:
        return self._process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait(10)
