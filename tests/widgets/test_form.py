"""What dialogs with fields share: the way of the Tab key, a field that is wrong, and room for a longer sentence."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSpinBox

from tests.widgets.fits import misfits
from widgets.form import FormDialog, padded, point_at
from widgets.style import dress
from widgets.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
LONG = "这里有一句很长的话，说清楚哪里不对、为什么不对、怎样写才对，两行也放不下。" * 3


class Sample(FormDialog):
    """Three fields made in another order than they stand in; refuses until ``second`` is filled."""

    def __init__(self) -> None:
        super().__init__("")
        self.setMinimumWidth(480)
        self.third, self.first, self.second = QCheckBox("三"), QLineEdit(), QLineEdit()
        for words, field in (("一", self.first), ("二", self.second), ("三", self.third)):
            self.form.addRow(words, field)

    def save(self) -> str:
        if not self.second.text():
            point_at(self.second)
            return LONG
        return ""


@pytest.fixture
def sample(qtbot: Any, qapp: Any) -> Sample:
    dress(qapp, Theme("dark"))
    made = Sample()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_tab_goes_as_the_dialog_reads(sample: Sample) -> None:
    visited = []
    for _ in range(6):
        focused = sample.focusWidget()
        visited.append(focused)
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert visited == [
        sample.first,
        sample.second,
        sample.third,
        sample.cancel_button,
        sample.save_button,
        sample.first,
    ]


def test_a_wrong_field_is_marked_until_it_is_edited(sample: Sample) -> None:
    QTest.keyClick(sample.first, Qt.Key.Key_Return)
    assert sample.isVisible()
    assert sample.focusWidget() is sample.second
    assert sample.second.property("wrong")
    QTest.keyClicks(sample.second, "x")
    assert not sample.second.property("wrong")
    QTest.keyClick(sample.second, Qt.Key.Key_Return)
    assert not sample.isVisible()


def test_a_long_complaint_is_not_cut(sample: Sample) -> None:
    assert misfits(sample) == []
    sample.save_button.click()
    assert misfits(sample) == []


def test_a_number_begins_where_text_does(qtbot: Any, qapp: Any) -> None:
    dress(qapp, Theme("dark"))
    dialog = QDialog()
    qtbot.addWidget(dialog)
    row = QHBoxLayout(dialog)
    text, number = QLineEdit("4455"), padded(QSpinBox())
    row.addWidget(text)
    row.addWidget(number)
    dialog.show()
    text.setCursorPosition(0)
    line = number.lineEdit()
    assert line is not None
    line.setCursorPosition(0)
    begins = line.mapTo(number, line.cursorRect().topLeft()).x()
    assert begins == text.cursorRect().left()
    assert number.height() == text.height()


def test_what_is_cut_is_found(qtbot: Any, qapp: Any) -> None:
    dress(qapp, Theme("dark"))
    dialog = QDialog()
    qtbot.addWidget(dialog)
    row = QHBoxLayout(dialog)
    label, button, box, combo, line = (
        QLabel("一二三四五"),
        QPushButton("保存并连接"),
        QCheckBox("显示密码"),
        QComboBox(),
        QLineEdit(),
    )
    combo.addItem("一二三四五六七八")
    line.setPlaceholderText("一二三四五六七八")
    whole = (label, button, box, combo, line)
    for part in whole:
        row.addWidget(part)
    line.setMinimumWidth(200)
    dialog.show()
    assert misfits(dialog) == []
    for part in whole:
        part.setFixedWidth(40)
    assert len(misfits(dialog)) == len(whole)
    dialog.resize(1400, 800)
    assert any("1366×728" in said for said in misfits(dialog))
