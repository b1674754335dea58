"""Numbers read off the platform's screen by eye: a grid for the keyboard, taken in as a feed of its own."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console.app import ShowClosed
from console.feeds.values import ValueRefused, counted
from console.listeners import Notice
from console.metrics.counters import Counters
from console.metrics.reading_book import ROOM
from console.open_show import OpenShow
from console.show.plan import Role
from console.show.sales import Metric, Reading
from console.store.database import StoreFailed
from widgets.context import Context
from widgets.theme import font

SOURCE = "manual"
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
OF_ITEM = (Metric.CLICKS, Metric.EXPOSURES, Metric.ORDERS, Metric.CLICK_USERS, Metric.BUYERS)
OF_ROOM = (Metric.ONLINE, Metric.VIEWERS, Metric.COMMENTS)
METRICS = (*OF_ITEM, *OF_ROOM)
NAME = 0  # the column before the metrics
LAST = int(Qt.ItemDataRole.UserRole)  # what a cell held last time
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entered:
    """One cell that was filled in: where, what it counts, the value, and what it was last time."""

    row: int
    column: int
    product: str
    metric: Metric
    value: float
    last: float | None

    @property
    def falls(self) -> bool:
        """A counter that goes on all evening is lower than it was; people online may be."""
        return self.metric is not Metric.ONLINE and self.last is not None and self.value < self.last


def last_typed(counters: Counters, metric: Metric, product: str) -> float | None:
    """What was typed in last for a counter."""
    chosen = counters.source_of(metric, product) == SOURCE
    tally = counters.tally(metric, product) if chosen else counters.others(metric, product).get(SOURCE)
    return None if tally is None else tally.last


def rows_of(show: OpenShow) -> list[tuple[str, str]]:
    """Product and caption of each row: the item on air first, then the others as they stand in the run order."""
    plan, on_air = show.state.plan, show.state.on_air
    found: dict[str, str] = {}
    for number, entry in enumerate(plan.in_order(), 1):
        if entry.role is not Role.SEGMENT and entry.product_id is not None:
            found.setdefault(entry.product_id, f"{number:02d}  {entry.name}")
    first = None if on_air is None else on_air.product_id
    return sorted(found.items(), key=lambda row: row[0] != first)


class CountsDialog(QDialog):
    """Typing edits, Enter goes down, Ctrl+Enter keeps. What is lower than last time is asked about first."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked: tuple[Entered, ...] = ()
        self._leaving = False
        self.setWindowTitle(self.tr("手工录入数据"))
        self.resize(1080, 560)
        show = context.console.show
        self._rows = [(ROOM, self.tr("直播间")), *([] if show is None else rows_of(show))]
        self.grid = Grid(len(self._rows), 1 + len(METRICS), self)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.keep_button = QPushButton(self.tr("记下 Ctrl+Enter"))
        self.cancel_button = QPushButton(self.tr("取消"))
        self._lay_out()
        self._fill(show)
        self._connect()
        self._say("")

    def _lay_out(self) -> None:
        about = QLabel(
            self.tr("照平台屏幕上的累计数填，只填看到的；空着的不动。时间记为按下“记下”的那一刻，来源记为“手工录入”。")
        )
        about.setWordWrap(True)
        about.setProperty("soft", True)
        self.keep_button.setProperty("primary", True)
        self.keep_button.setDefault(True)
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.keep_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(about)
        column.addWidget(self.grid, 1)
        column.addLayout(foot)

    def _fill(self, show: OpenShow | None) -> None:
        titles = {
            Metric.CLICKS: self.tr("点击次数"),
            Metric.EXPOSURES: self.tr("曝光次数"),
            Metric.ORDERS: self.tr("订单数"),
            Metric.CLICK_USERS: self.tr("点击人数"),
            Metric.BUYERS: self.tr("成交人数"),
            Metric.ONLINE: self.tr("在线"),
            Metric.VIEWERS: self.tr("观看人数"),
            Metric.COMMENTS: self.tr("评论数"),
        }
        self._titles = [titles[metric] for metric in METRICS]
        self.grid.set_titles(self.tr("商品"), self._titles)
        fixed, faint = Qt.ItemFlag.ItemIsEnabled, self._context.theme.color("text_faint")
        for place, (product, caption) in enumerate(self._rows):
            name = QTableWidgetItem(caption)
            name.setFlags(fixed)
            name.setToolTip(caption)
            self.grid.setItem(place, NAME, name)
            for column, metric in enumerate(METRICS, 1):
                cell = QTableWidgetItem()
                cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                if metric in (OF_ROOM if product == ROOM else OF_ITEM):
                    last = None if show is None else last_typed(show.counters, metric, product)
                    cell.setData(LAST, "" if last is None else f"{last:,.0f}")
                    cell.setToolTip("" if last is None else self.tr("上次 {n}").format(n=f"{last:,.0f}"))
                else:
                    cell.setFlags(Qt.ItemFlag.NoItemFlags)
                    cell.setBackground(self._context.theme.color("window"))
                self.grid.setItem(place, column, cell)
        self.grid.set_faint(faint)
        on_air = None if show is None else show.state.on_air
        goods = on_air is not None and on_air.product_id is not None and len(self._rows) > 1
        self.grid.setCurrentCell(1 if goods else 0, 1 + (0 if goods else METRICS.index(Metric.ONLINE)))
        self.grid.setFocus()

    def _connect(self) -> None:
        self._unsubscribe = self._context.console.listeners.subscribe(ShowClosed, lambda told: self.done(0))
        self.finished.connect(lambda _result: self._unsubscribe())
        self.grid.kept = self.keep
        self.grid.itemChanged.connect(lambda _item: self._on_changed())
        self.keep_button.clicked.connect(self.keep)
        self.cancel_button.clicked.connect(self.leave)

    def _on_changed(self) -> None:
        self._asked = ()
        self._leaving = False
        self._say("")

    def leave(self) -> None:
        """Escape or cancel: numbers that were typed are thrown away at the second time only."""
        if self._may_leave():
            self.reject()

    def _may_leave(self) -> bool:
        found, wrong = self.entered()
        count = len(found) + len(wrong)
        if not count or self._leaving:
            return True
        self._leaving = True
        self._say(self.tr("填了 {n} 个数还没有记下。再按一次 Esc 或“取消”就不要了").format(n=count))
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        if event.spontaneous() and not self._may_leave():
            event.ignore()
            return
        super().closeEvent(event)

    # -- keeping --------------------------------------------------------------------------------------

    def entered(self) -> tuple[list[Entered], list[tuple[int, int, str]]]:
        """What was filled in, and the cells nobody can read with what stands in them."""
        show = self._context.console.show
        found: list[Entered] = []
        wrong: list[tuple[int, int, str]] = []
        for row, (product, _caption) in enumerate(self._rows):
            for column, metric in enumerate(METRICS, 1):
                text = self.grid.text(row, column)
                if not text:
                    continue
                try:
                    value = counted(text)
                except ValueRefused:
                    value = None
                if value is None:
                    wrong.append((row, column, text))
                    continue
                last = None if show is None else last_typed(show.counters, metric, product)
                found.append(Entered(row, column, product, metric, value, last))
        return found, wrong

    def keep(self) -> None:
        """Take the numbers in; stays open while something is unclear, and says what."""
        show = self._context.console.show
        if show is None or not self.keep_button.isEnabled():
            return
        found, wrong = self.entered()
        if wrong:
            self._point(wrong[0][0], wrong[0][1])
            row, column, text = wrong[0]
            words = self.tr("{name} 的{title}：看不懂“{text}”（共 {n} 处）。填数字，如 1234 或 1.2万")
            name, title = self._rows[row][1].strip(), self._titles[column - 1]
            self._say(words.format(name=name, title=title, text=text[:20], n=len(wrong)))
            return
        if not found:
            self._say(self.tr("还没有填数"))
            return
        falling = tuple(each for each in found if each.falls)
        if falling and falling != self._asked:
            self._ask(falling)
            return
        self._take(show, found)

    def _ask(self, falling: Sequence[Entered]) -> None:
        """Lower than last time: a typo, or did the platform begin anew?"""
        first = falling[0]
        assert first.last is not None
        self._point(first.row, first.column)
        text = self.tr(
            "{name}：{value} 比上次的 {last} 小（共 {n} 处）。打错了就改；平台重新计数了，再按一次 Ctrl+Enter 记下"
        )
        name = self._rows[first.row][1].strip()
        self._say(text.format(name=name, value=f"{first.value:,.0f}", last=f"{first.last:,.0f}", n=len(falling)))
        self._asked = tuple(falling)

    def _take(self, show: OpenShow, found: Sequence[Entered]) -> None:
        now = show.clock.now()
        readings = [
            Reading(
                source=SOURCE,
                product_id=None if each.product == ROOM else each.product,
                metric=each.metric,
                value=each.value,
                cumulative=True,
                at=now,
            )
            for each in found
        ]
        self.keep_button.setEnabled(False)  # one press, one set of readings

        def taken(done: Future[int]) -> None:
            error = done.exception()
            if error is None:
                self._context.tell(Notice(code="counts.taken", data={"count": len(readings)}))
                self.accept()
                return
            if not isinstance(error, StoreFailed):
                raise error
            self.keep_button.setEnabled(True)
            self._say(self.tr("没有写进文件：{detail}。数字还在，可以再试").format(detail=error.detail))

        show.intake.readings(readings).add_done_callback(taken)

    def _point(self, row: int, column: int) -> None:
        self.grid.setCurrentCell(row, column)
        self.grid.setFocus()

    def _say(self, words: str) -> None:
        theme = self._context.theme
        self.told.setStyleSheet(f"color: {theme.hex('late' if words else 'text_soft')}")
        self.told.setText(words or self.tr("数字键直接填 · Enter 下一行 · Ctrl+Enter 记下 · 灰字是上次填的"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat():
                self.keep()
            return
        if event.key() == Qt.Key.Key_Escape:
            if not event.isAutoRepeat():
                self.leave()
            return
        super().keyPressEvent(event)


class Grid(QTableWidget):
    """Cells to type into; an empty one shows faintly what it held last time."""

    def __init__(self, rows: int, columns: int, parent: CountsDialog) -> None:
        super().__init__(rows, columns, parent)
        self.kept = parent.keep
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(True)
        self.setItemDelegate(CellDelegate(self))
        self.setFont(font(14, figures=True))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(32)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)

    def set_titles(self, first: str, others: Sequence[str]) -> None:
        """What the columns are called, each over what stands in it."""
        for column, title in enumerate((first, *others)):
            head = QTableWidgetItem(title)
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            head.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            self.setHorizontalHeaderItem(column, head)
            if column:
                measure = self.horizontalHeader().fontMetrics()
                self.setColumnWidth(column, max(92, measure.horizontalAdvance(title) + 20))

    def set_faint(self, color: QColor) -> None:
        """The colour of what was there last time."""
        self.faint = color

    def text(self, row: int, column: int) -> str:
        cell = self.item(row, column)
        return "" if cell is None else cell.text().strip()

    def down(self) -> None:
        """The cell below; at the end of a column the first of the next that can be filled."""
        row, column = self.currentRow(), self.currentColumn()
        cells = [(r, c) for c in range(1, self.columnCount()) for r in range(self.rowCount()) if self._open(r, c)]
        after = [(r, c) for r, c in cells if (c, r) > (column, row)]
        if after:
            self.setCurrentCell(*after[0])

    def _open(self, row: int, column: int) -> bool:
        cell = self.item(row, column)
        return cell is not None and bool(cell.flags() & Qt.ItemFlag.ItemIsEditable)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            if event.isAutoRepeat():
                return
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.kept()
            else:
                self.down()
            return
        if event.key() == Qt.Key.Key_Delete:
            cell = self.item(self.currentRow(), self.currentColumn())
            if cell is not None and cell.flags() & Qt.ItemFlag.ItemIsEditable:
                cell.setText("")
            return
        super().keyPressEvent(event)


class CellDelegate(QStyledItemDelegate):
    """Enter in an editor keeps the cell and goes down; Ctrl+Enter keeps all."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self._grid = grid

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        last = index.data(LAST)
        if last and not index.data():
            option.text = last
            option.palette.setColor(option.palette.ColorRole.Text, self._grid.faint)
            option.palette.setColor(option.palette.ColorRole.HighlightedText, self._grid.faint)
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDisplay

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in ENTER:
            if isinstance(editor, QWidget) and not event.isAutoRepeat():
                self.commitData.emit(editor)
                self.closeEditor.emit(editor)
                if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                    self._grid.kept()
                else:
                    self._grid.down()
            return True
        return super().eventFilter(editor, event)
