"""Importing a run order sheet: nothing changes before it was seen, and a bad sheet lists every bad cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from console.feeds.plan_sheet import write_plan
from console.show import commands as cmd
from console.show.plan import Entry, EntryId
from console.show.state import Status
from tests.builders import BUSY_INFO, make_entry, make_plan, make_segment, run_show
from tests.widgets.dock_room import LANGUAGES, Stage, lang, stage  # noqa: F401 - fixtures
from tests.widgets.fits import misfits
from widgets.import_dialog import ImportDialog
from widgets.plan_import import import_plan_files, write_template_to

# ruff: noqa: F811

ORDERS = "主订单编号,子订单编号,选购商品,商品ID,商品数量,商品金额,订单应付金额,订单提交时间,支付完成时间,订单状态\n"

Open = Callable[[Path], ImportDialog]


@pytest.fixture
def opened(stage: Stage, qtbot: Any) -> Iterator[Open]:
    made: list[ImportDialog] = []

    def open_(path: Path) -> ImportDialog:
        dialog = ImportDialog(stage.context, path)
        made.append(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: dialog._reading is not None)
        return dialog

    yield open_
    for dialog in made:
        if isValid(dialog):
            dialog.reject()


def sheet(path: Path, *entries: Entry) -> Path:
    write_plan(make_plan(*entries), path)
    return path


def cells(dialog: ImportDialog) -> list[tuple[str, ...]]:
    return [row.cells for row in dialog.table.lines.lines]


def test_with_no_show_a_sheet_becomes_a_new_one_and_is_opened(
    stage: Stage, opened: Open, tmp_path: Path, qtbot: Any
) -> None:
    dialog = opened(sheet(tmp_path / "今晚.xlsx", make_entry(1, live_price=5990), make_segment(2, "福袋")))
    assert not dialog._ways.isVisible()
    assert [row[3] for row in cells(dialog)] == ["商品 1", "福袋"]
    assert dialog.name.text() == "今晚"
    dialog.start.setText("2026-11-11 19:00")
    dialog.apply_button.click()
    qtbot.waitUntil(lambda: stage.room.console.show is not None)
    info = stage.room.show.state.info
    assert info.name == "今晚"
    assert info.start is not None
    assert info.start.isoformat() == "2026-11-11T11:00:00+00:00"
    assert [entry.live_price for entry in stage.room.show.state.plan.in_order()] == [5990, None]


def test_the_preview_shows_what_a_row_would_be_with_thousands_apart(stage: Stage, opened: Open, tmp_path: Path) -> None:
    first = make_entry(1, live_price=123_456_00, stock=12_000, first_release=1_500, hard_start=time(20, 0))
    dialog = opened(sheet(tmp_path / "a.xlsx", first))
    (row,) = cells(dialog)
    assert row[4:] == ("123,456", "5:00", "20:00", "12,000", "1,500")
    assert len(dialog.table.lines.lines[0].cells) == dialog.table.lines.columnCount()


def test_the_notes_stand_on_the_table_they_are_about(stage: Stage, opened: Open, tmp_path: Path) -> None:
    dialog = opened(odd_sheet(tmp_path / "a.xlsx"))
    assert dialog.notes.isVisible()
    assert 0 <= dialog.table.geometry().top() - dialog.notes.geometry().bottom() < 20


def odd_sheet(path: Path) -> Path:
    """One whose role nobody knows, so that the reader has something to say."""
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    for row in (("商品名称", "角色"), ("杯子", "神款")):
        workbook.active.append(row)
    workbook.save(path)
    return path


def test_a_start_nobody_can_read_is_said_and_nothing_is_made(stage: Stage, opened: Open, tmp_path: Path) -> None:
    dialog = opened(sheet(tmp_path / "a.xlsx", make_entry(1)))
    dialog.start.setText("今晚吧")
    dialog.apply_button.click()
    assert "2026-11-11 19:00" in dialog.problem.text()
    assert dialog.start.text() == "今晚吧"
    assert dialog.start.property("wrong")
    assert stage.room.console.shows() == []


def test_into_the_open_show_the_difference_is_seen_first(
    stage: Stage, opened: Open, tmp_path: Path, qtbot: Any
) -> None:
    stage.room.open_show((make_entry(1), make_entry(2), make_entry(3)))
    newer = replace(make_entry(2), live_price=9900, planned=timedelta(minutes=7))
    dialog = opened(sheet(tmp_path / "最终版3.xlsx", make_entry(1), newer, make_entry(4)))
    kinds = [row[:2] for row in cells(dialog)]
    assert kinds == [("＋ 新增", "商品 4"), ("－ 删除", "商品 3"), ("✎ 修改", "商品 2")]
    assert "直播价 21.9 → 99" in cells(dialog)[2][2]
    assert len(stage.room.show.state.plan.order) == 3
    assert stage.room.show.state.plan.entries[EntryId("e2")].live_price == 2190
    dialog.apply_button.click()
    qtbot.waitUntil(lambda: stage.told() == ["plan_updated"])
    names = [entry.name for entry in stage.room.show.state.plan.in_order()]
    assert names == ["商品 1", "商品 2", "商品 4"]
    assert stage.room.show.state.plan.entries[EntryId("e2")].live_price == 9900
    stage.room.ask(cmd.Undo())
    assert len(stage.room.show.state.plan.order) == 3


def test_what_was_aired_stays_and_is_said_so(stage: Stage, opened: Open, tmp_path: Path) -> None:
    stage.room.open_show((make_entry(1), make_entry(2), make_entry(3)))
    run_show(stage.room, 2)
    dialog = opened(sheet(tmp_path / "b.xlsx", replace(make_entry(2), live_price=100), make_entry(3)))
    assert [row[:2] for row in cells(dialog)] == [("已播，保留", "商品 1"), ("已播，不改", "商品 2")]
    assert not dialog.apply_button.isEnabled()


def test_the_preview_follows_the_show(stage: Stage, opened: Open, tmp_path: Path) -> None:
    stage.room.open_show((make_entry(1), make_entry(2)))
    dialog = opened(sheet(tmp_path / "b.xlsx", make_entry(1), make_entry(2), make_entry(3)))
    assert [row[1] for row in cells(dialog)] == ["商品 3"]
    stage.room.ask(cmd.Insert(entries=(make_entry(9, name="临时加的"),)))
    assert [row[:2] for row in cells(dialog)] == [("＋ 新增", "商品 3"), ("－ 删除", "临时加的")]


def test_a_refused_sheet_lists_every_bad_cell_and_can_be_read_again(
    stage: Stage, opened: Open, tmp_path: Path, qtbot: Any
) -> None:
    stage.room.open_show((make_entry(1),))
    path = sheet(tmp_path / "bad.xlsx", make_entry(1), make_entry(2))
    book = openpyxl.load_workbook(path)
    page = book.active
    assert page is not None
    headers = {cell.value: cell.column for cell in page[1]}
    page.cell(2, headers["直播价"]).value = "便宜"
    page.cell(3, headers["时长"]).value = "很久"
    book.save(path)
    dialog = opened(path)
    assert "2 处要改" in dialog.title.text()
    assert [row[1] for row in cells(dialog)] == ["“便宜”不是金额", "“很久”不是时长"]
    assert not dialog.apply_button.isVisible()
    dialog.copy_button.click()
    assert "便宜" in QApplication.clipboard().text()
    page.cell(2, headers["直播价"]).value = 59.9
    page.cell(3, headers["时长"]).value = 6
    book.save(path)
    dialog.again_button.setFocus()
    dialog.again_button.click()
    qtbot.waitUntil(lambda: dialog._reading is not None)
    assert dialog.apply_button.isEnabled()
    assert dialog.focusWidget() is dialog.apply_button, "Enter goes on, it does not cancel"


def test_a_file_that_is_no_sheet_is_told_in_one_sentence(stage: Stage, opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"%PDF-1.4 something")
    dialog = opened(path)
    assert "PDF" in dialog.words.text()
    assert not dialog.apply_button.isVisible()


def test_a_running_show_is_not_left_for_a_new_one(stage: Stage, opened: Open, tmp_path: Path, qtbot: Any) -> None:
    stage.room.open_show((make_entry(1), make_entry(2)))
    run_show(stage.room, 1)
    before = stage.room.show.show_id
    dialog = opened(sheet(tmp_path / "明天.xlsx", make_entry(5)))
    dialog.new.setChecked(True)
    dialog.apply_button.click()
    qtbot.waitUntil(lambda: stage.told() == ["show_planned"])
    assert stage.room.show.show_id == before
    assert stage.room.show.state.status is Status.LIVE
    assert len(stage.room.console.shows()) == 2


def test_a_dialog_closed_while_it_reads_is_not_called_back(stage: Stage, tmp_path: Path, qtbot: Any) -> None:
    path = sheet(tmp_path / "a.xlsx", make_entry(1))
    posted: list[Callable[[], None]] = []
    stage.room.console.post = posted.append
    dialog = ImportDialog(stage.context, path)
    dialog.show()
    qtbot.waitUntil(lambda: bool(posted))
    dialog.reject()
    posted[0]()
    assert stage.room.console.shows() == []


def test_several_files_are_asked_about_one_after_the_other(stage: Stage, tmp_path: Path, qtbot: Any) -> None:
    paths = [sheet(tmp_path / f"{name}.xlsx", make_entry(1)) for name in ("one", "two")]

    def waiting() -> list[ImportDialog]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, ImportDialog) and w.isVisible()]

    import_plan_files(stage.context, paths)
    for name in ("one", "two"):
        assert [dialog.windowTitle() for dialog in waiting()] == [f"导入排品表 · {name}.xlsx"]
        waiting()[0].reject()
    assert waiting() == []


def test_an_order_export_goes_where_orders_go(stage: Stage, tmp_path: Path, qtbot: Any) -> None:
    stage.room.open_show((make_entry(1),))
    path = tmp_path / "订单.csv"
    path.write_text(ORDERS, encoding="utf-8-sig")
    dialog = ImportDialog(stage.context, path)
    with qtbot.waitSignal(dialog.rejected):
        dialog.show()


def test_the_empty_sheet_that_is_saved_reads_back(stage: Stage, opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "new" / "模板.xlsx"
    write_template_to(stage.context, path)
    assert stage.told() == ["template_saved"]
    dialog = opened(path)
    assert dialog.apply_button.isVisible()


def test_a_template_that_cannot_be_written_is_told(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    write_template_to(stage.context, tmp_path / "file" / "模板.xlsx")
    assert stage.told() == ["template_failed"]


def test_a_start_is_on_the_clock_of_the_room(stage: Stage, opened: Open, tmp_path: Path, qtbot: Any) -> None:
    stage.room.open_show((make_entry(1),), replace(BUSY_INFO, time_zone="America/New_York"))
    dialog = opened(sheet(tmp_path / "a.xlsx", make_entry(1)))
    dialog.new.setChecked(True)
    dialog.start.setText("2026-11-11 19:00")
    dialog.apply_button.click()
    qtbot.waitUntil(lambda: stage.room.show.state.info.name == "a")
    start = stage.room.show.state.info.start
    assert start is not None
    assert start.isoformat() == "2026-11-12T00:00:00+00:00"


def test_what_would_help_next_has_the_keyboard(stage: Stage, opened: Open, tmp_path: Path) -> None:
    good = opened(sheet(tmp_path / "good.xlsx", make_entry(1)))
    assert good.focusWidget() is good.apply_button
    (tmp_path / "bad.csv").write_text("商品名称,直播价\n围巾,便宜\n", encoding="utf-8")
    bad = opened(tmp_path / "bad.csv")
    assert bad.focusWidget() is bad.again_button


def test_a_show_needs_a_name_and_says_so(stage: Stage, opened: Open, tmp_path: Path) -> None:
    dialog = opened(sheet(tmp_path / "a.xlsx", make_entry(1)))
    dialog.name.setText(" ")
    assert not dialog.apply_button.isEnabled()
    assert dialog.problem.isVisible()
    dialog.name.setText("今晚")
    assert dialog.apply_button.isEnabled()
    assert not dialog.problem.isVisible()


ROLES = "商品名称,角色,时长\n" + "".join(f"围巾 {n},神秘款 {n},5\n" for n in range(60))
CELLS = "商品名称,直播价,库存,时长\n" + "".join(f"围巾 {n},便宜,不多,一会\n" for n in range(100))


@LANGUAGES
@pytest.mark.parametrize("text", [ROLES, CELLS, "甲,乙\n1,2\n"], ids=["60 remarks", "300 cells", "no header"])
def test_however_much_is_said_of_a_sheet_the_dialog_fits(
    stage: Stage, opened: Open, tmp_path: Path, lang: str, text: str
) -> None:
    stage.room.console.settings = replace(stage.room.console.settings, lang=lang)
    path = tmp_path / "sheet.csv"
    path.write_text(text, encoding="utf-8")
    dialog = opened(path)
    assert misfits(dialog) == []


def test_remarks_are_counted_and_all_there_to_read(stage: Stage, opened: Open, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(ROLES, encoding="utf-8")
    dialog = opened(tmp_path / "a.csv")
    assert "60" in dialog.notes.caption.text()
    assert "神秘款 59" in dialog.notes.notes.text()


def test_a_text_file_without_header_is_told_without_a_sheet(stage: Stage, opened: Open, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    dialog = opened(tmp_path / "a.csv")
    assert dialog.words.text().startswith("a.csv 前 20 行里找不到表头")
    assert dialog.template_button.isVisible()
    assert not dialog.table.isVisible()
