"""How sure a conversion is: the interval behind the line on air, and a whisker at the end of a faint one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTransform

from widgets.charts.time_plot import PixelItem, faint

Numbers = NDArray[np.float64]
STRENGTH = 0.16
CAP = 3.0  # pixels on either side of a whisker's ends


@dataclass(frozen=True, slots=True)
class Whisker:
    """Seconds, low and high, and its line's colour."""

    at: float
    low: float
    high: float
    color: QColor


class DoubtMarks(PixelItem):
    """95 % intervals (Wilson), under the lines."""

    def __init__(self) -> None:
        super().__init__(depth=-10)
        self._x: Numbers = np.empty(0)
        self._low: Numbers = np.empty(0)
        self._high: Numbers = np.empty(0)
        self._color = QColor()
        self._whiskers: Sequence[Whisker] = ()

    def put_band(self, x: Numbers, low: Numbers, high: Numbers, color: QColor) -> None:
        """The interval of one line at each of its points; NaN where it is unknown."""
        known = zip((x, low, high), (self._x, self._low, self._high), strict=True)
        if color == self._color and all(np.array_equal(new, old, equal_nan=True) for new, old in known):
            return
        self._x, self._low, self._high, self._color = x, low, high, color
        self.update()

    def put_whiskers(self, whiskers: Sequence[Whisker]) -> None:
        """The intervals at the ends of faint lines."""
        if whiskers != self._whiskers:
            self._whiskers = whiskers
            self.update()

    def draw(self, painter: QPainter, to_pixels: QTransform, area: QRectF) -> None:
        painter.setPen(QPen(QColor(0, 0, 0, 0)))
        painter.setBrush(faint(self._color, STRENGTH))
        for first, last in stretches(self._low):
            upper = [QPointF(self._x[at], self._high[at]) for at in range(first, last)]
            lower = [QPointF(self._x[at], self._low[at]) for at in range(last - 1, first - 1, -1)]
            painter.drawPolygon(to_pixels.map(QPolygonF([*upper, *lower])))
        for each in self._whiskers:
            low = to_pixels.map(QPointF(each.at, each.low))
            high = to_pixels.map(QPointF(each.at, each.high))
            painter.setPen(QPen(each.color, 1))
            x = round(low.x()) + 0.5
            ends = [QLineF(x - CAP, end.y(), x + CAP, end.y()) for end in (low, high)]
            painter.drawLines([QLineF(x, low.y(), x, high.y()), *ends])


def stretches(values: Numbers) -> list[tuple[int, int]]:
    """Where values are known without a gap, two at least: first and one past the last."""
    known = np.concatenate(([False], np.isfinite(values), [False]))
    edges = np.flatnonzero(known[1:] != known[:-1])
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a > 1]
