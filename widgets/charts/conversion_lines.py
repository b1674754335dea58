"""The lines of the conversion chart: which items, in which colour, what was drawn, and what a minute says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QPen

from console.metrics.conversion import Basis, Rate
from console.metrics.counters import Counters
from console.metrics.movement import conversion_change
from console.metrics.statistics import Trend
from console.metrics.trends import conversion_curve, doubt, faint
from widgets.charts.series import MAX_LINES, MINUTE, bases_of, curve, main_basis, parted, values_of
from widgets.charts.span import Span
from widgets.keyed_button import mixed
from widgets.theme import Theme

FAINT = 0.45  # of its colour is left of a line that stands on few clicks


@dataclass(slots=True)
class Line:
    """One item's line. ``slot`` chooses its colour and stays its own while it is shown."""

    product: str
    slot: int
    curve: pg.PlotCurveItem
    faint_curve: pg.PlotCurveItem
    rates: Sequence[Rate] = ()
    minutes: range = field(default=range(0))
    highest: float = 0.0
    certain: float = 0.0  # the highest that stands on enough clicks
    hidden: bool = False
    bold: bool = False
    end: tuple[float, float] | None = None
    has_faint: bool = False
    trend: Trend = Trend.UNKNOWN
    doubt: tuple[NDArray[np.float64], NDArray[np.float64]] = (np.empty(0), np.empty(0))


class ConversionLines:
    """Keeps a plot's curves in step with the counters, touching only what changed."""

    def __init__(self, plot: pg.PlotItem, theme: Theme) -> None:
        self._plot = plot
        self._theme = theme
        self._lines: dict[str, Line] = {}
        self._span: Span | None = None
        self._smooth = 5
        self.bases: dict[str, Basis] = {}

    def __iter__(self) -> Iterator[Line]:
        return iter(self._lines.values())

    def __len__(self) -> int:
        return len(self._lines)

    def __contains__(self, product: object) -> bool:
        return product in self._lines

    def get(self, product: str) -> Line | None:
        return self._lines.get(product)

    @property
    def highest(self) -> float:
        """What the axis must hold: what is certain, and as much again of what stands on few clicks.

        One buyer of one click is 100 %: an axis that held it would press everything else flat.
        """
        shown = [line for line in self._lines.values() if not line.hidden]
        highest = max((line.highest for line in shown), default=0.0)
        certain = max((line.certain for line in shown), default=0.0)
        return min(highest, 2 * certain) if certain else highest

    def color(self, line: Line) -> QColor:
        return self._theme.color(f"series_{line.slot + 1}")

    def choose(self, products: Sequence[str]) -> bool:
        """Show these items and no others, at most ``MAX_LINES``; answers whether that changed anything."""
        wanted = list(products)[:MAX_LINES]
        if wanted == list(self._lines):
            return False
        for product in [p for p in self._lines if p not in wanted]:
            gone = self._lines.pop(product)
            self._plot.removeItem(gone.curve)
            self._plot.removeItem(gone.faint_curve)
        free = iter(sorted(set(range(MAX_LINES)) - {line.slot for line in self._lines.values()}))
        kept = dict(self._lines)
        for product in wanted:
            if product not in kept:
                kept[product] = self._begin(product, next(free))
        self._lines = {product: kept[product] for product in wanted}
        return True

    def _begin(self, product: str, slot: int) -> Line:
        # a line with gaps is drawn by its known points only; pyqtgraph must not look for them again at each paint
        item, thin = (pg.PlotCurveItem(connect="finite", antialias=False) for _ in range(2))
        line = Line(product, slot, item, thin)
        item.setPen(self._pen(line))
        thin.setPen(self._faint_pen(line))
        self._plot.addItem(thin)
        self._plot.addItem(item)
        return line

    def _pen(self, line: Line) -> QPen:
        pen = QPen(self.color(line), 2 if line.bold else 1)  # PERF: one bold line alone
        pen.setCosmetic(True)
        return pen

    def _faint_pen(self, line: Line) -> QPen:
        # mixed, not see-through: what lets the ground through is drawn several times slower
        pen = QPen(mixed(self._theme.color("dock"), self.color(line), FAINT), 1)
        pen.setCosmetic(True)
        return pen

    def emphasise(self, product: str | None) -> None:
        """Make the line of the item on air bolder, and no other."""
        for line in self._lines.values():
            bold = line.product == product
            if bold != line.bold:
                line.bold = bold
                line.minutes = range(0)  # its interval is worked out with it
                line.curve.setPen(self._pen(line))
                line.curve.setZValue(10 if bold else 0)

    def toggle(self, product: str) -> None:
        """Hide a line or show it again; it keeps its place and colour."""
        line = self._lines.get(product)
        if line is not None:
            line.hidden = not line.hidden
            line.curve.setVisible(not line.hidden)
            line.faint_curve.setVisible(line.has_faint and not line.hidden)

    def draw(
        self, counters: Counters, span: Span, smooth: int, changed: frozenset[str] | None, now: datetime | None = None
    ) -> None:
        """Draw what moved: all lines when the span or the smoothing did, else those of ``changed`` and new ones.

        ``changed`` None: everything moved. ``now``: until when trends are looked at, else the end of the span.
        """
        everything = changed is None or span != self._span or smooth != self._smooth
        self._span, self._smooth = span, smooth
        until = now or datetime.fromtimestamp(span.minutes.stop * 60.0, UTC)
        for product, line in self._lines.items():
            if everything or line.minutes != span.minutes or (changed and product in changed):
                self._draw(line, counters, span, smooth)
                line.trend = conversion_change(counters, product, until).trend
        self.bases = bases_of(counters, self._lines)

    def _draw(self, line: Line, counters: Counters, span: Span, smooth: int) -> None:
        line.minutes = span.minutes
        line.rates = conversion_curve(counters, line.product, span.minutes, smooth)
        values = values_of(line.rates)
        firm, thin = parted(values, faint(line.rates))
        x, y = curve(span.minutes.start, firm)
        line.curve.setData(x, y)
        line.has_faint = bool(np.isfinite(thin).any())
        if line.has_faint:
            line.faint_curve.setData(*curve(span.minutes.start, thin))
        line.faint_curve.setVisible(line.has_faint and not line.hidden)  # an empty one is painted all the same
        line.doubt = doubt(line.rates) if line.bold else (np.empty(0), np.empty(0))
        known = np.flatnonzero(np.isfinite(values))
        certain = firm[np.isfinite(firm)]
        line.certain = float(certain.max()) if len(certain) else 0.0
        line.highest = float(values[known].max()) if len(known) else 0.0
        at = (span.minutes.start + float(known[-1])) * MINUTE + MINUTE / 2 if len(known) else 0.0
        line.end = (at, float(values[known[-1]])) if len(known) else None

    def now(self, line: Line) -> Rate | None:
        """The latest known value."""
        return next((rate for rate in reversed(line.rates) if rate.value is not None), None)

    def basis(self, first: str | None) -> Basis | None:
        """What the title names."""
        return main_basis(self.bases, first)
