"""Order exports dropped on the window: taken whole, told, or refused with every bad cell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console.app import Console, bootstrap
from console.listeners import Notice
from console.settings import Settings
from console.show import commands as cmd
from console.show.plan import Entry, EntryId, ProductId, ShowInfo
from console.workspace import Workspace
from tests.builders_exports import PRODUCTS_HEADER, products_row
from tests.builders_sheets import ORDER_HEADER_A, order_row, write_csv
from widgets.bridge import Bridge
from widgets.context import Context
from widgets.ingest import ingest_files, paste, take_files
from widgets.orders_dialog import OrdersRefusedDialog
from widgets.theme import Theme

GOODS = "3712345678901234567"


class Desk:
    """A window's context with one planned show, and the notices it told."""

    def __init__(self, console: Console, qtbot: QtBot) -> None:
        self.console = console
        self.context = Context(console, Theme("dark"))
        self.told: list[Notice] = []
        console.listeners.subscribe(Notice, self.told.append)
        self.qtbot = qtbot
        self.window = QWidget()
        qtbot.addWidget(self.window)

    def open_show(self) -> None:
        entry = Entry(entry_id=EntryId("e"), name="桂花糕", product_id=ProductId(GOODS), stock=50)
        show_id, planned = self.console.create(cmd.CreateShow(info=ShowInfo(name="show"), entries=(entry,)))
        self.qtbot.waitUntil(planned.done)
        self.console.open(show_id)

    def codes(self) -> list[str]:
        return [notice.code for notice in self.told]

    def wait_for(self, code: str) -> Notice:
        self.qtbot.waitUntil(lambda: code in self.codes(), timeout=10_000)
        return next(notice for notice in self.told if notice.code == code)


@pytest.fixture
def desk(qtbot: QtBot, workspace_dir: Path) -> Iterator[Desk]:
    workspace = Workspace.at(workspace_dir)
    workspace.prepare()
    console = bootstrap(workspace, Settings(), post=Bridge(QApplication.instance()).post)
    yield Desk(console, qtbot)
    console.close()


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


def test_a_file_that_is_no_export_is_told_as_a_whole(desk: Desk, tmp_path: Path) -> None:
    desk.open_show()
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    ingest_files(desk.context, [path], desk.window)
    assert "x.csv" in desk.wait_for("orders_refused").data["words"]


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
