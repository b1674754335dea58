"""The OBS dock: scenes, what should be on air, why OBS is not there, and its picture only while somebody looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from console.obs.status import ObsStatus, Reason, State
from console.obs.thumbnail import Thumbnail
from console.show import commands as cmd
from console.show.rundown import Refused
from console.venue import ObsChanged, OverlayFailing, ProgramImage
from tests.builders import make_entry, run_show
from tests.widgets.dock_room import CONNECTED, Stage, jpeg, stage  # noqa: F401 - the fixture
from widgets.obs_dock import ObsDock

# ruff: noqa: F811


@pytest.fixture
def dock(stage: Stage, qtbot: Any) -> Iterator[ObsDock]:
    stage.room.open_show([make_entry(1), make_entry(2)])
    stage.venue.status = CONNECTED
    made = ObsDock(stage.context)
    qtbot.addWidget(made)
    made.resize(900, 220)
    made.show()
    yield made
    made.release()


def say(stage: Stage, status: ObsStatus) -> None:
    stage.venue.status = status
    stage.room.console.listeners.announce(ObsChanged(status))


def looks(dock: ObsDock) -> dict[str, str]:
    return {button.text(): button.look for button in dock.scenes.buttons}


def test_scenes_are_buttons_in_obs_s_order_with_the_one_on_air_marked(stage: Stage, dock: ObsDock) -> None:
    assert list(looks(dock)) == list(CONNECTED.scenes)
    assert looks(dock)["主播近景"] == "air_row"
    assert [button.key for button in dock.scenes.buttons] == ["F1", "F2", "F3"]
    dock.scenes.buttons[2].click()
    dock.switch_scene_number(1)
    assert stage.venue.asked == [("switch", "商品特写"), ("switch", "开场")]


def test_only_the_first_eight_scenes_have_a_key(stage: Stage, dock: ObsDock, qtbot: Any) -> None:
    say(stage, replace(CONNECTED, scenes=tuple(f"场景 {n}" for n in range(1, 41))))
    qtbot.waitUntil(lambda: len(dock.scenes.buttons) == 40)
    assert [bool(button.key) for button in dock.scenes.buttons].count(True) == 8


def test_a_key_without_a_scene_and_a_refusal_are_told(stage: Stage, dock: ObsDock) -> None:
    dock.switch_scene_number(8)
    assert stage.told() == ["on_air.no_such_scene"]
    stage.venue.refuses = Refused("unknown_scene", scene="开场")
    dock.switch_scene_number(1)
    assert stage.told()[1:] == ["refused.unknown_scene"]


def test_what_should_be_on_air_is_amber_and_one_key_applies_it(stage: Stage, dock: ObsDock, qtbot: Any) -> None:
    assert not dock.apply.isVisible()
    stage.venue.mismatch = ("商品特写", "主播近景")
    say(stage, CONNECTED)
    qtbot.waitUntil(lambda: dock.apply.isVisible())
    assert dock.mismatch.text == "应该是「商品特写」，现在是「主播近景」"
    assert looks(dock)["商品特写"] == "late_row"
    dock.apply.click()
    assert stage.venue.asked == ["apply_wanted"]
    stage.venue.mismatch = None
    say(stage, CONNECTED)
    qtbot.waitUntil(lambda: not dock.apply.isVisible())
    dock.apply_wanted()
    assert stage.told() == ["on_air.scene_right"]


def test_a_scene_switched_by_hand_is_noted_until_the_next_take(stage: Stage, dock: ObsDock, qtbot: Any) -> None:
    run_show(stage.room, 1)
    stage.room.ask(cmd.RecordScene(scene="开场"))
    qtbot.waitUntil(lambda: dock.note.isVisible())
    assert dock.note.text == "19:23:27 有人在 OBS 里手动切到「开场」"
    stage.room.clock.advance(minutes=1)
    stage.room.ask(cmd.Next())
    qtbot.waitUntil(lambda: not dock.note.isVisible())


def test_a_text_that_cannot_follow_sales_is_noted(stage: Stage, dock: ObsDock, qtbot: Any) -> None:
    stage.room.console.listeners.announce(OverlayFailing("库存", "missing_input"))
    qtbot.waitUntil(lambda: "库存" in dock.note.text)
    stage.room.console.listeners.announce(OverlayFailing("库存", None))
    qtbot.waitUntil(lambda: not dock.note.isVisible())


@pytest.mark.parametrize("reason", list(Reason))
def test_why_obs_is_away_is_said_plainly(stage: Stage, dock: ObsDock, qtbot: Any, reason: Reason) -> None:
    state = State.FAILED if reason.final else State.CONNECTING
    say(stage, replace(CONNECTED, state=state, reason=reason))
    qtbot.waitUntil(lambda: dock.again.isVisible())
    assert dock.why.text
    assert "{" not in dock.why.text
    assert dock.state.isVisible()
    assert not any(button.isEnabled() for button in dock.scenes.buttons)
    dock.again.click()
    assert stage.venue.asked == ["reconnect"]


def test_without_obs_it_leads_to_the_connection_card(stage: Stage, dock: ObsDock, qtbot: Any) -> None:
    say(stage, ObsStatus())
    qtbot.waitUntil(lambda: dock.again.isVisible())
    with qtbot.waitSignal(dock.connection_requested):
        dock.again.click()
    with qtbot.waitSignal(dock.cues_requested):
        dock.open_cues()
    stage.room.console.close_show()
    dock.open_cues()
    assert stage.told() == ["no_show"]


def test_outputs_stand_in_the_title(stage: Stage, dock: ObsDock, qtbot: Any) -> None:
    say(stage, replace(CONNECTED, streaming=True, recording=True, dropped_percent=2.5, rtt_ms=8.4))
    qtbot.waitUntil(lambda: dock.title_tools.outputs.text == "● 推流中 · 丢帧 2.50% · ● 录制中 · 8 毫秒")
    assert dock.title_tools.outputs.role == "late"


def test_the_picture_comes_only_while_the_dock_is_seen(stage: Stage, dock: ObsDock) -> None:
    assert stage.venue.watched == [True]
    stage.room.console.listeners.announce(ProgramImage(Thumbnail("开场", jpeg())))
    assert dock.picture.scene == "开场"
    stage.room.console.listeners.announce(ProgramImage(Thumbnail("开场", b"no picture")))
    assert dock.picture.scene == ""
    stage.room.console.listeners.announce(ProgramImage(None))
    dock.hide()
    dock.show()
    assert stage.venue.watched == [True, False, True]
    dock.release()
    assert stage.venue.watched[-1] is False
