"""The docks of a show together: what they share, and that they let go of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.builders import make_entry
from tests.widgets.window_room import QUIET, Stage, live, seed, stage  # noqa: F401 - the fixture
from widgets.dock_frame import DockFrame
from widgets.journal_dock import JournalDock
from widgets.journal_events import JournalEvents
from widgets.numbers_dock import NumbersDock

# ruff: noqa: F811
pytestmark = QUIET


def test_the_journal_is_read_once_for_both_docks_that_show_it(stage: Stage) -> None:
    seed(stage.root, live(make_entry(1), make_entry(2)))
    program = stage.start()
    journal = program.window.findChild(JournalDock)
    numbers = program.window.findChild(NumbersDock)
    assert journal is not None
    assert numbers is not None
    assert journal._events is numbers._events
    stage.wait(lambda: [record.event.kind for record in journal._events.records] == stage.kinds())
    program.set_theme("light")
    newer = program.window.findChild(JournalDock)
    stage.wait(lambda: len(program.findChildren(JournalEvents)) == 1)
    assert newer is not None


def test_in_another_theme_the_docks_stand_as_they_stood_and_none_of_the_old_is_to_be_seen(stage: Stage) -> None:
    seed(stage.root, live(make_entry(1), make_entry(2)))
    program = stage.start()
    room = program.window.room
    room.docks["obs"].hide()
    wide = room.width() // 3
    room.resizeDocks([room.docks["run_order"]], [wide], Qt.Orientation.Horizontal)
    QApplication.processEvents()
    stood = {name: dock.geometry() for name, dock in room.docks.items() if dock.isVisible()}
    program.set_theme("light")  # nothing is painted in between: there is no turn of the loop
    seen = {dock for dock in room.findChildren(DockFrame) if not dock.isHidden()}
    assert seen == {room.docks[name] for name in stood}
    inside = program.window.centralWidget()
    assert inside is not None
    assert inside.updatesEnabled()
    QApplication.processEvents()
    assert {name: dock.geometry() for name, dock in room.docks.items() if dock.isVisible()} == stood
