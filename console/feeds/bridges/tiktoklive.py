"""TikTok live events, named as TikTokLive or TikTok-Chat-Reader name them, passed on by a program the user runs.

A message is ``{"event": name, "data": {…}}``; ``type`` may stand for ``event``. Items shown are of no concern here.
"""

from __future__ import annotations

from console.feeds.bridges.heard import Adapter, Heard, Unread, count, inside, json_object, one_more, said
from console.show.sales import Metric


def read(message: str) -> Heard | None:
    """One message. Raises Unread."""
    held = json_object(message)
    name = held.get("event") or held.get("type")
    if not isinstance(name, str):
        raise Unread
    data = inside(held.get("data"))
    match name.removesuffix("Event"):
        case "RoomUserSeq":
            online = count(Metric.ONLINE, data.get("total"), cumulative=True)
            return Heard(counts=online + count(Metric.VIEWERS, data.get("total_user"), cumulative=True))
        case "roomUser":
            return Heard(counts=count(Metric.ONLINE, data.get("viewerCount"), cumulative=True))
        case "Comment" | "chat":
            user = inside(data.get("user"))
            told = user.get("nickname") or user.get("nick_name") or data.get("nickname") or data.get("uniqueId")
            return said(told, data.get("comment"))
        case "Like" | "like":
            return Heard(counts=count(Metric.LIKES, data.get("total", data.get("totalLikeCount")), cumulative=True))
        case "Join" | "member":
            return Heard(counts=one_more(Metric.ENTERS))
        case "Follow" | "follow":
            return Heard(counts=one_more(Metric.FOLLOWS))
        case "LiveEnd" | "streamEnd":
            return Heard(ended=True)
    return None


TIKTOKLIVE = Adapter(name="tiktoklive", url="ws://127.0.0.1:8766/", read=read)
