"""What a command means for a show: the event it is, or why it is refused. Pure; the state is not touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime, timedelta
from functools import singledispatch
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

from console.show import commands as cmd
from console.show import events as ev
from console.show import timing
from console.show.plan import CueKind, Entry, EntryId, Plan, ProductId, effective_cues
from console.show.state import State, Status

TAKE_GUARD = timedelta(milliseconds=300)


class Refused(Exception):
    """The show cannot do that now. ``code`` names why, ``data`` fills the sentence."""

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


class BadValue(Exception):
    """A command holds a value no show could accept. ``field`` names it, ``code`` says what is wrong."""

    def __init__(self, field: str, code: str, **data: Any) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code
        self.data = data


class SameTake(Exception):
    """The second press of one take: nothing to do, the answer is the take that was made (``seq``)."""

    def __init__(self, seq: int) -> None:
        super().__init__(seq)
        self.seq = seq


def decide(state: State, command: cmd.Command, *, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    """The event ``command`` is at ``at``; ``sold`` is pieces sold so far per product.

    Raises Refused, BadValue or SameTake.
    """
    return _decide(command, state, at, sold)


@singledispatch
def _decide(command: cmd.Command, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    raise TypeError(f"nobody decides {type(command).__name__}")


# -- the run of the show ------------------------------------------------------------------------------


@_decide.register
def _(command: cmd.CreateShow, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    if state.seq:
        raise Refused("show_exists")
    plan = Plan(info=command.info, entries={e.entry_id: e for e in command.entries})
    _check_plan(replace(plan, order=tuple(e.entry_id for e in command.entries)))
    return ev.ShowCreated(info=command.info, entries=command.entries, cues=command.cues, role_cues=command.role_cues)


@_decide.register
def _(command: cmd.GoLive, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    if state.status in (Status.LIVE, Status.PAUSED):
        raise Refused("already_live")
    if state.status is Status.ENDED:
        raise Refused("show_ended")
    first = _first_entry(state)
    if command.red and not (command.override or "").strip():
        raise Refused("checks_failed", checks=list(command.red))
    _, planned_end = timing.planned_starts(state.plan, state.core.skipped, at)
    return ev.WentLive(
        entry_id=first.entry_id,
        planned_end=planned_end,
        scene=_scene_of(state, first),
        first_release=_first_release(state, first),
        override=command.override if command.red else None,
        failed_checks=command.red,
    )


@_decide.register
def _(command: cmd.Rehearse, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    if state.status is not Status.PLANNED:
        raise Refused("not_planned", status=state.status.value)
    first = _first_entry(state)
    return ev.RehearsalStarted(entry_id=first.entry_id, scene=_scene_of(state, first))


@_decide.register
def _(command: cmd.Next, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    _must_run(state)
    _not_twice(state, at)
    entry = state.next_entry()
    if entry is None:
        raise Refused("last_entry")
    return _take(state, entry, "next")


@_decide.register
def _(command: cmd.Previous, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    _must_run(state)
    _not_twice(state, at)
    entry = state.entry_before()
    if entry is None:
        raise Refused("first_entry")
    return _take(state, entry, "previous")


@_decide.register
def _(command: cmd.Goto, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    entry = _entry(state, command.entry_id)
    _must_run(state)
    if state.on_air is entry:
        _not_twice(state, at)
        raise Refused("already_on_air", name=entry.name)
    return _take(state, entry, "goto")


@_decide.register
def _(command: cmd.Skip, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    entry = _entry(state, command.entry_id)
    _not_ended(state)
    if entry.entry_id in state.core.skipped:
        raise Refused("already_skipped", name=entry.name)
    if state.on_air is entry:
        raise Refused("skip_on_air", name=entry.name)
    if entry.entry_id in state.core.aired and not _to_come(state, entry.entry_id):
        raise Refused("skip_done", name=entry.name)
    return ev.Skipped(entry_id=entry.entry_id)


@_decide.register
def _(command: cmd.Restore, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    entry = _entry(state, command.entry_id)
    _not_ended(state)
    if entry.entry_id not in state.core.skipped:
        raise Refused("not_skipped", name=entry.name)
    return ev.Restored(entry_id=entry.entry_id)


@_decide.register
def _(command: cmd.PauseShow, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    if state.status is Status.PAUSED:
        raise Refused("already_paused")
    if state.status is not Status.LIVE:
        raise Refused("not_live", status=state.status.value)
    return ev.Paused()


@_decide.register
def _(command: cmd.ResumeShow, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    if state.status is not Status.PAUSED:
        raise Refused("not_paused", status=state.status.value)
    return ev.Resumed()


@_decide.register
def _(command: cmd.EndShow, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    if state.status is Status.REHEARSING:
        return ev.RehearsalEnded()
    if state.status not in (Status.LIVE, Status.PAUSED):
        raise Refused("not_live", status=state.status.value)
    return ev.Ended()


def _take(state: State, entry: Entry, how: str) -> ev.Taken:
    return ev.Taken(
        entry_id=entry.entry_id,
        how=how,
        scene=_scene_of(state, entry),
        first_release=0 if state.status is Status.REHEARSING else _first_release(state, entry),
    )


def _must_run(state: State) -> None:
    if state.status is Status.PAUSED:
        raise Refused("show_paused")
    if not state.running:
        raise Refused("not_live", status=state.status.value)


def _not_ended(state: State) -> None:
    if state.status is Status.ENDED:
        raise Refused("show_ended")


def _not_twice(state: State, at: datetime) -> None:
    last = state.core.last_take_at
    if last is not None and timedelta(0) <= at - last < TAKE_GUARD:
        raise SameTake(state.core.last_take_seq)


def _first_entry(state: State) -> Entry:
    first = next((e for e in state.plan.in_order() if e.entry_id not in state.core.skipped), None)
    if first is None:
        raise Refused("empty_plan")
    return first


def _scene_of(state: State, entry: Entry) -> str | None:
    """The program scene a take of this entry asks for; None leaves the scene as it is."""
    cues = effective_cues(state.plan, entry).on_take
    return next((cue.target for cue in cues if cue.kind is CueKind.SCENE and cue.target), None)


def _first_release(state: State, entry: Entry) -> int:
    """Pieces that go on sale because this is the product's first take."""
    if entry.product_id is None or state.stock_of(entry.product_id).first_released:
        return 0
    planned = state.plan.first_release(entry.product_id) or 0
    return max(0, min(planned, _unreleased(state, entry.product_id) or 0))


