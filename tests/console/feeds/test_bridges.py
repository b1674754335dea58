"""Messages of barrage bridges: the recorded shapes, nonsense, two rooms, two programs, and waits between tries."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.feeds.bridges.adapters import ADAPTERS
from console.feeds.bridges.client import LONGEST_WAIT_S, BridgeClient
from console.feeds.bridges.collector import Collector
from console.feeds.bridges.heard import Count, Heard, Said, Unread
from console.show.sales import Metric
from tests.bridge_player import ROOM, chat, grab, online

GRAB = ADAPTERS["DouyinBarrageGrab"]


def read(name: str, message: Any) -> Heard | None:
    return ADAPTERS[name].read(message if isinstance(message, str) else json.dumps(message))


def counted(name: str, message: Any) -> dict[str, int]:
    heard = read(name, message)
    assert heard is not None
    return {count.metric.value: count.value for count in heard.counts}


def test_the_recorded_shapes_of_douyin_barrage_grab() -> None:
    heard = GRAB.read(chat("3号链接多少钱"))
    assert heard is not None
    assert (heard.said, heard.room, heard.room_name) == (
        Said("示例用户", "3号链接多少钱"),
        "SYNTHETIC",
        "示例主播",
    )
    assert heard.counts == (Count(Metric.COMMENTS, 1, False),)
    assert counted("DouyinBarrageGrab", online(497, 6597)) == {"online": 497, "viewers": 6597}
    assert counted("DouyinBarrageGrab", grab(2, Count=3, Total=1200)) == {"likes": 1200}
    assert counted("DouyinBarrageGrab", grab(3, CurrentCount=498)) == {"enters": 1}
    assert counted("DouyinBarrageGrab", grab(4)) == {"follows": 1}
    for kind in (5, 7, 8):
        assert counted("DouyinBarrageGrab", grab(kind)) == {}
    ended = GRAB.read(grab(9, Content="直播已结束"))
    assert ended is not None
    assert ended.ended
    assert GRAB.read(grab(0)) is None
    assert GRAB.read(grab(77)) is None


def test_what_is_said_stays_on_its_line_and_turns_nothing_around_it() -> None:
    told = "\u202e便宜\u2066 卖\u2028假\x85货\x00 👨\u200d👩\u200d👧"
    heard = GRAB.read(chat(told, User={"Nickname": "\u200f阿宁\u061c"}))
    assert heard is not None
    assert heard.said == Said("阿宁", "便宜 卖 假 货  👨\u200d👩\u200d👧")


def test_a_room_is_known_however_old_the_bridge_is() -> None:
    heard = GRAB.read(grab(6, Onwer=None, WebRoomId=0, RoomId=7000000000000000009))
    assert heard is not None
    assert heard.room == "7000000000000000009"


@pytest.mark.parametrize(
    "message",
    [
        *("", "{", "[]", "7", "null", "[" * 100_000),
        *('{"Type": "1"}', '{"Type": true, "Data": "{}"}', '{"Type": 1}'),
        *('{"Type": 1, "Data": "["}', '{"Type": 1, "Data": 5}', '{"Type": 1, "Data": "{{{"}'),
    ],
)
def test_nonsense_is_unread(message: str) -> None:
    with pytest.raises(Unread):
        GRAB.read(message)


def test_a_comment_can_be_shown_and_kept_whatever_is_in_it() -> None:
    heard = GRAB.read(chat("a\ud800b\x00\n" + "长" * 900))
    assert heard is not None
    assert heard.said is not None
    assert heard.said.text.startswith("a b 长")
    assert len(heard.said.text) == 500
    heard.said.text.encode()


@pytest.mark.parametrize("value", [-1, 1.5, True, None, "x", "-3", [], 10**20, "9" * 40])
def test_a_count_that_cannot_be_is_none(value: Any) -> None:
    assert counted("DouyinBarrageGrab", grab(6, OnlineUserCount=value, TotalUserCount=1)) == {"viewers": 1}


@pytest.mark.parametrize(
    ("name", "message", "expected"),
    [
        (
            "webcast",
            {"common": {"method": "WebcastRoomUserSeqMessage"}, "total": "497", "totalUser": "6597"},
            {"online": 497, "viewers": 6597},
        ),
        (
            "webcast",
            {"common": {"method": "WebcastRoomStatsMessage", "roomId": "1"}, "total": "2252"},
            {"online": 2252},
        ),
        ("webcast", {"method": "WebcastChatMessage", "content": "多少钱", "user": {"nickName": "a"}}, {"comments": 1}),
        ("webcast", {"method": "WebcastLikeMessage", "total": "90", "count": "3"}, {"likes": 90}),
        ("webcast", {"method": "WebcastMemberMessage"}, {"enters": 1}),
        ("webcast", {"method": "WebcastSocialMessage", "action": "1"}, {"follows": 1}),
        ("blivedm", {"cmd": "DANMU_MSG:4:0:2:2:2:0", "info": [[], "hi", [1, "u"]]}, {"comments": 1}),
        ("blivedm", {"cmd": "LIVE_OPEN_PLATFORM_DM", "data": {"uname": "u", "msg": "hi"}}, {"comments": 1}),
        ("blivedm", {"cmd": "ONLINE_RANK_COUNT", "data": {"count": 90, "online_count": 120}}, {"online": 120}),
        ("blivedm", {"cmd": "WATCHED_CHANGE", "data": {"num": 4711}}, {"viewers": 4711}),
        ("blivedm", {"cmd": "INTERACT_WORD", "data": {"msg_type": 1}}, {"enters": 1}),
        ("blivedm", {"cmd": "INTERACT_WORD_V2", "data": {"msg_type": 2}}, {"follows": 1}),
        ("tiktoklive", {"event": "RoomUserSeq", "data": {"total": 8, "total_user": 9}}, {"online": 8, "viewers": 9}),
        ("tiktoklive", {"event": "roomUser", "data": {"viewerCount": 8}}, {"online": 8}),
        ("tiktoklive", {"event": "chat", "data": {"comment": "hi", "nickname": "u"}}, {"comments": 1}),
        ("tiktoklive", {"type": "CommentEvent", "data": {"comment": "hi", "user": {"nickname": "u"}}}, {"comments": 1}),
    ],
)  # fmt: skip
def test_the_shapes_of_other_bridges(name: str, message: Any, expected: dict[str, int]) -> None:
    assert counted(name, message) == expected


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("webcast", {"type": "system", "event": "live_status", "code": "ROOM_OFFLINE"}),
        ("webcast", {"method": "WebcastControlMessage", "status": "3"}),
        ("blivedm", {"cmd": "PREPARING", "roomid": "1"}),
        ("tiktoklive", {"event": "LiveEndEvent", "data": {}}),
        ("tiktoklive", {"event": "streamEnd"}),
    ],
)
def test_the_end_of_a_live_is_heard(name: str, message: Any) -> None:
    heard = read(name, message)
    assert heard is not None
    assert heard.ended


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("webcast", {"common": {"method": "WebcastLiveShoppingMessage"}, "sold_out": True}),
        ("webcast", {"type": "system", "code": "ROOM_ONLINE"}),
        ("blivedm", {"cmd": "SEND_GIFT", "data": {}}),
        ("blivedm", {"cmd": "LIVE"}),
        ("blivedm", {"cmd": "INTERACT_WORD_V2", "data": {"pb": "CAE="}}),
        ("tiktoklive", {"event": "OecLiveShoppingEvent", "data": {}}),
    ],
)
def test_what_is_of_no_concern_is_passed_over(name: str, message: Any) -> None:
    assert read(name, message) is None


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["User", "Onwer", "Nickname", "Content", "user", "data", "MsgId"]), inner)
    ),
    max_leaves=8,
)


@given(
    kind=st.integers(0, 9),
    data=VALUES,
    name=st.sampled_from(["DANMU_MSG", "WATCHED_CHANGE", "chat", "RoomUserSeqEvent", "WebcastChatMessage"]),
)
def test_any_message_is_heard_passed_over_or_unread(kind: int, data: Any, name: str) -> None:
    inner = json.dumps(data)
    for message in (
        inner,
        json.dumps({"Type": kind, "ProcessName": data, "Data": inner}),
        json.dumps({"Type": kind, "Data": data}),
        json.dumps({"cmd": name, "event": name, "method": name, "info": data, "data": data, "user": data}),
        json.dumps({"common": data, "type": data, "content": data, "total": data}),
    ):
        for adapter in ADAPTERS.values():
            try:
                adapter.read(message)
            except Unread:
                continue


# -- adding up --------------------------------------------------------------------------------------------------------


def test_two_rooms_are_never_mixed_and_both_are_named() -> None:
    other = {**ROOM["Onwer"], "SecUid": "OTHER", "Nickname": "别的直播间"}  # type: ignore[dict-item]
    for wanted, expected in (("", 497), ("OTHER", 8), ("别的直播间", 8), ("nobody", None)):
        collector = Collector(wanted)
        for message in (online(497, 1), online(8, 1, Onwer=other)):
            heard = GRAB.read(message)
            assert heard is not None
            collector.add(heard)
        batch = collector.take()
        assert batch.totals.get(Metric.ONLINE) == expected
        assert batch.rooms == {"SYNTHETIC": "示例主播", "OTHER": "别的直播间"}
        assert batch.elsewhere == (2 if expected is None else 1)


def test_a_message_two_programs_saw_counts_once() -> None:
    collector = Collector()
    for process, number in (("chrome", 1), ("直播伴侣", 1), ("chrome", 2), ("直播伴侣", 2), ("直播伴侣", 3)):
        heard = GRAB.read(chat("1", process=process, number=number))
        assert heard is not None
        collector.add(heard)
    assert collector.take().steps == {Metric.COMMENTS: 3}


def test_the_wait_doubles_up_to_its_cap_with_some_chance_in_it() -> None:
    client = BridgeClient("ws://127.0.0.1:1/", GRAB, Collector(), lambda: None, chance=lambda: 1.0)
    waits = []
    for failures in (0, 1, 2, 3, 4, 5, 6, 1000):
        client._failures = failures
        waits.append(client.wait_s())
    assert waits == [1, 2, 4, 8, 16, LONGEST_WAIT_S, LONGEST_WAIT_S, LONGEST_WAIT_S]
    client._chance = lambda: 0.0
    assert client.wait_s() == LONGEST_WAIT_S / 2
