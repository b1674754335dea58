"""The run order's dock: what hands do there, and what the desk is asked for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLineEdit, QMenu

from console.show import commands as cmd
from console.show.plan import EntryId, Role
from console.show.state import EntryStatus
from tests.builders import make_entry, make_segment, many_entries, run_show
from tests.widgets.dock_room import CONNECTED, SCENES, Stage, stage  # noqa: F401 - the fixture
from widgets.run_order_dock import RunOrderDock
from widgets.run_order_rows import Col

# ruff: noqa: F811

Make = Callable[..., RunOrderDock]


@pytest.fixture
def dock(qtbot: Any, stage: Stage) -> Iterator[Make]:
    made: list[RunOrderDock] = []

    def make(*entries: Any, on_air: int = 0, size: tuple[int, int] = (820, 700)) -> RunOrderDock:
        if entries:
            stage.room.open_show(entries)
            if on_air:
                run_show(stage.room, on_air)
        one = RunOrderDock(stage.context)
        qtbot.addWidget(one)
        qtbot.addWidget(one.title_tools)
        one.resize(*size)
        one.show()
        qtbot.waitExposed(one)
        made.append(one)
        return one

    yield make
    for one in made:
        one.release()


def settle(stage: Stage, dock: RunOrderDock) -> None:
    """The desk has answered and the rows are brought up to it."""
    stage.room.settle()
    dock._refresh()


def names(dock: RunOrderDock) -> list[str]:
    return [row.entry.name for row in dock.model.rows]


def ids(dock: RunOrderDock) -> list[str]:
    return [str(row.entry_id) for row in dock.model.rows]


def seen(dock: RunOrderDock) -> list[str]:
    return [row.entry_id for place, row in enumerate(dock.model.rows) if not dock.view.isRowHidden(place)]


def editor(dock: RunOrderDock, entry_id: str, column: Col, kind: type) -> Any:
    dock.view.edit_cell(EntryId(entry_id), column)
    found = dock.view.viewport().findChild(kind)
    assert found is not None
    return found


def commit(dock: RunOrderDock, line: QLineEdit, typed: str, qtbot: Any) -> None:
    """Type into a cell's editor and end it with Enter; the delegate commits in the next turn of the loop."""
    line.setText(typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dock.view.state() != QAbstractItemView.State.EditingState)


def entry(stage: Stage, entry_id: str) -> Any:
    return stage.room.show.state.plan.entries[EntryId(entry_id)]


# --- what it shows ---------------------------------------------------------------------------------------------------


def test_with_no_show_it_says_what_to_do_next(dock: Make, qtbot: Any) -> None:
    one = dock()
    assert one.empty.isVisible()
    assert not one.empty.row_button.isVisible()
    with qtbot.waitSignal(one.import_requested):
        one.empty.import_button.click()


def test_a_show_opened_later_is_followed_and_a_closed_one_left(dock: Make, stage: Stage) -> None:
    one = dock()
    stage.room.open_show((make_entry(1), make_entry(2)))
    assert names(one) == ["商品 1", "商品 2"]
    assert one.view.isVisible()
    stage.room.console.close_show()
    assert names(one) == []
    assert one.empty.isVisible()


def test_after_release_it_hears_nothing(dock: Make, stage: Stage) -> None:
    one = dock(make_entry(1))
    one.release()
    stage.room.ask(cmd.Insert(entries=(make_entry(2),)))
    QApplication.processEvents()
    assert len(one.model.rows) == 1


def test_the_entry_on_air_stays_in_the_middle_of_a_long_evening(dock: Make, stage: Stage) -> None:
    one = dock(*many_entries(200), on_air=60)
    view = one.view
    middle = view.viewport().height() // 2
    assert abs(view.visualRect(view.order.index(59, 0)).center().y() - middle) < 40
    stage.room.clock.advance(minutes=1)
    stage.room.ask(cmd.Next())
    settle(stage, one)
    assert abs(view.visualRect(view.order.index(60, 0)).center().y() - middle) < 40


def test_who_scrolls_away_is_left_alone_and_offered_the_way_back(dock: Make, stage: Stage) -> None:
    one = dock(*many_entries(200), on_air=60)
    bar = one.view.verticalScrollBar()
    bar.triggerAction(bar.SliderAction.SliderToMinimum)
    assert not one.view.following
    assert one.view.back.isVisible()
    stage.room.clock.advance(minutes=1)
    stage.room.ask(cmd.Next())
    settle(stage, one)
    assert bar.value() == 0
    one.view.back.click()
    assert one.view.following
    assert not one.view.back.isVisible()
    assert bar.value() > 0


