"""What the conversion chart says under the mouse: values with both sides, how sure they are, where they come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from html import escape

from PySide6.QtCore import QObject

from console.metrics.conversion import Basis, Rate
from console.metrics.counters import Counters
from console.metrics.freshness import STALE_AFTER
from console.metrics.statistics import Trend, enough
from console.metrics.trends import click_silences
from console.open_show import OpenShow
from console.show.events import Event
from console.show.sales import Metric
from console.show.timing import zone
from console.source_words import source_text
from widgets.charts.conversion_lines import Line
from widgets.charts.items import ItemNames
from widgets.charts.parts import age_text, cut, is_stale
from widgets.charts.price_words import PriceWords
from widgets.charts.rounds import Band, Pin, PinKind, band_at
from widgets.charts.span import Span
from widgets.charts.time_axis import wall_clock
from widgets.figures import interval_text
from widgets.metric_words import metric_name, origin, sources_said
from widgets.theme import ROLE_GLYPHS, Theme

MOST_IN_BOX = 12
SIDES = (Metric.CLICKS, Metric.CLICK_USERS, Metric.BUYERS)
ARROWS = {Trend.RISING: " ▲", Trend.FALLING: " ▼"}


class ConversionWords(QObject):
    """Told by its chart which show, stretch and instant it speaks of."""

    def __init__(self, theme: Theme, event_words: Callable[[Event], str], lang: str, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._event_words = event_words
        self._lang = lang
        self._names = ItemNames()
        self._prices = PriceWords(self)
        self.show: OpenShow | None = None
        self.span: Span | None = None
        self.now = datetime.now(UTC)
        self.stale_after: timedelta = STALE_AFTER
        self.all_pins: Sequence[Pin] = ()

    # -- names --------------------------------------------------------------------------------------

    def name_of(self, product: str) -> str:
        """What an item is called: its entry's name, or its id when it is not in the run order."""
        item = None if self.show is None else self._names.of(self.show.state.plan).get(product)
        return product if item is None else item[1].name

    def number_of(self, product: str) -> str:
        """The number of the item's first entry, as on the bands; empty when it is not in the run order."""
        item = None if self.show is None else self._names.of(self.show.state.plan).get(product)
        return "" if item is None else f"{item[0]:02d}"

    def basis_word(self, basis: Basis) -> str:
        """What both sides of a rate count."""
        return self.tr("人数") if basis is Basis.PEOPLE else self.tr("次数")

    def is_old(self, product: str) -> bool:
        """Whether the clicks of an item were last read too long ago."""
        if self.show is None:
            return False
        metric = Metric.CLICK_USERS
        if self.show.counters.item(product).cvr.basis is Basis.COUNTS:
            metric = Metric.CLICKS
        heard = self._heard(metric, product)
        return heard is not None and is_stale(heard, self.now, self.stale_after)

    def source(self, metric: Metric) -> str:
        """Which feed counts for a metric; "" for none."""
        source = None if self.show is None else self.show.counters.source_of(metric)
        return "" if source is None else self.tr("来源 {source}").format(source=source_text(self._lang, source))

    def counts_sides(self) -> str:
        """What a conversion by counts divides by what."""
        if self.show is not None and self.show.counters.orders_by_count:
            return self.tr("订单数 ÷ 商品点击次数")
        return self.tr("订单行数 ÷ 商品点击次数")

    def missing(self) -> str:
        """Why there is no conversion to draw: what was never told."""
        known = {m for m in SIDES if self.show is not None and self.show.counters.source_of(m) is not None}
        if Metric.CLICKS in known:
            return self.tr("这几款尚无点击数据：在“选商品”里换有点击的款")
        if Metric.CLICK_USERS in known:
            return self.tr("有点击人数，还没有成交人数：转化率两边都要按人数，不拿订单行数代替")
        if Metric.BUYERS in known:
            return self.tr("有成交人数，还没有点击人数：转化率两边都要按人数")
        return self.tr("尚无点击数据：来自平台数据推送或粘贴，有了点击才能算转化")

    def silent_since(self, lines: Iterable[Line]) -> str:
        """That nothing stands in the stretch shown, and when the last was heard of any of these."""
        metrics = (Metric.CLICK_USERS, Metric.CLICKS)
        heard = (self._heard(metric, line.product) for line in lines for metric in metrics)
        last = max((at for at in heard if at is not None), default=None)
        if last is None:
            return self.tr("这段时间没有读数")
        return self.tr("这段时间没有读数，最近一次在 {clock}").format(clock=self.clock(last.timestamp()))

    # -- a line -------------------------------------------------------------------------------------

    def of_line(self, line: Line, rate: Rate | None, basis: Basis | None) -> str:
        """A line's value now with both its sides, whether it moves, and where it comes from."""
        said = [f"{self.number_of(line.product)} {self.name_of(line.product)}", self._sides(rate, doubt=True)]
        if line.trend in ARROWS:
            rising = self.tr("近 10 分钟比再前 10 分钟高，不是偶然（99%）")
            falling = self.tr("近 10 分钟比再前 10 分钟低，不是偶然（99%）")
            said.append(rising if line.trend is Trend.RISING else falling)
        if self.show is not None and basis is not None:
            for metric in (Metric.BUYERS, Metric.CLICK_USERS) if basis is Basis.PEOPLE else (Metric.CLICKS,):
                counters = self.show.counters
                said += origin(counters, metric, line.product, self.now, self._lang, self.stale_after)
        return "\n".join(said)

    def _sides(self, rate: Rate | None, *, doubt: bool = False) -> str:
        if rate is None or rate.value is None:
            return self.tr("没有点击")
        unit = self.tr("人") if rate.basis is Basis.PEOPLE else self.tr("次")
        sides = f"{rate.numerator:,.0f}/{rate.denominator:,.0f} {unit}"
        if not doubt:
            return sides
        return self.tr("{sides} · 95% 置信区间 {interval}").format(sides=sides, interval=interval_text(rate))

    # -- a minute -----------------------------------------------------------------------------------

    def clock(self, seconds: float) -> str:
        """The room's wall clock."""
        name = "UTC" if self.show is None else self.show.state.info.time_zone
        return wall_clock(seconds, zone(name))

    def told_at(self, minute: int, lines: Iterable[Line], bands: Sequence[Band], value: float | None = None) -> str:
        """What a minute says, as rich text: the time, the round, each line's value with both sides, the sources.

        The line nearest to ``value`` stands out.
        """
        band = band_at(bands, minute * 60.0 + 30)
        head = f"<b>{self.clock(minute * 60.0)}</b>"
        if band is not None:
            head += f" &nbsp;{band.number:02d} {ROLE_GLYPHS[band.role]} {escape(cut(band.name, 14))}"
        rows = []
        for line in lines:
            at = minute - line.minutes.start
            if not line.hidden and 0 <= at < len(line.rates):
                rows.append((line, line.rates[at]))
        rows.sort(key=lambda row: -1.0 if row[1].value is None else row[1].value, reverse=True)
        told = [(line, rate) for line, rate in rows if rate.value is not None]
        nearest = None
        if value is not None and told:
            nearest = min((abs((rate.value or 0.0) - value), line.product) for line, rate in told)[1]
        cells = "".join(self._row(line, rate, line.product == nearest) for line, rate in told)
        feet = "<br>".join(escape(words) for words in self._feet(rows, minute))
        foot = f"<div style='color:{self._theme.hex('text_faint')}'>{feet}</div>" if feet else ""
        return f"{head}<table cellspacing='0' cellpadding='1'>{cells}</table>{foot}"

    def _row(self, line: Line, rate: Rate, bold: bool) -> str:
        value = "" if rate.value is None else f"{rate.value:.1%}"
        name = f"{self.number_of(line.product)} {escape(cut(self.name_of(line.product), 12))}"
        style = " style='font-weight:600'" if bold else ""
        soft = self._theme.hex("text_soft")
        few = "" if enough(rate.denominator) else interval_text(rate)
        return (
            f"<tr{style}><td><span style='color:{line.curve.opts['pen'].color().name()}'>━</span> {name}&nbsp;</td>"
            f"<td align='right'>&nbsp;{value}</td>"
            f"<td align='right' style='color:{soft}'>&nbsp;&nbsp;{escape(self._sides(rate))}</td>"
            f"<td align='right' style='color:{soft}'>&nbsp;&nbsp;{escape(few)}</td></tr>"
        )

    def _feet(self, rows: Sequence[tuple[Line, Rate]], minute: int) -> list[str]:
        """Where the values come from and how old each source's last word is; who else tells them; who was silent."""
        if self.show is None or not rows:
            return []
        counters, products = self.show.counters, [line.product for line, _ in rows]
        bases = {counters.item(product).cvr.basis for product in products}
        metrics = [Metric.BUYERS, Metric.CLICK_USERS] if Basis.PEOPLE in bases else []
        metrics += [Metric.CLICKS] if Basis.COUNTS in bases else []
        by_source: dict[str, list[Metric]] = {}
        for metric in metrics:
            source = counters.source_of(metric, products[0])
            if source is not None:
                by_source.setdefault(source, []).append(metric)
        told: list[str] = []
        for source, its in by_source.items():
            heard = (self._heard(metric, product) for metric in its for product in products)
            last = max((at for at in heard if at is not None), default=None)
            names = self.tr("、", "between the parts of a list").join(metric_name(metric) for metric in its)
            words = self.tr("{metrics}：{source} · {age}")
            age = age_text(last, self.now)
            told.append(words.format(metrics=names, source=source_text(self._lang, source), age=age))
        if Basis.COUNTS in bases:
            told += self._sold(counters, products)
        others = {name for metric in metrics for product in products for name in counters.others(metric, product)}
        if others:
            words = self.tr("另有 {sources} 也报这些数，不相加")
            told.append(words.format(sources=sources_said(self._lang, sorted(others))))
        unknown = [line.product for line, rate in rows if rate.value is None]
        silent = sum(self._silent(product, minute) for product in unknown)
        if len(unknown) > silent:
            told.append(self.tr("另有 {n} 款这时没有点击").format(n=len(unknown) - silent))
        if silent:
            told.append(self.tr("{n} 款这一分钟没有读数，留空不画").format(n=silent))
        return told

    def _sold(self, counters: Counters, products: Sequence[str]) -> list[str]:
        """Where the orders over clicks come from."""
        if not counters.orders_by_count:
            return [self.tr("订单行：按付款时间，取自订单")]
        source = source_text(self._lang, counters.source_of(Metric.ORDERS, products[0]) or "")
        last = max((at for p in products if (at := self._heard(Metric.ORDERS, p)) is not None), default=None)
        words = self.tr("{metrics}：{source} · {age}")
        return [words.format(metrics=metric_name(Metric.ORDERS), source=source, age=age_text(last, self.now))]

    def _heard(self, metric: Metric, product: str) -> datetime | None:
        tally = None if self.show is None else self.show.counters.tally(metric, product)
        return None if tally is None else tally.last_at

    def _silent(self, product: str, minute: int) -> bool:
        if self.show is None or self.span is None:
            return False
        found = click_silences(self.show.counters, product, self.span.minutes[-1])
        return any(each.first <= minute <= each.last for each in found)

    # -- events -------------------------------------------------------------------------------------

    def pins(self, pins: Sequence[Pin]) -> str:
        """What the events of one pin were, as rich text; under a change of price, what conversion did around it."""
        rows = []
        for pin in pins[:MOST_IN_BOX]:
            if pin.event is None:
                between = self.tr("、", "between the parts of a list")
                names = between.join(self.name_of(product) for product in sorted(pin.products))
                text = self.tr("{name} 售罄").format(name=names)
            else:
                text = self._event_words(pin.event)
            rows.append(f"<b>{self.clock(pin.at)}</b> {escape(text)}")
            if pin.kind is PinKind.PRICE:
                rows += [self._soft(words) for words in self._came_of(pin)]
        if len(pins) > MOST_IN_BOX:
            rows.append(self.tr("还有 {n} 条").format(n=len(pins) - MOST_IN_BOX))
        return "<br>".join(rows)

    def _came_of(self, pin: Pin) -> list[str]:
        if self.show is None:
            return []
        counters, until = self.show.counters, self.show.state.ended_at or self.now
        return [self._prices.around(counters, product, pin, self.all_pins, until) for product in sorted(pin.products)]

    def _soft(self, words: str) -> str:
        return f"<span style='color:{self._theme.hex('text_soft')}'>&nbsp;&nbsp;{escape(words)}</span>"
