"""What holds for any OBS: run against the real one and against the fake, so that the fake stays honest.

A subclass gives the fixture ``obs`` with ``host port password program_scene() text_of() item_enabled() scenes()
request()``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from console.obs.cues import ProblemCode
from console.obs.link import probe
from console.obs.runner import OutcomeState
from console.obs.status import Reason, SceneChanged, State, TestResult
from console.show.plan import Cue, CueKind
from tests.obs_room import ObsRoom, hide, obs_room, scene, show, text

PRICE, STOCK, MEDIA, PRODUCT = "价格字幕", "库存字幕", "产品视频", "商品特写"


class ObsContract:
    @pytest.fixture
    def room(self) -> Iterator[ObsRoom]:
        with obs_room() as room:
            yield room

    def test_connecting_tells_scenes_in_the_order_of_the_window_inputs_and_versions(self, obs: Any, room: Any) -> None:
        told = room.connected(obs).told
        assert list(told.scenes) == obs.scenes()
        assert told.program_scene == obs.program_scene()
        assert {PRICE, STOCK, MEDIA} <= {one.name for one in told.inputs}
        assert told.obs_version
        assert told.ws_version
        assert told.collection == "live"

    def test_a_wrong_password_stops_and_the_right_one_goes_on(self, obs: Any, room: Any) -> None:
        room.connect(obs, password="wrong")
        room.until(State.FAILED, Reason.WRONG_PASSWORD)
        room.connected(obs)

    def test_the_test_button_tells_why(self, obs: Any, room: Any) -> None:
        address = f"{obs.host}:{obs.port}"
        assert probe(address, "wrong", 5).reason is Reason.WRONG_PASSWORD
        assert probe(address, "", 5).reason is Reason.PASSWORD_MISSING
        found: list[TestResult] = []
        room.link.test(f"ws://:{obs.password}@{address}", "", 5, found.append)
        (result,) = room.wait(lambda: found)
        assert result.ok
        assert list(result.scenes) == obs.scenes()

    def test_a_take_switches_the_scene_writes_the_text_and_shows_and_hides(self, obs: Any, room: Any) -> None:
        room.connected(obs)
        outcome = room.take(
            text(PRICE, "{name} ¥{live_price}"), scene(PRODUCT), hide(STOCK), name="口红", live_price=5990
        )
        assert (outcome.state, outcome.problems, outcome.scene) == (OutcomeState.DONE, (), PRODUCT)
        assert obs.program_scene() == PRODUCT
        assert obs.text_of(PRICE) == "口红 ¥59.9"
        assert not obs.item_enabled(PRODUCT, STOCK)
        assert room.take(show(STOCK)).ok  # without a scene: the one on air
        assert obs.item_enabled(PRODUCT, STOCK)
        assert room.events == [SceneChanged(PRODUCT, by_hand=False)]

    def test_a_missing_text_input_is_named_and_everything_else_is_done(self, obs: Any, room: Any) -> None:
        room.connected(obs)
        wrong = text("没有这个字幕", "x")
        outcome = room.take(scene(PRODUCT), wrong, text(PRICE, "¥1"))
        assert outcome.state is OutcomeState.FAILED
        assert [(one.cue, one.code) for one in outcome.problems] == [(wrong, ProblemCode.MISSING_INPUT)]
        assert outcome.scene == PRODUCT
        assert obs.program_scene() == PRODUCT
        assert obs.text_of(PRICE) == "¥1"

    def test_each_kind_of_mistake_has_its_own_reason(self, obs: Any, room: Any) -> None:
        room.connected(obs)
        media = Cue(kind=CueKind.MEDIA_RESTART, target=PRICE)
        outcome = room.take(scene("没有"), show("没有", PRODUCT), text(MEDIA, "x"), text(PRICE, "{prise}"), media)
        assert {one.code for one in outcome.problems} == {
            ProblemCode.MISSING_SCENE,
            ProblemCode.MISSING_SOURCE,
            ProblemCode.NOT_TEXT,
            ProblemCode.BAD_TEMPLATE,
            ProblemCode.NOT_MEDIA,
        }
        assert outcome.scene is None

    def test_a_source_used_as_a_scene_is_said_to_be_none(self, obs: Any, room: Any) -> None:
        room.connected(obs)
        assert [one.code for one in room.take(scene(PRICE)).problems] == [ProblemCode.NOT_A_SCENE]

    def test_a_chapter_is_left_out_without_recording_and_is_no_failure(self, obs: Any, room: Any) -> None:
        room.connected(obs)
        outcome = room.take(scene(PRODUCT), Cue(kind=CueKind.CHAPTER, value="{name}"))
        assert outcome.ok
        assert all(one.code.harmless for one in outcome.problems)
        assert len(outcome.problems) == 1

    def test_a_scene_switched_by_hand_is_noticed_and_our_own_is_not_taken_for_one(self, obs: Any, room: Any) -> None:
        room.connected(obs)
        room.take(scene(PRODUCT))
        room.take(scene(PRODUCT))  # already on air: nothing is told, and nothing may be waited for
        room.take(scene("主播近景"))
        room.wait(lambda: len(room.events) == 2)
        obs.request("SetCurrentProgramScene", sceneName=PRODUCT)
        room.wait(lambda: len(room.events) == 3)
        assert room.events == [
            SceneChanged(PRODUCT, by_hand=False),
            SceneChanged("主播近景", by_hand=False),
            SceneChanged(PRODUCT, by_hand=True),
        ]
        assert room.told.program_scene == PRODUCT

    def test_without_a_connection_the_outcome_comes_at_once_and_is_final(self, obs: Any, room: Any) -> None:
        before = obs.program_scene()
        outcome = room.take(scene(PRODUCT))
        assert (outcome.state, outcome.ok) == (OutcomeState.NOT_CONNECTED, False)
        room.connected(obs)
        assert room.take(text(PRICE, "later")).ok  # behind whatever had been kept
        assert obs.program_scene() == before
        assert len(room.outcomes) == 2
