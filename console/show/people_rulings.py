"""Rulings on people: shifts that may be planned, and when the host changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from console.show import commands as cmd
from console.show import events as ev
from console.show.hosts import host_at
from console.show.ruling import BadValue, Refused, given_text, not_ended, rule
from console.show.shifts import LONGEST, LONGEST_NAME, MOST_SHIFTS, Shift, in_order
from console.show.state import State


@rule.register
def _(command: cmd.PlanShifts, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    not_ended(state)
    if len(command.shifts) > MOST_SHIFTS:
        raise BadValue("shifts", "too_long", limit=MOST_SHIFTS)
    shifts = in_order(dict.fromkeys(_checked(shift) for shift in command.shifts))
    if shifts == state.plan.shifts:
        raise Refused("nothing_changed")
    return ev.ShiftsPlanned(shifts=shifts)


def _checked(shift: Shift) -> Shift:
    person = given_text("person", shift.person, LONGEST_NAME)
    if shift.start.tzinfo is None or shift.end.tzinfo is None:
        raise BadValue("shifts", "no_zone", name=person)
    if shift.end <= shift.start:
        raise Refused("shift_ends_before", name=person)
    if shift.end - shift.start > LONGEST:
        raise Refused("shift_too_long", name=person)
    return replace(shift, person=person, start=shift.start.astimezone(UTC), end=shift.end.astimezone(UTC))


@rule.register
def _(command: cmd.ChangeHost, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    host = given_text("host", command.host, LONGEST_NAME)
    if not state.running:
        raise Refused("not_live", status=state.status.value)
    now = host_at(state, at, state.on_air)
    if now.recorded and now.host == host:
        raise Refused("host_on_already", name=host)
    return ev.HostChanged(host=host, before=now.host)
