"""The numbers dock: its captions, what it says when there is nothing, and what leaves it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QMenu

from console.listeners import Notice
from console.show.sales import Metric, Reading
from tests.builders import feed_evening, make_entry, read_people, run_show, sell
from tests.widgets.charts_room import busy, dock, item, wait  # noqa: F401 - the fixtures
from tests.widgets.dock_room import OFFSCREEN_DIALOGS, Stage, stage  # noqa: F401 - the fixture
from widgets.charts.taking_away import CAPTION_HIGH
from widgets.item_rows import Column
from widgets.numbers_board import NumbersBoard
from widgets.numbers_dock import NumbersDock

# ruff: noqa: F811

pytestmark = OFFSCREEN_DIALOGS
OUTSIDE = "3719999999999999999"


def test_pyqtgraph_is_not_imported_before_the_dock_is_shown() -> None:
    code = "import sys, widgets.numbers_dock, widgets.journal_dock; sys.exit('pyqtgraph' in sys.modules)"
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


def test_without_a_show_and_before_going_live_it_says_what_to_do(stage: Stage, dock: NumbersDock, wait: Any) -> None:
    wait(lambda: dock._empty._head.text)
    assert "还没有打开场次" in dock._empty._head.text
    stage.room.open_show()
    wait(lambda: "开播后" in dock._empty._head.text)
    assert "Ctrl+V" in dock._empty._body.text


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


def test_the_curves_are_copied_with_empty_cells_for_unknown_minutes(
    busy: NumbersBoard, dock: NumbersDock, stage: Stage
) -> None:
    busy.conversion.legend.clicked.emit(item(2))
    dock.copy_curves()
    data = QGuiApplication.clipboard().mimeData()
    head, *rows = [line.split("\t") for line in data.text().splitlines()]
    shown = sum(not line.hidden for line in busy.conversion.lines)
    assert len(head) == 1 + 3 * shown
    assert {len(row) for row in rows} == {len(head)}
    assert rows[0][0].startswith("2026-11-11 19:")
    assert data.hasHtml()
    assert stage.notices[-1] == Notice(code="table_copied", data={"rows": len(rows), "columns": len(head)})


def test_the_charts_are_saved_as_a_picture_under_a_caption_and_its_place_is_told(
    busy: NumbersBoard, dock: NumbersDock, stage: Stage, tmp_path: Path
) -> None:
    path = tmp_path / "numbers.png"
    dock.save_picture(path)
    picture = QImage(str(path))
    assert picture.width() == round(busy.width() * busy.devicePixelRatio())
    assert picture.height() == round((busy.height() + CAPTION_HIGH) * busy.devicePixelRatio())
    assert dock._caption() == ("双11返场 · 家居百货专场 · 2026-11-11 19:59", "点击-成交转化率（人数，近 5 分钟）")
    assert stage.notices[-1] == Notice(code="picture_saved", data={"path": str(path)})


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


def test_the_bars_are_of_money_or_of_order_lines(busy: NumbersBoard, stage: Stage, wait: Any) -> None:
    counters, chart = stage.room.show.counters, busy.gmv
    busy._orders_button.click()
    wait(lambda: busy._gmv_title.text == "每分钟订单行")
    assert chart._all == counters.line_minutes()
    assert chart._pace._value is None
    minute = max(counters.line_minutes())
    assert f"{counters.line_minutes()[minute]} 行" in chart.told_at(minute)
    sell(stage.room, item(7), 3, amount=7900)
    wait(lambda: chart._all == counters.line_minutes())
    busy._money_button.click()
    wait(lambda: busy._gmv_title.text == "每分钟成交金额")
    assert chart._all == counters.gmv_minutes()


def test_a_cell_of_the_heat_map_says_money_conversion_and_where_both_come_from(
    busy: NumbersBoard, stage: Stage, wait: Any
) -> None:
    busy.show_heat_map()
    wait(lambda: item(7) in busy.heat._products)
    counters, row = stage.room.show.counters, busy.heat._products.index(item(7))
    minute = max(counters.line_minutes(item(7)))
    told = busy.heat.told_at(row, minute)
    units, money = counters.unit_minutes(item(7))[minute], counters.gmv_minutes(item(7))[minute] / 100
    assert f"成交 {units} 件 · {units} 行 · ¥{money:,.0f}" in told
    (rate,) = counters.conversion_series(item(7), [minute])
    assert f"{rate.numerator:,.0f}/{rate.denominator:,.0f} 人" in told
    assert "取自订单 · 11 秒前" in told
    assert "来源 罗盘" in told


# what Qt's offscreen platform says of a menu that opens
@pytest.mark.qt_log_ignore("This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)")
def test_one_key_opens_what_the_charts_can_do(busy: NumbersBoard, dock: NumbersDock) -> None:
    dock.open_menu()
    (menu,) = dock.findChildren(QMenu)
    assert menu.activeAction() is menu.actions()[0]
    said = [action.text() for action in menu.actions()]
    assert {"整场", "逐分钟", "选商品…", "复制曲线数据", "保存为图片…"} <= set(said)
    menu.close()
