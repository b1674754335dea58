"""Items by their figures: one row an item the show knows anything of, cells worded once and kept until they change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from console.metrics.conversion import Basis
from console.open_show import OpenShow
from widgets.charts.items import ItemNames
from widgets.figures import UNKNOWN
from widgets.item_rows import NAMED_BY_CAPTION, ORDER_COLUMNS, Column, ItemRows, Row
from widgets.theme import Theme, font

Index = QModelIndex | QPersistentModelIndex
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
PRODUCT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
FONT = int(Qt.ItemDataRole.FontRole)
TIP = int(Qt.ItemDataRole.ToolTipRole)


class ItemTableModel(QAbstractTableModel):
    """Sorted by a column; figures that move announce their cells alone, rows move only by ``settle``."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._show: OpenShow | None = None
        self._rows: list[Row] = []
        self._places: dict[str, int] = {}
        self._column = int(Column.GMV)
        self._descending = True
        self._bold: QFont = font(12, bold=True, figures=True)
        self._caption_font = font(11)
        self._fresh_from: datetime | None = None  # what was told before is grey; None: nothing is
        self._orders_stale = False
        self._heard = False
        self.words = ItemRows(self)
        self.origin: Callable[[str, int], str] | None = None  # words for where the figure of an item comes from
        self.hidden: frozenset[int] = frozenset()  # columns there is no room for: said beside the name
        self._names = ItemNames()

    # -- what it is told ----------------------------------------------------------------------------

    def bind(self, show: OpenShow | None) -> None:
        """Show the items of another show, or of none."""
        self.beginResetModel()
        self._show = show
        self._heard = show is not None and bool(show.counters.products)
        self._rows = self._sorted([self._row(product) for product in self._wanted()])
        self._number()
        self.endResetModel()
        self._agree()

    def refresh(self, products: Iterable[str] | None = None) -> None:
        """Figures of these items moved (None: of all): announce the cells that changed, and new rows."""
        if self._show is None:
            return
        if not self._heard and self._show.counters.products:
            self._heard, products = True, None
        wanted = self._wanted()
        gone = [product for product in self._places if product not in wanted]
        if gone:
            self.bind(self._show)
            return
        new = [product for product in wanted if product not in self._places]
        if new:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._rows += [self._row(product) for product in new]
            self._number()
            self.endInsertRows()
        for product in self._places if products is None else products:
            place = self._places.get(product)
            if place is not None:
                self._update(place)
        self._agree()

    def _agree(self) -> None:
        """Say people or times in a column's caption while all its rows agree, else in its cells."""
        for column in NAMED_BY_CAPTION:
            found = {row.bases[column] for row in self._rows if column in row.bases}
            basis = found.pop() if len(found) == 1 else None
            if basis is self.words.agreed[column]:
                continue
            self.words.agreed[column] = basis
            for row in self._rows:
                text = self.words.counted(column, row.keys[column], row.bases.get(column))
                row.texts = (*row.texts[:column], text, *row.texts[column + 1 :])
            self.dataChanged.emit(self.index(0, column), self.index(len(self._rows) - 1, column))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, column, column)

    def _update(self, place: int) -> None:
        old, new = self._rows[place], self._row(self._rows[place].product)
        self._rows[place] = new
        if old.on_air is not new.on_air:
            changed: list[int] = list(range(len(Column)))
        else:
            changed = [c for c in range(len(Column)) if old.texts[c] != new.texts[c] or _look(old, c) != _look(new, c)]
        if changed:
            self.dataChanged.emit(self.index(place, changed[0]), self.index(place, changed[-1]))

    def set_fresh_from(self, fresh_from: datetime | None, *, orders_stale: bool) -> None:
        """Figures read before ``fresh_from`` are too old to be shown as true, and those of orders by themselves."""
        self._fresh_from, self._orders_stale = fresh_from, orders_stale
        for place, row in enumerate(self._rows):
            old = row.stale
            row.stale = self._stale_cells(row.heard)
            if old != row.stale:
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(Column) - 1), [FOREGROUND])

    def _stale_cells(self, heard: Mapping[int, datetime | None]) -> frozenset[int]:
        cells: set[int] = {*ORDER_COLUMNS, Column.LEFT} if self._orders_stale else set()  # what is left goes by orders
        if self._fresh_from is not None:
            cells.update(column for column, at in heard.items() if at is not None and at < self._fresh_from)
        return frozenset(cells)

    def settle(self) -> None:
        """Bring the rows into the order of the chosen column."""
        rows = self._sorted(self._rows)
        if rows == self._rows or [row.product for row in rows] == [row.product for row in self._rows]:
            return
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        products = [self._rows[index.row()].product for index in held]
        self._rows = rows
        self._number()
        moved = [self.index(self._places[p], i.column()) for p, i in zip(products, held, strict=True)]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    # -- what it answers ----------------------------------------------------------------------------

    def products(self) -> list[str]:
        """The items of the rows, from top to bottom."""
        return [row.product for row in self._rows]

    def product_at(self, index: Index) -> str | None:
        """The item of a row."""
        return self._rows[index.row()].product if index.isValid() else None

    def text(self, place: int, column: int) -> str:
        """What a cell says."""
        return self._rows[place].texts[column]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if role == DISPLAY:
            return self._rows[index.row()].texts[index.column()]
        if role == ALIGNMENT:
            return LEFT if index.column() == Column.ITEM else RIGHT
        if role == FOREGROUND:
            return self._foreground(self._rows[index.row()], index.column())
        if role == FONT:
            return self._bold if self._rows[index.row()].on_air else None
        if role == TIP:
            return self._tip(self._rows[index.row()], index.column())
        if role == PRODUCT_ROLE:
            return self._rows[index.row()].product
        return None

    def _foreground(self, row: Row, column: int) -> Any:
        name = row.colors.get(column)
        if name is None and column in row.stale:
            name = "stale"
        return None if name is None else self._theme.color(name)

    def _tip(self, row: Row, column: int) -> str:
        said = [row.tips.get(column) or row.texts[column]]
        if column == Column.ITEM:
            told = ((self.captions()[hidden], row.texts[hidden]) for hidden in sorted(self.hidden))
            said += [f"{caption} {text}" for caption, text in told if text not in ("", UNKNOWN)]
        if self.origin is not None and column > Column.ITEM:
            said.append(self.origin(row.product, column))
        return "\n".join(part for part in said if part)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == DISPLAY:
            return self.captions()[section]
        if role == ALIGNMENT:
            return LEFT if section == Column.ITEM else RIGHT
        return self._caption_font if role == FONT else None

    def captions(self) -> tuple[str, ...]:
        """The heads of the columns."""
        return (
            "#",
            self.tr("商品"),
            self.named(Column.EXPOSURES)[self.words.agreed[Column.EXPOSURES]],
            self.named(Column.CLICKS)[self.words.agreed[Column.CLICKS]],
            self.tr("点击转化"),
            self.tr("订单"),
            self.tr("件数"),
            self.tr("成交金额"),
            self.tr("退款"),
            self.tr("剩余"),
            self.tr("超卖"),
        )

    def named(self, column: int) -> dict[Basis | None, str]:
        """What a column that may count people or times is called."""
        if column == Column.EXPOSURES:
            return {None: self.tr("曝光"), Basis.PEOPLE: self.tr("曝光人数"), Basis.COUNTS: self.tr("曝光次数")}
        return {None: self.tr("点击"), Basis.PEOPLE: self.tr("点击人数"), Basis.COUNTS: self.tr("点击次数")}

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column = column
        self._descending = order == Qt.SortOrder.DescendingOrder
        self.settle()

    def as_table(self) -> list[list[str]]:
        """Captions and cells, as shown."""
        return [list(self.captions()), *(list(row.texts) for row in self._rows)]

    # -- rows ---------------------------------------------------------------------------------------

    def _wanted(self) -> dict[str, None]:
        if self._show is None:
            return {}
        planned = dict.fromkeys(self._names.of(self._show.state.plan))
        return planned | dict.fromkeys(sorted(self._show.counters.products))

    def _number(self) -> None:
        self._places = {row.product: place for place, row in enumerate(self._rows)}

    def _sorted(self, rows: Iterable[Row]) -> list[Row]:
        """Unknown values last in either direction; equal ones in the order of their items."""
        known = [row for row in rows if row.keys[self._column] is not None]
        unknown = [row for row in rows if row.keys[self._column] is None]
        tie = [Column.NUMBER, Column.ITEM]
        known.sort(key=lambda row: _tie(row, tie))
        known.sort(key=lambda row: row.keys[self._column], reverse=self._descending)
        unknown.sort(key=lambda row: _tie(row, tie))
        return known + unknown

    def _row(self, product: str) -> Row:
        assert self._show is not None
        number, entry = self._names.of(self._show.state.plan).get(product, (None, None))
        row = self.words.row(self._show, product, number, entry, heard=self._heard)
        row.stale = self._stale_cells(row.heard)
        return row


def _look(row: Row, column: int) -> tuple[str | None, str | None]:
    return row.colors.get(column), row.tips.get(column)


def _tie(row: Row, columns: Iterable[int]) -> tuple[int, str]:
    number = row.keys[Column.NUMBER]
    return (10**6 if number is None else number, row.product)
