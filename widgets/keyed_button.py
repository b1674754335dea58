"""A button that shows its key, answers to Enter and never to Space, and ignores a key that is held."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolTip, QWidget

from widgets.labels import CENTER, LEFT, draw_key
from widgets.theme import Theme, font

SIDE = 10
TIGHT = 6  # the side where room is short
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def mixed(colour: QColor, other: QColor, share: float) -> QColor:
    """``colour`` with ``share`` of ``other`` in it."""
    rest = 1 - share
    return QColor(
        round(colour.red() * rest + other.red() * share),
        round(colour.green() * rest + other.green() * share),
        round(colour.blue() * rest + other.blue() * share),
    )


class KeyedButton(QAbstractButton):
    """``look``: plain, quiet, next, late, air, air_row, late_row or good_row – how it is filled.

    ``left``: the words stand at the left and the key at the right. ``key_first``: the key, then the words, both at the
    left, as a numbered list has them. Words that do not fit are elided and stand whole in the tooltip.
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        key: str = "",
        *,
        look: str = "plain",
        pixels: int = 13,
        high: int = 32,
        round_ends: bool = False,
        bold: bool = False,
        left: bool = False,
        key_first: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key = key
        self._look = look
        self._high = high
        self._round = round_ends
        self._left = left
        self._key_first = key_first
        self._side = SIDE
        self._bold = bold
        self.setFont(font(pixels, bold=bold, figures=True))
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def key(self) -> str:
        return self._key

    @property
    def look(self) -> str:
        return self._look

    def show_as(self, text: str, *, look: str | None = None, key: str | None = None, tip: str | None = None) -> None:
        """Other words, colours or key; nothing is repainted when nothing changed."""
        look = self._look if look is None else look
        key = self._key if key is None else key
        if (text, look, key) != (self.text(), self._look, self._key):
            wider = len(text) != len(self.text()) or key != self._key
            self._look, self._key = look, key
            self.setText(text)
            if wider:
                self.updateGeometry()
            self.update()
        if tip is not None and tip != self.toolTip():
            self.setToolTip(tip)

    def set_high(self, high: int, pixels: int, side: int = SIDE) -> None:
        """Another height, size of letters and space beside them."""
        if (high, pixels, side) != (self._high, self.font().pixelSize(), self._side):
            self._high, self._side = high, side
            self.setFont(font(pixels, bold=self._bold, figures=True))
            self.updateGeometry()
            self.update()

    @property
    def cut(self) -> bool:
        """Whether its words are wider than it is."""
        return self.wide_of(self.text()) > self._room()

    def wide_of(self, text: str) -> int:
        """Pixels of ``text`` in the letters of the button."""
        return QFontMetrics(self.font()).horizontalAdvance(text)

    def sizeHint(self) -> QSize:
        return QSize(self.wide_of(self.text()) + 2 + self._beside(), self._high)

    def minimumSizeHint(self) -> QSize:
        words = min(self.wide_of(self.text()), QFontMetrics(self.font()).height() * 3)
        return QSize(words + self._beside(), self._high)

    def _room(self) -> int:
        """Pixels there are for words."""
        return max(0, self.width() - self._beside())

    def _beside(self) -> int:
        """Pixels that are not for words."""
        return 2 * self._side + (self._key_width() + self._gap() if self._key else 0)

    def _gap(self) -> int:
        return 8 if self._side >= SIDE else 5

    def _key_width(self) -> int:
        high, narrow = self._key_high(), self._side < SIDE
        words = QFontMetrics(font(max(10, min(12, high - 4)))).horizontalAdvance(self._key)
        return max(high - 2 if narrow else high, words + (6 if narrow else 8))

    def _key_high(self) -> int:
        return 16 if self._high < 48 else 20

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and self.whole_tip:
            QToolTip.showText(event.globalPos(), self.whole_tip, self)
            return True
        return super().event(event)

    @property
    def whole_tip(self) -> str:
        """The tooltip, under the words themselves where they are cut."""
        tip = self.toolTip()
        lines = [self.text()] if self.cut and self.text() not in tip else []
        return "\n".join([*lines, *([tip] if tip else [])])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.isAutoRepeat() and self.isEnabled():
            self.click()
            event.accept()
        else:
            event.ignore()  # QAbstractButton would press on Space

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, edge, ink = self._colours()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        corner = box.height() / 2 if self._round else (8 if self._high >= 48 else 5)
        painter.setBrush(fill)
        painter.setPen(QPen(edge, 1))
        painter.drawRoundedRect(box, corner, corner)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), corner, corner)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._draw_words(painter, ink)

    def _draw_words(self, painter: QPainter, ink: QColor) -> None:
        painter.setFont(self.font())
        painter.setPen(ink)
        metrics = QFontMetrics(self.font())
        key_wide = self._key_width() if self._key else 0
        beside = key_wide + self._gap() if self._key else 0
        room = self._room()
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        wide = min(room, metrics.horizontalAdvance(text))
        if self._key_first:
            key_at, start = self._side, self._side + beside
        elif self._left:
            start, key_at = self._side, self.width() - self._side - key_wide
        else:
            start = (self.width() - wide - beside) // 2
            key_at = start + wide + self._gap()
        at_left = self._left or self._key_first
        painter.drawText(QRect(start, 0, wide + 2, self.height()), LEFT if at_left else CENTER, text)
        self._draw_key(painter, ink, key_at)

    def _draw_key(self, painter: QPainter, ink: QColor, x: int, middle: int | None = None) -> None:
        """The key cap, its left at ``x``, around ``middle`` of the height."""
        if self._key:
            high = self._key_high()
            faint = QColor(ink)
            faint.setAlphaF(0.72)
            top = (self.height() if middle is None else 2 * middle) // 2 - high // 2
            draw_key(painter, QRect(x, top, self._key_width(), high), self._key, faint)

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        theme, look = self._theme, self._look
        fill, edge, ink = theme.color("raised"), theme.color("line"), theme.color("text")
        match look:
            case "quiet":
                fill = theme.color("dock")
                ink = theme.color("text_soft")
            case "next":
                fill = edge = theme.color("next")
                ink = theme.color("next_text")
            case "late":
                fill = edge = theme.color("late")
                ink = theme.color("late_text")
            case "air":
                fill = edge = theme.color("on_air_fill")
                ink = theme.color("on_air_text")
            case "air_row":
                fill, edge = theme.color("on_air_row"), theme.color("on_air")
            case "late_row":
                fill = theme.color("late_row")
                edge = ink = theme.color("late")
            case "good_row":
                fill = theme.color("next_row")
                edge = ink = theme.color("good")
        if not self.isEnabled():
            return theme.color("dock"), theme.color("line"), theme.color("text_faint")
        if self.isDown():
            fill = mixed(fill, theme.color("window"), 0.25)
        elif self.underMouse():
            fill = mixed(fill, theme.color("text"), 0.08)
        return fill, edge, ink
