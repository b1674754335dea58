"""What all charts share of a show, worked out once a change: rounds, pauses and pins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from console.open_show import OpenShow
from console.show.events import Event
from widgets.charts.rounds import Band, Pin, bands, pauses, pins, released_steps, sold_out_pins


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands behind and on the axis of every chart."""

    bands: list[Band]
    pauses: list[tuple[float, float]]
    pins: list[Pin]


class ShowFacts:
    """Pins of the journal are found when it grows, sold-out pins when an item sells."""

    def __init__(self) -> None:
        self._journal_pins: list[Pin] = []
        self._sold_out: dict[str, list[Pin]] = {}
        self._steps: dict[str, list[tuple[float, int]]] = {}

    def forget(self) -> None:
        """Another show is to come."""
        self._journal_pins, self._sold_out, self._steps = [], {}, {}

    def journal_changed(self, show: OpenShow, events: Sequence[Event]) -> None:
        """The journal is another or longer."""
        started = show.state.started_at
        plan = show.state.plan
        self._journal_pins = [pin for pin in pins(events, plan) if started is None or pin.at >= started.timestamp()]
        self._steps = released_steps(events, plan)
        self.sold(show, None)

    def sold(self, show: OpenShow, products: frozenset[str] | None) -> None:
        """Order lines of these items came (None: of any)."""
        wanted = self._steps if products is None else products & self._steps.keys()
        for product in wanted:
            found = sold_out_pins([product], self._steps, show.counters.unit_minutes)
            self._sold_out[product] = found

    def now(self, show: OpenShow, now: datetime) -> Facts:
        """As it stands at ``now``. What still lasts is drawn to the end of the minute, so charts move once a minute."""
        end = datetime.fromtimestamp((now.timestamp() // 60 + 1) * 60, UTC)
        if show.state.ended_at is not None:
            end = min(end, show.state.ended_at + timedelta(minutes=1))
        every = [*self._journal_pins, *(pin for found in self._sold_out.values() for pin in found)]
        return Facts(bands(show.state, end), pauses(show.state, end), every)
