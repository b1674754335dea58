"""Pushes of platforms through the real server: what is answered, what is kept, and that a false one leaves nothing."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from console.intake import OrdersTaken
from console.remote_hooks import PushTaken, hook_secret
from console.secrets import Secrets
from console.show.sales import NO_ITEM
from console.store.database import StoreFailed
from tests.console.web.pushes import KEY, SECRET, SIGNED, signed
from tests.console.web.room import START, Room, order, running

LINE = "4837328765348566675"
PUBLIC = "hooks.shop.example"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Room]:
    keys = dict.fromkeys(("doudian", "youzan", "tiktokshop"), KEY)
    with running(tmp_path / "workspace", hook_keys=keys, allowed_hosts=(PUBLIC,)) as room:
        secrets = Secrets(room.workspace)
        for platform in SIGNED:
            secrets.set(hook_secret(platform), SECRET)
        yield room


def push(room: Room, platform: str, body: bytes, **headers: str) -> httpx.Response:
    """As a relay brings it: without a token, under the public host."""
    url = f"{room.server.address}/hooks/{platform}"
    return httpx.post(url, content=body, headers={"host": PUBLIC, **headers}, trust_env=False, timeout=20)


def pushed(room: Room, platform: str) -> httpx.Response:
    body, headers = SIGNED[platform]
    return push(room, platform, body, **headers)


def paid(*ids: int, amount: int = 1990, **more: Any) -> bytes:
    data = {"p_id": ids[0], "s_ids": ids, "pay_time": int(START.timestamp()) + 60, "pay_amount": amount, **more}
    return json.dumps([{"tag": "101", "msg_id": str(ids), "data": json.dumps(data)}]).encode()


@pytest.mark.parametrize(
    ("platform", "answer"),
    [
        ("doudian", '{"code":0,"msg":"success"}'),
        ("youzan", '{"code":0,"msg":"success"}'),
        ("shopify", ""),
        ("tiktokshop", ""),
        ("douyinlife", '{"err_no":0,"err_tips":"success"}'),
    ],
)
def test_every_platform_is_answered_what_it_expects_however_often_it_pushes(
    shop: Room, platform: str, answer: str
) -> None:
    shop.open_show()
    before = shop.facts()
    for _ in range(3):
        got = pushed(shop, platform)
        assert (got.status_code, got.text) == (200, answer)
    expected = 1 if platform in ("doudian", "shopify", "douyinlife") else 0
    assert shop.facts() == (before[0], before[1] + expected, before[2])


def test_a_false_push_is_401_logged_and_leaves_nothing(shop: Room, caplog: pytest.LogCaptureFixture) -> None:
    shop.open_show()
    before = shop.facts()
    for platform, (body, headers) in SIGNED.items():
        with caplog.at_level(logging.WARNING):
            for given in ({}, signed(platform, body + b" ")):
                got = push(shop, platform, body, **given)
                assert (got.status_code, got.json()["error"]) == (401, "bad_signature")
        assert f"of {platform}: bad_signature" in caplog.text
        assert headers  # what would have been true
    assert shop.facts() == before
    assert SECRET not in caplog.text


def test_without_a_secret_in_the_settings_every_push_is_401(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with running(tmp_path / "workspace", allowed_hosts=(PUBLIC,)) as room:
        for platform in SIGNED:
            assert pushed(room, platform).status_code == 401
    assert "no_secret" in caplog.text


def test_a_push_is_answered_under_the_public_hosts_of_the_settings_alone(shop: Room) -> None:
    body, headers = SIGNED["tiktokshop"]
    assert push(shop, "tiktokshop", body, **{**headers, "host": "evil.example"}).status_code == 403
    assert push(shop, "tiktokshop", body, **{**headers, "origin": "https://evil.example"}).status_code == 403
    assert push(shop, "tiktokshop", body, **headers).status_code == 200


def test_the_public_host_opens_nothing_but_the_hooks_without_the_token(shop: Room) -> None:
    for path in ("/api/v1/state", "/hooks", "/hooks/../api/v1/state", "//hooks/doudian"):
        got = httpx.get(f"{shop.server.address}{path}", headers={"host": PUBLIC}, trust_env=False)
        assert got.status_code in (401, 404), path
    assert httpx.get(f"{shop.server.address}/hooks/doudian", headers={"host": PUBLIC}).status_code == 405
    assert push(shop, "nobody", b"{}").status_code == 404
    assert push(shop, "doudian/x", b"{}").status_code == 404


def test_a_body_over_a_mebibyte_is_413_even_with_a_true_signature(shop: Room) -> None:
    body = b"[]" + b" " * (1024 * 1024)
    assert push(shop, "doudian", body, **signed("doudian", body)).status_code == 413


def test_a_signed_push_that_cannot_be_read_is_422(shop: Room) -> None:
    for body in (b"", b"{", b"\xff"):
        assert push(shop, "doudian", body, **signed("doudian", body)).status_code == 422


def test_a_signature_that_stands_twice_is_none(shop: Room) -> None:
    body, headers = SIGNED["shopify"]
    sign = ("x-shopify-hmac-sha256", headers["x-shopify-hmac-sha256"])
    got = httpx.post(f"{shop.server.address}/hooks/shopify", content=body, headers=[("host", PUBLIC), sign, sign])
    assert got.status_code == 401


def test_lines_without_an_open_show_are_pushed_again_later(shop: Room) -> None:
    got = pushed(shop, "doudian")
    assert (got.status_code, got.json()["error"]) == (503, "no_show")
    assert "retry-after" in got.headers
    assert pushed(shop, "tiktokshop").status_code == 200  # nothing of it would be kept
    shop.open_show()
    assert pushed(shop, "doudian").status_code == 200


def test_lines_that_cannot_be_written_are_pushed_again_later(shop: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.open_show()
    failed: Future[OrdersTaken] = Future()
    failed.set_exception(StoreFailed("disk_full", "no space"))
    with monkeypatch.context() as patched:
        patched.setattr(shop.console.show.intake, "orders", lambda lines: failed)
        got = pushed(shop, "doudian")
        assert (got.status_code, got.json()["error"]) == (503, "disk_full")
    assert pushed(shop, "doudian").status_code == 200


def test_youzans_test_message_is_answered_unsigned_and_kept_nowhere(shop: Room) -> None:
    shop.open_show()
    before = shop.facts()
    row = {"oid": "1", "item_id": 4, "num": 1, "payment": "1.00"}
    msg = json.dumps({"full_order_info": {"order_info": {"tid": "E1"}, "orders": [row]}})
    body = json.dumps({"type": "trade_TradePaid", "test": True, "msg": msg}).encode()
    for headers in ({}, signed("youzan", body)):
        got = push(shop, "youzan", body, **headers)
        assert (got.status_code, got.json()) == (200, {"code": 0, "msg": "success"})
    assert shop.facts() == before


def test_an_amount_waits_for_its_item_until_the_export_brings_it(shop: Room) -> None:
    shop.open_show()
    heard: list[PushTaken] = []
    shop.do(lambda: shop.console.listeners.subscribe(PushTaken, heard.append))
    body = paid(int(LINE))
    assert push(shop, "doudian", body, **signed("doudian", body)).status_code == 200
    counters = shop.do(lambda: shop.console.show.counters)
    room = shop.do(counters.room)
    assert (room.gmv, room.without_item, room.lines_without_item) == (1990, 1990, 1)
    assert shop.state()["gmv"] == "19.90"
    assert all(item["gmv"] == "0.00" for item in shop.http.get("/api/v1/items").json())
    assert NO_ITEM not in [item["product_id"] for item in shop.http.get("/api/v1/items").json()]
    assert [(each.lines, each.new, each.waiting) for each in heard] == [(1, 1, 1)]

    named = order(1, line_id=LINE, order_id=LINE, amount="19.90", quantity=2, at=START.isoformat())
    assert shop.http.post("/api/v1/ingest/orders", json=[named]).json() == {"new": 0, "updated": 1, "unchanged": 0}
    (item,) = (each for each in shop.http.get("/api/v1/items").json() if each["product_id"] == named["product_id"])
    assert (item["gmv"], item["units"], item["orders"], item["stock_sold"]) == ("19.90", 2, 1, 2)
    room = shop.do(counters.room)
    assert (room.gmv, room.units, room.without_item, room.lines_without_item) == (1990, 2, 0, 0)

    assert push(shop, "doudian", body, **signed("doudian", body)).status_code == 200  # late, after the export
    assert shop.do(counters.room) == room
    assert shop.do(lambda: shop.console.show.balance(named["product_id"])).sold == 2


def test_what_waits_for_its_item_still_waits_after_a_restart(shop: Room, tmp_path: Path) -> None:
    show_id = shop.open_show()
    body = paid(7, 8, amount=1001)
    assert push(shop, "doudian", body, **signed("doudian", body)).status_code == 200
    shop.do(lambda: shop.console.open(show_id))
    room = shop.do(lambda: shop.console.show.counters.room())
    assert (room.without_item, room.lines_without_item, room.orders) == (1001, 2, 1)


def test_a_refund_pushed_before_its_sale_lowers_nothing_until_the_sale_is_known(shop: Room) -> None:
    shop.open_show()
    at = int((START + timedelta(minutes=9)).timestamp())
    data = {"p_id": 7, "s_id": 7, "refund_amount": 1990, "success_time": at}
    refund = json.dumps([{"tag": 206, "msg_id": "r", "data": data}]).encode()
    sale = paid(7)
    assert push(shop, "doudian", refund, **signed("doudian", refund)).status_code == 200
    figures = shop.do(lambda: shop.console.show.counters.room())
    assert (figures.gmv, figures.refunded, figures.orders) == (0, 0, 0)
    assert push(shop, "doudian", sale, **signed("doudian", sale)).status_code == 200
    figures = shop.do(lambda: shop.console.show.counters.room())
    assert (figures.gmv, figures.refunded, figures.orders) == (1990, 1990, 1)


def test_unknown_tags_are_acknowledged_and_logged(shop: Room, caplog: pytest.LogCaptureFixture) -> None:
    body = json.dumps([{"tag": 4711, "msgId": "m-1", "data": {"phone": "13800000000"}}]).encode()
    with caplog.at_level(logging.INFO):
        assert push(shop, "doudian", body, **signed("doudian", body)).status_code == 200
    assert "unknown_tag '4711' 'm-1'" in caplog.text
    assert "13800000000" not in caplog.text


def test_what_came_of_pushes_is_counted_by_platform_and_reason(shop: Room) -> None:
    shop.open_show()
    body, headers = SIGNED["doudian"]
    assert pushed(shop, "doudian").status_code == 200
    for _ in range(3):
        assert push(shop, "doudian", body + b" ", **headers).status_code == 401
    assert push(shop, "doudian", b"x", **signed("doudian", b"x")).status_code == 422
    assert push(shop, "doudian", body, **{**headers, "host": "evil.example"}).status_code == 403
    assert push(shop, "doudian", body, **{**headers, "host": "<b>"}).status_code == 403
    assert push(shop, "hologram", body, **{**headers, "host": "evil.example"}).status_code == 403
    found = shop.server.remote.pushes()
    assert set(found) == {"doudian"}
    record = found["doudian"]
    assert (record.taken, record.lines, record.waiting, record.last_at) == (1, 1, 1, START)
    assert record.refused == {"bad_signature": 3, "unreadable": 1, "bad_host": 2}
    assert (record.host, record.refused_at) == ("evil.example", START)


def test_a_push_that_has_to_come_again_is_counted_as_such(shop: Room) -> None:
    assert pushed(shop, "doudian").status_code == 503
    assert shop.server.remote.pushes()["doudian"].refused == {"no_show": 1}


def test_a_public_host_allowed_in_the_settings_counts_at_once(shop: Room) -> None:
    shop.open_show()
    body, headers = SIGNED["doudian"]
    other = {**headers, "host": "new.example"}
    assert push(shop, "doudian", body, **other).status_code == 403
    settings = shop.console.settings
    shop.do(lambda: setattr(shop.console, "settings", replace(settings, allowed_hosts=("new.example",))))
    assert push(shop, "doudian", body, **other).status_code == 200
    assert pushed(shop, "doudian").status_code == 403
