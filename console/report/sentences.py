"""What the log says of each kind of event: keys and data of sentences, put into words by whoever writes them down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from console.show import events as ev
from console.show.plan import CueKind, Entry, EntryId
from console.show.wave_rules import ADD_STOCK, product_of_action
from console.show.waves import Condition, When, said

SHORT_LIST = 3  # names told before "and N in all"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence to be said: its key, and data whose values may be phrases, or lists of them, themselves."""

    key: str
    data: Mapping[str, Any] = field(default_factory=dict)


class Names(Protocol):
    """What is known of the journal an event stands in."""

    undone: set[int]
    outcomes: dict[int, ev.CueDone]
    read_at: dict[int, datetime]
    kinds: dict[int, str]

    def name_of(self, entry_id: EntryId) -> str: ...

    def product_name(self, product_id: str) -> str: ...


def kind_key(kind: str) -> str:
    """The key of an event kind's short name."""
    return f"report.kind.{kind}"


def sentence_of(event: ev.Event, names: Names) -> Phrase:
    """What happened, whole. A kind without a sentence is a bug and raises KeyError."""
    return _SENTENCES[event.payload.__class__](event.payload, names)


def object_of(event: ev.Event, names: Names) -> Phrase | str:
    """What it happened to, by name; empty when it is the show itself."""
    what: Any = event.payload
    match what:
        case ev.WentLive() | ev.Taken() | ev.Skipped() | ev.Restored() | ev.Ticked() | ev.RehearsalStarted():
            return names.name_of(what.entry_id)
        case ev.CueDone():
            return "" if what.entry_id is None else names.name_of(what.entry_id)
        case ev.Released() | ev.Adjusted() | ev.Held() | ev.HoldCancelled() | ev.Drawn():
            return names.product_name(what.product_id)
        case ev.EntriesInserted() | ev.EntriesEdited():
            return _listed([entry.name for entry in what.entries])
        case ev.EntriesMoved() | ev.EntriesRemoved():
            return _listed([names.name_of(entry_id) for entry_id in what.entry_ids])
        case ev.SceneAsked() | ev.SceneSeen():
            return str(what.scene)
        case ev.ImportTakenBack():
            return str(what.file)
        case ev.HostChanged():
            return str(what.host)
        case ev.ShowCreated() | ev.InfoEdited():
            return str(what.info.name)
        case ev.FeedQuiet() | ev.FeedBack():
            return _source(what.source)
        case _:
            return ""


def result_of(event: ev.Event, names: Names) -> Phrase | None:
    """What came of it, where the journal knows: undone since, shown by OBS, read by the host."""
    if event.seq in names.undone:
        return Phrase("report.result.undone")
    what = event.payload
    if isinstance(what, ev.CueDone):
        return outcome_phrase(what.state, what.ms)
    if isinstance(what, ev.MessageSent):
        read = names.read_at.get(event.seq)
        if read is None:
            return Phrase("report.result.unread")
        return Phrase("report.result.read", {"seconds": _tenths((read - event.at).total_seconds())})
    outcome = names.outcomes.get(event.seq)
    return None if outcome is None else outcome_phrase(outcome.state, outcome.ms)


def outcome_phrase(state: str, ms: float | None) -> Phrase:
    """The outcome of cues in a few words."""
    if state == "done" and ms is not None:
        return Phrase("report.outcome.done_in", {"ms": round(ms)})
    return Phrase(f"report.outcome.{state}")


def _listed(names: Sequence[str]) -> Phrase | str:
    if len(names) == 1:
        return names[0]
    shown = tuple(names[:SHORT_LIST])
    return Phrase("report.list" if len(names) <= SHORT_LIST else "report.list_more", {"names": shown, "n": len(names)})


def _tenths(seconds: float) -> str:
    return f"{seconds:.1f}"


def _created(what: ev.ShowCreated, _: Names) -> Phrase:
    return Phrase("report.says.show_created", {"name": what.info.name, "n": len(what.entries)})


