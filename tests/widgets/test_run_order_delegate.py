"""How the cells of the run order share their room."""

from __future__ import annotations

from typing import Any

import pytest

from widgets.run_order_columns import STOCK_NARROW, WIDTHS
from widgets.run_order_delegate import PAD, Texts, bar_room
from widgets.run_order_rows import Col


@pytest.mark.parametrize("wide", [STOCK_NARROW, WIDTHS[Col.STOCK]])
@pytest.mark.parametrize(("text", "glyph"), [("1,000", None), ("12,345", None), ("10", "▾"), ("超 25", "!")])
def test_a_bar_of_stock_gives_way_before_a_figure_is_cut(qtbot: Any, wide: int, text: str, glyph: str | None) -> None:
    texts = Texts()
    for face in ("text", "bold"):
        bar = bar_room(texts, wide, text, glyph, face)
        assert PAD + bar + 6 + texts.get(text, face)[1] + PAD <= wide
        assert bar >= 0
