"""Where numbers come from: one source counts, others stand beside it; money without an item; old figures are grey."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from console.metrics.attribution import join_rounds
from console.show.sales import Metric, OrderLine, OrderStatus, Reading
from tests.builders import feed_evening, read_people, run_show, sell
from tests.widgets.dock_room import OFFSCREEN_DIALOGS, Stage, stage  # noqa: F401 - the fixture
from widgets.item_rows import Column as ItemColumn
from widgets.item_table import ItemTable
from widgets.numbers_board import NumbersBoard
from widgets.numbers_dock import NumbersDock
from widgets.sources_model import Column, Row, SourcesModel
from widgets.sources_table import SourcesTable

# ruff: noqa: F811

pytestmark = OFFSCREEN_DIALOGS
ITEM = "3712000000000000007"


@pytest.fixture
def board(stage: Stage, qtbot: Any) -> Any:
    """The believable evening with number 7 on air; 罗盘 and an ERP tell the same of it."""
    dock = NumbersDock(stage.context)
    qtbot.addWidget(dock)
    dock.resize(610, 780)
    dock.show()
    room = stage.room
    room.open_show()
    run_show(room, 7)
    room.clock.advance(minutes=5)
    feed_evening(room)
    tell(stage, "erp", Metric.BUYERS, 40, ITEM, minutes_ago=9)
    qtbot.waitUntil(lambda: dock._board is not None and dock._update.idle, timeout=5000)
    made = dock._board
    assert made is not None
    yield made
    dock.release()


def tell(stage: Stage, source: str, metric: Metric, value: float, product: str | None, minutes_ago: float = 0) -> None:
    at = stage.room.clock.now() - timedelta(minutes=minutes_ago)
    reading = Reading(source=source, product_id=product, metric=metric, value=value, cumulative=True, at=at)
    stage.room.wait(stage.room.show.intake.readings([reading]))


def pushed(stage: Stage, number: int, product: str = "", amount: int = 5990) -> None:
    """An order as 抖店 pushes it: money and no item."""
    line = OrderLine(
        source="douyin",
        line_id=f"P{number}",
        order_id=f"P{number}",
        product_id=product,
        quantity=1 if product else 0,
        amount=amount,
        status=OrderStatus.PAID,
        at=stage.room.clock.now(),
    )
    stage.room.wait(stage.room.show.intake.orders([line]))


def rows(stage: Stage, board: NumbersBoard) -> dict[str, Row]:
    show, settings, now = stage.room.show, stage.context.console.settings, stage.room.clock.now()
    joined = join_rounds(show.state, show.counters, now, tail=settings.round_tail)
    return {row.key: row for row in board.sources.rows_model.rows_of(show, settings, joined, now)}


def test_the_source_that_counts_stands_beside_what_others_say(stage: Stage, board: NumbersBoard) -> None:
    row = rows(stage, board)["buyers:items"]
    total = sum(stage.room.show.counters.item(p).buyers or 0 for p in stage.room.show.counters.products)
    assert row.texts[Column.SOURCE] == "罗盘"
    assert row.texts[Column.VALUE] == f"{total:,.0f}"
    assert row.texts[Column.OTHERS] == "erp 40（1 款） 9 分钟前"
    assert row.sources == ("compass", "erp")


def test_who_told_the_orders_is_known_of_a_show_opened_again_too(stage: Stage, board: NumbersBoard) -> None:
    console, show_id = stage.room.console, stage.room.show.show_id
    console.close_show()
    console.open(show_id)
    row = rows(stage, board)["orders"]
    assert row.texts[Column.SOURCE] == "抖店"
    assert row.texts[Column.AGE] != "—"


def test_another_source_is_chosen_to_count_and_left_to_the_program_again(stage: Stage, board: NumbersBoard) -> None:
    board.show_sources()
    stage.room.clock.advance(seconds=2)
    board.refresh_ages(stage.room.clock.now())
    table = board.sources
    place = next(at for at, row in enumerate(table.rows_model.rows) if row.key == "buyers:items")
    menu = table.menu_of(place)
    assert menu is not None
    assert [action.text() for action in menu.actions() if action.text()] == [
        "用“罗盘”计数",
        "用“erp”计数",
        "自动：最早来的那个",
    ]
    menu.actions()[1].trigger()
    assert stage.room.show.counters.item(ITEM).buyers == 40
    assert stage.context.console.settings.sources == {Metric.BUYERS: "erp"}
    assert rows(stage, board)["buyers:items"].texts[Column.SOURCE] == "erp ✓"
    again = table.menu_of(place)
    assert again is not None
    again.actions()[-1].trigger()
    assert stage.context.console.settings.sources == {}
    assert stage.room.show.counters.source_of(Metric.BUYERS, ITEM) == "compass"


def test_money_without_an_item_is_told_until_an_export_names_it(stage: Stage, board: NumbersBoard, qtbot: Any) -> None:
    pushed(stage, 1)
    pushed(stage, 2)
    row = rows(stage, board)["no_item"]
    assert (row.texts[Column.VALUE], row.texts[Column.OTHERS]) == ("¥120", "2 行")
    stage.room.clock.advance(seconds=2)
    qtbot.waitUntil(lambda: "没有商品的金额 ¥120（2 行）" in board._rest.text, timeout=5000)
    assert board._rest.isVisibleTo(board)
    pushed(stage, 1, ITEM)
    pushed(stage, 2, ITEM)
    assert "no_item" not in rows(stage, board)
    stage.room.clock.advance(seconds=2)
    board.refresh_ages(stage.room.clock.now())
    assert not board._rest.isVisibleTo(board)


def test_what_no_round_can_claim_follows_the_tail_of_the_settings(stage: Stage, board: NumbersBoard) -> None:
    from dataclasses import replace

    before = rows(stage, board)["elsewhere"]
    console = stage.context.console
    console.settings = replace(console.settings, round_tail_minutes=60)
    after = rows(stage, board)["elsewhere"]

    def lines(row: Row) -> int:
        return int(row.texts[Column.OTHERS].split()[0].replace(",", ""))

    assert lines(after) < lines(before)
    assert "60 分钟" in after.tip


def test_a_figure_turns_grey_by_its_own_age_and_says_where_it_comes_from(stage: Stage, qtbot: Any) -> None:
    stage.room.open_show()
    run_show(stage.room, 7)
    table = ItemTable(stage.context)
    qtbot.addWidget(table)
    read_people(stage.room, ITEM, 300, 30)
    stage.room.clock.advance(minutes=4)
    read_people(stage.room, "3712000000000000006", 200, 20)
    sell(stage.room, ITEM)
    table.bind(stage.room.show)
    settings, now = stage.context.console.settings, stage.room.clock.now()
    table.set_fresh_from(now - settings.stale_after, orders_stale=False)
    stale = {row.product: row.stale for row in table.model._rows}
    assert stale[ITEM] == {ItemColumn.CLICKS, ItemColumn.CVR}
    assert stale["3712000000000000006"] == frozenset()
    place = table.model.products().index(ITEM)
    tip = table.model.index(place, ItemColumn.CVR).data(Qt.ItemDataRole.ToolTipRole)
    assert "30 / 300 人" in tip
    assert "成交人数 30：来源 罗盘 · 4 分钟前，已过时" in tip
    assert "取自 1 行订单" in table.model.index(place, ItemColumn.GMV).data(Qt.ItemDataRole.ToolTipRole)


def test_the_model_of_sources_is_sound_while_rows_come_and_change(
    stage: Stage, board: NumbersBoard, qtmodeltester: Any
) -> None:
    model = SourcesModel(stage.context.theme)
    qtmodeltester.check(model)
    model.put(list(rows(stage, board).values()))
    stage.room.clock.advance(minutes=3)
    model.put(list(rows(stage, board).values()))
    tell(stage, "barrage:douyin", Metric.ONLINE, 1200, None)
    model.put(list(rows(stage, board).values()))
    qtmodeltester.check(model)
    assert any(row.texts[Column.METRIC] == "在线人数" for row in model.rows)


def test_the_sources_are_copied_as_a_table(stage: Stage, board: NumbersBoard) -> None:
    board.show_sources()
    board.refresh_ages(stage.room.clock.now() + timedelta(seconds=2))
    head, *body = board.table()
    assert head[Column.OTHERS] == "其他来源（不相加）"
    assert any(row[Column.METRIC] == "成交金额" for row in body)


def test_sources_of_a_row_without_a_choice_open_no_menu(stage: Stage) -> None:
    made: list[tuple[Metric, str | None]] = []
    choose: Callable[[Metric, str | None], None] = lambda metric, source: made.append((metric, source))  # noqa: E731
    table = SourcesTable(stage.context, choose)
    table.rows_model.put([Row("orders", ("成交金额", "抖店", "¥1", "", ""))])
    assert table.menu_of(0) is None
    table.open_menu()
    assert made == []


def test_words_for_sources(tmp_path: Path) -> None:
    from console.source_words import source_text

    assert source_text("zh_CN", "compass:derived") == "罗盘（推算）"
    assert source_text("en", "shopify:shop-a") == "Shopify · shop-a"
    assert source_text("en", "our-erp") == "our-erp"
