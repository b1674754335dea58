"""The item table on the screen: what it shows when much moves at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from tests.builders import many_entries, run_show, sell
from tests.widgets.dock_room import LANGUAGES, OFFSCREEN_DIALOGS, Stage, lang, stage  # noqa: F401 - the fixtures
from widgets.item_rows import Column
from widgets.item_table import ItemTable
from widgets.item_table_columns import EASY_NAME
from widgets.item_table_model import TIP
from widgets.theme import font

# ruff: noqa: F811

pytestmark = OFFSCREEN_DIALOGS


def test_of_many_items_that_moved_all_are_shown_in_the_end(stage: Stage, qtbot: Any) -> None:
    entries = many_entries(60)
    stage.room.open_show(entries)
    run_show(stage.room, 3)
    table = ItemTable(stage.context)
    qtbot.addWidget(table)
    table.bind(stage.room.show)
    sold = [str(entry.product_id) for entry in entries if entry.product_id is not None][:40]
    sell(stage.room, sold[0])
    table.refresh(frozenset(sold))
    for product in sold[1:]:
        sell(stage.room, product)
    table.refresh(frozenset(sold))
    assert sum(row[Column.UNITS] == "1" for row in table.table()[1:]) == len(sold), "what is taken away is whole"
    for product in sold:
        sell(stage.room, product)
    table.refresh(frozenset(sold))
    qtbot.waitUntil(lambda: sum(row[Column.UNITS] == "2" for row in table.model.as_table()) == len(sold))


NARROW = 418  # what a window of 1366 pixels leaves
Made = Callable[[int], ItemTable]


@pytest.fixture
def table(stage: Stage, qtbot: Any) -> Made:
    def make(wide: int) -> ItemTable:
        entries = many_entries(12)
        stage.room.open_show(entries)
        run_show(stage.room, 3)
        made = ItemTable(stage.context)
        qtbot.addWidget(made)
        made.resize(wide, 300)
        made.show()
        made.bind(stage.room.show)
        return made

    return make


def test_what_is_left_is_as_old_as_the_orders_it_is_counted_by(stage: Stage, table: Made) -> None:
    made = table(1200)
    product = str(stage.room.show.state.plan.in_order()[0].product_id)
    sell(stage.room, product)
    made.refresh(frozenset({product}))
    (place,) = (n for n, row in enumerate(made.model.as_table()) if row[Column.UNITS] == "1")

    def colour(column: Column) -> object:
        return made.model.data(made.model.index(place, column), Qt.ItemDataRole.ForegroundRole)

    fresh = colour(Column.LEFT)
    made.set_fresh_from(None, orders_stale=True)
    assert colour(Column.LEFT) == colour(Column.GMV) != fresh


def shown(table: ItemTable) -> set[Column]:
    return {column for column in Column if not table.view.isColumnHidden(column)}


@LANGUAGES
def test_in_a_small_window_nothing_is_scrolled_sideways(lang: str, table: Made) -> None:
    made = table(NARROW)
    assert {Column.NUMBER, Column.ITEM, Column.CVR, Column.GMV} <= shown(made)
    assert made.view.horizontalScrollBar().maximum() == 0
    assert not made.view.horizontalScrollBar().isVisible()


def test_with_room_every_column_is_there_again(table: Made) -> None:
    made = table(NARROW)
    assert shown(made) < set(Column)
    made.resize(700, 300)
    assert shown(made) == set(Column)


def test_the_column_it_is_sorted_by_stays(table: Made) -> None:
    made = table(700)
    made.view.sortByColumn(Column.EXPOSURES, Qt.SortOrder.DescendingOrder)
    made.resize(NARROW, 300)
    assert Column.EXPOSURES in shown(made)


def test_what_there_is_no_room_for_is_read_beside_the_name(stage: Stage, table: Made) -> None:
    made = table(NARROW)
    product = made.model.products()[0]
    sell(stage.room, product, 7)
    made.table()
    place = made.model.products().index(product)
    assert "件数 7" in made.model.index(place, Column.ITEM).data(TIP)
    made.resize(700, 300)
    assert "件数" not in made.model.index(place, Column.ITEM).data(TIP)


def test_a_column_that_says_nothing_leaves_its_room_to_the_names(stage: Stage, table: Made) -> None:
    made = table(640)
    assert Column.OVERSOLD not in shown(made)
    assert made.view.columnWidth(Column.ITEM) >= EASY_NAME
    sell(stage.room, made.model.products()[0], 1_000)
    made.bind(stage.room.show)
    assert Column.OVERSOLD in shown(made)
    assert made.view.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("wide", [NARROW, 700])
def test_a_column_grows_with_its_figures(stage: Stage, table: Made, wide: int) -> None:
    made = table(wide)
    sell(stage.room, made.model.products()[0], 1, amount=12_345_678_900)
    made.refresh(None)
    made.bind(stage.room.show)
    metrics = QFontMetrics(font(12, bold=True, figures=True))
    assert made.view.columnWidth(Column.GMV) >= metrics.horizontalAdvance("123,456,789")
    assert made.view.horizontalScrollBar().maximum() == 0
