"""Readings by their keys, and the values a reading had before another came: kept while an import is among them.

The last value told is the reading's. What came before one that nobody can take back is let go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import Connection

from console.show.sales import Metric, Reading
from console.store import brought
from console.store.brought import SEVERAL, STAYS
from console.store.tables import from_micros, to_micros

Key = tuple[str, str, str, int]  # source, metric, product ("" is the room), instant
Value = tuple[float, int]  # and whether it is cumulative
CHUNK = 400
_KEY = "source, metric, product_id, at"
_PUT = f"""
INSERT INTO reading (show_id, {_KEY}, value, cumulative, brought) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (show_id, {_KEY}) DO UPDATE SET value = excluded.value, cumulative = excluded.cumulative,
    brought = excluded.brought
"""  # noqa: S608 - the columns are named above
_PUT_COPY = f"""
INSERT INTO reading_copy (show_id, {_KEY}, place, imports, value, cumulative) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""  # noqa: S608
_DROP = "DELETE FROM {table} WHERE show_id = ? AND source = ? AND metric = ? AND product_id = ? AND at = ?"


@dataclass(frozen=True, slots=True)
class Put:
    """The keys of readings that are new, and of those whose value became another."""

    new: tuple[Key, ...]
    changed: tuple[Key, ...]


class Standing(NamedTuple):
    value: Value
    mark: str


@dataclass(frozen=True, slots=True)
class Copy:
    """One telling of a reading, and by whom."""

    imports: str
    value: Value


class ReadingWithdrawn(NamedTuple):
    """A reading that has another value since an import was taken back, or went (``after`` None)."""

    before: Reading
    after: Reading | None


def reading_key(reading: Reading) -> Key:
    return (reading.source, reading.metric.value, reading.product_id or "", to_micros(reading.at))


def put(connection: Connection, show_id: str, values: Mapping[Key, Value], mark: str) -> Put:
    """Let these be the values, as ``mark`` tells them."""
    known = _standing(connection, show_id, values)
    copies = _copies(connection, show_id, [key for key, have in known.items() if have.mark == SEVERAL])
    new: list[Key] = []
    changed: list[Key] = []
    rows: list[tuple[Any, ...]] = []
    renewed: dict[Key, list[Copy]] = {}
    for key, value in values.items():
        have, told = known.get(key), mark
        if have is None:
            new.append(key)
        else:
            if value != have.value:
                changed.append(key)
            elif have.mark in (mark, STAYS):
                continue  # nobody misses this copy
            if have.mark == SEVERAL or mark not in (have.mark, STAYS):
                before = copies.get(key) or [Copy(brought.told_by(have.mark), have.value)]
                told, renewed[key] = _settled(_with(before, value, mark))
        rows.append((show_id, *key, *value, told))
    _write(connection, show_id, renewed)
    if rows:
        connection.exec_driver_sql(_PUT, rows)
    return Put(tuple(new), tuple(changed))


