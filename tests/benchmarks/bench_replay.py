"""A four-hour show of 200 items told again at speed through the real program: its figures against the truth.

300,000 order lines and 200,000 readings, with their copies, refunds, resets and late news, are posted to the API of
the real window, an hour a minute, and then once more, as fast as they are taken. Every figure must be that of the
evening as it was made up. Measured: how late the window's event loop is meanwhile, what the second telling costs in
memory, and how long the show takes to open again, against reading the same columns with sqlite3 and numpy.
"""

from __future__ import annotations

import gc
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from console.app import bootstrap
from console.main_loop import MainLoop
from console.settings import Settings
from console.show import commands as cmd
from console.workspace import Workspace
from inventory import ledger
from inventory.stock import Kind
from tests import builders
from tests.benchmarks.driven import FRAME_MS, Driven, Steps, seconds
from tests.benchmarks.replay_load import HOURS, Evening, check, make_up
from tests.benchmarks.report import Report
from tests.benchmarks.window_load import p99
from tests.real_obs import free_port

ENTRIES = 200
WARM_S = 4.0
SPEED = 60  # times as fast as the evening was
REOPENED = 5  # times, each side in turn


def run(report: Report) -> None:
    with tempfile.TemporaryDirectory(prefix="zhongkong-bench-") as home:
        workspace = Path(home) / "workspace"
        started, products = seed(workspace)
        replay = Replay(report, workspace, started, products)
        try:
            replay.run(workspace=workspace, api_port=replay.port)
        finally:
            replay.close()
        reopen(report, workspace, replay.evening)


def seed(workspace: Path) -> tuple[datetime, list[str]]:
    """A show that went live four hours ago, an item a minute; when it started, and its products."""
    loop = MainLoop()

    def pump(until: Callable[[], bool]) -> None:
        loop.run(until)

    room = builders.make_room(workspace, loop.post, pump, settings=Settings(obs_connect=False))
    room.clock.advance(seconds=(datetime.now(UTC) - room.clock.now()).total_seconds() - 3600 * HOURS)
    room.open_show(builders.many_entries(ENTRIES))
    room.ask(cmd.GoLive())
    for _ in range(ENTRIES - 1):
        room.clock.advance(minutes=60 * HOURS / ENTRIES)
        room.ask(cmd.Next())
    state = room.show.state
    assert state.started_at is not None
    products = [str(product) for product in state.plan.products()]
    room.close()
    return state.started_at.replace(microsecond=0), products


class Replay(Driven):
    """The evening, poured into the window twice."""

    def __init__(self, report: Report, workspace: Path, started: datetime, products: list[str]) -> None:
        super().__init__()
        self._report = report
        self.port = free_port()
        self.evening = make_up(started, products)
        load = [sys.executable, "-m", "tests.benchmarks.replay_load", str(self.port)]
        self._load = self.process([*load, str(workspace / "api-token"), started.isoformat(), ",".join(products)])
        assert self.answer(self._load) == "ready"

    def scenario(self) -> Steps:
        began = time.monotonic()
        yield lambda: self.is_up(began)
        yield seconds(WARM_S)
        before = resident()
        late, bare = yield from self.measured(self._poured(3600 * HOURS / SPEED))
        self._check("told once")
        once = resident()
        yield self._poured(0)
        self._check("told twice")
        twice = resident()
        self.close()
        report = self._report
        report.value("replay: 5 ms timer late, p99", p99(late), "ms", "≤ 16")
        report.ratio(
            "replay: beside a bare timer (+1 frame)", p99(late), bare, "ms", f"≤ {(bare + FRAME_MS) / bare:.2f}"
        )
        rows = len(self.evening.orders) + len(self.evening.readings)
        print(
            f"   {before:.0f} MB before, {once:.0f} MB after {rows:,} rows, {twice:.0f} MB after them again", flush=True
        )
        report.value("replay: memory, the same rows again", twice - once, "MB", "≤ 10")

    def _poured(self, within: float) -> Callable[[], bool]:
        """Have everything poured in so many seconds; True once it was taken and counted."""
        assert self._load.stdin is not None
        self._load.stdin.write(f"{within}\n")
        self._load.stdin.flush()
        answers = self.heard(self._load)

        def poured() -> bool:
            if not answers:
                return False
            told = json.loads(answers.pop())
            if told["failed"]:
                raise RuntimeError(f"not everything was taken: {told['failed']}")
            rows = told["orders"] + told["readings"]
            print(f"   {rows:,} rows in {told['seconds']:.0f} s, {rows / told['seconds']:,.0f} a second", flush=True)
            return True

        return poured

    def _check(self, when: str) -> None:
        check(self.console.show.counters, self.evening)
        print(f"   {when}: every figure of {ENTRIES} items and the room is the truth's", flush=True)


def resident() -> float:
    """Memory of this process in MB, garbage taken out."""
    gc.collect()
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


# -- opening it again -----------------------------------------------------------------------------


def reopen(report: Report, workspace: Path, evening: Evening) -> None:
    loop = MainLoop()
    home = Workspace.at(workspace)
    console = bootstrap(home, Settings(), post=loop.post)
    (summary,) = console.shows()
    ours, theirs = [], []
    for _ in range(REOPENED):
        ours.append(timed(partial(console.open, summary.show_id)))
        if len(ours) == 1:
            assert console.show is not None
            check(console.show.counters, evening)
            booked(console, evening)
        console.close_show()
        gc.disable()  # with a console's objects about, looking for cycles would be most of the bare side
        theirs.append(timed(partial(column_load, home.database)))
        gc.enable()
    console.close()
    median = statistics.median
    report.ratio("replay: the show opened again", median(ours), median(theirs), "s", "≤ 1.5")


def booked(console: Any, evening: Evening) -> None:
    """The ledger moved what the lines sold, no piece twice."""
    with console.database.connect() as connection:
        sums = ledger.sums(connection, console.show.show_id)
    for product, truth in evening.truth.items():
        sold = sums.get((product, Kind.SELL), 0) - sums.get((product, Kind.RESTOCK), 0)
        assert sold == truth.units - truth.returned, f"the ledger of {product}: {sold}"


def column_load(path: Path) -> None:
    """The bare side: the columns read, and what a minute of an item sold and was told."""
    connection = sqlite3.connect(path)
    lines = connection.execute(
        "SELECT source, order_id, product_id, quantity, amount, status, at, status_at, paid_at, refunded_amount,"
        " refunded_quantity, shipped FROM order_line"
    ).fetchall()
    readings = connection.execute(
        "SELECT source, metric, product_id, at, value, cumulative FROM reading ORDER BY source, metric, product_id, at"
    ).fetchall()
    connection.close()
    columns = list(zip(*lines, strict=True))
    for weights in (columns[3], columns[4]):
        by_minute(columns[2], columns[6], weights)
    columns = list(zip(*readings, strict=True))
    by_minute(list(zip(columns[0], columns[1], columns[2], strict=True)), columns[3], columns[4])


def by_minute(keys: Any, times: Any, weights: Any) -> None:
    known: dict[Any, int] = {}
    numbers = np.fromiter((known.setdefault(key, len(known)) for key in keys), np.int64, len(keys))
    minutes = np.array(times) // 60_000_000
    minutes -= minutes.min()
    np.bincount(numbers * (minutes.max() + 1) + minutes, weights=np.array(weights))


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
