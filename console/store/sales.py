"""Order lines and readings in the room's file: merged by key, counted once whatever road they came by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection

from console.show.sales import LineRow, Metric, OrderLine, Reading, ReadingRow, merge
from console.store import line_copies, reading_copies
from console.store.brought import STAYS, Brought, begin, mark_of
from console.store.database import plain_rows
from console.store.line_copies import Standing
from console.store.line_rows import COLUMNS, WIDTH, from_row, to_row
from console.store.reading_copies import reading_key
from console.store.tables import from_micros

_PUT = f"""
INSERT INTO order_line (show_id, {COLUMNS}, version, brought) VALUES ({", ".join("?" * (WIDTH + 3))})
ON CONFLICT (show_id, source, line_id) DO UPDATE SET order_id = excluded.order_id, product_id = excluded.product_id,
    quantity = excluded.quantity, amount = excluded.amount, status = excluded.status, at = excluded.at,
    status_at = excluded.status_at, paid_at = excluded.paid_at, refunded_amount = excluded.refunded_amount,
    refunded_quantity = excluded.refunded_quantity, shipped = excluded.shipped, version = excluded.version,
    brought = excluded.brought
"""  # noqa: S608 - the columns are named there


@dataclass(frozen=True, slots=True)
class ReadingsPut:
    """What a batch of readings came to: those that are new, and those that replaced a value."""

    new: tuple[Reading, ...] = ()
    changed: tuple[Reading, ...] = ()

    @property
    def kept(self) -> int:
        return len(self.new) + len(self.changed)


class LineChange(NamedTuple):
    """An order line that is new (``before`` None) or became another; ``version`` from 1."""

    before: OrderLine | None
    after: OrderLine
    version: int


@dataclass(frozen=True, slots=True)
class Upserted:
    """What a batch of order lines came to. ``changes`` holds the new and the updated, in the order given."""

    new: int
    updated: int
    unchanged: int
    changes: tuple[LineChange, ...]


def put_orders(connection: Connection, show_id: str, lines: Sequence[OrderLine], by: Brought | None = None) -> Upserted:
    """Merge ``lines`` into the show's order lines. Doing it again changes nothing. ``by``: their import."""
    mark = mark_of(by)
    if by is not None:
        begin(connection, show_id, by)
    if not lines:
        return Upserted(0, 0, 0, ())
    keys = [line.key for line in lines]
    asked = dict.fromkeys(keys)
    known = line_copies.standing(connection, show_id, asked)
    before = line_copies.gone(connection, show_id, asked.keys() - known.keys())
    if not known and not before and len(asked) == len(keys):  # as most are: nobody told any of them before
        connection.exec_driver_sql(_PUT, [(show_id, *to_row(line), 1, mark) for line in lines])
        return Upserted(len(lines), 0, 0, tuple([LineChange(None, line, 1) for line in lines]))
    copies = line_copies.LineCopies(connection, show_id, known.items())
    first: dict[tuple[str, str], OrderLine | None] = {}
    marked: dict[tuple[str, str], str] = {}
    unchanged = 0
    for key, line in zip(keys, lines, strict=True):
        have = known.get(key)
        if have is None:
            first[key] = None
            known[key] = Standing(line, before.get(key, 0) + 1, mark)
            continue
        seen = line if line.status_at is not None else replace(line, status_at=line.at)
        merged = merge(have.line, seen)
        told = have.mark
        if mark != told and not (told == STAYS and merged == have.line):  # else nobody misses this copy
            told = marked[key] = copies.note(key, have, seen, mark)
        version = have.version
        if merged == have.line or key in first:
            unchanged += 1
        else:
            first[key], version = have.line, version + 1
        known[key] = Standing(merged, version, told)
    copies.write()
    changes = []
    rows = []
    for key, was in first.items():
        line, version, mark = known[key]
        changes.append(LineChange(was, line, version))
        rows.append((show_id, *to_row(line), version, mark))
    if rows:
        connection.exec_driver_sql(_PUT, rows)
    only_marked = [(told, show_id, *key) for key, told in marked.items() if key not in first]
    if only_marked:
        connection.exec_driver_sql(line_copies.MARK, only_marked)
    new = sum(1 for was in first.values() if was is None)
    return Upserted(new, len(changes) - new, unchanged, tuple(changes))


def orders(connection: Connection, show_id: str) -> Iterator[tuple[OrderLine, int]]:
    """Every order line of a show with its version, in the order of their keys."""
    rows = connection.exec_driver_sql(f"SELECT {COLUMNS}, version FROM order_line WHERE show_id = ?", (show_id,))  # noqa: S608
    for row in rows:
        yield from_row(row), row[WIDTH]


def order_rows(connection: Connection, show_id: str) -> Iterator[Sequence[LineRow]]:
    """What is counted of every order line of a show, some thousands at a time: plain tuples in ``LineRow``'s order."""
    columns = ", ".join(LineRow._fields)
    rows = plain_rows(connection, f"SELECT {columns} FROM order_line WHERE show_id = ?", (show_id,))  # noqa: S608
    return cast(Iterator[Sequence[LineRow]], rows)


def last_line_at(connection: Connection, show_id: str) -> datetime | None:
    """The latest instant any order line of a show tells of."""
    at = connection.exec_driver_sql("SELECT MAX(status_at) FROM order_line WHERE show_id = ?", (show_id,)).scalar_one()
    return None if at is None else from_micros(at)


def put_readings(
    connection: Connection, show_id: str, readings: Sequence[Reading], by: Brought | None = None
) -> ReadingsPut:
    """Keep readings; one for the same source, metric, product and instant replaces the value. ``by``: as above."""
    if by is not None:
        begin(connection, show_id, by)
    latest = {reading_key(reading): reading for reading in readings}
    keys = reading_copies.put(
        connection, show_id, {key: (each.value, int(each.cumulative)) for key, each in latest.items()}, mark_of(by)
    )
    return ReadingsPut(tuple(latest[key] for key in keys.new), tuple(latest[key] for key in keys.changed))


def reading_rows(connection: Connection, show_id: str) -> Iterator[Sequence[ReadingRow]]:
    """Every reading of a show, some thousands at a time: tuples in ``ReadingRow``'s order, sorted by their key."""
    columns = ", ".join(ReadingRow._fields)
    rows = plain_rows(
        connection,
        f"SELECT {columns} FROM reading WHERE show_id = ? ORDER BY source, metric, product_id, at",  # noqa: S608
        (show_id,),
    )
    return cast(Iterator[Sequence[ReadingRow]], rows)


def last_readings(connection: Connection, show_id: str, most: int) -> list[Reading]:
    """The latest readings of a show, oldest first."""
    return list(_readings(connection, "ORDER BY at DESC LIMIT ?", (show_id, most)))[::-1]


def readings(connection: Connection, show_id: str) -> Iterator[Reading]:
    """Every reading of a show in the order of their instants."""
    return _readings(connection, "ORDER BY at", (show_id,))


def _readings(connection: Connection, which: str, parameters: tuple[Any, ...]) -> Iterator[Reading]:
    rows = connection.exec_driver_sql(
        f"SELECT source, metric, product_id, at, value, cumulative FROM reading WHERE show_id = ? {which}",  # noqa: S608
        parameters,
    )
    for source, metric, product_id, at, value, cumulative in rows:
        yield Reading(
            source=source,
            product_id=product_id or None,
            metric=Metric(metric),
            value=value,
            cumulative=bool(cumulative),
            at=from_micros(at),
        )
