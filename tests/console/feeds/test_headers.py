"""Headers of two levels, merged or not, in every form of file; legacy workbooks as the new ones."""

from __future__ import annotations

import contextlib
from datetime import datetime, time
from pathlib import Path

import pytest
import xlwt

from console.feeds.files import read_grids
from console.feeds.grid import SheetRefused
from console.feeds.table import Column, Vocabulary, find_table
from console.feeds.times import clock, length
from console.feeds.values import NoValue, text
from tests.builders_sheets import write_csv, write_xlsx
from tests.builders_tables import write_xls

HOSTS = Vocabulary(
    (
        Column(key="host", names=("主播名称",)),
        Column(key="ctr", names=("引流能力 曝光-观看率",)),
        Column(key="stay", names=("留人能力 留存率",)),
        Column(key="follow", names=("吸粉能力 新增粉丝数",)),
        Column(key="follow_rate", names=("吸粉能力 观看-关注率",)),
        Column(key="buyers", names=("成交人数",)),
    ),
    loose=False,
)
UPPER = ("主播名称", "引流能力", "留人能力", "吸粉能力", None, "成交人数")
LOWER = (None, "曝光-观看率", "留存率", "新增粉丝数", "观看-关注率", None)
DATA = ("小桂", "12%", "30%", "18", "1%", "44")
EVENING = datetime(2026, 9, 7, 20, 15, 30)  # noqa: DTZ001 - a spreadsheet's time has no zone
MERGES = ["A1:A2", "D1:E1", "F1:F2"]


@pytest.mark.parametrize("form", ["csv", "xlsx", "xls"])
def test_a_header_of_two_levels_is_one(tmp_path, form: str) -> None:
    rows = [UPPER, LOWER, DATA]
    if form == "csv":
        path = write_csv(tmp_path / "a.csv", rows)
    elif form == "xlsx":
        path = write_xlsx(tmp_path / "a.xlsx", rows, merges=MERGES)
    else:
        path = write_xls(tmp_path / "a.xls", rows, merges=[(0, 1, 0, 0), (0, 0, 3, 4), (0, 1, 5, 5)])
    (grid,) = read_grids(path, most_rows=10)
    table = find_table(grid, HOSTS, at_least=4)
    assert table is not None
    assert table.headers == (
        "主播名称",
        "引流能力 曝光-观看率",
        "留人能力 留存率",
        "吸粉能力 新增粉丝数",
        "吸粉能力 观看-关注率",
        "成交人数",
    )
    assert [[table.cell(row, key) for key in table.columns] for row in table.rows] == [list(DATA)]


def test_a_header_of_one_level_takes_no_row_of_goods_in(tmp_path) -> None:
    header = ("主播名称", "成交人数", "")
    (grid,) = read_grids(write_csv(tmp_path / "a.csv", [header, ("小桂", "44", "吸粉能力 新增粉丝数")]), most_rows=10)
    table = find_table(grid, HOSTS, at_least=2)
    assert table is not None
    assert (table.header_row, len(table.rows)) == (1, 1)


def test_a_legacy_workbook_holds_what_a_new_one_does(tmp_path) -> None:
    rows = [
        ("商品ID", "何时", "多久", "数", "真", "空"),
        ("3712345678901234567", EVENING, time(0, 5), 59.9, True, None),
        (),
        ("合计", None, None, 3.0, False, ""),
    ]
    book = xlwt.Workbook()
    page = book.add_sheet("表")
    styles = {1: xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm:ss"), 2: xlwt.easyxf(num_format_str="hh:mm:ss")}
    for number, cells in enumerate(rows):
        for column, value in enumerate(cells):
            page.write(number, column, value, styles.get(column, xlwt.Style.default_style))
    hidden = book.add_sheet("藏")
    hidden.write(0, 0, "x")
    hidden.visibility = 1
    path = tmp_path / "a.xls"
    book.save(str(path))
    grid, other = read_grids(path, most_rows=10)
    assert (grid.sheet, grid.hidden, other.hidden) == ("表", False, True)
    assert [row.number for row in grid.rows] == [1, 2, 4]
    held = grid.rows[1].cells
    assert text(held[0]) == "3712345678901234567"
    assert held[1] == EVENING
    assert (str(length(held[2])), clock(held[2]), held[3], held[4]) == ("0:05:00", time(0, 5), 59.9, True)
    assert read_grids(path, most_rows=10, choose=lambda names: names[1][0])[0].sheet == "藏"


def test_an_error_in_a_legacy_workbook_is_no_value(tmp_path) -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("表")
    page.write(0, 0, "价")
    page.row(1).set_cell_error(0, "#DIV/0!")
    book.save(str(tmp_path / "a.xls"))
    (grid,) = read_grids(tmp_path / "a.xls", most_rows=10)
    assert grid.rows[1].cells == (NoValue("error_value", "#DIV/0!"),)


def test_a_legacy_workbook_cut_short_or_too_long_is_refused(tmp_path) -> None:
    path = write_xls(tmp_path / "a.xls", [("甲", "乙")] * 5)
    with pytest.raises(SheetRefused) as refused:
        read_grids(path, most_rows=4)
    assert refused.value.code == "too_many_rows"
    cut = Path(tmp_path / "b.xls")
    cut.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(SheetRefused) as broken:
        read_grids(cut, most_rows=4)
    assert broken.value.code in ("broken", "document")


def test_a_legacy_workbook_says_nothing_on_stdout(tmp_path, capsys) -> None:
    path = write_xls(tmp_path / "a.xls", [("甲", "乙")])
    damaged = bytearray(path.read_bytes())
    damaged[600:640] = bytes(range(40))
    path.write_bytes(damaged)
    with contextlib.suppress(SheetRefused):
        read_grids(path, most_rows=10)
    assert capsys.readouterr().out == ""
