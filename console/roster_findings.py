"""What is known to be wrong with the people of a show, and what nobody entered of them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from console.roster import Age, Person, Roster
from console.show import timing
from console.show.shifts import ON_CAMERA, Duty, Stretch, extent, gaps
from console.show.state import State
from inventory.spelling import plain

_BETWEEN = re.compile(r"[、，,;；/／&＆+＋]|\s→\s")
_INSTANT = timedelta(microseconds=1)


class Severity(Enum):
    """Red is known to be wrong; amber nobody entered, or may not be meant."""

    RED = "red"
    AMBER = "amber"


@dataclass(frozen=True, slots=True)
class Finding:
    """``code`` has a sentence ``check.<code>``, which ``what`` fills: the people, or clock times of the room."""

    code: str
    severity: Severity
    names: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        return "、".join(self.names)

    @property
    def check(self) -> str:
        """As the checklist tells a check: ``code`` or ``code:what``."""
        return f"{self.code}:{self.what}" if self.names else self.code


def findings(state: State, roster: Roster, at: datetime, *, operator: str | None = None) -> tuple[Finding, ...]:
    """What there is to say of the people when the show goes live at ``at``: red first.

    ``operator``: the name this console's journal carries; None asks nothing of it.
    """
    shifts = state.plan.shifts
    planned = people_on_camera(state, at)
    known = {name: roster.find(name) for name in planned}
    until = {name: _last_day(state, name, at) for name in planned}
    people = {name: person for name, person in known.items() if person is not None}
    red: list[tuple[str, Iterable[str]]] = [
        ("qualification_expired", (name for name, person in people.items() if person.expired(until[name]))),
        ("host_under_16", (name for name, person in people.items() if person.age is Age.CHILD)),
        ("host_no_consent", (name for name, person in people.items() if _unconsented(person))),
    ]
    amber: list[tuple[str, Iterable[str]]] = [
        ("host_not_on_roster", (name for name, person in known.items() if person is None)),
        ("qualification_missing", (name for name, person in people.items() if not person.qualifications)),
        ("host_age_unknown", (name for name, person in people.items() if person.age is Age.UNKNOWN)),
        ("host_off_shift", _off_shift(state, roster)),
        ("host_gap", (_clocks(gap, state) for gap in host_gaps(state, at))),
    ]
    found = [Finding(code, Severity.RED, tuple(names)) for code, names in red]
    found += [Finding(code, Severity.AMBER, tuple(names)) for code, names in amber]
    found = [each for each in found if each.names]
    if not shifts:
        found.append(Finding("shift_missing", Severity.AMBER))
    if operator is not None and not operator.strip():
        found.append(Finding("operator_missing", Severity.AMBER))
    return tuple(found)


def people_on_camera(state: State, at: datetime) -> tuple[str, ...]:
    """Who is planned to be seen from ``at`` on: by the shifts and the run order, else by the show; each once."""
    shifts = [shift for shift in state.plan.shifts if shift.duty in ON_CAMERA and shift.end > at]
    named = [shift.person for shift in shifts]
    for text in _entry_hosts(state):
        named += split(text)
    if not shifts:
        named += [name for text in state.info.hosts for name in split(text)]
    return _each_once(named)


def host_gaps(state: State, at: datetime) -> tuple[Stretch, ...]:
    """When nobody is planned as the host, from ``at`` to the planned end; nothing while no shift of one is entered."""
    shifts = [shift for shift in state.plan.shifts if shift.duty is Duty.HOST]
    if not shifts:
        return ()
    return gaps(shifts, at, max(at, planned_end(state, at)))


def planned_end(state: State, at: datetime) -> datetime:
    """When the show ends if it goes live at ``at``, or as it was promised when it did."""
    if state.planned_end is not None:
        return state.planned_end
    _, end = timing.planned_starts(state.plan, state.core.skipped, at)
    return end


def split(text: str) -> tuple[str, ...]:
    """Names written in one field, apart.

    >>> split("小鹿、阿May/ 老周"), split("")
    (('小鹿', '阿May', '老周'), ())
    """
    return tuple(name for name in map(str.strip, _BETWEEN.split(text)) if name)


def _entry_hosts(state: State) -> list[str]:
    return [e.host for e in state.plan.in_order() if e.host and e.entry_id not in state.core.skipped]


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(plain(name), name)
    return tuple(found.values())


def _unconsented(person: Person) -> bool:
    return person.age is Age.YOUNG and person.consent is None


def _last_day(state: State, name: str, at: datetime) -> date:
    """The last day someone is on camera, in the room's zone: a paper may lapse at the midnight within a show."""
    own = [shift for shift in state.plan.shifts if shift.duty in ON_CAMERA and plain(shift.person) == plain(name)]
    span = extent(own)
    end = max(at, (planned_end(state, at) if span is None else span[1]) - _INSTANT)
    return end.astimezone(timing.zone(state.info.time_zone)).date()


def _off_shift(state: State, roster: Roster) -> tuple[str, ...]:
    """Named by the run order and on no shift in front of the camera, while such shifts are entered."""
    shifts = [shift for shift in state.plan.shifts if shift.duty in ON_CAMERA]
    if not shifts:
        return ()
    on = {plain(shift.person) for shift in shifts}
    for shift in shifts:
        person = roster.find(shift.person)
        if person is not None:
            on |= {plain(person.name), plain(person.nickname)}
    named = _each_once(name for text in _entry_hosts(state) for name in split(text))
    return tuple(name for name in named if plain(name) not in on)


def _clocks(stretch: Stretch, state: State) -> str:
    here = timing.zone(state.info.time_zone)
    return f"{stretch.start.astimezone(here):%m-%d %H:%M}–{stretch.end.astimezone(here):%H:%M}"
