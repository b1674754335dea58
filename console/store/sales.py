"""Order lines and readings in the room's file: merged by key, counted once whatever road they came by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection

from console.show.sales import LineRow, Metric, OrderLine, OrderStatus, Reading, ReadingRow, merge
from console.store.database import plain_rows
from console.store.tables import from_micros, to_micros

_COLUMNS = (
    "source, line_id, order_id, product_id, quantity, amount, status, at, status_at, paid_at, refunded_amount,"
    " refunded_quantity, shipped, version"
)
_PUT = f"""
INSERT INTO order_line (show_id, {_COLUMNS}) VALUES ({", ".join("?" * 15)})
ON CONFLICT (show_id, source, line_id) DO UPDATE SET order_id = excluded.order_id, product_id = excluded.product_id,
    quantity = excluded.quantity, amount = excluded.amount, status = excluded.status, at = excluded.at,
    status_at = excluded.status_at, paid_at = excluded.paid_at, refunded_amount = excluded.refunded_amount,
    refunded_quantity = excluded.refunded_quantity, shipped = excluded.shipped, version = excluded.version
"""  # noqa: S608 - the columns are named above
_PUT_READING = """
INSERT INTO reading (show_id, source, metric, product_id, at, value, cumulative) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (show_id, source, metric, product_id, at) DO UPDATE SET value = excluded.value,
    cumulative = excluded.cumulative
"""
_CHUNK = 400


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


def put_orders(connection: Connection, show_id: str, lines: Sequence[OrderLine]) -> Upserted:
    """Merge ``lines`` into the show's order lines. Doing it again changes nothing."""
    known = _known(connection, show_id, lines)
    first: dict[tuple[str, str], OrderLine | None] = {}
    unchanged = 0
    for line in lines:
        key = (line.source, line.line_id)
        have = known.get(key)
        if have is None:
            first[key] = None
            known[key] = (line, 1)
            continue
        seen = line if line.status_at is not None else replace(line, status_at=line.at)
        merged = merge(have[0], seen)
        if merged == have[0]:
            unchanged += 1
        elif key in first:
            unchanged += 1
            known[key] = (merged, have[1])
        else:
            first[key] = have[0]
            known[key] = (merged, have[1] + 1)
    changes = tuple([LineChange(before, *known[key]) for key, before in first.items()])
    if changes:
        connection.exec_driver_sql(_PUT, [_to_row(show_id, line, version) for _, line, version in changes])
    new = sum(1 for before, _, _ in changes if before is None)
    return Upserted(new, len(changes) - new, unchanged, changes)


def _known(
    connection: Connection, show_id: str, lines: Sequence[OrderLine]
) -> dict[tuple[str, str], tuple[OrderLine, int]]:
    by_source: dict[str, list[str]] = {}
    for line in lines:
        by_source.setdefault(line.source, []).append(line.line_id)
    known: dict[tuple[str, str], tuple[OrderLine, int]] = {}
    for source, ids in by_source.items():
        for start in range(0, len(ids), _CHUNK):
            chunk = ids[start : start + _CHUNK]
            marks = ", ".join("?" * len(chunk))
            rows = connection.exec_driver_sql(
                f"SELECT {_COLUMNS} FROM order_line WHERE show_id = ? AND source = ? AND line_id IN ({marks})",  # noqa: S608
                (show_id, source, *chunk),
            )
            for row in rows:
                known[(row[0], row[1])] = (_from_row(row), row[13])
    return known


def _to_row(show_id: str, line: OrderLine, version: int) -> tuple[Any, ...]:
    at, status_at = to_micros(line.at), line.status_at
    return (
        show_id,
        line.source,
        line.line_id,
        line.order_id,
        line.product_id,
        line.quantity,
        line.amount,
        line.status.value,
        at,
        at if status_at is None or status_at is line.at else to_micros(status_at),
        None if line.paid_at is None else to_micros(line.paid_at),
        line.refunded_amount,
        line.refunded_quantity,
        int(line.shipped),
        version,
    )


def _from_row(row: Any) -> OrderLine:
    return OrderLine(
        source=row[0],
        line_id=row[1],
        order_id=row[2],
        product_id=row[3],
        quantity=row[4],
        amount=row[5],
        status=OrderStatus(row[6]),
        at=from_micros(row[7]),
        status_at=from_micros(row[8]),
        paid_at=None if row[9] is None else from_micros(row[9]),
        refunded_amount=row[10],
        refunded_quantity=row[11],
        shipped=bool(row[12]),
    )


def orders(connection: Connection, show_id: str) -> Iterator[tuple[OrderLine, int]]:
    """Every order line of a show with its version, in the order of their keys."""
    rows = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM order_line WHERE show_id = ?", (show_id,))  # noqa: S608
    for row in rows:
        yield _from_row(row), row[13]


def order_rows(connection: Connection, show_id: str) -> Iterator[Sequence[LineRow]]:
    """What is counted of every order line of a show, some thousands at a time: plain tuples in ``LineRow``'s order."""
    columns = ", ".join(LineRow._fields)
    rows = plain_rows(connection, f"SELECT {columns} FROM order_line WHERE show_id = ?", (show_id,))  # noqa: S608
    return cast(Iterator[Sequence[LineRow]], rows)


def put_readings(connection: Connection, show_id: str, readings: Sequence[Reading]) -> ReadingsPut:
    """Keep readings; one for the same source, metric, product and instant replaces the value."""
    latest = {_reading_key(reading): reading for reading in readings}
    known = _known_readings(connection, show_id, list(latest))
    new = tuple(reading for key, reading in latest.items() if key not in known)
    changed = tuple(
        reading
        for key, reading in latest.items()
        if key in known and known[key] != (reading.value, int(reading.cumulative))
    )
    if new or changed:
        connection.exec_driver_sql(
            _PUT_READING, [(show_id, *_reading_key(r), r.value, int(r.cumulative)) for r in (*new, *changed)]
        )
    return ReadingsPut(new, changed)


def reading_rows(connection: Connection, show_id: str) -> Iterator[Sequence[ReadingRow]]:
    """Every reading of a show, some thousands at a time: tuples in ``ReadingRow``'s order, sorted by their key."""
    columns = ", ".join(ReadingRow._fields)
    rows = plain_rows(
        connection,
        f"SELECT {columns} FROM reading WHERE show_id = ? ORDER BY source, metric, product_id, at",  # noqa: S608
        (show_id,),
    )
    return cast(Iterator[Sequence[ReadingRow]], rows)


def _reading_key(reading: Reading) -> tuple[str, str, str, int]:
    return (reading.source, reading.metric.value, reading.product_id or "", to_micros(reading.at))


def _known_readings(
    connection: Connection, show_id: str, keys: Sequence[tuple[str, str, str, int]]
) -> dict[tuple[str, str, str, int], tuple[float, int]]:
    known: dict[tuple[str, str, str, int], tuple[float, int]] = {}
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        marks = ", ".join(["(?, ?, ?, ?)"] * len(chunk))
        rows = connection.exec_driver_sql(
            f"WITH asked (source, metric, product_id, at) AS (VALUES {marks})"  # noqa: S608
            " SELECT kept.source, kept.metric, kept.product_id, kept.at, kept.value, kept.cumulative FROM asked"
            " CROSS JOIN reading AS kept ON kept.show_id = ? AND kept.source = asked.source"
            " AND kept.metric = asked.metric AND kept.product_id = asked.product_id AND kept.at = asked.at",
            (*(value for key in chunk for value in key), show_id),
        )
        for source, metric, product_id, at, value, cumulative in rows:
            known[(source, metric, product_id, at)] = (value, cumulative)
    return known


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
