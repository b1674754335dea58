"""The waves of a product: added and filled in by keyboard, kept as one edit, what went on sale left alone."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt

from console.feeds.bridges.heard import Said
from console.show import commands as cmd
from console.show.plan import ProductId
from console.show.sales import Metric, Reading
from console.show.waves import Condition, Wave, When
from tests.builders import make_entry, run_show, sell
from tests.widgets.dock_room import LANGUAGES, OFFSCREEN_DIALOGS, Stage, lang, stage  # noqa: F401 - fixtures
from tests.widgets.fits import misfits
from widgets.condition_edit import ConditionEdit, kind_name
from widgets.stock_dialog import StockDialog
from widgets.waves_dialog import WavesDialog
from widgets.waves_line import tell

# ruff: noqa: F811
pytestmark = OFFSCREEN_DIALOGS
SOLD_OUT = Condition(when=When.SOLD_OUT)
ONLINE = Condition(when=When.ONLINE, count=1000)
CUP = make_entry(1, name="316L 保温杯", stock=150, first_release=30, waves=(Wave(quantity=20, condition=SOLD_OUT),))
PRODUCT = ProductId(str(CUP.product_id))


@pytest.fixture
def dialog(stage: Stage, qtbot: Any) -> WavesDialog:
    stage.room.open_show([CUP])
    run_show(stage.room, 1)
    return opened(stage, qtbot)


def opened(stage: Stage, qtbot: Any) -> WavesDialog:
    made = WavesDialog(stage.context, PRODUCT)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    return made


def choose(edit: ConditionEdit, when: When) -> None:
    edit.kind.setCurrentIndex(edit.kind.findData(when.value))


def waves(stage: Stage) -> tuple[Wave, ...]:
    return stage.room.show.state.plan.waves(PRODUCT)


def test_a_wave_is_added_filled_in_and_saved_with_the_keyboard_alone(
    dialog: WavesDialog, stage: Stage, qtbot: Any
) -> None:
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: len(dialog.rows) == 2)
    row = dialog.rows[-1]
    assert dialog.focusWidget() is row.quantity
    qtbot.waitUntil(row.condition.kind.isVisible)  # what is not laid out yet takes no focus
    qtbot.keyClicks(row.quantity, "45")
    qtbot.keyClick(row.quantity, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is row.condition.kind
    for _ in range(row.condition.kind.findData(When.ONLINE.value)):
        qtbot.keyClick(row.condition.kind, Qt.Key.Key_Down)
    row.condition.count.setValue(1000)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert waves(stage) == (Wave(quantity=20, condition=SOLD_OUT), Wave(quantity=45, condition=ONLINE))
    stage.room.ask(cmd.Undo())
    assert waves(stage) == (Wave(quantity=20, condition=SOLD_OUT),)


def test_a_time_that_is_none_is_pointed_at_and_nothing_is_saved(dialog: WavesDialog, stage: Stage, qtbot: Any) -> None:
    dialog.add_button.click()
    edit = dialog.rows[-1].condition
    choose(edit, When.CLOCK)
    edit.time.setText("half past")
    dialog.save_button.click()
    assert dialog.isVisible()
    assert dialog.problem.text()
    assert edit.time.property("wrong")
    edit.time.setText("20:30")
    dialog.save_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert waves(stage)[-1].condition == Condition(when=When.CLOCK, clock=time(20, 30))


def test_a_wave_that_went_meanwhile_is_history_and_what_is_drafted_stays(
    dialog: WavesDialog, stage: Stage, qtbot: Any
) -> None:
    dialog.add_button.click()
    dialog.rows[-1].quantity.setValue(33)
    sell(stage.room, PRODUCT, 30)
    qtbot.waitUntil(lambda: dialog.rows[0].done)
    assert not dialog.rows[0].quantity.isEnabled()
    assert dialog.rows[1].quantity.value() == 33
    dialog.save_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert waves(stage) == (Wave(quantity=20, condition=SOLD_OUT), Wave(quantity=33))
    assert stage.room.show.balance(PRODUCT).released == 50


def test_more_than_there_is_to_release_is_said_before_it_is_saved(dialog: WavesDialog) -> None:
    dialog.add_button.click()
    dialog.rows[-1].quantity.setValue(101)
    assert "差 1 件" in dialog.total.text()


def test_a_wave_is_taken_out_with_its_button(dialog: WavesDialog, stage: Stage, qtbot: Any) -> None:
    dialog.rows[0].gone.click()
    assert dialog.rows == []
    assert dialog.empty.isVisible()
    dialog.save_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert waves(stage) == ()


@LANGUAGES
def test_no_word_of_it_is_cut(stage: Stage, qtbot: Any, lang: str) -> None:
    stage.room.open_show([CUP])
    made = opened(stage, qtbot)
    for when in When:
        made.add_button.click()
        choose(made.rows[-1].condition, when)
    made.resize(made.sizeHint().expandedTo(made.minimumSize()))
    assert misfits(made) == []


def test_a_hold_of_counted_comments_goes_by_itself_and_the_strip_says_so(stage: Stage, qtbot: Any) -> None:
    stage.room.open_show([make_entry(1, stock=100, first_release=30)])
    run_show(stage.room, 1)
    dialog = StockDialog(stage.context, PRODUCT)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.hold.setChecked(True)
    choose(dialog.until, When.PEOPLE)
    dialog.until.word.setText("要")
    dialog.until.count.setValue(2)
    dialog.quantity.setValue(40)
    assert not dialog.reason.isVisible()
    dialog.ok_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    room = stage.room
    room.console.comments.add(room.clock.now(), [Said("甲", "我要"), Said("甲", "要要"), Said("乙", "多少钱")])
    room.settle()
    assert room.show.balance(PRODUCT).released == 30
    told = tell(room.show, room.console.waves, PRODUCT, room.clock.now(), "zh_CN", "+")
    assert (told.counts, told.coming) == ("已售 0 · 憋 40", "等 “要” 1 / 2 人")
    room.console.comments.add(room.clock.now(), [Said("乙", "我也要！")])
    room.settle()
    assert room.show.balance(PRODUCT).released == 70
    assert stage.told()[-1] == "waves.released_hold"
    assert stage.notices[-1].data["when"] == "“要”评论满 2 人"


def test_a_hold_of_minutes_is_typed_as_minutes(stage: Stage, qtbot: Any) -> None:
    stage.room.open_show([make_entry(1, stock=100, first_release=30)])
    run_show(stage.room, 1)
    dialog = StockDialog(stage.context, PRODUCT)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.hold.setChecked(True)
    choose(dialog.until, When.AFTER)
    dialog.ok_button.click()
    assert dialog.isVisible()  # no time yet
    dialog.until.time.setText("2:30")
    dialog.ok_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    held = stage.room.show.state.stock_of(PRODUCT).held
    assert held is not None
    assert held.condition == Condition(when=When.AFTER, after=timedelta(seconds=150))
    stage.room.clock.advance(seconds=149)
    stage.room.console.waves.look()
    assert stage.room.show.state.stock_of(PRODUCT).held is not None
    stage.room.clock.advance(seconds=1)
    stage.room.console.waves.look()
    stage.room.settle()
    assert stage.room.show.state.stock_of(PRODUCT).held is None


def test_the_line_tells_the_next_wave_and_how_far_it_is(stage: Stage) -> None:
    entry = make_entry(
        1, stock=100, first_release=30, waves=(Wave(quantity=30, condition=ONLINE), Wave(quantity=60), Wave(quantity=5))
    )
    stage.room.open_show([entry])
    run_show(stage.room, 1)
    room = stage.room

    def coming() -> tuple[str, str]:
        told = tell(room.show, room.console.waves, PRODUCT, room.clock.now(), "zh_CN", "+")
        return told.coming, told.role

    assert coming() == ("下一波 +30 · 在线 — / 1,000", "text_soft")
    reading = Reading(
        source="compass", product_id="", metric=Metric.ONLINE, value=823, cumulative=False, at=room.clock.now()
    )
    room.wait(room.show.intake.readings([reading]))
    assert coming() == ("下一波 +30 · 在线 823 / 1,000", "text_soft")
    room.clock.advance(minutes=10)
    assert coming()[0] == "下一波 +30 · 在线 — / 1,000"  # too old to say anything of now
    room.ask(cmd.ReleaseWave(product_id=PRODUCT, wave="30 online 1000"))
    assert coming() == ("下一波 +60 · 差 20 件", "bad")


def test_kinds_have_names_in_a_hold_and_in_a_wave() -> None:
    assert kind_name(None) != kind_name(None, of_hold=True)
    assert kind_name(When.AFTER) != kind_name(When.AFTER, of_hold=True)
