"""The lines of a chart by name, with their values now; a click on one hides or shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from widgets.theme import Theme, font

ROW = 19
GAP = 12
SWATCH = 14
MOST_NAME = 116
MOST_ROWS = 3


@dataclass(frozen=True, slots=True)
class LegendItem:
    """One line: what a click names, its caption, its value now, its colour."""

    key: str
    name: str
    value: str
    color: QColor
    bold: bool = False
    hidden: bool = False
    tip: str = ""
    stale: bool = False  # its value is too old to be shown as true


class Legend(QWidget):
    """Rows of names that wrap; at most three, the rest is told by the tool tip of the last."""

    clicked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.most_name = MOST_NAME
        self.tip_of: Callable[[str], str] | None = None  # worded when the mouse rests there, not at every frame
        self._items: Sequence[LegendItem] = ()
        self._places: list[tuple[QRect, LegendItem]] = []
        self._height = ROW
        self.setFont(font(11, figures=True))
        self._bold = font(11, bold=True, figures=True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)

    def show_items(self, items: Sequence[LegendItem]) -> None:
        """Show these, in this order."""
        if items != self._items:
            self._items = items
            self._lay_out()
            self.update()

    def items(self) -> Sequence[LegendItem]:
        return self._items

    def sizeHint(self) -> QSize:
        return QSize(200, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        x = y = 0
        self._places = []
        for item in self._items:
            metrics = QFontMetrics(self._bold if item.bold else self.font())
            name = metrics.elidedText(item.name, Qt.TextElideMode.ElideRight, self.most_name)
            width = SWATCH + metrics.horizontalAdvance(name) + 6 + metrics.horizontalAdvance(item.value)
            if x and x + width > self.width():
                x, y = 0, y + ROW
            if y >= MOST_ROWS * ROW:
                break
            self._places.append((QRect(x, y, width, ROW), item))
            x += width + GAP
        height = max(ROW, y + ROW if self._places else ROW)
        height = min(height, MOST_ROWS * ROW)
        if height != self._height:
            self._height = height
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for rect, item in self._places:
            painter.setFont(self._bold if item.bold else self.font())
            metrics = painter.fontMetrics()
            color = self._theme.color("text_faint") if item.hidden else item.color
            painter.setPen(QPen(color, 3 if item.bold else 2))
            middle = rect.center().y() + 0.5
            painter.drawLine(QPointF(rect.left() + 1, middle), QPointF(rect.left() + SWATCH - 5, middle))
            painter.setPen(self._theme.color("text_faint" if item.hidden else "text"))
            name = metrics.elidedText(item.name, Qt.TextElideMode.ElideRight, self.most_name)
            inner = rect.adjusted(SWATCH, 0, 0, 0)
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, name)
            if item.hidden:
                painter.drawLine(inner.left(), round(middle), inner.right(), round(middle))
            if item.stale:
                painter.setPen(self._theme.color("stale"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, item.value)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        item = self._item_at(event.position().toPoint())
        if item is not None and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(item.key)

    def event(self, event: object) -> bool:
        if isinstance(event, QHelpEvent):
            item = self._item_at(event.pos())
            tip = "" if item is None else self.tip_of(item.key) if self.tip_of is not None else item.tip
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return bool(super().event(event))  # type: ignore[arg-type]

    def _item_at(self, where: object) -> LegendItem | None:
        return next((item for rect, item in self._places if rect.contains(where)), None)  # type: ignore[call-overload]
