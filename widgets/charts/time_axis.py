"""The time axis all charts share: wall clock of the room, past midnight too."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime, tzinfo
from typing import Any

import pyqtgraph as pg
from PySide6.QtGui import QFont, QFontMetricsF

from console.show.timing import zone
from widgets.theme import Theme, font

SPACINGS = (60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)  # seconds
FIGURE_HIGH = 16  # pixels, with a little air
LEFT_WIDTH = 44
RIGHT_WIDTH = 42


def spacing_for(seconds: float, pixels: float, label_pixels: float) -> int:
    """The closest ticks whose labels do not touch."""
    room = max(1.0, pixels / label_pixels)
    return next((step for step in SPACINGS if seconds / step <= room), SPACINGS[-1])


def ticks(low: float, high: float, spacing: int, where: tzinfo) -> list[float]:
    """Instants on round times of the room's wall clock."""
    offset = datetime.fromtimestamp(low, where).utcoffset()
    shift = 0.0 if offset is None else offset.total_seconds()
    first = -(-(low + shift) // spacing) * spacing - shift
    count = int((high - first) // spacing) + 1
    return [first + spacing * at for at in range(max(0, count))]


def upright_ticks(low: float, high: float, pixels: float) -> list[tuple[float, list[float]]]:
    """Round values of an upright axis, from 0 up, as close as their figures do not run into each other.

    >>> upright_ticks(0, 10_000, 35)
    [(5000.0, [0.0, 5000.0, 10000.0])]
    >>> upright_ticks(-0.1, 0.4, 300)
    [(0.05, [0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4])]
    """
    if high <= low or high <= 0 or pixels <= 0:
        return []
    least = (high - low) * FIGURE_HIGH / pixels
    power = 10.0 ** math.floor(math.log10(least))
    step = next(each * power for each in (1.0, 2.0, 5.0, 10.0) if each * power >= least * 0.999)
    values = [round(step * at, 9) for at in range(int(high / step * 1.000001) + 1)]
    return [(round(step, 9), values)]


def wall_clock(at: float, where: tzinfo) -> str:
    """``23:55``; midnight carries its date: ``11-12 00:00``."""
    here = datetime.fromtimestamp(at, where)
    return f"{here:%m-%d %H:%M}" if here.hour == here.minute == 0 else f"{here:%H:%M}"


class TimeAxis(pg.AxisItem):  # type: ignore[misc] # pyqtgraph has no types
    """A bottom axis in seconds since 1970 that reads as the room's clock."""

    def __init__(self, theme: Theme, zone_name: str) -> None:
        super().__init__("bottom")
        self._zone = zone(zone_name)
        self._elapsed = False
        dress_axis(self, theme)
        self._label_pixels = QFontMetricsF(axis_font()).horizontalAdvance("00-00 00:00") + 12
        self.setHeight(20)

    def show_elapsed(self) -> None:
        """Read as minutes since 0 instead of a clock."""
        self._elapsed = True
        self._label_pixels = QFontMetricsF(axis_font()).horizontalAdvance("000′") + 12

    def set_zone(self, zone_name: str) -> None:
        """Read as the clock of another room."""
        self._zone = zone(zone_name)
        self.picture = None
        self.update()

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        if maxVal <= minVal:
            return []
        spacing = spacing_for(maxVal - minVal, size, self._label_pixels)
        return [(float(spacing), ticks(minVal, maxVal, spacing, self._zone))]

    def tickStrings(self, values: Iterable[float], scale: float, spacing: float) -> list[str]:
        if self._elapsed:
            return [f"{value / 60:g}′" for value in values]
        return [wall_clock(value, self._zone) for value in values]


def axis_font() -> QFont:
    return font(10, figures=True)


def dress_axis(axis: Any, theme: Theme) -> None:
    """Quiet axes: soft digits, a thin line, short ticks."""
    axis.setTextPen(theme.color("text_faint"))
    axis.setPen(theme.color("line"))
    axis.setTickFont(axis_font())
    axis.setStyle(tickLength=-3, tickTextOffset=4, autoExpandTextSpace=False, autoReduceTextSpace=False)
