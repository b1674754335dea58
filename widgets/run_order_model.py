"""The run order as a table model: snapshots of the open show, told precisely when they change.

A cell's text is worked out once and kept; figures are worked out when somebody looks at them. What changed is
announced as the smallest range of cells, moves as moves, so the view repaints that and keeps its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.metrics.freshness import STALE_AFTER
from console.open_show import OpenShow
from console.show.plan import EntryId, Role
from console.show.state import State, Status
from inventory.stock import Level
from widgets.figures import UNKNOWN, clock_text, percent_text, price_text, short_text, whole_money
from widgets.run_order_rows import (
    COLUMNS,
    FIGURES,
    Col,
    Row,
    Standing,
    actual_of,
    days_to_pins,
    figures_of,
    standings,
    starts,
    stock_number,
)
from widgets.run_order_tips import RunOrderTips
from widgets.theme import ROLE_GLYPHS, font

Index = QModelIndex | QPersistentModelIndex
Change = Callable[[EntryId, Col, object], bool]
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
EDIT = int(Qt.ItemDataRole.EditRole)
TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
FONT = int(Qt.ItemDataRole.FontRole)
SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
EDITABLE = frozenset({Col.ROLE, Col.LINK, Col.NAME, Col.PRICE, Col.PLANNED, Col.STOCK, Col.SCENE})
LEFT_COLUMNS = frozenset({Col.LINK, Col.NAME, Col.SCENE, Col.ROLE, Col.STOCK})
GOODS_ONLY = frozenset({Col.PRICE, Col.STOCK, Col.LINK})
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class RunOrderModel(QAbstractTableModel):
    """Rows are entries in their order. ``change`` is asked when a cell was edited; nothing is changed here."""

    def __init__(
        self,
        *,
        lang: str = "zh_CN",
        low: Callable[[], int] = lambda: 10,
        stale_after: Callable[[], timedelta] = lambda: STALE_AFTER,
        change: Change,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self.locked = False
        self._places: dict[EntryId, int] = {}
        self._by_product: dict[str, list[int]] = {}
        self._show: OpenShow | None = None
        self._state: State | None = None
        self._low = low
        self._stale_after = stale_after
        self._change = change
        self._minute = -1
        self._tips = RunOrderTips(lang, self)
        self._no_root = QModelIndex()
        self._header_font = font(12)

    # -- what the view asks -------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if role == DISPLAY:
            if not index.isValid():
                return None
            return self.filled(index.row()).cells[index.column()]
        if role == ALIGN:
            return LEFT if index.column() in LEFT_COLUMNS else RIGHT
        if role == TOOL_TIP and index.isValid() and self._show is not None:
            return self._tips.tip(self.filled(index.row()), Col(index.column()), self._show, self._stale_after())
        if role == SPOKEN and index.isValid():
            row = self.filled(index.row())
            return self._tips.spoken(row, Col(index.column()))
        if role == EDIT and index.isValid():
            return self._tips.editable_text(self.rows[index.row()].entry, Col(index.column()))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == DISPLAY:
            return self._tips.header(Col(section))
        if role == ALIGN:
            return LEFT if section in LEFT_COLUMNS else RIGHT
        if role == TOOL_TIP:
            return self._tips.header_tip(Col(section))
        if role == FONT:
            return self._header_font
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.ItemIsDropEnabled
        flags = flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemNeverHasChildren
        standing = self.rows[index.row()].standing
        state = self._state
        if state is None or state.status is Status.ENDED or self.locked:
            return flags
        if index.column() in EDITABLE and (standing.entry.role is not Role.SEGMENT or index.column() not in GOODS_ONLY):
            flags |= flag.ItemIsEditable
        if not state.running or standing.entry.entry_id not in state.core.aired:
            flags |= flag.ItemIsDragEnabled
        return flags

    def setData(self, index: Index, value: Any, role: int = EDIT) -> bool:
        if role != EDIT or not index.isValid():
            return False
        return self._change(self.rows[index.row()].entry_id, Col(index.column()), value)

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    # -- for those who draw and act -----------------------------------------------------------------

    @property
    def state(self) -> State | None:
        return self._state

    def filled(self, place: int) -> Row:
        """A row with its figures and texts up to date."""
        row = self.rows[place]
        if row.stale:
            self._fill(row)
        return row

    def place(self, entry_id: EntryId) -> int | None:
        """The row an entry is in."""
        return self._places.get(entry_id)

    def on_air_place(self) -> int | None:
        """The row on air; before the show, none."""
        current = None if self._state is None else self._state.core.round
        return None if current is None else self._places.get(current.entry_id)

    def remarks(self) -> list[int]:
        """Rows with something to look at, from the top."""
        return [place for place, row in enumerate(self.rows) if row.standing.remarks or row.standing.slack]

    # -- changes ------------------------------------------------------------------------------------

    def bind(self, show: OpenShow | None) -> None:
        """Show another show, or none."""
        self.beginResetModel()
        self._show = show
        self._state = None if show is None else show.state
        self.rows = [] if show is None else [Row(standing) for standing in standings(show.state)]
        self._index_rows()
        if show is not None:
            self._time_all(show, show.clock.now())
        self.endResetModel()

    def refresh(self) -> None:
        """The show's state is another: bring every row to it, telling no more than what changed."""
        show = self._show
        if show is None:
            return
        before, self._state = self._state, show.state
        if before is not None and _same_order(before, show.state):
            return
        wanted = standings(show.state)
        if [row.entry_id for row in self.rows] != [one.entry.entry_id for one in wanted]:
            self._rearrange(wanted)
        changed = []
        for place, standing in enumerate(wanted):
            row = self.rows[place]
            if row.standing != standing:
                row.standing = standing
                row.stale = True
                changed.append(place)
        self._index_rows()
        self._tell(changed, Col.NUMBER, Col.STATUS)
        self.tick(show.clock.now(), everything=True)

    def mark_figures(self, products: Iterable[str] | None) -> None:
        """Orders or readings came for these products (None: for all)."""
        if products is None:
            places = [place for place, row in enumerate(self.rows) if row.entry.product_id is not None]
        else:
            places = sorted(place for product in products for place in self._by_product.get(product, ()))
        for place in places:
            self.rows[place].stale = True
        self._tell(places, *FIGURES)

    def tick(self, now: datetime, *, everything: bool = False) -> None:
        """Time has passed: the clock of the entry on air, and what is projected from it."""
        show, state = self._show, self._state
        if show is None or state is None:
            return
        place = self.on_air_place()
        if everything:
            self._time_all(show, now, tell=True)
        elif place is not None and self._time(self.rows[place], state, now):
            self._tell([place], Col.ACTUAL, Col.ACTUAL)
        minute = int(now.timestamp() // 60)
        if minute != self._minute:
            self._minute = minute
            self.mark_figures(None)

    def project(self, now: datetime) -> None:
        """When what is to come will start, told where the minute changed."""
        show, state = self._show, self._state
        if show is None or state is None:
            return
        zone = state.info.time_zone
        shown = {entry_id: clock_text(at, zone) for entry_id, at in starts(state, now).items()}
        days = days_to_pins(state, now)
        changed = []
        for place, row in enumerate(self.rows):
            start, ahead = shown.get(row.entry_id, ""), days.get(row.entry_id, 0)
            if (start, ahead) != (row.start, row.pinned_days):
                row.start, row.pinned_days = start, ahead
                if row.cells:
                    row.cells[Col.STATUS] = self._tips.status(row)
                changed.append(place)
        self._tell(changed, Col.STATUS, Col.STATUS)

    def _time_all(self, show: OpenShow, now: datetime, *, tell: bool = False) -> None:
        state = show.state
        aired = state.core.aired
        changed = []
        for place, row in enumerate(self.rows):
            if (row.entry_id in aired or row.actual is not None) and self._time(row, state, now):
                changed.append(place)
        if tell:
            self._tell(changed, Col.ACTUAL, Col.ACTUAL)
        self.project(now)

    def _time(self, row: Row, state: State, now: datetime) -> bool:
        """Bring a row's time on air up to date; True when it reads differently."""
        actual = actual_of(state, row.entry_id, now) if row.entry_id in state.core.aired else None
        over = actual is not None and actual > row.entry.planned > timedelta(0)
        if over == row.over and _seconds(actual) == _seconds(row.actual):
            return False
        row.actual, row.over = actual, over
        if row.cells:
            row.cells[Col.ACTUAL] = "" if actual is None else short_text(actual)
        return True

    # -- inside -------------------------------------------------------------------------------------

    def _fill(self, row: Row) -> None:
        show = self._show
        if show is not None:
            row.figures = figures_of(show, row.entry, show.clock.now(), self._low(), self._stale_after())
            if row.figures is not None and row.entry.product_id is not None:
                row.figures.rounds_of_product = len(self._by_product.get(row.entry.product_id, ()))
        row.stale = False
        row.cells = self._texts(row)

    def _texts(self, row: Row) -> list[str]:
        standing, entry, figures = row.standing, row.standing.entry, row.figures
        stock = cvr = units = gmv = ""
        if figures is not None:
            number = stock_number(figures.balance)
            stock = UNKNOWN if number is None else f"{number:,}"
            if figures.level in (Level.OVERSOLD, Level.EARLY):
                stock = self._tips.oversold(figures.balance)
            if figures.item.cvr.basis is not None:
                cvr = percent_text(figures.item.cvr.value)
            if figures.item.lines:
                units, gmv = f"{figures.item.units:,}", whole_money(figures.item.gmv)
        return [
            str(standing.number),
            ROLE_GLYPHS[entry.role],
            entry.link_no,
            entry.name,
            price_text(entry.live_price),
            short_text(entry.planned),
            "" if row.actual is None else short_text(row.actual),
            stock,
            cvr,
            "",
            units,
            gmv,
            entry.scene,
            self._tips.status(row),
        ]

    def _index_rows(self) -> None:
        self._places = {row.entry_id: place for place, row in enumerate(self.rows)}
        self._by_product = {}
        for place, row in enumerate(self.rows):
            if row.entry.product_id is not None:
                self._by_product.setdefault(row.entry.product_id, []).append(place)

    def _tell(self, places: list[int], first: Col, last: Col) -> None:
        for top, bottom in runs(places):
            self.dataChanged.emit(self.index(top, first), self.index(bottom, last))

    def _rearrange(self, wanted: list[Standing]) -> None:
        """Take out, move and put in until the rows are the wanted ones, each step announced."""
        ids = [standing.entry.entry_id for standing in wanted]
        keep = set(ids)
        for top, bottom in reversed(runs([p for p, row in enumerate(self.rows) if row.entry_id not in keep])):
            self.beginRemoveRows(self._no_root, top, bottom)
            del self.rows[top : bottom + 1]
            self.endRemoveRows()
        known = {row.entry_id: row for row in self.rows}
        self._reorder([entry_id for entry_id in ids if entry_id in known])
        for top, bottom in runs([place for place, entry_id in enumerate(ids) if entry_id not in known]):
            self.beginInsertRows(self._no_root, top, bottom)
            self.rows[top:top] = [Row(wanted[place]) for place in range(top, bottom + 1)]
            self.endInsertRows()

    def _reorder(self, ids: list[EntryId]) -> None:
        now = [row.entry_id for row in self.rows]
        if now == ids:
            return
        move = one_move(now, ids)
        if move is not None:
            top, bottom, to = move
            self.beginMoveRows(self._no_root, top, bottom, self._no_root, to)
            block = self.rows[top : bottom + 1]
            del self.rows[top : bottom + 1]
            at = to if to < top else to - len(block)
            self.rows[at:at] = block
            self.endMoveRows()
            return
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        places = {entry_id: place for place, entry_id in enumerate(ids)}
        new = [self.index(places[now[index.row()]], index.column()) for index in old]
        by_id = {row.entry_id: row for row in self.rows}
        self.rows = [by_id[entry_id] for entry_id in ids]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()


def _same_order(before: State, after: State) -> bool:
    """True when nothing the run order shows of a state is another; stock is told by its own announcement."""
    return before.core is after.core and before.outcomes is after.outcomes and before.status is after.status


def _seconds(length: timedelta | None) -> int:
    return -1 if length is None else int(length.total_seconds())


def runs(places: list[int]) -> list[tuple[int, int]]:
    """Ascending places as unbroken stretches.

    >>> runs([1, 2, 3, 7, 9, 10])
    [(1, 3), (7, 7), (9, 10)]
    """
    found: list[tuple[int, int]] = []
    for place in places:
        if found and place - found[-1][1] <= 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found


def one_move(before: list[EntryId], after: list[EntryId]) -> tuple[int, int, int] | None:
    """The one block that moved, as (first, last, before which row), or None when it took more than one.

    >>> one_move(list("abcdef"), list("adebcf"))
    (1, 2, 5)
    """
    size = len(before)
    start = next((i for i in range(size) if before[i] != after[i]), size)
    end = next((i for i in range(size, start, -1) if before[i - 1] != after[i - 1]), start)
    if start == end:
        return None
    old, new = before[start:end], after[start:end]
    cut = old.index(new[0])
    if old[cut:] + old[:cut] != new:
        return None
    return start, start + cut - 1, end
