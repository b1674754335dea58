"""Where the numbers come from, on the screen: a row a metric; Enter chooses which source counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from console.metrics.attribution import Joined
from console.metrics.readings import EPOCH
from console.open_show import OpenShow
from console.show.sales import Metric
from console.source_words import source_text
from widgets.charts.parts import age_text
from widgets.charts.taking_away import as_mime
from widgets.context import Context
from widgets.sources_model import Column, SourcesModel
from widgets.theme import font

ROW_HEIGHT = 22
ASIDE = 30  # pixels of a cell beside its text
OLD = timedelta(minutes=59)
LEAST = {Column.SOURCE: 84, Column.METRIC: 96}
LEAST_OTHERS = 60


class SourcesTable(QTableView):
    """``choose``: let a source count for a metric from now on, None for the earliest."""

    def __init__(
        self, context: Context, choose: Callable[[Metric, str | None], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._choose = choose
        self.rows_model = SourcesModel(context.theme, self)
        self._menu: QMenu | None = None
        self.setModel(self.rows_model)
        self.setFont(font(12, figures=True))
        self.setShowGrid(False)
        self.setStyleSheet("QTableView::item { padding: 0 6px; }")
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(40)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        copy = QAction(self.tr("复制"), self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy_rows)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.doubleClicked.connect(lambda index: self.open_menu())

    def show_sources(self, show: OpenShow, joined: Joined, now: datetime) -> None:
        """Bring the rows up to ``now``."""
        rows = self.rows_model.rows_of(show, self._context.console.settings, joined, now)
        if rows != list(self.rows_model.rows):
            self.rows_model.put(rows)
            self._fit()

    def table(self) -> list[list[str]]:
        """All rows, captions first."""
        return self.rows_model.as_table()

    def copy_rows(self) -> None:
        """Put the table on the clipboard."""
        QGuiApplication.clipboard().setMimeData(as_mime(self.table()))

    # -- choosing -----------------------------------------------------------------------------------

    def menu_of(self, place: int) -> QMenu | None:
        """What can count instead for the metric of a row; None where there is nothing to choose."""
        row = self.rows_model.rows[place]
        metric = row.metric
        if metric is None:
            return None
        settings = self._context.console.settings
        chosen = settings.sources.get(metric)
        menu = QMenu(self)
        for source in sorted(row.sources):
            text = self.tr("用“{source}”计数").format(source=source_text(settings.lang, source))
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(source == chosen)
            action.triggered.connect(lambda _checked=False, source=source: self._choose(metric, source))
        menu.addSeparator()
        automatic = menu.addAction(self.tr("自动：最早来的那个"))
        automatic.setCheckable(True)
        automatic.setChecked(chosen is None)
        automatic.triggered.connect(lambda: self._choose(metric, None))
        return menu

    def open_menu(self) -> None:
        """Offer the sources of the current row."""
        index = self.currentIndex()
        menu = self.menu_of(index.row()) if index.isValid() else None
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))

    def _on_menu(self, where: QPoint) -> None:
        index = self.indexAt(where)
        if index.isValid():
            self.setCurrentIndex(index)
            self.open_menu()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.open_menu()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other sources take what the rest leaves."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As wide as their dozen words are; ResizeToContents would measure them at every change."""
        metrics, captions = QFontMetrics(self.font()), QFontMetrics(font(11))
        table = self.table()
        widths = {}
        for column in (Column.METRIC, Column.SOURCE, Column.VALUE, Column.AGE):
            wide = [captions.horizontalAdvance(table[0][column])]
            wide += [metrics.horizontalAdvance(row[column]) for row in table[1:]]
            if column == Column.AGE:  # it changes by the second: nothing may jump
                wide.append(metrics.horizontalAdvance(age_text(EPOCH, EPOCH + OLD)))
            widths[column] = max(wide) + ASIDE
        room = self.viewport().width()
        for column, least in LEAST.items():  # in a narrow dock names give way, not figures
            over = sum(widths.values()) + LEAST_OTHERS - room
            widths[column] = max(min(least, widths[column]), widths[column] - max(0, over))
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        self.setColumnWidth(Column.OTHERS, max(LEAST_OTHERS, room - sum(widths.values())))