def test_narrow_docks_keep_the_name_and_give_up_the_rest(dock: Make) -> None:
    wide = dock(make_entry(1), size=(1200, 500))
    assert not wide.view.horizontalHeader().isSectionHidden(Col.UNITS)
    wide.resize(420, 500)
    header = wide.view.horizontalHeader()
    assert header.isSectionHidden(Col.UNITS)
    assert not header.isSectionHidden(Col.STOCK)
    assert header.sectionSize(Col.NAME) >= 130
    assert header.length() <= wide.view.viewport().width()


def test_at_a_notebooks_width_the_plan_and_the_conversion_stay(dock: Make) -> None:
    made = dock(*(make_entry(n) for n in range(1, 4)), size=(572, 480))
    header = made.view.horizontalHeader()
    for column in (Col.PRICE, Col.PLANNED, Col.STOCK, Col.CVR, Col.STATUS):
        assert not header.isSectionHidden(column), column
    assert header.isSectionHidden(Col.GMV)
    assert header.sectionSize(Col.NAME) >= 140


def test_columns_are_kept_and_restored(dock: Make) -> None:
    one = dock(make_entry(1), size=(1300, 500))
    one.view.set_column(Col.SCENE, True)
    one.view.set_column(Col.UNITS, False)
    one.view.horizontalHeader().resizeSection(Col.GMV, 133)
    one.release()
    other = dock(size=(1300, 500))
    header = other.view.horizontalHeader()
    assert not header.isSectionHidden(Col.SCENE)
    assert header.isSectionHidden(Col.UNITS)
    assert header.sectionSize(Col.GMV) == 133
    other.view.restore_layout("nonsense;;x;y")


def test_the_line_above_tells_the_total_the_remarks_and_what_undo_takes_back(dock: Make, stage: Stage) -> None:
    traffic = [make_entry(n, role=Role.TRAFFIC, planned=timedelta(minutes=30)) for n in (1, 2)]
    one = dock(*traffic)
    assert one.bar.warnings.text().endswith("4")  # side by side, and three roles far from the target
    stage.room.ask(cmd.Skip(entry_id=EntryId("e2")))
    settle(stage, one)
    assert one.bar.undo.text() == "撤销：跳过 02 商品 2"
    one.bar.undo.click()
    settle(stage, one)
    assert stage.room.show.state.core.skipped == frozenset()
    assert one.bar.redo.text() == "重做：跳过 02 商品 2"


def test_the_remark_button_goes_from_one_to_the_next(dock: Make) -> None:
    roles = (Role.TRAFFIC, Role.TRAFFIC, Role.PROFIT, Role.TRAFFIC, Role.TRAFFIC)
    one = dock(*(make_entry(n, role=role) for n, role in enumerate(roles, 1)))
    chosen = []
    for _ in range(3):
        one.bar.warnings.click()
        chosen += one.view.selected_ids()
    assert chosen == ["e2", "e5", "e2"]


# --- finding ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("保温", ["e2"]),
        ("bwb", ["e2"]),
        ("baowenbei", ["e2"]),
        ("BWB", ["e2"]),
        ("12", ["e3"]),  # a link number is called whole
        ("1", ["e1"]),
        ("zaoz", []),
        ("灰枣 新", ["e3"]),
    ],
)
def test_one_finds_by_name_link_number_and_pinyin(dock: Make, typed: str, found: list[str]) -> None:
    entries = (
        make_entry(1, name="蓝莓", link_no="1"),
        make_entry(2, name="不锈钢保温杯", link_no="6"),
        make_entry(3, name="新疆灰枣", link_no="12"),
    )
    one = dock(*entries)
    one.title_tools.line.setText(typed)
    assert seen(one) == found
    assert one.title_tools.count.text == f"{len(found)} / 3"


def test_escape_shows_all_rows_again_and_enter_goes_to_what_was_found(dock: Make, qtbot: Any) -> None:
    one = dock(*many_entries(30))
    line = one.title_tools.line
    line.setText("30")
    assert len(seen(one)) < 30
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert len(seen(one)) == 30
    assert not line.hasFocus(), "the next Space is a take"
    line.setText("30")  # in several names, but only one is called by it
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert len(seen(one)) == 30
    assert one.view.selected_ids() == ["e30"]


