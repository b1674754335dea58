"""A table of words: wide enough for its own, figures at the right, copied as text."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from widgets.lines_table import WIDEST, LinesTable, Words
from widgets.theme import Theme


def table(qtbot: Any) -> LinesTable:
    made = LinesTable(Theme("dark"))
    qtbot.addWidget(made)
    rows = [Words(("aired, unchanged", "1,000", "围巾")), Words(("x" * 400, "5", "帽子"), "bad")]
    made.show_lines(("变化", "库存", "名称"), rows, (20, 20, 100), 2, (1,))
    return made


def test_a_column_is_as_wide_as_its_words_but_no_wider_than_leaves_room(qtbot: Any) -> None:
    made = table(qtbot)
    assert made.columnWidth(0) == WIDEST
    assert made.columnWidth(1) > made.fontMetrics().horizontalAdvance("1,000")


def test_figures_stand_at_the_right_with_their_caption(qtbot: Any) -> None:
    made = table(qtbot)
    model = made.lines
    for column, side in ((0, Qt.AlignmentFlag.AlignLeft), (1, Qt.AlignmentFlag.AlignRight)):
        cell = model.data(model.index(0, column), Qt.ItemDataRole.TextAlignmentRole)
        caption = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        assert cell == caption
        assert Qt.AlignmentFlag(cell) & side


def test_all_rows_are_copied_under_their_captions(qtbot: Any) -> None:
    table(qtbot).copy()
    first, second, _ = QApplication.clipboard().text().split("\n")
    assert first == "变化\t库存\t名称"
    assert second == "aired, unchanged\t1,000\t围巾"


def test_its_model_keeps_the_rules(qtbot: Any, qtmodeltester: Any) -> None:
    made = table(qtbot)
    qtmodeltester.check(made.lines)
