"""Rooms asking rooms for pieces: a request waits until the giving room's console answers from its own balance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, text

from inventory.applying import apply
from inventory.ledger import EPOCH, MICROSECOND
from inventory.stock import Kind, Movement
from inventory.warehouse import Warehouse

ASKED, GIVEN, TAKEN, REFUSED, WITHDRAWN = "asked", "given", "taken", "refused", "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Pieces one room asks of another. ``given``: how many the giver let go; ``reason``: why they are wanted."""

    cause: str
    giver: str
    taker: str
    product_id: str
    quantity: int
    at: datetime
    person: str = ""
    reason: str = ""
    state: str = ASKED
    given: int = 0


class Answered(Exception):
    """The request was answered otherwise meanwhile. ``state`` says how; "" is no such request."""

    def __init__(self, cause: str, state: str) -> None:
        super().__init__(f"{cause}: {state or 'unknown'}")
        self.cause, self.state = cause, state


_ASK = text(
    "INSERT INTO goods_request (cause, giver, taker, product_id, quantity, given, state, at, person, reason,"
    " answered_at, answered_by) VALUES (:cause, :giver, :taker, :product, :quantity, 0, 'asked', :at, :person,"
    " :reason, 0, '') ON CONFLICT (cause) DO NOTHING"
)
_ANSWER = text(
    "UPDATE goods_request SET state = :state, given = :given, answered_at = :at, answered_by = :person"
    " WHERE cause = :cause AND state = 'asked'"
)
_TAKE = text("UPDATE goods_request SET state = 'taken' WHERE cause = :cause AND state = 'given'")


class Requests:
    """The requests of all rooms. Calls block on the database."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse

    def ask(self, request: Request) -> None:
        """Leave a request; the same one again changes nothing."""
        given = {
            "cause": request.cause,
            "giver": request.giver,
            "taker": request.taker,
            "product": request.product_id,
            "quantity": request.quantity,
            "at": _micros(request.at),
            "person": request.person,
            "reason": request.reason,
        }
        self._warehouse.act(lambda connection: connection.execute(_ASK, given).rowcount)

    def give(self, cause: str, quantity: int, at: datetime, person: str) -> bool:
        """The giver lets ``quantity`` pieces go, and the taker has them; False when it was done before.

        Raises Answered, and Short when the giver has not so many unsold: then nothing moved.
        """

        def both(connection: Connection) -> bool:
            if not _answer(connection, cause, GIVEN, quantity, at, person):
                return False
            giver, taker, product = connection.execute(
                text("SELECT giver, taker, product_id FROM goods_request WHERE cause = :cause"), {"cause": cause}
            ).one()
            apply(connection, giver, Movement(f"{cause}:from", product, Kind.RETURN, quantity, at, person))
            apply(connection, taker, Movement(cause, product, Kind.ALLOT, quantity, at, person))
            return True

        return self._warehouse.act(both)

    def refuse(self, cause: str, at: datetime, person: str) -> bool:
        """The giver keeps its pieces. Raises Answered."""
        return self._warehouse.act(lambda connection: _answer(connection, cause, REFUSED, 0, at, person))

    def withdraw(self, cause: str, at: datetime, person: str) -> bool:
        """Who asked needs it no more. Raises Answered."""
        return self._warehouse.act(lambda connection: _answer(connection, cause, WITHDRAWN, 0, at, person))

    def taken(self, cause: str) -> None:
        """The taker's journal has the pieces."""
        self._warehouse.act(lambda connection: connection.execute(_TAKE, {"cause": cause}).rowcount)

    def open(self) -> list[Request]:
        """Requests somebody still has to do something about, oldest first."""
        return self._warehouse.act(_open)


def _open(connection: Connection) -> list[Request]:
    rows = connection.execute(
        text(
            "SELECT cause, giver, taker, product_id, quantity, at, person, reason, state, given FROM goods_request"
            " WHERE state IN ('asked', 'given') ORDER BY at, cause"
        )
    )
    return [
        Request(
            cause=cause,
            giver=giver,
            taker=taker,
            product_id=product,
            quantity=quantity,
            at=EPOCH + timedelta(microseconds=at),
            person=person,
            reason=reason,
            state=state,
            given=given,
        )
        for cause, giver, taker, product, quantity, at, person, reason, state, given in rows
    ]


def _answer(connection: Connection, cause: str, state: str, given: int, at: datetime, person: str) -> bool:
    """True: answered now; False: answered the same way before."""
    values = {"cause": cause, "state": state, "given": given, "at": _micros(at), "person": person}
    if connection.execute(_ANSWER, values).rowcount:
        return True
    found = connection.execute(
        text("SELECT state FROM goods_request WHERE cause = :cause"), {"cause": cause}
    ).scalar_one_or_none()
    if found == state or (state == GIVEN and found == TAKEN):
        return False
    raise Answered(cause, found or "")


def _micros(at: datetime) -> int:
    return (at - EPOCH) // MICROSECOND
