"""Tells what kind of table a file holds by the names in its header."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from console.feeds.files import read_grids
from console.feeds.grid import Grid
from console.feeds.order_columns import ORDERS
from console.feeds.plan_columns import VOCABULARY
from console.feeds.table import find_table


class Kind(Enum):
    """Tables the program can read."""

    DOUDIAN_ORDERS = "doudian_orders"
    RUN_ORDER = "run_order"


def recognise(grid: Grid) -> Kind | None:
    """The kind of a table, or None. An order export is known by its two ids; a run order by its goods' names."""
    orders = find_table(grid, ORDERS, at_least=4)
    if orders is not None and orders.has("line_id") and orders.has("order_id"):
        return Kind.DOUDIAN_ORDERS
    plan = find_table(grid, VOCABULARY, at_least=2)
    return Kind.RUN_ORDER if plan is not None and plan.has("name") else None


def recognise_file(path: Path, *, most_rows: int) -> Kind | None:
    """The kind of the first table in a file that is known. Raises SheetRefused for a file without any table."""
    for grid in read_grids(path, most_rows=most_rows):
        kind = recognise(grid)
        if kind is not None:
            return kind
    return None
