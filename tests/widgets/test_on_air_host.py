"""Who is in front of the camera, where the item on air is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from console.show import commands as cmd
from console.show.plan import ShowInfo
from tests.builders import EVENING, make_entry, make_shift, run_show
from tests.widgets.dock_room import LANGUAGES, Stage, lang, stage  # noqa: F401 - fixtures
from widgets.on_air_dock import OnAirDock

# ruff: noqa: F811


def opened(stage: Stage, qtbot: Any, *shifts: Any, host: str = "阿宁") -> OnAirDock:
    stage.room.open_show([make_entry(1, host=host), make_entry(2)], ShowInfo(name="今晚", hosts=("阿宁", "小满")))
    if shifts:
        stage.room.ask(cmd.PlanShifts(shifts=shifts))
    run_show(stage.room, 1)
    dock = OnAirDock(stage.context)
    qtbot.addWidget(dock)
    dock.resize(420, 900)
    dock.show()
    return dock


def test_the_planned_host_is_named_until_somebody_says_who_is_on(stage: Stage, qtbot: Any) -> None:
    dock = opened(stage, qtbot)
    card = dock.running.card
    qtbot.waitUntil(lambda: card.who.text == "1 号链接 · 主播 阿宁")
    stage.room.ask(cmd.ChangeHost(host="小满"))
    qtbot.waitUntil(lambda: card.who.text == "1 号链接 · 主播 小满")
    stage.room.ask(cmd.Undo())
    qtbot.waitUntil(lambda: card.who.text == "1 号链接 · 主播 阿宁")
    dock.release()


@pytest.mark.parametrize("height", [900, 480])
@LANGUAGES
def test_a_shift_that_began_without_a_word_is_pointed_out_until_it_is_said(
    stage: Stage, qtbot: Any, lang: str, height: int
) -> None:
    dock = opened(stage, qtbot, make_shift("阿宁", 0, 1), make_shift("小满", 1, 1))
    dock.resize(420, height)
    card = dock.running.card
    line = card.who if height == 900 else card.link
    due = {"zh_CN": "该换 小满", "en": "now 小满's shift"}[lang]
    stage.room.clock.advance(minutes=59)
    qtbot.waitUntil(lambda: line.isVisible() and "阿宁" in line.text)
    assert due not in line.text
    stage.room.clock.advance(minutes=2)
    qtbot.waitUntil(lambda: due in line.text and line.role == "late")
    stage.room.ask(cmd.ChangeHost(host="小满"))
    qtbot.waitUntil(lambda: due not in line.text and line.role == "text_soft")
    assert stage.room.show.state.core.hosts[0].at == EVENING + timedelta(minutes=61)
    dock.release()
