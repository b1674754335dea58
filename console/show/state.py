"""The state of a show: a fold over its journal. ``apply(state, event)`` is the only way it changes.

The part an undo gives back – plan, rounds, skips, wanted scene – is one immutable ``Core``; undo restores the
core from before the step. What happened outside that part (orders, pauses, messages, releases) is not
rewound: time spent paused stays out of every clock, and goods on sale come back by a counter movement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum

from console.show import events as ev
from console.show.plan import Entry, EntryId, Plan, ProductId, ShowInfo, with_entries

UNDO_DEPTH = 200


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
class Pause:
    """A stretch in which the show's clocks stand still."""

    started_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """憋单: pieces kept back until a condition the controller sees counted."""

    quantity: int
    since: datetime
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StockFacts:
    """What was decided about one product's stock. ``released`` is all that ever went on sale, net of reversals.

    ``counted``: what corrections said the room has while no plan stated it. ``first_released``: its first take is over.
    """

    released: int = 0
    adjusted: int = 0
    counted: int | None = None
    first_released: bool = False
    held: Hold | None = None

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
    undo: tuple[Step, ...] = ()
    redo: tuple[Step, ...] = ()

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

    def allotted(self, product_id: ProductId) -> int | None:
        """Pieces this room may sell: the plan's allotment and corrections; None when nobody ever stated one.

        Without a stated one, what was put on sale is there, and so is what a correction counted.
        """
        facts = self.stock_of(product_id)
        stated = self.plan.allotment(product_id)
        if stated is not None:
            return stated + facts.adjusted
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


def apply(state: State, event: ev.Event) -> State:
    """The state after ``event``, which must be the next one: ``event.seq == state.seq + 1``."""
    if event.seq != state.seq + 1:
        raise ValueError(f"journal has a hole: {event.seq} after {state.seq}")
    after = _changed(state, event)
    if isinstance(event.payload, UNDOABLE):
        step = Step(seq=event.seq, payload=event.payload, core=state.core)
        after = replace(after, undo=(*after.undo[-UNDO_DEPTH + 1 :], step), redo=())
    return replace(after, seq=event.seq)


UNDOABLE = (
    ev.PlanMerged,
    ev.EntriesInserted,
    ev.EntriesEdited,
    ev.EntriesMoved,
    ev.EntriesRemoved,
    ev.InfoEdited,
    ev.CuesEdited,
    ev.Taken,
    ev.Skipped,
    ev.Restored,
    ev.Released,
)


def fold(events: Iterable[ev.Event], state: State = EMPTY) -> State:
    """The state after a whole journal."""
    for event in events:
        state = apply(state, event)
    return state


