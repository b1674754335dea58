"""An import taken back: the show is as though it had never seen the file, on the screen, in the file and in the ledger."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from console.metrics.counters import Counters
from console.show import commands as cmd
from console.show.sales import Metric, OrderLine, OrderStatus, Reading
from console.store.brought import Brought
from console.taking_back import TakenBack
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
