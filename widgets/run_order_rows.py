"""The rows of the run order, worked out from a show: where each entry stands, its figures and its remarks. No words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum

from console.figure_age import conversion_old, orders_old
from console.metrics.conversion import Rate
from console.metrics.counters import minute_of
from console.metrics.figures import ItemFigures
from console.metrics.movement import conversion_change
from console.metrics.statistics import Change, Trend, enough
from console.open_show import OpenShow
from console.show import timing
from console.show.events import CueDone
from console.show.plan import Entry, EntryId, PlanWarning, warnings
from console.show.state import EntryStatus, State, Status
from inventory.stock import Balance, Level

TREND_MINUTES = 30
TREND_SPAN = 5
NO_CHANGE = Change(Trend.UNKNOWN)
ZERO = timedelta(0)


class Col(IntEnum):
    """Columns from the left."""

    NUMBER = 0
    ROLE = 1
    LINK = 2
    NAME = 3
    PRICE = 4
    PLANNED = 5
    ACTUAL = 6
    STOCK = 7
    CVR = 8
    TREND = 9
    UNITS = 10
    GMV = 11
    SCENE = 12
    STATUS = 13


COLUMNS = tuple(Col)
FIGURES = (Col.STOCK, Col.GMV)  # first and last of the columns that orders and readings move


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an entry stands; two that are equal draw the same."""

    entry: Entry
    number: int
    status: EntryStatus
    is_next: bool
    to_come: bool
    remarks: tuple[PlanWarning, ...]
    slack: timedelta | None
    outcome: CueDone | None
    mode: Status  # of the show, for the entry on air; planned for all others


@dataclass(slots=True)
class Figures:
    """What is known of an entry's product."""

    balance: Balance
    level: Level
    item: ItemFigures
    trend: tuple[float | None, ...] = ()
    change: Change = NO_CHANGE  # of the last minutes against those before
    rounds_of_product: int = 1
    old: frozenset[Col] = frozenset()  # columns whose figures are too old to be shown as true

    @property
    def few(self) -> bool:
        """Too few clicks to build on: written faintly."""
        return not enough(self.item.cvr.denominator)


@dataclass(slots=True)
class Row:
    """One line of the table, kept while its entry is in the plan."""

    standing: Standing
    stale: bool = True  # figures are to be worked out before they are shown
    figures: Figures | None = None
    actual: timedelta | None = None
    over: bool = False
    start: str = ""
    pinned_days: int = 0  # its hard start is so many days ahead
    cells: list[str] = field(default_factory=list)

    @property
    def entry(self) -> Entry:
        return self.standing.entry

    @property
    def entry_id(self) -> EntryId:
        return self.standing.entry.entry_id


def standings(state: State) -> list[Standing]:
    """Where every entry stands, in order."""
    core, plan = state.core, state.plan
    current = core.round
    on_air = None if current is None else current.entry_id
    aired, skipped = core.aired, core.skipped
    coming = state.next_entry()
    upcoming = None if coming is None else coming.entry_id
    remarks = _remarks(state)
    slacks = {} if state.status is Status.ENDED else timing.overlap_warnings(state)
    place = -1 if on_air is None else plan.index(on_air)
    found = []
    for number, entry in enumerate(plan.in_order(), 1):
        entry_id = entry.entry_id
        if entry_id == on_air:
            status = EntryStatus.ON_AIR
        elif entry_id in skipped:
            status = EntryStatus.SKIPPED
        else:
            status = EntryStatus.DONE if entry_id in aired else EntryStatus.PLANNED
        found.append(
            Standing(
                entry=entry,
                number=number,
                status=status,
                is_next=entry_id == upcoming,
                to_come=number - 1 > place,
                remarks=remarks.get(entry_id, ()),
                slack=slacks.get(entry_id) if number - 1 > place else None,
                outcome=state.outcomes.get(entry_id) if entry_id in aired else None,  # a take undone leaves no mark
                mode=state.status if status is EntryStatus.ON_AIR else Status.PLANNED,
            )
        )
    return found


def _remarks(state: State) -> dict[EntryId, tuple[PlanWarning, ...]]:
    by_entry: dict[EntryId, tuple[PlanWarning, ...]] = {}
    for remark in warnings(state.plan, state.core.skipped):
        if remark.entry_id is not None:
            by_entry[remark.entry_id] = (*by_entry.get(remark.entry_id, ()), remark)
    return by_entry


def figures_of(show: OpenShow, entry: Entry, now: datetime, low: int, stale_after: timedelta) -> Figures | None:
    """Stock and sales of an entry's product; None for a segment."""
    product = entry.product_id
    if product is None:
        return None
    balance = show.balance(product)
    item = show.counters.item(product)
    last = minute_of(show.state.ended_at or now)
    trend: tuple[float | None, ...] = ()
    moved = NO_CHANGE
    if item.cvr.basis is not None and item.cvr.denominator:
        minutes = range(last - TREND_MINUTES + 1, last + 1)
        trend = tuple(rate.value for rate in show.counters.conversion_series(product, minutes, TREND_SPAN))
        moved = conversion_change(show.counters, product, show.state.ended_at or now)
    old = {Col.UNITS, Col.GMV} if orders_old(show, now, stale_after) else set()
    if old and balance.released:  # what is left of it is counted by orders
        old.add(Col.STOCK)
    if conversion_old(show, product, now, stale_after):
        old.add(Col.CVR)
    return Figures(balance=balance, level=balance.level(low), item=item, trend=trend, change=moved, old=frozenset(old))


def stock_number(balance: Balance) -> int | None:
    """The number to show: what is on sale and left; before anything went on sale, what there is."""
    return balance.allotted if not balance.released and not balance.sold else balance.remaining


def starts(state: State, now: datetime) -> dict[EntryId, datetime]:
    """When what is to come will start, as it looks now."""
    if state.status is Status.ENDED:
        return {}
    slots = timing.schedule(state, now).slots
    skipped = state.core.skipped
    return {
        entry_id: slot.projected_start
        for entry_id, slot in slots.items()
        if slot.projected_start is not None and entry_id not in skipped
    }


def days_to_pins(state: State, now: datetime) -> dict[EntryId, int]:
    """Days from now – before the show from its start – to the day of each hard start: 1 is tomorrow."""
    if state.status is Status.ENDED:
        return {}
    start = state.started_at or max(now, state.info.start or now)
    here = timing.zone(state.info.time_zone)
    today = max(now, start).astimezone(here).date()
    pinned = timing.pins(state.plan, start)
    return {entry_id: (at.astimezone(here).date() - today).days for entry_id, at in pinned.items()}


def actual_of(state: State, entry_id: EntryId, now: datetime) -> timedelta:
    """Time one entry has had on air, all its rounds together."""
    return sum(
        (timing.length_of(item, state.pauses, now) for item in state.core.rounds if item.entry_id == entry_id), ZERO
    )


def rate_sides(rate: Rate) -> tuple[str, str]:
    """Numerator and denominator as counted."""
    return f"{rate.numerator:,.0f}", f"{rate.denominator or 0:,.0f}"
