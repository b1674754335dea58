"""The pieces of the header: each paints itself, keeps its width, and repaints only when what it says differs."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from console.show.state import Status
from widgets.theme import Theme, font

LABEL_PX = 12
VALUE_PX = 18
NOTE_PX = 13
READABLE_LAMP = 96  # pixels; in less a cut word says nothing
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


class Tone(Enum):
    """How something stands; the value is its colour's role."""

    GOOD = "good"
    LATE = "late"
    BAD = "bad"
    QUIET = "stale"


class LivePill(QAbstractButton):
    """● LIVE and the show's clock; filled while on the record. A label to the eye, not to be pressed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._status: Status | None = None
        self._clock = ""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = {
            None: self.tr("未打开场次"),
            Status.PLANNED: self.tr("未开播"),
            Status.REHEARSING: self.tr("彩排中"),
            Status.LIVE: self.tr("直播中"),
            Status.PAUSED: self.tr("已暂停"),
            Status.ENDED: self.tr("已结束"),
        }
        widest = max(self._words.values(), key=QFontMetrics(font(15, bold=True)).horizontalAdvance)
        metrics = QFontMetrics(font(15, bold=True, figures=True))
        self.setFixedSize(metrics.horizontalAdvance(widest) + metrics.horizontalAdvance(" 00:00:00") + 34, 28)

    def show_status(self, status: Status | None, clock: str) -> None:
        """``clock``: the show's, or the rehearsal's."""
        if status in (None, Status.PLANNED):
            clock = ""
        if (status, clock) != (self._status, self._clock):
            self._status, self._clock = status, clock
            self.setText(f"{self._words[status]} {clock}".strip())
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, ink = {
            Status.LIVE: ("on_air_fill", "on_air_text"),
            Status.PAUSED: ("late", "late_text"),
            Status.REHEARSING: ("info", "window"),
        }.get(self._status or Status.PLANNED, ("raised", "text_soft"))
        painter.setBrush(self.theme.color(fill))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        color = self.theme.color(ink)
        painter.setFont(font(15, bold=True, figures=True))
        text = self.text()
        width = painter.fontMetrics().horizontalAdvance(text)
        left = (self.width() - width - 16) / 2
        painter.setBrush(color)
        painter.drawEllipse(QRectF(left, self.height() / 2 - 4.5, 9, 9))
        painter.setPen(color)
        painter.drawText(QRectF(left + 16, 0, width + 4, self.height()), LEFT, text)


class Cell(QWidget):
    """A quiet label over a figure and a note beside it. ``widest``, ``widest_note``: what it must have room for."""

    def __init__(self, theme: Theme, label: str, widest: str, widest_note: str = "") -> None:
        super().__init__()
        self.theme = theme
        self._label, self._value, self._note = label, "", ""
        self._tone, self._stale = Tone.GOOD, False
        self._noted = True
        width = QFontMetrics(font(VALUE_PX, bold=True, figures=True)).horizontalAdvance(widest)
        least = max(width, QFontMetrics(font(LABEL_PX)).horizontalAdvance(label))
        if widest_note:
            width += QFontMetrics(font(NOTE_PX, bold=True, figures=True)).horizontalAdvance(widest_note) + 6
        self.least, self.most = least + 2, max(width, least) + 2  # pixels without and with the note
        self.setFixedSize(self.most, 46)
        self.setAccessibleName(label)

    def set_noted(self, noted: bool) -> None:
        """Whether there is room for the note; without, it stands in the tool tip alone."""
        if noted != self._noted:
            self._noted = noted
            self.setFixedWidth(self.most if noted else self.least)
            self.update()

    def set_label(self, label: str) -> None:
        if label != self._label:
            self._label = label
            self.setAccessibleName(label)
            self.update()

    def set_value(self, value: str, note: str = "", tone: Tone = Tone.GOOD, *, stale: bool = False) -> None:
        """``stale``: the figure is old and shown grey."""
        if (value, note, tone, stale) != (self._value, self._note, self._tone, self._stale):
            self._value, self._note, self._tone, self._stale = value, note, tone, stale
            self.setToolTip(note)
            self.setAccessibleDescription(f"{value} {note}".strip())
            self.update()

    @property
    def label(self) -> str:
        """What the figure is called."""
        return self._label

    @property
    def shown(self) -> tuple[str, str, bool]:
        """(figure, note, grey) as they can be read."""
        return self._value, self._note, self._stale

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(LABEL_PX))
        painter.setPen(self.theme.color("text_soft"))
        painter.drawText(QRectF(0, 2, self.width(), 17), LEFT, self._label)
        painter.setFont(font(VALUE_PX, bold=True, figures=True))
        painter.setPen(self.theme.color("stale" if self._stale else "text"))
        width = painter.fontMetrics().horizontalAdvance(self._value)
        painter.drawText(QRectF(0, 19, self.width(), 25), LEFT, self._value)
        if self._note and self._noted:
            painter.setFont(font(NOTE_PX, bold=True, figures=True))
            painter.setPen(self.theme.color(self._tone.value))
            room = self.width() - width - 6
            note = painter.fontMetrics().elidedText(self._note, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(QRectF(width + 6, 20, room, 25), LEFT, note)


class MoneyCell(QWidget):
    """What was sold against what is wanted, with the way already gone as a bar."""

    def __init__(self, theme: Theme, label: str) -> None:
        super().__init__()
        self.theme = theme
        self._label = label
        self._cents: int | None = None
        self._target: int | None = None
        self._stale = False
        self.setAccessibleName(label)
        self.set_width(270)

    def set_width(self, pixels: int) -> None:
        """How wide the bar is; the target and its share are written where they fit."""
        self.setFixedSize(pixels, 50)
        self.update()

    def set_money(self, cents: int | None, target: int | None, *, stale: bool = False) -> None:
        """Cents; None is unknown. ``target`` None: nobody set one."""
        if (cents, target, stale) != (self._cents, self._target, self._stale):
            self._cents, self._target, self._stale = cents, target, stale
            self.setAccessibleDescription(self.shown)
            self.update()

    @property
    def shown(self) -> str:
        return "—" if self._cents is None else f"¥{self._cents / 100:,.0f}"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(LABEL_PX, figures=True))
        painter.setPen(self.theme.color("text_soft"))
        label = self._label
        if self._target:
            whole = self.tr("{label} / 目标 {money}").format(label=label, money=f"{self._target / 100:,.0f}")
            label = whole if painter.fontMetrics().horizontalAdvance(whole) <= self.width() else label
        painter.drawText(QRectF(0, 1, self.width(), 17), LEFT, label)
        painter.setFont(font(VALUE_PX, bold=True, figures=True))
        painter.setPen(self.theme.color("stale" if self._stale else "text"))
        painter.drawText(QRectF(0, 17, self.width(), 24), LEFT, self.shown)
        if not self._target:
            return
        part = (self._cents or 0) / self._target
        if self._cents is not None:
            width = painter.fontMetrics().horizontalAdvance(self.shown)
            painter.setFont(font(NOTE_PX, figures=True))
            painter.setPen(self.theme.color("text_soft"))
            if width + 8 + painter.fontMetrics().horizontalAdvance(f"{part:.0%}") <= self.width():
                painter.drawText(QRectF(width + 8, 18, 60, 24), LEFT, f"{part:.0%}")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("bar_track"))
        painter.drawRoundedRect(QRectF(0, 43, self.width(), 5), 2.5, 2.5)
        painter.setBrush(self.theme.color("stale" if self._stale else "next"))
        if part > 0:
            painter.drawRoundedRect(QRectF(0, 43, max(5.0, self.width() * min(1.0, part)), 5), 2.5, 2.5)


class Lamp(QAbstractButton):
    """A dot and a word: whether something outside is alive. Enter or a click asks for more."""

    def __init__(self, theme: Theme, label: str) -> None:
        super().__init__()
        self.theme = theme
        self._label, self._words, self._extra = label, "", ""
        self.tone = Tone.QUIET
        self._limit = 210
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._fit()

    def set_state(self, words: str, tone: Tone, extra: str = "") -> None:
        """``extra`` is left out first when there is no room."""
        if (words, tone, extra) != (self._words, self.tone, self._extra):
            self._words, self.tone, self._extra = words, tone, extra
            self.setAccessibleName(f"{self._label} {words}")
            self.setToolTip(f"{self._label} {words} {extra}".strip())
            self._fit()

    def set_limit(self, pixels: int) -> None:
        if pixels != self._limit:
            self._limit = pixels
            self._fit()

    @property
    def words(self) -> str:
        return self._words

    def _pieces(self) -> tuple[str, int]:
        metrics = QFontMetrics(font(NOTE_PX, figures=True))
        whole = f"{self._label} {self._words} · {self._extra}" if self._extra else f"{self._label} {self._words}"
        for less in (f"{self._label} {self._words}", *self._least):
            if metrics.horizontalAdvance(whole) + 26 <= self._limit:
                break
            whole = less
        text = metrics.elidedText(whole, Qt.TextElideMode.ElideRight, self._limit - 26)
        return text, metrics.horizontalAdvance(text) + 26

    @property
    def _least(self) -> tuple[str, ...]:
        """What is said where not even label and words fit: in trouble what it is, else whose lamp it is."""
        trouble = (self._words,) if self.tone in (Tone.BAD, Tone.LATE) else ()
        return (*trouble, self._label) if self._limit < READABLE_LAMP else trouble

    def _fit(self) -> None:
        _, width = self._pieces()
        # grows in steps, so that changing digits move nothing beside it
        self.setFixedSize(min(self._limit, -(-width // 24) * 24), 30)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setBrush(self.theme.color("raised") if self.underMouse() else Qt.BrushStyle.NoBrush)
            painter.setPen(self.theme.color("focus") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        color: QColor = self.theme.color(self.tone.value)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(QRectF(7, self.height() / 2 - 4, 8, 8))
        painter.setFont(font(NOTE_PX, figures=True))
        painter.setPen(color if self.tone in (Tone.BAD, Tone.LATE) else self.theme.color("text_soft"))
        painter.drawText(QRectF(21, 0, self.width() - 22, self.height()), LEFT, self._pieces()[0])


class Title(QWidget):
    """Name and room of the show, elided."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._name, self._room = "", ""
        self._limit = 330
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(24)

    def set_text(self, name: str, room: str) -> None:
        if (name, room) != (self._name, self._room):
            self._name, self._room = name, room
            self.setToolTip(f"{name}\n{room}" if room else name)
            self.setAccessibleName(name)
            self._fit()

    def set_limit(self, pixels: int) -> None:
        if pixels != self._limit:
            self._limit = pixels
            self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(self._limit)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(17, bold=True))
        painter.setPen(self.theme.color("text"))
        measure = painter.fontMetrics()
        name = measure.elidedText(self._name, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(0, 0, self.width(), self.height(), Qt.AlignmentFlag.AlignVCenter, name)
        left = self.width() - measure.horizontalAdvance(name) - 10
        if self._room and left > 40:
            painter.setFont(font(13))
            painter.setPen(self.theme.color("text_soft"))
            room = painter.fontMetrics().elidedText(self._room, Qt.TextElideMode.ElideRight, left)
            painter.drawText(self.width() - left, 1, left, self.height(), Qt.AlignmentFlag.AlignVCenter, room)


class Clock(QWidget):
    """The room's wall clock."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._text = ""
        self.setFixedSize(94, 34)

    def set_time(self, local: datetime) -> None:
        text = f"{local:%H:%M:%S}"
        if text != self._text:
            self._text = text
            self.setToolTip(f"{local:%Y-%m-%d %H:%M:%S %Z}")
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(20, bold=True, figures=True))
        painter.setPen(self.theme.color("text"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._text)
