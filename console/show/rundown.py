"""What a command means for a show: the event it is, or why it is refused. Pure; the state is not touched.

The run of the show is ruled here; the plan in ``plan_rulings``, stock in ``stock_rulings``, people in
``people_rulings``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from console.show import commands as cmd
from console.show import events as ev
from console.show import (
    people_rulings,  # noqa: F401  # registers its rulings
    timing,
    wave_rules,
    wave_rulings,  # noqa: F401
)
from console.show.plan import CueKind, Entry, Plan, effective_cues
from console.show.plan_rulings import check_plan, check_released
from console.show.ruling import BadValue, Refused, SameTake, given_text, known_entry, not_ended, rule, to_come
from console.show.state import State, Status
from console.show.stock_rulings import check_release, unreleased

__all__ = ["TAKE_GUARD", "BadValue", "Refused", "SameTake", "decide"]

TAKE_GUARD = timedelta(milliseconds=300)
LONGEST_ACTION = 200  # that of another item carries its id


def decide(state: State, command: cmd.Command, *, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    """The event ``command`` is at ``at``; ``sold`` is pieces sold so far per product.

    Raises Refused, BadValue or SameTake.
    """
    return rule(command, state, at, sold)


@rule.register
def _(command: cmd.CreateShow, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    if state.seq:
        raise Refused("show_exists")
    plan = Plan(info=command.info, entries={e.entry_id: e for e in command.entries})
    check_plan(replace(plan, order=tuple(e.entry_id for e in command.entries)))
    return ev.ShowCreated(info=command.info, entries=command.entries, cues=command.cues, role_cues=command.role_cues)


@rule.register
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


@rule.register
def _(command: cmd.Rehearse, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    if state.status is not Status.PLANNED:
        raise Refused("not_planned", status=state.status.value)
    first = _first_entry(state)
    return ev.RehearsalStarted(entry_id=first.entry_id, scene=_scene_of(state, first))


@rule.register
def _(command: cmd.Next, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    _must_run(state)
    _not_twice(state, at)
    entry = state.next_entry()
    if entry is None:
        raise Refused("last_entry")
    return _take(state, entry, "next")


@rule.register
def _(command: cmd.Previous, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    _must_run(state)
    _not_twice(state, at)
    entry = state.entry_before()
    if entry is None:
        raise Refused("first_entry")
    return _take(state, entry, "previous")


@rule.register
def _(command: cmd.Goto, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    entry = known_entry(state, command.entry_id)
    _must_run(state)
    if state.on_air is entry:
        _not_twice(state, at)
        raise Refused("already_on_air", name=entry.name)
    return _take(state, entry, "goto")


@rule.register
def _(command: cmd.Skip, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    entry = known_entry(state, command.entry_id)
    not_ended(state)
    if entry.entry_id in state.core.skipped:
        raise Refused("already_skipped", name=entry.name)
    if state.on_air is entry:
        raise Refused("skip_on_air", name=entry.name)
    if entry.entry_id in state.core.aired and not to_come(state, entry.entry_id):
        raise Refused("skip_done", name=entry.name)
    return ev.Skipped(entry_id=entry.entry_id)


@rule.register
def _(command: cmd.Restore, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    entry = known_entry(state, command.entry_id)
    not_ended(state)
    if entry.entry_id not in state.core.skipped:
        raise Refused("not_skipped", name=entry.name)
    return ev.Restored(entry_id=entry.entry_id)


@rule.register
def _(command: cmd.PauseShow, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    if state.status is Status.PAUSED:
        raise Refused("already_paused")
    if state.status is not Status.LIVE:
        raise Refused("not_live", status=state.status.value)
    return ev.Paused()


@rule.register
def _(command: cmd.ResumeShow, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    if state.status is not Status.PAUSED:
        raise Refused("not_paused", status=state.status.value)
    return ev.Resumed()


@rule.register
def _(command: cmd.EndShow, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    if state.status is Status.REHEARSING:
        return ev.RehearsalEnded()
    if state.status not in (Status.LIVE, Status.PAUSED):
        raise Refused("not_live", status=state.status.value)
    return ev.Ended()


@rule.register
def _(command: cmd.TakeBackImport, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    """At any time: what was never sold is as wrong in the review as on the air."""
    if command.number in state.taken_back:
        raise Refused("import_taken_back", file=command.file)
    return ev.ImportTakenBack(number=command.number, file=command.file, lines=command.lines, readings=command.readings)


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
    """Pieces that go on sale because this is the product's first take; what is held back stays back."""
    if entry.product_id is None:
        return 0
    facts = state.stock_of(entry.product_id)
    if facts.on_sale:
        return 0
    planned = state.plan.first_release(entry.product_id) or 0
    held = 0 if facts.held is None else facts.held.quantity
    return max(0, min(planned, (unreleased(state, entry.product_id) or 0) - held))


