"""What was copied from a page or a spreadsheet, as a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.feeds.clipboard import copied_grid
from console.feeds.grid import SheetRefused


def cells(text: str = "", html: str = "") -> list[tuple[object, ...]] | None:
    grid = copied_grid("clip", text, html, 1000)
    return None if grid is None else [row.cells for row in grid.rows]


def test_a_quote_that_nobody_closed_swallows_no_rows() -> None:
    text = '订单号\t金额\t备注\n1\t9.9\t"快点\n2\t8.8\t好\n3\t7.7\t"\n'
    with pytest.raises(SheetRefused) as refused:
        copied_grid("剪贴板", text, "", 100)
    assert (refused.value.code, refused.value.data["row"]) == ("broken_quotes", 2)


def test_text_with_tabs_is_a_table_and_a_quoted_line_break_stays_in_its_cell() -> None:
    assert cells('号\t名\r\n1\t"两行\n的名"\r\n') == [("号", "名"), ("1", "两行\n的名")]
    assert cells("a,b\n1,2") == [("a", "b"), ("1", "2")]
    assert cells("just words") is None
    assert cells("hello, there, you\nno table, at all, here") is None
    assert cells("1,200 pieces\nare left, or so, they say") is None
    assert cells("one,line") is None
    assert cells("", "<p>just words</p>") is None


def test_the_table_of_a_page_is_taken_from_its_html_where_a_cell_may_hold_lines() -> None:
    html = """<html><body><!--StartFragment--><table><thead><tr><th>商品ID</th><th>商品<br>点击人数</th></tr></thead>
      <tbody><tr><td>37</td><td><div>1,200</div><div>较昨日 +3%</div></td></tr></tbody></table></body></html>"""
    broken = "商品ID\t商品\n点击人数\n37\t1,200\n较昨日 +3%"
    assert cells(broken, html) == [("商品ID", "商品\n点击人数"), ("37", "1,200\n较昨日 +3%")]


def test_a_header_drawn_as_a_table_of_its_own_belongs_to_the_one_below() -> None:
    html = "<table><tr><th>a<th>b</table><div><table><tr><td>1<td>2<tr><td>3<td>4</table></div>"
    assert cells(html=html) == [("a", "b"), ("1", "2"), ("3", "4")]
    assert cells(html="<table><tr><td>x<td>y<td>z</table>" + html) == [("a", "b"), ("1", "2"), ("3", "4")]


def test_cells_that_reach_over_others_keep_the_columns_in_place() -> None:
    html = """<table><tr><th rowspan=2>号</th><th colspan=2>人</th></tr><tr><th>曝光</th><th>点击</th></tr>
      <tr><td>1</td><td>2</td><td>3</td></tr></table>"""
    grid = copied_grid("clip", "", html, 1000)
    assert grid is not None
    assert [row.cells for row in grid.rows] == [("号", "人", None), ("号", "曝光", "点击"), ("1", "2", "3")]
    assert {(s.top, s.bottom, s.left, s.right) for s in grid.spans} == {(1, 2, 0, 0), (1, 1, 1, 2)}


def test_more_rows_than_a_file_may_have_are_refused() -> None:
    with pytest.raises(SheetRefused) as refused:
        copied_grid("clip", "1\t2\n" * 11, "", 10)
    assert refused.value.code == "too_many_rows"


@given(st.text(alphabet="<>/tabledhr ='\"123\n", max_size=200))
def test_whatever_was_copied_is_a_table_or_none(html: str) -> None:
    grid = copied_grid("clip", "", html, 1000)
    assert grid is None or grid.rows
