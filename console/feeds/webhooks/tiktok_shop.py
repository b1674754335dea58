"""TikTok Shop: the new status of an order, with neither goods nor money: it is told, and nothing of it can be counted.

Signed with HMAC-SHA256 over app key and body, in the header Authorization. The order itself comes by export or ERP.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

from console.feeds.webhooks.push import App, Headers, Note, Platform, Pushed, Unreadable, json_of, object_of, same

ORDER_STATUS_CHANGE = "1"


def verify(headers: Headers, body: bytes, app: App) -> bool:
    """Whether the push is TikTok Shop's for this app."""
    digest = hmac.new(app.secret.encode(), app.key.encode() + body, hashlib.sha256).hexdigest()
    return same(headers.get("authorization"), digest)


def read(_headers: Headers, body: bytes, _now: datetime) -> Pushed:
    """What the push says, as a note: it holds no amount. Raises Unreadable."""
    held = object_of(json_of(body))
    kind = str(held.get("type"))[:20]
    ref = str(held.get("tts_notification_id") or "")[:100]
    if kind != ORDER_STATUS_CHANGE:
        return Pushed(notes=(Note("unknown_tag", kind, ref),))
    try:
        status = str(object_of(held.get("data")).get("order_status") or "")[:40]
    except Unreadable:
        return Pushed(notes=(Note("unreadable", kind, ref),))
    return Pushed(notes=(Note("no_amount", status or kind, ref),))


TIKTOK_SHOP = Platform(name="tiktokshop", verify=verify, read=read, answer=b"", media_type=None)
