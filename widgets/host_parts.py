"""Parts of the host's window: the script, and the band with the controller's message."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from console.show.state import Message
from scripts_library.scripts import read_script
from widgets.keyed_button import mixed
from widgets.labels import CENTER, LEFT, Paragraph
from widgets.theme import Theme, font

FLASH_MS = 500  # a change each half second is one flash a second: calm, and far from what harms
LINE_SPACE = 112.0  # percent
NAME_SIZES = ((1.0, 2), (0.8, 2), (0.62, 3), (0.5, 4))  # of the letters, and the lines there may then be
BAND_SIZES = ((1.0, 3), (0.8, 4), (0.62, 6))  # of the letters, and the lines there may then be


class ScriptView(QTextEdit):
    """A script in large letters. An edit appears at once and what is being read stays where it is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._pixels = 36
        self.setReadOnly(True)
        self.setStyleSheet("QTextEdit, QTextEdit:focus { border: none; background: transparent; padding: 0; }")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)

    @property
    def text(self) -> str:
        return self._text

    @property
    def pixels(self) -> int:
        return self._pixels

    def begin(self, text: str) -> None:
        """Another entry's script, from its first word."""
        if text != self._text:
            self._set(text)
        self.verticalScrollBar().setValue(0)

    def follow(self, text: str) -> None:
        """The same script, edited: the line at the top stays at the top."""
        if text == self._text:
            return
        place, above = self._top()
        place = moved_place(self._text, text, place)
        self._set(text)
        self._put_at_top(place, above)

    def set_pixels(self, pixels: int) -> None:
        """Other letters; the line at the top stays there."""
        if pixels != self._pixels:
            self._pixels = pixels
            place, _ = self._top()
            at_start = self.verticalScrollBar().value() == 0
            self._set(self._text)
            self._put_at_top(0 if at_start else place, 0)

    def _set(self, text: str) -> None:
        self._text = text
        script = read_script(text)
        self.setPlainText(script.text)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        block = QTextBlockFormat()
        block.setLineHeight(LINE_SPACE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(block)
        plain = QTextCharFormat()
        plain.setFont(font(self._pixels))
        plain.setForeground(self._theme.color("text"))
        cursor.setCharFormat(plain)
        mark = QTextCharFormat()
        mark.setFont(font(round(self._pixels * 0.8)))
        mark.setForeground(self._theme.color("info"))
        for run in script.marks:
            self._format(run.start, run.end, mark)
        heading = QTextCharFormat()
        heading.setFont(font(round(self._pixels * 0.72), bold=True))
        heading.setForeground(self._theme.color("text_soft"))
        for section in script.sections:
            if section.heading:
                closed = script.text.index("】", section.start)  # not shown: the script's own bracket
                self._format(section.start, closed + 1, heading)

    def _format(self, start: int, end: int, form: QTextCharFormat) -> None:
        # QTextDocument counts UTF-16 units
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(self._plain(), start))
        cursor.setPosition(_units(self._plain(), end), QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(form)

    def _plain(self) -> str:
        return self._text.replace("\r\n", "\n").replace("\r", "\n")

    def _top(self) -> tuple[int, int]:
        """The first character shown, and how far above the edge its line begins."""
        cursor = self.cursorForPosition(self.viewport().rect().topLeft())
        return cursor.position(), self.cursorRect(cursor).top()

    def _put_at_top(self, place: int, above: int) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(max(0, min(place, self.document().characterCount() - 1)))
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - above)


def _units(text: str, place: int) -> int:
    return len(text[:place].encode("utf-16-le")) // 2


def moved_place(before: str, after: str, place: int) -> int:
    """Where the character at ``place`` of ``before`` stands in ``after``, one stretch of it having been changed.

    >>> moved_place("一二三四", "一二二二三四", 3)
    5
    >>> moved_place("一二三四", "一二三四五", 1)
    1
    """
    shortest = min(len(before), len(after))
    tail = 0
    while tail < shortest and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    head = 0
    while head < shortest - tail and before[head] == after[head]:
        head += 1
    if place <= head:
        return place
    if place >= len(before) - tail:
        return place + len(after) - len(before)
    return head


