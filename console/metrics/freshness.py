"""Where a figure comes from, how old it is, and which feed has gone quiet. Pure: ``now`` is an argument."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from statistics import median

STALE_AFTER = timedelta(minutes=3)  # a figure older than this is grey, unless the settings say otherwise
QUIET_AFTER = timedelta(minutes=2)
REGULAR = 3  # intervals from which a feed has a pace
_KNOWN_INTERVALS = 20
_PATIENCE = 3  # a feed that reports every ten minutes is not quiet after five
_LULL = 1.5
_BURST = timedelta(seconds=5)  # what comes so close together is one arrival: a few files dropped at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """The source of a figure and the instant it was true. ``others`` report the same metric and are shown beside it."""

    source: str
    at: datetime
    age: timedelta
    stale: bool
    others: tuple[str, ...] = ()


def provenance(
    source: str, at: datetime, now: datetime, *, others: Iterable[str] = (), stale_after: timedelta = STALE_AFTER
) -> Provenance:
    """A figure told at ``at``; one told for an instant ahead of ``now`` (another clock) is new, not of negative age."""
    age = max(timedelta(0), now - at)
    return Provenance(source=source, at=at, age=age, stale=age > stale_after, others=tuple(sorted(others)))


class Brings(Enum):
    """What a feed brings. Its orders may stop while its counts go on, and the other way round."""

    ORDERS = "orders"
    READINGS = "readings"


@dataclass(frozen=True, slots=True)
class Feed:
    """One thing that is heard of by itself."""

    source: str
    brings: Brings


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """A feed that used to report and does not."""

    feed: Feed
    last: datetime
    silence: timedelta
    usual: timedelta  # its usual interval


@dataclass(slots=True)
class _Heard:
    last: datetime
    counted: datetime  # the arrival the next interval is taken from
    intervals: deque[timedelta] = field(default_factory=lambda: deque(maxlen=_KNOWN_INTERVALS))
    told: bool = False

    @property
    def usual(self) -> timedelta | None:
        """Its median interval; None while it has no pace to keep."""
        if len(self.intervals) < REGULAR:
            return None
        return timedelta(seconds=median(each.total_seconds() for each in self.intervals))


class FeedWatch:
    """Hears every arrival and says who has gone quiet; each silence is told once by ``newly_quiet``.

    Times are of arrival by the room's clock, so a feed with a wrong clock is watched all the same. A feed is watched
    once it has come ``REGULAR`` times at a distance: a file that was read in by hand is no feed. It is quiet when
    nothing came for ``after``, for three times its usual interval, and for half as long again as it was ever silent of
    late: orders come by chance, and a lull is no failure.
    """

    def __init__(self, after: timedelta = QUIET_AFTER) -> None:
        self.after = after
        self._feeds: dict[Feed, _Heard] = {}

    def heard(self, feed: Feed, at: datetime) -> bool:
        """Something came from ``feed``; True when that ends a silence that was told."""
        known = self._feeds.get(feed)
        if known is None:
            self._feeds[feed] = _Heard(last=at, counted=at)
            return False
        came_back, known.told = known.told, False
        known.last = max(known.last, at)
        if came_back:  # a silence is no interval the feed keeps
            known.counted = at
        elif at - known.counted >= _BURST:
            known.intervals.append(at - known.counted)
            known.counted = at
        return came_back

    def begin_again(self, now: datetime) -> None:
        """Nobody listened until ``now``: every silence is counted from here."""
        for known in self._feeds.values():
            known.last = known.counted = max(known.last, now)
            known.told = False

    def last(self, feed: Feed) -> datetime | None:
        """When it was last heard of."""
        known = self._feeds.get(feed)
        return None if known is None else known.last

    @property
    def feeds(self) -> list[Feed]:
        """Everything heard of, by name."""
        return sorted(self._feeds, key=lambda feed: (feed.source, feed.brings.value))

    def forget(self, feed: Feed) -> None:
        """The feed was taken away on purpose: its silence is no news."""
        self._feeds.pop(feed, None)

    def quiet(self, now: datetime) -> list[Quiet]:
        """Every feed that is quiet now, longest silence first."""
        found = []
        for feed, known in self._feeds.items():
            usual = known.usual
            if usual is None:
                continue
            limit = max(self.after, _PATIENCE * usual, _LULL * max(known.intervals))
            silence = now - known.last
            if silence > limit:
                found.append(Quiet(feed=feed, last=known.last, silence=silence, usual=usual))
        return sorted(found, key=lambda each: (-each.silence, each.feed.source, each.feed.brings.value))

    def newly_quiet(self, now: datetime) -> list[Quiet]:
        """Those of ``quiet`` that were not told yet."""
        found = [each for each in self.quiet(now) if not self._feeds[each.feed].told]
        for each in found:
            self._feeds[each.feed].told = True
        return found
