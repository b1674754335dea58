"""The real program without its window, in a process of its own, as a caller from outside meets it."""

from __future__ import annotations

import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx

from console.app import bootstrap
from console.main_loop import MainLoop
from console.settings import Settings
from console.show import commands as cmd
from console.workspace import Workspace

ROOT = Path(__file__).parents[2]


def plan_show(root: Path, show: cmd.CreateShow) -> str:
    """A planned show in a new workspace."""
    workspace = Workspace.at(root)
    workspace.prepare()
    loop = MainLoop()
    console = bootstrap(workspace, Settings(), post=loop.post)
    show_id, planned = console.create(show)
    loop.result(planned)
    console.close()
    return show_id


class Program:
    """``python -m console.headless`` on a workspace."""

    def __init__(self, root: Path, *arguments: str, preexec: Callable[[], None] | None = None) -> None:
        self.root = root
        self.address = ""
        self.process = subprocess.Popen(
            command(root, *arguments),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=preexec,
        )

    def wait_until_up(self, timeout: float = 60) -> None:
        assert self.process.stdout is not None
        ready, _, _ = select.select([self.process.stdout], [], [], timeout)
        self.address = self.process.stdout.readline().strip() if ready else ""
        if not self.address.startswith("http://"):
            self.process.kill()
            _, errors = self.process.communicate()
            raise AssertionError(f"the program did not come up: {errors}")

    def client(self) -> httpx.Client:
        token = (self.root / "api-token").read_text(encoding="ascii").strip()
        headers = {"Authorization": f"Bearer {token}"}
        return httpx.Client(base_url=self.address, headers=headers, trust_env=False, timeout=30)

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()

    def end(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=30)
        return self.process.returncode


def command(root: Path, *arguments: str) -> Sequence[str]:
    return [sys.executable, "-m", "console.headless", "--workspace", str(root), "--api-port", "0", *arguments]


def eventually(ask: Callable[[], Any], expected: Any, timeout: float = 20) -> None:
    """Wait until ``ask()`` answers what is expected; says both when it never does."""
    end = time.monotonic() + timeout
    while (found := ask()) != expected:
        assert time.monotonic() < end, f"{found!r} is not {expected!r}"
        time.sleep(0.01)
