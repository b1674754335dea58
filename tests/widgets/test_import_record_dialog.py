"""The record of what came in: it follows, and leads back to each table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from console.imports import Way
from tests.builders_counts import PRODUCTS_HEADER, products_row
from tests.builders_sheets import ORDER_HEADER_A, order_row, write_csv
from tests.widgets.ingest_desk import Desk, desk  # noqa: F401 - the fixture
from widgets.import_record import ImportRecord
from widgets.import_record_dialog import ImportRecordDialog
from widgets.ingest import ingest_files, paste
from widgets.ingest_reading import Source

# ruff: noqa: F811


@pytest.fixture
def record(desk: Desk) -> Iterator[ImportRecord]:
    made = ImportRecord(desk.context)
    yield made
    made.release()


def test_each_table_is_listed_as_it_comes_and_can_be_looked_at_again(
    desk: Desk, record: ImportRecord, tmp_path: Path
) -> None:
    desk.open_show()
    asked: list[Source] = []
    dialog = ImportRecordDialog(desk.context, record, asked.append, desk.window)
    dialog.show()
    assert dialog.table.lines.rowCount() == 0
    assert not dialog.again_button.isEnabled()
    path = write_csv(tmp_path / "o.csv", [ORDER_HEADER_A, order_row(ORDER_HEADER_A, 1)])
    ingest_files(desk.context, [path], desk.window, Way.DROPPED)
    desk.wait_for("orders_taken")
    rows = [PRODUCTS_HEADER, products_row()]
    QGuiApplication.clipboard().setText("\n".join("\t".join(map(str, row)) for row in rows))
    paste(desk.context, desk.window)
    desk.wait_for("readings_taken")
    cells = [line.cells[1:] for line in dialog.table.lines.lines]
    assert cells == [
        ("剪贴板", "粘贴", "罗盘商品明细", "3 个读数，新 3"),
        ("o.csv", "拖入", "抖店订单导出", "1 行订单，新 1"),
    ]
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    dialog.table.selectRow(1)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert [(source.path, bool(source.grids)) for source in asked] == [(None, True), (path, False)]
    desk.console.close_show()
    assert not dialog.isVisible()
