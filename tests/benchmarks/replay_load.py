"""A busy evening as its feeds tell it – copies, refunds, late and repeated news – and what it comes to in truth.

The truth is kept while the evening is made up, sale by sale; nothing here asks the program how to count.

``python -m tests.benchmarks.replay_load PORT TOKEN_FILE STARTED PRODUCTS`` makes the evening up, says ``ready``, and on
each line from stdin posts all of it, the four hours in so many seconds as the line says or as fast as it is taken, then
says how many rows were and in what time.
"""

from __future__ import annotations

import itertools
import json
import random
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from console.metrics.counters import Counters
from console.show.sales import Metric
from tests.benchmarks.window_load import post

HOURS = 4
LINES, READINGS = 300_000, 200_000
ROWS_A_BODY = 500
LATE_S = 600.0  # news comes up to so much later than it happened
METRICS = ("exposures", "clicks", "click_users", "buyers")
SEED = 20261122

Row = dict[str, Any]


@dataclass(slots=True)
class Truth:
    """What one item sold, and what its counters came to. Money in cents."""

    gmv: int = 0
    units: int = 0
    lines: int = 0
    refunded: int = 0
    returned: int = 0
    orders: set[tuple[str, str]] = field(default_factory=set)
    counters: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Evening:
    """News in the order it comes, and the truth by item; ``outside``: lines paid before the show."""

    orders: list[Row]
    readings: list[Row]
    truth: dict[str, Truth]
    online: float
    outside: int


def make_up(started: datetime, products: list[str], lines: int = LINES, readings: int = READINGS) -> Evening:
    """The same evening for the same start. Every line and every reading is one of its own; copies come on top."""
    chance = random.Random(SEED)
    truth = {product: Truth() for product in products}
    orders, outside = _orders(chance, started, products, truth, lines)
    counted, online = _readings(chance, started, products, truth, readings)
    return Evening(orders=orders, readings=counted, truth=truth, online=online, outside=outside)


def _orders(
    chance: random.Random, started: datetime, products: list[str], truth: dict[str, Truth], lines: int
) -> tuple[list[Row], int]:
    news: list[tuple[float, Row]] = []
    outside = 0
    weights = list(itertools.accumulate(1 / (place + 3) for place in range(len(products))))
    order = ""
    for number in range(lines):
        if number % 5 not in (1, 3):  # two of five lines share the order of the line before
            order, source = f"69{number:016d}", "douyin" if chance.random() < 0.8 else "youzan"
            second = chance.random() * HOURS * 3600 if chance.random() >= 0.01 else -60 - chance.random() * 600
        product = chance.choices(products, cum_weights=weights)[0]
        quantity, cents = 1 + (chance.random() < 0.2), 990 + 100 * chance.randrange(300)
        base: Row = {"source": source, "line_id": f"{order}-{number}", "order_id": order, "product_id": product}
        base |= {"quantity": quantity, "amount": yuan(cents), "at": _iso(started, second)}
        fate, later = chance.random(), second + 30 + chance.random() * 1800
        first: Row = {"status": "paid"}
        last: Row | None = None
        kept, refunded, returned = True, 0, 0
        if fate < 0.04:  # everything goes back
            last, refunded, returned = {"status": "refunded"}, cents, quantity
        elif fate < 0.06:  # part of the money goes back, no goods
            refunded = 1 + chance.randrange(cents - 1)
            last = {"status": "refunded", "refunded_amount": yuan(refunded), "refunded_quantity": 0}
        elif fate < 0.07:  # ordered and never paid
            first, kept = {"status": "cancelled"}, False
        elif fate < 0.075:  # paid and cancelled, told in one
            first = {"status": "cancelled", "paid_at": _iso(started, second)}
            refunded, returned = cents, quantity
        inside = second >= 0
        if kept and inside:
            item = truth[product]
            item.gmv, item.units, item.lines = item.gmv + cents, item.units + quantity, item.lines + 1
            item.refunded, item.returned = item.refunded + refunded, item.returned + returned
            item.orders.add((source, order))
        outside += kept and not inside
        news.append((second + _delay(chance), base | first))
        if last is not None:
            news.append((later + _delay(chance), base | last | {"status_at": _iso(started, later)}))
        if chance.random() < 0.03:  # the same news by another road
            news.append((second + LATE_S * chance.random(), base | first))
    news.sort(key=lambda each: each[0])
    return [row for _, row in news], outside


