"""Whether an item's conversion moves by more than noise: of late, and around an instant such as a change of price."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.metrics.conversion import Rate
from console.metrics.counters import Counters, minute_of
from console.metrics.statistics import Change, Trend, change
from console.metrics.trends import click_silences

TREND_MINUTES = 10  # long enough for clicks to gather, short enough to act on


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Conversion before and after an instant, over so many whole minutes each.

    ``gap``: clicks were not read in some of them, so nothing is said of the two.
    """

    before: Rate
    after: Rate
    minutes_before: int
    minutes_after: int
    change: Change
    gap: bool


def conversion_change(counters: Counters, product: str, now: datetime, minutes: int = TREND_MINUTES) -> Change:
    """Whether an item's conversion of the last ``minutes`` is another than that of the minutes before them.

    Test and threshold: ``statistics.change``. The minute that runs is left out: its orders are in before its clicks,
    or the other way round. Both windows are on the basis of the item's whole-show conversion. Nothing is said of
    windows in which clicks were not read: sales of one time would stand over clicks of another.
    """
    last = minute_of(now) - 1
    rates = counters.conversion_series(product, range(last - minutes, last + 1), minutes)
    found = change(rates[0], rates[-1])
    if found.trend is not Trend.UNKNOWN and _silent_in(counters, product, last - 2 * minutes + 1, last):
        return Change(Trend.UNKNOWN)
    return found


def conversion_around(
    counters: Counters,
    product: str,
    at: datetime,
    now: datetime,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    minutes: int = TREND_MINUTES,
) -> Around | None:
    """What an item's conversion was up to ``minutes`` before ``at`` and after it, and whether that is more than noise.

    Test and threshold: ``statistics.change``. The minute of ``at`` belongs to neither side, nor does the one that runs.
    ``since`` and ``until``: when the like happened before and after; neither window reaches over them. None while one
    side has no whole minute. It says that the rate moved with the change, never that it moved because of it.
    """
    here = minute_of(at)
    first = here - minutes if since is None else max(here - minutes, minute_of(since) + 1)
    last = min(here + minutes, minute_of(now) - 1)
    if until is not None:
        last = min(last, minute_of(until) - 1)
    if first >= here or last <= here:
        return None
    (before,) = counters.conversion_series(product, [here - 1], here - first)
    (after,) = counters.conversion_series(product, [last], last - here)
    gap = _silent_in(counters, product, first, last)
    return Around(
        before=before,
        after=after,
        minutes_before=here - first,
        minutes_after=last - here,
        change=Change(Trend.UNKNOWN) if gap else change(before, after),
        gap=gap,
    )


def _silent_in(counters: Counters, product: str, first: int, last: int) -> bool:
    return any(each.last >= first and each.first <= last for each in click_silences(counters, product, last))
