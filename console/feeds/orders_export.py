"""Reads the 抖店 order export, in any of its column sets, into order lines.

Only the columns of ``order_columns.py`` are looked at: no name, number, address or message of a buyer leaves this
module, not even in a problem it reports.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import TypeVar

from console.feeds.files import read_grids
from console.feeds.grid import CellProblem, Row, SheetRefused, Told, rows_said
from console.feeds.order_columns import ORDERS, PERSONAL
from console.feeds.table import Reader, Table, find_table, header_key
from console.feeds.times import clock, instant
from console.feeds.values import Raw, ValueRefused, cents, identifier, shown, text, whole
from console.show.sales import OrderLine, OrderStatus

SOURCE = "douyin"
MOST_ROWS = 300_000
_PERSONAL = frozenset(map(header_key, PERSONAL))
_REFUNDED = ("退款成功", "全额退款", "已退款", "退款完成")
_REFUND_TO_COME = ("待", "中", "失败", "关闭", "拒绝", "取消")
_CLOSED = ("已关闭", "已取消", "交易关闭", "交易取消")
_SHIPPED = ("已发货", "部分发货", "已完成", "已签收", "已收货")
_NO_AFTER_SALES = frozenset({"", "-", "--", "无", "无售后"})

_Value = TypeVar("_Value")


class OrdersRefused(Exception):
    """An order export with bad cells: all of them, from the top down. Nothing of it is to be kept."""

    def __init__(self, problems: tuple[CellProblem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdersRead:
    """The order lines of an export. ``rows``: how many rows of goods the file had, skipped ones too."""

    lines: tuple[OrderLine, ...]
    told: tuple[Told, ...]
    rows: int


def read_orders(path: Path, zone: tzinfo) -> OrdersRead:
    """Every order line of an export; times without a zone are in ``zone``, amounts become cents.

    A line that was never paid is kept when it was cancelled, else skipped and said. Of a line that stands twice
    the last is taken. Raises SheetRefused for a file that is no order export, OrdersRefused for bad cells.
    """
    for grid in read_grids(path, most_rows=MOST_ROWS):
        table = find_table(grid, ORDERS, at_least=4)
        if table is not None and table.has("line_id"):
            return _Orders(_complete(table), zone).read()
    raise SheetRefused("not_orders", file=path.name)


def _complete(table: Table) -> Table:
    missing = [column.names[0] for column in ORDERS.columns if column.required and not table.has(column.key)]
    if not table.has("placed") and not table.has("placed_date"):
        missing.append("订单提交时间")
    if missing:
        raise SheetRefused("columns_missing", file=table.grid.path.name, columns="、".join(missing))
    return table


class _Orders:
    """One pass over an export."""

    def __init__(self, table: Table, zone: tzinfo) -> None:
        self._table = table
        self._zone = zone
        self._reader = Reader(table)
        self._lines: dict[str, OrderLine] = {}
        self._rows: dict[str, list[int]] = {}
        self._unknown: Counter[str] = Counter()
        self._count = 0

    def read(self) -> OrdersRead:
        slipped = _slipped(self._table)
        for row in self._table.rows:
            if self._table.is_total(row):
                self._note("total_rows", row)
            elif row.number in slipped:  # what stands under an id may be somebody's address: it is not even quoted
                self._reader.problems.append(self._table.problem(row, "line_id", "row_slipped"))
            else:
                self._count += 1
                self._take(row)
        if self._reader.problems:
            raise OrdersRefused(self._reader.in_place())
        return OrdersRead(lines=tuple(self._lines.values()), told=self._told(), rows=self._count)

    def _take(self, row: Row) -> None:
        problems = len(self._reader.problems)
        line_id = self._required(row, "line_id", _platform_id, "")
        order_id = self._required(row, "order_id", _platform_id, "")
        product_id = self._required(row, "product_id", _platform_id, "")
        quantity = self._required(row, "quantity", _pieces, None)
        amount = self._required(row, "amount", cents, None)
        placed = self._placed(row)
        paid = self._reader.read(row, "paid", self._instant, None)
        shipped_at = self._reader.read(row, "shipped", self._instant, None)
        completed_at = self._reader.read(row, "completed", self._instant, None)
        if len(self._reader.problems) > problems or quantity is None or amount is None or placed is None:
            return
        standing = text(self._table.cell(row, "status"))
        status = self._status(row, standing)
        if paid is None and status is not OrderStatus.CANCELLED:
            if status is OrderStatus.PAID:
                self._note("unpaid_skipped", row)
                return
            status = OrderStatus.CANCELLED  # given back before anything was paid: it counts nowhere
        if line_id in self._lines:
            self._note("lines_repeated", row)
            del self._lines[line_id]
        known_times = [at for at in (paid, shipped_at, completed_at) if at is not None]
        self._lines[line_id] = OrderLine(
            source=SOURCE,
            line_id=line_id,
            order_id=order_id,
            product_id=product_id,
            quantity=quantity,
            amount=amount,
            status=status,
            at=placed,
            # Paid became true at payment. When a refund did is not in the file: no earlier than all that is.
            status_at=paid if status is OrderStatus.PAID else max(known_times, default=None),
            paid_at=paid,
            shipped=shipped_at is not None or any(word in standing for word in _SHIPPED),
        )

    def _status(self, row: Row, standing: str) -> OrderStatus:
        after_sales = text(self._table.cell(row, "after_sales"))
        if "部分" in after_sales and "退款" in after_sales:
            self._note("partly_refunded", row)  # the export tells no amount: the line stays paid
        elif any(word in after_sales for word in _REFUNDED):
            if not any(after_sales.endswith(word) for word in _REFUND_TO_COME):
                return OrderStatus.REFUNDED
        elif after_sales not in _NO_AFTER_SALES:
            self._unknown[after_sales] += 1
        return OrderStatus.CANCELLED if any(word in standing for word in _CLOSED) else OrderStatus.PAID

    def _placed(self, row: Row) -> datetime | None:
        if not self._table.has("placed_date"):
            return self._required(row, "placed", self._instant, None)
        day = self._reader.read(row, "placed_date", self._instant, None)
        if not self._table.has("placed"):
            return self._required(row, "placed_date", self._instant, None)
        try:
            hour = clock(self._table.cell(row, "placed"))
        except ValueRefused:
            return self._required(row, "placed", self._instant, None)
        if day is None or hour is None or len(text(self._table.cell(row, "placed"))) > len("00:00:00"):
            return self._required(row, "placed", self._instant, None)
        passed = timedelta(hours=hour.hour, minutes=hour.minute, seconds=hour.second)
        return (day.astimezone(self._zone) + passed).astimezone(day.tzinfo)

    def _instant(self, raw: Raw) -> datetime | None:
        return instant(raw, self._zone)

    def _required(self, row: Row, key: str, parse: Callable[[Raw], _Value], failed: _Value) -> _Value:
        before = len(self._reader.problems)
        value = self._reader.read(row, key, parse, failed)
        if value in (None, "") and len(self._reader.problems) == before:
            self._reader.refuse(row, key, "empty")
        return value

    def _note(self, code: str, row: Row) -> None:
        self._rows.setdefault(code, []).append(row.number)

    def _told(self) -> tuple[Told, ...]:
        told = [
            Told(code=code, data={"rows": rows_said(rows), "count": len(rows)})
            for code, rows in sorted({**self._rows, "repeated_headers": list(self._table.repeated_headers)}.items())
            if rows
        ]
        if self._unknown:
            said = "、".join(f"{shown(name)} ×{count}" for name, count in self._unknown.most_common(10))
            told.append(Told(code="after_sales_open", data={"values": said}))
        missing = [
            c.names[0] for c in ORDERS.columns if c.key in ("status", "after_sales") and not self._table.has(c.key)
        ]
        if missing:
            told.append(Told(code="status_unknown", data={"columns": "、".join(missing)}))
        personal = [header for header in self._table.headers if header_key(header) in _PERSONAL]
        if personal:
            told.append(Told(code="personal_dropped", data={"count": len(personal), "columns": "、".join(personal)}))
        return tuple(told)


def _slipped(table: Table) -> set[int]:
    """Rows whose cells do not stand under their headers, as a stray comma or line break in a message does it."""
    width = len(table.headers)
    over = {row.number for row in table.rows if any(cell not in (None, "") for cell in row.cells[width:])}
    if table.grid.sheet or not table.rows:
        return over  # a workbook's row ends where its last cell does, whatever the header's width
    widths = Counter(len(row.cells) for row in table.rows)
    usual = width if width in widths else widths.most_common(1)[0][0]
    return over | {row.number for row in table.rows if len(row.cells) != usual}


def _platform_id(raw: Raw) -> str:
    found = identifier(raw)
    if found and not re.fullmatch(r"[0-9A-Za-z_-]{1,40}", found):
        raise ValueRefused("strange_id", "")
    return found


def _pieces(raw: Raw) -> int | None:
    pieces = whole(raw)
    if pieces == 0:
        raise ValueRefused("no_pieces", shown(raw))
    return pieces
