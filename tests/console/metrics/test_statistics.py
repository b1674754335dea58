"""What is said of a rate is no more than its counts bear: intervals, tests and paces against their own definitions."""

from __future__ import annotations

import doctest
import itertools
import math
import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.metrics import statistics
from console.metrics.conversion import Basis, Rate
from console.metrics.statistics import (
    Trend,
    change,
    garwood,
    interval_of,
    level_change,
    poisson_at_most,
    sell_out,
    two_proportions,
    wilson,
)


def test_the_examples_hold() -> None:
    assert doctest.testmod(statistics).failed == 0


@given(st.integers(1, 100_000), st.data())
def test_the_interval_holds_the_rate_and_stays_a_share(trials: int, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, trials))
    found = wilson(successes, trials)
    assert found is not None
    assert 0 <= found.low <= successes / trials <= found.high <= 1


@given(st.integers(0, 50), st.integers(1, 50))
def test_the_wilson_edges_are_where_the_score_test_turns(successes: int, extra: int) -> None:
    trials = successes + extra
    found = wilson(successes, trials)
    assert found is not None
    for edge in (found.low, found.high):
        if 0 < edge < 1:
            score = abs(successes / trials - edge) / math.sqrt(edge * (1 - edge) / trials)
            assert score == pytest.approx(1.959964, abs=1e-4)


def test_more_order_lines_than_clicks_are_all_of_them() -> None:
    found = wilson(12, 10)
    assert found is not None
    assert found.high == 1
    assert interval_of(Rate(12, None)) is None


def all_tables(x1: int, n1: int, x2: int, n2: int) -> Fraction:
    """Fisher's p-value counted in whole numbers."""
    hits = x1 + x2
    ways = {k: math.comb(n1, k) * math.comb(n2, hits - k) for k in range(max(0, hits - n2), min(hits, n1) + 1)}
    return Fraction(sum(each for each in ways.values() if each <= ways[x1]), math.comb(n1 + n2, hits))


def test_small_tables_are_exact() -> None:
    for n1, n2 in itertools.product((1, 4, 9), (2, 7, 8)):
        for x1, x2 in itertools.product(range(n1 + 1), range(n2 + 1)):
            least = min(x1 + x2, n1 + n2 - x1 - x2) * min(n1, n2) / (n1 + n2)
            if least < 5:
                assert two_proportions(x1, n1, x2, n2) == pytest.approx(float(all_tables(x1, n1, x2, n2)))


@given(st.integers(1, 3000), st.integers(1, 3000), st.data())
@settings(deadline=None)
def test_a_test_has_no_direction_and_is_a_chance(n1: int, n2: int, data: st.DataObject) -> None:
    x1, x2 = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n2))
    forth, back = two_proportions(x1, n1, x2, n2), two_proportions(x2, n2, x1, n1)
    assert 0 <= forth <= 1
    assert forth == pytest.approx(back, abs=1e-9)


def test_noise_is_seldom_called_a_trend() -> None:
    chance = random.Random(20261111)
    said = 0
    for _ in range(2000):
        clicks = chance.randint(30, 300)
        one, two = (sum(chance.random() < 0.06 for _ in range(clicks)) for _ in range(2))
        found = change(Rate(one, clicks, Basis.COUNTS), Rate(two, clicks, Basis.COUNTS))
        said += found.trend in (Trend.RISING, Trend.FALLING)
    assert said <= 30  # 1 % are 20; the corrected test stays below


def test_a_real_fall_is_said_and_few_clicks_say_nothing() -> None:
    assert change(Rate(40, 500, Basis.COUNTS), Rate(10, 500, Basis.COUNTS)).trend is Trend.FALLING
    assert change(Rate(1, 10, Basis.COUNTS), Rate(0, 10, Basis.COUNTS)).trend is Trend.UNKNOWN
    assert change(Rate(1, 0, Basis.COUNTS), Rate(5, 100, Basis.COUNTS)).trend is Trend.UNKNOWN
    assert change(Rate(1, None, None), Rate(5, 100, Basis.COUNTS)).trend is Trend.UNKNOWN


@pytest.mark.parametrize("events", [0, 1, 2, 7, 30, 120, 200, 201, 400, 900])
def test_the_pace_interval_leaves_half_the_doubt_on_each_side(events: int) -> None:
    found = garwood(events)
    assert poisson_at_most(events, found.high) == pytest.approx(0.025, rel=2e-3)
    if events:
        assert 1 - poisson_at_most(events - 1, found.low) == pytest.approx(0.025, rel=2e-3)


@given(st.integers(1, 5000), st.integers(1, 2000), st.integers(1, 2000))
@settings(deadline=None)
def test_the_goods_run_out_between_the_soonest_and_the_latest(remaining: int, lines: int, extra: int) -> None:
    units = lines + extra
    eta, narrow = sell_out(remaining, units, 5.0, lines=lines), sell_out(remaining, units)
    assert eta is not None
    assert narrow is not None
    assert eta.soonest < eta.minutes < eta.latest
    assert eta.minutes == narrow.minutes == remaining * 5.0 / units
    assert eta.soonest <= narrow.soonest + 1e-9
    assert narrow.latest <= eta.latest + 1e-9


def test_a_level_that_wobbles_is_steady() -> None:
    assert level_change([20, 21, 19], [17, 18]).trend is Trend.STEADY  # three in twenty is how people come and go
    assert level_change([20, 21, 19], [60, 55]).trend is Trend.RISING
    assert level_change([0, 0], [0]).trend is Trend.STEADY
