"""What the window is asked for beyond the desk: dialogs, other shows, OBS. Each is made when it is wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QMessageBox, QPushButton

from console import checklist
from console.bridge import BridgeStatus
from console.desk import Receipt
from console.files import WorkspaceUnusable
from console.listeners import Notice
from console.secrets import OBS_PASSWORD, Secrets
from console.settings import Settings
from console.show import commands as cmd
from console.show.plan import ShowInfo
from console.show.state import Status
from console.store.database import StoreFailed
from console.wording import say
from widgets.file_errands import FileErrands
from widgets.keeping import apply_changes
from widgets.keys import KeyMap
from widgets.start_page import StartPage

if TYPE_CHECKING:
    from widgets.host_window import HostWindow
    from widgets.program import Program
    from widgets.settings_dialog import Outside


class Errands(QObject):
    """Runs one errand by its name; ``release`` closes what it opened."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program
        assert program.context is not None
        self.context = program.context
        self.secrets = Secrets(program.home)
        self.dialogs: dict[str, QDialog] = {}
        self.host_window: HostWindow | None = None
        self._page: StartPage | None = None
        self.files = FileErrands(program, self.context, self._show)

    def run(self, name: str) -> None:
        """Do the errand ``name``: those of actions and menu lines."""
        own = getattr(self, f"_do_{name}", None)
        if own is None:
            self.files.run(name)
        else:
            own()

    def take_files(self, paths: Sequence[str]) -> None:
        """Files dropped on the window."""
        self.files.take_files(paths)

    def release(self) -> None:
        """Close what was opened."""
        for dialog in tuple(self.dialogs.values()):
            dialog.close()
        if self.host_window is not None:
            self.host_window.release()
            self.host_window.close()
            self.host_window.deleteLater()
            self.host_window = None
        if self._page is not None:
            self._page.release()
            self._page = None
        self.files.release()

    # -- the run --------------------------------------------------------------------------------------

    def _do_go_live(self) -> None:
        show = self.context.console.show
        if show is None:
            self.context.ask(cmd.GoLive())
            return
        red = self.context.console.readiness.red(show)
        doubts = checklist.doubts(show.state, show.clock.now())
        if not (red or doubts) or show.state.status not in (Status.PLANNED, Status.REHEARSING):
            self._go_live(cmd.GoLive())
            return
        from widgets.go_live_dialog import GoLiveDialog

        self._show(
            "go_live",
            lambda: GoLiveDialog(
                red,
                self.context.console.settings.lang,
                lambda reason: self._go_live(cmd.GoLive(red=red, override=reason or None)),
                self._program.window,
                doubts=doubts,
                whole=lambda: self.run("checklist"),
            ),
        )

    def _do_checklist(self) -> None:
        from widgets.checklist_dialog import ChecklistDialog

        self._show("checklist", lambda: ChecklistDialog(self.context, self.run, self._program.window))

    def _go_live(self, command: cmd.GoLive) -> None:
        asked = self.context.ask(command)
        self._then(asked, Notice(code="went_live"))
        show = self.context.console.show
        named = self.context.console.settings.operator.strip()
        if not named and show is not None and not show.state.info.practice:
            self._then(
                asked, Notice(code="operator_unknown", level="warning")
            )  # a start on the second waits for no name

    def _do_operator(self) -> None:
        from widgets.roster_operator import OperatorDialog

        self._show("operator", lambda: OperatorDialog(self.context, self._program.window))

    def _do_end_show(self) -> None:
        show = self.context.console.show
        if show is not None and show.state.status in (Status.LIVE, Status.PAUSED):
            box = QMessageBox(self._program.window)
            box.setObjectName("end_box")
            box.setIcon(QMessageBox.Icon.Warning)
            box.setText(self.tr("下播“{name}”？").format(name=show.state.info.name))
            box.setInformativeText(self.tr("下播后不能撤销，这一场不能再接着播。记录、订单和数据都会保留。"))
            end = QPushButton(self.tr("下播"))
            end.setProperty("danger", True)
            box.addButton(end, QMessageBox.ButtonRole.DestructiveRole)
            stay = box.addButton(self.tr("接着播"), QMessageBox.ButtonRole.RejectRole)
            box.setDefaultButton(stay)
            box.exec()
            if box.clickedButton() is not end:
                return
            self._then(self.context.ask(cmd.EndShow()), Notice(code="show_ended"))
            return
        self.context.ask(cmd.EndShow())

    def _then(self, future: Future[Receipt] | None, notice: Notice) -> None:
        def told(done: Future[Receipt]) -> None:
            if done.exception() is None:
                self.context.tell(notice)

        if future is not None:
            future.add_done_callback(told)

    # -- shows ----------------------------------------------------------------------------------------

    def start_page(self) -> StartPage:
        """A new start page, wired."""
        if self._page is not None:
            self._page.release()
        program = self._program
        keys = KeyMap(program.settings.keys)
        page = StartPage(self.context, practice=program.workspace.is_practice, import_key=keys.shown("import_plan"))
        page.practice_asked.connect(program.open_practice)
        page.leave_practice_asked.connect(program.leave_practice)
        page.import_asked.connect(lambda: self.run("import_plan"))
        page.empty_asked.connect(self._do_new_show)
        page.show_chosen.connect(self.open_show)
        page.obs_asked.connect(self._do_obs)
        self._page = page
        return page

    def open_show(self, show_id: str) -> None:
        """Open a show of the list; what cannot be read is told and the page stays."""
        from console.open_show import NoSuchShow
        from console.show.events import UnknownEvent

        open_now = self.context.console.show
        if open_now is not None and open_now.show_id == show_id:
            self._program.window.show_docks()
            return
        if open_now is not None and open_now.state.running and not self._program.may_leave():
            return
        try:
            self._program.open_show(show_id)
        except NoSuchShow:
            self.context.tell(Notice(code="show_missing", level="error", data={"show_id": show_id}))
        except (StoreFailed, UnknownEvent) as failed:
            data = {"name": show_id, "detail": str(failed)}
            self.context.tell(Notice(code="show_unreadable", level="error", data=data))

    def _do_start_page(self) -> None:
        self._program.show_start_page()

    def _do_new_show(self) -> None:
        from widgets.show_dialog import ShowDialog

        def take(info: ShowInfo) -> None:
            show_id, created = self.context.console.create(cmd.CreateShow(info=info))

            def done(future: Future[Receipt]) -> None:
                error = future.exception()
                if error is None:
                    self.open_show(show_id)
                elif isinstance(error, StoreFailed):
                    data = {"code": error.code, "detail": error.detail, "kinds": ["show_created"]}
                    self.context.tell(Notice(code="not_written", level="error", data=data))
                else:
                    raise error

            created.add_done_callback(done)

        now = self.context.console.clock.now()
        blank = ShowInfo(name="", practice=self._program.workspace.is_practice)
        self._show("new_show", lambda: ShowDialog(blank, take, new=True, now=now, parent=self._program.window))

    def _do_show_fields(self) -> None:
        from widgets.show_dialog import ShowDialog

        show = self.context.console.show
        if show is None:
            self.context.tell(Notice(code="no_show", level="warning"))
            return

        def take(info: ShowInfo) -> None:
            self.context.ask(cmd.EditInfo(info=info), quiet=("nothing_changed",))

        info, now = show.state.info, show.clock.now()
        self._show("show_fields", lambda: ShowDialog(info, take, now=now, parent=self._program.window))

    # -- people ---------------------------------------------------------------------------------------

    def _do_roster(self) -> None:
        from widgets.roster_window import RosterDialog

        self._show("roster", lambda: RosterDialog(self.context, self._program.window))

    def _do_host_change(self) -> None:
        from widgets.roster_host import HostDialog

        show = self.context.console.show
        if show is None or not show.state.running:
            code = "no_show" if show is None else "refused.not_live"
            data = {} if show is None else {"status": show.state.status.value}
            self.context.tell(Notice(code=code, level="warning", data=data))
            return
        self._show("host_change", lambda: HostDialog(self.context, self._program.window))

    # -- the stock that rooms share -------------------------------------------------------------------

    def _do_company(self) -> None:
        from widgets.company_window import CompanyDialog

        self._show("company", lambda: CompanyDialog(self.context, self._program.window))

    # -- OBS and the host -----------------------------------------------------------------------------

    def connect_obs(self) -> None:
        """To the OBS of the command line, else of the settings. Practice leaves a real room's OBS alone until asked."""
        venue, options, settings = self.context.venue, self._program.options, self._program.settings
        if venue is None:
            return
        if options.obs is not None:
            venue.connect(options.obs, options.obs_password or "")
        elif settings.obs_connect and not self._program.workspace.is_practice:
            password = options.obs_password or self.secrets.get(OBS_PASSWORD) or ""
            venue.connect(f"{settings.obs_host}:{settings.obs_port}", password)

    def _do_obs(self) -> None:
        from widgets.connection_dialog import ConnectionDialog

        self._show(
            "obs",
            lambda: ConnectionDialog(
                self.context, self._program.window, secrets=self.secrets, save=self._program.keep_settings
            ),
        )

    def _do_cues(self) -> None:
        if self.context.console.show is None:
            self.context.tell(Notice(code="no_show", level="warning"))
            return
        from widgets.cues_dialog import the_cues_dialog

        self._show("cues", lambda: the_cues_dialog(self.context, self._program.window))

    def _do_host_window(self) -> None:
        """Open the host's window, on another monitor when there is one; again brings it to the front."""
        from widgets.host_window import HostWindow

        first = self.host_window is None
        if self.host_window is None:
            self.host_window = HostWindow(self.context)
        self.host_window.show()
        here = self._program.window.screen()
        other = next((screen for screen in QGuiApplication.screens() if screen is not here), None)
        if first and other is not None and self.host_window.screen() is here:
            self.host_window.fill_screen(other)
        self.host_window.raise_()

    # -- the window itself ----------------------------------------------------------------------------

    def _do_settings(self) -> None:
        from widgets.settings_dialog import Outside, SettingsDialog

        program = self._program
        code, data = self.secrets.notice()
        note = say(program.settings.lang, code, **data)
        self._show(
            "settings",
            lambda: SettingsDialog(
                program.saved,
                self._take_settings,
                current=lambda: program.saved,
                password_note=note,
                outside=self._outside(Outside),
                parent=program.window,
            ),
        )

    def _outside(self, outside: type[Outside]) -> Outside:
        """What is known of the ways in, asked anew while the dialog is open."""
        program = self._program
        server = program.server
        return outside(
            context=self.context,
            secrets=self.secrets,
            bridge=lambda: BridgeStatus() if program.barrage is None else program.barrage.status,
            pushes=lambda: {} if program.server is None else program.server.remote.pushes(),
            address="" if server is None else server.address,
        )

    def _do_bridge_settings(self) -> None:
        self._do_settings()
        dialog: Any = self.dialogs["settings"]
        dialog.show_bridge()

    def _take_settings(self, settings: Settings) -> str:
        program, before = self._program, self._program.saved
        try:
            program.keep_settings(settings)
        except WorkspaceUnusable as unusable:
            return say(program.settings.lang, unusable.code, **unusable.data)
        apply_changes(program, before)
        later = {
            "lang": self.tr("语言"),
            "api_port": self.tr("本地接口"),
            "api_lan": self.tr("局域网访问"),
        }
        names = [name for field, name in later.items() if getattr(before, field) != getattr(settings, field)]
        if names:
            self.context.tell(Notice(code="settings_later", data={"names": names}))
        else:
            self.context.tell(Notice(code="settings_saved"))
        return ""

    def _do_cheat_sheet(self) -> None:
        from widgets.cheat_sheet import CheatSheet

        window = self._program.window
        open_now = window.findChild(CheatSheet)
        if open_now is not None:
            open_now.close()
            return
        sheet = CheatSheet(window.theme, self._program.controls.keys, window)
        sheet.show()
        sheet.raise_()
        sheet.setFocus()

    def _do_quit(self) -> None:
        self._program.window.close()

    def _do_reset_layout(self) -> None:
        if self._program.furniture is not None:
            self._program.furniture.reset_layout()

    def _do_open_logs(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._program.workspace.logs)))

    def _do_open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._program.workspace.root)))

    def _do_about(self) -> None:
        from console.verbs import version

        box = QMessageBox(self._program.window)
        box.setWindowTitle(self.tr("关于中控"))
        box.setText(self.tr("中控 {version}").format(version=version()))
        box.setInformativeText(
            self.tr("直播间场控台。自由软件，许可证 GPL-3.0-only。数据保存在：{path}").format(
                path=self._program.workspace.root
            )
        )
        box.setModal(False)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.show()

    def _show(self, name: str, make: Callable[[], Any]) -> None:
        """Open a dialog, or bring the one of that name to the front."""
        dialog = self.dialogs.get(name)
        if dialog is None:
            made: QDialog = make()
            made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            made.destroyed.connect(lambda: self.dialogs.pop(name, None))
            dialog = self.dialogs[name] = made
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
