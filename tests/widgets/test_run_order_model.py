"""The model of the run order: what its cells say, and that every change is announced for what it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from console.metrics.counters import Counters
from console.metrics.statistics import Trend
from console.show import commands as cmd
from console.show.plan import EntryId, Role
from console.show.state import EMPTY, Core
from inventory.stock import Balance
from tests.builders import FakeClock, make_entry, make_plan, make_segment, many_entries, read_people, run_show, sell
from tests.widgets.dock_room import Stage, stage  # noqa: F401 - the fixture
from widgets.run_order_model import RunOrderModel, one_move, runs
from widgets.run_order_rows import Col

# ruff: noqa: F811

P1 = str(make_entry(1).product_id)


@pytest.fixture
def model(qtbot: Any, stage: Stage) -> RunOrderModel:
    return RunOrderModel(change=lambda entry_id, column, value: False)


def text(model: RunOrderModel, row: int, column: Col) -> str:
    return str(model.data(model.index(row, column)))


def bound(model: RunOrderModel, stage: Stage, *entries: Any) -> RunOrderModel:
    stage.room.open_show(entries or None)
    model.bind(stage.room.show)
    return model


def ids(model: RunOrderModel) -> list[str]:
    return [row.entry_id for row in model.rows]


class Heard:
    """The ranges a model announced."""

    def __init__(self, model: RunOrderModel) -> None:
        self.cells: list[tuple[int, int, int, int]] = []
        self.structure: list[str] = []
        model.dataChanged.connect(lambda a, b: self.cells.append((a.row(), b.row(), a.column(), b.column())))
        for name in ("rowsInserted", "rowsRemoved", "rowsMoved", "layoutChanged", "modelReset"):
            getattr(model, name).connect(lambda *args, name=name: self.structure.append(name))


def test_a_busy_evening_passes_the_model_tester(model: RunOrderModel, stage: Stage, qtmodeltester: Any) -> None:
    bound(model, stage)
    run_show(stage.room, 7)
    model.refresh()
    qtmodeltester.check(model)


def test_price_length_and_role_are_written_as_in_the_trade(model: RunOrderModel, stage: Stage) -> None:
    bound(model, stage, make_entry(1, role=Role.HERO, live_price=5990, planned=timedelta(seconds=90)))
    assert [text(model, 0, c) for c in (Col.NUMBER, Col.ROLE, Col.LINK, Col.NAME, Col.PRICE, Col.PLANNED)] == [
        "1", "主", "1", "商品 1", "59.9", "1:30"
    ]  # fmt: skip


def test_before_anything_is_on_sale_the_stock_is_what_there_is(model: RunOrderModel, stage: Stage) -> None:
    bound(model, stage, make_entry(1, stock=600, first_release=300), make_entry(2, stock=None))
    assert text(model, 0, Col.STOCK) == "600"
    assert text(model, 1, Col.STOCK) == "—"
    run_show(stage.room, 1)
    model.refresh()
    assert text(model, 0, Col.STOCK) == "300"


def test_an_order_moves_stock_units_and_gmv_of_its_rows_alone(model: RunOrderModel, stage: Stage) -> None:
    again = make_entry(3, product_id=make_entry(1).product_id, stock=None)
    bound(model, stage, make_entry(1, stock=100, first_release=10), make_entry(2), again)
    run_show(stage.room, 1)
    model.refresh()
    for row in range(3):
        text(model, row, Col.STOCK)
    sell(stage.room, P1, 3, amount=1000)
    heard = Heard(model)
    model.mark_figures({P1})
    assert heard.cells == [(0, 0, Col.STOCK, Col.GMV), (2, 2, Col.STOCK, Col.GMV)]
    assert [text(model, 0, c) for c in (Col.STOCK, Col.UNITS, Col.GMV)] == ["7", "3", "30"]
    assert text(model, 2, Col.STOCK) == "7"


def test_what_is_sold_before_its_release_is_said_to_be_early(model: RunOrderModel, stage: Stage) -> None:
    bound(model, stage, make_entry(1), make_entry(2, stock=20))
    stage.room.ask(cmd.GoLive())
    sell(stage.room, str(make_entry(2).product_id), 12)
    model.mark_figures(None)
    assert text(model, 1, Col.STOCK) == "先卖 12"
    tip = model.data(model.index(1, Col.STOCK), Qt.ItemDataRole.ToolTipRole)
    assert "未放先卖 12 件" in tip


def test_what_is_sold_beyond_the_stock_is_said(model: RunOrderModel, stage: Stage) -> None:
    bound(model, stage, make_entry(1, stock=5))
    run_show(stage.room, 1)
    sell(stage.room, P1, 8)
    model.refresh()
    assert text(model, 0, Col.STOCK) == "超 3"
    assert "超卖 3 件" in model.data(model.index(0, Col.STOCK), Qt.ItemDataRole.ToolTipRole)


def test_a_conversion_tells_its_basis_and_denominator(model: RunOrderModel, stage: Stage) -> None:
    bound(model, stage, make_entry(1), make_entry(2))
    run_show(stage.room, 1)
    read_people(stage.room, P1, 1572, 216)
    model.refresh()
    model.mark_figures(None)
    assert text(model, 0, Col.CVR) == "13.7%"
    tip = model.data(model.index(0, Col.CVR), Qt.ItemDataRole.ToolTipRole)
    assert "成交人数 216 ÷ 点击人数 1,572" in tip
    assert "95% 置信区间 12.1%–15.5%（Wilson）" in tip
    assert text(model, 1, Col.CVR) == ""
    assert "还没有点击数据" in model.data(model.index(1, Col.CVR), Qt.ItemDataRole.ToolTipRole)


def test_old_figures_are_grey_and_every_figure_says_its_source_and_age(model: RunOrderModel, stage: Stage) -> None:
    bound(model, stage, make_entry(1))
    run_show(stage.room, 1)
    read_people(stage.room, P1, 1572, 216)
    sell(stage.room, P1)
    model.mark_figures(None)
    fresh = model.filled(0).figures
    assert fresh is not None
    assert fresh.old == frozenset()
    tip = model.data(model.index(0, Col.CVR), Qt.ItemDataRole.ToolTipRole)
    assert "成交人数 216：来源" in tip
    assert "点击人数 1,572：来源" in tip
    stage.room.clock.advance(minutes=4)
    model.tick(stage.room.clock.now())
    late = model.filled(0).figures
    assert late is not None
    assert late.old == {Col.STOCK, Col.CVR, Col.UNITS, Col.GMV}
    assert "已过时" in model.data(model.index(0, Col.CVR), Qt.ItemDataRole.ToolTipRole)
    assert "4 分钟前" in model.data(model.index(0, Col.GMV), Qt.ItemDataRole.ToolTipRole)


def test_few_clicks_are_marked(model: RunOrderModel, stage: Stage) -> None:
    bound(model, stage, make_entry(1))
    run_show(stage.room, 1)
    read_people(stage.room, P1, 12, 3)
    figures = model.filled(0).figures
    assert figures is not None
    assert figures.few
    assert "仅供参考" in model.data(model.index(0, Col.CVR), Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize(
    ("later", "trend", "says", "spoken"),
    [
        (80, Trend.RISING, "▲ 近 10 分钟比之前 10 分钟高，不是偶然", "在升"),
        (2, Trend.FALLING, "▼ 近 10 分钟比之前 10 分钟低，不是偶然", "在降"),
        (22, Trend.STEADY, "没有显著差别", ""),
    ],
)
def test_an_arrow_stands_only_for_more_than_noise_and_says_its_test(
    model: RunOrderModel, stage: Stage, later: int, trend: Trend, says: str, spoken: str
) -> None:
    bound(model, stage, make_entry(1))
    run_show(stage.room, 1)
    stage.room.clock.advance(minutes=25)
    now = stage.room.clock.now()
    for ago, clickers, buyers in ((15, 200, 20), (5, 400, 20 + later)):
        read_people(stage.room, P1, clickers, buyers, at=now - timedelta(minutes=ago))
    figures = model.filled(0).figures
    assert figures is not None
    assert figures.change.trend is trend
    tip = model.data(model.index(0, Col.CVR), Qt.ItemDataRole.ToolTipRole)
    assert says in tip
    assert "两比例检验" in tip
    heard = model.data(model.index(0, Col.CVR), Qt.ItemDataRole.AccessibleTextRole)
    assert heard == f"{text(model, 0, Col.CVR)} {spoken}".strip()


def test_a_take_touches_the_rows_it_is_about(model: RunOrderModel, stage: Stage) -> None:
    bound(model, stage, *many_entries(20))
    run_show(stage.room, 3)
    model.refresh()
    heard = Heard(model)
    stage.room.clock.advance(seconds=5)
    stage.room.ask(cmd.Next())
    model.refresh()
    whole_rows = {row for top, bottom, left, _ in heard.cells if left == Col.NUMBER for row in range(top, bottom + 1)}
    assert whole_rows == {2, 3, 4}  # done now, on air now, next now
    assert heard.structure == []
    assert [text(model, row, Col.STATUS) for row in (2, 3, 4)] == ["✓", "直播中", "下一个"]


def test_the_clock_of_the_entry_on_air_repaints_one_cell_a_second(model: RunOrderModel, stage: Stage) -> None:
    bound(model, stage, *many_entries(5))
    run_show(stage.room, 2)
    model.refresh()
    text(model, 1, Col.ACTUAL)
    heard = Heard(model)
    now = stage.room.clock.now()
    model.tick(now + timedelta(milliseconds=200))
    assert heard.cells == []
    model.tick(now + timedelta(seconds=1))
    assert heard.cells == [(1, 1, Col.ACTUAL, Col.ACTUAL)]
    assert text(model, 1, Col.ACTUAL) == "0:01"


def test_past_its_length_the_entry_on_air_is_over(model: RunOrderModel, stage: Stage) -> None:
    bound(model, stage, make_entry(1, planned=timedelta(minutes=1)), make_entry(2))
    run_show(stage.room, 1)
    model.refresh()
    assert not model.rows[0].over
    model.tick(stage.room.clock.now() + timedelta(seconds=61))
    assert model.rows[0].over


def test_a_moved_row_is_told_as_a_move_and_keeps_its_index(model: RunOrderModel, stage: Stage) -> None:
    bound(model, stage, *many_entries(6))
    kept = QPersistentModelIndex(model.index(4, Col.NAME))
    heard = Heard(model)
    stage.room.ask(cmd.Move(entry_ids=(EntryId("e5"),), before=EntryId("e2")))
    model.refresh()
    assert ids(model) == ["e1", "e5", "e2", "e3", "e4", "e6"]
    assert heard.structure == ["rowsMoved"]
    assert kept.row() == 1


def test_rows_put_in_and_taken_out_are_told_so(model: RunOrderModel, stage: Stage, qtmodeltester: Any) -> None:
    bound(model, stage, *many_entries(6))
    qtmodeltester.check(model)
    heard = Heard(model)
    stage.room.ask(cmd.Insert(entries=(make_entry(90), make_entry(91)), before=EntryId("e3")))
    model.refresh()
    stage.room.ask(cmd.Remove(entry_ids=(EntryId("e1"), EntryId("e5"))))
    model.refresh()
    assert ids(model) == ["e2", "e90", "e91", "e3", "e4", "e6"]
    assert heard.structure == ["rowsInserted", "rowsRemoved", "rowsRemoved"]
    assert [text(model, row, Col.NUMBER) for row in range(6)] == ["1", "2", "3", "4", "5", "6"]


class QuietShow:
    """Only what rows are made of: no desk, no file."""

    def __init__(self, *entries: Any) -> None:
        self.state = replace(EMPTY, core=Core(plan=make_plan(*entries)))
        self.clock = FakeClock()
        self.counters = Counters()

    def balance(self, product_id: str) -> Balance:
        return Balance()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(orders=st.lists(st.lists(st.integers(0, 9), unique=True, min_size=1, max_size=10), min_size=1, max_size=6))
def test_whatever_a_sheet_makes_of_the_order_the_rows_follow(qapp: Any, orders: list[list[int]]) -> None:
    show = QuietShow(*(make_entry(n) for n in range(10)))
    model = RunOrderModel(change=lambda entry_id, column, value: False)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.bind(show)  # type: ignore[arg-type]
    current = ids(model)
    for order in orders:
        wanted = [f"e{n}" for n in order]
        kept = [QPersistentModelIndex(model.index(place, 0)) for place in range(len(current))]
        show.state = replace(show.state, core=Core(plan=make_plan(*(make_entry(n) for n in order))))
        model.refresh()
        assert ids(model) == wanted
        for entry_id, index in zip(current, kept, strict=True):
            assert index.row() == (wanted.index(entry_id) if entry_id in wanted else -1)
        current = wanted
    del tester


@given(st.permutations(list("abcdef")))
def test_one_move_is_found_exactly_when_there_is_one(after: list[str]) -> None:
    before = list("abcdef")
    found = one_move(before, after)  # type: ignore[arg-type]
    if found is not None:
        top, bottom, to = found
        block = before[top : bottom + 1]
        rest = before[:top] + before[bottom + 1 :]
        at = to - len(block) if to > top else to
        assert rest[:at] + block + rest[at:] == after


def test_places_are_told_in_unbroken_stretches() -> None:
    assert runs([1, 2, 3, 7, 9, 10]) == [(1, 3), (7, 7), (9, 10)]


def test_aired_rows_cannot_be_dragged_and_an_ended_show_cannot_be_edited(model: RunOrderModel, stage: Stage) -> None:
    bound(model, stage, make_entry(1), make_entry(2), make_segment(3))
    run_show(stage.room, 2)
    model.refresh()
    drag, edit = Qt.ItemFlag.ItemIsDragEnabled, Qt.ItemFlag.ItemIsEditable
    assert [bool(model.flags(model.index(row, Col.NAME)) & drag) for row in range(3)] == [False, False, True]
    assert model.flags(model.index(0, Col.NAME)) & edit
    assert not model.flags(model.index(2, Col.PRICE)) & edit
    stage.room.ask(cmd.EndShow())
    model.refresh()
    assert not model.flags(model.index(0, Col.NAME)) & edit


def test_a_hard_start_that_does_not_fit_is_remarked(model: RunOrderModel, stage: Stage) -> None:
    bound(model, stage)
    run_show(stage.room, 7)
    model.refresh()
    place = model.place(EntryId("e9"))
    assert place in model.remarks()
    tip = model.data(model.index(place or 0, Col.STATUS), Qt.ItemDataRole.ToolTipRole)
    assert "整点" in tip
