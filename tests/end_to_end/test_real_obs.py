"""The link, the runner and the pictures against a real OBS: killed, hung, quit, switched by hand, taken apart."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from console.obs.cues import ProblemCode
from console.obs.runner import OutcomeState
from console.obs.status import CollectionChanged, Reason, SceneChanged, State
from console.obs.thumbnail import Thumbnail, Thumbnails
from tests.obs_contract import PRICE, PRODUCT, STOCK, ObsContract
from tests.obs_room import ObsRoom, obs_room, scene, show, text
from tests.real_obs import RealObs
from tests.real_obs_config import OTHER_COLLECTION, OTHER_SCENES, SCENES

LIVENESS_S = 30.0


@pytest.fixture
def room() -> Iterator[ObsRoom]:
    with obs_room() as room:
        yield room


class TestRealObs(ObsContract):
    @pytest.fixture
    def obs(self, real_obs: RealObs) -> RealObs:
        return real_obs


def test_fifty_takes_each_with_its_scene_on_air_when_the_outcome_comes(real_obs: RealObs, room: ObsRoom) -> None:
    room.connected(real_obs)
    independent = real_obs.client()
    names = list(SCENES)
    for number in range(50):
        wanted = names[(number + 1) % len(names)]
        outcome = room.take(scene(wanted), text(PRICE, "¥{live_price}"), live_price=number * 100)
        assert (outcome.ok, outcome.scene) == (True, wanted)
        assert independent.get_current_program_scene().current_program_scene_name == wanted
        assert independent.get_input_settings(PRICE).input_settings["text"] == f"¥{number}"
    assert room.told.state is State.CONNECTED
    assert not [event for event in room.events if isinstance(event, SceneChanged) and event.by_hand]


@pytest.mark.parametrize("transition", ["Cut", "Fade"])
def test_takes_faster_than_the_transition_are_never_taken_for_a_hand(
    real_obs: RealObs, room: ObsRoom, transition: str
) -> None:
    real_obs.start(transition=transition, transition_ms=400)
    room.connected(real_obs)
    names = list(SCENES)
    for number in range(12):
        room.take(scene(names[(number * 5 + 1) % len(names)]))
    last = names[(11 * 5 + 1) % len(names)]
    real_obs.request("SetCurrentProgramScene", sceneName="下播" if last != "下播" else PRODUCT)
    room.wait(lambda: isinstance(room.events[-1], SceneChanged) and room.events[-1].by_hand, what="the hand noticed")
    assert sum(1 for event in room.events if isinstance(event, SceneChanged) and event.by_hand) == 1
    assert room.told.program_scene == real_obs.program_scene()


def test_killed_and_started_again_it_is_back_and_nothing_fires_by_itself(real_obs: RealObs, room: ObsRoom) -> None:
    room.connected(real_obs)
    assert room.take(scene(PRODUCT)).ok
    killed = time.monotonic()
    real_obs.kill()
    room.until(State.CONNECTING)
    print(f"\nkilled: told after {time.monotonic() - killed:.3f} s")
    assert room.take(scene("下播")).state is OutcomeState.NOT_CONNECTED
    real_obs.restart()
    ready = time.monotonic()
    told = room.until(State.CONNECTED, seconds=LIVENESS_S)
    print(f"connected again {time.monotonic() - ready:.3f} s after OBS was ready")
    assert told.program_scene == real_obs.program_scene() == "开场"
    assert room.take(text(PRICE, "again")).ok
    assert real_obs.program_scene() == "开场"
    assert room.take(scene("下播")).ok


def test_a_quit_is_told_as_one_and_takes_obs_no_longer(real_obs: RealObs, room: ObsRoom) -> None:
    room.connected(real_obs)
    images: list[Thumbnail | None] = []
    pictures = Thumbnails(f"127.0.0.1:{real_obs.port}", real_obs.password, room.post, images.append)
    pictures.wanted(True)
    room.wait(lambda: images and (room.told.fps or 0) > 0, what="OBS draws")  # it dies of a quit while still starting
    started = time.monotonic()
    assert real_obs.stop() == 0, real_obs.log_text()[-2000:]
    print(f"\nOBS quit in {time.monotonic() - started:.3f} s with three connections of ours")
    told = room.until(State.CONNECTING, Reason.EXITED)
    assert told.scenes == tuple(SCENES)  # what it removed while quitting is not forgotten here
    assert pictures.close(10)
    real_obs.restart()
    room.until(State.CONNECTED, seconds=LIVENESS_S)


def test_quitting_again_and_again_while_watched_never_crashes_obs(real_obs: RealObs, room: ObsRoom) -> None:
    """``GetCurrentProgramScene`` aborts an OBS that quits, and most reads crash it after ExitStarted."""
    room.connected(real_obs)
    images: list[Thumbnail | None] = []
    pictures = Thumbnails(f"127.0.0.1:{real_obs.port}", real_obs.password, room.post, images.append)
    try:
        for _ in range(4):
            images.clear()
            pictures.wanted(True)
            room.wait(lambda: any(images) and room.told.connected and (room.told.fps or 0) > 0, seconds=LIVENESS_S)
            assert real_obs.stop() == 0, real_obs.log_text()[-2000:]
            room.until(State.CONNECTING, Reason.EXITED)
            real_obs.restart()
            pictures.wanted(False)
    finally:
        assert pictures.close(10)


def hung_and_back(real_obs: RealObs, room: ObsRoom, hang: Callable[[], None], wake: Callable[[], None]) -> None:
    room.connected(real_obs)
    hang()
    fired = time.monotonic()
    stale = room.fire(scene(PRODUCT), entry_id="stale")
    outcome = room.outcome(stale)
    assert outcome.state is OutcomeState.TIMED_OUT
    room.until(State.UNANSWERED, Reason.NO_ANSWER)
    print(f"\nhung: told {time.monotonic() - fired:.3f} s after the first unanswered request")
    assert room.take(scene("主播近景")).state is OutcomeState.NOT_CONNECTED
    wake()
    woken = time.monotonic()
    told = room.until(State.CONNECTED, seconds=LIVENESS_S)
    print(f"woken: connected after {time.monotonic() - woken:.3f} s")
    assert told.program_scene == real_obs.program_scene()
    assert room.take(scene("下播")).ok
    for number in range(5):  # were the stale cue fired again, it would be in front of these
        assert room.take(text(PRICE, str(number))).ok
        assert real_obs.program_scene() == "下播"
    assert [one.cause_seq for one in room.outcomes].count(stale) == 1


def test_stopped_and_continued_it_is_told_recovers_and_no_cue_fires_twice(real_obs: RealObs, room: ObsRoom) -> None:
    hung_and_back(real_obs, room, real_obs.sigstop, real_obs.sigcont)


def test_a_window_that_hangs_while_reads_are_answered_is_not_taken_for_well(real_obs: RealObs, room: ObsRoom) -> None:
    if sys.platform != "linux":
        pytest.skip("one thread of another process can only be stopped with Linux's ptrace")
    seize, interrupt, detach, wait_for_thread = 0x4206, 0x4207, 17, 0x40000000
    trace = ctypes.CDLL(None, use_errno=True).ptrace
    trace.argtypes, trace.restype = [ctypes.c_long] * 4, ctypes.c_long

    def hang() -> None:
        if trace(seize, real_obs.pid, 0, 0) != 0:
            pytest.skip(f"ptrace is not allowed here: {os.strerror(ctypes.get_errno())}")
        assert trace(interrupt, real_obs.pid, 0, 0) == 0
        os.waitpid(real_obs.pid, wait_for_thread)
        assert real_obs.program_scene() == "开场"  # a read is still answered

    def wake() -> None:
        assert real_obs.program_scene() == "开场"
        assert room.told.state is State.UNANSWERED
        assert trace(detach, real_obs.pid, 0, 0) == 0

    try:
        hung_and_back(real_obs, room, hang, wake)
    finally:
        with contextlib.suppress(OSError):
            trace(detach, real_obs.pid, 0, 0)


def test_an_idle_hang_is_found_by_the_next_pulse(real_obs: RealObs, room: ObsRoom) -> None:
    room.connected(real_obs)
    real_obs.sigstop()
    room.until(State.UNANSWERED, Reason.NO_ANSWER)
    real_obs.sigcont()
    room.until(State.CONNECTED, seconds=LIVENESS_S)


def test_killed_while_hung_and_started_again_it_connects(real_obs: RealObs, room: ObsRoom) -> None:
    room.connected(real_obs)
    real_obs.sigstop()
    assert room.take(scene(PRODUCT)).state is OutcomeState.TIMED_OUT
    real_obs.kill()
    real_obs.restart()
    room.until(State.CONNECTED, seconds=LIVENESS_S)
    assert real_obs.program_scene() == "开场"


def test_another_scene_collection_tells_its_scenes_and_cues_say_what_is_missing(
    real_obs: RealObs, room: ObsRoom
) -> None:
    room.connected(real_obs)
    assert room.take(show(STOCK, PRODUCT)).ok
    real_obs.request("SetCurrentSceneCollection", sceneCollectionName=OTHER_COLLECTION)
    room.wait(lambda: room.told.collection == OTHER_COLLECTION)
    assert room.told.scenes == tuple(OTHER_SCENES)
    assert room.told.program_scene == real_obs.program_scene()
    problems = room.take(scene(PRODUCT), show(STOCK, PRODUCT)).problems
    assert [one.code for one in problems] == [ProblemCode.MISSING_SCENE, ProblemCode.MISSING_SOURCE]
    real_obs.request("SetCurrentSceneCollection", sceneCollectionName="live")
    room.wait(lambda: room.told.collection == "live")
    assert room.take(scene(PRODUCT), show(STOCK)).ok
    collections = [event.collection for event in room.events if isinstance(event, CollectionChanged)]
    assert collections == [OTHER_COLLECTION, "live"]
    assert not [event for event in room.events if isinstance(event, SceneChanged) and event.by_hand]


def test_scenes_and_inputs_added_and_renamed_in_obs_are_told(real_obs: RealObs, room: ObsRoom) -> None:
    room.connected(real_obs)
    real_obs.request("CreateScene", sceneName="返场")
    room.wait(lambda: room.told.scenes == tuple(real_obs.scenes()))
    real_obs.request("SetSceneName", sceneName="返场", newSceneName="返场2")
    room.wait(lambda: "返场2" in room.told.scenes)
    real_obs.request("SetInputName", inputName=PRICE, newInputName="新价格")
    room.wait(lambda: "新价格" in {one.name for one in room.told.inputs})
    assert room.take(scene("返场2"), text("新价格", "1")).ok


def test_words_that_follow_sales_end_with_the_latest_and_stay_behind_cues(real_obs: RealObs, room: ObsRoom) -> None:
    room.connected(real_obs)
    for left in range(200, -1, -1):
        room.runner.set_overlay([STOCK], f"剩 {left}")
        if left % 20 == 0:
            assert room.take(scene(list(SCENES)[left % 3])).ok
    room.wait(lambda: real_obs.text_of(STOCK) == "剩 0")
    assert room.overlay_problems == []


def test_pictures_come_while_cues_run_and_stop_when_nobody_looks(real_obs: RealObs, room: ObsRoom) -> None:
    room.connected(real_obs)
    images: list[Thumbnail | None] = []
    pictures = Thumbnails(f"127.0.0.1:{real_obs.port}", real_obs.password, room.post, images.append)
    try:
        pictures.wanted(True)
        names = list(SCENES)
        takes = 0
        while sum(1 for one in images if one is not None) < 3:
            assert room.take(scene(names[takes % 4])).ok
            takes += 1
        assert takes > 3
        shown = [one for one in images if one is not None]
        assert all(one.jpeg.startswith(b"\xff\xd8") and one.jpeg.endswith(b"\xff\xd9") for one in shown)
        pictures.wanted(False)
        room.wait(lambda: images[-1] is None)
        pictures.wanted(True)
        room.wait(lambda: images[-1] is not None)
        real_obs.kill()
        room.wait(lambda: images[-1] is None)
        real_obs.restart()
        room.wait(lambda: images[-1] is not None, seconds=LIVENESS_S)
    finally:
        assert pictures.close(10)


def test_letting_go_ends_every_thread_at_once_even_when_obs_hangs(real_obs: RealObs, room: ObsRoom) -> None:
    room.connected(real_obs)
    real_obs.sigstop()
    room.fire(scene(PRODUCT))
    started = time.monotonic()
    assert room.link.close(10)
    print(f"\nlet go of a hung OBS in {time.monotonic() - started:.3f} s")
