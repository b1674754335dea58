"""A search over the catalogue and what it finds: typed into, walked through with the arrows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from console.catalogue import Goods
from console.show.plan import DEFAULT_TIME_ZONE
from console.show.timing import zone
from inventory.catalogue import Price, Product, Standing
from widgets.catalogue_model import NAME, CatalogueModel
from widgets.theme import Theme, font

ENTER = Qt.Key.Key_Return, Qt.Key.Key_Enter
WALKING = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp
WIDTHS = 0, 88, 84, 132


class Look(Enum):
    """Which products are shown."""

    ALL = "all"
    EXPIRED = "expired"
    SOON = "soon"
    UNKNOWN = "unknown"
    UNPROVED = "unproved"


def today_in(now: datetime) -> date:
    """The day of the room."""
    return now.astimezone(zone(DEFAULT_TIME_ZONE)).date()


def looks_of(product: Product, today: date) -> list[Look]:
    """What a product is shown among."""
    found = [Look.ALL]
    standing = product.standing(today)
    if standing is not None and standing is not Standing.FINE:
        found.append(Look(standing.value))
    if product.list_price is not None and not product.proves(Price.LIST, product.list_price):
        found.append(Look.UNPROVED)
    return found


class CatalogueList(QWidget):
    """Search, filter and rows. ``chosen``: another product, or None; ``picked``: Enter or a double click on one."""

    chosen = Signal(object)
    picked = Signal(object)

    def __init__(self, theme: Theme, today: date, *, filtered: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._goods = Goods()
        self._silent = False
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("名称、品牌、ID、条码、拼音首字母"))
        self.line.setClearButtonEnabled(True)
        self.line.setAccessibleName(self.tr("查找商品"))
        self.look = QComboBox()
        self.look.setAccessibleName(self.tr("看哪些商品"))
        self.look.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.look.setVisible(filtered)
        self.model = CatalogueModel(theme, today, self)
        self.table = QTableView()
        self.found = QLabel()
        self.found.setProperty("faint", True)
        self.found.setFont(font(12))
        self._lay_out()
        self.line.textChanged.connect(lambda _text: self._search())
        self.look.currentIndexChanged.connect(lambda _index: self._search())
        self.line.installEventFilter(self)
        self.table.installEventFilter(self)
        self.table.doubleClicked.connect(lambda _index: self._pick())
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._on_row())

    def _lay_out(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setStyleSheet("QTableView::item { padding: 0 6px; }")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().setVisible(False)
        table.verticalHeader().setDefaultSectionSize(30)
        table.setFont(font(13, figures=True))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        for column, width in enumerate(WIDTHS):
            if column == NAME:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
            else:
                header.resizeSection(column, width)
        under = QHBoxLayout()
        under.setSpacing(8)
        under.addWidget(self.look)
        under.addWidget(self.found)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(8)
        column_.addWidget(self.line)
        column_.addLayout(under)
        column_.addWidget(table, 1)

    # -- what is shown ------------------------------------------------------------------------------

    @property
    def current(self) -> Product | None:
        """The chosen product."""
        row = self.table.currentIndex().row()
        return self.model.products[row] if 0 <= row < len(self.model.products) else None

    def show_goods(self, goods: Goods) -> None:
        """Another catalogue; who was chosen stays chosen."""
        self._goods = goods
        self._count_looks(goods.products)
        self._search()

    def choose(self, product_id: str) -> None:
        """Choose a product, looking past the search when it hides it; "" chooses none."""
        row = self.model.row_of(product_id)
        if row < 0 and product_id:
            self._silent = True
            self.line.clear()
            self.look.setCurrentIndex(0)
            self._silent = False
            self._search()
            row = self.model.row_of(product_id)
        if row >= 0:
            self.table.selectRow(row)
        else:
            self.table.clearSelection()
            self.table.setCurrentIndex(self.model.index(-1, -1))

    def _count_looks(self, products: Sequence[Product]) -> None:
        counts = Counter(look for each in products for look in looks_of(each, self._today))
        names = {
            Look.ALL: self.tr("全部商品"),
            Look.EXPIRED: self.tr("证照过期"),
            Look.SOON: self.tr("30 天内到期"),
            Look.UNKNOWN: self.tr("没填有效期"),
            Look.UNPROVED: self.tr("划线价没有依据"),
        }
        was = self.look.currentData()
        self._silent = True
        self.look.clear()
        for look, name in names.items():
            self.look.addItem(f"{name} · {counts[look]:,}", look)
        self.look.setCurrentIndex(max(0, list(Look).index(was) if was is not None else 0))
        self._silent = False

    def _search(self) -> None:
        if self._silent:
            return
        was = self.current
        look: Look = self.look.currentData() or Look.ALL
        found = self._goods.search.find(self.line.text())
        if look is not Look.ALL:
            found = [each for each in found if look in looks_of(each, self._today)]
        self.found.setText(self.tr("{n} 个").format(n=f"{len(found):,}"))
        self._silent = True
        self.model.show(found)
        row = -1 if was is None else self.model.row_of(was.product_id)
        if row < 0 and found and self.line.text().strip():
            row = 0
        if row >= 0:
            self.table.selectRow(row)
        self._silent = False
        now = self.current
        if (now is None) != (was is None) or now is not was:
            self._on_row()

    def _on_row(self) -> None:
        if not self._silent:
            self.chosen.emit(self.current)

    def _pick(self) -> None:
        if self.current is not None:
            self.picked.emit(self.current)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows walk through the rows while the search is typed; Enter takes the chosen one."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() in ENTER and plain:
                if not event.isAutoRepeat():
                    self._pick()
                return True
            if watched is self.line and event.key() in WALKING and plain:
                self._walk(event)
                return True
        return super().eventFilter(watched, event)

    def _walk(self, event: QKeyEvent) -> None:
        rows = self.model.rowCount()
        if not rows:
            return
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
        row = self.table.currentIndex().row() + step[Qt.Key(event.key())]
        self.table.selectRow(min(rows - 1, max(0, row)))
