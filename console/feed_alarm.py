"""Tells when a feed of the open show goes quiet, once, and when it is back; both are on the show's record.

The pace of its readings is remembered from the show's records, so that a feed which does not come back after a start
is missed too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from console.listeners import FeedHeard, Listeners, Notice
from console.metrics.freshness import STALE_AFTER, Brings, Feed, FeedWatch, Quiet
from console.show import commands as cmd
from console.show.sales import Reading
from console.show.state import State, Status

QUIET_CODES = {Brings.ORDERS: "feed_quiet.orders", Brings.READINGS: "feed_quiet.readings"}
BACK_CODES = {Brings.ORDERS: "feed_back.orders", Brings.READINGS: "feed_back.readings"}
ACTOR = "console"
REMEMBERED = 4000  # readings at the end of a show that tell how often its feeds came


class FeedAlarm:
    """Hears what comes in. ``look`` is asked now and then by whoever has a clock to tell it. Main thread only.

    ``ask`` gets the show to record; one that is refused, as it was recorded before a restart, changes nothing.
    """

    def __init__(
        self,
        listeners: Listeners,
        state: Callable[[], State],
        ask: Callable[[cmd.Command], object],
        stale_after: timedelta = STALE_AFTER,
    ) -> None:
        self.watch = FeedWatch(stale_after)
        self._listeners = listeners
        self._state = state
        self._ask = ask
        self._unsubscribe = listeners.subscribe(FeedHeard, self._on_heard)

    def release(self) -> None:
        """Hear nothing more."""
        self._unsubscribe()

    def remember(self, readings: Iterable[Reading], now: datetime) -> None:
        """The pace the readings came at, oldest first; silence is counted from ``now``, when they can be heard again.

        Orders come by chance: their pace is learnt anew within minutes.
        """
        for reading in readings:
            self.watch.heard(Feed(reading.source, Brings.READINGS), reading.at)
        self.watch.begin_again(now)

    def look(self, now: datetime) -> list[Quiet]:
        """The feeds that are quiet; those that newly are have been told. None while nothing is expected to come."""
        if self._state().status is not Status.LIVE:
            return []
        for quiet in self.watch.newly_quiet(now):
            self._listeners.announce(
                Notice(
                    code=QUIET_CODES[quiet.feed.brings],
                    level="warning",
                    data={"feed": quiet.feed.source, **lengths_of(quiet)},
                )
            )
            self._ask(
                cmd.RecordFeedQuiet(
                    source=quiet.feed.source,
                    brings=quiet.feed.brings.value,
                    last=quiet.last,
                    every_s=round(quiet.usual.total_seconds(), 1),
                )
            )
        return self.watch.quiet(now)

    def _on_heard(self, told: FeedHeard) -> None:
        brings = Brings.ORDERS if told.orders else Brings.READINGS
        for source in sorted(told.sources):
            came_back = self.watch.heard(Feed(source, brings), told.at)
            if came_back:
                self._listeners.announce(Notice(code=BACK_CODES[brings], data={"feed": source}))
            if came_back or (source, brings.value) in self._state().quiet:  # quiet since before a restart
                self._ask(cmd.RecordFeedBack(source=source, brings=brings.value))


def lengths_of(quiet: Quiet) -> Mapping[str, str]:
    """How long it has been silent, to ten seconds, and how often it used to come: ``M:SS``."""
    return {
        "length": _clock(int(quiet.silence.total_seconds()) // 10 * 10),
        "every": _clock(round(quiet.usual.total_seconds())),
    }


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"
