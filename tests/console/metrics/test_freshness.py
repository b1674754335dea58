"""A feed that goes quiet is told once, in time, and not while it keeps its own slow pace."""

from __future__ import annotations

from datetime import datetime, timedelta

from console.metrics.freshness import FeedWatch, provenance
from tests.builders import EVENING


def after(minutes: float) -> datetime:
    return EVENING + timedelta(minutes=minutes)


def heard_every(watch: FeedWatch, minutes: float, times: int, source: str = "compass") -> datetime:
    for number in range(times):
        watch.heard(source, after(number * minutes))
    return after((times - 1) * minutes)


def test_a_silence_is_told_once() -> None:
    watch = FeedWatch()
    last = heard_every(watch, 0.1, 30)
    assert watch.newly_quiet(last + timedelta(minutes=2)) == []
    (quiet,) = watch.newly_quiet(last + timedelta(minutes=2, seconds=1))
    assert (quiet.source, quiet.last, quiet.silence) == ("compass", last, timedelta(minutes=2, seconds=1))
    assert watch.newly_quiet(last + timedelta(minutes=5)) == []
    assert len(watch.quiet(last + timedelta(minutes=5))) == 1


def test_a_feed_that_comes_back_and_falls_silent_again_is_told_again() -> None:
    watch = FeedWatch()
    heard_every(watch, 0.1, 30)
    watch.newly_quiet(after(10))
    assert watch.heard("compass", after(11))
    assert not watch.heard("compass", after(11.1))
    assert watch.newly_quiet(after(12)) == []
    assert len(watch.newly_quiet(after(14))) == 1


def test_a_feed_that_reports_every_ten_minutes_is_not_quiet_after_fifteen() -> None:
    watch = FeedWatch()
    last = heard_every(watch, 10, 4)
    assert watch.quiet(last + timedelta(minutes=29)) == []
    assert len(watch.quiet(last + timedelta(minutes=31))) == 1


def test_the_longest_silence_comes_first_and_a_feed_taken_away_is_no_news() -> None:
    watch = FeedWatch()
    watch.heard("b", after(0))
    watch.heard("a", after(1))
    watch.heard("c", after(1))
    assert [quiet.source for quiet in watch.quiet(after(30))] == ["b", "a", "c"]
    watch.forget("b")
    assert [quiet.source for quiet in watch.quiet(after(30))] == ["a", "c"]


def test_a_figure_of_an_instant_ahead_is_new() -> None:
    assert provenance("a", after(1), after(0)).age == timedelta(0)
    assert provenance("a", after(0), after(4)).stale
    assert not provenance("a", after(0), after(4), stale_after=timedelta(minutes=5)).stale
