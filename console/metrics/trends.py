"""What a chart may draw of an item's conversion: firm or faint, and how wide its doubt is."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from console.metrics.conversion import Rate
from console.metrics.statistics import CONFIDENCE, ENOUGH_CLICKS, enough, interval_of

Numbers = NDArray[np.float64]


def faint(rates: Iterable[Rate], least: float = ENOUGH_CLICKS) -> NDArray[np.bool_]:
    """Where a rate stands on so few clicks that it is drawn faint; unknown rates are not drawn at all."""
    return np.array([rate.value is not None and not enough(rate.denominator, least) for rate in rates], dtype=np.bool_)


def doubt(rates: Iterable[Rate], confidence: float = CONFIDENCE) -> tuple[Numbers, Numbers]:
    """The Wilson interval of each rate as two curves, low and high; NaN where the rate is unknown."""
    found = [None if rate.value is None else interval_of(rate, confidence) for rate in rates]
    low = [math.nan if each is None else each.low for each in found]
    high = [math.nan if each is None else each.high for each in found]
    return np.array(low, dtype=np.float64), np.array(high, dtype=np.float64)
