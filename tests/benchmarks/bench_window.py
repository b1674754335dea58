"""The real window of a live 200-entry show while everything comes at once, against the same window left alone.

At once: 200 order lines and 50 readings a second through the API, a workbook written again and again, an OBS that
has stopped answering, every commit 50 ms late, and takes by Space. What is measured is how late a 5 ms timer of the
window's event loop comes; a process with nothing but such a timer tells what the machine itself is late by.
"""

from __future__ import annotations

import itertools
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from console.main_loop import MainLoop
from console.settings import Settings
from tests import builders
from tests.benchmarks.driven import FRAME_MS, ROOT, UP_WITHIN_S, Driven, Steps, seconds
from tests.benchmarks.report import Report
from tests.benchmarks.window_load import p99
from tests.real_obs import free_port

ENTRIES, ON_AIR = 200, 40
COMMIT_S = 0.05
WARM_S, IDLE_S, LOADED_S = 4.0, 10.0, 24.0
TAKE_EVERY_S = 2.0
LOOK_AFTER_MS = 400  # how long after a key its lost frames are counted


def run(report: Report) -> None:
    with tempfile.TemporaryDirectory(prefix="zhongkong-bench-") as home:
        workspace = Path(home) / "workspace"
        products = seed(workspace)
        evening = Evening(report, workspace, products)
        try:
            evening.drive()
        finally:
            evening.close()


def seed(workspace: Path) -> list[str]:
    """A live show of 200 entries with numbers; its products."""
    from console.show import commands as cmd

    loop = MainLoop()

    def pump(until: Callable[[], bool]) -> None:
        loop.run(until)

    room = builders.make_room(workspace, loop.post, pump, settings=Settings(obs_connect=False))
    room.clock.advance(seconds=(datetime.now(UTC) - room.clock.now()).total_seconds() - 60 * ON_AIR)
    room.open_show(builders.many_entries(ENTRIES))
    room.ask(cmd.GoLive())
    for _ in range(ON_AIR - 1):
        room.clock.advance(minutes=1)
        room.ask(cmd.Next())
    builders.feed_evening(room, minutes=30)
    products = list(room.show.state.plan.products())
    room.close()
    return [str(product) for product in products]


