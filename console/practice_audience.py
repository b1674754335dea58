"""People in the practice room: they look, click, buy and change their mind, through the same intake as real data."""

from __future__ import annotations

import logging
import random
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import exp, sqrt
from typing import Any

from console.open_show import OpenShow
from console.show import timing
from console.show.plan import Entry, ProductId, Role
from console.show.sales import Metric, OrderLine, OrderStatus, Reading
from console.show.state import Status

log = logging.getLogger(__name__)

SOURCE = "practice"
USUAL_ONLINE = 1000.0
FIRST_ONLINE = 280.0  # those who wait before a show begins
ITEM_EVERY = timedelta(seconds=2)  # how often the platform tells of the item on air,
OTHERS_EVERY = timedelta(seconds=20)  # of the rest,
ROOM_EVERY = timedelta(seconds=2)  # and of the room
MOST_OTHERS = 4  # items off air told of in one step
MOST_WAITING = 6  # batches not yet on disk; a slow disk is not buried under more
LONGEST_WAIT = timedelta(seconds=10)
HASTE = 20  # the speed from which an order may slip in after the last piece

# Per role: how many come to watch, how many of those who see it click, how many of those who click buy.
_PULL = {Role.TRAFFIC: 1.30, Role.HERO: 1.10, Role.SECONDARY: 0.97, Role.PROFIT: 0.90, Role.IMAGE: 0.98}
_CLICK = {Role.TRAFFIC: 0.165, Role.HERO: 0.150, Role.SECONDARY: 0.115, Role.PROFIT: 0.085, Role.IMAGE: 0.10}
_BUY = {Role.TRAFFIC: 0.200, Role.HERO: 0.145, Role.SECONDARY: 0.105, Role.PROFIT: 0.062, Role.IMAGE: 0.020}
_USUAL_PRICE = {Role.TRAFFIC: 2000, Role.HERO: 7900, Role.SECONDARY: 4200, Role.PROFIT: 19900, Role.IMAGE: 150000}
_SEEN_A_MINUTE = 0.85  # of those online, while the item is explained
_CLICKERS = 0.86  # people among clicks
_SEERS = 0.80  # people among exposures
_TRICKLE = 0.05  # what an item that is on sale but not on air has of that


@dataclass(slots=True)
class Looks:
    """What one item has been looked at so far, cumulative as a platform tells it."""

    exposures: float = 0.0
    exposure_users: float = 0.0
    clicks: float = 0.0
    click_users: float = 0.0
    buyers: float = 0.0


@dataclass(slots=True)
class Bought:
    """What this audience has bought and given back. Money in cents."""

    orders: int = 0
    units: int = 0
    gmv: int = 0
    refunded: int = 0


