"""A journal dock for tests, and how its rows and alerts are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from console.show import events as ev
from console.show.state import EMPTY
from tests.builders import make_entry, make_segment
from tests.widgets.dock_room import Stage
from widgets.alert_list import _Row
from widgets.alerts import Trouble
from widgets.journal_dock import JournalDock
from widgets.journal_events import Record
from widgets.journal_model import DISPLAY, JournalModel

CUP = make_entry(1, name="316L 保温杯", stock=60, first_release=20, actions=("show_card", "open_price"))
DATES = make_entry(2, name="新疆灰枣", stock=60, first_release=20, actions=())
BREAK = make_segment(3, "换播")
LATE_AT_NIGHT = datetime(2026, 11, 11, 15, 59, 58, tzinfo=UTC)  # 23:59:58 in Shanghai


@pytest.fixture
def wait(qtbot: Any) -> Callable[[Callable[[], object]], None]:
    return lambda holds: qtbot.waitUntil(lambda: bool(holds()), timeout=5000)


@pytest.fixture
def dock(stage: Stage, qtbot: Any, wait: Any) -> Iterator[JournalDock]:
    stage.room.open_show([CUP, DATES, BREAK])
    made = JournalDock(stage.context)
    qtbot.addWidget(made)
    made.resize(610, 300)
    made.show()
    wait(lambda: not made._events.reading)
    yield made
    made.release()


def texts(model: JournalModel) -> list[str]:
    return [model.index(row, 0).data(DISPLAY) for row in range(model.rowCount())]


def troubles(dock: JournalDock) -> list[Trouble]:
    return [alert.trouble for alert in dock.alerts.now()]


def row_of(dock: JournalDock, trouble: Trouble) -> _Row:
    (alert,) = [alert for alert in dock.alerts.now() if alert.trouble is trouble]
    dock._on_told()
    return dock.alert_list._rows[alert.key]


def noted(count: int) -> list[Record]:
    return [
        Record(ev.Event(seq=seq, at=LATE_AT_NIGHT, actor="me", payload=ev.Noted(text=f"note {seq}")), EMPTY.core, {})
        for seq in range(1, count + 1)
    ]


def said(record: Record) -> str:
    return str(getattr(record.event.payload, "text", record.event.kind))
