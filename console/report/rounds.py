"""Numbers joined to rounds: what was sold, clicked and released while an entry was on air. Pure.

Attribution is the plain window: an order line belongs to the round in which it was paid when that round shows its
product, from its start (included) to its end (not included). What sells while another item is on air, or after the
last round, belongs to no round and is in the item's figures alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from console.metrics.conversion import Rate, conversion, round_yield
from console.metrics.counters import ROOM, Counters, minute_of
from console.report.figures import NO_RATE, RoundFigures, TickFigures
from console.report.record import Record
from console.show import events as ev
from console.show import timing
from console.show.plan import Entry
from console.show.sales import Metric, OrderLine
from console.show.state import Round, State

STALE_ONLINE = 5  # minutes a level of people online is taken to hold


@dataclass(slots=True)
class _Sold:
    """What was sold within one round."""

    gmv: int = 0
    units: int = 0
    lines: int = 0
    orders: set[tuple[str, str]] = field(default_factory=set)


def round_figures(
    state: State, record: Record, counters: Counters, as_of: datetime, lines: Iterable[OrderLine] | None
) -> tuple[RoundFigures, ...]:
    """Every round of the show in order; none for a show that was never live."""
    if not state.on_the_record or state.started_at is None:
        return ()
    rounds = state.core.rounds
    entries = [_entry(state, record, item) for item in rounds]
    sold = None if lines is None else _sold(rounds, entries, counters, as_of, lines)
    starts, _ = timing.planned_starts(state.plan, state.core.skipped, state.started_at)
    online = _online(counters)
    figures = []
    for place, (item, entry) in enumerate(zip(rounds, entries, strict=True)):
        last = place == len(rounds) - 1
        figures.append(
            _figures(
                place,
                item,
                entry,
                state=state,
                record=record,
                counters=counters,
                as_of=as_of,
                sold=None if sold is None or entry.product_id is None else sold[place],
                planned_start=starts.get(entry.entry_id),
                minutes=_minutes_of(item, as_of, last),
                online=online,
            )
        )
    return tuple(figures)


def _entry(state: State, record: Record, item: Round) -> Entry:
    found = state.plan.entries.get(item.entry_id) or record.entries.get(item.entry_id)
    return found or Entry(entry_id=item.entry_id, name=item.entry_id)


def _sold(
    rounds: Sequence[Round], entries: Sequence[Entry], counters: Counters, as_of: datetime, lines: Iterable[OrderLine]
) -> list[_Sold]:
    starts = [item.started_at for item in rounds]
    found = [_Sold() for _ in rounds]
    for line in lines:
        at = line.counted_at
        if not line.ever_paid or at not in counters.window:
            continue
        place = bisect_right(starts, at) - 1
        if place < 0 or entries[place].product_id != line.product_id or at >= (rounds[place].ended_at or as_of):
            continue
        sold = found[place]
        sold.gmv += line.amount
        sold.units += line.quantity
        sold.lines += 1
        sold.orders.add((line.source, line.order_id))
    return found


def _minutes_of(item: Round, as_of: datetime, last: bool) -> range:
    end = minute_of(item.ended_at or as_of)
    return range(minute_of(item.started_at), end + 1 if last else end)


def _figures(
    place: int,
    item: Round,
    entry: Entry,
    *,
    state: State,
    record: Record,
    counters: Counters,
    as_of: datetime,
    sold: _Sold | None,
    planned_start: datetime | None,
    minutes: range,
    online: Mapping[int, float],
) -> RoundFigures:
    length = timing.length_of(item, state.pauses, as_of)
    clicks, cvr = _clicks(counters, entry.product_id, sold, minutes)
    before, after = _level(online, item.started_at), _level(online, item.ended_at or as_of)
    outcome = record.outcomes.get(item.round_id)
    taken = record.takes.get(item.round_id)
    payload = None if taken is None else taken.payload
    hosts = state.info.hosts
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
        host=entry.host or (hosts[0] if len(hosts) == 1 else ""),
        scene=payload.scene if isinstance(payload, ev.WentLive | ev.Taken) else None,
        released=_released(record, entry, item, as_of),
        orders=None if sold is None else len(sold.orders),
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
        ticks=_ticks(state, entry, item),
    )


def _clicks(counters: Counters, product: str | None, sold: _Sold | None, minutes: range) -> tuple[float | None, Rate]:
    """Clicks within the minutes, and the conversion on the basis the item has over the whole show."""
    if product is None or not minutes:
        return None, NO_RATE
    clicks = _steps(counters, Metric.CLICKS, product, minutes)
    clickers = _steps(counters, Metric.CLICK_USERS, product, minutes)
    buyers = _steps(counters, Metric.BUYERS, product, minutes)
    shown = clicks if clicks is not None else clickers
    if sold is None and (buyers is None or clickers is None):
        return shown, NO_RATE
    rate = conversion(buyers=buyers, click_users=clickers, order_lines=sold.lines if sold else 0, clicks=clicks)
    return shown, rate if rate.basis is not None else NO_RATE


def _steps(counters: Counters, metric: Metric, product: str, minutes: range) -> float | None:
    tally = counters.tally(metric, product)
    return None if tally is None else sum(tally.minutes.get(minute, 0.0) for minute in minutes)


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


def _ticks(state: State, entry: Entry, item: Round) -> tuple[TickFigures, ...]:
    """The entry's own actions in their order, then whatever else was ticked."""
    done: dict[str, float] = {}
    for tick in state.ticks:
        if tick.round_id == item.round_id:
            done.setdefault(tick.action, tick.seconds)
    wanted = dict.fromkeys((*entry.checklist, *done))
    return tuple(TickFigures(action=action, seconds=done.get(action)) for action in wanted)
