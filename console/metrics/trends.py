"""What a chart may draw of an item's conversion: where nobody counted, firm or faint, and how wide its doubt is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from console.metrics.conversion import Basis, Rate
from console.metrics.counters import Counters
from console.metrics.statistics import CONFIDENCE, ENOUGH_CLICKS, enough, interval_of
from console.show.sales import Metric

Numbers = NDArray[np.float64]

LONGEST_SILENCE = 5  # minutes: a counter read every few minutes is a curve, not a row of holes
PATIENCE = 3  # and one that is read every quarter of an hour keeps that pace


@dataclass(frozen=True, slots=True)
class Silence:
    """Minutes in which a counter was not read: ``first`` to ``last``, both included.

    ``read_in``: the minute in which it was read again, and into which all that happened meanwhile falls; None while
    it is still silent.
    """

    first: int
    last: int
    read_in: int | None


def silences(minutes: Iterable[int], until: int, longest: int = LONGEST_SILENCE) -> list[Silence]:
    """Where a counter that was read in these ``minutes`` was silent, up to the minute ``until``.

    A silence is longer than ``longest`` minutes, and than three times the counter's usual interval.

    >>> silences([0, 1, 2, 12, 13], 14)
    [Silence(first=3, last=11, read_in=12)]
    >>> silences([0, 10, 20, 30, 40], 45), silences([0, 1, 2], 9)
    ([], [Silence(first=3, last=9, read_in=None)])
    """
    read: NDArray[np.int64] = np.sort(np.fromiter(minutes, dtype=np.int64))
    if not len(read):
        return []
    steps = np.diff(read)
    limit = _limit(steps, longest)
    found = [
        Silence(int(read[at]) + 1, int(read[at + 1]) - 1, int(read[at + 1])) for at in np.flatnonzero(steps > limit)
    ]
    if until - int(read[-1]) > limit:
        found.append(Silence(int(read[-1]) + 1, until, None))
    return found


def patience(minutes: Iterable[int], longest: int = LONGEST_SILENCE) -> float:
    """How many minutes a counter that was read in these may be silent before it is a gap.

    >>> patience([0, 1, 2, 3]), patience([0, 10, 20]), patience([])
    (5.0, 30.0, 5.0)
    """
    read: NDArray[np.int64] = np.sort(np.fromiter(minutes, dtype=np.int64))
    return _limit(np.diff(read), longest)


def _limit(steps: NDArray[np.int64], longest: int) -> float:
    return max(float(longest), PATIENCE * float(np.median(steps))) if len(steps) else float(longest)


def click_silences(counters: Counters, product: str, until: int) -> list[Silence]:
    """Where the denominator of an item's conversion was not read."""
    bottom = _bottom(counters, product)
    return [] if bottom is None else silences(bottom, until)


def conversion_curve(counters: Counters, product: str, minutes: range, span: int = 5) -> list[Rate]:
    """``Counters.conversion_series`` with what nobody counted left out: a silence is a gap, never a 0 or a spike.

    All clicks of a silence fall into the minute that ends it. So the minutes after it look back to where it began,
    as far as their window reaches into it: sales and clicks of the same time stand on both sides.
    """
    rates = counters.conversion_series(product, minutes, span)
    bottom = _bottom(counters, product)
    if bottom is None or not len(minutes):
        return rates
    unknown = Rate(0, None, rates[0].basis)
    top = _top(counters, product)
    for silence in silences(bottom, minutes[-1]):
        for minute in range(max(silence.first, minutes.start), min(silence.last + 1, minutes.stop)):
            rates[minute - minutes.start] = unknown
        if silence.read_in is None:
            continue
        above = below = 0.0
        for minute in range(silence.first, min(silence.read_in + span, minutes.stop)):
            above += top.get(minute, 0)
            below += bottom.get(minute, 0)
            if minute >= max(silence.read_in, minutes.start):
                rates[minute - minutes.start] = Rate(max(0.0, above), max(0.0, below), rates[0].basis)
    return rates


def _bottom(counters: Counters, product: str) -> Mapping[int, float] | None:
    basis = counters.item(product).cvr.basis
    if basis is None:
        return None
    tally = counters.tally(Metric.CLICK_USERS if basis is Basis.PEOPLE else Metric.CLICKS, product)
    return None if tally is None else tally.minutes


def _top(counters: Counters, product: str) -> Mapping[int, float]:
    if counters.item(product).cvr.basis is not Basis.PEOPLE:
        return counters.order_minutes(product)
    tally = counters.tally(Metric.BUYERS, product)
    return {} if tally is None else tally.minutes


def faint(rates: Iterable[Rate], least: float = ENOUGH_CLICKS) -> NDArray[np.bool_]:
    """Where a rate stands on so few clicks that it is drawn faint; unknown rates are not drawn at all."""
    return np.array([rate.value is not None and not enough(rate.denominator, least) for rate in rates], dtype=np.bool_)


def doubt(rates: Sequence[Rate], confidence: float = CONFIDENCE) -> tuple[Numbers, Numbers]:
    """The Wilson interval of each rate as two curves, low and high; NaN where the rate is unknown."""
    found = [None if rate.value is None else interval_of(rate, confidence) for rate in rates]
    low = [math.nan if each is None else each.low for each in found]
    high = [math.nan if each is None else each.high for each in found]
    return np.array(low, dtype=np.float64), np.array(high, dtype=np.float64)
