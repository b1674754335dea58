"""The stock that rooms share: every movement is one transaction, applied once by its cause, refused when pieces lack.

Instants are integer microseconds since 1970 UTC, as everywhere in our stores.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import BigInteger, CheckConstraint, Column, Connection, Engine, Index, Text, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Field, SQLModel

from inventory.applying import Repeated, apply, apply_at_once, check, instant_of, micros_of, share_of, shelf_of
from inventory.stock import EFFECTS, Kind, Movement, Share, Shelf

T = TypeVar("T")
SALES = "kind IN ('sell', 'restock')"
RETRIES = 8  # a server that runs transactions side by side may ask for one again
RETRY_STATES = frozenset({"40001", "40P01"})  # SQLSTATE: serialization failure, deadlock


class StockRow(SQLModel, table=True):
    """A product on the shelf: pieces that came in, were lost, and are free to be allotted."""

    __tablename__ = "goods_stock"
    __table_args__ = (
        CheckConstraint("free >= 0", name="goods_stock_free"),
        CheckConstraint("damaged >= 0", name="goods_stock_damaged"),
        CheckConstraint("received >= 0", name="goods_stock_received"),
    )
    product_id: str = Field(sa_column=Column(Text, primary_key=True))
    received: int = Field(sa_column=Column(BigInteger, nullable=False))
    damaged: int = Field(sa_column=Column(BigInteger, nullable=False))
    free: int = Field(sa_column=Column(BigInteger, nullable=False))


class ShareRow(SQLModel, table=True):
    """A product in a room. ``told_at``: when the room last told or took anything of it."""

    __tablename__ = "goods_share"
    __table_args__ = (
        CheckConstraint("allotted >= 0", name="goods_share_allotted"),
        CheckConstraint("released >= 0", name="goods_share_released"),
        CheckConstraint("sold >= 0", name="goods_share_sold"),
    )
    product_id: str = Field(sa_column=Column(Text, primary_key=True))
    room_id: str = Field(sa_column=Column(Text, primary_key=True))
    allotted: int = Field(sa_column=Column(BigInteger, nullable=False))
    released: int = Field(sa_column=Column(BigInteger, nullable=False))
    sold: int = Field(sa_column=Column(BigInteger, nullable=False))
    told_at: int = Field(sa_column=Column(BigInteger, nullable=False))


class SharedMovementRow(SQLModel, table=True):
    """The warehouse's ledger: append only, one row a cause. All a movement writes has the product first in its key, so
    that it lies in one place where tables are cut by product."""

    __tablename__ = "goods_movement"
    __table_args__ = (
        # for the pace of every room; what is drawn does not pay for it
        Index("goods_movement_sold", "product_id", "at", sqlite_where=text(SALES), postgresql_where=text(SALES)),
    )
    product_id: str = Field(sa_column=Column(Text, primary_key=True))
    cause: str = Field(sa_column=Column(Text, primary_key=True))
    room_id: str = Field(sa_column=Column(Text, nullable=False))
    kind: str = Field(sa_column=Column(Text, nullable=False))
    quantity: int = Field(sa_column=Column(BigInteger, nullable=False))
    at: int = Field(sa_column=Column(BigInteger, nullable=False))
    person: str = Field(sa_column=Column(Text, nullable=False))
    reason: str = Field(sa_column=Column(Text, nullable=False))


class RoomRow(SQLModel, table=True):
    """A room that shares the stock. ``seen_at``: when its console last spoke."""

    __tablename__ = "goods_room"
    room_id: str = Field(sa_column=Column(Text, primary_key=True))
    name: str = Field(sa_column=Column(Text, nullable=False))
    seen_at: int = Field(sa_column=Column(BigInteger, nullable=False))


class RequestRow(SQLModel, table=True):
    """Pieces one room asks of another, see ``inventory.requests``."""

    __tablename__ = "goods_request"
    __table_args__ = (Index("goods_request_state", "state"),)
    cause: str = Field(sa_column=Column(Text, primary_key=True))
    giver: str = Field(sa_column=Column(Text, nullable=False))
    taker: str = Field(sa_column=Column(Text, nullable=False))
    product_id: str = Field(sa_column=Column(Text, nullable=False))
    quantity: int = Field(sa_column=Column(BigInteger, nullable=False))
    given: int = Field(sa_column=Column(BigInteger, nullable=False))
    state: str = Field(sa_column=Column(Text, nullable=False))
    at: int = Field(sa_column=Column(BigInteger, nullable=False))
    person: str = Field(sa_column=Column(Text, nullable=False))
    reason: str = Field(sa_column=Column(Text, nullable=False))
    answered_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    answered_by: str = Field(sa_column=Column(Text, nullable=False))


TABLES: tuple[type[SQLModel], ...] = (StockRow, ShareRow, SharedMovementRow, RoomRow, RequestRow)

_SEEN = text(
    "INSERT INTO goods_room (room_id, name, seen_at) VALUES (:room, :name, :at)"
    " ON CONFLICT (room_id) DO UPDATE SET name = excluded.name, seen_at = excluded.seen_at"
)


@dataclass(frozen=True, slots=True)
class RoomShare:
    """One product in one room, for the view of the whole company. ``pace``: pieces sold in the last five minutes."""

    room_id: str
    room_name: str
    product_id: str
    share: Share
    told_at: datetime
    seen_at: datetime | None
    pace: int


class Warehouse:
    """The shared stock behind one engine. Calls block on the database: never made on the window's thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def move(self, room_id: str, movement: Movement) -> bool:
        """Apply a movement; False when its cause was applied before. Raises Short, ValueError, DBAPIError."""
        if self._engine.dialect.name != "postgresql":
            return self.move_all(room_id, (movement,)) == 1
        check(movement)
        try:
            self.act(lambda connection: apply_at_once(connection, room_id, movement))
        except Repeated:
            return False
        return True

    def move_all(self, room_id: str, movements: Sequence[Movement]) -> int:
        """Apply movements together or not at all; answers how many were new. Raises Short, ValueError, DBAPIError."""
        for movement in movements:
            check(movement)
        # one order of locks for every caller, so that two of them never wait for each other
        ordered = sorted(movements, key=lambda each: (each.product_id, each.at, each.cause))
        return self.act(lambda connection: sum(apply(connection, room_id, each) for each in ordered))

    def hand_over(self, giver: str, taker: str, movement: Movement) -> bool:
        """Move pieces from one room's allotment to another's; the giver must have them unsold. Raises Short.

        ``movement`` is an ALLOT of the taker's; its cause stands for both sides.
        """
        back = movement._replace(kind=Kind.RETURN, cause=f"{movement.cause}:from")

        def both(connection: Connection) -> bool:
            new = apply(connection, giver, back)
            return apply(connection, taker, movement) and new

        return self.act(both)

    def seen(self, room_id: str, name: str, at: datetime) -> None:
        """The room's console is there."""
        self.act(lambda connection: connection.execute(_SEEN, {"room": room_id, "name": name, "at": micros_of(at)}))

    # -- reading ------------------------------------------------------------------------------------

    def shelf(self, product_id: str) -> Shelf | None:
        """A product's shelf; None when the warehouse does not know it."""
        with self._look() as connection:
            return shelf_of(connection, product_id)

    def shelves(self) -> dict[str, Shelf]:
        """Every product of the warehouse."""
        with self._look() as connection:
            rows = connection.execute(text("SELECT product_id, received, damaged, free FROM goods_stock"))
            return {product: Shelf(received, damaged, free) for product, received, damaged, free in rows}

    def share(self, room_id: str, product_id: str) -> Share:
        """A product in a room; nothing when it never took any."""
        with self._look() as connection:
            return share_of(connection, room_id, product_id)

    def shares(self, now: datetime, room_id: str | None = None) -> list[RoomShare]:
        """What every room (or one) holds of every product, with what it sold in the five minutes before ``now``."""
        since = micros_of(now - timedelta(minutes=5))
        with self._look() as connection:
            rows = connection.execute(
                text(
                    "SELECT s.room_id, r.name, s.product_id, s.allotted, s.released, s.sold, s.told_at, r.seen_at,"
                    " (SELECT COALESCE(SUM(CASE m.kind WHEN 'sell' THEN m.quantity ELSE -m.quantity END), 0)"
                    "  FROM goods_movement m WHERE m.product_id = s.product_id AND m.at > :since"
                    "  AND m.room_id = s.room_id AND m.kind IN ('sell', 'restock'))"
                    " FROM goods_share s LEFT JOIN goods_room r ON r.room_id = s.room_id"
                    " WHERE (:room = '' OR s.room_id = :room) ORDER BY s.product_id, s.room_id"
                ),
                {"since": since, "room": room_id or ""},
            )
            return [
                RoomShare(
                    room_id=room,
                    room_name=name or room,
                    product_id=product,
                    share=Share(allotted, released, sold),
                    told_at=instant_of(told),
                    seen_at=None if seen is None else instant_of(seen),
                    pace=int(pace),
                )
                for room, name, product, allotted, released, sold, told, seen, pace in rows
            ]

    def rooms(self) -> dict[str, str]:
        """Every room's name by its id."""
        with self._look() as connection:
            rows = connection.execute(text("SELECT room_id, name FROM goods_room"))
            return {room: name or room for room, name in rows}

    def movements(self, product_id: str) -> list[tuple[str, Movement]]:
        """The ledger of a product with the room of each movement ('' is the warehouse), oldest first."""
        with self._look() as connection:
            rows = connection.execute(
                text(
                    "SELECT room_id, cause, product_id, kind, quantity, at, person, reason FROM goods_movement"
                    " WHERE product_id = :product ORDER BY at, cause"
                ),
                {"product": product_id},
            )
            return [
                (room, Movement(cause, product, Kind(kind), quantity, instant_of(at), person, reason))
                for room, cause, product, kind, quantity, at, person, reason in rows
            ]

    def rebuilt(self, product_id: str) -> tuple[Shelf, dict[str, Share]]:
        """Shelf and shares as the sums of the ledger: they equal what is kept."""
        shelf: dict[str, int] = dict.fromkeys(("received", "damaged", "free"), 0)
        shares: dict[str, dict[str, int]] = {}
        for room, movement in self.movements(product_id):
            effect = EFFECTS[movement.kind]
            for name in shelf:
                shelf[name] += getattr(effect, name) * movement.quantity
            if effect.of_room:
                share = shares.setdefault(room, dict.fromkeys(("allotted", "released", "sold"), 0))
                for name in share:
                    share[name] += getattr(effect, name) * movement.quantity
        return Shelf(**shelf), {room: Share(**share) for room, share in shares.items()}

    # -- transactions -------------------------------------------------------------------------------

    def act(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` in a transaction; again when the server could not run it beside another's."""
        for attempt in range(RETRIES):
            try:
                with self._begin() as connection:
                    return work(connection)
            except DBAPIError as error:
                # a connection from before the server's restart says so once; what was applied is known by its cause
                again = _state(error) in RETRY_STATES or (error.connection_invalidated and attempt == 0)
                if attempt == RETRIES - 1 or not again:
                    raise
        raise AssertionError("the last attempt returns or raises")

    @contextmanager
    def _look(self) -> Iterator[Connection]:
        """A connection that lives: one from before the server's restart says so when it is asked for nothing."""
        connection = self._engine.connect()
        try:
            if connection.dialect.name == "postgresql":
                try:
                    connection.exec_driver_sql("SELECT 1")
                except DBAPIError as error:
                    if not error.connection_invalidated:
                        raise
                    connection.close()
                    connection = self._engine.connect()
            yield connection
        finally:
            connection.close()

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")  # a reader that turns writer could not wait its turn
            try:
                yield connection
                connection.commit()
            except BaseException:
                connection.rollback()
                raise


def _state(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""
