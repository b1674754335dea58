"""What is drawn of a conversion: few clicks are faint with a wide band, and an arrow needs more than noise."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from console.metrics.conversion import Basis, Rate
from console.metrics.counters import Counters
from console.metrics.movement import conversion_change
from console.metrics.statistics import Trend
from console.metrics.trends import doubt, faint
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
