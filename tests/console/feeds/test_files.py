"""Files are told apart by what they hold, and each wrong kind says its own name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from console.feeds.files import read_grids
from console.feeds.grid import SheetRefused
from console.feeds.values import NoValue
from tests.builders_sheets import csv_text, ole_file, png, rewrite_part, write_csv, write_xlsx, zip_of
from tests.builders_tables import write_xls

ROWS = [("商品名称", "直播价"), ("桂花糕", "9.9"), ("乌龙茶", "19")]


def read(path: Path, most_rows: int = 100):
    return read_grids(path, most_rows=most_rows)


def refusal(path: Path, most_rows: int = 100) -> str:
    with pytest.raises(SheetRefused) as refused:
        read(path, most_rows)
    return refused.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_text_file_is_read_in_any_encoding_with_any_delimiter(tmp_path, encoding, delimiter) -> None:
    (grid,) = read(write_csv(tmp_path / "a.csv", ROWS, encoding, delimiter))
    assert [row.cells for row in grid.rows] == ROWS


def test_quoted_cells_keep_delimiters_and_line_breaks_and_rows_keep_their_line_numbers(tmp_path) -> None:
    rows = [("商品名称", "卖点"), ("桂花糕; 小份", "一,二\n三"), ("茶", "四")]
    (grid,) = read(write_csv(tmp_path / "a.csv", rows))
    assert [row.cells for row in grid.rows] == rows
    assert [row.number for row in grid.rows] == [1, 2, 4]


def test_the_name_of_a_file_decides_nothing(tmp_path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ROWS).rename(tmp_path / "a.csv")
    assert read(path)[0].sheet == "Sheet1"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (ole_file(encrypted=False), "broken"),
        (ole_file(encrypted=True), "password"),
        (b"%PDF-1.7 ...", "pdf"),
        (png(), "picture"),
        (b"{\\rtf1 }", "document"),
        (zip_of(word__document_xml=b"<w/>"), "document"),
        (zip_of(readme=b"hello"), "archive"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web_page"),
        (b"PK\x03\x04 cut off", "broken"),
        (b"\x7fELF\0\0\0", "not_a_sheet"),
        (b"\xff\xfa\x80,\xff\xff", "encoding"),
        (b'a,b\r\n"' + b"x" * 1_100_000, "broken_quotes"),
    ],
)
def test_each_wrong_kind_is_refused_by_its_name(tmp_path, data: bytes, code: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert refusal(path) == code


def test_a_workbook_whose_parts_are_missing_is_broken(tmp_path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(zip_of(**{"xl__workbook.xml": b"<workbook/>"}))
    assert refusal(path) == "broken"


def test_a_binary_workbook_is_named(tmp_path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(zip_of(**{"xl__workbook.bin": b"", "xl__worksheets__sheet1.bin": b""}))
    assert refusal(path) == "binary_workbook"


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path) -> None:
    assert refusal(tmp_path / "none.xlsx") == "missing"
    assert refusal(tmp_path) == "directory"


def test_a_pipe_is_never_waited_for(tmp_path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    assert refusal(tmp_path / "pipe.csv") == "not_a_sheet"


def test_more_rows_than_asked_for_are_refused_and_blank_rows_do_not_count(tmp_path) -> None:
    assert refusal(write_csv(tmp_path / "a.csv", [("x",)] * 4), most_rows=3) == "too_many_rows"
    assert refusal(write_xlsx(tmp_path / "a.xlsx", [("x",)] * 4), most_rows=3) == "too_many_rows"
    rows = [("x",), (), ("",), ("x",), ("x",)]
    assert len(read(write_csv(tmp_path / "b.csv", rows), most_rows=3)[0].rows) == 3
    assert len(read(write_xlsx(tmp_path / "b.xlsx", rows), most_rows=3)[0].rows) == 3


def test_a_formula_without_its_value_is_marked_and_one_with_it_is_a_value(tmp_path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [("直播价",), ("=1+2",), ("=2+3",), ('=IF(1,"","")',), ("4",)])

    def calculated(xml: bytes) -> bytes:
        kept = xml.replace(b"<f>2+3</f><v></v>", b"<f>2+3</f><v>5</v>").replace(
            b"<f>2+3</f><v />", b"<f>2+3</f><v>5</v>"
        )
        return kept.replace(b'<c r="A4">', b'<c r="A4" t="str">')

    (grid,) = read(rewrite_part(path, "xl/worksheets/sheet1.xml", calculated))
    held = {row.number: row.cells[0] for row in grid.rows}
    assert held == {1: "直播价", 2: NoValue("formula_without_value", "=1+2"), 3: 5, 5: "4"}


def test_an_error_value_is_no_text(tmp_path) -> None:
    (grid,) = read(write_xlsx(tmp_path / "a.xlsx", [("直播价",), ("#REF!",)]))
    assert grid.rows[1].cells == (NoValue("error_value", "#REF!"),)


def test_a_wrong_dimension_hides_no_cell(tmp_path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    rewrite_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'ref="A1:B3"', b'ref="A1"'))
    assert [row.cells for row in read(path)[0].rows] == ROWS


def test_a_row_number_out_of_this_world_is_refused_at_once(tmp_path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    wild = lambda xml: xml.replace(b'<row r="3">', b'<row r="99999999999">').replace(b'"A3"', b'"A99999999999"')  # noqa: E731
    assert refusal(rewrite_part(path, "xl/worksheets/sheet1.xml", wild)) == "broken"


def test_a_merged_value_stands_in_every_row_it_covers(tmp_path) -> None:
    rows = [("主播", "商品名称"), ("小桂", "糕"), (None, "茶"), (None, "饼")]
    (grid,) = read(write_xlsx(tmp_path / "a.xlsx", rows, merges=["A2:A4"]))
    assert [row.cells[0] for row in grid.rows] == ["主播", "小桂", "小桂", "小桂"]


def test_hidden_sheets_are_known_as_such(tmp_path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ROWS, before={"名单": [("x",)]}, hidden=["名单"])
    assert [(grid.sheet, grid.hidden) for grid in read(path)] == [("名单", True), ("Sheet1", False)]


def test_a_text_file_without_any_delimiter_is_one_column(tmp_path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(csv_text([("商品名称",), ("桂花糕",)]), encoding="utf-8")
    assert [row.cells for row in read(path)[0].rows] == [("商品名称",), ("桂花糕",)]


HEAD = "编号,名称,数目,备注\n"
LINES = [f"{place},桂花糕,2,好" for place in range(30)]


@pytest.mark.parametrize(
    "spoilt",
    [
        {10: '10,桂花糕,2,"好'},  # swallows the rest of the file into the last cell of a row that looks whole
        {10: '10,桂花糕,2,"好', 20: '20,桂花糕,2,好"'},  # swallows what lies between
        {10: '10,"桂花糕,2,好', 20: '20,桂花糕",2,好'},
    ],
)
def test_rows_that_an_open_quote_swallowed_are_never_lost_in_silence(tmp_path, spoilt: dict[int, str]) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEAD + "\n".join(spoilt.get(place, line) for place, line in enumerate(LINES)), "utf-8")
    with pytest.raises(SheetRefused) as refused:
        read(path)
    assert (refused.value.code, refused.value.data["row"]) == ("broken_quotes", 12)


@pytest.mark.parametrize(("encoding", "wrong"), [("utf-8", b"\xe6"), ("utf-8-sig", b"\xff"), ("gbk", b"\xff")])
def test_text_with_a_spoilt_byte_is_refused_with_its_row_and_never_read_as_another_encoding(
    tmp_path, encoding: str, wrong: bytes
) -> None:
    data = (HEAD + "\n".join(LINES)).encode(encoding).split(b"\n")
    data[20] += wrong
    (tmp_path / "a.csv").write_bytes(b"\n".join(data))
    with pytest.raises(SheetRefused) as refused:
        read(tmp_path / "a.csv")
    assert (refused.value.code, refused.value.data["row"]) == ("spoilt_text", 21)


def test_a_table_wider_than_any_is_refused(tmp_path) -> None:
    assert refusal(write_csv(tmp_path / "a.csv", [["x"] * 16_385])) == "too_many_cells"


def test_a_stray_cell_in_the_last_column_of_an_old_workbook_widens_no_other_row(tmp_path) -> None:
    (grid,) = read(write_xls(tmp_path / "a.xls", [*ROWS, [None] * 255 + ["x"]]))
    assert [len(row.cells) for row in grid.rows] == [2, 2, 2, 256]


def sheet_of(tmp_path: Path, body: bytes, merges: bytes = b"") -> Path:
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    opening = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return rewrite_part(
        path, "xl/worksheets/sheet1.xml", lambda _: opening + body + b"</sheetData>" + merges + b"</worksheet>"
    )


def test_cells_that_only_have_a_look_are_nothing_and_move_nothing(tmp_path) -> None:
    placed = (
        b'<row r="2" spans="1:3"><c r="A2" s="1"/><c r="B2" s="1" t="s"></c><c r="C2"><v>7</v></c></row>'
        b'<row r="3" ht="15"><c r="A3" s="1"/></row><row r="5"><c r="A5"><v>8</v></c></row>'
    )
    (grid,) = read(sheet_of(tmp_path, placed))
    assert [(row.number, row.cell(0), row.cell(2)) for row in grid.rows] == [(2, None, 7), (5, 8, None)]
    unplaced = b'<row><c r="A1" s="1"/></row><row><c/><c/><c><v>7</v></c></row>'
    (grid,) = read(sheet_of(tmp_path, unplaced))
    assert [(row.number, row.cells) for row in grid.rows] == [(2, (None, None, 7))]


def test_a_sheet_of_too_many_cells_is_refused_before_it_fills_the_memory(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("console.feeds.workbook.MOST_CELLS", 40_000)
    body = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (row, row) for row in range(1, 9))
    assert refusal(sheet_of(tmp_path, body)) == "too_many_cells"


def test_merged_ranges_that_lie_over_one_another_are_refused(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("console.feeds.workbook.MOST_FILLED", 20)
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(1, 12))
    merges = b'<mergeCells><mergeCell ref="A1:A11"/><mergeCell ref="A2:A11"/><mergeCell ref="A3:A11"/></mergeCells>'
    assert refusal(sheet_of(tmp_path, rows, merges)) == "broken"


def test_a_part_packed_tighter_than_any_table_is_refused_unread(tmp_path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    assert refusal(rewrite_part(path, "xl/styles.xml", lambda _: b"<xf/>" * 5_000_000)) == "bursting"