class Evening(Driven):
    """A live show under everything at once."""

    def __init__(self, report: Report, workspace: Path, products: list[str]) -> None:
        super().__init__()
        self._report, self._workspace = report, workspace
        self._port = free_port()
        self._late_commits = False
        self._writing: subprocess.Popen[bytes] | None = None
        self._written = 0
        load = [sys.executable, "-m", "tests.benchmarks.window_load", "feed", str(self._port)]
        self._feed = self.process([*load, str(workspace / "api-token"), ",".join(products)])
        self._obs = self.answer(self._feed).split()[1]

    def close(self) -> None:
        super().close()
        if self._writing is not None:
            self._writing.kill()
            self._writing.wait(10)

    def drive(self) -> None:
        self.run(workspace=self._workspace, api_port=self._port, obs=f"ws://127.0.0.1:{self._obs}")

    def committed(self) -> None:
        if self._late_commits:
            time.sleep(COMMIT_S)

    def scenario(self) -> Steps:
        began = time.monotonic()
        yield lambda: self.is_up(began) and self._noted("obs_connected")
        yield seconds(WARM_S)
        idle, bare_idle = yield from self.measured(seconds(IDLE_S))
        self._late_commits = True
        self.answer(self._feed, "load")
        yield lambda: self._write_workbook() and self._obs_hangs(began)
        yield seconds(WARM_S)
        takes = Takes(self.console, self.window)
        loaded, bare_loaded = yield from self.measured(lambda: self._write_workbook() and takes.done(LOADED_S))
        rates = self.answer(self._feed, "rates").split()
        print(f"   {rates[0]} order lines and {rates[1]} readings a second", flush=True)
        self.close()  # nothing is posted any more when the program goes
        self._tell(idle, bare_idle, loaded, bare_loaded, takes)

    def _noted(self, kind: str) -> bool:
        """Whether the journal's tail holds an event of this kind; the program tells of OBS there."""
        from console.store import journal

        with self.console.database.connect() as connection:
            return any(row["kind"] == kind for row in journal.raw(connection, self.console.show.show_id, 0)[-40:])

    def _obs_hangs(self, began: float) -> bool:
        return self._noted("obs_lost") or time.monotonic() - began > 2 * UP_WITHIN_S

    def _write_workbook(self) -> bool:
        """Have one workbook always being written. True, so that it can stand in a condition."""
        if self._writing is None or self._writing.poll() is not None:
            if self._writing is not None:
                if self._writing.returncode:
                    raise RuntimeError(f"the workbook was not written: {self._writing.returncode}")
                self._written += 1
            command = [sys.executable, "main.py", "--workspace", str(self._workspace), "report"]
            target = str(self._workspace / "report.xlsx")
            self._writing = subprocess.Popen(
                [*command, self.console.show.show_id, "-o", target], cwd=ROOT, stdout=subprocess.DEVNULL
            )
        return True

    def _tell(self, idle: list[float], bare_idle: float, loaded: list[float], bare_loaded: float, takes: Takes) -> None:
        report = self._report
        print(f"   {self._written} workbooks, {len(takes.told_ms)} takes, {len(loaded)} ticks", flush=True)
        report.value("window: 5 ms timer late, left alone, p99", p99(idle), "ms", "≤ 16")
        report.value("window: the same with everything at once", p99(loaded), "ms", "≤ 16")
        for name, ours, bare in (("left alone", p99(idle), bare_idle), ("at once", p99(loaded), bare_loaded)):
            report.ratio(
                f"window: {name}, beside a bare timer (+1 frame)", ours, bare, "ms", f"≤ {(bare + FRAME_MS) / bare:.2f}"
            )
        commits = 2 * COMMIT_S * 1000  # the one under way when the key is pressed, and its own
        report.ratio("window: Space → durable and told, median", median(takes.told_ms), commits, "ms", "≤ 1.5")
        report.value("window: frames lost to a take, median", median(takes.frames_lost()), "frames", "≤ 2")


class Takes:
    """Presses Space now and then; how long until the take was told, and what the window did meanwhile."""

    def __init__(self, console: Any, window: Any) -> None:
        from PySide6.QtCore import Qt, QTimer

        from console.listeners import Applied

        self.told_ms: list[float] = []
        self._turns: list[list[float]] = []  # the moments the event loop came round after each key
        self._window = window
        self._pressed: float | None = None
        self._begun = self._last = time.monotonic()
        self._frames = QTimer()
        self._frames.setTimerType(Qt.TimerType.PreciseTimer)
        self._frames.timeout.connect(self._turn)
        self._frames.start(1)
        self._unsubscribe = console.listeners.subscribe(Applied, self._on_applied)

    def done(self, length: float) -> bool:
        """Press when it is time; True when ``length`` seconds are over."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        now = time.monotonic()
        if now - self._begun >= length and self._pressed is None:
            self._unsubscribe()
            self._frames.stop()
            return True
        if now - self._last >= TAKE_EVERY_S and self._pressed is None and now - self._begun < length:
            self._last = now
            self._pressed = time.perf_counter()
            self._turns.append([self._pressed])
            QTest.keyClick(QApplication.focusWidget() or self._window, Qt.Key.Key_Space)
        return False

    def _on_applied(self, told: Any) -> None:
        if self._pressed is not None and any(event.kind == "taken" for event in told.events):
            self.told_ms.append((time.perf_counter() - self._pressed) * 1000)
            self._pressed = None

    def _turn(self) -> None:
        now = time.perf_counter()
        if self._turns and (now - self._turns[-1][0]) * 1000 <= LOOK_AFTER_MS:
            self._turns[-1].append(now)

    def frames_lost(self) -> list[float]:
        """For each take, the whole frames in which the event loop did not come round."""
        return [
            sum(math.floor((later - sooner) * 1000 / FRAME_MS) for sooner, later in itertools.pairwise(turns))
            for turns in self._turns
        ]
