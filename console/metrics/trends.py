"""What a chart may draw of an item's conversion: firm or faint, how wide its doubt is, and whether it moves."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from console.metrics.conversion import Rate
from console.metrics.counters import Counters, minute_of
from console.metrics.statistics import CONFIDENCE, ENOUGH_CLICKS, Change, change, enough, interval_of

TREND_MINUTES = 10  # long enough for clicks to gather, short enough to act on

Numbers = NDArray[np.float64]


def conversion_change(counters: Counters, product: str, now: datetime, minutes: int = TREND_MINUTES) -> Change:
    """Whether an item's conversion of the last ``minutes`` is another than that of the minutes before them.

    Test and threshold: ``statistics.change``. The minute that runs is left out: its orders are in before its clicks,
    or the other way round. Both windows are on the basis of the item's whole-show conversion.
    """
    last = minute_of(now) - 1
    rates = counters.conversion_series(product, range(last - minutes, last + 1), minutes)
    return change(rates[0], rates[-1])


def faint(rates: Iterable[Rate], least: float = ENOUGH_CLICKS) -> NDArray[np.bool_]:
    """Where a rate stands on so few clicks that it is drawn faint; unknown rates are not drawn at all."""
    return np.array([rate.value is not None and not enough(rate.denominator, least) for rate in rates], dtype=np.bool_)


def doubt(rates: Iterable[Rate], confidence: float = CONFIDENCE) -> tuple[Numbers, Numbers]:
    """The Wilson interval of each rate as two curves, low and high; NaN where the rate is unknown."""
    found = [None if rate.value is None else interval_of(rate, confidence) for rate in rates]
    low = [math.nan if each is None else each.low for each in found]
    high = [math.nan if each is None else each.high for each in found]
    return np.array(low, dtype=np.float64), np.array(high, dtype=np.float64)
