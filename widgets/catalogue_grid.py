"""A list of like things of one product, a row each, edited in place: SKUs, platform ids, proofs, documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from widgets.theme import Theme, font

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column. ``choices``: what may be chosen; ``free``: something else may be written too."""

    name: str
    title: str
    width: int
    choices: tuple[str, ...] = ()
    free: bool = False
    figures: bool = False
    fixed: bool = False  # told, not edited


class PartsGrid(QWidget):
    """Rows of text. The last row is empty and waits for a new part; a row without anything in it is none."""

    changed = Signal()

    def __init__(self, theme: Theme, columns: Sequence[GridColumn], words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.columns = tuple(columns)
        self.mark: Callable[[dict[str, str]], dict[str, tuple[str, str]]] = lambda _row: {}  # name → text and colour
        self.table = QTableWidget(0, len(self.columns))
        self.add_button = QPushButton(self.tr("加一行"))
        self.remove_button = QPushButton(self.tr("删掉这行"))
        for button in (self.add_button, self.remove_button):
            button.setAutoDefault(False)
        self.words = QLabel(words)
        self.words.setWordWrap(True)
        self.words.setProperty("faint", True)
        self.words.setFont(font(12))
        self.foot = QHBoxLayout()
        self._lay_out()
        self.table.itemChanged.connect(self._on_item)
        self.add_button.clicked.connect(self.add)
        self.remove_button.clicked.connect(self.remove)
        self.table.installEventFilter(self)

    def _lay_out(self) -> None:
        table = self.table
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        table.setFont(font(13, figures=True))
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setStyleSheet("QTableWidget::item { padding: 0 5px; }")
        table.setItemDelegate(_Delegate(self.columns, table))
        table.verticalHeader().setVisible(False)
        table.verticalHeader().setDefaultSectionSize(30)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        for place, column in enumerate(self.columns):
            if column.width:
                header.resizeSection(place, column.width)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
            title = QTableWidgetItem(column.title)
            side = Qt.AlignmentFlag.AlignRight if column.figures else Qt.AlignmentFlag.AlignLeft
            title.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            table.setHorizontalHeaderItem(place, title)
        self.foot.addWidget(self.add_button)
        self.foot.addWidget(self.remove_button)
        self.foot.addStretch(1)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(10, 10, 10, 10)
        column_.setSpacing(8)
        column_.addWidget(self.words)
        column_.addWidget(table, 1)
        column_.addLayout(self.foot)

    # -- rows -----------------------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[dict[str, str]]) -> None:
        """Other rows; nothing is announced."""
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for row in rows:
            self._append(row)
        self._append({})
        self.table.blockSignals(False)
        self.table.setCurrentCell(-1, -1)

    def rows(self) -> list[tuple[int, dict[str, str]]]:
        """Place and cells of every row that holds anything."""
        found = []
        for row in range(self.table.rowCount()):
            cells = self._cells(row)
            if any(cells[column.name] for column in self.columns if not column.fixed):
                found.append((row, cells))
        return found

    def add(self) -> None:
        """Begin a new row."""
        row = self.table.rowCount() - 1
        self.table.setFocus()
        self.table.setCurrentCell(row, 0)
        self.table.edit(self.table.currentIndex())

    def remove(self) -> None:
        """Take the row with the cursor away."""
        row = self.table.currentRow()
        if 0 <= row < self.table.rowCount() - 1:
            self.table.removeRow(row)
            self.changed.emit()

    def put(self, name: str, text: str) -> None:
        """Write into a column of the row with the cursor, else of a new one."""
        row = self.table.currentRow()
        row = row if row >= 0 else self.table.rowCount() - 1
        place = [column.name for column in self.columns].index(name)
        self._item(row, place).setText(text)
        self.table.setCurrentCell(row, place)

    def point_at(self, row: int, name: str) -> None:
        """Put the keyboard into a cell that is wrong and colour it until it is edited."""
        place = [column.name for column in self.columns].index(name)
        self.table.blockSignals(True)
        self._item(row, place).setForeground(self._theme.color("bad"))
        self.table.blockSignals(False)
        self.table.setFocus()
        self.table.setCurrentCell(row, place)

    def _append(self, cells: dict[str, str]) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        for place, column in enumerate(self.columns):
            item = QTableWidgetItem(cells.get(column.name, ""))
            side = Qt.AlignmentFlag.AlignRight if column.figures else Qt.AlignmentFlag.AlignLeft
            item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            if column.fixed:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.table.setItem(row, place, item)
        self._mark(row)

    def _cells(self, row: int) -> dict[str, str]:
        found = {}
        for place, column in enumerate(self.columns):
            found[column.name] = self._item(row, place).text().strip()
        return found

    def _item(self, row: int, place: int) -> QTableWidgetItem:
        item = self.table.item(row, place)
        assert item is not None  # every cell of a row is made with it
        return item

    def _mark(self, row: int) -> None:
        cells = self._cells(row)
        told = self.mark(cells) if any(cells.values()) else {}
        for place, column in enumerate(self.columns):
            if column.fixed:
                text, colour = told.get(column.name, ("", ""))
                item = self._item(row, place)
                item.setText(text)
                item.setForeground(self._theme.color(colour or "text"))

    def _on_item(self, item: QTableWidgetItem) -> None:
        self.table.blockSignals(True)
        item.setForeground(QColor(self._theme.color("text")))
        item.setToolTip(item.text())
        self._mark(item.row())
        if item.row() == self.table.rowCount() - 1 and item.text().strip():
            self._append({})
        self.table.blockSignals(False)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter edits, Delete empties a cell."""
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            item = self.table.currentItem()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and item is not None:
                if not event.isAutoRepeat() and item.flags() & Qt.ItemFlag.ItemIsEditable:
                    self.table.editItem(item)
                return True
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and item is not None:
                if item.flags() & Qt.ItemFlag.ItemIsEditable:
                    item.setText("")
                return True
        return super().eventFilter(watched, event)


class _Delegate(QStyledItemDelegate):
    """A line to write in, or a choice."""

    def __init__(self, columns: tuple[GridColumn, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._columns = columns

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._columns[index.column()]
        if not column.choices:
            line = QLineEdit(parent)
            line.setFrame(False)
            return line
        box = QComboBox(parent)
        box.setEditable(column.free)
        box.addItems(list(column.choices))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        held = str(index.data() or "")
        if isinstance(editor, QComboBox):
            place = editor.findText(held)
            editor.setCurrentIndex(max(0, place))
            if editor.isEditable():
                editor.setCurrentText(held)
            return
        assert isinstance(editor, QLineEdit)
        editor.setText(held)

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        text = editor.currentText() if isinstance(editor, QComboBox) else editor.text()  # type: ignore[attr-defined]
        model.setData(index, text)
