"""The tables of the room's file. Models define them; hot writes go through Core on a kept connection.

Instants are integer microseconds since 1970 UTC; money is integer cents; ids are text.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Column, Index, Integer, Text, text
from sqlmodel import Field, SQLModel

SCHEMA_VERSION = 5  # the last revision of ``migrations``, where the way to a new one is told
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def to_micros(at: datetime) -> int:
    """Microseconds since 1970 UTC of an aware instant."""
    return (at - EPOCH) // MICROSECOND


def from_micros(value: int) -> datetime:
    return EPOCH + timedelta(microseconds=value)


class ShowRow(SQLModel, table=True):
    """One show; what stands here beside the id is a copy of what its journal says, for listing."""

    __tablename__ = "show"
    show_id: str = Field(primary_key=True)
    created_at: int = Field(sa_column=Column(Integer, nullable=False))
    name: str
    status: str
    started_at: int | None = Field(default=None, sa_column=Column(Integer))
    ended_at: int | None = Field(default=None, sa_column=Column(Integer))
    planned_start: int | None = Field(default=None, sa_column=Column(Integer))
    seq: int = 0


class JournalRow(SQLModel, table=True):
    """One event. Append only: nothing updates or deletes a row."""

    __tablename__ = "journal"
    __table_args__ = (
        Index("journal_key", "show_id", "key", unique=True, sqlite_where=text("key IS NOT NULL")),
        {"sqlite_with_rowid": False},
    )
    show_id: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    at: int = Field(sa_column=Column(Integer, nullable=False))
    kind: str
    actor: str
    data: str = Field(sa_column=Column(Text, nullable=False))
    key: str | None = None


class RepeatedCallRow(SQLModel, table=True):
    """A call with a key that was the same take again: no event, but a retry must find the same answer."""

    __tablename__ = "repeated_call"
    __table_args__ = ({"sqlite_with_rowid": False},)
    show_id: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    seq: int


class OrderRow(SQLModel, table=True):
    """One order line after merging its copies. ``version`` counts the changes it has had, from 1."""

    __tablename__ = "order_line"
    __table_args__ = ({"sqlite_with_rowid": False},)
    show_id: str = Field(primary_key=True)
    source: str = Field(primary_key=True)
    line_id: str = Field(primary_key=True)
    order_id: str
    product_id: str
    quantity: int
    amount: int
    status: str
    at: int = Field(sa_column=Column(Integer, nullable=False))
    status_at: int = Field(sa_column=Column(Integer, nullable=False))
    paid_at: int | None = Field(default=None, sa_column=Column(Integer))
    refunded_amount: int | None = None
    refunded_quantity: int | None = None
    shipped: int = 0
    version: int = 1
    brought: str = Field(default="", sa_column=Column(Text, nullable=False, server_default=""))  # see ``brought.py``


class ReadingRow(SQLModel, table=True):
    """One counter reading. ``product_id`` '' is the whole room."""

    __tablename__ = "reading"
    __table_args__ = ({"sqlite_with_rowid": False},)
    show_id: str = Field(primary_key=True)
    source: str = Field(primary_key=True)
    metric: str = Field(primary_key=True)
    product_id: str = Field(primary_key=True)
    at: int = Field(sa_column=Column(Integer, primary_key=True))
    value: float
    cumulative: int
    brought: str = Field(default="", sa_column=Column(Text, nullable=False, server_default=""))


class ImportedRow(SQLModel, table=True):
    """One import of a show. ``gone``: it was taken back, and nothing that it brought is left."""

    __tablename__ = "imported"
    __table_args__ = ({"sqlite_with_rowid": False},)
    show_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    at: int = Field(sa_column=Column(Integer, nullable=False))
    file: str
    gone: int = 0


class OrderCopyRow(SQLModel, table=True):
    """One telling of an order line that an import and somebody else told, in the order they came."""

    __tablename__ = "order_copy"
    __table_args__ = ({"sqlite_with_rowid": False},)
    show_id: str = Field(primary_key=True)
    source: str = Field(primary_key=True)
    line_id: str = Field(primary_key=True)
    place: int = Field(primary_key=True)
    imports: str
    order_id: str
    product_id: str
    quantity: int
    amount: int
    status: str
    at: int = Field(sa_column=Column(Integer, nullable=False))
    status_at: int = Field(sa_column=Column(Integer, nullable=False))
    paid_at: int | None = Field(default=None, sa_column=Column(Integer))
    refunded_amount: int | None = None
    refunded_quantity: int | None = None
    shipped: int = 0


class WithdrawnLineRow(SQLModel, table=True):
    """The version of an order line that is no more: what it moves when it comes again is moved anew."""

    __tablename__ = "withdrawn_line"
    __table_args__ = ({"sqlite_with_rowid": False},)
    show_id: str = Field(primary_key=True)
    source: str = Field(primary_key=True)
    line_id: str = Field(primary_key=True)
    version: int


class ReadingCopyRow(SQLModel, table=True):
    """One value of a reading that an import and somebody else told, in the order they came."""

    __tablename__ = "reading_copy"
    __table_args__ = ({"sqlite_with_rowid": False},)
    show_id: str = Field(primary_key=True)
    source: str = Field(primary_key=True)
    metric: str = Field(primary_key=True)
    product_id: str = Field(primary_key=True)
    at: int = Field(sa_column=Column(Integer, primary_key=True))
    place: int = Field(primary_key=True)
    imports: str
    value: float
    cumulative: int
