"""A sheet that cannot be taken is refused whole, and every bad cell is named with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.feeds.plan_sheet import PlanRefused, SheetRefused, read_plan
from tests.builders_sheets import ORDER_HEADER_A, PLAN_HEADER, ids, order_row, png, write_csv, write_xlsx


def problems(path: Path) -> list[tuple[int, str, str, str]]:
    with pytest.raises(PlanRefused) as refused:
        read_plan(path, new_id=ids())
    return [(p.row, p.column, p.held, p.code) for p in refused.value.problems]


def refusal(path: Path) -> SheetRefused:
    with pytest.raises(SheetRefused) as refused:
        read_plan(path, new_id=ids())
    return refused.value


def test_every_bad_cell_is_listed_from_the_top_with_sheet_row_column_and_what_it_held(tmp_path) -> None:
    rows = [
        ("今晚",),
        PLAN_HEADER,
        (1, "爆款", "1.23E+18", "糕", "待定", "5.5", "5分钟"),
        (2, "爆款", "37123", "茶", 9.9, 5, 5),
        (3, "爆款", 3.7123456789012346e18, "饼", -1, "x", "两刻钟"),
    ]
    path = write_xlsx(tmp_path / "a.xlsx", rows, sheet="排品")
    with pytest.raises(PlanRefused) as refused:
        read_plan(path, new_id=ids())
    listed = [(p.sheet, p.row, p.column, p.header, p.held, p.code) for p in refused.value.problems]
    assert listed == [
        ("排品", 3, "C", "商品ID", "1.23E+18", "digits_lost"),
        ("排品", 3, "E", "直播价", "待定", "not_money"),
        ("排品", 3, "F", "库存", "5.5", "not_whole"),
        ("排品", 5, "C", "商品ID", "3.712345678901235e+18", "digits_lost"),
        ("排品", 5, "E", "直播价", "-1", "negative"),
        ("排品", 5, "F", "库存", "x", "not_whole"),
        ("排品", 5, "G", "时长", "两刻钟", "not_length"),
    ]


def test_a_text_file_names_the_line_of_a_bad_cell(tmp_path) -> None:
    path = write_csv(
        tmp_path / "a.csv", [("今晚",), ("商品名称", "卖点", "库存"), ("糕", "甜\n软", "5"), ("茶", "", "?")]
    )
    assert problems(path) == [(5, "C", "?", "not_whole")]


def test_formulas_without_a_value_and_errors_are_bad_cells(tmp_path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [("商品名称", "直播价", "库存"), ("糕", "=B9*0.5", "#DIV/0!")])
    assert problems(path) == [
        (2, "B", "=B9*0.5", "formula_without_value"),
        (2, "C", "#DIV/0!", "error_value"),
    ]


def test_a_different_later_stock_of_a_product_is_an_error(tmp_path) -> None:
    rows = [("商品ID", "商品名称", "库存"), ("A", "糕", None), ("A", "糕", 100), ("B", "茶", 5), ("A", "糕", 80)]
    path = write_xlsx(tmp_path / "a.xlsx", rows)
    assert problems(path) == [(5, "C", "80", "stock_differs")]


@pytest.mark.parametrize("rows", [[("A", "糕", 100, 101)], [("A", "糕", 100, None), ("A", "糕", None, 101)]])
def test_a_first_release_may_not_exceed_the_stock(tmp_path, rows) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [("商品ID", "商品名称", "库存", "首放"), *rows])
    assert problems(path) == [(len(rows) + 1, "D", "101", "release_over_stock")]


def test_one_merged_stock_over_different_goods_is_asked_about(tmp_path) -> None:
    rows = [("商品ID", "商品名称", "库存"), ("A", "糕", 100), ("B", "茶", None)]
    path = write_xlsx(tmp_path / "a.xlsx", rows, merges=["C2:C3"])
    assert problems(path) == [(2, "C", "100", "merged_number")]


def test_ten_thousand_rows_are_refused_with_the_limit(tmp_path) -> None:
    rows = [PLAN_HEADER, *((n, "爆款", f"37{n}", "糕", 1, 1, 1) for n in range(10_000))]
    for path in (write_xlsx(tmp_path / "a.xlsx", rows), write_csv(tmp_path / "a.csv", rows)):
        refused = refusal(path)
        assert (refused.code, refused.data["limit"]) == ("too_many_entries", 2000)


def test_two_thousand_and_one_entries_are_one_too_many(tmp_path) -> None:
    assert (
        refusal(write_csv(tmp_path / "a.csv", [("商品名称", "库存"), *[("糕", 1)] * 2001])).code == "too_many_entries"
    )


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([("甲", "乙"), ("1", "2")], "no_header"),
        ([("角色", "库存"), ("爆款", "2")], "no_name_column"),
        ([("商品名称", "库存")], "no_entries"),
        ([("商品名称说明", "主播小桂", "库存充足"), ("糕", "1", "2")], "no_header"),
        ([("商品名称", "库存"), ("", "2"), ("合计", "2")], "no_entries"),
        ([ORDER_HEADER_A, order_row(ORDER_HEADER_A)], "orders_not_plan"),
        ([("x",)] * 25 + [("商品名称", "库存"), ("糕", "1")], "no_header"),
    ],
)
def test_a_sheet_that_is_no_run_order_says_why(tmp_path, rows, code: str) -> None:
    assert refusal(write_csv(tmp_path / "a.csv", rows)).code == code


def test_nothing_of_a_refused_sheet_is_handed_out(tmp_path) -> None:
    (tmp_path / "cake.png").write_bytes(png())
    path = write_csv(tmp_path / "a.csv", [("商品名称", "图片", "库存"), ("糕", "cake.png", "1"), ("茶", "", "?")])
    handed: list[str] = []

    def keep(name: str, data: bytes) -> str:
        handed.append(name)
        return name

    with pytest.raises(PlanRefused):
        read_plan(path, new_id=ids(), picture_sink=keep)
    assert handed == []
