"""Where the docks live: what is put back from last time, and what is not because it could not be read."""

from __future__ import annotations

from PySide6.QtCore import QSettings, QSize, Qt

from tests.builders import make_entry
from tests.widgets.window_room import QUIET, Stage, live, seed, stage  # noqa: F401 - a fixture
from widgets.dock_room import READABLE, DockRoom

pytestmark = QUIET
ACROSS = Qt.Orientation.Horizontal
SMALL_SCREEN = QSize(1366, 768)


def opened(stage: Stage) -> DockRoom:  # noqa: F811
    """A show's docks in a window of a small notebook's size, settled."""
    program = stage.start()
    program.window.resize(SMALL_SCREEN)
    room = program.window.room
    stage.wait(lambda: room.width() > 1300 and room.docks["numbers"].isVisible())
    room.settle(program.layout_file)
    stage.wait(lambda: sum(room.docks[name].width() for name in ("run_order", "on_air", "numbers")) > 1250)
    return room


def widths(room: DockRoom) -> dict[str, int]:
    return {name: room.docks[name].width() for name in READABLE}


def kept(stage: Stage) -> QSettings:  # noqa: F811
    stage.program.save_layout()
    return stage.program.layout_file


def test_a_layout_too_narrow_to_read_is_not_put_back(stage: Stage) -> None:  # noqa: F811
    seed(stage.root, live(make_entry(1)))
    room = opened(stage)
    room.resizeDocks([room.docks["numbers"]], [290], ACROSS)
    stage.wait(lambda: room.cramped)
    kept(stage)
    stage.stop()
    again = opened(stage)
    stage.wait(lambda: not again.cramped)
    assert widths(again)["numbers"] >= READABLE["numbers"]


def test_a_layout_made_readable_keeps_what_was_put_away_and_what_floats(stage: Stage) -> None:  # noqa: F811
    seed(stage.root, live(make_entry(1)))
    room = opened(stage)
    room.docks["obs"].hide()
    room.docks["journal"].setFloating(True)
    room.resizeDocks([room.docks["numbers"]], [290], ACROSS)
    stage.wait(lambda: room.cramped)
    kept(stage)
    stage.stop()
    again = opened(stage)
    stage.wait(lambda: not again.cramped)
    assert again.docks["obs"].isHidden()
    assert again.docks["journal"].isFloating()
    assert again.docks["on_air"].isVisible()


def test_a_layout_of_another_screen_is_not_put_back(stage: Stage) -> None:  # noqa: F811
    seed(stage.root, live(make_entry(1)))
    room = opened(stage)
    room.docks["journal"].setFloating(True)
    file = kept(stage)
    room.restore(file)
    assert room.docks["journal"].isFloating()
    file.setValue("window/docks_screen", QSize(3840, 2160))
    room.restore(file)
    assert not room.docks["journal"].isFloating()
