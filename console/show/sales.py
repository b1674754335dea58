"""Facts from outside: order lines and counter readings, and how two copies of one order line become one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import NamedTuple


class OrderStatus(Enum):
    """Where an order line stands. A line that was never paid counts nowhere."""

    PAID = "paid"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"


class Metric(Enum):
    """Names of counters a feed may report (INTERFACE: ingest/readings)."""

    EXPOSURES = "exposures"
    EXPOSURE_USERS = "exposure_users"
    CLICKS = "clicks"
    CLICK_USERS = "click_users"
    BUYERS = "buyers"
    VIEWS = "views"
    VIEWERS = "viewers"
    ONLINE = "online"
    ENTERS = "enters"
    LEAVES = "leaves"
    COMMENTS = "comments"
    LIKES = "likes"
    FOLLOWS = "follows"
    WATCH_SECONDS = "watch_seconds"
    ORDERS = "orders"  # of an item, counted by eye or off a table of sums: a sender of orders tells their lines


NO_ITEM = ""  # the product of an order line whose feed tells the money and not the goods


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """One line of one order, whatever road it came by. Key: (source, line_id). ``amount`` is cents for the line.

    With ``NO_ITEM`` the goods are not told: it waits for a copy that names them, its ``quantity`` 0 is unknown.
    """

    source: str
    line_id: str
    order_id: str
    product_id: str
    quantity: int
    amount: int
    status: OrderStatus
    at: datetime
    status_at: datetime | None = None
    paid_at: datetime | None = None
    refunded_amount: int | None = None
    refunded_quantity: int | None = None
    shipped: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return (self.source, self.line_id)

    @property
    def status_time(self) -> datetime:
        """When the status became true: ``status_at``, else ``at``."""
        return self.status_at or self.at

    @property
    def is_notice(self) -> bool:
        """True for word of a line whose sale nobody has told yet: no pieces, no money. It counts nowhere until then."""
        return self.quantity == 0 and self.amount == 0

    @property
    def ever_paid(self) -> bool:
        """True when money changed hands at any time; a refund implies it."""
        paid = self.paid_at is not None or self.status is not OrderStatus.CANCELLED
        return paid and (self.quantity != 0 or self.amount != 0)  # not a notice

    @property
    def counted_at(self) -> datetime:
        """The instant its money belongs to: when it was paid, else when it was placed."""
        return self.paid_at or self.at

    @property
    def whole(self) -> bool:
        """True when nothing of it was given back, money or pieces, as with most lines."""
        return self.status is OrderStatus.PAID and self.refunded_amount is None and self.refunded_quantity is None

    @property
    def refunded(self) -> int:
        """Cents given back: what was told; untold, a refund or a cancellation after payment gives back everything."""
        if self.whole or not self.ever_paid:
            return 0
        if self.refunded_amount is not None:
            return self.refunded_amount
        return 0 if self.status is OrderStatus.PAID else self.amount

    @property
    def units_returned(self) -> int:
        """Pieces given back. A refund of part of the money that names no pieces returns none."""
        if self.status is OrderStatus.PAID and self.refunded_quantity is None:
            return 0
        if not self.ever_paid:
            return 0
        if self.refunded_quantity is not None:
            return self.refunded_quantity
        return self.quantity if self.refunded >= self.amount else 0


class LineRow(NamedTuple):
    """What is counted of an order line, as plain values for adding up many. Times: microseconds since 1970 UTC."""

    source: str
    order_id: str
    product_id: str
    quantity: int
    amount: int
    status: str
    at: int
    status_at: int
    paid_at: int | None
    refunded_amount: int | None
    refunded_quantity: int | None
    shipped: int


_RANK = {OrderStatus.PAID: 0, OrderStatus.CANCELLED: 1, OrderStatus.REFUNDED: 2}  # a refund tells more: what it gave


def merge(known: OrderLine, seen: OrderLine) -> OrderLine:
    """One line from two copies of it, independent of the order in which they came.

    The later status wins by ``status_time``; at equal times a refund or cancellation never turns back to
    paid, nor a refund to a cancellation. Payment is a fact that stays: a cancellation keeps the ``paid_at`` an earlier
    copy told. So is the instant it was placed: a sender may give a refund its own ``at``, which must not move the
    sale to that day. Between two copies with the same status the one seen last corrects the amounts. Item, pieces and
    amount come from a copy that names the item, however late one comes that does not. Part of the pieces does not
    stand beside a refund of all the money: who tells that alone means all of them.
    """
    newer = seen.status_time > known.status_time
    same_time = seen.status_time == known.status_time
    wins = newer or (same_time and _RANK[seen.status] >= _RANK[known.status])
    top, other = (seen, known) if wins else (known, seen)
    goods, rest = (top, other) if _told(top) >= _told(other) else (other, top)
    paid_at = top.paid_at or other.paid_at
    if other.paid_at is not None and paid_at == top.at:  # as it was placed is what is taken where nobody told
        paid_at = other.paid_at
    if paid_at is None and top.status is OrderStatus.CANCELLED and other.ever_paid:
        paid_at = other.counted_at
    returned = _known(top, other, "refunded_quantity")
    given = top.refunded_amount
    if top.refunded_quantity is None and top.status is not OrderStatus.PAID and given is not None:
        returned = None if given >= goods.amount > 0 else returned
    return replace(
        top,
        quantity=goods.quantity or rest.quantity,  # 0: not told
        amount=goods.amount,
        at=min(top.at, other.at),
        paid_at=paid_at,
        status_at=top.status_time,
        product_id=goods.product_id or rest.product_id,
        order_id=top.order_id or other.order_id,
        shipped=top.shipped or other.shipped,
        refunded_amount=_known(top, other, "refunded_amount"),
        refunded_quantity=returned,
    )


def _told(line: OrderLine) -> int:
    """How much a copy tells of what was sold: nothing, the money, or the item too."""
    return 0 if line.is_notice else 1 if line.product_id == NO_ITEM else 2


def _known(top: OrderLine, other: OrderLine, field: str) -> int | None:
    value: int | None = getattr(top, field)
    if value is None and top.status is other.status:
        value = getattr(other, field)
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A counter's value at one instant. ``product_id`` None is the whole room.

    ``cumulative``: the value counts from the feed's own zero; otherwise it is the step since the reading
    before. ``online`` is a level: its value is what it is, whatever ``cumulative`` says.
    """

    source: str
    product_id: str | None
    metric: Metric
    value: float
    cumulative: bool
    at: datetime


class ReadingRow(NamedTuple):
    """A reading as plain values, for adding up many. ``product_id`` '' is the room; ``at``: microseconds since 1970."""

    source: str
    metric: str
    product_id: str
    at: int
    value: float
    cumulative: int
