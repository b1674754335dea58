"""The script of one entry: saved by key, never lost, and told of when somebody else changed it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt

from console.show import commands as cmd
from console.show.plan import EntryId
from tests.builders import make_entry
from tests.widgets.dock_room import LANGUAGES, OFFSCREEN_DIALOGS, Stage, lang, stage  # noqa: F401 - fixtures
from tests.widgets.fits import misfits
from widgets.script_dialog import ScriptDialog

# ruff: noqa: F811
pytestmark = OFFSCREEN_DIALOGS
CUP = make_entry(1, name="316L 保温杯", script="【开场】\n家人们，［举杯底］今天只做这一场。")


@pytest.fixture
def dialog(stage: Stage, qtbot: Any) -> ScriptDialog:
    stage.room.open_show([CUP, make_entry(2)])
    return opened(stage, qtbot)


def opened(stage: Stage, qtbot: Any) -> ScriptDialog:
    made = ScriptDialog(stage.context, EntryId("e1"))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def script(stage: Stage) -> str:
    return stage.room.show.state.plan.entries[EntryId("e1")].script


def test_ctrl_enter_saves(dialog: ScriptDialog, stage: Stage, qtbot: Any) -> None:
    dialog.edit.setPlainText("新的话术")
    assert dialog.measure.text().startswith("4 字")
    qtbot.keyClick(dialog.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert script(stage) == "新的话术"


def test_what_was_written_stays_when_the_show_is_closed(dialog: ScriptDialog, stage: Stage) -> None:
    dialog.edit.setPlainText("新的话术")
    stage.room.console.close_show()
    assert dialog.isVisible()
    assert dialog.edit.toPlainText() == "新的话术"
    assert "没有保存" in dialog.problem.text()
    assert not dialog.save_button.isEnabled()


def test_without_changes_it_goes_with_the_show(dialog: ScriptDialog, stage: Stage) -> None:
    stage.room.console.close_show()
    assert not dialog.isVisible()


@LANGUAGES
def test_a_change_made_elsewhere_is_told_and_nothing_is_cut(stage: Stage, qtbot: Any, lang: str) -> None:
    stage.room.open_show([CUP, make_entry(2)])
    dialog = opened(stage, qtbot)
    assert not dialog.problem.isVisible()
    dialog.edit.setPlainText("这里的")
    stage.room.ask(cmd.Edit(entries=(replace(CUP, script="别处的"),)))
    assert dialog.problem.isVisible()
    assert dialog.save_button.isEnabled()
    assert misfits(dialog) == []
    stage.room.ask(cmd.Remove(entry_ids=(EntryId("e1"),)))
    assert not dialog.save_button.isEnabled()
    assert misfits(dialog) == []
