"""The one source of a report's figures: the state, the journal and the counters of a show as a frozen summary. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from console.metrics.conversion import NO_RATE, Basis, Rate, click_rate, gpm, ratio, round_yield, sell_through, uv_value
from console.metrics.counters import Counters, minute_of
from console.metrics.reading_book import ROOM
from console.report.figures import (
    Item,
    ItemTotals,
    Minute,
    Overview,
    RoundFigures,
    Sides,
    StockLine,
    Summary,
    known_sum,
)
from console.report.record import Log, Record
from console.report.rounds import LATE_ACTION, round_figures
from console.show import events as ev
from console.show import timing
from console.show.plan import Entry, ProductId
from console.show.sales import Metric, OrderLine
from console.show.shifts import Duty
from console.show.state import EntryStatus, State

__all__ = ["summarise"]

ZERO = timedelta(0)
FAILED_CUES = ("failed", "timed_out")
LONGEST_AXIS = 48 * 60  # minutes; figures spread wider than this are listed without the empty minutes between


def summarise(
    state: State,
    events: Sequence[ev.Event],
    counters: Counters,
    balances: Mapping[str, StockLine],
    as_of: datetime,
    lines: Iterable[OrderLine] | None = None,
    round_tail: timedelta = ZERO,
    late_action: timedelta = LATE_ACTION,
) -> Summary:
    """The summary of a show as of an instant.

    ``balances``: one for every product that has stock or was sold. ``lines``: the show's order lines, run through
    once, for what was sold during each round; without them that is unknown. ``round_tail``: for so long after its end a
    round still takes the lines of its item. ``late_action``: a platform action ticked so long after the take is late.
    """
    record = Record.of(events)
    rounds = round_figures(state, record, counters, as_of, lines, round_tail, late_action)
    items = _items(state, record, counters, balances, rounds, as_of)
    return Summary(
        overview=_overview(state, record, counters, as_of),
        items=items,
        totals=_totals(items, counters),
        rounds=rounds,
        minutes=_minutes(state, counters),
        log=Log(record, state.started_at),
        round_tail=round_tail,
        sources={metric.value: source for metric in Metric if (source := counters.source_of(metric)) is not None},
    )


# -- the show -----------------------------------------------------------------------------------------


def _overview(state: State, record: Record, counters: Counters, as_of: datetime) -> Overview:
    info, room = state.info, counters.room()
    schedule = timing.schedule(state, as_of)
    online = counters.tally(Metric.ONLINE, ROOM)
    levels = [] if online is None else list(online.minutes.values())
    views, viewers = room.readings.get(Metric.VIEWS), room.readings.get(Metric.VIEWERS)
    on_record = state.on_the_record
    statuses = [state.entry_status(entry_id) for entry_id in state.plan.order] if on_record else []
    takes = sum(1 for seq in record.takes if record.standing(seq)) if on_record else 0
    net = room.gmv - room.refunded
    return Overview(
        name=info.name,
        room=info.room,
        account=info.account,
        time_zone=info.time_zone,
        practice=info.practice,
        status=state.status.value,
        as_of=as_of,
        day=_day(state, record),
        hosts=_hosts(state),
        operators=_operators(record) if on_record else (),
        planned_start=info.start,
        planned_end=schedule.planned_end,
        started_at=state.started_at,
        ended_at=state.ended_at,
        length=timing.show_elapsed(state, as_of),
        paused=None if state.started_at is None else _paused(state, state.started_at, as_of),
        over_under=schedule.over_under if on_record else None,
        gmv=room.gmv,
        net=net,
        refunded=room.refunded,
        refund_rate=ratio(room.refunded, room.gmv),
        orders=room.orders,
        units=room.units,
        units_returned=room.units_returned,
        target=info.target_gmv,
        target_rate=ratio(room.gmv, info.target_gmv),
        per_order=ratio(room.gmv, room.orders),
        per_unit=ratio(room.gmv, room.units),
        online_peak=max(levels, default=None),
        online_average=sum(levels) / len(levels) if levels else None,
        views=views,
        viewers=viewers,
        gpm=gpm(room.gmv, views),
        uv_value=uv_value(room.gmv, viewers),
        entries=len(state.plan.order),
        entries_done=sum(1 for status in statuses if status in (EntryStatus.DONE, EntryStatus.ON_AIR)),
        entries_skipped=len(state.core.skipped),
        rounds=len(state.core.rounds) if on_record else 0,
        takes=takes,
        undone=record.undone_takes if on_record else 0,
        releases=sum(1 for seq, *_ in record.releases if record.standing(seq)),
        cue_failures=sum(record.cue_states[name] for name in FAILED_CUES),
        cues_unsent=record.cue_states["not_connected"],
        outside_lines=room.outside_lines,
    )


def _day(state: State, record: Record) -> datetime | None:
    """The date somebody wrote on the show stands above the one it happened to start on."""
    info = state.info
    if info.date is not None:
        return datetime.combine(info.date, datetime.min.time(), tzinfo=timing.zone(info.time_zone))
    return state.started_at or info.start


def _hosts(state: State) -> tuple[str, ...]:
    named = [entry.host for entry in state.plan.in_order() if entry.host]
    planned = [shift.person for shift in state.plan.shifts if shift.duty is Duty.HOST]
    return tuple(dict.fromkeys((*state.info.hosts, *named, *planned, *(each.host for each in state.core.hosts))))


def _operators(record: Record) -> tuple[str, ...]:
    return tuple(dict.fromkeys(event.actor for event in record.takes.values()))


def _paused(state: State, started: datetime, as_of: datetime) -> timedelta:
    return timing.paused_within(state.pauses, started, state.ended_at or as_of)


def _minutes(state: State, counters: Counters) -> tuple[Minute, ...]:
    """Every minute from the start to the last one anything was counted in or the end; the sum is the GMV."""
    gmv = counters.gmv_minutes()
    online = counters.tally(Metric.ONLINE, ROOM)
    levels: Mapping[int, float] = {} if online is None else online.minutes
    marks = {*gmv, *levels}
    if state.started_at is not None:
        marks.add(minute_of(state.started_at))
    if state.ended_at is not None:
        marks.add(minute_of(state.ended_at))
    if not marks:
        return ()
    first, last = min(marks), max(marks)
    axis: Iterable[int] = range(first, last + 1) if last - first < LONGEST_AXIS else sorted(marks)
    return tuple(
        Minute(at=datetime.fromtimestamp(minute * 60, UTC), gmv=gmv.get(minute, 0), online=levels.get(minute))
        for minute in axis
    )


# -- the items ----------------------------------------------------------------------------------------


def _items(
    state: State,
    record: Record,
    counters: Counters,
    balances: Mapping[str, StockLine],
    rounds: Sequence[RoundFigures],
    as_of: datetime,
) -> tuple[Item, ...]:
    planned = state.plan.products()
    known = {*counters.products, *(product for product, line in balances.items() if line.released or line.sold)}
    known |= {rounds_.product_id for rounds_ in rounds if rounds_.product_id is not None}
    others = sorted(known - set(planned), key=lambda product: (-counters.item(product).gmv, product))
    ranks = _ranks({product: counters.item(product).gmv for product in (*planned, *others)})
    by_product: dict[str, list[RoundFigures]] = {}
    for item in rounds:
        if item.product_id is not None:
            by_product.setdefault(item.product_id, []).append(item)
    return tuple(
        _item(
            product,
            planned.get(ProductId(product)),
            record.products.get(ProductId(product)),
            counters,
            balances.get(product),
            by_product.get(product, []),
            ranks.get(product),
        )
        for product in (*planned, *others)
    )


def _ranks(gmv: Mapping[str, int]) -> dict[str, int]:
    """1 is the most; equal figures share a rank; what sold nothing has none."""
    ordered = sorted((value for value in gmv.values() if value > 0), reverse=True)
    places: dict[int, int] = {}
    for place, value in enumerate(ordered, 1):
        places.setdefault(value, place)
    return {product: places[value] for product, value in gmv.items() if value > 0}


def _item(
    product: str,
    entry: Entry | None,
    once: Entry | None,
    counters: Counters,
    stock: StockLine | None,
    rounds: Sequence[RoundFigures],
    rank: int | None,
) -> Item:
    figures = counters.item(product)
    told = entry or once
    released = None if stock is None or (stock.allotted is None and not stock.released) else stock.released
    ctr = click_rate(
        exposures=figures.exposures,
        clicks=figures.clicks,
        exposure_users=figures.exposure_users,
        click_users=figures.click_users,
    )
    cvr = figures.cvr if figures.cvr.basis is not None else NO_RATE
    counts = Sides(figures.clicks, figures.exposures, Basis.COUNTS)
    people = Sides(figures.click_users, figures.exposure_users, Basis.PEOPLE)
    time_on_air = sum((item.length for item in rounds), ZERO)
    round_gmv = known_sum([item.gmv for item in rounds])
    return Item(
        product_id=product,
        name="" if told is None else told.name,
        role=None if told is None else told.role,
        link_no="" if told is None else told.link_no,
        in_plan=entry is not None,
        live_price=None if told is None else told.live_price,
        rounds=len(rounds),
        time_on_air=time_on_air,
        first_on_air=min((item.started_at for item in rounds), default=None),
        ctr=ctr,
        seen=_sides(ctr, counts, people),
        cvr=cvr,
        bought=_sides(cvr, Sides(figures.buyers, figures.click_users, Basis.PEOPLE)),
        orders=figures.orders,
        by_count=figures.by_count,
        units=figures.units,
        gmv=figures.gmv,
        net=figures.gmv - figures.refunded,
        refunded=figures.refunded,
        refund_rate=ratio(figures.refunded, figures.gmv),
        units_returned=figures.units_returned,
        allotted=None if stock is None else stock.allotted,
        released=released,
        sold=figures.sold,
        left=None if stock is None else stock.remaining,
        oversold=None if stock is None or stock.allotted is None else stock.oversold,
        sell_through=sell_through(figures.sold, released),
        round_gmv=round_gmv,
        round_yield=None if round_gmv is None else round_yield(round_gmv, time_on_air.total_seconds() / 60),
        rank=rank,
    )


def _sides(rate: Rate, *known: Sides) -> Sides:
    """A rate's own sides; where there is no rate, the first of ``known`` of which anything is."""
    if rate.basis is not None:
        return Sides(rate.numerator, rate.denominator, rate.basis)
    return next((sides for sides in known if (sides.top, sides.bottom) != (None, None)), Sides())


