"""A user's own reading of a table nobody knows: which column is what, in which unit, and what stands in no column."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, replace
from datetime import UTC
from decimal import Decimal
from enum import Enum
from typing import Any

from console.feeds.counter_tables import Counted, CounterFormat, read_counters
from console.feeds.exports import Circumstances, ExportRead, ExportRefused
from console.feeds.grid import CellProblem, Grid, SheetRefused
from console.feeds.guesses import GUESSES, METRICS, ORDER_FIELDS, READING_FIELDS
from console.feeds.kinds import Kind
from console.feeds.order_lines import OrderFormat, platform_id, read_lines
from console.feeds.table import (
    HEADER_WITHIN,
    Column,
    Header,
    Table,
    Vocabulary,
    find_header,
    header_key,
    table_under,
)
from console.feeds.times import instant
from console.feeds.values import Raw, ValueRefused, cents, counted, number, text, whole

VERSION = 1
LONGEST_TEXT = 200


class Target(Enum):
    """What a table's rows become."""

    ORDERS = "orders"
    READINGS = "readings"


class Unit(Enum):
    """In which unit a column counts; the plain one is not said."""

    PLAIN = ""
    FEN = "fen"  # money in hundredths
    TEN_THOUSANDS = "ten_thousands"
    MINUTES = "minutes"
    HOURS = "hours"


_FACTORS = {
    Unit.FEN: Decimal("0.01"),
    Unit.TEN_THOUSANDS: Decimal(10_000),
    Unit.MINUTES: Decimal(60),
    Unit.HOURS: Decimal(3600),
}
_MONEY = frozenset({"amount", "refunded"})
_LENGTHS = frozenset({"watch_seconds"})
_PLAIN_ONLY = frozenset({"line_id", "order_id", "product_id", "placed", "paid", "status", "after_sales", "at"})


class MappingInvalid(Exception):
    """A mapping that cannot be used. ``code``: ``name source field unit needed column_twice broken``."""

    def __init__(self, code: str, **data: str) -> None:
        super().__init__(code, data)
        self.code = code
        self.data = data


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """Where a field comes from: the column of that name, or one same text for every row."""

    header: str = ""
    constant: str = ""
    unit: Unit = Unit.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """How a table is read. Keys of ``fields`` are those of ORDER_FIELDS or READING_FIELDS.

    ``headers`` are the names of the table it was made for: a table of the same names is read by it without asking.
    """

    name: str
    target: Target
    source: str
    fields: Dictionary[str, Mapped]
    cumulative: bool = True
    headers: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.headers)

    def checked(self) -> Mapping:
        """Itself. Raises MappingInvalid."""
        if not re.fullmatch(r"[^\\/:*?\"<>|\x00-\x1f.][^\\/:*?\"<>|\x00-\x1f]{0,79}", self.name):
            raise MappingInvalid("name", name=self.name)
        if not re.fullmatch(r"[0-9A-Za-z_.:\u4e00-\u9fff-]{1,60}", self.source):
            raise MappingInvalid("source", source=self.source)
        known = ORDER_FIELDS if self.target is Target.ORDERS else READING_FIELDS
        used: set[str] = set()
        for key, mapped in self.fields.items():
            if key not in known or bool(mapped.header) == bool(mapped.constant):
                raise MappingInvalid("field", field=key)
            if mapped.unit not in units_for(key):
                raise MappingInvalid("unit", field=key, unit=mapped.unit.value)
            if mapped.header:
                column = header_key(mapped.header)
                if column in used:
                    raise MappingInvalid("column_twice", column=mapped.header)
                used.add(column)
        if not used:
            raise MappingInvalid("needed", fields="header")
        if self.target is Target.ORDERS:
            lacking = [key for key in ("line_id", "amount") if key not in self.fields]
            if not {"placed", "paid"} & set(self.fields):
                lacking.append("paid")
        else:
            lacking = [] if set(self.fields) & set(METRICS) else ["metric"]
        if lacking:
            raise MappingInvalid("needed", fields="、".join(lacking))
        return self


def units_for(key: str) -> tuple[Unit, ...]:
    """The units a field may be given in, the plain one first."""
    if key in _PLAIN_ONLY:
        return (Unit.PLAIN,)
    if key in _MONEY:
        return (Unit.PLAIN, Unit.FEN, Unit.TEN_THOUSANDS)
    if key in _LENGTHS:
        return (Unit.PLAIN, Unit.MINUTES, Unit.HOURS)
    return (Unit.PLAIN, Unit.TEN_THOUSANDS)


