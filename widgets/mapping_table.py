"""The rows of a table as they were held, with a field over each column and every cell that cannot be read in red."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from console.feeds.exports import personal
from console.feeds.grid import Row
from console.feeds.values import shown
from widgets.theme import Theme, font

Index = QModelIndex | QPersistentModelIndex
Cell = tuple[int, int]  # the row's number in the sheet, the column from 0
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
HEADER_HEIGHT = 54
NARROWEST, WIDEST = 84, 260
MASK = "•••"


class CellsModel(QAbstractTableModel):
    """Shows rows of a sheet. ``fields``: what each column is, "" for one that is left out."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self._rows: tuple[Row, ...] = ()
        self._fields: Mapping[int, str] = {}
        self._wrong: Mapping[Cell, str] = {}
        self._masked: frozenset[int] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        return self._names

    def show(self, names: tuple[str, ...], rows: Sequence[Row]) -> None:
        """Another table, or other rows of it."""
        if (names, tuple(rows)) == (self._names, self._rows):
            return
        self.beginResetModel()
        self._names, self._rows = names, tuple(rows)
        buyers = set(personal(names))
        self._masked = frozenset(place for place, name in enumerate(names) if name in buyers)
        self.endResetModel()

    def set_fields(self, fields: Mapping[int, str]) -> None:
        """What the columns are now."""
        self._fields = dict(fields)
        if self._names:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._names) - 1)
            self._all_changed([Qt.ItemDataRole.ForegroundRole])

    def set_wrong(self, wrong: Mapping[Cell, str]) -> None:
        """The cells that cannot be read, each with what is wrong."""
        if dict(wrong) == self._wrong:
            return
        self._wrong = dict(wrong)
        roles = (Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.ToolTipRole)
        self._all_changed(list(roles))
        if self._rows:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._rows) - 1)

    def _all_changed(self, roles: list[Qt.ItemDataRole]) -> None:
        if self._rows and self._names:
            last = self.index(len(self._rows) - 1, len(self._names) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [int(role) for role in roles])

    def place_of(self, cell: Cell) -> QModelIndex:
        """Where a cell of the sheet is shown; an invalid index when it is not."""
        number, column = cell
        place = next((n for n, row in enumerate(self._rows) if row.number == number), None)
        return QModelIndex() if place is None else self.index(place, max(0, min(column, len(self._names) - 1)))

    def held(self, row: Row, column: int) -> str:
        """What a cell held; what is about a buyer is nobody's to read over a shoulder."""
        said = shown(row.cell(column))
        return MASK if said and column in self._masked else said

    def field(self, column: int) -> str:
        return self._fields.get(column, "")

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        wrong = self._wrong.get((row.number, column))
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.held(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                held = self.held(row, column)
                return f"{held}\n{wrong}" if wrong else held
            case Qt.ItemDataRole.BackgroundRole:
                return self._theme.color("on_air_row") if wrong else None
            case Qt.ItemDataRole.ForegroundRole:
                return self._theme.color("bad" if wrong else "text" if self.field(column) else "text_faint")
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self.held(row, column)} {wrong or ''}".strip()
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            if not 0 <= section < len(self._rows):
                return None
            number = self._rows[section].number
            if role == Qt.ItemDataRole.DisplayRole:
                return str(number)
            if role == Qt.ItemDataRole.ForegroundRole:
                bad = any(place[0] == number for place in self._wrong)
                return self._theme.color("bad" if bad else "text_faint")
            return None
        if not 0 <= section < len(self._names):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{self.field(section)}\n{self._names[section]}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._names[section]
        return None

    def as_text(self) -> str:
        """The rows with tabs between their cells, under their names."""
        lines = [self._names, *([self.held(row, n) for n in range(len(self._names))] for row in self._rows)]
        return "\n".join("\t".join(line) for line in lines)


