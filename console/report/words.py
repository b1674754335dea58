"""Small words and wall-clock times every sheet needs, in the report's language and the room's zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from console.metrics.conversion import Basis, Rate
from console.report.captions import Captions
from console.report.cells import UNKNOWN
from console.report.figures import Sides
from console.show.plan import Role
from console.show.timing import zone

PROGRAMS = frozenset({"obs", "console", "practice", "api"})  # actors that are no person


@dataclass(frozen=True, slots=True)
class Words:
    captions: Captions
    time_zone: str

    def here(self, at: datetime) -> datetime:
        """The wall clock of the room at an instant, without a zone: a sheet's times have none."""
        return at.astimezone(zone(self.time_zone)).replace(tzinfo=None)

    def role(self, role: Role) -> str:
        return self.captions.say(f"report.role.{role.value}")

    def basis(self, rate: Rate | Sides, *, counted: bool = False) -> str:
        """People or counts; ``counted``: the orders over the clicks were counted by eye."""
        if rate.basis is None:
            return UNKNOWN
        name = "orders" if counted and rate.basis is Basis.COUNTS else rate.basis.value
        return self.captions.say(f"report.basis.{name}")

    def unplanned(self, name: str) -> str:
        mark = self.captions.say("workbook.unplanned")
        return f"{name} {mark}" if name else mark

    def actor(self, actor: str) -> str:
        return self.captions.say(f"report.actor.{actor}") if actor in PROGRAMS else actor

    def minutes(self, length: timedelta) -> float:
        return round(length.total_seconds() / 60, 2)
