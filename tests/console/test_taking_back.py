"""An import taken back: it is as though the show had never seen the file, on the screen, on disk and in the ledger."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from console.listeners import Notice, TakingBack
from console.metrics.counters import Counters
from console.reporting import ReportFailed, write_report
from console.show import commands as cmd
from console.show import events as ev
from console.show.rundown import Refused
from console.show.sales import Metric, OrderLine, OrderStatus, Reading
from console.store import journal, line_copies, reading_copies, sales
from console.store.brought import Brought
from console.store.database import Database, StoreFailed
from console.store.tables import SCHEMA_VERSION, to_micros
from console.taking_back import ROWS_A_JOB, TakenBack
from inventory import ledger
from inventory.stock import Kind
from tests.console.test_open_show_again import PRODUCTS, line, settled, shown
from tests.console.test_remote import Desktop
from tests.console.web.room import START, WoundClock, plan

FILE = "orders.csv"


def new_desktop(root: Path) -> Desktop:
    found = Desktop(root, WoundClock())
    show_id, planned = found.console.create(plan(3))
    found.loop.result(planned)
    found.console.open(show_id)
    return found


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    found = new_desktop(tmp_path / "workspace")
    yield found
    found.close()


def reading(minute: int = 0, value: float = 5, **changes: Any) -> Reading:
    given: dict[str, Any] = {
        "source": "compass",
        "product_id": PRODUCTS[0],
        "metric": Metric.CLICKS,
        "value": value,
        "cumulative": True,
        "at": START + timedelta(minutes=minute),
    }
    return Reading(**{**given, **changes})


def bring(
    desktop: Desktop, lines: Sequence[OrderLine] = (), readings: Sequence[Reading] = (), file: str = FILE
) -> Brought:
    """As a file is: taken in, and the import it was."""
    intake = shown(desktop).intake
    by = intake.import_of(file)
    desktop.loop.result(intake.orders(lines, by))
    desktop.loop.result(intake.readings(readings, by))
    return by


def take_back(desktop: Desktop, by: Brought) -> TakenBack:
    return desktop.loop.result(shown(desktop).take_back(by.number, by.file, actor="阿宁"))


def figures(counters: Counters) -> dict[str, Any]:
    """Everything the counters answer, but when it came."""
    told: dict[str, Any] = {"room": replace(counters.room(), last_heard=None), "products": counters.products}
    for product in (*PRODUCTS, None):
        told[f"{product} minutes"] = [
            counters.gmv_minutes(product), counters.unit_minutes(product), counters.line_minutes(product)
        ]  # fmt: skip
        if product is not None:
            told[product] = counters.item(product)
            told[f"{product} joined"] = counters.line_columns.between(product, None, None)
    for metric in Metric:
        told[metric.value] = (counters.sources_of(metric), counters.source_of(metric))
        for product in ("", *PRODUCTS):
            tallies = counters.all_of(metric, product)
            told[f"{metric.value} {product}"] = {s: (len(t), t.total, dict(t.minutes)) for s, t in tallies.items()}
    return told


def in_file(desktop: Desktop) -> list[list[Any]]:
    """What the file holds of lines and readings, but how often it changed and for whom."""
    lines = "source, line_id, order_id, product_id, quantity, amount, status, at, status_at, paid_at, refunded_amount"
    with desktop.console.database.connect() as connection:
        return [
            [
                tuple(row)
                for row in connection.exec_driver_sql(f"SELECT {columns} FROM {table} ORDER BY 1, 2, 3, 4, 5")  # noqa: S608
            ]
            for table, columns in (
                ("order_line", f"{lines}, refunded_quantity, shipped"),
                ("reading", "source, metric, product_id, at, value, cumulative"),
            )
        ]


def sold(desktop: Desktop) -> dict[str, int]:
    """Of the ledger."""
    return {product: balance.sold for product, balance in settled(desktop).items() if balance.sold}


def reopened(desktop: Desktop) -> None:
    show_id = shown(desktop).show_id
    desktop.console.close_show()
    desktop.loop.result(desktop.console.writer.submit(lambda connection: None))
    desktop.console.open(show_id)


@dataclass(frozen=True)
class Load:
    """What comes in at one go; ``file`` "" when it comes by no import."""

    file: str
    lines: tuple[OrderLine, ...]
    readings: tuple[Reading, ...]


def any_load(dice: random.Random, number: int) -> Load:
    lines = tuple(
        line(
            dice.randrange(14),
            product_id=dice.choice([*PRODUCTS, ""]),
            quantity=dice.choice([0, 1, 2, 5]),
            amount=dice.choice([0, 900, 1500]),
            status=dice.choice(list(OrderStatus)),
            at=START + timedelta(minutes=dice.randint(-3, 30)),
            status_at=dice.choice([None, START + timedelta(minutes=dice.randint(0, 40))]),
            paid_at=dice.choice([None, START + timedelta(minutes=4)]),
            refunded_amount=dice.choice([None, None, 300]),
            shipped=dice.random() < 0.3,
        )
        for _ in range(dice.randint(0, 12))
    )
    readings = tuple(
        reading(
            dice.randrange(5),
            dice.choice([3, 8, 40]),
            source=dice.choice(["compass", "manual"]),
            product_id=dice.choice([*PRODUCTS[:2], None]),
            metric=dice.choice([Metric.CLICKS, Metric.ONLINE, Metric.ORDERS]),
            cumulative=dice.random() < 0.7,
        )
        for _ in range(dice.randint(0, 12))
    )
    return Load("" if dice.random() < 0.4 else f"{number}.csv", lines, readings)


def feed(desktop: Desktop, load: Load) -> Brought | None:
    if load.file:
        return bring(desktop, load.lines, load.readings, load.file)
    desktop.loop.result(shown(desktop).intake.orders(load.lines))
    desktop.loop.result(shown(desktop).intake.readings(load.readings))
    return None


@pytest.mark.parametrize("seed", range(24))
def test_a_show_is_as_though_it_had_never_seen_the_file(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    loads = [any_load(dice, number) for number in range(7)]
    chosen = dice.sample([n for n, load in enumerate(loads) if load.file], k=min(2, sum(bool(x.file) for x in loads)))
    again = dice.random() < 0.5
    saw, never = new_desktop(tmp_path / "saw"), new_desktop(tmp_path / "never")
    try:
        for desktop in (saw, never):
            desktop.loop.result(shown(desktop).ask(cmd.GoLive(), actor="test"))
        early = dice.randrange(len(loads) + 1)  # what comes after one was taken back knows nothing of it either
        brought: dict[int, Brought] = {}
        for number, load in enumerate(loads):
            if number == early and chosen[:1] and chosen[0] in brought:
                take_back(saw, brought[chosen[0]])
            by = feed(saw, load)
            if by is not None:
                brought[number] = by
            if number not in chosen:
                feed(never, load)
        for number in chosen:
            if brought[number].number not in shown(saw).state.taken_back:
                take_back(saw, brought[number])
        if again:
            for desktop in (saw, never):
                feed(desktop, loads[chosen[0]])
        assert figures(shown(saw).counters) == figures(shown(never).counters)
        assert in_file(saw) == in_file(never)
        assert sold(saw) == sold(never)
        for desktop in (saw, never):
            reopened(desktop)
        assert figures(shown(saw).counters) == figures(shown(never).counters)
        assert shown(saw).counters.room().last_heard == shown(never).counters.room().last_heard
        assert sold(saw) == sold(never)
    finally:
        saw.close()
        never.close()


def test_the_journal_says_who_took_which_file_back_and_what_it_had_a_say_in(desktop: Desktop) -> None:
    by = bring(desktop, [line(1), line(2)], [reading()])
    bring(desktop, [line(2, quantity=9)], file="other.csv")
    told = take_back(desktop, by)
    event = next(e for e in events(desktop) if isinstance(e.payload, ev.ImportTakenBack))
    assert (event.actor, event.payload) == (
        "阿宁",
        ev.ImportTakenBack(number=by.number, file=FILE, lines=2, readings=1),
    )
    assert told == TakenBack(lines_gone=1, lines_before=0, readings_gone=1)


def events(desktop: Desktop) -> list[ev.Event]:
    with desktop.console.database.connect() as connection:
        return journal.load(connection, shown(desktop).show_id)


def test_a_line_an_import_changed_is_what_it_was_unless_somebody_changed_it_since(desktop: Desktop) -> None:
    intake = shown(desktop).intake
    desktop.loop.result(intake.orders([line(1, amount=100), line(2, amount=100)]))
    by = bring(desktop, [line(1, amount=200), line(2, amount=200)])
    desktop.loop.result(intake.orders([line(2, amount=300)]))
    assert take_back(desktop, by).code == "import_taken_back_changed"
    assert {row[1]: row[5] for row in in_file(desktop)[0]} == {"1": 100, "2": 300}


def test_a_reading_an_import_corrected_has_its_earlier_value_again(desktop: Desktop) -> None:
    desktop.loop.result(shown(desktop).intake.readings([reading(0, 5), reading(1, 6)]))
    by = bring(desktop, readings=[reading(0, 50), reading(1, 60), reading(2, 70)])
    desktop.loop.result(shown(desktop).intake.readings([reading(1, 7)]))
    take_back(desktop, by)
    assert [row[4] for row in in_file(desktop)[1]] == [5, 7]
    assert shown(desktop).counters.total(Metric.CLICKS, PRODUCTS[0]) == 7


@pytest.mark.parametrize("status", ["planned", "live", "paused", "ended"])
def test_at_any_time_of_a_show(desktop: Desktop, status: str) -> None:
    by = bring(desktop, [line(number) for number in range(5)])
    asked: dict[str, list[cmd.Command]] = {
        "planned": [],
        "live": [cmd.GoLive()],
        "paused": [cmd.GoLive(), cmd.PauseShow()],
        "ended": [cmd.GoLive(), cmd.EndShow()],
    }
    for command in asked[status]:
        desktop.loop.result(shown(desktop).ask(command, actor="test"))
    take_back(desktop, by)
    assert shown(desktop).state.status.value == status
    assert sold(desktop) == {}
    assert in_file(desktop)[0] == []


def test_stock_goes_back_with_a_name_and_comes_again_with_the_same_file(desktop: Desktop) -> None:
    for _ in range(3):
        by = bring(desktop, [line(1, quantity=3), line(2, quantity=4, product_id=PRODUCTS[1])])
        assert sold(desktop) == {PRODUCTS[0]: 3, PRODUCTS[1]: 4}
        take_back(desktop, by)
        assert sold(desktop) == {}
    with desktop.console.database.connect() as connection:
        moves = ledger.movements(connection, shown(desktop).show_id, PRODUCTS[0])
    back = [(move.kind, move.quantity, move.person, move.reason) for move in moves if move.kind is Kind.RESTOCK]
    assert back == [(Kind.RESTOCK, 3, "阿宁", FILE)] * 3


def test_asked_while_its_rows_are_still_on_their_way_it_waits_for_them(desktop: Desktop) -> None:
    intake = shown(desktop).intake
    by = intake.import_of(FILE)
    lines = [line(number) for number in range(ROWS_A_JOB * 3)]
    coming = intake.orders(lines, by)
    going = shown(desktop).take_back(by.number, FILE, actor="阿宁")
    others = intake.orders([line(number) for number in range(10)])
    assert desktop.loop.result(going).lines_gone == len(lines) - 10
    assert coming.done()
    desktop.loop.result(others)
    assert len(in_file(desktop)[0]) == 10
    assert shown(desktop).counters.room().orders == 10


def test_what_is_taken_back_or_unknown_is_refused_and_changes_nothing(desktop: Desktop) -> None:
    by = bring(desktop, [line(1)])
    for wrong in (replace(by, number=99), replace(by, file="another.csv")):
        with pytest.raises(Refused, match="import_unknown"):
            take_back(desktop, wrong)
    seq = shown(desktop).state.seq
    asked = [shown(desktop).take_back(by.number, FILE, actor="阿宁") for _ in range(2)]
    assert desktop.loop.run(lambda: all(each.done() for each in asked))
    refused = [each.exception() for each in asked if each.exception() is not None]
    assert [each.result().lines_gone for each in asked if each.exception() is None] == [1], "whichever was first"
    assert [getattr(each, "code", each) for each in refused] == ["import_taken_back"]
    with pytest.raises(Refused, match="import_taken_back"):
        take_back(desktop, by)
    assert shown(desktop).state.seq == seq + 1


def test_how_far_it_is_is_told_a_part_at_a_time(desktop: Desktop) -> None:
    told: list[TakingBack] = []
    desktop.console.listeners.subscribe(TakingBack, told.append)
    by = bring(desktop, [line(number) for number in range(ROWS_A_JOB * 4)], [reading(n) for n in range(10)])
    take_back(desktop, by)
    assert [each.done for each in told if not each.over] == [500, 1000, 1500, 2000, 2010]
    assert {each.of for each in told} == {2010}
    assert [each.over for each in told][-1]


def full_at(monkeypatch: pytest.MonkeyPatch, key: tuple[str, str]) -> Callable[[], None]:
    """The disk is full for the part with this line, until it is called."""
    withdraw = line_copies.withdraw

    def full(connection: Any, show_id: str, keys: Sequence[tuple[str, str]], number: int) -> Any:
        if key in keys:
            raise StoreFailed("disk_full", "no space")
        return withdraw(connection, show_id, keys, number)

    monkeypatch.setattr(line_copies, "withdraw", full)
    return monkeypatch.undo


def test_a_disk_that_is_full_in_the_middle_is_told_and_the_next_opening_ends_it(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    notices: list[Notice] = []
    desktop.console.listeners.subscribe(Notice, notices.append)
    keep = bring(desktop, [line(number) for number in range(3)], file="keep.csv")
    same = bring(desktop, [line(number) for number in range(2)], file="same.csv")
    assert take_back(desktop, same).code == "import_taken_back_same"
    notices.clear()
    by = bring(desktop, [line(number) for number in range(ROWS_A_JOB * 8)])
    mended = full_at(monkeypatch, ("douyin", "3000"))
    with pytest.raises(StoreFailed):
        take_back(desktop, by)
    assert [notice.code for notice in notices] == ["import_not_out_yet"]
    left = len(in_file(desktop)[0])
    assert 3 < left < ROWS_A_JOB * 8
    assert shown(desktop).counters.room().orders == left
    with pytest.raises(ReportFailed) as refused:
        write_report(
            desktop.console.workspace.database, shown(desktop).show_id, desktop.console.workspace.root / "r.xlsx", "en"
        )
    assert refused.value.code == "being_taken_back"
    mended()
    reopened(desktop)
    assert desktop.loop.run(lambda: "import_taken_back" in [notice.code for notice in notices])
    assert len(in_file(desktop)[0]) == 3
    assert shown(desktop).counters.room().orders == 3
    assert sold(desktop) == {PRODUCTS[0]: 9}
    assert keep.number not in shown(desktop).state.taken_back


def test_a_show_closed_in_the_middle_is_finished_by_the_time_it_is_open_again(desktop: Desktop) -> None:
    by = bring(desktop, [line(number) for number in range(ROWS_A_JOB * 12)])
    begun: list[TakingBack] = []
    desktop.console.listeners.subscribe(TakingBack, begun.append)
    shown(desktop).take_back(by.number, FILE, actor="阿宁")
    assert desktop.loop.run(lambda: bool(begun))
    show_id = shown(desktop).show_id
    desktop.console.close_show()
    desktop.console.open(show_id)
    assert desktop.loop.run(lambda: shown(desktop).counters.room().orders == 0)
    assert desktop.loop.run(lambda: not shown(desktop).withdrawals.busy)
    assert in_file(desktop)[0] == []
    assert sold(desktop) == {}
    reopened(desktop)
    assert shown(desktop).counters.room().orders == 0
    assert sold(desktop) == {}


def test_a_file_of_the_build_before_opens_and_what_it_held_stays(tmp_path: Path) -> None:
    path = tmp_path / "console.sqlite"
    plain = sqlite3.connect(path)
    plain.executescript(BEFORE)
    plain.close()
    database = Database(path, tables=(ledger.MovementRow,))
    database.open()
    with database.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == SCHEMA_VERSION
        kept, _ = next(sales.orders(connection, "s"))
        assert (kept.line_id, kept.amount) == ("1", 900)
        by = Brought(number=1, file=FILE, at=START)
        sales.put_orders(connection, "s", [replace(kept, amount=1)], by)
        sales.put_readings(connection, "s", [reading(0, 50)], by)
        assert line_copies.keys_of(connection, "s", 1) == [kept.key]
        line_copies.withdraw(connection, "s", [kept.key], 1)
        reading_copies.withdraw(connection, "s", reading_copies.keys_of(connection, "s", 1), 1)
        assert [line for line, _ in sales.orders(connection, "s")] == [kept]
        assert [each.value for each in sales.readings(connection, "s")] == [5]
    database.close()
    again = Database(path, tables=(ledger.MovementRow,))
    again.open()
    again.close()


BEFORE = f"""
CREATE TABLE show (show_id VARCHAR NOT NULL PRIMARY KEY, created_at INTEGER NOT NULL, name VARCHAR NOT NULL,
    status VARCHAR NOT NULL, started_at INTEGER, ended_at INTEGER, planned_start INTEGER, seq INTEGER NOT NULL);
