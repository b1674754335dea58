"""Figures as curves, rounds as bands, events as pins, and the room's clock under them."""

from __future__ import annotations

import doctest
import math
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QTransform

from console.metrics.conversion import Basis, Rate
from console.metrics.counters import Counters, minute_of
from console.metrics.window import Window
from console.show import events as ev
from console.show.fold import apply, fold
from console.show.plan import EntryId, ProductId, Role
from console.show.sales import Metric, OrderLine, OrderStatus, Reading
from console.show.state import State
from tests.builders import make_entry, make_plan, make_segment
from widgets.charts import round_bands, time_axis
from widgets.charts.doubt import stretches
from widgets.charts.heat_map import SHADES, moved_on, shades
from widgets.charts.round_bands import END_HEIGHT, PIN_GAP, PIN_SIZE, placed, spread
from widgets.charts.rounds import Band, Marks, Pin, PinKind, band_at, bands, pauses, sold_out_pins
from widgets.charts.series import (
    AUTO_LINES,
    curve,
    level_curve,
    main_basis,
    minutes_between,
    nice_top,
    parted,
    products_of_interest,
    values_of,
)
from widgets.charts.span import span_of
from widgets.charts.time_axis import spacing_for, ticks, upright_ticks, wall_clock

START = datetime(2026, 11, 11, 15, 40, tzinfo=UTC)  # 23:40 in Shanghai
SHANGHAI = ZoneInfo("Asia/Shanghai")
A, B, C = (make_entry(n, role=role) for n, role in ((1, Role.HERO), (2, Role.TRAFFIC), (3, Role.PROFIT)))


def product(number: int) -> str:
    return f"37120000000000{number:05}"


class Journal:
    """Facts one after the other, a minute apart unless said otherwise."""

    def __init__(self, *entries: object) -> None:
        self.events: list[ev.Event] = []
        self.at = START
        self.state = State(core=fold([]).core)
        chosen = entries or (A, B, C)
        plan = make_plan(*chosen)  # type: ignore[arg-type]
        self.add(ev.ShowCreated(info=plan.info, entries=plan.in_order()), minutes=0)

    def add(self, payload: ev.Payload, minutes: float = 1) -> ev.Event:
        self.at += timedelta(minutes=minutes)
        event = ev.Event(seq=len(self.events) + 1, at=self.at, actor="me", payload=payload)
        self.events.append(event)
        self.state = apply(self.state, event)
        return event

    def live(self) -> Journal:
        self.add(ev.WentLive(entry_id=EntryId("e1"), planned_end=self.at + timedelta(hours=1), first_release=50), 0)
        return self

    def take(self, number: int, minutes: float = 5) -> ev.Event:
        return self.add(ev.Taken(entry_id=EntryId(f"e{number}"), how="next"), minutes)

    def marks(self) -> Marks:
        marks = Marks()
        for event in self.events:
            marks.add(event, self.state.plan)
        return marks


def people(counters: Counters, item: str, at: datetime, clickers: float, buyers: float) -> None:
    counters.readings_added(
        Reading(source="compass", product_id=item, metric=metric, value=value, cumulative=False, at=at)
        for metric, value in ((Metric.CLICK_USERS, clickers), (Metric.BUYERS, buyers))
    )


# --- series ----------------------------------------------------------------------------------------------------------


def test_a_minute_without_clicks_is_a_gap_and_never_nothing() -> None:
    values = values_of([Rate(2, 10), Rate(0, 0), Rate(1, None), Rate(0, 10)])
    assert values[0] == 0.2
    assert np.isnan(values[1:3]).all()
    assert values[3] == 0


def test_a_curve_stands_in_the_middle_of_its_minutes() -> None:
    x, y = curve(100, np.array([0.1, 0.2, 0.3]))
    assert list(x) == [6030, 6090, 6150]
    assert list(y) == [0.1, 0.2, 0.3]


def test_a_known_minute_between_two_gaps_is_a_dash_one_can_see() -> None:
    x, y = curve(0, np.array([math.nan, 0.5, math.nan, 0.2, 0.3, math.nan, 0.9]))
    known = [(float(a), float(b)) for a, b in zip(x, y, strict=True) if math.isfinite(b)]
    assert known == [(75, 0.5), (105, 0.5), (210, 0.2), (270, 0.3), (375, 0.9), (405, 0.9)]
    assert list(x) == sorted(x)


def test_a_level_is_joined_over_short_silences_and_gaps_over_long_ones() -> None:
    _, y = level_curve({1: 100, 4: 130, 12: 90}, range(14), hold=5)
    assert list(y[1:5]) == [100, 110, 120, 130]
    assert np.isnan(y[5:12]).all()


