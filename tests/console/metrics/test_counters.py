"""Counting: windows, merged copies, refunds and stock, readings, conversion with its basis."""

from __future__ import annotations

import doctest
import functools
import itertools
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.metrics import conversion
from console.metrics.conversion import Basis
from console.metrics.counters import ORDER_LINES, Counters, minute_of
from console.metrics.sources import compared
from console.metrics.window import Restock, show_window
from console.show.sales import NO_ITEM, Metric, OrderLine, OrderStatus, Reading, merge

START = datetime(2026, 11, 22, 12, 0, 0, 700_000, tzinfo=UTC)


def order(line: str = "1", **values: object) -> OrderLine:
    given: dict[str, object] = {
        "source": "douyin",
        "line_id": line,
        "order_id": line,
        "product_id": "p",
        "quantity": 1,
        "amount": 990,
        "status": OrderStatus.PAID,
        "at": START + timedelta(minutes=1),
    }
    return OrderLine(**{**given, **values})  # type: ignore[arg-type]


def reading(metric: Metric, value: float, minute: float = 0, **values: object) -> Reading:
    given: dict[str, object] = {
        "source": "feed",
        "product_id": "p",
        "cumulative": True,
        "at": START + timedelta(minutes=minute),
    }
    return Reading(metric=metric, value=value, **{**given, **values})  # type: ignore[arg-type]


def counted(*lines: OrderLine, restock: Restock = Restock.BEFORE_SHIPPING) -> Counters:
    counters = Counters(show_window(START, None, timedelta(minutes=30)), restock)
    counters.lines_changed((None, line) for line in lines)
    return counters


def test_the_formulas_hold() -> None:
    assert doctest.testmod(conversion).failed == 0


def test_an_order_of_the_second_in_which_the_show_went_live_belongs_to_it() -> None:
    inside = order("1", at=START.replace(microsecond=0))
    before = order("2", at=START.replace(microsecond=0) - timedelta(seconds=1))
    counters = counted(inside, before)
    assert counters.room().orders == 1
    assert counters.room().outside_lines == 1


def test_the_tail_after_the_end_belongs_to_the_show() -> None:
    end = START + timedelta(hours=1)
    window = show_window(START, end, timedelta(minutes=30))
    assert end + timedelta(minutes=30) in window
    assert end + timedelta(minutes=30, seconds=1) not in window


def test_a_refund_leaves_sales_gross_and_gives_the_goods_back_unless_shipped() -> None:
    refunded = order("1", quantity=2, amount=2000, status=OrderStatus.REFUNDED)
    counters = counted(refunded, replace(refunded, line_id="2", order_id="2", shipped=True))
    item = counters.item("p")
    assert (item.gmv, item.units, item.orders) == (4000, 4, 2)
    assert (item.refunded, item.units_returned, item.sold) == (4000, 4, 2)
    assert counted(refunded, restock=Restock.NEVER).sold("p") == 2
    assert counted(replace(refunded, shipped=True), restock=Restock.ALWAYS).sold("p") == 0


def test_a_partial_refund_returns_the_money_told_and_no_pieces() -> None:
    item = counted(order(quantity=3, amount=3000, status=OrderStatus.REFUNDED, refunded_amount=500)).item("p")
    assert (item.refunded, item.units_returned, item.sold) == (500, 0, 3)


def test_a_line_never_paid_counts_nowhere() -> None:
    counters = counted(order(status=OrderStatus.CANCELLED))
    assert counters.room().orders == 0
    assert counters.room().outside_lines == 0


def test_an_order_of_two_lines_is_one_order() -> None:
    counters = counted(order("1", order_id="o"), order("2", order_id="o", product_id="q"))
    assert counters.room().orders == 1
    assert counters.item("p").orders == counters.item("q").orders == 1


copies = st.builds(
    order,
    status=st.sampled_from(OrderStatus),
    status_at=st.one_of(st.none(), st.integers(0, 5).map(lambda m: START + timedelta(minutes=m))),
    paid_at=st.one_of(st.none(), st.just(START + timedelta(minutes=1))),
)


@given(st.lists(copies, min_size=1, max_size=5))
@settings(deadline=None)
def test_merging_the_same_copy_again_changes_nothing(lines: list[OrderLine]) -> None:
    known = replace(lines[0], status_at=lines[0].status_time)
    for line in lines[1:]:
        known = merge(known, line)
        assert merge(known, line) == known


