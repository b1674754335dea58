"""Bilibili's live messages as blivedm receives them, passed on by a program the user runs, told by ``cmd``."""

from __future__ import annotations

from typing import Any

from console.feeds.bridges.heard import Adapter, Heard, Unread, count, inside, json_object, one_more, said
from console.show.sales import Metric

ENTERED, FOLLOWED = 1, 2  # msg_type of INTERACT_WORD


def read(message: str) -> Heard | None:
    """One message. Raises Unread."""
    held = json_object(message)
    cmd = held.get("cmd")
    if not isinstance(cmd, str):
        raise Unread
    data = inside(held.get("data"))
    match cmd.partition(":")[0]:  # DANMU_MSG comes as DANMU_MSG:4:0:2:2:2:0 too
        case "DANMU_MSG":
            return _comment(held.get("info"))
        case "LIVE_OPEN_PLATFORM_DM":
            return said(data.get("uname"), data.get("msg"))
        case "SUPER_CHAT_MESSAGE":
            return said(inside(data.get("user_info")).get("uname"), data.get("message"))
        case "ONLINE_RANK_COUNT":
            told = data.get("online_count")
            return Heard(counts=count(Metric.ONLINE, data.get("count") if told is None else told, cumulative=True))
        case "WATCHED_CHANGE":
            return Heard(counts=count(Metric.VIEWERS, data.get("num"), cumulative=True))
        case "LIKE_INFO_V3_UPDATE":
            return Heard(counts=count(Metric.LIKES, data.get("click_count"), cumulative=True))
        case "INTERACT_WORD" | "INTERACT_WORD_V2" if data.get("msg_type") == ENTERED:
            return Heard(counts=one_more(Metric.ENTERS))
        case "INTERACT_WORD" | "INTERACT_WORD_V2" if data.get("msg_type") == FOLLOWED:
            return Heard(counts=one_more(Metric.FOLLOWS))
        case "PREPARING":  # the room went back to preparing: the live is over
            return Heard(ended=True)
    return None


def _comment(info: Any) -> Heard:
    """``info`` is a list by place: the text second, the user third, and of the user the name second."""
    if not isinstance(info, list) or len(info) < 3:
        raise Unread
    user = info[2]
    return said(user[1] if isinstance(user, list) and len(user) > 1 else "", info[1])


BLIVEDM = Adapter(name="blivedm", url="ws://127.0.0.1:8080/", read=read)