@pytest.mark.parametrize(("value", "top"), [(0.031, 0.04), (0.1, 0.1), (0.0, 0.02), (182_430, 200_000), (1.2, 1.5)])
def test_an_axis_ends_on_a_round_number(value: float, top: float) -> None:
    assert nice_top(value, 0.02) == pytest.approx(top)


def test_minutes_touch_both_ends() -> None:
    assert minutes_between(59.9, 120.0) == range(3)


def test_an_item_that_falls_gets_a_line_by_itself() -> None:
    entries = [make_entry(n) for n in range(1, 10)]
    journal = Journal(*entries).live()
    for number in (2, 3, 4, 5):
        journal.take(number)
    counters, now = Counters(), START + timedelta(minutes=30)
    for minute in range(29):
        for number in range(1, 10):
            falls = number == 1 and minute >= 19
            people(counters, product(number), START + timedelta(minutes=minute), 100, 2 if falls else 20)
    assert product(1) not in products_of_interest(journal.state, counters, limit=4)
    assert products_of_interest(journal.state, counters, limit=4, now=now)[:3] == [product(n) for n in (5, 6, 1)]


def test_a_stretch_on_few_clicks_is_drawn_apart_and_meets_its_firm_neighbours() -> None:
    firm, thin = parted(np.array([0.1, 0.2, 0.3, 0.4]), np.array([False, False, True, False]))
    assert [bool(at) for at in np.isfinite(firm)] == [True, True, False, True]
    assert [bool(at) for at in np.isfinite(thin)] == [False, True, True, True]
    whole, nothing = parted(np.array([0.1, 0.2]), np.array([False, False]))
    assert list(whole) == [0.1, 0.2]
    assert np.isnan(nothing).all()


def test_an_interval_is_drawn_over_known_stretches_alone() -> None:
    assert stretches(np.array([0.1, 0.2, math.nan, 0.3, math.nan, 0.1, 0.1, 0.1])) == [(0, 2), (5, 8)]
    assert stretches(np.empty(0)) == []


def test_items_of_interest_are_on_air_then_next_then_recent_then_best() -> None:
    entries = [make_entry(n) for n in range(1, 10)]
    journal = Journal(*entries).live()
    for number in (2, 3, 4):
        journal.take(number)
    counters = Counters()
    for number in range(1, 10):
        people(counters, product(number), START, 100, number)
    assert products_of_interest(journal.state, counters) == [product(n) for n in (4, 5, 3, 2, 9, 8, 7)]
    assert len(products_of_interest(journal.state, counters)) == AUTO_LINES


def test_an_item_that_converted_best_hours_ago_gets_no_line_in_a_stretch_without_its_clicks() -> None:
    journal = Journal(*(make_entry(n) for n in range(1, 6))).live()
    counters, now = Counters(), START + timedelta(minutes=120)
    people(counters, product(5), START, 100, 90)
    for number in (3, 4):
        people(counters, product(number), now, 100, number)
    last = minute_of(now)
    shown = products_of_interest(journal.state, counters, minutes=range(last - 29, last + 1))
    assert shown == [product(1), product(4), product(3)]
    assert product(5) in products_of_interest(journal.state, counters, minutes=range(minute_of(START), last + 1))


def test_a_crowd_of_events_has_the_glyph_of_the_weightiest_and_events_apart_stand_alone() -> None:
    kinds = (PinKind.NOTE, PinKind.RELEASE, PinKind.PRICE, PinKind.MESSAGE)
    crowd = [Pin(kind=kind, at=100.0 + at) for at, kind in enumerate(kinds)]
    area = QRectF(0, 0, 400, 100)
    places = placed([*crowd, Pin(kind=PinKind.SCENE, at=200.0)], QTransform(), area)
    assert [(place.kind, len(place.pins)) for place in places] == [(PinKind.PRICE, 4), (PinKind.SCENE, 1)]
    (edge,) = placed([Pin(kind=PinKind.NOTE, at=0.0)], QTransform(), area)
    assert edge.x == PIN_SIZE / 2
    twenty = [Pin(kind=PinKind.RELEASE, at=100.0 + 8 * at) for at in range(20)]
    spaces = [place.x for place in placed(twenty, QTransform(), area)]
    assert min(b - a for a, b in pairwise(spaces)) >= PIN_SIZE + PIN_GAP


def test_the_numbers_at_the_ends_of_lines_never_cover_each_other_nor_leave_the_chart() -> None:
    assert doctest.testmod(round_bands).failed == 0
    for wanted in ([200.0] * 5, [-50.0, -50.0], list(range(0, 90, 5)), [42.0], []):
        found = spread([float(top) for top in wanted], 17.0, 100.0)
        assert found == sorted(found)
        assert all(16.9 <= top <= 100 - END_HEIGHT + 0.1 for top in found)


