"""The item table on the screen: what it shows when much moves at once."""

from __future__ import annotations

from typing import Any

from tests.builders import many_entries, run_show, sell
from tests.widgets.dock_room import OFFSCREEN_DIALOGS, Stage, stage  # noqa: F401 - the fixture
from widgets.item_table import ItemTable
from widgets.item_table_model import Column

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
