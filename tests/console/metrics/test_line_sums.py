"""What order lines come to when they are added up at once is what they come to one by one, to the cent."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from console.metrics.counters import Counters
from console.metrics.line_columns import micros_of
from console.metrics.line_sums import add_up
from console.metrics.window import Restock, Window, show_window
from console.show.sales import NO_ITEM, LineRow, OrderLine, OrderStatus
from tests.builders import EVENING

WINDOW = show_window(EVENING, EVENING + timedelta(minutes=60), timedelta(minutes=10))
TIMES = [EVENING + timedelta(seconds=second) for second in range(-40, 4400, 37)]
PRODUCTS = ["p", "q", NO_ITEM]

lines = st.builds(
    OrderLine,
    source=st.sampled_from(["douyin", "taobao"]),
    line_id=st.just("one"),
    order_id=st.sampled_from("12345"),
    product_id=st.sampled_from(PRODUCTS),
    quantity=st.integers(0, 3),
    amount=st.integers(0, 3) | st.just(10**13),
    status=st.sampled_from(OrderStatus),
    at=st.sampled_from(TIMES),
    status_at=st.none() | st.sampled_from(TIMES),
    paid_at=st.none() | st.sampled_from(TIMES),
    refunded_amount=st.none() | st.integers(0, 3),
    refunded_quantity=st.none() | st.integers(0, 3),
    shipped=st.booleans(),
)


def row(line: OrderLine) -> LineRow:
    return LineRow(
        source=line.source,
        order_id=line.order_id,
        product_id=line.product_id,
        quantity=line.quantity,
        amount=line.amount,
        status=line.status.value,
        at=micros_of(line.at),
        status_at=micros_of(line.status_time),
        paid_at=None if line.paid_at is None else micros_of(line.paid_at),
        refunded_amount=line.refunded_amount,
        refunded_quantity=line.refunded_quantity,
        shipped=int(line.shipped),
    )


def everything(counters: Counters) -> object:
    spans = [(None, None), (EVENING, EVENING + timedelta(minutes=20)), (EVENING + timedelta(minutes=20), None)]
    return (
        counters.room(),
        counters.sold_all(),
        [counters.item(product) for product in PRODUCTS],
        [counters.line_columns.totals(product) for product in (*PRODUCTS, None)],
        [counters.line_columns.between(product, *span) for product in PRODUCTS for span in spans],
        [
            minutes(product)
            for minutes in (counters.gmv_minutes, counters.unit_minutes, counters.line_minutes)
            for product in (*PRODUCTS, None)
        ],
    )


@given(st.lists(lines, max_size=60), st.lists(lines, max_size=5), st.sampled_from(Restock), st.integers(1, 50))
@settings(deadline=None, max_examples=300)
def test_added_up_at_once_or_one_by_one(
    known: list[OrderLine], later: list[OrderLine], restock: Restock, at_once: int
) -> None:
    for window in (WINDOW, Window()):
        one_by_one, adopted = Counters(window, restock), Counters(window, restock)
        one_by_one.lines_changed((None, line) for line in known)
        for line in known:
            one_by_one.heard(line.status_time)
        rows = [row(line) for line in known]
        chunks = [rows[place : place + at_once] for place in range(0, len(rows), at_once)]
        sums = add_up(chunks, window, restock)
        assert sums.sold == one_by_one.sold_all()
        adopted.adopt(sums)
        assert everything(adopted) == everything(one_by_one)
        changes = [(None, line) for line in later] + [(line, later[0]) for line in known[:2] if later]
        assert adopted.lines_changed(changes) == one_by_one.lines_changed(changes)
        assert everything(adopted) == everything(one_by_one)


def test_no_lines_come_to_nothing() -> None:
    sums = add_up([], WINDOW, Restock.ALWAYS)
    assert (sums.items, sums.orders, sums.outside, sums.last_heard) == ({}, {}, 0, None)
