"""Readings count the same whatever the order they came in: late ones, resets, corrections, gaps and rival sources."""

from __future__ import annotations

import doctest
import math
import random
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.metrics import readings as readings_module
from console.metrics.counters import Counters, minute_of
from console.metrics.reading_book import ROOM
from console.metrics.readings import EPOCH, Gap, Tally
from console.metrics.window import show_window
from console.show.sales import Metric, Reading, ReadingRow
from tests.builders import EVENING

START = EVENING.replace(second=0)


def at(minute: float) -> datetime:
    return START + timedelta(minutes=minute)


def reading(value: float, minute: float, **values: object) -> Reading:
    given: dict[str, object] = {
        "source": "a",
        "product_id": "p",
        "metric": Metric.CLICKS,
        "cumulative": True,
        **values,
    }
    return Reading(value=value, at=at(minute), **given)  # type: ignore[arg-type]


def counted(*told: Reading, **values: object) -> Counters:
    counters = Counters(show_window(START, None, timedelta(minutes=30)), **values)  # type: ignore[arg-type]
    counters.readings_added(told)
    return counters


def tally_of(*told: Reading) -> Tally:
    tally = counted(*told).tally(Metric.CLICKS, "p")
    assert tally is not None
    return tally


def steps(counters: Counters, product: str = "p", metric: Metric = Metric.CLICKS) -> dict[int, float]:
    tally = counters.tally(metric, product)
    assert tally is not None
    return {minute - minute_of(START): value for minute, value in tally.minutes.items()}


def test_the_examples_hold() -> None:
    assert doctest.testmod(readings_module).failed == 0


def test_a_late_cumulative_reading_splits_the_step_between_its_minutes() -> None:
    counters = counted(reading(10, 0), reading(110, 10))
    assert steps(counters) == {0: 10, 10: 100}
    counters.readings_added([reading(50, 5)])
    assert steps(counters) == {0: 10, 5: 40, 10: 60}
    assert counters.total(Metric.CLICKS, "p") == 110


def test_a_late_step_lands_in_its_own_minute() -> None:
    counters = counted(reading(3, 4, cumulative=False), reading(2, 1, cumulative=False))
    assert steps(counters) == {1: 2, 4: 3}
    assert counters.total(Metric.CLICKS, "p") == 5


def test_a_late_level_does_not_stand_for_now() -> None:
    values: dict[str, object] = {"metric": Metric.ONLINE, "product_id": None}
    counters = counted(reading(900, 5, **values), reading(700, 2, **values), reading(950, 5.5, **values))
    assert counters.room().online == 950
    assert steps(counters, ROOM, Metric.ONLINE) == {2: 700, 5: 950}


def test_a_cumulative_value_holds_the_steps_told_before_it() -> None:
    mixed = [(100, True), (5, False), (110, True), (4, False), (4, False), (120, True)]
    told = [reading(value, minute, cumulative=cumulative) for minute, (value, cumulative) in enumerate(mixed)]
    tally = tally_of(*told)
    assert (tally.total, tally.last, tally.resets) == (120, 120, 0)
    assert list(tally.minutes.values()) == [100, 5, 5, 4, 4, 2]
    assert [gap.step for gap in tally.gaps(timedelta(seconds=59))] == [5, 5, 4, 4, 2]
    assert tally_of(*told[::-1]).minutes == tally.minutes  # late or not
    steps = [reading(10, 0, cumulative=False), reading(10, 1, cumulative=False)]
    assert tally_of(*steps, reading(25, 2)).total == 25
    assert tally_of(*steps, reading(3, 2)).total == 23  # it began anew


def test_a_feed_that_begins_anew_goes_on_counting() -> None:
    counters = counted(reading(500, 0), reading(20, 1), reading(50, 2))
    tally = counters.tally(Metric.CLICKS, "p")
    assert tally is not None
    assert (tally.total, tally.resets) == (550, 1)


def test_a_feed_that_corrects_itself_is_followed_down() -> None:
    counters = counted(reading(500, 0), reading(497, 1), reading(510, 2))
    tally = counters.tally(Metric.CLICKS, "p")
    assert tally is not None
    assert (tally.total, tally.resets) == (510, 0)


