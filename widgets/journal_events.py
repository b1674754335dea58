"""The open show's events as the window has them: read once when it opens, then kept up with the desk, and in words."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from console.app import ShowClosed, ShowOpened
from console.listeners import Applied, Notice
from console.show.events import Event, Payload, UnknownEvent
from console.show.fold import apply
from console.show.plan import ProductId
from console.show.state import EMPTY, Core, StockFacts
from console.store import journal
from console.store.database import StoreFailed
from widgets.context import Context
from widgets.sentences import Sentences


@dataclass(frozen=True, slots=True)
class Record:
    """An event, and what its sentence needs of the state before it."""

    event: Event
    core: Core
    stock: Mapping[ProductId, StockFacts]


def records_of(events: Sequence[Event]) -> list[Record]:
    """A whole journal, each event with what was before it."""
    state, found = EMPTY, []
    for event in events:
        found.append(Record(event, state.core, state.stock))
        state = apply(state, event)
    return found


class JournalEvents(QObject):
    """``reloaded``: all records are new; ``added`` (a tuple of Record): these came after. One serves several docks."""

    reloaded = Signal()
    added = Signal(object)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._sentences = Sentences(context.console.settings.lang, self)
        self._show_id: str | None = None
        self._reading = False
        self._heard: list[Record] = []
        self.records: list[Record] = []
        listeners = context.console.listeners
        self._unsubscribe = [
            listeners.subscribe(ShowOpened, lambda told: self._open(told.show.show_id)),
            listeners.subscribe(ShowClosed, lambda told: self._close()),
            listeners.subscribe(Applied, self._on_applied),
        ]
        if context.console.show is not None:
            self._open(context.console.show.show_id)

    def release(self) -> None:
        """End the subscriptions."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._unsubscribe.clear()
        self._show_id = None

    @property
    def reading(self) -> bool:
        """True until the journal of the show that was opened is here."""
        return self._reading

    def words(self, record: Record) -> str:
        """The sentence of an event."""
        return self._sentences.of(record.event.payload, record.core, stock=record.stock, find=self._find)

    def words_of(self, event: Event) -> str:
        """The sentence of an event that is here; its kind when it is not."""
        record = self._at(event.seq)
        return event.kind if record is None else self.words(record)

    def undo_text(self) -> str:
        """What an undo would take back, or nothing."""
        show = self._context.console.show
        return "" if show is None else self._sentences.undo_text(show.state)

    def _at(self, seq: int) -> Record | None:
        """A journal has no holes, so the place follows from the seq."""
        place = seq - self.records[0].event.seq if self.records else -1
        return self.records[place] if 0 <= place < len(self.records) else None

    def _find(self, seq: int) -> tuple[Payload, Core] | None:
        record = self._at(seq)
        return None if record is None else (record.event.payload, record.core)

    # -- reading ------------------------------------------------------------------------------------

    def _close(self) -> None:
        self._show_id = None
        self._reading = False
        self.records = []
        self.reloaded.emit()

    def _open(self, show_id: str) -> None:
        self._show_id = show_id
        self._reading = True
        self._heard = []
        self.records = []
        self.reloaded.emit()
        # on a thread and a connection of its own: a day's journal would hold up the window, or the writer
        threading.Thread(target=self._read, args=(show_id,), name="journal-reader", daemon=True).start()

    def _read(self, show_id: str) -> None:
        console = self._context.console
        try:
            with console.database.connect() as connection:
                records = records_of(journal.load(connection, show_id))
        except (StoreFailed, UnknownEvent) as error:
            failure = Notice(code="journal_unread", level="error", data={"reason": str(error)})
            console.post(lambda: self._begin(show_id, [], failure))
            return
        console.post(lambda: self._begin(show_id, records, None))

    def _begin(self, show_id: str, read: list[Record], failure: Notice | None) -> None:
        """What was read, and what was heard while it was being read."""
        if self._show_id != show_id or not self._reading:
            return
        self._reading = False
        latest = read[-1].event.seq if read else 0
        self.records = [*read, *(record for record in self._heard if record.event.seq > latest)]
        self._heard = []
        if failure is not None:
            self._context.tell(failure)
        self.reloaded.emit()

    def _on_applied(self, told: Applied) -> None:
        if self._show_id is None:
            return
        state, new = told.before, []
        for event in told.events:
            new.append(Record(event, state.core, state.stock))
            state = told.after if len(told.events) == 1 else apply(state, event)
        if self._reading:
            self._heard.extend(new)
            return
        latest = self.records[-1].event.seq if self.records else 0
        fresh = tuple(record for record in new if record.event.seq > latest)
        if fresh:
            self.records.extend(fresh)
            self.added.emit(fresh)
