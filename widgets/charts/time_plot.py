"""The plot both charts are: shared margins and clock, our menu instead of pyqtgraph's, hover told in seconds."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from widgets.charts.time_axis import LEFT_WIDTH, RIGHT_WIDTH, TimeAxis, dress_axis
from widgets.theme import Theme

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
            axis.setTickDensity(0.6)
        plot.getAxis("right").setStyle(showValues=False, tickLength=0)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setMinimumHeight(60)
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
