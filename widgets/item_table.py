"""The item table on the screen: sortable, its rows settle now and then, Enter gives an item a line in the chart."""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStackedWidget, QTableView, QVBoxLayout, QWidget

from console.metrics.conversion import Basis
from console.open_show import OpenShow
from widgets.charts.taking_away import as_mime
from widgets.context import Context
from widgets.frame import Coalescer
from widgets.item_rows import ORDER_COLUMNS, Column, basis_of, metrics_of
from widgets.item_table_columns import ItemColumns
from widgets.item_table_model import ItemTableModel
from widgets.labels import Paragraph
from widgets.metric_words import origin, sold_origin
from widgets.theme import font

ROW_HEIGHT = 22
SIDE = 4
SETTLE_MS = 3000  # rows that jump at every order cannot be read
ROWS_AT_ONCE = 16  # what moved is worded so many rows a frame: two hundred would cost one


class ItemTable(QWidget):
    """``line_wanted``: an item should get a line in the chart, or lose it."""

    line_wanted = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.model = ItemTableModel(context.theme, self)
        self.model.origin = self._origin
        self.view = QTableView(self)
        self._empty = Paragraph(context.theme, 13, "text_soft", lines=6)
        self._settle = Coalescer(self._on_settle, self, SETTLE_MS)
        self._moved: dict[str, None] = {}  # not worded anew yet, oldest first
        self._more = Coalescer(self._word_some, self)
        self._build()

    def _build(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setFont(font(12, figures=True))
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setTabKeyNavigation(False)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setStyleSheet(
            "QHeaderView::down-arrow, QHeaderView::up-arrow"
            " { subcontrol-position: center left; width: 9px; height: 9px; }"
        )
        header.setMinimumSectionSize(24)
        view.setSortingEnabled(True)
        header.setSortIndicator(Column.GMV, Qt.SortOrder.DescendingOrder)
        self._columns = ItemColumns(view, self.model)
        copy = QAction(self.tr("复制"), self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copy.triggered.connect(self.copy_selected)
        line = QAction(self.tr("在图上显示 / 取消"), self)
        line.triggered.connect(self._on_line)
        view.addActions([copy, line])
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        view.doubleClicked.connect(self._on_row)
        self._stack = QStackedWidget()
        page = QWidget()
        column_layout = QVBoxLayout(page)
        column_layout.setContentsMargins(16, 8, 16, 8)
        column_layout.addWidget(self._empty)
        column_layout.addStretch(1)
        self._stack.addWidget(page)
        self._stack.addWidget(view)
        self._empty.set_text(self.tr("排品里还没有商品，也没有收到订单。导入排品表，或把抖店订单表拖进窗口。"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIDE, 0, SIDE, 0)
        layout.addWidget(self._stack)
        self.setMinimumHeight(70)

    def bind(self, show: OpenShow | None) -> None:
        """Show another show, or none."""
        self._moved.clear()
        self.model.bind(show)
        self._columns.grow()
        self._show_page()

    def refresh(self, changed: frozenset[str] | None) -> None:
        """Figures of these items moved; None: of all. The last of many are shown some frames later."""
        self._moved.update(dict.fromkeys(self.model.products() if changed is None else changed))
        self._word_some()
        self._settle.ask()

    def _word_some(self) -> None:
        some = list(islice(self._moved, ROWS_AT_ONCE))
        for product in some:
            del self._moved[product]
        self.model.refresh(some)
        self._show_page()
        if self._moved:
            self._more.ask()

    def set_fresh_from(self, fresh_from: datetime | None, *, orders_stale: bool) -> None:
        """Figures read before are grey, and those of orders when they are ``orders_stale``."""
        self.model.set_fresh_from(fresh_from, orders_stale=orders_stale)

    def _origin(self, product: str, column: int) -> str:
        """Where a figure comes from, how old it is, and what others say of it."""
        show = self._context.console.show
        if show is None:
            return ""
        settings, now, counters = self._context.console.settings, show.clock.now(), show.counters
        if column in ORDER_COLUMNS:
            if column != Column.ORDERS and counters.orders_by_count:
                return ""  # what was counted tells no pieces and no money
            return "\n".join(sold_origin(counters, product, now, settings.lang, settings.stale_after))
        said: list[str] = []
        basis = basis_of(counters.item(product))
        for metric in metrics_of(column, basis):
            said += origin(counters, metric, product, now, settings.lang, settings.stale_after)
        if column == Column.CVR and basis is Basis.COUNTS:
            said += sold_origin(counters, product, now, settings.lang, settings.stale_after)
        return "\n".join(said)

    def table(self) -> list[list[str]]:
        """All rows as they are now, captions first."""
        self.model.refresh(self._moved)
        self._moved.clear()
        return self.model.as_table()

    def copy_selected(self) -> None:
        """Put the selected rows on the clipboard, captions first; all when none is."""
        table = self.table()
        chosen = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        rows = [table[0], *(table[row + 1] for row in chosen)] if chosen else table
        QGuiApplication.clipboard().setMimeData(as_mime(rows))

    def _show_page(self) -> None:
        self._stack.setCurrentIndex(1 if self.model.rowCount() else 0)

    def _on_settle(self) -> None:
        if self._moved:
            self._settle.ask()  # rows are put in order by figures of one moment
            return
        self._columns.grow()
        if not self.view.underMouse():
            self.model.settle()

    def _on_row(self, index: QModelIndex) -> None:
        product = self.model.product_at(index)
        if product is not None:
            self.line_wanted.emit(product)

    def _on_line(self) -> None:
        self._on_row(self.view.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self._on_line()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        self._columns.fit(self.width() - 2 * SIDE - self.view.verticalScrollBar().sizeHint().width())