def _changed(state: State, event: ev.Event) -> State:
    core, plan, what = state.core, state.plan, event.payload
    match what:
        case ev.ShowCreated():
            plan = Plan(
                info=what.info,
                entries={entry.entry_id: entry for entry in what.entries},
                order=tuple(entry.entry_id for entry in what.entries),
                cues=what.cues,
                role_cues=what.role_cues,
            )
            return replace(state, core=Core(plan=plan))
        case ev.PlanMerged():
            order = tuple(entry.entry_id for entry in what.entries)
            merged = replace(plan, entries={entry.entry_id: entry for entry in what.entries}, order=order)
            return _with_plan(state, merged)
        case ev.EntriesInserted():
            new = tuple(entry.entry_id for entry in what.entries)
            order = _placed(plan.order, new, what.before)
            return _with_plan(state, replace(with_entries(plan, what.entries), order=order))
        case ev.EntriesEdited():
            return _with_plan(state, with_entries(plan, what.entries))
        case ev.EntriesMoved():
            rest = tuple(i for i in plan.order if i not in what.entry_ids)
            return _with_plan(state, replace(plan, order=_placed(rest, what.entry_ids, what.before)))
        case ev.EntriesRemoved():
            gone = set(what.entry_ids)
            entries = {key: entry for key, entry in plan.entries.items() if key not in gone}
            smaller = replace(plan, entries=entries, order=tuple(i for i in plan.order if i not in gone))
            return replace(state, core=replace(core, plan=smaller, skipped=core.skipped - gone))
        case ev.InfoEdited():
            return _with_plan(state, replace(plan, info=what.info))
        case ev.CuesEdited():
            return _with_plan(state, replace(plan, cues=what.cues, role_cues=what.role_cues))
        case ev.RehearsalStarted():
            fresh = _put_on_air(replace(core, rounds=()), event, what.entry_id, what.scene, guard=False)
            return replace(state, status=Status.REHEARSING, core=fresh, ticks=(), undo=(), redo=())
        case ev.RehearsalEnded():
            fresh = replace(core, rounds=(), scene_wanted=None, last_take_seq=0, last_take_at=None)
            return replace(state, status=Status.PLANNED, core=fresh, ticks=(), outcomes={}, undo=(), redo=())
        case ev.WentLive():
            fresh = replace(core, rounds=(), last_take_seq=0, last_take_at=None)
            fresh = _put_on_air(fresh, event, what.entry_id, what.scene, guard=False)
            live = replace(
                state,
                status=Status.LIVE,
                core=fresh,
                started_at=event.at,
                planned_end=what.planned_end,
                ticks=(),
                outcomes={},
                undo=(),
                redo=(),
            )
            return _first_released(live, what.entry_id, what.first_release)
        case ev.Taken():
            taken = replace(state, core=_put_on_air(core, event, what.entry_id, what.scene))
            if state.status is Status.REHEARSING:
                return taken  # nothing goes on sale in a rehearsal
            return _first_released(taken, what.entry_id, what.first_release)
        case ev.Skipped():
            return replace(state, core=replace(core, skipped=core.skipped | {what.entry_id}))
        case ev.Restored():
            return replace(state, core=replace(core, skipped=core.skipped - {what.entry_id}))
        case ev.Paused():
            return replace(state, status=Status.PAUSED, pauses=(*state.pauses, Pause(started_at=event.at)))
        case ev.Resumed():
            return replace(state, status=Status.LIVE, pauses=_closed(state.pauses, event.at))
        case ev.Ended():
            return replace(
                state,
                status=Status.ENDED,
                core=_off_air(core, event.at),
                ended_at=event.at,
                pauses=_closed(state.pauses, event.at),
                undo=(),
                redo=(),
            )
        case ev.Released():
            return _released(state, what.product_id, what.quantity)
        case ev.Adjusted():
            return _adjusted(state, what)
        case ev.Held():
            hold = Hold(quantity=what.quantity, since=event.at, until=what.until)
            return _with_stock(state, what.product_id, replace(state.stock_of(what.product_id), held=hold))
        case ev.HoldCancelled():
            return _with_stock(state, what.product_id, replace(state.stock_of(what.product_id), held=None))
        case ev.MessageSent():
            return replace(state, message=Message(seq=event.seq, text=what.text, at=event.at))
        case ev.MessageRead():
            told = state.message
            return state if told is None else replace(state, message=replace(told, read_at=event.at))
        case ev.Ticked():
            current = core.round
            tick = Tick(
                round_id=0 if current is None else current.round_id,
                entry_id=what.entry_id,
                action=what.action,
                at=event.at,
                seconds=what.seconds,
            )
            return replace(state, ticks=(*state.ticks, tick))
        case ev.SceneAsked():
            return replace(state, core=replace(core, scene_wanted=what.scene))
        case ev.CueDone():
            if what.entry_id is None:
                return state
            return replace(state, outcomes={**state.outcomes, what.entry_id: what})
        case ev.Undone():
            return _stepped_back(state)
        case ev.Redone():
            return _stepped_forward(state)
        case _:  # noted, obs_connected, obs_lost, scene_seen: on the record, nothing to change
            return state


