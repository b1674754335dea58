"""The workbook from the window: a real child process, its progress, its end, and what stops it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.app import Console, bootstrap
from console.settings import Settings
from console.show import commands as cmd
from console.show.plan import Entry, EntryId, ShowInfo
from console.workspace import Workspace
from widgets.bridge import Bridge
from widgets.context import Context
from widgets.report_dialog import ReportDialog
from widgets.theme import Theme

LONG = 30_000


@pytest.fixture
def console(qtbot: QtBot, workspace_dir: Path) -> Iterator[Console]:
    workspace = Workspace.at(workspace_dir)
    workspace.prepare()
    made = bootstrap(workspace, Settings(), post=Bridge(QApplication.instance()).post)
    show_id, planned = made.create(
        cmd.CreateShow(info=ShowInfo(name="今晚/返场"), entries=(Entry(entry_id=EntryId("e"), name="开场"),))
    )
    qtbot.waitUntil(planned.done)
    made.open(show_id)
    yield made
    made.close()


@pytest.fixture
def dialog(console: Console, qtbot: QtBot) -> ReportDialog:
    made = ReportDialog(Context(console, Theme("dark")))
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_workbook_is_written_where_it_says_and_can_be_opened(
    dialog: ReportDialog, console: Console, qtbot: QtBot
) -> None:
    path = Path(dialog.path.text())
    assert path.parent == console.workspace.exports
    assert "/" not in path.name
    dialog.write()
    assert not dialog.write_button.isEnabled()
    qtbot.waitUntil(dialog.open_button.isVisible, timeout=LONG)
    assert load_workbook(path).sheetnames[:4] == ["场次概览", "商品明细", "讲解时间轴", "操作日志"]
    assert dialog.write_button.isEnabled()


def test_a_place_that_takes_no_file_is_told_and_can_be_changed(dialog: ReportDialog, qtbot: QtBot) -> None:
    missing = Path(dialog.path.text()).parent / "missing" / "x.xlsx"
    dialog.path.setText(str(missing))
    dialog.write()
    qtbot.waitUntil(dialog.write_button.isEnabled, timeout=LONG)
    assert "missing" in dialog.words.text()
    assert not dialog.open_button.isVisible()


def test_stopping_leaves_no_file(dialog: ReportDialog, console: Console, qtbot: QtBot) -> None:
    dialog.write()
    dialog.cancel_button.click()
    qtbot.waitUntil(dialog.write_button.isEnabled, timeout=LONG)
    assert list(console.workspace.exports.iterdir()) == []


def test_closing_the_dialog_stops_the_writing(dialog: ReportDialog, console: Console, qtbot: QtBot) -> None:
    dialog.write()
    process = dialog._process
    assert process is not None
    dialog.close()
    assert process.wait(10)
    assert list(console.workspace.exports.iterdir()) == []


def test_escape_stops_the_writing_before_it_closes_and_the_old_file_stands(
    dialog: ReportDialog, console: Console, qtbot: QtBot
) -> None:
    path = Path(dialog.path.text())
    path.write_bytes(b"of last week")
    dialog.path.setText("other")
    dialog.path.setText(str(path))
    assert dialog.old.isVisible(), "that it will be replaced is said before"
    dialog.write()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert not dialog.cancel_button.isEnabled()
    qtbot.waitUntil(dialog.write_button.isEnabled, timeout=LONG)
    assert "没有留下文件" in dialog.words.text()
    assert path.read_bytes() == b"of last week"
    assert [each.name for each in console.workspace.exports.iterdir()] == [path.name]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_name_alone_stands_among_the_exports_and_is_a_workbook(
    dialog: ReportDialog, console: Console, qtbot: QtBot
) -> None:
    dialog.path.setText("复盘 第1版")
    dialog.write()
    qtbot.waitUntil(dialog.open_button.isVisible, timeout=LONG)
    assert dialog.path.text() == str(console.workspace.exports / "复盘 第1版.xlsx")
    assert load_workbook(dialog.path.text()).sheetnames[0] == "场次概览"
    assert not dialog.old.isVisible(), "it is the one just written"


def test_no_path_is_asked_for_where_it_is_missing(dialog: ReportDialog) -> None:
    dialog.path.clear()
    dialog.write()
    assert "保存到哪里" in dialog.words.text()
    assert dialog.path.property("wrong")
    assert dialog.write_button.isEnabled()
