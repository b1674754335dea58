"""The table of keys: no two actions share one, and what the user changes holds."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QVBoxLayout

from widgets.key_page import KeyPage, is_reserved
from widgets.keys import BY_ACTION, KEYS, KeyMap, normal


def test_no_key_does_two_things() -> None:
    given: dict[str, str] = {}
    for key in KEYS:
        for sequence in key.defaults:
            assert normal(sequence), sequence
            assert given.setdefault(normal(sequence), key.action) == key.action


@pytest.mark.parametrize(
    ("action", "key"),
    [
        ("take", "Space"),
        ("previous", "Backspace"),
        ("skip", "S"),
        ("pause", "P"),
        ("hold", "H"),
        ("undo", "Ctrl+Z"),
        ("redo", "Ctrl+Shift+Z"),
        ("quick_9", "9"),
        ("scene_8", "F8"),
        ("release", "+"),
        ("release_big", "Ctrl++"),
        ("find", "Ctrl+F"),
        ("paste", "Ctrl+V"),
        ("full_screen", "F11"),
        ("cheat_sheet", "?"),
    ],
)
def test_the_keys_are_those_of_the_manual(action: str, key: str) -> None:
    assert BY_ACTION[action].defaults[0] == key


def test_a_key_given_to_another_action_leaves_the_first_its_others() -> None:
    keys = KeyMap({"skip": "Ctrl+Y"})
    assert [each.toString() for each in keys.sequences("redo")] == ["Ctrl+Shift+Z"]
    assert keys.user_of("Ctrl+Y") == "skip"


def test_a_default_set_again_is_no_change() -> None:
    keys = KeyMap().with_key("take", "T").with_key("take", "Space")
    assert keys.chosen == {}


def test_an_action_can_be_without_a_key() -> None:
    keys = KeyMap().with_key("skip", "")
    assert keys.sequences("skip") == []
    assert keys.shown("skip") == ""


def test_an_action_of_another_version_is_passed_over() -> None:
    assert KeyMap({"dance": "D"}).chosen == {}


@pytest.fixture
def page(qtbot: Any) -> KeyPage:
    made = KeyPage(KeyMap())
    qtbot.addWidget(made)
    return made


def test_a_free_key_is_taken_over_at_once(page: KeyPage) -> None:
    page.set_key("skip", "J")
    assert page.map.chosen == {"skip": "J"}
    assert page.conflict is None


def test_a_key_in_use_is_only_given_away_when_the_user_says_so(page: KeyPage) -> None:
    page.set_key("skip", "P")
    assert page.conflict == "pause"
    assert page.map.chosen == {}
    page.give_button.click()
    assert page.map.chosen == {"skip": "P", "pause": ""}
    assert page.conflict is None
    assert page.fields["pause"].keySequence() == QKeySequence()


def test_a_key_asked_for_twice_can_stay_where_it_was(page: KeyPage) -> None:
    page.set_key("skip", "Space")
    assert page.conflict == "take"
    page.keep_button.click()
    assert page.conflict is None
    assert page.map.chosen == {}
    assert page.keep_button.isHidden()
    assert page.fields["skip"].keySequence() == QKeySequence("S")


@pytest.mark.parametrize("key", ["Return", "Esc", "Tab", "Up", "Shift+Tab", "PgDown", "Ctrl+C"])
def test_a_key_the_window_works_by_is_refused(page: KeyPage, key: str) -> None:
    page.set_key("skip", key)
    assert page.map.chosen == {}
    assert page.conflict is None
    assert page.fields["skip"].keySequence() == QKeySequence("S")
    assert page.told.property("wrong")


@pytest.mark.parametrize("key", [key for each in KEYS for key in each.defaults])
def test_no_default_key_is_refused(key: str) -> None:
    assert not is_reserved(QKeySequence(key))


def test_a_key_field_is_left_by_the_keys_of_the_dialog(qtbot: Any) -> None:
    """Without it Shift+Tab, Enter and Escape would be taken for the new key."""
    dialog = QDialog()
    qtbot.addWidget(dialog)
    page = KeyPage(KeyMap())
    QVBoxLayout(dialog).addWidget(page)
    dialog.show()
    skip = page.fields["skip"]
    skip.setFocus()
    QTest.keyClick(skip, Qt.Key.Key_J)
    QTest.keyPress(skip, Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(skip, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert not skip.hasFocus()
    assert page.map.chosen == {"skip": "J"}
    skip.setFocus()
    QTest.keyClick(skip, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert page.map.chosen == {"skip": "J"}


@pytest.mark.parametrize("key", [Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt])
def test_a_modifier_alone_takes_no_key_away(page: KeyPage, key: Qt.Key) -> None:
    page.show()
    skip = page.fields["skip"]
    skip.setFocus()
    QTest.keyClick(skip, key)
    page.fields["pause"].setFocus()
    assert page.map.chosen == {}
    assert skip.keySequence() == QKeySequence("S")
