"""Who is in front of the camera: as recorded from the first change on, before that as planned. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from console.show.plan import Entry
from console.show.shifts import Duty, on_duty
from console.show.state import Round, State

EARLY = timedelta(minutes=15)  # a change so long before a shift begins is that shift's


@dataclass(frozen=True, slots=True)
class OnCamera:
    """``host`` may be "": nobody said. ``recorded``: somebody told so; otherwise it is who was planned."""

    host: str = ""
    recorded: bool = False


def host_at(state: State, at: datetime, entry: Entry | None = None) -> OnCamera:
    """The host at ``at``, while ``entry`` is on air."""
    told = [each for each in state.core.hosts if each.at <= at]
    return OnCamera(told[-1].host, recorded=True) if told else OnCamera(planned_host(state, at, entry))


def planned_host(state: State, at: datetime, entry: Entry | None = None) -> str:
    """Who was to be the host: as the entry says, else the shift, else the show when it has one host; "" otherwise."""
    if entry is not None and entry.host:
        return entry.host
    shift = on_duty(state.plan.shifts, at)
    if shift:
        return "、".join(shift)
    return state.info.hosts[0] if len(state.info.hosts) == 1 else ""


def hand_over_due(state: State, now: datetime) -> str:
    """Whose shift as host has begun while nobody said that they are on; "" when nothing is due."""
    if state.started_at is None or not state.running:
        return ""
    shifts = [each for each in state.plan.shifts if each.duty is Duty.HOST and each.covers(now)]
    told = state.core.hosts[-1] if state.core.hosts else None
    if told is not None and any(told.host == shift.person or told.at >= shift.start - EARLY for shift in shifts):
        return ""
    return next((shift.person for shift in shifts if shift.start > state.started_at), "")


def hosts_of(state: State, item: Round, entry: Entry) -> tuple[str, ...]:
    """The hosts of a round in their order: who was on when it began, and whoever came on before it ended."""
    first = host_at(state, item.started_at, entry).host
    later = [
        each.host
        for each in state.core.hosts
        if item.started_at < each.at and (item.ended_at is None or each.at < item.ended_at)
    ]
    names = [name for name in (first, *later) if name]
    return tuple(name for place, name in enumerate(names) if place == 0 or names[place - 1] != name)