class NameLines(Paragraph):
    """A name in letters as large as let all of it be read, in a space that stays about the same."""

    def __init__(self, theme: Theme, pixels: int, parent: QWidget | None = None) -> None:
        self._pixels = pixels
        super().__init__(theme, pixels, bold=True, lines=NAME_SIZES[0][1], parent=parent)

    def set_pixels(self, pixels: int) -> None:
        self._pixels = pixels
        self._fit()

    def _fit(self) -> None:
        for share, lines in NAME_SIZES:
            self.setFont(font(round(self._pixels * share), bold=True))
            self._lines = lines
            if not self._cut(max(1, self.width())):
                break
        super()._fit()


class MessageBand(QWidget):
    """The controller's message, flashing calmly until it is read. A click anywhere or Enter reads it."""

    read = Signal(int)  # the message's seq

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._message: Message | None = None
        self._bright = True
        self._pixels = 40
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._timer = QTimer(self)
        self._timer.setInterval(FLASH_MS)
        self._timer.timeout.connect(self._on_flash)
        self.hide()

    @property
    def unread(self) -> Message | None:
        """The message that waits to be read."""
        return self._message

    @property
    def flashing(self) -> bool:
        return self._timer.isActive()

    def show_message(self, message: Message | None) -> None:
        """Show it when it is unread; read or None hides the band."""
        if message is not None and message.read_at is not None:
            message = None
        if message == self._message:
            return
        self._message = message
        if message is None:
            self._timer.stop()
            self.hide()
            return
        self._bright = True
        self.setAccessibleName(message.text)
        self._fit()
        self.show()
        self._timer.start()

    def set_pixels(self, pixels: int) -> None:
        self._pixels = pixels
        self._fit()

    def acknowledge(self) -> None:
        """The host has read it."""
        if self._message is not None:
            self.read.emit(self._message.seq)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.acknowledge()

    def resizeEvent(self, event: QEvent) -> None:
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(400, self._high())

    def _high(self) -> int:
        size, lines = self._set()
        return len(lines) * round(size * 1.4) + round(self._pixels * 0.9)

    def _fit(self) -> None:
        if self._message is not None and self.height() != self._high():
            self.setFixedHeight(self._high())
        self.update()

    def _button(self) -> QRect:
        metrics = QFontMetrics(font(round(self._pixels * 0.6), bold=True))
        words = metrics.horizontalAdvance(self._words()) + round(self._pixels * 0.9)
        high = round(self._pixels * 1.15)
        side = round(self._pixels * 0.7)
        return QRect(self.width() - words - side, (self.height() - high) // 2, words, high)

    def _words(self) -> str:
        return self.tr("知道了 Enter")

    def _set(self) -> tuple[int, list[str]]:
        """The message in letters as large as let all of it be read, broken to the band's width; cut at the smallest."""
        if self._message is None:
            return self._pixels, []
        text = " ".join(self._message.text.split())
        room = max(80, self._button().left() - 2 * round(self._pixels * 0.7))
        for share, most in BAND_SIZES:
            size = round(self._pixels * share)
            lines = _broken(text, size, room)
            if len(lines) <= most:
                return size, lines
        cut = QFontMetrics(font(size, bold=True)).elidedText(
            "".join(lines[most - 1 :]), Qt.TextElideMode.ElideRight, room
        )
        return size, [*lines[: most - 1], cut]

    def _on_flash(self) -> None:
        self._bright = not self._bright
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._message is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = self._theme.color("late")
        ink: QColor = self._theme.color("late_text")
        painter.fillRect(self.rect(), fill if self._bright else mixed(fill, ink, 0.28))
        painter.setPen(ink)
        size, lines = self._set()
        painter.setFont(font(size, bold=True))
        step, side = round(size * 1.4), round(self._pixels * 0.7)
        top = (self.height() - step * len(lines)) // 2
        for number, line in enumerate(lines):
            painter.drawText(QRect(side, top + number * step, self.width(), step), LEFT, line)
        button = self._button()
        painter.drawRoundedRect(button, 6, 6)
        painter.setFont(font(round(self._pixels * 0.6), bold=True))
        painter.drawText(button, CENTER, self._words())


def _broken(text: str, pixels: int, room: int) -> list[str]:
    """``text`` in bold letters, broken to lines of ``room`` pixels."""
    layout = QTextLayout(text, font(pixels, bold=True))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    found: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        found.append(text[line.textStart() : line.textStart() + line.textLength()])
    layout.endLayout()
    return found or [text]
