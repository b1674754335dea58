"""Words to the host, in the on-air dock: quick ones by number, one's own, and whether the last was read."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from console.settings import QUICK_MESSAGES, Settings
from console.show.state import Message
from widgets.keyed_button import KeyedButton
from widgets.labels import RIGHT, Line
from widgets.on_air_view import short_clock
from widgets.theme import Theme

MESSAGE_LONGEST = 500
MANY_COLUMNS, USUAL_COLUMNS, FEW_COLUMNS = 5, 3, 2
WIDEST_TIME = "00:00"  # of the time a message waited
ANY_WIDTH = (1 << 24) - 1


class MessageEdit(QLineEdit):
    """One line to the host. Enter sends, Escape gives the keys back to the show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(MESSAGE_LONGEST)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clearFocus()
        elif event.isAutoRepeat() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)


class MessageBox(QWidget):
    """Quick messages by number, a line of one's own, and whether the host has read the last one."""

    quick_asked = Signal(int)
    text_asked = Signal(str)

    def __init__(self, theme: Theme, keys: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption = Line(theme, 13, "text_soft", grows=False)
        self.state = Line(theme, 13, "text_soft", figures=True, align=RIGHT)
        self.buttons = [
            KeyedButton(theme, "", keys[f"quick_{n}"], pixels=13, high=28, key_first=True)
            for n in range(1, QUICK_MESSAGES + 1)
        ]
        self.edit = MessageEdit()
        self.send = KeyedButton(theme, self.tr("发送"), high=30)
        self.caption.set_text(self.tr("给主播"))
        hint = self.tr("给主播写一句（{key}）") if keys["message"] else self.tr("给主播写一句")
        self.edit.setPlaceholderText(hint.format(key=keys["message"]))
        self.edit.setToolTip(self.tr("回车发送"))
        self._roomy = self._ample = True
        self._grid = QGridLayout()
        self._columns = 0
        head = self._head = QHBoxLayout()
        head.addWidget(self.caption)
        line = self._line = QHBoxLayout()
        line.addWidget(self.edit, 1)
        line.addWidget(self.send)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addLayout(self._grid)
        column.addLayout(line)
        self._arrange(USUAL_COLUMNS)
        self.fit(roomy=True)
        for number, button in enumerate(self.buttons, 1):
            button.clicked.connect(lambda _checked=False, number=number: self.quick_asked.emit(number))
        self.send.clicked.connect(self._on_send)
        self.edit.returnPressed.connect(self._on_send)
        self.edit.textChanged.connect(self._share_place)

    def fit(self, *, roomy: bool, ample: bool = False, tight: bool = False) -> None:
        """More or less room for it."""
        self._roomy, self._ample = roomy, ample
        for button in self.buttons:
            button.set_high(28 if roomy else 21 if tight else 23, 13 if roomy else 12, 8 if roomy else 4)
        self.edit.setStyleSheet("" if roomy else "QLineEdit { padding: 0 8px; }")
        high = 30 if roomy else 22 if tight else 26
        self.edit.setFixedHeight(high)
        self.send.set_high(high, 13 if roomy else 12)
        self.state.set_pixels(13 if roomy else 12)
        for gaps in (self._grid, self._line, self._column):
            gaps.setSpacing(6 if roomy else 3 if tight else 4)
        self._head.removeWidget(self.state)
        self._line.removeWidget(self.state)
        across = QSizePolicy.Policy.Ignored if roomy else QSizePolicy.Policy.Fixed
        self.state.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        if roomy:
            self._head.addWidget(self.state, 1)
        else:
            self._line.addWidget(self.state)
        widest = max(self.send.sizeHint().width(), self._widest_state())
        for either in (self.send, self.state):  # they share a place where there is but one line
            either.setMinimumWidth(0 if roomy else widest)
            either.setMaximumWidth(ANY_WIDTH if roomy else widest)
        self.caption.setVisible(roomy)
        self._share_place()
        self._choose_columns()

    def show_settings(self, settings: Settings) -> None:
        for number, button in enumerate(self.buttons, 1):
            text = settings.quick_message(number)
            button.show_as(text, tip=text)
        self._choose_columns()

    def show_message(self, message: Message | None, now: datetime) -> None:
        """The last message and how long the host has left it unread."""
        if message is None:
            self.state.set_text("")
        else:
            self._tell(message, now)
        self._share_place()

    def _tell(self, message: Message, now: datetime) -> None:
        if message.read_at is not None:
            passed, role = message.read_at - message.at, "good"
            words, short = self.tr("「{text}」已读 {time}"), self.tr("已读 {time}")
        else:
            passed = now - message.at
            role = "late" if passed > timedelta(seconds=30) else "text_soft"
            words, short = self.tr("「{text}」未读 {time}"), self.tr("未读 {time}")
        time = short_clock(passed)
        self.state.set_text(words.format(text=message.text, time=time), role, short=short.format(time=time))

    def _widest_state(self) -> int:
        metrics = QFontMetrics(self.state.font())
        told = (self.tr("已读 {time}"), self.tr("未读 {time}"))
        return max(metrics.horizontalAdvance(words.format(time=WIDEST_TIME)) for words in told) + 2

    def _share_place(self) -> None:
        """With nothing written there is nothing to send, so what became of the last message can stand there."""
        told = bool(self.state.text) and not self.edit.text()
        self.state.setVisible(self._roomy or told)
        self.send.setVisible(self._roomy or not told)

    def resizeEvent(self, event: object) -> None:
        self._choose_columns()

    def _choose_columns(self) -> None:
        """As many as show every message whole; two only where their five rows push nothing out of sight."""
        widest = max(button.sizeHint().width() for button in self.buttons)
        fitting = (self.width() + self._grid.spacing()) // (widest + self._grid.spacing())
        if fitting >= MANY_COLUMNS:
            self._arrange(MANY_COLUMNS)
        elif fitting >= USUAL_COLUMNS or not self._ample:
            self._arrange(USUAL_COLUMNS)
        else:
            self._arrange(FEW_COLUMNS)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for place, button in enumerate(self.buttons):
            self._grid.addWidget(button, place // columns, place % columns)

    def _on_send(self) -> None:
        text = self.edit.text().strip()
        if text:
            self.text_asked.emit(text)
