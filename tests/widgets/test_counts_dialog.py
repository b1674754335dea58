"""The grid for numbers read by eye: filled by keyboard alone, kept as readings of its own source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from console.metrics.conversion import Basis
from console.show.sales import Metric
from tests.builders import make_entry, make_segment, run_show, sell
from tests.widgets.dock_room import OFFSCREEN_DIALOGS, Stage, stage  # noqa: F401 - the fixture
from widgets.counts_dialog import METRICS, SOURCE, CountsDialog, last_typed
from widgets.key_filter import KeyFilter

# ruff: noqa: F811
pytestmark = OFFSCREEN_DIALOGS
ENTRIES = (make_segment(1, "开场"), make_entry(2, name="灰枣"), make_entry(3, name="保温杯"), make_entry(4, name="锅"))
CUP, DATES = (str(ENTRIES[place].product_id) for place in (2, 1))
CLICKS, EXPOSURES, ONLINE = (1 + METRICS.index(m) for m in (Metric.CLICKS, Metric.EXPOSURES, Metric.ONLINE))


@pytest.fixture
def dialog(stage: Stage, qtbot: Any) -> Iterator[CountsDialog]:
    keys = KeyFilter(QApplication.instance())  # type: ignore[arg-type]
    stage.room.open_show(ENTRIES)
    run_show(stage.room, 3)
    yield opened(stage, qtbot)
    QApplication.instance().removeEventFilter(keys)
    keys.deleteLater()


def opened(stage: Stage, qtbot: Any) -> CountsDialog:
    made = CountsDialog(stage.context)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def type_in(dialog: CountsDialog, qtbot: Any, text: str, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    """Type over the current cell and press Enter, as a hand would."""
    qtbot.keyClicks(dialog.grid, text[0])
    editor = dialog.grid.findChild(QLineEdit)
    assert editor is not None, "the first key opens the editor"
    editor.insert(text[1:])
    qtbot.keyClick(editor, Qt.Key.Key_Return, modifier)
    qtbot.waitUntil(lambda: dialog.grid.findChild(QLineEdit) is None, timeout=5000)


def total(stage: Stage, metric: Metric, product: str = "") -> float | None:
    counters = stage.room.show.counters
    return counters.total(metric, product) if product else counters.total(metric)


def test_the_room_then_the_item_on_air_then_the_others(dialog: CountsDialog) -> None:
    captions = [dialog.grid.text(row, 0) for row in range(dialog.grid.rowCount())]
    assert captions == ["直播间", "03  保温杯", "02  灰枣", "04  锅"]
    assert (dialog.grid.currentRow(), dialog.grid.currentColumn()) == (1, CLICKS)


def test_numbers_are_typed_enter_goes_down_and_ctrl_enter_keeps(dialog: CountsDialog, stage: Stage, qtbot: Any) -> None:
    type_in(dialog, qtbot, "1,234")
    assert dialog.grid.currentRow() == 2
    type_in(dialog, qtbot, "1.2万")
    dialog.grid.setCurrentCell(0, ONLINE)
    type_in(dialog, qtbot, "860", Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=5000)
    assert total(stage, Metric.CLICKS, CUP) == 1234
    assert total(stage, Metric.CLICKS, DATES) == 12000
    assert total(stage, Metric.ONLINE) == 860
    assert total(stage, Metric.EXPOSURES, CUP) is None
    assert stage.room.show.counters.source_of(Metric.CLICKS) == SOURCE
    assert stage.told()[-1] == "counts.taken"


def test_people_who_clicked_and_bought_make_a_conversion_of_people(
    dialog: CountsDialog, stage: Stage, qtbot: Any
) -> None:
    for metric, typed in ((Metric.CLICK_USERS, "320"), (Metric.BUYERS, "16")):
        dialog.grid.setCurrentCell(1, 1 + METRICS.index(metric))
        type_in(dialog, qtbot, typed)
    dialog.keep()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=5000)
    rate = stage.room.show.counters.item(CUP).cvr
    assert (rate.basis, rate.value) == (Basis.PEOPLE, 0.05)


def test_orders_of_an_item_are_counted_by_eye_until_order_lines_come(
    dialog: CountsDialog, stage: Stage, qtbot: Any
) -> None:
    for metric, typed in ((Metric.CLICKS, "400"), (Metric.ORDERS, "20")):
        dialog.grid.setCurrentCell(1, 1 + METRICS.index(metric))
        type_in(dialog, qtbot, typed)
    dialog.keep()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=5000)
    counters = stage.room.show.counters
    figures = counters.item(CUP)
    assert (figures.orders, figures.by_count) == (20, True)
    assert (figures.cvr.basis, figures.cvr.value) == (Basis.COUNTS, 0.05)
    assert (figures.gmv, figures.units, figures.sold) == (0, 0, 0), "how many pieces and what money nobody said"
    assert counters.item(DATES).orders is None

    sell(stage.room, CUP, 2)
    figures = counters.item(CUP)
    assert (figures.orders, figures.by_count, figures.cvr.numerator) == (1, False, 1)
    assert counters.all_of(Metric.ORDERS, CUP)[SOURCE].total == 20, "shown beside, never added"


def test_below_the_last_of_a_column_comes_the_first_of_the_next(dialog: CountsDialog) -> None:
    dialog.grid.setCurrentCell(3, CLICKS)
    dialog.grid.down()
    assert (dialog.grid.currentRow(), dialog.grid.currentColumn()) == (1, EXPOSURES)


def test_a_value_below_the_last_one_is_asked_about_before_it_counts(
    dialog: CountsDialog, stage: Stage, qtbot: Any
) -> None:
    type_in(dialog, qtbot, "1200", Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=5000)
    stage.room.clock.advance(minutes=2)
    again = opened(stage, qtbot)
    type_in(again, qtbot, "120", Qt.KeyboardModifier.ControlModifier)
    assert again.isVisible()
    assert "120 比上次的 1,200 小" in again.told.text()
    assert total(stage, Metric.CLICKS, CUP) == 1200
    again.grid.item(1, CLICKS).setText("1300")  # it was a typo
    assert "比上次的" not in again.told.text()
    again.grid.item(1, CLICKS).setText("130")
    again.keep()
    assert again.isVisible()
    qtbot.keyClick(again.grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not again.isVisible(), timeout=5000)
    assert total(stage, Metric.CLICKS, CUP) == 1330  # the platform began anew
    assert last_typed(stage.room.show.counters, Metric.CLICKS, CUP) == 130


def test_people_online_may_fall(dialog: CountsDialog, stage: Stage, qtbot: Any) -> None:
    dialog.grid.item(0, ONLINE).setText("900")
    dialog.keep()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=5000)
    stage.room.clock.advance(seconds=timedelta(minutes=1).total_seconds())
    again = opened(stage, qtbot)
    again.grid.item(0, ONLINE).setText("700")
    again.keep()
    qtbot.waitUntil(lambda: not again.isVisible(), timeout=5000)
    assert total(stage, Metric.ONLINE) == 700


def test_what_nobody_can_read_is_told_with_its_cell(dialog: CountsDialog, stage: Stage) -> None:
    dialog.grid.item(2, EXPOSURES).setText("很多")
    dialog.keep()
    assert dialog.isVisible()
    assert "灰枣 的曝光次数：看不懂“很多”" in dialog.told.text()
    assert (dialog.grid.currentRow(), dialog.grid.currentColumn()) == (2, EXPOSURES)
    assert total(stage, Metric.EXPOSURES, DATES) is None


def test_nothing_filled_in_keeps_nothing(dialog: CountsDialog, stage: Stage) -> None:
    dialog.keep()
    assert dialog.isVisible()
    assert "还没有填数" in dialog.told.text()


def test_a_room_cell_of_an_item_cannot_be_filled(dialog: CountsDialog) -> None:
    assert not dialog.grid.item(1, ONLINE).flags() & Qt.ItemFlag.ItemIsEditable
    assert not dialog.grid.item(0, CLICKS).flags() & Qt.ItemFlag.ItemIsEditable


def test_it_goes_with_the_show(dialog: CountsDialog, stage: Stage) -> None:
    stage.room.console.close_show()
    assert not dialog.isVisible()


def test_numbers_that_were_typed_are_not_lost_to_one_escape(dialog: CountsDialog, stage: Stage, qtbot: Any) -> None:
    type_in(dialog, qtbot, "1234")
    qtbot.keyClick(dialog.grid, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "1 个数还没有记下" in dialog.told.text()
    type_in(dialog, qtbot, "1300")  # it was a slip: what is typed next takes the question back
    qtbot.keyClick(dialog.grid, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "2 个数还没有记下" in dialog.told.text()
    dialog.cancel_button.click()
    assert not dialog.isVisible()
    assert total(stage, Metric.CLICKS, CUP) is None


def test_without_numbers_escape_leaves_at_once(dialog: CountsDialog, qtbot: Any) -> None:
    qtbot.keyClick(dialog.grid, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
