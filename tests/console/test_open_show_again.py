"""What the screen says of a show is what a fresh start on the same file says, and the ledger agrees with both."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from console.open_show import OpenShow
from console.show import commands as cmd
from console.show.sales import Metric, OrderLine, OrderStatus, Reading
from inventory import ledger
from inventory.stock import Balance, Kind, Movement, balances
from tests.console.test_remote import Desktop
from tests.console.web.room import START, WoundClock, entry, plan

PRODUCTS = [str(entry(number).product_id) for number in range(1, 4)]


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    found = Desktop(tmp_path / "workspace", WoundClock())
    show_id, planned = found.console.create(plan(3))
    found.loop.result(planned)
    found.console.open(show_id)
    yield found
    found.close()


def line(number: int, **changes: Any) -> OrderLine:
    given: dict[str, Any] = {
        "source": "douyin",
        "line_id": str(number),
        "order_id": str(number),
        "product_id": PRODUCTS[0],
        "quantity": 3,
        "amount": 900,
        "status": OrderStatus.PAID,
        "at": START + timedelta(minutes=1),
    }
    return OrderLine(**{**given, **changes})


def shown(desktop: Desktop) -> OpenShow:
    assert desktop.console.show is not None
    return desktop.console.show


def settled(desktop: Desktop) -> dict[str, Balance]:
    """The ledger's balances once the writer has nothing left, seen from the file."""
    done = desktop.console.writer.submit(lambda connection: None)
    desktop.loop.result(done)
    again = desktop.console.writer.submit(lambda connection: None)
    desktop.loop.result(again)
    with desktop.console.database.connect() as connection:
        return balances(ledger.movements(connection, shown(desktop).show_id))


def sold(balance: dict[str, Balance]) -> list[int]:
    return [balance.get(product, Balance()).sold for product in PRODUCTS]


def test_orders_that_arrive_while_the_window_of_the_show_moves_are_in_the_ledger_once(desktop: Desktop) -> None:
    show = shown(desktop)
    early = [line(number, at=START - timedelta(hours=1)) for number in range(20)]
    desktop.loop.result(show.intake.orders(early))
    assert sold(settled(desktop))[0] == 60
    desktop.clock.wind(seconds=1)
    live = show.ask(cmd.GoLive(), actor="test")
    futures = [show.intake.orders([line(number)]) for number in range(100, 140)]
    desktop.loop.result(live)
    futures += [show.intake.orders([line(number)]) for number in range(140, 180)]
    for future in futures:
        desktop.loop.result(future)
    desktop.loop.run(lambda: show.counters.sold(PRODUCTS[0]) == 240)
    assert sold(settled(desktop))[0] == 240


def test_a_ledger_that_fell_behind_twice_at_one_event_is_settled_twice(desktop: Desktop) -> None:
    desktop.loop.result(shown(desktop).intake.orders([line(1), line(2)]))
    for again in range(2):
        lost = Movement(cause=f"lost:{again}", product_id=PRODUCTS[0], kind=Kind.RESTOCK, quantity=6, at=START)
        show_id = shown(desktop).show_id
        done = desktop.console.writer.submit(partial(ledger.record, show_id=show_id, movements=[lost]))
        desktop.loop.result(done)
        desktop.console.close_show()
        desktop.console.open(show_id)
        assert sold(settled(desktop))[0] == 6


def test_readings_count_the_same_live_and_after_a_fresh_start(desktop: Desktop) -> None:
    show = shown(desktop)
    dice = random.Random(7)
    for number in range(60):
        reading = Reading(
            source="relay",
            product_id=PRODUCTS[number % 2],
            metric=dice.choice([Metric.CLICKS, Metric.COMMENTS, Metric.ENTERS]),
            value=dice.randint(0, 50),
            cumulative=False,
            at=START + timedelta(seconds=dice.randint(0, 40)),
        )
        desktop.loop.result(show.intake.readings([reading] * dice.randint(1, 3)))

    def totals() -> list[float | None]:
        counters = shown(desktop).counters
        return [counters.total(metric, product) for metric in Metric for product in PRODUCTS]

    live = totals()
    desktop.console.close_show()
    desktop.console.open(show.show_id)
    assert totals() == live


def test_one_batch_may_hold_one_reading_twice_and_the_last_counts(desktop: Desktop) -> None:
    show = shown(desktop)
    pair = [
        Reading(source="r", product_id=None, metric=Metric.ENTERS, value=value, cumulative=False, at=START)
        for value in (5, 8)
    ]
    assert desktop.loop.result(show.intake.readings(pair)) == 1
    assert show.counters.total(Metric.ENTERS) == 8