def _merged(what: ev.PlanMerged, _: Names) -> Phrase:
    counts = {"added": what.added, "removed": what.removed, "changed": what.changed, "moved": what.moved}
    if not what.source:
        return Phrase("report.says.plan_merged", counts)
    return Phrase("report.says.plan_merged_from", {**counts, "source": what.source})


def _inserted(what: ev.EntriesInserted, names: Names) -> Phrase:
    listed = _listed([entry.name for entry in what.entries])
    if what.before is None:
        return Phrase("report.says.entries_inserted_last", {"names": listed})
    return Phrase("report.says.entries_inserted", {"names": listed, "before": names.name_of(what.before)})


def _edited(what: ev.EntriesEdited, _: Names) -> Phrase:
    listed = _listed([entry.name for entry in what.entries])
    if not what.fields:
        return Phrase("report.says.entries_edited", {"names": listed})
    fields = tuple(Phrase(field_key(name)) for name in what.fields)
    return Phrase("report.says.entries_edited_fields", {"names": listed, "fields": fields})


def field_key(name: str) -> str:
    """The key of an entry field's name; one this program does not know is called a detail."""
    return f"report.field.{name}" if name in Entry.__dataclass_fields__ else "report.field.other"


def _moved(what: ev.EntriesMoved, names: Names) -> Phrase:
    listed = _listed([names.name_of(entry_id) for entry_id in what.entry_ids])
    if what.before is None:
        return Phrase("report.says.entries_moved_last", {"names": listed})
    return Phrase("report.says.entries_moved", {"names": listed, "before": names.name_of(what.before)})


def _removed(what: ev.EntriesRemoved, names: Names) -> Phrase:
    return Phrase(
        "report.says.entries_removed", {"names": _listed([names.name_of(entry_id) for entry_id in what.entry_ids])}
    )


def _went_live(what: ev.WentLive, names: Names) -> Phrase:
    data: dict[str, Any] = {"name": names.name_of(what.entry_id), "first": _first_release(what.first_release)}
    if what.override is None:
        return Phrase("report.says.went_live", data)
    data |= {"checks": _checks(what.failed_checks), "reason": what.override}
    return Phrase("report.says.went_live_anyway", data)


def _checks(failed: Sequence[str]) -> tuple[Phrase, ...]:
    """Each check that was overridden, in the words in which it stood on the screen."""
    parts = ((check, *check.partition(":")) for check in failed)
    return tuple(Phrase(f"check.{code}", {"what": what, "otherwise": check}) for check, code, _, what in parts)


def _first_release(quantity: int) -> Phrase | str:
    return Phrase("report.first_release", {"quantity": quantity}) if quantity else ""


_HOW = frozenset({"next", "previous", "goto"})


def _taken(what: ev.Taken, names: Names) -> Phrase:
    how = what.how if what.how in _HOW else "goto"
    return Phrase(
        f"report.says.taken_{how}",
        {"name": names.name_of(what.entry_id), "first": _first_release(what.first_release)},
    )


def _shifts(what: ev.ShiftsPlanned, _: Names) -> Phrase:
    if not what.shifts:
        return Phrase("report.says.shifts_none")
    people = tuple(dict.fromkeys(shift.person for shift in what.shifts))
    names: Phrase | str = Phrase("report.list", {"names": people})
    if len(people) > SHORT_LIST:
        names = Phrase("roster.people_more", {"names": people[:SHORT_LIST], "n": len(people)})
    return Phrase("report.says.shifts_planned", {"n": len(what.shifts), "names": names})


def _host(what: ev.HostChanged, _: Names) -> Phrase:
    if not what.before or what.before == what.host:
        return Phrase("report.says.host_on", {"host": what.host})
    return Phrase("report.says.host_changed", {"host": what.host, "before": what.before})


def _adjusted(what: ev.Adjusted, names: Names) -> Phrase:
    return Phrase(
        "report.says.adjusted",
        {"name": names.product_name(what.product_id), "delta": f"{what.delta:+d}", "reason": what.reason},
    )


