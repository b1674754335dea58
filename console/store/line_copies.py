"""The copies an order line was merged from, kept while an import that could be taken back is among them.

A line that one import told alone is its own only copy. From the second on they are kept in the order they came, and
without those of an import they are merged again: what is left is what a show has that never saw it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, NamedTuple

from sqlalchemy import Connection

from console.show.sales import OrderLine, merge
from console.store import brought
from console.store.brought import SEVERAL, STAYS
from console.store.line_rows import COLUMNS, WIDTH, from_row, to_row

Key = tuple[str, str]
CHUNK = 1_000
_PUT = f"""
INSERT OR REPLACE INTO order_copy (show_id, place, imports, {COLUMNS})
VALUES ({", ".join("?" * (WIDTH + 3))})
"""  # noqa: S608 - the columns are named above
_DROP = "DELETE FROM order_copy WHERE show_id = ? AND source = ? AND line_id = ?"


@dataclass(slots=True)
class Copy:
    """One telling of a line, and by whom."""

    place: int
    imports: str
    line: OrderLine


class Standing(NamedTuple):
    """A line as it stands: after ``version`` changes, told by ``mark``."""

    line: OrderLine
    version: int
    mark: str


class LineWithdrawn(NamedTuple):
    """An order line that became another when an import was taken back, or went (``after`` None)."""

    before: OrderLine
    after: OrderLine | None
    version: int


def by_keys(connection: Connection, select: str, show_id: str, keys: Iterable[Key]) -> Iterator[Any]:
    """The rows ``select`` finds of lines, some hundreds at a time."""
    by_source: dict[str, list[str]] = {}
    for source, line_id in keys:
        by_source.setdefault(source, []).append(line_id)
    for source, ids in by_source.items():
        for start in range(0, len(ids), CHUNK):
            chunk = ids[start : start + CHUNK]
            marks = ", ".join("?" * len(chunk))
            where = f" WHERE show_id = ? AND source = ? AND line_id IN ({marks})"
            yield from connection.exec_driver_sql(select + where, (show_id, source, *chunk))


def standing(connection: Connection, show_id: str, keys: Iterable[Key]) -> dict[Key, Standing]:
    """The lines of these keys that there are."""
    rows = by_keys(connection, f"SELECT {COLUMNS}, version, brought FROM order_line", show_id, keys)  # noqa: S608
    return {(row[0], row[1]): Standing(from_row(row), row[WIDTH], row[WIDTH + 1]) for row in rows}


def gone(connection: Connection, show_id: str, keys: Iterable[Key]) -> dict[Key, int]:
    """The last version of lines that were withdrawn: the next one they have must be another."""
    any_at_all = connection.exec_driver_sql(
        "SELECT 1 FROM withdrawn_line WHERE show_id = ? LIMIT 1", (show_id,)
    ).first()
    if any_at_all is None:
        return {}
    rows = by_keys(connection, "SELECT source, line_id, version FROM withdrawn_line", show_id, keys)
    return {(row[0], row[1]): row[2] for row in rows}


class LineCopies:
    """The copies of some lines, read once, added to, and written when all is said."""

    def __init__(self, connection: Connection, show_id: str, lines: Iterable[tuple[Key, Standing]]) -> None:
        self._connection, self._show_id = connection, show_id
        self._copies: dict[Key, list[Copy]] = {}
        self._told: dict[tuple[Key, int], Copy] = {}  # copies that are new or told by more
        self._fewer: set[Key] = set()
        several = [key for key, line in lines if line.mark == SEVERAL]
        select = f"SELECT {COLUMNS}, place, imports FROM order_copy"  # noqa: S608
        for row in by_keys(connection, select, show_id, several):
            self._copies.setdefault((row[0], row[1]), []).append(Copy(row[WIDTH], row[WIDTH + 1], from_row(row)))
        for copies in self._copies.values():
            copies.sort(key=lambda copy: copy.place)

    def note(self, key: Key, have: Standing, seen: OrderLine, mark: str) -> str:
        """``seen`` was told by ``mark`` of a line that stood as ``have``; answers what its row says from now on."""
        copies = self._copies.get(key)
        if copies is None:
            copies = self._copies[key] = [Copy(0, brought.told_by(have.mark), _whole(have.line))]
            self._told[key, 0] = copies[0]
        last = copies[-1]
        if last.line == seen:
            last.imports = brought.also_by(last.imports, mark)
        else:
            copies.append(Copy(last.place + 1, brought.told_by(mark), seen))
        self._told[key, copies[-1].place] = copies[-1]
        return self._settled(key)

    def without(self, key: Key, number: int) -> tuple[OrderLine | None, str]:
        """The line when an import is taken away, None when nothing is left of it; and what its row says then."""
        left = []
        for copy in self._copies[key]:
            imports = brought.without(copy.imports, number)
            if imports is not None:
                left.append(replace(copy, imports=imports))
        self._fewer.add(key)
        self._copies[key] = left
        after = reduce(merge, (copy.line for copy in left)) if left else None
        return after, self._settled(key)

    def write(self) -> None:
        """Keep what changed."""
        if self._fewer:
            self._connection.exec_driver_sql(_DROP, [(self._show_id, *key) for key in self._fewer])
        kept = [copy for (key, _), copy in self._told.items() if key not in self._fewer]
        kept += [copy for key in self._fewer for copy in self._copies.get(key, ())]
        if kept:
            self._connection.exec_driver_sql(
                _PUT, [(self._show_id, copy.place, copy.imports, *to_row(copy.line)) for copy in kept]
            )

    def _settled(self, key: Key) -> str:
        """What a row says of its copies; they are let go where it says it all."""
        copies = self._copies[key]
        if all(copy.imports == STAYS for copy in copies):
            mark: str | None = STAYS
        else:
            mark = brought.sole(copies[0].imports) if len(copies) == 1 else None
        if mark is None:
            return SEVERAL
        del self._copies[key]
        self._fewer.add(key)
        return mark


def keys_of(connection: Connection, show_id: str, number: int) -> list[Key]:
    """The lines an import has a say in."""
    rows = connection.exec_driver_sql(
        "SELECT source, line_id FROM order_line WHERE show_id = ? AND brought = ?"
        " UNION ALL SELECT DISTINCT source, line_id FROM order_copy WHERE show_id = ? AND instr(imports, ?)",
        (show_id, str(number), show_id, f" {number} "),
    )
    return [(row[0], row[1]) for row in rows]


def withdraw(connection: Connection, show_id: str, keys: Sequence[Key], number: int) -> list[LineWithdrawn]:
    """Take away what an import told of these lines. Doing it again changes nothing."""
    known = standing(connection, show_id, keys)
    copies = LineCopies(connection, show_id, known.items())
    changes: list[LineWithdrawn] = []
    marks: list[tuple[str, str, str, str]] = []
    for key, have in known.items():
        if have.mark == SEVERAL:
            after, mark = copies.without(key, number)
        elif have.mark == str(number):
            after, mark = None, STAYS
        else:
            continue
        if after == have.line:
            marks.append((mark, show_id, *key))
        else:
            changes.append(LineWithdrawn(have.line, after, have.version + 1))
            if after is not None:
                marks.append((mark, show_id, *key))
    copies.write()
    _keep(connection, show_id, changes)
    if marks:
        connection.exec_driver_sql(MARK, marks)
    return changes


MARK = "UPDATE order_line SET brought = ? WHERE show_id = ? AND source = ? AND line_id = ?"


def _keep(connection: Connection, show_id: str, changes: Sequence[LineWithdrawn]) -> None:
    put_back = [(show_id, change.version, *to_row(change.after)) for change in changes if change.after is not None]
    if put_back:
        connection.exec_driver_sql(
            f"INSERT OR REPLACE INTO order_line (show_id, version, {COLUMNS}, brought)"  # noqa: S608
            f" VALUES ({', '.join('?' * (WIDTH + 2))}, '')",
            put_back,
        )
    out = [(show_id, *change.before.key, change.version) for change in changes if change.after is None]
    if out:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO withdrawn_line (show_id, source, line_id, version) VALUES (?, ?, ?, ?)", out
        )
        connection.exec_driver_sql(
            "DELETE FROM order_line WHERE show_id = ? AND source = ? AND line_id = ?", [row[:3] for row in out]
        )


def _whole(line: OrderLine) -> OrderLine:
    """As it is read back."""
    return line if line.status_at is not None else replace(line, status_at=line.at)
