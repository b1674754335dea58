"""What hands do in the run order: cells, rows, drag and drop, the menu."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu

from console.show.plan import EntryId, Role
from console.show.state import EntryStatus
from tests.builders import make_entry, make_segment, many_entries
from tests.widgets.dock_room import CONNECTED, SCENES, Stage, stage  # noqa: F401 - the fixture
from tests.widgets.run_order_room import (
    Make,
    commit,
    dock,  # noqa: F401 - the fixture
    editor,
    entry,
    ids,
    names,
    settle,
)
from widgets.run_order_dock import RunOrderDock
from widgets.run_order_rows import Col

# ruff: noqa: F811


# --- editing ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "typed", "field", "value"),
    [
        (Col.NAME, "大保温杯", "name", "大保温杯"),
        (Col.PRICE, "¥59.90", "live_price", 5990),
        (Col.PLANNED, "90秒", "planned", timedelta(seconds=90)),
        (Col.PLANNED, "5", "planned", timedelta(minutes=5)),
        (Col.PLANNED, "6:30", "planned", timedelta(minutes=6, seconds=30)),
        (Col.STOCK, "1万", "stock", 10_000),
        (Col.LINK, "８", "link_no", "８"),
    ],
)
def test_a_cell_is_edited_where_it_stands(
    dock: Make, stage: Stage, qtbot: Any, column: Col, typed: str, field: str, value: object
) -> None:
    one = dock(make_entry(1, planned=timedelta(minutes=9)), size=(1300, 400))
    line = editor(one, "e1", column, QLineEdit)
    commit(one, line, typed, qtbot)
    settle(stage, one)
    assert getattr(entry(stage, "e1"), field) == value


def test_what_cannot_be_read_is_told_with_what_would_do_and_changes_nothing(
    dock: Make, stage: Stage, qtbot: Any
) -> None:
    one = dock(make_entry(1))
    line = editor(one, "e1", Col.PRICE, QLineEdit)
    commit(one, line, "便宜", qtbot)
    settle(stage, one)
    assert stage.told() == ["cell_refused"]
    assert "59.9" in stage.notices[0].data["remedy"]
    assert entry(stage, "e1").live_price == make_entry(1).live_price


def test_a_length_goes_to_every_selected_row(dock: Make, stage: Stage, qtbot: Any) -> None:
    one = dock(*many_entries(4))
    one.view.choose([EntryId("e2"), EntryId("e3")])
    one.actions_.change(EntryId("e2"), Col.PLANNED, "7")
    settle(stage, one)
    minutes = [row.entry.planned // timedelta(minutes=1) for row in one.model.rows]
    assert minutes == [5, 7, 7, 5]
    assert stage.room.show.state.undo[-1].payload.kind == "entries_edited"


def test_the_stock_of_an_item_is_one_in_all_its_rows(dock: Make, stage: Stage) -> None:
    again = make_entry(2, product_id=make_entry(1).product_id)
    one = dock(make_entry(1), again)
    one.actions_.change(EntryId("e2"), Col.STOCK, "250")
    settle(stage, one)
    assert [row.entry.stock for row in one.model.rows] == [250, 250]
    assert stage.told() == []


def test_role_and_scene_are_chosen_from_what_there_is(dock: Make, stage: Stage, qtbot: Any) -> None:
    stage.venue.status = CONNECTED
    one = dock(make_entry(1), size=(1300, 400))
    one.view.set_column(Col.SCENE, True)
    scenes = editor(one, "e1", Col.SCENE, QComboBox)
    assert [scenes.itemText(n) for n in range(scenes.count())] == ["", *SCENES]
    scenes.setCurrentText("商品特写")
    scenes.activated.emit(scenes.currentIndex())
    settle(stage, one)
    assert entry(stage, "e1").scene == "商品特写"
    one.actions_.change(EntryId("e1"), Col.ROLE, "profit")
    settle(stage, one)
    assert entry(stage, "e1").role is Role.PROFIT


def test_enter_ends_the_writing_in_a_cell_and_opens_nothing(dock: Make, stage: Stage, qtbot: Any) -> None:
    one = dock(make_entry(1), make_entry(2))
    opened: list[str] = []
    one.view.acted.connect(opened.append)
    line = editor(one, "e1", Col.PRICE, QLineEdit)
    commit(one, line, "8.8", qtbot)
    settle(stage, one)
    assert entry(stage, "e1").live_price == 880
    assert opened == []


# --- rows ------------------------------------------------------------------------------------------------------------


def test_a_new_row_comes_before_the_chosen_one_and_waits_for_its_name(dock: Make, stage: Stage) -> None:
    one = dock(make_entry(1), make_entry(2))
    one.view.choose([EntryId("e2")])
    one.insert_entry()
    settle(stage, one)
    assert names(one) == ["商品 1", "新的一款", "商品 2"]
    assert one.view.viewport().findChild(QLineEdit) is not None


def test_with_nothing_chosen_a_new_row_is_the_next_while_live(dock: Make, stage: Stage) -> None:
    one = dock(*many_entries(4), on_air=2)
    one.insert_entry()
    settle(stage, one)
    assert names(one)[2] == "新的一款"


def test_what_was_shown_comes_again_as_the_next(dock: Make, stage: Stage) -> None:
    one = dock(*many_entries(5), on_air=3)
    one.view.choose([EntryId("e1")])
    one.duplicate_selected()
    settle(stage, one)
    copied = one.model.rows[3].entry
    assert copied.product_id == make_entry(1).product_id
    assert copied.entry_id not in {f"e{n}" for n in range(1, 6)}


def test_removed_rows_are_told_with_their_number(dock: Make, stage: Stage, qtbot: Any) -> None:
    one = dock(*many_entries(4))
    one.view.choose([EntryId("e2"), EntryId("e3")])
    qtbot.keyClick(one.view, Qt.Key.Key_Delete)
    settle(stage, one)
    assert ids(one) == ["e1", "e4"]
    assert stage.told() == ["plan_removed"]
    assert stage.notices[0].data["count"] == 2


def test_rows_that_were_shown_are_not_removed_and_it_is_said(dock: Make, stage: Stage) -> None:
    one = dock(*many_entries(3), on_air=2)
    one.view.choose([EntryId("e1")])
    one.delete_selected()
    settle(stage, one)
    assert stage.told() == ["refused.remove_aired"]
    assert len(one.model.rows) == 3


def test_a_key_that_needs_a_row_says_so_when_none_is_chosen(dock: Make, stage: Stage) -> None:
    one = dock(*many_entries(3))
    one.delete_selected()
    one.go_to_selected()
    assert stage.told() == ["nothing_selected", "nothing_selected"]


def test_the_next_is_skipped_and_brought_back(dock: Make, stage: Stage) -> None:
    one = dock(*many_entries(4), on_air=1)
    one.skip_next()
    settle(stage, one)
    assert one.model.rows[1].standing.status is EntryStatus.SKIPPED
    assert one.model.rows[2].standing.is_next
    one.actions_.restore([EntryId("e2")])
    settle(stage, one)
    assert one.model.rows[1].standing.is_next


def test_control_enter_puts_the_chosen_row_on_air(dock: Make, stage: Stage, qtbot: Any) -> None:
    one = dock(*many_entries(5), on_air=1)
    stage.room.clock.advance(seconds=2)
    one.view.choose([EntryId("e4")])
    qtbot.keyClick(one.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(stage, one)
    on_air = stage.room.show.state.on_air
    assert on_air is not None
    assert on_air.entry_id == "e4"


def test_alt_and_the_arrows_move_rows_a_place(dock: Make, stage: Stage, qtbot: Any) -> None:
    one = dock(*many_entries(4))
    one.view.choose([EntryId("e3")])
    qtbot.keyClick(one.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle(stage, one)
    assert ids(one) == ["e1", "e3", "e2", "e4"]
    assert one.view.selected_ids() == ["e3"]
    qtbot.keyClick(one.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle(stage, one)
    qtbot.keyClick(one.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle(stage, one)
    qtbot.keyClick(one.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle(stage, one)
    assert ids(one) == ["e1", "e2", "e4", "e3"]


def test_rows_are_copied_as_a_table(dock: Make, stage: Stage, qtbot: Any) -> None:
    one = dock(make_entry(1, live_price=5990), make_segment(2, "福袋\n互动"))
    one.view.selectAll()
    qtbot.keyClick(one.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().split("\n")
    assert lines[1].split("\t") == ["1", "1", "次推款", "商品 1", "59.9", "5:00", ""]
    assert lines[2].split("\t")[3] == "福袋 互动"


def test_locked_nothing_of_the_plan_changes_by_hand(dock: Make, stage: Stage, qtbot: Any) -> None:
    one = dock(*many_entries(3))
    one.set_locked(True)
    one.view.choose([EntryId("e2")])
    qtbot.keyClick(one.view, Qt.Key.Key_Delete)
    settle(stage, one)
    assert stage.told() == ["plan_locked"]
    assert len(one.model.rows) == 3
    assert not one.model.flags(one.model.index(0, Col.NAME)) & Qt.ItemFlag.ItemIsEditable


def test_space_in_the_table_is_left_to_the_window(dock: Make, stage: Stage, qtbot: Any) -> None:
    one = dock(*many_entries(3), on_air=1)
    one.view.choose([EntryId("e2")])
    qtbot.keyClick(one.view, Qt.Key.Key_Space)
    settle(stage, one)
    assert one.view.selected_ids() == ["e2"]
    assert one.model.on_air_place() == 0


# --- drag and drop ---------------------------------------------------------------------------------------------------


def drop(dock: RunOrderDock, row: int, *, lower_half: bool = False) -> None:
    """Drop the chosen rows over a row, as the view's own drag would."""
    view = dock.view
    y = view.rowViewportPosition(row) + (28 if lower_half else 4)
    data = QMimeData()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    move = Qt.DropAction.MoveAction
    view._drop_at = view.drop_place(QPoint(40, y))
    event = QDropEvent(QPointF(40, y), move, data, left, none)
    event.source = lambda: view  # type: ignore[method-assign]
    view.dropEvent(event)


