"""The local API as a caller meets it: a show by remote, stock, and numbers handed in."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.console.web.room import Room, order, reading

FIRST = "3577000000000000001"


def test_a_whole_show_by_remote(room: Room) -> None:
    room.open_show()
    assert room.act("rehearse") == 2
    assert room.state()["status"] == "rehearsing"
    assert room.act("end-show") == 3
    assert room.act("go-live") == 4
    room.clock.wind(seconds=1)
    assert room.act("next") == 5
    assert room.act("undo") == 6
    assert room.state()["on_air_entry_id"] == "e1"
    assert room.act("redo") == 7
    room.clock.wind(seconds=1)
    assert room.act("previous") == 8
    room.clock.wind(seconds=1)
    assert room.act("goto", entry_id="e4") == 9
    assert room.act("skip", entry_id="e5") == 10
    assert room.state()["next_entry_id"] == "e6"
    assert room.act("pause") == 11
    room.clock.wind(minutes=5)
    assert room.state()["on_air_elapsed_s"] == 0
    assert room.act("resume") == 12
    assert room.act("message", text="过款") == 13
    assert room.act("tick", action="弹讲解卡") == 14
    assert room.act("end-show") == 15
    assert room.state()["status"] == "ended"
    ticked = room.http.get("/api/v1/journal", params={"after": 13}).json()[0]
    assert ticked["data"] == {"entry_id": "e4", "action": "show_card", "seconds": 0.0}


def test_the_second_press_of_a_take_is_the_same_take(live: Room) -> None:
    first = live.act("next")
    live.clock.wind(milliseconds=299)
    assert live.act("next") == first
    live.clock.wind(milliseconds=2)
    assert live.act("next") == first + 1


def test_stock_is_released_adjusted_held_and_the_hold_cancelled(live: Room) -> None:
    path = f"/api/v1/stock/{FIRST}"
    for name, fields in (
        ("release", {"quantity": 10}),
        ("adjust", {"delta": -5, "reason": "样品"}),
        ("hold", {"quantity": 20, "until": "在线 2000"}),
        ("hold-cancel", {}),
    ):
        assert live.http.post(f"{path}/{name}", json=fields).status_code == 200
    row = live.http.get("/api/v1/items").json()[0]
    assert (row["stock_allotted"], row["stock_released"], row["stock_remaining"]) == (95, 60, 60)


def test_an_order_is_never_rejected_and_the_excess_is_told(live: Room) -> None:
    live.http.post("/api/v1/ingest/orders", json=[order(1, quantity=53, amount=1)])
    row = live.http.get("/api/v1/items").json()[0]
    assert (row["stock_sold"], row["stock_remaining"], row["oversold"]) == (53, 0, 3)


def test_an_empty_body_is_as_good_as_none(live: Room) -> None:
    assert live.http.post("/api/v1/action/next", content=b"").status_code == 200
    assert live.http.post("/api/v1/action/pause", content=b" \n").status_code == 200


def test_a_body_is_read_whatever_its_content_type_says(live: Room) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/octet-stream"):
        answer = live.http.post("/api/v1/action/note", content=b'{"text": "a"}', headers={"Content-Type": kind})
        assert answer.status_code == 200


def test_an_order_line_is_counted_once_whatever_comes_how_often(live: Room) -> None:
    def send(*lines: dict[str, Any]) -> Any:
        return live.http.post("/api/v1/ingest/orders", json=lines).json()

    assert send(order(1), order(2)) == {"new": 2, "updated": 0, "unchanged": 0}
    assert send(order(2), order(3), order(1)) == {"new": 1, "updated": 0, "unchanged": 2}
    later = order(1, status="cancelled", status_at="2026-03-01T20:30:00+08:00")
    assert send(later) == {"new": 0, "updated": 1, "unchanged": 0}
    assert send(order(1)) == {"new": 0, "updated": 0, "unchanged": 1}
    state = live.state()
    assert (state["gmv"], state["orders"], state["on_air_sold"]) == ("359.40", 3, 4)


@pytest.mark.parametrize("amount", ["19.90", "19.9", 19.9, "19.900"])
def test_an_amount_is_exact_in_every_form(live: Room, amount: Any) -> None:
    live.http.post("/api/v1/ingest/orders", json=[order(n, amount=amount) for n in range(3)])
    assert live.state()["gmv"] == "59.70"


def test_a_batch_larger_than_one_commit_is_taken_whole(live: Room) -> None:
    lines = [order(n, amount="0.01", quantity=1) for n in range(3000)]
    compact = json.dumps(lines, separators=(",", ":"))
    answer = live.http.post("/api/v1/ingest/orders", content=compact)
    assert answer.json() == {"new": 3000, "updated": 0, "unchanged": 0}
    assert live.state()["gmv"] == "30.00"


def test_a_reading_sent_again_adds_nothing_and_a_corrected_one_replaces(live: Room) -> None:
    step = reading(cumulative=False, value=5)
    later = reading(cumulative=False, value=7, at="2026-03-01T20:02:00+08:00")

    def send(*readings: dict[str, Any]) -> Any:
        return live.http.post("/api/v1/ingest/readings", json=readings).json()

    def clicks() -> Any:
        return live.http.get("/api/v1/items").json()[0]["clicks"]

    assert send(step) == {"new": 1, "unchanged": 0}
    assert send(step, later) == {"new": 1, "unchanged": 1}
    assert clicks() == 12
    assert send({**step, "value": 6}) == {"new": 1, "unchanged": 0}
    assert clicks() == 13
