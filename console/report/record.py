"""What the journal tells beyond the state: names of what is gone, what was undone, outcomes of cues, and the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from console.report.sentences import Phrase, object_of, result_of, sentence_of
from console.show import events as ev
from console.show.plan import Entry, EntryId, ProductId


@dataclass(slots=True)
class Record:
    """One pass over a journal. ``undone`` holds the seqs of events that do not stand any more."""

    events: Sequence[ev.Event]
    entries: dict[EntryId, Entry] = field(default_factory=dict)  # every entry there ever was, as last known
    products: dict[ProductId, Entry] = field(default_factory=dict)
    undone: set[int] = field(default_factory=set)
    outcomes: dict[int, ev.CueDone] = field(default_factory=dict)  # the last outcome, by the event that fired the cues
    read_at: dict[int, datetime] = field(default_factory=dict)
    takes: dict[int, ev.Event] = field(default_factory=dict)  # those of the show, not of a rehearsal
    releases: list[tuple[int, datetime, ProductId, int]] = field(default_factory=list)  # seq, when, what, pieces
    kinds: dict[int, str] = field(default_factory=dict)  # of the events something else refers to
    live_seq: int | None = None
    cue_states: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, events: Sequence[ev.Event]) -> Record:
        record = cls(events)
        for event in events:
            record._add(event)
        return record

    def name_of(self, entry_id: EntryId) -> str:
        entry = self.entries.get(entry_id)
        return entry_id if entry is None else entry.name

    def product_name(self, product_id: str) -> str:
        entry = self.products.get(ProductId(product_id))
        return product_id if entry is None else entry.name

    def standing(self, seq: int) -> bool:
        return seq not in self.undone

    @property
    def undone_takes(self) -> int:
        return sum(1 for seq in self.takes if seq in self.undone)

    def _add(self, event: ev.Event) -> None:
        what = event.payload
        match what:
            case ev.ShowCreated() | ev.PlanMerged() | ev.EntriesInserted() | ev.EntriesEdited():
                for entry in what.entries:
                    self.entries[entry.entry_id] = entry
                    if entry.product_id is not None:
                        self.products.setdefault(entry.product_id, entry)
                self.kinds[event.seq] = event.kind
            case ev.WentLive():
                self.live_seq = event.seq
                self.takes = {event.seq: event}
                self.releases.clear()
                self.cue_states.clear()
                self._first_release(event, what)
            case ev.Taken():
                self.takes[event.seq] = event
                self.kinds[event.seq] = event.kind
                self._first_release(event, what)
            case ev.Released():
                self.releases.append((event.seq, event.at, what.product_id, what.quantity))
                self.kinds[event.seq] = event.kind
            case ev.CueDone():
                self.outcomes[what.cause] = what
                self.cue_states[what.state] += 1
            case ev.MessageRead():
                self.read_at[what.of] = event.at
            case ev.RehearsalEnded():
                self.takes = {}
            case ev.Undone():
                self.undone.add(what.of)
            case ev.Redone():
                self.undone.discard(what.of)
            case (
                ev.EntriesMoved() | ev.EntriesRemoved() | ev.InfoEdited() | ev.CuesEdited()
                | ev.Skipped() | ev.Restored()
            ):  # fmt: skip
                self.kinds[event.seq] = event.kind
            case _:
                pass

    def _first_release(self, event: ev.Event, what: ev.WentLive | ev.Taken) -> None:
        """An undo of the take leaves these pieces on sale, so they always stand."""
        entry = self.entries.get(what.entry_id)
        if what.first_release and entry is not None and entry.product_id is not None:
            self.releases.append((0, event.at, entry.product_id, what.first_release))


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One event as the log tells it. ``clock``: since the show went live, None before."""

    seq: int
    at: datetime
    clock: timedelta | None
    actor: str
    kind: str
    object: Phrase | str
    sentence: Phrase
    result: Phrase | None


@dataclass(frozen=True, slots=True)
class Log:
    """The whole journal as rows, each made when it is asked for: a long show's log is never in memory twice."""

    record: Record
    started_at: datetime | None

    def __len__(self) -> int:
        return len(self.record.events)

    def __iter__(self) -> Iterator[LogRow]:
        started, live_seq = self.started_at, self.record.live_seq
        for event in self.record.events:
            on_record = started is not None and live_seq is not None and event.seq >= live_seq
            yield LogRow(
                seq=event.seq,
                at=event.at,
                clock=event.at - started if on_record and started is not None else None,
                actor=event.actor,
                kind=event.kind,
                object=object_of(event, self.record),
                sentence=sentence_of(event, self.record),
                result=result_of(event, self.record),
            )
