"""抖音生活服务 (local life) through the Douyin open platform: what was paid for an order, without its goods.

Signed with sha1 over secret and body. Before it sends anything it asks for a number to be said back.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from console.feeds.webhooks.push import (
    App,
    Headers,
    Note,
    Platform,
    Pushed,
    Unreadable,
    fen,
    first_instant,
    ident,
    json_of,
    object_of,
    same,
)
from console.show.sales import NO_ITEM, OrderLine, OrderStatus

SOURCE = "douyin_life"
VERIFY, ORDER = "verify_webhook", "life_trade_order_notify"
PAID = "pay_success"


def verify(headers: Headers, body: bytes, app: App) -> bool:
    """Whether the push is the open platform's for this app."""
    digest = hashlib.sha1(app.secret.encode() + body, usedforsecurity=False).hexdigest()
    return same(headers.get("x-douyin-signature", "").lower(), digest)


def read(headers: Headers, body: bytes, now: datetime) -> Pushed:
    """The line of a paid order, or the answer to the platform's question. Raises Unreadable."""
    held = object_of(json_of(body))
    event, ref = str(held.get("event"))[:60], headers.get("msg-id", "")[:100]
    content = object_of(held.get("content") or {})
    if event == VERIFY:
        said = json.dumps({"challenge": _challenge(content)}).encode()
        return Pushed(notes=(Note("probe", event, ref),), answer=said)
    if event != ORDER:
        return Pushed(notes=(Note("unknown_tag", event, ref),))
    action = str(content.get("action"))[:40]
    if action != PAID:
        return Pushed(notes=(Note("no_effect", action, ref),))
    try:
        return Pushed((_line(object_of(content.get("order")), content, now),))
    except Unreadable:
        return Pushed(notes=(Note("unreadable", event, ref),))


def _challenge(content: dict[str, Any]) -> int | str:
    value = content.get("challenge")
    if not isinstance(value, (int, str)) or len(str(value)) > 100:
        raise Unreadable
    return value


def _line(order: dict[str, Any], content: dict[str, Any], now: datetime) -> OrderLine:
    at = first_instant(order, "pay_time") or first_instant(content, "msg_time") or now
    order_id = ident(order.get("order_id"))
    return OrderLine(
        source=SOURCE,
        line_id=order_id,
        order_id=order_id,
        product_id=NO_ITEM,
        quantity=0,
        amount=fen(order.get("pay_amount")),
        status=OrderStatus.PAID,
        at=at,
        status_at=at,
        paid_at=at,
    )


DOUYIN_LIFE = Platform(
    name="douyinlife", verify=verify, read=read, answer=b'{"err_no":0,"err_tips":"success"}', needs_key=False
)
