"""All order lines of a show added up at once, by column: what ``Counters`` comes to line by line, for a show reopened.

Pure, on any thread. Times are whole microseconds since 1970 UTC, money cents. The rules are those of ``OrderLine``,
said a second time for arrays; a test holds the two to each other on lines of every shape.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from console.metrics.line_columns import Column, LineColumns, micros_of, order_key
from console.metrics.readings import EPOCH
from console.metrics.window import Restock, Window
from console.show.sales import NO_ITEM, LineRow, OrderStatus

MICROS_A_MINUTE = 60_000_000
GMV, UNITS, LINES = range(3)  # of what is added up a minute: cents, pieces, lines

_UNTOLD = np.iinfo(np.int64).min
_PAID, _CANCELLED = OrderStatus.PAID.value, OrderStatus.CANCELLED.value

Ints = NDArray[np.int64]


@dataclass(slots=True)
class ItemTally:
    """Everything counted for one item. ``orders``: lines per order; ``minutes``: of GMV, UNITS, LINES, by minute."""

    gmv: int = 0
    units: int = 0
    lines: int = 0
    refunded: int = 0
    units_returned: int = 0
    sold: int = 0
    orders: dict[int, int] = field(default_factory=dict)
    minutes: tuple[dict[int, int], dict[int, int], dict[int, int]] = field(default_factory=lambda: ({}, {}, {}))


@dataclass(slots=True)
class OrderSource:
    """One platform or shop that tells orders: how many lines it told, and the latest status among them."""

    lines: int = 0
    last: datetime | None = None

    def add(self, lines: int, at: datetime) -> None:
        """Lines more, or fewer."""
        self.lines += lines
        if lines > 0 and (self.last is None or at > self.last):
            self.last = at


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSums:
    """What a show's order lines come to."""

    items: dict[str, ItemTally]
    orders: dict[int, int]
    columns: LineColumns
    outside: int
    sources: dict[str, OrderSource]

    @property
    def last_heard(self) -> datetime | None:
        """The latest status told; None without lines."""
        return max((each.last for each in self.sources.values() if each.last is not None), default=None)

    @property
    def sold(self) -> dict[str, int]:
        """Pieces each item took out of stock."""
        return {product: item.sold for product, item in self.items.items() if product != NO_ITEM}


def add_up(chunks: Iterable[Sequence[LineRow]], window: Window, restock: Restock) -> LineSums:
    """Add up rows, a chunk at a time so that a long evening is never in memory as rows all at once."""
    numbers: dict[str, int] = {}
    outside = 0
    sources: dict[str, OrderSource] = {}
    parts = [np.empty((_ROWS, 0), dtype=np.int64)]
    for rows in chunks:
        column = LineRow(*zip(*rows, strict=True))  # type: ignore[arg-type]  # each field is now its column
        lines, out = _lines(column, numbers, window, restock)
        parts.append(lines)
        outside += out
        _add_sources(sources, column)
    table = np.concatenate(parts, axis=1)
    items: dict[str, ItemTally] = {}
    columns: dict[str, Column] = {}
    names = list(numbers)
    for number, lines in _by_item(table):
        product = names[number]
        items[product] = _tally(lines, counts_stock=product != NO_ITEM)
        columns[product] = Column.of(lines[_AT], lines[_ORDER], lines[_MONEY])
    return LineSums(
        items=items,
        orders=_per_order(table[_ORDER]),
        columns=LineColumns.of(columns),
        outside=outside,
        sources=sources,
    )


def _add_sources(sources: dict[str, OrderSource], column: LineRow) -> None:
    """Count the rows of each source, and the latest status it told."""
    names: Sequence[str] = column.source  # each field is a column here
    times: Sequence[int] = column.status_at  # type: ignore[assignment]
    for name in set(names):
        its = times if len(set(names)) == 1 else [at for one, at in zip(names, times, strict=True) if one == name]
        known = sources.setdefault(name, OrderSource())
        known.add(len(its), EPOCH + timedelta(microseconds=max(its)))


