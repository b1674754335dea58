"""Order lines as columns per item, sorted by time: what sold between two instants is answered without a pass over all.

A change of a line is its old copy taken away and its new one added, so figures follow merges and refunds. Times are
whole microseconds since 1970 UTC, money cents.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from console.metrics.readings import EPOCH
from console.show.sales import OrderLine

_MICROSECOND = timedelta(microseconds=1)
_LEAST_SETTLED = 1024  # lines that wait before they are sorted in
_LEAST_ASKED = 128  # and before a question sorts them in
_REMEMBERED = 256  # answers kept for an item; rounds that are over are asked for again and again
_SUMS = 4

_WIDTH = 2 + _SUMS  # of a line that waits: instant, order, cents, pieces, lines (+1 or -1), cents refunded

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sales:
    """What order lines came to. ``orders`` counts an order of several lines once."""

    gmv: int = 0
    units: int = 0
    lines: int = 0
    orders: int = 0
    refunded: int = 0


NOTHING_SOLD = Sales()


def micros_of(at: datetime) -> int:
    """Whole microseconds since 1970 UTC."""
    return (at - EPOCH) // _MICROSECOND


def order_key(source: str, order_id: str) -> int:
    """An order as 64 bits, the same within one run of the program: a million orders share one by a chance of 1e-7."""
    return hash((source, order_id))


class Column:
    """The lines of one item: a sorted part with running sums, and those that came since."""

    __slots__ = ("_answers", "_at", "_orders", "_sums", "_waiting", "totals")

    def __init__(self) -> None:
        self._waiting = array("q")
        self._at: Ints = np.empty(0, dtype=np.int64)
        self._orders: Ints = np.empty(0, dtype=np.int64)
        self._sums: Ints = np.zeros((1, _SUMS), dtype=np.int64)
        self._answers: dict[tuple[int | None, int | None], Sales] = {}
        self.totals = [0] * _SUMS

    @classmethod
    def of(cls, at: Ints, orders: Ints, sums: Ints) -> Column:
        """Lines that are sorted by ``at``; ``sums``: one row each for cents, pieces, lines and cents refunded."""
        column = cls()
        column._at, column._orders = at.copy(), orders.copy()
        column._sums = np.zeros((len(at) + 1, _SUMS), dtype=np.int64)
        np.cumsum(sums.T, axis=0, out=column._sums[1:])
        column.totals = column._sums[-1].tolist()
        return column

    def add(self, at: int, order: int, sign: int, amount: int, units: int, refunded: int) -> None:
        self._waiting.extend((at, order, amount, units, sign, refunded))
        totals = self.totals
        totals[0] += amount
        totals[1] += units
        totals[2] += sign
        totals[3] += refunded
        if self._answers:
            self._answers.clear()
        if len(self._waiting) >= _WIDTH * max(_LEAST_SETTLED, len(self._at) // 8):
            self._settle()

    def between(self, start: int | None, end: int | None) -> Sales:
        """What was sold from ``start`` (included) to ``end`` (not included); None is open."""
        known = self._answers.get((start, end))
        if known is not None:
            return known
        if len(self._waiting) >= _WIDTH * max(_LEAST_ASKED, len(self._at) // 64):
            self._settle()
        first = 0 if start is None else int(np.searchsorted(self._at, start))
        last = len(self._at) if end is None else max(first, int(np.searchsorted(self._at, end)))
        gmv, units, lines, refunded = (int(each) for each in self._sums[last] - self._sums[first])
        orders = self._orders[first:last]
        signs = np.diff(self._sums[first : last + 1, 2])
        if self._waiting:
            came = self._came()
            kept = np.ones(len(came), dtype=np.bool_) if start is None else came[:, 0] >= start
            came = came[kept if end is None else kept & (came[:, 0] < end)]
            added = came[:, 2:].sum(axis=0)
            gmv, units, lines, refunded = (
                each + int(more) for each, more in zip((gmv, units, lines, refunded), added, strict=True)
            )
            orders, signs = np.concatenate((orders, came[:, 1])), np.concatenate((signs, came[:, 4]))
        answer = Sales(gmv=gmv, units=units, lines=lines, orders=_distinct(orders, signs), refunded=refunded)
        if len(self._answers) >= _REMEMBERED:
            self._answers.clear()
        self._answers[(start, end)] = answer
        return answer

    def _came(self) -> Ints:
        return np.array(self._waiting, dtype=np.int64).reshape(-1, _WIDTH)

    def _settle(self) -> None:
        came = self._came()
        self._waiting = array("q")
        at = np.concatenate((self._at, came[:, 0]))
        order = np.argsort(at, kind="stable")
        values = np.concatenate((np.diff(self._sums, axis=0), came[:, 2:]))[order]
        self._at = at[order]
        self._orders = np.concatenate((self._orders, came[:, 1]))[order]
        self._sums = np.concatenate((np.zeros((1, _SUMS), dtype=np.int64), np.cumsum(values, axis=0)))


def _distinct(orders: Ints, signs: Ints) -> int:
    """Orders of which a line is left once what was taken away is taken off."""
    if not len(orders):
        return 0
    _, place = np.unique(orders, return_inverse=True)
    return int(np.count_nonzero(np.bincount(place, weights=signs) > 0))


class LineColumns:
    """Every counted line of a show by item. An order is known by its ``order_key``."""

    __slots__ = ("_columns",)

    def __init__(self, lines: Iterable[OrderLine] = ()) -> None:
        self._columns: dict[str, Column] = {}
        for line in lines:
            self.add(line, 1)

    @classmethod
    def of(cls, columns: dict[str, Column]) -> LineColumns:
        """Columns that are made, by item."""
        made = cls()
        made._columns = columns
        return made

    def add(self, line: OrderLine, sign: int) -> None:
        """Count a line that was ever paid; -1 takes it away again."""
        money = (sign * line.amount, sign * line.quantity, sign * line.refunded)
        order = order_key(line.source, line.order_id)
        self.add_at(line.product_id, micros_of(line.counted_at), order, sign, *money)

    def add_at(self, product_id: str, at: int, order: int, sign: int, amount: int, units: int, refunded: int) -> None:
        """``amount``, ``units`` and ``refunded`` carry the sign themselves."""
        column = self._columns.get(product_id)
        if column is None:
            column = self._columns[product_id] = Column()
        column.add(at, order, sign, amount, units, refunded)

    def forget(self, product_id: str) -> None:
        """An item of which no line is left."""
        self._columns.pop(product_id, None)

    def clear(self) -> None:
        self._columns.clear()

    @property
    def products(self) -> list[str]:
        return list(self._columns)

    def between(self, product_id: str, start: datetime | None, end: datetime | None) -> Sales:
        """What was sold of an item from ``start`` (included) to ``end`` (not included); None is open."""
        column = self._columns.get(product_id)
        if column is None:
            return NOTHING_SOLD
        return column.between(None if start is None else micros_of(start), None if end is None else micros_of(end))

    def totals(self, product_id: str | None = None) -> Sales:
        """Everything of one item, or of the room, without the number of orders (0)."""
        if product_id is not None:
            column = self._columns.get(product_id)
            chosen = [] if column is None else [column]
        else:
            chosen = list(self._columns.values())
        gmv, units, lines, refunded = (sum(column.totals[each] for column in chosen) for each in range(_SUMS))
        return Sales(gmv=gmv, units=units, lines=lines, refunded=refunded)
