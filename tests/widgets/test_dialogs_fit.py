"""Every dialog of the running program, in both languages, on a notebook: none of the program's own words is cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

from console.feeds.grid import CellProblem
from console.show import commands as cmd
from console.show.plan import Cue, CueKind, CueSheet, Entry, ProductId, Role
from tests.builders import Room, make_entry, sell, twenty_entries
from tests.widgets.fits import NOTEBOOK, misfits
from tests.widgets.window_room import QUIET, Stage, live, seed, stage  # noqa: F401 - the fixture
from widgets.cheat_sheet import CheatSheet
from widgets.context import Context
from widgets.error_dialog import ErrorDialog
from widgets.go_live_dialog import GoLiveDialog
from widgets.import_dialog import ImportDialog
from widgets.orders_dialog import OrdersRefusedDialog
from widgets.oversold_dialog import OversoldDialog
from widgets.run_order_dock import RunOrderDock
from widgets.script_dialog import ScriptDialog
from widgets.stock_dialog import StockDialog
from widgets.waves_dialog import WavesDialog

# ruff: noqa: F811
pytestmark = QUIET
LANGUAGES = pytest.mark.parametrize("lang", ["zh_CN", "en"])
PEOPLE = "roster", "host_change"
ERRANDS = *PEOPLE, "new_show", "show_fields", "counts", "catalogue", "report", "obs", "cues", "settings", "about"
IMPORTS = "import_new", "import_cells", "import_refused"
HARDEST = *IMPORTS, "stock", "waves", "oversold", "script", "orders", "go_live", "error"
GOODS = make_entry(90, name="316L 保温杯 大容量 1.2L 男女学生便携车载办公泡茶杯", stock=12_000)
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


def oversold_evening(room: Room) -> None:
    """The first item is on air, all of it on sale, and sold beyond that."""
    live(GOODS, *twenty_entries()[1:])(room)
    sell(room, str(GOODS.product_id), 12_345)


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


def hardest(context: Context, parent: QWidget, folder: Path) -> dict[str, Callable[[], QDialog]]:
    """Dialogs the menus have no line for, each with the longest it has to say."""
    product = ProductId(str(GOODS.product_id))
    lang = context.console.settings.lang

    def imported(*rows: tuple[object, ...]) -> QDialog:
        path = folder / "今晚的排品表 最终版 3.xlsx"
        workbook = Workbook()
        assert workbook.active is not None
        for row in rows:
            workbook.active.append(row)
        workbook.save(path)
        return ImportDialog(context, path, parent)

    def failed() -> QDialog:
        dialog = ErrorDialog(str(folder / "log" / "zhongkong.log"), parent)
        for number in range(3):
            dialog.tell(ValueError(f"{number}" * 200))
        return dialog

    header = ("商品名称", "角色", "直播价", "库存", "首放", "时长", "开始时间")
    problem = CellProblem(
        sheet="订单",
        row=1234,
        column="AB",
        header="订单应付金额",
        held="很多",
        code="not_money",
        remedy_code="not_money",
    )
    checks = [f"scene_missing:{name}" for name in ("商品特写 近景 双机位", "主播近景", "开场", "福袋", "换播", "片尾")]
    return {
        "import_new": lambda: imported(header, ("杯子", "神款", 123456, 12000, 1500, 5, "20:00"), ("",), ("盘", "", 1)),
        "import_cells": lambda: imported(header, ("杯子", "主推款", "abc", "x", 9, "zz", "25:99")),
        "import_refused": lambda: imported(("甲", "乙"), (1, 2)),
        "stock": lambda: StockDialog(context, product, parent),
        "waves": lambda: WavesDialog(context, product, parent),
        "oversold": lambda: OversoldDialog(context, product, parent),
        "script": lambda: ScriptDialog(context, GOODS.entry_id, parent),
        "orders": lambda: OrdersRefusedDialog(context, "订单.csv", [problem] * 300, parent),
        "go_live": lambda: GoLiveDialog(checks, lang, lambda reason: None, parent),
        "error": failed,
    }


@LANGUAGES
@pytest.mark.parametrize("name", list(HARDEST))
def test_nothing_of_a_dialog_with_much_to_say_is_cut(stage: Stage, tmp_path: Path, name: str, lang: str) -> None:
    seed(stage.root, oversold_evening)
    program = stage.start(lang=lang)
    assert program.context is not None
    dialog = hardest(program.context, program.window, tmp_path)[name]()
    dialog.show()
    if isinstance(dialog, ImportDialog):
        stage.wait(lambda: dialog.cancel_button.isVisible() and dialog.was_read)
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