def test_several_rows_are_dropped_together(dock: Make, stage: Stage) -> None:
    one = dock(*many_entries(6))
    one.view.choose([EntryId("e1"), EntryId("e3")])
    drop(one, 4, lower_half=True)
    settle(stage, one)
    assert ids(one) == ["e2", "e4", "e5", "e1", "e3", "e6"]
    assert one.view.selected_ids() == ["e1", "e3"]


def test_nothing_is_dropped_before_what_is_on_air(dock: Make, stage: Stage) -> None:
    one = dock(*many_entries(6), on_air=3)
    one.view.choose([EntryId("e5")])
    assert one.view.drop_place(QPoint(40, one.view.rowViewportPosition(1))) is None
    assert one.view.drop_place(QPoint(40, one.view.rowViewportPosition(3) + 4)) == 3
    drop(one, 1)
    settle(stage, one)
    assert ids(one) == ["e1", "e2", "e3", "e4", "e5", "e6"]


def test_a_sheet_may_be_dragged_over_the_table(dock: Make) -> None:
    one = dock(make_entry(1))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/sheet.xlsx")])
    event = QDragMoveEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    one.view.dragMoveEvent(event)
    assert event.isAccepted()


# --- the menu of rows ------------------------------------------------------------------------------------------------


def offered(dock: RunOrderDock, *chosen: str) -> dict[str, bool]:
    """What the menu of these rows says, and whether it can be done."""
    dock.view.choose([EntryId(one) for one in chosen])
    menu = dock.menus.of_rows()
    said = {action.text().split("\t")[0]: action.isEnabled() for action in menu.actions() if action.text()}
    menu.deleteLater()
    return said


