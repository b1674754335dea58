"""Douyin webcast messages as JSON, as f2 and douyinLive pass them on: the method stands in ``common`` or on top.

Item messages are passed on too, but no order and no amount: they are of no concern here.
"""

from __future__ import annotations

from typing import Any

from console.feeds.bridges.heard import Adapter, Heard, count, ident, inside, json_object, one_more, said
from console.show.sales import Metric

FOLLOWED, LIVE_ENDED = "1", "3"
OFFLINE = "ROOM_OFFLINE"


def read(message: str) -> Heard | None:
    """One message. Raises Unread."""
    held = json_object(message)
    common = inside(held.get("common"))
    if held.get("type") == "system":
        return Heard(ended=True) if held.get("code") == OFFLINE else None
    found = _read(str(common.get("method") or held.get("method") or ""), held)
    room = ident(common.get("roomId"))
    if found is None or not room:
        return found
    return Heard(counts=found.counts, said=found.said, ended=found.ended, room=room)


def _read(method: str, held: dict[str, Any]) -> Heard | None:
    match method:
        case "WebcastChatMessage":
            user = inside(held.get("user"))
            return said(user.get("nickName") or user.get("nickname"), held.get("content"))
        case "WebcastRoomUserSeqMessage":
            online = count(Metric.ONLINE, held.get("total"), cumulative=True)
            return Heard(counts=online + count(Metric.VIEWERS, held.get("totalUser"), cumulative=True))
        case "WebcastRoomStatsMessage":
            return Heard(counts=count(Metric.ONLINE, held.get("total"), cumulative=True))
        case "WebcastLikeMessage":
            return Heard(counts=count(Metric.LIKES, held.get("total"), cumulative=True))
        case "WebcastMemberMessage":
            return Heard(counts=one_more(Metric.ENTERS))
        case "WebcastSocialMessage" if str(held.get("action")) == FOLLOWED:
            return Heard(counts=one_more(Metric.FOLLOWS))
        case "WebcastControlMessage" if str(held.get("status") or held.get("action")) == LIVE_ENDED:
            return Heard(ended=True)
    return None


WEBCAST = Adapter(name="webcast", url="ws://127.0.0.1:8765/", read=read)
