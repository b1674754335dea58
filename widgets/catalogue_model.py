"""The catalogue as rows: name, brand, price and how its papers stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from inventory.catalogue import Product
from widgets.catalogue_words import COLOURS, papers_text
from widgets.figures import read_price
from widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex
NAME, BRAND, PRICE, PAPERS = range(4)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class CatalogueModel(QAbstractTableModel):
    """Shows the products it was given, in their order."""

    def __init__(self, theme: Theme, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._today = today
        self._headers = (self.tr("商品"), self.tr("品牌"), self.tr("直播价"), self.tr("证照"))
        self.products: Sequence[Product] = ()

    def show(self, products: Sequence[Product]) -> None:
        """Other products."""
        self.beginResetModel()
        self.products = products
        self.endResetModel()

    def row_of(self, product_id: str) -> int:
        """The row of a product, -1 when it is not among them."""
        return next((row for row, each in enumerate(self.products) if each.product_id == product_id), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.products)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        product, column = self.products[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(product, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._cell(product, column) if column != NAME else f"{product.name}\n{product.product_id}"
        if role == Qt.ItemDataRole.ForegroundRole and column == PAPERS:
            standing = product.standing(self._today)
            return None if standing is None else self._theme.color(COLOURS[standing])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column == PRICE else LEFT
        return None

    def _cell(self, product: Product, column: int) -> str:
        match column:
            case 0:
                return product.name
            case 1:
                return product.brand
            case 2:
                return read_price(product.live_price)
        return papers_text(product, self._today)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._headers):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section == PRICE else LEFT
        return None
