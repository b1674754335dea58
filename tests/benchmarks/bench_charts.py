"""Charts of a show of 200 items and 8 hours, against pyqtgraph alone drawing the same points in the same run.

A frame is what one change of figures costs until the picture is painted: the counters are asked, what changed is drawn
again, the widget is repainted. The bare side sets one curve's data and renders the same number of lines.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from tests import builders
from tests.benchmarks.report import Report

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

HOURS = 8
ITEMS = 200
SIZE = (1600, 900)
ROUNDS = 60
LINES = 12
PINS = 80


def run(report: Report) -> None:
    from PySide6.QtWidgets import QApplication

    from console.show import commands as cmd
    from widgets.bridge import Bridge
    from widgets.theme import Theme

    app = QApplication.instance() or QApplication([])

    def pump(until: Callable[[], bool]) -> None:
        while not until():
            app.processEvents()

    bridge = Bridge()
    with tempfile.TemporaryDirectory(prefix="zhongkong-bench-") as home:
        room = builders.make_room(Path(home) / "workspace", bridge.post, pump)
        room.open_show(builders.many_entries(ITEMS))
        room.ask(cmd.GoLive())
        for _ in range(95):
            room.clock.advance(minutes=5)
            room.ask(cmd.Next())
        fill(room)
        theme = Theme("dark")
        measure_charts(report, room, theme, app)
        measure_table(report, room, theme, app)
        measure_journal(report, room, theme, app)
        room.close()


def fill(room: builders.Room) -> None:
    """Clicks, buyers and order lines of every item over the whole show, counted without the disk."""
    from console.show.sales import Metric, OrderLine, OrderStatus, Reading

    rng = random.Random(8)
    show = room.show
    started = show.state.started_at
    assert started is not None
    number = 0
    for product, entry in show.state.plan.products().items():
        readings, lines = [], []
        for minute in range(HOURS * 60):
            at = started + timedelta(minutes=minute)
            clicks = rng.randint(10, 60)
            bought = rng.randint(0, clicks // 4)
            for metric, value in ((Metric.CLICK_USERS, clicks), (Metric.BUYERS, bought)):
                readings.append(
                    Reading(source="compass", product_id=product, metric=metric, value=value, cumulative=False, at=at)
                )
            if minute % 4 == 0:
                number += 1
                lines.append(
                    OrderLine(
                        source="douyin",
                        line_id=str(number),
                        order_id=str(number),
                        product_id=product,
                        quantity=1 + bought // 4,
                        amount=entry.live_price or 0,
                        status=OrderStatus.PAID,
                        at=at,
                    )
                )
        show.counters.readings_added(readings)
        show.counters.lines_changed((None, line) for line in lines)
    show.counters.heard(room.clock.now())


def timed(work: Callable[[int], None], rounds: int = ROUNDS) -> list[float]:
    """Milliseconds of processor each round took this thread: what else runs on the machine is not the chart's doing."""
    taken = []
    for at in range(rounds):
        began = time.thread_time()
        work(at)
        taken.append((time.thread_time() - began) * 1000)
    return taken


def p95(taken: list[float]) -> float:
    return quantiles(taken, n=20)[-1]


