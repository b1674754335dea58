"""The run order's dock: what it shows, what it finds, and what the desk is asked for it."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from console.show import commands as cmd
from console.show.plan import EntryId, Role
from tests.builders import make_entry, make_segment, many_entries
from tests.widgets.dock_room import CONNECTED, SCENES, Stage, stage  # noqa: F401 - the fixture
from tests.widgets.run_order_room import (
    Make,
    dock,  # noqa: F401 - the fixture
    names,
    seen,
    settle,
)
from widgets.run_order_rows import Col

# ruff: noqa: F811


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
