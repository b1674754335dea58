"""A window's context with one planned show, for tests of what comes in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from console.app import Console, bootstrap
from console.listeners import Notice
from console.settings import Settings
from console.show import commands as cmd
from console.show.plan import Entry, EntryId, ProductId, ShowInfo
from console.workspace import Workspace
from widgets.bridge import Bridge
from widgets.context import Context
from widgets.ingest import CameIn
from widgets.theme import Theme

GOODS = "3712345678901234567"
Dialog = TypeVar("Dialog", bound=QDialog)


class Desk:
    """A window's context with one planned show, and the notices it told."""

    def __init__(self, console: Console, qtbot: QtBot) -> None:
        self.console = console
        self.context = Context(console, Theme("dark"))
        self.told: list[Notice] = []
        console.listeners.subscribe(Notice, self.told.append)
        self.came: list[CameIn] = []
        console.listeners.subscribe(CameIn, self.came.append)
        self.qtbot = qtbot
        self.window = QWidget()
        qtbot.addWidget(self.window)

    def open_show(self) -> None:
        entry = Entry(entry_id=EntryId("e"), name="桂花糕", product_id=ProductId(GOODS), stock=50)
        show_id, planned = self.console.create(cmd.CreateShow(info=ShowInfo(name="show"), entries=(entry,)))
        self.qtbot.waitUntil(planned.done)
        self.console.open(show_id)

    def codes(self) -> list[str]:
        return [notice.code for notice in self.told]

    def wait_for(self, code: str) -> Notice:
        self.qtbot.waitUntil(lambda: code in self.codes(), timeout=10_000)
        return next(notice for notice in self.told if notice.code == code)

    def wait_for_dialog(self, kind: type[Dialog]) -> Dialog:
        """The dialog of this kind, once it is open."""
        self.qtbot.waitUntil(lambda: bool(self.window.findChildren(kind)), timeout=10_000)
        return self.window.findChildren(kind)[-1]


@pytest.fixture
def desk(qtbot: QtBot, workspace_dir: Path) -> Iterator[Desk]:
    workspace = Workspace.at(workspace_dir)
    workspace.prepare()
    console = bootstrap(workspace, Settings(), post=Bridge(QApplication.instance()).post)
    yield Desk(console, qtbot)
    console.close()