class Audience:
    """``step`` lets time pass for the people in the room; what they do is fed to the show's intake.

    Seeded: the same steps at the same times on the same show give the same audience. ``speed`` multiplies
    how much they do. Main thread only.
    """

    def __init__(self, show: OpenShow, *, seed: int, speed: int = 1) -> None:
        self._show = show
        self._seed = seed
        self.speed = speed
        self.bought = Bought()
        self.spoken = 0  # comments of the last step
        counters = show.counters
        self._count = counters.room().orders
        # a show that is gone on with goes on otherwise than it began, and no order number comes twice
        self._chance = random.Random(f"{seed}:{self._count}")
        self._tag = f"{self._chance.randrange(1 << 32):08x}"
        self._online = counters.total(Metric.ONLINE) or FIRST_ONLINE
        self._room = {metric: counters.total(metric) or 0.0 for metric in _ROOM_STEPS}
        self._looks: dict[ProductId, Looks] = {}
        self._appeal: dict[str, float] = {}
        self._mood: dict[str, float] = {}
        self._regretful: list[OrderLine] = []
        self._told: dict[str, datetime] = {}
        self._on_the_way: dict[str, int] = {}
        self._waiting = 0
        self._behind = timedelta(0)

    def step(self, passed: timedelta, now: datetime) -> tuple[Future[Any], ...]:
        """Let ``passed`` go by, ending at ``now``; the futures of what was fed. Nothing outside a running show."""
        state = self._show.state
        self.spoken = 0
        if state.status not in (Status.LIVE, Status.PAUSED):
            self._behind = timedelta(0)
            return ()
        passed += self._behind
        if self._waiting >= MOST_WAITING:
            self._behind = min(passed, LONGEST_WAIT)
            return ()
        self._behind = timedelta(0)
        if state.started_at is not None:
            passed = min(passed, now - state.started_at)
        minutes = passed.total_seconds() / 60 * self.speed
        if minutes <= 0:
            return ()
        entry = state.on_air if state.status is Status.LIVE else None
        self._people(entry, minutes)
        lines = self._shopping(entry, minutes, passed, now)
        lines += self._regrets(minutes, now)
        fed: list[Future[Any]] = []
        readings = self._readings(entry, now)
        if readings:
            fed.append(self._feed(self._show.intake.readings(readings), ()))
        if lines:
            fed.append(self._feed(self._show.intake.orders(lines), lines))
        return tuple(fed)

    def looks(self, product: str) -> Looks:
        """What an item has been looked at so far."""
        product_id = ProductId(product)
        looks = self._looks.get(product_id)
        if looks is None:
            counters = self._show.counters
            looks = self._looks[product_id] = Looks(
                exposures=counters.total(Metric.EXPOSURES, product) or 0.0,
                exposure_users=counters.total(Metric.EXPOSURE_USERS, product) or 0.0,
                clicks=counters.total(Metric.CLICKS, product) or 0.0,
                click_users=counters.total(Metric.CLICK_USERS, product) or 0.0,
                buyers=counters.total(Metric.BUYERS, product) or 0.0,
            )
        return looks

    def _feed(self, future: Future[Any], lines: list[OrderLine] | tuple[()]) -> Future[Any]:
        bought = [line for line in lines if line.status is OrderStatus.PAID]
        for line in bought:
            self._on_the_way[line.product_id] = self._on_the_way.get(line.product_id, 0) + line.quantity
        self._waiting += 1

        def landed(done: Future[Any]) -> None:
            self._waiting -= 1
            for line in bought:
                self._on_the_way[line.product_id] -= line.quantity
            error = done.exception()
            if error is not None:
                log.warning("the practice audience was not recorded: %s", error)

        future.add_done_callback(landed)
        return future

    # -- people -------------------------------------------------------------------------------------

    def _wander(self, value: float, home: float, minutes: float, *, pull: float, spread: float) -> float:
        """A step of an Ornstein–Uhlenbeck walk: the same walk however the time is cut into steps."""
        stay = exp(-pull * minutes)
        return home + (value - home) * stay + spread * sqrt(1 - stay * stay) * self._chance.gauss(0, 1)

    def _people(self, entry: Entry | None, minutes: float) -> None:
        draw = 1.05 if entry is None else _PULL.get(entry.role, 1.05)
        if self._show.state.status is Status.PAUSED:
            draw = 0.8
        tide = self._mood["room"] = self._wander(self._mood.get("room", 1.0), 1.0, minutes, pull=0.12, spread=0.07)
        online = self._wander(self._online, USUAL_ONLINE * draw * tide, minutes, pull=0.24, spread=22)
        self._online = min(1600.0, max(120.0, online))
        for metric, a_minute in _ROOM_STEPS.items():
            more = self._poisson(self._online * a_minute * minutes)
            self._room[metric] += more
            if metric is Metric.COMMENTS:
                self.spoken = more

    def _mood_of(self, product: str, minutes: float) -> float:
        """How an item is liked: its own appeal, drifting about by the minute."""
        appeal = self._appeal.get(product)
        if appeal is None:  # not hash(): that is another one in every process
            appeal = self._appeal[product] = exp(random.Random(f"{self._seed}:{product}").gauss(0, 0.16))
        mood = self._wander(self._mood.get(product, appeal), appeal, minutes, pull=0.16, spread=0.17 * appeal)
        self._mood[product] = mood = min(1.7, max(0.5, mood))
        return mood

    def _eagerness(self, now: datetime) -> float:
        """How the round carries: it warms up, peaks when the price opens, and tires once it is over its time."""
        state = self._show.state
        entry, elapsed = state.on_air, timing.on_air_elapsed(state, now)
        if entry is None or elapsed is None:
            return 1.0
        at = elapsed.total_seconds() / max(60.0, entry.planned.total_seconds())
        opened = exp(-(((at - 0.55) / 0.28) ** 2))
        return (0.55 + 0.65 * opened) * (1.0 if at <= 1 else exp(-(at - 1) * 1.6))

    # -- shopping -----------------------------------------------------------------------------------

    def _shopping(self, on_air: Entry | None, minutes: float, passed: timedelta, now: datetime) -> list[OrderLine]:
        state = self._show.state
        products = state.plan.products()
        on_sale = sum(1 for product in products if state.stock_of(product).on_sale)
        trickle = min(_TRICKLE, 0.6 / max(1, on_sale))
        lines: list[OrderLine] = []
        for product, entry in products.items():
            if on_air is not None and on_air.product_id == product:
                lines += self._shop(product, on_air, self._eagerness(now), minutes, passed, now)
            elif state.stock_of(product).on_sale:
                lines += self._shop(product, entry, trickle, minutes, passed, now)
        return sorted(lines, key=lambda line: line.at)

    def _shop(
        self, product: ProductId, entry: Entry, share: float, minutes: float, passed: timedelta, now: datetime
    ) -> list[OrderLine]:
        looks, mood = self.looks(product), self._mood_of(product, minutes)
        seen = self._poisson(self._online * _SEEN_A_MINUTE * minutes * share)
        clicks = min(seen, self._poisson(seen * _CLICK.get(entry.role, 0.1) * mood))
        looks.exposures += seen
        looks.exposure_users += seen * _SEERS
        looks.clicks += clicks
        looks.click_users += clicks * _CLICKERS
        price = entry.live_price or entry.list_price
        if not price:
            return []
        wanted = min(clicks, self._poisson(clicks * _CLICKERS * _willing(entry, price) * mood))
        left = self._left(product)
        lines: list[OrderLine] = []
        for _ in range(wanted):
            quantity = 1 if self._chance.random() < 0.88 else 2
            if left is not None:
                if left <= 0:
                    break
                quantity = min(quantity, left)
                left -= quantity
            lines.append(self._order(product, price, quantity, passed, now))
        on_air = self._show.state.on_air
        rushed = on_air is not None and on_air.product_id == product and wanted > len(lines)
        if rushed and self.speed >= HASTE and self._chance.random() < 0.01:
            lines.append(self._order(product, price, 1, passed, now))  # the platform's stock runs behind, seldom
        looks.buyers += len(lines)
        return lines

    def _left(self, product: ProductId) -> int | None:
        """Pieces on sale less those in orders not yet counted; None when nobody stated a stock."""
        remaining = self._show.balance(product).remaining
        return None if remaining is None else remaining - self._on_the_way.get(product, 0)

    def _order(self, product: str, price: int, quantity: int, passed: timedelta, now: datetime) -> OrderLine:
        self._count += 1
        number = f"P{self._tag}{self._count:07d}"
        at = now - passed * self._chance.random()
        line = OrderLine(
            source=SOURCE,
            line_id=number,
            order_id=number,
            product_id=product,
            quantity=quantity,
            amount=quantity * price,
            status=OrderStatus.PAID,
            at=at,
            paid_at=at,
        )
        self.bought.orders += 1
        self.bought.units += quantity
        self.bought.gmv += line.amount
        if price >= 1500 and self._chance.random() < 0.05:  # for less nobody goes to the trouble
            self._regretful.append(line)
        return line

    def _regrets(self, minutes: float, now: datetime) -> list[OrderLine]:
        """Some of those who bought a few minutes ago ask for their money back."""
        ripe = bool(self._regretful) and now - self._regretful[0].at >= timedelta(minutes=3) / self.speed
        if not ripe or self._chance.random() > 0.45 * minutes:
            return []
        line = self._regretful.pop(0)
        self.bought.refunded += line.amount
        return [replace(line, status=OrderStatus.REFUNDED, status_at=now)]

    # -- what the platform tells --------------------------------------------------------------------

    def _readings(self, on_air: Entry | None, now: datetime) -> list[Reading]:
        found: list[Reading] = []
        if self._due("", ROOM_EVERY, now):
            found.append(_reading(None, Metric.ONLINE, self._online, now))
            found += [_reading(None, metric, value, now) for metric, value in self._room.items()]
        others = 0
        for product, looks in self._looks.items():
            here = on_air is not None and on_air.product_id == product
            if not here and others >= MOST_OTHERS:
                continue  # their turn comes with the next step, so that no step is a heap
            if looks.exposures and self._due(product, ITEM_EVERY if here else OTHERS_EVERY, now):
                others += not here
                values = (
                    (Metric.EXPOSURES, looks.exposures),
                    (Metric.EXPOSURE_USERS, looks.exposure_users),
                    (Metric.CLICKS, looks.clicks),
                    (Metric.CLICK_USERS, looks.click_users),
                    (Metric.BUYERS, looks.buyers),
                )
                found += [_reading(product, metric, value, now) for metric, value in values]
        return found

    def _due(self, what: str, every: timedelta, now: datetime) -> bool:
        last = self._told.get(what, datetime.min.replace(tzinfo=UTC))
        # half a step of grace: a timer that comes a millisecond early must not wait a whole round more
        if last < now and now - last < every - timedelta(milliseconds=500):
            return False
        if last == now:
            return False
        self._told[what] = now
        return True

    def _poisson(self, mean: float) -> int:
        """A Poisson number; by the normal approximation where it is good enough (mean > 30)."""
        if mean <= 0:
            return 0
        if mean > 30:
            return max(0, round(self._chance.gauss(mean, sqrt(mean))))
        limit, count, product = exp(-mean), 0, self._chance.random()
        while product > limit:
            count += 1
            product *= self._chance.random()
        return count


# What a minute brings for each person online.
_ROOM_STEPS = {
    Metric.VIEWS: 0.42,
    Metric.VIEWERS: 0.33,
    Metric.ENTERS: 0.36,
    Metric.LEAVES: 0.345,
    Metric.COMMENTS: 0.06,
    Metric.LIKES: 0.50,
    Metric.FOLLOWS: 0.006,
}


def _willing(entry: Entry, price: int) -> float:
    """The share of clickers who buy: by role, less for what is dear for its role, more for a deeper cut."""
    dear: float = (_USUAL_PRICE.get(entry.role, 4200) / price) ** 0.35
    cut = 1.0
    if entry.list_price:
        cut = (0.52 / max(0.1, price / entry.list_price)) ** 1.3
    return _BUY.get(entry.role, 0.08) * min(1.8, max(0.3, dear)) * min(2.2, max(0.25, cut))


def _reading(product: str | None, metric: Metric, value: float, now: datetime) -> Reading:
    return Reading(source=SOURCE, product_id=product, metric=metric, value=round(value), cumulative=True, at=now)
