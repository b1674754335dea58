"""How a movement is applied to the shared stock: once by its cause, refused when pieces lack.

The same statements run on SQLite, PostgreSQL and what speaks like it: no sequence, no trigger, no advisory lock. A
movement is written, then the room's share, then the shelf, each by one conditional statement whose row count is
looked at; the shelf, which all rooms contend for, comes last, so that its row is locked for the commit alone. A
server is told all three as one statement, since going there and back is what costs. What is refused is rolled back
whole by the transaction around it. The columns' own constraints hold the same rules once more.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Connection, text

from inventory.ledger import EPOCH, MICROSECOND
from inventory.stock import EFFECTS, SIGNED, Movement, Share, Shelf, Short

_WRITE_SQL = (
    "INSERT INTO goods_movement (cause, room_id, product_id, kind, quantity, at, person, reason)"
    " VALUES (:cause, :room, :product, :kind, :quantity, :at, :person, :reason)"
    " ON CONFLICT (product_id, cause) DO NOTHING"
)
# a row count of 0 is a refusal: the room cannot give back what it sold, nor take back what it never told
_SHARE_SQL = (
    "UPDATE goods_share SET allotted = allotted + :allotted, released = released + :released, sold = sold + :sold,"
    " told_at = :at WHERE room_id = :room AND product_id = :product"
    " AND (:allotted >= 0 OR allotted + :allotted >= sold) AND released + :released >= 0 AND sold + :sold >= 0"
)
_NEW_SHARE = text(
    "INSERT INTO goods_share (room_id, product_id, allotted, released, sold, told_at)"
    " VALUES (:room, :product, 0, 0, 0, :at) ON CONFLICT (product_id, room_id) DO NOTHING"
)
_SHELF_SQL = (
    "UPDATE goods_stock SET free = free + :free, received = received + :received, damaged = damaged + :damaged"
    " WHERE product_id = :product AND (:free >= 0 OR free + :free >= 0)"
)
_NEW_SHELF = text(
    "INSERT INTO goods_stock (product_id, received, damaged, free) VALUES (:product, 0, 0, 0)"
    " ON CONFLICT (product_id) DO NOTHING"
)
_WRITE, _SHARE, _SHELF = text(_WRITE_SQL), text(_SHARE_SQL), text(_SHELF_SQL)


class Repeated(Exception):
    """The movement's cause was applied before."""


def check(movement: Movement) -> None:
    """Raises ValueError for a number of pieces that can not be."""
    if movement.quantity == 0 or (movement.quantity < 0 and movement.kind not in SIGNED):
        raise ValueError(movement.quantity)


def apply(connection: Connection, room_id: str, movement: Movement) -> bool:
    """One movement inside a transaction; False when its cause was applied before. Raises Short."""
    effect, given = EFFECTS[movement.kind], _given(room_id, movement)
    if not connection.execute(_WRITE, given).rowcount:
        return False
    if effect.of_room and not connection.execute(_SHARE, given).rowcount:
        _share_anew(connection, room_id, movement, given)
    if effect.of_shelf and not connection.execute(_SHELF, given).rowcount:
        _shelf_anew(connection, movement, given)
    return True


def apply_at_once(connection: Connection, room_id: str, movement: Movement) -> None:
    """One movement that is a transaction's only one, on a server. Raises Repeated (roll back!) and Short."""
    effect, given = EFFECTS[movement.kind], _given(room_id, movement)
    # as the driver takes it: what a compiled statement costs beside it is a third of the whole
    wrote, shared, shelved = connection.exec_driver_sql(_at_once(effect.of_room, effect.of_shelf), given).one()
    if not wrote:
        raise Repeated
    if effect.of_room and not shared:
        _share_anew(connection, room_id, movement, given)
    if effect.of_shelf and not shelved:
        _shelf_anew(connection, movement, given)


@cache
def _at_once(of_room: bool, of_shelf: bool) -> str:
    """Each part touches a table of its own and needs nothing of what another part does."""
    parts = {"wrote": _WRITE_SQL}
    if of_room:
        parts["shared"] = _SHARE_SQL
    if of_shelf:
        parts["shelved"] = _SHELF_SQL
    steps = ", ".join(f"{name} AS ({sql} RETURNING 1)" for name, sql in parts.items())
    counts = (f"(SELECT COUNT(*) FROM {name})" if name in parts else "0" for name in ("wrote", "shared", "shelved"))  # noqa: S608
    statement = f"WITH {steps} SELECT {', '.join(counts)}"
    return re.sub(r":(\w+)", r"%(\1)s", statement)


def _given(room_id: str, movement: Movement) -> dict[str, object]:
    """Every value the statements name."""
    cause, product, kind, quantity, at, person, reason = movement
    effect = EFFECTS[kind]
    return {
        "cause": cause,
        "room": room_id,
        "product": product,
        "kind": kind.value,
        "quantity": quantity,
        "at": micros_of(at),
        "person": person,
        "reason": reason,
        "allotted": effect.allotted * quantity,
        "released": effect.released * quantity,
        "sold": effect.sold * quantity,
        "free": effect.free * quantity,
        "received": effect.received * quantity,
        "damaged": effect.damaged * quantity,
    }


def _share_anew(connection: Connection, room_id: str, movement: Movement, given: dict[str, object]) -> None:
    """A room's first piece of a product, else a refusal."""
    connection.execute(_NEW_SHARE, given)
    if not connection.execute(_SHARE, given).rowcount:
        known, effect = share_of(connection, room_id, movement.product_id), EFFECTS[movement.kind]
        left = known.left if effect.allotted else known.released if effect.released else known.sold
        raise Short(movement.kind, movement.product_id, movement.quantity, left)


def _shelf_anew(connection: Connection, movement: Movement, given: dict[str, object]) -> None:
    """The first pieces of a product, else a refusal."""
    if EFFECTS[movement.kind].free * movement.quantity > 0:
        connection.execute(_NEW_SHELF, given)
    if not connection.execute(_SHELF, given).rowcount:
        found = shelf_of(connection, movement.product_id)
        raise Short(movement.kind, movement.product_id, movement.quantity, 0 if found is None else found.free)


def shelf_of(connection: Connection, product_id: str) -> Shelf | None:
    """A product's shelf; None when the warehouse does not know it."""
    row = connection.execute(
        text("SELECT received, damaged, free FROM goods_stock WHERE product_id = :product"), {"product": product_id}
    ).one_or_none()
    return None if row is None else Shelf(*row)


def share_of(connection: Connection, room_id: str, product_id: str) -> Share:
    """A product in a room; nothing when it never took any."""
    row = connection.execute(
        text("SELECT allotted, released, sold FROM goods_share WHERE room_id = :room AND product_id = :product"),
        {"room": room_id, "product": product_id},
    ).one_or_none()
    return Share() if row is None else Share(*row)


def micros_of(at: datetime) -> int:
    """Microseconds since 1970 UTC."""
    return (at - EPOCH) // MICROSECOND


def instant_of(value: int) -> datetime:
    """The instant of ``micros_of``."""
    return EPOCH + timedelta(microseconds=value)
