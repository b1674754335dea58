"""The desk on a real file: nothing shown before it is durable, nothing lost behind a failed write, one take a press."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from console.app import Console, bootstrap
from console.listeners import Applied, Notice
from console.main_loop import MainLoop
from console.open_show import OpenShow
from console.settings import Settings
from console.show import commands as cmd
from console.show.plan import Entry, EntryId, ProductId, ShowInfo
from console.show.rundown import Refused
from console.show.state import Status
from console.store.database import StoreFailed
from console.workspace import Workspace
from inventory import ledger
from inventory.stock import balances


class HandClock:
    """A clock moved by the test."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def forward(self, **length: float) -> None:
        self.at += timedelta(**length)


class Bench:
    """A console without a window."""

    def __init__(self, folder: Path) -> None:
        self.workspace = Workspace.at(folder)
        self.workspace.prepare()
        self.loop = MainLoop()
        self.clock = HandClock()
        self.console: Console = bootstrap(self.workspace, Settings(), post=self.loop.post, clock=self.clock)
        entries = tuple(
            Entry(
                entry_id=EntryId(f"e{number}"),
                name=f"item {number}",
                product_id=ProductId(f"p{number}"),
                stock=100,
                first_release=30,
            )
            for number in range(4)
        )
        self.show_id, planned = self.console.create(cmd.CreateShow(info=ShowInfo(name="show"), entries=entries))
        self.loop.result(planned)
        self.show: OpenShow = self.console.open(self.show_id)

    def do(self, command: cmd.Command, key: str | None = None) -> int:
        return self.loop.result(self.show.ask(command, actor="test", key=key)).seq

    def reopen(self) -> OpenShow:
        self.console.close()
        self.console = bootstrap(self.workspace, Settings(), post=self.loop.post, clock=self.clock)
        self.show = self.console.open(self.show_id)
        return self.show

    def settle(self) -> None:
        """Wait until everything handed to the writer is written."""
        self.loop.result(self.console.writer.submit(lambda _connection: None))


@pytest.fixture
def bench(workspace_dir: Path) -> Iterator[Bench]:
    made = Bench(workspace_dir)
    yield made
    made.console.close()


def test_an_event_is_on_disk_before_anyone_hears_of_it(bench: Bench) -> None:
    heard: list[int] = []

    def listen(told: Applied) -> None:
        with sqlite3.connect(bench.workspace.database) as other:
            heard.append(other.execute("SELECT MAX(seq) FROM journal").fetchone()[0] - told.after.seq)
        other.close()

    bench.console.listeners.subscribe(Applied, listen)
    bench.do(cmd.GoLive())
    bench.do(cmd.AddNote(text="x"))
    assert heard == [0, 0]


def test_a_slow_disk_holds_nobody_up_and_the_screen_follows_the_disk(bench: Bench) -> None:
    gate = threading.Event()
    bench.console.writer.submit(lambda _connection: gate.wait(20), urgent=True)
    futures = [bench.show.ask(cmd.AddNote(text=str(number)), actor="t") for number in range(5)]
    assert not any(future.done() for future in futures)
    assert bench.show.state.seq == 1
    gate.set()
    assert [bench.loop.result(future).seq for future in futures] == [2, 3, 4, 5, 6]
    assert bench.show.state.seq == 6


def test_a_second_press_within_300_ms_is_the_same_take_even_before_the_first_is_durable(bench: Bench) -> None:
    bench.do(cmd.GoLive())
    bench.clock.forward(seconds=1)
    first = bench.show.ask(cmd.Next(), actor="t")
    bench.clock.forward(milliseconds=299)
    second = bench.show.ask(cmd.Next(), actor="t")
    assert bench.loop.result(first).seq == bench.loop.result(second).seq
    bench.clock.forward(milliseconds=1)
    assert bench.do(cmd.Next()) == bench.loop.result(first).seq + 1


def test_a_key_answers_the_same_before_and_after_a_restart(bench: Bench) -> None:
    bench.do(cmd.GoLive())
    bench.clock.forward(seconds=1)
    seq = bench.do(cmd.Next(), key="k1")
    bench.clock.forward(seconds=1)
    assert bench.do(cmd.Next(), key="k1") == seq
    bench.reopen()
    assert bench.do(cmd.Next(), key="k1") == seq
    assert bench.show.state.seq == seq


def test_a_refused_command_changes_nothing(bench: Bench) -> None:
    before = bench.show.state
    with pytest.raises(Refused) as told:
        bench.do(cmd.Next())
    assert told.value.code == "not_live"
    assert bench.show.state is before


def test_a_failed_write_undoes_what_was_decided_after_it_and_is_told(bench: Bench) -> None:
    bench.do(cmd.GoLive())
    told: list[Notice] = []
    bench.console.listeners.subscribe(Notice, told.append)
    before = bench.show.state

    def fill_up(connection: Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    bench.loop.result(bench.console.writer.submit(fill_up))
    futures = [bench.show.ask(cmd.AddNote(text="x" * 4000), actor="t") for _ in range(12)]
    errors = []
    for future in futures:
        try:
            bench.loop.result(future)
        except StoreFailed as error:
            errors.append(error.code)
    assert errors
    assert set(errors) <= {"disk_full", "hole"}
    assert next(notice.code for notice in told) == "not_written"
    written = bench.show.state.seq
    assert written - before.seq == len(futures) - len(errors)
    bench.loop.result(
        bench.console.writer.submit(lambda c: c.exec_driver_sql("PRAGMA max_page_count = 1000000").close())
    )
    assert bench.do(cmd.AddNote(text="after")) == written + 1
    assert bench.reopen().state.seq == written + 1


def test_a_show_comes_back_exactly_as_it_was(bench: Bench) -> None:
    bench.do(cmd.GoLive())
    for _ in range(3):
        bench.clock.forward(seconds=50)
        bench.do(cmd.Next())
    bench.do(cmd.Release(product_id=ProductId("p3"), quantity=20))
    bench.do(cmd.Adjust(product_id=ProductId("p0"), delta=-80, reason="broken"))
    before = bench.show.state
    assert before.status is Status.LIVE
    assert bench.reopen().state == before


def test_the_ledger_sums_to_the_balances_and_a_restart_moves_nothing_twice(bench: Bench) -> None:
    bench.do(cmd.GoLive())
    bench.do(cmd.Release(product_id=ProductId("p0"), quantity=20))
    bench.do(cmd.Undo())
    bench.do(cmd.Adjust(product_id=ProductId("p0"), delta=-80, reason="broken"))
    bench.clock.forward(seconds=1)
    bench.do(cmd.Next())
    for _ in range(2):
        bench.settle()
        with bench.console.database.connect() as connection:
            found = balances(ledger.movements(connection, bench.show_id))
        for product in ("p0", "p1", "p2"):
            shown = bench.show.balance(product)
            assert (found[product].allotted, found[product].released) == (shown.allotted, shown.released)
        bench.reopen()
    assert bench.show.balance("p0").released == 20
    assert bench.show.balance("p1").released == 30


def test_a_release_that_sold_cannot_be_undone(bench: Bench) -> None:
    bench.do(cmd.GoLive())
    bench.do(cmd.Release(product_id=ProductId("p0"), quantity=20))
    sold = {"p0": 31}
    bench.show.counters.sold_all = lambda: sold  # type: ignore[method-assign]
    with pytest.raises(Refused) as told:
        bench.do(cmd.Undo())
    assert told.value.code == "release_sold"
