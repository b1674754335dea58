"""What conversion did around an instant: two windows that hold nothing else of the kind, and a test between them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from console.metrics.conversion import Basis
from console.metrics.counters import Counters
from console.metrics.movement import conversion_around
from console.metrics.statistics import Trend
from console.show.sales import Metric, Reading
from tests.builders import EVENING

CHANGED = EVENING.replace(second=20)
NOW = CHANGED + timedelta(minutes=30)


def people(minutes: dict[int, tuple[int, int]]) -> Counters:
    """People who clicked and who bought, in minutes from that of the change."""
    counters = Counters()
    counters.readings_added(
        Reading(
            source="a",
            product_id="p",
            metric=metric,
            value=value,
            cumulative=False,
            at=CHANGED + timedelta(minutes=minute),
        )
        for minute, both in minutes.items()
        for metric, value in zip((Metric.CLICK_USERS, Metric.BUYERS), both, strict=True)
    )
    return counters


def steps(before: int, after: int, *, around: range = range(-15, 30)) -> Counters:
    """A hundred clickers a minute, and so many buyers before the change and from it on."""
    return people({minute: (100, after if minute >= 0 else before) for minute in around})


def at(minute: int) -> datetime:
    return CHANGED + timedelta(minutes=minute)


@pytest.mark.parametrize(
    ("before", "after", "trend"), [(5, 12, Trend.RISING), (12, 5, Trend.FALLING), (8, 9, Trend.STEADY)]
)
def test_ten_minutes_before_stand_beside_ten_after_and_the_minute_between_in_neither(
    before: int, after: int, trend: Trend
) -> None:
    found = conversion_around(steps(before, after), "p", CHANGED, NOW)
    assert found is not None
    assert (found.before.numerator, found.before.denominator) == (10 * before, 1000)
    assert (found.after.numerator, found.after.denominator) == (10 * after, 1000)
    assert found.before.basis is Basis.PEOPLE
    assert found.change.trend is trend


def test_soon_after_the_change_only_whole_minutes_that_are_over_count() -> None:
    assert conversion_around(steps(5, 12), "p", CHANGED, at(1)) is None
    found = conversion_around(steps(5, 12), "p", CHANGED, at(4))
    assert found is not None
    assert (found.minutes_before, found.minutes_after) == (10, 3)
    assert found.after.denominator == 300


def test_another_change_of_the_kind_is_in_neither_window() -> None:
    found = conversion_around(steps(5, 12), "p", CHANGED, NOW, since=at(-4), until=at(6))
    assert found is not None
    assert (found.minutes_before, found.minutes_after) == (3, 5)
    assert (found.before.denominator, found.after.denominator) == (300, 500)
    assert conversion_around(steps(5, 12), "p", CHANGED, NOW, since=at(0)) is None


def test_few_clicks_and_unread_minutes_say_nothing() -> None:
    few = conversion_around(people({-3: (6, 1), 4: (7, 3)}), "p", CHANGED, at(5))
    assert few is not None
    assert (few.gap, few.change.trend) == (False, Trend.UNKNOWN)
    silent = conversion_around(
        people({m: (100, 20 if m > 0 else 5) for m in (*range(-15, 3), *range(10, 20))}), "p", CHANGED, NOW
    )
    assert silent is not None
    assert (silent.gap, silent.change.trend) == (True, Trend.UNKNOWN)
