"""What the filter of all keys lets through: never a key that is held, never a letter meant as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from widgets.key_filter import KeyFilter

NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture(autouse=True)
def key_filter(qapp: QApplication) -> Iterator[KeyFilter]:
    made = KeyFilter(qapp)
    yield made
    qapp.removeEventFilter(made)
    made.deleteLater()


def send(widget: QWidget, kind: QEvent.Type, key: Qt.Key, text: str = "", when: int = 0, again: bool = False) -> bool:
    """Whether the widget kept the key for itself."""
    event = QKeyEvent(kind, key, NONE, 65, 0, 0, text, again)
    event.setTimestamp(when)
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


OVERRIDE, PRESS, RELEASE = QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease


def test_a_repeat_that_came_as_a_release_and_a_press_is_held_back(qtbot: Any) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    assert not send(widget, OVERRIDE, Qt.Key.Key_Space, " ", 1000)
    send(widget, RELEASE, Qt.Key.Key_Space, " ", 1500)
    assert send(widget, OVERRIDE, Qt.Key.Key_Space, " ", 1500), "the shortcut must not see it"


def test_two_quick_presses_of_one_key_are_two(qtbot: Any) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    send(widget, RELEASE, Qt.Key.Key_Plus, "+", 1500)
    assert not send(widget, OVERRIDE, Qt.Key.Key_Plus, "+", 1540)


def test_another_key_pressed_as_one_is_let_go_counts(qtbot: Any) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    send(widget, RELEASE, Qt.Key.Key_Plus, "+", 1500)
    assert not send(widget, OVERRIDE, Qt.Key.Key_Space, " ", 1500)


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QSpinBox])
def test_text_editors_keep_what_is_typed(qtbot: Any, kind: type[QWidget]) -> None:
    widget = kind()
    qtbot.addWidget(widget)
    assert send(widget, OVERRIDE, Qt.Key.Key_Space, " ")
    assert send(widget, OVERRIDE, Qt.Key.Key_3, "3")
    assert send(widget, OVERRIDE, Qt.Key.Key_Backspace, "\b")
    assert not send(widget, OVERRIDE, Qt.Key.Key_F3)


def test_a_text_that_cannot_be_edited_keeps_nothing(qtbot: Any) -> None:
    widget = QPlainTextEdit()
    widget.setReadOnly(True)
    qtbot.addWidget(widget)
    assert not send(widget, OVERRIDE, Qt.Key.Key_Space, " ")


def test_a_list_of_choices_does_not_open_at_space(qtbot: Any) -> None:
    widget = QComboBox()
    widget.addItems(["a", "b"])
    qtbot.addWidget(widget)
    widget.show()
    send(widget, PRESS, Qt.Key.Key_Space, " ")
    assert not widget.view().isVisible()


def test_a_dialog_keeps_its_keys_and_its_buttons_answer_to_enter_alone(qtbot: Any) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    button = QPushButton("x", dialog)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    assert send(button, OVERRIDE, Qt.Key.Key_Space, " ")
    send(button, PRESS, Qt.Key.Key_Space, " ")
    send(button, RELEASE, Qt.Key.Key_Space, " ")
    assert not pressed
    send(button, PRESS, Qt.Key.Key_Return, "\r")
    send(button, PRESS, Qt.Key.Key_Return, "\r", again=True)
    assert pressed == [True]


def test_alt_and_the_underlined_letter_press_a_dialogs_button_while_its_text_is_edited(qtbot: Any) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    edit, button = QLineEdit(dialog), QPushButton("测试(&T)", dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    edit.setFocus()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(edit, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    assert edit.text() == ""
