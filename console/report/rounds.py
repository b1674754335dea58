"""Numbers joined to rounds: what was sold, clicked and released while an entry was on air. Pure.

Which order lines belong to which round is defined in ``console.metrics.attribution`` alone, for the screen as for
this. What belongs to no round is in the item's figures alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from console.metrics.attribution import conversion_within, minutes_of, sales_within, steps, stretches_of
from console.metrics.conversion import NO_RATE, Rate, round_yield
from console.metrics.counters import Counters, minute_of
from console.metrics.line_columns import LineColumns, Sales
from console.metrics.reading_book import ROOM
from console.report.figures import RoundFigures, TickFigures
from console.report.record import Record
from console.show import events as ev
from console.show import timing
from console.show.hosts import hosts_of
from console.show.plan import Entry
from console.show.sales import Metric, OrderLine
from console.show.state import Round, State

LATE_ACTION = timedelta(seconds=30)
STALE_ONLINE = 5  # minutes a level of people online is taken to hold


def round_figures(
    state: State,
    record: Record,
    counters: Counters,
    as_of: datetime,
    lines: Iterable[OrderLine] | None,
    tail: timedelta,
    late_action: timedelta = LATE_ACTION,
) -> tuple[RoundFigures, ...]:
    """Every round of the show in order; none for a show that was never live."""
    if not state.on_the_record or state.started_at is None:
        return ()
    rounds = state.core.rounds
    entries = [_entry(state, record, item) for item in rounds]
    stretches = stretches_of(rounds, [entry.product_id for entry in entries], tail)
    columns = None if lines is None else _columns(counters, lines)
    starts, _ = timing.planned_starts(state.plan, state.core.skipped, state.started_at)
    online = _online(counters)
    figures = []
    for place, (item, entry, stretch) in enumerate(zip(rounds, entries, stretches, strict=True)):
        product = entry.product_id
        figures.append(
            _figures(
                place,
                item,
                entry,
                state=state,
                record=record,
                counters=counters,
                as_of=as_of,
                sold=None if columns is None or product is None else sales_within(columns, product, stretch),
                planned_start=starts.get(entry.entry_id),
                minutes=minutes_of(stretch, as_of, place == len(rounds) - 1),
                online=online,
                late_action=late_action,
            )
        )
    return tuple(figures)


def _entry(state: State, record: Record, item: Round) -> Entry:
    found = state.plan.entries.get(item.entry_id) or record.entries.get(item.entry_id)
    return found or Entry(entry_id=item.entry_id, name=item.entry_id)


def _columns(counters: Counters, lines: Iterable[OrderLine]) -> LineColumns:
    """The lines that count: ever paid, within the show."""
    return LineColumns(line for line in lines if line.ever_paid and line.counted_at in counters.window)


def _figures(
    place: int,
    item: Round,
    entry: Entry,
    *,
    state: State,
    record: Record,
    counters: Counters,
    as_of: datetime,
    sold: Sales | None,
    planned_start: datetime | None,
    minutes: range,
    online: Mapping[int, float],
    late_action: timedelta,
) -> RoundFigures:
    length = timing.length_of(item, state.pauses, as_of)
    clicks, cvr = _clicks(counters, entry.product_id, sold, minutes)
    before, after = _level(online, item.started_at), _level(online, item.ended_at or as_of)
    outcome = record.outcomes.get(item.round_id)
    taken = record.takes.get(item.round_id)
    payload = None if taken is None else taken.payload
    return RoundFigures(
        number=place + 1,
        round_id=item.round_id,
        entry_id=item.entry_id,
        name=entry.name,
        role=entry.role,
        link_no=entry.link_no,
        product_id=entry.product_id,
        planned_start=planned_start,
        planned=entry.planned,
        started_at=item.started_at,
        ended_at=item.ended_at,
        length=length,
        over=length - entry.planned,
        host=" → ".join(hosts_of(state, item, entry)),
        scene=payload.scene if isinstance(payload, ev.WentLive | ev.Taken) else None,
        released=_released(record, entry, item, as_of),
        orders=None if sold is None else sold.orders,
        units=None if sold is None else sold.units,
        gmv=None if sold is None else sold.gmv,
        clicks=clicks,
        cvr=cvr,
        online_start=before,
        online_end=after,
        online_change=None if before is None or after is None else after - before,
        round_yield=None if sold is None else round_yield(sold.gmv, length.total_seconds() / 60),
        cue=None if outcome is None else outcome.state,
        cue_ms=None if outcome is None else outcome.ms,
        ticks=_ticks(state, entry, item, late_action),
    )


def _clicks(counters: Counters, product: str | None, sold: Sales | None, minutes: range) -> tuple[float | None, Rate]:
    """Clicks within the minutes, and the conversion on the basis the item has over the whole show."""
    if product is None or not minutes:
        return None, NO_RATE
    clicks = steps(counters, Metric.CLICKS, product, minutes)  # times alone: people stand below their conversion
    return clicks, conversion_within(counters, product, None if sold is None else sold.lines, minutes)


def _online(counters: Counters) -> Mapping[int, float]:
    tally = counters.tally(Metric.ONLINE, ROOM)
    return {} if tally is None else tally.minutes


def _level(online: Mapping[int, float], at: datetime) -> float | None:
    """The level told last at or before ``at``; None when that is long ago."""
    minute = minute_of(at)
    return next((online[m] for m in range(minute, minute - STALE_ONLINE, -1) if m in online), None)


def _released(record: Record, entry: Entry, item: Round, as_of: datetime) -> int | None:
    """Pieces of its product put on sale during the round; a release that was undone does not count."""
    if entry.product_id is None:
        return None
    end = item.ended_at or as_of + timedelta(microseconds=1)
    return sum(
        quantity
        for seq, at, product, quantity in record.releases
        if product == entry.product_id and item.started_at <= at < end and record.standing(seq)
    )


def _ticks(state: State, entry: Entry, item: Round, late: timedelta) -> tuple[TickFigures, ...]:
    """The entry's own actions in their order, then whatever else was ticked."""
    done: dict[str, float] = {}
    for tick in state.ticks:
        if tick.round_id == item.round_id:
            done.setdefault(tick.action, tick.seconds)
    wanted = dict.fromkeys((*entry.checklist, *done))
    most = late.total_seconds()
    return tuple(
        TickFigures(action=action, seconds=done.get(action), late=done.get(action, 0.0) >= most) for action in wanted
    )
