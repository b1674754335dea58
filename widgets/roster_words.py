"""Words for people: their duties, what happened to them in a show, and how their shifts read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from console.show import events as ev
from console.show.shifts import Duty
from console.wording import say

NAMES_SHOWN = 3


def duty_name(lang: str, duty: Duty) -> str:
    """主播 and its like."""
    return say(lang, f"roster.duty.{duty.value}")


def people_text(lang: str, payload: ev.ShiftsPlanned | ev.HostChanged) -> str:
    """The sentence of a fact about people."""
    match payload:
        case ev.HostChanged(host=host, before=before):
            if before and before != host:
                return say(lang, "report.says.host_changed", host=host, before=before)
            return say(lang, "report.says.host_on", host=host)
        case ev.ShiftsPlanned(shifts=()):
            return say(lang, "report.says.shifts_none")
    names = listed(lang, dict.fromkeys(shift.person for shift in payload.shifts))
    return say(lang, "report.says.shifts_planned", n=len(payload.shifts), names=names)


def listed(lang: str, names: Iterable[str]) -> str:
    """Names as a list; of many the first and how many."""
    known = list(names)
    between = say(lang, "report.between")
    if len(known) <= NAMES_SHOWN:
        return between.join(known)
    return say(lang, "roster.people_more", names=between.join(known[:NAMES_SHOWN]), n=len(known))


def span_text(start: datetime, end: datetime, here: ZoneInfo) -> str:
    """``11-22 20:00 – 11-23 02:00`` in the room's zone; the day once while it stays the same."""
    begun, over = start.astimezone(here), end.astimezone(here)
    return f"{begun:%m-%d %H:%M} – {over:{'%H:%M' if begun.date() == over.date() else '%m-%d %H:%M'}}"
