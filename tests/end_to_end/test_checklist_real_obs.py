"""The pre-show checklist asks a real OBS what it has: what is missing is red until it is made there, or renamed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from console.checks import Colour, Topic
from console.main_loop import MainLoop
from console.remote import Remote
from console.show.plan import Cue, CueKind, CueSheet
from console.venue import Venue
from console.web.door import Problem
from tests.builders import Room, make_entry, make_room
from tests.real_obs import RealObs
from tests.real_obs_config import MEDIA, PRICE_TEXT, PRODUCT_SCENE

PATIENCE_S = 30.0


@pytest.fixture
def loop() -> MainLoop:
    return MainLoop()


@pytest.fixture
def room(tmp_path: Path, loop: MainLoop) -> Iterator[Room]:
    def pump(until: Callable[[], bool]) -> None:
        assert loop.run(until)

    made = make_room(tmp_path / "workspace", loop.post, pump)
    yield made
    made.close()


@pytest.fixture
def venue(room: Room, loop: MainLoop, real_obs: RealObs) -> Iterator[Venue]:
    made = Venue(room.console.listeners, loop.post)
    made.connect(f"ws://:{real_obs.password}@{real_obs.host}:{real_obs.port}", real_obs.password)
    room.console.readiness.venue = made
    assert loop.run(lambda: made.status.connected and bool(made.status.inputs), PATIENCE_S)
    yield made
    made.close()


def colours(room: Room) -> tuple[Colour, Colour]:
    found = {each.topic: each.colour for each in room.console.readiness.look(room.show)}
    return found[Topic.SCENES], found[Topic.INPUTS]


def test_scenes_and_inputs_a_real_obs_does_not_have_are_red_until_it_has_them(
    room: Room, venue: Venue, loop: MainLoop, real_obs: RealObs
) -> None:
    there = CueSheet(
        on_take=(
            Cue(kind=CueKind.TEXT, target=PRICE_TEXT, value="¥{live_price}"),
            Cue(kind=CueKind.MEDIA_RESTART, target=MEDIA),
            Cue(kind=CueKind.SHOW, target=MEDIA, scene=PRODUCT_SCENE),
        )
    )
    lacking = CueSheet(
        on_take=(
            Cue(kind=CueKind.TEXT, target="福袋字幕", value="x"),
            Cue(kind=CueKind.TEXT, target=MEDIA, value="x"),
        )
    )
    first = replace(make_entry(1), scene=PRODUCT_SCENE, cues=there)
    venue.bind(room.open_show([first, replace(make_entry(2), scene="福袋", cues=lacking)]))
    assert colours(room) == (Colour.RED, Colour.RED)
    wrong = ("scene_missing:福袋", "input_missing:福袋字幕", f"input_not_text:{MEDIA}")
    assert room.console.readiness.red(room.show) == wrong
    remote = Remote(room.console, venue=venue)
    try:
        with pytest.raises(Problem) as refused:
            loop.result(remote.act("go-live", {}, None, "api"))
        assert tuple(refused.value.more["checks"]) == wrong
    finally:
        remote.close()
    real_obs.request("CreateScene", sceneName="福袋")
    real_obs.request("SetInputName", inputName=PRICE_TEXT, newInputName="福袋字幕")
    assert loop.run(lambda: {"福袋字幕"} <= {each.name for each in venue.status.inputs}, PATIENCE_S)
    assert loop.run(lambda: "福袋" in venue.status.scenes, PATIENCE_S)
    assert room.console.readiness.red(room.show) == (f"input_missing:{PRICE_TEXT}", f"input_not_text:{MEDIA}")


def test_a_real_obs_that_went_away_is_amber(room: Room, venue: Venue, loop: MainLoop, real_obs: RealObs) -> None:
    cues = CueSheet(on_take=(Cue(kind=CueKind.TEXT, target=PRICE_TEXT, value="x"),))
    venue.bind(room.open_show([replace(make_entry(1), scene=PRODUCT_SCENE, cues=cues)]))
    assert colours(room) == (Colour.GREEN, Colour.GREEN)
    real_obs.kill()
    assert loop.run(lambda: not venue.status.connected, PATIENCE_S)
    assert colours(room) == (Colour.AMBER, Colour.AMBER)
