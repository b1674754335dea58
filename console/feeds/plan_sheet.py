"""Reads a run order sheet into entries, or refuses it naming every bad cell; nothing is kept of a refused sheet."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from console.feeds.files import read_grids
from console.feeds.grid import CellProblem, Grid, Row, SheetRefused, Span, Told, rows_said
from console.feeds.kinds import Kind
from console.feeds.plan_columns import COLUMNS, TEXT_FIELDS, VOCABULARY, is_plan_sheet, role_named
from console.feeds.plan_difference import PlanDifference, difference, merged
from console.feeds.plan_pictures import PictureSink, RowPictures
from console.feeds.plan_waves import waves
from console.feeds.plan_writing import write_plan, write_template
from console.feeds.registry import recognise
from console.feeds.sheet_writing import SheetNotWritten
from console.feeds.table import Reader, Table, find_table, header_key
from console.feeds.times import clock, length
from console.feeds.values import ValueRefused, cents, identifier, text, whole
from console.show.plan import Entry, EntryId, ProductId, Role
from console.show.waves import Wave

__all__ = [
    "CellProblem",
    "PlanDifference",
    "PlanRefused",
    "SheetNotWritten",
    "SheetPlan",
    "SheetRefused",
    "Told",
    "difference",
    "merged",
    "read_plan",
    "write_plan",
    "write_template",
]

MOST_ENTRIES = 2_000
_MOST_ROWS = MOST_ENTRIES + 500  # titles, notes and sums between the entries
_DEFAULT_LENGTH = Entry(entry_id=EntryId(""), name="").planned
NO_WAVES: tuple[Wave, ...] = ()
_SEGMENT_WORDS = ("开场", "福袋", "抽奖", "互动", "换播", "休息", "下播", "opening", "lucky draw", "break", "closing")


class PlanRefused(Exception):
    """A run order sheet with bad cells: all of them, from the top down."""

    def __init__(self, problems: tuple[CellProblem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPlan:
    """What a sheet says. ``fields``: the Entry fields it has columns for; the others hold their defaults."""

    rows: tuple[Entry, ...]
    told: tuple[Told, ...]
    fields: frozenset[str]
    sheet: str


@dataclass(slots=True)
class _Line:
    """A row on its way to becoming an entry."""

    row: Row
    number: Decimal | None
    values: dict[str, Any]
    stated_length: bool


def read_plan(
    path: Path,
    *,
    new_id: Callable[[], EntryId],
    picture_sink: PictureSink | None = None,
    picture_root: Path | None = None,
    name_of: Callable[[ProductId], str] = lambda _product: "",
) -> SheetPlan:
    """The entries of a run order sheet, in order, each with a fresh id.

    ``name_of``: what a product is called that a row names by its id alone, "" for one nobody knows.

    ``picture_sink`` gets each picture's bytes under a name made of them and returns what ``Entry.picture``
    holds; without it pictures are left out and said. A path under ``picture_root`` that exists is kept.
    Raises SheetRefused for a file that cannot be read as a whole, PlanRefused for one with bad cells.
    """
    grid = _chosen_grid(path)
    table = _plan_table(grid)
    sheet = _PlanReader(table, name_of)
    lines = sheet.lines()
    if not lines and not table.has("name"):
        raise SheetRefused("no_name_column", file=path.name, sheet=grid.sheet, row=table.header_row)
    if not lines:
        raise SheetRefused("no_entries", file=path.name, sheet=grid.sheet)
    if len(lines) > MOST_ENTRIES:
        raise SheetRefused("too_many_entries", file=path.name, limit=MOST_ENTRIES)
    if sheet.reader.problems:
        raise PlanRefused(sheet.reader.in_place())
    pictures = RowPictures(table, sink=picture_sink, root=picture_root)
    for line in lines:
        line.values["picture"] = pictures.take(line.row.number, table.cell(line.row, "picture"))
    told = [*sheet.told(), *pictures.told([line.row.number for line in lines])]
    entries = tuple(Entry(entry_id=new_id(), **line.values) for line in lines)
    known = {column.field for column in COLUMNS if column.field and table.has(column.key)}
    known.update({"picture"} if any(entry.picture for entry in entries) else ())
    return SheetPlan(rows=entries, told=tuple(told), fields=frozenset(known), sheet=grid.sheet)


def _chosen_grid(path: Path) -> Grid:
    try:
        return read_grids(path, most_rows=_MOST_ROWS, choose=_choose)[0]
    except SheetRefused as refusal:
        if refusal.code == "too_many_rows":
            raise SheetRefused("too_many_entries", file=path.name, limit=MOST_ENTRIES) from refusal
        raise


def _choose(names: list[tuple[str, bool]]) -> str:
    """The sheet called 排品, else the first that is visible."""
    named = [name for name, visible in names if is_plan_sheet(name)]
    seen = [name for name, visible in names if visible]
    return (named or seen or [names[0][0]])[0]


def _plan_table(grid: Grid) -> Table:
    if recognise(grid) not in (None, Kind.RUN_ORDER):
        raise SheetRefused("orders_not_plan", file=grid.path.name)
    table = find_table(grid, VOCABULARY, at_least=2) or find_table(grid, VOCABULARY, at_least=1)
    if table is None:
        raise SheetRefused("no_header", file=grid.path.name, sheet=grid.sheet)
    if not table.has("name") and not table.has("product_id"):
        raise SheetRefused("no_name_column", file=grid.path.name, sheet=grid.sheet, row=table.header_row)
    return table


class _PlanReader:
    """One pass over a sheet's rows: values, problems, and what to tell."""

    def __init__(self, table: Table, name_of: Callable[[ProductId], str]) -> None:
        self.table = table
        self.reader = Reader(table)
        self._name_of = name_of
        self._told: list[Told] = []
        self._rows: dict[str, list[int]] = {}  # told once for all rows of a kind
        self._unit = _length_unit(table)
        self._merged = {key: _spans(table, key) for key in ("minutes", "stock", "first_release", "hard_start", "no")}

    def lines(self) -> list[_Line]:
        """The rows that are entries, in their order."""
        lines = []
        for row in self.table.rows:
            if self.table.is_total(row):
                self._note("total_rows", row)
                continue
            name = self.reader.read(row, "name", text, "?") or self._known_name(row)
            if not name:
                self._note("rows_without_name", row)
            elif header_key(name) in {"合计", "总计", "total"} and self.table.cell(row, "product_id") in (None, ""):
                self._note("total_rows", row)
            else:
                lines.append(self._line(row, " ".join(name.split())))
        self._share_lengths(lines)
        self._check_stock(lines)
        return self._in_order(lines)

    def _known_name(self, row: Row) -> str:
        """The name of a product that a row gives by its id alone; an id that cannot be read names nothing here."""
        try:
            held = identifier(self.table.cell(row, "product_id"))
        except ValueRefused:
            return ""
        return self._name_of(ProductId(held)) if held else ""

    def told(self) -> list[Told]:
        """What the user should know, in a fixed order."""
        told = list(self._told)
        repeated = list(self.table.repeated_headers)
        for code, rows in (("repeated_headers", repeated), *sorted(self._rows.items())):
            if rows:
                told.append(Told(code=code, data={"rows": rows_said(rows), "count": len(rows)}))
        if self.table.unused:
            told.append(Told(code="columns_unused", data={"columns": "、".join(self.table.unused)}))
        return told

    def _note(self, code: str, row: Row) -> None:
        self._rows.setdefault(code, []).append(row.number)

    def _line(self, row: Row, name: str) -> _Line:
        read = self.reader.read
        values: dict[str, Any] = {"name": name}
        for key in TEXT_FIELDS:
            values[key] = read(row, key, text, "")
        values["product_id"] = ProductId(read(row, "product_id", identifier, "")) or None
        for key in ("list_price", "live_price", "cost"):
            values[key] = read(row, key, cents, None)
        for key in ("stock", "first_release"):
            values[key] = read(row, key, whole, None)
        values["waves"] = read(row, "waves", waves, NO_WAVES)
        values["hard_start"] = self._hard_start(row)
        planned = read(row, "minutes", lambda raw: length(raw, unit=self._unit), None)
        values["planned"] = _DEFAULT_LENGTH if planned is None else planned
        if planned is None:
            self._note("minutes_assumed", row)
        values["role"] = self._role(row, values)
        if values["role"] is Role.SEGMENT and values["product_id"] is not None:
            data = {"row": row.number, "product_id": values["product_id"]}
            self._told.append(Told(code="segment_with_product", data=data))
            values["product_id"] = None
            values["waves"] = ()
        return _Line(row, self._number(row), values, planned is not None)

    def _hard_start(self, row: Row) -> time | None:
        span = self._merged["hard_start"].get(row.number)
        if span is not None and span.top != row.number:  # one pinned start: the first row's
            return None
        return self.reader.read(row, "hard_start", clock, None)

    def _role(self, row: Row, values: Mapping[str, Any]) -> Role:
        held = self.reader.read(row, "role", text, "")
        if held:
            role = role_named(held)
            if role is None:
                self._told.append(Told(code="role_unknown", data={"row": row.number, "held": held}))
            return role or Role.SECONDARY
        goods = (values["product_id"], values["live_price"], values["list_price"], values["stock"])
        if all(value is None for value in goods) and any(w in values["name"].casefold() for w in _SEGMENT_WORDS):
            self._note("segments_guessed", row)
            return Role.SEGMENT
        self._note("role_empty", row)
        return Role.SECONDARY

    def _number(self, row: Row) -> Decimal | None:
        held = unicodedata.normalize("NFKC", self.reader.read(row, "no", text, "")).rstrip(".、)号")
        if not held:
            return None
        try:
            number = Decimal(held)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            self._told.append(Told(code="number_unreadable", data={"row": row.number, "held": held}))
            return None
        return number

    def _in_order(self, lines: list[_Line]) -> list[_Line]:
        """By number where there are numbers; a row without one stays behind the row before it."""
        seen: set[Decimal] = set()
        place = Decimal("-Infinity")
        keyed = []
        for line in lines:
            if line.number is not None:
                span = self._merged["no"].get(line.row.number)
                if line.number in seen and (span is None or span.top == line.row.number):
                    self._note("numbers_repeated", line.row)
                seen.add(line.number)
                place = line.number
            keyed.append((place, line))
        return [line for _, line in sorted(keyed, key=lambda pair: pair[0])]

    def _share_lengths(self, lines: list[_Line]) -> None:
        """One length over several merged rows is theirs together: each gets its part, the first the odd seconds."""
        groups: dict[Span, list[_Line]] = {}
        for line in lines:
            span = self._merged["minutes"].get(line.row.number)
            if span is not None and line.stated_length:
                groups.setdefault(span, []).append(line)
        for group in groups.values():
            if len(group) < 2:
                continue
            total = group[0].values["planned"]
            part = timedelta(seconds=total // timedelta(seconds=1) // len(group))
            for line in group:
                line.values["planned"] = part
                self._note("minutes_shared", line.row)
            group[0].values["planned"] = total - part * (len(group) - 1)

    def _check_stock(self, lines: list[_Line]) -> None:
        allotted: dict[str, tuple[int, int]] = {}
        for line in lines:
            self._check_merged_stock(line, lines)
            product, stock = line.values["product_id"], line.values["stock"]
            if product is None or stock is None:
                continue
            first, first_row = allotted.setdefault(product, (stock, line.row.number))
            if stock != first:
                self.reader.refuse(line.row, "stock", "stock_differs", {"stock": first, "first_row": first_row})
        for line in lines:
            release = line.values["first_release"]
            limit = allotted.get(line.values["product_id"] or "", (line.values["stock"], 0))[0]
            if release is not None and limit is not None and release > limit:
                self.reader.refuse(line.row, "first_release", "release_over_stock", {"stock": limit})

    def _check_merged_stock(self, line: _Line, lines: list[_Line]) -> None:
        """One number over rows of different goods would be counted once for each of them."""
        for key in ("stock", "first_release"):
            span = self._merged[key].get(line.row.number)
            if span is None or line.values[key] is None or span.top != line.row.number:
                continue
            under = [other for other in lines if span.top <= other.row.number <= span.bottom]
            goods = {other.values["product_id"] or other.row.number for other in under}
            if len(goods) > 1:
                self.reader.refuse(line.row, key, "merged_number", {"rows": rows_said([o.row.number for o in under])})


def _length_unit(table: Table) -> timedelta:
    """What a bare number counts: minutes, unless the header says otherwise."""
    header = header_key(table.header("minutes")) if table.has("minutes") else ""
    if "分" in header or "min" in header:
        return timedelta(minutes=1)
    if "秒" in header or "sec" in header:
        return timedelta(seconds=1)
    return timedelta(hours=1) if "小时" in header or "hour" in header else timedelta(minutes=1)


def _spans(table: Table, key: str) -> dict[int, Span]:
    """The merged range over each row of a column."""
    column = table.columns.get(key)
    if column is None or not table.grid.spans:
        return {}
    numbers = [row.number for row in table.rows]
    found: dict[int, Span] = {}
    for span in table.grid.spans:
        if span.left <= column <= span.right and span.bottom > span.top:
            found.update({number: span for number in numbers if span.top <= number <= span.bottom})
    return found
