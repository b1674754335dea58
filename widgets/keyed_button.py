"""A button that shows its key, answers to Enter and never to Space, and ignores a key that is held."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from widgets.labels import CENTER, LEFT, draw_key
from widgets.theme import Theme, font

SIDE = 10
GAP = 8
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
    """``look``: plain, quiet, next, late, air, air_row, late_row or good_row – how it is filled."""

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
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key = key
        self._look = look
        self._high = high
        self._round = round_ends
        self._left = left
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

    def set_high(self, high: int, pixels: int) -> None:
        """Another height and size of letters."""
        if (high, pixels) != (self._high, self.font().pixelSize()):
            self._high = high
            self.setFont(font(pixels, bold=self._bold, figures=True))
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(self.font()).horizontalAdvance(self.text()) + 2 * SIDE + 2
        return QSize(wide + (self._key_width() + GAP if self._key else 0), self._high)

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        wide = min(metrics.horizontalAdvance(self.text()), metrics.height() * 3) + 2 * SIDE
        return QSize(wide + (self._key_width() + GAP if self._key else 0), self._high)

    def _key_width(self) -> int:
        high = self._key_high()
        return max(high, QFontMetrics(font(max(10, min(12, high - 4)))).horizontalAdvance(self._key) + 8)

    def _key_high(self) -> int:
        return 16 if self._high < 48 else 20

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
        room = self.width() - 2 * SIDE - (key_wide + GAP if self._key else 0)
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, max(0, room))
        wide = min(room, metrics.horizontalAdvance(text))
        if self._left:
            start, key_at = SIDE, self.width() - SIDE - key_wide
        else:
            whole = wide + (key_wide + GAP if self._key else 0)
            start = (self.width() - whole) // 2
            key_at = start + wide + GAP
        painter.drawText(QRect(start, 0, wide + 2, self.height()), LEFT if self._left else CENTER, text)
        if self._key:
            high = self._key_high()
            faint = QColor(ink)
            faint.setAlphaF(0.72)
            draw_key(painter, QRect(key_at, (self.height() - high) // 2, key_wide, high), self._key, faint)

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
