"""A verb of the command line hands its work to the console that runs here."""

from __future__ import annotations

import socket
import threading
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from console import handover
from console.remote_intake import read_orders
from console.store import sales
from console.store.database import StoreFailed
from console.workspace import RunningConsole
from tests.console.web.room import Room, entry, order, plan


def running_console(room: Room) -> RunningConsole:
    return RunningConsole(pid=1, api_host="127.0.0.1", api_port=room.server.port, token_file=room.workspace.api_token)


def test_a_plan_and_orders_arrive_in_the_console_that_runs(room: Room) -> None:
    entries = (entry(1), entry(2))
    told = handover.send(running_console(room), "create-show", handover.create_request(plan().info, entries))
    room.do(lambda: room.console.open(told["show_id"]))
    assert [row["entry_id"] for row in room.http.get("/api/v1/run-order").json()] == ["e1", "e2"]
    lines = tuple(read_orders([order(number) for number in range(6000)]))  # more than a mebibyte
    answer = handover.send(running_console(room), "orders", handover.orders_request(told["show_id"], lines))
    assert answer["new"] == 6000
    assert room.state()["orders"] == 6000


@pytest.mark.parametrize(
    ("verb", "request_", "code"),
    [
        ("dance", {}, "unknown_action"),
        ("orders", {"show_id": "nobody", "lines": []}, "no_such_show"),
        ("orders", {}, "bad_handover"),
        ("create-show", {"info": 5, "entries": []}, "bad_handover"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(room: Room, verb: str, request_: Any, code: str) -> None:
    before = room.facts()
    with pytest.raises(handover.HandoverFailed) as caught:
        handover.send(running_console(room), verb, request_)
    assert (caught.value.code, bool(caught.value.message)) == (code, True)
    assert room.facts() == before


def test_a_show_opened_while_its_orders_come_in_ends_with_all_of_them(room: Room) -> None:
    wanted = room.open_show(plan(1, name="wanted"))
    room.open_show(plan(1, name="other"))
    lines = tuple(read_orders([order(number) for number in range(1200)]))
    opened = threading.Event()

    def hand_over() -> Future[dict[str, Any]]:
        room.console.writer.submit(lambda connection: opened.wait(20))
        done = handover.perform(room.console, "orders", handover.orders_request(wanted, lines))
        room.console.open(wanted)  # nothing of it is in the file yet
        opened.set()
        return done

    assert room.wait(hand_over)["new"] == 1200
    assert room.state()["orders"] == 1200


def test_a_console_that_dies_over_the_work_is_another_thing_than_one_that_cannot_be_asked(tmp_path: Path) -> None:
    token = tmp_path / "api-token"
    token.write_text("secret", encoding="ascii")
    with socket.create_server(("127.0.0.1", 0)) as dying:
        running = RunningConsole(pid=1, api_host="127.0.0.1", api_port=dying.getsockname()[1], token_file=token)

        def die() -> None:
            asked, _ = dying.accept()
            asked.recv(100)
            asked.close()

        asked = threading.Thread(target=die)
        asked.start()
        with pytest.raises(handover.HandoverFailed) as caught:
            handover.send(running, "orders", {"show_id": "s", "lines": []})
        asked.join()
        assert caught.value.code == "broke_off"
    with pytest.raises(handover.HandoverFailed) as caught:
        handover.send(running, "orders", {})
    assert caught.value.code == "silent"


def test_a_disk_that_fails_over_there_is_the_worlds_fault_here(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreFailed("disk_full")

    show_id = room.open_show(plan(1))
    monkeypatch.setattr(sales, "put_orders", full)
    lines = tuple(read_orders([order(1)]))
    with pytest.raises(handover.HandoverFailed) as caught:
        handover.send(running_console(room), "orders", handover.orders_request(show_id, lines))
    assert (caught.value.code, caught.value.world) == ("disk_full", True)


def test_only_who_has_the_token_may_hand_over(room: Room) -> None:
    answer = room.client(Authorization="Bearer wrong").post("/api/v1/handover/orders", json={})
    assert answer.status_code == 401
