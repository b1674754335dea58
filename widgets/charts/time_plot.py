"""The plot all charts are: shared margins and clock, our menu instead of pyqtgraph's, hover told in seconds.

With the keyboard on it, left and right read the minutes, down the events under them; up goes back to the lines, and
Escape ends it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from widgets.charts.time_axis import LEFT_WIDTH, RIGHT_WIDTH, TimeAxis, dress_axis, upright_ticks
from widgets.theme import Theme

MINUTE = 60
BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
READING_KEYS = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)

pg.setConfigOptions(antialias=False, useOpenGL=False)  # PERF: antialiased lines are eight times slower


class PixelItem(pg.GraphicsObject):  # type: ignore[misc] # pyqtgraph has no types
    """Something that spans the plot and is drawn in whole pixels: ``draw`` gets a painter, x to pixels, the area."""

    def __init__(self, depth: float) -> None:
        super().__init__()
        self.setZValue(depth)
        self._area = QRectF()

    def viewRangeChanged(self) -> None:
        self.prepareGeometryChange()

    def boundingRect(self) -> QRectF:
        rect: QRectF | None = self.viewRect()
        return QRectF() if rect is None else rect

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        to_pixels = painter.worldTransform()
        area = to_pixels.mapRect(self.boundingRect())
        painter.save()
        painter.resetTransform()
        painter.setClipRect(area)
        self.draw(painter, to_pixels, area)
        painter.restore()

    def draw(self, painter: QPainter, to_pixels: QTransform, area: QRectF) -> None:
        """Draw over ``area``; ``to_pixels`` maps seconds and values to it."""
        raise NotImplementedError


class TimePlot(pg.PlotWidget):  # type: ignore[misc]
    """``hovered`` tells seconds, value and the place in the widget; ``left`` that the mouse is gone."""

    hovered = Signal(float, float, QPointF)
    left = Signal()
    menu_wanted = Signal(object)  # QPoint on the screen
    resized = Signal()

    def __init__(self, theme: Theme, zone_name: str, parent: QWidget | None = None) -> None:
        self.time_axis = TimeAxis(theme, zone_name)
        super().__init__(parent, background=theme.color("dock"), axisItems={"bottom": self.time_axis})
        self.theme = theme
        plot = self.getPlotItem()
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.setMouseEnabled(x=False, y=False)
        plot.disableAutoRange()
        plot.setDefaultPadding(0)
        plot.layout.setContentsMargins(0, 7, 0, 0)  # half of the topmost figure stands above the plot
        for side, width in (("left", LEFT_WIDTH), ("right", RIGHT_WIDTH)):
            plot.showAxis(side)
            axis = plot.getAxis(side)
            dress_axis(axis, theme)
            axis.setWidth(width)
            axis.tickValues = upright_ticks
        plot.getAxis("right").setStyle(showValues=False, tickLength=0)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setMinimumHeight(60)
        self.minutes: Callable[[], Sequence[int]] = list  # which can be read, in whole minutes of the axis
        self.offset = MINUTE / 2  # seconds from the start of a minute to where it is read
        self.pins: Callable[[], Sequence[float]] = list  # where the events are, in pixels
        self._read: int | None = None  # the minute the keyboard is at
        self._pin: int | None = None  # and the event, when it is on one
        self._x = (0.0, 1.0)
        self._top = 0.0

    @property
    def span(self) -> tuple[float, float]:
        """The seconds shown."""
        return self._x

    def set_span(self, first: float, last: float) -> None:
        """Show these seconds; the axes are drawn again only when they differ."""
        if (first, last) != self._x and last > first:
            self._x = (first, last)
            self.getPlotItem().setXRange(first, last, padding=0)

    @property
    def top(self) -> float:
        return self._top

    def set_values(self, low: float, top: float) -> None:
        """Show values from ``low`` to ``top``."""
        self._top = top
        self.getPlotItem().setYRange(low, top, padding=0)

    def pixel_of(self, seconds: float) -> float:
        """Where an instant stands, in the widget's pixels."""
        box = self.getPlotItem().getViewBox()
        return float(self.mapFromScene(box.mapViewToScene(QPointF(seconds, 0))).x())

    def plot_area(self) -> QRectF:
        """The area between the axes, in the widget's pixels."""
        box = self.getPlotItem().getViewBox()
        return QRectF(self.mapFromScene(box.sceneBoundingRect()).boundingRect())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        box = self.getPlotItem().getViewBox()
        scene = self.mapToScene(event.position().toPoint())
        if box.sceneBoundingRect().contains(scene):
            at = box.mapSceneToView(scene)
            self.hovered.emit(at.x(), at.y(), event.position())
        else:
            self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.ignore()

    # -- by the keyboard ----------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in BY_KEY:
            self._read_at(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._stop_reading()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, step = event.key(), {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and key == Qt.Key.Key_Escape and self._read is not None:
            self._stop_reading()
            return
        if not plain or key not in READING_KEYS:
            event.ignore()
            return
        if key == Qt.Key.Key_Down:
            self._on_pin(0)
        elif key == Qt.Key.Key_Up:
            self._read_at(self._read)
        elif self._pin is not None and step:
            self._on_pin(step)
        else:
            ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
            minutes = self.minutes()
            if key in ends and minutes:
                self._read_at(minutes[ends[Qt.Key(key)]])
            else:
                self._read_at(None if self._read is None else self._read + step)

    def _stop_reading(self) -> None:
        self._read = self._pin = None
        self.left.emit()

    def _read_at(self, minute: int | None) -> None:
        """The values of a minute; None: of the last."""
        minutes = self.minutes()
        if not minutes:
            return
        self._pin = None
        self._read = minutes[-1] if minute is None else min(max(minute, minutes[0]), minutes[-1])
        seconds, area = self._read * MINUTE + self.offset, self.plot_area()
        at = QPointF(self.pixel_of(seconds), area.center().y())
        value = self.getPlotItem().getViewBox().mapSceneToView(self.mapToScene(at.toPoint())).y()
        self.hovered.emit(seconds, float(value), at)

    def _on_pin(self, step: int) -> None:
        """The event nearest to the minute that is read, or the one ``step`` after it."""
        pins = sorted(self.pins())
        if not pins:
            return
        if self._pin is None or not step:
            seconds = (self._read or 0) * MINUTE + self.offset
            here = self.pixel_of(seconds) if self._read is not None else pins[-1]
            self._pin = min(range(len(pins)), key=lambda at: abs(pins[at] - here))
        else:
            self._pin = min(max(self._pin + step, 0), len(pins) - 1)
        box = self.getPlotItem().getViewBox()
        at = QPointF(pins[self._pin], self.plot_area().bottom() - 1)
        place = box.mapSceneToView(self.mapToScene(at.toPoint()))
        self._read = int(place.x() // MINUTE)
        self.hovered.emit(float(place.x()), float(place.y()), at)

    def leaveEvent(self, event: Any) -> None:
        self.left.emit()
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())
        event.accept()

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        if hasattr(self, "_top"):  # pyqtgraph resizes once while it is being built
            self.resized.emit()


def faint(color: QColor, alpha: float) -> QColor:
    """The colour, ``alpha`` of it."""
    thin = QColor(color)
    thin.setAlphaF(alpha)
    return thin