def _drawn(what: ev.Drawn, names: Names) -> Phrase:
    data = {"quantity": abs(what.quantity), "wanted": what.wanted, "other": what.other}
    return Phrase(f"report.says.{what.way}", {"name": names.product_name(what.product_id), **data})


def _released(what: ev.Released, names: Names) -> Phrase:
    data: dict[str, Any] = {"name": names.product_name(what.product_id), "quantity": what.quantity}
    if what.wave:
        data["number"] = what.number
    if what.condition is None:
        return Phrase("report.says.wave_released" if what.wave else "report.says.released", data)
    data["when"] = _condition(what.condition, of_hold=not what.wave)
    counted = what.seen is not None and what.condition.when is not When.SOLD_OUT
    data["seen"] = Phrase("waves.seen", {"seen": what.seen}) if counted else ""
    return Phrase("report.says.wave_by_itself" if what.wave else "report.says.hold_met", data)


def _condition(condition: Condition, *, of_hold: bool) -> Phrase:
    key, data = said(condition, of_hold=of_hold)
    return Phrase(key, {name: Phrase(*value) if isinstance(value, tuple) else value for name, value in data.items()})


def _held(what: ev.Held, names: Names) -> Phrase:
    data: dict[str, Any] = {"name": names.product_name(what.product_id), "quantity": what.quantity}
    if what.condition is not None:
        return Phrase("report.says.held_until", {**data, "until": _condition(what.condition, of_hold=True)})
    return Phrase("report.says.held_until", {**data, "until": what.until}) if what.until else Phrase(_HELD, data)


_HELD = "report.says.held"


def _hold_cancelled(what: ev.HoldCancelled, names: Names) -> Phrase:
    return Phrase("report.says.hold_cancelled", {"name": names.product_name(what.product_id)})


def _ticked(what: ev.Ticked, names: Names) -> Phrase:
    other = product_of_action(what.action)
    action: Phrase | str = action_word(what.action)
    if other is not None:
        action = Phrase("report.action_of", {"action": action, "name": names.product_name(other)})
    return Phrase("report.says.ticked", {"action": action, "seconds": _tenths(what.seconds)})


ACTIONS = frozenset({"show_card", "open_price", "add_stock", "add_link", "coupon", "lucky_bag", "pin_comment"})


def action_word(action: str) -> Phrase | str:
    """A platform action's name; the user's own words stay as they are."""
    if product_of_action(action) is not None:
        action = ADD_STOCK
    return Phrase(f"report.action.{action}") if action in ACTIONS else action


def _obs_connected(what: ev.ObsConnected, _: Names) -> Phrase:
    if what.scene is None:
        return Phrase("report.says.obs_connected")
    return Phrase("report.says.obs_connected_scene", {"scene": what.scene})


def _obs_lost(what: ev.ObsLost, _: Names) -> Phrase:
    return Phrase("report.says.obs_lost", {"reason": _known("obs.reason", what.reason)})


def _feed_quiet(what: ev.FeedQuiet, _: Names) -> Phrase:
    return Phrase(
        f"report.says.feed_quiet_{what.brings}",
        {"source": _source(what.source), "length": _length(what.seconds), "every": _length(what.every_s)},
    )


def _feed_back(what: ev.FeedBack, _: Names) -> Phrase:
    return Phrase(
        f"report.says.feed_back_{what.brings}", {"source": _source(what.source), "length": _length(what.seconds)}
    )


def _source(source: str) -> Phrase:
    """A source by the name people know it by; ``compass:derived`` is a part of one."""
    name, colon, detail = source.partition(":")
    if not colon:
        return _known("source", source)
    head = _known("source", name)
    otherwise = Phrase("report.source_part", {"source": head, "part": detail})
    return Phrase(f"source.part.{detail}", {"source": head, "otherwise": otherwise})


def _length(seconds: float) -> str:
    minutes, left = divmod(round(seconds), 60)
    return f"{minutes}:{left:02d}"


