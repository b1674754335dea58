"""The numbers dock: what it says, what it draws, and what it leaves alone."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage

from console.show import commands as cmd
from console.show.sales import Metric, Reading
from tests.builders import feed_evening, make_entry, read_people, run_show, sell
from tests.widgets.dock_room import OFFSCREEN_DIALOGS, Stage, stage  # noqa: F401 - the fixture
from widgets.charts.item_picker import ItemPicker
from widgets.charts.series import MAX_LINES
from widgets.item_table_model import Column, ItemTableModel
from widgets.numbers_board import NumbersBoard
from widgets.numbers_dock import NumbersDock
from widgets.theme import Theme

# ruff: noqa: F811

pytestmark = OFFSCREEN_DIALOGS
OUTSIDE = "3719999999999999999"


@pytest.fixture
def wait(qtbot: Any) -> Callable[[Callable[[], object]], None]:
    return lambda holds: qtbot.waitUntil(lambda: bool(holds()), timeout=5000)


@pytest.fixture
def dock(stage: Stage, qtbot: Any) -> Iterator[NumbersDock]:
    made = NumbersDock(stage.context)
    qtbot.addWidget(made)
    made.resize(610, 780)
    made.show()
    yield made
    made.release()


@pytest.fixture
def busy(stage: Stage, dock: NumbersDock, wait: Any) -> NumbersBoard:
    """The believable evening with number 7 on air, drawn."""
    stage.room.open_show()
    run_show(stage.room, 7)
    stage.room.clock.advance(minutes=5)
    feed_evening(stage.room)
    stage.room.clock.advance(seconds=11)  # which items are of interest is seen anew every ten seconds
    wait(lambda: dock._board is not None and item(3) in dock._board.conversion.lines and dock._update.idle)
    assert dock._board is not None
    return dock._board


def item(number: int) -> str:
    return f"37120000000000000{number:02}"


def test_pyqtgraph_is_not_imported_before_the_dock_is_shown() -> None:
    code = "import sys, widgets.numbers_dock, widgets.journal_dock; sys.exit('pyqtgraph' in sys.modules)"
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


def test_without_a_show_and_before_going_live_it_says_what_to_do(stage: Stage, dock: NumbersDock, wait: Any) -> None:
    wait(lambda: dock._empty._head.text)
    assert "还没有打开场次" in dock._empty._head.text
    stage.room.open_show()
    wait(lambda: "开播后" in dock._empty._head.text)
    assert "/api/v1/ingest" in dock._empty._body.text


def test_what_is_drawn_of_a_show_that_closes_meanwhile_is_not_among_the_next_ones(
    stage: Stage, dock: NumbersDock, busy: NumbersBoard
) -> None:
    sell(stage.room, item(3))
    under_way = dock._refresh()
    next(under_way)
    stage.room.open_show([make_entry(3)])
    assert list(under_way) == []
    assert dock._facts._sold_out == {}


def test_the_caption_names_basis_and_window_and_what_is_under_it_both_sides(
    busy: NumbersBoard, dock: NumbersDock, wait: Any
) -> None:
    wait(lambda: "人数" in dock.windowTitle())
    assert dock.windowTitle() == "点击-成交转化率（人数，近 5 分钟）"
    assert "成交人数 ÷ 商品点击人数" in busy._about.text
    assert "罗盘" in busy._about.text
    dock.set_smooth(1)
    wait(lambda: "逐分钟" in dock.windowTitle())


def test_a_narrow_dock_has_a_short_caption(busy: NumbersBoard, dock: NumbersDock, wait: Any) -> None:
    dock.resize(430, 520)
    wait(lambda: dock.windowTitle() == "转化率（人数，近 5 分钟）")


def test_a_caption_that_has_no_room_beside_the_tools_is_the_short_one(
    busy: NumbersBoard, dock: NumbersDock, wait: Any
) -> None:
    busy.title_changed.emit("Click-to-sale conversion (people, last 5 min)", "CVR (people, last 5 min)")
    assert dock.windowTitle() == "CVR (people, last 5 min)"
    dock.resize(900, 780)
    wait(lambda: dock.windowTitle().startswith("Click-to-sale"))


def test_what_is_missing_for_a_conversion_is_named(stage: Stage, dock: NumbersDock, wait: Any) -> None:
    stage.room.open_show()
    run_show(stage.room, 2)
    stage.room.clock.advance(minutes=1)

    def tell(metric: Metric, value: float) -> None:
        reading = Reading(
            source="manual",
            product_id=item(2),
            metric=metric,
            value=value,
            cumulative=True,
            at=stage.room.clock.now(),
        )
        stage.room.wait(stage.room.show.intake.readings([reading]))

    def about() -> str:
        return "" if dock._board is None else dock._board._about.text

    wait(lambda: "尚无点击数据" in about())
    tell(Metric.CLICK_USERS, 320)
    tell(Metric.EXPOSURES, 9000)
    sell(stage.room, item(2))
    wait(lambda: "有点击人数，还没有成交人数" in about())
    assert dock._board is not None
    wait(lambda: "手工" in dock._board._source.text)
    model = dock._board.table_view.model

    def shown() -> tuple[str, str]:
        row = next(each for each in model._rows if each.product == item(2))
        return row.texts[Column.CLICKS], row.texts[Column.EXPOSURES]

    wait(lambda: shown() == ("320", "9,000"))
    captions = model.captions()
    assert (captions[Column.CLICKS], captions[Column.EXPOSURES]) == ("点击人数", "曝光次数")


def test_the_figures_of_a_row_are_of_the_basis_of_its_conversion(stage: Stage) -> None:
    stage.room.open_show()
    run_show(stage.room, 2)
    told = {
        Metric.EXPOSURES: 9000,
        Metric.EXPOSURE_USERS: 4000,
        Metric.CLICKS: 500,
        Metric.CLICK_USERS: 400,
        Metric.BUYERS: 40,
    }
    at = stage.room.clock.now()
    stage.room.wait(
        stage.room.show.intake.readings(
            [
                Reading(source="a", product_id=item(2), metric=metric, value=value, cumulative=True, at=at)
                for metric, value in told.items()
            ]
        )
    )
    model = ItemTableModel(stage.context.theme)
    model.bind(stage.room.show)
    row = next(each for each in model._rows if each.product == item(2))
    assert row.texts[Column.EXPOSURES : Column.CVR + 1] == ("4,000", "400", "10.0% 人")
    assert model.captions()[Column.EXPOSURES : Column.CVR] == ("曝光人数", "点击人数")
    counted = Reading(source="a", product_id=item(3), metric=Metric.CLICKS, value=70, cumulative=True, at=at)
    stage.room.wait(stage.room.show.intake.readings([counted]))
    model.refresh(frozenset({item(3)}))
    assert model.captions()[Column.EXPOSURES : Column.CVR] == ("曝光人数", "点击")
    cells = {each.product: each.texts[Column.CLICKS] for each in model._rows}
    assert (cells[item(2)], cells[item(3)]) == ("400 人", "70 次")


def test_the_line_of_the_item_on_air_alone_is_bolder(busy: NumbersBoard, stage: Stage, wait: Any) -> None:
    assert [line.product for line in busy.conversion.lines if line.bold] == [item(7)]
    stage.room.ask(cmd.Next())
    wait(lambda: item(8) in busy.conversion.lines)
    wait(lambda: [line.product for line in busy.conversion.lines if line.bold] == [item(8)])


def test_a_line_keeps_its_colour_while_others_come_and_go(busy: NumbersBoard, stage: Stage, wait: Any) -> None:
    kept = busy.conversion.lines.get(item(7))
    assert kept is not None
    before = busy.conversion.lines.color(kept)
    busy._on_chosen([item(3), item(7)])
    wait(lambda: len(busy.conversion.lines) == 2)
    after = busy.conversion.lines.get(item(7))
    assert after is not None
    assert busy.conversion.lines.color(after) == before


def test_only_the_line_whose_figures_moved_is_drawn_again(busy: NumbersBoard, stage: Stage, wait: Any) -> None:
    lines = {line.product: line for line in busy.conversion.lines}
    before = {product: id(line.rates) for product, line in lines.items()}
    read_people(stage.room, item(3), 9000, 900)
    wait(lambda: id(lines[item(3)].rates) != before[item(3)])
    same = [product for product in lines if id(lines[product].rates) == before[product]]
    assert sorted(same) == sorted(set(lines) - {item(3)})


def test_items_of_another_basis_are_marked_and_the_caption_says_so(busy: NumbersBoard, stage: Stage, wait: Any) -> None:
    show, at = stage.room.show, stage.room.clock.now()
    stage.room.wait(
        show.intake.readings(
            [Reading(source="other", product_id=item(10), metric=Metric.CLICKS, value=50, cumulative=False, at=at)]
        )
    )
    sell(stage.room, item(10))
    busy._on_chosen([item(7), item(10)])
    wait(lambda: "不可相比" in busy._about.text)
    marked = {entry.key: entry.value for entry in busy.conversion.legend.items()}
    assert marked[item(10)].endswith("次数")
    assert not marked[item(7)].endswith("次数")


def test_the_legend_and_the_funnel_say_how_sure_a_rate_is(busy: NumbersBoard) -> None:
    entry = next(each for each in busy.conversion.legend.items() if each.key == item(7))
    assert re.fullmatch(r"\d+\.\d% ±\d+(\.\d)?", entry.value)
    tip = busy.conversion.tip_of(item(7))
    assert "95% 置信区间" in tip
    assert "点击人数" in tip
    assert "来源 罗盘" in tip
    shares = [step for step in busy.funnel.steps if step.share]
    assert shares
    for step in shares:
        assert "±" in step.share
        assert "Wilson" in step.tip


def test_the_mouse_reads_time_item_value_both_sides_and_source(busy: NumbersBoard, stage: Stage) -> None:
    minute = int(stage.room.clock.now().timestamp() // 60) - 2
    told = busy.conversion.told_at(minute)
    line = busy.conversion.lines.get(item(7))
    assert line is not None
    rate = line.rates[minute - line.minutes.start]
    assert "07 316L" in told
    assert f"{rate.value:.1%}" in told
    assert f"{rate.numerator:,.0f}/{rate.denominator:,.0f} 人" in told
    assert "成交人数、点击人数：罗盘 · 1 分钟前" in told
    assert "19:5" in told or "20:0" in told


def test_what_is_under_the_mouse_is_read_to_its_foot_in_a_small_dock(busy: NumbersBoard, dock: NumbersDock) -> None:
    dock.resize(430, 520)
    plot, box = busy.conversion.plot, busy.conversion._box
    box.show_at("<br>".join(["值"] * 16), 60, QPointF(80, 40), plot.plot_area().toRect())
    assert box.height() > plot.height()
    assert dock.rect().contains(box.geometry())
    busy.compare(True)
    assert box.isHidden()


def test_a_stretch_without_readings_says_when_the_last_came(busy: NumbersBoard, stage: Stage, wait: Any) -> None:
    assert "没有读数" not in busy._about.text
    stage.room.clock.advance(hours=2)
    wait(lambda: "这段时间没有读数，最近一次在 " in busy._about.text)


def test_the_axis_is_not_stretched_by_a_rate_of_few_clicks(busy: NumbersBoard) -> None:
    lines = busy.conversion.lines
    for line in lines:
        line.certain, line.highest = 0.2, 0.25
    next(iter(lines)).highest = 1.0
    assert lines.highest == 0.4
    for line in lines:
        line.certain = 0.0
    assert lines.highest == 1.0


def test_a_line_is_hidden_by_its_name_and_shown_again(busy: NumbersBoard) -> None:
    line = busy.conversion.lines.get(item(3))
    assert line is not None
    busy.conversion.legend.clicked.emit(item(3))
    assert line.hidden
    assert not line.curve.isVisible()
    busy.conversion.legend.clicked.emit(item(3))
    assert line.curve.isVisible()


def test_the_curves_are_copied_with_empty_cells_for_unknown_minutes(busy: NumbersBoard, dock: NumbersDock) -> None:
    busy.conversion.legend.clicked.emit(item(2))
    dock.copy_curves()
    data = QGuiApplication.clipboard().mimeData()
    head, *rows = [line.split("\t") for line in data.text().splitlines()]
    shown = sum(not line.hidden for line in busy.conversion.lines)
    assert len(head) == 1 + 3 * shown
    assert {len(row) for row in rows} == {len(head)}
    assert rows[0][0].startswith("2026-11-11 19:")
    assert data.hasHtml()


def test_the_charts_are_saved_as_a_picture(busy: NumbersBoard, dock: NumbersDock, tmp_path: Path) -> None:
    dock.save_picture(tmp_path / "numbers.png")
    assert QImage(str(tmp_path / "numbers.png")).width() > 300


def test_a_picture_that_cannot_be_saved_is_told(
    busy: NumbersBoard, dock: NumbersDock, stage: Stage, tmp_path: Path
) -> None:
    dock.save_picture(tmp_path / "nowhere" / "numbers.png")
    assert stage.told() == ["picture_failed"]


def test_a_hidden_dock_draws_nothing_and_catches_up_when_shown(
    busy: NumbersBoard, dock: NumbersDock, stage: Stage, wait: Any
) -> None:
    wait(lambda: item(7) in busy.conversion.lines)
    dock.hide()
    line = busy.conversion.lines.get(item(7))
    assert line is not None
    before = id(line.rates)
    read_people(stage.room, item(7), 9000, 900)
    list(dock._refresh())
    assert id(line.rates) == before
    dock.show()
    wait(lambda: id(line.rates) != before)


def test_gmv_of_a_minute_is_kept_by_differences(busy: NumbersBoard, stage: Stage, wait: Any) -> None:
    sell(stage.room, item(7), 3, amount=7900)
    sell(stage.room, OUTSIDE, 1, amount=1000)
    wait(lambda: busy.gmv._all == stage.room.show.counters.gmv_minutes())


def test_old_numbers_turn_grey_and_say_their_age(
    busy: NumbersBoard, stage: Stage, dock: NumbersDock, wait: Any
) -> None:
    stage.room.clock.advance(minutes=7)
    list(dock._refresh())
    assert "7 分钟前" in busy._source.text
    assert busy._source.role == "stale"
    row = next(row for row in busy.table_view.model._rows if row.product == item(7))
    assert {Column.CLICKS, Column.CVR, Column.GMV} <= row.stale


# --- the table -------------------------------------------------------------------------------------------------------


def rows(model: ItemTableModel) -> list[list[str]]:
    return model.as_table()[1:]


def test_the_table_is_a_sound_model_while_figures_rows_and_order_change(stage: Stage, qtmodeltester: Any) -> None:
    stage.room.open_show()
    run_show(stage.room, 3)
    model = ItemTableModel(Theme("dark"))
    model.bind(stage.room.show)
    qtmodeltester.check(model)
    sell(stage.room, item(3), 2)
    sell(stage.room, OUTSIDE)
    model.refresh(frozenset({item(3), OUTSIDE}))
    model.settle()
    model.sort(Column.ITEM, Qt.SortOrder.AscendingOrder)
    model.bind(None)
    qtmodeltester.check(model)


def test_an_item_sold_and_not_planned_is_marked(stage: Stage) -> None:
    stage.room.open_show()
    run_show(stage.room, 3)
    sell(stage.room, OUTSIDE)
    model = ItemTableModel(Theme("dark"))
    model.bind(stage.room.show)
    (row,) = [row for row in rows(model) if OUTSIDE in row[Column.ITEM]]
    assert "不在排品中" in row[Column.ITEM]
    assert row[Column.NUMBER] == ""
    assert row[Column.UNITS] == "1"


def test_before_anything_was_heard_what_sold_is_unknown(stage: Stage) -> None:
    stage.room.open_show()
    run_show(stage.room, 3)
    model = ItemTableModel(Theme("dark"))
    model.bind(stage.room.show)
    assert {row[Column.UNITS] for row in rows(model)} == {"—"}
    sell(stage.room, item(3))
    model.refresh(frozenset({item(3)}))
    assert {row[Column.UNITS] for row in rows(model)} == {"0", "1"}


def test_unknown_values_stand_last_in_either_direction(stage: Stage) -> None:
    stage.room.open_show()
    run_show(stage.room, 4)
    stage.room.clock.advance(minutes=2)
    feed_evening(stage.room)
    model = ItemTableModel(Theme("dark"))
    model.bind(stage.room.show)
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        model.sort(Column.CVR, order)
        known = [row[Column.CVR] != "—" for row in rows(model)]
        assert known == sorted(known, reverse=True)
        assert True in known


def test_only_the_cells_that_changed_are_announced(stage: Stage, qtbot: Any) -> None:
    stage.room.open_show()
    run_show(stage.room, 3)
    sell(stage.room, item(3))
    model = ItemTableModel(Theme("dark"))
    model.bind(stage.room.show)
    sell(stage.room, item(3))
    with qtbot.waitSignal(model.dataChanged) as told:
        model.refresh(frozenset({item(3)}))
    first, last = told.args[0], told.args[1]
    assert first.row() == last.row()
    assert first.column() == Column.ORDERS
    assert last.column() == Column.LEFT
    with qtbot.assertNotEmitted(model.dataChanged):
        model.refresh(frozenset({item(3)}))


# --- choosing items --------------------------------------------------------------------------------------------------


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


def a_host(qtbot: Any) -> Any:
    from PySide6.QtWidgets import QWidget

    host = QWidget()
    qtbot.addWidget(host)
    return host


def test_two_hundred_items_over_a_whole_show_are_drawn(stage: Stage, dock: NumbersDock, wait: Any) -> None:
    stage.room.open_show([make_entry(n) for n in range(1, 201)])
    run_show(stage.room, 9)
    stage.room.clock.advance(minutes=3)
    feed_evening(stage.room)
    dock.set_whole(True)
    wait(lambda: dock._board is not None and len(dock._board.conversion.lines))
    assert dock._board is not None
    dock._board.show_heat_map()
    board = dock._board
    wait(lambda: board.heat._products)
    assert dock.grab().width() == 610


def test_a_price_changed_on_air_is_pinned(busy: NumbersBoard, stage: Stage, wait: Any) -> None:
    entry = stage.room.show.state.on_air
    assert entry is not None
    stage.room.ask(cmd.Edit(entries=(replace(entry, live_price=6990, planned=timedelta(minutes=9)),)))
    wait(lambda: any(pin.kind.value == "price" for pin in busy.conversion._pins))
