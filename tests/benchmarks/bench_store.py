"""The room's file: a command until it is durable, and order lines until they are counted, against plain sqlite3."""

from __future__ import annotations

import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from console.app import Console, bootstrap
from console.main_loop import MainLoop
from console.open_show import OpenShow
from console.remote_intake import read_orders
from console.settings import Settings
from console.show import commands as cmd
from console.show.plan import Entry, EntryId, ProductId, ShowInfo
from console.workspace import Workspace
from tests.benchmarks.report import Report

EVENTS = 600
LINES, BATCH = 60_000, 3000  # a batch is about what a body of 1 MiB holds
ITEMS = 200
COLUMNS = (
    *("show_id", "source", "line_id", "order_id", "product_id", "quantity", "amount", "status", "at", "status_at"),
    *("paid_at", "refunded_amount", "refunded_quantity", "shipped", "version"),
)
START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def run(report: Report) -> None:
    """Measure both sides in turn, so that a slow moment of the machine meets both."""
    with tempfile.TemporaryDirectory(prefix="zhongkong-bench-") as folder:
        room = Path(folder)
        durable(report, room)
        ingest(report, room)


# -- desk to durable ------------------------------------------------------------------------------


def durable(report: Report, folder: Path) -> None:
    loop = MainLoop()
    console = console_with_a_show(folder / "desk", loop)
    show = console.show
    assert show is not None
    bare = plain_file(folder / "bare.db")
    bare.execute(
        "CREATE TABLE journal (show_id TEXT, seq INTEGER, data TEXT, PRIMARY KEY (show_id, seq)) WITHOUT ROWID"
    )
    ours, theirs = [], []
    for number in range(EVENTS):
        text = f"第 {number} 句"
        command = cmd.SendMessage(text=text)
        ours.append(timed(partial(told, loop, partial(show.ask, command, actor="bench"))))
        theirs.append(timed(partial(plain_event, bare, number, text)))
    console.close()
    bare.close()
    median = statistics.median
    report.ratio("desk command → durable, median", 1e6 * median(ours), 1e6 * median(theirs), "µs", "≤ 3")


def plain_event(connection: sqlite3.Connection, number: int, text: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO journal VALUES ('show', ?, ?)", (number, json.dumps({"text": text})))
    connection.execute("COMMIT")


# -- order lines ----------------------------------------------------------------------------------


def ingest(report: Report, folder: Path) -> None:
    loop = MainLoop()
    console = console_with_a_show(folder / "ingest", loop)
    show = console.show
    assert show is not None
    bare = plain_file(folder / "bare-lines.db")
    bare.execute(
        f"CREATE TABLE order_line ({', '.join(COLUMNS)}, PRIMARY KEY (show_id, source, line_id)) WITHOUT ROWID"
    )
    ours = theirs = 0.0
    for start in range(0, LINES, 4 * BATCH):
        bodies = [json.dumps([line(n) for n in range(at, at + BATCH)]) for at in range(start, start + 4 * BATCH, BATCH)]
        ours += timed(partial(take_all, loop, show, bodies))
        theirs += timed(partial(plain_take_all, bare, bodies))
    assert show.counters.room().orders == LINES
    console.close()
    bare.close()
    rate = LINES / ours
    report.ratio("order lines: read + upsert + ledger + count", rate, LINES / theirs, "lines/s", "≥ 25 %")
    report.value("order lines: the same, absolute", rate, "lines/s", "≥ 20000")


def take_all(loop: MainLoop, show: OpenShow, bodies: list[str]) -> None:
    """As the local server does: a body is read while the one before is being written."""
    for answer in [show.intake.orders(read_orders(json.loads(body))) for body in bodies]:
        loop.result(answer)


def plain_take_all(connection: sqlite3.Connection, bodies: list[str]) -> None:
    for body in bodies:
        plain_upsert(connection, json.loads(body))


def plain_upsert(connection: sqlite3.Connection, lines: list[dict[str, Any]]) -> None:
    """The same columns with the same values; nothing checked, merged, booked or counted."""
    rows = []
    for one in lines:
        yuan, _, part = one["amount"].partition(".")
        at = int(datetime.fromisoformat(one["at"]).timestamp()) * 1_000_000
        ids = ("show", one["source"], one["line_id"], one["order_id"], one["product_id"])
        cents = int(yuan) * 100 + int(part)
        rows.append((*ids, one["quantity"], cents, one["status"], at, at, None, None, None, 0, 1))
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        f"INSERT INTO order_line VALUES ({', '.join('?' * len(COLUMNS))}) ON CONFLICT (show_id, source, line_id)"  # noqa: S608
        f" DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in COLUMNS[3:])}",
        rows,
    )
    connection.execute("COMMIT")


def line(number: int) -> dict[str, Any]:
    return {
        "source": "douyin",
        "line_id": f"69{number:016d}",
        "order_id": f"69{number:016d}",
        "product_id": f"3577{number % ITEMS:015d}",
        "quantity": 1 + number % 3,
        "amount": f"{number % 300}.90",
        "status": "paid",
        "at": (START + timedelta(seconds=number % 20000)).isoformat(),
    }


# -- both -----------------------------------------------------------------------------------------


def console_with_a_show(folder: Path, loop: MainLoop, items: int = ITEMS) -> Console:
    """A console in the background's place, with an open show of ``items`` goods."""
    workspace = Workspace.at(folder)
    workspace.prepare()
    console = bootstrap(workspace, Settings(), post=loop.post)
    entries = tuple(
        Entry(entry_id=EntryId(f"e{n}"), name=f"商品 {n}", product_id=ProductId(f"3577{n:015d}"), stock=10_000)
        for n in range(items)
    )
    show_id, planned = console.create(cmd.CreateShow(info=ShowInfo(name="bench"), entries=entries))
    loop.result(planned)
    console.open(show_id)
    return console


def told(loop: MainLoop, ask: Callable[[], Future[Any]]) -> object:
    return loop.result(ask())


def plain_file(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
