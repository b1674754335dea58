"""Clock arithmetic of a show: elapsed times, planned and projected starts, over and under.

All instants are aware datetimes; lengths are timedeltas. Nothing here reads a clock: ``now`` is an argument.
Formulas: DOMAIN, Timing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from console.show.plan import Entry, EntryId, Plan
from console.show.state import Pause, Round, State, Status

ZERO = timedelta(0)
MOST_LATE = timedelta(hours=12)  # a show that begins later than this after its planned start is on another day
PIN_AHEAD = timedelta(minutes=5)  # a hard start is near from here on


@lru_cache(maxsize=32)
def zone(name: str) -> ZoneInfo:
    """The room's time zone. Raises ZoneInfoNotFoundError for an unknown name."""
    return ZoneInfo(name)


def paused_within(pauses: Iterable[Pause], start: datetime, end: datetime) -> timedelta:
    """How much of ``start``–``end`` was paused; a pause still open lasts to ``end``."""
    total = ZERO
    for pause in pauses:
        overlap = min(pause.ended_at or end, end) - max(pause.started_at, start)
        if overlap > ZERO:
            total += overlap
    return total


def length_of(round_: Round, pauses: Iterable[Pause], now: datetime) -> timedelta:
    """How long a round has lasted (to ``now`` while on air), pauses left out, never negative."""
    end = round_.ended_at or now
    return max(ZERO, end - round_.started_at - paused_within(pauses, round_.started_at, end))


def on_air_elapsed(state: State, now: datetime) -> timedelta | None:
    current = state.core.round
    return None if current is None else length_of(current, state.pauses, now)


def on_air_remaining(state: State, now: datetime) -> timedelta | None:
    """Planned length of the entry on air less what has passed; negative when it is over its time."""
    entry, elapsed = state.on_air, on_air_elapsed(state, now)
    return None if entry is None or elapsed is None else entry.planned - elapsed


def show_elapsed(state: State, now: datetime) -> timedelta | None:
    """The show's clock: time on the record since it went live, pauses left out."""
    if state.started_at is None:
        return None
    end = state.ended_at or now
    return max(ZERO, end - state.started_at - paused_within(state.pauses, state.started_at, end))


def actual(state: State, now: datetime) -> dict[EntryId, timedelta]:
    """Time each entry has had on air, all its rounds together."""
    lengths: dict[EntryId, timedelta] = {}
    for item in state.core.rounds:
        lengths[item.entry_id] = lengths.get(item.entry_id, ZERO) + length_of(item, state.pauses, now)
    return lengths


def pinned_instant(clock: time, after: datetime, zone_name: str) -> datetime:
    """The first instant at or after ``after`` when the room's wall clock shows ``clock`` (past midnight too)."""
    here = zone(zone_name)
    day = after.astimezone(here).date()
    for offset in range(3):
        instant = datetime.combine(day + timedelta(days=offset), clock, tzinfo=here).astimezone(UTC)
        if instant >= after:
            return instant
    raise AssertionError("unreachable: a wall clock shows every time within two days")


