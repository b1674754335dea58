"""A notice comes and goes in a place of its own: no dock moves under the pointer, no key and no figure is covered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QAbstractButton, QWidget

from console.listeners import Notice
from tests.builders import twenty_entries
from tests.widgets.fits import NOTEBOOK, misfits
from tests.widgets.window_room import QUIET, Stage, live, seed, stage  # noqa: F401 - the fixture
from widgets.window import Window

# ruff: noqa: F811
pytestmark = QUIET
SIZES = pytest.mark.parametrize("size", [NOTEBOOK, QSize(1920, 1080)], ids=["notebook", "desk"])
LONG = "写不进这个文件夹，" * 30


def on_a_screen(stage: Stage, size: QSize, *, lang: str = "zh_CN", practice: bool = False) -> Window:
    if not practice:
        seed(stage.root, live(*twenty_entries()))
    window = stage.start(lang=lang, practice=practice).window
    stage.wait(stage.has_show)
    window.resize(size)
    stage.wait(lambda: window.size() == size and window.room.isVisible())
    return window


def place(part: QWidget) -> QRect:
    """Where a part is in its window."""
    return QRect(part.mapTo(part.window(), QPoint(0, 0)), part.size())


def places(window: Window) -> dict[str, QRect]:
    return {name: place(dock) for name, dock in window.room.docks.items() if dock.isVisible()}


@SIZES
@pytest.mark.parametrize("practice", [False, True])
@pytest.mark.parametrize("level", ["info", "warning", "error"])
def test_a_notice_moves_no_dock_and_covers_none(stage: Stage, size: QSize, practice: bool, level: str) -> None:
    window = on_a_screen(stage, size, practice=practice)
    window.strip.clear()
    stage.wait(window.strip.isHidden)
    before = places(window)
    window.strip.tell(Notice(code="listener_failed", level=level, data={"error": LONG}))
    stage.wait(window.strip.isVisible)
    assert places(window) == before
    told = place(window.strip)
    assert not [name for name, dock in before.items() if dock.intersects(told)]
    assert not place(window.header).intersects(told)
    window.strip.clear()
    stage.wait(window.strip.isHidden)
    assert places(window) == before


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_a_notice_in_practice_leaves_the_speeds_and_the_way_out_free(stage: Stage, lang: str) -> None:
    window = on_a_screen(stage, NOTEBOOK, practice=True, lang=lang)
    window.strip.tell(Notice(code="listener_failed", level="error", data={"error": LONG}))
    stage.wait(window.strip.isVisible)
    band = window.practice_band

    def free() -> bool:
        """Of the notice: every button of the band, once the speeds are offered."""
        keys = [each for each in band.findChildren(QAbstractButton) if each.isVisible()]
        return len(keys) > 1 and not [key for key in keys if place(key).intersects(place(window.strip))]

    stage.wait(free)
    assert window.strip.isVisible()


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_nothing_of_a_notice_with_help_and_others_waiting_is_cut(stage: Stage, lang: str) -> None:
    window = on_a_screen(stage, NOTEBOOK, lang=lang)
    for name in ("a", "b", "c"):
        window.strip.tell(Notice(code="listener_failed", level="error", data={"error": name}))
    stage.wait(window.strip.isVisible)
    assert window.strip.help_button.isVisible()
    assert misfits(window.strip) == []


@SIZES
def test_a_line_to_type_in_moves_no_dock(stage: Stage, size: QSize) -> None:
    window = on_a_screen(stage, size)
    before = places(window)
    stage.program.controls.actions["note"].trigger()
    stage.wait(window.ask_line.isVisible)
    assert places(window) == before
    assert place(window.ask_line).width() == size.width()
    assert window.ask_line.field.hasFocus()
