"""The figures of a report, against what anybody would work out by hand from the orders and the clock."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.metrics.conversion import Basis
from console.report.figures import Sides
from console.show import commands as cmd
from console.show.plan import ProductId
from console.show.sales import Metric, OrderStatus
from tests.builders import make_entry, make_segment
from tests.console.report.shows import TAIL, Story

MINUTE = timedelta(minutes=1)
A, B = ProductId("A"), ProductId("B")


def evening(**info: object) -> Story:
    """Opening, A, B, A again, end; a minute each unless said otherwise."""
    story = Story()
    again = make_entry(4, product_id=A, name="返场", stock=None, link_no="1")
    entries = [
        make_segment(9, "开场"),
        make_entry(1, product_id=A, first_release=40),
        make_entry(2, product_id=B),
        again,
    ]
    story.create(entries, **info)
    return story


def test_a_show_never_live_has_orders_and_no_rounds() -> None:
    story = evening()
    story.sell(A, 2)
    summary = story.summary()
    assert (summary.overview.gmv, summary.overview.orders, summary.rounds) == (1990, 1, ())
    assert summary.overview.length is None
    assert summary.overview.over_under is None


def test_what_nobody_counted_is_unknown_and_never_zero() -> None:
    story = evening()
    story.do(cmd.GoLive())
    story.wait(minutes=1)
    summary = story.summary()
    item = summary.items[0]
    assert (item.ctr.value, item.cvr.value, item.cvr.basis, item.refund_rate, item.rank) == (None,) * 5
    one = summary.overview
    assert (one.online_peak, one.online_average, one.views, one.gpm, one.uv_value, one.per_order) == (None,) * 6
    assert one.target_rate is None


def test_a_sale_belongs_to_the_round_it_was_paid_in_when_that_round_shows_the_item() -> None:
    story = evening()
    story.do(cmd.GoLive())
    story.wait(minutes=2)
    story.do(cmd.Next())
    at_start = story.now
    story.sell(A, 1, 1000)  # at the very start of its round
    story.wait(minutes=3)
    story.sell(B, 1, 700)  # B sells while A is on air
    story.wait(seconds=30)
    story.do(cmd.Next())
    story.sell(A, 1, 300, at=story.now)  # the instant A's round ended is no longer A's
    story.wait(minutes=4)
    story.sell(B, 3, 900)
    story.sell(B, 1, 100, status=OrderStatus.CANCELLED)  # never paid
    story.wait(seconds=1)
    story.do(cmd.Next())
    story.wait(minutes=1)
    story.sell(A, 2, 500, order_id="both")
    story.sell(A, 1, 250, order_id="both")
    story.wait(minutes=1)
    story.do(cmd.EndShow())
    story.wait(minutes=10)
    story.sell(A, 1, 60)  # in the tail: the show's, no round's
    summary = story.summary()
    assert [(r.gmv, r.units, r.orders) for r in summary.rounds] == [
        (None, None, None),
        (1000, 1, 1),
        (900, 3, 1),
        (750, 3, 1),
    ]
    assert summary.rounds[1].started_at == at_start
    first = summary.items[0]
    assert (first.product_id, first.gmv, first.round_gmv) == (A, 1000 + 300 + 750 + 60, 1750)
    assert first.round_yield == pytest.approx(1750 / 5.5)
    assert summary.overview.gmv == 2110 + 1600


def test_without_order_lines_what_was_sold_in_a_round_is_unknown() -> None:
    story = evening()
    story.do(cmd.GoLive())
    story.do(cmd.Goto(entry_id=make_entry(1).entry_id))
    story.sell(A, 1)
    summary = story.summary(without_lines=True)
    assert summary.rounds[-1].gmv is None
    assert summary.items[0].round_yield is None
    assert summary.overview.gmv == 1990


def test_refunds_leave_the_gross_figures_and_raise_the_refunded_ones() -> None:
    story = evening(target_gmv=10_000)
    story.do(cmd.GoLive())
    story.sell(A, 2, 4000, status=OrderStatus.REFUNDED)
    story.sell(A, 1, 1000, status=OrderStatus.REFUNDED, refunded_amount=250)
    one, item = story.summary().overview, story.summary().items[0]
    assert (one.gmv, one.refunded, one.net, one.orders, one.units, one.units_returned) == (5000, 4250, 750, 2, 3, 2)
    assert (one.refund_rate, one.target_rate) == (0.85, 0.5)
    assert (item.gmv, item.refunded, item.net, item.sold) == (5000, 4250, 750, 1)


def test_pauses_are_left_out_of_every_length_and_told() -> None:
    story = evening()
    story.do(cmd.GoLive())
    story.wait(minutes=5)
    story.do(cmd.PauseShow())
    story.wait(minutes=7)
    story.do(cmd.ResumeShow())
    story.wait(minutes=1)
    story.do(cmd.EndShow())
    summary = story.summary()
    assert summary.overview.length == 6 * MINUTE == summary.rounds[0].length
    assert summary.overview.paused == 7 * MINUTE
    assert summary.rounds[0].over == MINUTE


def test_an_undone_take_is_no_round_and_is_told_apart() -> None:
    story = evening()
    story.do(cmd.GoLive())
    story.wait(minutes=1)
    story.do(cmd.Next())
    story.wait(minutes=1)
    story.do(cmd.Undo())
    story.wait(minutes=1)
    story.do(cmd.Next())
    summary = story.summary()
    assert (summary.overview.takes, summary.overview.undone, summary.overview.rounds) == (2, 1, 2)
    assert summary.rounds[0].length == 3 * MINUTE
    results = [row.result.key if row.result else None for row in summary.log]
    assert results.count("report.result.undone") == 1


def test_a_release_belongs_to_the_round_of_its_item_unless_it_was_undone() -> None:
    story = evening()
    story.do(cmd.GoLive())
    story.do(cmd.Goto(entry_id=make_entry(1).entry_id))
    story.wait(minutes=1)
    story.do(cmd.Release(product_id=A, quantity=10))
    story.do(cmd.Release(product_id=A, quantity=5))
    story.do(cmd.Undo())
    story.do(cmd.Release(product_id=B, quantity=7))
    summary = story.summary()
    assert summary.rounds[-1].released == 40 + 10
    assert summary.items[0].released == 50
    assert summary.overview.releases == 3


def test_a_ticked_action_stands_with_its_seconds_and_a_missed_one_without() -> None:
    story = evening()
    story.do(cmd.GoLive())
    story.do(cmd.Goto(entry_id=make_entry(1).entry_id))
    story.wait(seconds=6)
    story.do(cmd.TickAction(action="open_price"))
    ticks = {tick.action: tick.seconds for tick in story.summary().rounds[-1].ticks}
    assert ticks == {"show_card": None, "open_price": 6.0, "add_stock": None}
    story.wait(seconds=24)
    story.do(cmd.TickAction(action="show_card"))
    late = {tick.action: tick.late for tick in story.summary().rounds[-1].ticks}
    assert late == {"show_card": True, "open_price": False, "add_stock": False}, "half a minute is too long"


def test_the_last_outcome_of_a_take_is_its_cue() -> None:
    story = evening()
    story.do(cmd.GoLive())
    seq = story.state.seq
    story.do(cmd.RecordCue(cause=seq, entry_id=None, state="failed", ms=9.0))
    story.do(cmd.RecordCue(cause=seq, entry_id=None, state="done", ms=41.0))
    summary = story.summary()
    assert (summary.rounds[0].cue, summary.rounds[0].cue_ms) == ("done", 41.0)
    assert summary.overview.cue_failures == 1


def test_people_and_counts_are_never_added_up_together() -> None:
    story = evening()
    story.do(cmd.GoLive())
    story.read(Metric.CLICK_USERS, 100, A)
    story.read(Metric.BUYERS, 20, A)
    story.read(Metric.CLICKS, 50, B)
    story.sell(B, 1)
    summary = story.summary()
    first, second = summary.items
    assert (first.cvr.value, first.cvr.basis) == (0.2, Basis.PEOPLE)
    assert (second.cvr.value, second.cvr.basis) == (0.02, Basis.COUNTS)
    assert summary.totals.cvr.basis is None


def test_a_figure_without_its_other_side_makes_no_rate_and_is_not_lost() -> None:
    story = evening()
    story.do(cmd.GoLive())
    story.read(Metric.EXPOSURES, 4320, A)
    story.read(Metric.CLICK_USERS, 320, A)
    story.read(Metric.EXPOSURES, 1000, B)
    story.read(Metric.CLICKS, 80, B)
    summary = story.summary()
    alone, paired = summary.items
    assert (alone.ctr.value, alone.cvr.value) == (None, None)
    assert alone.seen == Sides(None, 4320, Basis.COUNTS)
    assert alone.bought == Sides(None, 320, Basis.PEOPLE)
    assert paired.seen == Sides(80, 1000, Basis.COUNTS)
    assert (summary.totals.ctr.numerator, summary.totals.ctr.denominator) == (80, 1000)


def test_people_online_are_taken_at_the_rounds_ends_and_forgotten_when_stale() -> None:
    story = evening()
    story.do(cmd.GoLive())
    story.read(Metric.ONLINE, 100)
    story.wait(minutes=2)
    story.read(Metric.ONLINE, 160)
    story.do(cmd.Next())
    story.wait(minutes=20)
    summary = story.summary()
    first, second = summary.rounds
    assert (first.online_start, first.online_end, first.online_change) == (100, 160, 60)
    assert (second.online_start, second.online_end, second.online_change) == (160, None, None)
    assert (summary.overview.online_peak, summary.overview.online_average) == (160, 130)


def test_an_item_nobody_planned_stands_after_the_plan() -> None:
    story = evening()
    story.do(cmd.GoLive())
    story.sell("999", 1, 100_000)
    summary = story.summary()
    assert [item.product_id for item in summary.items] == [A, B, "999"]
    assert not summary.items[-1].in_plan
    assert summary.items[-1].rank == 1
    assert summary.items[-1].allotted is None
    assert summary.items[-1].oversold is None


def test_equal_figures_share_a_rank() -> None:
    story = evening()
    story.sell(A, 1, 500)
    story.sell(B, 1, 500)
    story.sell("9", 1, 100)
    assert [item.rank for item in story.summary().items] == [1, 1, 3]


def test_a_show_past_midnight_keeps_its_order_and_its_minutes() -> None:
    story = evening()
    story.wait(hours=4, minutes=34)  # 23:57 in the room
    story.do(cmd.GoLive())
    story.wait(minutes=2)
    story.do(cmd.Next())
    story.wait(minutes=5)
    story.sell(A, 1)
    story.do(cmd.EndShow())
    summary = story.summary()
    assert [minute.gmv for minute in summary.minutes] == [0] * 7 + [1990]
    assert summary.rounds[1].length == 5 * MINUTE


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "next",
                "previous",
                "skip",
                "pause",
                "resume",
                "undo",
                "redo",
                "release",
                "sell",
                "refund",
                "wait",
                "click",
            ]
        ),
        st.integers(0, 5),
        st.integers(1, 60),
    ),
    max_size=60,
)


def play(deeds: list[tuple[str, int, int]], hours: int, ended: bool) -> Story:
    story = Story()
    story.wait(hours=hours)
    again = make_entry(7, product_id=make_entry(1).product_id, stock=None)
    story.create([make_segment(8), *(make_entry(n, first_release=n * 10) for n in range(1, 6)), again])
    story.do(cmd.GoLive())
    for deed, which, much in deeds:
        product = make_entry(which + 1).product_id
        assert product is not None
        story.wait(seconds=much * 7)
        match deed:
            case "next":
                story.do(cmd.Next())
            case "previous":
                story.do(cmd.Previous())
            case "skip":
                story.do(cmd.Skip(entry_id=make_entry(which + 1).entry_id))
            case "pause":
                story.do(cmd.PauseShow())
            case "resume":
                story.do(cmd.ResumeShow())
            case "undo":
                story.do(cmd.Undo())
            case "redo":
                story.do(cmd.Redo())
            case "release":
                story.do(cmd.Release(product_id=product, quantity=much))
            case "sell":
                story.sell(product, 1 + which, 100 * much, order_id=f"O{much}")
            case "refund":
                story.sell(product, 2, 100 * much, status=OrderStatus.REFUNDED, refunded_amount=90 * which)
            case "click":
                story.read(Metric.CLICKS, len(story.readings) * 10 + much, product)
            case _:
                story.wait(minutes=much)
    if ended:
        story.do(cmd.ResumeShow())
        story.do(cmd.EndShow())
    return story


@settings(max_examples=150, deadline=None)
@given(deeds=DEEDS, hours=st.integers(0, 5), ended=st.booleans())
def test_totals_agree_with_each_other_and_with_the_orders_of_any_show(
    deeds: list[tuple[str, int, int]], hours: int, ended: bool
) -> None:
    story = play(deeds, hours, ended)
    summary = story.summary()
    one, totals, started = summary.overview, summary.totals, story.state.started_at
    assert started is not None
    end = story.state.ended_at
    mine = [line for line in story.lines if line.at >= started and (end is None or line.at <= end + TAIL)]
    assert one.gmv == totals.gmv == sum(line.amount for line in mine) == sum(item.gmv for item in summary.items)
    assert one.gmv == sum(minute.gmv for minute in summary.minutes)
    assert one.orders == totals.orders == len({line.order_id for line in mine})
    assert one.units == totals.units == sum(line.quantity for line in mine)
    assert one.refunded == totals.refunded == sum(line.refunded for line in mine)
    assert one.net == sum(item.net for item in summary.items)
    per_item = Counter[str]()
    for line in mine:
        for item in summary.rounds:
            during = item.started_at <= line.at and (item.ended_at is None or line.at < item.ended_at)
            if item.product_id == line.product_id and during:
                per_item[line.product_id] += line.amount
    assert {i.product_id: i.round_gmv for i in summary.items if i.round_gmv} == {p: v for p, v in per_item.items() if v}
    assert sum(r.gmv or 0 for r in summary.rounds) == sum(per_item.values()) == (totals.round_gmv or 0)
    lengths = sum((item.length for item in summary.rounds), timedelta(0))
    assert one.length is not None
    assert lengths == one.length
    assert one.rounds == len(summary.rounds) == len(story.state.core.rounds)
    assert len(list(summary.log)) == len(story.events) == len(summary.log)
    ranked = sorted((i for i in summary.items if i.rank), key=lambda i: i.rank or 0)
    assert [i.gmv for i in ranked] == sorted((i.gmv for i in summary.items if i.gmv > 0), reverse=True)
