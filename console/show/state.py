"""The state of a show: what its journal comes to, and what that says of entries and stock.

The part an undo gives back – plan, rounds, skips, wanted scene – is one immutable ``Core``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from console.show import events as ev
from console.show.plan import Entry, EntryId, Plan, ProductId, ShowInfo
from console.show.waves import Condition


class Status(Enum):
    """Where the show stands."""

    PLANNED = "planned"
    REHEARSING = "rehearsing"
    LIVE = "live"
    PAUSED = "paused"
    ENDED = "ended"


class EntryStatus(Enum):
    """Where an entry stands in the running order."""

    PLANNED = "planned"
    ON_AIR = "on_air"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One presentation of one entry. ``round_id`` is the seq of the event that began it."""

    round_id: int
    entry_id: EntryId
    started_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HostOn:
    """``host`` is in front of the camera from ``at`` on, as ``by`` recorded."""

    host: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A stretch in which the show's clocks stand still."""

    started_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """憋单: pieces kept back until a condition is met: one the program counts, or what the controller sees."""

    quantity: int
    since: datetime
    until: str | None = None
    condition: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StockFacts:
    """What was decided about one product's stock. ``released`` is all that ever went on sale, net of reversals.

    ``counted``: what corrections said the room has while no plan stated it. ``first_released``: its first take is over.
    ``drawn``: what the room took from the stock that rooms share, None when it never asked there.
    """

    drawn: int | None = None
    released: int = 0
    adjusted: int = 0
    counted: int | None = None
    first_released: bool = False
    held: Hold | None = None
    waves: tuple[str, ...] = ()
    asked_at: datetime | None = None

    @property
    def on_sale(self) -> bool:
        """Whether the product was ever put on sale, by its first take or by hand."""
        return self.first_released or self.released > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A silent message to the host."""

    seq: int
    text: str
    at: datetime
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A platform action done by hand during a round."""

    round_id: int
    entry_id: EntryId
    action: str
    at: datetime
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """What undo gives back."""

    plan: Plan
    rounds: tuple[Round, ...] = ()
    skipped: frozenset[EntryId] = frozenset()
    scene_wanted: str | None = None
    last_take_seq: int = 0
    last_take_at: datetime | None = None
    hosts: tuple[HostOn, ...] = ()  # every change of the host in this run

    @property
    def round(self) -> Round | None:
        """The round on air, or None."""
        last = self.rounds[-1] if self.rounds else None
        return last if last is not None and last.ended_at is None else None

    @property
    def aired(self) -> frozenset[EntryId]:
        return frozenset(item.entry_id for item in self.rounds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that can be undone or redone: the event, and the core on its far side."""

    seq: int
    payload: ev.Payload
    core: Core


FeedKey = tuple[str, str]  # a source and what it brings: its orders may stop while its counts go on


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Everything the journal says, up to ``seq``."""

    core: Core
    seq: int = 0
    status: Status = Status.PLANNED
    started_at: datetime | None = None
    ended_at: datetime | None = None
    planned_end: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    stock: Mapping[ProductId, StockFacts] = field(default_factory=dict)
    message: Message | None = None
    ticks: tuple[Tick, ...] = ()
    outcomes: Mapping[EntryId, ev.CueDone] = field(default_factory=dict)
    quiet: Mapping[FeedKey, datetime] = field(default_factory=dict)  # feeds that are silent, and when they were heard
    undo: tuple[Step, ...] = ()
    redo: tuple[Step, ...] = ()
    taken_back: Mapping[int, datetime] = field(default_factory=dict)  # imports by number, and when

    @property
    def plan(self) -> Plan:
        return self.core.plan

    @property
    def info(self) -> ShowInfo:
        return self.core.plan.info

    @property
    def on_air(self) -> Entry | None:
        current = self.core.round
        return None if current is None else self.plan.entries[current.entry_id]

    @property
    def running(self) -> bool:
        """True while an entry can be on air: rehearsing, live or paused."""
        return self.status in (Status.REHEARSING, Status.LIVE, Status.PAUSED)

    @property
    def on_the_record(self) -> bool:
        """True once the show went live: the numbers from then on are real."""
        return self.status in (Status.LIVE, Status.PAUSED, Status.ENDED)

    def stock_of(self, product_id: ProductId) -> StockFacts:
        return self.stock.get(product_id, StockFacts())

    def stated(self, product_id: ProductId) -> int | None:
        """What the room was given of a product: what it drew from the shared stock, else what the plan says."""
        drawn = self.stock_of(product_id).drawn
        return drawn if drawn is not None else self.plan.allotment(product_id)

    def allotted(self, product_id: ProductId) -> int | None:
        """Pieces this room may sell: what it drew, else the plan's allotment, and corrections; None when nobody ever
        stated one.

        Without a stated one, what was put on sale is there, and so is what a correction counted.
        """
        facts = self.stock_of(product_id)
        stated = self.stated(product_id)
        if stated is not None:
            return max(0, stated + facts.adjusted)
        return max(facts.released, facts.counted or 0) if facts.released or facts.counted is not None else None

    def entry_status(self, entry_id: EntryId) -> EntryStatus:
        current = self.core.round
        if current is not None and current.entry_id == entry_id:
            return EntryStatus.ON_AIR
        if entry_id in self.core.skipped:
            return EntryStatus.SKIPPED
        return EntryStatus.DONE if entry_id in self.core.aired else EntryStatus.PLANNED

    def next_entry(self) -> Entry | None:
        """What a take would put on air: the next in order that is not skipped; before the show, the first."""
        current = self.core.round
        start = 0 if current is None else self.plan.index(current.entry_id) + 1
        return self._first(self.plan.order[start:]) if self.status is not Status.ENDED else None

    def entry_before(self) -> Entry | None:
        """What ``previous`` would put on air."""
        current = self.core.round
        if current is None:
            return None
        return self._first(reversed(self.plan.order[: self.plan.index(current.entry_id)]))

    def _first(self, ids: Iterable[EntryId]) -> Entry | None:
        found = next((i for i in ids if i not in self.core.skipped), None)
        return None if found is None else self.plan.entries[found]


EMPTY = State(core=Core(plan=Plan(info=ShowInfo(name=""))))