def test_what_is_on_air_or_was_cannot_be_moved_or_deleted_and_the_menu_says_why(dock: Make) -> None:
    one = dock(*many_entries(5), on_air=2)
    on_air, done, coming = offered(one, "e2"), offered(one, "e1"), offered(one, "e4")
    for words in ("上移", "下移", "删除", "在前面插入一行"):
        assert on_air[f"{words}（正在讲解）"] is False
        assert done[f"{words}（已讲过）"] is False
        assert coming[words] is True
    assert on_air["在后面插入一行"] is True
    assert "跳过" not in done
    assert offered(one, "e3")["上移（已在最前面）"] is False
    assert offered(one, "e5")["下移（已是最后一行）"] is False
    assert offered(one, "e2", "e4")["删除（正在讲解）"] is False


def menu_key() -> QContextMenuEvent:
    plain = Qt.KeyboardModifier.NoModifier
    return QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1), plain)


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard|propagateSizeHints)")
@pytest.mark.parametrize("way", ["Shift+F10", "menu key"])
def test_the_menu_comes_up_by_key_under_the_row_the_keys_are_on(dock: Make, qtbot: Any, way: str) -> None:
    one = dock(*many_entries(5), on_air=2)
    view = one.view
    view.setCurrentIndex(one.model.index(3, Col.NAME))
    view.setFocus()
    asked: list[QPoint] = []
    view.menu_asked.connect(asked.append)
    if way == "Shift+F10":
        qtbot.keyClick(view, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    else:
        QApplication.sendEvent(view, menu_key())
    (at,) = asked
    assert view.rowAt(at.y()) == 3
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert any(action.text().startswith("删除") for action in menu.actions())
    QApplication.sendEvent(view, menu_key())
    assert QApplication.activePopupWidget() is menu, "a second event of the same key opens no second menu"
    menu.close()
