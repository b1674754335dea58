"""The program run in this process by a script of steps, with a 5 ms timer of ours in its event loop.

A process with nothing but such a timer tells what the machine itself is late by; others press on the program from
outside, see ``window_load`` and ``replay_load``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import IO, Any

from tests.benchmarks.window_load import INTERVAL_MS, Lateness

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).parents[2]
UP_WITHIN_S = 60.0
FRAME_MS = 1000 / 60

Steps = Generator[Callable[[], bool], None, None]


class Driven:
    """One run of the program. ``scenario`` yields what it waits for; when it ends the program does."""

    def __init__(self) -> None:
        self._lateness = Lateness()
        self._processes: list[subprocess.Popen[Any]] = []
        self._consoles: list[Any] = []
        self._failed: BaseException | None = None
        self._bare = self.process([sys.executable, "-m", "tests.benchmarks.window_load", "bare"])

    def scenario(self) -> Steps:
        raise NotImplementedError

    def committed(self) -> None:
        """Called on the store's thread after each commit, before it is told."""

    def process(self, command: list[str]) -> subprocess.Popen[str]:
        """A helper that is talked to by lines, and does not outlive the run."""
        pipe = subprocess.PIPE
        started = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
        self._processes.append(started)
        return started

    def answer(self, process: subprocess.Popen[str], line: str = "") -> str:
        """Say a line, and wait for one."""
        talk: tuple[IO[str] | None, IO[str] | None] = process.stdin, process.stdout
        assert talk[0] is not None
        assert talk[1] is not None
        if line:
            talk[0].write(f"{line}\n")
            talk[0].flush()
        return talk[1].readline().strip()

    def heard(self, process: subprocess.Popen[str]) -> list[str]:
        """The next line it says, once it has."""
        said: list[str] = []
        talk = process.stdout
        assert talk is not None
        threading.Thread(target=lambda: said.append(talk.readline()), daemon=True).start()
        return said

    def close(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait(10)

    def run(self, **options: Any) -> None:
        """Start the program as ``zhongkong`` does, follow the scenario, and raise what failed in it."""
        from PySide6.QtCore import Qt, QTimer

        from console import app as console_app
        from console.options import Options
        from console.store import writer
        from widgets import application

        app = application.application()
        made, commit = console_app.Console.__init__, writer._in_transaction

        def keep(console: Any, **parts: Any) -> None:
            self._consoles.append(console)
            made(console, **parts)

        def told(*arguments: Any) -> Any:
            found = commit(*arguments)
            self.committed()
            return found

        console_app.Console.__init__ = keep  # type: ignore[method-assign,assignment]
        writer._in_transaction = told  # type: ignore[assignment]
        ticking, stepping, self._steps = QTimer(), QTimer(), self.scenario()
        self._waits_for = next(self._steps)
        ticking.setTimerType(Qt.TimerType.PreciseTimer)
        ticking.timeout.connect(self._lateness.tick)
        ticking.start(INTERVAL_MS)
        stepping.timeout.connect(lambda: self._step(app))
        stepping.start(50)
        try:
            application.run(Options(**options))
        finally:
            console_app.Console.__init__ = made  # type: ignore[method-assign]
            writer._in_transaction = commit
        if self._failed is not None:
            raise self._failed

    def _step(self, app: Any) -> None:
        """Go on with the scenario when what it waits for is there."""
        try:
            if self._waits_for():
                self._waits_for = next(self._steps)
        except BaseException as error:  # noqa: BLE001 - a slot swallows it; ``run`` raises it again
            self._failed = None if isinstance(error, StopIteration) else error
            self._steps = iter(())  # type: ignore[assignment]
            self._waits_for = lambda: False
            app.exit(0)

    def measured(self, until: Callable[[], bool]) -> Generator[Callable[[], bool], None, tuple[list[float], float]]:
        """How late the timer came meanwhile, in ms each time, and the p99 of the bare one."""
        self._lateness.taken()
        self.answer(self._bare, "p99")
        yield until
        return self._lateness.taken(), float(self.answer(self._bare, "p99"))

    @property
    def console(self) -> Any:
        return self._consoles[-1]

    @property
    def window(self) -> Any:
        from PySide6.QtWidgets import QApplication

        from widgets.window import Window

        return next(each for each in QApplication.topLevelWidgets() if isinstance(each, Window))

    def is_up(self, began: float) -> bool:
        """The show open and its docks there."""
        from widgets.furniture import ORDER

        if time.monotonic() - began > UP_WITHIN_S:
            raise TimeoutError("the program did not come up")
        if not self._consoles or self.console.show is None:
            return False
        room = self.window.room
        return self.window.faces.currentWidget() is room and len(room.docks) == len(ORDER)


def seconds(length: float) -> Callable[[], bool]:
    """True once so many seconds have gone by since it was first asked."""
    begun: list[float] = []

    def over() -> bool:
        begun.append(time.monotonic())
        return begun[-1] - begun[0] >= length

    return over
