"""The running program: brings the parts together behind the painted window, and lets them go."""

from __future__ import annotations

import gc
import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from console.files import WorkspaceUnusable
from console.listeners import Notice
from console.options import Options
from console.settings import LoadedSettings, Settings, save_settings
from console.wording import say
from console.workspace import ConsoleLock, ConsoleRuns, Workspace
from widgets.application import for_this_run, layout_of
from widgets.bridge import Bridge
from widgets.bring_up import Brought, NotBrought, bring_up
from widgets.controls import Controls
from widgets.error_dialog import ErrorDialog
from widgets.keeping import keep_changes
from widgets.key_filter import KeyFilter
from widgets.keys import KeyMap
from widgets.leave_box import sure_to_leave
from widgets.menus import Menus
from widgets.plan_search import pinyin_is_loaded
from widgets.strip import Help
from widgets.strip_offers import offer_help
from widgets.style import dress
from widgets.theme import Theme
from widgets.window import Window

if TYPE_CHECKING:
    from console.app import ShowClosed, ShowOpened
    from console.bridge import Bridge as Barrage
    from console.local_server import LocalServer
    from console.logs import Logs
    from console.open_show import Loaded
    from widgets.context import Context
    from widgets.errands import Errands
    from widgets.furniture import Furniture
    from widgets.practice_room import PracticeRoom

SUMMONS_MS = 500
WAVES_MS = 1000
SETTLED_MS = 3000  # after a show was opened its docks and charts stand

log = logging.getLogger(__name__)


