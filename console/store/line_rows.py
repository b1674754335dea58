"""An order line as a row of the room's file and back: the one order of columns that every table of lines keeps."""

from __future__ import annotations

from typing import Any

from console.show.sales import OrderLine, OrderStatus
from console.store.tables import from_micros, to_micros

COLUMNS = (
    "source, line_id, order_id, product_id, quantity, amount, status, at, status_at, paid_at, refunded_amount,"
    " refunded_quantity, shipped"
)
WIDTH = 13


def to_row(line: OrderLine) -> tuple[Any, ...]:
    """The values of ``COLUMNS``."""
    at, status_at = to_micros(line.at), line.status_at
    return (
        line.source,
        line.line_id,
        line.order_id,
        line.product_id,
        line.quantity,
        line.amount,
        line.status.value,
        at,
        at if status_at is None or status_at is line.at else to_micros(status_at),
        None if line.paid_at is None else to_micros(line.paid_at),
        line.refunded_amount,
        line.refunded_quantity,
        int(line.shipped),
    )


def from_row(row: Any) -> OrderLine:
    """The line whose ``COLUMNS`` stand first in ``row``."""
    return OrderLine(
        source=row[0],
        line_id=row[1],
        order_id=row[2],
        product_id=row[3],
        quantity=row[4],
        amount=row[5],
        status=OrderStatus(row[6]),
        at=from_micros(row[7]),
        status_at=from_micros(row[8]),
        paid_at=None if row[9] is None else from_micros(row[9]),
        refunded_amount=row[10],
        refunded_quantity=row[11],
        shipped=bool(row[12]),
    )
