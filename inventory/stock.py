"""The rules of stock, pure: what a movement is, what it does to a room's balance and to the warehouse's shelf.

Pieces are whole numbers. An order is a fact and never rejected: what goes beyond the pieces on sale is
``oversold``, and the balance itself never falls below zero. Of those, pieces the room has and has not put on sale
are ``early`` – a release puts that right – and the others are ``uncovered``: sold, and not there.

A room's pieces come off the warehouse's shelf (``ALLOT``) and go back to it (``RETURN``); what it sold stays its own:
``received`` = ``free`` + ``damaged`` + the allotments of all rooms, always.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """What a movement does to a product's pieces."""

    ALLOT = "allot"  # what the room may sell; negative takes back
    RELEASE = "release"  # put on sale; negative takes off sale
    SELL = "sell"
    RESTOCK = "restock"  # sold pieces that came back to sale
    HOLD = "hold"  # kept back until a condition is met; negative lets go
    RETURN = "return"  # from a room back to the warehouse
    RECEIVE = "receive"  # into the warehouse
    DAMAGE = "damage"  # broken or lost in the warehouse
    COUNT = "count"  # what a count of the warehouse found more, or less


class Movement(NamedTuple):
    """One entry of the ledger. ``cause`` is unique: the journal event or order line version that made it."""

    cause: str
    product_id: str
    kind: Kind
    quantity: int
    at: datetime
    person: str = ""
    reason: str = ""


