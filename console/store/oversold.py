"""The latest order lines of one product, read for the oversell alarm."""

from __future__ import annotations

from sqlalchemy import Connection

from console.show.sales import OrderLine
from console.store.line_rows import COLUMNS, from_row


def latest_lines(connection: Connection, show_id: str, product_id: str, most: int) -> list[OrderLine]:
    """Order lines of a product, the last ones paid (else placed) first; not more than ``most``."""
    rows = connection.exec_driver_sql(
        f"SELECT {COLUMNS} FROM order_line WHERE show_id = ? AND product_id = ?"  # noqa: S608 - named there
        " ORDER BY COALESCE(paid_at, at) DESC, line_id DESC LIMIT ?",
        (show_id, product_id, most),
    )
    return [from_row(row) for row in rows]
