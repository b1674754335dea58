"""The rounds of one item on one axis, each from its own take: is this one better than the last one was by now?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from html import escape

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.metrics.attribution import Joined, RoundSales, SoFar, compare, course
from console.metrics.conversion import Basis
from console.metrics.statistics import Trend, enough
from console.open_show import OpenShow
from console.show.sales import Metric
from console.show.timing import zone
from console.source_words import source_text
from widgets.charts.items import ItemNames
from widgets.charts.legend import Legend, LegendItem
from widgets.charts.parts import HoverBox, age_text, yuan
from widgets.charts.series import MAX_LINES, nice_top
from widgets.charts.time_plot import TimePlot
from widgets.figures import interval_text, margin_text, minutes_text
from widgets.theme import Theme

SHORTEST = 5  # minutes the axis shows at least
HEADROOM = 1.1
NAME_WIDTH = 170  # pixels: which round, when, and whether it is on air
LOWEST = {"gmv": 10_000.0, "cvr": 0.02}


class Measure(Enum):
    """What the rounds are compared by."""

    GMV = "gmv"
    CVR = "cvr"


@dataclass(slots=True)
class Lap:
    """One round as drawn. ``place`` counts the item's rounds from 1."""

    place: int
    one: RoundSales
    course: list[SoFar]
    color: QColor
    is_this: bool


