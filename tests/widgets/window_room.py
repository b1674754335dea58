"""The whole program on a workspace of its own, for tests: started, waited for, and pressed keys on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from console.main_loop import MainLoop
from console.open_show import OpenShow
from console.options import Options
from console.settings import Settings, load_settings
from console.show import events as ev
from console.show.plan import Entry
from console.store import journal
from console.workspace import Workspace
from tests.builders import Room, make_room
from widgets.application import application, first_window, for_this_run
from widgets.program import Program
from widgets.translation import install

SETTINGS = {"obs_connect": False, "operator": "小林"}
# what Qt's offscreen platform says of every window with a smallest size, and of one that is raised
QUIET = pytest.mark.qt_log_ignore("This plugin does not support (propagateSizeHints|raise)")


def seed(root: Path, then: Callable[[Room], None]) -> None:
    """Fill a workspace before the program starts on it."""
    loop = MainLoop()

    def pump(until: Callable[[], bool]) -> None:
        assert loop.run(until)

    room = make_room(root, loop.post, pump, settings=Settings(obs_connect=False))
    room.clock.advance(days=-30)  # in the past of the machine's clock, whatever day it is
    then(room)
    room.settle()
    room.close()


class Stage:
    """A running program and what a test does with it."""

    def __init__(self, qtbot: Any, root: Path) -> None:
        self.qtbot, self.root = qtbot, root
        self.program: Program = None  # type: ignore[assignment]

    def start(self, **options: Any) -> Program:
        """Start it and wait until it shows a show or the start page."""
        home = Workspace.at(self.root)
        home.prepare()
        if not home.settings_file.exists():
            home.settings_file.write_text(json.dumps(SETTINGS), encoding="utf-8")
        chosen = Options(workspace=self.root, api=False, **options)
        workspace = home.practice() if chosen.practice else home
        workspace.prepare()
        loaded = load_settings(home.settings_file)
        app = application()
        window = first_window(app, workspace, for_this_run(loaded.settings, chosen))
        window.show()
        self.program = Program(app, window, chosen, home, workspace, workspace.lock(), loaded)
        self.program.start()
        self.wait(lambda: self.program.context is not None and self.program.window.faces.currentWidget() is not None)
        self.wait(lambda: self.program.window.faces.currentWidget() is not self.program.window.opening)
        self.activate()
        return self.program

    def activate(self) -> None:
        """Asked again until it holds: the window of a program stopped just before may take it back as it goes."""

        def active() -> bool:
            self.program.window.activateWindow()
            return self.program.window.isActiveWindow()

        self.wait(active)

    def stop(self) -> None:
        self.program.close()
        self.program.window.hide()
        self.program.window.deleteLater()
        self.program.deleteLater()
        install(application(), "zh_CN")  # the next test stands on the source language
        QApplication.processEvents()

    @property
    def show(self) -> OpenShow:
        assert self.program.context is not None
        assert self.program.context.console.show is not None
        return self.program.context.console.show

    def has_show(self) -> bool:
        return self.program.context is not None and self.program.context.console.show is not None

    @property
    def on_air(self) -> str:
        entry = self.show.state.on_air
        return "" if entry is None else str(entry.entry_id)

    def wait(self, until: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(until, timeout=20_000)

    def settle(self) -> None:
        """Everything asked for is durable and told."""
        self.wait(lambda: not self.show.desk.waiting)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key wherever the focus is, and wait for what it does."""
        QTest.keyClick(self.focus, key, modifiers)
        if self.program.context is not None and self.program.context.console.show is not None:
            self.settle()

    @property
    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.program.window

    def events(self) -> list[ev.Event]:
        """The journal as it is on disk."""
        assert self.program.context is not None
        with self.program.context.console.database.connect() as connection:
            return journal.load(connection, self.show.show_id)

    def kinds(self) -> list[str]:
        return [event.kind for event in self.events()]


def answer_box(monkeypatch: pytest.MonkeyPatch, role: QMessageBox.ButtonRole) -> list[str]:
    """Answer every modal question by the button of ``role``; the texts that were asked."""
    asked: list[str] = []

    def answered(box: QMessageBox) -> int:
        asked.append(box.text())
        button = next(each for each in box.buttons() if box.buttonRole(each) is role)
        button.click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answered)
    return asked


def planned(*entries: Entry, **info: Any) -> Callable[[Room], None]:
    """Seeds a planned show of these entries."""
    from tests.builders import BUSY_INFO

    def then(room: Room) -> None:
        from dataclasses import replace

        room.open_show(entries, info=replace(BUSY_INFO, **info))

    return then


def live(*entries: Entry, **info: Any) -> Callable[[Room], None]:
    """Seeds a show that is live with its first entry on air."""
    from console.show import commands as cmd

    def then(room: Room) -> None:
        planned(*entries, **info)(room)
        room.ask(cmd.GoLive())

    return then


@pytest.fixture
def stage(qtbot: Any, tmp_path: Path) -> Iterator[Stage]:
    """A stage whose program is closed when the test is over."""
    made = Stage(qtbot, tmp_path / "workspace")
    yield made
    if made.program is not None:
        made.stop()
