"""DouyinBarrageGrab: a number for the kind of message, and its content as JSON written into a string.

It carries no orders. Text sent to it can close it, so nothing ever is. RoomId is new for each live; the owner's SecUid
stays and tells rooms apart. A room open in two programs is heard twice, with the same MsgId.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from console.feeds.bridges.heard import (
    LONGEST_NAME,
    NOTHING,
    Adapter,
    Heard,
    Unread,
    count,
    ident,
    inside,
    json_object,
    line,
    one_more,
    said,
)
from console.show.sales import Metric

CHAT, LIKE, ENTER, FOLLOW, GIFT, STATISTICS, FANS, SHARE, ENDED = range(1, 10)


def read(message: str) -> Heard | None:
    """One message. Raises Unread."""
    envelope = json_object(message)
    kind, data = envelope.get("Type"), envelope.get("Data")
    if not isinstance(kind, int) or isinstance(kind, bool):
        raise Unread
    if kind not in _READERS:
        return None
    content = json_object(data) if isinstance(data, str) else data
    if not isinstance(content, dict):
        raise Unread
    owner = inside(content.get("Onwer")) or inside(content.get("Owner"))
    told = ident(content.get("MsgId"))
    return replace(
        _READERS[kind](content),
        room=ident(owner.get("SecUid")) or ident(content.get("WebRoomId")) or ident(content.get("RoomId")),
        room_name=line(owner.get("Nickname"), LONGEST_NAME),
        message_id=f"{kind}:{told}" if told else "",
        via=line(envelope.get("ProcessName"), LONGEST_NAME),
    )


def _chat(content: dict[str, Any]) -> Heard:
    return said(inside(content.get("User")).get("Nickname"), content.get("Content"))


def _like(content: dict[str, Any]) -> Heard:
    return Heard(counts=count(Metric.LIKES, content.get("Total"), cumulative=True))


def _statistics(content: dict[str, Any]) -> Heard:
    online = count(Metric.ONLINE, content.get("OnlineUserCount"), cumulative=True)
    return Heard(counts=online + count(Metric.VIEWERS, content.get("TotalUserCount"), cumulative=True))


_READERS: dict[int, Callable[[dict[str, Any]], Heard]] = {
    CHAT: _chat,
    LIKE: _like,
    ENTER: lambda _: Heard(counts=one_more(Metric.ENTERS)),
    FOLLOW: lambda _: Heard(counts=one_more(Metric.FOLLOWS)),
    GIFT: lambda _: NOTHING,
    STATISTICS: _statistics,
    FANS: lambda _: NOTHING,
    SHARE: lambda _: NOTHING,
    ENDED: lambda _: Heard(ended=True),
}
DOUYIN_BARRAGE_GRAB = Adapter(name="DouyinBarrageGrab", url="ws://127.0.0.1:8888/", read=read)