class Program(QObject):
    """Brings the parts together and lets them go. Window's thread only, but ``on_uncaught``."""

    def __init__(
        self,
        app: QApplication,
        window: Window,
        options: Options,
        home: Workspace,
        workspace: Workspace,
        lock: ConsoleLock,
        loaded: LoadedSettings,
        logs: Logs | None = None,
    ) -> None:
        super().__init__()
        self.app, self.options, self.home = app, options, home
        self.workspace, self.saved = workspace, loaded.settings
        self._lock: ConsoleLock | None = lock
        self._logs = logs
        self._first_notices = loaded.notices
        self.context: Context | None = None
        self.furniture: Furniture | None = None
        self.errands: Errands | None = None
        self.barrage: Barrage | None = None
        self.server: LocalServer | None = None
        self._practice: PracticeRoom | None = None
        self._closed = False
        self._generation = 0  # of what is being brought up; an older answer is thrown away
        self.theme = window.theme
        self.bridge = Bridge(self)
        self.window = window
        self.window.complete(self.settings.lang)
        self.window.set_show("", practice=workspace.is_practice)
        self.layout_file = layout_of(workspace)
        self.controls = Controls(self.window, KeyMap(self.settings.keys))
        self._filter = KeyFilter(app)
        self._error_dialog = ErrorDialog(str(workspace.log_file), self.window)
        self.menus = Menus(self.window.menus, self.controls, self.window.room, self._on_asked)
        self.window.menus.setFixedWidth(self.window.menus.sizeHint().width())
        self._summons = QTimer(self)
        self._waves = QTimer(self)  # what waits for a time of day goes on sale by it
        self._connect()

    @property
    def settings(self) -> Settings:
        """What was saved, with what the command line says for this run over it."""
        return for_this_run(self.saved, self.options)

    def _connect(self) -> None:
        window = self.window
        window.close_asked.connect(self._on_close)
        window.files_dropped.connect(lambda files: self._on_errand("take_files", files))
        window.header.obs_clicked.connect(lambda: self._on_asked("obs"))
        window.header.feed_clicked.connect(lambda: self._on_asked("import_orders"))
        window.header.shared_clicked.connect(lambda: self._on_asked("company"))
        window.header.stock_clicked.connect(lambda: self.controls.actions["focus_run_order"].trigger())
        window.practice_band.leave_asked.connect(self.leave_practice)
        self.controls.asked.connect(self._on_asked)
        self._summons.setInterval(SUMMONS_MS)
        self._summons.timeout.connect(self._look_for_summons)
        self._waves.setInterval(WAVES_MS)
        self._waves.timeout.connect(self._look_at_waves)
        offer_help(window.strip, self._on_asked, self.controls)

    # -- coming up ----------------------------------------------------------------------------------

    def start(self) -> None:
        """Open the workspace; the window is painted and answers meanwhile."""
        for notice in self._first_notices:
            self.tell(Notice(code=notice.code, level="warning", data=dict(notice.data)))
        self._summons.start()
        self._waves.start()
        self.bring_up(self.options.show)

    def bring_up(self, show_id: str | None = None) -> None:
        """Open the workspace on a thread; ``show_id`` None: the show that is live, if any."""
        words = self.tr("正在准备练习场次…") if self.workspace.is_practice else self.tr("正在打开…")
        self.window.show_opening(words)
        self._generation += 1
        generation = self._generation
        bring_up(
            self.workspace,
            self.settings,
            self.bridge.post,
            lambda result: self._on_brought(result, generation),
            show_id=show_id,
        )

    def _on_brought(self, result: Brought | NotBrought, generation: int) -> None:
        if generation != self._generation or self._closed:
            if isinstance(result, Brought):
                result.console.close()
            return
        if isinstance(result, NotBrought):
            self.window.show_opening(say(self.settings.lang, result.code, **result.data))
            if result.error is not None:
                self._error_dialog.tell(result.error)
            again = Help(self.tr("重试"), self.bring_up)
            self.tell(Notice(code=result.code, level="error", data=result.data), again)
            return
        from console.app import ShowClosed, ShowOpened
        from console.bridge import Bridge as Barrage
        from console.venue import Venue
        from widgets.context import Context
        from widgets.errands import Errands
        from widgets.furniture import Furniture

        console = result.console
        venue = Venue(console.listeners, self.bridge.post, actor=lambda: console.actor)
        self.context = Context(console, self.theme, venue)
        self.context.keeper = partial(keep_changes, self)
        console.listeners.subscribe(Notice, self.tell)
        console.listeners.subscribe(ShowOpened, self._on_opened)
        console.listeners.subscribe(ShowClosed, self._on_show_closed)
        self.barrage = barrage = Barrage(console)
        console.readiness.venue, console.readiness.bridge = venue, lambda: barrage.status
        self.errands = Errands(self)
        self.furniture = Furniture(self)
        for notice in result.notices:
            self.tell(notice)
        if result.show_id is None:
            self.show_start_page()
        else:
            self.open_show(result.show_id, result.loaded)
        self.window.header.bind(self.context)
        QTimer.singleShot(0, self._bring_up_the_outside)

    def open_show(self, show_id: str, loaded: Loaded | None = None) -> None:
        """Open a show of this workspace and show its docks."""
        assert self.context is not None
        self.context.console.open(show_id, loaded)

    def _on_opened(self, told: ShowOpened) -> None:
        assert self.context is not None
        assert self.furniture is not None
        info = told.show.state.info
        if self.context.venue is not None:
            self.context.venue.bind(told.show)
        self.window.set_show(info.name, practice=info.practice or self.workspace.is_practice)
        self._send_audience_home()
        if self.workspace.is_practice and told.show.state.running:
            from widgets.practice_room import PracticeRoom

            self._practice = PracticeRoom(self.context.console, self.window.practice_band, parent=self)
        self.furniture.move_in()
        self.window.show_docks()
        self.controls.focus("run_order")
        # a search for cycles through everything the window is made of holds it up for a fifth of a second, now and then
        QTimer.singleShot(SETTLED_MS, self, gc.freeze)

    def _send_audience_home(self) -> None:
        if self._practice is not None:
            self._practice.release()
            self._practice = None

    def _on_show_closed(self, _told: ShowClosed) -> None:
        gc.unfreeze()
        self._send_audience_home()
        if self.context is not None and self.context.venue is not None:
            self.context.venue.bind(None)
        self.window.set_show("", practice=self.workspace.is_practice)

    def _bring_up_the_outside(self) -> None:
        """OBS, the bridge and the local server: last, because nobody waits for them."""
        if self.context is None or self._lock is None:
            return
        assert self.errands is not None
        self.errands.connect_obs()
        self.errands.files.watch_folder()
        if self.barrage is not None:
            self.barrage.follow(self.settings)
        self.context.console.shared.follow(self.settings)
        if self.options.api:
            self._serve(self._lock)
        pinyin_is_loaded()  # begins to load it, so that the first search need not

    def _serve(self, lock: ConsoleLock) -> None:
        # the web framework is not wanted before the window is usable
        from console.local_server import CannotListen, start_server

        assert self.context is not None
        console, port = self.context.console, self.options.api_port
        try:
            self.server = start_server(console, venue=self.context.venue, lock=lock, port=port)
        except CannotListen as error:
            self.tell(Notice(code=f"api.{error.code}", level="error", data=dict(error.data)))
        except WorkspaceUnusable as unusable:
            self.tell(Notice(code=unusable.code, level="error", data=dict(unusable.data)))
        else:
            print(self.server.address, flush=True)

    def show_start_page(self) -> None:
        """The start page, with the shows of this workspace."""
        assert self.errands is not None
        self.window.show_start(self.errands.start_page())

    # -- another workspace --------------------------------------------------------------------------

    def open_practice(self) -> None:
        """Open the practice room in this window, its own file and all."""
        self.move_to(self.home.practice())

    def leave_practice(self) -> None:
        """Back to the real shows."""
        self.move_to(self.home)

    def move_to(self, workspace: Workspace, show_id: str | None = None) -> None:
        """Close what is open here and bring up another workspace."""
        if workspace.root == self.workspace.root and self.context is not None:
            self.show_start_page()
            return
        try:
            workspace.prepare()
            lock = workspace.lock()
            self._move_logs(workspace, lock)
        except ConsoleRuns as runs:
            workspace.summon()
            self.tell(Notice(code=runs.code, level="warning", data=dict(runs.data)))
            return
        except WorkspaceUnusable as unusable:
            self.tell(Notice(code=unusable.code, level="error", data=dict(unusable.data)))
            return
        self._let_go()
        if self._lock is not None:
            self._lock.release()
        self.workspace, self._lock = workspace, lock
        self.layout_file = layout_of(workspace)
        self.window.set_show("", practice=workspace.is_practice)
        self.bring_up(show_id)

    def _move_logs(self, workspace: Workspace, lock: ConsoleLock) -> None:
        """Log there from now on: another console may log here once the lock of this workspace is free."""
        try:
            if self._logs is not None:
                self._logs.move(workspace.log_file)
        except WorkspaceUnusable:
            lock.release()
            raise
        self._error_dialog.log_file = str(workspace.log_file)

    # -- asked ----------------------------------------------------------------------------------------

    def _on_asked(self, name: str) -> None:
        self._on_errand("run", name)

    def _on_errand(self, method: str, argument: object) -> None:
        if self.errands is not None:
            getattr(self.errands, method)(argument)
        elif argument == "quit":
            self.window.close()

    def tell(self, notice: Notice, help_: Help | None = None) -> None:
        """Show a strip."""
        self.window.strip.tell(notice, help_)

    def on_uncaught(self, error: BaseException) -> None:
        """Any thread: a bug, already in the log."""
        self.bridge.post(lambda: self._error_dialog.tell(error))

    def set_theme(self, name: str) -> None:
        """Another theme, at once: what holds its colours is made anew."""
        self.theme = Theme(name)
        dress(self.app, self.theme)
        self.window.set_theme(self.theme)
        if self.context is not None:
            self.context.theme = self.theme
        if self.furniture is not None:
            self.furniture.renew()

    def keep_settings(self, settings: Settings) -> None:
        """Save ``settings`` and use them. Raises WorkspaceUnusable, and the old ones stand."""
        save_settings(self.home.settings_file, settings)
        self.saved = settings
        if self.context is not None:
            self.context.console.settings = self.settings

    def _look_at_waves(self) -> None:
        if self.context is not None:
            self.context.console.waves.look()

    def _look_for_summons(self) -> None:
        if self._lock is not None and self._lock.summoned():
            self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
            self.window.show()
            self.window.raise_()
            self.window.activateWindow()

    # -- going ------------------------------------------------------------------------------------------

    def _on_close(self, event: QCloseEvent) -> None:
        if not self.may_leave():
            event.ignore()
            return
        event.accept()
        self.close()
        self.app.quit()

    def may_leave(self) -> bool:
        """Ask when a real show is live: it goes on in the journal, but nobody runs it meanwhile."""
        show = None if self.context is None else self.context.console.show
        if show is None or not show.state.running or show.state.info.practice or self._closed:
            return True
        return sure_to_leave(self.window, show.state.info.name)

    def _let_go(self) -> None:
        """Close the console that is open, keep the window."""
        self._generation += 1
        self.save_layout()
        if self.barrage is not None:
            self.barrage.stop()
        self.window.header.release()
        self.controls.release()
        if self.furniture is not None:
            self.furniture.move_out()
        if self.errands is not None:
            self.errands.release()
        if self.server is not None:
            self.server.close()
        context, self.context = self.context, None
        self.furniture, self.errands, self.server, self.barrage = None, None, None, None
        if context is not None:
            if context.venue is not None:
                context.venue.close()
            context.console.close()

    def save_layout(self) -> None:
        if not self.window.save(self.layout_file):
            log.warning("the layout could not be written: %s", self.layout_file.fileName())

    def close(self) -> None:
        """Write what is waiting, let go of everything; calling it again does nothing."""
        if self._closed:
            return
        self._closed = True
        self._summons.stop()
        self._waves.stop()
        self._let_go()
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        self._error_dialog.close()
        self.app.removeEventFilter(self._filter)
