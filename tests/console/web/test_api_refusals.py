"""What the local API refuses: each with its code, its field and a sentence, and nothing has changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.console.web.room import Room, order, reading

FIRST = "3577000000000000001"
JSON = "application/json"


BODIES: list[tuple[str, Any, int, str]] = [
    ("action/dance", {}, 404, ""),
    ("action/goto", {}, 422, "entry_id"),
    ("action/goto", {"entry_id": "nobody"}, 422, "entry_id"),
    ("action/goto", {"entry_id": 3}, 422, "entry_id"),
    ("action/goto", {"entry_id": None}, 422, "entry_id"),
    ("action/goto", {"entry_id": "e2", "fast": True}, 422, "fast"),
    ("action/next", {"entry_id": "e2"}, 422, "entry_id"),
    ("action/next", [], 422, ""),
    ("action/next", "next", 422, ""),
    ("action/next", None, 422, ""),
    ("action/message", {"text": "  "}, 422, "text"),
    ("action/message", {"text": "长" * 501}, 422, "text"),
    ("action/message", {"text": "a\x00b"}, 422, "text"),
    ("action/message", {"text": "\ud800"}, 422, "text"),
    ("action/tick", {"action": ["show_card"]}, 422, "action"),
    (f"stock/{FIRST}/release", {"quantity": 1.5}, 422, "quantity"),
    (f"stock/{FIRST}/release", {"quantity": 1.0}, 422, "quantity"),
    (f"stock/{FIRST}/release", {"quantity": True}, 422, "quantity"),
    (f"stock/{FIRST}/release", {"quantity": "10"}, 422, "quantity"),
    (f"stock/{FIRST}/release", {"quantity": 0}, 422, "quantity"),
    (f"stock/{FIRST}/release", {"quantity": -1}, 422, "quantity"),
    (f"stock/{FIRST}/release", {"quantity": 10**30}, 422, "quantity"),
    (f"stock/{FIRST}/release", {"quantity": 1, "product_id": "2"}, 422, "product_id"),
    (f"stock/{FIRST}/adjust", {"delta": 0, "reason": "x"}, 422, "delta"),
    (f"stock/{FIRST}/adjust", {"delta": 5}, 422, "reason"),
    (f"stock/{FIRST}/adjust", {"delta": 5, "reason": ""}, 422, "reason"),
    ("stock/nothing/release", {"quantity": 1}, 404, "product_id"),
    ("stock/a/b/release", {"quantity": 1}, 404, "product_id"),
    (f"stock/{FIRST}/burn", {"quantity": 1}, 404, ""),
    ("ingest/orders", {}, 422, ""),
    ("ingest/orders", [3], 422, ""),
    ("ingest/orders", [order(1), order(2, quantity=1.5)], 422, "quantity"),
    ("ingest/orders", [order(1, quantity=0)], 422, "quantity"),
    ("ingest/orders", [order(1, amount="1.234")], 422, "amount"),
    ("ingest/orders", [order(1, amount=-1)], 422, "amount"),
    ("ingest/orders", [order(1, amount="¥3")], 422, "amount"),
    ("ingest/orders", [order(1, amount=True)], 422, "amount"),
    ("ingest/orders", [order(1, amount=10**40)], 422, "amount"),
    ("ingest/orders", [order(1, status="shipped")], 422, "status"),
    ("ingest/orders", [order(1, status=["paid"])], 422, "status"),
    ("ingest/orders", [order(1, at="2026-03-01T20:00:00")], 422, "at"),
    ("ingest/orders", [order(1, at="yesterday")], 422, "at"),
    ("ingest/orders", [order(1, at=1772366400)], 422, "at"),
    ("ingest/orders", [order(1, at="0001-01-01T00:00:00+14:00")], 422, "at"),
    ("ingest/orders", [order(1, line_id=6917)], 422, "line_id"),
    ("ingest/orders", [order(1, line_id="a\nb")], 422, "line_id"),
    ("ingest/orders", [order(1, product_id=None)], 422, "product_id"),
    ("ingest/orders", [order(1, refunded_amount="119.81")], 422, "refunded_amount"),
    ("ingest/orders", [order(1, refunded_quantity=3)], 422, "refunded_quantity"),
    ("ingest/orders", [order(1, phone="138")], 422, "phone"),
    ("ingest/readings", [reading(metric="hearts")], 422, "metric"),
    ("ingest/readings", [reading(value="12")], 422, "value"),
    ("ingest/readings", [reading(value=-1)], 422, "value"),
    ("ingest/readings", [reading(value=10**400)], 422, "value"),
    ("ingest/readings", [reading(cumulative=1)], 422, "cumulative"),
    ("ingest/readings", [{k: v for k, v in reading().items() if k != "product_id"}], 422, "product_id"),
]


@pytest.mark.parametrize(("path", "body", "status", "field"), BODIES)
def test_what_is_wrong_is_named_and_changes_nothing(live: Room, path: str, body: Any, status: int, field: str) -> None:
    before = live.facts()
    answer = live.http.post(f"/api/v1/{path}", content=json.dumps(body), headers={"Content-Type": JSON})
    told = answer.json()
    assert (answer.status_code, told.get("field", "")) == (status, field), told
    assert told["error"]
    assert told["message"]
    assert live.facts() == before


@pytest.mark.parametrize(
    "body", [b"{", b"nonsense", b"\xff\xfe", b'{"text": NaN}', b"[" * 100_000, b'{"quantity": ' + b"9" * 5000 + b"}"]
)
def test_what_is_no_json_is_refused(live: Room, body: bytes) -> None:
    before = live.facts()
    for path in ("action/note", "ingest/orders"):
        answer = live.http.post(f"/api/v1/{path}", content=body)
        assert (answer.status_code, answer.json()["error"]) == (422, "bad_json")
    assert live.facts() == before


def test_every_bad_field_of_a_list_is_told_with_its_place(live: Room) -> None:
    lines = [order(1), order(2, amount="x", quantity=0), order(3, status="?")]
    faults = live.http.post("/api/v1/ingest/orders", json=lines).json()["faults"]
    assert [(each["index"], each["field"]) for each in faults] == [(1, "quantity"), (1, "amount"), (2, "status")]
    assert faults[0]["message"].startswith("Item 2: ")


def test_what_the_rundown_refuses_is_409_with_its_code_and_a_sentence(live: Room) -> None:
    before = live.facts()
    for path, body, code in (
        ("action/go-live", {}, "already_live"),
        ("action/rehearse", {}, "not_planned"),
        ("action/previous", {}, "first_entry"),
        ("action/skip", {"entry_id": "e1"}, "skip_on_air"),
        ("action/goto", {"entry_id": "e1"}, "already_on_air"),
        ("action/resume", {}, "not_paused"),
        ("action/undo", {}, "nothing_to_undo"),
        ("action/redo", {}, "nothing_to_redo"),
        ("action/scene", {"name": "近景"}, "obs_not_connected"),
        (f"stock/{FIRST}/release", {"quantity": 51}, "beyond_allotment"),
        (f"stock/{FIRST}/hold-cancel", {}, "not_held"),
        (f"stock/{FIRST}/adjust", {"delta": -101, "reason": "x"}, "below_sold"),
    ):
        answer = live.http.post(f"/api/v1/{path}", json=body)
        assert (answer.status_code, answer.json()["error"]) == (409, code)
        assert len(answer.json()["message"]) > 10
    assert live.facts() == before


def test_next_at_the_last_entry_is_refused(live: Room) -> None:
    live.act("goto", entry_id="e6")
    live.clock.wind(seconds=1)
    answer = live.http.post("/api/v1/action/next")
    assert (answer.status_code, answer.json()["error"]) == (409, "last_entry")


def test_without_a_show_nothing_can_be_done_or_handed_in(room: Room) -> None:
    for path, body in (
        ("action/next", {}),
        (f"stock/{FIRST}/release", {"quantity": 1}),
        ("ingest/orders", [order(1)]),
        ("ingest/readings", []),
    ):
        answer = room.http.post(f"/api/v1/{path}", json=body)
        assert (answer.status_code, answer.json()["error"]) == (409, "no_show")


def test_undo_of_a_release_whose_goods_are_sold_is_refused(live: Room) -> None:
    live.http.post(f"/api/v1/stock/{FIRST}/release", json={"quantity": 10})
    live.http.post("/api/v1/ingest/orders", json=[order(1, quantity=55, amount=1)])
    answer = live.http.post("/api/v1/action/undo")
    assert (answer.status_code, answer.json()["error"]) == (409, "release_sold")


def test_an_unknown_address_and_a_wrong_method_are_told(room: Room) -> None:
    assert room.http.get("/api/v1/stat").status_code == 404
    assert room.http.get("/api/v2/state").status_code == 404
    wrong = room.http.get("/api/v1/action/next")
    assert (wrong.status_code, wrong.headers["allow"], wrong.json()["error"]) == (405, "POST", "method_not_allowed")
    assert room.http.delete("/api/v1/state").status_code == 405


@pytest.mark.parametrize("query", ["?x=1", "?override=yes"])
def test_a_field_in_the_query_is_not_passed_over(room: Room, query: str) -> None:
    assert room.http.get(f"/api/v1/state{query}").status_code == 422


def test_a_body_over_a_mebibyte_is_refused_with_and_without_a_length(live: Room) -> None:
    before = live.facts()
    big = b"[" + b" " * (1024 * 1024) + b"]"

    def pieces() -> Iterator[bytes]:
        for at in range(0, len(big), 65536):
            yield big[at : at + 65536]

    for body in (big, pieces()):
        answer = live.http.post("/api/v1/ingest/orders", content=body)
        assert (answer.status_code, answer.json()["error"]) == (413, "too_large")
    assert live.http.post("/api/v1/ingest/orders", content=big[:-3] + b"]").status_code == 200
    assert live.facts() == before