def test_a_correction_never_makes_a_rate_negative() -> None:
    counters = counted(reading(100, 0), reading(95, 9))
    first = minute_of(START)
    assert all((rate.denominator or 0) >= 0 for rate in counters.conversion_series("p", range(first, first + 12), 1))


def test_a_gap_is_told_with_the_step_that_ends_it() -> None:
    tally = Tally(Metric.CLICKS)
    for minute, value in ((0, 10), (1, 20), (21, 80)):
        tally.add(value, True, at(minute))
    assert tally.gaps(timedelta(minutes=5)) == [Gap(at(1), at(21), 60)]
    assert tally.gaps(timedelta(minutes=20)) == []


def test_a_reading_told_again_counts_once_and_a_corrected_one_replaces_it() -> None:
    counters = counted(reading(10, 0), reading(10, 0), reading(30, 3), reading(12, 0))
    assert steps(counters) == {0: 12, 3: 18}


def test_readings_before_the_show_count_nowhere() -> None:
    assert counted(reading(10, -5)).tally(Metric.CLICKS, "p") is None


def test_the_source_heard_earliest_counts_also_when_it_is_heard_late() -> None:
    counters = counted(reading(10, 5, source="b"), reading(7, 6, source="b", product_id="q"))
    touched = counters.readings_added([reading(4, 2)])
    assert counters.source_of(Metric.CLICKS) == "a"
    assert counters.sources_of(Metric.CLICKS) == ["a", "b"]
    assert counters.total(Metric.CLICKS, "p") == 4
    assert touched == {"p", "q"}  # the other item's figure is another now, too
    assert counters.total(Metric.CLICKS, "q") is None
    assert counters.others(Metric.CLICKS, "q")["b"].total == 7


def test_a_chosen_source_counts_once_it_reports() -> None:
    counters = counted(reading(4, 2), sources={Metric.CLICKS: "b"})
    assert counters.source_of(Metric.CLICKS) == "a"
    counters.readings_added([reading(10, 5, source="b")])
    assert counters.total(Metric.CLICKS, "p") == 10
    assert counters.prefer(Metric.CLICKS, None) == {"p"}
    assert counters.total(Metric.CLICKS, "p") == 4
    assert counters.prefer(Metric.CLICKS, "b") == {"p"}
    assert counters.prefer(Metric.CLICKS, "b") == set()


def test_the_choice_survives_counting_anew() -> None:
    counters = counted(reading(4, 2), reading(9, 3, source="b"), sources={Metric.CLICKS: "b"})
    counters.clear()
    assert counters.source_of(Metric.CLICKS) is None
    counters.readings_added([reading(4, 2), reading(9, 3, source="b")])
    assert counters.source_of(Metric.CLICKS) == "b"


def test_a_figure_knows_its_source_its_age_and_its_rivals() -> None:
    counters = counted(reading(4, 2), reading(9, 3, source="b"))
    found = counters.provenance(Metric.CLICKS, "p", at(4))
    assert found is not None
    assert (found.source, found.age, found.stale, found.others) == ("a", timedelta(minutes=2), False, ("b",))
    assert counters.age(Metric.CLICKS, "p", at(1)) == timedelta(0)  # a feed's clock may be ahead
    assert counters.age(Metric.CLICKS, "q", at(4)) is None
    late = counters.provenance(Metric.CLICKS, "p", at(10))
    assert late is not None
    assert late.stale


told_values = st.one_of(st.integers(0, 2000).map(float), st.floats(0, 2000, allow_nan=False))
told = st.builds(
    reading,
    told_values,
    st.integers(-10, 400).map(lambda quarter: quarter / 4),
    source=st.sampled_from("ab"),
    product_id=st.sampled_from(["p", "q", None]),
    metric=st.sampled_from([Metric.CLICKS, Metric.ONLINE, Metric.WATCH_SECONDS]),
    cumulative=st.booleans(),
)


def key_of(one: Reading) -> tuple[object, ...]:
    return one.source, one.product_id, one.metric, one.at


