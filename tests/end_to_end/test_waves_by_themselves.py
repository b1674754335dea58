"""Waves in the real program: orders sell out, the audience writes a word, the program is killed, and each goes once."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.sync.server import ServerConnection

from console.show import commands as cmd
from console.show.plan import Entry, EntryId, ProductId, ShowInfo
from console.show.waves import Condition, Wave, When
from tests.bridge_player import USER, BridgePlayer, chat, online
from tests.end_to_end.headless_program import Program, eventually, plan_show

CUP = "3712000000000000001"
WAVES = (
    Wave(quantity=20, condition=Condition(when=When.SOLD_OUT)),
    Wave(quantity=15, condition=Condition(when=When.PEOPLE, count=3, word="要")),
    Wave(quantity=10, condition=Condition(when=When.ONLINE, count=1000)),
    Wave(quantity=500, condition=Condition(when=When.SOLD_OUT)),
)


class Room:
    """A planned show of one item with waves, and a bridge that says what it is told."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.said: list[str] = []
        self.player = BridgePlayer(self._scene)
        entry = Entry(
            entry_id=EntryId("e1"), name="杯", product_id=ProductId(CUP), stock=100, first_release=30, waves=WAVES
        )
        self.show_id = plan_show(root, cmd.CreateShow(info=ShowInfo(name="夜场"), entries=(entry,)))
        settings = {"bridge": "DouyinBarrageGrab", "bridge_url": self.player.url}
        (root / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
        self.program = self._up()

    def _scene(self, socket: ServerConnection, _connection: int) -> None:
        told = 0
        while not self.player.over.wait(0.02):
            while told < len(self.said):
                socket.send(self.said[told])
                told += 1

    def _up(self) -> Program:
        program = Program(self.root, "--show", self.show_id)
        program.wait_until_up()
        return program

    def kill_and_open_again(self) -> None:
        self.program.kill()
        self.program = self._up()

    def ask(self, path: str, body: Any = None) -> httpx.Response:
        with self.program.client() as http:
            return http.post(f"/api/v1/{path}", json={} if body is None else body)

    def sell(self, number: int, pieces: int) -> None:
        order = {
            "source": "douyin",
            "line_id": f"L{number}",
            "order_id": f"O{number}",
            "product_id": CUP,
            "quantity": pieces,
            "amount": "9.90",
            "status": "paid",
            "at": datetime.now(UTC).isoformat(),
        }
        assert self.ask("ingest/orders", [order]).status_code == 200

    def released(self) -> list[tuple[int, str, int]]:
        """Quantity, actor and the wave's number of every release."""
        with self.program.client() as http:
            rows = http.get("/api/v1/journal", params={"after": 0}).json()
        rows = [row for row in rows if row["kind"] == "released"]
        return [(row["data"]["quantity"], row["actor"], row["data"].get("number", 0)) for row in rows]

    def close(self) -> None:
        self.program.kill()
        self.player.close()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path / "workspace")
    yield made
    made.close()


_messages = itertools.count(7_000_000_000_000_000_100)


def people(*names: str, text: str = "我要") -> list[str]:
    return [
        chat(text, number=next(_messages), User={**USER, "Id": place, "Nickname": name})
        for place, name in enumerate(names, 1)
    ]


def test_each_wave_goes_once_whoever_is_killed_and_none_beyond_the_allotment(room: Room) -> None:
    assert room.ask("action/go-live").status_code == 200
    room.sell(1, 30)
    eventually(room.released, [(20, "console", 1)])
    room.kill_and_open_again()
    assert room.released() == [(20, "console", 1)]

    assert room.ask("action/pause").status_code == 200
    room.said.append(online(1200, 5000))
    eventually(lambda: _state(room)["online"], 1200)
    assert room.released() == [(20, "console", 1)]  # not in a pause
    assert room.ask("action/resume").status_code == 200
    eventually(room.released, [(20, "console", 1), (10, "console", 3)])

    room.said += people("甲", "乙", "乙")
    room.said += people("丙", text="多少钱")
    room.said += people("丁")
    eventually(room.released, [(20, "console", 1), (10, "console", 3), (15, "console", 2)])

    room.kill_and_open_again()
    room.sell(2, 45)  # all that is on sale: the last wave wants more than there is
    eventually(lambda: _state(room)["on_air_stock_remaining"], 0)
    assert [number for _, _, number in room.released()] == [1, 3, 2]
    assert room.ask(f"stock/{CUP}/adjust", {"delta": 475, "reason": "补货"}).status_code == 200
    eventually(lambda: [number for _, _, number in room.released()], [1, 3, 2, 4])
    assert _state(room)["on_air_released"] == 575


def test_a_wave_that_was_due_while_the_program_was_down_goes_when_it_is_back(room: Room) -> None:
    assert room.ask("action/go-live").status_code == 200
    assert room.ask("action/pause").status_code == 200
    room.sell(1, 30)
    room.kill_and_open_again()
    assert room.released() == []
    assert room.ask("action/resume").status_code == 200
    eventually(room.released, [(20, "console", 1)])


def test_the_api_holds_and_lets_go_as_before(room: Room) -> None:
    assert room.ask("action/go-live").status_code == 200
    held = room.ask(f"stock/{CUP}/hold", {"quantity": 5, "until": "在线满 500 人"})
    assert held.status_code == 200
    room.sell(1, 30)
    eventually(lambda: _state(room)["on_air_stock_remaining"], 0)
    assert room.released() == []  # waves wait while pieces are held
    assert room.ask(f"stock/{CUP}/hold-cancel").status_code == 200
    eventually(room.released, [(20, "console", 1)])


def _state(room: Room) -> dict[str, Any]:
    with room.program.client() as http:
        found: dict[str, Any] = http.get("/api/v1/state").json()
    return found
