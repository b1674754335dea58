"""Conversion of items over time, live: lines, rounds behind them, events on the axis, values under the mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from html import escape

from PySide6.QtCore import QPointF, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.metrics.conversion import Basis, Rate
from console.open_show import OpenShow
from console.show.events import Event
from console.show.sales import Metric
from console.show.state import State
from console.show.timing import zone
from console.source_words import source_text
from widgets.charts.conversion_lines import ConversionLines, Line
from widgets.charts.items import ItemNames
from widgets.charts.legend import Legend, LegendItem
from widgets.charts.parts import HoverBox, age_text
from widgets.charts.round_bands import PIN_SIZE, EventPins, RoundBands
from widgets.charts.rounds import Band, Pin, band_at
from widgets.charts.series import nice_top, products_of_interest
from widgets.charts.span import Span
from widgets.charts.time_axis import wall_clock
from widgets.charts.time_plot import TimePlot
from widgets.figures import interval_text, margin_text
from widgets.theme import ROLE_GLYPHS, Theme

LOWEST_TOP = 0.02
HEADROOM = 1.12
BELOW = 0.13  # of the height, for the pins
MOST_IN_BOX = 12


class ConversionChart(QWidget):
    """Told what to show by its dock. ``title_changed``: caption, a short one, and what stands under it."""

    title_changed = Signal(str, str, str)
    menu_wanted = Signal(object)

    def __init__(
        self, theme: Theme, words: Callable[[Event], str], parent: QWidget | None = None, *, lang: str = "zh_CN"
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self._lang = lang
        self._show: OpenShow | None = None
        self._span: Span | None = None
        self._now = datetime.now(UTC)
        self._bands: Sequence[Band] = ()
        self._pins: Sequence[Pin] = ()
        self.by_hand: list[str] | None = None
        self.smooth = 5
        self._names = ItemNames()
        self.legend = Legend(theme, self)
        self.plot = TimePlot(theme, "UTC", self)
        self._rounds = RoundBands(theme)
        self._events = EventPins(theme)
        self._box = HoverBox(theme, self.plot)
        self._build()

    def _build(self) -> None:
        for item in (self._rounds, self._events):
            self.plot.getPlotItem().getViewBox().addItem(item, ignoreBounds=True)
        self.lines = ConversionLines(self.plot.getPlotItem(), self._theme)
        self.plot.getPlotItem().getAxis("left").tickStrings = _percents
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

    # -- what it is told ----------------------------------------------------------------------------

    def bind(self, show: OpenShow | None) -> None:
        """Show another show, or none."""
        self._show = show
        self._span = None
        self.by_hand = None
        self.lines.choose(())
        if show is not None:
            self.plot.time_axis.set_zone(show.state.info.time_zone)

    def show_rounds(self, bands: Sequence[Band], pauses: Sequence[tuple[float, float]], pins: Sequence[Pin]) -> None:
        """The rounds, pauses and events of the show."""
        self._bands, self._pins = bands, pins
        self._rounds.put(bands, pauses, self.tr("直播中"))
        self._put_pins()

    def refresh(self, span: Span, now: datetime, changed: frozenset[str] | None = None, *, choose: bool = True) -> None:
        """Bring the picture up to ``now``; ``changed``: items whose figures moved, None for all.

        ``choose``: see anew which items are of interest.
        """
        show = self._show
        if show is None:
            return
        self._span, self._now = span, now
        on_air = show.state.on_air
        current = None if on_air is None else on_air.product_id
        if choose or not len(self.lines):
            self.lines.choose(self.products())
        self.lines.emphasise(current)
        self.lines.draw(show.counters, span, self.smooth, changed)
        self.plot.set_span(span.first, span.last)
        self._fit()
        self._put_pins()
        self._put_legend(show.state)
        self.title_changed.emit(*self._title(current))

    def products(self) -> list[str]:
        """The items shown: chosen by hand, else those of interest now."""
        if self._show is None:
            return []
        if self.by_hand is not None:
            return self.by_hand
        return products_of_interest(self._show.state, self._show.counters)

    def _fit(self) -> None:
        """Room above for the numbers of the rounds; the axis shrinks only when it would be mostly empty."""
        top = nice_top(self.lines.highest * HEADROOM, LOWEST_TOP)
        shown = self.plot.top
        if top > shown or top < shown * 0.55:
            self.plot.set_values(-top * BELOW, top)

    # -- words --------------------------------------------------------------------------------------

    def _title(self, current: str | None) -> tuple[str, str, str]:
        basis = self.lines.basis(current)
        window = self.tr("近 5 分钟") if self.smooth > 1 else self.tr("逐分钟")
        if basis is None:
            title = self.tr("点击-成交转化率")
            return title, title, self.tr("尚无点击数据：来自平台数据推送或粘贴，有了点击才能算转化")
        mixed = len(set(self.lines.bases.values())) > 1
        if basis is Basis.PEOPLE:
            name, sides, metric = self.tr("人数"), self.tr("成交人数 ÷ 商品点击人数"), Metric.BUYERS
        else:
            name, sides, metric = self.tr("次数"), self.tr("订单行数 ÷ 商品点击次数"), Metric.CLICKS
        title = self.tr("点击-成交转化率（{basis}，{window}）").format(basis=name, window=window)
        parts = [sides, self._source(metric)]
        if mixed:
            other = self.tr("次数") if basis is Basis.PEOPLE else self.tr("人数")
            parts.insert(1, self.tr("标“{basis}”的另按{basis}，不可相比").format(basis=other))
        short = self.tr("转化率（{basis}，{window}）").format(basis=name, window=window)
        return title, short, " · ".join(part for part in parts if part)

    def _source(self, metric: Metric) -> str:
        if self._show is None:
            return ""
        source = self._show.counters.source_of(metric)
        return "" if source is None else self.tr("来源 {source}").format(source=source_text(self._lang, source))

    def _put_legend(self, state: State) -> None:
        current = state.on_air
        basis = self.lines.basis(None if current is None else current.product_id)
        items = []
        for line in self.lines:
            rate = self.lines.now(line)
            value = "–" if rate is None or rate.value is None else f"{rate.value:.1%} {margin_text(rate)}"
            other = self.lines.bases.get(line.product)
            if basis is not None and other is not None and other is not basis:
                value = f"{value} {self._basis_word(other)}"
            items.append(
                LegendItem(
                    key=line.product,
                    name=self.name_of(line.product),
                    value=value,
                    color=self.lines.color(line),
                    bold=line.bold,
                    hidden=line.hidden,
                    tip=f"{self.number_of(line.product)} {self.name_of(line.product)}\n{self._sides(rate, doubt=True)}",
                )
            )
        self.legend.show_items(items)

    def _basis_word(self, basis: Basis) -> str:
        return self.tr("人数") if basis is Basis.PEOPLE else self.tr("次数")

    def name_of(self, product: str) -> str:
        """What an item is called: its entry's name, or its id when it is not in the run order."""
        item = None if self._show is None else self._names.of(self._show.state.plan).get(product)
        return product if item is None else item[1].name

    def number_of(self, product: str) -> str:
        """The number of the item's first entry, as on the bands; empty when it is not in the run order."""
        item = None if self._show is None else self._names.of(self._show.state.plan).get(product)
        return "" if item is None else f"{item[0]:02d}"

    def _sides(self, rate: Rate | None, *, doubt: bool = False) -> str:
        if rate is None or rate.value is None:
            return self.tr("没有点击")
        unit = self.tr("人") if rate.basis is Basis.PEOPLE else self.tr("次")
        sides = f"{rate.numerator:,.0f}/{rate.denominator:,.0f} {unit}"
        return (
            sides
            if not doubt
            else self.tr("{sides} · 95% 置信区间 {interval}").format(sides=sides, interval=interval_text(rate))
        )

    # -- pins and hover -----------------------------------------------------------------------------

    def _put_pins(self) -> None:
        shown = {line.product for line in self.lines if not line.hidden}
        pins = [pin for pin in self._pins if not pin.products or pin.products & shown]
        ends = [
            (line.end[0], line.end[1], self.number_of(line.product), self.lines.color(line))
            for line in self.lines
            if line.end is not None and not line.hidden and self._is_recent(line)
        ]
        self._events.put(pins, ends)

    def _is_recent(self, line: Line) -> bool:
        return line.end is not None and bool(line.minutes) and line.end[0] >= (line.minutes[-1] - 3) * 60

    def _on_legend_clicked(self, product: str) -> None:
        self.lines.toggle(product)
        self._fit()
        self._put_pins()
        if self._show is not None:
            self._put_legend(self._show.state)

    def _on_hovered(self, x: float, y: float, at: QPointF) -> None:
        span = self._span
        if span is None:
            return
        area = self.plot.plot_area()
        place = next((p for p in self._events.places if abs(p.x - at.x()) <= PIN_SIZE / 2), None)
        if place is not None and at.y() > area.bottom() - PIN_SIZE - 6:
            self._box.show_at(self._told(place.pins), place.x, at, area.toRect())
            return
        minute = min(max(int(x // 60), span.minutes.start), span.minutes.stop - 1)
        middle = self.plot.pixel_of(minute * 60.0 + 30)
        self._box.show_at(self.told_at(minute, y), middle, at, area.toRect())

    def _clock(self, seconds: float) -> str:
        name = "UTC" if self._show is None else self._show.state.info.time_zone
        return wall_clock(seconds, zone(name))

    def told_at(self, minute: int, value: float | None = None) -> str:
        """What a minute says, as rich text: the time, the round, each line's value with both sides, the sources."""
        band = band_at(self._bands, minute * 60.0 + 30)
        head = f"<b>{self._clock(minute * 60.0)}</b>"
        if band is not None:
            head += f" &nbsp;{band.number:02d} {ROLE_GLYPHS[band.role]} {escape(band.name[:14])}"
        rows = []
        for line in self.lines:
            at = minute - line.minutes.start
            if line.hidden or not 0 <= at < len(line.rates):
                continue
            rows.append((line, line.rates[at]))
        rows.sort(key=lambda row: -1.0 if row[1].value is None else row[1].value, reverse=True)
        nearest = None
        if value is not None:
            known = [(abs(rate.value - value), line.product) for line, rate in rows if rate.value is not None]
            nearest = min(known)[1] if known else None
        cells = "".join(self._row(line, rate, line.product == nearest) for line, rate in rows[:MOST_IN_BOX])
        basis = self.lines.basis(None)
        foot = ""
        if basis is not None:
            metric = Metric.BUYERS if basis is Basis.PEOPLE else Metric.CLICKS
            tally = (
                None if self._show is None else self._show.counters.tally(metric, rows[0][0].product if rows else "")
            )
            heard = None if tally is None else tally.last_at
            foot = f"<div style='color:{self._theme.hex('text_faint')}'>{escape(self._source(metric))} · "
            foot += f"{escape(age_text(heard, self._now))}</div>"
        return f"{head}<table cellspacing='0' cellpadding='1'>{cells}</table>{foot}"

    def _heard(self, metric: Metric, product: str) -> datetime | None:
        tally = None if self._show is None else self._show.counters.tally(metric, product)
        return None if tally is None else tally.last_at

    def _row(self, line: Line, rate: Rate, bold: bool) -> str:
        value = "–" if rate.value is None else f"{rate.value:.1%}"
        name = f"{self.number_of(line.product)} {escape(self.name_of(line.product)[:12])}"
        style = " style='font-weight:600'" if bold else ""
        soft = self._theme.hex("text_soft")
        return (
            f"<tr{style}><td><span style='color:{self.lines.color(line).name()}'>━</span> {name}&nbsp;</td>"
            f"<td align='right'>&nbsp;{value}</td>"
            f"<td align='right' style='color:{soft}'>&nbsp;&nbsp;{escape(self._sides(rate))}</td></tr>"
        )

    def _told(self, pins: Sequence[Pin]) -> str:
        rows = []
        for pin in pins[:MOST_IN_BOX]:
            if pin.event is None:
                between = self.tr("、", "between the parts of a list")
                names = between.join(self.name_of(product) for product in sorted(pin.products))
                text = self.tr("{name} 售罄").format(name=names)
            else:
                text = self._words(pin.event)
            rows.append(f"<b>{self._clock(pin.at)}</b> {escape(text)}")
        if len(pins) > MOST_IN_BOX:
            rows.append(self.tr("还有 {n} 条").format(n=len(pins) - MOST_IN_BOX))
        return "<br>".join(rows)

    # -- taking it away -----------------------------------------------------------------------------

    def table(self) -> list[list[str]]:
        """The curves as rows: a heading, then per minute the time and value, numerator, denominator of each item."""
        lines = [line for line in self.lines if not line.hidden]
        head = [self.tr("时间")]
        for line in lines:
            basis = self.lines.bases.get(line.product)
            name = f"{self.number_of(line.product)} {self.name_of(line.product)}".strip()
            unit = "" if basis is None else self._basis_word(basis)
            caption = self.tr("转化率")
            head += [f"{name} {caption} {unit}".strip(), self.tr("分子"), self.tr("分母")]
        rows = [head]
        if self._span is None:
            return rows
        name = "UTC" if self._show is None else self._show.state.info.time_zone
        for at, minute in enumerate(self._span.minutes):
            row = [f"{datetime.fromtimestamp(minute * 60, zone(name)):%Y-%m-%d %H:%M}"]
            for line in lines:
                rate = line.rates[at]
                known = rate.value is not None
                row += [f"{rate.value:.4f}" if known else "", f"{rate.numerator:g}", f"{rate.denominator or 0:g}"]
            rows.append(row)
        return rows


def _percents(values: Sequence[float], scale: float, spacing: float) -> list[str]:
    digits = 0 if spacing >= 0.01 else 1
    return [f"{value:.{digits}%}" if value >= 0 else "" for value in values]
