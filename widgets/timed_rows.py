"""A row of a list that begins with a time: what the journal's rows and the comments have in common."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from widgets.labels import LEFT
from widgets.theme import Theme, font

ROW_HEIGHT = 24
TIME_ROLE = int(Qt.ItemDataRole.UserRole) + 1
AFTER_TIME = 12


class TimedRowDelegate(QStyledItemDelegate):
    """Paints the selection and the time; ``paint_rest`` has the place behind it."""

    time_color = "text_soft"

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.font = font(12, figures=True)
        self._time_width = QFontMetrics(self.font).horizontalAdvance("00:00:00") + AFTER_TIME

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self.theme.color("selection"))
        inner = rect.adjusted(12, 0, -8, 0)
        painter.setFont(self.font)
        painter.setPen(self.theme.color(self.time_color))
        painter.drawText(inner, LEFT, index.data(TIME_ROLE))
        self.paint_rest(painter, inner.adjusted(self._time_width, 0, 0, 0), index)

    def paint_rest(self, painter: QPainter, place: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """What stands behind the time; the font is the time's."""
        raise NotImplementedError
