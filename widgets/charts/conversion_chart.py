"""Conversion of items over time, live: lines, rounds behind them, events on the axis, values under the mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import numpy as np
from PySide6.QtCore import QPointF, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.metrics.conversion import Basis
from console.metrics.statistics import enough, interval_of
from console.open_show import OpenShow
from console.show.events import Event
from console.show.sales import Metric
from console.show.state import State, Status
from console.show.timing import zone
from widgets.charts.conversion_lines import ConversionLines, Line
from widgets.charts.conversion_words import ARROWS, ConversionWords
from widgets.charts.doubt import DoubtMarks, Whisker
from widgets.charts.legend import Legend, LegendItem
from widgets.charts.parts import HoverBox
from widgets.charts.round_bands import BELOW_PINS, PIN_SIZE, EventPins, RoundBands
from widgets.charts.rounds import Band, Pin
from widgets.charts.series import nice_top, products_of_interest
from widgets.charts.span import Span
from widgets.charts.time_plot import TimePlot
from widgets.figures import margin_text
from widgets.theme import Theme

LOWEST_TOP = 0.02
MOST_BELOW = 0.4  # of the height above 0: in a very low plot the pins may hide a little
HEADROOM = 1.12
DOUBT_MINUTES = 31  # the last half hour and the minute that runs


class ConversionChart(QWidget):
    """Told what to show by its dock. ``title_changed``: caption, a short one, and what stands under it."""

    title_changed = Signal(str, str, str)
    menu_wanted = Signal(object)

    def __init__(
        self, theme: Theme, words: Callable[[Event], str], parent: QWidget | None = None, *, lang: str = "zh_CN"
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lang = lang
        self._show: OpenShow | None = None
        self._span: Span | None = None
        self._now = datetime.now(UTC)
        self._looked_at = range(0)
        self._bands: Sequence[Band] = ()
        self._pins: Sequence[Pin] = ()
        self._below = 0.0
        self.by_hand: list[str] | None = None
        self.smooth = 5
        self.words = ConversionWords(theme, words, lang, self)
        self.legend = Legend(theme, self)
        self.plot = TimePlot(theme, "UTC", self)
        self._rounds = RoundBands(theme)
        self._events = EventPins(theme)
        self._doubt = DoubtMarks()
        self._box = HoverBox(theme, self.plot)
        self._build()

    def _build(self) -> None:
        for item in (self._rounds, self._doubt, self._events):
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
        self.legend.tip_of = self.tip_of
        self.legend.clicked.connect(self._on_legend_clicked)
        self.plot.hovered.connect(self._on_hovered)
        self.plot.left.connect(self._box.leave)
        self.plot.resized.connect(self._on_resized)
        self.plot.minutes = lambda: () if self._span is None else self._span.minutes
        self.plot.pins = lambda: [place.x for place in self._events.places]
        self.plot.setAccessibleName(self.tr("转化率"))
        self.plot.menu_wanted.connect(self.menu_wanted)

    # -- what it is told ----------------------------------------------------------------------------

    def bind(self, show: OpenShow | None) -> None:
        """Show another show, or none."""
        self._show = self.words.show = show
        self._span = None
        self.by_hand = None
        self.lines.choose(())
        if show is not None:
            self.plot.time_axis.set_zone(show.state.info.time_zone)

    def show_rounds(self, bands: Sequence[Band], pauses: Sequence[tuple[float, float]], pins: Sequence[Pin]) -> None:
        """The rounds, pauses and events of the show."""
        self._bands, self._pins = bands, pins
        self.words.all_pins = pins
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
        self.words.span, self.words.now = span, now
        on_air = show.state.on_air
        current = None if on_air is None else on_air.product_id
        if choose or not len(self.lines):
            self.choose(now, span)
        self.lines.emphasise(current)
        self.lines.draw(show.counters, span, self.smooth, changed, self.until(now))
        self.plot.set_span(span.first, span.last)
        self._fit()
        self._put_pins()
        self._put_doubt()
        self._put_legend(show.state)
        self.title_changed.emit(*self._title(current))

    def choose(self, now: datetime, span: Span) -> None:
        """See anew which items have a line."""
        self._now, self._looked_at = now, span.minutes
        self.lines.choose(self.products())

    def products(self) -> list[str]:
        """The items shown: chosen by hand, else those of interest now."""
        if self._show is None:
            return []
        if self.by_hand is not None:
            return self.by_hand
        until = self.until(self._now)
        return products_of_interest(self._show.state, self._show.counters, now=until, minutes=self._looked_at)

    def until(self, now: datetime) -> datetime:
        """Until when trends are looked at: after the show, its end."""
        return now if self._show is None else self._show.state.ended_at or now

    def _fit(self) -> None:
        """Room above for the numbers of the rounds, and below for the pins, which would hide what lies at 0.

        The axis shrinks only when it would be mostly empty.
        """
        top, shown = nice_top(self.lines.highest * HEADROOM, LOWEST_TOP), self.plot.top
        if not (top > shown or top < shown * 0.55):
            top = shown
        high = self.plot.plot_area().height()
        share = min(MOST_BELOW, BELOW_PINS / max(1.0, high - BELOW_PINS))
        if (top, share) != (shown, self._below):
            self._below = share
            self.plot.set_values(-top * share, top)

    # -- words --------------------------------------------------------------------------------------

    def _title(self, current: str | None) -> tuple[str, str, str]:
        basis = self.lines.basis(current)
        window = self.tr("近 5 分钟") if self.smooth > 1 else self.tr("逐分钟")
        if basis is None:
            title = self.tr("点击-成交转化率")
            return title, self.tr("转化率"), self.words.missing()
        mixed = len(set(self.lines.bases.values())) > 1
        if basis is Basis.PEOPLE:
            name, sides, metric = self.tr("人数"), self.tr("成交人数 ÷ 商品点击人数"), Metric.BUYERS
        else:
            name, sides, metric = self.tr("次数"), self.words.counts_sides(), Metric.CLICKS
        title = self.tr("点击-成交转化率（{basis}，{window}）").format(basis=name, window=window)
        parts = [sides, self.words.source(metric)]
        if mixed:
            other = self.tr("次数") if basis is Basis.PEOPLE else self.tr("人数")
            parts.insert(1, self.tr("标“{basis}”的另按{basis}，不可相比").format(basis=other))
        if all(line.end is None for line in self.lines):
            parts = [self.words.silent_since(self.lines), *parts]
        short = self.tr("转化率（{basis}，{window}）").format(basis=name, window=window)
        return title, short, " · ".join(part for part in parts if part)

    def _put_legend(self, state: State) -> None:
        current = state.on_air
        basis = self.lines.basis(None if current is None else current.product_id)
        items = []
        for line in self.lines:
            rate = self.lines.now(line)
            value = "–" if rate is None or rate.value is None else f"{rate.value:.1%} {margin_text(rate)}"
            value += ARROWS.get(line.trend, "")
            other = self.lines.bases.get(line.product)
            if basis is not None and other is not None and other is not basis:
                value = f"{value} {self.words.basis_word(other)}"
            items.append(
                LegendItem(
                    key=line.product,
                    name=f"{self.words.number_of(line.product)} {self.words.name_of(line.product)}".strip(),
                    value=value,
                    color=self.lines.color(line),
                    bold=line.bold,
                    hidden=line.hidden,
                    stale=state.status is not Status.ENDED and self.words.is_old(line.product),
                )
            )
        self.legend.show_items(items)

    def tip_of(self, product: str) -> str:
        """What the name of a line says under the mouse."""
        line = self.lines.get(product)
        if line is None:
            return ""
        return self.words.of_line(line, self.lines.now(line), self.lines.bases.get(product))

    # -- pins and hover -----------------------------------------------------------------------------

    def _put_pins(self) -> None:
        shown = {line.product for line in self.lines if not line.hidden}
        pins = [pin for pin in self._pins if not pin.products or pin.products & shown]
        ends = [
            (line.end[0], line.end[1], self.words.number_of(line.product), self.lines.color(line))
            for line in self.lines
            if line.end is not None and not line.hidden and self._is_recent(line)
        ]
        self._events.put(pins, ends)

    def _put_doubt(self) -> None:
        bold = next((line for line in self.lines if line.bold and not line.hidden and line.rates), None)
        nothing = np.empty(0)
        if bold is None:
            self._doubt.put_band(nothing, nothing, nothing, self._theme.color("dock"))
        else:
            minutes = bold.minutes[-DOUBT_MINUTES:]  # over eight hours it would be a haze in front of everything
            x = np.arange(minutes.start, minutes.stop, dtype=np.float64) * 60 + 30
            low, high = (edge[-DOUBT_MINUTES:] for edge in bold.doubt)
            self._doubt.put_band(x, low, high, self.lines.color(bold))
        whiskers = []
        for line in self.lines:
            rate = self.lines.now(line)
            if line is bold or line.hidden or line.end is None or rate is None or enough(rate.denominator):
                continue
            sure = interval_of(rate)
            if sure is not None and self._is_recent(line):
                whiskers.append(Whisker(line.end[0], sure.low, sure.high, self.lines.color(line)))
        self._doubt.put_whiskers(whiskers)

    def _on_resized(self) -> None:
        if self._span is not None:
            self._fit()

    def _is_recent(self, line: Line) -> bool:
        return line.end is not None and bool(line.minutes) and line.end[0] >= (line.minutes[-1] - 3) * 60

    def _on_legend_clicked(self, product: str) -> None:
        self.lines.toggle(product)
        self._fit()
        self._put_pins()
        self._put_doubt()
        if self._show is not None:
            self._put_legend(self._show.state)

    def _on_hovered(self, x: float, y: float, at: QPointF) -> None:
        span = self._span
        if span is None:
            return
        area = self.plot.plot_area()
        place = next((p for p in self._events.places if abs(p.x - at.x()) <= PIN_SIZE / 2), None)
        if place is not None and at.y() > area.bottom() - PIN_SIZE - 6:
            self._box.show_at(self.words.pins(place.pins), place.x, at, area.toRect())
            return
        minute = min(max(int(x // 60), span.minutes.start), span.minutes.stop - 1)
        middle = self.plot.pixel_of(minute * 60.0 + 30)
        self._box.show_at(self.told_at(minute, y), middle, at, area.toRect())

    def told_at(self, minute: int, value: float | None = None) -> str:
        """What a minute says; see ConversionWords."""
        return self.words.told_at(minute, self.lines, self._bands, value)

    # -- taking it away -----------------------------------------------------------------------------

    def table(self) -> list[list[str]]:
        """The curves as rows: a heading, then per minute the time and value, numerator, denominator of each item."""
        lines = [line for line in self.lines if not line.hidden]
        head = [self.tr("时间")]
        for line in lines:
            basis = self.lines.bases.get(line.product)
            name = f"{self.words.number_of(line.product)} {self.words.name_of(line.product)}".strip()
            unit = "" if basis is None else self.words.basis_word(basis)
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
