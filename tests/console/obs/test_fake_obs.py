"""The link and the runner where OBS misbehaves: late, hung, kicking, half open, talking nonsense, newer than ours."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from console.obs.cues import ProblemCode
from console.obs.link import probe
from console.obs.runner import OutcomeState
from console.obs.status import CollectionChanged, Reason, SceneChanged, ScenesChanged, State
from console.show.plan import Cue, CueKind
from tests.fake_obs import FakeObs, Relay
from tests.obs_contract import PRICE, PRODUCT, STOCK, ObsContract
from tests.obs_room import ObsRoom, hide, obs_room, scene, show, text


@pytest.fixture
def obs() -> Iterator[FakeObs]:
    fake = FakeObs(password="geheim")
    fake.start()
    yield fake
    fake.stop()


@pytest.fixture
def room() -> Iterator[ObsRoom]:
    with obs_room() as room:
        yield room


class TestFakeObs(ObsContract):
    pass


def test_a_kick_stops_until_the_user_asks_again(obs: FakeObs, room: ObsRoom) -> None:
    room.connected(obs)
    obs.close_all(4011)
    room.until(State.FAILED, Reason.KICKED)
    room.link.reconnect()
    room.until(State.CONNECTED)


def test_it_comes_back_by_itself_after_obs_was_away(obs: FakeObs, room: ObsRoom) -> None:
    room.connected(obs)
    obs.stop()
    room.until(State.CONNECTING, Reason.EXITED)
    assert room.take(scene(PRODUCT)).state is OutcomeState.NOT_CONNECTED
    obs.start()
    room.until(State.CONNECTED)
    assert obs.counted("SetCurrentProgramScene") == 0


def test_a_hung_window_is_told_and_recovery_is_known_by_the_late_answer(obs: FakeObs, room: ObsRoom) -> None:
    room.connected(obs)
    obs.going.clear()
    outcome = room.take(scene(PRODUCT))
    assert outcome.state is OutcomeState.TIMED_OUT
    room.until(State.UNANSWERED, Reason.NO_ANSWER)
    room.wait(lambda: len(obs.clients) == 2 and obs.counted("GetVersion") >= 2, what="a fresh connection that reads")
    assert room.take(scene("主播近景")).state is OutcomeState.NOT_CONNECTED  # reads alone do not make it well again
    assert room.told.state is State.UNANSWERED
    obs.going.set()
    told = room.until(State.CONNECTED)
    assert told.program_scene == PRODUCT  # the late switch was carried out, once, and the state was read again
    assert obs.counted("SetCurrentProgramScene") == 1
    assert room.take(scene("主播近景")).ok


def test_cues_waiting_behind_a_request_that_hangs_are_answered_for_and_never_sent(obs: FakeObs, room: ObsRoom) -> None:
    room.connected(obs)
    obs.going.clear()
    first = room.fire(scene(PRODUCT), entry_id="a")
    room.wait(lambda: obs.counted("SetCurrentProgramScene") == 1)
    second = room.fire(text(PRICE, "stale"), entry_id="b")
    assert room.outcome(first).state is OutcomeState.TIMED_OUT
    assert room.outcome(second).state is OutcomeState.NOT_CONNECTED
    obs.going.set()
    room.until(State.CONNECTED)
    assert room.take(text(STOCK, "fresh")).ok
    assert obs.text_of(PRICE) == ""
    assert len(room.outcomes) == 3


def test_a_newer_take_supersedes_what_waits_and_what_nobody_decides_is_still_done(obs: FakeObs, room: ObsRoom) -> None:
    room.connected(obs)
    obs.going.clear()
    first = room.fire(scene("主播近景"), entry_id="a")
    room.wait(lambda: obs.counted("SetCurrentProgramScene") == 1)
    restart = Cue(kind=CueKind.MEDIA_RESTART, target="产品视频")
    second = room.fire(scene("下播"), text(PRICE, "b"), hide(STOCK, PRODUCT), restart, entry_id="b")
    third = room.fire(scene(PRODUCT), text(PRICE, "c"), entry_id="c")
    whole = room.fire(text(PRICE, "d"), entry_id="d")
    obs.going.set()
    assert room.outcome(first).ok
    assert [one.state for one in (room.outcome(second), room.outcome(third), room.outcome(whole))] == [
        OutcomeState.SUPERSEDED,
        OutcomeState.SUPERSEDED,
        OutcomeState.DONE,
    ]
    assert {one.code for one in room.outcome(second).problems} == {ProblemCode.SUPERSEDED}
    assert len(room.outcome(second).problems) == 3
    assert (obs.program, obs.text_of(PRICE), obs.item_enabled(PRODUCT, STOCK)) == (PRODUCT, "d", False)
    assert [data["sceneName"] for name, data in obs.asked if name == "SetCurrentProgramScene"] == ["主播近景", PRODUCT]
    assert obs.counted("TriggerMediaInputAction") == 0


def test_a_slow_obs_is_connected_and_says_how_slow(obs: FakeObs, room: ObsRoom) -> None:
    room.connected(obs)
    obs.delay = 0.3
    outcome = room.take(scene(PRODUCT))
    assert outcome.ok
    assert outcome.ms >= 300
    room.wait(lambda: (room.told.rtt_ms or 0) >= 300, what="the round trip told")
    assert room.told.state is State.CONNECTED


@pytest.mark.parametrize(
    "nonsense",
    [
        "{not json",
        "[]",
        '{"op": 9}',
        '{"op": 7, "d": {}}',
        '{"op": 9, "d": {"requestId": "of another", "results": []}}',
        '{"op": 9, "d": {"requestId": "REQUEST_ID", "results": []}}',
        '{"op": 9, "d": {"requestId": "REQUEST_ID", "results": [7]}}',
        '{"op": 9, "d": {"requestId": "REQUEST_ID", "results": [{"requestStatus": {"code": "x"}}]}}',
    ],
)
def test_nonsense_fails_the_cue_once_and_starts_a_clean_connection(obs: FakeObs, room: ObsRoom, nonsense: str) -> None:
    room.connected(obs)
    obs.say_instead = nonsense
    outcome = room.take(text(PRICE, "x"))
    assert (outcome.state, outcome.reason) == (OutcomeState.FAILED, Reason.GARBLED)
    room.wait(lambda: (State.CONNECTING, Reason.GARBLED) in [(one.state, one.reason) for one in room.statuses])
    room.until(State.CONNECTED)
    assert room.take(text(PRICE, "y")).ok
    assert len(room.outcomes) == 2


def test_a_half_open_connection_is_told_and_left_for_a_fresh_one(obs: FakeObs, room: ObsRoom) -> None:
    relay = Relay(obs.port)
    try:
        room.link.connect_to(f"127.0.0.1:{relay.port}", obs.password)
        room.until(State.CONNECTED)
        relay.freeze()
        assert room.take(scene(PRODUCT)).state is OutcomeState.TIMED_OUT
        room.until(State.UNANSWERED, Reason.NO_ANSWER)
        room.until(State.CONNECTED)  # the old socket does not even answer a ping, so nothing is owed on it
        assert room.take(scene(PRODUCT)).ok
    finally:
        room.link.disconnect()
        room.until(State.OFF)
        relay.stop()


def test_chapters_are_set_where_obs_has_them_and_records(obs: FakeObs, room: ObsRoom) -> None:
    obs.available.append("CreateRecordChapter")
    room.connected(obs)
    assert room.told.has_chapters
    chapter = Cue(kind=CueKind.CHAPTER, value="{link_no} {name}")
    assert [one.code for one in room.take(chapter).problems] == [ProblemCode.NOT_RECORDING]
    obs.recording = True
    obs.emit("RecordStateChanged", 64, outputActive=True, outputState="OBS_WEBSOCKET_OUTPUT_STARTED")
    room.wait(lambda: room.told.recording)
    assert room.take(chapter, name="口红", link_no="3").problems == ()
    assert obs.chapters == ["3 口红"]


def test_a_source_that_got_another_number_is_found_again(obs: FakeObs, room: ObsRoom) -> None:
    room.connected(obs)
    assert room.take(hide(STOCK, PRODUCT)).ok
    obs.items[PRODUCT, STOCK] = [99, True]
    assert room.take(hide(STOCK, PRODUCT)).ok
    assert not obs.item_enabled(PRODUCT, STOCK)
    asked = obs.counted("GetSceneItemId")
    assert room.take(show(STOCK, PRODUCT)).ok
    assert obs.counted("GetSceneItemId") == asked


def test_a_quitting_obs_that_removes_everything_leaves_the_last_scenes_standing(obs: FakeObs, room: ObsRoom) -> None:
    scenes = tuple(obs.scene_names)
    room.connected(obs)
    for name in list(obs.scene_names):
        obs.scene_names.remove(name)
        obs.emit("SceneRemoved", 4, sceneName=name, isGroup=False)
    obs.emit("ExitStarted", 1)
    told = room.until(State.CONNECTING, Reason.EXITED)
    assert told.scenes == scenes
    obs.scene_names = list(scenes)
    room.until(State.CONNECTED)


def test_an_added_scene_and_another_collection_are_told_apart(obs: FakeObs, room: ObsRoom) -> None:
    room.connected(obs)
    obs.scene_names.append("返场")
    obs.emit("SceneCreated", 4, sceneName="返场", isGroup=False)
    room.wait(lambda: room.events)
    obs.emit("CurrentSceneCollectionChanging", 2, sceneCollectionName="live")
    obs.collection, obs.scene_names, obs.program = "备用", ["备用全景"], "备用全景"
    obs.emit("CurrentProgramSceneChanged", 4, sceneName="备用全景")
    obs.emit("CurrentSceneCollectionChanged", 2, sceneCollectionName="备用")
    room.wait(lambda: len(room.events) == 3)
    assert isinstance(room.events[0], ScenesChanged)
    assert room.events[1:] == [CollectionChanged("备用", "备用全景"), ScenesChanged(("备用全景",))]


def test_a_scene_event_that_was_lost_is_found_by_the_next_pulse(obs: FakeObs, room: ObsRoom) -> None:
    room.connected(obs)
    obs.program = PRODUCT
    room.wait(lambda: room.events)
    assert room.events == [SceneChanged(PRODUCT, by_hand=True)]


def test_overlay_words_are_coalesced_and_a_cue_goes_first(obs: FakeObs, room: ObsRoom) -> None:
    room.connected(obs)
    started = time.monotonic()
    for left in range(300, -1, -1):
        room.runner.set_overlay([STOCK], f"剩 {left}")
    cue = room.fire(text(PRICE, "now"))
    room.wait(lambda: obs.text_of(STOCK) == "剩 0")
    assert room.outcome(cue).ok
    sent = [data["inputSettings"]["text"] for name, data in obs.asked if name == "SetInputSettings"]
    overlays = len(sent) - 1
    assert overlays <= 2 + 2 * (time.monotonic() - started)
    assert sent.index("now") <= 1


def test_words_of_the_entry_before_do_not_overwrite_those_of_a_take(obs: FakeObs, room: ObsRoom) -> None:
    room.connected(obs)
    for name in (STOCK, PRICE):
        room.runner.set_overlay([name], "1")
        room.wait(lambda name=name: obs.text_of(name) == "1")  # type: ignore[misc]
    room.runner.set_overlay([STOCK], "old")
    room.runner.set_overlay([PRICE], "2")  # due after the other
    assert room.take(text(STOCK, "new")).ok
    room.wait(lambda: obs.text_of(PRICE) == "2")
    assert obs.text_of(STOCK) == "new"


def test_an_overlay_input_that_is_missing_is_said_once_and_again_when_it_works(obs: FakeObs, room: ObsRoom) -> None:
    room.connected(obs)
    kept = obs.inputs.pop(STOCK)
    for words in ("1", "2"):
        room.runner.set_overlay([STOCK], words)
        room.wait(lambda words=words: obs.counted("SetInputSettings") >= int(words))  # type: ignore[misc]
    obs.inputs[STOCK] = kept
    room.runner.set_overlay([STOCK], "3")
    room.wait(lambda: len(room.overlay_problems) == 2)
    assert room.overlay_problems == [(STOCK, ProblemCode.MISSING_INPUT), (STOCK, None)]


def test_stream_numbers_are_told(obs: FakeObs, room: ObsRoom) -> None:
    told = room.connected(obs).told
    assert (told.streaming, told.dropped_percent, told.fps) == (True, 1.5, 30.0)


def test_nothing_listening_and_no_address_have_their_own_reasons(obs: FakeObs, room: ObsRoom) -> None:
    obs.stop()
    assert probe(f"127.0.0.1:{obs.port}", "", 2).reason is Reason.SERVER_OFF
    assert probe("http://x", "", 2).reason is Reason.BAD_ADDRESS
    room.connect(obs)
    room.until(State.CONNECTING, Reason.SERVER_OFF)
    room.link.connect_to("not an address")
    room.until(State.FAILED, Reason.BAD_ADDRESS)
    assert room.take(scene(PRODUCT)).reason is Reason.BAD_ADDRESS
    room.link.disconnect()
    room.until(State.OFF)


def test_the_password_is_never_logged(obs: FakeObs, room: ObsRoom, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    room.connected(obs)
    room.connect(obs, password="falsch-und-lang")
    room.until(State.FAILED, Reason.WRONG_PASSWORD)
    assert "geheim" not in caplog.text
    assert "falsch-und-lang" not in caplog.text
    assert "geheim" not in repr(room.link.status)
