"""有赞 (Youzan): one message with an order written, URL-encoded, into its ``msg``.

Signed with md5 over client id, body and secret in the header Event-Sign; older apps sign ``msg`` alone, in the body.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from urllib.parse import unquote_plus

from console.feeds.webhooks.push import (
    MOST_LINES,
    MOST_PIECES,
    App,
    Headers,
    Note,
    Platform,
    Pushed,
    Unreadable,
    first_instant,
    ident,
    json_of,
    object_of,
    same,
    whole,
    yuan,
)
from console.show.sales import OrderLine, OrderStatus

SOURCE = "youzan"
CREATED, PAID, SUCCESS, CLOSED = "trade_TradeCreate", "trade_TradePaid", "trade_TradeSuccess", "trade_TradeClose"
CLOSED_STATUS = "TRADE_CLOSED"


def verify(headers: Headers, body: bytes, app: App) -> bool:
    """Whether the push is 有赞's for this app. The old signature counts only where the new one was not sent."""
    given = headers.get("event-sign")
    if given is not None:
        return same(given.lower(), _md5(app.key.encode() + body + app.secret.encode()))
    try:
        held = object_of(json_of(body))
    except Unreadable:
        return False
    sign, msg = held.get("sign"), held.get("msg")
    if not isinstance(sign, str) or not isinstance(msg, str):
        return False
    return same(sign.lower(), _md5(f"{app.key}{msg}{app.secret}".encode("utf-8", "surrogatepass")))


def is_test(body: bytes) -> bool:
    """Whether it was sent from 有赞's console to try the address out."""
    try:
        return object_of(json_of(body)).get("test") in (True, 1, "1", "true", "True")
    except Unreadable:
        return False


def read(headers: Headers, body: bytes, now: datetime) -> Pushed:
    """The order lines of a paid or closed trade. Raises Unreadable."""
    held = object_of(json_of(body))
    kind = str(held.get("type") or headers.get("event-type", ""))[:60]
    ref = str(held.get("id") or held.get("msg_id") or "")[:100]
    if kind in (CREATED, SUCCESS):
        return Pushed(notes=(Note("no_effect", kind, ref),))  # not paid yet, or paid long ago
    if kind not in (PAID, CLOSED):
        return Pushed(notes=(Note("unknown_tag", kind, ref),))
    try:
        lines = _lines(_message(held.get("msg")), kind, now)
    except Unreadable:
        return Pushed(notes=(Note("unreadable", kind, ref),))
    return Pushed(lines) if lines else Pushed(notes=(Note("no_lines", kind, ref),))


def _message(msg: Any) -> dict[str, Any]:
    if isinstance(msg, str) and not msg.lstrip().startswith("{"):
        msg = unquote_plus(msg)
    return object_of(msg)


def _lines(message: dict[str, Any], kind: str, now: datetime) -> tuple[OrderLine, ...]:
    whole_order = object_of(message.get("full_order_info", message))
    order = object_of(whole_order.get("order_info", {}))
    rows = whole_order.get("orders") or []
    if not isinstance(rows, list) or len(rows) > MOST_LINES:
        raise Unreadable
    if not rows:
        return ()
    order_id = ident(order.get("tid"))
    closed = kind == CLOSED or order.get("status") == CLOSED_STATUS
    changed = first_instant(order, "update_time")
    paid_at = first_instant(order, "pay_time") or (None if closed else changed or now)
    at = first_instant(order, "created") or paid_at or changed or now
    found: dict[str, OrderLine] = {}
    for row in rows:
        item = object_of(row)
        line_id = ident(item["oid"]) if item.get("oid") else f"{order_id}:{_goods(item)}"
        while line_id in found:  # the same goods twice, in an order that gives its lines no ids
            line_id += "'"
        found[line_id] = OrderLine(
            source=SOURCE,
            line_id=line_id,
            order_id=order_id,
            product_id=ident(item.get("item_id")),
            quantity=whole(item.get("num"), MOST_PIECES, 1),
            amount=yuan(item.get("payment")),
            status=OrderStatus.CANCELLED if closed else OrderStatus.PAID,
            at=at,
            status_at=(changed or now) if closed else paid_at,
            paid_at=paid_at,
        )
    return tuple(found.values())


def _goods(item: dict[str, Any]) -> str:
    sku = item.get("sku_id")
    return ident(item.get("item_id")) + (f":{ident(sku)}" if sku else "")


def _md5(signed: bytes) -> str:
    return hashlib.md5(signed, usedforsecurity=False).hexdigest()


YOUZAN = Platform(name="youzan", verify=verify, read=read, answer=b'{"code":0,"msg":"success"}', is_test=is_test)
