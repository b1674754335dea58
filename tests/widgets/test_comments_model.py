"""Comments as rows: newest first, found in letters, pinyin and link numbers, and never more than are kept."""

from __future__ import annotations

from typing import Any

import pytest

from console.comments import CommentList
from console.feeds.bridges.heard import Said
from tests.builders import EVENING
from widgets.comments_model import ANY_LINK, DISPLAY, MARKS_ROLE, NAME_ROLE, TIP, CommentsModel
from widgets.timed_rows import TIME_ROLE


def said(*texts: str) -> list[Said]:
    return [Said("小鱼", text) for text in texts]


def texts(model: CommentsModel) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


@pytest.fixture
def comments() -> CommentList:
    return CommentList(most=50)


def made(comments: CommentList, qtbot: Any, qtmodeltester: Any) -> CommentsModel:
    model = CommentsModel(comments)
    model.set_links(("3", "5", "12"), "Asia/Shanghai")
    qtmodeltester.check(model)
    model.begin()
    qtbot.waitUntil(lambda: not model.searching)
    return model


def test_the_newest_is_the_first_row_and_old_ones_fall_out(
    comments: CommentList, qtbot: Any, qtmodeltester: Any
) -> None:
    comments.add(EVENING, said("一", "二"))
    model = made(comments, qtbot, qtmodeltester)
    comments.add(EVENING, said("三"))
    assert (model.waiting, texts(model)) == (1, ["二", "一"])
    assert model.take() == 1
    assert (model.waiting, texts(model)) == (0, ["三", "二", "一"])
    comments.add(EVENING, said(*map(str, range(49))))
    model.take()
    assert (model.rowCount(), texts(model)[-1]) == (50, "三")
    comments.add(EVENING, said(*map(str, range(1000))))
    model.take()
    assert (model.rowCount(), texts(model)[0], texts(model)[-1]) == (50, "999", "950")
    comments.clear()
    model.begin()
    assert model.rowCount() == 0
    comments.add(EVENING, said("又来"))
    model.take()
    assert texts(model) == ["又来"]


def test_a_row_tells_when_who_and_where_links_are_named(comments: CommentList, qtbot: Any, qtmodeltester: Any) -> None:
    comments.add(EVENING, [Said("小鱼", "要3号和9号，12号有吗")])
    model = made(comments, qtbot, qtmodeltester)
    index = model.index(0, 0)
    assert (index.data(TIME_ROLE), index.data(NAME_ROLE), index.data(DISPLAY)) == (
        "19:23:27",
        "小鱼",
        "要3号和9号，12号有吗",
    )
    assert index.data(MARKS_ROLE) == [(1, 3, "3"), (7, 10, "12")]
    assert "小鱼" in index.data(TIP)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("保温杯", ["保温杯多少钱"]),
        ("bwb", ["保温杯多少钱"]),
        ("baowen", ["保温杯多少钱"]),
        ("dsq", ["保温杯多少钱", "3号多少钱"]),
        ("dsq 3", ["3号多少钱"]),
        ("ＡＢＣ", ["abc"]),
        ("小鱼", ["abc", "保温杯多少钱", "3号多少钱"]),
        ("没有这个", []),
        ("  ", ["abc", "保温杯多少钱", "3号多少钱"]),
    ],
)
def test_comments_are_found_by_letters_pinyin_and_names(
    comments: CommentList, qtbot: Any, qtmodeltester: Any, wanted: str, found: list[str]
) -> None:
    comments.add(EVENING, said("3号多少钱", "保温杯多少钱", "abc"))
    model = made(comments, qtbot, qtmodeltester)
    model.look_for(wanted)
    qtbot.waitUntil(lambda: not model.searching)
    assert texts(model) == found
    comments.add(EVENING, said("又一条bwb"))
    model.take()
    assert ("又一条bwb" in texts(model)) is (wanted in ("bwb", "  ", "小鱼"))


def test_only_what_names_a_link_or_any_of_them(comments: CommentList, qtbot: Any, qtmodeltester: Any) -> None:
    comments.add(EVENING, said("3号", "五号和三号", "五号", "你好", "9号"))
    model = made(comments, qtbot, qtmodeltester)
    for link, found in (("3", ["五号和三号", "3号"]), (ANY_LINK, ["五号", "五号和三号", "3号"]), ("12", [])):
        model.look_for("", link)
        qtbot.waitUntil(lambda: not model.searching)
        assert texts(model) == found
    model.set_links(("9",), "Asia/Shanghai")
    model.look_for("", ANY_LINK)
    qtbot.waitUntil(lambda: not model.searching)
    assert texts(model) == ["9号"]


def test_a_search_through_all_that_is_kept_gives_the_window_its_turns(qtbot: Any, qtmodeltester: Any) -> None:
    comments = CommentList()
    comments.add(EVENING, said(*(f"家人们{number}号链接的这个好用吗要不要买" for number in range(5000))))
    model = CommentsModel(comments)
    model.begin()
    model.look_for("jrm", "")
    assert model.searching  # not all at once
    comments.add(EVENING, said("家人们新的"))
    model.take()
    qtbot.waitUntil(lambda: not model.searching, timeout=60_000)
    assert model.rowCount() == 5000
    assert texts(model)[:2] == ["家人们新的", "家人们4999号链接的这个好用吗要不要买"]
    numbers = [model.comment_at(model.index(row, 0)).number for row in range(model.rowCount())]
    assert numbers == sorted(numbers, reverse=True)
