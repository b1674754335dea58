"""The comments dock: what comes is shown, what is read stays put, links asked for are counted, floods are borne."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from console.bridge import BridgeStatus, LinkState
from console.feeds.bridges.heard import Said
from console.show import commands as cmd
from console.show.sales import Metric, Reading
from tests.builders import make_entry
from tests.widgets.dock_room import Stage, stage  # noqa: F401 - a fixture
from widgets.comments_dock import CommentsDock
from widgets.comments_model import ANY_LINK

# ruff: noqa: F811


class FakeBridge:
    """Stands as it is told."""

    def __init__(self) -> None:
        self.status = BridgeStatus()


class Dock:
    """A dock on the screen, and what a test does with it."""

    def __init__(self, qtbot: Any, stage: Stage) -> None:
        self.qtbot, self.stage = qtbot, stage
        self.bridge = FakeBridge()
        self.widget = CommentsDock(stage.context, self.bridge)  # type: ignore[arg-type]
        qtbot.addWidget(self.widget)
        self.widget.resize(420, 260)
        self.widget.show()

    @property
    def texts(self) -> list[str]:
        model = self.widget.model
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def say(self, *texts: str, spoken: int | None = None) -> None:
        self.stage.context.console.comments.add(
            self.stage.room.clock.now(), [Said("小鱼", text) for text in texts], spoken
        )

    def stands(self, **status: Any) -> None:
        self.bridge.status = replace(self.bridge.status, **status)
        self.stage.context.console.listeners.announce(self.bridge.status)

    def until(self, holds: Any) -> None:
        self.qtbot.waitUntil(holds, timeout=20_000)


@pytest.fixture
def dock(qtbot: Any, stage: Stage) -> Iterator[Dock]:
    made = Dock(qtbot, stage)
    yield made
    made.widget.release()


def opened(stage: Stage) -> None:
    stage.room.open_show([make_entry(n) for n in range(1, 8)])
    stage.room.ask(cmd.GoLive())


def test_without_a_bridge_it_says_how_to_get_one(dock: Dock) -> None:
    assert dock.widget.choose.isVisible()
    assert "DouyinBarrageGrab" in dock.widget._empty.text
    asked: list[bool] = []
    dock.widget.bridge_settings_requested.connect(lambda: asked.append(True))
    dock.widget.choose.click()
    assert asked == [True]


def test_how_the_bridge_stands_is_said_in_words(dock: Dock) -> None:
    now = dock.stage.room.clock.now()
    dock.stands(name="DouyinBarrageGrab", state=LinkState.CONNECTING)
    dock.until(lambda: dock.widget.state.text == "连接中…")
    dock.stands(state=LinkState.CONNECTED, last_heard=now)
    dock.until(lambda: dock.widget.state.text == "0 秒前 · 0 条/分")
    assert not dock.widget.choose.isVisible()
    dock.stands(state=LinkState.WAITING, problem="unreachable", detail="拒绝")
    dock.until(lambda: dock.widget.state.text == "断了，正在重连")
    dock.stands(again_at=now + timedelta(seconds=7.4))
    dock.until(lambda: dock.widget.state.text == "断了，8 秒后重连")
    dock.stage.room.clock.advance(seconds=8)
    dock.until(lambda: dock.widget.state.text == "断了，正在重连")
    assert "拒绝" in dock.widget._empty.text
    assert dock.widget.choose.isVisible()
    dock.stands(state=LinkState.CONNECTED, problem="", ended=True)
    dock.until(lambda: dock.widget.state.text.startswith("对方已下播"))


def test_what_is_said_comes_in_newest_first_and_is_counted_per_minute(dock: Dock) -> None:
    dock.stands(name="x", state=LinkState.CONNECTED)
    dock.say("一", "二", spoken=40)
    dock.until(lambda: dock.texts == ["二", "一"])
    dock.until(lambda: "40 条/分" in dock.widget.state.text)
    assert dock.widget.count.text == "2 / 5,000"
    assert dock.widget.search.isVisible()


def test_while_older_ones_are_read_new_ones_wait_and_are_let_in_on_the_way_back(dock: Dock) -> None:
    dock.say(*(f"第 {n} 条" for n in range(60)))
    dock.until(lambda: len(dock.texts) == 60)
    bar = dock.widget.list.verticalScrollBar()
    dock.until(lambda: bar.maximum() > 200)
    bar.setValue(200)
    first = dock.widget.list.indexAt(dock.widget.list.viewport().rect().topLeft()).data()
    dock.say("新的一", "新的二")
    dock.until(lambda: dock.widget.newer.isVisible())
    assert "2" in dock.widget.newer.text()
    assert dock.widget.list.indexAt(dock.widget.list.viewport().rect().topLeft()).data() == first
    assert "新的二" not in dock.texts
    dock.widget.newer.click()
    assert dock.texts[0] == "新的二"
    assert not dock.widget.newer.isVisible()
    bar.setValue(100)
    dock.say("新的三")
    dock.until(lambda: dock.widget.newer.isVisible())
    bar.setValue(0)
    dock.until(lambda: dock.texts[0] == "新的三")


def test_links_asked_for_are_counted_and_can_be_looked_at_alone(dock: Dock) -> None:
    opened(dock.stage)
    dock.say("3号", "5号", "三号还有吗", "40号", "主播好")
    dock.until(lambda: [b.text() for b in dock.widget.asked if b.isVisible()] == ["问链接", "3号 ×2", "5号 ×1"])
    dock.widget.asked[1].click()
    assert dock.texts == ["三号还有吗", "3号"]
    assert dock.widget.asked[1].isChecked()
    dock.widget.asked[1].click()
    assert len(dock.texts) == 5
    dock.widget.asked[0].click()
    assert dock.texts == ["三号还有吗", "5号", "3号"]
    assert dock.widget._link == ANY_LINK
    dock.stage.room.clock.advance(minutes=6)
    dock.until(lambda: [b.text() for b in dock.widget.asked if b.isVisible()] == ["问链接"])


def test_a_link_the_plan_writes_with_a_nought_is_asked_for_as_it_is_said(dock: Dock) -> None:
    dock.stage.room.open_show([replace(make_entry(n), link_no=f"0{n}") for n in (3, 5)])
    dock.say("3号多少钱", "三号", "链接5", "7号")
    dock.until(lambda: [b.text() for b in dock.widget.asked if b.isVisible()] == ["问链接", "3号 ×2", "5号 ×1"])
    dock.widget.asked[1].click()
    dock.until(lambda: dock.texts == ["三号", "3号多少钱"])


def test_the_search_says_how_many_are_found_and_when_none_is(dock: Dock) -> None:
    dock.say("保温杯", "灰枣")
    dock.until(lambda: dock.texts == ["灰枣", "保温杯"])
    dock.widget.search.setText("bwb")
    dock.until(lambda: dock.texts == ["保温杯"] and not dock.widget.model.searching)
    dock.until(lambda: dock.widget.count.text == "找到 1 · 2 / 5,000")
    dock.widget.search.setText("zzz")
    dock.until(lambda: dock.widget._empty.text == "没有这样的评论。")
    assert not dock.widget.choose.isVisible()
    dock.until(lambda: dock.widget.count.text == "找到 0 · 2 / 5,000")
    dock.widget.search.clear()
    dock.until(lambda: dock.texts == ["灰枣", "保温杯"] and dock.widget.count.text == "2 / 5,000")


def test_comments_are_copied_without_who_said_them(dock: Dock) -> None:
    dock.say("要3号")
    dock.until(lambda: dock.texts == ["要3号"])
    dock.widget.list.selectAll()
    dock.widget.copy_rows()
    assert QGuiApplication.clipboard().text().split() == [
        "19:23:27" if dock.stage.context.console.show else "11:23:27",
        "要3号",
    ]


def test_the_bars_are_the_comments_per_minute_of_the_room(dock: Dock) -> None:
    opened(dock.stage)
    room, clock = dock.stage.room, dock.stage.room.clock
    for count in (5, 9):
        clock.advance(minutes=1)
        room.wait(
            room.show.intake.readings(
                [
                    Reading(
                        source="barrage:x",
                        product_id=None,
                        metric=Metric.COMMENTS,
                        value=count,
                        cumulative=False,
                        at=clock.now(),
                    )
                ]
            )
        )
    dock.until(lambda: dock.widget.pace.counts[-2:] == (5, 9))


def test_a_flood_is_let_in_by_batches_and_the_newest_are_kept(dock: Dock) -> None:
    opened(dock.stage)
    for batch in range(12):
        dock.say(*(f"{batch}-{n} 3号" for n in range(1000)))
    resets: list[int] = []
    dock.widget.model.rowsInserted.connect(lambda *_: resets.append(1))
    dock.until(lambda: len(dock.texts) == 5000)
    assert dock.texts[0] == "11-999 3号"
    assert dock.texts[-1] == "7-0 3号"
    assert len(resets) <= 2  # twelve batches in a turn of the loop are one
    assert dock.widget.asked[1].text() == "3号 ×12000"


def test_forgotten_comments_leave_the_screen(dock: Dock) -> None:
    dock.say("一")
    dock.until(lambda: dock.texts == ["一"])
    dock.stage.context.console.comments.clear()
    dock.until(lambda: dock.texts == [])
    dock.until(lambda: dock.widget.choose.isVisible())