# -- undo and redo ------------------------------------------------------------------------------------


@_decide.register
def _(command: cmd.Undo, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    _not_ended(state)
    if not state.undo:
        raise Refused("nothing_to_undo")
    step = state.undo[-1]
    if isinstance(step.payload, ev.Released):
        facts = state.stock_of(step.payload.product_id)
        left = facts.released - sold.get(step.payload.product_id, 0)
        if left < step.payload.quantity:
            raise Refused("release_sold", quantity=step.payload.quantity, left=max(0, left))
    else:
        _check_released(state, step.core.plan)
    return ev.Undone(of=step.seq)


@_decide.register
def _(command: cmd.Redo, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    _not_ended(state)
    if not state.redo:
        raise Refused("nothing_to_redo")
    step = state.redo[-1]
    if isinstance(step.payload, ev.Released):
        _check_release(state, step.payload.product_id, step.payload.quantity)
    else:
        _check_released(state, step.core.plan)
    return ev.Redone(of=step.seq)


# -- the plan -----------------------------------------------------------------------------------------


@_decide.register
def _(command: cmd.Insert, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    _not_ended(state)
    if not command.entries:
        raise BadValue("entries", "empty")
    if any(entry.entry_id in state.plan.entries for entry in command.entries):
        raise BadValue("entries", "entry_exists")
    _check_place(state, command.before)
    at_index = len(state.plan.order) if command.before is None else state.plan.index(command.before)
    ids = tuple(entry.entry_id for entry in command.entries)
    order = (*state.plan.order[:at_index], *ids, *state.plan.order[at_index:])
    entries = {**state.plan.entries, **{e.entry_id: e for e in command.entries}}
    _check_plan(replace(state.plan, entries=entries, order=order))
    return ev.EntriesInserted(entries=command.entries, before=command.before)


@_decide.register
def _(command: cmd.Edit, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    _not_ended(state)
    changed: dict[EntryId, Entry] = {}
    names: list[str] = []
    for entry in command.entries:
        known = _entry(state, entry.entry_id)
        differing = [f.name for f in fields(Entry) if getattr(known, f.name) != getattr(entry, f.name)]
        if not differing:
            continue
        if "product_id" in differing and entry.entry_id in state.core.aired:
            raise Refused("aired_product", name=known.name)
        changed[entry.entry_id] = entry
        names += [name for name in differing if name not in names]
    if not changed:
        raise Refused("nothing_changed")
    plan = replace(state.plan, entries={**state.plan.entries, **changed})
    _check_plan(plan)
    _check_released(state, plan)
    return ev.EntriesEdited(entries=tuple(changed.values()), fields=tuple(names))


@_decide.register
def _(command: cmd.Move, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    _not_ended(state)
    moving = [_entry(state, entry_id).entry_id for entry_id in command.entry_ids]
    if state.running:
        for entry_id in moving:
            if entry_id in state.core.aired:
                raise Refused("move_aired", name=state.plan.entries[entry_id].name)
    if command.before in moving:
        raise BadValue("before", "moves_itself")
    _check_place(state, command.before)
    ids = tuple(sorted(set(moving), key=state.plan.index))
    rest = tuple(i for i in state.plan.order if i not in ids)
    place = len(rest) if command.before is None else rest.index(command.before)
    if (*rest[:place], *ids, *rest[place:]) == state.plan.order:
        raise Refused("nothing_changed")
    return ev.EntriesMoved(entry_ids=ids, before=command.before)


@_decide.register
def _(command: cmd.Remove, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    _not_ended(state)
    if not command.entry_ids:
        raise BadValue("entry_ids", "empty")
    for entry_id in command.entry_ids:
        entry = _entry(state, entry_id)
        if entry_id in state.core.aired:
            raise Refused("remove_aired", name=entry.name)
    gone = set(command.entry_ids)
    plan = replace(state.plan, order=tuple(i for i in state.plan.order if i not in gone))
    _check_released(state, plan)
    return ev.EntriesRemoved(entry_ids=command.entry_ids)


@_decide.register
def _(command: cmd.MergePlan, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    _not_ended(state)
    order = tuple(entry.entry_id for entry in command.entries)
    for entry_id in state.core.aired:
        if entry_id not in order:
            raise Refused("remove_aired", name=state.plan.entries[entry_id].name)
    plan = replace(state.plan, entries={e.entry_id: e for e in command.entries}, order=order)
    if plan.in_order() == state.plan.in_order():
        raise Refused("nothing_changed")
    _check_plan(plan)
    _check_released(state, plan)
    return ev.PlanMerged(
        entries=command.entries,
        source=command.source,
        added=command.added,
        removed=command.removed,
        changed=command.changed,
        moved=command.moved,
    )


@_decide.register
def _(command: cmd.EditInfo, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    if command.info == state.info:
        raise Refused("nothing_changed")
    _check_plan(replace(state.plan, info=command.info))
    return ev.InfoEdited(info=command.info)


@_decide.register
def _(command: cmd.EditCues, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    _not_ended(state)
    if command.cues == state.plan.cues and command.role_cues == state.plan.role_cues:
        raise Refused("nothing_changed")
    return ev.CuesEdited(cues=command.cues, role_cues=command.role_cues)


def _entry(state: State, entry_id: EntryId) -> Entry:
    try:
        return state.plan.entries[entry_id]
    except KeyError:
        raise BadValue("entry_id", "unknown_entry", entry_id=entry_id) from None


def _to_come(state: State, entry_id: EntryId) -> bool:
    current = state.core.round
    return current is None or state.plan.index(entry_id) > state.plan.index(current.entry_id)


def _check_place(state: State, before: EntryId | None) -> None:
    if before is None:
        return
    entry = _entry(state, before)
    if state.running and not _to_come(state, before):
        raise Refused("only_to_come", name=entry.name)


def _check_plan(plan: Plan) -> None:
    if not plan.info.name.strip():
        raise BadValue("name", "empty")
    try:
        timing.zone(plan.info.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise BadValue("time_zone", "unknown_zone", held=plan.info.time_zone) from None
    for entry in plan.in_order():
        if not entry.name.strip():
            raise BadValue("name", "empty", entry_id=entry.entry_id)
        if entry.planned < timedelta(0):
            raise BadValue("planned", "negative", entry_id=entry.entry_id)
        for name in ("list_price", "live_price", "cost", "stock", "first_release"):
            value = getattr(entry, name)
            if value is not None and value < 0:
                raise BadValue(name, "negative", entry_id=entry.entry_id)
    for product_id, entry in plan.products().items():
        stock, first = plan.allotment(product_id), plan.first_release(product_id)
        if first is not None and stock is not None and first > stock:
            raise BadValue("first_release", "beyond_stock", entry_id=entry.entry_id, stock=stock, held=first)
        stated = {e.stock for e in plan.in_order() if e.product_id == product_id and e.stock is not None}
        if len(stated) > 1:
            raise BadValue("stock", "two_stocks", entry_id=entry.entry_id, held=sorted(stated))


# -- stock --------------------------------------------------------------------------------------------


@_decide.register
def _(command: cmd.Release, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    _not_ended(state)
    _product(state, command.product_id)
    if command.quantity <= 0:
        raise BadValue("quantity", "not_positive", held=command.quantity)
    _check_release(state, command.product_id, command.quantity)
    return ev.Released(product_id=command.product_id, quantity=command.quantity)


@_decide.register
def _(command: cmd.Adjust, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    _not_ended(state)
    _product(state, command.product_id)
    if command.delta == 0:
        raise BadValue("delta", "zero")
    if not command.reason.strip():
        raise BadValue("reason", "empty")
    allotted = state.allotted(command.product_id) or 0
    gone = sold.get(command.product_id, 0)
    if allotted + command.delta < gone:
        raise Refused("below_sold", allotted=allotted, delta=command.delta, sold=gone)
    held = state.stock_of(command.product_id).held
    if held is not None and allotted + command.delta < state.stock_of(command.product_id).released + held.quantity:
        raise Refused("stock_held", quantity=held.quantity)
    return ev.Adjusted(product_id=command.product_id, delta=command.delta, reason=command.reason.strip())


@_decide.register
def _(command: cmd.HoldBack, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    _not_ended(state)
    _product(state, command.product_id)
    if command.quantity <= 0:
        raise BadValue("quantity", "not_positive", held=command.quantity)
    if state.stock_of(command.product_id).held is not None:
        raise Refused("already_held")
    _check_release(state, command.product_id, command.quantity)
    return ev.Held(product_id=command.product_id, quantity=command.quantity, until=command.until)


@_decide.register
def _(command: cmd.CancelHold, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    _not_ended(state)
    _product(state, command.product_id)
    if state.stock_of(command.product_id).held is None:
        raise Refused("not_held")
    return ev.HoldCancelled(product_id=command.product_id)


def _product(state: State, product_id: ProductId) -> None:
    if product_id not in state.plan.products():
        raise BadValue("product_id", "unknown_product", product_id=product_id)


def _unreleased(state: State, product_id: ProductId) -> int | None:
    """Pieces that may still go on sale; None when the allotment was never stated."""
    if state.plan.allotment(product_id) is None:
        return None
    return (state.allotted(product_id) or 0) - state.stock_of(product_id).released


def _check_release(state: State, product_id: ProductId, quantity: int) -> None:
    free = _unreleased(state, product_id)
    if free is not None and quantity > free:
        raise Refused("beyond_allotment", quantity=quantity, left=free)


def _check_released(state: State, plan: Plan) -> None:
    """A plan may not allot less than what is on sale already."""
    for product_id, facts in state.stock.items():
        stated = plan.allotment(product_id)
        if stated is not None and stated + facts.adjusted < facts.released:
            name = plan.products()[product_id].name
            raise Refused("stock_below_released", name=name, released=facts.released)


# -- words and the outside ----------------------------------------------------------------------------


@_decide.register
def _(command: cmd.SendMessage, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    _not_ended(state)
    return ev.MessageSent(text=_text("text", command.text, 500))


@_decide.register
def _(command: cmd.ReadMessage, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    told = state.message
    if told is None or told.seq != command.of or told.read_at is not None:
        raise Refused("no_such_message")
    return ev.MessageRead(of=command.of)


@_decide.register
def _(command: cmd.AddNote, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    return ev.Noted(text=_text("text", command.text, 5000))


@_decide.register
def _(command: cmd.TickAction, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    action = _text("action", command.action, 40)
    current = state.core.round
    if current is None:
        raise Refused("nothing_on_air")
    if any(tick.round_id == current.round_id and tick.action == action for tick in state.ticks):
        raise Refused("already_ticked", action=action)
    seconds = timing.length_of(current, state.pauses, at).total_seconds()
    return ev.Ticked(entry_id=current.entry_id, action=action, seconds=round(seconds, 1))


@_decide.register
def _(command: cmd.AskScene, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    return ev.SceneAsked(scene=_text("name", command.scene, 500))


@_decide.register
def _(command: cmd.RecordCue, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    return ev.CueDone(
        cause=command.cause,
        entry_id=command.entry_id,
        state=command.state,
        ms=command.ms,
        problems=command.problems,
        reason=command.reason,
    )


@_decide.register
def _(command: cmd.RecordScene, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    return ev.SceneSeen(scene=command.scene)


@_decide.register
def _(command: cmd.RecordObs, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    if command.reason is not None:
        return ev.ObsLost(reason=command.reason)
    return ev.ObsConnected(scene=command.scene)


def _text(field: str, text: str, limit: int) -> str:
    text = text.strip()
    if not text:
        raise BadValue(field, "empty")
    if len(text) > limit:
        raise BadValue(field, "too_long", limit=limit)
    return text