@rule.register
def _(command: cmd.Undo, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    not_ended(state)
    if not state.undo:
        raise Refused("nothing_to_undo")
    step = state.undo[-1]
    if isinstance(step.payload, ev.Released):
        facts = state.stock_of(step.payload.product_id)
        left = facts.released - sold.get(step.payload.product_id, 0)
        if left < step.payload.quantity:
            raise Refused("release_sold", quantity=step.payload.quantity, left=max(0, left))
    else:
        check_released(state, step.core.plan)
    return ev.Undone(of=step.seq)


@rule.register
def _(command: cmd.Redo, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    not_ended(state)
    if not state.redo:
        raise Refused("nothing_to_redo")
    step = state.redo[-1]
    if isinstance(step.payload, ev.Released):
        check_release(state, step.payload.product_id, step.payload.quantity)
    else:
        check_released(state, step.core.plan)
    return ev.Redone(of=step.seq)


@rule.register
def _(command: cmd.SendMessage, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    not_ended(state)
    return ev.MessageSent(text=given_text("text", command.text, 500))


@rule.register
def _(command: cmd.ReadMessage, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    told = state.message
    if told is None or told.seq != command.of or told.read_at is not None:
        raise Refused("no_such_message")
    return ev.MessageRead(of=command.of)


@rule.register
def _(command: cmd.AddNote, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    return ev.Noted(text=given_text("text", command.text, 5000))


@rule.register
def _(command: cmd.TickAction, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    action = given_text("action", command.action, LONGEST_ACTION)
    current = state.core.round
    if current is None:
        raise Refused("nothing_on_air")
    wanted = next((one for one in wave_rules.asked(state) if one.action == action and one.done_at is None), None)
    if wanted is not None:  # counted from the release that needs it, however often it was done before
        seconds = wave_rules.seconds_since(state, wanted.since, at)
        return ev.Ticked(entry_id=current.entry_id, action=action, seconds=round(seconds, 1))
    if any(tick.round_id == current.round_id and tick.action == action for tick in state.ticks):
        raise Refused("already_ticked", action=action)
    seconds = timing.length_of(current, state.pauses, at).total_seconds()
    return ev.Ticked(entry_id=current.entry_id, action=action, seconds=round(seconds, 1))


@rule.register
def _(command: cmd.AskScene, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    return ev.SceneAsked(scene=given_text("name", command.scene, 500))


@rule.register
def _(command: cmd.RecordCue, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    return ev.CueDone(
        cause=command.cause,
        entry_id=command.entry_id,
        state=command.state,
        ms=command.ms,
        problems=command.problems,
        reason=command.reason,
    )


@rule.register
def _(command: cmd.RecordScene, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    return ev.SceneSeen(scene=command.scene)


@rule.register
def _(command: cmd.RecordObs, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    if command.reason is not None:
        return ev.ObsLost(reason=command.reason)
    return ev.ObsConnected(scene=command.scene)


@rule.register
def _(command: cmd.RecordFeedQuiet, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    if state.status is not Status.LIVE:
        raise Refused("not_live", status=state.status.value)
    if (command.source, command.brings) in state.quiet:
        raise Refused("feed_quiet_already", source=command.source)
    return ev.FeedQuiet(
        source=command.source,
        brings=command.brings,
        last=command.last,
        seconds=_seconds(at - command.last),
        every_s=command.every_s,
    )


@rule.register
def _(command: cmd.RecordFeedBack, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    last = state.quiet.get((command.source, command.brings))
    if last is None:
        raise Refused("feed_not_quiet", source=command.source)
    return ev.FeedBack(source=command.source, brings=command.brings, last=last, seconds=_seconds(at - last))


def _seconds(silence: timedelta) -> float:
    return round(max(silence.total_seconds(), 0.0), 1)
