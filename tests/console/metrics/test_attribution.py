"""Order lines find their round by item and time with a tail: in any order, through refunds, pauses and undone takes."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.metrics.attribution import (
    TAIL,
    Joined,
    LineJoin,
    compare,
    instant_of_length,
    join_rounds,
    product_of,
    stretches_of,
)
from console.metrics.conversion import Basis
from console.metrics.line_columns import LineColumns, Sales
from console.metrics.statistics import Trend
from console.show import commands as cmd
from console.show.plan import Role
from console.show.sales import Metric, OrderLine, OrderStatus
from console.show.state import Pause, Round
from tests.builders import EVENING, make_entry, make_segment
from tests.console.report.shows import Story

P, Q = str(make_entry(1).product_id), str(make_entry(2).product_id)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def story() -> Story:
    """On air: P for five minutes, then Q."""
    told = Story()
    told.create([make_entry(1), make_entry(2), make_segment(3), make_entry(4, product_id=make_entry(1).product_id)])
    told.do(cmd.GoLive())
    told.wait(minutes=5)
    told.do(cmd.Next())
    return told


def joined(story: Story, tail: timedelta = TAIL) -> Joined:
    return join_rounds(story.state, story.counters(), story.now, tail=tail)


def lines_of(found: Joined) -> list[int | None]:
    return [None if one.sales is None else one.sales.lines for one in found.rounds]


def test_a_line_paid_within_the_tail_belongs_to_the_round_that_is_over(story: Story) -> None:
    story.sell(P, at=story.now + timedelta(minutes=2, seconds=59))
    story.sell(P, at=story.now + timedelta(minutes=3))
    found = joined(story)
    assert lines_of(found) == [1, 0]
    assert found.elsewhere == Sales(gmv=1990, units=1, lines=1)


def test_without_a_tail_a_round_ends_where_it_ends(story: Story) -> None:
    story.sell(P, at=story.now)
    assert lines_of(joined(story, tail=timedelta(0))) == [0, 0]


def test_a_tail_ends_where_the_item_is_on_air_again(story: Story) -> None:
    story.wait(minutes=1)
    story.do(cmd.Goto(entry_id=make_entry(4).entry_id))
    story.sell(P, at=story.now - timedelta(seconds=1))
    story.sell(P, at=story.now)
    assert lines_of(joined(story)) == [1, 0, 1]


def test_what_joins_no_round_is_one_figure_of_the_room(story: Story) -> None:
    story.sell("unknown", amount=500)
    story.sell("", amount=700)
    story.sell(Q, at=story.now - MINUTE, amount=900)  # before it was shown
    found = joined(story)
    assert lines_of(found) == [0, 0]
    assert found.elsewhere == Sales(gmv=2100, units=3, lines=3)
    assert found.without_item == Sales(gmv=700, units=1, lines=1)


def test_a_segment_claims_nothing(story: Story) -> None:
    story.wait(minutes=1)
    story.do(cmd.Next())
    assert joined(story).rounds[-1].sales is None
    assert joined(story).rounds[-1].round_yield is None


def test_a_take_that_was_undone_never_took_anything(story: Story) -> None:
    story.wait(minutes=1)
    story.sell(P)
    story.sell(Q)
    assert lines_of(joined(story, tail=timedelta(0))) == [0, 1]
    story.do(cmd.Undo())
    assert lines_of(joined(story, tail=timedelta(0))) == [1]
    story.do(cmd.Redo())
    assert lines_of(joined(story, tail=timedelta(0))) == [0, 1]


def test_a_line_paid_in_a_pause_belongs_to_the_round_and_the_pause_is_no_time_on_air(story: Story) -> None:
    story.wait(minutes=1)
    story.do(cmd.PauseShow())
    story.wait(minutes=4)
    story.sell(Q, amount=6000)
    story.do(cmd.ResumeShow())
    story.wait(minutes=1)
    last = joined(story).rounds[-1]
    assert last.length == timedelta(minutes=2)
    assert last.sales is not None
    assert (last.sales.lines, last.round_yield) == (1, 3000)


def test_an_order_of_two_lines_is_one_order_and_a_refund_takes_away_no_sale(story: Story) -> None:
    first = story.sell(Q, order_id="o")
    story.sell(Q, order_id="o")
    counters = story.counters()
    counters.lines_changed([(first, replace(first, status=OrderStatus.REFUNDED))])
    sales = join_rounds(story.state, counters, story.now).rounds[-1].sales
    assert sales == Sales(gmv=3980, units=2, lines=2, orders=1, refunded=1990)


def test_a_line_that_turns_out_to_be_of_another_item_moves(story: Story) -> None:
    line = story.sell("")
    counters = story.counters()
    counters.lines_changed([(line, replace(line, product_id=Q))])
    found = join_rounds(story.state, counters, story.now)
    assert lines_of(found) == [0, 1]
    assert found.elsewhere == found.without_item == Sales()


def test_nothing_is_joined_to_a_rehearsal() -> None:
    story = Story()
    story.create([make_entry(1)])
    story.do(cmd.Rehearse())
    story.sell(P)
    found = joined(story)
    assert found.rounds == ()
    assert found.elsewhere.lines == 1


def test_clicks_of_the_tail_stand_below_the_lines_of_the_tail(story: Story) -> None:
    story.wait(minutes=1)
    story.read(Metric.CLICKS, 40, P)
    story.sell(P)
    story.wait(minutes=9)
    rate = joined(story).rounds[0].cvr
    assert (rate.numerator, rate.denominator, rate.basis) == (1, 40, Basis.COUNTS)
    assert joined(story, tail=timedelta(0)).rounds[0].cvr.value is None


def test_a_round_stands_beside_the_earlier_one_at_the_same_minute(story: Story) -> None:
    for minute in (1, 2, 4):
        story.sell(P, at=EVENING + minute * MINUTE, amount=1000)
    story.do(cmd.Goto(entry_id=make_entry(4).entry_id))
    story.wait(minutes=3)
    story.sell(P, amount=3000, at=story.now - MINUTE)
    found = joined(story)
    beside = compare(found, found.rounds[-1].round_id, story.state, story.counters().line_columns)
    assert beside is not None
    assert [number for number, _ in beside.earlier_so_far] == [1]
    assert beside.earlier_so_far[0][1].gmv == 2000
    assert (beside.so_far.gmv, beside.change, beside.rank) == (3000, 0.5, 1)
    assert beside.cvr.trend is Trend.UNKNOWN
    first = compare(found, found.rounds[0].round_id, story.state, story.counters().line_columns)
    assert first is not None
    assert (first.before, first.change, first.rank) == (None, None, 1)
    assert compare(found, -1, story.state, story.counters().line_columns) is None


def test_a_pause_moves_the_minute_at_which_rounds_are_compared() -> None:
    pauses = (
        Pause(started_at=EVENING + 2 * MINUTE, ended_at=EVENING + 5 * MINUTE),
        Pause(started_at=EVENING + 7 * MINUTE, ended_at=EVENING + 8 * MINUTE),
    )
    assert instant_of_length(EVENING, MINUTE, pauses) == EVENING + MINUTE
    assert instant_of_length(EVENING, 3 * MINUTE, pauses) == EVENING + 6 * MINUTE
    assert instant_of_length(EVENING, 6 * MINUTE, pauses) == EVENING + 10 * MINUTE
    assert instant_of_length(EVENING + 3 * MINUTE, MINUTE, pauses) == EVENING + 6 * MINUTE


# -- against the definition ---------------------------------------------------------------------------


def by_definition(rounds: list[Round], products: list[str | None], line: OrderLine, tail: timedelta) -> int | None:
    """The last round of the item that began by then, if it is on air or ended less than the tail before."""
    at = line.counted_at
    begun = [
        n
        for n, (item, product) in enumerate(zip(rounds, products, strict=True))
        if product == line.product_id and item.started_at <= at
    ]
    if not begun:
        return None
    end = rounds[begun[-1]].ended_at
    return begun[-1] if end is None or at < end + tail else None


products_shown = st.lists(st.tuples(st.sampled_from(["p", "q", None]), st.integers(1, 9)), max_size=12)
sold = st.lists(
    st.tuples(st.sampled_from(["p", "q", "r"]), st.integers(-20, 140), st.integers(0, 3), st.integers(1, 4)),
    max_size=60,
)


@given(products_shown, sold, st.sampled_from([0, 1, 3, 60]), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_join_is_its_definition_whatever_the_order_of_arrival(
    shown: list[tuple[str | None, int]], told: list[tuple[str, int, int, int]], tail: int, chance: random.Random
) -> None:
    rounds, products, at = [], [], EVENING
    for number, (product, minutes) in enumerate(shown):
        end: datetime | None = at + minutes * MINUTE
        rounds.append(Round(round_id=number, entry_id=make_entry(1).entry_id, started_at=at, ended_at=end))
        products.append(product)
        assert end is not None
        at = end
    if rounds:
        rounds[-1] = replace(rounds[-1], ended_at=None)
    lines = [
        OrderLine(
            source="a", line_id=str(n), order_id=str(order), product_id=product, quantity=units, amount=units * 100,
            status=OrderStatus.PAID, at=EVENING + minute * MINUTE,
        )
        for n, (product, minute, order, units) in enumerate(told)
    ]  # fmt: skip
    columns = LineColumns(lines)
    for line in lines:  # taken away and told again: a line that was merged
        if chance.random() < 0.3:
            columns.add(line, -1)
            columns.add(line, 1)
    width = tail * MINUTE
    join = LineJoin(rounds, products, width)
    places = [by_definition(rounds, products, line, width) for line in lines]
    assert [join.place_of(line) for line in lines] == places
    for place, (product, stretch) in enumerate(zip(products, stretches_of(rounds, products, width), strict=True)):
        if product is None:
            continue
        mine = [line for line, where in zip(lines, places, strict=True) if where == place]
        assert columns.between(product, stretch.start, stretch.end) == Sales(
            gmv=sum(line.amount for line in mine),
            units=sum(line.quantity for line in mine),
            lines=len(mine),
            orders=len({line.order_id for line in mine}),
        )


def test_many_lines_in_any_order_answer_like_a_plain_pass() -> None:
    chance = random.Random(3)
    columns = LineColumns()
    lines = [
        OrderLine(
            source="a", line_id=str(n), order_id=str(n // 2), product_id="p", quantity=1,
            amount=chance.randint(1, 9999),
            status=OrderStatus.PAID, at=EVENING + timedelta(seconds=chance.randint(0, 14_400)),
        )
        for n in range(6000)
    ]  # fmt: skip
    for number, line in enumerate(lines, 1):
        columns.add(line, 1)
        if number % 701 == 0 or number == len(lines):
            start = EVENING + timedelta(seconds=chance.randint(0, 10_000))
            end = start + timedelta(seconds=chance.randint(0, 4_000))
            mine = [one for one in lines[:number] if start <= one.at < end]
            found = columns.between("p", start, end)
            assert (found.gmv, found.lines) == (sum(one.amount for one in mine), len(mine))
            assert found.orders == len({one.order_id for one in mine})
    assert columns.totals("p") == columns.totals() == replace(columns.between("p", None, None), orders=0)


def test_an_entry_that_left_the_plan_is_known_by_the_record(story: Story) -> None:
    gone = Round(round_id=1, entry_id=make_entry(9).entry_id, started_at=EVENING)
    assert product_of(story.state, gone) is None
    entries = {make_entry(9).entry_id: make_entry(9, role=Role.HERO)}
    assert product_of(story.state, gone, entries) == make_entry(9).product_id
