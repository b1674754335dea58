"""Pushes of platforms: a true one is told from a false one, and order lines are read out of every variant of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.feeds.webhooks.platforms import PLATFORMS
from console.feeds.webhooks.push import App, Headers, Note, Unreadable, instant
from console.show.sales import NO_ITEM, OrderLine, OrderStatus, merge
from tests.console.web.pushes import DOUDIAN, KEY, SECRET, SHOPIFY, SIGNED, YOUZAN, YOUZAN_SIGN_OLD, signed

APP = App(KEY, SECRET)
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PAID_AT = datetime.fromtimestamp(1630373504, UTC)
Change = Callable[[str, bytes, Headers], tuple[bytes, Headers, App]]


def lines(platform: str, body: Any, **headers: str) -> tuple[OrderLine, ...]:
    return PLATFORMS[platform].read(headers, dumped(body), NOW).lines


def notes(platform: str, body: Any, **headers: str) -> tuple[Note, ...]:
    return PLATFORMS[platform].read(headers, dumped(body), NOW).notes


def dumped(body: Any) -> bytes:
    return body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()


# -- signatures -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("platform", SIGNED)
def test_every_vector_is_true(platform: str) -> None:
    body, headers = SIGNED[platform]
    assert PLATFORMS[platform].verify(headers, body, APP)


@pytest.mark.parametrize(
    "change",
    [
        lambda platform, body, headers: (body + b" ", headers, APP),
        lambda platform, body, headers: (body[1:], headers, APP),
        lambda platform, body, headers: (b"", headers, APP),
        lambda platform, body, headers: (body, {}, APP),
        lambda platform, body, headers: (body, dict.fromkeys(headers, ""), APP),
        lambda platform, body, headers: (body, {name: value + "0" for name, value in headers.items()}, APP),
        lambda platform, body, headers: (body, dict.fromkeys(headers, "é�"), APP),
        lambda platform, body, headers: (body, headers, replace(APP, secret="demo_app_secret2")),
        lambda platform, body, headers: (body, signed(platform, body + b"x"), APP),
    ],
)
@pytest.mark.parametrize("platform", SIGNED)
def test_whatever_was_changed_is_false(platform: str, change: Change) -> None:
    body, headers, app = change(platform, *SIGNED[platform])
    assert not PLATFORMS[platform].verify(headers, body, app)


@pytest.mark.parametrize("platform", ["doudian", "youzan", "tiktokshop"])
def test_a_push_to_another_app_is_false(platform: str) -> None:
    body, headers = SIGNED[platform]
    assert not PLATFORMS[platform].verify(headers, body, replace(APP, key="another"))


def test_doudian_compares_ignoring_case_and_looks_at_the_app() -> None:
    body, headers = SIGNED["doudian"]
    verify = PLATFORMS["doudian"].verify
    assert verify({"event-sign": headers["event-sign"].upper()}, body, APP)
    assert not verify({**headers, "app-id": "another"}, body, APP)


def test_youzans_old_signature_counts_only_where_the_new_one_was_not_sent() -> None:
    verify = PLATFORMS["youzan"].verify
    old = dumped({**json.loads(YOUZAN), "sign": YOUZAN_SIGN_OLD})
    assert verify({}, old, APP)
    assert not verify({"event-sign": "wrong"}, old, APP)
    assert not verify({}, dumped({**json.loads(YOUZAN), "sign": YOUZAN_SIGN_OLD[:-1]}), APP)
    assert not verify({}, dumped({**json.loads(old), "msg": "%7B%7D"}), APP)


def test_a_secret_is_not_shown_where_an_app_is() -> None:
    assert SECRET not in repr(APP)


# -- 抖店 --------------------------------------------------------------------------------------------------------------


def doudian(tag: Any, data: Any, **more: Any) -> dict[str, Any]:
    return {"tag": tag, "msg_id": "m1", "data": data, **more}


PAID = {
    "p_id": 4837328765348566675,
    "s_ids": [4837328765348566675],
    "order_status": 2,
    "pay_type": 1,
    "pay_time": 1630373504,
    "pay_amount": 1990,
}
WAITING = OrderLine(
    source="douyin",
    line_id="4837328765348566675",
    order_id="4837328765348566675",
    product_id=NO_ITEM,
    quantity=0,
    amount=1990,
    status=OrderStatus.PAID,
    at=PAID_AT,
    status_at=PAID_AT,
    paid_at=PAID_AT,
)


@pytest.mark.parametrize(
    "body",
    [
        DOUDIAN,
        [doudian("101", json.dumps(PAID))],
        [doudian(101, PAID)],
        doudian("101", PAID),
        json.dumps([doudian("101", PAID)]),
        [doudian("101", {name: str(value) for name, value in PAID.items() if name != "s_ids"})],
        [doudian("101", {**PAID, "s_ids": "[4837328765348566675]"}, msgId="m2")],
        [doudian("101", {**PAID, "s_ids": ["4837328765348566675", 4837328765348566675]})],
        [doudian("101", {**PAID, "pay_time": 1630373504000})],
    ],
)
def test_every_variant_of_a_paid_order_is_one_line_without_its_item(body: Any) -> None:
    assert lines("doudian", body) == (WAITING,)


def test_the_sum_of_an_order_of_several_lines_is_kept_to_the_cent() -> None:
    found = lines("doudian", [doudian("101", {**PAID, "s_ids": [1, 2, 3]})])
    assert [(line.line_id, line.amount) for line in found] == [("1", 664), ("2", 663), ("3", 663)]
    assert {line.order_id for line in found} == {"4837328765348566675"}


def test_an_order_to_be_paid_at_the_door_or_not_paid_yet_is_no_line() -> None:
    for change in ({"pay_type": 0}, {"order_status": 1}, {"order_status": "4"}):
        body = [doudian("101", {**PAID, **change})]
        assert lines("doudian", body) == ()
        assert [note.code for note in notes("doudian", body)] == ["not_paid_yet"]


def test_unknown_tags_and_unreadable_messages_leave_the_others_standing() -> None:
    body = [
        doudian("0", "probe"),
        doudian("100", {}),
        doudian("110", PAID),
        doudian("9999", 7),
        doudian("101", {"p_id": 1.5}),
        doudian("101", "{"),
        doudian("101", {**PAID, "pay_amount": -1}),
        doudian(None, None),
        doudian("101", PAID),
    ]
    assert lines("doudian", body) == (WAITING,)
    codes = [note.code for note in notes("doudian", body)]
    assert codes == ["probe", "no_effect", *["unknown_tag"] * 2, *["unreadable"] * 3, "unknown_tag"]


def test_a_refund_counts_against_the_sale_it_is_of_whichever_comes_first() -> None:
    refund = {"s_id": PAID["p_id"], "p_id": PAID["p_id"], "refund_amount": 1500, "refund_post_amount": 500}
    (back,) = lines("doudian", [doudian("206", {**refund, "success_time": 1630380000})])
    assert not back.ever_paid
    for line in (merge(WAITING, back), merge(back, WAITING)):
        assert (line.status, line.amount, line.refunded, line.counted_at) == (
            OrderStatus.REFUNDED,
            1990,
            1000,
            PAID_AT,
        )


def test_a_cancelled_order_that_was_never_paid_counts_nowhere() -> None:
    (line,) = lines("doudian", [doudian("106", {"p_id": 5, "s_ids": [5], "cancel_time": 1630380000})])
    assert (line.status, line.ever_paid) == (OrderStatus.CANCELLED, False)
    assert merge(replace(WAITING, line_id="5"), line).refunded == 1990


@pytest.mark.parametrize("body", [b"", b"{", b"7", b"[7]", b'"x"', b"[" * 100_000, b"\xff\xfe", b'[{"a": NaN}]'])
def test_a_push_that_is_no_list_of_messages_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        PLATFORMS["doudian"].read({}, body, NOW)


# -- 有赞 --------------------------------------------------------------------------------------------------------------

TRADE = {
    "full_order_info": {
        "order_info": {
            "tid": "E20261122",
            "created": "2026-11-22 19:58:00",
            "pay_time": "2026-11-22 20:00:00",
            "update_time": "2026-11-22 20:00:01",
        },
        "pay_info": {"payment": "30.00"},
        "orders": [
            {"oid": "1", "item_id": 41, "title": "一 + 二", "num": 2, "payment": "19.90"},
            {"oid": 2, "item_id": "42", "title": "三", "num": "1", "payment": "10.10"},
        ],
    }
}


@pytest.mark.parametrize("write", [quote, quote_plus, str, json.loads])
def test_a_paid_trade_is_its_lines_however_its_message_is_written(write: Callable[[str], Any]) -> None:
    found = lines("youzan", {"type": "trade_TradePaid", "msg": write(json.dumps(TRADE, ensure_ascii=False))})
    assert [(line.line_id, line.product_id, line.quantity, line.amount) for line in found] == [
        ("1", "41", 2, 1990),
        ("2", "42", 1, 1010),
    ]
    assert {(line.source, line.order_id, line.status) for line in found} == {("youzan", "E20261122", OrderStatus.PAID)}
    assert {line.paid_at for line in found} == {NOW}  # 20:00 in Beijing, whatever this machine's zone


def test_a_trade_closed_after_payment_is_a_refund_of_the_same_lines() -> None:
    (paid, _) = lines("youzan", {"type": "trade_TradePaid", "msg": json.dumps(TRADE)})
    (closed, _) = lines("youzan", {"type": "trade_TradeClose", "msg": json.dumps(TRADE)})
    assert merge(paid, closed) == merge(closed, paid)
    assert merge(paid, closed).refunded == 1990


def test_a_trade_without_lines_and_tags_without_effect_are_noted() -> None:
    assert [n.code for n in notes("youzan", YOUZAN)] == ["no_lines"]
    assert [n.code for n in notes("youzan", {"type": "trade_TradeSuccess", "msg": "x"})] == ["no_effect"]
    assert [n.code for n in notes("youzan", {"type": "item_Update"})] == ["unknown_tag"]
    assert [n.code for n in notes("youzan", {"type": "trade_TradePaid", "msg": "%7B"})] == ["unreadable"]


@pytest.mark.parametrize(("test", "is_one"), [(True, True), (1, True), ("true", True), (False, False), (None, False)])
def test_youzans_test_messages_are_known(test: Any, is_one: bool) -> None:
    assert PLATFORMS["youzan"].is_test(dumped({"test": test})) is is_one
    assert not PLATFORMS["shopify"].is_test(dumped({"test": test}))


# -- Shopify ----------------------------------------------------------------------------------------------------------


def shopify(**changes: Any) -> dict[str, Any]:
    return {**json.loads(SHOPIFY), **changes}


def test_a_paid_order_is_its_lines_named_as_in_the_order_export() -> None:
    (line,) = lines("shopify", SHOPIFY, **{"x-shopify-topic": "orders/paid"})
    assert (line.source, line.line_id, line.product_id) == ("shopify", "820982911946154508:1", "A1")
    assert (line.quantity, line.amount, line.status) == (1, 19900, OrderStatus.PAID)
    assert line.counted_at == datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def test_discounts_and_refunds_are_the_lines_own() -> None:
    rows = [
        {"id": 7, "sku": "A1", "quantity": 3, "price": "10.00", "discount_allocations": [{"amount": "4.50"}]},
        {"id": 8, "sku": "", "name": "Tea  green", "quantity": 1, "price": "5.00", "total_discount": "1.00"},
    ]
    refund = {
        "created_at": "2026-11-22T13:00:00Z",
        "refund_line_items": [{"line_item_id": 7, "quantity": 1, "subtotal": "8.50"}],
    }
    first, second = lines("shopify", shopify(line_items=rows, refunds=[refund], financial_status="partially_refunded"))
    assert (first.amount, first.refunded, first.units_returned, first.status) == (2550, 850, 1, OrderStatus.REFUNDED)
    assert (second.product_id, second.amount, second.refunded) == ("Tea green", 400, 0)


def test_a_cancelled_order_is_a_refund_only_if_it_was_paid() -> None:
    cancelled = {"cancelled_at": "2026-11-22T13:00:00+08:00"}
    (line,) = lines("shopify", shopify(**cancelled))
    assert (line.status, line.refunded) == (OrderStatus.CANCELLED, 19900)
    (line,) = lines("shopify", shopify(**cancelled, financial_status="voided"))
    assert not line.ever_paid


@pytest.mark.parametrize(
    ("change", "topic", "code"),
    [
        ({"financial_status": "pending"}, "orders/create", "not_paid_yet"),
        ({"test": True}, "orders/paid", "test"),
        ({}, "products/update", "unknown_tag"),
        ({"line_items": []}, "orders/paid", "no_lines"),
        ({"line_items": [{"quantity": 1}]}, "orders/paid", "unreadable"),
        ({"refunds": [{"refund_line_items": 7}]}, "orders/paid", "unreadable"),
    ],
)
def test_what_counts_nowhere_is_noted(change: dict[str, Any], topic: str, code: str) -> None:
    assert lines("shopify", shopify(**change), **{"x-shopify-topic": topic}) == ()
    assert [note.code for note in notes("shopify", shopify(**change), **{"x-shopify-topic": topic})] == [code]


def test_an_order_in_another_currency_is_said_and_not_counted_as_yuan() -> None:
    assert [note.code for note in notes("shopify", shopify(currency="USD"))] == ["other_currency"]
    assert lines("shopify", shopify(currency="USD")) == ()
    assert [lines("shopify", shopify(currency=yuan)) != () for yuan in ("CNY", "cny", None)] == [True] * 3


# -- the others -------------------------------------------------------------------------------------------------------


def test_tiktok_shop_tells_no_amount_and_so_no_line() -> None:
    found = PLATFORMS["tiktokshop"].read({}, SIGNED["tiktokshop"][0], NOW)
    assert (found.lines, [note.code for note in found.notes]) == ((), ["no_amount"])
    assert [note.code for note in notes("tiktokshop", {"type": 99})] == ["unknown_tag"]


def test_local_life_is_answered_its_challenge_and_its_paid_order_waits_for_its_item() -> None:
    for content in ({"challenge": 12345}, '{"challenge":12345}'):
        found = PLATFORMS["douyinlife"].read({}, dumped({"event": "verify_webhook", "content": content}), NOW)
        assert json.loads(found.answer or b"") == {"challenge": 12345}
    (line,) = lines("douyinlife", SIGNED["douyinlife"][0])
    assert (line.source, line.line_id, line.amount, line.product_id) == ("douyin_life", "1", 1990, NO_ITEM)


@pytest.mark.parametrize("value", [1.5, True, [], {}, "soon", 10**15, -1, "1999-01-01T00:00:00Z"])
def test_an_instant_that_is_none_is_unreadable(value: Any) -> None:
    with pytest.raises(Unreadable):
        instant(value)


FIELDS = """tag data msg p_id s_ids s_id pay_amount order_status type event content order orders line_items id refunds
refund_line_items price quantity full_order_info order_info financial_status msg_id""".split()  # noqa: SIM905
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["101", "206", "106", "paid"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(FIELDS),
            inner,
            max_size=6,
        )
    ),
    max_leaves=12,
)


@given(body=ODD, tag=st.sampled_from(["101", "106", "206"]), platform=st.sampled_from(sorted(PLATFORMS)))
def test_nonsense_under_a_true_signature_is_lines_notes_or_unreadable_and_nothing_else(
    body: Any, tag: str, platform: str
) -> None:
    kinds = {
        "doudian": [{"tag": tag, "data": body}],
        "youzan": {"type": "trade_TradePaid", "msg": body},
        "shopify": {"financial_status": "paid", "line_items": body, "refunds": body, "id": 1},
        "tiktokshop": {"type": 1, "data": body},
        "douyinlife": {"event": "life_trade_order_notify", "content": {"action": "pay_success", "order": body}},
    }
    for each in (body, kinds[platform]):
        try:
            found = PLATFORMS[platform].read({}, json.dumps(each).encode(), NOW)
        except Unreadable:
            continue
        assert all(line.amount >= 0 and line.line_id for line in found.lines)
