"""Where a figure comes from, how old it is, and which feed has gone quiet. Pure: ``now`` is an argument."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

STALE_AFTER = timedelta(minutes=3)  # a figure older than this is grey, unless the settings say otherwise
QUIET_AFTER = timedelta(minutes=2)
_KNOWN_INTERVALS = 20
_PATIENCE = 3  # a feed that reports every ten minutes is not quiet after five


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """A feed that used to report and does not."""

    source: str
    last: datetime
    silence: timedelta
    usual: timedelta | None  # its usual interval, None when it was heard once


@dataclass(slots=True)
class _Heard:
    last: datetime
    intervals: deque[timedelta] = field(default_factory=lambda: deque(maxlen=_KNOWN_INTERVALS))
    told: bool = False

    @property
    def usual(self) -> timedelta | None:
        return timedelta(seconds=median(each.total_seconds() for each in self.intervals)) if self.intervals else None


class FeedWatch:
    """Hears every arrival and says who has gone quiet; each silence is told once by ``newly_quiet``.

    Times are of arrival by the room's clock, so a feed with a wrong clock is watched all the same. A feed is quiet
    when nothing came for ``after``, and for three times its usual interval.
    """

    def __init__(self, after: timedelta = QUIET_AFTER) -> None:
        self.after = after
        self._feeds: dict[str, _Heard] = {}

    def heard(self, source: str, at: datetime) -> bool:
        """Something came from ``source``; True when that ends a silence that was told."""
        known = self._feeds.get(source)
        if known is None:
            self._feeds[source] = _Heard(last=at)
            return False
        came_back, known.told = known.told, False
        if at > known.last:
            if not came_back:  # a silence is no interval the feed keeps
                known.intervals.append(at - known.last)
            known.last = at
        return came_back

    def forget(self, source: str) -> None:
        """The feed was taken away on purpose: its silence is no news."""
        self._feeds.pop(source, None)

    def quiet(self, now: datetime) -> list[Quiet]:
        """Every feed that is quiet now, longest silence first."""
        found = []
        for source, known in self._feeds.items():
            usual = known.usual
            limit = self.after if usual is None else max(self.after, _PATIENCE * usual)
            silence = now - known.last
            if silence > limit:
                found.append(Quiet(source=source, last=known.last, silence=silence, usual=usual))
        return sorted(found, key=lambda each: (-each.silence, each.source))

    def newly_quiet(self, now: datetime) -> list[Quiet]:
        """Those of ``quiet`` that were not told yet."""
        found = [each for each in self.quiet(now) if not self._feeds[each.source].told]
        for each in found:
            self._feeds[each.source].told = True
        return found
