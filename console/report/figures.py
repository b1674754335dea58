"""What a report says: the figures of one show as frozen values. None is unknown and never 0; money is cents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from console.metrics.conversion import Basis, Rate
from console.report.record import Log
from console.show.plan import Role


class StockLine(Protocol):
    """A product's balance as the room keeps it."""

    @property
    def allotted(self) -> int | None: ...

    @property
    def released(self) -> int: ...

    @property
    def sold(self) -> int: ...

    @property
    def remaining(self) -> int | None: ...

    @property
    def oversold(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The show as a whole. ``over_under`` > 0 is late; rates are fractions of 1."""

    name: str
    room: str
    account: str
    time_zone: str
    practice: bool
    status: str
    as_of: datetime
    day: datetime | None  # the instant whose date in the room is the show's date
    hosts: tuple[str, ...]
    operators: tuple[str, ...]
    planned_start: datetime | None
    planned_end: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    length: timedelta | None
    paused: timedelta | None
    over_under: timedelta | None
    gmv: int
    net: int
    refunded: int
    refund_rate: float | None
    orders: int
    units: int
    units_returned: int
    target: int | None
    target_rate: float | None
    per_order: float | None
    per_unit: float | None
    online_peak: float | None
    online_average: float | None
    views: float | None
    viewers: float | None
    gpm: float | None
    uv_value: float | None
    entries: int
    entries_done: int
    entries_skipped: int
    rounds: int
    takes: int
    undone: int
    releases: int
    cue_failures: int
    cues_unsent: int
    outside_lines: int


@dataclass(frozen=True, slots=True)
class Sides:
    """What is known of a ratio's two sides, also where one is missing and no rate can be said."""

    top: float | None = None
    bottom: float | None = None
    basis: Basis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One product. ``ctr`` and ``cvr`` hold both their sides and say whether people or counts were counted.

    ``seen`` (clicks, exposures) and ``bought`` (buyers, clickers) are what is shown beside them: never less is known.
    ``round_gmv`` is what the order lines of its rounds brought, and ``round_yield`` that per minute on air.
    """

    product_id: str
    name: str
    role: Role | None
    link_no: str
    in_plan: bool
    live_price: int | None
    rounds: int
    time_on_air: timedelta
    first_on_air: datetime | None
    ctr: Rate
    seen: Sides
    cvr: Rate
    bought: Sides
    orders: int | None
    by_count: bool  # its orders were counted by eye, and are no order lines
    units: int
    gmv: int
    net: int
    refunded: int
    refund_rate: float | None
    units_returned: int
    allotted: int | None
    released: int | None
    sold: int
    left: int | None
    oversold: int | None
    sell_through: float | None
    round_gmv: int | None
    round_yield: float | None
    rank: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTotals:
    """The items together. ``orders`` counts an order of several items once, so it may be below their sum.

    Where orders were counted by eye it is their sum: nobody told which of them had several items.
    """

    rounds: int
    time_on_air: timedelta
    ctr: Rate
    cvr: Rate
    orders: int | None
    units: int
    gmv: int
    net: int
    refunded: int
    refund_rate: float | None
    allotted: int | None
    released: int | None
    sold: int
    left: int | None
    oversold: int | None
    sell_through: float | None
    round_gmv: int | None
    round_yield: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TickFigures:
    """A platform action of a round: when it was ticked after the take, None when it never was; ``late``: too late."""

    action: str
    seconds: float | None
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFigures:
    """One presentation of one entry, with the order lines of its product that belong to it (``metrics.attribution``).

    Clicks come by the minute: a minute belongs to the round that begins in it. None where nobody counted.
    """

    number: int
    round_id: int
    entry_id: str
    name: str
    role: Role
    link_no: str
    product_id: str | None
    planned_start: datetime | None
    planned: timedelta
    started_at: datetime
    ended_at: datetime | None
    length: timedelta
    over: timedelta
    host: str
    scene: str | None
    released: int | None
    orders: int | None
    units: int | None
    gmv: int | None
    clicks: float | None
    cvr: Rate
    online_start: float | None
    online_end: float | None
    online_change: float | None
    round_yield: float | None
    cue: str | None  # outcome of the take's cues: done, failed, not_connected, timed_out, superseded
    cue_ms: float | None
    ticks: tuple[TickFigures, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Minute:
    """One minute of the show's chart."""

    at: datetime
    gmv: int
    online: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Everything a report is made of."""

    overview: Overview
    items: tuple[Item, ...]
    totals: ItemTotals
    rounds: tuple[RoundFigures, ...]
    minutes: tuple[Minute, ...]
    log: Log
    round_tail: timedelta = timedelta(0)  # for so long after its end a round still takes the lines of its item
    sources: Mapping[str, str] = field(default_factory=dict)  # metric → the feed whose readings count


def known_sum(values: Sequence[int | None]) -> int | None:
    """The sum of what is known; None when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None
