"""Shows to report on, built in memory: a journal from random deeds, and order lines and readings beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from console.metrics.counters import Counters
from console.metrics.window import show_window
from console.report.figures import Summary
from console.report.summary import summarise
from console.show import commands as cmd
from console.show import events as ev
from console.show.fold import apply
from console.show.plan import Entry, ShowInfo
from console.show.ruling import BadValue, Refused, SameTake
from console.show.rundown import decide
from console.show.sales import Metric, OrderLine, OrderStatus, Reading
from console.show.state import EMPTY, State
from inventory.stock import Balance
from tests.builders import EVENING

TAIL = timedelta(minutes=30)


@dataclass
class Story:
    """A show as it is told: each deed is decided like the real one and becomes an event."""

    now: datetime = EVENING
    state: State = EMPTY
    events: list[ev.Event] = field(default_factory=list)
    lines: list[OrderLine] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)

    def do(self, command: cmd.Command, *, actor: str = "阿中") -> bool:
        """Carry it out; False when the rundown refuses it."""
        try:
            payload = decide(self.state, command, at=self.now, sold={})
        except (Refused, SameTake, BadValue):
            return False
        self.record(payload, actor=actor)
        return True

    def record(self, payload: ev.Payload, *, actor: str = "阿中") -> None:
        """An event as it stands in a journal, whoever let it in."""
        event = ev.Event(seq=self.state.seq + 1, at=self.now, actor=actor, payload=payload)
        self.state = apply(self.state, event)
        self.events.append(event)

    def create(self, entries: Sequence[Entry], **info: object) -> None:
        values = {"name": "测试场", **info}
        self.do(cmd.CreateShow(info=ShowInfo(**values), entries=tuple(entries)))  # type: ignore[arg-type]

    def wait(self, **by: float) -> None:
        self.now += timedelta(**by)

    def sell(self, product: str, quantity: int = 1, amount: int = 1990, **values: object) -> OrderLine:
        number = len(self.lines)
        line = OrderLine(
            source="douyin",
            line_id=f"L{number}",
            order_id=str(values.pop("order_id", f"O{number}")),
            product_id=product,
            quantity=quantity,
            amount=amount,
            status=values.pop("status", OrderStatus.PAID),  # type: ignore[arg-type]
            at=values.pop("at", self.now),  # type: ignore[arg-type]
        )
        line = replace(line, **values)  # type: ignore[arg-type]
        self.lines.append(line)
        return line

    def read(self, metric: Metric, value: float, product: str | None = None) -> None:
        self.readings.append(
            Reading(source="compass", product_id=product, metric=metric, value=value, cumulative=True, at=self.now)
        )

    def counters(self) -> Counters:
        counters = Counters(show_window(self.state.started_at, self.state.ended_at, TAIL))
        counters.lines_changed((None, line) for line in self.lines)
        counters.readings_added(self.readings)
        return counters

    def balances(self, counters: Counters) -> dict[str, Balance]:
        products = {*self.state.plan.products(), *self.state.stock, *counters.products}
        return {
            product: Balance(
                allotted=self.state.allotted(product),  # type: ignore[arg-type]
                released=self.state.stock_of(product).released,  # type: ignore[arg-type]
                sold=counters.sold(product),
            )
            for product in products
        }

    def summary(self, *, without_lines: bool = False) -> Summary:
        counters = self.counters()
        lines = None if without_lines else iter(self.lines)
        return summarise(self.state, self.events, counters, self.balances(counters), self.now, lines)