def _readings(
    chance: random.Random, started: datetime, products: list[str], truth: dict[str, Truth], readings: int
) -> tuple[list[Row], float]:
    news: list[tuple[float, Row]] = []
    series = [(product, metric) for product in products for metric in METRICS]
    rounds = readings // (len(series) + 1)
    known = dict.fromkeys(series, 0)
    online = 0.0
    for step in range(rounds):
        beat = (step + 0.5) * HOURS * 3600 / rounds
        for one in series:
            product, metric = one
            more = chance.randrange(1, 40)
            if known[one] > 500 and chance.random() < 0.002:
                known[one] = 0  # the feed begins anew
            known[one] += more
            counters = truth[product].counters
            counters[metric] = counters.get(metric, 0.0) + more
            row = {"source": "compass", "product_id": product, "metric": metric, "value": known[one]}
            news.append((beat + _delay(chance), row | {"cumulative": True, "at": _iso(started, beat)}))
        online = 3000 + chance.randrange(2000)
        row = {"source": "screen", "product_id": None, "metric": "online", "value": online}
        news.append((beat, row | {"cumulative": False, "at": _iso(started, beat)}))
    news.sort(key=lambda each: each[0])
    return [row for _, row in news], online


def check(counters: Counters, evening: Evening) -> None:
    """Every figure is that of the evening. Raises AssertionError."""
    wrong = []
    for product, truth in evening.truth.items():
        item = counters.item(product)
        ours = (item.gmv, item.units, item.lines, item.orders, item.refunded, item.units_returned, item.sold)
        sold = truth.units - truth.returned
        theirs = (truth.gmv, truth.units, truth.lines, len(truth.orders), truth.refunded, truth.returned, sold)
        counted = {metric: getattr(item, metric) for metric in truth.counters}
        if ours != theirs or counted != truth.counters or sum(counters.gmv_minutes(product).values()) != truth.gmv:
            wrong.append(f"{product}: {ours} {counted}, not {theirs} {truth.counters}")
    room, all_items = counters.room(), evening.truth.values()
    orders = {order for truth in all_items for order in truth.orders}
    told = (room.gmv, room.units, room.orders, room.outside_lines, room.readings[Metric.ONLINE])
    money, units = sum(truth.gmv for truth in all_items), sum(truth.units for truth in all_items)
    true = (money, units, len(orders), evening.outside, evening.online)
    if told != true:
        wrong.append(f"the room: {told}, not {true}")
    assert not wrong, f"{len(wrong)} wrong: {'; '.join(wrong[:3])}"


def _delay(chance: random.Random) -> float:
    return LATE_S * chance.random() if chance.random() < 0.05 else 2 * chance.random()


def _iso(started: datetime, second: float) -> str:
    return (started + timedelta(seconds=round(second, 3))).isoformat()


def yuan(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


class Pourer:
    """Posts bodies of one kind one after the other, at an even pace, each once the one before was answered."""

    def __init__(self, port: int, token: str, what: str, rows: list[Row]) -> None:
        self._port, self._token, self._what = port, token, what
        self._bodies = [rows[at : at + ROWS_A_BODY] for at in range(0, len(rows), ROWS_A_BODY)]
        self.failed: BaseException | None = None

    def pour(self, within: float) -> threading.Thread:
        """``within`` seconds, or longer when they are not taken so fast."""
        thread = threading.Thread(target=self._all, args=(within,), name=self._what, daemon=True)
        thread.start()
        return thread

    def _all(self, within: float) -> None:
        began = time.monotonic()
        try:
            for place, body in enumerate(self._bodies):
                time.sleep(max(0.0, began + within * place / len(self._bodies) - time.monotonic()))
                post(self._port, self._token, self._what, body)
        except BaseException as error:  # noqa: BLE001 - told by ``main``
            self.failed = error


def main(port: int, token_file: Path, started: datetime, products: list[str]) -> None:
    evening = make_up(started, products)
    print("ready", flush=True)
    for within in sys.stdin:
        token = token_file.read_text(encoding="utf-8").strip()
        pourers = [
            Pourer(port, token, "orders", evening.orders),
            Pourer(port, token, "readings", evening.readings),
        ]
        began = time.perf_counter()
        for thread in [pourer.pour(float(within)) for pourer in pourers]:
            thread.join()
        failed = [str(pourer.failed) for pourer in pourers if pourer.failed is not None]
        told = {"orders": len(evening.orders), "readings": len(evening.readings), "failed": failed}
        print(json.dumps(told | {"seconds": time.perf_counter() - began}), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), datetime.fromisoformat(sys.argv[3]), sys.argv[4].split(","))
