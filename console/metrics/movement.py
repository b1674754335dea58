"""Whether an item's conversion moves by more than noise."""

from __future__ import annotations

from datetime import datetime

from console.metrics.counters import Counters, minute_of
from console.metrics.statistics import Change, Trend, change
from console.metrics.trends import click_silences

TREND_MINUTES = 10  # long enough for clicks to gather, short enough to act on


def conversion_change(counters: Counters, product: str, now: datetime, minutes: int = TREND_MINUTES) -> Change:
    """Whether an item's conversion of the last ``minutes`` is another than that of the minutes before them.

    Test and threshold: ``statistics.change``. The minute that runs is left out: its orders are in before its clicks,
    or the other way round. Both windows are on the basis of the item's whole-show conversion. Nothing is said of
    windows in which clicks were not read: sales of one time would stand over clicks of another.
    """
    last = minute_of(now) - 1
    rates = counters.conversion_series(product, range(last - minutes, last + 1), minutes)
    found = change(rates[0], rates[-1])
    if found.trend is not Trend.UNKNOWN:
        begin = last - 2 * minutes + 1
        if any(each.last >= begin and each.first <= last for each in click_silences(counters, product, last)):
            return Change(Trend.UNKNOWN)
    return found
