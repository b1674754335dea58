"""Choosing the items of the lines by hand."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from tests.widgets.dock_room import OFFSCREEN_DIALOGS, Stage, stage  # noqa: F401 - the fixture
from widgets.charts.item_picker import PRODUCT, ItemPicker
from widgets.charts.series import MAX_LINES
from widgets.theme import Theme

# ruff: noqa: F811

pytestmark = OFFSCREEN_DIALOGS


def test_at_most_twelve_items_can_be_ticked(qtbot: Any, stage: Stage) -> None:
    host = a_host(qtbot)
    picker = ItemPicker(Theme("dark"), host)
    items = [(str(n), f"{n:02d} item {n}") for n in range(20)]
    picker.fill(items, [str(n) for n in range(MAX_LINES)])
    with qtbot.assertNotEmitted(picker.chosen):
        picker.list.item(15).setCheckState(Qt.CheckState.Checked)
    assert len(picker.ticked()) == MAX_LINES
    with qtbot.waitSignal(picker.chosen) as told:
        picker.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert len(told.args[0]) == MAX_LINES - 1


def test_items_are_found_by_pinyin_initials_and_ticked_with_enter(qtbot: Any, stage: Stage) -> None:
    host = a_host(qtbot)
    picker = ItemPicker(Theme("dark"), host)
    picker.fill([("a", "01  新疆灰枣"), ("b", "02  保温杯"), ("c", "03  保鲜盒")], [])
    qtbot.keyClicks(picker.search, "bwb")
    assert [picker.list.item(at).isHidden() for at in range(3)] == [True, False, True]
    with qtbot.waitSignal(picker.chosen) as told:
        qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    assert told.args[0] == ["b"]


def test_a_typed_number_is_that_row_whatever_else_holds_its_digits(qtbot: Any, stage: Stage) -> None:
    host = a_host(qtbot)
    picker = ItemPicker(Theme("dark"), host)
    picker.fill([("f", "06  316L 保温杯"), ("g", "63  蜂蜜柚子茶 63"), ("h", "163  灰枣"), ("i", "07  汤锅")], [])
    qtbot.keyClicks(picker.search, "63")
    assert [picker.list.item(at).isHidden() for at in range(4)] == [True, False, False, True]
    for typed, meant in (("63", "g"), ("6", "f"), ("7", "i"), ("07", "i")):
        picker.search.setText(typed)
        assert picker.list.currentItem().data(PRODUCT) == meant


def a_host(qtbot: Any) -> Any:
    from PySide6.QtWidgets import QWidget

    host = QWidget()
    qtbot.addWidget(host)
    return host
