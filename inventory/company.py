"""The stock that rooms share as one room's console uses it: what it books there, what it sees, and how that fails.

Whatever a database can throw becomes one of three: ``Gone`` (later again), ``Unbookable`` (never again), ``Short``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from inventory.migrating import BackupFailed, Migrated, NewerSchema
from inventory.notices import Hints, Notices
from inventory.opening import engine_at
from inventory.requests import Answered, Request, Requests
from inventory.schema import bring_up_to_date
from inventory.stock import Movement, Shelf, Short
from inventory.warehouse import RoomShare, Warehouse

__all__ = ["Answered", "Company", "Gone", "Notices", "SharedStore", "Short", "Unbookable"]


class Gone(Exception):
    """The server cannot be used now. ``detail``: in its own words."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class Unbookable(Exception):
    """The server can never book this. ``detail``: in its own words."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """What the warehouse said at ``at``. ``shares`` of all rooms only while somebody looks at them."""

    at: datetime | None = None
    shelves: Mapping[str, Shelf] = field(default_factory=dict)
    shares: tuple[RoomShare, ...] = ()
    rooms: Mapping[str, str] = field(default_factory=dict)
    requests: tuple[Request, ...] = ()


class SharedStore:
    """One room's way to the shared stock. Every call blocks, for some seconds at the most. Raises Gone."""

    def __init__(self, address: str, password: str, room_id: str, room_name: str) -> None:
        """Nothing is connected yet. Raises BadAddress."""
        self.engine = engine_at(address, pool_size=2, password=password)
        self.room_id, self.room_name = room_id, room_name
        self._warehouse = Warehouse(self.engine)
        self._requests = Requests(self._warehouse)
        self._hints = Hints()
        self._prepared = False
        self.migrated: Migrated | None = None  # what was done to the tables of an older program

    def prepare(self, now: datetime) -> None:
        """Make the tables or bring them up to date, once, and say that this room is there."""
        with _telling():
            if not self._prepared:
                self.migrated = bring_up_to_date(self.engine)
                self._prepared = True
            self._warehouse.seen(self.room_id, self.room_name, now)

    def move(self, room_id: str, movements: Sequence[Movement]) -> None:
        """Book movements together or not at all; those booked before change nothing. Raises Short, Unbookable."""
        with _telling():
            if self._warehouse.move_all(room_id, movements):
                self._hints.moved()

    def ask(self, request: Request) -> None:
        """Leave a request with the giving room. Raises Unbookable."""
        with _telling():
            self._requests.ask(request)
            self._hints.moved()

    def give(self, cause: str, quantity: int, at: datetime, person: str) -> None:
        """Hand pieces over. Raises Short, Answered, Unbookable."""
        with _telling():
            self._requests.give(cause, quantity, at, person)
            self._hints.moved()

    def refuse(self, cause: str, at: datetime, person: str) -> None:
        """Keep what was asked for. Raises Answered."""
        with _telling():
            self._requests.refuse(cause, at, person)
            self._hints.moved()

    def withdraw(self, cause: str, at: datetime, person: str) -> None:
        """Ask no more. Raises Answered."""
        with _telling():
            self._requests.withdraw(cause, at, person)
            self._hints.moved()

    def taken(self, cause: str) -> None:
        """What was given is in this room's books."""
        with _telling():
            self._requests.taken(cause)

    def look(self, now: datetime, *, all_rooms: bool) -> Company:
        """What is there. ``all_rooms``: every room's share too, which is a longer question."""
        with _telling():
            return Company(
                at=now,
                shelves=self._warehouse.shelves(),
                shares=tuple(self._warehouse.shares(now, None if all_rooms else self.room_id)),
                rooms=self._warehouse.rooms(),
                requests=tuple(self._requests.open()),
            )

    @property
    def hint_in(self) -> float | None:
        """Seconds until the others may be told of what was booked; None: nothing to tell."""
        return self._hints.wait

    def hint(self) -> None:
        """Tell the others that something moved, if it is time."""
        with _telling():
            self._hints.send(self.engine)

    def close(self) -> None:
        self.engine.dispose()


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except (IntegrityError, DataError) as error:
        raise Unbookable(_words(error)) from error
    except SQLAlchemyError as error:
        raise Gone(_words(error)) from error
    except (NewerSchema, BackupFailed) as error:
        raise Gone(str(error)) from error


def _words(error: SQLAlchemyError) -> str:
    said = str(getattr(error, "orig", None) or error).strip()
    return said.splitlines()[0] if said else type(error).__name__