def _known(area: str, code: str, data: Mapping[str, Any] | None = None) -> Phrase:
    """A code of another area; ``Captions`` says the code itself where that area has no words for it."""
    return Phrase(f"{area}.{code}", {**(data or {}), "otherwise": code})


def _cue_done(what: ev.CueDone, names: Names) -> Phrase:
    if what.problems:
        problems = tuple(
            Phrase("report.cue_problem", {"cue": _cue_word(problem), "why": _why(problem)}) for problem in what.problems
        )
        return Phrase("report.says.cue_done_problems", {"problems": problems})
    if what.reason is not None:
        return Phrase("report.says.cue_done_reason", {"reason": _known("obs.reason", what.reason)})
    return Phrase("report.says.cue_done", {"outcome": outcome_phrase(what.state, what.ms)})


def _cue_word(problem: ev.CueProblem) -> Phrase:
    kind: CueKind = problem.cue.kind
    return Phrase(f"report.cue.{kind.value}")


def _why(problem: ev.CueProblem) -> Phrase:
    cue = problem.cue
    return _known(
        "obs.cue",
        problem.code,
        {"target": cue.target, "scene": cue.scene, "detail": problem.detail, "value": cue.value},
    )


def _of(key: str) -> Callable[[Any, Names], Phrase]:
    def phrase(what: Any, names: Names) -> Phrase:
        kind = names.kinds.get(what.of)
        return Phrase(key, {"of": what.of, "what": "" if kind is None else Phrase(kind_key(kind))})

    return phrase


def _plain(key: str) -> Callable[[Any, Names], Phrase]:
    said = Phrase(key)
    return lambda _what, _names: said


def _entry(key: str) -> Callable[[Any, Names], Phrase]:
    return lambda what, names: Phrase(key, {"name": names.name_of(what.entry_id)})


def _words(key: str, *fields: str) -> Callable[[Any, Names], Phrase]:
    return lambda what, _names: Phrase(key, {name: getattr(what, name) for name in fields})


_SENTENCES: Mapping[type[ev.Payload], Callable[[Any, Names], Phrase]] = {
    ev.ShowCreated: _created,
    ev.PlanMerged: _merged,
    ev.EntriesInserted: _inserted,
    ev.EntriesEdited: _edited,
    ev.EntriesMoved: _moved,
    ev.EntriesRemoved: _removed,
    ev.InfoEdited: _plain("report.says.info_edited"),
    ev.CuesEdited: _plain("report.says.cues_edited"),
    ev.ShiftsPlanned: _shifts,
    ev.HostChanged: _host,
    ev.RehearsalStarted: _entry("report.says.rehearsal_started"),
    ev.RehearsalEnded: _plain("report.says.rehearsal_ended"),
    ev.WentLive: _went_live,
    ev.Taken: _taken,
    ev.Skipped: _entry("report.says.skipped"),
    ev.Restored: _entry("report.says.restored"),
    ev.Paused: _plain("report.says.paused"),
    ev.Resumed: _plain("report.says.resumed"),
    ev.Ended: _plain("report.says.ended"),
    ev.Released: _released,
    ev.Adjusted: _adjusted,
    ev.Drawn: _drawn,
    ev.Held: _held,
    ev.HoldCancelled: _hold_cancelled,
    ev.MessageSent: _words("report.says.message_sent", "text"),
    ev.MessageRead: _words("report.says.message_read", "of"),
    ev.Noted: _words("report.says.noted", "text"),
    ev.Ticked: _ticked,
    ev.SceneAsked: _words("report.says.scene_asked", "scene"),
    ev.SceneSeen: _words("report.says.scene_seen", "scene"),
    ev.ObsConnected: _obs_connected,
    ev.ObsLost: _obs_lost,
    ev.FeedQuiet: _feed_quiet,
    ev.FeedBack: _feed_back,
    ev.CueDone: _cue_done,
    ev.ImportTakenBack: _words("report.says.import_taken_back", "file", "lines", "readings"),
    ev.Undone: _of("report.says.undone"),
    ev.Redone: _of("report.says.redone"),
}
