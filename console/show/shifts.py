"""Who does which duty from when to when: shifts of a show, laid over midnight in the room's zone. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import Enum
from itertools import pairwise
from zoneinfo import ZoneInfo

LONGEST = timedelta(hours=25)  # a day on which the clocks go back
MOST_SHIFTS = 500
LONGEST_NAME = 40


class Duty(Enum):
    """What people do in a room."""

    HOST = "host"  # 主播
    CO_HOST = "co_host"  # 副播
    CONTROLLER = "controller"  # 中控
    OPERATOR = "operator"  # 运营
    CAMERA = "camera"  # 拍摄
    SERVICE = "service"  # 客服


ON_CAMERA = frozenset({Duty.HOST, Duty.CO_HOST})  # whom the rules on hosts speak of


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """``person`` does ``duty`` from ``start`` until just before ``end`` (aware, UTC)."""

    person: str
    duty: Duty
    start: datetime
    end: datetime

    def covers(self, at: datetime) -> bool:
        return self.start <= at < self.end


@dataclass(frozen=True, slots=True)
class Stretch:
    """A length of time and who is on in it; nobody is a gap, several are an overlap."""

    start: datetime
    end: datetime
    people: tuple[str, ...] = ()


def in_order(shifts: Iterable[Shift]) -> tuple[Shift, ...]:
    """By when they begin, then by duty; who was named first stands first."""
    duties = list(Duty)
    return tuple(sorted(shifts, key=lambda shift: (shift.start, duties.index(shift.duty), shift.end)))


def on_duty(shifts: Iterable[Shift], at: datetime, duty: Duty = Duty.HOST) -> tuple[str, ...]:
    """Who is planned for ``duty`` at ``at``, each once."""
    return tuple(dict.fromkeys(shift.person for shift in shifts if shift.duty is duty and shift.covers(at)))


def next_hand_over(shifts: Iterable[Shift], at: datetime, duty: Duty = Duty.HOST) -> Shift | None:
    """The first shift of ``duty`` that begins after ``at``."""
    later = [shift for shift in in_order(shifts) if shift.duty is duty and shift.start > at]
    return later[0] if later else None


def gaps(shifts: Sequence[Shift], start: datetime, end: datetime, duty: Duty = Duty.HOST) -> tuple[Stretch, ...]:
    """When between ``start`` and ``end`` nobody is planned for ``duty``."""
    found: list[Stretch] = []
    covered = start
    for shift in in_order(each for each in shifts if each.duty is duty):
        if shift.start >= end:
            break
        if shift.start > covered:
            found.append(Stretch(covered, shift.start))
        covered = max(covered, shift.end)
    if covered < end:
        found.append(Stretch(covered, end))
    return tuple(found)


def overlaps(shifts: Iterable[Shift], duty: Duty = Duty.HOST) -> tuple[Stretch, ...]:
    """When more than one shift of ``duty`` is planned, and whose; neighbours of the same people are one."""
    own = [shift for shift in in_order(shifts) if shift.duty is duty]
    edges = sorted({edge for shift in own for edge in (shift.start, shift.end)})
    found: list[Stretch] = []
    for start, end in pairwise(edges):
        people = tuple(shift.person for shift in own if shift.covers(start))
        if len(people) < 2:
            continue
        if found and found[-1].end == start and found[-1].people == people:
            found[-1] = Stretch(found[-1].start, end, people)
        else:
            found.append(Stretch(start, end, people))
    return tuple(found)


def extent(shifts: Iterable[Shift]) -> tuple[datetime, datetime] | None:
    """From the first beginning to the last end."""
    known = list(shifts)
    return (min(each.start for each in known), max(each.end for each in known)) if known else None


def first_after(start: datetime, clock: time, here: ZoneInfo) -> datetime:
    """The first instant after ``start`` at which the room's wall clock shows ``clock``.

    02:00 after 20:00 is tomorrow's. Where clocks go forward past it, the instant at which they would have shown it.
    """
    day = start.astimezone(here).date()
    for days in range(4):
        wall = datetime.combine(day + timedelta(days=days), clock.replace(fold=0))
        first = wall.replace(tzinfo=here).astimezone(UTC)
        again = wall.replace(tzinfo=here, fold=1).astimezone(UTC)  # the second of two where clocks go back
        found = [each for each in ((first, again) if again > first else (first,)) if each > start]
        if found:
            return found[0]
    raise ValueError(f"{start} has no {clock} after it")
