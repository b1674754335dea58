"""What is drawn of a conversion: few clicks are faint with a wide band, and an arrow needs more than noise."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from console.metrics.conversion import Basis, Rate
from console.metrics.counters import Counters, minute_of
from console.metrics.movement import conversion_change
from console.metrics.statistics import Trend
from console.metrics.trends import conversion_curve, doubt, faint
from console.show.sales import Metric, OrderLine, OrderStatus, Reading
from tests.builders import EVENING

NOW = EVENING.replace(second=30) + timedelta(minutes=60)


def counted(before: tuple[int, int], after: tuple[int, int]) -> Counters:
    """Sales and clicks of the ten minutes before the last ten, and of the last ten."""
    counters = Counters()
    lines, readings, number = [], [], 0
    for (sold, clicks), start in ((before, 20), (after, 10)):
        at = NOW - timedelta(minutes=start - 3)
        readings.append(
            Reading(source="a", product_id="p", metric=Metric.CLICKS, value=clicks, cumulative=False, at=at)
        )
        for _ in range(sold):
            number += 1
            lines.append(
                OrderLine(
                    source="a",
                    line_id=str(number),
                    order_id=str(number),
                    product_id="p",
                    quantity=1,
                    amount=100,
                    status=OrderStatus.PAID,
                    at=at,
                )
            )
    counters.lines_changed((None, line) for line in lines)
    counters.readings_added(readings)
    return counters


def test_a_fall_beyond_noise_is_told_and_noise_is_not() -> None:
    assert conversion_change(counted((40, 400), (8, 400)), "p", NOW).trend is Trend.FALLING
    assert conversion_change(counted((8, 400), (40, 400)), "p", NOW).trend is Trend.RISING
    assert conversion_change(counted((40, 400), (33, 400)), "p", NOW).trend is Trend.STEADY
    assert conversion_change(counted((2, 12), (0, 9)), "p", NOW).trend is Trend.UNKNOWN
    assert conversion_change(Counters(), "p", NOW).trend is Trend.UNKNOWN


def test_the_minute_that_runs_is_left_out() -> None:
    counters = counted((40, 400), (40, 400))
    counters.readings_added(
        [Reading(source="a", product_id="p", metric=Metric.CLICKS, value=9000, cumulative=False, at=NOW)]
    )
    assert conversion_change(counters, "p", NOW).trend is Trend.STEADY


def test_few_clicks_are_faint_with_a_wide_band_and_the_unknown_is_not_drawn() -> None:
    rates = [Rate(1, 10, Basis.COUNTS), Rate(100, 1000, Basis.COUNTS), Rate(3, 0, Basis.COUNTS), Rate(0, None)]
    assert faint(rates).tolist() == [True, False, False, False]
    low, high = doubt(rates)
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [False, False, True, True]
    assert high[0] - low[0] > 5 * (high[1] - low[1])
    assert low[1] < 0.1 < high[1]


def silent_counters(cumulative: bool) -> Counters:
    """Ten minutes of clicks, ten in which they were not read, and their lump; an order line every minute."""
    counters = Counters()
    value = 0.0
    readings = []
    for minute in (*range(10), 20, 21, 22):
        step = 110.0 if minute == 20 else 10.0
        value += step
        at = NOW - timedelta(minutes=30 - minute)
        readings.append(
            Reading(
                source="compass",
                product_id="p",
                metric=Metric.CLICKS,
                value=value if cumulative else step,
                cumulative=cumulative,
                at=at,
            )
        )
    counters.readings_added(readings)
    counters.lines_changed((None, line(minute)) for minute in range(23))
    return counters


def line(minute: int) -> OrderLine:
    return OrderLine(
        source="douyin",
        line_id=f"L{minute}",
        order_id=f"O{minute}",
        product_id="p",
        quantity=1,
        amount=100,
        status=OrderStatus.PAID,
        at=NOW - timedelta(minutes=30 - minute),
    )


@pytest.mark.parametrize("cumulative", [True, False])
def test_minutes_in_which_clicks_were_not_read_are_a_gap_and_their_lump_is_no_dip(cumulative: bool) -> None:
    counters = silent_counters(cumulative)
    first = minute_of(NOW) - 30
    rates = conversion_curve(counters, "p", range(first, first + 23))
    assert [rate.value for rate in rates[10:20]] == [None] * 10
    assert rates[9].value == pytest.approx(0.1)
    assert rates[20].value == pytest.approx(11 / 110)  # eleven minutes of sales over their clicks
    assert rates[22].value == pytest.approx(13 / 130)
    raw = counters.conversion_series("p", range(first, first + 23))
    assert raw[20].value == pytest.approx(5 / 110)  # what would look like a fall


def test_after_the_last_reading_a_curve_ends() -> None:
    counters = silent_counters(True)
    first = minute_of(NOW) - 30
    rates = conversion_curve(counters, "p", range(first, first + 31))
    assert [rate.value for rate in rates[23:]] == [None] * 8
    still = conversion_curve(counters, "p", range(first, first + 26))
    assert still[25].value is not None  # three minutes are no silence yet


def test_nothing_is_said_of_a_movement_over_a_silence() -> None:
    counters = counted((40, 400), (8, 400))
    assert conversion_change(counters, "p", NOW).trend is Trend.FALLING
    late = silent_counters(True)
    assert conversion_change(late, "p", NOW - timedelta(minutes=8)).trend is Trend.UNKNOWN
