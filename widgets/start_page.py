"""What is there when no show is open: three ways to begin, the shows that exist, and how OBS is connected."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from console.store.journal import ShowSummary
from console.venue import ObsChanged
from console.wording import say
from widgets.context import Context
from widgets.show_list_model import ShowListModel
from widgets.theme import Theme, font

WIDEST = 1180
ROW_HEIGHT = 38


class StartPage(QScrollArea):
    """Asks by signals; decides nothing. ``practice``: the page of the practice room."""

    practice_asked = Signal()
    leave_practice_asked = Signal()
    import_asked = Signal()
    empty_asked = Signal()
    show_chosen = Signal(str)
    obs_asked = Signal()

    def __init__(self, context: Context, *, practice: bool = False, import_key: str = "") -> None:
        super().__init__()
        self._context = context
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        theme = context.theme
        shows = context.console.shows()
        heading = QLabel(self.tr("今天播哪一场？") if shows else self.tr("从哪里开始？"))
        heading.setFont(font(26, bold=True))
        if practice:
            first = Choice(
                theme, "back", self.tr("回到真实场次"), self.tr("离开练习，打开自己的场次。练习数据不会带过去。")
            )
            first.clicked.connect(self.leave_practice_asked)
        else:
            words = self.tr("30 个商品、有人看有人买的演示直播间，一步不用准备。练习和真实场次分开存放。")
            first = Choice(theme, "play", self.tr("打开练习场次"), words)
            first.clicked.connect(self.practice_asked)
        self.practice_choice = first
        words = self.tr(
            "选今晚的排品表（.xlsx 或 .csv），也可以把文件直接拖进窗口。读不懂的格会一一列出，不会改动什么。"
        )
        self.import_choice = Choice(theme, "sheet", self.tr("导入排品表"), words, import_key)
        self.import_choice.clicked.connect(self.import_asked)
        words = self.tr("先写场次名称和时间，商品一行一行加，或者之后再导入。")
        self.empty_choice = Choice(theme, "plus", self.tr("新建空场次"), words)
        self.empty_choice.clicked.connect(self.empty_asked)
        choices = QHBoxLayout()
        choices.setSpacing(14)
        for choice in (self.practice_choice, self.import_choice, self.empty_choice):
            choices.addWidget(choice)
        self.shows = _Shows(context, shows)
        self.shows.chosen.connect(self.show_chosen)
        self.obs_card = ObsCard(context)
        self.obs_card.asked.connect(self.obs_asked)
        below = QHBoxLayout()
        below.setSpacing(14)
        below.addWidget(self.shows, 3)
        below.addWidget(self.obs_card, 2)
        inner = QWidget()
        inner.setMaximumWidth(WIDEST)
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 26, 24, 24)
        column.setSpacing(16)
        column.addWidget(heading)
        column.addLayout(choices)
        column.addLayout(below, 1 if shows else 0)
        column.addStretch(0 if shows else 1)
        outer = QWidget()
        row = QHBoxLayout(outer)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inner, 100)
        row.addStretch(1)
        self.setWidget(outer)
        self._first_focus: QWidget = self.shows.table if shows else first

    def release(self) -> None:
        """Hear nothing more."""
        self.obs_card.release()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._first_focus.setFocus()


class Choice(QAbstractButton):
    """A way to begin: a sign, a name, and what it means."""

    def __init__(self, theme: Theme, sign: str, title: str, words: str, key: str = "") -> None:
        super().__init__()
        self._theme, self._sign, self._words, self._key = theme, sign, words, key
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(320, 132)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 132)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        lit = self.underMouse() or self.hasFocus()
        painter.setBrush(theme.color("raised" if lit else "dock"))
        painter.setPen(QPen(theme.color("focus" if lit else "line"), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.setPen(QPen(theme.color("next" if self._sign == "play" else "info"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        _draw_sign(painter, self._sign, 20, 20)
        painter.setFont(font(18, bold=True))
        painter.setPen(theme.color("text"))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(54, 14, self.width() - 70, 34), left, self.text())
        if self._key:
            self._paint_key(painter)
        painter.setFont(font(13))
        painter.setPen(theme.color("text_soft"))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(QRectF(20, 60, self.width() - 40, self.height() - 68), int(flags), self._words)

    def _paint_key(self, painter: QPainter) -> None:
        painter.setFont(font(12))
        width = QFontMetrics(painter.font()).horizontalAdvance(self._key) + 12
        box = QRectF(self.width() - width - 16, 21, width, 20)
        painter.setPen(self._theme.color("text_faint"))
        painter.drawRoundedRect(box, 4, 4)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key)


def _draw_sign(painter: QPainter, sign: str, x: float, y: float) -> None:
    def line(x1: float, y1: float, x2: float, y2: float) -> None:
        painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))

    match sign:
        case "play":
            painter.drawEllipse(QRectF(x, y, 22, 22))
            line(x + 9, y + 6.5, x + 9, y + 15.5)
            line(x + 9, y + 6.5, x + 16, y + 11)
            line(x + 9, y + 15.5, x + 16, y + 11)
        case "sheet":
            painter.drawRoundedRect(QRectF(x + 2, y, 18, 22), 2, 2)
            for down in (7, 12, 17):
                line(x + 6, y + down, x + 16, y + down)
        case "back":
            line(x + 3, y + 11, x + 20, y + 11)
            line(x + 3, y + 11, x + 10, y + 4)
            line(x + 3, y + 11, x + 10, y + 18)
        case _:
            painter.drawEllipse(QRectF(x, y, 22, 22))
            line(x + 11, y + 6, x + 11, y + 16)
            line(x + 6, y + 11, x + 16, y + 11)


class _Card(QFrame):
    """A box with a heading."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("card", True)
        heading = QLabel(title)
        heading.setFont(font(15, bold=True))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(18, 14, 18, 16)
        self.column.setSpacing(10)
        self.column.addWidget(heading)


