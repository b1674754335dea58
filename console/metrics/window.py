"""Which order lines belong to a show, and which of its returned goods come back to sale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum


class Restock(Enum):
    """When returned goods come back to sale (a setting)."""

    BEFORE_SHIPPING = "before_shipping"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which instants belong to the show: ``start`` to ``end``, open where None. A show never live has neither."""

    start: datetime | None = None
    end: datetime | None = None

    def __contains__(self, at: datetime) -> bool:
        return (self.start is None or at >= self.start) and (self.end is None or at <= self.end)


def show_window(started: datetime | None, ended: datetime | None, tail: timedelta) -> Window:
    """From the actual start to the end plus its tail; everything for a show that was never live."""
    # platforms tell whole seconds: an order of the second in which the show went live belongs to it
    start = None if started is None else started.replace(microsecond=0)
    return Window(start=start, end=None if ended is None else ended + tail)
