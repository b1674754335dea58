"""The pre-show checklist in the window: opened by its key, renewed by itself, each line leads to its mending."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from console.checks import Colour, Topic
from console.show import commands as cmd
from console.show import events as ev
from console.show.plan import Role
from inventory.catalogue import Certificate, Product
from tests.builders import make_entry, make_segment
from tests.widgets.fits import misfits
from tests.widgets.window_room import QUIET, Stage, planned, seed, stage  # noqa: F401 - the fixture
from widgets.checklist_dialog import ChecklistDialog
from widgets.checklist_words import LEADS, lead_of
from widgets.go_live_dialog import GoLiveDialog

# ruff: noqa: F811
pytestmark = QUIET

OPENING = make_segment(1, "开场")
MASK = make_entry(2, name="玻尿酸补水面膜 30片", role=Role.HERO, list_price=19900, script="家人们")
CUP = make_entry(3, name="316L 保温杯", stock=None)
GOOD = Certificate(name="质检报告", permanent=True)
SHIFT_L = (Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)


def expired() -> Product:
    paper = Certificate(name="质检报告", expires=date(2020, 1, 1))
    return Product(product_id=str(MASK.product_id), name=MASK.name, certificates=(paper,))


def opened(stage: Stage, **options: Any) -> ChecklistDialog:
    seed(stage.root, planned(OPENING, MASK, CUP))
    program = stage.start(**options)
    assert program.context is not None
    if program.context.console.show is None:
        program.open_show(program.context.console.shows()[0].show_id)
    stage.wait(stage.has_show)
    stage.press(*SHIFT_L)
    stage.wait(lambda: any(isinstance(each, ChecklistDialog) for each in QApplication.topLevelWidgets()))
    dialog = program.errands.dialogs["checklist"]
    assert isinstance(dialog, ChecklistDialog)
    return dialog


def colour(dialog: ChecklistDialog, topic: Topic) -> Colour:
    return next(row.check.colour for row in dialog.rows if row.check.topic is topic)


def test_the_key_opens_it_and_every_line_is_there(stage: Stage) -> None:
    dialog = opened(stage)
    assert [row.check.topic for row in dialog.rows] == list(Topic)
    assert colour(dialog, Topic.STOCK) is Colour.AMBER
    assert "0 项不对" not in dialog.head.text()
    assert dialog.go_button.isVisible()


def test_what_is_put_right_changes_in_it_by_itself(stage: Stage) -> None:
    dialog = opened(stage)
    stage.show.ask(cmd.Edit(entries=(replace(CUP, stock=50),)), actor="t")
    stage.wait(lambda: colour(dialog, Topic.STOCK) is Colour.GREEN)
    assert stage.program.context is not None
    catalogue = stage.program.context.console.catalogue
    catalogue.write([expired()])
    stage.wait(lambda: colour(dialog, Topic.PAPERS) is Colour.RED)
    assert dialog.head.text().startswith("1 项不对")
    catalogue.write([replace(catalogue.goods.products[0], certificates=(GOOD,))])
    stage.wait(lambda: colour(dialog, Topic.PAPERS) is Colour.AMBER)  # the cup has none


def test_red_asks_for_a_reason_and_the_checklist_is_one_press_away(stage: Stage) -> None:
    dialog = opened(stage)
    assert stage.program.context is not None
    stage.program.context.console.catalogue.write([expired()])
    stage.wait(lambda: colour(dialog, Topic.PAPERS) is Colour.RED)
    dialog.go_button.click()
    box = stage.program.errands.dialogs["go_live"]
    assert isinstance(box, GoLiveDialog)
    box.save_button.click()
    assert stage.show.state.started_at is None, "not without a reason"
    box.reason.setText("新证今晚到")
    box.save_button.click()
    stage.wait(lambda: stage.show.state.started_at is not None)
    stage.settle()
    (went,) = [each.payload for each in stage.events() if isinstance(each.payload, ev.WentLive)]
    assert went.override == "新证今晚到"
    assert went.failed_checks == (f"certificate_expired:{MASK.name}（质检报告 2020-01-01）",)
    stage.wait(lambda: not dialog.go_button.isVisible())


def test_a_button_leads_to_the_row_the_finding_is_about(stage: Stage) -> None:
    dialog = opened(stage)
    row = next(row for row in dialog.rows if row.check.topic is Topic.STOCK)
    row.buttons[0].click()
    stage.wait(lambda: any("EntryEditor" in type(each).__name__ for each in QApplication.topLevelWidgets()))
    (editor,) = [each for each in QApplication.topLevelWidgets() if type(each).__name__ == "EntryEditor"]
    editor.close()


def test_every_lead_is_an_errand_of_the_window(stage: Stage) -> None:
    seed(stage.root, planned(OPENING))
    program = stage.start()
    assert program.errands is not None
    for code, errand in LEADS.items():
        known = hasattr(program.errands, f"_do_{errand}") or hasattr(program.errands.files, f"_do_{errand}")
        assert known or errand in ("entry", "script"), code


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_nothing_of_it_is_cut(stage: Stage, lang: str) -> None:
    dialog = opened(stage, lang=lang)
    assert misfits(dialog) == []
    assert all(not button.cut for row in dialog.rows for button in row.buttons)


def test_a_finding_without_its_entry_leads_nowhere() -> None:
    from console.checks import Finding

    assert lead_of(Finding("stock_none", Colour.AMBER, ("x",))) is None
    assert lead_of(Finding("clock_unknown", Colour.AMBER)) is None
