"""The numbers of a show: conversion over time, GMV per minute, every item, and the funnel of the round on air.

pyqtgraph is imported when the dock is first on the screen: it costs more than all other widgets together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from console.app import ShowClosed, ShowOpened
from console.files import WorkspaceUnusable
from console.listeners import Applied, FiguresChanged, Notice, StockChanged
from console.open_show import OpenShow
from console.show.timing import zone
from widgets.charts.facts import ShowFacts, parts_of
from widgets.charts.parts import QuietButton
from widgets.charts.span import Span, span_of
from widgets.charts.taking_away import as_mime, save_picture, with_caption
from widgets.context import Context
from widgets.frame import Coalescer
from widgets.journal_events import JournalEvents, Record
from widgets.keys import KeyMap
from widgets.numbers_empty import EmptyNumbers
from widgets.theme import font

if TYPE_CHECKING:
    from widgets.numbers_board import NumbersBoard

UPDATE_MS = 200  # figures are read, not watched: five times a second is as fast as anyone reads
TICK_MS = 1000
RECHOOSE_SECONDS = 10
ROOMY = 500  # pixels across: below, items are chosen in the menu
BESIDE_TITLE = 76  # pixels of a dock's title: its margins, and the marks that come under the pointer


class NumbersDock(QWidget):
    """Its window title is the caption of the first chart; ``title_tools`` stand beside it."""

    def __init__(self, context: Context, events: JournalEvents | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._events = events or JournalEvents(context, self)
        self._own_events = events is None
        self._facts = ShowFacts()
        self._board: NumbersBoard | None = None
        self._changed: frozenset[str] | None = None
        self._sold: frozenset[str] | None = frozenset()  # whether these sold out is not looked at yet; None: any
        self._span: Span | None = None
        self._rounds_moved = True  # rounds, pauses or pins
        self._rows_moved = False  # the plan: what the table's rows are called, and whether they are there
        self._again = False  # other minutes or lines of the same figures
        self._chosen_at = 0.0
        self._titles: tuple[str, str] | None = None
        self.whole = False
        self._build()
        self._update = Coalescer(self._refresh, self, UPDATE_MS)
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._on_tick)
        self._events.reloaded.connect(self._on_journal)
        self._events.added.connect(self._on_added)
        subscribe = context.console.listeners.subscribe
        self._unsubscribe: list[Callable[[], None]] = [
            subscribe(ShowOpened, lambda told: self._bind(told.show)),
            subscribe(ShowClosed, lambda told: self._bind(None)),
            subscribe(Applied, self._on_applied),
            subscribe(FiguresChanged, self._on_figures),
            subscribe(StockChanged, lambda told: self._add(told.products)),
        ]
        self._bind(context.console.show)

    def _build(self) -> None:
        theme = self._context.theme
        self.setWindowTitle(self.tr("数据"))
        self.title_tools = QWidget()
        self._recent_button = QuietButton(self.tr("30 分"), theme)
        self._whole_button = QuietButton(self.tr("整场"), theme)
        self._pick_button = QuietButton(self.tr("选商品"), theme)
        self._more_button = QuietButton("⋯", theme)
        row = QHBoxLayout(self.title_tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._compare_button = QuietButton(self.tr("比轮次"), theme)
        for button in self._tools():
            row.addWidget(button)
        self._recent_button.setToolTip(self.tr("近 30 分钟"))
        keys = KeyMap(self._context.console.settings.keys)
        more = self.tr("平滑、复制、保存为图片（{key}）").format(key=keys.shown("chart_menu"))
        self._more_button.setToolTip(more)
        self._more_button.setAccessibleName(more)
        key = keys.shown("compare_rounds")
        self._compare_button.setToolTip(self.tr("这一轮和它前几轮，从上架算起（{key}）").format(key=key))
        for button in (self._recent_button, self._whole_button, self._compare_button):
            button.setCheckable(True)
        self._stack = QStackedWidget(self)
        self._empty = EmptyNumbers(self._context)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._recent_button.clicked.connect(lambda: self.set_whole(False))
        self._whole_button.clicked.connect(lambda: self.set_whole(True))
        self._compare_button.clicked.connect(self.compare_rounds)
        self._pick_button.clicked.connect(self.pick_items)
        self._more_button.clicked.connect(self.open_menu)
        self._show_span_buttons()

    def _tools(self) -> tuple[QuietButton, ...]:
        return (self._recent_button, self._whole_button, self._compare_button, self._pick_button, self._more_button)

    def release(self) -> None:
        """End the subscriptions; nothing is drawn any more."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._unsubscribe.clear()
        self._clock.stop()
        if self._own_events:
            self._events.release()

    # -- for the window -----------------------------------------------------------------------------

    def set_whole(self, whole: bool) -> None:
        """The whole show, or its last half hour."""
        self.whole = whole
        self._show_span_buttons()
        self._ask_again()

    def set_smooth(self, minutes: int) -> None:
        """Conversion over the last ``minutes`` minutes at each minute; 1 is raw."""
        if self._board is not None:
            self._board.conversion.smooth = minutes
            self._ask_again()

    def compare_rounds(self) -> None:
        """The rounds of the item on air on one axis instead of the conversion over the evening; again: back."""
        if self._board is not None:
            self._board.compare(not self._board.comparing)
            self._show_span_buttons()

    def show_sources(self) -> None:
        """Where the numbers come from."""
        if self._board is not None:
            self._board.show_sources()

    def open_menu(self) -> None:
        """What can be done with the charts, by the keyboard alone: stretch, smoothing, items, copies, picture."""
        self._open_menu(self._more_button.mapToGlobal(QPoint(0, self._more_button.height())))

    def pick_items(self) -> None:
        """Choose by hand which items have a line."""
        if self._board is not None and self._show is not None:
            beside = self._pick_button if self._pick_button.isVisible() else self._more_button
            where = beside.mapToGlobal(QPoint(0, beside.height()))
            self._board.pick_items(where)

    def copy_table(self) -> None:
        """Put the table that is shown on the clipboard: the items, or the curves behind the heat map's tab."""
        if self._board is not None:
            self._copy(self._board.table())

    def copy_curves(self) -> None:
        """Put the curves on the clipboard, a row a minute."""
        if self._board is not None:
            self._copy(self._board.curves())

    def _copy(self, table: list[list[str]]) -> None:
        QGuiApplication.clipboard().setMimeData(as_mime(table))
        data = {"rows": len(table) - 1, "columns": len(table[0])}
        self._context.tell(Notice(code="table_copied", data=data))

    def save_as_picture(self) -> None:
        """Ask for a file and put the charts in it."""
        name = "" if self._show is None else self._show.state.info.name
        suggested = str(Path.home() / f"{name or self.tr('数据')}.png")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("保存为图片"), suggested, "PNG (*.png)")
        if chosen:
            self.save_picture(Path(chosen).with_suffix(".png"))

    def save_picture(self, path: Path) -> None:
        """Put the charts in a PNG under the show's name and the hour; where it is, or why not, is told."""
        if self._board is None or self._show is None:
            return
        try:
            save_picture(with_caption(self._board.grab(), self._context.theme, *self._caption()), path)
        except WorkspaceUnusable as error:
            data = {"path": str(path), "reason": error.data["reason"]}
            self._context.tell(Notice(code="picture_failed", level="error", data=data))
        else:
            self._context.tell(Notice(code="picture_saved", data={"path": str(path)}))

    def _caption(self) -> tuple[str, str]:
        """Whose numbers, and of when: a picture is looked at without the window around it."""
        assert self._show is not None
        info = self._show.state.info
        until = self._context.console.clock.now().astimezone(zone(info.time_zone))
        title = self.windowTitle() if self._titles is None else self._titles[0]
        return f"{info.name} · {until:%Y-%m-%d %H:%M}", title

    # -- told ---------------------------------------------------------------------------------------

    @property
    def _show(self) -> OpenShow | None:
        return self._context.console.show

    def _bind(self, show: OpenShow | None) -> None:
        self._facts.forget()
        self._span = None
        if self._board is not None:
            self._board.bind(show)
        if show is None:
            self._clock.stop()
        else:
            self._clock.start()
            self._facts.add(show, (record.event for record in self._events.records))
        self._ask_everything()

    def _on_journal(self) -> None:
        self._facts.forget()
        self._on_added(self._events.records)

    def _on_added(self, records: Sequence[Record]) -> None:
        if self._show is not None:
            self._facts.add(self._show, (record.event for record in records))
            self._rounds_moved = True
            self._update.ask()

    def _on_applied(self, told: Applied) -> None:
        if told.before.plan is not told.after.plan or told.before.status is not told.after.status:
            self._rows_moved = self._again = True
        if told.before.core is not told.after.core or told.before.pauses != told.after.pauses:
            self._rounds_moved = True
            self._chosen_at = 0.0
            entries = (told.before.on_air, told.after.on_air)
            self._add(frozenset(e.product_id for e in entries if e is not None and e.product_id is not None))

    def _on_figures(self, told: FiguresChanged) -> None:
        if told.everything:
            self._changed = self._sold = None
        if self._sold is not None:
            self._sold |= told.products
        self._add(told.products)

    def _add(self, products: frozenset[str]) -> None:
        if self._changed is not None:
            self._changed |= products
        self._update.ask()

    def _ask_everything(self) -> None:
        self._changed = None
        self._rounds_moved = True
        self._chosen_at = 0.0
        self._update.ask()

    def _ask_again(self) -> None:
        """Other minutes or other lines of the same figures."""
        self._again = True
        self._chosen_at = 0.0
        self._update.ask()

    def _on_tick(self) -> None:
        if self.isVisible():
            self._update.ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pick_button.setVisible(self.width() >= ROOMY)
        self._show_title()

    def _on_title(self, title: str, short: str) -> None:
        self._titles = (title, short)
        self._show_title()

    def _show_title(self) -> None:
        """The caption that has room beside the tools."""
        if self._titles is None:
            return
        title, short = self._titles
        room = self.width() - self.title_tools.sizeHint().width() - BESIDE_TITLE
        fits = QFontMetrics(font(13, bold=True)).horizontalAdvance(title) <= room
        self.setWindowTitle(title if fits else short)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._board is None:
            QTimer.singleShot(0, self, self.bring_up)  # the window is painted first
        self._ask_everything()

    def bring_up(self) -> None:
        """Build the charts now. Answers nothing when they are there."""
        if self._board is not None:
            return
        from widgets.numbers_board import NumbersBoard

        self._board = NumbersBoard(self._context, self._events.words_of)
        self._stack.addWidget(self._board)
        self._board.title_changed.connect(self._on_title)
        self._board.menu_wanted.connect(self._open_menu)
        self._board.again_wanted.connect(self._ask_again)
        self._board.bind(self._show)
        self._ask_everything()

    # -- showing ------------------------------------------------------------------------------------

    def _refresh(self) -> Iterator[None]:
        show = self._show
        for _ in self._in_parts(show):
            yield
            if self._show is not show:
                return  # the one that is open now has asked for everything; nothing of this one is to be among it

    def _in_parts(self, show: OpenShow | None) -> Iterator[None]:
        board = self._board
        now = self._context.console.clock.now()
        if not self.isVisible():
            return
        span = None if show is None else span_of(show.state, show.counters, now, whole=self.whole)
        for button in self._tools():
            button.setEnabled(span is not None)
        if show is None or span is None or board is None:
            self._stack.setCurrentWidget(self._empty)
            self._empty.say(show is not None)
            self._titles = None
            self.setWindowTitle(self.tr("数据"))
            return
        self._stack.setCurrentWidget(board)
        sold, self._sold = self._sold, frozenset()
        for some in parts_of(sold):
            self._rounds_moved = self._facts.sold(show, some) or self._rounds_moved
            yield
        changed, moved, again = self._changed, span != self._span, self._again
        rounds_moved, rows_moved = self._rounds_moved, self._rows_moved
        # what comes from here on belongs to the next time
        self._span, self._changed = span, frozenset()
        self._rounds_moved = self._rows_moved = self._again = False
        if rounds_moved or moved:
            board.show_facts(self._facts.now(show, now))
        choose = now.timestamp() - self._chosen_at > RECHOOSE_SECONDS
        if choose:
            self._chosen_at = now.timestamp()
        if moved or again or changed is None or changed or choose:
            yield from board.refresh(span, now, changed, choose=choose)
        if rows_moved:
            board.table_view.refresh(None)
        board.refresh_ages(now)

    def _show_span_buttons(self) -> None:
        self._recent_button.setChecked(not self.whole)
        self._whole_button.setChecked(self.whole)
        self._compare_button.setChecked(self._board is not None and self._board.comparing)

    def _open_menu(self, where: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)
        menu.setActiveAction(menu.actions()[0])

    def menu(self) -> QMenu:
        """What can be done with the charts."""
        menu = QMenu(self)
        board = self._board
        smooth = 5 if board is None else board.conversion.smooth
        comparing = board is not None and board.comparing
        for text, checked, act in (
            (self.tr("近 30 分钟"), not self.whole, lambda: self.set_whole(False)),
            (self.tr("整场"), self.whole, lambda: self.set_whole(True)),
            (None, False, None),
            (self.tr("平滑（近 5 分钟）"), smooth > 1, lambda: self.set_smooth(5)),
            (self.tr("逐分钟"), smooth == 1, lambda: self.set_smooth(1)),
            (None, False, None),
            (self.tr("比轮次：这一轮和前几轮"), comparing, self.compare_rounds),
            (self.tr("数字的来源"), False, self.show_sources),
        ):
            if text is None or act is None:
                menu.addSeparator()
                continue
            action = menu.addAction(text, act)
            action.setCheckable(True)
            action.setChecked(checked)
        menu.addAction(self.tr("选商品…"), self.pick_items)
        menu.addSeparator()
        menu.addAction(self.tr("复制下面的表"), self.copy_table)
        menu.addAction(self.tr("复制曲线数据"), self.copy_curves)
        menu.addAction(self.tr("保存为图片…"), self.save_as_picture)
        return menu
