"""How the cells of the run order share their room."""

from __future__ import annotations

from typing import Any

import pytest

from widgets.run_order_columns import STOCK_NARROW, WIDTHS
from widgets.run_order_delegate import PAD, Texts, bar_room, figure_room
from widgets.run_order_rows import Col


@pytest.mark.parametrize("wide", [STOCK_NARROW, WIDTHS[Col.STOCK]])
@pytest.mark.parametrize(("text", "glyph"), [("1,000", None), ("12,345", None), ("10", "▾"), ("超 25", "!")])
def test_a_bar_of_stock_gives_way_before_a_figure_is_cut(qtbot: Any, wide: int, text: str, glyph: str | None) -> None:
    texts = Texts()
    for face in ("text", "bold"):
        bar = bar_room(texts, wide, text, glyph, face)
        assert PAD + bar + 6 + texts.get(text, face)[1] + PAD <= wide
        assert bar >= 0


@pytest.mark.parametrize(
    ("column", "text"),
    [
        (Col.PRICE, "12,345.0"),
        (Col.PLANNED, "1:12:34"),
        (Col.ACTUAL, "9:59:59"),
        (Col.ACTUAL, "12h03"),
        (Col.UNITS, "12,345"),
        (Col.GMV, "182,430"),
        (Col.GMV, "123,456,789"),
    ],
)
def test_a_long_figure_is_written_smaller_before_it_is_cut(qtbot: Any, column: Col, text: str) -> None:
    texts = Texts()
    for face in ("text", "bold"):
        smaller, before = figure_room(texts, WIDTHS[column], text, face)
        assert before + texts.get(text, smaller)[1] + PAD <= WIDTHS[column]
    assert figure_room(texts, WIDTHS[column], "8:00", "bold") == ("bold", PAD)
