"""One counter by one source, kept as the readings that made it: the same whatever the order they came in.

Each reading stands at its own instant, and one that comes late takes its place between those that are in: a
cumulative value splits the step of the reading after it. Times are whole microseconds since 1970 UTC.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, groupby

import numpy as np

from console.metrics.window import Window
from console.show.sales import Metric, ReadingRow

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_MINUTE = 60_000_000  # microseconds
CORRECTION = 0.10  # a cumulative value that falls by no more than this share of itself was corrected, not reset
SMALL_CORRECTION = 2.0  # and among the first few, by no more than this


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch in which a cumulative counter was not read, and the step that all fell into the minute of its end."""

    start: datetime
    end: datetime
    step: float


class Tally:
    """A metric of one item (or the room) as one source reports it.

    Steps: a cumulative value counts by its difference to the one before it in time, the first by itself. A fall is a
    reset – the feed began anew, the whole value counts – unless it is small: then the feed corrected itself, and the
    total follows it down. A step counts as it is and moves the counter on: a cumulative value after it holds it
    already. Of a level (people online) a minute keeps its last value. A reading
    of an instant that is already known replaces it.
    """

    __slots__ = ("_at", "_cumulative", "_is_level", "_last", "_minutes", "_resets", "_total", "_unsettled", "_values")

    def __init__(self, metric: Metric) -> None:
        self._is_level = metric is Metric.ONLINE
        self._at = array("q")
        self._values = array("d")
        self._cumulative = bytearray()
        self._minutes: dict[int, float] = {}
        self._last: float | None = None
        self._unsettled = False
        self._forget()

    @classmethod
    def of(cls, metric: Metric, rows: Sequence[ReadingRow]) -> Tally:
        """All readings of one counter by one source, in the order of their instants, no instant twice."""
        tally = cls(metric)
        _, _, _, at, values, cumulative = zip(*rows, strict=True)
        tally._at, tally._values, tally._cumulative = array("q", at), array("d", values), bytearray(cumulative)
        tally._unsettled = True
        tally._settle()
        return tally

    def add(self, value: float, cumulative: bool, at: datetime) -> None:
        """Take a reading in. One later than all that are known costs a moment; others are sorted out when asked."""
        micros = (at - EPOCH) // _MICROSECOND
        times = self._at
        if not times or micros > times[-1]:
            times.append(micros)
            self._values.append(value)
            self._cumulative.append(cumulative)
            if not self._unsettled:
                self._count(micros, value, cumulative)
            return
        place = bisect_left(times, micros)
        if times[place] == micros:
            self._values[place] = value
            self._cumulative[place] = cumulative
        else:
            times.insert(place, micros)
            self._values.insert(place, value)
            self._cumulative.insert(place, cumulative)
        self._unsettled = True

    def drop(self, at: datetime) -> None:
        """Let go of the reading of this instant, if there is one."""
        micros = (at - EPOCH) // _MICROSECOND
        place = bisect_left(self._at, micros)
        if place < len(self._at) and self._at[place] == micros:
            del self._at[place], self._values[place], self._cumulative[place]
            self._unsettled = True

    def __len__(self) -> int:
        return len(self._at)

    @property
    def total(self) -> float:
        """All steps together; of a level its last value."""
        self._settle()
        return self._total

    @property
    def last(self) -> float | None:
        """Where the counter stands: its latest cumulative value with the steps since; of a level its last value."""
        self._settle()
        return self._last

    @property
    def minutes(self) -> dict[int, float]:
        """Steps (or the last level) per whole minute since 1970 UTC. A view: it goes on counting."""
        self._settle()
        return self._minutes

    @property
    def resets(self) -> int:
        """How often the feed began anew."""
        self._settle()
        return self._resets

    @property
    def first_at(self) -> datetime | None:
        return _instant(self._at[0]) if self._at else None

    @property
    def last_at(self) -> datetime | None:
        """The instant of the latest reading."""
        return _instant(self._at[-1]) if self._at else None

    def gaps(self, longest: timedelta) -> list[Gap]:
        """Stretches longer than ``longest`` without a reading, with the step that came after each."""
        limit = longest // _MICROSECOND
        found = []
        last: float | None = None
        for place, at in enumerate(self._at):
            value = self._values[place]
            step = value
            if self._cumulative[place] and not self._is_level:
                step, _ = _step(last, value)
            last = value if self._cumulative[place] else (last or 0.0) + value
            if place and at - self._at[place - 1] > limit:
                found.append(Gap(_instant(self._at[place - 1]), _instant(at), step))
        return found

    def _settle(self) -> None:
        if not self._unsettled:
            return
        self._forget()
        if not self._at:
            return
        if self._is_level or len(set(self._cumulative)) == 1:
            self._count_alike(bool(self._cumulative[0]))
            return
        for at, value, cumulative in zip(self._at, self._values, self._cumulative, strict=True):
            self._count(at, value, bool(cumulative))

    def _count_alike(self, cumulative: bool) -> None:
        """Count every reading at once, when all are of one kind, adding one after the other as ``_count`` does."""
        minutes, values = np.array(self._at) // _MINUTE, np.array(self._values)
        if self._is_level:
            self._total = self._last = self._values[-1]
            self._minutes = dict(zip(minutes.tolist(), self._values, strict=True))
            return
        steps = values
        if cumulative:
            before, now = values[:-1], values[1:]
            fell = now < before - np.maximum(SMALL_CORRECTION, CORRECTION * before)
            steps = np.concatenate((values[:1], np.where(fell, now, now - before)))
            self._resets = int(np.count_nonzero(fell))
        places = np.concatenate(([0], np.cumsum(minutes[1:] != minutes[:-1])))
        sums = np.bincount(places, weights=steps)
        self._total = float(np.cumsum(steps)[-1])
        self._last = self._values[-1] if cumulative else self._total
        self._minutes = dict(zip(dict.fromkeys(minutes.tolist()), sums.tolist(), strict=True))

    def _forget(self) -> None:
        self._minutes = {}
        self._total = 0.0
        self._last = None
        self._resets = 0
        self._unsettled = False

    def _count(self, at: int, value: float, cumulative: bool) -> None:
        minute = at // _MINUTE
        if self._is_level:
            self._total = self._last = value
            self._minutes[minute] = value
            return
        step = value
        if cumulative:
            step, reset = _step(self._last, value)
            self._resets += reset
        self._last = value if cumulative else (self._last or 0.0) + value
        self._total += step
        self._minutes[minute] = self._minutes.get(minute, 0.0) + step


