"""The stock ledger in the room's file: append-only, one row a cause, so nothing moves twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Column, Connection, Integer
from sqlmodel import Field, SQLModel

from inventory.stock import Kind, Movement

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class MovementRow(SQLModel, table=True):
    """One movement. ``at`` is microseconds since 1970 UTC."""

    __tablename__ = "stock_movement"
    __table_args__ = ({"sqlite_with_rowid": False},)  # no index beside the key: it doubled what an order line costs
    show_id: str = Field(primary_key=True)
    cause: str = Field(primary_key=True)
    product_id: str
    kind: str
    quantity: int
    at: int = Field(sa_column=Column(Integer, nullable=False))
    person: str = ""
    reason: str = ""


_RECORD = """
INSERT INTO stock_movement (show_id, cause, product_id, kind, quantity, at, person, reason)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (show_id, cause) DO NOTHING
"""


def record(connection: Connection, show_id: str, movements: Sequence[Movement]) -> None:
    """Write movements; one whose cause is already in the ledger moves nothing."""
    if movements:
        rows = [
            (show_id, cause, product, kind.value, quantity, (at - EPOCH) // MICROSECOND, person, reason)
            for cause, product, kind, quantity, at, person, reason in movements
        ]
        connection.exec_driver_sql(_RECORD, rows)


def movements(connection: Connection, show_id: str, product_id: str | None = None) -> list[Movement]:
    """The ledger of a show, of one product or all, oldest first."""
    rows = connection.exec_driver_sql(
        "SELECT cause, product_id, kind, quantity, at, person, reason FROM stock_movement"
        " WHERE show_id = ? AND (? IS NULL OR product_id = ?) ORDER BY at, cause",
        (show_id, product_id, product_id),
    )
    return [
        Movement(
            cause=cause,
            product_id=product,
            kind=Kind(kind),
            quantity=quantity,
            at=EPOCH + timedelta(microseconds=at),
            person=person,
            reason=reason,
        )
        for cause, product, kind, quantity, at, person, reason in rows
    ]


def sums(connection: Connection, show_id: str) -> dict[tuple[str, Kind], int]:
    """Pieces moved per product and kind."""
    rows = connection.exec_driver_sql(
        "SELECT product_id, kind, SUM(quantity) FROM stock_movement WHERE show_id = ? GROUP BY product_id, kind",
        (show_id,),
    )
    return {(product, Kind(kind)): total for product, kind, total in rows}


def counts(connection: Connection, show_id: str) -> dict[str, int]:
    """Movements per product."""
    rows = connection.exec_driver_sql(
        "SELECT product_id, COUNT(*) FROM stock_movement WHERE show_id = ? GROUP BY product_id", (show_id,)
    )
    return {row[0]: row[1] for row in rows}
