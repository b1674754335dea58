"""Columns of the item table: as wide as their figures, and hidden when there is no room for them."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView

from console.metrics.conversion import Basis
from widgets.item_rows import NAMED_BY_CAPTION, Column
from widgets.item_table_model import ItemTableModel
from widgets.theme import font

SAMPLES = {
    Column.NUMBER: "000",
    Column.EXPOSURES: "000,000",
    Column.CLICKS: "00,000",
    Column.CVR: "00.0% ",  # and the basis
    Column.ORDERS: "0,000",
    Column.UNITS: "0,000",
    Column.GMV: "000,000",
    Column.REFUNDED: "00,000",
    Column.LEFT: "0,000",
    Column.OVERSOLD: "000",
}
LEAST_NAME = 92
EASY_NAME = 140  # with less, columns that say nothing make way
BESIDE_FIGURE = 10
SORT_ARROW = 22
# the least needed first, and before them what says nothing; they are read beside the name then
MAKE_WAY = (
    Column.OVERSOLD,
    Column.EXPOSURES,
    Column.REFUNDED,
    Column.UNITS,
    Column.LEFT,
    Column.ORDERS,
    Column.CLICKS,
)


class ItemColumns:
    """Rules over one view; the column it is sorted by is never hidden."""

    def __init__(self, view: QTableView, model: ItemTableModel) -> None:
        self._view, self._model = view, model
        self._metrics = QFontMetrics(font(12, bold=True, figures=True))
        self._widths: dict[Column, int] = {}
        self._room = 0
        self._empty: frozenset[Column] = frozenset()
        captions = QFontMetrics(font(11))
        basis = max(model.words.unit(Basis.PEOPLE), model.words.unit(Basis.COUNTS), key=self._metrics.horizontalAdvance)
        for column, sample in (SAMPLES | {Column.CVR: SAMPLES[Column.CVR] + basis}).items():
            named = model.named(column).values() if column in NAMED_BY_CAPTION else [model.captions()[column]]
            caption = max(map(captions.horizontalAdvance, named)) + SORT_ARROW
            self._widths[column] = max(self._metrics.horizontalAdvance(sample) + BESIDE_FIGURE, caption)
            view.setColumnWidth(column, self._widths[column])
        view.setColumnWidth(Column.ITEM, LEAST_NAME)

    def fit(self, room: int) -> None:
        """Hide what ``room`` pixels do not hold; the name takes what the figures leave."""
        self._room = room
        taken = LEAST_NAME + sum(self._widths.values())
        sorted_by = self._view.horizontalHeader().sortIndicatorSection()
        hidden: set[int] = set()
        for column in sorted(MAKE_WAY, key=lambda column: column not in self._empty):  # of equals the order stays
            if taken + (EASY_NAME - LEAST_NAME if column in self._empty else 0) <= room:
                continue
            if column != sorted_by:
                hidden.add(column)
                taken -= self._widths[column]
        for column in MAKE_WAY:
            self._view.setColumnHidden(column, column in hidden)
        self._view.setColumnWidth(Column.ITEM, LEAST_NAME + max(0, room - taken))
        self._model.hidden = frozenset(hidden)

    def grow(self) -> None:
        """Widen columns whose figures have become longer, bring those that say something now; none becomes narrower."""
        empty: set[Column] = set()
        grown = False
        for column in SAMPLES:
            longest = max((self._model.text(row, column) for row in range(self._model.rowCount())), key=len, default="")
            if not longest:
                empty.add(column)
            wanted = self._metrics.horizontalAdvance(longest) + BESIDE_FIGURE
            if wanted > self._widths[column]:
                self._widths[column], grown = wanted, True
                self._view.setColumnWidth(column, wanted)
        if grown or empty != self._empty:
            self._empty = frozenset(empty)
            self.fit(self._room)
