"""The journal of the show, newest first, with what needs a hand above it and a line for notes below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from console.app import ShowClosed, ShowOpened
from console.listeners import Applied
from console.show import commands as cmd
from widgets.alert_list import AlertList
from widgets.alerts import Alerts
from widgets.charts.parts import QuietButton
from widgets.charts.taking_away import as_mime
from widgets.context import Context
from widgets.frame import Coalescer
from widgets.journal_events import JournalEvents
from widgets.journal_model import COLOR_ROLE, DISPLAY, About, JournalModel
from widgets.labels import LEFT, RIGHT, Line, Paragraph
from widgets.row_list import RowList
from widgets.theme import font
from widgets.timed_rows import TimedRowDelegate

SEARCH_MS = 120
TOLD_MS = 200  # alerts are read, not watched
NOTE_LIMIT = 500
ROOMY = 520  # pixels across: below, the undo's sentence gives way to the filters
OTHERS = 450  # pixels of the title that are not the undo's sentence


class JournalDock(QWidget):
    """``import_orders_requested``: numbers are missing and the user wants to bring some."""

    import_orders_requested = Signal()

    def __init__(self, context: Context, events: JournalEvents | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._events = events or JournalEvents(context, self)
        self._own_events = events is None
        self._about = About.ALL
        self.alerts = Alerts(context, self)
        self.model = JournalModel(self._events.words, self)
        self.list = RowList(self)
        self.alert_list = AlertList(context, self.import_orders_requested.emit, self)
        self.note = _Input(self.tr("记一笔，Enter 记下"))
        self.search = _Input(self.tr("查找"))
        self._filters: dict[About, QuietButton] = {}
        self._build()
        self._look = Coalescer(self._on_look, self, SEARCH_MS)
        self._told = Coalescer(self._on_told, self, TOLD_MS)
        self._connect()
        self._on_reloaded()
        self._on_told()

    def _build(self) -> None:
        theme = self._context.theme
        self.setWindowTitle(self.tr("记录与提醒"))
        self.title_tools = QWidget()
        self.undo = Line(theme, 12, "text_soft", figures=True, align=RIGHT, grows=False)
        self.undo_key = Line(theme, 12, "text_soft", grows=False)
        tools = QHBoxLayout(self.title_tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(0)
        for about, text in self._filter_names():
            button = self._filters[about] = QuietButton(text, theme)
            button.setCheckable(True)
            button.clicked.connect(lambda checked=False, about=about: self.show_only(about))
            tools.addWidget(button)
        tools.addSpacing(8)
        tools.addWidget(self.undo, 1)
        tools.addSpacing(8)
        tools.addWidget(self.undo_key)
        self.list.set_up(self.model, _RowDelegate(theme, self.list), self.tr("复制"), self.copy_rows)
        self._empty = Paragraph(theme, 12, "text_soft", lines=3)
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.addWidget(self._empty)
        inside.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(page)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 3, 8, 6)
        foot.setSpacing(6)
        foot.addWidget(self.note, 3)
        foot.addWidget(self.search, 1)
        self.note.setMaxLength(NOTE_LIMIT)
        self.search.setClearButtonEnabled(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.alert_list)
        layout.addWidget(self._stack, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self._events.reloaded.connect(self._on_reloaded)
        self._events.added.connect(self._on_added)
        self.alerts.changed.connect(self._told.ask)
        self.model.modelReset.connect(self._show_page)
        self.model.rowsInserted.connect(self._show_page)
        self.search.textChanged.connect(self._look.ask)
        self.note.returnPressed.connect(self._on_note)
        subscribe = self._context.console.listeners.subscribe
        self._unsubscribe: list[Callable[[], None]] = [
            subscribe(Applied, lambda told: self._told.ask()),
            subscribe(ShowOpened, lambda told: self._told.ask()),
            subscribe(ShowClosed, lambda told: self._told.ask()),
        ]
        self.show_only(About.ALL)

    def _filter_names(self) -> tuple[tuple[About, str], ...]:
        return (
            (About.ALL, self.tr("全部")),
            (About.ALERTS, self.tr("提醒")),
            (About.TAKES, self.tr("过款")),
            (About.STOCK, self.tr("库存")),
            (About.WORDS, self.tr("消息")),
        )

    def release(self) -> None:
        """End the subscriptions."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._unsubscribe.clear()
        self.alerts.release()
        if self._own_events:
            self._events.release()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for part in (self.undo, self.undo_key):
            part.setVisible(self.width() >= ROOMY)
        self.undo.setMaximumWidth(max(0, self.width() - OTHERS))

    # -- for the window -----------------------------------------------------------------------------

    def focus_note(self) -> None:
        """Put the cursor where a note is written."""
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_only(self, about: About) -> None:
        """Rows about one thing."""
        self._about = about
        for each, button in self._filters.items():
            button.setChecked(each is about)
        self._on_look()

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard: time, who, what."""
        chosen = sorted({index.row() for index in self.list.selectedIndexes()})
        rows = []
        for row in chosen:
            record = self.model.record_at(self.model.index(row, 0))
            if record is not None:
                rows.append([self.model.time_of(record), record.event.actor, self.model.text_of(record)])
        if rows:
            QGuiApplication.clipboard().setMimeData(as_mime(rows))

    # -- told ---------------------------------------------------------------------------------------

    def _on_reloaded(self) -> None:
        show = self._context.console.show
        self.model.reset(self._events.records, "UTC" if show is None else show.state.info.time_zone)
        self.alerts.remember(record.event for record in self._events.records)
        self._show_page()

    def _on_added(self, records: object) -> None:
        at_top = self.list.verticalScrollBar().value() == 0
        self.model.added(records)  # type: ignore[arg-type] # a signal carries a plain object
        if at_top:
            self.list.scrollToTop()

    def _on_look(self) -> None:
        self.model.show_only(self._about, self.search.text())

    def _on_told(self) -> None:
        """The undo's sentence and the alerts."""
        found = self.alerts.now()
        self.alert_list.show_alerts(found)
        name = dict(self._filter_names())[About.ALERTS]
        self._filters[About.ALERTS].setText(f"{name} {len(found)}" if found else name)
        undo = self._events.undo_text()
        key = QKeySequence(QKeySequence.StandardKey.Undo).toString(QKeySequence.SequenceFormat.NativeText)
        self.undo.set_text(undo)
        self.undo_key.set_text(key if undo else "")
        self.note.setEnabled(self._context.console.show is not None)

    def set_locked(self, locked: bool) -> None:
        """While the run order is locked no alert offers to change it."""
        self.alert_list.locked = locked
        self._told.ask()

    def _on_note(self) -> None:
        text = self.note.text().strip()
        if text and self._context.ask(cmd.AddNote(text=text)) is not None:
            self.note.clear()

    def _show_page(self) -> None:
        has_rows = self.model.rowCount() > 0
        self._stack.setCurrentIndex(0 if has_rows else 1)
        if has_rows:
            return
        if self._context.console.show is None:
            self._empty.set_text(self.tr("打开场次后，这里按时间记下每一步：过款、放单、OBS、给主播的话。"))
        elif self._events.reading or self.model.searching:
            self._empty.set_text(self.tr("正在读取…"))
        elif self.search.text().strip():
            self._empty.set_text(self.tr("没有找到“{text}”。").format(text=self.search.text().strip()))
        else:
            self._empty.set_text(self.tr("这一类还没有记录。"))


class _Input(QLineEdit):
    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setFont(font(12))
        self.setFixedHeight(26)


class _RowDelegate(TimedRowDelegate):
    """Time, then the sentence in the colour of its level."""

    def paint_rest(self, painter: QPainter, place: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        color = index.data(COLOR_ROLE)
        painter.setPen(self.theme.color(color or "text"))
        text = painter.fontMetrics().elidedText(index.data(DISPLAY), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, LEFT, text)