class RoundsChart(QWidget):
    """Told what to show by its dock. ``title_changed``: caption, a short one, and what stands under it."""

    title_changed = Signal(str, str, str)
    menu_wanted = Signal(object)

    def __init__(self, theme: Theme, *, lang: str = "zh_CN", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lang = lang
        self._show: OpenShow | None = None
        self._names = ItemNames()
        self._now = datetime.now(UTC)
        self.laps: list[Lap] = []
        self.product: str | None = None
        self.measure = Measure.GMV
        self._hidden: set[int] = set()
        self.legend = Legend(theme, self)
        self.legend.most_name = NAME_WIDTH
        self.plot = TimePlot(theme, "UTC", self)
        self.plot.time_axis.show_elapsed()
        self.plot.getPlotItem().getAxis("left").tickStrings = self._ticks
        self._curves: list[pg.PlotCurveItem] = []
        self._ends = pg.ScatterPlotItem(size=7, pen=None, antialias=True)
        self.plot.addItem(self._ends)
        self._box = HoverBox(theme, self.plot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 0, 8, 0)
        inner.addWidget(self.legend)
        layout.addLayout(inner)
        layout.addWidget(self.plot, 1)
        self.legend.clicked.connect(self._on_legend_clicked)
        self.plot.hovered.connect(self._on_hovered)
        self.plot.left.connect(self._box.leave)
        self.plot.menu_wanted.connect(self.menu_wanted)
        self.plot.minutes = lambda: range(max((len(lap.course) for lap in self.laps), default=0))
        self.plot.offset = 0.0
        self.plot.setAccessibleName(self.tr("比轮次"))

    # -- what it is told ----------------------------------------------------------------------------

    def bind(self, show: OpenShow | None) -> None:
        """Show another show, or none."""
        self._show = show
        self.product = None
        self.laps = []
        self._hidden.clear()

    def refresh(self, joined: Joined, now: datetime, product: str | None) -> None:
        """Bring the picture up to ``now`` for an item; None: the one that was on air last."""
        show = self._show
        if show is None:
            return
        self._now = now
        wanted = product or self.latest(joined)
        if wanted != self.product:
            self.product = wanted
            self._hidden.clear()
        rounds = [] if wanted is None else joined.of_item(wanted)
        first = max(0, len(rounds) - MAX_LINES)
        self.laps = [
            Lap(
                place=place + 1,
                one=one,
                course=course(one, show.state, show.counters, now),
                color=self._theme.color("on_air" if place == len(rounds) - 1 else f"series_{place % MAX_LINES + 1}"),
                is_this=place == len(rounds) - 1,
            )
            for place, one in enumerate(rounds)
            if place >= first
        ]
        self._draw()
        self._put_legend(show)
        self.title_changed.emit(*self._title(show, joined))

    def latest(self, joined: Joined) -> str | None:
        """The item on air, or the last that was."""
        return next((one.product_id for one in reversed(joined.rounds) if one.product_id is not None), None)

    # -- drawing ------------------------------------------------------------------------------------

    def _values(self, lap: Lap) -> NDArray[np.float64]:
        if self.measure is Measure.GMV:
            return np.array([each.sales.gmv for each in lap.course], dtype=np.float64)
        values = [np.nan if each.cvr.value is None else each.cvr.value for each in lap.course]
        return np.array(values, dtype=np.float64)

    def _draw(self) -> None:
        while len(self._curves) < len(self.laps):
            curve = pg.PlotCurveItem(connect="finite", antialias=False)
            self.plot.addItem(curve)
            self._curves.append(curve)
        highest, longest, ends = 0.0, float(SHORTEST), []
        for curve, lap in zip(self._curves, self.laps, strict=False):
            shown = lap.place not in self._hidden
            curve.setVisible(shown)
            if not shown:
                continue
            values = self._values(lap)
            x = self._seconds(lap)
            curve.setData(x, values)
            pen = QPen(lap.color, 2 if lap.is_this else 1)
            pen.setCosmetic(True)
            curve.setPen(pen)
            curve.setZValue(10 if lap.is_this else 0)
            known = np.flatnonzero(np.isfinite(values))
            if not len(known):
                continue
            highest = max(highest, float(values[known].max()))
            longest = max(longest, float(x[-1]) / 60)
            # a dot where the host went on: what is right of it was paid in the tail
            stop = lap.one.length.total_seconds()
            at = int(known[np.searchsorted(x[known], stop, side="right") - 1]) if lap.one.ended_at else int(known[-1])
            ends.append({"pos": (float(x[at]), float(values[at])), "brush": lap.color})
        for curve in self._curves[len(self.laps) :]:
            curve.setVisible(False)
        self._ends.setData(ends)
        self.plot.set_span(0.0, longest * 60 * 1.03)
        top = nice_top(highest * HEADROOM, LOWEST[self.measure.value])
        if top != self.plot.top:
            self.plot.set_values(0, top)

    def _seconds(self, lap: Lap) -> NDArray[np.float64]:
        x = np.array([each.minute * 60.0 for each in lap.course], dtype=np.float64)
        if len(x) and lap.one.ended_at is None:
            x[-1] = min(x[-1], max(lap.one.length.total_seconds(), x[-2] if len(x) > 1 else 0.0))
        return x

    # -- words --------------------------------------------------------------------------------------

    def _title(self, show: OpenShow, joined: Joined) -> tuple[str, str, str]:
        what = self.tr("累计成交金额") if self.measure is Measure.GMV else self.tr("累计转化率")
        if self.product is None or not self.laps:
            title = self.tr("比轮次")
            return title, title, self.tr("还没有商品上过；讲过两轮，就能比这一轮和上一轮")
        name = self._names.of(show.state.plan).get(self.product)
        item = self.product if name is None else f"{name[0]:02d} {name[1].name}"
        number = self.product if name is None else f"{name[0]:02d}"
        words = self.tr("比轮次 · {item}（{what}）")
        title, short = (words.format(item=each, what=what) for each in (item, number))
        this = self.laps[-1]
        found = compare(joined, this.one.round_id, show.state, show.counters.line_columns)
        if found is None or found.before is None:
            return title, short, self.tr("这是它的第一轮，还没有可比的；从上架算起")
        at = minutes_text(this.one.length)
        if found.change is None:
            first = self.tr("第 {n} 轮，{at} 时 {money}；上一轮这时还没有成交")
        else:
            first = self.tr("第 {n} 轮，{at} 时 {money}，比上一轮同时 {change}")
        text = first.format(
            n=this.place,
            at=at,
            money=yuan(found.so_far.gmv),
            change="" if found.change is None else f"{found.change:+.0%}",
        )
        parts = [text]
        if found.so_far.gmv:  # before anything is sold every round is the first
            parts.append(self.tr("{n} 轮里第 {rank}").format(n=len(found.earlier_so_far) + 1, rank=found.rank))
        if found.cvr.trend is Trend.RISING:
            parts.append(self.tr("转化高于上一轮（99%）"))
        elif found.cvr.trend is Trend.FALLING:
            parts.append(self.tr("转化低于上一轮（99%）"))
        return title, short, " · ".join(parts)

    def _lap_name(self, lap: Lap) -> str:
        here = zone("UTC" if self._show is None else self._show.state.info.time_zone)
        began = f"{lap.one.started_at.astimezone(here):%H:%M}"
        text = self.tr("第 {n} 轮 {time}（在播）") if lap.one.ended_at is None else self.tr("第 {n} 轮 {time}")
        return text.format(n=lap.place, time=began)

    def _put_legend(self, show: OpenShow) -> None:
        items = []
        for lap in self.laps:
            last = lap.course[-1] if lap.course else None
            value = "–"
            if last is not None and self.measure is Measure.GMV:
                value = yuan(last.sales.gmv)
            elif last is not None and last.cvr.value is not None:
                value = f"{last.cvr.value:.1%} {margin_text(last.cvr)}"
            items.append(
                LegendItem(
                    key=str(lap.place),
                    name=self._lap_name(lap),
                    value=value,
                    color=lap.color,
                    bold=lap.is_this,
                    hidden=lap.place in self._hidden,
                    tip=self._lap_tip(lap),
                )
            )
        self.legend.show_items(items)

    def _lap_tip(self, lap: Lap) -> str:
        said = [self._lap_name(lap), self.tr("讲了 {length}").format(length=minutes_text(lap.one.length))]
        if lap.one.round_yield is not None:
            said.append(self.tr("段效 {money}/分").format(money=yuan(lap.one.round_yield)))
        if lap.course:
            said.append(self._said(lap.course[-1]))
        return "\n".join(said)

    def _said(self, so_far: SoFar) -> str:
        """A round so far with both sides of its conversion."""
        sales, rate = so_far.sales, so_far.cvr
        text = self.tr("{money} · {units} 件 · {orders} 单").format(
            money=yuan(sales.gmv), units=f"{sales.units:,}", orders=f"{sales.orders:,}"
        )
        if rate.value is None:
            return text
        unit = self.tr("人") if rate.basis is Basis.PEOPLE else self.tr("次")
        doubt = "" if enough(rate.denominator) else f" {interval_text(rate)}"
        sides = f"{rate.numerator:,.0f}/{rate.denominator:,.0f} {unit}"
        return f"{text} · {rate.value:.1%} = {sides}{doubt}"

    def told_at(self, minute: int) -> str:
        """What every round had come to by a minute, as rich text, the best first, with where it comes from."""
        rows = []
        for lap in self.laps:
            if lap.place in self._hidden or not 0 <= minute < len(lap.course):
                continue
            style = " style='font-weight:600'" if lap.is_this else ""
            mark = f"<span style='color:{lap.color.name()}'>━</span> {escape(self._lap_name(lap))}"
            said = escape(self._said(lap.course[minute]))
            rows.append((lap.course[minute].sales.gmv, f"<tr{style}><td>{mark}&nbsp;&nbsp;</td><td>{said}</td></tr>"))
        rows.sort(key=lambda row: -row[0])
        head = self.tr("上架后 {n} 分钟").format(n=minute)
        feet = "<br>".join(escape(words) for words in self._feet())
        return (
            f"<b>{escape(head)}</b><table cellspacing='0' cellpadding='1'>{''.join(row for _, row in rows)}</table>"
            f"<div style='color:{self._theme.hex('text_faint')}'>{feet}</div>"
        )

    def _feet(self) -> list[str]:
        show = self._show
        if show is None or self.product is None:
            return []
        basis = show.counters.item(self.product).cvr.basis
        told = [
            self.tr("成交：订单，按付款时间 · {age}").format(age=age_text(show.counters.room().last_heard, self._now))
        ]
        metric = Metric.CLICK_USERS if basis is Basis.PEOPLE else Metric.CLICKS
        tally, source = show.counters.tally(metric, self.product), show.counters.source_of(metric, self.product)
        if tally is not None and source is not None:
            words = self.tr("点击：{source} · {age}")
            told.append(words.format(source=source_text(self._lang, source), age=age_text(tally.last_at, self._now)))
        return told

    def _ticks(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        if self.measure is Measure.CVR:
            return [f"{value:.{0 if spacing >= 0.01 else 1}%}" for value in values]
        return [f"{value / 100_000:g}k" if value >= 100_000 else f"{value / 100:g}" for value in values]

    # -- hover and taking it away -------------------------------------------------------------------

    def _on_legend_clicked(self, key: str) -> None:
        self._hidden ^= {int(key)}
        self._draw()
        if self._show is not None:
            self._put_legend(self._show)

    def _on_hovered(self, x: float, y: float, at: QPointF) -> None:
        longest = max((len(lap.course) for lap in self.laps), default=0)
        if not longest:
            return
        minute = min(max(round(x / 60), 0), longest - 1)
        self._box.show_at(self.told_at(minute), self.plot.pixel_of(minute * 60.0), at, self.plot.plot_area().toRect())

    def table(self) -> list[list[str]]:
        """The rounds as rows: minute since the take, then money, pieces, conversion and its sides of each round."""
        head = [self.tr("上架后分钟")]
        for lap in self.laps:
            name = self._lap_name(lap)
            captions = (self.tr("累计成交金额"), self.tr("件数"), self.tr("转化率"), self.tr("分子"), self.tr("分母"))
            head += [f"{name} {caption}" for caption in captions]
        rows = [head]
        for minute in range(max((len(lap.course) for lap in self.laps), default=0)):
            row = [str(minute)]
            for lap in self.laps:
                if minute >= len(lap.course):
                    row += [""] * 5
                    continue
                each = lap.course[minute]
                rate = "" if each.cvr.value is None else f"{each.cvr.value:.4f}"
                sides = ["", ""] if not rate else [f"{each.cvr.numerator:g}", f"{each.cvr.denominator or 0:g}"]
                row += [f"{each.sales.gmv / 100:.2f}", str(each.sales.units), rate, *sides]
            rows.append(row)
        return rows