class FieldHeader(QHeaderView):
    """Two lines over each column: what it is, drawn as something to choose, and what the sheet calls it."""

    asked = Signal(int)

    def __init__(self, theme: Theme, none: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme, self._none = theme, none
        self.may_choose = True
        self._current = -1
        self.setFixedHeight(HEADER_HEIGHT)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(NARROWEST)
        self.setMouseTracking(True)

    def set_current(self, column: int) -> None:
        """The column whose field the keyboard would change."""
        self._current = column
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        column = self.logicalIndexAt(event.position().toPoint())
        edge = self.sectionViewportPosition(column) + self.sectionSize(column) if column >= 0 else 0
        super().mouseReleaseEvent(event)
        if column >= 0 and event.button() is Qt.MouseButton.LeftButton and edge - event.position().x() > 5:
            self.asked.emit(column)

    def paintSection(self, painter: QPainter, rect: QRect, column: int) -> None:
        model = self.model()
        if not isinstance(model, CellsModel) or not 0 <= column < len(model.names):
            return
        theme, chosen = self._theme, model.field(column)
        painter.save()
        painter.fillRect(rect, theme.color("dock"))
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        box = rect.adjusted(3, 4, -3, -(HEADER_HEIGHT - 29))
        if self.may_choose:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.color("focus" if column == self._current else "line"))
            painter.setBrush(theme.color("selection" if chosen else "field"))
            painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(font(12, bold=bool(chosen)))
        painter.setPen(theme.color("text" if chosen else "text_faint"))
        words = box.adjusted(6, 0, -18 if self.may_choose else -4, 0)
        self._elided(painter, words, chosen or (self._none if self.may_choose else "–"))
        if self.may_choose:
            painter.setPen(theme.color("text_soft"))
            painter.drawText(
                box.adjusted(0, 0, -5, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "▾"
            )
        painter.setFont(font(12))
        painter.setPen(theme.color("text_soft"))
        self._elided(painter, rect.adjusted(9, 30, -4, -3), " ".join(model.names[column].split()))
        painter.restore()

    def _elided(self, painter: QPainter, rect: QRect, words: str) -> None:
        cut = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)


class CellsTable(QTableView):
    """Arrows go through the cells; Enter or F2 asks what the column is, Delete leaves it out."""

    asked = Signal(int)
    left_out = Signal(int)

    def __init__(self, theme: Theme, none: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = CellsModel(theme, self)
        self.fields = FieldHeader(theme, none, self)
        self.setHorizontalHeader(self.fields)
        self.setModel(self.cells)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFont(font(13, figures=True))
        self.verticalHeader().setDefaultSectionSize(26)
        self.verticalHeader().setHighlightSections(False)
        self.setShowGrid(True)
        self.setCornerButtonEnabled(False)
        self.setGridStyle(Qt.PenStyle.SolidLine)
        self.setStyleSheet(f"QTableView {{ gridline-color: {theme.hex('line')}; }}")
        self.fields.asked.connect(self._on_header)
        self.selectionModel().currentChanged.connect(lambda now, _before: self.fields.set_current(now.column()))

    def show_cells(self, names: tuple[str, ...], rows: Sequence[Row]) -> None:
        """Another table; columns as wide as their names and first cells ask for, within reason."""
        fresh = names != self.cells.names
        at = self.currentIndex()
        self.cells.show(names, rows)
        if fresh:
            metrics = QFontMetrics(self.font())
            for column, name in enumerate(names):
                words = [name, *(shown(row.cell(column)) for row in rows[:30])]
                wide = max(metrics.horizontalAdvance(word) for word in words) + 24
                self.setColumnWidth(column, max(NARROWEST + 30, min(wide, WIDEST)))
        if self.cells.rowCount() and self.cells.columnCount():
            row = min(max(at.row(), 0), self.cells.rowCount() - 1)
            column = 0 if fresh else min(max(at.column(), 0), self.cells.columnCount() - 1)
            self.setCurrentIndex(self.cells.index(row, column))

    def show_fields(self, fields: Mapping[int, str]) -> None:
        """What the columns are now, each wide enough to say so: the unit stands last, and must be read."""
        self.cells.set_fields(fields)
        metrics = QFontMetrics(font(12, bold=True))
        for column, words in fields.items():
            self.setColumnWidth(column, max(self.columnWidth(column), metrics.horizontalAdvance(words) + 34))

    def below_header(self, column: int) -> QPoint:
        """Where a menu of a column's header goes, on the screen."""
        viewport = self.fields.viewport()
        return viewport.mapToGlobal(QPoint(self.fields.sectionViewportPosition(column) + 3, 30))

    def _on_header(self, column: int) -> None:
        self.setFocus()
        self.setCurrentIndex(self.cells.index(max(0, self.currentIndex().row()), column))
        self.asked.emit(column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        column, plain = self.currentIndex().column(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        none = plain == Qt.KeyboardModifier.NoModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.cells.as_text())
        elif column >= 0 and (
            (none and event.key() in (*ENTER, Qt.Key.Key_F2))
            or (event.key() == Qt.Key.Key_Down and plain == Qt.KeyboardModifier.AltModifier)
        ):
            if not event.isAutoRepeat():
                self.asked.emit(column)
        elif column >= 0 and none and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.left_out.emit(column)
        else:
            super().keyPressEvent(event)
            return
        event.accept()
