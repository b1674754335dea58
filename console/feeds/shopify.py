"""Reads the Shopify order export: one row a line item, an order's own columns on its first row only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from console.feeds.exports import Circumstances, ExportRead, ExportRefused, Notes, TableKind, personal
from console.feeds.grid import Row
from console.feeds.kinds import Kind
from console.feeds.order_lines import pieces
from console.feeds.table import Column, Reader, Table, Vocabulary
from console.feeds.times import instant
from console.feeds.values import Raw, cents, identifier
from console.show.sales import OrderLine, OrderStatus

SOURCE = "shopify"
CURRENCY = "CNY"
_COLUMNS = Vocabulary(
    (
        Column(key="name", names=("Name",), required=True),
        Column(key="id", names=("Id",)),
        Column(key="financial", names=("Financial Status",), required=True),
        Column(key="paid", names=("Paid at",)),
        Column(key="fulfilled", names=("Fulfilled at",)),
        Column(key="fulfilment", names=("Fulfillment Status",)),
        Column(key="placed", names=("Created at",), required=True),
        Column(key="cancelled", names=("Cancelled at",)),
        Column(key="currency", names=("Currency",)),
        Column(key="subtotal", names=("Subtotal",)),
        Column(key="refunded", names=("Refunded Amount",)),
        Column(key="quantity", names=("Lineitem quantity",), required=True),
        Column(key="price", names=("Lineitem price",), required=True),
        Column(key="discount", names=("Lineitem discount",)),
        Column(key="sku", names=("Lineitem sku",)),
        Column(key="item", names=("Lineitem name",), required=True),
    ),
    loose=False,
)
_PAID = frozenset({"paid", "partially_paid", "partially_refunded", "refunded"})
_REFUNDED = frozenset({"refunded", "partially_refunded"})


def _read(table: Table, about: Circumstances) -> ExportRead:
    return _Shopify(table, about).read()


SHOPIFY_ORDERS = TableKind(
    kind=Kind.SHOPIFY_ORDERS, vocabulary=_COLUMNS, needs=("name", "financial", "quantity", "item"), read=_read
)


@dataclass(slots=True)
class _Order:
    """An order as its first row tells it, and its lines: item, pieces, cents before the order's own discount."""

    name: str
    order_id: str
    financial: str
    placed: datetime
    paid: datetime | None
    cancelled: datetime | None
    fulfilled: datetime | None
    shipped: bool
    subtotal: int | None
    refunded: int
    currency: str
    lines: list[tuple[str, int, int]] = field(default_factory=list)


