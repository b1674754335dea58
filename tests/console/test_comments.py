"""What the audience says: kept in memory up to a cap, found again, counted per minute, and heard for link numbers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.comments import Comment, CommentList, CommentsChanged, called
from console.feeds.bridges.heard import Said
from tests.console.web.room import START

LINKS = {str(number) for number in range(1, 31)}


def test_the_oldest_comments_fall_out_and_a_list_on_screen_can_follow() -> None:
    kept = CommentList(most=3)
    kept.add(START, [Said("a", str(n)) for n in range(5)])
    assert [comment.number for comment in kept] == [3, 4, 5]
    assert (len(kept), kept.total, kept.most) == (3, 5, 3)
    assert kept.after(4) == [Comment(5, START, "a", "4")]
    assert kept.after(5) == []
    assert [comment.number for comment in kept.after(0)] == [3, 4, 5]


def test_comments_are_found_by_words_of_any_width_and_case_newest_first() -> None:
    kept = CommentList()
    kept.add(START, [Said("Anna", "３号链接 多少钱"), Said("Bo", "ABC"), Said("anna", "3号 有货吗")])
    assert [comment.number for comment in kept.search("3号")] == [3, 1]
    assert [comment.number for comment in kept.search("ＡＮＮＡ 链接")] == [1]
    assert [comment.number for comment in kept.search("", most=2)] == [3, 2]
    assert kept.search("没有") == []


def test_the_rate_counts_what_was_said_in_the_last_minute_kept_or_not() -> None:
    kept = CommentList(most=2)
    kept.add(START, [Said("", "旧")])
    kept.add(START + timedelta(seconds=30), [Said("", "一"), Said("", "二"), Said("", "三")], spoken=40)
    assert kept.per_minute(START + timedelta(seconds=31)) == 41
    assert kept.per_minute(START + timedelta(seconds=61)) == 40
    assert kept.per_minute(START + timedelta(seconds=91)) == 0


def test_every_change_is_announced_once_and_none_is_none() -> None:
    told: list[CommentsChanged] = []
    kept = CommentList(announce=told.append)
    kept.add(START, [])
    kept.add(START, [Said("", "一"), Said("", "二")])
    kept.add(START, [], spoken=3)
    kept.clear()
    assert told == [CommentsChanged(), CommentsChanged(), CommentsChanged(cleared=True)]
    assert (len(kept), kept.per_minute(START)) == (0, 0)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("3号链接多少钱", ["3"]),
        ("３ 号还有吗", ["3"]),
        ("要三号", ["3"]),
        ("十二号和二十号", ["12", "20"]),
        ("No.8 #9 link 10 链接11", ["8", "9", "10", "11"]),
        ("03号", ["3"]),
        ("3号3号3号", ["3", "3", "3"]),
        ("2023号", []),
        ("99号", []),
        ("十百号", []),
        ("今天几号发货", []),
        ("#2024", []),
        ("", []),
    ],
)
def test_a_link_number_is_heard_however_it_is_said_and_only_if_it_is_in_the_plan(text: str, links: list[str]) -> None:
    found = called(text, LINKS)
    assert [link for _, _, link in found] == links
    assert all(text[start:end] for start, end, _ in found)


def test_what_is_asked_for_counts_each_comment_once_and_only_the_recent_ones() -> None:
    kept = CommentList()
    kept.add(START, [Said("", "3号")] * 5)
    later = START + timedelta(minutes=6)
    kept.add(later, [Said("", "3号 3号 多少钱"), Said("", "5号 3号"), Said("", "40号")])
    assert kept.asked(START) == {"3": 7, "5": 1, "40": 1}
    assert kept.asked(later) == {"3": 2, "5": 1, "40": 1}
    assert kept.asked(later + timedelta(minutes=6)) == {}
