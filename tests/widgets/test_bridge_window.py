"""The window and its barrage bridge: heard as the settings say, a drop is told once, and it ends no show."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt

from console.bridge import LinkState
from console.comments import Comment
from console.listeners import Notice
from console.show.sales import Metric
from console.show.state import Status
from tests.bridge_player import BridgePlayer, chat, grab, online
from tests.builders import make_entry
from tests.widgets.window_room import QUIET, Stage, live, seed, stage  # noqa: F401 - a fixture
from widgets.application import layout_of
from widgets.keeping import apply_changes

# ruff: noqa: F811
pytestmark = QUIET
NAME = "DouyinBarrageGrab"


class Player:
    """A bridge that says its messages to whoever connects, goes away and comes back where it was."""

    def __init__(self) -> None:
        self.messages: list[str] = [online(497, 6597), chat("3号多少钱", number=1)]
        self.played = BridgePlayer(self._scene)
        self.heard: list[str | bytes] = []

    def go_away(self) -> None:
        self.played.close()
        self.heard += self.played.heard

    def come_back(self, *messages: str) -> None:
        self.messages = list(messages)
        self.played = BridgePlayer(self._scene, self.played.port)

    def _scene(self, socket: Any, _number: int) -> None:
        sent = 0
        while not self.played.over.is_set():
            for message in self.messages[sent:]:
                socket.send(message)
                sent += 1
            self.played.over.wait(0.02)


@pytest.fixture
def player() -> Iterator[Player]:
    made = Player()
    yield made
    made.go_away()
    assert made.heard == []  # nothing is ever sent to a bridge


def started(stage: Stage, **settings: Any) -> list[str]:
    """The codes of what is told from then on."""
    seed(stage.root, live(make_entry(3), make_entry(4)))
    stage.root.mkdir(exist_ok=True)
    (stage.root / "settings.json").write_text(json.dumps({"obs_connect": False, **settings}), encoding="utf-8")
    program = stage.start()
    told: list[str] = []
    assert program.context is not None
    program.context.console.listeners.subscribe(Notice, lambda notice: told.append(notice.code))
    return told


def comments(stage: Stage) -> list[Comment]:
    assert stage.program.context is not None
    return list(stage.program.context.console.comments)


def choose(stage: Stage, **settings: Any) -> None:
    program = stage.program
    before = program.saved
    program.keep_settings(replace(before, **settings))
    apply_changes(program, before)


def test_the_bridge_of_the_settings_is_heard_and_left_with_the_program(stage: Stage, player: Player) -> None:
    started(stage, bridge=NAME, bridge_url=player.played.url)
    stage.wait(lambda: stage.show.counters.total(Metric.ONLINE) == 497)
    stage.wait(lambda: [each.text for each in comments(stage)] == ["3号多少钱"])
    assert stage.program.barrage is not None
    bridge = stage.program.barrage
    states = [bridge.status.state]
    stage.program.close()
    states.append(bridge.status.state)
    assert states == [LinkState.CONNECTED, LinkState.OFF]


def test_a_bridge_chosen_while_live_is_heard_at_once_and_its_dock_comes_out(stage: Stage, player: Player) -> None:
    started(stage)
    docks = stage.program.window.room.docks
    assert docks["comments"].isHidden()
    choose(stage, bridge=NAME, bridge_url=player.played.url)
    stage.wait(lambda: len(comments(stage)) == 1)
    stage.wait(lambda: not docks["comments"].isHidden())
    stage.wait(lambda: docks["comments"].body.model.rowCount() == 1)  # type: ignore[attr-defined]
    choose(stage, bridge="")
    assert stage.program.barrage is not None
    assert stage.program.barrage.status.state is LinkState.OFF


def test_a_drop_is_told_once_seen_in_the_header_and_over_when_it_is_back(stage: Stage, player: Player) -> None:
    told = started(stage, bridge=NAME, bridge_url=player.played.url)
    header = stage.program.window.header

    def in_header() -> str:
        header.refresh()
        return header.feed.words

    stage.wait(lambda: stage.show.counters.total(Metric.ONLINE) == 497)
    player.go_away()  # until it was seen: a quick one is back before a slow machine looks
    stage.wait(lambda: "bridge_lost" in told)
    assert in_header() == "弹幕没连上"
    assert stage.program.window.strip.help_button.text() == "弹幕设置"
    player.come_back(chat("又一条", number=2))
    stage.wait(lambda: [each.text for each in comments(stage)] == ["3号多少钱", "又一条"])
    stage.wait(lambda: in_header() != "弹幕没连上")
    assert told.count("bridge_lost") == 1


def test_the_end_of_the_live_suggests_ending_and_ends_nothing(stage: Stage, player: Player) -> None:
    told = started(stage, bridge=NAME, bridge_url=player.played.url)
    player.messages += [grab(9), grab(9)]  # now: what is told while the program starts nobody here hears
    stage.wait(lambda: "bridge_live_ended" in told)
    assert stage.program.window.strip.help_button.text() == "下播…"
    assert stage.show.state.status is Status.LIVE
    assert told.count("bridge_live_ended") == 1


def test_the_comments_dock_is_put_away_behind_the_journal_until_it_is_asked_for(stage: Stage) -> None:
    started(stage)
    room = stage.program.window.room
    assert room.docks["comments"].isHidden()
    assert not room.tabifiedDockWidgets(room.docks["journal"])
    stage.press(Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    assert not room.docks["comments"].isHidden()
    assert room.tabifiedDockWidgets(room.docks["journal"]) == [room.docks["comments"]]
    stage.program.save_layout()
    stage.stop()
    stage.start()
    assert not stage.program.window.room.docks["comments"].isHidden()


def test_a_layout_saved_before_there_was_a_comments_dock_still_holds(stage: Stage) -> None:
    started(stage)
    room = stage.program.window.room
    comments = room.docks.pop("comments")
    room.removeDockWidget(comments)
    room.docks["obs"].hide()
    room.docks["journal"].setFloating(True)
    stage.program.save_layout()
    file: QSettings = layout_of(stage.program.workspace)
    file.remove("window/docks_known")  # as it was written then
    file.sync()
    comments.deleteLater()
    stage.stop()
    stage.start()
    docks = stage.program.window.room.docks
    assert docks["obs"].isHidden()
    assert docks["journal"].isFloating()
    assert docks["comments"].isHidden()
    stage.press(Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    assert docks["comments"].isVisible()


def test_the_practice_audience_speaks_and_no_bridge_is_heard(stage: Stage, player: Player) -> None:
    stage.root.mkdir(parents=True)
    settings = {"obs_connect": False, "bridge": NAME, "bridge_url": player.played.url}
    (stage.root / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    stage.start(practice=True)
    stage.wait(lambda: len(comments(stage)) > 0)
    assert player.played.connections == 0


def test_neither_names_nor_words_of_the_audience_are_on_disk(stage: Stage, player: Player) -> None:
    player.messages.append(chat("独一无二的评论文字", number=7))
    started(stage, bridge=NAME, bridge_url=player.played.url)
    stage.wait(lambda: len(comments(stage)) == 2)
    stage.program.close()
    for path in stage.root.rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            assert "独一无二的评论文字".encode() not in held, path
            assert "示例用户".encode() not in held, path
            assert b"SYNTHETIC" not in held, path
