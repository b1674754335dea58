"""What the room owes the server of the shared stock: each a row with its cause, on disk before anything is sent.

A row is ``waiting`` until the server answered; what the show's journal must tell of is ``applied`` then, and ``done``
when it does. What the server would not take is ``refused``. Of the pieces sold and released a row tells how many more
than the row before it; at most one of a product waits, so that a long outage costs no rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Column, Connection, Integer, Text
from sqlmodel import Field, SQLModel

from console.store.tables import from_micros, to_micros

WAITING, APPLIED, DONE, REFUSED = "waiting", "applied", "done", "refused"
SELL, RESTOCK, RELEASE = "sell", "restock", "release"
TOTALS = (SELL, RESTOCK, RELEASE)
MOST_AT_ONCE = 200


class OwedRow(SQLModel, table=True):
    """One movement owed. ``place`` is the order they were owed in. ``other``: the other room of a request.

    ``total``: pieces sold or released of which the server knows after this row. ``left``: what it said was left.
    """

    __tablename__ = "owed"
    place: int = Field(sa_column=Column(Integer, primary_key=True))
    cause: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    show_id: str = Field(sa_column=Column(Text, nullable=False))
    product_id: str = Field(sa_column=Column(Text, nullable=False))
    kind: str = Field(sa_column=Column(Text, nullable=False))
    quantity: int = Field(sa_column=Column(Integer, nullable=False))
    wanted: int = Field(sa_column=Column(Integer, nullable=False))
    total: int = Field(sa_column=Column(Integer, nullable=False))
    other: str = Field(sa_column=Column(Text, nullable=False))
    at: int = Field(sa_column=Column(Integer, nullable=False))
    person: str = Field(sa_column=Column(Text, nullable=False))
    reason: str = Field(sa_column=Column(Text, nullable=False))
    state: str = Field(sa_column=Column(Text, nullable=False))
    left: int = Field(sa_column=Column("left", Integer, nullable=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """See OwedRow. ``kind``: a movement's, or ``ask``, ``give``, ``refuse``, ``withdraw``, ``take`` of a request."""

    cause: str
    show_id: str
    product_id: str
    kind: str
    quantity: int
    at: datetime
    wanted: int = 0
    total: int = 0
    other: str = ""
    person: str = ""
    reason: str = ""
    state: str = WAITING
    left: int = 0


_NAMES = tuple(each.name for each in fields(Owed))
_COLUMNS = ", ".join('"left"' if name == "left" else name for name in _NAMES)
_OWE = (
    f"INSERT INTO owed ({_COLUMNS}) VALUES ({', '.join('?' * len(_NAMES))})"  # noqa: S608
    " ON CONFLICT (cause) DO NOTHING"
)


def owe(connection: Connection, rows: Iterable[Owed]) -> None:
    """Keep what is owed; a cause that is there already changes nothing."""
    values = [tuple(_plain(getattr(row, name)) for name in _NAMES) for row in rows]
    if values:
        connection.exec_driver_sql(_OWE, values)


def owe_totals(
    connection: Connection, room_id: str, show_id: str, totals: Mapping[str, tuple[int, int]], at: datetime
) -> int:
    """Owe what was sold and released of each product since it was last told; answers how many rows that are."""
    known: dict[tuple[str, bool], tuple[str, int, str]] = {}
    for product, kind, cause, total, state in connection.exec_driver_sql(
        "SELECT product_id, kind, cause, total, state FROM owed"
        " WHERE show_id = ? AND kind IN ('sell', 'restock', 'release') ORDER BY place",
        (show_id,),
    ):
        known[product, kind == RELEASE] = (cause, total, state)
    rows = []
    for product, (sold, released) in totals.items():
        for is_release, now in ((True, released), (False, sold)):
            cause, before, state = known.get((product, is_release), ("", 0, DONE))
            delta = now - before
            if not delta or state == WAITING:
                continue
            number = int(cause.rpartition(":")[2]) + 1 if cause else 1
            name = RELEASE if is_release else SELL
            kind = name if is_release or delta > 0 else RESTOCK
            rows.append(
                Owed(
                    cause=f"{room_id}:{show_id}:{name}:{product}:{number}",
                    show_id=show_id,
                    product_id=product,
                    kind=kind,
                    quantity=delta if is_release else abs(delta),
                    total=now,
                    at=at,
                )
            )
    owe(connection, rows)
    return len(rows)


def waiting(connection: Connection, most: int = MOST_AT_ONCE) -> list[Owed]:
    """What was not answered yet, in the order it was owed."""
    return _read(connection, "state = 'waiting' ORDER BY place LIMIT ?", (most,))


def how_many(connection: Connection) -> int:
    """Rows that were not answered yet."""
    found: int = connection.exec_driver_sql("SELECT COUNT(*) FROM owed WHERE state = 'waiting'").scalar_one()
    return found


def of_show(connection: Connection, show_id: str) -> list[Owed]:
    """Draws of a show that are under way, and what its journal must still tell of."""
    which = (
        "show_id = ? AND (state = 'applied' OR (state = 'waiting' AND kind = 'allot')"
        " OR (state = 'refused' AND kind IN ('return', 'give'))) ORDER BY place"
    )
    return _read(connection, which, (show_id,))


def answered(connection: Connection, row: Owed, state: str, left: int = 0) -> None:
    """The server answered, or the journal tells of it."""
    connection.exec_driver_sql('UPDATE owed SET state = ?, "left" = ? WHERE cause = ?', (state, left, row.cause))
    if row.kind in TOTALS and state == DONE:  # the last of them alone says what the server knows
        connection.exec_driver_sql(
            "DELETE FROM owed WHERE show_id = ? AND product_id = ? AND state = 'done'"
            " AND (kind = 'release') = ? AND kind IN ('sell', 'restock', 'release')"
            " AND place < (SELECT place FROM owed WHERE cause = ?)",
            (row.show_id, row.product_id, int(row.kind == RELEASE), row.cause),
        )


def let_go(connection: Connection, show_id: str) -> list[tuple[str, str, int, str, int, str]]:
    """What the journal let go and nobody owes yet: cause, product, pieces, other room, instant, person.

    The journal comes first: a crash may fall between it and this table.
    """
    rows = connection.exec_driver_sql(
        "SELECT json_extract(data, '$.cause'), json_extract(data, '$.product_id'), -json_extract(data, '$.quantity'),"
        " COALESCE(json_extract(data, '$.other'), ''), at, actor FROM journal WHERE show_id = ? AND kind = 'drawn'"
        " AND json_extract(data, '$.quantity') < 0"
        " AND json_extract(data, '$.cause') NOT IN (SELECT cause FROM owed) ORDER BY seq",
        (show_id,),
    )
    return [(cause, product, pieces, other, at, actor) for cause, product, pieces, other, at, actor in rows]


def known(connection: Connection, causes: Sequence[str]) -> set[str]:
    """Which of these causes have a row."""
    marks = ", ".join("?" * len(causes))
    rows = connection.exec_driver_sql(f"SELECT cause FROM owed WHERE cause IN ({marks})", tuple(causes))  # noqa: S608
    return {cause for (cause,) in rows}


def _read(connection: Connection, which: str, given: tuple[object, ...]) -> list[Owed]:
    rows = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM owed WHERE {which}", given)  # noqa: S608
    found = []
    for row in rows:
        values = dict(zip(_NAMES, row, strict=True))
        values["at"] = from_micros(values["at"])
        found.append(Owed(**values))
    return found


def _plain(value: object) -> object:
    return to_micros(value) if isinstance(value, datetime) else value
