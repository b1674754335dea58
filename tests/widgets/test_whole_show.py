"""A whole show run by keyboard alone, wherever the focus happens to be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QMessageBox, QPushButton

from console.show import rundown
from console.show.plan import DEFAULT_TIME_ZONE, ProductId
from console.show.state import Status
from console.show.timing import zone
from tests.builders import make_entry, make_segment
from tests.widgets.window_room import QUIET, Stage, answer_box, live, planned, seed, stage  # noqa: F401 - a fixture
from widgets.go_live_dialog import GoLiveDialog
from widgets.run_order_view import RunOrderView

pytestmark = QUIET
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
FIVE = tuple(make_entry(n, planned=timedelta(minutes=5), stock=100, first_release=20) for n in range(1, 6))
SECOND = ProductId(str(FIVE[1].product_id))


@pytest.fixture(autouse=True)
def no_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes of a test follow each other faster than a hand's; the guard has tests of its own."""
    monkeypatch.setattr(rundown, "TAKE_GUARD", timedelta(0))


def test_a_whole_show_by_keyboard_alone(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    asked = answer_box(monkeypatch, QMessageBox.ButtonRole.DestructiveRole)
    seed(stage.root, planned(*FIVE))
    stage.start()
    stage.press(Qt.Key.Key_Down)
    stage.press(Qt.Key.Key_Return)  # opens the show chosen in the list
    stage.wait(stage.has_show)

    stage.press(Qt.Key.Key_L, CTRL)
    assert (stage.show.state.status, stage.on_air) == (Status.LIVE, "e1")
    stage.press(Qt.Key.Key_Space)
    assert stage.on_air == "e2"
    stage.press(Qt.Key.Key_S)  # skips e3
    stage.press(Qt.Key.Key_Space)
    assert stage.on_air == "e4"
    stage.press(Qt.Key.Key_Backspace)
    assert stage.on_air == "e2"
    stage.press(Qt.Key.Key_Z, CTRL)
    assert stage.on_air == "e4"
    stage.press(Qt.Key.Key_Z, CTRL | SHIFT)
    assert stage.on_air == "e2"
    stage.press(Qt.Key.Key_P)
    assert stage.kinds()[-1] == "paused"
    stage.press(Qt.Key.Key_P)
    assert stage.kinds()[-1] == "resumed"
    before = stage.show.state.stock_of(SECOND).released
    stage.press(Qt.Key.Key_Plus, SHIFT)
    assert stage.show.state.stock_of(SECOND).released > before
    stage.press(Qt.Key.Key_H)
    assert stage.show.state.stock_of(SECOND).held is not None
    stage.press(Qt.Key.Key_H)
    assert stage.show.state.stock_of(SECOND).held is None
    stage.press(Qt.Key.Key_3)
    assert stage.show.state.message is not None
    stage.press(Qt.Key.Key_N)
    QTest.keyClicks(stage.focus, "lost her voice 1s")
    stage.press(Qt.Key.Key_Return)
    assert stage.kinds()[-1] == "noted"
    stage.press(Qt.Key.Key_E, CTRL)
    assert stage.show.state.status is Status.ENDED
    assert len(asked) == 1


def test_space_takes_while_a_button_has_the_focus_and_the_button_is_not_pressed(stage: Stage) -> None:  # noqa: F811
    seed(stage.root, live(*FIVE))
    stage.start()
    pressed: list[bool] = []
    button = QPushButton("…", stage.program.window)
    button.clicked.connect(lambda: pressed.append(True))
    button.show()
    button.setFocus()
    stage.press(Qt.Key.Key_Space)
    assert stage.on_air == "e2"
    assert not pressed
    stage.press(Qt.Key.Key_Return)
    assert pressed == [True]
    assert stage.on_air == "e2"


def test_a_held_space_is_one_take(stage: Stage) -> None:  # noqa: F811
    seed(stage.root, live(*FIVE))
    stage.start()
    QTest.keyPress(stage.focus, Qt.Key.Key_Space)
    for _ in range(20):
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", True)
        QApplication.sendEvent(stage.program.window.windowHandle(), held)
    QTest.keyRelease(stage.focus, Qt.Key.Key_Space)
    stage.settle()
    assert stage.on_air == "e2"
    assert stage.kinds().count("taken") == 1


def test_a_held_enter_presses_a_button_once(stage: Stage) -> None:  # noqa: F811
    seed(stage.root, live(*FIVE))
    stage.start()
    pressed: list[bool] = []
    button = QPushButton("…", stage.program.window)
    button.clicked.connect(lambda: pressed.append(True))
    button.show()
    button.setFocus()
    for again in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", again)
        QApplication.sendEvent(button, event)
    assert pressed == [True]


def test_a_space_typed_into_a_cell_is_text_and_takes_nothing(stage: Stage) -> None:  # noqa: F811
    seed(stage.root, live(*FIVE))
    stage.start()
    view = stage.program.window.findChild(RunOrderView)
    assert view is not None
    name = next(c for c in range(view.model().columnCount()) if view.model().index(3, c).data() == FIVE[3].name)
    index = view.model().index(3, name)
    view.setFocus()
    view.setCurrentIndex(index)
    view.edit(index)
    editor = next(field for field in view.findChildren(QLineEdit) if field.isVisible())
    editor.setFocus()
    QTest.keyClicks(editor, "a b 1s")
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    stage.settle()
    assert editor.text().endswith("a b 1")
    assert stage.on_air == "e1"
    assert stage.kinds()[-1] == "went_live"
    QTest.keyClick(editor, Qt.Key.Key_Return)
    stage.wait(lambda: stage.kinds()[-1] == "entries_edited")


def test_digits_at_a_table_are_quick_messages_and_letters_do_not_search(stage: Stage) -> None:  # noqa: F811
    seed(stage.root, live(*FIVE))
    stage.start()
    view = stage.program.window.findChild(RunOrderView)
    assert view is not None
    view.setFocus()
    view.setCurrentIndex(view.model().index(1, 0))
    stage.press(Qt.Key.Key_1)
    assert stage.show.state.message is not None
    row = view.currentIndex().row()
    QTest.keyClicks(view, "xyq")
    assert view.currentIndex().row() == row
    assert view.state() is not QAbstractItemView.State.EditingState


def test_a_take_before_going_live_is_told_with_the_button_that_goes_live(stage: Stage) -> None:  # noqa: F811
    seed(stage.root, planned(*FIVE))
    stage.start()
    stage.press(Qt.Key.Key_Return)
    stage.wait(stage.has_show)
    stage.press(Qt.Key.Key_Space)
    strip = stage.program.window.strip
    assert strip.isVisible()
    assert strip.help_button.isVisible()
    strip.help_button.click()
    stage.settle()
    assert stage.show.state.status is Status.LIVE


def test_ending_a_show_is_asked_about_and_can_be_refused(
    stage: Stage,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = answer_box(monkeypatch, QMessageBox.ButtonRole.RejectRole)
    seed(stage.root, live(*FIVE))
    stage.start()
    stage.press(Qt.Key.Key_E, CTRL)
    assert len(asked) == 1
    assert stage.show.state.status is Status.LIVE


def test_going_live_just_after_a_clock_time_asks_before_it_waits_for_the_next_day(stage: Stage) -> None:  # noqa: F811
    over = (datetime.now(UTC) - timedelta(minutes=30)).astimezone(zone(DEFAULT_TIME_ZONE)).time()
    draw = make_segment(2, "整点福袋", hard_start=over.replace(second=0, microsecond=0))
    seed(stage.root, planned(make_entry(1), draw))
    program = stage.start()
    stage.press(Qt.Key.Key_Down)
    stage.press(Qt.Key.Key_Return)
    stage.wait(stage.has_show)
    stage.press(Qt.Key.Key_L, CTRL)
    dialog = program.window.findChild(GoLiveDialog)
    assert dialog is not None
    assert stage.show.state.status is Status.PLANNED, "it is asked first"
    dialog.save_button.click()
    stage.wait(lambda: stage.show.state.status is Status.LIVE)
