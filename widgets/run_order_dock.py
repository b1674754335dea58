"""The run order's dock: follows the open show, finds, and turns what hands do into what the desk is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from console.app import ShowClosed, ShowOpened
from console.listeners import Applied, FiguresChanged, Notice, StockChanged
from console.open_show import OpenShow
from console.show.plan import EntryId, warnings
from widgets.context import Context
from widgets.frame import Coalescer
from widgets.keys import KeyMap
from widgets.plan_search import best, find
from widgets.run_order_actions import RunOrderActions
from widgets.run_order_bar import FindTools, PlanBar
from widgets.run_order_empty import EmptyRunOrder
from widgets.run_order_menu import RunOrderMenus
from widgets.run_order_model import RunOrderModel
from widgets.run_order_rows import Col
from widgets.run_order_tips import RunOrderTips
from widgets.run_order_view import RunOrderView
from widgets.sentences import Sentences

TICK_MS = 250
COLUMNS_KEY = "run_order/columns"
PROJECT_EVERY = timedelta(seconds=2)


class RunOrderDock(QWidget):
    """``title_tools`` is for the title bar of the frame it stands in. Files to open or save are the window's to ask."""

    import_requested = Signal()
    export_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._build()
        self._lay_out()
        self._connect()
        kept = self._layout_file().value(COLUMNS_KEY)
        if isinstance(kept, str):
            self.view.restore_layout(kept)
        self._bind(context.console.show)

    def _build(self) -> None:
        context, theme = self._context, self._context.theme
        settings = context.console.settings
        self._show: OpenShow | None = None
        self._projected_at = context.console.clock.now()
        self._products: set[str] = set()
        self._all_products = False
        self._warned_at = -1
        self.keys = KeyMap(settings.keys)
        self.actions_ = RunOrderActions(context, lambda: self.view.selected_ids(), self)
        self.model = RunOrderModel(
            lang=settings.lang,
            low=lambda: context.console.settings.low_stock,
            stale_after=lambda: context.console.settings.stale_after,
            change=self.actions_.change,
            parent=self,
        )
        self.view = RunOrderView(theme, self.model, self.scene_names)
        self.tips = RunOrderTips(settings.lang, self)
        self.bar = PlanBar(theme, Sentences(settings.lang, self), self.keys.shown("undo"), self.keys.shown("redo"))
        self.title_tools = FindTools(theme, self.keys.shown("find"))
        self.empty = EmptyRunOrder(theme)
        self.menus = RunOrderMenus(self)
        self._pages = QStackedWidget()
        self._refreshing = Coalescer(self._refresh, self)
        self._counting = Coalescer(self._recount, self)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)

    def _lay_out(self) -> None:
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._pages, 1)
        self.setMinimumWidth(380)
        self.setFocusProxy(self.view)
        self.setAcceptDrops(False)

    def _connect(self) -> None:
        listeners = self._context.console.listeners
        self._unsubscribe: list[Callable[[], None]] = [
            listeners.subscribe(ShowOpened, lambda told: self._bind(told.show)),
            listeners.subscribe(ShowClosed, lambda told: self._bind(None)),
            listeners.subscribe(Applied, lambda told: self._refreshing.ask()),
            listeners.subscribe(FiguresChanged, self._on_figures),
            listeners.subscribe(StockChanged, self._on_stock),
        ]
        self._timer.timeout.connect(self._tick)
        view, actions = self.view, self.actions_
        view.rows_moved.connect(lambda ids, before: actions.move(ids, before))
        view.files_dropped.connect(self.import_files)
        view.acted.connect(self._on_key)
        view.menu_asked.connect(self._on_menu)
        view.horizontalHeader().customContextMenuRequested.connect(self._on_header_menu)
        actions.inserted.connect(self._on_inserted)
        self.bar.undo_asked.connect(actions.undo)
        self.bar.redo_asked.connect(actions.redo)
        self.bar.warnings_asked.connect(self.next_warning)
        tools = self.title_tools
        tools.line.textChanged.connect(self._on_find)
        tools.line.jumped.connect(self._on_jump)
        tools.line.left.connect(lambda: view.setFocus(Qt.FocusReason.OtherFocusReason))
        tools.more.clicked.connect(self._on_more)
        self.empty.import_asked.connect(self.import_requested)
        self.empty.row_asked.connect(self.insert_entry)
        self.empty.template_asked.connect(self.save_template)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.title_tools.fit(self.width())

    def release(self) -> None:
        """End what it listens to; columns stay as they are for the next time."""
        self._layout_file().setValue(COLUMNS_KEY, self.view.layout_text())
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._unsubscribe.clear()
        self._timer.stop()

    def _layout_file(self) -> QSettings:
        return QSettings(str(self._context.console.workspace.window_file), QSettings.Format.IniFormat)

    # -- following the show -------------------------------------------------------------------------

    def _bind(self, show: OpenShow | None) -> None:
        self._show = show
        self._products.clear()
        self._all_products = False
        self.title_tools.line.clear()
        self.model.bind(show)
        self.view.following = True
        self._show_bar()
        self._choose_page()
        if show is None:
            self._timer.stop()
        else:
            self._timer.start()
            self.view.centre()

    def _refresh(self) -> None:
        if self._show is None:
            return
        was = self.model.on_air_place()
        count = len(self.model.rows)
        self.model.refresh()
        if self.model.on_air_place() != was or len(self.model.rows) != count:
            self.view.centre()
        self._choose_page()
        self._show_bar()
        if self.title_tools.line.text():
            self._on_find(self.title_tools.line.text())

    def _show_bar(self) -> None:
        state = self.model.state
        if state is None:
            self.bar.show_state(None, 0, [])
            return
        whole = [
            self.tips.remark(remark) for remark in warnings(state.plan, state.core.skipped) if remark.entry_id is None
        ]
        rows = self.model.remarks()
        groups = self.tips.summary(self.model.rows[place] for place in rows)
        self.bar.show_state(state, len(rows), whole, groups)

    def _choose_page(self) -> None:
        empty = not self.model.rows
        self.empty.tell(show_open=self._show is not None)
        page: QWidget = self.empty if empty else self.view
        if self._pages.currentWidget() is not page:
            self._pages.setCurrentWidget(page)

    def _on_figures(self, told: FiguresChanged) -> None:
        self._all_products |= told.everything
        self._products |= told.products
        self._counting.ask()

    def _on_stock(self, told: StockChanged) -> None:
        self._products |= told.products
        self._counting.ask()

    def _recount(self) -> None:
        products, self._products = self._products, set()
        everything, self._all_products = self._all_products, False
        self.model.mark_figures(None if everything else products)

    def _tick(self) -> None:
        if self._show is None or not self.isVisible():
            return
        now = self._context.console.clock.now()
        self.model.tick(now)
        if now - self._projected_at >= PROJECT_EVERY:
            self._projected_at = now
            self.model.project(now)

    # -- finding ------------------------------------------------------------------------------------

    def take_focus_find(self) -> None:
        """Go to the find line."""
        self.title_tools.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.title_tools.line.selectAll()

    def _on_find(self, text: str) -> None:
        if not text.strip():
            self.title_tools.tell_count(None, 0)
            self.view.filter(None)
            return
        found = find((row.entry for row in self.model.rows), text)
        self.title_tools.tell_count(len(found), len(self.model.rows))
        self.view.filter(found)
        first = best((row.entry for row in self.model.rows), text)
        if first is not None and not set(self.view.selected_ids()) & set(found):
            self.view.choose([first], show=False)

    def _on_jump(self) -> None:
        """Enter: all rows again, and the one that was found."""
        text = self.title_tools.line.text()
        found = find((row.entry for row in self.model.rows), text)
        first = best((row.entry for row in self.model.rows), text)
        chosen = [entry_id for entry_id in self.view.selected_ids() if entry_id in found]
        if first is None:
            return
        self.title_tools.line.clear()
        self.view.choose(chosen[:1] or [first])
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_warning(self) -> None:
        """To the next row with a remark, from the top again after the last."""
        places = self.model.remarks()
        if not places:
            return
        place = next((p for p in places if p > self._warned_at), places[0])
        self._warned_at = place
        self.title_tools.line.clear()
        self.view.choose([self.model.rows[place].entry_id])

    # -- what keys and menus ask --------------------------------------------------------------------

    def skip_next(self) -> None:
        self.actions_.skip_next()

    def delete_selected(self) -> None:
        ids = self._chosen()
        if ids:
            self.actions_.remove(ids)

    def insert_entry(self) -> None:
        """A new row before the first chosen one; with none chosen as the next, before the show as the last."""
        ids, state = self.view.selected_ids(), self.model.state
        before: EntryId | None = ids[0] if ids else None
        if before is None and state is not None and state.core.round is not None:
            coming = state.next_entry()
            before = None if coming is None else coming.entry_id
        self.actions_.insert(before)

    def insert_after(self) -> None:
        """A new row behind the last chosen one."""
        ids, state = self.view.selected_ids(), self.model.state
        if state is None or not ids:
            self.insert_entry()
            return
        at = state.plan.index(ids[-1]) + 1
        self.actions_.insert(state.plan.order[at] if at < len(state.plan.order) else None)

    def duplicate_selected(self) -> None:
        ids = self._chosen()
        if ids:
            self.actions_.duplicate(ids)

    def go_to_selected(self) -> None:
        ids = self._chosen()
        if ids:
            self.actions_.go_to(ids[0])

    def edit_selected(self) -> None:
        """Everything of the chosen entry."""
        ids = self._chosen()
        if ids:
            from widgets.entry_editor import EntryEditor

            EntryEditor(self._context, ids[0], self.scene_names(), self.window()).show()

    def set_locked(self, locked: bool) -> None:
        """While locked nothing of the plan can be changed here; the run goes on."""
        self.model.locked = locked
        self.view.setDragEnabled(not locked)

    def _chosen(self) -> list[EntryId]:
        ids = self.view.selected_ids()
        if not ids:
            self._context.tell(Notice(code="nothing_selected", level="warning"))
        return ids

    def _on_key(self, deed: str) -> None:
        ids = self.view.selected_ids()
        if self.model.locked and deed in ("duplicate", "delete", "insert", "up", "down"):
            self._context.tell(Notice(code="plan_locked", level="warning", data={"key": self.keys.shown("lock_plan")}))
            return
        match deed:
            case "copy":
                self.actions_.copy(ids)
            case "duplicate":
                self.duplicate_selected()
            case "go_to":
                self.go_to_selected()
            case "open":
                self.edit_selected()
            case "delete":
                self.delete_selected()
            case "insert":
                self.insert_entry()
            case "up" | "down":
                self.actions_.shift(ids, -1 if deed == "up" else 1)

    def _on_inserted(self, entry_id: str) -> None:
        self._refresh()
        self.title_tools.line.clear()
        self.view.choose([EntryId(entry_id)])
        if self.model.state is not None and not self.model.state.plan.entries[EntryId(entry_id)].product_id:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.view.edit_cell(EntryId(entry_id), Col.NAME)

    def _on_menu(self, at: QPoint) -> None:
        if QApplication.activePopupWidget() is None:  # some desktops make two events of one menu key
            self.menus.of_rows().popup(self.view.viewport().mapToGlobal(at))

    def _on_header_menu(self, at: QPoint) -> None:
        self.menus.of_columns().popup(self.view.horizontalHeader().mapToGlobal(at))

    def _on_more(self) -> None:
        more = self.title_tools.more
        self.menus.of_plan().popup(more.mapToGlobal(QPoint(0, more.height())))

    # -- sheets -------------------------------------------------------------------------------------

    def import_files(self, paths: list[str]) -> None:
        """Read run order sheets somebody dropped here."""
        from widgets.plan_import import import_plan_files

        import_plan_files(self._context, paths, self.window())

    def save_template(self) -> None:
        from widgets.plan_import import save_template

        save_template(self._context, self.window())

    # -- the rest -----------------------------------------------------------------------------------

    def scene_names(self) -> list[str]:
        """OBS's scenes; without OBS those the plan names."""
        venue, state = self._context.venue, self.model.state
        names = list(venue.status.scenes) if venue is not None and venue.status.connected else []
        planned = [] if state is None else [entry.scene for entry in state.plan.in_order() if entry.scene]
        return list(dict.fromkeys([*names, *planned]))
