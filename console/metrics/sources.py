"""What each source says of each metric, side by side: one counts, the others are shown and never added. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.metrics.counters import ORDER_LINES, Counters
from console.metrics.reading_book import ROOM
from console.metrics.readings import Tally
from console.show.sales import Metric


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one source says of a metric: of the room, or of ``items`` items together (None: of the room)."""

    source: str
    value: float
    items: int | None
    at: datetime | None
    resets: int = 0  # how often it began anew; what it had told before stays counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A metric of the room or of its items: what counts, and what others say of the same."""

    metric: Metric
    of_room: bool
    counted: Told
    others: tuple[Told, ...]


def compared(counters: Counters) -> list[Compared]:
    """Every metric anybody told, the room's first; the other sources by name."""
    items = sorted(counters.products)
    found = []
    for of_room, products in ((True, [ROOM]), (False, items)):
        for metric in Metric:
            one = _of(counters, metric, of_room, products)
            if one is not None:
                found.append(one)
    return found


def _of(counters: Counters, metric: Metric, of_room: bool, products: list[str]) -> Compared | None:
    source = None if not products else counters.source_of(metric, products[0])
    if source is None:
        return None
    counted: list[Tally] = []
    others: dict[str, list[Tally]] = {}
    for product in products:
        tally = counters.tally(metric, product)
        if tally is not None:
            counted.append(tally)
        for name, other in counters.others(metric, product).items():
            others.setdefault(name, []).append(other)
    told = _told(source, counted, of_room)
    if source == ORDER_LINES:
        orders = [figures.orders for p in products if (figures := counters.item(p)).lines]
        told = Told(source=source, value=sum(o or 0 for o in orders), items=len(orders), at=counters.last_heard)
    return Compared(
        metric=metric,
        of_room=of_room,
        counted=told,
        others=tuple(_told(name, others[name], of_room) for name in sorted(others)),
    )


def _told(source: str, tallies: list[Tally], of_room: bool) -> Told:
    instants = [tally.last_at for tally in tallies if tally.last_at is not None]
    return Told(
        source=source,
        value=sum(tally.total for tally in tallies),
        items=None if of_room else len(tallies),
        at=max(instants, default=None),
        resets=sum(tally.resets for tally in tallies),
    )
