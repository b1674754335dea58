"""A real show that went live without it is asked who sits at the console; what is done then carries the name."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from console.show import commands as cmd
from console.show.state import Status
from tests.builders import make_entry, make_shift
from tests.widgets.window_room import QUIET, SETTINGS, Stage, planned, seed, stage  # noqa: F401 - the fixture
from widgets.roster_host import HostDialog
from widgets.roster_operator import OperatorDialog

# ruff: noqa: F811
pytestmark = QUIET
CTRL = Qt.KeyboardModifier.ControlModifier
TWO = (make_entry(1), make_entry(2))


def open_the_show(stage: Stage, operator: str) -> None:
    seed(stage.root, planned(*TWO))
    (stage.root / "settings.json").write_text(json.dumps({**SETTINGS, "operator": operator}), encoding="utf-8")
    stage.start()
    stage.press(Qt.Key.Key_Down)
    stage.press(Qt.Key.Key_Return)
    stage.wait(stage.has_show)


def test_without_a_name_the_show_goes_live_and_the_strip_asks_for_one(stage: Stage) -> None:
    open_the_show(stage, "")
    stage.press(Qt.Key.Key_L, CTRL)
    stage.wait(lambda: stage.show.state.status is Status.LIVE)
    stage.wait(lambda: stage.program.window.strip.help_button.isVisible())
    stage.program.window.strip.help_button.click()
    dialog = stage.program.errands.dialogs["operator"]
    assert isinstance(dialog, OperatorDialog)
    QTest.keyClicks(dialog.name, "Lin")
    dialog.save_button.click()
    stage.wait(lambda: stage.program.saved.operator == "Lin")
    stage.activate()
    stage.press(Qt.Key.Key_Space)
    stage.wait(lambda: any(event.kind == "taken" for event in stage.events()))
    assert [event.actor for event in stage.events() if event.kind == "taken"] == ["Lin"]


@pytest.mark.parametrize("operator", ["小林"])
def test_the_host_is_changed_by_the_key_and_the_name_stands_by_it(stage: Stage, operator: str) -> None:
    open_the_show(stage, operator)
    stage.press(Qt.Key.Key_L, CTRL)
    assert stage.show.state.status is Status.LIVE
    stage.wait(stage.show.ask(cmd.PlanShifts(shifts=(make_shift("小满", -5000, 24),)), actor="t").done)
    stage.press(Qt.Key.Key_C)
    dialog = stage.program.errands.dialogs["host_change"]
    assert isinstance(dialog, HostDialog)
    QTest.keyClick(dialog.line, Qt.Key.Key_2)
    stage.wait(lambda: bool(stage.show.state.core.hosts))
    changed = stage.show.state.core.hosts[0]
    assert (changed.host, changed.by) == ("小满", operator)
    stage.wait(lambda: "host_change" not in stage.program.errands.dialogs)
    stage.activate()
    stage.press(Qt.Key.Key_Z, CTRL)
    assert stage.show.state.core.hosts == ()
