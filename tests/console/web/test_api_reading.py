"""What each address of the local API tells, and that it documents itself."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path

import httpx
import pytest

from console.remote_views import STATE_KEYS
from console.show.plan import Role
from tests.console.web.room import Room, entry, order, plan, reading, running

FIRST = "3577000000000000001"


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