CREATE TABLE order_line (show_id VARCHAR NOT NULL, source VARCHAR NOT NULL, line_id VARCHAR NOT NULL,
    order_id VARCHAR NOT NULL, product_id VARCHAR NOT NULL, quantity INTEGER NOT NULL, amount INTEGER NOT NULL,
    status VARCHAR NOT NULL, at INTEGER NOT NULL, status_at INTEGER NOT NULL, paid_at INTEGER,
    refunded_amount INTEGER, refunded_quantity INTEGER, shipped INTEGER NOT NULL, version INTEGER NOT NULL,
    PRIMARY KEY (show_id, source, line_id)) WITHOUT ROWID;
CREATE TABLE reading (show_id VARCHAR NOT NULL, source VARCHAR NOT NULL, metric VARCHAR NOT NULL,
    product_id VARCHAR NOT NULL, at INTEGER NOT NULL, value FLOAT NOT NULL, cumulative INTEGER NOT NULL,
    PRIMARY KEY (show_id, source, metric, product_id, at)) WITHOUT ROWID;
INSERT INTO order_line VALUES ('s', 'douyin', '1', '1', 'P', 3, 900, 'paid', 1, 1, NULL, NULL, NULL, 0, 1);
INSERT INTO reading VALUES ('s', 'compass', 'clicks', '{PRODUCTS[0]}', {to_micros(START)}, 5, 1);
PRAGMA user_version = 2;
"""  # noqa: S608
