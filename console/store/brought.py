"""Which imports a show has had, and how a row of the file says which of them told it.

``brought`` of an order line or a reading: ``STAYS`` when nothing that can be taken back has a say in it, the number of
the one import that told it alone, or ``SEVERAL`` when its copies are kept one by one, so that one can be taken away.
``imports`` of such a copy: the numbers of all imports that told just this after another; ``STAYS`` when somebody did
who is no import.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from console.store.tables import to_micros

STAYS, SEVERAL = "", "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """One import of a show: what it is known by there. Numbers count from 1."""

    number: int
    file: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Imports:
    """The imports of a show: how many there were, and of those that were taken back, which are not out yet."""

    last: int = 0
    owed: tuple[int, ...] = ()


def mark_of(by: Brought | None) -> str:
    """What a row says of who told it alone."""
    return STAYS if by is None else str(by.number)


def told_by(mark: str) -> str:
    """What a copy says of who told it, from what its row says."""
    return STAYS if mark == STAYS else f" {mark} "


def also_by(imports: str, mark: str) -> str:
    """And this one told the same."""
    if STAYS in (imports, mark):
        return STAYS
    return imports if f" {mark} " in imports else f"{imports}{mark} "


def without(imports: str, number: int) -> str | None:
    """Who tells a copy when an import is taken away; None when nobody does."""
    if imports == STAYS:
        return STAYS
    left = imports.replace(f" {number} ", " ")
    return left if left.strip() else None


def sole(imports: str) -> str | None:
    """What a row says when nothing but this copy is left of it; None when several imports told it."""
    numbers = imports.split()
    return None if len(numbers) > 1 else numbers[0] if numbers else STAYS


def begin(connection: Connection, show_id: str, by: Brought) -> None:
    """Remember an import, together with the first of what it brings."""
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO imported (show_id, number, at, file, gone) VALUES (?, ?, ?, ?, 0)",
        (show_id, by.number, to_micros(by.at), by.file),
    )


def known(connection: Connection, show_id: str, number: int, file: str) -> bool:
    """Whether the show has had this import, and what it brought is not out again."""
    row = connection.exec_driver_sql(
        "SELECT gone FROM imported WHERE show_id = ? AND number = ? AND file = ?", (show_id, number, file)
    ).first()
    return row is not None and not row[0]


def finish(connection: Connection, show_id: str, number: int) -> None:
    """All that an import brought is out."""
    connection.exec_driver_sql("UPDATE imported SET gone = 1 WHERE show_id = ? AND number = ?", (show_id, number))


def imports(connection: Connection, show_id: str, taken_back: Iterable[int]) -> Imports:
    """What is known of a show's imports, of which the journal says that these were taken back."""
    rows = connection.exec_driver_sql("SELECT number, gone FROM imported WHERE show_id = ?", (show_id,)).all()
    here = {number for number, gone in rows if not gone}
    return Imports(max((number for number, _ in rows), default=0), tuple(sorted(here.intersection(taken_back))))


def any_owed(connection: Connection, show_id: str, taken_back: Iterable[int]) -> bool:
    """Whether something that was taken back still counts, in a file of whatever age."""
    wanted = set(taken_back)
    return bool(wanted) and bool(imports(connection, show_id, wanted).owed)