class _Shopify:
    """One pass over an export."""

    def __init__(self, table: Table, about: Circumstances) -> None:
        self._table = table
        self._about = about
        self._reader = Reader(table)
        self._notes = Notes()
        self._orders: dict[str, _Order] = {}
        self._last = ""
        self._count = 0

    def read(self) -> ExportRead:
        for row in self._table.rows:
            if self._table.is_total(row):
                self._notes.row("total_rows", row)
                continue
            self._count += 1
            self._take(row)
        if self._reader.problems:
            raise ExportRefused(self._reader.in_place())
        lines = tuple(line for order in self._orders.values() for line in self._lines_of(order))
        dropped = personal(self._table.headers)
        if dropped:
            self._notes.fact("personal_dropped", count=len(dropped), columns="、".join(dropped))
        if lines:
            self._notes.fact("items_by_sku")
        return ExportRead(kind=Kind.SHOPIFY_ORDERS, lines=lines, told=self._notes.told(self._table), rows=self._count)

    def _take(self, row: Row) -> None:
        problems = len(self._reader.problems)
        name = self._reader.text(row, "name")
        if not name:
            self._reader.refuse(row, "name", "empty")
        quantity = self._reader.read(row, "quantity", pieces, None)
        price = self._reader.read(row, "price", cents, None)
        off = self._reader.read(row, "discount", cents, None) or 0
        for key, value in (("quantity", quantity), ("price", price)):
            if value is None and len(self._reader.problems) == problems:
                self._reader.refuse(row, key, "empty")
        financial = self._reader.text(row, "financial").casefold()
        order = self._orders.get(name)
        if order is None or (financial and name != self._last):  # an export pasted below another starts it anew
            order = self._first(row, name, financial)
        self._last = name
        if len(self._reader.problems) > problems or order is None or quantity is None or price is None:
            return
        item = self._reader.read(row, "sku", identifier, "") or " ".join(self._reader.text(row, "item").split())
        order.lines.append((item, quantity, max(0, price * quantity - off)))

    def _first(self, row: Row, name: str, financial: str) -> _Order | None:
        """The order a row opens."""
        problems = len(self._reader.problems)
        placed = self._reader.read(row, "placed", self._instant, None)
        paid, cancelled, fulfilled = (
            self._reader.read(row, key, self._instant, None) for key in ("paid", "cancelled", "fulfilled")
        )
        order_id = self._reader.read(row, "id", identifier, "") or name.lstrip("#")
        subtotal = self._reader.read(row, "subtotal", cents, None)
        refunded = self._reader.read(row, "refunded", cents, None) or 0
        if len(self._reader.problems) > problems:
            return None
        if placed is None:
            self._reader.refuse(row, "placed", "empty")
            return None
        if name in self._orders:
            self._notes.row("lines_repeated", row)
        self._orders[name] = _Order(
            name=name,
            order_id=order_id,
            financial=financial,
            placed=placed,
            paid=paid,
            cancelled=cancelled,
            fulfilled=fulfilled,
            shipped=self._reader.text(row, "fulfilment").casefold() in ("fulfilled", "partial"),
            subtotal=subtotal,
            refunded=refunded,
            currency=self._reader.text(row, "currency").upper(),
        )
        return self._orders[name]

    def _lines_of(self, order: _Order) -> list[OrderLine]:
        was_paid = order.financial in _PAID or order.paid is not None
        if not was_paid and order.cancelled is None and order.financial != "voided":
            self._notes.value("unpaid_orders", order.financial or "-")
            return []
        if order.currency not in ("", CURRENCY):
            self._notes.value("other_currency", order.currency)  # the room counts in yuan, and nobody told the rate
            return []
        gross = [amount for _, _, amount in order.lines]
        amounts = gross if order.subtotal is None else spread(min(order.subtotal, sum(gross)), gross)
        back = spread(min(order.refunded, sum(amounts)), amounts)
        paid = (order.paid or order.placed) if was_paid else None
        told = [at for at in (paid, order.fulfilled, order.cancelled) if at is not None]
        whole = order.financial == "refunded" or (order.refunded > 0 and order.refunded >= sum(amounts))
        if whole or (order.financial in _REFUNDED and order.refunded):
            status = OrderStatus.REFUNDED
        elif not was_paid or order.cancelled is not None:
            status = OrderStatus.CANCELLED
        else:
            status = OrderStatus.PAID
        return [
            OrderLine(
                source=SOURCE,
                line_id=f"{order.order_id}:{place}",
                order_id=order.order_id,
                product_id=item,
                quantity=quantity,
                amount=amount,
                status=status,
                at=order.placed,
                status_at=paid if status is OrderStatus.PAID else max(told, default=None),
                paid_at=paid,
                refunded_amount=None if status is not OrderStatus.REFUNDED else amount if whole else part,
                shipped=order.shipped or order.fulfilled is not None,
            )
            for place, ((item, quantity, _), amount, part) in enumerate(zip(order.lines, amounts, back, strict=True), 1)
        ]

    def _instant(self, raw: Raw) -> datetime | None:
        return instant(raw, self._about.zone)


def spread(total: int, weights: list[int]) -> list[int]:
    """Cents laid out by weight, none lost: the largest remainders get the odd ones.

    >>> spread(100, [1, 1, 1]), spread(5, [0, 0]), spread(0, [7])
    ([34, 33, 33], [5, 0], [0])
    """
    if not weights:
        return []
    whole = sum(weights)
    if whole == 0:
        return [total, *([0] * (len(weights) - 1))]
    parts = [total * weight // whole for weight in weights]
    by_rest = sorted(range(len(weights)), key=lambda place: (-(total * weights[place] % whole), place))
    for place in by_rest[: total - sum(parts)]:
        parts[place] += 1
    return parts
