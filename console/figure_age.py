"""Which figures of a show that runs are too old to be shown as true. What is over, or not begun, does not grow old."""

from __future__ import annotations

from datetime import datetime, timedelta

from console.metrics.conversion import Basis
from console.metrics.freshness import Brings
from console.open_show import OpenShow
from console.show.sales import Metric


def orders_old(show: OpenShow, now: datetime, stale_after: timedelta) -> bool:
    """Whether what order lines say is old: their feed went quiet, or nothing at all came."""
    if not show.state.running:
        return False
    heard = show.counters.last_heard
    if heard is None or now - heard > stale_after:
        return True
    return any(each.feed.brings is Brings.ORDERS for each in show.feeds.watch.quiet(now))


def counted_old(show: OpenShow, metric: Metric, product: str, now: datetime, stale_after: timedelta) -> bool:
    """Whether a counter of an item or the room was last read too long ago."""
    found = show.counters.provenance(metric, product, now, stale_after) if show.state.running else None
    return found is not None and found.stale


def behind_conversion(show: OpenShow, product: str) -> tuple[Metric, ...]:
    """The counters an item's conversion is made of; of order lines there is none."""
    figures = show.counters.item(product)
    if figures.cvr.basis is Basis.PEOPLE:
        return Metric.BUYERS, Metric.CLICK_USERS
    if figures.cvr.basis is None:
        return ()
    return (Metric.ORDERS, Metric.CLICKS) if figures.by_count else (Metric.CLICKS,)


def conversion_old(show: OpenShow, product: str, now: datetime, stale_after: timedelta) -> bool:
    """Whether either side of an item's conversion is old."""
    behind = behind_conversion(show, product)
    if any(counted_old(show, metric, product, now, stale_after) for metric in behind):
        return True
    return behind == (Metric.CLICKS,) and orders_old(show, now, stale_after)
