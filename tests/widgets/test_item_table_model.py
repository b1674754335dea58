"""The table of items: a sound model, what is unknown, and the order of its rows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from console.show.sales import Metric, Reading
from tests.builders import feed_evening, run_show, sell
from tests.widgets.charts_room import item
from tests.widgets.dock_room import OFFSCREEN_DIALOGS, Stage, stage  # noqa: F401 - the fixture
from widgets.item_rows import Column
from widgets.item_table_model import ItemTableModel
from widgets.theme import Theme

# ruff: noqa: F811

pytestmark = OFFSCREEN_DIALOGS
OUTSIDE = "3719999999999999999"


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
