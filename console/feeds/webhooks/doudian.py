"""抖店 (Doudian): a list of messages, each with a tag. They tell the money of an order and never its goods.

Signed with md5 over app key, body and secret. A paid order's line waits without its item until the order export names
it under the same line id. Of an order of several lines the push tells the sum alone: it is parted evenly until then.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from console.feeds.webhooks.push import (
    MOST_CENTS,
    MOST_LINES,
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
    whole,
)
from console.show.sales import NO_ITEM, OrderLine, OrderStatus

SOURCE = "douyin"
PROBE, PAID, CANCELLED, REFUNDED = "0", "101", "106", "206"
# Known to be sent, and nothing in them counts. 110 is told as a paid order by one library alone and stays unknown.
_SENT = (100, 102, 103, 104, 105, 108, 109, 111, 112, 113, 200, 201, 202, 203, 204, 205, 207, 208, 400)
WITHOUT_EFFECT = frozenset(map(str, _SENT))
CASH_ON_DELIVERY = 0
NOT_PAID_YET = (1, 4)  # order_status: to be paid or confirmed, cancelled


def verify(headers: Headers, body: bytes, app: App) -> bool:
    """Whether the push is 抖店's for this app. The signature is compared ignoring case."""
    named = headers.get("app-id")
    if named is not None and not same(named, app.key):
        return False
    signed = app.key.encode() + body + app.secret.encode()
    return same(headers.get("event-sign", "").lower(), hashlib.md5(signed, usedforsecurity=False).hexdigest())


def read(_headers: Headers, body: bytes, now: datetime) -> Pushed:
    """Order lines of a list of messages, of one message, or of either written into a string. Raises Unreadable."""
    held = json_of(body)
    if isinstance(held, str):
        held = json_of(held)
    messages = held if isinstance(held, list) else [held]
    lines: list[OrderLine] = []
    notes: list[Note] = []
    for message in messages:
        if not isinstance(message, dict):
            raise Unreadable
        tag = str(message.get("tag"))[:20]
        ref = str(message.get("msg_id") or message.get("msgId") or "")[:100]
        if tag not in _READERS:
            code = "probe" if tag == PROBE else "no_effect" if tag in WITHOUT_EFFECT else "unknown_tag"
            notes.append(Note(code, tag, ref))
            continue
        try:
            found = _READERS[tag](object_of(message.get("data")), now)
        except Unreadable:
            notes.append(Note("unreadable", tag, ref))
            continue
        lines += found
        if not found:
            notes.append(Note("not_paid_yet", tag, ref))
    return Pushed(tuple(lines), tuple(notes))


def _paid(data: dict[str, Any], now: datetime) -> list[OrderLine]:
    if data.get("pay_type") is not None and whole(data["pay_type"], 1000) == CASH_ON_DELIVERY:
        return []
    if data.get("order_status") is not None and whole(data["order_status"], 1000) in NOT_PAID_YET:
        return []
    at = first_instant(data, "pay_time") or now
    ids = _line_ids(data)
    part, left = divmod(fen(data.get("pay_amount")), len(ids))
    return [
        OrderLine(
            source=SOURCE,
            line_id=line_id,
            order_id=ident(data.get("p_id")),
            product_id=NO_ITEM,
            quantity=0,
            amount=part + (place < left),
            status=OrderStatus.PAID,
            at=at,
            status_at=at,
            paid_at=at,
        )
        for place, line_id in enumerate(ids)
    ]


def _cancelled(data: dict[str, Any], now: datetime) -> list[OrderLine]:
    at = first_instant(data, "cancel_time", "update_time") or now
    return [_word_of(line_id, data, OrderStatus.CANCELLED, at) for line_id in _line_ids(data)]


def _refunded(data: dict[str, Any], now: datetime) -> list[OrderLine]:
    """The postage given back is no part of the line's amount."""
    at = first_instant(data, "success_time", "update_time") or now
    given = data.get("refund_amount")
    goods = None if given is None else max(fen(given) - whole(data.get("refund_post_amount") or 0, MOST_CENTS), 0)
    return [_word_of(ident(data.get("s_id") or data.get("p_id")), data, OrderStatus.REFUNDED, at, goods)]


def _word_of(
    line_id: str, data: dict[str, Any], status: OrderStatus, at: datetime, refunded: int | None = None
) -> OrderLine:
    """A new status of a line: it counts once a copy has told its sale."""
    return OrderLine(
        source=SOURCE,
        line_id=line_id,
        order_id=ident(data.get("p_id")),
        product_id=NO_ITEM,
        quantity=0,
        amount=0,
        status=status,
        at=at,
        status_at=at,
        refunded_amount=refunded,
    )


def _line_ids(data: dict[str, Any]) -> list[str]:
    told = data.get("s_ids") or [data.get("p_id")]
    if isinstance(told, str):
        told = json_of(told)
    if not isinstance(told, list) or len(told) > MOST_LINES:
        raise Unreadable
    return list(dict.fromkeys(ident(each) for each in told))


_READERS = {PAID: _paid, CANCELLED: _cancelled, REFUNDED: _refunded}
DOUDIAN = Platform(name="doudian", verify=verify, read=read, answer=b'{"code":0,"msg":"success"}')
