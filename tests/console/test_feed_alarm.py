"""A feed of the open show that goes quiet is told once and when it is back; a chosen source counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from console.listeners import FiguresChanged, Notice
from console.main_loop import MainLoop
from console.metrics.freshness import Brings, Feed
from console.open_show import OpenShow
from console.settings import Settings
from console.show import commands as cmd
from console.show import events as ev
from console.show.sales import Metric, Reading
from console.store import journal
from tests.builders import Room, make_room, read_people, sell

ITEM = "3712000000000000003"
COMPASS = Feed("compass", Brings.READINGS)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    loop = MainLoop()

    def pump(until: Callable[[], bool]) -> None:
        assert loop.run(until)

    made = make_room(tmp_path / "workspace", loop.post, pump, settings=Settings(stale_after_s=120))
    yield made
    made.close()


def report(room: Room, times: int, seconds: float = 20) -> None:
    for number in range(times):
        room.clock.advance(seconds=seconds)
        read_people(room, ITEM, 100 + number, 10 + number)


def codes(notices: list[Notice]) -> list[str]:
    return [notice.code for notice in notices if notice.code.startswith("feed")]


@pytest.fixture
def told(room: Room) -> list[Notice]:
    notices: list[Notice] = []
    room.console.listeners.subscribe(Notice, notices.append)
    return notices


def test_a_feed_that_stops_in_a_live_show_is_told_once_and_when_it_is_back(room: Room, told: list[Notice]) -> None:
    show = room.open_show()
    room.ask(cmd.GoLive())
    report(room, 6)
    room.clock.advance(seconds=121)
    (quiet,) = show.feeds.look(room.clock.now())
    assert quiet.feed == COMPASS
    show.feeds.look(room.clock.now())
    assert codes(told) == ["feed_quiet.readings"]
    assert dict(told[-1].data) == {"feed": "compass", "length": "2:00", "every": "0:20"}
    report(room, 1)
    assert codes(told) == ["feed_quiet.readings", "feed_back.readings"]
    assert show.feeds.look(room.clock.now()) == []


def feed_events(show: OpenShow, room: Room) -> list[ev.Payload]:
    """What the journal holds of feeds, as it is on disk."""
    room.settle()
    with room.console.database.connect() as connection:
        events = journal.load(connection, show.show_id)
    return [event.payload for event in events if isinstance(event.payload, ev.FeedQuiet | ev.FeedBack)]


def test_a_silence_is_on_the_record_with_its_times(room: Room) -> None:
    show = room.open_show()
    room.ask(cmd.GoLive())
    report(room, 6)
    last = room.clock.now()
    room.clock.advance(seconds=121)
    show.feeds.look(room.clock.now())
    show.feeds.look(room.clock.now())
    room.clock.advance(seconds=60)
    report(room, 2)
    quiet, back = feed_events(show, room)
    assert quiet == ev.FeedQuiet(source="compass", brings="readings", last=last, seconds=121, every_s=20)
    assert back == ev.FeedBack(source="compass", brings="readings", last=last, seconds=201)
    assert show.state.quiet == {}


def test_a_silence_that_outlives_a_start_is_recorded_once_and_its_end_too(room: Room, told: list[Notice]) -> None:
    show_id = room.open_show().show_id
    room.ask(cmd.GoLive())
    report(room, 6)
    room.clock.advance(seconds=121)
    first = room.console.show
    assert first is not None
    first.feeds.look(room.clock.now())
    room.settle()
    room.console.close_show()
    room.clock.advance(minutes=5)
    show = room.console.open(show_id)
    assert list(show.state.quiet) == [("compass", "readings")]
    room.clock.advance(seconds=121)
    show.feeds.look(room.clock.now())
    assert codes(told) == ["feed_quiet.readings"] * 2, "whoever starts the program is told anew"
    report(room, 1)
    assert [event.kind for event in feed_events(show, room)] == ["feed_quiet", "feed_back"]


def test_orders_that_were_quiet_before_a_start_are_back_on_the_record_with_the_first_line(room: Room) -> None:
    show_id = room.open_show().show_id
    room.ask(cmd.GoLive())
    for _ in range(8):
        room.clock.advance(seconds=15)
        sell(room, ITEM)
    room.clock.advance(minutes=5)
    first = room.console.show
    assert first is not None
    first.feeds.look(room.clock.now())
    room.settle()
    room.console.close_show()
    show = room.console.open(show_id)
    sell(room, ITEM)
    assert [event.kind for event in feed_events(show, room)] == ["feed_quiet", "feed_back"]


def test_a_feed_that_is_heard_after_the_end_adds_nothing_to_the_record(room: Room) -> None:
    show = room.open_show()
    room.ask(cmd.GoLive())
    report(room, 6)
    room.clock.advance(seconds=121)
    show.feeds.look(room.clock.now())
    room.ask(cmd.EndShow())
    report(room, 1)
    assert [event.kind for event in feed_events(show, room)] == ["feed_quiet"]
    assert show.state.quiet == {}


def test_nothing_is_expected_of_a_feed_before_the_show_and_in_a_pause(room: Room, told: list[Notice]) -> None:
    show = room.open_show()
    report(room, 6)
    room.clock.advance(minutes=10)
    assert show.feeds.look(room.clock.now()) == []
    room.ask(cmd.GoLive())
    report(room, 6)
    room.ask(cmd.PauseShow())
    room.clock.advance(minutes=10)
    assert show.feeds.look(room.clock.now()) == []
    assert codes(told) == []


def test_a_feed_that_does_not_come_back_after_a_start_is_missed(room: Room, told: list[Notice]) -> None:
    show_id = room.open_show().show_id
    room.ask(cmd.GoLive())
    report(room, 6)
    room.console.close_show()
    room.clock.advance(minutes=30)
    show = room.console.open(show_id)
    assert show.feeds.look(room.clock.now()) == []  # it has had no time yet
    room.clock.advance(seconds=121)
    assert [quiet.feed for quiet in show.feeds.look(room.clock.now())] == [COMPASS]


def test_orders_are_a_feed_of_their_own(room: Room) -> None:
    show = room.open_show()
    room.ask(cmd.GoLive())
    for _ in range(8):
        room.clock.advance(seconds=15)
        sell(room, ITEM)
    report(room, 12)
    assert [quiet.feed for quiet in show.feeds.look(room.clock.now())] == [Feed("douyin", Brings.ORDERS)]


def test_an_order_dated_by_a_clock_ahead_does_not_keep_a_show_fresh_after_a_start(room: Room) -> None:
    show_id = room.open_show().show_id
    room.ask(cmd.GoLive())
    sell(room, ITEM, at=room.clock.now() + timedelta(days=1))
    assert room.show.counters.last_heard == room.clock.now()
    room.console.close_show()
    room.clock.advance(minutes=2)
    assert room.console.open(show_id).counters.last_heard == room.clock.now()


def test_the_source_the_settings_name_counts_from_the_start_and_from_the_moment_it_is_chosen(room: Room) -> None:
    room.console.settings = Settings(sources={Metric.CLICKS: "erp"})
    show = room.open_show()
    at = room.clock.now()

    def clicks(source: str, value: float) -> Reading:
        return Reading(source=source, product_id=ITEM, metric=Metric.CLICKS, value=value, cumulative=True, at=at)

    room.wait(show.intake.readings([clicks("compass", 90), clicks("erp", 70)]))
    assert show.counters.item(ITEM).clicks == 70
    moved: list[FiguresChanged] = []
    room.console.listeners.subscribe(FiguresChanged, moved.append)
    show.count_from({Metric.CLICKS: "compass"})
    assert show.counters.item(ITEM).clicks == 90
    assert [each.products for each in moved] == [frozenset({ITEM})]
    show.count_from({Metric.CLICKS: "compass"})
    assert len(moved) == 1
