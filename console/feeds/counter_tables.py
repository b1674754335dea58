"""Reads a table of counters – one row an item, a session or a minute – into readings of the metrics it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from console.feeds.exports import Circumstances, ExportRead, ExportRefused, Notes, TableKind, personal
from console.feeds.grid import Row, SheetRefused
from console.feeds.kinds import Kind
from console.feeds.order_lines import platform_id
from console.feeds.table import LONGEST_TOTAL, Column, Reader, Table, Vocabulary, says_total
from console.feeds.times import instant, instant_in_show
from console.feeds.values import Raw, counted, rate, rate_scale
from console.show.sales import Metric, Reading

NEAR_START = timedelta(minutes=30)  # platform and controller rarely press the button in the same second
DERIVED = "derived"
UNREAD = "no:"  # begins the key of a column that is known and not read


class Counted:
    """A column that counts a metric: its own name, then others it has had. ``times`` turns its unit into ours."""

    def __init__(self, metric: Metric, *names: str, times: int = 1) -> None:
        self.metric = metric
        self.names = names
        self.times = times

    @property
    def key(self) -> str:
        return self.metric.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A metric the table does not count, from one it counts and a rate: ``of`` × rate, or ``of`` ÷ rate."""

    metric: Metric
    of: Metric
    rate: tuple[str, ...]
    divided: bool
    times: int = 1  # the rate's unit: 60 for minutes
    percent: bool = True  # False: a plain number, such as minutes a head

    @property
    def key(self) -> str:
        return f"rate:{self.metric.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterFormat:
    """How one table counts. Readings are cumulative from the show's start unless ``cumulative`` says steps."""

    kind: Kind
    source: str
    counted: tuple[Counted, ...]
    derived: tuple[Derived, ...] = ()
    item: tuple[str, ...] = ()  # the item's id; without it a row is about the room
    name: tuple[str, ...] = ()
    start: tuple[str, ...] = ()  # when the row's show began: rows of other shows are passed over
    end: tuple[str, ...] = ()
    day: tuple[str, ...] = ()
    at: tuple[str, ...] = ()  # when the row's figures were true: a table of moments
    cumulative: bool = True
    uncounted: tuple[str, ...] = ()  # known columns no metric is for: told, not kept
    also: tuple[str, ...] = ()  # known columns that say nothing in numbers
    needs: tuple[str, ...] = ()  # names of columns it is known by

    def vocabulary(self) -> Vocabulary:
        """The columns looked for."""
        places = {"item": self.item, "name": self.name, "start": self.start, "end": self.end}
        places |= {"day": self.day, "at": self.at}
        columns = [Column(key=key, names=names) for key, names in places.items() if names]
        columns += [Column(key=each.key, names=each.names) for each in self.counted]
        columns += [Column(key=each.key, names=each.rate) for each in self.derived]
        columns += [Column(key=f"{UNREAD}{name}", names=(name,)) for name in (*self.uncounted, *self.also)]
        return Vocabulary(tuple(columns), loose=False)


def counter_kind(form: CounterFormat) -> TableKind:
    """The kind of export a format describes."""
    vocabulary = form.vocabulary()
    needs = tuple(match[0] for name in form.needs if (match := vocabulary.match(name)) is not None)
    return TableKind(
        kind=form.kind,
        vocabulary=vocabulary,
        needs=needs,
        read=lambda table, about: read_counters(table, form, about),
    )


def read_counters(table: Table, form: CounterFormat, about: Circumstances) -> ExportRead:
    """The table's figures as readings. Raises ExportRefused for bad cells, SheetRefused when no row is of the show."""
    return _Counters(table, form, about).read()


