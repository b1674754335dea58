"""Dialogs that list what is wrong: however much it is they fit, say what they are about, and keep what was typed."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from console.checklist import Doubt
from console.feeds.grid import CellProblem
from tests.widgets.dock_room import LANGUAGES, OFFSCREEN_DIALOGS, Stage, lang, stage  # noqa: F401 - fixtures
from tests.widgets.fits import misfits
from widgets.go_live_dialog import GoLiveDialog
from widgets.orders_dialog import OrdersRefusedDialog

# ruff: noqa: F811
pytestmark = OFFSCREEN_DIALOGS


@LANGUAGES
@pytest.mark.parametrize("count", [1, 8, 40])
def test_the_checks_before_going_live_fit_however_many_are_red(qtbot: Any, lang: str, count: int) -> None:
    dialog = GoLiveDialog([f"scene_missing:商品特写 {n}" for n in range(count)], lang, lambda reason: None)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.save_button.click()
    assert misfits(dialog) == []


def test_going_live_anyway_asks_for_the_reason_where_it_is_written(qtbot: Any) -> None:
    gone: list[str] = []
    dialog = GoLiveDialog(["scene_missing:商品特写"], "zh_CN", gone.append)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.reason.property("wrong")
    dialog.reason.setText("今晚不用这个场景")
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert gone == ["今晚不用这个场景"]
    assert not dialog.isVisible()


@LANGUAGES
def test_what_may_not_be_meant_is_asked_about_in_full_and_needs_no_reason(qtbot: Any, lang: str) -> None:
    gone: list[str] = []
    doubts = [Doubt("pin_tomorrow", "整点福袋 · 抽 3 人", "14:00")]
    dialog = GoLiveDialog([], lang, gone.append, doubts=doubts)
    qtbot.addWidget(dialog)
    dialog.show()
    assert misfits(dialog) == []
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "整点福袋" in words
    assert words.count("14:00") == 2
    assert not dialog.reason.isVisible()
    dialog.save_button.click()
    assert gone == [""]


@LANGUAGES
def test_a_refused_export_is_no_order_when_it_holds_figures(stage: Stage, qtbot: Any, lang: str) -> None:
    problem = CellProblem(
        sheet="", row=2, column="C", header="点击人数", held="很多", code="not_number", remedy_code="not_number"
    )
    dialog = OrdersRefusedDialog(stage.context, "罗盘.csv", [problem] * 300)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "罗盘.csv" in dialog.windowTitle()
    assert "订单" not in dialog.windowTitle() + dialog.title.text()
    assert dialog.focusWidget() is dialog.close_button
    assert misfits(dialog) == []
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()
