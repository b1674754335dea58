"""Tells in minutes when an item will be gone: once a threshold and wave, again after a refill. No clock of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from console.advising import PACE, paced_over, sell_out_of
from console.metrics.statistics import SellOut
from console.open_show import OpenShow
from console.show.plan import ProductId

LEAST_LINES = 3  # of fewer order lines in five minutes no pace can be read
LEAVES_AT = 1.25  # of the longest threshold: an estimate that sways around it does not come and go


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """An item that will be gone soon. ``minutes``: the threshold it fell below last, ``since`` when, ``fresh``: now."""

    product_id: ProductId
    minutes: int
    since: datetime
    eta: SellOut
    fresh: bool = False


@dataclass(slots=True)
class _Wave:
    released: int
    minutes: int
    since: datetime


class SellOutAlarm:
    """Remembers what was told. A wave is what is on sale until more is released: each begins anew."""

    def __init__(self) -> None:
        self._told: dict[ProductId, _Wave] = {}

    def look(self, show: OpenShow, now: datetime, thresholds: Sequence[int]) -> list[Near]:
        """The items that are near, soonest first; those newly below a threshold are ``fresh``.

        An item that falls below several thresholds at once is told of the lowest. What was told of a wave is not
        told again in it, even if the pace fell in between.
        """
        found: list[Near] = []
        longest = max(thresholds, default=0)
        if not longest:
            return found
        for product, facts in show.state.stock.items():
            known = self._told.get(product)
            if known is not None and known.released != facts.released:
                known = None
                del self._told[product]
            if not facts.released or not _sells(show, product, now):
                continue
            eta = sell_out_of(show, product, now)
            if eta is None or eta.minutes > longest * LEAVES_AT:
                continue
            below = min((each for each in thresholds if eta.minutes <= each), default=0)
            fresh = bool(below) and (known is None or below < known.minutes)
            if fresh:
                known = self._told[product] = _Wave(facts.released, below, now)
            if known is not None:
                found.append(Near(product_id=product, minutes=known.minutes, since=known.since, eta=eta, fresh=fresh))
        return sorted(found, key=lambda near: near.eta.minutes)

    def forget(self) -> None:
        """Another show."""
        self._told.clear()


def _sells(show: OpenShow, product: ProductId, now: datetime) -> bool:
    """Whether a pace can be read. Asked by whole minutes first: that answer is remembered until an order comes."""
    columns = show.counters.line_columns
    begun = (now - PACE).replace(second=0, microsecond=0)
    if columns.between(str(product), begun, None).lines < LEAST_LINES:
        return False
    since = now - paced_over(show, str(product), now)
    return columns.between(str(product), since, None).lines >= LEAST_LINES