class Level(Enum):
    """How a balance is shown."""

    UNKNOWN = "unknown"
    FINE = "fine"
    LOW = "low"
    OUT = "out"
    EARLY = "early"  # sold before it was released; the room has the pieces
    OVERSOLD = "oversold"  # sold beyond what the room has


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """One product in one room. ``allotted`` None: nobody ever stated a stock. ``held``: kept back, not on sale.

    ``wave``: pieces of one usual release, None when nobody said; only how low is low depends on it.
    """

    allotted: int | None = None
    released: int = 0
    sold: int = 0
    held: int = 0
    wave: int | None = field(default=None, compare=False)

    @property
    def remaining(self) -> int | None:
        """Pieces on sale and not sold; None when the stock is unknown."""
        return None if self.allotted is None else max(0, self.released - self.sold)

    @property
    def oversold(self) -> int:
        """Pieces sold beyond what was on sale; 0 when the stock is unknown."""
        return 0 if self.allotted is None else max(0, self.sold - self.released)

    @property
    def unreleased(self) -> int | None:
        """Pieces the room has and has not put on sale."""
        return None if self.allotted is None else max(0, self.allotted - self.released)

    @property
    def early(self) -> int:
        """Of the oversold pieces, those the room has and has not put on sale yet."""
        return min(self.oversold, self.unreleased or 0)

    @property
    def uncovered(self) -> int:
        """Of the oversold pieces, those the room does not have."""
        return self.oversold - self.early

    def low_at(self, low: int) -> int:
        """From how many pieces left on the balance is low: ``low``, and never more than half of what went on sale
        or of one usual wave, so that a small wave is not low before any of it is sold."""
        whole = self.released if not self.wave else min(self.released, self.wave)
        return min(low, whole // 2)

    def level(self, low: int) -> Level:
        """``low``: from how many pieces on the balance is low, see ``low_at``."""
        if self.allotted is None:
            return Level.UNKNOWN
        if self.oversold:
            return Level.OVERSOLD if self.uncovered else Level.EARLY
        if not self.released:
            return Level.FINE
        if not self.remaining:
            return Level.OUT
        return Level.LOW if (self.remaining or 0) <= self.low_at(low) else Level.FINE


def moved(balance: Balance, movement: Movement) -> Balance:
    """The balance after a movement."""
    match movement.kind:
        case Kind.ALLOT:
            return replace(balance, allotted=(balance.allotted or 0) + movement.quantity)
        case Kind.RELEASE:
            return replace(balance, released=balance.released + movement.quantity)
        case Kind.SELL:
            return replace(balance, sold=balance.sold + movement.quantity)
        case Kind.RESTOCK:
            return replace(balance, sold=balance.sold - movement.quantity)
        case Kind.HOLD:
            return replace(balance, held=balance.held + movement.quantity)
        case Kind.RETURN:
            return replace(balance, allotted=(balance.allotted or 0) - movement.quantity)
        case Kind.RECEIVE | Kind.DAMAGE | Kind.COUNT:
            return balance  # the warehouse's own


def balances(movements: Iterable[Movement]) -> dict[str, Balance]:
    """Balances as the sums of a ledger."""
    found: dict[str, Balance] = {}
    for movement in movements:
        found[movement.product_id] = moved(found.get(movement.product_id, Balance()), movement)
    return found


# -- the warehouse -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Effect:
    """What a movement of one piece changes: on the shelf, and in the room's share of it."""

    free: int = 0
    received: int = 0
    damaged: int = 0
    allotted: int = 0
    released: int = 0
    sold: int = 0

    @property
    def of_shelf(self) -> bool:
        return bool(self.free or self.received or self.damaged)

    @property
    def of_room(self) -> bool:
        return bool(self.allotted or self.released or self.sold)


EFFECTS = {
    Kind.RECEIVE: Effect(free=1, received=1),
    Kind.COUNT: Effect(free=1, received=1),
    Kind.DAMAGE: Effect(free=-1, damaged=1),
    Kind.ALLOT: Effect(free=-1, allotted=1),
    Kind.RETURN: Effect(free=1, allotted=-1),
    Kind.RELEASE: Effect(released=1),
    Kind.SELL: Effect(sold=1),
    Kind.RESTOCK: Effect(sold=-1),
    Kind.HOLD: Effect(),
}
SIGNED = frozenset({Kind.COUNT, Kind.RELEASE, Kind.HOLD})  # the others move a positive number of pieces


class Short(Exception):
    """There are not so many pieces. ``left``: how many this movement could have taken."""

    def __init__(self, kind: Kind, product_id: str, quantity: int, left: int) -> None:
        super().__init__(f"{kind.value} {quantity} of {product_id}: {left} left")
        self.kind, self.product_id, self.quantity, self.left = kind, product_id, quantity, left


@dataclass(frozen=True, slots=True)
class Shelf:
    """One product in the warehouse, in pieces. ``free``: neither damaged nor allotted to a room."""

    received: int = 0
    damaged: int = 0
    free: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """One product in one room as the warehouse knows it, in pieces. Sales are facts and may go beyond ``allotted``."""

    allotted: int = 0
    released: int = 0
    sold: int = 0

    @property
    def left(self) -> int:
        """Pieces the room could give back."""
        return max(0, self.allotted - self.sold)

    @property
    def oversold(self) -> int:
        return max(0, self.sold - self.allotted)


def shelved(shelf: Shelf, share: Share, kind: Kind, quantity: int, product_id: str = "") -> tuple[Shelf, Share]:
    """Shelf and share after a movement. Raises Short, and ValueError for a number of pieces that can not be.

    >>> shelved(Shelf(100, 0, 40), Share(60, 0, 55), Kind.RETURN, 5)
    (Shelf(received=100, damaged=0, free=45), Share(allotted=55, released=0, sold=55))
    """
    if quantity == 0 or (quantity < 0 and kind not in SIGNED):
        raise ValueError(quantity)
    effect = EFFECTS[kind]
    if effect.free * quantity < 0 and shelf.free + effect.free * quantity < 0:
        raise Short(kind, product_id, quantity, shelf.free)
    if effect.allotted * quantity < 0 and share.allotted + effect.allotted * quantity < share.sold:
        raise Short(kind, product_id, quantity, share.left)
    if share.released + effect.released * quantity < 0:
        raise Short(kind, product_id, quantity, share.released)
    if share.sold + effect.sold * quantity < 0:
        raise Short(kind, product_id, quantity, share.sold)
    return (
        Shelf(
            shelf.received + effect.received * quantity,
            shelf.damaged + effect.damaged * quantity,
            shelf.free + effect.free * quantity,
        ),
        Share(
            share.allotted + effect.allotted * quantity,
            share.released + effect.released * quantity,
            share.sold + effect.sold * quantity,
        ),
    )
