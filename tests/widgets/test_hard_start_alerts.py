"""A hard start is counted down, told when it is late, and can be put next from where it is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from tests.builders import make_entry, make_segment, run_show
from tests.widgets.dock_room import OFFSCREEN_DIALOGS, Stage, stage  # noqa: F401 - the fixture
from tests.widgets.journal_room import row_of, troubles, wait  # noqa: F401 - the fixture
from widgets.alerts import Trouble
from widgets.journal_dock import JournalDock

# ruff: noqa: F811

pytestmark = OFFSCREEN_DIALOGS

DRAW = make_segment(8, "整点福袋", hard_start=time(19, 40))
PINNED_AT = datetime(2026, 11, 11, 11, 40, tzinfo=UTC)


@pytest.fixture
def pinned(stage: Stage, qtbot: Any, wait: Any) -> Iterator[JournalDock]:
    stage.room.open_show([make_entry(1, actions=()), make_entry(2, actions=()), DRAW])
    run_show(stage.room, 1)
    made = JournalDock(stage.context)
    qtbot.addWidget(made)
    made.resize(610, 300)
    made.show()
    wait(lambda: not made._events.reading)
    yield made
    made.release()


def at_pin(dock: JournalDock, stage: Stage, **before: float) -> None:
    """So long before the hard start."""
    stage.room.clock.advance(seconds=(PINNED_AT - timedelta(**before) - stage.room.clock.now()).total_seconds())
    dock.alerts._on_tick()


def test_a_hard_start_is_counted_down_and_then_late_until_it_is_taken(pinned: JournalDock, stage: Stage) -> None:
    at_pin(pinned, stage, minutes=5, seconds=1)
    assert not {Trouble.PIN_SOON, Trouble.PIN_NOW} & set(troubles(pinned))
    at_pin(pinned, stage, minutes=4, seconds=32)
    row = row_of(pinned, Trouble.PIN_SOON)
    assert row._text.text == "整点福袋：19:40 整点，还有 4:32"
    assert row._told[2] == "late"
    assert row._time.text == "19:35:00"
    at_pin(pinned, stage, seconds=60)
    assert stage.told().count("hard_start_near") == 1
    row = row_of(pinned, Trouble.PIN_NOW)
    assert (row._text.text, row._told[2]) == ("整点福袋：19:40 整点，还有 1:00", "bad")
    at_pin(pinned, stage, seconds=0)
    assert row_of(pinned, Trouble.PIN_NOW)._text.text == "整点福袋：19:40 整点，到点了"
    at_pin(pinned, stage, minutes=-2, seconds=-10)
    assert row_of(pinned, Trouble.PIN_NOW)._text.text == "整点福袋：19:40 整点已过 2:10"
    assert stage.told().count("hard_start_near") == 1
    assert stage.room.show.state.on_air.entry_id == "e1", "nothing takes by itself"
    row_of(pinned, Trouble.PIN_NOW)._button.click()
    stage.room.settle()
    assert stage.room.show.state.on_air.entry_id == DRAW.entry_id
    assert Trouble.PIN_NOW not in troubles(pinned)


def test_a_hard_start_passed_over_goes_when_it_is_skipped(pinned: JournalDock, stage: Stage) -> None:
    at_pin(pinned, stage, minutes=-1)
    row = row_of(pinned, Trouble.PIN_NOW)
    assert row._first.text() == "跳过"
    row._first.click()
    stage.room.settle()
    assert Trouble.PIN_NOW not in troubles(pinned)


def test_a_hard_start_that_is_near_can_be_put_next_unless_the_plan_is_locked(pinned: JournalDock, stage: Stage) -> None:
    at_pin(pinned, stage, minutes=3)
    pinned.set_locked(True)
    assert row_of(pinned, Trouble.PIN_SOON)._act is None
    pinned.set_locked(False)
    row = row_of(pinned, Trouble.PIN_SOON)
    assert row._button.text() == "排到下一个"
    row._button.click()
    stage.room.settle()
    coming = stage.room.show.state.next_entry()
    assert coming is not None
    assert coming.entry_id == DRAW.entry_id
    assert row_of(pinned, Trouble.PIN_SOON)._act is None, "it comes next"
