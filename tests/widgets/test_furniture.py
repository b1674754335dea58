"""The docks of a show together: what they share, and that they let go of it."""

from __future__ import annotations

from tests.builders import make_entry
from tests.widgets.window_room import QUIET, Stage, live, seed, stage  # noqa: F401 - the fixture
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
    stage.wait(lambda: program.findChildren(JournalEvents, None) != [])
    stage.wait(lambda: len(program.findChildren(JournalEvents)) == 1)
    assert newer is not None