def add_up(chunks: Iterable[Sequence[ReadingRow]], window: Window) -> dict[tuple[Metric, str], dict[str, Tally]]:
    """Tallies by metric and item, then source. ``chunks``: each counter's rows together, in the order of instants."""
    start = None if window.start is None else (window.start - EPOCH) // _MICROSECOND
    end = None if window.end is None else (window.end - EPOCH) // _MICROSECOND
    tallies: dict[tuple[Metric, str], dict[str, Tally]] = {}
    for (source, name, product), rows in groupby(chain.from_iterable(chunks), key=lambda row: row[:3]):
        kept = [row for row in rows if (start is None or row[3] >= start) and (end is None or row[3] <= end)]
        if kept:
            metric = Metric(name)
            tallies.setdefault((metric, product), {})[source] = Tally.of(metric, kept)
    return tallies


def _step(last: float | None, value: float) -> tuple[float, bool]:
    """What a cumulative value adds to the one before it, and whether the feed began anew.

    >>> _step(None, 10), _step(10, 25), _step(1000, 997), _step(1000, 5)
    ((10, False), (15, False), (-3, False), (5, True))
    """
    if last is None:
        return value, False
    if value >= last - max(SMALL_CORRECTION, CORRECTION * last):
        return value - last, False
    return value, True


def _instant(micros: int) -> datetime:
    return EPOCH + timedelta(microseconds=micros)
