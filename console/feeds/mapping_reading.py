"""Reads a table by a mapping, and finds the mapping that was made for a table of the same names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from console.feeds.counter_tables import Counted, CounterFormat, read_counters
from console.feeds.exports import Circumstances, ExportRead, ExportRefused
from console.feeds.grid import CellProblem, Grid, SheetRefused
from console.feeds.guesses import METRICS
from console.feeds.kinds import Kind
from console.feeds.mapping import FACTORS, Mapping, Target, column_names, fingerprint, lettered
from console.feeds.order_lines import OrderFormat, read_lines
from console.feeds.table import Column, Header, Table, Vocabulary, find_header, table_under
from console.feeds.values import Raw, ValueRefused, number


def mapping_for(grid: Grid, mappings: Iterable[Mapping]) -> Mapping | None:
    """The mapping that was made for a table of these very names, or None."""
    for mapping in mappings:
        if mapping.headers and not mapping.headerless:
            named = Vocabulary(tuple(Column(key=name, names=(name,)) for name in mapping.headers), loose=False)
            header = find_header(grid, named, at_least=1)
            if header is not None and fingerprint(column_names(header.names)) == mapping.fingerprint:
                return mapping
    return None


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
        header = _header(grid, mapping, vocabulary)
        if header is None:
            continue
        table = table_under(grid, header, vocabulary)
        missing = [column.names[0] for column in wanted if not table.has(column.key)]
        if not missing:
            constants = {_key(mapping, key): each.constant for key, each in mapping.fields.items() if each.constant}
            units = {
                key: _converter(FACTORS[each.unit]) for key, each in mapping.fields.items() if each.unit in FACTORS
            }
            return replace(table, constants=constants, units=units)
    names = missing or [column.names[0] for column in wanted]
    raise SheetRefused("columns_missing", file=grids[0].path.name if grids else "–", columns="、".join(names))


def _header(grid: Grid, mapping: Mapping, vocabulary: Vocabulary) -> Header | None:
    if mapping.headerless:
        width = max((len(row.cells) for row in grid.rows), default=0)
        return Header(-1, lettered(width), 0)
    header = find_header(grid, vocabulary, at_least=1)
    return None if header is None else Header(header.index, column_names(header.names), header.score)


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