def _with_plan(state: State, plan: Plan) -> State:
    return replace(state, core=replace(state.core, plan=plan))


def _placed(order: tuple[EntryId, ...], ids: tuple[EntryId, ...], before: EntryId | None) -> tuple[EntryId, ...]:
    at = len(order) if before is None else order.index(before)
    return (*order[:at], *ids, *order[at:])


def _off_air(core: Core, at: datetime) -> Core:
    current = core.round
    if current is None:
        return core
    return replace(core, rounds=(*core.rounds[:-1], replace(current, ended_at=at)))


def _put_on_air(core: Core, event: ev.Event, entry_id: EntryId, scene: str | None, *, guard: bool = True) -> Core:
    core = _off_air(core, event.at)
    return replace(
        core,
        rounds=(*core.rounds, Round(round_id=event.seq, entry_id=entry_id, started_at=event.at)),
        skipped=core.skipped - {entry_id},
        scene_wanted=scene if scene is not None else core.scene_wanted,
        last_take_seq=event.seq,
        last_take_at=event.at if guard else None,
    )


def _closed(pauses: tuple[Pause, ...], at: datetime) -> tuple[Pause, ...]:
    if not pauses or pauses[-1].ended_at is not None:
        return pauses
    return (*pauses[:-1], replace(pauses[-1], ended_at=at))


def _with_stock(state: State, product_id: ProductId, facts: StockFacts) -> State:
    return replace(state, stock={**state.stock, product_id: facts})


def _first_released(state: State, entry_id: EntryId, quantity: int) -> State:
    product_id = state.plan.entries[entry_id].product_id
    if product_id is None:
        return state
    facts = state.stock_of(product_id)
    if facts.first_released:
        return state
    facts = replace(facts, first_released=True, released=facts.released + quantity)
    return _with_stock(state, product_id, facts)


def _released(state: State, product_id: ProductId, quantity: int) -> State:
    facts = state.stock_of(product_id)
    facts = replace(facts, released=facts.released + quantity, held=None)
    return _with_stock(state, product_id, facts)


def _adjusted(state: State, what: ev.Adjusted) -> State:
    facts = state.stock_of(what.product_id)
    counted = facts.counted
    if state.plan.allotment(what.product_id) is None:
        counted = max(0, (state.allotted(what.product_id) or 0) + what.delta)
        facts = replace(facts, released=min(facts.released, counted))
    state = _with_stock(state, what.product_id, replace(facts, adjusted=facts.adjusted + what.delta, counted=counted))
    allotted = state.allotted(what.product_id)
    if allotted is not None and facts.released > allotted:  # what is gone can no longer be on sale
        facts = replace(state.stock_of(what.product_id), released=allotted)
        state = _with_stock(state, what.product_id, facts)
    return state


def _stepped_back(state: State) -> State:
    *rest, step = state.undo
    redo = Step(seq=step.seq, payload=step.payload, core=state.core)
    if isinstance(step.payload, ev.Released):
        product_id = step.payload.product_id
        facts = state.stock_of(product_id)
        state = _with_stock(state, product_id, replace(facts, released=facts.released - step.payload.quantity))
    else:
        state = replace(state, core=_core_of(step, state))
    return replace(state, undo=tuple(rest), redo=(*state.redo, redo))


def _core_of(step: Step, state: State) -> Core:
    """The core a step leads to. Only a take has a say in the scene: one asked for by hand outlives a plan edit."""
    if isinstance(step.payload, ev.Taken):
        return step.core
    return replace(step.core, scene_wanted=state.core.scene_wanted)


def _stepped_forward(state: State) -> State:
    *rest, step = state.redo
    undo = Step(seq=step.seq, payload=step.payload, core=state.core)
    if isinstance(step.payload, ev.Released):
        state = _released(state, step.payload.product_id, step.payload.quantity)
    else:
        state = replace(state, core=_core_of(step, state))
    return replace(state, redo=tuple(rest), undo=(*state.undo, undo))
