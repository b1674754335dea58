"""How a comment is painted, and how many there were a minute: painted parts of the comments dock."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from widgets.comments_model import DISPLAY, MARKS_ROLE, NAME_ROLE
from widgets.labels import LEFT
from widgets.theme import Theme, font
from widgets.timed_rows import TimedRowDelegate

NAME_WIDTH = 92
MINUTES = 30
BAR, GAP = 3, 1


class CommentDelegate(TimedRowDelegate):
    """Time, who, and what was said, with the link numbers in it standing out."""

    time_color = "text_faint"

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._plain, self._bold = font(13), font(13, bold=True)

    def paint_rest(self, painter: QPainter, place: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        wide = min(NAME_WIDTH, place.width() // 3)
        painter.setPen(self.theme.color("text_soft"))
        name = painter.fontMetrics().elidedText(index.data(NAME_ROLE), Qt.TextElideMode.ElideRight, wide - 8)
        painter.drawText(place, LEFT, name)
        place.setLeft(place.left() + wide)
        self._paint_text(painter, place, index.data(DISPLAY), index.data(MARKS_ROLE))

    def _paint_text(self, painter: QPainter, place: QRect, text: str, marks: list[tuple[int, int, str]]) -> None:
        """Piece by piece, until there is no room."""
        edges = sorted({0, len(text), *(edge for start, end, _ in marks for edge in (start, end))})
        marked = {start for start, _, _ in marks}
        for start, end in pairwise(edges):
            painter.setFont(self._bold if start in marked else self._plain)
            painter.setPen(self.theme.color("info" if start in marked else "text"))
            metrics, piece = painter.fontMetrics(), text[start:end]
            wide = metrics.horizontalAdvance(piece)
            if wide > place.width() or (end < len(text) and wide + metrics.horizontalAdvance("…") > place.width()):
                painter.drawText(place, LEFT, metrics.elidedText(piece, Qt.TextElideMode.ElideRight, place.width()))
                return
            painter.drawText(place, LEFT, piece)
            place.setLeft(place.left() + wide)


class Pace(QWidget):
    """Comments per minute over the last half hour, as bars; the minute that runs is paler."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._counts: tuple[int, ...] = ()
        self.setFixedSize(MINUTES * (BAR + GAP), 22)
        self.setAccessibleName(self.tr("每分钟评论"))

    @property
    def counts(self) -> tuple[int, ...]:
        """The last half hour's, oldest first, up to the minute that runs."""
        return self._counts

    def show_minutes(self, minutes: Mapping[int, float], now: int) -> None:
        """``minutes``: comments per whole minute since 1970; ``now``: the minute that runs."""
        counts = tuple(max(0, round(minutes.get(each, 0))) for each in range(now - MINUTES + 1, now + 1))
        if counts == self._counts:
            return
        self._counts = counts
        whole = counts[:-1]
        words = self.tr("每分钟评论，近 30 分钟：最多 {most}，上一分钟 {last}")
        self.setToolTip(words.format(most=f"{max(whole):,}", last=f"{whole[-1]:,}"))
        self.setAccessibleDescription(self.toolTip())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.color("bar_track"))
        most = max(self._counts, default=0)
        if not most:
            return
        last = len(self._counts) - 1
        for place, count in enumerate(self._counts):
            high = (self.height() - 2) * count / most
            painter.setOpacity(0.45 if place == last else 1)
            painter.fillRect(QRectF(place * (BAR + GAP), self.height() - 1 - high, BAR, high), self._theme.color("bar"))
