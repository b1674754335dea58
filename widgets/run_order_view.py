"""The table of the run order: keeps the entry on air in the middle, moves rows by hand, fits columns to its room."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from console.show.plan import EntryId
from widgets.keyed_button import KeyedButton
from widgets.run_order_columns import Columns
from widgets.run_order_delegate import RunOrderDelegate
from widgets.run_order_keys import deed_of
from widgets.run_order_model import RunOrderModel
from widgets.run_order_rows import COLUMNS, Col
from widgets.theme import Theme, font

ROW_HEIGHT = 35


class RunOrderView(QTableView):
    """``files_dropped`` carries paths; ``rows_moved`` ids and the id they go before ("" = last)."""

    files_dropped = Signal(list)
    rows_moved = Signal(list, object)
    menu_asked = Signal(QPoint)
    acted = Signal(str)  # a key was pressed: copy, delete, duplicate, insert, go_to, edit, up, down

    def __init__(
        self, theme: Theme, model: RunOrderModel, scenes: Callable[[], list[str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.order = model
        self.selected_places: frozenset[int] = frozenset()
        self.link_shown = True
        self.following = True
        self._theme = theme
        self._scenes = scenes
        self._drop_at: int | None = None
        self._wanted: list[EntryId] | None = None
        self.setModel(model)
        self._delegate = RunOrderDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self._dress()
        self.back = KeyedButton(
            theme, self.tr("回到直播"), look="air_row", pixels=12, high=28, round_ends=True, parent=self
        )
        self.back.hide()
        self.back.clicked.connect(self.follow)
        self.verticalScrollBar().valueChanged.connect(self._place_back)
        self.verticalScrollBar().sliderPressed.connect(self._let_go)
        self.verticalScrollBar().actionTriggered.connect(self._let_go)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        for signal in (model.modelReset, model.layoutChanged, model.rowsInserted, model.rowsRemoved, model.rowsMoved):
            signal.connect(self._on_arranged)

    def _dress(self) -> None:
        self.setFont(font(14, figures=True))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)  # drawn here: a line between rows, across all columns
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        down = self.verticalHeader()
        down.setVisible(False)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(ROW_HEIGHT)
        down.setMinimumSectionSize(ROW_HEIGHT)
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setSectionsClickable(False)
        across.setMinimumSectionSize(28)
        across.setFixedHeight(32)
        self.columns = Columns(across)
        across.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self._delegate.set_theme(theme)
        self.viewport().update()

    def scene_names(self) -> list[str]:
        """Scenes to choose from."""
        return self._scenes()

    # -- choosing -----------------------------------------------------------------------------------

    def selected_ids(self) -> list[EntryId]:
        """Chosen entries from the top."""
        return [self.order.rows[place].entry_id for place in sorted(self.selected_places)]

    def choose(self, ids: Iterable[EntryId], *, show: bool = True) -> None:
        """Select these rows and make the first of them current."""
        places = [place for entry_id in ids if (place := self.order.place(entry_id)) is not None]
        chosen = QItemSelection()
        for place in places:
            chosen.select(self.order.index(place, 0), self.order.index(place, len(COLUMNS) - 1))
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(chosen, flag.ClearAndSelect | flag.Rows)
        if places:
            at = self.order.index(places[0], Col.NAME)
            self.selectionModel().setCurrentIndex(at, flag.NoUpdate)
            if show:
                self._look_at(places[0])

    def edit_cell(self, entry_id: EntryId, column: Col) -> None:
        """Open the editor of one cell."""
        place = self.order.place(entry_id)
        if place is not None:
            index = self.order.index(place, column)
            self.setCurrentIndex(index)
            self._look_at(place)
            self.edit(index)

    def _on_selection(self) -> None:
        self.selected_places = frozenset(index.row() for index in self.selectionModel().selectedRows())

    def _look_at(self, place: int) -> None:
        """Bring a row into sight; the entry on air is left for it."""
        if not self.isRowHidden(place):
            inside = self.viewport().rect().contains(self.visualRect(self.order.index(place, Col.NAME)))
            if not inside:
                self.following = False
                self.scrollTo(self.order.index(place, Col.NAME), QAbstractItemView.ScrollHint.PositionAtCenter)
            self._place_back()

    # -- filter -------------------------------------------------------------------------------------

    def filter(self, ids: list[EntryId] | None) -> None:
        """Show only these rows; None shows all."""
        self._wanted = ids
        self._apply_filter()
        if ids is None:
            self.centre()

    def _apply_filter(self) -> None:
        wanted = None if self._wanted is None else set(self._wanted)
        for place, row in enumerate(self.order.rows):
            hidden = wanted is not None and row.entry_id not in wanted
            if self.isRowHidden(place) != hidden:
                self.setRowHidden(place, hidden)
        self._place_back()

    def _on_arranged(self) -> None:
        self._on_selection()
        self._apply_filter()

    # -- following the entry on air -----------------------------------------------------------------

    def follow(self) -> None:
        """Keep the entry on air in the middle from now on."""
        self.following = True
        self.centre()

    def centre(self) -> None:
        """Bring the entry on air to the middle, unless the user looks elsewhere."""
        place = self.order.on_air_place()
        if self.following and place is not None and self.state() != QAbstractItemView.State.EditingState:
            self.scrollTo(self.order.index(place, Col.NAME), QAbstractItemView.ScrollHint.PositionAtCenter)
        self._place_back()

    def _let_go(self) -> None:
        if self.order.on_air_place() is not None:
            self.following = False
        self._place_back()

    def _place_back(self) -> None:
        place = self.order.on_air_place()
        away = False
        if place is not None and not self.following:
            seen = self.visualRect(self.order.index(place, Col.NUMBER))
            away = self.isRowHidden(place) or not self.viewport().rect().intersects(seen)
        self.back.setVisible(away)
        if away:
            size = self.back.sizeHint()
            port = self.viewport().geometry()
            self.back.setGeometry(
                port.center().x() - size.width() // 2, port.bottom() - size.height() - 10, size.width(), size.height()
            )

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._let_go()
        super().wheelEvent(event)
        self._place_back()

    # -- columns ------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()
        self.centre()

    def fit_columns(self) -> None:
        """Let columns make way so that names can be read."""
        self.columns.fit(self.viewport().width())
        self.link_shown = not self.horizontalHeader().isSectionHidden(Col.LINK)

    def set_column(self, column: Col, shown: bool) -> None:
        """Show or hide a column because the user says so."""
        self.columns.choose(column, shown)
        self.fit_columns()
        self.viewport().update()

    def layout_text(self) -> str:
        """Columns as the user has them, to be kept."""
        return self.columns.as_text()

    def restore_layout(self, kept: str) -> None:
        """Columns as ``layout_text`` wrote them; what is not understood is passed over."""
        self.columns.restore(kept)
        self.fit_columns()

    # -- keys ---------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() is QAbstractItemView.State.EditingState:
            event.accept()  # a line that is written lets Enter through to here: it ends the writing and opens nothing
            return
        if event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self._ask_menu()  # on X11 nobody makes a menu event of it
            event.accept()
            return
        key, deed = event.key(), deed_of(event)
        if deed is not None:
            if not event.isAutoRepeat() or deed in ("up", "down"):
                self.acted.emit(deed)
            event.accept()
        elif key == Qt.Key.Key_Space:
            event.ignore()  # the take key, wherever the focus is
        else:
            super().keyPressEvent(event)
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                self._let_go()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the mouse where it points; by the menu key under the row the keys are on."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self._ask_menu()
        else:
            self.menu_asked.emit(event.pos())
        event.accept()

    def _ask_menu(self) -> None:
        index = self.currentIndex()
        if not index.isValid():
            self.menu_asked.emit(self.viewport().rect().topLeft())
            return
        if not self.selected_places:
            self.selectRow(index.row())
        self._look_at(index.row())
        self.menu_asked.emit(self.visualRect(index).bottomLeft())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not self.order.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.acted.emit("open")
            event.accept()
            return
        super().mouseDoubleClickEvent(event)

    # -- drag and drop ------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._weigh(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls at the edges
        self._weigh(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._point_at(None)

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        place = self._drop_at
        self._point_at(None)
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)
        elif event.source() is self and place is not None:
            event.setDropAction(Qt.DropAction.CopyAction)  # the view itself is to remove nothing
            event.accept()
            before = self.order.rows[place].entry_id if place < len(self.order.rows) else None
            self.rows_moved.emit(self.selected_ids(), before)
        else:
            event.ignore()

    def _weigh(self, event: QDragEnterEvent | QDragMoveEvent) -> None:
        """Say whether what is dragged may fall here, and show where."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            return
        place = self.drop_place(event.position().toPoint()) if event.source() is self else None
        self._point_at(place)
        if place is None:
            event.ignore()
        else:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()

    def drop_place(self, point: QPoint) -> int | None:
        """The row that dropped rows would go before; None where they may not go."""
        state = self.order.state
        if state is None or self.order.locked or self._wanted is not None:
            return None
        place = self.rowAt(point.y())
        if place < 0:
            place = len(self.order.rows)
        elif point.y() > self.rowViewportPosition(place) + ROW_HEIGHT // 2:
            place += 1
        on_air = self.order.on_air_place()
        if state.running and on_air is not None and place <= on_air:
            return None
        while place in self.selected_places:
            place += 1
        return place

    def _point_at(self, place: int | None) -> None:
        if place != self._drop_at:
            self._drop_at = place
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Whole rows at a time: half the cost of asking a delegate for each cell."""
        painter = QPainter(self.viewport())
        rect, header = event.rect(), self.horizontalHeader()
        width = header.length()
        cells = [
            (column, header.sectionViewportPosition(column), header.sectionSize(column))
            for column in range(len(COLUMNS))
            if not header.isSectionHidden(column)
        ]
        cells = [cell for cell in cells if cell[1] <= rect.right() and cell[1] + cell[2] >= rect.left()]
        last = len(self.order.rows) - 1
        top, bottom = self.rowAt(rect.top()), self.rowAt(rect.bottom())
        for place in range(max(0, top), (last if bottom < 0 else bottom) + 1) if top >= 0 else ():
            if not self.isRowHidden(place):
                line = QRect(0, self.rowViewportPosition(place), width, ROW_HEIGHT)
                row = self.order.filled(place)
                self._delegate.paint_row(painter, row, line, cells, place in self.selected_places)
        if self._wanted == []:
            painter.setPen(self._theme.color("text_soft"))
            painter.setFont(font(13))
            painter.drawText(
                self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self.tr("没有这样的款 · Esc 全部显示")
            )
        self._paint_marks(painter)

    def _paint_marks(self, painter: QPainter) -> None:
        """The cell a key would edit, and the place dragged rows would fall to."""
        current = self.currentIndex()
        if self.hasFocus() and current.isValid():
            painter.setPen(QPen(self._theme.color("focus"), 1))
            painter.drawRect(self.visualRect(current).adjusted(0, 1, -1, -2))
        if self._drop_at is None:
            return
        rows = len(self.order.rows)
        y = 0
        if self._drop_at < rows:
            y = self.rowViewportPosition(self._drop_at)
        elif rows:
            y = self.rowViewportPosition(rows - 1) + ROW_HEIGHT
        painter.setPen(QPen(self._theme.color("focus"), 2))
        painter.drawLine(0, y, self.viewport().width(), y)
        painter.fillRect(QRect(0, y - 4, 8, 8), self._theme.color("focus"))
