"""A feed that goes quiet is told once, in time, and not while it keeps its own slow pace."""

from __future__ import annotations

from datetime import datetime, timedelta

from console.metrics.freshness import Brings, Feed, FeedWatch, provenance
from tests.builders import EVENING

COMPASS = Feed("compass", Brings.READINGS)


def after(minutes: float) -> datetime:
    return EVENING + timedelta(minutes=minutes)


def heard_at(watch: FeedWatch, *minutes: float, feed: Feed = COMPASS) -> datetime:
    for minute in minutes:
        watch.heard(feed, after(minute))
    return after(minutes[-1])


def heard_every(watch: FeedWatch, minutes: float, times: int, feed: Feed = COMPASS) -> datetime:
    return heard_at(watch, *(number * minutes for number in range(times)), feed=feed)


def test_a_silence_is_told_once() -> None:
    watch = FeedWatch()
    last = heard_every(watch, 0.1, 30)
    assert watch.newly_quiet(last + timedelta(minutes=2)) == []
    (quiet,) = watch.newly_quiet(last + timedelta(minutes=2, seconds=1))
    assert (quiet.feed, quiet.last, quiet.silence) == (COMPASS, last, timedelta(minutes=2, seconds=1))
    assert quiet.usual == timedelta(seconds=6)
    assert watch.newly_quiet(last + timedelta(minutes=5)) == []
    assert len(watch.quiet(last + timedelta(minutes=5))) == 1


def test_a_feed_that_comes_back_and_falls_silent_again_is_told_again() -> None:
    watch = FeedWatch()
    heard_every(watch, 0.1, 30)
    watch.newly_quiet(after(10))
    assert watch.heard(COMPASS, after(11))
    assert not watch.heard(COMPASS, after(11.1))
    assert watch.newly_quiet(after(12)) == []
    assert len(watch.newly_quiet(after(14))) == 1


def test_a_feed_that_reports_every_ten_minutes_is_not_quiet_after_fifteen() -> None:
    watch = FeedWatch()
    last = heard_every(watch, 10, 4)
    assert watch.quiet(last + timedelta(minutes=29)) == []
    assert len(watch.quiet(last + timedelta(minutes=31))) == 1


def test_files_read_in_by_hand_at_once_are_no_feed_that_can_go_quiet() -> None:
    watch = FeedWatch()
    heard_every(watch, 0.01, 12)
    assert watch.quiet(after(60)) == []


def test_a_lull_among_orders_is_no_failure_until_it_is_longer_than_any_of_late() -> None:
    watch = FeedWatch()
    last = heard_at(watch, 0, 0.2, 0.4, 4.4, 4.6, 4.8)  # four minutes without an order
    assert watch.quiet(last + timedelta(minutes=5.9)) == []
    assert len(watch.quiet(last + timedelta(minutes=6.1))) == 1


def test_orders_may_stop_while_the_counts_of_the_same_source_go_on() -> None:
    watch = FeedWatch()
    orders = Feed("douyin", Brings.ORDERS)
    heard_every(watch, 0.5, 10, orders)
    heard_every(watch, 0.5, 40, Feed("douyin", Brings.READINGS))
    assert [quiet.feed for quiet in watch.quiet(after(20))] == [orders]


def test_the_longest_silence_comes_first_and_a_feed_taken_away_is_no_news() -> None:
    watch = FeedWatch()
    feeds = {name: Feed(name, Brings.READINGS) for name in "abc"}
    for feed, minutes in ((feeds["b"], (0, 1, 2, 3)), (feeds["a"], (1, 2, 3, 4)), (feeds["c"], (1, 2, 3, 4))):
        heard_at(watch, *minutes, feed=feed)
    assert [quiet.feed.source for quiet in watch.quiet(after(30))] == ["b", "a", "c"]
    watch.forget(feeds["b"])
    assert [quiet.feed.source for quiet in watch.quiet(after(30))] == ["a", "c"]
    assert [feed.source for feed in watch.feeds] == ["a", "c"]
    assert watch.last(feeds["a"]) == after(4)
    assert watch.last(feeds["b"]) is None


def test_a_figure_of_an_instant_ahead_is_new() -> None:
    assert provenance("a", after(1), after(0)).age == timedelta(0)
    assert provenance("a", after(0), after(4)).stale
    assert not provenance("a", after(0), after(4), stale_after=timedelta(minutes=5)).stale
