"""What the screen says while the file cannot be written, and what is made up for afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from console import open_show
from console.app import bootstrap
from console.intake import ROWS_A_JOB
from console.listeners import Notice
from console.main_loop import MainLoop
from console.settings import Settings
from console.show import commands as cmd
from console.show.sales import Metric, OrderLine, Reading
from console.store import sales
from console.store.database import StoreFailed
from inventory import ledger
from tests.console.test_open_show_again import PRODUCTS, line, settled, shown
from tests.console.test_remote import Desktop
from tests.console.web.room import START, WoundClock, plan

SECOND = timedelta(seconds=1)


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    found = Desktop(tmp_path / "workspace", WoundClock())
    show_id, planned = found.console.create(plan(3))
    found.loop.result(planned)
    found.console.open(show_id)
    yield found
    found.close()


def notices(desktop: Desktop) -> list[str]:
    told: list[str] = []
    desktop.console.listeners.subscribe(Notice, lambda notice: told.append(notice.code))
    return told


def test_lines_that_were_written_count_although_others_of_their_batch_were_not(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = sales.put_orders

    def full_for_the_first(connection: Connection, show_id: str, lines: Any, by: Any = None) -> Any:
        if any(each.line_id == "0" for each in lines):
            raise StoreFailed("disk_full")
        return put(connection, show_id, lines, by)

    monkeypatch.setattr(sales, "put_orders", full_for_the_first)
    show = shown(desktop)
    lines: list[OrderLine] = [line(number, quantity=1) for number in range(2 * ROWS_A_JOB)]
    with pytest.raises(StoreFailed):
        desktop.loop.result(show.intake.orders(lines))
    assert show.counters.sold(PRODUCTS[0]) == ROWS_A_JOB
    monkeypatch.undo()
    desktop.loop.result(show.intake.orders(lines))
    assert show.counters.sold(PRODUCTS[0]) == 2 * ROWS_A_JOB


def half_counted(lines_changed: Any) -> Any:
    def fails(changes: Any) -> set[str]:
        lines_changed(list(changes)[:7])
        raise ZeroDivisionError

    return fails


def test_lines_that_could_not_be_counted_are_counted_anew_from_the_file(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    show = shown(desktop)
    lines = [line(number, quantity=1) for number in range(2 * ROWS_A_JOB)]
    monkeypatch.setattr(show.counters, "lines_changed", half_counted(show.counters.lines_changed))
    taken = desktop.loop.result(show.intake.orders(lines))
    assert (taken.new, show.counters.sold(PRODUCTS[0])) == (2 * ROWS_A_JOB, 2 * ROWS_A_JOB)
    assert "could not be counted" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert settled(desktop)[PRODUCTS[0]].sold == 2 * ROWS_A_JOB


def test_the_sender_is_told_when_what_came_in_cannot_be_counted_at_all(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    show = shown(desktop)

    def unreadable(*_: object) -> None:
        raise StoreFailed("disk_error")

    lines = [line(number, quantity=1) for number in range(20)]
    with monkeypatch.context() as broken:
        broken.setattr(show.counters, "lines_changed", half_counted(show.counters.lines_changed))
        broken.setattr(open_show, "add_up", unreadable)
        with pytest.raises(StoreFailed) as failed:
            desktop.loop.result(show.intake.orders(lines))
        assert failed.value.code == "not_counted"
    desktop.console.close_show()
    again = desktop.console.open(show.show_id)
    assert again.counters.sold(PRODUCTS[0]) == 20
    assert desktop.loop.result(again.intake.orders(lines)).unchanged == 20


def test_readings_that_could_not_be_counted_are_counted_anew_from_the_file(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    show = shown(desktop)
    told = [
        Reading(source="a", product_id=None, metric=Metric.VIEWS, value=5, cumulative=False, at=START + n * SECOND)
        for n in range(ROWS_A_JOB + 1)
    ]
    monkeypatch.setattr(show.counters, "readings_added", lambda readings: 1 / 0)
    assert desktop.loop.result(show.intake.readings(told)) == ROWS_A_JOB + 1
    assert show.counters.total(Metric.VIEWS) == 5 * (ROWS_A_JOB + 1)


def test_a_movement_the_ledger_did_not_take_is_told_and_goes_with_the_next(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(desktop)
    told = notices(desktop)

    def full(*_: object) -> None:
        raise StoreFailed("disk_full")

    show = shown(desktop)
    monkeypatch.setattr(ledger, "record", full)
    desktop.loop.result(show.ask(cmd.Release(product_id=PRODUCTS[0], quantity=10), actor="test"))  # type: ignore[arg-type]
    assert desktop.loop.run(lambda: told == ["ledger_behind"])
    monkeypatch.undo()
    desktop.loop.result(show.ask(cmd.Release(product_id=PRODUCTS[1], quantity=7), actor="test"))  # type: ignore[arg-type]
    found = settled(desktop)
    assert [found[product].released for product in PRODUCTS[:2]] == [10, 7]


def test_the_figures_follow_the_window_of_the_show_although_the_ledger_cannot(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    show = shown(desktop)
    desktop.loop.result(show.intake.orders([line(1, at=START - timedelta(hours=1)), line(2)]))
    assert show.counters.sold(PRODUCTS[0]) == 6
    settled(desktop)
    told = notices(desktop)

    def full(*_: object) -> None:
        raise StoreFailed("disk_full")

    monkeypatch.setattr(open_show, "settle", full)
    desktop.loop.result(show.ask(cmd.GoLive(), actor="test"))
    assert desktop.loop.run(lambda: show.counters.sold(PRODUCTS[0]) == 3 and told == ["ledger_behind"])
    monkeypatch.undo()
    desktop.console.close_show()
    desktop.console.open(show.show_id)
    assert settled(desktop)[PRODUCTS[0]].sold == 3


def test_a_show_that_is_open_is_not_read_anew_beside_what_is_on_its_way_to_the_file(desktop: Desktop) -> None:
    show = shown(desktop)
    asked = show.ask(cmd.GoLive(), actor="test")
    assert desktop.console.open(show.show_id) is show
    desktop.loop.result(asked)
    desktop.loop.result(desktop.console.open(show.show_id).ask(cmd.AddNote(text="on"), actor="test"))


def test_a_file_damaged_in_its_middle_is_told_as_such(tmp_path: Path) -> None:
    desktop = Desktop(tmp_path / "workspace", WoundClock())
    show_id, planned = desktop.console.create(plan(40))
    desktop.loop.result(planned)
    workspace = desktop.console.workspace
    desktop.close()
    plain = sqlite3.connect(workspace.database)
    page, size = plain.execute(
        "SELECT rootpage, page_size FROM sqlite_master, pragma_page_size WHERE name = 'journal'"
    ).fetchone()
    plain.close()
    whole = bytearray(workspace.database.read_bytes())
    whole[(page - 1) * size : page * size] = bytes(byte % 251 for byte in range(size))
    workspace.database.write_bytes(whole)
    again = bootstrap(workspace, Settings(), post=MainLoop().post)
    with pytest.raises(StoreFailed) as failed:
        again.load(show_id)
    again.close()
    assert failed.value.code == "damaged"
