"""Reads the 抖店 order export, in any of its column sets, into order lines."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from pathlib import Path

from console.feeds.exports import MOST_ROWS, Circumstances, ExportRead, ExportRefused, TableKind
from console.feeds.files import read_grids
from console.feeds.grid import SheetRefused
from console.feeds.kinds import Kind
from console.feeds.order_columns import ORDERS
from console.feeds.order_lines import OrderFormat, read_lines
from console.feeds.table import Table, find_table

SOURCE = "douyin"
FORMAT = OrderFormat(kind=Kind.DOUDIAN_ORDERS, source=SOURCE, vocabulary=ORDERS)


def _read(table: Table, about: Circumstances) -> ExportRead:
    return read_lines(_complete(table), FORMAT, about)


DOUDIAN_ORDERS = TableKind(kind=Kind.DOUDIAN_ORDERS, vocabulary=ORDERS, needs=("line_id", "order_id"), read=_read)


def read_orders(path: Path, zone: tzinfo) -> ExportRead:
    """Every order line of an export. Raises SheetRefused for a file that is no 抖店 order export, ExportRefused for
    bad cells."""
    for grid in read_grids(path, most_rows=MOST_ROWS):
        table = find_table(grid, ORDERS, at_least=4)
        if table is not None and table.has("line_id"):
            return _read(table, Circumstances(zone=zone, written=datetime.now(UTC)))
    raise SheetRefused("not_orders", file=path.name)


def _complete(table: Table) -> Table:
    missing = [column.names[0] for column in ORDERS.columns if column.required and not table.has(column.key)]
    if not table.has("placed") and not table.has("placed_date"):
        missing.append("订单提交时间")
    if missing:
        raise SheetRefused("columns_missing", file=table.grid.path.name, columns="、".join(missing))
    return table


OrdersRead = ExportRead
OrdersRefused = ExportRefused
