"""What the audience says, newest first: how fast, which links are asked for, and every comment that is still kept."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from console.app import ShowClosed, ShowOpened
from console.bridge import Bridge, BridgeStatus, LinkState, problem_said
from console.comments import CommentsChanged, heard_as
from console.listeners import Applied
from console.show.sales import Metric
from widgets.charts.parts import QuietButton, age_text
from widgets.charts.taking_away import as_mime
from widgets.comments_model import ANY_LINK, CommentsModel
from widgets.comments_rows import CommentDelegate, Pace
from widgets.context import Context
from widgets.flow import FlowLayout
from widgets.frame import Coalescer
from widgets.keyed_button import KeyedButton
from widgets.labels import RIGHT, Line, Paragraph
from widgets.row_list import RowList
from widgets.theme import font

SEARCH_MS = 120
UPDATE_MS = 150
TICK_MS = 1000
MOST_ASKED = 4
LEAST_HEIGHT = 60  # pixels


class CommentsDock(QWidget):
    """``bridge_settings_requested``: the user wants to choose a bridge. New rows wait while older ones are read."""

    bridge_settings_requested = Signal()

    def __init__(self, context: Context, bridge: Bridge | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._bridge = context, bridge
        self._comments = context.console.comments
        self.model = CommentsModel(self._comments, self)
        self.list = RowList(self)
        self.pace = Pace(context.theme)
        self.search = QLineEdit()
        self.newer = QuietButton("", context.theme)
        self.asked: list[QuietButton] = []
        self._link = ""
        self._build()
        self._look = Coalescer(self._on_look, self, SEARCH_MS)
        self._update = Coalescer(self._refresh, self, UPDATE_MS)
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._refresh)
        self._connect()
        self._follow_plan()
        self.model.begin()
        self._refresh()

    def _build(self) -> None:
        theme = self._context.theme
        self.setWindowTitle(self.tr("评论"))
        self.title_tools = QWidget()
        self.state = Line(theme, 12, "text_soft", figures=True, align=RIGHT)
        tools = QHBoxLayout(self.title_tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.addWidget(self.state, 1)
        self.title_tools.setMinimumWidth(200)
        self.list.set_up(self.model, CommentDelegate(theme, self.list), self.tr("复制"), self.copy_rows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        layout.addWidget(self._pages(), 1)
        layout.addLayout(self._foot())

    def _head(self) -> QWidget:
        self.head = QWidget()
        row = QHBoxLayout(self.head)
        row.setContentsMargins(12, 2, 8, 2)
        row.setSpacing(10)
        row.addWidget(self.pace)
        chips = QWidget()
        flow = FlowLayout(chips, 2)
        for place in range(MOST_ASKED + 1):
            button = QuietButton("", self._context.theme)
            button.setCheckable(True)
            button.clicked.connect(lambda checked=False, place=place: self._on_asked(place))
            self.asked.append(button)
            flow.addWidget(button)
        self.asked[0].setText(self.tr("问链接"))
        self.asked[0].setToolTip(self.tr("只看提到链接号的评论"))
        chips.setFixedHeight(self.asked[0].sizeHint().height())
        row.addWidget(chips, 1)
        return self.head

    def _pages(self) -> QWidget:
        theme = self._context.theme
        self._empty = Paragraph(theme, 12, "text_soft", lines=9)
        self.choose = KeyedButton(theme, self.tr("连接弹幕助手…"), look="plain", high=30)
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(14, 8, 14, 8)
        inside.setSpacing(10)
        inside.addWidget(self._empty)
        inside.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        inside.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(page)
        page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)  # as low as the journal beside it
        self._stack.setMinimumHeight(LEAST_HEIGHT)
        return self._stack

    def _foot(self) -> QHBoxLayout:
        self.search.setPlaceholderText(self.tr("查找，拼音首字母也行"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setFont(font(12))
        self.search.setFixedHeight(26)
        self.search.setClearButtonEnabled(True)
        self.count = Line(self._context.theme, 11, "text_faint", figures=True, align=RIGHT, grows=False)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 3, 8, 6)
        foot.setSpacing(8)
        foot.addWidget(self.search, 1)
        foot.addWidget(self.newer)
        foot.addWidget(self.count)
        self.newer.hide()
        return foot

    def _connect(self) -> None:
        self.search.textChanged.connect(self._look.ask)
        self.newer.clicked.connect(self.to_newest)
        self.choose.clicked.connect(self.bridge_settings_requested)
        self.list.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        for changed in (self.model.rowsInserted, self.model.rowsRemoved, self.model.modelReset):
            changed.connect(self._show_page)
        subscribe = self._context.console.listeners.subscribe
        self._unsubscribe: list[Callable[[], None]] = [
            subscribe(CommentsChanged, self._on_comments),
            subscribe(BridgeStatus, lambda told: self._update.ask()),
            subscribe(ShowOpened, lambda told: self._follow_plan()),
            subscribe(ShowClosed, lambda told: self._follow_plan()),
            subscribe(Applied, self._on_applied),
        ]

    def release(self) -> None:
        """End the subscriptions."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._unsubscribe.clear()
        self._clock.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()
        self._update.ask()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    # -- for the window -----------------------------------------------------------------------------------------------

    def to_newest(self) -> None:
        """Go to the top and let in what came meanwhile."""
        self.list.scrollToTop()
        self._refresh()

    def copy_rows(self) -> None:
        """Put the selected comments on the clipboard: when, and what; not who."""
        rows = []
        for row in sorted({index.row() for index in self.list.selectedIndexes()}):
            comment = self.model.comment_at(self.model.index(row, 0))
            if comment is not None:
                rows.append([self.model.time_of(comment), comment.text])
        if rows:
            QGuiApplication.clipboard().setMimeData(as_mime(rows))

    def show_link(self, link: str) -> None:
        """Only comments that name a link: a number, ``ANY_LINK``, or "" for all comments."""
        self._link = link
        self._on_look()
        self._refresh()

    @property
    def held(self) -> bool:
        """Whether new comments wait because older ones are being read."""
        return self.list.verticalScrollBar().value() > 0

    # -- told ---------------------------------------------------------------------------------------------------------

    def _on_comments(self, told: CommentsChanged) -> None:
        if told.cleared:
            self.model.begin()
        self._update.ask()

    def _on_applied(self, told: Applied) -> None:
        if told.before.plan is not told.after.plan:
            self._follow_plan()

    def _follow_plan(self) -> None:
        show = self._context.console.show
        if show is None:
            self.model.set_links((), "UTC")
            return
        plan = show.state.plan
        self.model.set_links((entry.link_no for entry in plan.products().values()), show.state.info.time_zone)

    def _on_look(self) -> None:
        self.model.look_for(self.search.text(), self._link)
        self.list.scrollToTop()
        self._show_page()

    def _on_scrolled(self, value: int) -> None:
        if value == 0 and self.model.waiting:
            self._update.ask()

    def _on_asked(self, place: int) -> None:
        link = str(self.asked[place].property("link") or ANY_LINK)
        self.show_link("" if self._link == link else link)

    # -- showing ------------------------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        if not self.isVisible():
            return
        if not self.held:
            self.model.take()
            self.list.scrollToTop()
        waiting = self.model.waiting
        self.newer.setVisible(bool(waiting))
        self.newer.setText(self.tr("↑ 新评论 {n}").format(n=f"{waiting:,}"))
        self._show_state()
        self._show_asked()
        self._show_page()

    def _show_state(self) -> None:
        console = self._context.console
        now = console.clock.now()
        rate = self.tr("{n} 条/分").format(n=f"{self._comments.per_minute(now):,}")
        status = self._status
        if console.workspace.is_practice:
            audience = self.tr("练习观众")
            words, short, role = f"{audience} · {rate}", rate, "text_soft"
        elif status.state is LinkState.CONNECTED:
            heard = self.tr("已连接") if status.last_heard is None else age_text(status.last_heard, now)
            words, short, role = f"{heard} · {rate}", rate, "text"
        elif status.state is LinkState.WAITING:
            words, short = self._waiting(status, now), self.tr("断了，正在重连")
            role = "late"
        elif status.state is LinkState.CONNECTING:
            words = short = self.tr("连接中…")
            role = "text_soft"
        else:
            words = short = role = ""
        if status.ended:
            over = self.tr("对方已下播")
            words, role = f"{over} · {rate}", "late"
        self.state.set_text(words, role or "text_soft", short=short)
        show = console.show
        tally = None if show is None else show.counters.tally(Metric.COMMENTS)
        self.pace.show_minutes({} if tally is None else tally.minutes, int(now.timestamp() // 60))

    def _waiting(self, status: BridgeStatus, now: datetime) -> str:
        left = 0 if status.again_at is None else math.ceil((status.again_at - now).total_seconds())
        return self.tr("断了，{n} 秒后重连").format(n=left) if left > 0 else self.tr("断了，正在重连")

    def _show_asked(self) -> None:
        show = self._context.console.show
        now = self._context.console.clock.now()
        links = [] if show is None else [each.link_no for each in show.state.plan.products().values() if each.link_no]
        heard = self._comments.asked(now)
        counts = {link: heard[heard_as(link)] for link in links if heard_as(link) in heard}
        found = sorted(((link, counts[link]) for link in set(links) & counts.keys()), key=lambda each: -each[1])[
            :MOST_ASKED
        ]
        if self._link not in ("", ANY_LINK) and self._link not in dict(found):
            found = [*found[: MOST_ASKED - 1], (self._link, 0)]
        self.asked[0].setChecked(self._link == ANY_LINK)
        self.asked[0].setVisible(bool(links))
        for button, each in zip(self.asked[1:], [*found, *[None] * MOST_ASKED], strict=False):
            button.setVisible(each is not None)
            if each is None:
                continue
            link, count = each
            button.setText(self.tr("{link}号 ×{n}").format(link=heard_as(link), n=count))
            button.setProperty("link", link)
            button.setChecked(link == self._link)
            button.setToolTip(
                self.tr("近 5 分钟有 {n} 条评论提到 {link} 号；按下只看这些").format(n=count, link=heard_as(link))
            )

    @property
    def _status(self) -> BridgeStatus:
        return BridgeStatus() if self._bridge is None else self._bridge.status

    def _show_count(self) -> None:
        """How many are kept of how many at the most, and how many of them are found."""
        kept, most = len(self._comments), self._comments.most
        held = f"{kept:,} / {most:,}" if kept else ""
        found = self.tr("找到 {n} · {held}").format(n=f"{self.model.rowCount():,}", held=held)
        self.count.set_text(found if kept and self.model.filtered else held)
        self.count.setToolTip(
            self.tr("只留最近 {n} 条，放在内存里，关掉程序就没有了；昵称和内容都不写进文件。").format(n=f"{most:,}")
        )

    def _show_page(self) -> None:
        self._show_count()
        rows = self.model.rowCount() > 0
        self._stack.setCurrentIndex(0 if rows else 1)
        self.head.setVisible(bool(len(self._comments)))
        self.search.setVisible(bool(len(self._comments)))
        if rows:
            return
        status = self._status
        chosen = self._context.console.workspace.is_practice or bool(status.name)
        self.choose.setVisible(not len(self._comments) and (not chosen or bool(status.problem)))
        if len(self._comments):
            words = self.tr("正在查找…") if self.model.searching else self.tr("没有这样的评论。")
        elif self._context.console.workspace.is_practice:
            words = self.tr("练习场次开播后，模拟观众会在这里说话。")
        elif status.problem:
            words = problem_said(self._context.console.settings.lang, status)
        elif chosen:
            words = self.tr("弹幕助手已选好，还没有评论。评论来了就会出现在这里，最新的在最上面。")
        else:
            words = self.tr(
                "这里滚动显示直播间的评论、每分钟多少条、大家在问几号链接。\n"
                "评论由弹幕助手（比如 DouyinBarrageGrab）从本机转来：先打开它，再在设置的“弹幕”页选好它。\n"
                "中控只看不发，评论只留在内存里，不写进文件。"
            )
        self._empty.set_text(words)