class _Shows(_Card):
    chosen = Signal(str)

    def __init__(self, context: Context, shows: Sequence[ShowSummary]) -> None:
        super().__init__(self.tr("已有场次"))
        self._model = ShowListModel(shows, context.console.settings.lang, context.theme)
        self.table = QTableView()
        self.table.setModel(self._model)
        self.table.setShowGrid(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(1, 90)
        self.table.setColumnWidth(2, 150)
        self.table.setMinimumHeight(ROW_HEIGHT * 4)
        self.table.setFont(font(14, figures=True))
        empty = QLabel(self.tr("还没有场次。从上面三种方式开始，之后会列在这里。"))
        empty.setProperty("soft", True)
        empty.setWordWrap(True)
        empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        stack = QStackedLayout()
        stack.addWidget(self.table)
        stack.addWidget(empty)
        stack.setCurrentWidget(self.table if shows else empty)
        self.column.addLayout(stack, 1)
        self.open_button = QPushButton(self.tr("打开 Enter"))
        self.open_button.setProperty("primary", True)
        self.open_button.setVisible(bool(shows))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.open_button)
        self.column.addLayout(row)
        if shows:
            self.table.selectRow(0)
        self.table.activated.connect(self._on_activated)
        self.open_button.clicked.connect(lambda: self._on_activated(self.table.currentIndex()))

    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._model.show_at(index.row()).show_id)


class ObsCard(_Card):
    """Whether OBS is there, and if not, where its switch is."""

    asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(self.tr("连接 OBS"))
        self._context = context
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.state.setFont(font(14, bold=True))
        self.steps = QWidget()
        steps = QGridLayout(self.steps)
        steps.setContentsMargins(0, 0, 0, 0)
        steps.setHorizontalSpacing(10)
        steps.setVerticalSpacing(6)
        steps.setColumnStretch(1, 1)
        texts = (
            self.tr("在 OBS 里打开菜单 <b>工具 → WebSocket 服务器设置</b>"),
            self.tr("勾选 <b>开启 WebSocket 服务器</b>，端口保持 4455"),
            self.tr("点 <b>显示连接信息</b>，复制密码，回到这里点“连接 OBS”"),
        )
        for row, text in enumerate(texts):
            number = QLabel(str(row + 1))
            number.setFont(font(14, bold=True))
            number.setProperty("faint", True)
            number.setAlignment(Qt.AlignmentFlag.AlignTop)
            words = QLabel(text)
            words.setWordWrap(True)
            words.setProperty("soft", True)
            steps.addWidget(number, row, 0)
            steps.addWidget(words, row, 1)
        self.button = QPushButton(self.tr("连接 OBS…"))
        later = self.later = QLabel(self.tr("没有 OBS 也能开播：排品、库存、主播屏和数据照常，场景之后再连。"))
        later.setWordWrap(True)
        later.setProperty("faint", True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.button)
        buttons.addStretch(1)
        self.column.addWidget(self.state)
        self.column.addWidget(self.steps)
        self.column.addLayout(buttons)
        self.column.addWidget(later)
        self.column.addStretch(1)
        self.button.clicked.connect(self.asked)
        self._unsubscribe: Callable[[], None] = context.console.listeners.subscribe(ObsChanged, self._on_obs)
        self._refresh()

    def release(self) -> None:
        self._unsubscribe()

    def _on_obs(self, _told: ObsChanged) -> None:
        self._refresh()

    def _refresh(self) -> None:
        venue, theme = self._context.venue, self._context.theme
        lang = self._context.console.settings.lang
        state = "off" if venue is None else venue.status.state.value
        tried = state == "connecting" and venue is not None and venue.status.reason is not None
        words = self.tr("还没有连上 OBS，开着 OBS 就会自动连上") if tried else say(lang, f"obs.state.{state}")
        connected = venue is not None and venue.status.connected
        if venue is not None and connected:
            detail = self.tr("{state} · {address} · {n} 个场景")
            words = detail.format(state=words, address=venue.status.address, n=len(venue.status.scenes))
        for part in (self.steps, self.later):  # how to get there is of no use to who is there
            part.setVisible(not connected)
        self.button.setText(self.tr("OBS 连接…") if connected else self.tr("连接 OBS…"))
        self.state.setText(f"● {words}")
        role = {"connected": "good", "connecting": "late", "unanswered": "bad", "failed": "bad"}.get(state, "text_soft")
        self.state.setStyleSheet(f"color: {theme.hex(role)}")
