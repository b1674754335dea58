"""The journal as rows, newest first: filtered by what they are about and by words, worded only when looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from console.show import events as ev
from console.show.timing import zone
from widgets.journal_events import Record
from widgets.timed_rows import TIME_ROLE

Index = QModelIndex | QPersistentModelIndex
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
TIP = int(Qt.ItemDataRole.ToolTipRole)
COLOR_ROLE = TIME_ROLE + 1
SLICE = 400  # records looked through before the window gets a turn
BAD_OUTCOMES = frozenset({"failed"})
LATE_OUTCOMES = frozenset({"timed_out", "not_connected"})


class About(Enum):
    """What a row is about; ``ALL`` is every row."""

    ALL = "all"
    ALERTS = "alerts"
    TAKES = "takes"
    STOCK = "stock"
    WORDS = "words"


TAKES = (
    ev.Taken,
    ev.WentLive,
    ev.Skipped,
    ev.Restored,
    ev.Paused,
    ev.Resumed,
    ev.Ended,
    ev.RehearsalStarted,
    ev.RehearsalEnded,
    ev.HostChanged,
    ev.Undone,
    ev.Redone,
)
STOCK = (ev.Released, ev.Adjusted, ev.Drawn, ev.Held, ev.HoldCancelled)
WORDS = (ev.MessageSent, ev.MessageRead, ev.Noted)


def color_of(payload: ev.Payload) -> str | None:
    """The colour role of a fact that wants attention, or None."""
    match payload:
        case ev.CueDone(state=state) if state in BAD_OUTCOMES:
            return "bad"
        case ev.CueDone(state=state) if state in LATE_OUTCOMES:
            return "late"
        case ev.ObsLost():
            return "bad"
        case ev.SceneSeen() | ev.FeedQuiet():
            return "late"
        case ev.WentLive(override=override) if override:
            return "late"
    return None


def is_about(payload: ev.Payload, about: About) -> bool:
    """Whether a fact belongs under a filter."""
    match about:
        case About.ALL:
            return True
        case About.ALERTS:
            return color_of(payload) is not None
        case About.TAKES:
            return isinstance(payload, TAKES)
        case About.STOCK:
            return isinstance(payload, STOCK)
        case About.WORDS:
            return isinstance(payload, WORDS)


class JournalModel(QAbstractListModel):
    """Rows over the records; a search goes through them slice by slice, newest first, and never holds the window."""

    def __init__(self, words: Callable[[Record], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._records: Sequence[Record] = ()
        self._rows: list[Record] = []
        self._texts: dict[int, str] = {}
        self._about = About.ALL
        self._search = ""
        self._zone = "UTC"
        self._looked = 0  # how many records, from the newest, have been looked through
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._look_on)

    # -- what it is told ----------------------------------------------------------------------------

    def reset(self, records: Sequence[Record], zone_name: str) -> None:
        """Other records; times are told in this zone."""
        self._records, self._zone = records, zone_name
        self._texts.clear()
        self._begin()

    def added(self, records: Iterable[Record]) -> None:
        """These came after those there are, and are already among them."""
        new = list(records)
        self._looked += len(new)
        shown = [record for record in reversed(new) if self._matches(record)]
        if shown:
            self.beginInsertRows(QModelIndex(), 0, len(shown) - 1)
            self._rows[:0] = shown
            self.endInsertRows()

    def show_only(self, about: About, search: str) -> None:
        """Rows about something whose words hold ``search``."""
        search = search.strip().lower()
        if (about, search) != (self._about, self._search):
            self._about, self._search = about, search
            self._begin()

    def _begin(self) -> None:
        self.beginResetModel()
        self._looked = 0
        self._rows = []
        if not self._search:  # no words needed: quick for a whole day
            self._rows = [record for record in reversed(self._records) if is_about(record.event.payload, self._about)]
            self._looked = len(self._records)
        self.endResetModel()
        if self.searching:
            self._timer.start()
            self._look_on()

    @property
    def searching(self) -> bool:
        """Whether there are records not yet looked through."""
        return self._looked < len(self._records)

    def _look_on(self) -> None:
        end = len(self._records) - self._looked
        part = self._records[max(0, end - SLICE) : end]
        found = [record for record in reversed(part) if self._matches(record)]
        self._looked += len(part)
        if found:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(found) - 1)
            self._rows += found
            self.endInsertRows()
        if not self.searching:
            self._timer.stop()

    def _matches(self, record: Record) -> bool:
        if not is_about(record.event.payload, self._about):
            return False
        return not self._search or self._search in self.text_of(record).lower()

    # -- what it answers ----------------------------------------------------------------------------

    def text_of(self, record: Record) -> str:
        """The sentence of a record, worded once."""
        text = self._texts.get(record.event.seq)
        if text is None:
            text = self._texts[record.event.seq] = self._words(record)
        return text

    def time_of(self, record: Record) -> str:
        """Wall clock of the room."""
        return f"{record.event.at.astimezone(zone(self._zone)):%H:%M:%S}"

    def record_at(self, index: Index) -> Record | None:
        """The record of a row."""
        return self._rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        record = self._rows[index.row()]
        if role == DISPLAY:
            return self.text_of(record)
        if role == TIME_ROLE:
            return self.time_of(record)
        if role == COLOR_ROLE:
            return color_of(record.event.payload)
        if role == TIP:
            at = record.event.at.astimezone(zone(self._zone))
            return f"{at:%Y-%m-%d %H:%M:%S} · {record.event.actor}\n{self.text_of(record)}"
        return None