def test_lines_chosen_by_the_program_are_all_of_one_basis_but_the_item_on_air_is_there_anyway() -> None:
    journal = Journal().live()
    counters = Counters()
    people(counters, product(2), START, 100, 9)
    counters.readings_added(
        [Reading(source="x", product_id=product(3), metric=Metric.CLICKS, value=80, cumulative=False, at=START)]
    )
    assert products_of_interest(journal.state, counters) == [product(1), product(2)]


def test_the_title_names_the_basis_of_the_item_on_air_or_else_the_commonest() -> None:
    bases = {"a": Basis.COUNTS, "b": Basis.PEOPLE, "c": Basis.PEOPLE}
    assert main_basis(bases, "a") is Basis.COUNTS
    assert main_basis(bases, "z") is Basis.PEOPLE
    assert main_basis({}, "a") is None


# --- the span --------------------------------------------------------------------------------------------------------


def test_the_last_half_hour_and_the_whole_show_end_at_the_same_minute() -> None:
    journal = Journal().live()
    counters = Counters()
    now = START + timedelta(hours=2, seconds=20)
    recent, whole = (span_of(journal.state, counters, now, whole=flag) for flag in (False, True))
    assert recent is not None
    assert whole is not None
    assert (len(recent.minutes), len(whole.minutes)) == (31, 121)
    assert recent.minutes[-1] == whole.minutes[-1] == minute_of(now)


def test_a_show_that_ended_is_shown_to_the_end_of_its_tail_and_no_further() -> None:
    journal = Journal().live()
    end = journal.add(ev.Ended(), minutes=60).at
    counters = Counters(Window(start=START, end=end + timedelta(minutes=30)))
    span = span_of(journal.state, counters, end + timedelta(days=3), whole=True)
    assert span is not None
    assert span.minutes[-1] == minute_of(end + timedelta(minutes=30))


def test_there_is_no_span_before_anything_was_on_air() -> None:
    assert span_of(Journal().state, Counters(), START, whole=True) is None


# --- rounds ----------------------------------------------------------------------------------------------------------


def test_each_round_is_a_band_with_its_entrys_number_and_role() -> None:
    journal = Journal().live()
    journal.take(2)
    now = journal.at + timedelta(minutes=2)
    first, second = bands(journal.state, now)
    assert (first.number, first.role, first.on_air) == (1, Role.HERO, False)
    assert (second.number, second.role, second.on_air) == (2, Role.TRAFFIC, True)
    assert first.end == second.start
    assert second.end == now.timestamp()


def test_undoing_a_take_removes_its_band_and_the_round_before_goes_on() -> None:
    journal = Journal().live()
    taken = journal.take(2)
    journal.add(ev.Undone(of=taken.seq))
    now = journal.at + timedelta(minutes=2)
    (only,) = bands(journal.state, now)
    assert only.number == 1
    assert only.on_air
    assert only.end == now.timestamp()


def test_a_pause_is_a_stretch_that_lasts_until_it_is_over() -> None:
    journal = Journal().live()
    began = journal.add(ev.Paused()).at
    assert pauses(journal.state, began + timedelta(minutes=3)) == [
        (began.timestamp(), (began + timedelta(minutes=3)).timestamp())
    ]
    over = journal.add(ev.Resumed(), minutes=2).at
    assert pauses(journal.state, over + timedelta(hours=1)) == [(began.timestamp(), over.timestamp())]


def test_a_band_is_found_by_an_instant_inside_it() -> None:
    journal = Journal().live()
    journal.take(2)
    found: list[Band] = bands(journal.state, journal.at + timedelta(minutes=1))
    inside = band_at(found, START.timestamp() + 1)
    assert inside is not None
    assert inside.number == 1
    assert band_at(found, START.timestamp() - 1) is None


# --- pins ------------------------------------------------------------------------------------------------------------


def test_releases_prices_scenes_words_and_draws_are_pinned() -> None:
    bag = make_segment(9, "整点福袋 · 抽 3 人")
    journal = Journal(A, B, bag).live()
    journal.add(ev.Released(product_id=ProductId(product(1)), quantity=50))
    journal.add(ev.EntriesEdited(entries=(A,), fields=("live_price", "note")))
    journal.add(ev.EntriesEdited(entries=(B,), fields=("note",)))
    journal.add(ev.SceneAsked(scene="近景"))
    journal.add(ev.MessageSent(text="催单"))
    journal.add(ev.Noted(text="灯光偏暗"))
    journal.take(9)
    kinds = [pin.kind for pin in journal.marks().pins]
    assert kinds == [
        PinKind.RELEASE,
        PinKind.PRICE,
        PinKind.SCENE,
        PinKind.MESSAGE,
        PinKind.NOTE,
        PinKind.DRAW,
    ]


