"""One shift as it is written: which duty, who, on which day, from when to when by the room's clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLabel, QLineEdit, QWidget

from console.feeds.times import clock
from console.feeds.values import ValueRefused
from console.roster import Roster
from console.show.shifts import LONGEST_NAME, Duty, Shift, first_after
from widgets.form import mark, point_at
from widgets.roster_words import duty_name
from widgets.theme import font


def read_clock(text: str) -> time:
    """A clock time as a hand types it. Raises ValueRefused.

    >>> [f"{read_clock(each):%H:%M}" for each in ("20:00", "8", "0230", "930", "2点半", "24:00")]
    ['20:00', '08:00', '02:30', '09:30', '02:30', '00:00']
    """
    typed = text.strip()
    if typed.isdigit() and len(typed) in (3, 4):
        typed = f"{typed[:-2]}:{typed[-2:]}"
    found = clock(typed)
    if found is None:
        raise ValueRefused("not_clock", text)
    return found


def at_wall(day: date, wall: time, here: ZoneInfo) -> datetime:
    """The instant at which the room's clock shows ``wall`` on ``day``."""
    return datetime.combine(day, wall, tzinfo=here).astimezone(UTC)


class ShiftRow(QWidget):
    """``entered``: Enter in one of the fields. The end is the first such clock time after the start."""

    entered = Signal()

    def __init__(self, lang: str, here: ZoneInfo, days: Sequence[date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lang, self._here, self._roster = lang, here, Roster()
        self.duty = QComboBox()
        for duty in Duty:
            self.duty.addItem(duty_name(lang, duty), duty)
        self.person = QComboBox()
        self.person.setEditable(True)
        self.person.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.person.setMinimumContentsLength(8)
        line = self.person.lineEdit()
        assert line is not None
        self.name = line
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(self.tr("名字或拼音首字母"))
        self.day = QComboBox()
        for day in days:
            self.day.addItem(f"{day:%m-%d}", day)
        self.start, self.end = QLineEdit(), QLineEdit()
        for line_, example in ((self.start, "20:00"), (self.end, "02:00")):
            line_.setMaxLength(8)
            line_.setPlaceholderText(example)
            line_.setFixedWidth(84)
        self.length = QLabel()
        self.length.setFont(font(13, figures=True))
        self.length.setProperty("soft", True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        fields = (
            (self.tr("岗位"), self.duty),
            (self.tr("谁"), self.person),
            (self.tr("哪天"), self.day),
            (self.tr("从"), self.start),
            (self.tr("到"), self.end),
        )
        for place, (caption, field) in enumerate(fields):
            words = QLabel(caption)
            words.setFont(font(12))
            words.setProperty("faint", True)
            field.setAccessibleName(caption)
            grid.addWidget(words, 0, place)
            grid.addWidget(field, 1, place)
        grid.addWidget(self.length, 1, len(fields))
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(len(fields), 150)

    def _connect(self) -> None:
        self.duty.currentIndexChanged.connect(lambda _index: self._fill_people())
        for each in (self.start, self.end):
            each.textChanged.connect(lambda _text: self._show_length())
        self.day.currentIndexChanged.connect(lambda _index: self._show_length())
        for field in (self.duty, self.name, self.day, self.start, self.end):
            field.installEventFilter(self)
        completer = QCompleter(self.person.model(), self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.person.setCompleter(completer)
        self.name.textEdited.connect(self._on_typed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes the shift as it stands; a list that is open takes its own Enter."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            QTimer.singleShot(0, self, self.entered.emit)  # after what the field itself does with it
            return True
        return super().eventFilter(watched, event)

    # -- people ---------------------------------------------------------------------------------------

    def show_roster(self, roster: Roster) -> None:
        """The people to choose from."""
        self._roster = roster
        self._fill_people()

    def _fill_people(self, wanted: str = "") -> None:
        """Who does the chosen duty first, then everybody else; of a search those it finds."""
        duty: Duty = self.duty.currentData()
        found = self._roster.search(wanted)
        names = [each.name for each in found if duty in each.duties]
        names += [each.name for each in found if duty not in each.duties]
        typed, at = self.name.text(), self.name.cursorPosition()
        self.person.blockSignals(True)
        self.person.clear()
        self.person.addItems(names)
        self.person.setCurrentIndex(-1)
        self.name.setText(typed)
        self.name.setCursorPosition(at)
        self.person.blockSignals(False)

    def _on_typed(self, text: str) -> None:
        self._fill_people(text)
        completer = self.person.completer()
        if completer is not None and text.strip() and self.person.count():
            completer.complete()

    def chosen_person(self) -> str:
        """Who is meant by what is written."""
        return self._roster.meant(self.name.text())

    # -- the shift ------------------------------------------------------------------------------------

    def show_shift(self, shift: Shift) -> None:
        """Fill the fields."""
        begun, over = shift.start.astimezone(self._here), shift.end.astimezone(self._here)
        self.duty.setCurrentIndex(list(Duty).index(shift.duty))
        self.name.setText(shift.person)
        self.show_start(shift.start)
        self.start.setText(f"{begun:%H:%M}")
        self.end.setText(f"{over:%H:%M}")

    def show_start(self, at: datetime) -> None:
        """Begin at ``at``; the end is to be written."""
        begun = at.astimezone(self._here)
        place = self.day.findData(begun.date())
        if place < 0:
            self.day.addItem(f"{begun:%m-%d}", begun.date())
            place = self.day.count() - 1
        self.day.setCurrentIndex(place)
        self.start.setText(f"{begun:%H:%M}")
        self.end.clear()

    def shift(self) -> Shift | None:
        """What the fields say; None when one is missing or wrong, and the keyboard is on it."""
        person = self.chosen_person()
        if not person:
            point_at(self.person)
            return None
        span = self._span()
        if span is None:
            for each in (self.start, self.end):
                if _clock_of(each) is None:
                    point_at(each)
                    break
            return None
        self.name.setText(person)
        return Shift(person=person, duty=self.duty.currentData(), start=span[0], end=span[1])

    def _span(self) -> tuple[datetime, datetime] | None:
        start, end = _clock_of(self.start), _clock_of(self.end)
        if start is None or end is None:
            return None
        begun = at_wall(self.day.currentData(), start, self._here)
        return begun, first_after(begun, end, self._here)

    def _show_length(self) -> None:
        for each in (self.start, self.end):
            mark(each, wrong=False)
        span = self._span()
        if span is None:
            self.length.clear()
            return
        over = span[1].astimezone(self._here)
        hours, minutes = divmod(int((span[1] - span[0]) / timedelta(minutes=1)), 60)
        words = self.tr("次日 {end} 止 · {h}:{m}") if over.date() > self.day.currentData() else self.tr("{h}:{m} 小时")
        self.length.setText(words.format(end=f"{over:%H:%M}", h=hours, m=f"{minutes:02}"))


def _clock_of(line: QLineEdit) -> time | None:
    try:
        return read_clock(line.text())
    except ValueRefused:
        return None
