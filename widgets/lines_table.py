"""A plain table of words: rows of text with a colour each, copied as text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
WIDEST = 320  # of a column that is not the one that grows
ASIDE = 24  # pixels of a cell beside its text
MEASURED = 40  # cells of a column that are measured: its longest


@dataclass(frozen=True, slots=True)
class Words:
    """One row. ``colour``: a role of the theme for its first cell, "" for none; ``tip`` says more."""

    cells: tuple[str, ...]
    colour: str = ""
    tip: str = ""


class LinesModel(QAbstractTableModel):
    """Shows what it was given; a new list replaces the old."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._headers: tuple[str, ...] = ()
        self._rows: Sequence[Words] = ()
        self._figures: Collection[int] = ()

    @property
    def lines(self) -> Sequence[Words]:
        return self._rows

    def show(self, headers: tuple[str, ...], rows: Sequence[Words], figures: Collection[int] = ()) -> None:
        """Other rows, what their columns are called, and which of them hold ``figures``."""
        self.beginResetModel()
        self._headers, self._rows, self._figures = headers, rows, figures
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.tip or row.cells[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and row.colour and index.column() == 0:
            return self._theme.color(row.colour)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if index.column() in self._figures else LEFT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._headers):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section in self._figures else LEFT
        return None

    def as_text(self, rows: Sequence[int] | None = None) -> str:
        """The rows with tabs between their cells, under their headers."""
        chosen = range(len(self._rows)) if rows is None else rows
        lines = [self._headers, *(self._rows[place].cells for place in chosen)]
        return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)


class LinesTable(QTableView):
    """Rows to read and copy. ``wide`` is the column that takes what room is left."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = LinesModel(theme, self)
        self.setModel(self.lines)
        self.setShowGrid(False)
        self.setStyleSheet("QTableView::item { padding: 0 6px; }")
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(28)
        self.horizontalHeader().setHighlightSections(False)

    def show_lines(
        self,
        headers: tuple[str, ...],
        rows: Sequence[Words],
        widths: tuple[int, ...],
        wide: int,
        figures: Collection[int] = (),
    ) -> None:
        """Other rows; ``widths`` the columns have at least, of which ``wide`` takes what room is left."""
        self.lines.show(headers, rows, figures)
        header = self.horizontalHeader()
        for column, width in enumerate(widths):
            grows = column == wide
            mode = QHeaderView.ResizeMode.Stretch if grows else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(column, mode)
            if not grows:
                header.resizeSection(column, max(width, self._needed(column, headers[column], rows)))

    def _needed(self, column: int, caption: str, rows: Sequence[Words]) -> int:
        """Pixels for the caption and the cells, or as many as a column may take."""
        longest = sorted({row.cells[column] for row in rows}, key=len)[-MEASURED:]
        measure = self.fontMetrics().horizontalAdvance
        cells = max((measure(text) for text in longest), default=0)
        return min(WIDEST, max(self.horizontalHeader().fontMetrics().horizontalAdvance(caption), cells) + ASIDE)

    def copy(self) -> None:
        """The chosen rows, or all of them, on the clipboard."""
        chosen = sorted(index.row() for index in self.selectionModel().selectedRows())
        QApplication.clipboard().setText(self.lines.as_text(chosen or None))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            event.accept()
        else:
            super().keyPressEvent(event)
