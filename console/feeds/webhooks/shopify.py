"""Shopify: an order with its lines, refunds and discounts; the topic stands in a header.

Signed with HMAC-SHA256 over the body. The shop's name stands in a header that is not signed, so it is no part of a
line's key: Shopify's order ids are never given twice, in whatever shop. Lines are named as in the order export, by
order and place, and goods by their SKU, which is all the export tells. Buyers' names and addresses are never read.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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

SOURCE = "shopify"
TOPICS = ("orders/create", "orders/paid", "orders/cancelled", "orders/updated")
PAID_STATUSES = ("paid", "partially_paid", "partially_refunded", "refunded")
CURRENCY = "CNY"


def verify(headers: Headers, body: bytes, app: App) -> bool:
    """Whether the push is Shopify's for this app."""
    digest = hmac.new(app.secret.encode(), body, hashlib.sha256).digest()
    return same(headers.get("x-shopify-hmac-sha256"), base64.b64encode(digest).decode())


def read(headers: Headers, body: bytes, now: datetime) -> Pushed:
    """The order's lines as they stand now. Raises Unreadable."""
    topic = headers.get("x-shopify-topic", "")[:60]
    ref = headers.get("x-shopify-webhook-id", "")[:100]
    if topic and topic not in TOPICS:
        return Pushed(notes=(Note("unknown_tag", topic, ref),))
    order = object_of(json_of(body))
    currency = str(order.get("currency") or CURRENCY).strip().upper()
    if currency != CURRENCY:  # the room counts in yuan, and nobody told the rate: as in the order export
        return Pushed(notes=(Note("other_currency", currency[:10], ref),))
    code = _without_effect(order)
    if code:
        return Pushed(notes=(Note(code, topic, ref),))
    try:
        lines = _lines(order, now)
    except Unreadable:
        return Pushed(notes=(Note("unreadable", topic, ref),))
    if not lines:
        return Pushed(notes=(Note("no_lines", topic, ref),))
    return Pushed(lines)


def _without_effect(order: dict[str, Any]) -> str:
    if order.get("test") is True:
        return "test"
    if order.get("financial_status") not in PAID_STATUSES and not order.get("cancelled_at"):
        return "not_paid_yet"
    return ""


@dataclass(slots=True)
class _Refund:
    cents: int = 0
    pieces: int = 0
    at: datetime | None = None


def _lines(order: dict[str, Any], now: datetime) -> tuple[OrderLine, ...]:
    rows = order.get("line_items") or []
    if not isinstance(rows, list) or len(rows) > MOST_LINES:
        raise Unreadable
    order_id = ident(order.get("id"))
    placed = first_instant(order, "created_at") or now
    paid = order.get("financial_status") in PAID_STATUSES
    paid_at = first_instant(order, "processed_at", "created_at") or now if paid else None
    cancelled = first_instant(order, "cancelled_at")
    refunds = _refunds(order)
    found = []
    for place, row in enumerate(rows, 1):
        item = object_of(row)
        amount = _amount(item)
        refund = refunds.get(ident(item["id"])) if item.get("id") else None
        status, status_at = OrderStatus.PAID, paid_at
        if cancelled is not None:
            status, status_at = OrderStatus.CANCELLED, cancelled
        elif refund is not None:
            status, status_at = OrderStatus.REFUNDED, refund.at or now
        elif order.get("financial_status") == "refunded":
            status, status_at = OrderStatus.REFUNDED, first_instant(order, "updated_at") or now
        found.append(
            OrderLine(
                source=SOURCE,
                line_id=f"{order_id}:{place}",
                order_id=order_id,
                product_id=_product(item),
                quantity=whole(item.get("quantity"), MOST_PIECES, 1),
                amount=amount,
                status=status,
                at=placed,
                status_at=status_at or placed,
                paid_at=paid_at,
                refunded_amount=None if refund is None else min(refund.cents, amount),
                refunded_quantity=None if refund is None else refund.pieces,
            )
        )
    return tuple(found)


def _refunds(order: dict[str, Any]) -> Mapping[str, _Refund]:
    """What was given back of each line, by its id, added up over all refunds of the order."""
    found: dict[str, _Refund] = {}
    refunds = order.get("refunds") or []
    if not isinstance(refunds, list) or len(refunds) > MOST_LINES:
        raise Unreadable
    for each in refunds:
        refund = object_of(each)
        at = first_instant(refund, "processed_at", "created_at")
        rows = refund.get("refund_line_items") or []
        if not isinstance(rows, list) or len(rows) > MOST_LINES:
            raise Unreadable
        for row in rows:
            item = object_of(row)
            kept = found.setdefault(ident(item.get("line_item_id")), _Refund())
            kept.cents += yuan(item.get("subtotal") or 0)
            kept.pieces += whole(item.get("quantity") or 0, MOST_PIECES)
            kept.at = at if kept.at is None or (at is not None and at > kept.at) else kept.at
    return found


def _amount(item: dict[str, Any]) -> int:
    """What was paid for the line: its price times its pieces, less the discounts put on it."""
    gross = yuan(item.get("price")) * whole(item.get("quantity"), MOST_PIECES, 1)
    discounts = item.get("discount_allocations")
    if isinstance(discounts, list) and discounts:
        off = sum(yuan(object_of(each).get("amount") or 0) for each in discounts)
    else:
        off = yuan(item.get("total_discount") or 0)
    return max(gross - off, 0)


def _product(item: dict[str, Any]) -> str:
    """The SKU; goods without one go by their name, as in the export, and without that by the product's id."""
    name = item.get("name") or item.get("title")
    if not item.get("sku") and isinstance(name, str) and name.strip():
        return " ".join(name.split())[:200]
    return ident(item.get("sku") or item.get("product_id"))


SHOPIFY = Platform(name="shopify", verify=verify, read=read, answer=b"", media_type=None, needs_key=False)
