"""The rules of stock, pure: what a movement is, and what a balance says.

Pieces are whole numbers. An order is a fact and never rejected: what goes beyond the pieces on sale is
``oversold``, and the balance itself never falls below zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """What a movement does to a product's balance."""

    ALLOT = "allot"  # what the room may sell; negative takes back
    RELEASE = "release"  # put on sale; negative takes off sale
    SELL = "sell"
    RESTOCK = "restock"  # sold pieces that came back to sale


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
    OVERSOLD = "oversold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """One product in one room. ``allotted`` None: nobody ever stated a stock. ``held``: kept back, not on sale."""

    allotted: int | None = None
    released: int = 0
    sold: int = 0
    held: int = 0

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

    def level(self, low: int) -> Level:
        """``low``: from how many pieces on the balance is low."""
        if self.allotted is None:
            return Level.UNKNOWN
        if self.oversold:
            return Level.OVERSOLD
        if not self.released:
            return Level.FINE
        if not self.remaining:
            return Level.OUT
        return Level.LOW if (self.remaining or 0) <= low else Level.FINE


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


def balances(movements: Iterable[Movement]) -> dict[str, Balance]:
    """Balances as the sums of a ledger."""
    found: dict[str, Balance] = {}
    for movement in movements:
        found[movement.product_id] = moved(found.get(movement.product_id, Balance()), movement)
    return found