class _Counters:
    """One pass over a table."""

    def __init__(self, table: Table, form: CounterFormat, about: Circumstances) -> None:
        self._table = table
        self._form = form
        self._about = about
        self._reader = Reader(table)
        self._notes = Notes()
        self._readings: dict[tuple[str, str, Metric, datetime], Reading] = {}
        self._seen: set[tuple[str, datetime]] = set()

    def read(self) -> ExportRead:
        rows = [row for row in self._table.rows if not self._is_sum(row)]
        scales = {
            each.key: rate_scale(self._table.header(each.key), (self._table.cell(row, each.key) for row in rows))
            for each in self._form.derived
            if each.percent and self._table.has(each.key)
        }
        for row in self._of_the_show(rows):
            self._take(row, scales)
        if self._reader.problems:
            raise ExportRefused(self._reader.in_place())
        self._tell(rows)
        return ExportRead(
            kind=self._form.kind,
            readings=tuple(self._readings.values()),
            told=self._notes.told(self._table),
            rows=len(rows),
        )

    def _is_sum(self, row: Row) -> bool:
        cells = [self._table.cell(row, key) for key in ("item", "name", "day", "at") if self._table.has(key)]
        said = any(isinstance(cell, str) and len(cell) <= LONGEST_TOTAL and says_total(cell) for cell in cells)
        if said or self._table.is_total(row):
            self._notes.row("total_rows", row)
            return True
        return False

    # -- which rows --------------------------------------------------------------------------------

    def _of_the_show(self, rows: list[Row]) -> Iterator[Row]:
        if self._table.has("start"):
            yield from self._by_start(rows)
        elif self._table.has("day"):
            yield from self._by_day(rows)
        else:
            yield from rows

    def _by_start(self, rows: list[Row]) -> Iterator[Row]:
        """The rows whose show began when ours did; the nearest where several are near."""
        starts = {row.number: self._reader.read(row, "start", self._instant, None) for row in rows}
        known = sorted({at for at in starts.values() if at is not None})
        if self._reader.problems or not rows:
            return
        ours = self._about.window.start
        if ours is None:
            if len(known) > 1:
                raise SheetRefused("which_show", file=self._table.grid.path.name, count=len(known))
            chosen = known[0] if known else None
        else:
            chosen = min(known, key=lambda at: abs(at - ours), default=None)
            if chosen is None or abs(chosen - ours) > NEAR_START:
                nearest = "–" if chosen is None else self._local(chosen)
                raise SheetRefused(
                    "other_show", file=self._table.grid.path.name, start=self._local(ours), nearest=nearest
                )
        for row in rows:
            if starts[row.number] == chosen:
                yield row
            else:
                self._notes.row("other_shows", row)

    def _by_day(self, rows: list[Row]) -> Iterator[Row]:
        """The rows of the days the show ran on; a day's figures may hold more than the show."""
        window, zone = self._about.window, self._about.zone
        days = {row.number: self._reader.read(row, "day", self._instant, None) for row in rows}
        if window.start is None:
            several = len({at for at in days.values() if at is not None}) > 1
            if several:
                raise SheetRefused("which_show", file=self._table.grid.path.name, count=len(set(days.values())))
            first = last = None
        else:
            first = window.start.astimezone(zone).date()
            last = (window.end or self._about.moment).astimezone(zone).date()
        kept = []
        for row in rows:
            at = days[row.number]
            if at is None or first is None or last is None or first <= at.astimezone(zone).date() <= max(first, last):
                kept.append(row)
            else:
                self._notes.row("other_days", row)
        if rows and not kept and window.start is not None:
            raise SheetRefused(
                "other_show",
                file=self._table.grid.path.name,
                start=self._local(window.start),
                nearest=self._local(max(at for at in days.values() if at is not None)),
            )
        if kept:
            self._notes.fact("whole_days")
        yield from kept

    # -- a row -------------------------------------------------------------------------------------

    def _take(self, row: Row, scales: dict[str, Decimal]) -> None:
        problems = len(self._reader.problems)
        item = self._reader.read(row, "item", platform_id, "")
        at = self._moment(row)
        values = {each.metric: self._reader.read(row, each.key, counted, None) for each in self._form.counted}
        rates = {each.metric: self._rate(row, each, scales) for each in self._form.derived}
        if len(self._reader.problems) > problems or at is None:
            return
        if self._form.item and not item:
            self._notes.row("no_id", row)
            return
        if (item, at) in self._seen:
            self._notes.row("items_repeated", row)
        self._seen.add((item, at))
        for each in self._form.counted:
            value = values[each.metric]
            if value is not None:
                self._keep(self._form.source, item, each.metric, value * each.times, at)
        for derived in self._form.derived:
            figure = _figure(derived, values.get(derived.of), rates[derived.metric])
            if figure is not None and values.get(derived.metric) is None:
                self._keep(f"{self._form.source}:{DERIVED}", item, derived.metric, figure, at)

    def _keep(self, source: str, item: str, metric: Metric, value: float, at: datetime) -> None:
        self._readings[(source, item, metric, at)] = Reading(
            source=source,
            product_id=item or None,
            metric=metric,
            value=value,
            cumulative=self._form.cumulative,
            at=at,
        )

    def _rate(self, row: Row, derived: Derived, scales: dict[str, Decimal]) -> Decimal | None:
        if not derived.percent:
            value = self._reader.read(row, derived.key, counted, None)
            return None if value is None else Decimal(repr(value))
        scale = scales.get(derived.key, Decimal(1))
        return self._reader.read(row, derived.key, lambda raw: rate(raw, scale), None)

    def _moment(self, row: Row) -> datetime | None:
        if self._form.at and self._table.has("at"):
            at = self._reader.read(row, "at", self._in_show, None)
            if at is None and not any(problem.row == row.number for problem in self._reader.problems):
                self._reader.refuse(row, "at", "empty")
            return at
        ended = self._reader.read(row, "end", self._instant, None)
        if ended is not None and self._about.window.end is None:
            return min(self._about.written, ended)
        return self._about.moment

    def _instant(self, raw: Raw) -> datetime | None:
        return instant(raw, self._about.zone)

    def _in_show(self, raw: Raw) -> datetime | None:
        return instant_in_show(raw, self._about.zone, self._about.window)

    def _local(self, at: datetime) -> str:
        return at.astimezone(self._about.zone).strftime("%Y-%m-%d %H:%M")

    # -- what is said ------------------------------------------------------------------------------

    def _tell(self, rows: list[Row]) -> None:
        table = self._table
        if self._readings and not (self._form.at and table.has("at")):
            at = max(reading.at for reading in self._readings.values())
            self._notes.fact("as_of", at=self._local(at))
            if self._about.too_early:
                self._notes.fact("older_than_show", written=self._local(self._about.written))
        derived = {r.metric for r in self._readings.values() if r.source.endswith(f":{DERIVED}")}
        self._notes.columns("derived", (table.header(e.key) for e in self._form.derived if e.metric in derived))
        held = [
            name
            for name in self._form.uncounted
            if table.has(f"{UNREAD}{name}") and any(_says(table.cell(row, f"{UNREAD}{name}")) for row in rows)
        ]
        self._notes.columns("not_kept", held)
        dropped = personal(table.headers)
        if dropped:
            self._notes.fact("personal_dropped", count=len(dropped), columns="、".join(dropped))


def _figure(derived: Derived, of: float | None, share: Decimal | None) -> float | None:
    """A derived count, whole; None where nothing can be said (of a rate of nothing the whole is unknown)."""
    if of is None or share is None or (derived.divided and share == 0):
        return None
    base = Decimal(repr(of))
    value = base / share if derived.divided else base * share * derived.times
    return float(value.quantize(Decimal(1), ROUND_HALF_UP))


def _says(raw: Raw) -> str:
    """What a cell says, '' for nothing at all; never an error."""
    return "" if raw is None else raw.strip(" -—–/") if isinstance(raw, str) else "0"
