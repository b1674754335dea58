"""The charts, the item table, the heat map and the funnel of one show, one under the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from console.metrics.conversion import NO_RATE, Rate
from console.open_show import OpenShow
from console.show.events import Event
from console.show.sales import Metric
from console.show.state import Round
from console.source_words import source_text
from widgets.charts.conversion_chart import ConversionChart
from widgets.charts.facts import Facts
from widgets.charts.funnel import Funnel, Step
from widgets.charts.gmv_chart import GmvChart
from widgets.charts.heat_map import HeatMap
from widgets.charts.item_picker import ItemPicker
from widgets.charts.items import ItemNames
from widgets.charts.parts import QuietButton, age_role, age_text, is_stale
from widgets.charts.span import Span
from widgets.context import Context
from widgets.figures import interval_text, margin_text, percent_text
from widgets.item_table import ItemTable
from widgets.labels import Line

SHORT = 560  # pixels: below, the funnel makes room for the charts
ROOMY = 500  # pixels across: below, the caption is short and items are chosen in the menu
UNKNOWN = "—"


class NumbersBoard(QWidget):
    """Told everything by its dock."""

    title_changed = Signal(str)
    menu_wanted = Signal(object)
    again_wanted = Signal()

    def __init__(self, context: Context, words: Callable[[Event], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = context.theme
        self._theme = theme
        self._show: OpenShow | None = None
        self._names = ItemNames()
        self._titles: tuple[str, str] | None = None
        self._lang = context.console.settings.lang
        self.conversion = ConversionChart(theme, words, lang=self._lang)
        self.gmv = GmvChart(theme, lang=self._lang)
        self.table_view = ItemTable(context)
        self.heat = HeatMap(theme)
        self.funnel = Funnel(theme)
        self.picker = ItemPicker(theme, self)
        self._about = Line(theme, 11, "text_soft", figures=True)
        self._gmv_title = Line(theme, 13, "text", bold=True)
        self._gmv_about = Line(theme, 11, "text_soft", figures=True)
        self._table_button = QuietButton(self.tr("商品"), theme)
        self._heat_button = QuietButton(self.tr("热力图"), theme)
        self._source = Line(theme, 11, "text_soft", figures=True)
        self._funnel_title = Line(theme, 13, "text", bold=True, figures=True)
        self._lower = QStackedWidget()
        self._build()
        self._connect()
        self._choose_lower(self.table_view)

    def _build(self) -> None:
        for button in (self._table_button, self._heat_button):
            button.setCheckable(True)
        self._gmv_title.set_text(self.tr("每分钟成交金额"))
        self._lower.addWidget(self.table_view)
        self._lower.addWidget(self.heat)
        about = QHBoxLayout()
        about.setContentsMargins(12, 4, 8, 2)
        about.addWidget(self._about)
        first = _part(about, self.conversion)
        second = _part(_row(self._gmv_title, self._gmv_about), self.gmv)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(6, 3, 8, 3)
        tabs.setSpacing(2)
        tabs.addWidget(self._table_button)
        tabs.addWidget(self._heat_button)
        tabs.addSpacing(8)
        tabs.addWidget(self._source, 1)
        third = _part(tabs, self._lower)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for part, stretch in ((first, 5), (second, 2), (third, 3)):
            self._splitter.addWidget(part)
            self._splitter.setStretchFactor(self._splitter.count() - 1, stretch)
        self._splitter.setSizes([330, 130, 200])
        self._funnel_part = QWidget()
        foot = QVBoxLayout(self._funnel_part)
        foot.setContentsMargins(12, 10, 12, 10)
        foot.setSpacing(4)
        foot.addWidget(self._funnel_title)
        foot.addWidget(self.funnel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._splitter, 1)
        layout.addWidget(self._funnel_part)

    def _connect(self) -> None:
        self.conversion.title_changed.connect(self._on_conversion_title)
        self.gmv.title_changed.connect(lambda title, about: self._gmv_about.set_text(about))
        self._table_button.clicked.connect(lambda: self._choose_lower(self.table_view))
        self._heat_button.clicked.connect(lambda: self._choose_lower(self.heat))
        for chart in (self.conversion, self.gmv, self.heat):
            chart.menu_wanted.connect(self.menu_wanted)
        self.table_view.line_wanted.connect(self._on_line_wanted)
        self.picker.chosen.connect(self._on_chosen)
        self.picker.left_to_program.connect(lambda: self._on_chosen(None))

    # -- told ---------------------------------------------------------------------------------------

    def bind(self, show: OpenShow | None) -> None:
        """Show another show, or none."""
        self._show = show
        for part in (self.conversion, self.gmv, self.heat, self.table_view):
            part.bind(show)

    def show_facts(self, facts: Facts) -> None:
        """Rounds, pauses and pins of the show."""
        self.conversion.show_rounds(facts.bands, facts.pauses, facts.pins)
        self.gmv.show_rounds(facts.bands, facts.pauses)

    def refresh(self, span: Span, now: datetime, changed: frozenset[str] | None, *, choose: bool) -> None:
        """Bring everything up to ``now``; ``changed``: items whose figures moved, None for all."""
        self.conversion.refresh(span, now, changed, choose=choose)
        self.gmv.refresh(span, changed)
        self.table_view.refresh(changed)
        if self._lower.currentWidget() is self.heat:
            self.heat.refresh(span, changed)
        self._refresh_funnel(now)

    def refresh_ages(self, now: datetime) -> None:
        """Say how old the numbers are; what is too old turns grey."""
        if self._show is None:
            return
        counters = self._show.counters
        room = counters.room().last_heard
        parts = [self.tr("订单与数据 {age}").format(age=age_text(room, now))]
        metric = next((m for m in (Metric.BUYERS, Metric.CLICKS) if counters.source_of(m)), None)
        if metric is not None:
            source = source_text(self._lang, counters.source_of(metric) or "")
            parts.append(self.tr("点击来源 {source}").format(source=source))
        self._source.set_text(" · ".join(parts), age_role(room, now))
        self.table_view.set_stale(is_stale(room, now))

    def table(self) -> list[list[str]]:
        """The item table as shown."""
        return self.table_view.table()

    # -- the funnel ---------------------------------------------------------------------------------

    def _refresh_funnel(self, now: datetime) -> None:
        show = self._show
        current = None if show is None else show.state.core.round
        entry = None if show is None else show.state.on_air
        if show is None or current is None or entry is None:
            self._funnel_title.set_text(self.tr("本轮漏斗"))
            self.funnel.show_steps((), False, self.tr("没有正在讲解的款"))
            return
        number = show.state.plan.index(entry.entry_id) + 1
        self._funnel_title.set_text(
            self.tr("本轮漏斗 · {number} {name}").format(number=f"{number:02d}", name=entry.name)
        )
        if entry.product_id is None:
            self.funnel.show_steps((), False, self.tr("环节没有商品，没有漏斗"))
            return
        steps = self._steps(show, entry.product_id, current, now)
        self.funnel.show_steps(
            steps, is_stale(show.counters.room().last_heard, now), self.tr("这一轮还没有曝光和点击数据")
        )

    def _steps(self, show: OpenShow, product: str, current: Round, now: datetime) -> list[Step]:
        minutes = range(int(current.started_at.timestamp() // 60), int(now.timestamp() // 60) + 1)

        def within(metric: Metric) -> float | None:
            tally = show.counters.tally(metric, product)
            return None if tally is None else sum(tally.minutes.get(minute, 0.0) for minute in minutes)

        people = within(Metric.BUYERS) is not None and within(Metric.CLICK_USERS) is not None
        if people:
            figures = [within(Metric.EXPOSURE_USERS), within(Metric.CLICK_USERS), within(Metric.BUYERS)]
            captions = (self.tr("曝光人数"), self.tr("点击人数"), self.tr("成交人数"))
        else:
            lines = show.counters.line_minutes(product)
            bought = float(sum(lines.get(minute, 0) for minute in minutes))
            figures = [within(Metric.EXPOSURES), within(Metric.CLICKS), bought]
            captions = (self.tr("曝光次数"), self.tr("点击次数"), self.tr("成交订单行"))
        steps = []
        for place, (caption, figure) in enumerate(zip(captions, figures, strict=True)):
            before = figures[place - 1] if place else None
            rate = NO_RATE if figure is None or not before else Rate(figure, before)
            share = "" if rate.value is None else f"{rate.value:.1%} {margin_text(rate)}"
            tip = "" if rate.value is None else self._doubt(rate)
            shown = UNKNOWN if figure is None else f"{figure:,.0f}"
            steps.append(Step(caption, shown, share, strong=place == 2, tip=tip))
        return steps

    def _doubt(self, rate: Rate) -> str:
        text = self.tr("{top} ÷ {bottom} = {value}，95% 置信区间 {interval}（Wilson）")
        sides = {"top": f"{rate.numerator:,.0f}", "bottom": f"{rate.denominator:,.0f}"}
        return text.format(**sides, value=percent_text(rate.value), interval=interval_text(rate))

    # -- choosing -----------------------------------------------------------------------------------

    def _choose_lower(self, widget: QWidget) -> None:
        self._lower.setCurrentWidget(widget)
        self._table_button.setChecked(widget is self.table_view)
        self._heat_button.setChecked(widget is self.heat)
        if self._show is not None:
            self.again_wanted.emit()

    def show_heat_map(self) -> None:
        """The whole field instead of the table."""
        self._choose_lower(self.heat)

    def pick_items(self, where: QPoint) -> None:
        """Open the list to choose lines from."""
        if self._show is None:
            return
        names = self._names.of(self._show.state.plan)
        items = [(product, f"{number:02d}  {entry.name}") for product, (number, entry) in names.items()]
        items += [
            (product, self.tr("{id} · 不在排品中").format(id=product))
            for product in sorted(self._show.counters.products)
            if product not in names
        ]
        self.picker.open_at(where, items, [line.product for line in self.conversion.lines])

    def _on_chosen(self, products: list[str] | None) -> None:
        self.conversion.by_hand = products
        self.again_wanted.emit()

    def _on_line_wanted(self, product: str) -> None:
        """Give an item of the table a line, or take it away."""
        shown = [line.product for line in self.conversion.lines]
        self._on_chosen([p for p in shown if p != product] if product in shown else [product, *shown])

    def _on_conversion_title(self, title: str, short: str, about: str) -> None:
        self._titles = (title, short)
        self.title_changed.emit(title if self.width() >= ROOMY else short)
        self._about.set_text(about)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._funnel_part.setVisible(self.height() >= SHORT)
        if self._titles is not None:
            self.title_changed.emit(self._titles[0 if self.width() >= ROOMY else 1])


def _row(title: QWidget, about: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(12, 4, 8, 2)
    row.setSpacing(12)
    row.addWidget(title, 2)
    row.addWidget(about, 3)
    return row


def _part(head: QHBoxLayout, body: QWidget) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(head)
    column.addWidget(body, 1)
    return part
