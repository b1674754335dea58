"""The fold over a show's journal: ``apply(state, event)`` is the only way its state changes.

Undo restores the core from before the step. What happened outside that part (orders, pauses, messages, releases)
is not rewound: time spent paused stays out of every clock, and goods on sale come back by a counter movement.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from console.show import events as ev
from console.show.plan import EntryId, Plan, ProductId, with_entries
from console.show.state import (
    EMPTY,
    Core,
    Hold,
    HostOn,
    Message,
    Pause,
    Round,
    State,
    Status,
    Step,
    StockFacts,
    Tick,
)

UNDO_DEPTH = 200


def apply(state: State, event: ev.Event) -> State:
    """The state after ``event``, which must be the next one: ``event.seq == state.seq + 1``."""
    if event.seq != state.seq + 1:
        raise ValueError(f"journal has a hole: {event.seq} after {state.seq}")
    after = _changed(state, event)
    if isinstance(event.payload, UNDOABLE) and not _went_by_itself(event.payload):
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
    ev.ShiftsPlanned,
    ev.HostChanged,
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
        case ev.ShiftsPlanned():
            return _with_plan(state, replace(plan, shifts=what.shifts))
        case ev.HostChanged():
            hosts = (*core.hosts, HostOn(host=what.host, by=event.actor, at=event.at))
            return replace(state, core=replace(core, hosts=hosts))
        case ev.RehearsalStarted():
            fresh = _put_on_air(replace(core, rounds=(), hosts=()), event, what.entry_id, what.scene, guard=False)
            return replace(state, status=Status.REHEARSING, core=fresh, ticks=(), undo=(), redo=())
        case ev.RehearsalEnded():
            fresh = replace(core, rounds=(), hosts=(), scene_wanted=None, last_take_seq=0, last_take_at=None)
            return replace(state, status=Status.PLANNED, core=fresh, ticks=(), outcomes={}, undo=(), redo=())
        case ev.WentLive():
            fresh = replace(core, rounds=(), hosts=(), last_take_seq=0, last_take_at=None)
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
                quiet={},
                undo=(),
                redo=(),
            )
        case ev.Released():
            return _released(state, what, event.at)
        case ev.Adjusted():
            return _adjusted(state, what)
        case ev.Drawn():
            facts = state.stock_of(what.product_id)
            facts = replace(facts, drawn=(facts.drawn or 0) + what.quantity)
            return _no_more_on_sale_than_there_is(_with_stock(state, what.product_id, facts), what.product_id)
        case ev.Held():
            hold = Hold(quantity=what.quantity, since=event.at, until=what.until, condition=what.condition)
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
        case ev.FeedQuiet():
            return replace(state, quiet={**state.quiet, (what.source, what.brings): what.last})
        case ev.FeedBack():
            back = (what.source, what.brings)
            return replace(state, quiet={key: last for key, last in state.quiet.items() if key != back})
        case ev.ImportTakenBack():
            return replace(state, taken_back={**state.taken_back, what.number: event.at})
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


def _went_by_itself(what: ev.Payload) -> bool:
    """Nobody did it, so it stands in nobody's way to the take before it: its pieces may be sold in no time."""
    return isinstance(what, ev.Released) and what.by_itself


def _released(state: State, what: ev.Released, at: datetime | None = None) -> State:
    facts = state.stock_of(what.product_id)
    facts = replace(
        facts,
        released=facts.released + what.quantity,
        held=facts.held if what.wave else None,
        waves=(*facts.waves, what.wave) if what.wave else facts.waves,
        asked_at=at if what.by_itself else facts.asked_at,
    )
    return _with_stock(state, what.product_id, facts)


def _adjusted(state: State, what: ev.Adjusted) -> State:
    facts = state.stock_of(what.product_id)
    counted = facts.counted
    if state.stated(what.product_id) is None:
        counted = max(0, (state.allotted(what.product_id) or 0) + what.delta)
        facts = replace(facts, released=min(facts.released, counted))
    state = _with_stock(state, what.product_id, replace(facts, adjusted=facts.adjusted + what.delta, counted=counted))
    return _no_more_on_sale_than_there_is(state, what.product_id)


def _no_more_on_sale_than_there_is(state: State, product_id: ProductId) -> State:
    facts, allotted = state.stock_of(product_id), state.allotted(product_id)
    if allotted is None or facts.released <= allotted:
        return state
    return _with_stock(state, product_id, replace(facts, released=allotted))


def _stepped_back(state: State) -> State:
    *rest, step = state.undo
    redo = Step(seq=step.seq, payload=step.payload, core=state.core)
    if isinstance(step.payload, ev.Released):
        product_id = step.payload.product_id
        facts = state.stock_of(product_id)
        waves = tuple(key for key in facts.waves if key != step.payload.wave)
        back = replace(facts, released=facts.released - step.payload.quantity, waves=waves)
        state = _with_stock(state, product_id, back)
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
        state = _released(state, step.payload)
    else:
        state = replace(state, core=_core_of(step, state))
    return replace(state, redo=tuple(rest), undo=(*state.undo, undo))
