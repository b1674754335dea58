"""A run order dock for tests, and what hands do to its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLineEdit

from console.show.plan import EntryId
from tests.builders import run_show
from tests.widgets.dock_room import Stage
from widgets.run_order_dock import RunOrderDock
from widgets.run_order_rows import Col

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