@given(st.lists(copies, min_size=2, max_size=4), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_status_and_payment_do_not_depend_on_the_order_of_arrival(
    lines: list[OrderLine], chance: random.Random
) -> None:
    # copies of one instant with different statuses have no order of their own
    times = [line.status_time for line in lines]
    if len(set(times)) != len(times):
        return
    shuffled = lines[:]
    chance.shuffle(shuffled)
    ends = []
    for sequence in (lines, shuffled):
        known = sequence[0]
        for line in sequence[1:]:
            known = merge(known, line)
        ends.append((known.status, known.ever_paid))
    assert ends[0] == ends[1]


@given(st.lists(copies, min_size=1, max_size=6))
@settings(deadline=None)
def test_counting_changes_equals_counting_the_last_state(lines: list[OrderLine]) -> None:
    counters = counted()
    known: OrderLine | None = None
    for line in lines:
        after = line if known is None else merge(known, line)
        counters.lines_changed([(known, after)])
        known = after
    assert known is not None
    fresh = counted(known)
    assert counters.item("p") == fresh.item("p")
    assert counters.room() == fresh.room()
    assert {k: v for k, v in counters.gmv_minutes().items() if v} == {k: v for k, v in fresh.gmv_minutes().items() if v}


def test_conversion_is_of_people_when_people_are_known_else_of_counts_and_says_so() -> None:
    counters = counted(order("1"), order("2"))
    counters.readings_added([reading(Metric.CLICKS, 40)])
    rate = counters.item("p").cvr
    assert (rate.numerator, rate.denominator, rate.basis) == (2, 40, Basis.COUNTS)
    counters.readings_added([reading(Metric.CLICK_USERS, 20), reading(Metric.BUYERS, 5)])
    rate = counters.item("p").cvr
    assert (rate.value, rate.basis) == (0.25, Basis.PEOPLE)


def test_nothing_clicked_is_unknown_not_nil() -> None:
    counters = counted(order())
    assert counters.item("p").cvr.value is None
    counters.readings_added([reading(Metric.CLICKS, 0)])
    assert counters.item("p").cvr.value is None


def test_a_second_source_of_a_metric_is_kept_beside_and_never_added() -> None:
    counters = counted()
    counters.readings_added([reading(Metric.CLICKS, 40), reading(Metric.CLICKS, 90, source="other")])
    assert counters.total(Metric.CLICKS, "p") == 40
    assert {s: t.total for s, t in counters.others(Metric.CLICKS, "p").items()} == {"other": 90}


def test_cumulative_readings_add_their_steps_and_a_reset_starts_anew() -> None:
    counters = counted()
    values = [(0, 10), (1, 25), (2, 5), (3, 9)]
    counters.readings_added([reading(Metric.CLICKS, value, minute) for minute, value in values])
    assert counters.total(Metric.CLICKS, "p") == 34
    tally = counters.tally(Metric.CLICKS, "p")
    assert tally is not None
    assert [tally.minutes[minute_of(START + timedelta(minutes=m))] for m, _ in values] == [10, 15, 5, 4]


@pytest.mark.parametrize("span", [1, 5])
def test_the_conversion_series_is_the_ratio_of_the_minutes_it_spans(span: int) -> None:
    counters = counted(*(order(str(n), at=START + timedelta(minutes=n)) for n in range(10)))
    counters.readings_added([reading(Metric.CLICKS, 10 * (n + 1), n) for n in range(10)])
    first = minute_of(START)
    series = counters.conversion_series("p", range(first, first + 10), span)
    for place, rate in enumerate(series):
        spanned = min(place + 1, span)
        assert (rate.numerator, rate.denominator) == (spanned, 10 * spanned)


def test_orders_counted_by_eye_count_while_no_order_line_names_an_item() -> None:
    counters = counted(order("1", **WITHOUT_ITEM))
    typed = [reading(Metric.CLICKS, 50), reading(Metric.ORDERS, 4, source="manual")]
    counters.readings_added(typed)
    figures = counters.item("p")
    assert (figures.orders, figures.by_count, figures.lines, figures.gmv) == (4, True, 0, 0)
    assert (figures.cvr.numerator, figures.cvr.denominator, figures.cvr.basis) == (4, 50, Basis.COUNTS)
    assert counters.item("q").orders is None, "nobody counted its orders"

    assert counters.lines_changed([(None, order("2"))]) == {"p"}
    figures = counters.item("p")
    assert (figures.orders, figures.by_count, figures.cvr.numerator) == (1, False, 1)
    assert counters.source_of(Metric.ORDERS, "p") == ORDER_LINES
    assert {s: t.total for s, t in counters.others(Metric.ORDERS, "p").items()} == {"manual": 4}
    (one,) = [each for each in compared(counters) if each.metric is Metric.ORDERS]
    assert (one.counted.source, one.counted.value, [(t.source, t.value) for t in one.others]) == (
        ORDER_LINES,
        1,
        [("manual", 4)],
    )

    assert counters.prefer(Metric.ORDERS, "manual") == {"p"}
    assert (counters.item("p").orders, counters.source_of(Metric.ORDERS, "p")) == (4, "manual")
    assert counters.prefer(Metric.ORDERS, None) == {"p"}
    assert counters.item("p").orders == 1


def test_lines_of_one_item_take_the_count_of_the_others_too() -> None:
    counters = counted()
    counters.readings_added([reading(Metric.ORDERS, 4, source="manual")])
    assert counters.lines_changed([(None, replace(order(), product_id="q"))]) == {"p", "q"}
    assert counters.item("p").orders == 0


def test_the_series_of_what_was_counted_is_over_clicks_too() -> None:
    counters = counted()
    for n in range(10):
        counters.readings_added([reading(Metric.CLICKS, 10 * (n + 1), n), reading(Metric.ORDERS, n + 1, n)])
    first = minute_of(START)
    assert [(r.numerator, r.denominator) for r in counters.conversion_series("p", range(first, first + 3), 5)] == [
        (1, 10),
        (2, 20),
        (3, 30),
    ]


WITHOUT_ITEM = {"product_id": NO_ITEM, "quantity": 0, "amount": 1990}


def test_money_without_an_item_is_the_rooms_and_no_items() -> None:
    counters = counted(order("1"), order("2", **WITHOUT_ITEM))
    counters.readings_added([reading(Metric.ONLINE, 500, product_id=None)])
    room = counters.room()
    assert (room.gmv, room.orders, room.units) == (990 + 1990, 2, 1)
    assert (room.without_item, room.lines_without_item) == (1990, 1)
    assert counters.products == {"p"}
    assert counters.sold_all() == {"p": 1}
    assert sum(counters.gmv_minutes().values()) == room.gmv
    assert room.online == 500
    assert counters.item("p").gmv == 990


def test_the_rooms_readings_are_no_readings_of_money_without_an_item() -> None:
    counters = counted(order("2", **WITHOUT_ITEM))
    counters.readings_added([reading(metric, 70, product_id=None) for metric in (Metric.CLICKS, Metric.EXPOSURES)])
    assert counters.room().readings[Metric.CLICKS] == 70
    waiting = counters.item(NO_ITEM)
    assert (waiting.gmv, waiting.clicks, waiting.exposures, waiting.cvr.basis) == (1990, None, None, None)
    assert counters.products == set()


def test_money_without_an_item_moves_to_the_item_when_the_export_names_it() -> None:
    waiting = order("2", **WITHOUT_ITEM, status_at=START + timedelta(minutes=1))
    named = order("2", product_id="q", quantity=3, amount=1990, at=START + timedelta(seconds=50))
    counters = counted(waiting)
    joined = merge(waiting, named)
    counters.lines_changed([(waiting, joined)])
    room = counters.room()
    assert (room.gmv, room.orders, room.units, room.without_item, room.lines_without_item) == (1990, 1, 3, 0, 0)
    assert (counters.item("q").gmv, counters.sold("q"), counters.products) == (1990, 3, {"q"})


def test_copies_of_a_line_without_its_item_come_to_the_same_in_any_order() -> None:
    minute = timedelta(minutes=1)
    paid = order("2", **WITHOUT_ITEM, at=START + minute, paid_at=START + minute)
    named = order("2", product_id="q", quantity=3, amount=1900, at=START, paid_at=START + minute, status_at=START)
    refund = order(
        "2", product_id=NO_ITEM, quantity=0, amount=0, status=OrderStatus.REFUNDED, at=START + 9 * minute,
        status_at=START + 9 * minute, refunded_amount=1900,
    )  # fmt: skip
    seen = set()
    for copies in itertools.permutations((paid, named, refund)):
        known = copies[0]
        for line in copies[1:]:
            known = merge(known, line)
            assert merge(known, line) == known
        seen.add(known)
    (line,) = seen
    assert (line.product_id, line.quantity, line.amount, line.refunded, line.units_returned) == ("q", 3, 1900, 1900, 3)
    assert line.counted_at == START + minute


def test_a_refund_of_a_sale_nobody_told_counts_nowhere() -> None:
    counters = counted(
        order("2", product_id=NO_ITEM, quantity=0, amount=0, status=OrderStatus.REFUNDED, refunded_amount=500)
    )
    room = counters.room()
    assert (room.gmv, room.orders, room.refunded, room.lines_without_item) == (0, 0, 0, 0)


def test_a_refund_told_with_its_own_instant_leaves_the_sale_where_it_was() -> None:
    paid = order(amount=990, at=START + timedelta(minutes=1))
    refund = replace(paid, status=OrderStatus.REFUNDED, at=START + timedelta(days=1))
    show = show_window(START, START + timedelta(hours=2), timedelta(minutes=30))
    for copies_seen in ((paid, refund), (refund, paid)):
        counters = Counters(show)
        counters.lines_changed([(None, merge(*copies_seen))])
        room = counters.room()
        assert (room.gmv, room.refunded, room.outside_lines) == (990, 990, 0)


def test_a_refund_and_a_cancellation_of_one_instant_come_to_the_same_in_any_order() -> None:
    minute = timedelta(minutes=1)
    paid = order(quantity=3, amount=900, status_at=START + minute)
    refund = replace(paid, status=OrderStatus.REFUNDED, status_at=START + 9 * minute, refunded_amount=300)
    closed = replace(paid, status=OrderStatus.CANCELLED, status_at=START + 9 * minute)
    for copies_seen in itertools.permutations((paid, refund, closed)):
        line = functools.reduce(merge, copies_seen)
        assert (line.status, line.refunded, line.units_returned) == (OrderStatus.REFUNDED, 300, 0)


def test_a_payment_told_late_is_when_a_cancelled_line_was_paid() -> None:
    minute = timedelta(minutes=1)
    paid = order(status_at=START + minute)
    closed = replace(paid, status=OrderStatus.CANCELLED, status_at=START + 9 * minute)
    late = replace(paid, status_at=START + 2 * minute, paid_at=START + 2 * minute)
    for copies_seen in itertools.permutations((paid, closed, late)):
        line = functools.reduce(merge, copies_seen)
        assert (line.status, line.counted_at) == (OrderStatus.CANCELLED, START + 2 * minute)
        assert all(merge(line, copy) == line for copy in copies_seen)


def test_a_refund_that_grew_to_all_the_money_gives_back_all_the_pieces() -> None:
    minute = timedelta(minutes=1)
    paid = order(quantity=3, amount=900, status_at=START + minute)
    part = replace(
        paid, status=OrderStatus.REFUNDED, status_at=START + 5 * minute, refunded_amount=300, refunded_quantity=1
    )
    more = replace(part, status_at=START + 7 * minute, refunded_amount=500, refunded_quantity=None)
    whole = replace(part, status_at=START + 9 * minute, refunded_amount=900, refunded_quantity=None)
    for copies_seen in itertools.permutations((paid, part, more)):
        line = functools.reduce(merge, copies_seen)
        assert (line.refunded, line.units_returned) == (500, 1)
    for copies_seen in itertools.permutations((paid, part, more, whole)):
        line = functools.reduce(merge, copies_seen)
        assert (line.refunded, line.units_returned) == (900, 3)
        assert all(merge(line, copy) == line for copy in copies_seen)


def test_part_of_the_money_given_back_counts_while_the_line_stays_paid() -> None:
    counters = counted(order(quantity=3, amount=990, refunded_amount=300, refunded_quantity=1))
    item = counters.item("p")
    assert (item.gmv, item.refunded, item.units_returned, item.sold) == (990, 300, 1, 2)
