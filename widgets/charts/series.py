"""Figures as curves: which minutes, where the gaps are, and which items are worth a line."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from console.metrics.conversion import Basis, Rate
from console.metrics.counters import Counters
from console.metrics.movement import conversion_change
from console.metrics.statistics import Trend
from console.show.state import State

Points = tuple[NDArray[np.float64], NDArray[np.float64]]

MINUTE = 60
MAX_LINES = 12  # PERF: a frame holds no more
AUTO_LINES = 7
FALLING_LINES = 2
RECENT_LINES = 2
LATELY_AIRED = 24  # items that are looked at for a fall: a test of each takes its time
FEWEST_CLICKS = 30  # below, a conversion is luck
_STEPS = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
_HALF_DASH = 15.0  # seconds: a minute that stands alone is a dash, not an invisible point


def minutes_between(first: float, last: float) -> range:
    """The whole minutes since 1970 that touch the seconds ``first`` … ``last``."""
    return range(int(first // MINUTE), int(last // MINUTE) + 1)


def values_of(rates: Iterable[Rate]) -> NDArray[np.float64]:
    """The rates as numbers; unknown is NaN, never 0."""
    return np.array([math.nan if rate.value is None else rate.value for rate in rates], dtype=np.float64)


def curve(first_minute: int, values: NDArray[np.float64]) -> Points:
    """A value a minute as points at the middle of each minute. NaN is a gap; a value between two gaps is a dash."""
    x = (np.arange(len(values), dtype=np.float64) + first_minute) * MINUTE + MINUTE / 2
    known = np.isfinite(values)
    before = np.concatenate(([False], known[:-1]))
    after = np.concatenate((known[1:], [False]))
    alone = np.flatnonzero(known & ~before & ~after)
    if not len(alone):
        return x, values
    x = np.insert(x, alone, x[alone] - _HALF_DASH)
    y = np.insert(values, alone, values[alone])
    moved = alone + np.arange(len(alone)) + 1
    x[moved] += _HALF_DASH
    return x, y


def parted(values: NDArray[np.float64], thin: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The firm part of a curve and the faint one; the faint one reaches over to its firm neighbours, so they meet."""
    if not thin.any():
        return values, np.full(len(values), math.nan)
    reach = thin.copy()
    reach[1:] |= thin[:-1]
    reach[:-1] |= thin[1:]
    return np.where(thin, math.nan, values), np.where(reach, values, math.nan)


def level_curve(minutes: Mapping[int, float], span: range, hold: int) -> Points:
    """A level that is read now and then: joined over up to ``hold`` minutes without a reading, a gap beyond."""
    values = np.full(len(span), math.nan)
    last_minute: int | None = None
    for minute in sorted(m for m in minutes if m in span):
        at = minute - span.start
        values[at] = minutes[minute]
        if last_minute is not None and 1 < minute - last_minute <= hold:
            began = last_minute - span.start
            values[began : at + 1] = np.linspace(values[began], values[at], at - began + 1)
        last_minute = minute
    return curve(span.start, values)


def nice_top(value: float, least: float) -> float:
    """The end of an axis that starts at 0 and holds ``value``: 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten."""
    value = max(value, least)
    power = 10.0 ** math.floor(math.log10(value))
    return next(
        step * power for step in (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0) if value <= step * power * 1.001
    )


def products_of_interest(
    state: State,
    counters: Counters,
    limit: int = AUTO_LINES,
    now: datetime | None = None,
    minutes: range | None = None,
) -> list[str]:
    """Items worth a line by themselves: on air, next, those that fall, recently aired, then those that convert best.

    ``minutes``: the stretch shown; what converted best and was not clicked in it would be a name without a line.

    All of one basis, that of the first item of which a conversion is known; the item on air is always there.
    """
    found: list[str] = []
    basis: Basis | None = None

    def add(product: str | None, most: int) -> None:
        nonlocal basis
        if product is None or product in found or len(found) >= most:
            return
        rate = counters.item(product).cvr
        is_on_air = state.on_air is not None and state.on_air.product_id == product
        if rate.value is None or (basis is not None and rate.basis is not basis):
            if is_on_air:
                found.append(product)
            return
        basis = basis or rate.basis
        found.append(product)

    if state.on_air is not None:
        add(state.on_air.product_id, limit)
    coming = state.next_entry()
    if coming is not None:
        add(coming.product_id, limit)
    if now is not None:
        so_far = len(found)
        for product in falling_products(state, counters, now):
            add(product, min(limit, so_far + FALLING_LINES))
    so_far = len(found)
    for item in reversed(state.core.rounds):
        entry = state.plan.entries.get(item.entry_id)
        add(None if entry is None else entry.product_id, min(limit, so_far + RECENT_LINES))
    for product in best_products(counters):
        if len(found) >= limit:
            break
        if minutes is None or clicks_in(counters, product, minutes) >= FEWEST_CLICKS:
            add(product, limit)
    return found


def falling_products(state: State, counters: Counters, now: datetime) -> list[str]:
    """Items on air of late that convert worse than before by more than noise, the surest first."""
    found = []
    entries = state.plan.entries
    shown = (entries[one.entry_id].product_id for one in reversed(state.core.rounds) if one.entry_id in entries)
    aired = dict.fromkeys(product for product in shown if product is not None)
    for product in islice(aired, LATELY_AIRED):
        moved = conversion_change(counters, product, now)
        if moved.trend is Trend.FALLING and moved.p_value is not None:
            found.append((moved.p_value, product))
    return [product for _, product in sorted(found)]


def best_products(counters: Counters) -> list[str]:
    """Items by conversion, best first, those with few clicks left out."""
    rates = {product: counters.item(product).cvr for product in counters.products}
    known = [p for p, rate in rates.items() if rate.value is not None and (rate.denominator or 0) >= FEWEST_CLICKS]
    return sorted(known, key=lambda product: (-(rates[product].value or 0.0), product))


def clicks_in(counters: Counters, product: str, minutes: range) -> float:
    """Clicks, or people who clicked, in a stretch: the denominator of the item's conversion there."""
    if not minutes:
        return 0.0
    (rate,) = counters.conversion_series(product, [minutes[-1]], len(minutes))
    return rate.denominator or 0.0


def bases_of(counters: Counters, products: Iterable[str]) -> dict[str, Basis]:
    """The basis of each item whose conversion is known."""
    bases = {product: counters.item(product).cvr.basis for product in products}
    return {product: basis for product, basis in bases.items() if basis is not None}


def main_basis(bases: Mapping[str, Basis], first: str | None = None) -> Basis | None:
    """The basis a chart's title names: that of ``first`` when known, else the commonest."""
    if first is not None and first in bases:
        return bases[first]
    if not bases:
        return None
    people = sum(basis is Basis.PEOPLE for basis in bases.values())
    return Basis.PEOPLE if people * 2 >= len(bases) else Basis.COUNTS
