"""The run order of a 200-entry live show, against a bare QTableView with a minimal model in the same run.

An update is what one item's new figures cost until they are on the screen: the model told, the cells worked out and
painted. The bare side tells the same cells of a model that holds finished texts. Both take turns, so that both meet
the same moments of a busy machine; what is counted is the thread's own time, not what it waited for a processor.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import thread_time
from typing import Any

from tests import builders
from tests.benchmarks.report import Report

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROWS = 200
ON_AIR = 100
SIZE = (820, 960)  # the dock on a 1920×1080 screen
UPDATES, SCROLLS, TAKES = 400, 200, 60
BLOCK = 10


def run(report: Report) -> None:
    from PySide6.QtWidgets import QApplication

    from console.show import commands as cmd
    from widgets.bridge import Bridge
    from widgets.context import Context
    from widgets.run_order_dock import RunOrderDock
    from widgets.style import dress
    from widgets.theme import Theme

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)

    def pump(until: Callable[[], bool]) -> None:
        while not until():
            app.processEvents()

    theme = Theme("dark")
    dress(app, theme)
    bridge = Bridge()
    with tempfile.TemporaryDirectory(prefix="zhongkong-bench-") as home:
        room = builders.make_room(Path(home) / "workspace", bridge.post, pump)
        room.open_show(builders.many_entries(ROWS))
        room.ask(cmd.GoLive())
        for _ in range(ON_AIR - 1):
            room.clock.advance(seconds=150)
            room.ask(cmd.Next())
        builders.feed_evening(room, minutes=10)
        dock = RunOrderDock(Context(room.console, theme))
        dock.resize(*SIZE)
        dock.show()
        bare = bare_table(dock, SIZE)
        settle(app)
        measure_updates(report, room, dock, bare, app)
        measure_scrolling(report, dock, bare, app)
        measure_takes(report, room, dock, app)
        dock.release()
        room.close()


def bare_table(dock: Any, size: tuple[int, int]) -> Any:
    """A QTableView over a model that answers finished texts and nothing else, with the same columns in sight."""
    from PySide6.QtCore import QAbstractTableModel, Qt
    from PySide6.QtWidgets import QAbstractItemView, QTableView

    model, view = dock.model, dock.view
    texts = [list(model.filled(place).cells) for place in range(model.rowCount())]

    class Texts(QAbstractTableModel):
        def rowCount(self, parent: Any = None) -> int:
            return len(texts)

        def columnCount(self, parent: Any = None) -> int:
            return len(texts[0])

        def data(self, index: Any, role: int = 0) -> Any:
            return texts[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None

    table = QTableView()
    table.texts = Texts(table)  # type: ignore[attr-defined]
    table.setModel(table.texts)  # type: ignore[attr-defined]
    table.setFont(view.font())
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().setVisible(False)
    table.verticalHeader().setDefaultSectionSize(view.rowHeight(0))
    for column in range(model.columnCount()):
        table.setColumnWidth(column, view.columnWidth(column))
        table.setColumnHidden(column, view.isColumnHidden(column))
    table.resize(*size)
    table.show()
    return table


def settle(app: Any) -> None:
    """Everything posted and asked to be painted is done."""
    for _ in range(3):
        app.processEvents()


def turns(ours: Callable[[int], None], theirs: Callable[[int], None], rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each round, the sides in turn by blocks."""
    taken: tuple[list[float], list[float]] = ([], [])
    for at in range(BLOCK):
        ours(at)
        theirs(at)
    for at in range(2 * rounds):
        side = (at // BLOCK) % 2
        began = thread_time()
        (ours, theirs)[side](at)
        taken[side].append((thread_time() - began) * 1000)
    return taken


def p95(taken: list[float]) -> float:
    return quantiles(taken, n=20)[-1]


def measure_updates(report: Report, room: builders.Room, dock: Any, bare: Any, app: Any) -> None:
    from widgets.run_order_rows import FIGURES

    first, last = FIGURES
    view, model = dock.view, dock.model
    top = view.rowAt(1)
    seen = [place for place in range(top, top + 24) if model.rows[place].entry.product_id is not None]
    dock._timer.stop()  # clocks tick beside this, not in it

    def ours(at: int) -> None:
        model.mark_figures([model.rows[seen[at % len(seen)]].entry.product_id])
        app.processEvents()

    bare.verticalScrollBar().setValue(view.verticalScrollBar().value())
    texts = bare.texts

    def theirs(at: int) -> None:
        place = seen[at % len(seen)]
        texts.dataChanged.emit(texts.index(place, first), texts.index(place, last))
        app.processEvents()

    ours_ms, bare_ms = turns(ours, theirs, UPDATES)
    report.value("run order: one item's figures → painted", median(ours_ms), "ms", "≤ 2")
    report.ratio("run order: the same beside a bare table", median(ours_ms), median(bare_ms), "ms", "≤ 5")
    everything = [product for product in {row.entry.product_id for row in model.rows} if product is not None]

    def all_of_them(_at: int) -> None:
        model.mark_figures(everything)
        app.processEvents()

    def all_bare(_at: int) -> None:
        texts.dataChanged.emit(texts.index(0, first), texts.index(ROWS - 1, last))
        app.processEvents()

    ours_ms, bare_ms = turns(all_of_them, all_bare, 50)
    report.value("run order: every item's figures → painted, p95", p95(ours_ms), "ms", "≤ 16.7")


def measure_scrolling(report: Report, dock: Any, bare: Any, app: Any) -> None:
    def scroll(bar: Any) -> Callable[[int], None]:
        def step(at: int) -> None:
            bar.setValue((at * 90) % max(1, bar.maximum()))  # a wheel's step
            app.processEvents()

        return step

    ours_ms, bare_ms = turns(scroll(dock.view.verticalScrollBar()), scroll(bare.verticalScrollBar()), SCROLLS)
    report.value("run order: a scrolled step, p95", p95(ours_ms), "ms", "≤ 16.7")
    report.ratio("run order: scrolled beside a bare table", median(ours_ms), median(bare_ms), "ms", "≤ 5")

    def whole(view: Any) -> Callable[[int], None]:
        return lambda _at: view.viewport().repaint()

    ours_ms, bare_ms = turns(whole(dock.view), whole(bare), 60)
    report.value("run order: everything in sight painted, p95", p95(ours_ms), "ms", "≤ 16.7")


def measure_takes(report: Report, room: builders.Room, dock: Any, app: Any) -> None:
    """What a take costs the window's thread once it is durable: the rows told, the table moved and painted."""
    from console.show import commands as cmd

    taken = []
    for _ in range(TAKES):
        room.clock.advance(seconds=2)
        room.ask(cmd.Next())
        began = thread_time()
        dock._refresh()
        app.processEvents()
        taken.append((thread_time() - began) * 1000)
    report.value("run order: a take → painted, p95", p95(taken), "ms", "≤ 16.7")
