"""Every item in every room as rows: the warehouse's shelf first, then the rooms that share it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from inventory.company import Company
from inventory.spelling import plain
from inventory.stock import Share, Shelf
from widgets.charts.parts import age_text
from widgets.theme import Theme, font

Index = QModelIndex | QPersistentModelIndex
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
OLD = timedelta(minutes=2)  # a room that told nothing for so long may have sold more
NOTHING = "—"


class Column(IntEnum):
    """The columns, from the left."""

    ITEM = 0
    PLACE = 1
    ALLOTTED = 2
    RELEASED = 3
    SOLD = 4
    LEFT = 5
    PACE = 6
    AGE = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One item in one place; ``room_id`` "" is the warehouse, which has a ``shelf`` and no ``share``."""

    product_id: str
    name: str
    room_id: str
    place: str
    shelf: Shelf | None = None
    share: Share | None = None
    pace: int = 0
    seen_at: datetime | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.product_id, self.room_id

    @property
    def left(self) -> int:
        """Pieces that may still be drawn, or sold."""
        if self.shelf is not None:
            return self.shelf.free
        return 0 if self.share is None else self.share.left


def rows_of(
    company: Company, names: Mapping[str, str], wanted: Collection[str], warehouse: str, own_room: str
) -> list[Row]:
    """The rows: items of the open show (``wanted``) first, each with its warehouse and its rooms, this one first."""
    products = set(company.shelves) | {each.product_id for each in company.shares} | set(wanted)
    places = {product: place for place, product in enumerate(wanted)}
    rows: list[Row] = []
    by_product: dict[str, list[Row]] = {}
    for share in company.shares:
        by_product.setdefault(share.product_id, []).append(
            Row(
                product_id=share.product_id,
                name=names.get(share.product_id, share.product_id),
                room_id=share.room_id,
                place=share.room_name,
                share=share.share,
                pace=share.pace,
                seen_at=share.seen_at,
            )
        )
    for product in sorted(products, key=lambda each: (places.get(each, len(places)), names.get(each, each), each)):
        shelf = company.shelves.get(product, Shelf())
        name = names.get(product, product)
        rows.append(Row(product_id=product, name=name, room_id="", place=warehouse, shelf=shelf, seen_at=company.at))
        rows += sorted(by_product.get(product, []), key=lambda each: (each.room_id != own_room, each.place))
    return rows


class CompanyModel(QAbstractTableModel):
    """Rows that keep their place while only their figures move."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._all: list[Row] = []
        self._rows: list[Row] = []
        self._search = ""
        self._now: datetime | None = None
        self.own_room = ""
        self._bold = font(13, bold=True, figures=True)
        self._plain = font(13, figures=True)

    def show(self, rows: list[Row], now: datetime) -> None:
        """Other figures, or other rows."""
        self._all, self._now = rows, now
        self._filter()

    def search(self, words: str) -> None:
        """Only items whose name or id has these words."""
        self._search = plain(words.strip())
        self._filter()

    def _filter(self) -> None:
        hit = self._search
        rows = [row for row in self._all if not hit or hit in plain(row.name) or hit in row.product_id]
        if [row.key for row in rows] == [row.key for row in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(Column) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, place: int) -> Row | None:
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def place_of(self, key: tuple[str, str]) -> int:
        """Where a row stands; -1 when it is not shown."""
        return next((place for place, row in enumerate(self._rows) if row.key == key), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if section <= Column.PLACE else RIGHT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.ITEM: self.tr("商品"),
            Column.PLACE: self.tr("在哪"),
            Column.ALLOTTED: self.tr("收到 / 领到"),
            Column.RELEASED: self.tr("已放"),
            Column.SOLD: self.tr("已卖"),
            Column.LEFT: self.tr("可领 / 剩"),
            Column.PACE: self.tr("近 5 分钟"),
            Column.AGE: self.tr("更新"),
        }[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return LEFT if column <= Column.PLACE else RIGHT
            case Qt.ItemDataRole.FontRole:
                return self._bold if row.room_id in ("", self.own_room) else self._plain
            case Qt.ItemDataRole.ForegroundRole:
                return self._theme.color(self._colour(row, column))
            case Qt.ItemDataRole.BackgroundRole if not row.room_id:
                return self._theme.color("raised")
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(row)
        return None

    def _text(self, row: Row, column: Column) -> str:
        shelf, share = row.shelf, row.share
        match column:
            case Column.ITEM:
                return row.name if shelf is not None else ""
            case Column.PLACE:
                return self.tr("{room}（本间）").format(room=row.place) if row.room_id == self.own_room else row.place
            case Column.ALLOTTED:
                return f"{shelf.received:,}" if shelf else f"{share.allotted:,}" if share else NOTHING
            case Column.RELEASED:
                return f"{share.released:,}" if share else ""
            case Column.SOLD:
                return f"{share.sold:,}" if share else ""
            case Column.LEFT:
                if share is not None and share.oversold:
                    return self.tr("超卖 {n}").format(n=f"{share.oversold:,}")
                return f"{row.left:,}"
            case Column.PACE:
                return f"{row.pace:,}" if share else ""
        return age_text(row.seen_at, self._now) if self._now is not None else ""

    def _colour(self, row: Row, column: Column) -> str:
        if column is Column.LEFT:
            if row.share is not None and row.share.oversold:
                return "bad"
            if not row.left and (row.shelf is None or row.shelf.received):
                return "late"
        old = self._now is None or row.seen_at is None or self._now - row.seen_at > OLD
        if old and column >= Column.ALLOTTED:
            return "stale"
        return "text" if column in (Column.ITEM, Column.LEFT, Column.PLACE) else "text_soft"

    def _tip(self, row: Row) -> str:
        if row.shelf is not None:
            words = self.tr("{name}\n商品ID {product}\n收到 {received} · 报损 {damaged} · 可领 {free}")
            return words.format(
                name=row.name,
                product=row.product_id,
                received=f"{row.shelf.received:,}",
                damaged=f"{row.shelf.damaged:,}",
                free=f"{row.shelf.free:,}",
            )
        age = NOTHING if self._now is None else age_text(row.seen_at, self._now)
        return self.tr("{name} · {room}\n直播间编号 {id}\n最近上线：{age}").format(
            name=row.name, room=row.place, id=row.room_id, age=age
        )