def fingerprint(headers: Iterable[str]) -> str:
    """What tells a table by its names, in whatever order they stand.

    >>> fingerprint(["商品 ID", "点击"]) == fingerprint(["点击", "商品ID", ""])
    True
    """
    names = sorted({header_key(header) for header in headers if header_key(header)})
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:32]


def dumps(mapping: Mapping) -> bytes:
    """A mapping as the JSON it is kept in."""
    fields = {
        key: {name: value for name, value in _plain(mapped).items() if value} for key, mapped in mapping.fields.items()
    }
    data = {
        "version": VERSION,
        "name": mapping.name,
        "target": mapping.target.value,
        "source": mapping.source,
        "cumulative": mapping.cumulative,
        "fields": fields,
        "headers": list(mapping.headers),
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _plain(mapped: Mapped) -> dict[str, str]:
    return {"header": mapped.header, "constant": mapped.constant, "unit": mapped.unit.value}


def loads(data: bytes) -> Mapping:
    """A mapping from its JSON. Raises MappingInvalid."""
    try:
        held: Any = json.loads(data)
        if held["version"] != VERSION or not isinstance(held["cumulative"], bool):
            raise MappingInvalid("broken", reason=str(held["version"]))
        fields = {
            str(key): Mapped(
                header=_text(each.get("header", "")),
                constant=_text(each.get("constant", "")),
                unit=Unit(each.get("unit", "")),
            )
            for key, each in held["fields"].items()
        }
        mapping = Mapping(
            name=_text(held["name"]),
            target=Target(held["target"]),
            source=_text(held["source"]),
            cumulative=held["cumulative"],
            fields=fields,
            headers=tuple(_text(name) for name in held["headers"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise MappingInvalid("broken", reason=type(error).__name__) from error
    return mapping.checked()


def _text(held: object) -> str:
    if not isinstance(held, str) or len(held) > LONGEST_TEXT:
        raise ValueError(held)
    return held


# -- finding and guessing ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A table as it is shown to whoever maps it: its names, and its first rows under them."""

    sheet: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Raw, ...], ...]
    first_row: int


def preview(grid: Grid, most: int = 20) -> Preview | None:
    """The likeliest table of a grid: under the row that names the most known things, else under the first full row."""
    header = find_header(grid, GUESSES, at_least=2) or _fullest(grid)
    if header is None:
        return None
    width = len(header.names)
    rows = grid.rows[header.index + 1 : header.index + 1 + most]
    cut = tuple(tuple(row.cell(column) for column in range(width)) for row in rows)
    number_of = grid.rows[header.index].number
    return Preview(sheet=grid.sheet, headers=header.names, rows=cut, first_row=number_of + 1)


def _fullest(grid: Grid) -> Header | None:
    best: Header | None = None
    for index, row in enumerate(grid.rows[:HEADER_WITHIN]):
        names = tuple(text(cell) if isinstance(cell, str) else "" for cell in row.cells)
        score = len({name for name in names if name})
        if score and (best is None or score > best.score):
            best = Header(index, names, score)
    return best


def guess(headers: Sequence[str], rows: Sequence[Sequence[Raw]], *, name: str = "-", source: str = "other") -> Mapping:
    """The likeliest mapping of a table, to be looked over; what its cells speak against is left out.

    Not checked: it may well lack what is needed.
    """
    offers: dict[str, tuple[int, int]] = {}
    for index, header in enumerate(headers):
        match = GUESSES.match(header) if header else None
        if match is not None and _plausible(match[0], [row[index] for row in rows if index < len(row)]):
            key, rank = match
            offers[key] = min(offers.get(key, (rank, index)), (rank, index))
    orders = {"line_id", "amount"} <= set(offers) or ("amount" in offers and "order_id" in offers)
    target = Target.ORDERS if orders else Target.READINGS
    known = ORDER_FIELDS if orders else READING_FIELDS
    if orders and "line_id" not in offers:
        offers["line_id"] = offers.pop("order_id")
    fields = {
        key: Mapped(header=headers[index], unit=_unit(key, headers[index]))
        for key, (_, index) in offers.items()
        if key in known
    }
    return Mapping(name=name, target=target, source=source, fields=fields, headers=tuple(headers))


def _plausible(key: str, cells: list[Raw]) -> bool:
    """False when most of what stands there cannot be what its name says."""
    parse: Callable[[Raw], object]
    if key in ("placed", "paid", "at"):
        parse = _some_instant
    elif key in _MONEY:
        parse = cents
    elif key == "quantity":
        parse = whole
    elif key in METRICS:
        parse = counted
    elif key in ("line_id", "order_id", "product_id"):
        parse = platform_id
    else:
        return True
    bad = 0
    for cell in cells:
        try:
            parse(cell)
        except ValueRefused as refused:
            bad += refused.code != "digits_lost"  # it is an id all the same; that it is lost is told when it is read
    return bad * 2 <= len(cells)


def _some_instant(raw: Raw) -> object:
    if isinstance(raw, str) and re.fullmatch(r"(\d{1,2}[-/.月]\d{1,2}日?\s*)?\d{1,2}:\d{2}(:\d{2})?", raw.strip()):
        return raw
    return instant(raw, UTC)


def _unit(key: str, header: str) -> Unit:
    said = header_key(header)
    offered = units_for(key)
    for unit, words in (
        (Unit.TEN_THOUSANDS, ("(万)", "(万元)")),
        (Unit.FEN, ("(分)",)),
        (Unit.MINUTES, ("(分钟)", "(min)", "(分)")),
        (Unit.HOURS, ("(小时)",)),
    ):
        if unit in offered and any(word in said for word in words):
            return unit
    return Unit.PLAIN


def mapping_for(grid: Grid, mappings: Iterable[Mapping]) -> Mapping | None:
    """The mapping that was made for a table of these very names, or None."""
    for mapping in mappings:
        if mapping.headers:
            header = find_header(grid, _vocabulary(mapping), at_least=1)
            if header is not None and fingerprint(header.names) == mapping.fingerprint:
                return mapping
    return None


# -- reading -------------------------------------------------------------------------------------------


def apply_mapping(mapping: Mapping, grids: Sequence[Grid], about: Circumstances) -> ExportRead:
    """The first table that has every mapped column, read by the mapping.

    Raises MappingInvalid, SheetRefused when no table has the columns, ExportRefused with every bad cell.
    """
    mapping.checked()
    table = _table(mapping, grids)
    if mapping.target is Target.ORDERS:
        form = OrderFormat(kind=Kind.MAPPED, source=mapping.source, vocabulary=_vocabulary(mapping))
        read = read_lines(table, form, about)
    else:
        read = read_counters(table, _counter_format(mapping), about)
    return replace(read, mapping=mapping.name)


def problems_of(mapping: Mapping, grids: Sequence[Grid], about: Circumstances) -> tuple[CellProblem, ...]:
    """The cells that keep a table from being read, none when it can be. Raises MappingInvalid, SheetRefused."""
    try:
        apply_mapping(mapping, grids, about)
    except ExportRefused as refused:
        return refused.problems
    return ()


def _vocabulary(mapping: Mapping) -> Vocabulary:
    columns = [
        Column(key=_key(mapping, key), names=(mapped.header,), required=True)
        for key, mapped in mapping.fields.items()
        if mapped.header
    ]
    return Vocabulary(tuple(columns), loose=False)


def _key(mapping: Mapping, field: str) -> str:
    """What the reader of such tables calls a field."""
    return "item" if field == "product_id" and mapping.target is Target.READINGS else field


def _table(mapping: Mapping, grids: Sequence[Grid]) -> Table:
    vocabulary = _vocabulary(mapping)
    wanted = list(vocabulary.columns)
    missing: list[str] = []
    for grid in grids:
        header = find_header(grid, vocabulary, at_least=1)
        if header is None:
            continue
        table = table_under(grid, header, vocabulary)
        missing = [column.names[0] for column in wanted if not table.has(column.key)]
        if not missing:
            constants = {_key(mapping, key): each.constant for key, each in mapping.fields.items() if each.constant}
            units = {
                key: _converter(_FACTORS[each.unit]) for key, each in mapping.fields.items() if each.unit in _FACTORS
            }
            return replace(table, constants=constants, units=units)
    names = missing or [column.names[0] for column in wanted]
    raise SheetRefused("columns_missing", file=grids[0].path.name if grids else "–", columns="、".join(names))


def _converter(factor: Decimal) -> Callable[[Raw], Raw]:
    def convert(raw: Raw) -> Raw:
        try:
            value = number(raw)
        except ValueRefused:
            return raw  # refused where it is read, as it was held
        return None if value is None else value * factor

    return convert


def _counter_format(mapping: Mapping) -> CounterFormat:
    mapped = mapping.fields

    def names(key: str) -> tuple[str, ...]:
        return (mapped[key].header or mapped[key].constant,) if key in mapped else ()

    return CounterFormat(
        kind=Kind.MAPPED,
        source=mapping.source,
        item=names("product_id"),
        at=names("at"),
        cumulative=mapping.cumulative,
        counted=tuple(Counted(metric, *names(key)) for key, metric in METRICS.items() if key in mapped),
    )