def keys_of(connection: Connection, show_id: str, number: int) -> list[Key]:
    """The readings an import has a say in."""
    rows = connection.exec_driver_sql(
        f"SELECT {_KEY} FROM reading WHERE show_id = ? AND brought = ?"  # noqa: S608
        f" UNION ALL SELECT DISTINCT {_KEY} FROM reading_copy WHERE show_id = ? AND instr(imports, ?)",
        (show_id, str(number), show_id, f" {number} "),
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def withdraw(connection: Connection, show_id: str, keys: Sequence[Key], number: int) -> list[ReadingWithdrawn]:
    """Take away what an import told of these readings. Doing it again changes nothing."""
    known = _standing(connection, show_id, keys)
    copies = _copies(connection, show_id, [key for key, have in known.items() if have.mark == SEVERAL])
    changes: list[ReadingWithdrawn] = []
    rows: list[tuple[Any, ...]] = []
    out: list[tuple[Any, ...]] = []
    renewed: dict[Key, list[Copy]] = {}
    for key, have in known.items():
        left: list[Copy] = []
        if have.mark == SEVERAL:
            for copy in copies[key]:
                imports = brought.without(copy.imports, number)
                if imports is not None:
                    left.append(replace(copy, imports=imports))
        elif have.mark != str(number):
            continue
        if left:
            value = left[-1].value
            told, renewed[key] = _settled(left)
            rows.append((show_id, *key, *value, told))
            if value != have.value:
                changes.append(ReadingWithdrawn(_reading(key, have.value), _reading(key, value)))
        else:
            renewed[key] = []
            out.append((show_id, *key))
            changes.append(ReadingWithdrawn(_reading(key, have.value), None))
    _write(connection, show_id, renewed)
    if rows:
        connection.exec_driver_sql(_PUT, rows)
    if out:
        connection.exec_driver_sql(_DROP.format(table="reading"), out)
    return changes


def _with(copies: Sequence[Copy], value: Value, mark: str) -> list[Copy]:
    """The copies when one more is told."""
    *before, last = copies
    if last.value == value:
        return [*before, Copy(brought.also_by(last.imports, mark), value)]
    if last.imports == brought.told_by(mark):
        return [*before, Copy(last.imports, value)]  # whoever told it corrects himself
    return [*copies, Copy(brought.told_by(mark), value)]


def _settled(copies: Sequence[Copy]) -> tuple[str, list[Copy]]:
    """What the row says, and the copies that must be kept beside it."""
    stays = max((place for place, copy in enumerate(copies) if copy.imports == STAYS), default=0)
    kept = list(copies[stays:])
    mark = brought.sole(kept[0].imports) if len(kept) == 1 else None
    return (SEVERAL, kept) if mark is None else (mark, [])


def _write(connection: Connection, show_id: str, renewed: Mapping[Key, Sequence[Copy]]) -> None:
    if not renewed:
        return
    connection.exec_driver_sql(_DROP.format(table="reading_copy"), [(show_id, *key) for key in renewed])
    rows = [
        (show_id, *key, place, copy.imports, *copy.value)
        for key, copies in renewed.items()
        for place, copy in enumerate(copies)
    ]
    if rows:
        connection.exec_driver_sql(_PUT_COPY, rows)


def _standing(connection: Connection, show_id: str, keys: Iterable[Key]) -> dict[Key, Standing]:
    rows = _by_keys(connection, "reading", "value, kept.cumulative, kept.brought", show_id, list(keys))
    return {(row[0], row[1], row[2], row[3]): Standing((row[4], row[5]), row[6]) for row in rows}


def _copies(connection: Connection, show_id: str, keys: Sequence[Key]) -> dict[Key, list[Copy]]:
    found: dict[Key, list[tuple[int, Copy]]] = {}
    columns = "value, kept.cumulative, kept.imports, kept.place"
    for row in _by_keys(connection, "reading_copy", columns, show_id, keys):
        found.setdefault((row[0], row[1], row[2], row[3]), []).append((row[7], Copy(row[6], (row[4], row[5]))))
    return {key: [copy for _, copy in sorted(each, key=lambda one: one[0])] for key, each in found.items()}


def _by_keys(connection: Connection, table: str, columns: str, show_id: str, keys: Sequence[Key]) -> Iterator[Any]:
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        marks = ", ".join(["(?, ?, ?, ?)"] * len(chunk))
        yield from connection.exec_driver_sql(
            f"WITH asked (source, metric, product_id, at) AS (VALUES {marks})"  # noqa: S608
            f" SELECT kept.source, kept.metric, kept.product_id, kept.at, kept.{columns} FROM asked"
            f" CROSS JOIN {table} AS kept ON kept.show_id = ? AND kept.source = asked.source"
            " AND kept.metric = asked.metric AND kept.product_id = asked.product_id AND kept.at = asked.at",
            (*(value for key in chunk for value in key), show_id),
        )


def _reading(key: Key, value: Value) -> Reading:
    source, metric, product_id, at = key
    return Reading(
        source=source,
        product_id=product_id or None,
        metric=Metric(metric),
        value=value[0],
        cumulative=bool(value[1]),
        at=from_micros(at),
    )
