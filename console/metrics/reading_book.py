"""What feeds read: a tally per metric, item and source, and which source counts. Lives on the main thread.

One source per metric counts – the one chosen, else the one with the earliest reading, whatever came in first, so a
fresh start chooses the same – and others are kept beside it, never added. The room and its items choose apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from console.metrics.readings import Tally
from console.metrics.window import Window
from console.show.sales import Metric, Reading

ROOM = ""  # the key of the room's own readings, which are kept apart from lines: it is no NO_ITEM

Tallies = dict[tuple[Metric, str], dict[str, Tally]]  # by metric and item, then source


class ReadingBook:
    """Takes readings in and lets them go; answers which tally counts."""

    def __init__(self, preferred: Mapping[Metric, str] | None = None) -> None:
        """``preferred``: the feed the user wants to count for a metric; it does once it has reported it."""
        self._preferred: dict[Metric, str] = dict(preferred or {})
        self._reported: dict[tuple[Metric, bool], dict[str, datetime]] = {}  # the earliest instant each source tells
        self._tallies: Tallies = {}
        self._sources: dict[tuple[Metric, bool], str] = {}  # apart for the room and the items: they are never added

    def clear(self) -> None:
        """Forget the readings; what the user chose stays."""
        self._tallies.clear()
        self._sources.clear()
        self._reported.clear()

    def adopt(self, tallies: Tallies) -> None:
        """Stand on readings added up elsewhere; none taken in before."""
        self._tallies = tallies
        for (metric, product), by_source in tallies.items():
            reported = self._reported.setdefault((metric, product == ROOM), {})
            for source, tally in by_source.items():
                assert tally.first_at is not None
                reported[source] = min(tally.first_at, reported.get(source, tally.first_at))
        for metric, of_room in self._reported:
            self._choose(metric, of_room)

    def add(self, readings: Iterable[Reading], window: Window) -> set[str]:
        """Take those within ``window`` in; answers the items touched."""
        touched: set[str] = set()
        for reading in readings:
            at, metric, source = reading.at, reading.metric, reading.source
            if at not in window:
                continue
            product = reading.product_id or ROOM
            by_source = self._tallies.setdefault((metric, product), {})
            tally = by_source.get(source)
            if tally is None:
                tally = by_source[source] = Tally(metric)
            tally.add(reading.value, reading.cumulative, at)
            reported = self._reported.setdefault((metric, product == ROOM), {})
            earliest = reported.get(source)
            if earliest is None or at < earliest:
                reported[source] = at
                touched |= self._choose(metric, product == ROOM)
            touched.add(product)
        return touched

    def withdraw(self, changes: Iterable[tuple[Reading, Reading | None]], window: Window) -> set[str]:
        """Let go of readings, or of the value that came last (before, after); answers the items touched."""
        touched: set[str] = set()
        shrunk: set[tuple[Metric, bool]] = set()
        for before, after in changes:
            metric, product, source = before.metric, before.product_id or ROOM, before.source
            by_source = self._tallies.get((metric, product), {})
            if source not in by_source or before.at not in window:
                continue
            touched.add(product)
            if after is not None:
                by_source[source].add(after.value, after.cumulative, after.at)
                continue
            by_source[source].drop(before.at)
            shrunk.add((metric, product == ROOM))
            if not len(by_source[source]):
                del by_source[source]
            if not by_source:
                del self._tallies[(metric, product)]
        for key in shrunk:
            touched |= self._report_anew(*key)
        return touched

    def prefer(self, metric: Metric, source: str | None) -> set[str]:
        """Let ``source`` count for ``metric`` from now on (None: the earliest); answers the items touched."""
        if source is None:
            self._preferred.pop(metric, None)
        else:
            self._preferred[metric] = source
        return self._choose(metric, True) | self._choose(metric, False)

    def _report_anew(self, metric: Metric, of_room: bool) -> set[str]:
        """What each source reports first, when readings went; answers the items another source counts for now."""
        reported: dict[str, datetime] = {}
        for product in self._products(metric, of_room):
            for source, tally in self._tallies[(metric, product)].items():
                assert tally.first_at is not None
                reported[source] = min(tally.first_at, reported.get(source, tally.first_at))
        if not reported:
            self._reported.pop((metric, of_room), None)
            self._sources.pop((metric, of_room), None)
            return set()
        self._reported[(metric, of_room)] = reported
        return self._choose(metric, of_room)

    def _choose(self, metric: Metric, of_room: bool) -> set[str]:
        """The source that counts: the chosen one if it reported, else the earliest, by name among equals."""
        reported = self._reported.get((metric, of_room))
        if not reported:
            return set()
        preferred, before = self._preferred.get(metric), self._sources.get((metric, of_room))
        source = preferred if preferred in reported else min(reported, key=lambda each: (reported[each], each))
        assert source is not None
        self._sources[(metric, of_room)] = source
        return set() if before in (None, source) else self._products(metric, of_room)

    def _products(self, metric: Metric, of_room: bool) -> set[str]:
        return {product for known, product in self._tallies if known is metric and (product == ROOM) == of_room}

    # -- answering ----------------------------------------------------------------------------------

    @property
    def items(self) -> set[str]:
        """Items anything was read of."""
        return {product for _, product in self._tallies if product != ROOM}

    def items_of(self, metric: Metric) -> set[str]:
        """Items a metric was read of."""
        return self._products(metric, of_room=False)

    def source_of(self, metric: Metric, of_room: bool) -> str | None:
        """The feed that counts; None when nobody reported the metric."""
        return self._sources.get((metric, of_room))

    def is_chosen(self, metric: Metric, of_room: bool) -> bool:
        """Whether the user chose a feed for ``metric`` and it reported it."""
        return self._preferred.get(metric) in self._reported.get((metric, of_room), {})

    def all_of(self, metric: Metric, product: str) -> Mapping[str, Tally]:
        """What every source says of a metric."""
        return self._tallies.get((metric, product), {})

    def sources_of(self, metric: Metric) -> list[str]:
        """Every source that reported ``metric``, the earliest first."""
        reported: dict[str, datetime] = {}
        for of_room in (True, False):
            for source, at in self._reported.get((metric, of_room), {}).items():
                reported[source] = min(at, reported.get(source, at))
        return sorted(reported, key=lambda each: (reported[each], each))

    @property
    def last_at(self) -> datetime | None:
        """The latest instant any reading tells of."""
        told = (tally.last_at for by_source in self._tallies.values() for tally in by_source.values())
        return max((at for at in told if at is not None), default=None)
