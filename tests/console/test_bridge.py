"""A barrage bridge played by a real server: what becomes readings, what is told, and that nothing is sent to it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.server import ServerConnection

from console.app import Console, bootstrap
from console.bridge import Bridge, BridgeStatus, LinkState, Trial, problem_said, try_bridge
from console.feeds.bridges.client import BridgeClient
from console.listeners import Notice
from console.main_loop import MainLoop
from console.settings import Settings
from console.show.sales import Metric, Reading
from console.store import sales
from console.workspace import Workspace
from tests.bridge_player import BridgePlayer, chat, grab, online
from tests.console.web.room import plan

NAME = "DouyinBarrageGrab"
SOURCE = f"barrage:{NAME}"
quick = partial(BridgeClient, pace_s=0.02, first_wait_s=0.01, longest_wait_s=0.04)
Scene = Callable[[ServerConnection, int], None]


class Stage:
    """A console with an open show, a bridge that is in no hurry to wait, and a player."""

    def __init__(self, root: Path, is_practice: bool = False) -> None:
        workspace = Workspace(root, is_practice=is_practice)
        workspace.prepare()
        self.loop = MainLoop()
        self.console: Console = bootstrap(workspace, Settings(), post=self.loop.post)
        self.bridge = Bridge(self.console, quick)
        self.statuses: list[BridgeStatus] = []
        self.notices: list[str] = []
        self.console.listeners.subscribe(BridgeStatus, self.statuses.append)
        self.console.listeners.subscribe(Notice, lambda notice: self.notices.append(notice.code))
        self.players: list[BridgePlayer] = []

    def open_show(self) -> None:
        show_id, planned = self.console.create(plan())
        self.loop.result(planned)
        self.console.open(show_id)

    def play(self, scene: Scene, port: int = 0) -> BridgePlayer:
        player = BridgePlayer(scene, port)
        self.players.append(player)
        return player

    def follow(self, player: BridgePlayer, **more: Any) -> None:
        self.bridge.follow(Settings(bridge=NAME, bridge_url=player.url, **more))

    def until(self, holds: Callable[[], bool]) -> None:
        assert self.loop.run(holds, 30), self.bridge.status

    def total(self, metric: Metric) -> float | None:
        assert self.console.show is not None
        return self.console.show.counters.total(metric)

    def readings(self) -> list[Reading]:
        assert self.console.show is not None
        with self.console.database.connect() as connection:
            return list(sales.readings(connection, self.console.show.show_id))

    def close(self) -> None:
        self.bridge.stop()
        for player in self.players:
            player.close()
        self.console.close()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path / "workspace")
    made.open_show()
    yield made
    heard = [each for player in made.players for each in player.heard]
    made.close()
    assert heard == []  # nothing is ever sent to a bridge


def sending(player: list[BridgePlayer], *messages: str | bytes) -> Scene:
    """Send and stay."""

    def scene(socket: ServerConnection, _number: int) -> None:
        for message in messages:
            socket.send(message)
        player[0].stay(socket)

    return scene


def test_the_recorded_shapes_become_readings_and_comments(stage: Stage) -> None:
    player: list[BridgePlayer] = []
    messages = (chat("3号链接多少钱"), online(497, 6597), grab(2, Count=1, Total=88), grab(3), grab(4), grab(5))
    player.append(stage.play(sending(player, *messages)))
    stage.follow(player[0])
    stage.until(lambda: len(stage.readings()) == 6)
    stage.until(lambda: stage.total(Metric.FOLLOWS) == 1)
    assert {metric: stage.total(metric) for metric in (Metric.ONLINE, Metric.VIEWERS, Metric.LIKES)} == {
        Metric.ONLINE: 497,
        Metric.VIEWERS: 6597,
        Metric.LIKES: 88,
    }
    assert (stage.total(Metric.COMMENTS), stage.total(Metric.ENTERS)) == (1, 1)
    assert {reading.source for reading in stage.readings()} == {SOURCE}
    assert [(each.name, each.text) for each in stage.bridge.comments] == [("示例用户", "3号链接多少钱")]
    status = stage.bridge.status
    assert (status.state, status.comments_per_minute, status.comments) == (LinkState.CONNECTED, 1, 1)
    assert status.last_heard is not None
    assert status.rooms == {"SYNTHETIC": "示例主播"}


def test_the_end_of_the_live_is_told_once_and_ends_nothing(stage: Stage) -> None:
    player: list[BridgePlayer] = []
    player.append(stage.play(sending(player, online(497, 6597), grab(9), grab(9), chat("拜拜"))))
    stage.follow(player[0])
    stage.until(lambda: stage.bridge.status.comments == 1)
    assert stage.bridge.status.ended
    assert stage.notices == ["bridge_live_ended"]
    assert stage.console.show is not None
    assert stage.console.show.state.ended_at is None


def test_a_bridge_that_drops_is_found_again_and_nothing_is_lost(stage: Stage) -> None:
    player: list[BridgePlayer] = []

    def scene(socket: ServerConnection, number: int) -> None:
        if number < 4:
            socket.send(chat(f"第 {number} 次"))
            socket.socket.close() if number == 2 else socket.close()
            return
        socket.send(online(12, 34))
        player[0].stay(socket)

    player.append(stage.play(scene))
    stage.follow(player[0])
    stage.until(lambda: stage.total(Metric.ONLINE) == 12)
    assert stage.total(Metric.COMMENTS) == 3
    assert [each.text for each in stage.bridge.comments] == ["第 1 次", "第 2 次", "第 3 次"]
    assert player[0].connections == 4


def test_a_lost_bridge_is_told_and_not_again_until_it_was_heard(stage: Stage) -> None:
    player: list[BridgePlayer] = []
    drop = threading.Event()

    def scene(socket: ServerConnection, number: int) -> None:
        if number == 1:
            socket.send(online(1, 2))
            drop.wait(20)
        elif number > 5:
            player[0].stay(socket)

    player.append(stage.play(scene))
    stage.follow(player[0])
    stage.until(lambda: stage.total(Metric.ONLINE) == 1 and stage.bridge.status.state is LinkState.CONNECTED)
    drop.set()
    stage.until(lambda: player[0].connections == 6 and stage.bridge.status.state is LinkState.CONNECTED)
    assert stage.notices == ["bridge_lost"]


def test_a_bridge_started_later_is_found(stage: Stage) -> None:
    first = stage.play(lambda socket, number: None)
    first.close()
    stage.players.remove(first)
    stage.follow(first)
    stage.until(lambda: stage.bridge.status.problem == "unreachable")
    assert stage.notices == []
    stage.until(lambda: stage.bridge.status.again_at is not None)
    for lang in ("zh_CN", "en"):
        assert problem_said(lang, stage.bridge.status)
    player: list[BridgePlayer] = []
    player.append(stage.play(sending(player, online(5, 6)), first.port))
    stage.until(lambda: stage.total(Metric.ONLINE) == 5)
    assert (stage.bridge.status.state, stage.bridge.status.problem) == (LinkState.CONNECTED, "")
    assert stage.bridge.status.again_at is None


def test_nonsense_is_counted_and_the_rest_is_heard(stage: Stage) -> None:
    player: list[BridgePlayer] = []
    nonsense = ("", "{", b"\x00\xff", "[[[", "null", '{"Type": 1, "Data": "x"}', "[" * 50_000)
    player.append(stage.play(sending(player, *nonsense, online(5, 6))))
    stage.follow(player[0])
    stage.until(lambda: stage.total(Metric.ONLINE) == 5)
    assert stage.bridge.status.unread == len(nonsense)


def test_a_message_beyond_all_size_costs_the_connection_and_no_more(stage: Stage) -> None:
    player: list[BridgePlayer] = []

    def scene(socket: ServerConnection, number: int) -> None:
        socket.send("x" * 2_000_000 if number == 1 else online(5, 6))
        player[0].stay(socket)

    player.append(stage.play(scene))
    stage.follow(player[0])
    stage.until(lambda: stage.total(Metric.ONLINE) == 5)
    assert player[0].connections == 2


def test_a_flood_of_a_thousand_messages_a_second_is_counted_to_the_last_in_few_readings(stage: Stage) -> None:
    player: list[BridgePlayer] = []
    seconds, rate = 2, 1000

    def scene(socket: ServerConnection, _number: int) -> None:
        begin = time.monotonic()
        for number in range(seconds * rate):
            late = begin + number / rate - time.monotonic()
            if late > 0:
                player[0].over.wait(late)
            socket.send(chat(f"评论 {number}", number=number + 1))
        socket.send(online(9999, 99999))
        player[0].stay(socket)

    player.append(stage.play(scene))
    stage.follow(player[0])
    stage.until(lambda: stage.total(Metric.ONLINE) == 9999)
    assert stage.total(Metric.COMMENTS) == seconds * rate
    assert stage.bridge.status.comments == seconds * rate
    assert stage.bridge.status.comments_per_minute == seconds * rate
    assert len(stage.readings()) < seconds * rate / 4  # sums, not messages, go to the main thread and the file
    assert stage.bridge.comments.search("评论 1999")


def test_while_the_main_thread_is_away_a_flood_becomes_one_batch(stage: Stage) -> None:
    player: list[BridgePlayer] = []
    player.append(stage.play(sending(player, *[chat(str(n), number=n + 1) for n in range(3000)], online(1, 2))))
    stage.follow(player[0])
    assert stage.bridge._collector is not None
    deadline = time.monotonic() + 30
    while Metric.ONLINE not in stage.bridge._collector._totals and time.monotonic() < deadline:
        player[0].over.wait(0.01)
    stage.until(lambda: stage.total(Metric.ONLINE) == 1)
    assert stage.total(Metric.COMMENTS) == 3000
    assert len([each for each in stage.readings() if each.metric is Metric.COMMENTS]) == 1


def test_numbers_that_come_after_the_shows_tail_or_without_a_show_are_not_kept(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "workspace")
    try:
        player: list[BridgePlayer] = []
        player.append(stage.play(sending(player, online(5, 6), chat("有人吗"))))
        stage.follow(player[0])
        stage.until(lambda: stage.bridge.status.comments == 1)
        assert stage.notices == []
    finally:
        stage.close()


def test_a_practice_show_never_hears_a_real_room(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "workspace", is_practice=True)
    try:
        stage.bridge.follow(Settings(bridge=NAME))
        assert stage.bridge.status == BridgeStatus()
        assert stage.bridge._client is None
    finally:
        stage.close()


def test_another_choice_ends_the_first_and_an_unknown_one_is_said(stage: Stage) -> None:
    player: list[BridgePlayer] = []
    player.append(stage.play(sending(player, online(5, 6))))
    stage.follow(player[0])
    stage.until(lambda: stage.total(Metric.ONLINE) == 5)
    stage.follow(player[0])
    assert player[0].connections == 1  # the same choice changes nothing
    stage.bridge.follow(Settings(bridge="hologram"))
    assert (stage.bridge.status.state, stage.bridge.status.problem) == (LinkState.OFF, "unknown_bridge")
    assert problem_said("en", stage.bridge.status)
    stage.bridge.follow(Settings())
    assert stage.statuses[-1] == BridgeStatus()


def test_an_address_that_is_none_is_said(stage: Stage) -> None:
    stage.bridge.follow(Settings(bridge=NAME, bridge_url="http://127.0.0.1/"))
    stage.until(lambda: stage.bridge.status.problem == "bad_address")


# -- a trial ----------------------------------------------------------------------------------------------------------


def tried(stage: Stage, url: str, seconds: float = 20, wanted: int = 1) -> list[Trial]:
    found: list[Trial] = []
    try_bridge(NAME, url, found.append, stage.loop.post, seconds=seconds, make=quick)
    assert stage.loop.run(lambda: len(found) >= wanted, 30)
    return found


def test_a_trial_tells_what_it_heard_and_keeps_nothing(stage: Stage) -> None:
    player: list[BridgePlayer] = []
    player.append(stage.play(sending(player, "nonsense", online(497, 6597))))
    (trial,) = tried(stage, player[0].url)
    assert (trial.problem, trial.online, trial.rooms) == ("", 497, {"SYNTHETIC": "示例主播"})
    assert trial.heard == 1
    assert trial.unread == 1
    assert stage.readings() == []
    assert stage.statuses == []


def test_a_trial_of_a_room_where_nobody_speaks_is_connected_and_says_so(stage: Stage) -> None:
    player: list[BridgePlayer] = []
    player.append(stage.play(sending(player)))
    (trial,) = tried(stage, player[0].url, seconds=0.3)
    assert (trial.problem, trial.heard) == ("", 0)


@pytest.mark.parametrize("address", ["ws://127.0.0.1:1/", "http://127.0.0.1/"])
def test_a_trial_that_fails_says_why(stage: Stage, address: str) -> None:
    (trial,) = tried(stage, address)
    assert trial.problem in ("unreachable", "bad_address")
    assert problem_said("en", trial)


def test_a_trial_taken_back_is_not_heard_of(stage: Stage) -> None:
    player: list[BridgePlayer] = []
    player.append(stage.play(sending(player)))
    found: list[Trial] = []
    try_bridge(NAME, player[0].url, found.append, stage.loop.post, make=quick)()
    tried(stage, player[0].url, seconds=0.3)
    assert found == []
