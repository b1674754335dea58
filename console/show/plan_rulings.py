"""Rulings on the plan: what may be inserted, edited, moved and removed, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfoNotFoundError

from console.show import commands as cmd
from console.show import events as ev
from console.show import timing
from console.show.plan import Entry, EntryId, Plan, ProductId
from console.show.ruling import BadValue, Refused, known_entry, not_ended, rule, to_come
from console.show.state import State
from console.show.waves import MOST_WAVES


@rule.register
def _(command: cmd.Insert, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    not_ended(state)
    if not command.entries:
        raise BadValue("entries", "empty")
    if any(entry.entry_id in state.plan.entries for entry in command.entries):
        raise BadValue("entries", "entry_exists")
    _check_place(state, command.before)
    at_index = len(state.plan.order) if command.before is None else state.plan.index(command.before)
    ids = tuple(entry.entry_id for entry in command.entries)
    order = (*state.plan.order[:at_index], *ids, *state.plan.order[at_index:])
    entries = {**state.plan.entries, **{e.entry_id: e for e in command.entries}}
    plan = replace(state.plan, entries=entries, order=order)
    check_plan(plan)
    check_released(state, plan)
    return ev.EntriesInserted(entries=command.entries, before=command.before)


@rule.register
def _(command: cmd.Edit, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    not_ended(state)
    changed: dict[EntryId, Entry] = {}
    names: list[str] = []
    for entry in command.entries:
        known = known_entry(state, entry.entry_id)
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
    check_plan(plan)
    check_released(state, plan)
    return ev.EntriesEdited(entries=tuple(changed.values()), fields=tuple(names))


@rule.register
def _(command: cmd.Move, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    not_ended(state)
    moving = [known_entry(state, entry_id).entry_id for entry_id in command.entry_ids]
    if state.running:
        for entry_id in moving:
            if entry_id in state.core.aired:
                raise _no_move(state, entry_id)
    if command.before in moving:
        raise BadValue("before", "moves_itself")
    _check_place(state, command.before)
    ids = tuple(sorted(set(moving), key=state.plan.index))
    rest = tuple(i for i in state.plan.order if i not in ids)
    place = len(rest) if command.before is None else rest.index(command.before)
    if (*rest[:place], *ids, *rest[place:]) == state.plan.order:
        raise Refused("nothing_changed")
    return ev.EntriesMoved(entry_ids=ids, before=command.before)


@rule.register
def _(command: cmd.Remove, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    not_ended(state)
    if not command.entry_ids:
        raise BadValue("entry_ids", "empty")
    for entry_id in command.entry_ids:
        known_entry(state, entry_id)
        if entry_id in state.core.aired:
            raise _no_removal(state, entry_id)
    gone = set(command.entry_ids)
    plan = replace(state.plan, order=tuple(i for i in state.plan.order if i not in gone))
    check_released(state, plan)
    return ev.EntriesRemoved(entry_ids=command.entry_ids)


@rule.register
def _(command: cmd.MergePlan, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    not_ended(state)
    order = tuple(entry.entry_id for entry in command.entries)
    for entry_id in state.core.aired:
        if entry_id not in order:
            raise _no_removal(state, entry_id)
    plan = replace(state.plan, entries={e.entry_id: e for e in command.entries}, order=order)
    if plan.in_order() == state.plan.in_order():
        raise Refused("nothing_changed")
    check_plan(plan)
    _check_history(state, command.entries)
    check_released(state, plan)
    return ev.PlanMerged(
        entries=command.entries,
        source=command.source,
        added=command.added,
        removed=command.removed,
        changed=command.changed,
        moved=command.moved,
    )


@rule.register
def _(command: cmd.EditInfo, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    if command.info == state.info:
        raise Refused("nothing_changed")
    check_plan(replace(state.plan, info=command.info))
    return ev.InfoEdited(info=command.info)


@rule.register
def _(command: cmd.EditCues, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    not_ended(state)
    if command.cues == state.plan.cues and command.role_cues == state.plan.role_cues:
        raise Refused("nothing_changed")
    return ev.CuesEdited(cues=command.cues, role_cues=command.role_cues)


def _check_place(state: State, before: EntryId | None) -> None:
    if before is None:
        return
    entry = known_entry(state, before)
    if state.running and not to_come(state, before):
        raise Refused("only_to_come", name=entry.name)


def _check_history(state: State, entries: tuple[Entry, ...]) -> None:
    """What a newer sheet was laid over may have gone on the air meanwhile: that is history, values and order."""
    aired = state.core.aired
    for entry in entries:
        known = state.plan.entries.get(entry.entry_id)
        if entry.entry_id in aired and entry != known:
            raise Refused("edit_aired", name=entry.name)
    was = [entry_id for entry_id in state.plan.order if entry_id in aired]
    for before, after in zip(was, (e.entry_id for e in entries if e.entry_id in aired), strict=True):
        if before != after:
            raise Refused("move_aired", name=state.plan.entries[after].name)


def check_plan(plan: Plan) -> None:
    """Whether any show could have this plan. Raises BadValue."""
    if len(plan.entries) != len(plan.order) or len(set(plan.order)) != len(plan.order):
        raise BadValue("entries", "entry_exists")
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
        _check_waves(entry)
    stated: dict[ProductId, set[int]] = {}
    for entry in plan.in_order():
        if entry.product_id is not None and entry.stock is not None:
            stated.setdefault(entry.product_id, set()).add(entry.stock)
    for product_id, entry in plan.products().items():
        stock, first = plan.allotment(product_id), plan.first_release(product_id)
        if first is not None and stock is not None and first > stock:
            raise BadValue("first_release", "beyond_stock", entry_id=entry.entry_id, stock=stock, held=first)
        if len(stated.get(product_id, ())) > 1:
            raise BadValue("stock", "two_stocks", entry_id=entry.entry_id, held=sorted(stated[product_id]))


def _check_waves(entry: Entry) -> None:
    if len(entry.waves) > MOST_WAVES:
        raise BadValue("waves", "too_many", entry_id=entry.entry_id, limit=MOST_WAVES)
    for wave in entry.waves:
        if wave.quantity <= 0:
            raise BadValue("quantity", "not_positive", entry_id=entry.entry_id, held=wave.quantity)
        problem = None if wave.condition is None else wave.condition.problem()
        if problem is not None:
            raise BadValue(*problem, entry_id=entry.entry_id)


def check_released(state: State, plan: Plan) -> None:
    """A plan may not allot less than what is on sale already, and what is held back beside it. Raises Refused."""
    for product_id, facts in state.stock.items():
        stated = plan.allotment(product_id)
        if stated is None or facts.drawn is not None:  # what was drawn counts; the plan only says what it wants
            continue
        if stated + facts.adjusted < facts.released:
            name = plan.products()[product_id].name
            raise Refused("stock_below_released", name=name, released=facts.released)
        if facts.held is not None and stated + facts.adjusted < facts.released + facts.held.quantity:
            raise Refused("stock_held", quantity=facts.held.quantity)


def _no_move(state: State, entry_id: EntryId) -> Refused:
    """Why an entry that is on air, or was, stays where it is."""
    entry = state.plan.entries[entry_id]
    if entry == state.on_air:
        return Refused("move_on_air", name=entry.name)
    return Refused("move_aired", name=entry.name)


def _no_removal(state: State, entry_id: EntryId) -> Refused:
    """Why an entry that is on air, or was, stays in the run order."""
    entry = state.plan.entries[entry_id]
    if entry == state.on_air:
        return Refused("remove_on_air", name=entry.name)
    return Refused("remove_aired", name=entry.name)
