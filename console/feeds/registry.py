"""Every export the program can read: which kind a file is, and what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from console.feeds.after_sales import DOUDIAN_AFTER_SALES
from console.feeds.compass import COMPASS_LIVE_LIST, COMPASS_PRODUCTS
from console.feeds.counter_tables import UNREAD
from console.feeds.exports import MOST_ROWS, Circumstances, ExportRead, ExportRefused, TableKind
from console.feeds.files import read_grids
from console.feeds.grid import Grid, SheetRefused, Told
from console.feeds.kinds import Kind
from console.feeds.mapping import Mapping, Target
from console.feeds.mapping_guess import speaks_of_figures
from console.feeds.mapping_reading import apply_mapping, mapping_for
from console.feeds.orders_export import DOUDIAN_ORDERS
from console.feeds.pinduoduo import PINDUODUO_ORDERS
from console.feeds.plan_columns import VOCABULARY as RUN_ORDER
from console.feeds.qianchuan import QIANCHUAN_PRODUCTS, QIANCHUAN_ROOM, QIANCHUAN_SCREEN, QIANCHUAN_SCREEN_STEPS
from console.feeds.session_workbook import is_session_workbook, read_session_workbook
from console.feeds.several_sheets import read_sheets
from console.feeds.shopify import SHOPIFY_ORDERS
from console.feeds.sycm import SYCM_ITEMS, SYCM_ORDERS, SYCM_SESSIONS
from console.feeds.table import find_table
from console.feeds.taobao import TAOBAO_LINES, TAOBAO_ORDERS
from console.feeds.times import ShowWindow
from console.feeds.xiaohongshu import XIAOHONGSHU_LIVE_LIST, XIAOHONGSHU_ORDERS

__all__ = [
    "UNKNOWN",
    "ExportRead",
    "ExportRefused",
    "Kind",
    "columns_of",
    "read_export",
    "read_tables",
    "recognise",
    "recognise_file",
    "recognised",
]

# The first that knows a header has it: a kind whose columns are among another's stands after it.
TABLES: tuple[TableKind, ...] = (
    DOUDIAN_AFTER_SALES,
    TAOBAO_LINES,
    DOUDIAN_ORDERS,
    SYCM_ORDERS,
    TAOBAO_ORDERS,
    XIAOHONGSHU_ORDERS,
    PINDUODUO_ORDERS,
    SHOPIFY_ORDERS,
    QIANCHUAN_SCREEN_STEPS,
    QIANCHUAN_SCREEN,
    COMPASS_LIVE_LIST,
    XIAOHONGSHU_LIVE_LIST,
    SYCM_ITEMS,
    SYCM_SESSIONS,
    QIANCHUAN_PRODUCTS,
    QIANCHUAN_ROOM,
    COMPASS_PRODUCTS,
)
UNKNOWN = "unknown_table"  # what a file is refused for that nobody has said the kind of
_BY_KIND = {each.kind: each for each in TABLES}


def recognise(grid: Grid) -> Kind | None:
    """The kind of one table by the names in its header, or None."""
    for each in TABLES:
        if each.knows(grid):
            return each.kind
    plan = find_table(grid, RUN_ORDER, at_least=2)
    if plan is None or not plan.has("name") or speaks_of_figures(plan.headers):
        return None
    return Kind.RUN_ORDER


def recognise_file(path: Path, *, most_rows: int = MOST_ROWS, mappings: Iterable[Mapping] = ()) -> Kind | None:
    """The kind of a file, or None. Raises SheetRefused for a file without any table."""
    grids = read_grids(path, most_rows=most_rows)
    known = tuple(mappings)
    if any(mapping_for(grid, known) is not None for grid in grids):
        return Kind.MAPPED
    return recognised(grids)[0]


def read_export(
    path: Path,
    *,
    zone: tzinfo,
    show_window: ShowWindow | None = None,
    kind: Kind | None = None,
    mapping: Mapping | None = None,
    mappings: Iterable[Mapping] = (),
) -> ExportRead:
    """What an export holds, whole: order lines, readings, and what is to be told of it.

    ``kind`` or ``mapping`` say what it is when its headers do not, or say it wrong; of ``mappings`` one that was made
    for these very headers is used by itself. Raises SheetRefused for a file that is none of these, ExportRefused with
    every bad cell.
    """
    grids = read_grids(path, most_rows=MOST_ROWS)
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    about = Circumstances(zone=zone, window=show_window or ShowWindow(), written=written)
    return read_tables(grids, about, path.name, kind=kind, mapping=mapping, mappings=mappings)


def read_tables(
    grids: Sequence[Grid],
    about: Circumstances,
    file: str,
    *,
    kind: Kind | None = None,
    mapping: Mapping | None = None,
    mappings: Iterable[Mapping] = (),
) -> ExportRead:
    """What ``read_export`` makes of tables that were read already. Raises what it raises."""
    if mapping is not None:
        return _read_by(mapping, grids, about, file)
    if kind is not None:
        return _read_as(kind, grids, about, file)
    saved = tuple(mappings)
    for grid in grids:
        known = mapping_for(grid, saved)
        if known is not None:
            read = _read_by(known, grids, about, file)
            return _with(read, Told(code="mapping_reused", data={"name": known.name}))
    found, table_grid = recognised(grids)
    if found is Kind.SESSION_WORKBOOK:
        return read_session_workbook(grids, about)
    if found is Kind.RUN_ORDER:
        raise SheetRefused("plan_not_orders", file=file)
    if found is None or table_grid is None:
        raise SheetRefused(UNKNOWN, file=file, columns=_first_names(grids))
    return _read_all_of(_BY_KIND[found], table_grid, grids, about)


def _read_by(mapping: Mapping, grids: Sequence[Grid], about: Circumstances, file: str) -> ExportRead:
    def read(some: Sequence[Grid]) -> ExportRead:
        if mapping.target is Target.KNOWN and mapping.kind is not None:
            return replace(_read_as(mapping.kind, some, about, file), mapping=mapping.name)
        return apply_mapping(mapping, some, about)

    mine = [grid for grid in grids if not grid.hidden and mapping_for(grid, (mapping,)) is not None]
    if not mine:
        return read(grids)
    return read_sheets(mine, _but(grids, mine), lambda grid: read([grid]))


def _read_all_of(known_as: TableKind, told_by: Grid, grids: Sequence[Grid], about: Circumstances) -> ExportRead:
    """The table of one sheet, and those of others with a header of its kind."""
    mine = [grid for grid in grids if grid is told_by or (not grid.hidden and known_as.knows(grid))]
    return read_sheets(mine, _but(grids, mine), lambda grid: known_as.read(known_as.table(grid), about))


def _but(grids: Sequence[Grid], mine: Sequence[Grid]) -> list[Grid]:
    return [grid for grid in grids if all(grid is not each for each in mine)]


def recognised(grids: Sequence[Grid]) -> tuple[Kind | None, Grid | None]:
    """The kind of a file by its tables, and the table that tells it (a session workbook is told by all)."""
    if is_session_workbook(grids):
        return Kind.SESSION_WORKBOOK, None
    for grid in grids:
        found = recognise(grid)
        if found is not None:
            return found, grid
    return None, None


def columns_of(kind: Kind, grid: Grid) -> frozenset[int]:
    """The places of the columns that a kind reads of a table; none for one it cannot be."""
    known_as = _BY_KIND.get(kind)
    table = None if known_as is None else find_table(grid, known_as.vocabulary, at_least=1)
    if table is None:
        return frozenset()
    return frozenset(place for key, place in table.columns.items() if not key.startswith(UNREAD))


def _read_as(kind: Kind, grids: Sequence[Grid], about: Circumstances, file: str) -> ExportRead:
    """The file as the kind the user says it is, though its header may name fewer columns than one is known by."""
    if kind is Kind.SESSION_WORKBOOK:
        if not is_session_workbook(grids):
            raise SheetRefused("columns_missing", file=file, columns="场次概览")
        return read_session_workbook(grids, about)
    known_as = _BY_KIND.get(kind)
    if known_as is None:
        raise SheetRefused(UNKNOWN, file=file, columns=_first_names(grids))
    refusal: SheetRefused | None = None
    for grid in grids:
        try:
            known_as.table(grid)
        except SheetRefused as refused:
            refusal = refusal or refused
            continue
        return _read_all_of(known_as, grid, grids, about)
    raise refusal or SheetRefused("empty", file=file)


def _first_names(grids: Sequence[Grid]) -> str:
    """What the first row that holds several names says, for a sentence."""
    for grid in grids:
        for row in grid.rows[:20]:
            names = [cell.strip() for cell in row.cells if isinstance(cell, str) and cell.strip()]
            if len(names) > 1:
                return "、".join(names[:8]) + (" …" if len(names) > 8 else "")
    return "–"


def _with(read: ExportRead, told: Told) -> ExportRead:
    return replace(read, told=(told, *read.told))
