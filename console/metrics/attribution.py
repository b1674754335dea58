"""Numbers joined to rounds: what was sold and clicked because an item was on air. Pure.

The definition, for screen and workbook alike. An order line belongs to the last round of its item that began by the
instant it was paid, when that round is on air or ended less than the tail before: people pay a little after the host
has gone on. A tail ends where the item comes on air again. Two rounds never share a line; lines paid in a pause of a
round belong to it. Clicks and buyers come by the minute and are those of the same stretch; a minute belongs to the
round that begins in it. What joins no round – sold without being shown, or long after, or by a push that names no
item – is one figure of the whole room.

Rounds are those that stand: a take that was undone never happened, and the round before it goes on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from console.metrics.conversion import NO_RATE, Rate, conversion, round_yield
from console.metrics.counters import Counters, minute_of
from console.metrics.line_columns import LineColumns, Sales
from console.metrics.statistics import Change, Trend, change
from console.show import timing
from console.show.plan import Entry, EntryId
from console.show.sales import NO_ITEM, Metric, OrderLine
from console.show.state import Pause, Round, State

TAIL = timedelta(minutes=3)
ZERO = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The time whose sales belong to a round: ``start`` included, ``end`` not; None while it is on air."""

    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSales:
    """One round and what belongs to it. ``sales`` None: no goods. ``length`` leaves pauses and the tail out.

    Clicks, clickers and buyers are None where nobody counted them.
    """

    number: int
    round_id: int
    entry_id: EntryId
    product_id: str | None
    started_at: datetime
    ended_at: datetime | None
    length: timedelta
    stretch: Stretch
    sales: Sales | None
    clicks: float | None
    click_users: float | None
    buyers: float | None
    cvr: Rate

    @property
    def round_yield(self) -> float | None:
        """段效: cents per minute on air; None for a round of no length."""
        return None if self.sales is None else round_yield(self.sales.gmv, self.length.total_seconds() / 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Every round, and what no round can claim. ``elsewhere`` holds ``without_item``; neither counts orders."""

    rounds: tuple[RoundSales, ...]
    elsewhere: Sales
    without_item: Sales

    def of_item(self, product_id: str) -> list[RoundSales]:
        """The rounds of an item, earliest first."""
        return [one for one in self.rounds if one.product_id == product_id]


def join_rounds(
    state: State,
    counters: Counters,
    now: datetime,
    *,
    tail: timedelta = TAIL,
    entries: Mapping[EntryId, Entry] | None = None,
) -> Joined:
    """Join what ``counters`` hold to the rounds of a show; none before it was ever live.

    ``entries``: those that left the plan and were on air before that.
    """
    rounds = state.core.rounds if state.on_the_record and state.started_at is not None else ()
    products = [product_of(state, item, entries) for item in rounds]
    stretches = stretches_of(rounds, products, tail)
    joined = []
    for place, (item, product, stretch) in enumerate(zip(rounds, products, stretches, strict=True)):
        sales = None if product is None else sales_within(counters.line_columns, product, stretch)
        minutes = minutes_of(stretch, now, place == len(rounds) - 1)
        joined.append(
            RoundSales(
                number=place + 1,
                round_id=item.round_id,
                entry_id=item.entry_id,
                product_id=product,
                started_at=item.started_at,
                ended_at=item.ended_at,
                length=timing.length_of(item, state.pauses, now),
                stretch=stretch,
                sales=sales,
                clicks=steps(counters, Metric.CLICKS, product, minutes),
                click_users=steps(counters, Metric.CLICK_USERS, product, minutes),
                buyers=steps(counters, Metric.BUYERS, product, minutes),
                cvr=conversion_within(counters, product, None if sales is None else sales.lines, minutes),
            )
        )
    return Joined(
        rounds=tuple(joined),
        elsewhere=_less(counters.line_columns.totals(), [one.sales for one in joined if one.sales is not None]),
        without_item=counters.line_columns.totals(NO_ITEM),
    )


def product_of(state: State, item: Round, entries: Mapping[EntryId, Entry] | None = None) -> str | None:
    """The product a round shows, as its entry stands now; None for a segment."""
    entry = state.plan.entries.get(item.entry_id) or (entries or {}).get(item.entry_id)
    return None if entry is None else entry.product_id


def stretches_of(rounds: Sequence[Round], products: Sequence[str | None], tail: timedelta = TAIL) -> list[Stretch]:
    """The stretch of each round, for rounds in the order in which they began."""
    found: list[Stretch] = []
    again: dict[str, datetime] = {}  # when the item comes on air next
    for item, product in zip(reversed(rounds), reversed(products), strict=True):
        end = None if item.ended_at is None else item.ended_at + (ZERO if product is None else tail)
        if product is not None:
            if end is not None and product in again:
                end = min(end, again[product])
            again[product] = item.started_at
        found.append(Stretch(start=item.started_at, end=end))
    return found[::-1]


class LineJoin:
    """Which round one order line belongs to: for lists of lines. The figures come from ``join_rounds``."""

    def __init__(self, rounds: Sequence[Round], products: Sequence[str | None], tail: timedelta = TAIL) -> None:
        self._by_product: dict[str, tuple[list[datetime], list[int]]] = {}
        self._stretches = stretches_of(rounds, products, tail)
        for place, product in enumerate(products):
            if product is not None:
                starts, places = self._by_product.setdefault(product, ([], []))
                starts.append(self._stretches[place].start)
                places.append(place)

    def place_of(self, line: OrderLine) -> int | None:
        """The place of the line's round among the rounds, from 0; None when it joins none."""
        known = self._by_product.get(line.product_id)
        at = line.counted_at
        if known is None or not line.ever_paid:
            return None
        nearest = bisect_right(known[0], at) - 1
        if nearest < 0:
            return None
        place = known[1][nearest]
        end = self._stretches[place].end
        return place if end is None or at < end else None


def sales_within(lines: LineColumns, product: str, stretch: Stretch) -> Sales:
    """What belongs to a stretch. An open one takes all from its start: a platform's clock may be ahead of ours."""
    return lines.between(product, stretch.start, stretch.end)


# -- clicks -------------------------------------------------------------------------------------------


def minutes_of(stretch: Stretch, now: datetime, last: bool) -> range:
    """The minutes of a stretch; the minute it ends in belongs to what follows, unless it is the show's last round."""
    end = minute_of(stretch.end or now)
    return range(minute_of(stretch.start), end + 1 if last else end)


def steps(counters: Counters, metric: Metric, product: str | None, minutes: range) -> float | None:
    """What a counter of an item moved by in these minutes; None when nobody counts it."""
    tally = None if product is None or not minutes else counters.tally(metric, product)
    if tally is None:
        return None
    known = tally.minutes
    return sum(known.get(minute, 0.0) for minute in minutes)


def conversion_within(counters: Counters, product: str | None, lines: int | None, minutes: range) -> Rate:
    """Conversion of an item within minutes, of people where they are known; ``lines`` None: order lines are not."""
    clicks = steps(counters, Metric.CLICKS, product, minutes)
    clickers = steps(counters, Metric.CLICK_USERS, product, minutes)
    buyers = steps(counters, Metric.BUYERS, product, minutes)
    orders = steps(counters, Metric.ORDERS, product, minutes) if counters.orders_by_count else lines
    rate = conversion(buyers=buyers, click_users=clickers, orders=orders, clicks=clicks)
    return rate if rate.basis is not None else NO_RATE


# -- a round beside the earlier ones ------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A round beside the item's earlier ones, each cut where this one stands now: minute five beside minute five.

    ``change``: this round's sales per earlier sales, less 1; None when the last earlier round had sold nothing.
    ``cvr``: its conversion against the last earlier round as a whole (test: ``statistics.change``). ``rank``: 1 is the
    best of all its rounds by sales so far.
    """

    this: RoundSales
    before: RoundSales | None
    so_far: Sales
    earlier_so_far: tuple[tuple[int, Sales], ...]
    change: float | None
    cvr: Change
    rank: int


def compare(joined: Joined, round_id: int, state: State, lines: LineColumns) -> Comparison | None:
    """A round beside the earlier rounds of its item; None for a segment or a round that does not stand."""
    this = next((one for one in joined.rounds if one.round_id == round_id), None)
    if this is None or this.product_id is None or this.sales is None:
        return None
    product = this.product_id
    earlier = [one for one in joined.of_item(product) if one.number < this.number]

    def until(one: RoundSales) -> Sales:
        stop = instant_of_length(one.started_at, this.length, state.pauses)
        return lines.between(product, one.started_at, stop if one.stretch.end is None else min(stop, one.stretch.end))

    # an open round has no end of its own: what is known of it is what counts so far
    so_far = this.sales if this.ended_at is None else until(this)
    cut = tuple((one.number, until(one)) for one in earlier)
    last = cut[-1][1].gmv if cut else 0
    return Comparison(
        this=this,
        before=earlier[-1] if earlier else None,
        so_far=so_far,
        earlier_so_far=cut,
        change=so_far.gmv / last - 1 if last else None,
        cvr=change(earlier[-1].cvr, this.cvr) if earlier else Change(Trend.UNKNOWN),
        rank=1 + sum(sales.gmv > so_far.gmv for _, sales in cut),
    )


def instant_of_length(start: datetime, length: timedelta, pauses: Sequence[Pause]) -> datetime:
    """When something that began at ``start`` had lasted ``length``, pauses left out."""
    at = start + length
    for pause in pauses:  # in the order in which they were
        if pause.ended_at is None or pause.ended_at <= start or pause.started_at >= at:
            continue
        at += pause.ended_at - max(pause.started_at, start)
    return at


def _less(whole: Sales, parts: Sequence[Sales]) -> Sales:
    return Sales(
        gmv=whole.gmv - sum(part.gmv for part in parts),
        units=whole.units - sum(part.units for part in parts),
        lines=whole.lines - sum(part.lines for part in parts),
        refunded=whole.refunded - sum(part.refunded for part in parts),
    )


# -- rounds on one axis -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFar:
    """What a round had come to when it had lasted ``minute`` minutes, pauses left out."""

    minute: int
    sales: Sales
    cvr: Rate


def course(one: RoundSales, state: State, counters: Counters, now: datetime) -> list[SoFar]:
    """A round minute by minute since its take, up to now or to the end of its tail; nothing for a segment.

    Every minute holds what counts from the take on, so rounds of an item lie on one axis: minute five beside minute
    five. Clicks come by the minute of the clock: those of the minute in which the instant lies are counted in.
    """
    product = one.product_id
    if product is None or one.sales is None:
        return []
    end = max(one.started_at, min(one.stretch.end or now, now))
    stands = [pause.started_at for pause in state.pauses if pause.ended_at is None]  # its clock goes no further
    stop = max(one.started_at, min([end, *stands]))
    found: list[SoFar] = []
    at = one.started_at
    while True:
        at = min(instant_of_length(one.started_at, timedelta(minutes=len(found)), state.pauses), stop)
        until = at if at < stop else end
        # an open round has no end of its own: what is known of it is what counts so far
        is_open = one.stretch.end is None and until >= end
        sales = counters.line_columns.between(product, one.started_at, None if is_open else until)
        clock = range(minute_of(one.started_at), minute_of(until) + 1)
        cvr = conversion_within(counters, product, sales.lines, clock)
        found.append(SoFar(minute=len(found), sales=sales, cvr=cvr))
        if at >= stop:
            return found
