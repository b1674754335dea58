"""GMV or orders of each minute as bars in the colour of the round on air, the pace of the target, online beside."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from enum import Enum
from html import escape

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QTransform
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.metrics.reading_book import ROOM
from console.metrics.trends import patience
from console.open_show import OpenShow
from console.show.sales import NO_ITEM, Metric
from console.show.state import State
from console.show.timing import ZERO, entry_lengths, zone
from console.source_words import source_text
from widgets.charts.parts import HoverBox, age_text, cut, yuan
from widgets.charts.round_bands import RoundBands
from widgets.charts.rounds import Band, band_at
from widgets.charts.series import level_curve, nice_top
from widgets.charts.span import Span
from widgets.charts.time_axis import wall_clock
from widgets.charts.time_plot import PixelItem, TimePlot
from widgets.theme import ROLE_GLYPHS, Theme, font

HEADROOM = 1.08


class Bars(Enum):
    """What the bars are of: money, or order lines."""

    MONEY = "money"
    ORDERS = "orders"


LOWEST_TOP = {Bars.MONEY: 10_000.0, Bars.ORDERS: 5.0}  # an axis never ends below ¥100, or 5 lines


def pace(state: State) -> float | None:
    """Cents a minute that reach the target by the planned end: target GMV ÷ planned length; None without either."""
    target = state.info.target_gmv
    if not target:
        return None
    if state.started_at is not None and state.planned_end is not None:
        length = state.planned_end - state.started_at
    else:
        length = entry_lengths(e for e in state.plan.in_order() if e.entry_id not in state.core.skipped)
    return None if length <= ZERO else target / (length.total_seconds() / 60)


def bar_colors(minutes: range, bands: Sequence[Band], theme: Theme) -> dict[int, QColor]:
    """The colour of the round that was on air in the middle of each minute; minutes outside any have none."""
    starts = [band.start for band in bands]
    found = {}
    for minute in minutes:
        at = minute * 60.0 + 30
        place = bisect_right(starts, at) - 1
        if place >= 0:
            found[minute] = theme.role_color(bands[place].role)
        elif bands and minute * 60.0 + 60 > bands[0].start:
            found[minute] = theme.role_color(bands[0].role)
    return found


class MinuteBars(PixelItem):
    """The bars. One rectangle a minute, drawn colour by colour."""

    def __init__(self, plain: QColor) -> None:
        super().__init__(depth=0)
        self._plain = plain
        self._values: Mapping[int, float] = {}
        self._colors: Mapping[int, QColor] = {}

    def put(self, values: Mapping[int, float], colors: Mapping[int, QColor]) -> None:
        if (values, colors) != (self._values, self._colors):
            self._values, self._colors = values, colors
            self.update()

    def draw(self, painter: QPainter, to_pixels: QTransform, area: QRectF) -> None:
        width = to_pixels.m11() * 60
        gap = 1.0 if width >= 3 else 0.0
        floor = to_pixels.map(QPointF(0, 0)).y()
        by_color: dict[str, list[QRectF]] = {}
        for minute, value in self._values.items():
            at = to_pixels.map(QPointF(minute * 60.0, value))
            name = self._colors.get(minute, self._plain).name()
            left = round(at.x())
            rect = QRectF(left, at.y(), max(1.0, round(at.x() + width) - left - gap), floor - at.y())
            by_color.setdefault(name, []).append(rect)
        painter.setPen(Qt.PenStyle.NoPen)
        for name, rects in by_color.items():
            painter.setBrush(QColor(name))
            painter.drawRects(rects)


class PaceLine(PixelItem):
    """Where the bars must reach on average."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(depth=20)
        self._theme = theme
        self._font = font(10, figures=True)
        self._value: float | None = None
        self._text = ""

    def put(self, value: float | None, text: str) -> None:
        if (value, text) != (self._value, self._text):
            self._value, self._text = value, text
            self.update()

    def draw(self, painter: QPainter, to_pixels: QTransform, area: QRectF) -> None:
        if self._value is None:
            return
        y = round(to_pixels.map(QPointF(0, self._value)).y()) + 0.5
        color = self._theme.color("late")
        painter.setPen(QPen(color, 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setFont(self._font)
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(self._text) + 6
        top = y - metrics.height() - 1 if y - metrics.height() > area.top() else y + 1
        place = QRectF(area.left() + 2, top, width, metrics.height())
        painter.fillRect(place, self._theme.color("dock"))
        painter.setPen(color)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._text)


class GmvChart(QWidget):
    """Told what to show by its dock."""

    title_changed = Signal(str, str, str)  # its caption, a short one, and what stands under it
    menu_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, lang: str = "zh_CN") -> None:
        super().__init__(parent)
        self._theme = theme
        self._lang = lang
        self._show: OpenShow | None = None
        self._span: Span | None = None
        self._bands: Sequence[Band] = ()
        self.bars = Bars.MONEY
        self._of_item: dict[str, Mapping[int, float]] = {}
        self._all: dict[int, float] = {}
        self._shown: Mapping[int, float] = {}
        self._counted = False
        self._online: Mapping[int, float] = {}
        self._online_top = 0.0
        self.plot = TimePlot(theme, "UTC", self)
        self._bars = MinuteBars(theme.color("bar"))
        self._pace = PaceLine(theme)
        self._pauses = RoundBands(theme, labels=False)
        pen = QPen(theme.color("text"), 1)
        pen.setCosmetic(True)
        self._line = pg.PlotCurveItem(connect="finite", antialias=False, pen=pen)
        self._line.setZValue(10)
        self._box = HoverBox(theme, self.plot)
        self._build()

    def _build(self) -> None:
        plot = self.plot.getPlotItem()
        for item in (self._pauses, self._bars, self._pace):
            plot.getViewBox().addItem(item, ignoreBounds=True)
        plot.addItem(self._line)
        plot.getAxis("left").tickStrings = self._ticks
        right = plot.getAxis("right")
        right.unlinkFromView()
        right.setStyle(showValues=True, tickLength=-3)
        right.tickStrings = _people_ticks
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)
        self.plot.hovered.connect(self._on_hovered)
        self.plot.left.connect(self._box.leave)
        self.plot.menu_wanted.connect(self.menu_wanted)
        self.plot.minutes = lambda: () if self._span is None else self._span.minutes
        self.plot.setAccessibleName(self.tr("每分钟成交金额"))

    def bind(self, show: OpenShow | None) -> None:
        """Show another show, or none."""
        self._show = show
        self._span = None
        self._of_item.clear()
        self._all = {}
        if show is not None:
            self.plot.time_axis.set_zone(show.state.info.time_zone)

    def show_rounds(self, bands: Sequence[Band], pauses: Sequence[tuple[float, float]]) -> None:
        """The rounds and pauses of the show."""
        self._bands = bands
        self._pauses.put(bands, pauses, "")

    def refresh(self, span: Span, changed: frozenset[str] | None = None) -> None:
        """Bring the picture up to the counters; ``changed``: items whose figures moved, None for all."""
        show = self._show
        if show is None:
            return
        self._span = span
        minutes = span.minutes
        self._count(show, changed)
        self._shown = {m: self._all[m] for m in minutes if m in self._all}
        self._bars.put(self._shown, bar_colors(minutes, self._bands, self._theme))
        wanted = pace(show.state) if self.bars is Bars.MONEY else None
        text = "" if wanted is None else self.tr("目标 {money}/分").format(money=yuan(wanted))
        self._pace.put(wanted, text)
        top = nice_top(max(max(self._shown.values(), default=0), wanted or 0) * HEADROOM, LOWEST_TOP[self.bars])
        moved = top != self.plot.top
        if moved:
            self.plot.set_values(0, top)
        self.plot.set_span(span.first, span.last)
        self._draw_online(show, minutes, moved)
        titles = (self.tr("每分钟订单行"), self.tr("订单行/分"))
        if self.bars is Bars.MONEY:
            titles = (self.tr("每分钟成交金额"), self.tr("成交金额/分"))
        self.title_changed.emit(*titles, self._under(show))

    def set_bars(self, bars: Bars) -> None:
        """Money or orders; the next refresh draws it."""
        if bars is not self.bars:
            self.bars = bars
            self._of_item.clear()
            self._all = {}
            self._counted = False

    def _count(self, show: OpenShow, changed: frozenset[str] | None) -> None:
        """Keep the room's sum by the difference each changed item makes: adding 200 items up costs a frame."""
        counters = show.counters
        if changed is None or not self._counted:
            changed, self._counted = None, True
            self._of_item.clear()
            self._all = {}
        minutes = counters.gmv_minutes if self.bars is Bars.MONEY else counters.line_minutes
        for product in {*counters.products, NO_ITEM} if changed is None else changed:
            before, after = self._of_item.get(product, {}), minutes(product)
            for minute in before.keys() | after.keys():
                moved = after.get(minute, 0) - before.get(minute, 0)
                if moved:
                    self._all[minute] = self._all.get(minute, 0) + moved
            self._of_item[product] = after

    def _draw_online(self, show: OpenShow, minutes: range, moved: bool) -> None:
        tally = show.counters.tally(Metric.ONLINE)
        online = {} if tally is None else {m: v for m, v in tally.minutes.items() if m in minutes}
        if online == self._online and not moved and self._line.xData is not None and len(self._line.xData):
            return
        self._online = online
        self._online_top = nice_top(max(online.values(), default=0) * HEADROOM, 10)
        x, y = level_curve(online, minutes, int(patience(online)))
        self._line.setData(x, np.asarray(y) * (self.plot.top / self._online_top))
        right = self.plot.getPlotItem().getAxis("right")
        right.setStyle(showValues=bool(online))
        right.setRange(0, self._online_top)

    def _under(self, show: OpenShow) -> str:
        source = show.counters.source_of(Metric.ONLINE)
        if source is None:
            return self.tr("右轴 在线人数：尚无数据")
        return self.tr("右轴 在线人数 · 来源 {source}").format(source=source_text(self._lang, source))

    def _ticks(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        if self.bars is Bars.MONEY:
            return [_short(value / 100) for value in values]
        return [_short(value) if value == round(value) else "" for value in values]  # no half orders

    def _on_hovered(self, x: float, y: float, at: QPointF) -> None:
        if self._span is None or self._show is None:
            return
        minutes = self._span.minutes
        minute = min(max(int(x // 60), minutes.start), minutes.stop - 1)
        self._box.show_at(
            self.told_at(minute), self.plot.pixel_of(minute * 60.0 + 30), at, self.plot.plot_area().toRect()
        )

    def told_at(self, minute: int) -> str:
        """What a minute says, as rich text."""
        where = zone("UTC" if self._show is None else self._show.state.info.time_zone)
        head = f"<b>{wall_clock(minute * 60.0, where)}</b>"
        band = band_at(self._bands, minute * 60.0 + 30)
        if band is not None:
            head += f" &nbsp;{band.number:02d} {ROLE_GLYPHS[band.role]} {escape(cut(band.name, 14))}"
        return "<br>".join([head, *self._sold_at(minute), *self._online_at(minute)])

    def _sold_at(self, minute: int) -> list[str]:
        """Money of a minute with what it was made of; the part of which no item is known; where it comes from."""
        show = self._show
        if show is None:
            return []
        counters = show.counters
        rows = [
            self.tr("成交 {money} · {lines} 行 · {units} 件").format(
                money=yuan(counters.gmv_minutes().get(minute, 0)),
                lines=f"{counters.line_minutes().get(minute, 0):,}",
                units=f"{counters.unit_minutes().get(minute, 0):,}",
            )
        ]
        without = counters.gmv_minutes(NO_ITEM).get(minute, 0)
        if without:
            rows.append(self.tr("其中没有商品的 {money}").format(money=yuan(without)))
        heard = counters.room().last_heard
        return [*rows, self._soft(self.tr("取自订单 · {age}").format(age=age_text(heard, show.clock.now())))]

    def _online_at(self, minute: int) -> list[str]:
        show = self._show
        tally = None if show is None else show.counters.tally(Metric.ONLINE)
        if show is None or tally is None:
            return []
        online = self._online.get(minute)
        rows = [self.tr("在线：这一分钟没有读数")]
        if online is not None:
            rows = [self.tr("在线 {n}").format(n=f"{online:,.0f}")]
        now = show.clock.now()
        source = source_text(self._lang, show.counters.source_of(Metric.ONLINE, ROOM) or "")
        rows.append(self._soft(f"{source} · {age_text(tally.last_at, now)}"))
        for name, other in sorted(show.counters.others(Metric.ONLINE).items()):
            level = other.minutes.get(minute)
            if level is not None:
                words = self.tr("{source} 说 {n}，不相加")
                rows.append(self._soft(words.format(source=source_text(self._lang, name), n=f"{level:,.0f}")))
        return rows

    def _soft(self, words: str) -> str:
        return f"<span style='color:{self._theme.hex('text_faint')}'>{escape(words)}</span>"


def _people_ticks(values: Sequence[float], scale: float, spacing: float) -> list[str]:
    return [_short(value) for value in values]


def _short(value: float) -> str:
    """Figures of an axis: 800, 1.5k, 12k."""
    if abs(value) < 1000:
        return f"{value:g}"
    return f"{value / 1000:g}k"
