"""The rounds of an item on one axis: minute three of this one beside minute three of the last."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication, QImage

from console.metrics.attribution import course, join_rounds
from console.show import commands as cmd
from console.show.plan import EntryId
from console.show.sales import Metric, Reading
from tests.builders import Room, run_show, sell
from tests.widgets.dock_room import OFFSCREEN_DIALOGS, Stage, stage  # noqa: F401 - the fixture
from widgets.charts.rounds_chart import Measure
from widgets.numbers_board import NumbersBoard
from widgets.numbers_dock import NumbersDock

# ruff: noqa: F811

pytestmark = OFFSCREEN_DIALOGS
MASK = "3712000000000000003"


def clicks(room: Room, people: float, buyers: float) -> None:
    at = room.clock.now()
    readings = [
        Reading(source="compass", product_id=MASK, metric=metric, value=value, cumulative=False, at=at)
        for metric, value in ((Metric.CLICK_USERS, people), (Metric.BUYERS, buyers))
    ]
    room.wait(room.show.intake.readings(readings))


def two_rounds(room: Room) -> None:
    """The mask on air for four minutes, selling two a minute; and again, for two minutes, selling one."""
    room.open_show()
    run_show(room, 3, lengths=(3, 4))
    for _ in range(4):
        sell(room, MASK, 2)
        clicks(room, 100, 20)
        room.clock.advance(minutes=1)
    room.ask(cmd.Next())
    room.clock.advance(minutes=20)
    room.ask(cmd.Goto(entry_id=EntryId("e15")))
    for _ in range(2):
        sell(room, MASK, 1)
        clicks(room, 100, 2)
        room.clock.advance(minutes=1)


@pytest.fixture
def board(stage: Stage, qtbot: Any) -> Any:
    dock = NumbersDock(stage.context)
    qtbot.addWidget(dock)
    dock.resize(610, 780)
    dock.show()
    two_rounds(stage.room)
    qtbot.waitUntil(lambda: dock._board is not None and dock._update.idle, timeout=5000)
    dock.compare_rounds()
    qtbot.waitUntil(lambda: bool(dock._board is not None and dock._board.rounds.laps), timeout=5000)
    yield dock._board
    dock.release()


def test_the_rounds_of_the_item_on_air_stand_on_one_axis(board: NumbersBoard) -> None:
    first, second = board.rounds.laps
    assert [each.sales.units for each in first.course[:5]] == [0, 2, 4, 6, 8]
    assert [each.sales.units for each in second.course[:3]] == [0, 1, 2]
    assert (first.is_this, second.is_this) == (False, True)
    assert "比上一轮同时 -50%" in board._rounds_about.text
    assert "转化低于上一轮" in board._rounds_about.text


def test_the_mouse_reads_money_pieces_and_both_sides_of_the_conversion(board: NumbersBoard) -> None:
    told = board.rounds.told_at(2)
    assert "上架后 2 分钟" in told
    assert "¥240 · 4 件 · 2 单" in told
    assert "¥120 · 2 件 · 2 单" in told
    assert "罗盘" in told
    assert told.index("¥240") < told.index("¥120")


def test_before_anything_is_sold_no_round_is_ranked(board: NumbersBoard, stage: Stage) -> None:
    room = stage.room
    assert "2 轮里第 2" in board._rounds_about.text
    room.ask(cmd.Next())
    room.ask(cmd.Goto(entry_id=EntryId("e3")))
    room.clock.advance(seconds=10)
    board.refresh_ages(room.clock.now())
    assert "第 3 轮" in board._rounds_about.text
    assert "轮里第" not in board._rounds_about.text


def test_conversion_is_compared_too_and_a_round_is_hidden_by_its_name(board: NumbersBoard) -> None:
    board.set_measure(Measure.CVR)
    board.refresh_ages(board.rounds._now + timedelta(seconds=2))
    assert [item.value.split("%")[0] for item in board.rounds.legend.items()] == ["20.0", "2.0"]
    board.rounds.legend.clicked.emit("1")
    assert [item.hidden for item in board.rounds.legend.items()] == [True, False]
    assert "第 1 轮" not in board.rounds.told_at(1)


def test_another_item_is_compared_from_the_table_and_the_way_back_is_the_same_key(
    board: NumbersBoard, stage: Stage
) -> None:
    board.table_view.line_wanted.emit("3712000000000000002")
    board.refresh_ages(stage.room.clock.now() + timedelta(seconds=2))
    assert board.rounds.product == "3712000000000000002"
    assert "第一轮" in board._rounds_about.text
    board.compare(False)
    assert not board.comparing


def test_the_rounds_are_copied_and_saved(board: NumbersBoard, stage: Stage, tmp_path: Path) -> None:
    dock = board.parentWidget().parentWidget()
    assert isinstance(dock, NumbersDock)
    dock.copy_curves()
    head, *rows = [line.split("\t") for line in QGuiApplication.clipboard().mimeData().text().splitlines()]
    assert len(head) == 1 + 2 * 5
    assert rows[2][1:3] == ["239.60", "4"]
    dock.save_picture(tmp_path / "rounds.png")
    assert QImage(str(tmp_path / "rounds.png")).width() > 300


def test_a_pause_is_no_time_of_a_round(stage: Stage) -> None:
    room = stage.room
    room.open_show()
    run_show(room, 3, lengths=(3, 4))
    room.clock.advance(seconds=30)
    sell(room, MASK, 1)
    room.clock.advance(seconds=30)
    room.ask(cmd.PauseShow())
    room.clock.advance(minutes=10)
    paused = join_rounds(room.show.state, room.show.counters, room.clock.now())
    assert len(course(paused.rounds[-1], room.show.state, room.show.counters, room.clock.now())) == 2
    room.ask(cmd.ResumeShow())
    room.clock.advance(seconds=30)
    sell(room, MASK, 1)
    room.clock.advance(seconds=30)
    joined = join_rounds(room.show.state, room.show.counters, room.clock.now())
    found = course(joined.rounds[-1], room.show.state, room.show.counters, room.clock.now())
    assert [(each.minute, each.sales.units) for each in found] == [(0, 0), (1, 1), (2, 2)]


def test_a_segment_has_no_course(stage: Stage) -> None:
    room = stage.room
    room.open_show()
    run_show(room, 1)
    joined = join_rounds(room.show.state, room.show.counters, room.clock.now())
    assert course(joined.rounds[0], room.show.state, room.show.counters, room.clock.now()) == []
