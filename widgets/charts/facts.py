"""What all charts share of a show, worked out once a change: rounds, pauses and pins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from console.open_show import OpenShow
from console.show.events import Event
from widgets.charts.rounds import Band, Marks, Pin, bands, pauses, sold_out_pins

ITEMS_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands behind and on the axis of every chart."""

    bands: list[Band]
    pauses: list[tuple[float, float]]
    pins: list[Pin]


class ShowFacts:
    """Pins of the journal grow with it, sold-out pins are found when an item sells."""

    def __init__(self) -> None:
        self._marks = Marks()
        self._sold_out: dict[str, list[Pin]] = {}

    def forget(self) -> None:
        """Another show, or another journal, is to come."""
        self._marks = Marks()
        self._sold_out = {}

    def add(self, show: OpenShow, events: Iterable[Event]) -> None:
        """The journal goes on."""
        plan = show.state.plan
        touched = {self._marks.add(event, plan) for event in events}
        self.sold(show, frozenset(product for product in touched if product is not None))

    def sold(self, show: OpenShow, products: frozenset[str] | None) -> bool:
        """Order lines of these items came (None: of any); answers whether an item sold out, or no longer did."""
        steps = self._marks.steps
        wanted = steps if products is None else products & steps.keys()
        moved = False
        for product in wanted:
            found = sold_out_pins([product], steps, show.counters.unit_minutes)
            moved = moved or found != self._sold_out.get(product, [])
            self._sold_out[product] = found
        return moved

    def now(self, show: OpenShow, now: datetime) -> Facts:
        """As it stands at ``now``. What still lasts is drawn to the end of the minute, so charts move once a minute."""
        end = datetime.fromtimestamp((now.timestamp() // 60 + 1) * 60, UTC)
        if show.state.ended_at is not None:
            end = min(end, show.state.ended_at + timedelta(minutes=1))
        started = show.state.started_at
        since = 0.0 if started is None else started.timestamp()
        pins = [pin for pin in self._marks.pins if pin.at >= since]
        pins += (pin for found in self._sold_out.values() for pin in found)
        return Facts(bands(show.state, end), pauses(show.state, end), pins)


def parts_of(products: frozenset[str] | None) -> Iterator[frozenset[str] | None]:
    """Items some at a time; None is all at once."""
    if products is None:
        yield None
        return
    left = iter(products)
    while some := frozenset(islice(left, ITEMS_AT_ONCE)):
        yield some
