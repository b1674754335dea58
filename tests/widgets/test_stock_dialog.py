"""Release, hold and correct stock: what is asked for, what is refused, and that what was typed stays."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from console.show import commands as cmd
from console.show.plan import ProductId
from tests.builders import make_entry, run_show, sell
from tests.widgets.dock_room import LANGUAGES, OFFSCREEN_DIALOGS, Stage, lang, stage  # noqa: F401 - fixtures
from tests.widgets.fits import misfits
from widgets.oversold_dialog import OversoldDialog
from widgets.stock_dialog import StockDialog

# ruff: noqa: F811
pytestmark = OFFSCREEN_DIALOGS
CUP = make_entry(1, name="316L 保温杯 大容量 1.2L", stock=100, first_release=30)
PRODUCT = ProductId(str(CUP.product_id))


@pytest.fixture
def dialog(stage: Stage, qtbot: Any) -> StockDialog:
    stage.room.open_show([CUP])
    run_show(stage.room, 1)
    return opened(stage, qtbot)


def opened(stage: Stage, qtbot: Any) -> StockDialog:
    made = StockDialog(stage.context, PRODUCT)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_enter_in_the_quantity_releases_it(dialog: StockDialog, stage: Stage, qtbot: Any) -> None:
    dialog.quantity.setValue(20)
    qtbot.keyClick(dialog.quantity, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert stage.room.show.balance(PRODUCT).released == 50


def test_more_than_there_is_is_refused_and_the_number_stays_to_be_corrected(
    dialog: StockDialog, stage: Stage, qtbot: Any
) -> None:
    dialog.quantity.setValue(500)
    dialog.ok_button.click()
    qtbot.waitUntil(lambda: "70" in dialog.problem.text())
    assert dialog.isVisible()
    assert dialog.quantity.value() == 500
    assert dialog.quantity.property("wrong")
    dialog.quantity.setValue(70)
    dialog.ok_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert stage.room.show.balance(PRODUCT).released == 100


def test_a_correction_without_a_reason_is_asked_for_one_where_it_is_written(
    dialog: StockDialog, stage: Stage, qtbot: Any
) -> None:
    dialog.add.setChecked(True)
    assert dialog.ok_button.text() == "加库存"
    dialog.quantity.setValue(25)
    dialog.ok_button.click()
    assert dialog.focusWidget() is dialog.reason
    assert dialog.problem.text()
    dialog.reason.setText("仓库补了")
    dialog.ok_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert stage.room.show.balance(PRODUCT).allotted == 125


def test_a_reason_the_show_will_not_take_puts_the_keyboard_on_the_reason(
    dialog: StockDialog, stage: Stage, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.add.setChecked(True)
    dialog.reason.setText("仓库补了")
    monkeypatch.setattr(dialog, "_command", lambda: cmd.Adjust(product_id=PRODUCT, delta=5, reason=" "))
    dialog.ok_button.click()
    qtbot.waitUntil(lambda: "原因" in dialog.problem.text())
    assert dialog.focusWidget() is dialog.reason
    assert dialog.reason.property("wrong")
    assert not dialog.quantity.property("wrong")


@LANGUAGES
def test_with_all_on_sale_it_opens_on_what_can_be_done_and_says_why(stage: Stage, qtbot: Any, lang: str) -> None:
    stage.room.open_show([CUP])
    run_show(stage.room, 1)
    stage.room.ask(cmd.Release(product_id=PRODUCT, quantity=70))
    dialog = opened(stage, qtbot)
    assert dialog.add.isChecked()
    assert not dialog.release.isEnabled()
    assert not dialog.hold.isEnabled()
    assert "100" in dialog.why_not.text()
    assert misfits(dialog) == []
    dialog.reason.setText("仓库补了")
    dialog.quantity.setValue(20)
    dialog.ok_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert stage.room.show.balance(PRODUCT).unreleased == 20


def test_what_is_released_meanwhile_leaves_the_choice_that_can_be_made(
    dialog: StockDialog, stage: Stage, qtbot: Any
) -> None:
    assert dialog.release.isChecked()
    assert dialog.why_not.isHidden()
    stage.room.ask(cmd.Release(product_id=PRODUCT, quantity=70))
    qtbot.waitUntil(lambda: dialog.add.isChecked())
    assert dialog.ok_button.text() == "加库存"
    stage.room.ask(cmd.Adjust(product_id=PRODUCT, delta=50, reason="补货"))
    qtbot.waitUntil(lambda: dialog.release.isEnabled())
    assert dialog.why_not.isHidden()


@LANGUAGES
def test_nothing_of_it_is_cut_whatever_is_refused(stage: Stage, qtbot: Any, lang: str) -> None:
    stage.room.open_show([CUP])
    run_show(stage.room, 1)
    dialog = opened(stage, qtbot)
    for choice in (dialog.release, dialog.hold, dialog.add, dialog.less):
        choice.setChecked(True)
        assert misfits(dialog) == []
    dialog.reason.setText("x")
    dialog.quantity.setValue(9_999_999)
    dialog.ok_button.click()
    qtbot.waitUntil(lambda: dialog.problem.text() != "")
    assert misfits(dialog) == []


@LANGUAGES
def test_nothing_of_the_oversold_orders_is_cut(stage: Stage, qtbot: Any, lang: str) -> None:
    stage.room.open_show([CUP])
    run_show(stage.room, 1)
    sell(stage.room, PRODUCT, 1234)
    dialog = OversoldDialog(stage.context, PRODUCT)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "1,134" in dialog.head.text()
    assert misfits(dialog) == []
