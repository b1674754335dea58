"""The rules of stock, pure: what a movement is, and what a balance says.

Pieces are whole numbers. An order is a fact and never rejected: what goes beyond the pieces on sale is
``oversold``, and the balance itself never falls below zero. Of those, pieces the room has and has not put on sale
are ``early`` – a release puts that right – and the others are ``uncovered``: sold, and not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
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


def balances(movements: Iterable[Movement]) -> dict[str, Balance]:
    """Balances as the sums of a ledger."""
    found: dict[str, Balance] = {}
    for movement in movements:
        found[movement.product_id] = moved(found.get(movement.product_id, Balance()), movement)
    return found