# rows of the table that is added up; one column a line
_ITEM, _AT, _ORDER, _AMOUNT, _UNITS, _LINES, _REFUNDED, _RETURNED, _SOLD = range(9)
_ROWS = 9
_MONEY = [_AMOUNT, _UNITS, _LINES, _REFUNDED]  # in the order in which ``Column`` keeps its sums


def _lines(column: LineRow, numbers: dict[str, int], window: Window, restock: Restock) -> tuple[Ints, int]:
    """What counts in this show, a column a line, and how many lines were paid outside its window."""
    count = len(column.source)
    item = np.fromiter((numbers.setdefault(each, len(numbers)) for each in column.product_id), np.int64, count)
    order = np.fromiter(map(order_key, column.source, column.order_id), np.int64, count)
    units, amount = _whole(column.quantity), _whole(column.amount)
    is_paid = np.array([each == _PAID for each in column.status])
    cancelled = np.array([each == _CANCELLED for each in column.status])
    paid_at = _told(column.paid_at)
    at = np.where(paid_at != _UNTOLD, paid_at, _whole(column.at))

    refunded, returned = _told(column.refunded_amount), _told(column.refunded_quantity)
    refunded = np.where(refunded != _UNTOLD, refunded, np.where(is_paid, 0, amount))
    everything = np.where(~is_paid & (refunded >= amount), units, 0)
    returned = np.where(returned != _UNTOLD, returned, everything)
    back = returned
    if restock is Restock.BEFORE_SHIPPING:
        back = np.where(_whole(column.shipped), 0, returned)
    elif restock is Restock.NEVER:
        back = np.zeros_like(returned)

    ever_paid = ((paid_at != _UNTOLD) | ~cancelled) & ((units != 0) | (amount != 0))
    inside = np.ones(count, dtype=np.bool_)
    if window.start is not None:
        inside &= at >= micros_of(window.start)
    if window.end is not None:
        inside &= at <= micros_of(window.end)
    table = np.stack([item, at, order, amount, units, np.ones_like(units), refunded, returned, units - back])
    return table[:, ever_paid & inside], int(np.count_nonzero(ever_paid & ~inside))


def _whole(values: Any) -> Ints:
    return np.array(values, dtype=np.int64)


def _told(values: Any) -> Ints:
    return np.array([_UNTOLD if each is None else each for each in values], dtype=np.int64)


def _by_item(table: Ints) -> Iterator[tuple[int, Ints]]:
    """The lines of each item, sorted by time."""
    order = np.lexsort((table[_AT], table[_ITEM]))
    table = table[:, order]
    numbers, starts = np.unique(table[_ITEM], return_index=True)
    if len(numbers):
        yield from zip(numbers.tolist(), np.split(table, starts[1:], axis=1), strict=True)


def _tally(lines: Ints, *, counts_stock: bool) -> ItemTally:
    gmv, units, count, refunded, returned, sold = (int(each) for each in lines[_AMOUNT:].sum(axis=1))
    minute = lines[_AT] // MICROS_A_MINUTE
    found, starts = np.unique(minute, return_index=True)
    sums = np.add.reduceat(lines[[_AMOUNT, _UNITS, _LINES]], starts, axis=1).tolist()
    gmv_of, units_of, lines_of = (dict(zip(found.tolist(), each, strict=True)) for each in sums)
    return ItemTally(
        gmv=gmv,
        units=units,
        lines=count,
        refunded=refunded,
        units_returned=returned,
        sold=sold if counts_stock else 0,
        orders=_per_order(lines[_ORDER]),
        minutes=(gmv_of, units_of, lines_of),
    )


def _per_order(orders: Ints) -> dict[int, int]:
    found, lines = np.unique(orders, return_counts=True)
    return dict(zip(found.tolist(), lines.tolist(), strict=True))
