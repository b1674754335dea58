"""The window's program. The story of a start, in order:

1. The workspace is prepared and locked; when another console holds it, that one is called to the front and we leave.
2. Settings are read (one small file), Qt starts, language and theme are set, the window is shown – and painted.
3. Only then ``widgets.program`` is imported: header, keys and menus come in, and on a thread the room's file is
   opened and the show is read – the one asked for, else the one that was live when the program last ended, however
   it ended.
4. Back on the window's thread the show is opened, the docks come in one by one, OBS is connected, and last the local
   server answers. Without a show there is the start page.

An error nobody expected goes to the log and to one dialog; it closes nothing. Closing the window while live is
asked about once; the show then goes on in the journal and is live again at the next start.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from console.files import WorkspaceUnusable
from console.logs import Logs
from console.options import Options
from console.settings import Settings, load_settings
from console.wording import say
from console.workspace import ConsoleRuns, Workspace
from widgets import translation
from widgets.style import dress
from widgets.theme import Theme
from widgets.window import Window

if TYPE_CHECKING:  # imported when the window is painted
    from widgets.program import Program

REFUSED, WORLD_FAILED = 3, 4
# how long a thread that reads or writes numbers may keep the window waiting for its turn: every call into Qt gives the
# turn away, and at Python's 5 ms the window came round half as often while orders poured in
SWITCH_S = 0.0005


def run(options: Options) -> int:
    """Open the window and stay until it is closed; answers the exit status."""
    home = Workspace.at(options.workspace)
    lang = options.lang or "zh_CN"
    workspace = home.practice() if options.practice else home
    try:
        home.prepare()
        workspace.prepare()
        loaded = load_settings(home.settings_file)
        lang = options.lang or loaded.settings.lang
        lock = workspace.lock()
    except ConsoleRuns as runs:
        workspace.summon()
        print(say(lang, runs.code, **runs.data), file=sys.stderr)
        return REFUSED
    except WorkspaceUnusable as unusable:
        print(say(lang, unusable.code, **unusable.data), file=sys.stderr)
        return WORLD_FAILED
    sys.setswitchinterval(SWITCH_S)
    with lock, Logs(workspace.log_file) as logs:
        app = application()
        window = first_window(app, workspace, for_this_run(loaded.settings, options))
        programs: list[Program] = []

        def begin() -> None:
            from widgets.program import Program

            program = Program(app, window, options, home, workspace, lock, loaded, logs)
            programs.append(program)
            logs.on_uncaught = program.on_uncaught
            program.start()

        window.painted.connect(begin, Qt.ConnectionType.QueuedConnection)
        window.show()
        end_when_told(app)
        try:
            return app.exec()
        finally:
            logs.on_uncaught = None
            for program in programs:
                program.close()


def end_when_told(app: QApplication) -> None:
    """Let the system end the program in order, and ask nobody: the session or the machine goes down.

    Python hears of a signal when it next runs, which the look for summons makes soon.
    """
    import signal  # behind the first picture

    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has not all of them
        if number is not None:
            signal.signal(number, lambda _number, _frame: QTimer.singleShot(0, lambda: app.exit(0)))


def application() -> QApplication:
    """The one QApplication."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
        app = QApplication(sys.argv[:1])
    app.setApplicationName("zhongkong")
    app.setDesktopFileName("zhongkong")
    return app


def first_window(app: QApplication, workspace: Workspace, settings: Settings) -> Window:
    """The window as it is painted first: its language, its colours and its place, and nothing in it yet."""
    translation.install(app, settings.lang)
    theme = Theme(settings.theme.value)
    dress(app, theme)
    window = Window(theme)
    window.restore(layout_of(workspace))
    return window


def layout_of(workspace: Workspace) -> QSettings:
    """How the window stands in ``workspace``: the practice room begins as the real one stands, and then has its own.

    Both may be open at once, and neither writes the other's file.
    """
    file = QSettings(str(workspace.window_file), QSettings.Format.IniFormat)
    if workspace.is_practice and not file.allKeys():
        real = QSettings(str(workspace.home().window_file), QSettings.Format.IniFormat)
        for key in real.allKeys():
            file.setValue(key, real.value(key))
    return file


def for_this_run(saved: Settings, options: Options) -> Settings:
    """The saved settings with what the command line says over them."""
    return saved if options.lang is None else replace(saved, lang=options.lang)
