"""Reads a table of order lines, one a row, by the columns and words of the platform it comes from.

Only the columns of the format are looked at: no name, number, address or message of a buyer leaves this module, not
even in a problem it reports.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from console.feeds.exports import Circumstances, ExportRead, ExportRefused, Notes, personal
from console.feeds.grid import Row
from console.feeds.kinds import Kind
from console.feeds.table import Reader, Table, Vocabulary
from console.feeds.times import clock, instant_near
from console.feeds.values import Raw, ValueRefused, cents, identifier, shown, text, whole
from console.show.sales import OrderLine, OrderStatus

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a platform writes where an order stands. Any of the words within the cell will do."""

    refunded: tuple[str, ...] = ("退款成功", "全额退款", "已退款", "退款完成")
    refund_to_come: tuple[str, ...] = ("待", "中", "失败", "关闭", "拒绝", "取消")  # at the end of a cell
    closed: tuple[str, ...] = ("已关闭", "已取消", "交易关闭", "交易取消")
    unpaid: tuple[str, ...] = ("待支付", "待付款", "未支付", "未付款", "等待买家付款")
    shipped: tuple[str, ...] = ("已发货", "部分发货", "已完成", "已签收", "已收货")
    no_after_sales: frozenset[str] = frozenset({"", "-", "--", "无", "无售后"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFormat:
    """How one platform writes its order lines.

    Keys of ``vocabulary``: ``line_id order_id product_id quantity amount placed placed_date paid shipped completed
    status after_sales refunded kinds``; a key of ``line_id`` may be put together from several columns.
    """

    kind: Kind
    source: str
    vocabulary: Vocabulary
    line_id: tuple[str, ...] = ("line_id",)
    words: Words = Words()


def read_lines(table: Table, form: OrderFormat, about: Circumstances) -> ExportRead:
    """Every order line of a table; times without a zone are the room's, amounts become cents.

    A line that was never paid is kept when it was cancelled, else skipped and said. Of a line that stands twice the
    last is taken. Raises ExportRefused for bad cells.
    """
    return _Orders(table, form, about).read()


class _Orders:
    """One pass over a table."""

    def __init__(self, table: Table, form: OrderFormat, about: Circumstances) -> None:
        self._table = table
        self._form = form
        self._words = form.words
        self._zone = about.zone
        self._window = about.window
        self._reader = Reader(table)
        self._lines: dict[str, OrderLine] = {}
        self._notes = Notes()
        self._several = 0  # cents of orders that name no single item
        self._timeless = 0
        self._count = 0

    def read(self) -> ExportRead:
        slipped = slipped_rows(self._table)
        for row in self._table.rows:
            if self._table.is_total(row):
                self._notes.row("total_rows", row)
            elif row.number in slipped:  # what stands under an id may be somebody's address: it is not even quoted
                self._reader.problems.append(self._table.problem(row, self._form.line_id[0], "row_slipped"))
            else:
                self._count += 1
                self._take(row)
        if self._reader.problems:
            raise ExportRefused(self._reader.in_place())
        lines = tuple(self._lines.values())
        self._tell_whole()
        return ExportRead(kind=self._form.kind, lines=lines, told=self._notes.told(self._table), rows=self._count)

    def _take(self, row: Row) -> None:
        problems = len(self._reader.problems)
        line_id = ":".join([self._required(row, key, platform_id, "") for key in self._form.line_id])
        order_id = self._required(row, "order_id", platform_id, "") if self._table.has("order_id") else line_id
        product_id = self._product(row)
        quantity = self._required(row, "quantity", pieces, None) if self._table.has("quantity") else 0
        amount = self._required(row, "amount", cents, None)
        paid = self._reader.read(row, "paid", self._instant, None)
        placed = self._placed(row, paid)
        shipped_at = self._reader.read(row, "shipped", self._instant, None)
        completed_at = self._reader.read(row, "completed", self._instant, None)
        given_back = self._reader.read(row, "refunded", refunded_cents, None)
        kinds = self._reader.read(row, "kinds", whole, None)
        standing, after_sales = self._reader.text(row, "status"), self._reader.text(row, "after_sales")
        if len(self._reader.problems) > problems or quantity is None or amount is None:
            return
        if paid is None and not self._table.has("paid") and not any(word in standing for word in self._words.unpaid):
            paid = placed  # the table has no column for it: what is not called unpaid was paid as it was placed
        status = self._status(row, standing, after_sales, given_back)
        returned = False
        if paid is None and status is not OrderStatus.CANCELLED:
            if status is OrderStatus.PAID:
                self._unpaid(row, standing, amount)
                return
            status, returned = OrderStatus.CANCELLED, True  # given back before anything was paid: it counts nowhere
        if placed is None:
            if returned:
                self._timeless += amount
            self._notes.row("no_time" if returned else "unpaid_skipped", row)
            return
        if kinds is not None and kinds > 1:
            self._several += amount
            self._notes.row("several_items", row)
            return
        if line_id in self._lines:
            self._notes.row("lines_repeated", row)
            del self._lines[line_id]
        known_times = [at for at in (paid, shipped_at, completed_at) if at is not None]
        self._lines[line_id] = OrderLine(
            source=self._form.source,
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
            # told also when it is all: a copy that told a part of it before must not stand beside this one
            refunded_amount=min(given_back, amount) if given_back and status is OrderStatus.REFUNDED else None,
            shipped=shipped_at is not None or any(word in standing for word in self._words.shipped),
        )

    def _product(self, row: Row) -> str:
        """The item's id, '' where the platform names none: its money waits for a table that does."""
        if not self._table.has("product_id"):
            return ""
        return self._required(row, "product_id", platform_id, "")

    def _unpaid(self, row: Row, standing: str, amount: int) -> None:
        if self._table.has("placed") or any(word in standing for word in self._words.unpaid) or not standing:
            self._notes.row("unpaid_skipped", row)
        else:  # sold, by its status, and yet nowhere in time
            self._timeless += amount
            self._notes.row("no_time", row)

    def _status(self, row: Row, standing: str, after_sales: str, given_back: int | None) -> OrderStatus:
        words = self._words
        if "部分" in after_sales and "退款" in after_sales:
            if given_back:
                return OrderStatus.REFUNDED
            self._notes.row("partly_refunded", row)  # the export tells no amount: the line stays paid
        elif any(word in after_sales for word in words.refunded):
            if not after_sales.endswith(words.refund_to_come):
                return OrderStatus.REFUNDED
        elif after_sales not in words.no_after_sales:
            self._notes.value("after_sales_open", after_sales)
        if any(word in standing for word in words.refunded) and not standing.endswith(words.refund_to_come):
            return OrderStatus.REFUNDED
        if any(word in standing for word in words.closed):
            return OrderStatus.CANCELLED
        return OrderStatus.REFUNDED if given_back and not self._table.has("after_sales") else OrderStatus.PAID

    def _placed(self, row: Row, paid: datetime | None) -> datetime | None:
        table = self._table
        if not table.has("placed") and not table.has("placed_date"):
            return paid
        if not table.has("placed_date"):
            return self._required(row, "placed", self._instant, None)
        day = self._reader.read(row, "placed_date", self._instant, None)
        if not table.has("placed"):
            return self._required(row, "placed_date", self._instant, None)
        try:
            hour = clock(table.cell(row, "placed"))
        except ValueRefused:
            return self._required(row, "placed", self._instant, None)
        if day is None or hour is None or len(shown(table.cell(row, "placed"))) > len("00:00:00"):
            return self._required(row, "placed", self._instant, None)
        passed = timedelta(hours=hour.hour, minutes=hour.minute, seconds=hour.second)
        return (day.astimezone(self._zone) + passed).astimezone(day.tzinfo)

    def _instant(self, raw: Raw) -> datetime | None:
        return instant_near(raw, self._zone, self._window)

    def _required(self, row: Row, key: str, parse: Callable[[Raw], _Value], failed: _Value) -> _Value:
        before = len(self._reader.problems)
        value = self._reader.read(row, key, parse, failed)
        if value in (None, "") and len(self._reader.problems) == before:
            self._reader.refuse(row, key, "empty")
        return value

    def _tell_whole(self) -> None:
        table, vocabulary = self._table, self._form.vocabulary
        if self._several:
            self._notes.fact("several_items_money", amount=yuan(self._several))
        if self._timeless:
            self._notes.fact("no_time_money", amount=yuan(self._timeless))
        telling = [c.names[0] for c in vocabulary.columns if c.key in ("status", "after_sales")]
        missing = [c.names[0] for c in vocabulary.columns if c.names[0] in telling and not table.has(c.key)]
        if missing:
            self._notes.fact("status_unknown", columns="、".join(missing))
        elif not telling:
            self._notes.fact("refunds_unseen")
        if self._lines and not table.has("quantity"):
            self._notes.fact("pieces_unknown")
        if self._lines and not table.has("product_id"):
            self._notes.fact("items_unknown")
        dropped = personal(table.headers)
        if dropped:
            self._notes.fact("personal_dropped", count=len(dropped), columns="、".join(dropped))


def slipped_rows(table: Table) -> set[int]:
    """Rows whose cells do not stand under their headers, as a stray comma or line break in a message does it.

    A spreadsheet program that saves text drops the empty cells at the end of sixteen rows together: a row as short as
    its neighbour that reaches over every known column has all it needs.
    """
    width = len(table.headers)
    over = {row.number for row in table.rows if any(cell not in (None, "") for cell in row.cells[width:])}
    if table.grid.sheet or not table.rows:
        return over  # a workbook's row ends where its last cell does, whatever the header's width
    widths = Counter(len(row.cells) for row in table.rows)
    usual = width if width in widths else widths.most_common(1)[0][0]
    needed = max(table.columns.values(), default=0) + 1
    lengths = [len(row.cells) for row in table.rows]
    neighbours = zip([0, *lengths], lengths, [*lengths[1:], 0], strict=False)
    return over | {
        row.number
        for row, (before, own, after) in zip(table.rows, neighbours, strict=True)
        if own != usual and not (needed <= own < usual and own in (before, after))
    }


def platform_id(raw: Raw) -> str:
    """An id as platforms give them; what cannot be one is refused unquoted, for it may be somebody's address."""
    found = identifier(raw)
    if found and not re.fullmatch(r"[0-9A-Za-z_-]{1,40}", found):
        raise ValueRefused("strange_id", "")
    return found


def pieces(raw: Raw) -> int | None:
    """How many pieces were bought: one at least."""
    found = whole(raw)
    if found == 0:
        raise ValueRefused("no_pieces", shown(raw))
    return found


def refunded_cents(raw: Raw) -> int | None:
    """Money given back, in cents; None where the cell says in words that nothing was (``无退款申请``)."""
    if isinstance(raw, str) and text(raw).startswith(("无", "没有")):
        return None
    return cents(raw)


def yuan(amount: int) -> str:
    """Cents for a sentence.

    >>> yuan(123456), yuan(5)
    ('1234.56', '0.05')
    """
    return f"{amount // 100}.{amount % 100:02}"
