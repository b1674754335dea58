"""The header: figures with their age, "—" for what nobody told, and nothing that jumps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QMenuBar, QWidget

from console.obs.status import ObsStatus, Reason, State
from console.show import commands as cmd
from console.show.sales import Metric, Reading
from console.show.timing import zone
from tests.builders import BUSY_INFO, Room, make_entry, make_room, sell
from tests.widgets.dock_room import CONNECTED, LANGUAGES, FakeVenue, lang  # noqa: F401 - the fixture
from widgets.bridge import Bridge
from widgets.context import Context
from widgets.figures import short_text
from widgets.header_bar import NOTHING, HeaderBar, clock_text
from widgets.header_cells import Lamp, Tone
from widgets.style import dress
from widgets.theme import Theme

# ruff: noqa: F811

THREE = tuple(make_entry(n, planned=timedelta(minutes=10), stock=20, first_release=20) for n in range(1, 4))


@pytest.fixture
def room(qtbot: Any, tmp_path: Path) -> Iterator[Room]:
    bridge = Bridge()

    def pump(until: Callable[[], bool]) -> None:
        qtbot.waitUntil(until, timeout=10_000)

    made = make_room(tmp_path / "w", bridge.post, pump)
    yield made
    made.close()


@pytest.fixture
def header(qtbot: Any, room: Room) -> Iterator[HeaderBar]:
    theme = Theme("dark")
    made = HeaderBar(theme, QMenuBar())
    qtbot.addWidget(made)
    made.resize(1920, 58)
    room.open_show(THREE, info=replace(BUSY_INFO, target_gmv=100_000))
    made.bind(Context(room.console, theme))
    yield made
    made.release()


def people(room: Room, count: float) -> None:
    reading = Reading(
        source="compass",
        product_id=None,
        metric=Metric.ONLINE,
        value=count,
        cumulative=True,
        at=room.clock.now(),
    )
    room.wait(room.show.intake.readings([reading]))


def test_what_nobody_told_is_a_dash_and_never_a_zero(header: HeaderBar) -> None:
    header.refresh()
    assert header.online.shown[0] == NOTHING
    assert header.money.shown == NOTHING
    assert header.gpm.shown[0] == NOTHING
    assert header.end.shown[0] == NOTHING  # no start was planned


def test_a_figure_older_than_a_minute_is_grey_and_tells_its_age(room: Room, header: HeaderBar) -> None:
    room.ask(cmd.GoLive())
    people(room, 1284)
    header.refresh()
    assert header.online.shown == ("1,284", "", False)
    assert header.feed.tone is Tone.GOOD
    room.clock.advance(minutes=4)
    header.refresh()
    assert header.online.shown[0] == "1,284"
    assert header.online.shown[2] is True
    assert "4" in header.online.shown[1]
    assert header.feed.tone.value == "late"


def test_what_a_thousand_views_bring_is_grey_with_either_of_its_sides_and_says_where_they_come_from(
    room: Room, header: HeaderBar
) -> None:
    room.ask(cmd.GoLive())

    def told(metric: Metric, value: float) -> None:
        at = room.clock.now()
        one = Reading(source="compass", product_id=None, metric=metric, value=value, cumulative=True, at=at)
        room.wait(room.show.intake.readings([one]))

    told(Metric.VIEWS, 500)
    sell(room, str(THREE[0].product_id), amount=5990)
    header.refresh()
    assert header.gpm.shown == ("120", "", False)
    assert "成交金额 ÷ 观看次数" in header.gpm.toolTip()
    assert "观看次数 500：来源 罗盘" in header.gpm.toolTip()
    assert "来自订单" in header.money.toolTip()
    room.clock.advance(minutes=4)
    told(Metric.LIKES, 9)  # a feed that goes on does not make the views new
    header.refresh()
    assert header.gpm.shown == ("120", "", True)
    assert "已过时" in header.gpm.toolTip()
    room.ask(cmd.EndShow())
    header.refresh()
    assert header.gpm.shown == ("120", "", False), "what is over does not grow old"


def test_over_and_under_follow_the_entry_on_air(room: Room, header: HeaderBar) -> None:
    room.ask(cmd.GoLive())
    header.refresh()
    on_time = header.end.shown
    room.clock.advance(minutes=14, seconds=10)
    header.refresh()
    assert header.end.shown != on_time
    assert "4:10" in header.end.shown[1]


def test_an_end_on_another_day_says_so(room: Room, header: HeaderBar) -> None:
    room.ask(cmd.GoLive())
    header.refresh()
    assert header.end.label == "预计下播"
    local = room.clock.now().astimezone(zone(room.show.state.info.time_zone))
    midnight = local.replace(hour=0, minute=0, second=0) + timedelta(days=1)
    room.clock.advance(seconds=(midnight - local).total_seconds() - 60)
    header.refresh()
    assert header.end.label == "预计下播 · 次日"
    room.clock.advance(minutes=2)
    header.refresh()
    assert header.end.label == "预计下播", "it is that day by now"
    room.ask(cmd.EndShow())
    room.clock.advance(hours=30)
    header.refresh()
    assert header.end.label == f"已下播 · {midnight:%m-%d}"


def test_a_show_planned_for_days_ahead_ends_on_its_date(room: Room, header: HeaderBar) -> None:
    at = room.clock.now() + timedelta(days=3)
    local = at.astimezone(zone(room.show.state.info.time_zone))
    info = replace(room.show.state.info, start=at, date=local.date())
    room.ask(cmd.EditInfo(info=info))
    header.refresh()
    assert header.end.label == f"预计下播 · {local:%m-%d}"


def test_money_follows_orders(room: Room, header: HeaderBar) -> None:
    room.ask(cmd.GoLive())
    sell(room, str(THREE[0].product_id), 2, amount=5_000)
    header.refresh()
    assert header.money.shown == "¥100"


def test_an_oversold_item_turns_the_stock_lamp_red(room: Room, header: HeaderBar) -> None:
    room.ask(cmd.GoLive())
    header.refresh()
    assert header.stock.tone is Tone.GOOD
    sell(room, str(THREE[0].product_id), 21)
    header.refresh()
    assert header.stock.tone.value == "bad"


def test_what_was_sold_before_its_turn_is_no_red_lamp(room: Room, header: HeaderBar) -> None:
    room.ask(cmd.GoLive())
    sell(room, str(THREE[1].product_id), 12)
    header.refresh()
    assert (header.stock.tone, header.stock.words) == (Tone.LATE, "1 款未放先卖")


def test_a_second_more_on_the_clock_moves_nothing(room: Room, header: HeaderBar) -> None:
    room.ask(cmd.GoLive())
    header.refresh()
    parts = (header.pill, header.end, header.online, header.money, header.clock)
    before = [part.sizeHint() if part.sizeHint().isValid() else part.size() for part in parts]
    room.clock.advance(hours=1, minutes=11, seconds=11)
    people(room, 9)
    header.refresh()
    assert [part.sizeHint() if part.sizeHint().isValid() else part.size() for part in parts] == before


def test_without_a_show_the_cells_are_gone_and_the_clock_goes_on(room: Room, header: HeaderBar) -> None:
    room.console.close_show()
    header.refresh()
    assert header.pill.isHidden()
    assert header.money.isHidden()
    assert not header.clock.isHidden()


def test_the_clock_is_the_rooms_also_before_a_show_is_open(
    room: Room, header: HeaderBar, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[datetime] = []
    monkeypatch.setattr(header.clock, "set_time", shown.append)
    room.console.close_show()
    header.refresh()
    assert shown[-1].utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize(("live", "tone"), [(False, Tone.LATE), (True, Tone.BAD)])
def test_an_obs_that_is_not_there_is_not_called_connecting(
    room: Room, header: HeaderBar, monkeypatch: pytest.MonkeyPatch, live: bool, tone: Tone
) -> None:
    if live:
        room.ask(cmd.GoLive())
    shown: list[tuple[Any, ...]] = []
    monkeypatch.setattr(header.obs, "set_state", lambda *said: shown.append(said))
    status = ObsStatus(state=State.CONNECTING, reason=Reason.SERVER_OFF)
    context = Context(room.console, header._theme)
    context.venue = FakeVenue(status)  # type: ignore[assignment]
    header.bind(context)
    header.refresh()
    assert shown[-1][:2] == ("连不上", tone)


def test_lengths_as_texts() -> None:
    assert clock_text(timedelta(hours=25, minutes=3, seconds=4)) == "25:03:04"
    assert short_text(timedelta(minutes=4, seconds=10)) == "4:10"
    assert short_text(timedelta(hours=1, minutes=4, seconds=10)) == "1:04:10"
    assert short_text(timedelta(hours=12, minutes=3, seconds=10)) == "12h03"


@LANGUAGES
@pytest.mark.parametrize("ended", [False, True])
@pytest.mark.parametrize("width", [1024, 1280, 1366, 1500, 1700, 1920])
def test_nothing_in_the_header_overlaps_however_narrow_the_window(
    room: Room, qapp: QApplication, qtbot: Any, lang: str, width: int, ended: bool
) -> None:
    dress(qapp, Theme("dark"))  # menus are wider in the program's own style
    menus = QMenuBar()
    for words in (
        ("场次", "编辑", "视图", "OBS", "帮助") if lang == "zh_CN" else ("Show", "Edit", "View", "OBS", "Help")
    ):
        menus.addMenu(words)
    header = HeaderBar(Theme("dark"), menus)
    qtbot.addWidget(header)
    room.open_show(THREE, info=replace(BUSY_INFO, target_gmv=100_000))
    room.ask(cmd.GoLive())
    sell(room, str(THREE[1].product_id), 12)
    people(room, 12_840)
    room.clock.advance(hours=3)
    if ended:
        room.ask(cmd.EndShow())
    header.bind(Context(room.console, Theme("dark"), FakeVenue(CONNECTED)))  # type: ignore[arg-type]
    header.resize(width, header.height())
    header.show()
    header.refresh()
    QApplication.processEvents()
    cells = (header.pill, header.end, header.online, header.money, header.gpm)
    parts: list[QWidget] = [menus, *cells, header.obs, header.feed, header.stock, header.clock]
    places = [QRect(part.mapTo(header, QPoint(0, 0)), part.size()) for part in parts if part.isVisible()]
    assert all(left.right() < right.left() for left, right in pairwise(places))
    assert places[-1].right() <= header.width()
    assert menus.width() >= menus.sizeHint().width()
    header.release()


def test_a_lamp_without_room_for_words_says_what_is_the_matter_or_whose_it_is(qtbot: Any) -> None:
    lamp = Lamp(Theme("dark"), "库存")
    qtbot.addWidget(lamp)
    lamp.set_state("1 款未放先卖", Tone.LATE)
    lamp.set_limit(120)
    assert lamp._pieces()[0] == "1 款未放先卖"
    lamp.set_limit(70)
    assert lamp._pieces()[0] == "库存"
    lamp.set_state("正常", Tone.GOOD)
    lamp.set_limit(120)
    assert lamp._pieces()[0] == "库存 正常"


@pytest.mark.parametrize("width", [1280, 1366, 1920])
@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_a_room_that_shares_its_stock_has_a_lamp_more_and_nothing_overlaps(
    room: Room, qapp: QApplication, qtbot: Any, lang: str, width: int
) -> None:
    dress(qapp, Theme("dark"))
    menus = QMenuBar()
    for words in (
        ("场次", "编辑", "视图", "OBS", "帮助") if lang == "zh_CN" else ("Show", "Edit", "View", "OBS", "Help")
    ):
        menus.addMenu(words)
    header = HeaderBar(Theme("dark"), menus)
    qtbot.addWidget(header)
    room.open_show(THREE, info=replace(BUSY_INFO, target_gmv=100_000))
    room.ask(cmd.GoLive())
    room.console.shared.follow(replace(room.console.settings, inventory="no address at all"))
    header.bind(Context(room.console, Theme("dark"), FakeVenue(CONNECTED)))  # type: ignore[arg-type]
    header.resize(width, header.height())
    header.show()
    header.refresh()
    QApplication.processEvents()
    assert header.shared.isVisible()
    assert header.shared.words in ("服务器断开", "server gone")
    lamps: list[QWidget] = [header.obs, header.feed, header.stock, header.shared, header.clock]
    shown = [part for part in (header.money, *lamps) if part.isVisible()]
    places = [QRect(part.mapTo(header, QPoint(0, 0)), part.size()) for part in shown]
    assert all(before.right() < after.left() for before, after in pairwise(places))
    assert menus.width() >= menus.sizeHint().width()
    assert places[-1].right() <= header.width()
