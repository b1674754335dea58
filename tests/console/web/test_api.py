"""The local API as a caller meets it: what each address tells, and that a refused call changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from console.remote_views import STATE_KEYS
from console.show.plan import Role
from tests.console.web.room import Room, entry, order, plan, reading, running

FIRST = "3577000000000000001"
JSON = "application/json"


@pytest.fixture
def live(room: Room) -> Room:
    room.open_show()
    room.act("go-live")
    room.clock.wind(seconds=10)
    return room


# -- reading --------------------------------------------------------------------------------------


def test_without_a_show_the_state_holds_all_its_keys_as_null(room: Room) -> None:
    state = room.state()
    assert tuple(state) == STATE_KEYS
    assert {key for key, value in state.items() if value is not None} == {"obs_connected"}
    assert [room.http.get(f"/api/v1/{each}").json() for each in ("run-order", "items", "journal")] == [[], [], []]


def test_the_state_of_a_live_show_is_flat_and_complete(live: Room) -> None:
    live.http.post("/api/v1/ingest/orders", json=[order(1), order(2, product_id="999")])
    live.http.post("/api/v1/ingest/readings", json=[reading(), reading(metric="online", product_id=None, value=1284)])
    live.clock.wind(seconds=20.7)
    state = live.state()
    assert tuple(state) == STATE_KEYS
    assert all(value is None or isinstance(value, str | int | float) for value in state.values())
    show_id = state["show_id"]
    assert isinstance(show_id, str)
    expected = {
        "show_name": "周五专场",
        "status": "live",
        "entry_index": 1,
        "entry_count": 6,
        "on_air_entry_id": "e1",
        "on_air_product_id": FIRST,
        "on_air_name": "商品 1",
        "on_air_role": "hero",
        "on_air_elapsed_s": 30,
        "on_air_remaining_s": 270,
        "next_entry_id": "e2",
        "next_name": "商品 2",
        "over_under_s": 0,
        "projected_end": "2026-03-01T20:30:00+08:00",
        "online": 1284,
        "gmv": "239.60",
        "orders": 2,
        "on_air_stock_remaining": 48,
        "on_air_released": 50,
        "on_air_sold": 2,
        "on_air_cvr": 0.01,
        "obs_connected": False,
        "obs_scene": None,
        "feed_age_s": 20,
        "journal_seq": 2,
    }
    assert {key: state[key] for key in expected} == expected


def test_the_entry_on_air_is_named_as_planned_and_trimmed(room: Room) -> None:
    show = plan(0)
    room.open_show(type(show)(info=show.info, entries=(entry(1, name=" 桂花糕 "), entry(2))))
    room.act("go-live")
    assert room.state()["on_air_name"] == "桂花糕"


def test_a_segment_without_goods_has_no_stock_figures(room: Room) -> None:
    show = plan(0)
    opening = entry(1, name="开场", product_id=None, role=Role.SEGMENT)
    room.open_show(type(show)(info=show.info, entries=(opening,)))
    room.act("go-live")
    state = room.state()
    assert state["on_air_role"] == "segment"
    assert [state[key] for key in ("on_air_product_id", "on_air_sold", "on_air_released", "next_entry_id")] == [
        None
    ] * 4


def test_an_item_whose_stock_nobody_stated_has_unknown_stock_not_zero(room: Room) -> None:
    show = plan(0)
    room.open_show(type(show)(info=show.info, entries=(entry(1, stock=None, first_release=None),)))
    row = room.http.get("/api/v1/items").json()[0]
    unknown = (
        "stock_allotted",
        "stock_released",
        "stock_remaining",
        "oversold",
        "exposures",
        "clicks",
        "buyers",
        "cvr",
    )
    assert [row[key] for key in unknown] == [None] * len(unknown)


def test_the_run_order_tells_every_entry_in_order(room: Room) -> None:
    show = plan(0, start=datetime.fromisoformat("2026-03-01T12:00:00+00:00"))
    pinned = entry(2, hard_start=time(20, 30), scene="近景", host="小雨", planned=timedelta(seconds=90))
    room.open_show(type(show)(info=show.info, entries=(entry(1), pinned, entry(3))))
    room.act("skip", entry_id="e3")
    room.act("go-live")
    room.clock.wind(seconds=61)
    first, second, third = room.http.get("/api/v1/run-order").json()
    assert first == {
        "entry_id": "e1",
        "index": 1,
        "product_id": FIRST,
        "link_no": "1",
        "name": "商品 1",
        "role": "hero",
        "status": "on_air",
        "live_price": "59.90",
        "list_price": "129.00",
        "planned_s": 300,
        "actual_s": 61,
        "planned_start": "2026-03-01T20:00:00+08:00",
        "hard_start": None,
        "scene": None,
        "host": None,
    }
    assert (second["hard_start"], second["scene"], second["host"], second["planned_s"], second["actual_s"]) == (
        "2026-03-01T20:30:00+08:00",
        "近景",
        "小雨",
        90,
        None,
    )
    assert third["status"] == "skipped"


def test_items_put_the_plan_first_and_keep_what_was_sold_beside_it(live: Room) -> None:
    lines = [order(1), order(2, product_id="999", amount=5, quantity=1)]
    refund = order(1, status="refunded", status_at="2026-03-01T20:03:00+08:00")
    live.http.post("/api/v1/ingest/orders", json=[*lines, refund])
    live.http.post(
        "/api/v1/ingest/readings",
        json=[reading(metric="buyers", value=3), reading(metric="click_users", value=60), reading(metric="exposures")],
    )
    rows = live.http.get("/api/v1/items").json()
    assert [row["in_plan"] for row in rows] == [True] * 6 + [False]
    assert rows[0] == {
        "product_id": FIRST,
        "name": "商品 1",
        "role": "hero",
        "in_plan": True,
        "exposures": 100,
        "clicks": None,
        "buyers": 3,
        "orders": 1,
        "units": 2,
        "units_returned": 2,
        "gmv": "119.80",
        "refunded": "119.80",
        "cvr": 0.05,
        "cvr_basis": "people",
        "cvr_denominator": 60,
        "stock_allotted": 100,
        "stock_released": 50,
        "stock_sold": 0,
        "stock_remaining": 50,
        "oversold": 0,
    }
    assert (rows[6]["product_id"], rows[6]["name"], rows[6]["gmv"]) == ("999", None, "5.00")


def test_the_journal_tells_events_after_a_seq_in_the_rooms_time(live: Room) -> None:
    live.act("note", text="第一波")
    rows = live.http.get("/api/v1/journal", params={"after": 2}).json()
    assert rows == [
        {
            "seq": 3,
            "at": "2026-03-01T20:00:10.000+08:00",
            "kind": "noted",
            "actor": "api",
            "data": {"text": "第一波"},
        }
    ]
    assert [row["seq"] for row in live.http.get("/api/v1/journal").json()] == [1, 2, 3]


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "", "９", "9" * 30])
def test_a_journal_place_that_is_none_is_named(live: Room, after: str) -> None:
    answer = live.http.get("/api/v1/journal", params={"after": after})
    assert (answer.status_code, answer.json()["field"]) == (422, "after")


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_the_api_documents_itself_without_a_token_and_without_the_net(tmp_path: Path, lang: str) -> None:
    with running(tmp_path / "workspace") as room:
        room.console.settings = type(room.console.settings)(lang=lang)
        page = httpx.get(f"{room.server.address}/api", trust_env=False)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert "http://" not in page.text.replace("http://127.0.0.1:8765", "")
    assert "https://" not in page.text
    assert "<script" not in page.text
    for word in (*STATE_KEYS, "go-live", "end-show", "hold-cancel", "Idempotency-Key", "watch_seconds"):
        assert word in page.text


# -- acting ---------------------------------------------------------------------------------------


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


# -- refusals that change nothing -----------------------------------------------------------------

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


# -- numbers --------------------------------------------------------------------------------------


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
