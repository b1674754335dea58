"""The charts, the item table, the heat map and the funnel of one show, one under the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from console.metrics.attribution import join_rounds
from console.metrics.freshness import Brings
from console.open_show import OpenShow
from console.show.events import Event
from console.show.sales import Metric
from console.show.state import Status
from console.source_words import source_text
from widgets.charts.conversion_chart import ConversionChart
from widgets.charts.facts import Facts
from widgets.charts.funnel import Funnel
from widgets.charts.gmv_chart import Bars, GmvChart
from widgets.charts.heat_map import HeatMap
from widgets.charts.item_picker import ItemPicker
from widgets.charts.items import ItemNames
from widgets.charts.parts import QuietButton, age_role, age_text, is_stale, part_of, row_of, yuan
from widgets.charts.rounds_chart import Measure, RoundsChart
from widgets.charts.span import Span
from widgets.context import Context
from widgets.item_table import ItemTable
from widgets.labels import Line
from widgets.round_funnel import RoundFunnel
from widgets.sources_table import SourcesTable

SHORT = 560  # pixels: below, the funnel makes room for the charts
JOIN_EVERY = timedelta(seconds=1)


class NumbersBoard(QWidget):
    """Told everything by its dock."""

    title_changed = Signal(str, str)  # the caption, and one for a narrow dock
    menu_wanted = Signal(object)
    again_wanted = Signal()

    def __init__(self, context: Context, words: Callable[[Event], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = context.theme
        self._theme = theme
        self._context = context
        self._show: OpenShow | None = None
        self._names = ItemNames()
        self._lang = context.console.settings.lang
        self.conversion = ConversionChart(theme, words, lang=self._lang)
        self.gmv = GmvChart(theme, lang=self._lang)
        self.table_view = ItemTable(context)
        self.heat = HeatMap(theme, lang=self._lang)
        self.rounds = RoundsChart(theme, lang=self._lang)
        self.sources = SourcesTable(context, self._choose_source)
        self._round_funnel = RoundFunnel(self)
        self._compared: str | None = None
        self._missed: frozenset[str] | None = frozenset()  # moved while the conversion was out of sight
        self._joined_at: datetime | None = None
        self.funnel = Funnel(theme)
        self.picker = ItemPicker(theme, self)
        self._about = Line(theme, 11, "text_soft", figures=True)
        self._gmv_title = Line(theme, 13, "text", bold=True)
        self._gmv_about = Line(theme, 11, "text_soft", figures=True)
        self._rounds_about = Line(theme, 11, "text_soft", figures=True)
        self._gmv_button = QuietButton(self.tr("成交金额"), theme)
        self._cvr_button = QuietButton(self.tr("转化率"), theme)
        self._money_button = QuietButton(self.tr("金额"), theme)
        self._orders_button = QuietButton(self.tr("订单"), theme)
        self._table_button = QuietButton(self.tr("商品"), theme)
        self._heat_button = QuietButton(self.tr("热力图"), theme)
        self._sources_button = QuietButton(self.tr("来源"), theme)
        self._rest = Line(theme, 11, "late", figures=True)
        self._rest.hide()
        self._source = Line(theme, 11, "text_soft", figures=True)
        self._funnel_title = Line(theme, 13, "text", bold=True, figures=True)
        self._lower = QStackedWidget()
        self._build()
        self._connect()
        self._choose_lower(self.table_view)

    def _build(self) -> None:
        lower = (self._table_button, self._heat_button, self._sources_button)
        for button in (*lower, self._gmv_button, self._cvr_button, self._money_button, self._orders_button):
            button.setCheckable(True)
        self._gmv_title.set_text(self.tr("每分钟成交金额"))
        self._lower.addWidget(self.table_view)
        self._lower.addWidget(self.heat)
        self._lower.addWidget(self.sources)
        about = QHBoxLayout()
        about.setContentsMargins(12, 4, 8, 2)
        about.addWidget(self._about)
        self._conversion_part = part_of(about, self.conversion)
        beside = QHBoxLayout()
        beside.setContentsMargins(12, 4, 8, 2)
        beside.addWidget(self._rounds_about, 1)
        beside.addWidget(self._gmv_button)
        beside.addWidget(self._cvr_button)
        self._rounds_part = part_of(beside, self.rounds)
        self._upper = first = QStackedWidget()
        first.addWidget(self._conversion_part)
        first.addWidget(self._rounds_part)
        self._show_measure()
        minutes = row_of(self._gmv_title, self._gmv_about)
        minutes.addWidget(self._money_button)
        minutes.addWidget(self._orders_button)
        second = part_of(minutes, self.gmv)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(6, 3, 8, 3)
        tabs.setSpacing(2)
        tabs.addWidget(self._table_button)
        tabs.addWidget(self._heat_button)
        tabs.addWidget(self._sources_button)
        tabs.addSpacing(8)
        tabs.addWidget(self._source, 1)
        third = part_of(tabs, self._lower, self._rest)
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
        self.gmv.title_changed.connect(self._on_gmv_title)
        self._money_button.clicked.connect(lambda: self.set_bars(Bars.MONEY))
        self._orders_button.clicked.connect(lambda: self.set_bars(Bars.ORDERS))
        self._table_button.clicked.connect(lambda: self._choose_lower(self.table_view))
        self._heat_button.clicked.connect(lambda: self._choose_lower(self.heat))
        self._sources_button.clicked.connect(lambda: self._choose_lower(self.sources))
        self._gmv_button.clicked.connect(lambda: self.set_measure(Measure.GMV))
        self._cvr_button.clicked.connect(lambda: self.set_measure(Measure.CVR))
        self.rounds.title_changed.connect(self._on_rounds_title)
        for chart in (self.conversion, self.gmv, self.heat, self.rounds):
            chart.menu_wanted.connect(self.menu_wanted)
        self.table_view.line_wanted.connect(self._on_line_wanted)
        self.picker.chosen.connect(self._on_chosen)
        self.picker.left_to_program.connect(lambda: self._on_chosen(None))

    # -- told ---------------------------------------------------------------------------------------

    def bind(self, show: OpenShow | None) -> None:
        """Show another show, or none."""
        self._show = show
        self._compared = self._joined_at = None
        for part in (self.conversion, self.gmv, self.heat, self.table_view, self.rounds):
            part.bind(show)

    def show_facts(self, facts: Facts) -> None:
        """Rounds, pauses and pins of the show."""
        self.conversion.show_rounds(facts.bands, facts.pauses, facts.pins)
        self.gmv.show_rounds(facts.bands, facts.pauses)

    def refresh(self, span: Span, now: datetime, changed: frozenset[str] | None, *, choose: bool) -> Iterator[None]:
        """Bring everything up to ``now``, part by part; ``changed``: items whose figures moved, None for all."""
        if self.comparing:
            self._missed = None if changed is None or self._missed is None else self._missed | changed
        else:
            missed = None if changed is None or self._missed is None else self._missed | changed
            self._missed = frozenset()
            if choose:
                self.conversion.choose(now, span)
                yield
            self.conversion.refresh(span, now, missed, choose=False)
        yield
        self.gmv.refresh(span, changed)
        yield
        self.table_view.refresh(changed)
        yield
        if self._lower.currentWidget() is self.heat:
            self.heat.refresh(span, changed)
            yield
        self._refresh_funnel(now)
        yield

    def refresh_ages(self, now: datetime) -> None:
        """Say how old the numbers are; what is too old turns grey. Rounds and sources are worked out anew."""
        show = self._show
        if show is None:
            return
        settings = self._context.console.settings
        counters, heard = show.counters, show.counters.room().last_heard
        parts = [self.tr("订单与数据 {age}").format(age=age_text(heard, now))]
        shorter = [age_text(heard, now)]
        first = (Metric.CLICK_USERS, Metric.CLICKS)
        metric = next(
            (m for m in (first if counters.source_of(Metric.BUYERS) else first[::-1]) if counters.source_of(m)), None
        )
        if metric is not None:
            source = source_text(self._lang, counters.source_of(metric) or "")
            parts.append(self.tr("点击来源 {source}").format(source=source))
            shorter.append(parts[-1])
        ended = show.state.status is Status.ENDED  # what is over does not grow old
        role = "text_soft" if ended else age_role(heard, now, settings.stale_after)
        self._source.set_text(" · ".join(parts), role, short=" · ".join(shorter))
        quiet = any(each.feed.brings is Brings.ORDERS for each in show.feeds.watch.quiet(now))
        orders_stale = not ended and (quiet or is_stale(heard, now, settings.stale_after))
        self.table_view.set_fresh_from(None if ended else now - settings.stale_after, orders_stale=orders_stale)
        self.conversion.words.stale_after = self.heat.stale_after = settings.stale_after
        if self._joined_at is None or abs(now - self._joined_at) >= JOIN_EVERY:
            self._joined_at = now
            self._refresh_joined(show, now)

    def _refresh_joined(self, show: OpenShow, now: datetime) -> None:
        """What rests on the join of sales to rounds: the comparison, the sources, and what no item or round claims."""
        shows_sources = self._lower.currentWidget() is self.sources
        if not (self.comparing or shows_sources or show.counters.room().lines_without_item):
            self._rest.hide()
            return
        joined = join_rounds(show.state, show.counters, now, tail=self._context.console.settings.round_tail)
        if self.comparing:
            self.rounds.refresh(joined, now, self._compared)
        if shows_sources:
            self.sources.show_sources(show, joined, now)
        without, elsewhere = joined.without_item, joined.elsewhere
        self._rest.setVisible(bool(without.lines) and not shows_sources)
        if without.lines:
            text = self.tr("没有商品的金额 {money}（{lines} 行），等订单表补上商品 · 讲解时段之外共 {other}（{n} 行）")
            self._rest.set_text(
                text.format(
                    money=yuan(without.gmv),
                    lines=f"{without.lines:,}",
                    other=yuan(elsewhere.gmv),
                    n=f"{elsewhere.lines:,}",
                ),
                "late",
            )

    def table(self) -> list[list[str]]:
        """The table as shown: the sources while they are, else the items."""
        if self._lower.currentWidget() is self.sources:
            return self.sources.table()
        return self.table_view.table()

    def curves(self) -> list[list[str]]:
        """The curves as shown: of the rounds while they are compared, else the conversion."""
        return self.rounds.table() if self.comparing else self.conversion.table()

    # -- comparing ----------------------------------------------------------------------------------

    @property
    def comparing(self) -> bool:
        """Whether the rounds of one item stand where the conversion does."""
        return self._upper.currentWidget() is self._rounds_part

    def compare(self, comparing: bool, product: str | None = None) -> None:
        """Put the rounds of an item on one axis (None: of the one on air), or the conversion back."""
        self._compared, self._joined_at = product, None
        self._upper.setCurrentWidget(self._rounds_part if comparing else self._conversion_part)
        self.again_wanted.emit()

    def set_measure(self, measure: Measure) -> None:
        """What the rounds are compared by."""
        self.rounds.measure = measure
        self._joined_at = None
        self._show_measure()
        self.again_wanted.emit()

    def set_bars(self, bars: Bars) -> None:
        """Money of each minute, or order lines."""
        self.gmv.set_bars(bars)
        self._show_measure()
        self.again_wanted.emit()

    def _show_measure(self) -> None:
        self._money_button.setChecked(self.gmv.bars is Bars.MONEY)
        self._orders_button.setChecked(self.gmv.bars is Bars.ORDERS)
        self._gmv_button.setChecked(self.rounds.measure is Measure.GMV)
        self._cvr_button.setChecked(self.rounds.measure is Measure.CVR)

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
        settings, product = self._context.console.settings, entry.product_id
        steps = self._round_funnel.steps(show, product, current, now, settings)
        stale = is_stale(self._round_funnel.heard(show, product), now, settings.stale_after)
        self.funnel.show_steps(steps, stale, self.tr("这一轮还没有曝光和点击数据"))

    # -- choosing -----------------------------------------------------------------------------------

    def _choose_lower(self, widget: QWidget) -> None:
        self._joined_at = None
        self._lower.setCurrentWidget(widget)
        self._table_button.setChecked(widget is self.table_view)
        self._heat_button.setChecked(widget is self.heat)
        self._sources_button.setChecked(widget is self.sources)
        if self._show is not None:
            self.again_wanted.emit()

    def show_heat_map(self) -> None:
        """The whole field instead of the table."""
        self._choose_lower(self.heat)

    def show_sources(self) -> None:
        """Where the numbers come from, instead of the table."""
        self._choose_lower(self.sources)

    def _choose_source(self, metric: Metric, source: str | None) -> None:
        chosen = {each: name for each, name in self._context.console.settings.sources.items() if each is not metric}
        self._context.keep(sources=chosen if source is None else {**chosen, metric: source})
        self._joined_at = None
        self.again_wanted.emit()

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
        """Give an item of the table a line, or take it away; while rounds are compared, compare its own."""
        if self.comparing:
            self.compare(True, product)
            return
        shown = [line.product for line in self.conversion.lines]
        self._on_chosen([p for p in shown if p != product] if product in shown else [product, *shown])

    def _on_gmv_title(self, title: str, short: str, about: str) -> None:
        self._gmv_title.set_text(title, short=short)
        self._gmv_about.set_text(about)

    def _on_conversion_title(self, title: str, short: str, about: str) -> None:
        self._about.set_text(about)
        if not self.comparing:
            self._tell_title(title, short)

    def _on_rounds_title(self, title: str, short: str, about: str) -> None:
        self._rounds_about.set_text(about)
        if self.comparing:
            self._tell_title(title, short)

    def _tell_title(self, title: str, short: str) -> None:
        self.title_changed.emit(title, short)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._funnel_part.setVisible(self.height() >= SHORT)
