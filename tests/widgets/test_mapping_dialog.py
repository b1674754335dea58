"""A table nobody knows: every column is given its meaning, looked at, kept whole or not at all, and known again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from console.feeds.kinds import Kind
from console.feeds.mapping import Target, Unit
from console.feeds.mapping_guess import NO_HEADER
from console.imports import Import, Outcome, Way
from console.mappings import MappingStore
from tests.builders_counts import PRODUCTS_HEADER, products_row
from tests.builders_sheets import PLAN_HEADER, write_csv, write_xlsx
from tests.widgets.ingest_desk import GOODS, Desk, desk  # noqa: F401 - the fixture
from widgets.import_dialog import ImportDialog
from widgets.import_record import ImportRecord
from widgets.ingest import CameIn, ingest_files
from widgets.ingest_reading import Source
from widgets.mapping_asking import map_again
from widgets.mapping_dialog import MappingDialog
from widgets.mapping_saved import SavedMappingsDialog
from widgets.mapping_table import MASK, CellsModel

# ruff: noqa: F811
HEADER = ("单据行", "货", "数目", "钱(分)", "何时", "境况", "收货人")
FIELDS = {0: "line_id", 1: "product_id", 2: "quantity", 3: "amount", 4: "paid", 5: "status"}


def row(line: int, **values: object) -> list[object]:
    known = (f"69{line:05}", GOODS, 2, 1990, "2026-09-07 20:15:00", "已发货", "张三")
    return [values.get(name, held) for name, held in zip(HEADER, known, strict=True)]


def orders(tmp_path: Path, *rows: list[object], name: str = "快手.csv") -> Path:
    return write_csv(tmp_path / name, [("快手小店",), HEADER, *(rows or (row(1), row(2)))])


def open_dialog(desk: Desk, path: Path) -> MappingDialog:
    if desk.console.show is None:
        desk.open_show()
    dialog = MappingDialog(desk.context, Source.of_file(path, Way.DROPPED).loaded(), desk.window)
    dialog.show()
    tried(desk, dialog)
    return dialog


def tried(desk: Desk, dialog: MappingDialog) -> None:
    """Wait for what the newest choice comes to."""
    desk.qtbot.waitUntil(lambda: dialog.tried is not None and dialog.tried.whole, timeout=10_000)


def map_orders(desk: Desk, dialog: MappingDialog) -> None:
    dialog.draft.use_own(Target.ORDERS)
    for column, key in FIELDS.items():
        dialog.choose(column, key, Unit.FEN if key == "amount" else Unit.PLAIN)
    tried(desk, dialog)


def test_what_is_lacking_is_said_until_nothing_is_and_then_it_is_taken_whole(desk: Desk, tmp_path: Path) -> None:
    dialog = open_dialog(desk, orders(tmp_path))
    dialog.draft.use_own(Target.ORDERS)
    dialog.choose(0, "line_id", Unit.PLAIN)
    dialog.choose(3, "amount", Unit.FEN)
    tried(desk, dialog)
    assert "支付时间或下单时间" in dialog.promise.text()
    assert not dialog.import_button.isEnabled()
    map_orders(desk, dialog)
    assert "2 行订单" in dialog.promise.text()
    assert "¥39.80" in dialog.promise.text()
    assert desk.told == []
    dialog.take()
    told = desk.wait_for("orders_taken")
    assert (told.data["new"], told.data["taken_for"]) == (2, "自定义列映射“快手”")
    assert desk.came[-1].entry.mapping == "快手"


def test_the_same_header_is_read_by_itself_the_next_time_and_can_be_changed(desk: Desk, tmp_path: Path) -> None:
    dialog = open_dialog(desk, orders(tmp_path))
    map_orders(desk, dialog)
    dialog.take()
    desk.wait_for("orders_taken")
    desk.told.clear()
    ingest_files(desk.context, [orders(tmp_path, row(3), name="again.csv")], desk.window)
    told = desk.wait_for("orders_taken")
    assert "快手" in told.data["remarks"]
    map_again(desk.context, told.data["source"], desk.window)
    again = desk.wait_for_dialog(MappingDialog)
    assert again.draft.saved == "快手"
    assert again.draft.fields[3] == ("amount", Unit.FEN)
    assert "快手" in again.title.text()
    again.reject()


def test_not_remembered_it_is_asked_again(desk: Desk, tmp_path: Path) -> None:
    dialog = open_dialog(desk, orders(tmp_path))
    map_orders(desk, dialog)
    dialog.keep.box.setChecked(False)
    dialog.take()
    desk.wait_for("orders_taken")
    assert MappingStore(desk.console.workspace.mappings).names() == ()


def test_every_bad_cell_is_red_and_listed_and_keeps_the_whole_file_out(desk: Desk, tmp_path: Path) -> None:
    rows = [row(line) for line in range(1, 80)]
    rows[1][0] = "1.23E+18"
    rows[70][3] = "十块"
    dialog = open_dialog(desk, orders(tmp_path, *rows))
    map_orders(desk, dialog)
    assert "2 行里有 2 处" in dialog.promise.text()
    assert not dialog.import_button.isEnabled()
    cells = dialog.table.cells
    lost, far = cells.place_of((4, 0)), cells.place_of((73, 3))
    assert "1.23E+18" in cells.data(lost, Qt.ItemDataRole.ToolTipRole)
    assert cells.data(lost, Qt.ItemDataRole.BackgroundRole) == desk.context.theme.color("on_air_row")
    assert far.isValid(), "a bad row further down is shown under the first"
    assert cells.data(cells.place_of((5, 0)), Qt.ItemDataRole.BackgroundRole) is None
    assert dialog.lines.lines.rowCount() == 2
    dialog.lines.activated.emit(dialog.lines.lines.index(1, 0))
    assert dialog.table.currentIndex() == far
    dialog.take()
    assert desk.told == []
    assert desk.came == []


def test_a_file_put_right_is_read_again_under_what_was_chosen(desk: Desk, tmp_path: Path) -> None:
    dialog = open_dialog(desk, orders(tmp_path, row(1, 数目="两"), row(2)))
    map_orders(desk, dialog)
    assert dialog.again_button.isVisible()
    chosen = dict(dialog.draft.fields)
    orders(tmp_path, row(1), row(2), row(3))
    dialog.again_button.click()
    desk.qtbot.waitUntil(lambda: dialog.import_button.isEnabled(), timeout=10_000)
    assert dialog.draft.fields == chosen
    assert not dialog.again_button.isVisible()
    dialog.take()
    assert desk.wait_for("orders_taken").data["new"] == 3


def test_a_file_that_is_gone_when_it_is_read_again_leaves_what_was_read(desk: Desk, tmp_path: Path) -> None:
    path = orders(tmp_path, row(1, 数目="两"))
    dialog = open_dialog(desk, path)
    map_orders(desk, dialog)
    path.unlink()
    dialog.again_button.click()
    desk.wait_for("orders_refused")
    tried(desk, dialog)
    assert dialog.again_button.isVisible()
    dialog.reject()


@pytest.mark.qt_log_ignore("This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)")
def test_columns_are_chosen_by_keyboard_alone(desk: Desk, tmp_path: Path) -> None:
    dialog = open_dialog(desk, orders(tmp_path))
    dialog.draft.use_own(Target.ORDERS)
    dialog.choose(2, "", Unit.PLAIN)
    dialog.table.setFocus()
    dialog.table.setCurrentIndex(dialog.table.cells.index(0, 1))
    QTest.keyClick(dialog.table, Qt.Key.Key_Right)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    menu = dialog.findChild(QMenu)
    assert isinstance(menu, QMenu)
    chosen = next(action for action in menu.actions() if action.menu() is None and action.text().startswith("订单状态"))
    menu.setActiveAction(chosen)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert dialog.draft.fields[2] == ("status", Unit.PLAIN)
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert 2 not in dialog.draft.fields
    map_orders(desk, dialog)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.wait_for("orders_taken")


def test_a_field_stands_over_one_column_alone(desk: Desk, tmp_path: Path) -> None:
    dialog = open_dialog(desk, orders(tmp_path))
    map_orders(desk, dialog)
    dialog.choose(6, "status", Unit.PLAIN)
    assert dialog.table.cells.field(5) == ""
    assert dialog.table.cells.field(6) == "订单状态"
    assert dialog.table.cells.field(3) == "支付金额 · 分"


def test_the_header_may_be_another_row_or_none(desk: Desk, tmp_path: Path) -> None:
    dialog = open_dialog(desk, write_csv(tmp_path / "n.csv", [("1", "9.9", "2026-09-07 20:15:00")] * 2))
    none = next(place for place, header in enumerate(dialog.draft.headers) if header.index == NO_HEADER)
    dialog.form.header_box.setCurrentIndex(none)
    dialog.form.header_box.activated.emit(none)
    assert dialog.draft.names == ("[A]", "[B]", "[C]")
    dialog.draft.use_own(Target.ORDERS)
    for column, key in enumerate(("line_id", "amount", "paid")):
        dialog.choose(column, key, Unit.PLAIN)
    tried(desk, dialog)
    assert "1 行订单" in dialog.promise.text(), "the same line twice"
    assert "没有表头" in dialog.keep.note.text()


def test_readings_may_all_be_of_one_item(desk: Desk, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "r.csv", [("采集时刻", "商品点击"), ("2026-09-07 20:01", "8"), ("2026-09-07 20:02", "9")]
    )
    dialog = open_dialog(desk, path)
    assert dialog.draft.target is Target.READINGS
    dialog.form.item_edit.setText(GOODS)
    dialog.form.item_edit.textEdited.emit(GOODS)
    tried(desk, dialog)
    assert "2 个读数（点击次数）" in dialog.promise.text()
    dialog.take()
    desk.wait_for("readings_taken")


def test_a_kind_recognised_wrongly_can_be_changed_to_another_and_back(desk: Desk, tmp_path: Path) -> None:
    dialog = open_dialog(desk, write_csv(tmp_path / "p.csv", [PRODUCTS_HEADER, products_row()]))
    assert dialog.draft.kind is Kind.COMPASS_PRODUCTS
    assert not dialog.keep.box.isVisible(), "it is known without being remembered"
    dialog.draft.use_kind(Kind.SYCM_ITEMS)
    dialog.form.remade.emit()
    tried(desk, dialog)
    assert not dialog.import_button.isEnabled()
    assert "缺少" in dialog.promise.text()
    dialog.draft.use_own(Target.READINGS)
    dialog.form.remade.emit()
    tried(desk, dialog)
    assert dialog.import_button.isEnabled()
    assert dialog.keep.box.isVisible()


def test_orders_that_were_taken_as_something_else_are_said_before_they_are_taken_again(
    desk: Desk, tmp_path: Path
) -> None:
    desk.open_show()
    record = ImportRecord(desk.context)
    source = Source.of_file(orders(tmp_path), Way.DROPPED)
    assert record.standing(source) == ()
    entry = Import(
        at=desk.console.clock.now(),
        file=source.name,
        path=str(source.path),
        way=Way.DROPPED,
        outcome=Outcome.TAKEN,
        kind="taobao_orders",
        lines=2,
    )
    desk.console.listeners.announce(CameIn(entry, source))
    taken = record.standing(source)
    assert taken == (entry,)
    dialog = MappingDialog(desk.context, source.loaded(), desk.window, taken=taken)
    dialog.show()
    map_orders(desk, dialog)
    assert "导入过 2 行订单" in dialog.remarks.text()
    assert "算两次" in dialog.remarks.text()
    assert dialog.import_button.isEnabled()
    record.release()


def test_a_run_order_is_handed_to_its_own_dialog(desk: Desk, tmp_path: Path) -> None:
    plan = write_csv(tmp_path / "plan.csv", [PLAN_HEADER, ["1", "引流款", "37", "桂花糕", "9.9", "5", "3"]])
    desk.open_show()
    dialog = MappingDialog(desk.context, Source.of_file(plan, Way.CHOSEN).loaded(), desk.window)
    assert dialog.draft.kind is Kind.RUN_ORDER
    dialog.take()
    desk.wait_for_dialog(ImportDialog).reject()


def test_another_sheet_of_a_workbook(desk: Desk, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "b.xlsx", [HEADER, row(1)], sheet="订单")
    dialog = open_dialog(desk, path)
    assert not dialog.form.sheet_box.isVisible()
    assert dialog.draft.names == HEADER


def test_a_name_that_is_taken_is_said_and_an_impossible_one_keeps_nothing(desk: Desk, tmp_path: Path) -> None:
    dialog = open_dialog(desk, orders(tmp_path))
    map_orders(desk, dialog)
    dialog.keep.name_edit.setText("../x")
    dialog.take()
    assert "../x" in dialog.keep.note.text()
    assert desk.came == []
    store = MappingStore(desk.console.workspace.mappings)
    store.save(dialog.draft.renamed("快手"))
    dialog.keep.name_edit.setText("快手")
    dialog.keep.name_edit.textEdited.emit("快手")
    assert "换成这一份" in dialog.keep.note.text()
    dialog.keep.name_edit.setText("")
    dialog.keep.name_edit.textEdited.emit("")
    assert not dialog.import_button.isEnabled()
    dialog.reject()


def test_another_table_of_a_name_that_is_taken_is_offered_a_free_one(desk: Desk, tmp_path: Path) -> None:
    dialog = open_dialog(desk, orders(tmp_path))
    map_orders(desk, dialog)
    assert dialog.keep.name_edit.text() == "快手"
    dialog.take()
    desk.wait_for("orders_taken")
    other = open_dialog(desk, write_csv(tmp_path / "快手.csv", [("甲列", "乙列"), ("x", "y")]))
    assert other.keep.name_edit.text() == "快手 2"
    other.reject()


def test_saved_mappings_are_renamed_and_forgotten(desk: Desk, tmp_path: Path) -> None:
    dialog = open_dialog(desk, orders(tmp_path))
    map_orders(desk, dialog)
    store = MappingStore(desk.console.workspace.mappings)
    for name in ("甲", "乙"):
        store.save(dialog.draft.renamed(name))
    saved = SavedMappingsDialog(desk.context, dialog)
    saved.show()
    saved.list.setCurrentRow(0)
    assert "支付金额 ← 钱(分)" in saved.about.text()
    first = saved.list.item(0)
    before = first.text()
    first.setText("丙")
    assert set(store.names()) == {"丙", "甲", "乙"} - {before}
    saved.list.currentItem().setText(next(name for name in store.names() if name != "丙"))
    assert "已有" in saved.problem.text()
    QTest.keyClick(saved, Qt.Key.Key_Delete)
    assert len(store.names()) == 2, "asked first"
    QTest.keyClick(saved, Qt.Key.Key_Delete)
    assert len(store.names()) == 1
    saved.close()


def test_what_is_about_a_buyer_is_not_shown(desk: Desk, tmp_path: Path) -> None:
    dialog = open_dialog(desk, orders(tmp_path))
    cells = dialog.table.cells
    assert cells.data(cells.index(0, 6)) == MASK
    QTest.keyClick(dialog.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "张三" not in QGuiApplication.clipboard().text()


def test_a_show_that_closes_closes_the_question(desk: Desk, tmp_path: Path) -> None:
    dialog = open_dialog(desk, orders(tmp_path))
    with desk.qtbot.waitSignal(dialog.rejected):
        desk.console.close_show()


def test_a_file_that_is_gone_is_said(desk: Desk, tmp_path: Path) -> None:
    desk.open_show()
    map_again(desk.context, Source.of_file(tmp_path / "gone.csv", Way.DROPPED), desk.window)
    desk.qtbot.waitUntil(lambda: bool(desk.told), timeout=10_000)
    assert desk.codes() in (["import_gone"], ["orders_refused"])


def test_a_large_table_shows_its_first_rows_before_all_were_looked_at(desk: Desk, tmp_path: Path) -> None:
    dialog = open_dialog(desk, orders(tmp_path, *(row(line) for line in range(1, 3_000))))
    seen: list[tuple[bool, int]] = []
    answer = dialog.trier.answer
    dialog.trier.answer = lambda tried: (seen.append((tried.whole, tried.promise.lines)), answer(tried))  # type: ignore
    map_orders(desk, dialog)
    assert seen[-1] == (True, 2_999)
    assert [whole for whole, _ in seen[-2:]] == [False, True]
    assert dialog.import_button.isEnabled()


def test_the_model_keeps_to_its_contract(desk: Desk, qtmodeltester: Any, tmp_path: Path) -> None:
    model = CellsModel(desk.context.theme)
    qtmodeltester.check(model)
    grid = Source.of_file(orders(tmp_path), Way.DROPPED).loaded().grids[0]
    model.show(HEADER, grid.rows[2:])
    model.set_fields({0: "子订单号"})
    model.set_wrong({(3, 0): "坏"})
    model.show(HEADER[:3], grid.rows[3:])
    model.show((), ())


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_nothing_is_cut_at_a_notebooks_size(desk: Desk, tmp_path: Path, theme: str) -> None:
    dialog = open_dialog(desk, orders(tmp_path))
    assert dialog.minimumSizeHint().width() <= 1366 - 40
    assert dialog.minimumSizeHint().height() <= 768 - 80