def pins(plan: Plan, start: datetime) -> dict[EntryId, datetime]:
    """The instants of hard starts: the first such time after the show's start.

    A show that goes live late started when it was to start – as planned, or when its first entry is pinned to –
    so a time it just missed is late, and not tomorrow's.
    """
    hard = [entry for entry in plan.in_order() if entry.hard_start is not None]
    if not hard:
        return {}
    was_to = plan.info.start
    first = hard[0].hard_start
    if was_to is None and first is not None and plan.order[0] == hard[0].entry_id:
        was_to = pinned_instant(first, start - MOST_LATE, plan.info.time_zone)
    after = was_to if was_to is not None and start - MOST_LATE <= was_to <= start else start
    return {
        entry.entry_id: pinned_instant(entry.hard_start, after, plan.info.time_zone)
        for entry in hard
        if entry.hard_start is not None
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """When an entry is to start. ``slack`` > 0 is a gap before a pinned start, < 0 an overlap with it."""

    planned_start: datetime | None
    projected_start: datetime | None
    pinned: datetime | None = None
    slack: timedelta = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The times of a whole show as seen at one instant."""

    slots: Mapping[EntryId, Slot]
    planned_end: datetime | None
    projected_end: datetime | None

    @property
    def over_under(self) -> timedelta | None:
        """Projected end less planned end: positive is late."""
        if self.planned_end is None or self.projected_end is None:
            return None
        return self.projected_end - self.planned_end


def planned_starts(
    plan: Plan, skipped: frozenset[EntryId], start: datetime
) -> tuple[dict[EntryId, datetime], datetime]:
    """Planned start of every entry, and the planned end.

    Show start + planned lengths before it; a hard start is pinned to its clock time, and what follows runs
    from there. A skipped entry takes no time and pins nothing after it.
    """
    starts: dict[EntryId, datetime] = {}
    pinned = pins(plan, start)
    cursor = start
    for entry in plan.in_order():
        if entry.entry_id in skipped:
            starts[entry.entry_id] = pinned.get(entry.entry_id, cursor)
            continue
        cursor = starts[entry.entry_id] = pinned.get(entry.entry_id, cursor)
        cursor += entry.planned
    return starts, cursor


def schedule(state: State, now: datetime) -> Schedule:
    """Planned and projected times at ``now``.

    Live: projected = now + rest of the entry on air (not below zero) + planned rest, waiting for a pinned
    start that lies ahead. Before: from the planned start, or unknown without one.
    """
    start = state.started_at or state.info.start
    if start is None:
        return Schedule(slots={}, planned_end=None, projected_end=None)
    starts, end = planned_starts(state.plan, state.core.skipped, start)
    pinned = pins(state.plan, start)
    planned_end = state.planned_end or end
    if state.status is Status.ENDED:
        slots = {
            entry_id: Slot(planned_start=at, projected_start=None, pinned=pinned.get(entry_id))
            for entry_id, at in starts.items()
        }
        return Schedule(slots=slots, planned_end=planned_end, projected_end=state.ended_at)
    slots, projected_end = _projected(state, now, start, starts, pinned)
    return Schedule(slots=slots, planned_end=planned_end, projected_end=projected_end)


def _projected(
    state: State,
    now: datetime,
    start: datetime,
    starts: Mapping[EntryId, datetime],
    pinned_at: Mapping[EntryId, datetime],
) -> tuple[dict[EntryId, Slot], datetime]:
    current = state.core.round if state.status is not Status.REHEARSING else None
    passed = -1 if current is None else state.plan.index(current.entry_id)
    if current is None:
        cursor = start if state.started_at is not None else max(start, now)
    else:
        cursor = now + max(ZERO, on_air_remaining(state, now) or ZERO)
    slots: dict[EntryId, Slot] = {}
    for place, entry in enumerate(state.plan.in_order()):
        entry_id = entry.entry_id
        pinned = pinned_at.get(entry_id)
        if place <= passed:
            slots[entry_id] = Slot(planned_start=starts[entry_id], projected_start=None, pinned=pinned)
            continue
        slack = ZERO
        if pinned is not None and entry_id not in state.core.skipped:
            slack = pinned - cursor
            cursor = max(cursor, pinned)
        slots[entry_id] = Slot(planned_start=starts[entry_id], projected_start=cursor, pinned=pinned, slack=slack)
        if entry_id not in state.core.skipped:
            cursor += entry.planned
    return slots, cursor


def overlap_warnings(state: State) -> dict[EntryId, timedelta]:
    """Pinned entries whose plan does not fit: > 0 a gap before, < 0 the rows before run past it."""
    start = state.started_at or state.info.start
    if start is None:
        return {}
    found: dict[EntryId, timedelta] = {}
    pinned = pins(state.plan, start)
    cursor = start
    for entry in state.plan.in_order():
        if entry.entry_id in state.core.skipped:
            continue
        begins = pinned.get(entry.entry_id, cursor)
        if begins != cursor:
            found[entry.entry_id] = begins - cursor
        cursor = begins + entry.planned
    return found


def due(state: State, now: datetime, ahead: timedelta = PIN_AHEAD) -> dict[EntryId, datetime]:
    """Hard starts that are near or past while their entries were neither on air nor skipped, the earliest first."""
    if state.started_at is None or state.status not in (Status.LIVE, Status.PAUSED):
        return {}
    done = state.core.aired | state.core.skipped
    near = [
        (at, entry_id)
        for entry_id, at in pins(state.plan, state.started_at).items()
        if at - now <= ahead and entry_id not in done
    ]
    return {entry_id: at for at, entry_id in sorted(near)}


def just_missed(state: State, start: datetime) -> dict[EntryId, datetime]:
    """Hard starts a show that starts at ``start`` would wait for over night: their clock time is just over.

    No plan leaves half a day empty on purpose, so a longer gap before a hard start is one nobody meant.
    """
    found: dict[EntryId, datetime] = {}
    pinned = pins(state.plan, start)
    cursor = start
    for entry in state.plan.in_order():
        if entry.entry_id in state.core.skipped:
            continue
        at = pinned.get(entry.entry_id)
        if at is not None and at - cursor > MOST_LATE:
            found[entry.entry_id] = at
        cursor = (cursor if at is None or entry.entry_id in found else at) + entry.planned
    return found


def entry_lengths(entries: Iterable[Entry]) -> timedelta:
    """Planned lengths together."""
    return sum((entry.planned for entry in entries), ZERO)
