"""Every dialog of the running program, in both languages, on a notebook: none of the program's own words is cut."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

from console.show import commands as cmd
from console.show.plan import Cue, CueKind, CueSheet, Entry, Role
from tests.builders import Room, twenty_entries
from tests.widgets.fits import NOTEBOOK, misfits
from tests.widgets.window_room import QUIET, Stage, live, seed, stage  # noqa: F401 - the fixture
from widgets.cheat_sheet import CheatSheet
from widgets.run_order_dock import RunOrderDock

# ruff: noqa: F811
pytestmark = QUIET
LANGUAGES = pytest.mark.parametrize("lang", ["zh_CN", "en"])
ERRANDS = "new_show", "show_fields", "counts", "report", "obs", "cues", "settings", "about"
EVERY_KIND = CueSheet(
    on_take=(
        Cue(kind=CueKind.SCENE, target="商品特写"),
        Cue(kind=CueKind.TEXT, target="价格", value="{name} {live_price}"),
        Cue(kind=CueKind.SHOW, target="边框", scene="商品特写"),
        Cue(kind=CueKind.MEDIA_RESTART, target="片头"),
        Cue(kind=CueKind.CHAPTER),
    ),
    on_leave=(Cue(kind=CueKind.HIDE, target="边框", scene="商品特写"),),
)


def evening(room: Room) -> None:
    """A live show whose cues are of every kind, for all, for a role and for one entry."""
    first, *rest = twenty_entries()
    entries: tuple[Entry, ...] = (replace(first, cues=EVERY_KIND), *rest)
    live(*entries)(room)
    room.ask(cmd.EditCues(cues=EVERY_KIND, role_cues=((Role.HERO, EVERY_KIND),)))


def the_dialog() -> QWidget:
    """The one that is open."""
    dialogs = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
    assert len(dialogs) == 1, dialogs
    return dialogs[0]


@LANGUAGES
@pytest.mark.parametrize("errand", ERRANDS)
def test_nothing_of_a_dialog_is_cut(stage: Stage, errand: str, lang: str) -> None:
    seed(stage.root, evening)
    stage.start(lang=lang)
    stage.program.controls.asked.emit(errand)
    dialog = the_dialog()
    assert misfits(dialog) == []
    dialog.close()


@LANGUAGES
def test_nothing_of_the_entry_editor_is_cut(stage: Stage, lang: str) -> None:
    seed(stage.root, evening)
    program = stage.start(lang=lang)
    run_order = program.window.findChild(RunOrderDock)
    assert run_order is not None
    run_order.view.setCurrentIndex(run_order.view.model().index(2, 0))
    run_order.edit_selected()
    dialog = the_dialog()
    assert misfits(dialog) == []
    dialog.close()


@LANGUAGES
@pytest.mark.parametrize("question", ["end_show", "quit"])
def test_nothing_of_a_question_is_cut(stage: Stage, monkeypatch: pytest.MonkeyPatch, question: str, lang: str) -> None:
    found: list[list[str]] = []

    def answered(box: QMessageBox) -> int:
        box.show()
        found.append(misfits(box))
        box.close()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answered)
    seed(stage.root, evening)
    stage.start(lang=lang)
    stage.program.controls.asked.emit(question)
    assert found == [[]]


@LANGUAGES
def test_nothing_of_the_key_sheet_is_cut_on_a_notebook(stage: Stage, lang: str) -> None:
    seed(stage.root, evening)
    program = stage.start(lang=lang)
    program.window.resize(NOTEBOOK)
    stage.wait(lambda: program.window.size() == NOTEBOOK)
    program.controls.asked.emit("cheat_sheet")
    sheet = program.window.findChild(CheatSheet)
    assert sheet is not None
    assert misfits(sheet) == []
