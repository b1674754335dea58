"""Which stretch of a show the charts look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from console.metrics.counters import Counters
from console.show.state import State

RECENT = timedelta(minutes=30)
SHORTEST = timedelta(minutes=10)
_ROOM_FOR_NUMBERS = 0.045  # of the width, right of the last minute, for the numbers at the lines' ends


@dataclass(frozen=True, slots=True)
class Span:
    """``minutes`` to draw, and the seconds the axis shows."""

    minutes: range
    first: float
    last: float


def span_of(state: State, counters: Counters, now: datetime, *, whole: bool) -> Span | None:
    """The last half hour or the whole show, in whole minutes, so it moves once a minute; None before any round."""
    start = state.started_at or (state.core.rounds[0].started_at if state.core.rounds else None)
    if start is None:
        return None
    end = now if state.ended_at is None else min(now, state.ended_at)
    if state.ended_at is not None and counters.window.end is not None:
        end = min(now, counters.window.end)
    end = max(end, start)
    begin = start if whole else max(start, end - RECENT)
    first = int(begin.timestamp() // 60)
    last = int(end.timestamp() // 60)
    right = max((last + 1) * 60.0, first * 60.0 + SHORTEST.total_seconds())
    return Span(
        minutes=range(first, last + 1), first=first * 60.0, last=right + (right - first * 60.0) * _ROOM_FOR_NUMBERS
    )
