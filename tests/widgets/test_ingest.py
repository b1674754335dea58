"""Order exports dropped on the window: taken whole, told, or refused with every bad cell."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from console.feeds.kinds import Kind
from console.imports import Outcome, Way
from tests.builders_counts import PRODUCTS_HEADER, products_row
from tests.builders_sheets import ORDER_HEADER_A, PLAN_HEADER, order_row, write_csv
from tests.widgets.ingest_desk import GOODS, Desk, desk  # noqa: F401 - the fixture
from widgets.import_dialog import ImportDialog
from widgets.ingest import ingest, ingest_files, paste, take_files
from widgets.ingest_reading import Source
from widgets.mapping_dialog import MappingDialog
from widgets.orders_dialog import OrdersRefusedDialog

# ruff: noqa: F811


def export(path: Path, count: int, **values: object) -> Path:
    return write_csv(
        path, [ORDER_HEADER_A, *(order_row(ORDER_HEADER_A, line, **values) for line in range(1, count + 1))]
    )


def test_a_dropped_export_is_counted_and_told(desk: Desk, tmp_path: Path) -> None:
    desk.open_show()
    take_files(desk.context, [export(tmp_path / "orders.csv", 4)], desk.window)
    told = desk.wait_for("orders_taken")
    assert (told.data["new"], told.data["unchanged"]) == (4, 0)
    assert desk.console.show is not None
    assert desk.console.show.counters.item(GOODS).units == 8


def test_without_a_show_nothing_is_read(desk: Desk, tmp_path: Path) -> None:
    ingest_files(desk.context, [tmp_path / "orders.csv"], desk.window)
    assert desk.codes() == ["orders_need_show"]


def test_a_bad_cell_keeps_the_whole_file_out_and_is_shown(desk: Desk, tmp_path: Path) -> None:
    desk.open_show()
    ingest_files(desk.context, [export(tmp_path / "orders.csv", 3, 商品数量="two")], desk.window)
    desk.qtbot.waitUntil(lambda: bool(desk.window.findChildren(OrdersRefusedDialog)), timeout=10_000)
    (dialog,) = desk.window.findChildren(OrdersRefusedDialog)
    assert dialog.table.model().rowCount() == 3
    assert desk.console.show is not None
    assert desk.console.show.counters.room().orders == 0
    dialog.close()


def test_a_table_nobody_knows_is_asked_about_and_brings_nothing_yet(desk: Desk, tmp_path: Path) -> None:
    desk.open_show()
    path = write_csv(tmp_path / "x.csv", [("a", "b"), ("1", "2")])
    take_files(desk.context, [path], desk.window)
    dialog = desk.wait_for_dialog(MappingDialog)
    assert dialog.draft.names == ("a", "b")
    assert desk.told == []
    dialog.reject()


def test_several_are_asked_about_one_after_the_other(desk: Desk, tmp_path: Path) -> None:
    desk.open_show()
    paths = [write_csv(tmp_path / f"{name}.csv", [(name, "b"), ("1", "2")]) for name in ("x", "y")]
    ingest_files(desk.context, paths, desk.window)
    first = desk.wait_for_dialog(MappingDialog)
    assert first.draft.names == ("x", "b")
    first.reject()
    desk.qtbot.waitUntil(lambda: desk.wait_for_dialog(MappingDialog).draft.names == ("y", "b"))
    desk.wait_for_dialog(MappingDialog).reject()


def test_a_run_order_among_the_numbers_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    desk.open_show()
    plan = write_csv(tmp_path / "plan.csv", [PLAN_HEADER, ["1", "引流款", "37", "桂花糕", "9.9", "5", "3"]])
    ingest_files(desk.context, [plan], desk.window)
    dialog = desk.wait_for_dialog(MappingDialog)
    assert dialog.draft.kind is Kind.RUN_ORDER
    dialog.reject()
    take_files(desk.context, [plan], desk.window)
    desk.wait_for_dialog(ImportDialog).reject()


def test_without_a_show_a_table_nobody_knows_is_tried_as_a_run_order(desk: Desk, tmp_path: Path) -> None:
    take_files(desk.context, [write_csv(tmp_path / "x.csv", [("a", "b"), ("1", "2")])], desk.window)
    desk.wait_for_dialog(ImportDialog).reject()


def test_a_broken_file_is_told_as_a_whole(desk: Desk, tmp_path: Path) -> None:
    desk.open_show()
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"PK\x03\x04 half of it")
    ingest_files(desk.context, [path], desk.window)
    assert "x.xlsx" in desk.wait_for("orders_refused").data["words"]
    assert desk.came[-1].entry.outcome is Outcome.REFUSED


def test_a_file_another_program_holds_is_told_in_words(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open_show()
    held = export(tmp_path / "held.csv", 1)

    def locked(*_about: object, **_more: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(held))

    monkeypatch.setattr("widgets.ingest_reading.read_grids", locked)
    ingest(desk.context, [Source.of_file(held, Way.WATCHED)], desk.window)
    assert desk.wait_for("orders_refused").data["words"] == "held.csv 打不开：别的程序正占着它，或没有权限。"
    assert desk.came[-1].entry.outcome is Outcome.REFUSED


def test_what_lies_in_the_watched_folder_opens_no_dialog(desk: Desk, tmp_path: Path) -> None:
    desk.open_show()
    files = [
        write_csv(tmp_path / "unknown.csv", [("a", "b"), ("1", "2")]),
        write_csv(tmp_path / "plan.csv", [PLAN_HEADER, ["1", "引流款", "37", "桂花糕", "9.9", "5", "3"]]),
        export(tmp_path / "bad.csv", 1, 商品数量="two"),
    ]
    ingest(desk.context, [Source.of_file(path, Way.WATCHED) for path in files], desk.window)
    desk.qtbot.waitUntil(lambda: len(desk.came) == 3, timeout=10_000)
    assert [came.entry.outcome for came in desk.came] == [Outcome.UNKNOWN, Outcome.PLAN, Outcome.REFUSED]
    assert desk.codes() == ["mapping.unknown", "mapping.cells"], "a plan lying there is nobody's mistake"
    assert desk.window.findChildren(MappingDialog) == []
    assert desk.window.findChildren(OrdersRefusedDialog) == []


def test_files_that_came_at_once_are_told_in_one_sentence_when_all_are_kept(desk: Desk, tmp_path: Path) -> None:
    desk.open_show()
    files = [export(tmp_path / f"{number}.csv", number) for number in range(1, 6)]
    files.append(write_csv(tmp_path / "items.csv", [PRODUCTS_HEADER, products_row()]))
    ingest(desk.context, [Source.of_file(path, Way.WATCHED) for path in files], desk.window)
    told = desk.wait_for("files_taken")
    assert desk.codes() == ["files_taken"]
    assert told.data["files"] == 6
    assert "新增 5 行" in told.data["words"]
    assert "读数" in told.data["words"]
    assert [came.entry.outcome for came in desk.came] == [Outcome.TAKEN] * 6, "each is in the record"


def test_a_table_that_was_refused_can_be_looked_at_with_its_bad_cells(desk: Desk, tmp_path: Path) -> None:
    desk.open_show()
    ingest_files(desk.context, [export(tmp_path / "bad.csv", 1, 商品数量="two")], desk.window)
    desk.wait_for_dialog(OrdersRefusedDialog).look_button.click()
    dialog = desk.wait_for_dialog(MappingDialog)
    desk.qtbot.waitUntil(lambda: dialog.tried is not None and bool(dialog.tried.attempt.problems))
    dialog.reject()


def test_a_table_of_a_page_is_taken_from_its_html(desk: Desk) -> None:
    desk.open_show()
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ([*PRODUCTS_HEADER], products_row())
    )
    held = QMimeData()
    held.setHtml(f"<html><body><table>{rows}</table></body></html>")
    held.setText("cells\nbroken\nover lines")
    QGuiApplication.clipboard().setMimeData(held)
    paste(desk.context, desk.window)
    assert desk.wait_for("readings_taken").data["kept"] == 3
    assert desk.came[-1].entry.way is Way.PASTED


def test_a_copied_table_goes_the_same_way(desk: Desk) -> None:
    desk.open_show()
    rows: list[list[object]] = [[*ORDER_HEADER_A], order_row(ORDER_HEADER_A, 1)]
    text = "\n".join("\t".join(str(cell) for cell in row) for row in rows)
    QGuiApplication.clipboard().setText(text)
    paste(desk.context, desk.window)
    assert desk.wait_for("orders_taken").data["new"] == 1
    QGuiApplication.clipboard().setText("just words")
    paste(desk.context, desk.window)
    assert desk.codes()[-1] == "paste_no_table"


def test_a_dropped_table_of_counters_is_read_and_told(desk: Desk, tmp_path: Path) -> None:
    desk.open_show()
    take_files(desk.context, [write_csv(tmp_path / "items.csv", [PRODUCTS_HEADER, products_row()])], desk.window)
    told = desk.wait_for("readings_taken")
    assert (told.data["count"], told.data["kept"], told.data["taken_for"]) == (3, 3, "罗盘商品明细")
    assert desk.console.show is not None
    assert desk.console.show.counters.item(GOODS).click_users == 1200