def test_nothing_found_is_said_where_the_rows_were(dock: Make) -> None:
    one = dock(*many_entries(3), size=(820, 400))
    empty = one.view.viewport().grab().toImage()
    one.title_tools.line.setText("zzz")
    assert seen(one) == []
    said = one.view.viewport().grab().toImage()
    ground = said.pixelColor(2, 2)
    middle = said.rect().center()
    assert said != empty
    assert any(said.pixelColor(x, middle.y()) != ground for x in range(said.width()))


def test_a_row_that_comes_while_filtered_is_filtered_too(dock: Make, stage: Stage) -> None:
    one = dock(make_entry(1, name="蓝莓"), make_entry(2, name="灰枣"))
    one.title_tools.line.setText("蓝莓")
    stage.room.ask(cmd.Insert(entries=(make_entry(3, name="湿巾"), make_entry(4, name="蓝莓干"))))
    settle(stage, one)
    assert seen(one) == ["e1", "e4"]


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


# --- OBS -------------------------------------------------------------------------------------------------------------


def test_what_became_of_the_cues_is_on_the_row_and_can_be_tried_again(dock: Make, stage: Stage) -> None:
    one = dock(*many_entries(3), on_air=1)
    stage.room.ask(cmd.RecordCue(cause=2, entry_id=EntryId("e1"), state="not_connected", reason="server_off"))
    settle(stage, one)
    assert one.model.rows[0].standing.outcome is not None
    tip = one.model.data(one.model.index(0, Col.STATUS), Qt.ItemDataRole.ToolTipRole)
    assert "OBS 未连接" in tip
    one.view.choose([EntryId("e1")])
    menu = one.menus.of_rows()
    retry = next(action for action in menu.actions() if action.text() == "重发 OBS 联动")
    retry.trigger()
    assert stage.venue.asked == [("retry", "e1")]


def test_a_take_undone_leaves_no_mark_on_its_row(dock: Make, stage: Stage) -> None:
    one = dock(*many_entries(5), on_air=2)
    stage.room.clock.advance(seconds=5)
    took = stage.room.ask(cmd.Goto(entry_id=EntryId("e4")))
    stage.room.ask(cmd.RecordCue(cause=took.seq, entry_id=EntryId("e4"), state="done", ms=12.0))
    settle(stage, one)
    assert one.model.rows[3].standing.outcome is not None
    stage.room.ask(cmd.Undo())
    settle(stage, one)
    row = one.model.rows[3]
    assert row.standing.outcome is None
    assert row.actual is None
    assert one.model.data(one.model.index(3, Col.ACTUAL)) == ""


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


# --- hard starts -----------------------------------------------------------------------------------------------------


def test_the_time_of_a_hard_start_stays_to_be_read_when_its_row_comes_next(dock: Make, stage: Stage) -> None:
    one = dock(make_entry(1), make_segment(2, "整点福袋", hard_start=time(20, 0)), make_entry(3), on_air=1)
    status = one.model.index(1, Col.STATUS)
    assert one.model.rows[1].standing.is_next
    assert one.model.data(status) == "20:00"
    assert one.model.data(status, Qt.ItemDataRole.AccessibleTextRole) == "下一个，整点 20:00"


def test_a_clock_time_that_is_just_over_is_tomorrows_and_the_row_says_so(dock: Make, stage: Stage) -> None:
    one = dock(make_entry(1), make_segment(2, "整点福袋", hard_start=time(19, 0)), make_entry(3), on_air=1)
    assert one.model.data(one.model.index(1, Col.STATUS)) == "明天 19:00"
    assert "整点开始：明天 19:00" in one.model.data(one.model.index(1, Col.STATUS), Qt.ItemDataRole.ToolTipRole)
    stage.room.clock.advance(hours=5)
    one.model.project(stage.room.clock.now())
    assert one.model.data(one.model.index(1, Col.STATUS)) == "19:00", "after midnight it is today's"


def test_the_badge_tells_what_there_is_to_look_at_by_kind(dock: Make) -> None:
    dear = [make_entry(n, live_price=2000, list_price=1000) for n in range(1, 4)]
    made = dock(*dear)
    assert "直播价高于划线价：3 行" in made.bar.warnings.toolTip()
