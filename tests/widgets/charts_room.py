"""The numbers dock for tests: empty, and on the believable evening with number 7 on air."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.builders import feed_evening, run_show
from tests.widgets.dock_room import OFFSCREEN_DIALOGS, Stage, stage  # noqa: F401
from widgets.numbers_board import NumbersBoard
from widgets.numbers_dock import NumbersDock

# ruff: noqa: F811


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
