"""A verb of the command line hands its work to the console that runs here."""

from __future__ import annotations

from typing import Any

import pytest

from console import handover
from console.remote_intake import read_orders
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


def test_only_who_has_the_token_may_hand_over(room: Room) -> None:
    answer = room.client(Authorization="Bearer wrong").post("/api/v1/handover/orders", json={})
    assert answer.status_code == 401