def _totals(items: Sequence[Item], counters: Counters) -> ItemTotals:
    room = counters.room()
    length = sum((item.time_on_air for item in items), ZERO)
    # the items' own: money whose item is not known yet is in the show's figures, and in no row of this table
    units, gmv = sum(item.units for item in items), sum(item.gmv for item in items)
    refunded = sum(item.refunded for item in items)
    round_gmv = known_sum([item.round_gmv for item in items])
    released = known_sum([item.released for item in items])
    sold = sum(item.sold for item in items)
    return ItemTotals(
        rounds=sum(item.rounds for item in items),
        time_on_air=length,
        ctr=_together([item.ctr for item in items]),
        cvr=_together([item.cvr for item in items]),
        orders=known_sum([item.orders for item in items]) if counters.orders_by_count else room.orders,
        units=units,
        gmv=gmv,
        net=gmv - refunded,
        refunded=refunded,
        refund_rate=ratio(refunded, gmv),
        allotted=known_sum([item.allotted for item in items]),
        released=released,
        sold=sold,
        left=known_sum([item.left for item in items]),
        oversold=known_sum([item.oversold for item in items]),
        sell_through=sell_through(sold, released),
        round_gmv=round_gmv,
        round_yield=None if round_gmv is None else round_yield(round_gmv, length.total_seconds() / 60),
    )


def _together(rates: Sequence[Rate]) -> Rate:
    """Both sides added up; unknown when some items count people and others count clicks: the two never mix."""
    known = [rate for rate in rates if rate.basis is not None and rate.denominator is not None]
    bases = {rate.basis for rate in known}
    if len(bases) != 1:
        return NO_RATE
    return Rate(sum(rate.numerator for rate in known), sum(rate.denominator or 0 for rate in known), bases.pop())
