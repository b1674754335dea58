"""Taking an import back from the record: asked twice, told, and the table can come again as something else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from console.imports import Import, Ingested, Outcome, Way
from console.show.sales import Metric
from tests.builders_counts import PRODUCTS_HEADER, products_row
from tests.builders_sheets import ORDER_HEADER_A, order_row, write_csv
from tests.widgets.ingest_desk import GOODS, Desk, desk  # noqa: F401 - the fixture
from widgets.folder_feed import FolderFeed
from widgets.import_record import ImportRecord
from widgets.import_record_dialog import ImportRecordDialog
from widgets.ingest import ingest_files, paste
from widgets.ingest_reading import Source
from widgets.mapping_asking import map_again
from widgets.mapping_dialog import MappingDialog

# ruff: noqa: F811


@pytest.fixture
def record(desk: Desk) -> Iterator[ImportRecord]:
    made = ImportRecord(desk.context)
    yield made
    made.release()


@pytest.fixture
def dialog(desk: Desk, record: ImportRecord) -> ImportRecordDialog:
    desk.open_show()
    made = ImportRecordDialog(
        desk.context,
        record,
        lambda source: map_again(desk.context, source, desk.window, taken=record.standing(source)),
        desk.window,
    )
    made.show()
    return made


def bring(desk: Desk, path: Path, *numbers: int) -> Path:
    """A file with these orders, taken in."""
    write_csv(path, [ORDER_HEADER_A, *(order_row(ORDER_HEADER_A, number) for number in numbers)])
    before = len(desk.came)
    ingest_files(desk.context, [path], desk.window, Way.DROPPED)
    desk.qtbot.waitUntil(lambda: len(desk.came) > before, timeout=60_000)
    return path


def lines(desk: Desk) -> int:
    assert desk.console.show is not None
    room = desk.console.show.counters.room()
    return sum(desk.console.show.counters.line_minutes().values()) + room.outside_lines


def taken_back(desk: Desk, times: int = 1) -> None:
    desk.qtbot.waitUntil(
        lambda: sum(code.startswith("import_taken_back") for code in desk.codes()) == times, timeout=60_000
    )


def results(dialog: ImportRecordDialog) -> list[str]:
    return [line.cells[-1] for line in dialog.table.lines.lines]


def test_delete_asks_and_delete_again_takes_back(desk: Desk, dialog: ImportRecordDialog, tmp_path: Path) -> None:
    bring(desk, tmp_path / "keep.csv", 1, 2)
    bring(desk, tmp_path / "wrong.csv", 2, 3, 4)
    assert lines(desk) == 4
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert "再按一次 Delete" in dialog.note.text()
    assert lines(desk) == 4
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "再按一次 Delete" not in dialog.note.text()
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    taken_back(desk)
    assert lines(desk) == 2
    desk.qtbot.waitUntil(lambda: "撤回了" in results(dialog)[0], timeout=60_000)
    assert results(dialog)[1] == "2 行订单，新 2"
    assert not dialog.back_button.isEnabled()
    assert dialog.again_button.text() == "再导入… Enter"
    notice = next(notice for notice in desk.told if notice.code == "import_taken_back")
    assert notice.data == {"file": "wrong.csv", "gone": 2, "before": 0}


def test_what_comes_in_between_two_presses_is_not_what_is_taken_back(
    desk: Desk, dialog: ImportRecordDialog, tmp_path: Path
) -> None:
    bring(desk, tmp_path / "first.csv", 1)
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    bring(desk, tmp_path / "second.csv", 2)
    assert "再按一次 Delete" in dialog.note.text()
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    taken_back(desk)
    assert next(n for n in desk.told if n.code == "import_taken_back").data["file"] == "first.csv"
    assert lines(desk) == 1


def test_another_row_is_another_question(desk: Desk, dialog: ImportRecordDialog, tmp_path: Path) -> None:
    bring(desk, tmp_path / "first.csv", 1)
    bring(desk, tmp_path / "second.csv", 2)
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    assert dialog.back_button.text() == "撤回 Delete"
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert lines(desk) == 2


def test_all_that_one_file_brought_goes_when_it_is_wanted(
    desk: Desk, dialog: ImportRecordDialog, tmp_path: Path
) -> None:
    path = tmp_path / "growing.csv"
    bring(desk, tmp_path / "other.csv", 9)
    for most in (2, 3, 4):
        bring(desk, path, *range(1, most))
    dialog.take_back()
    assert dialog.others.isVisible()
    assert "2" in dialog.others.text()
    dialog.others.setChecked(True)
    dialog.take_back()
    taken_back(desk, 3)
    assert lines(desk) == 1
    desk.qtbot.waitUntil(lambda: sum("撤回了" in words for words in results(dialog)) == 3, timeout=60_000)


def test_an_import_of_an_earlier_version_says_why_it_stays(
    desk: Desk, record: ImportRecord, dialog: ImportRecordDialog
) -> None:
    old = Import(
        at=desk.console.clock.now(), file="a.csv", path="/x/a.csv", way=Way.WATCHED, outcome=Outcome.TAKEN, lines=3
    )
    desk.console.listeners.announce(Ingested(old))
    assert "旧版本" in dialog.note.text()
    assert not dialog.back_button.isEnabled()
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert "再按一次" not in dialog.note.text()


def test_read_wrongly_is_one_act_what_it_brought_goes_and_it_comes_as_what_is_said(
    desk: Desk, dialog: ImportRecordDialog, record: ImportRecord, tmp_path: Path
) -> None:
    path = bring(desk, tmp_path / "o.csv", 1, 2)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    mapping = desk.wait_for_dialog(MappingDialog)
    desk.qtbot.waitUntil(lambda: mapping.import_button.isEnabled(), timeout=60_000)
    assert "先撤回" in mapping.remarks.text()
    assert lines(desk) == 2  # nothing is gone while it is looked at
    mapping.reject()
    assert lines(desk) == 2
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    mapping = desk.wait_for_dialog(MappingDialog)
    desk.qtbot.waitUntil(lambda: mapping.import_button.isEnabled(), timeout=60_000)
    mapping.take()
    taken_back(desk)
    desk.qtbot.waitUntil(lambda: len(record.log.entries) == 2, timeout=60_000)
    assert lines(desk) == 2
    assert [entry.path for entry in record.standing(Source.of_file(path, Way.DROPPED))] == [str(path)]


def test_a_pasted_table_is_taken_back_like_a_file(desk: Desk, dialog: ImportRecordDialog) -> None:
    rows = [PRODUCTS_HEADER, products_row()]
    QGuiApplication.clipboard().setText("\n".join("\t".join(map(str, row)) for row in rows))
    paste(desk.context, desk.window)
    desk.wait_for("readings_taken")
    assert desk.console.show is not None
    counters = desk.console.show.counters
    assert any(counters.sources_of(metric) for metric in Metric)
    dialog.take_back()
    dialog.take_back()
    taken_back(desk)
    assert not any(counters.sources_of(metric) for metric in Metric)
    assert GOODS not in counters.products


def test_the_record_knows_after_a_restart_what_was_taken_back(
    desk: Desk, dialog: ImportRecordDialog, record: ImportRecord, tmp_path: Path
) -> None:
    bring(desk, tmp_path / "o.csv", 1)
    dialog.take_back()
    dialog.take_back()
    taken_back(desk)
    assert desk.console.show is not None
    show_id = desk.console.show.show_id
    desk.console.close_show()
    desk.console.open(show_id)
    again = ImportRecordDialog(desk.context, record, lambda source: None, desk.window)
    assert ["撤回了" in words for words in results(again)] == [True]
    assert lines(desk) == 0
    again.close()


def test_the_watched_folder_does_not_bring_again_what_was_taken_back(
    desk: Desk, dialog: ImportRecordDialog, record: ImportRecord, tmp_path: Path
) -> None:
    exports = tmp_path / "exports"
    exports.mkdir()
    desk.console.settings = replace(desk.console.settings, watch_folder=str(exports))
    feed = FolderFeed(desk.context, desk.window, lambda: record.log)
    write_csv(exports / "wrong.csv", [ORDER_HEADER_A, order_row(ORDER_HEADER_A, 1)])
    desk.qtbot.waitUntil(lambda: len(desk.came) == 1, timeout=60_000)
    dialog.take_back()
    dialog.take_back()
    taken_back(desk)
    assert desk.console.show is not None
    show_id = desk.console.show.show_id
    desk.console.close_show()
    desk.console.open(show_id)  # and a new watch looks at the folder
    write_csv(exports / "copy of wrong.csv", [ORDER_HEADER_A, order_row(ORDER_HEADER_A, 1)])
    write_csv(exports / "right.csv", [ORDER_HEADER_A, order_row(ORDER_HEADER_A, 2)])
    desk.qtbot.waitUntil(lambda: len(desk.came) == 2, timeout=60_000)
    assert [told.entry.file for told in desk.came] == ["wrong.csv", "right.csv"]  # the copy was looked at before it
    assert lines(desk) == 1
    feed.release()