def test_an_undone_release_has_no_pin_until_it_is_done_again() -> None:
    journal = Journal().live()
    released = journal.add(ev.Released(product_id=ProductId(product(1)), quantity=50))
    journal.add(ev.Undone(of=released.seq))
    assert journal.marks().pins == []
    journal.add(ev.Redone(of=released.seq))
    assert [pin.kind for pin in journal.marks().pins] == [PinKind.RELEASE]
    assert [pieces for _, pieces in journal.marks().steps[product(1)]] == [50, 50, -50, 50]


def test_an_item_sold_out_in_the_minute_its_last_piece_on_sale_went() -> None:
    journal = Journal().live()
    minute = minute_of(START)
    sales = {product(1): {minute: 20, minute + 3: 30, minute + 9: 10}}
    steps = journal.marks().steps
    (pin,) = sold_out_pins(steps, steps, sales.__getitem__)
    assert (pin.kind, int(pin.at // 60)) == (PinKind.SOLD_OUT, minute + 3)


def test_an_item_put_on_sale_again_can_sell_out_again() -> None:
    journal = Journal().live()
    journal.add(ev.Released(product_id=ProductId(product(1)), quantity=10), minutes=5)
    minute = minute_of(START)
    sales = {product(1): {minute + 1: 50, minute + 6: 4, minute + 8: 6}}
    steps = journal.marks().steps
    assert [int(pin.at // 60) - minute for pin in sold_out_pins(steps, steps, sales.__getitem__)] == [1, 8]


# --- the clock -------------------------------------------------------------------------------------------------------


def test_ticks_stand_on_round_times_of_the_room_and_midnight_carries_its_date() -> None:
    low = START.timestamp() + 17
    found = ticks(low, low + 40 * 60, 600, SHANGHAI)
    assert [wall_clock(at, SHANGHAI) for at in found] == ["23:50", "11-12 00:00", "00:10", "00:20"]


def test_ticks_of_a_room_half_an_hour_off_stand_on_its_own_hours() -> None:
    where = ZoneInfo("America/St_Johns")
    low = START.timestamp()
    assert {wall_clock(at, where)[-2:] for at in ticks(low, low + 6 * 3600, 3600, where)} == {"00"}


@settings(deadline=None)
@given(top=st.floats(0.02, 1e9), low=st.floats(-0.4, 0), pixels=st.floats(20, 900))
def test_the_figures_of_an_upright_axis_are_round_and_do_not_run_into_each_other(
    top: float, low: float, pixels: float
) -> None:
    ((step, values),) = upright_ticks(low * top, top, pixels)
    assert step / (top - low * top) * pixels >= 15
    assert values[0] == 0
    assert values[-1] <= top * 1.0001
    assert all(b > a for a, b in pairwise(values))


def test_labels_have_room() -> None:
    assert doctest.testmod(time_axis).failed == 0
    assert spacing_for(1800, 600, 80) == 300
    assert spacing_for(8 * 3600, 600, 80) == 7200


def test_a_counter_line_paid_in_the_show_makes_counts_the_basis_when_only_clicks_are_known() -> None:
    counters = Counters()
    counters.readings_added(
        [Reading(source="x", product_id="p", metric=Metric.CLICKS, value=10, cumulative=False, at=START)]
    )
    line = OrderLine(
        source="douyin",
        line_id="1",
        order_id="1",
        product_id="p",
        quantity=1,
        amount=100,
        status=OrderStatus.PAID,
        at=START,
    )
    counters.lines_changed([(None, line)])
    minute = minute_of(START)
    rates = counters.conversion_series("p", range(minute - 1, minute + 2), 1)
    assert rates[1].basis is Basis.COUNTS
    assert [math.isnan(value) for value in values_of(rates)] == [True, False, True]


def test_counts_of_minutes_that_stay_are_kept_while_the_heat_map_moves_on() -> None:
    counts = np.array([[1, 2, 3], [4, 5, 6]])
    assert moved_on(counts, range(10, 13), range(11, 15), 2).tolist() == [[2, 3, 0, 0], [5, 6, 0, 0]]
    assert moved_on(None, None, range(3), 1).tolist() == [[0, 0, 0]]


def test_a_heat_map_shows_small_sales_beside_a_rush_and_nothing_as_nothing() -> None:
    cells = shades(np.array([[0, 1, 400]]))
    assert cells[0, 0] == 0
    assert 6 <= cells[0, 1] < cells[0, 2] == SHADES - 1