def row(one: Reading) -> ReadingRow:
    return ReadingRow(
        source=one.source,
        metric=one.metric.value,
        product_id=one.product_id or "",
        at=(one.at - EPOCH) // timedelta(microseconds=1),
        value=one.value,
        cumulative=int(one.cumulative),
    )


@given(st.lists(told, max_size=60, unique_by=key_of), st.integers(1, 50))
@settings(deadline=None)
def test_what_is_added_up_at_once_is_what_is_counted_one_by_one(told: list[Reading], at_once: int) -> None:
    window = show_window(START, at(80), timedelta(minutes=3))
    one_by_one, rows = Counters(window), sorted(map(row, told))
    one_by_one.readings_added(sorted(told, key=lambda one: one.at))
    at_a_time = [rows[place : place + at_once] for place in range(0, len(rows), at_once)]
    adopted = Counters(window)
    adopted.adopt_readings(readings_module.add_up(at_a_time, window))
    assert adopted.products == one_by_one.products
    assert same_readings(adopted, one_by_one)
    more = [reading(7, 79, product_id=None, metric=Metric.ONLINE), reading(3000, 79), reading(5, 78)]
    adopted.readings_added(more)
    one_by_one.readings_added(more)
    assert same_readings(adopted, one_by_one)


def same_readings(one: Counters, other: Counters) -> bool:
    for metric in (Metric.CLICKS, Metric.ONLINE, Metric.WATCH_SECONDS):
        assert one.sources_of(metric) == other.sources_of(metric)
        for product in ("p", "q", ROOM):
            assert one.source_of(metric, product) == other.source_of(metric, product)
            mine = {**one.others(metric, product), "": one.tally(metric, product)}
            its = {**other.others(metric, product), "": other.tally(metric, product)}
            assert {source: facts(tally) for source, tally in mine.items()} == {
                source: facts(tally) for source, tally in its.items()
            }
    return True


def facts(tally: Tally | None) -> object:
    return tally and (tally.total, tally.minutes, tally.last, tally.first_at, tally.last_at, tally.resets, len(tally))


@given(st.lists(told, max_size=40, unique_by=key_of), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_what_is_counted_live_is_what_is_counted_again_from_the_store(
    told: list[Reading], chance: random.Random
) -> None:
    again = counted(*sorted(told, key=lambda one: one.at))
    live = counted()
    shuffled = told[:]
    chance.shuffle(shuffled)
    for one in shuffled:
        live.readings_added([one])
        if chance.random() < 0.2:
            live.item("p")  # a figure asked for in between changes nothing
    for metric in (Metric.CLICKS, Metric.ONLINE, Metric.WATCH_SECONDS):
        assert live.source_of(metric) == again.source_of(metric)
        for product in ("p", "q", ROOM):
            assert live.total(metric, product) == again.total(metric, product)
            mine, other = live.tally(metric, product), again.tally(metric, product)
            assert (mine is None) is (other is None)
            if mine is not None and other is not None:
                assert (mine.minutes, mine.last, mine.last_at, mine.resets) == (
                    other.minutes,
                    other.last,
                    other.last_at,
                    other.resets,
                )


@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 500)), min_size=1, max_size=60))
@settings(deadline=None)
def test_the_minutes_of_a_counter_that_only_grows_sum_to_its_last_value(told: list[tuple[int, int]]) -> None:
    times = sorted({second for second, _ in told})
    values, total = [], 0
    for (_, grown), _time in zip(told, times, strict=False):
        total += grown
        values.append(total)
    tally = Tally(Metric.CLICKS)
    for second, value in zip(times, values, strict=True):
        tally.add(value, True, START + timedelta(seconds=second))
    assert tally.total == values[-1] == math.fsum(tally.minutes.values())


@pytest.mark.parametrize("micros", [0, 1, 59_999_999, 60_000_000, 1_794_000_000_123_457])
def test_an_instant_is_kept_to_the_microsecond(micros: int) -> None:
    tally = Tally(Metric.CLICKS)
    when = EPOCH + timedelta(microseconds=micros)
    tally.add(1, False, when)
    assert tally.last_at == tally.first_at == when
    assert list(tally.minutes) == [minute_of(when)]