def measure_charts(report: Report, room: builders.Room, theme: Any, app: Any) -> None:
    import pyqtgraph as pg
    from PySide6.QtGui import QPen

    from widgets.charts.conversion_chart import ConversionChart
    from widgets.charts.facts import ShowFacts
    from widgets.charts.gmv_chart import GmvChart
    from widgets.charts.heat_map import HeatMap
    from widgets.charts.rounds import Pin, PinKind
    from widgets.charts.span import span_of

    show, now = room.show, room.clock.now()
    span = span_of(show.state, show.counters, now, whole=True)
    assert span is not None
    products = list(show.counters.products)[:LINES]
    facts = ShowFacts()
    at_now = facts.now(show, now)

    chart = ConversionChart(theme, lambda event: event.kind)
    chart.bind(show)
    chart.by_hand = products
    chart.resize(*SIZE)
    chart.show()
    marks = [
        Pin(kind=PinKind.MESSAGE, at=span.first + share * (span.last - span.first) / PINS) for share in range(PINS)
    ]
    chart.show_rounds(at_now.bands, at_now.pauses, marks)
    chart.refresh(span, now)
    app.processEvents()

    def ours(at: int) -> None:
        chart.refresh(span, now, frozenset({products[at % LINES]}), choose=False)
        chart.plot.viewport().repaint()

    bare = pg.PlotWidget()
    bare.resize(chart.plot.size())
    bare.getPlotItem().disableAutoRange()
    curves = []
    for place, line in enumerate(chart.lines):
        pen = QPen(theme.color(f"series_{place + 1}"), 1)
        pen.setCosmetic(True)
        curve = pg.PlotCurveItem(connect="finite", pen=pen)
        bare.addItem(curve)
        curve.setData(line.curve.xData, line.curve.yData)
        curves.append(curve)
    bare.getPlotItem().setXRange(span.first, span.last, padding=0)
    bare.getPlotItem().setYRange(0, chart.plot.top, padding=0)
    bare.show()
    app.processEvents()

    def bare_frame(at: int) -> None:
        curve = curves[at % LINES]
        curve.setData(curve.xData, curve.yData)
        bare.viewport().repaint()

    for warm in (ours, bare_frame):
        timed(warm, 5)
    ours_taken, bare_taken = timed(ours), timed(bare_frame)
    name = f"conversion frame, {LINES} lines × {HOURS} h, {SIZE[0]}×{SIZE[1]}"
    report.ratio(name, median(ours_taken), median(bare_taken), "ms", "≤ 5")
    report.value("conversion frame, 95 % of them", p95(ours_taken), "ms", "≤ 16.7")

    gmv = GmvChart(theme)
    gmv.bind(show)
    gmv.resize(SIZE[0], 160)
    gmv.show_rounds(at_now.bands, at_now.pauses)
    gmv.refresh(span)
    gmv.show()
    app.processEvents()

    def gmv_frame(at: int) -> None:
        gmv.refresh(span, frozenset({products[at % LINES]}))
        gmv.plot.viewport().repaint()

    timed(gmv_frame, 5)
    report.value("GMV frame, 480 bars", p95(timed(gmv_frame)), "ms", "≤ 16.7")

    heat = HeatMap(theme)
    heat.bind(show)
    heat.resize(SIZE[0], 400)
    heat.refresh(span)
    heat.show()
    app.processEvents()

    def heat_frame(at: int) -> None:
        heat.refresh(span, frozenset({products[at % LINES]}))
        heat.repaint()

    timed(heat_frame, 5)
    report.value(f"heat map frame, {ITEMS} × {HOURS * 60}", p95(timed(heat_frame)), "ms", "≤ 16.7")


def measure_table(report: Report, room: builders.Room, theme: Any, app: Any) -> None:
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QTableView

    from widgets.context import Context
    from widgets.item_table import ItemTable

    products = sorted(room.show.counters.products)
    table = ItemTable(Context(room.console, theme))
    table.bind(room.show)
    table.resize(800, 600)
    table.show()
    bare = QTableView()
    standard = QStandardItemModel(table.model.rowCount(), table.model.columnCount())
    for row in range(standard.rowCount()):
        for column in range(standard.columnCount()):
            standard.setItem(row, column, QStandardItem(table.model.index(row, column).data()))
    bare.setModel(standard)
    bare.resize(800, 600)
    bare.show()
    app.processEvents()

    taken = timed(lambda at: table.model.refresh([products[at % len(products)]]))
    report.value("item table, one item's figures moved", median(taken), "ms", "≤ 2")
    ours = timed(lambda at: table.view.viewport().repaint(), 30)
    plain = timed(lambda at: bare.viewport().repaint(), 30)
    report.value("item table, a scrolled picture", p95(ours), "ms", "≤ 16.7")
    report.ratio("item table, a picture beside QStandardItemModel", median(ours), median(plain), "ms", "≤ 5")


def measure_journal(report: Report, room: builders.Room, theme: Any, app: Any) -> None:
    from console.show import events as ev
    from widgets.journal_events import Record
    from widgets.journal_model import About, JournalModel

    state, now = room.show.state, room.clock.now()
    records = [
        Record(ev.Event(seq=seq, at=now, actor="me", payload=ev.Noted(text=f"note {seq}")), state.core, state.stock)
        for seq in range(1, 20_001)
    ]
    model = JournalModel(lambda record: record.event.kind)
    taken = timed(lambda at: model.reset(records, "Asia/Shanghai"), 20)
    report.value("journal of 20,000 events shown", median(taken), "ms", "≤ 16.7")
    searched = timed(lambda at: model.show_only(About.ALL, f"x{at}"), 20)
    report.value("journal, a letter typed into the search", p95(searched), "ms", "≤ 16.7")
