"""The practice show: a believable seeded room, and an audience that looks, clicks, buys and changes its mind.

Everything it feeds goes through the same intake as real data, in a workspace of its own. The room is built as if it
had been live for a while – the same desk, the same intake, a clock that runs ahead – so there is something to see
at once. Nothing in it is real, and the show says so (``ShowInfo.practice``).
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import resources
from console import practice_art
from console.app import bootstrap, new_entry_id
from console.clock import Clock, SystemClock
from console.main_loop import MainLoop
from console.open_show import OpenShow
from console.settings import Settings
from console.show import commands as cmd
from console.show.plan import Cue, CueKind, CueSheet, Entry, EntryId, ProductId, Role, ShowInfo
from console.show.sales import Metric, OrderLine, OrderStatus, Reading
from console.show.state import Status
from console.show.timing import zone
from console.wording import say
from console.workspace import Workspace

SOURCE = "practice"
ROUNDS_BEHIND = 8  # entries already shown when the practice show opens
STEP = timedelta(seconds=10)
SPEEDS = (1, 2, 5, 10, 20)
STALE = timedelta(minutes=10)  # a practice show left longer than this is not gone on with

_PULL = {
    Role.TRAFFIC: 1.35,
    Role.HERO: 1.1,
    Role.SECONDARY: 0.98,
    Role.PROFIT: 0.92,
    Role.IMAGE: 1.0,
    Role.SEGMENT: 1.05,
}
_CLICK = {Role.TRAFFIC: 0.20, Role.HERO: 0.16, Role.SECONDARY: 0.10, Role.PROFIT: 0.07, Role.IMAGE: 0.09}
_BUY = {Role.TRAFFIC: 0.22, Role.HERO: 0.135, Role.SECONDARY: 0.085, Role.PROFIT: 0.05, Role.IMAGE: 0.012}


def practice_show(lang: str, pictures: Path | None = None, start: datetime | None = None) -> cmd.CreateShow:
    """The plan of the practice room in a language; its pictures are drawn into ``pictures``."""
    told = json.loads(resources.path("practice", "room.json").read_text(encoding="utf-8"))
    words = told["show"][lang]
    scenes: dict[str, str] = words["scenes"]
    entries = tuple(_entry(item, lang, scenes, pictures, start) for item in told["entries"])
    info = ShowInfo(
        name=words["name"],
        room=words["room"],
        account=words["account"],
        date=None if start is None else start.astimezone(zone("Asia/Shanghai")).date(),
        start=start,
        target_gmv=told["target_gmv"],
        hosts=tuple(words["hosts"]),
        role_mix=tuple((Role(role), parts) for role, parts in told["role_mix"].items()),
        practice=True,
    )
    texts = words["overlay"]
    cues = CueSheet(
        on_take=(
            Cue(kind=CueKind.TEXT, target=texts["price_input"], value=texts["price"]),
            Cue(kind=CueKind.TEXT, target=texts["stock_input"], value=texts["stock"]),
        )
    )
    segment = CueSheet(
        on_take=(
            Cue(kind=CueKind.TEXT, target=texts["price_input"], off=True),
            Cue(kind=CueKind.TEXT, target=texts["stock_input"], off=True),
        )
    )
    return cmd.CreateShow(info=info, entries=entries, cues=cues, role_cues=((Role.SEGMENT, segment),))


def _entry(
    item: dict[str, Any], lang: str, scenes: dict[str, str], pictures: Path | None, start: datetime | None
) -> Entry:
    words = item[lang]
    picture = ""
    if pictures is not None and "art" in item:
        picture = practice_art.draw(pictures, item["product_id"], item["art"])
    pinned = None
    if start is not None and "hard_start_after_min" in item:
        pinned = _clock_after(start, item["hard_start_after_min"])
    return Entry(
        entry_id=EntryId(new_entry_id()),
        name=words["name"],
        role=Role(item["role"]),
        product_id=ProductId(item["product_id"]) if "product_id" in item else None,
        link_no=item.get("link_no", ""),
        spec=words.get("spec", ""),
        brand=words.get("brand", ""),
        category=words.get("category", ""),
        picture=picture,
        list_price=item.get("list_price"),
        live_price=item.get("live_price"),
        cost=item.get("cost"),
        coupon=words.get("coupon", ""),
        offer=words.get("offer", ""),
        selling_points=words.get("selling_points", ""),
        stock=item.get("stock"),
        first_release=item.get("first_release"),
        planned=timedelta(minutes=item["minutes"]),
        hard_start=pinned,
        scene=scenes[item["scene"]],
        host=words.get("host", ""),
        script=words.get("script", ""),
        note=words.get("note", ""),
    )


def _clock_after(start: datetime, minutes: float) -> time:
    """A wall-clock time of the room, on a five-minute mark, about so long after the start."""
    at = (start + timedelta(minutes=minutes)).astimezone(zone("Asia/Shanghai"))
    at += timedelta(minutes=(5 - at.minute % 5) % 5)
    return time(at.hour, at.minute)


class _SetClock:
    """A clock that says what it is told."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


def prepare(workspace: Workspace, lang: str, *, seed: int = 11, clock: Clock | None = None) -> str:
    """Make sure the practice workspace holds a running practice show; answers its id.

    One that ran a moment ago is gone on with; otherwise the room is built anew and played up to now. Runs on
    any thread, with a writer of its own that is closed again. Raises WorkspaceUnusable, StoreFailed.
    """
    workspace.prepare()
    now = (clock or SystemClock()).now()
    loop = MainLoop()
    played = _SetClock(now)
    console = bootstrap(workspace, Settings(lang=lang), post=loop.post, clock=played)
    try:
        running = console.live_show()
        if running is not None and running.status == "live":
            show = console.open(running.show_id)
            last = show.counters.room().last_heard
            if last is not None and now - last < STALE:
                return running.show_id
            played.at = now
            loop.result(show.ask(cmd.EndShow(), actor=SOURCE))
        command = practice_show(lang, workspace.pictures)
        behind = sum((entry.planned for entry in command.entries[:ROUNDS_BEHIND]), timedelta(0))
        start = now - behind - timedelta(minutes=2, seconds=20)
        command = practice_show(lang, workspace.pictures, start)
        played.at = start - timedelta(minutes=20)
        show_id, planned = console.create(command, actor=SOURCE)
        loop.result(planned)
        _play(console.open(show_id), loop, played, now, random.Random(seed), lang)
        return show_id
    finally:
        console.close()


def _play(show: OpenShow, loop: MainLoop, played: _SetClock, until: datetime, chance: random.Random, lang: str) -> None:
    """Live through the show so far: takes a little early or late, releases, messages, and the audience."""
    played.at = show.state.info.start or until
    loop.result(show.ask(cmd.GoLive(), actor=SOURCE))
    audience = Audience(show, seed=chance.randrange(1 << 30), speed=1)
    change_at = _leave_at(show, chance)
    while played.at + STEP < until:
        played.at += STEP
        future = audience.step(STEP, played.at)
        loop.run(lambda done=future: all(item.done() for item in done))  # type: ignore[misc]
        if played.at >= change_at and played.at + timedelta(seconds=90) < until:
            loop.result(show.ask(cmd.Next(), actor=SOURCE))
            change_at = _leave_at(show, chance)
            if chance.random() < 0.4:
                text = say(lang, f"quick.{chance.randrange(1, 4)}")
                loop.result(show.ask(cmd.SendMessage(text=text), actor=SOURCE))
        _refill(show, loop)
    entry = show.state.on_air
    if entry is not None and entry.product_id is not None:
        loop.result(show.ask(cmd.TickAction(action="show_card"), actor=SOURCE))


def _leave_at(show: OpenShow, chance: random.Random) -> datetime:
    current, entry = show.state.core.round, show.state.on_air
    assert current is not None
    assert entry is not None
    return current.started_at + entry.planned * chance.uniform(0.92, 1.12)


def _refill(show: OpenShow, loop: MainLoop) -> None:
    entry = show.state.on_air
    if entry is None or entry.product_id is None:
        return
    balance = show.balance(entry.product_id)
    if balance.remaining is not None and balance.remaining < 12 and (balance.unreleased or 0) > 0:
        wave = min(50, balance.unreleased or 0)
        loop.result(show.ask(cmd.Release(product_id=entry.product_id, quantity=wave), actor=SOURCE))


@dataclass(slots=True)
class _Looks:
    """What one item has been looked at so far, cumulative as a platform tells it."""

    exposures: float = 0
    exposure_users: float = 0
    clicks: float = 0
    click_users: float = 0
    buyers: float = 0


class Audience:
    """People in the practice room. ``step`` lets time pass for them; what they do is fed to the show's intake.

    Seeded: the same steps at the same times give the same audience. ``speed`` multiplies how much they do.
    """

    def __init__(self, show: OpenShow, *, seed: int, speed: int = 1) -> None:
        self._show = show
        self._chance = random.Random(seed)
        self.speed = speed
        counters = show.counters
        self._online = counters.total(Metric.ONLINE) or 620.0
        self._views = counters.total(Metric.VIEWS) or 0.0
        self._viewers = counters.total(Metric.VIEWERS) or 0.0
        self._comments = counters.total(Metric.COMMENTS) or 0.0
        self._looks: dict[str, _Looks] = {}
        self._mood: dict[str, float] = {}
        self._recent: list[OrderLine] = []
        self._count = counters.room().orders
        self._tag = f"{self._chance.randrange(1 << 30):08x}"
        for product in show.state.plan.products():
            self._looks[product] = _Looks(
                exposures=counters.total(Metric.EXPOSURES, product) or 0,
                exposure_users=counters.total(Metric.EXPOSURE_USERS, product) or 0,
                clicks=counters.total(Metric.CLICKS, product) or 0,
                click_users=counters.total(Metric.CLICK_USERS, product) or 0,
                buyers=counters.total(Metric.BUYERS, product) or 0,
            )

    def step(self, passed: timedelta, now: datetime) -> tuple[Any, ...]:
        """Let ``passed`` go by, ending at ``now``; the futures of what was fed."""
        if self._show.state.status is not Status.LIVE:
            return ()
        minutes = passed.total_seconds() / 60 * self.speed
        entry = self._show.state.on_air
        self._people(entry, minutes)
        touched: list[str] = []
        lines: list[OrderLine] = []
        for product, item in self._show.state.plan.products().items():
            share = 1.0 if entry is not None and entry.product_id == product else self._trickle(product)
            if share:
                lines += self._shop(product, item, share, minutes, passed, now)
                touched.append(product)
        lines += self._regrets(minutes, now)
        readings = [*self._room_readings(now), *(r for p in touched for r in self._item_readings(p, now))]
        fed: list[Any] = [self._show.intake.readings(readings)]
        if lines:
            fed.append(self._show.intake.orders(lines))
        return tuple(fed)

    def _people(self, entry: Entry | None, minutes: float) -> None:
        pull = 1.0 if entry is None else _PULL[entry.role]
        target = 980 * pull
        self._online += (target - self._online) * min(1.0, 0.10 * minutes)
        self._online = max(60.0, self._online + self._chance.gauss(0, 9 * min(1.0, minutes) ** 0.5))
        came = self._online * 0.42 * minutes
        self._views += came
        self._viewers += came * 0.78
        self._comments += self._online * 0.06 * minutes

    def _trickle(self, product: str) -> float:
        """How much an item sells while another is on air: most of them not at all in one step."""
        return 0.06 if self._show.state.stock_of(ProductId(product)).first_released else 0.0

    def _shop(
        self, product: str, item: Entry, share: float, minutes: float, passed: timedelta, now: datetime
    ) -> list[OrderLine]:
        looks = self._looks.setdefault(product, _Looks())
        mood = self._mood.get(product, 1.0) + self._chance.gauss(0, 0.10)
        self._mood[product] = mood = min(1.6, max(0.55, mood + (1.0 - mood) * 0.08))
        seen = self._poisson(self._online * 0.55 * minutes * share)
        clicks = self._poisson(seen * _CLICK.get(item.role, 0.1) * mood)
        buyers = self._poisson(clicks * 0.86 * _BUY.get(item.role, 0.08) * mood)
        looks.exposures += seen
        looks.exposure_users += seen * 0.8
        looks.clicks += clicks
        looks.click_users += round(clicks * 0.86)
        on_sale = self._show.balance(product).remaining
        lines = []
        for _ in range(buyers):
            quantity = 1 if self._chance.random() < 0.86 else 2
            if on_sale is not None:
                if on_sale < quantity:
                    break
                on_sale -= quantity
            lines.append(self._order(product, item, quantity, passed, now))
        looks.buyers += len(lines)
        return lines

    def _order(self, product: str, item: Entry, quantity: int, passed: timedelta, now: datetime) -> OrderLine:
        self._count += 1
        number = f"P{self._tag}{self._count:07d}"
        at = now - passed * self._chance.random()
        line = OrderLine(
            source=SOURCE,
            line_id=number,
            order_id=number,
            product_id=product,
            quantity=quantity,
            amount=quantity * (item.live_price or 0),
            status=OrderStatus.PAID,
            at=at,
            paid_at=at,
        )
        if self._chance.random() < 0.05:
            self._recent.append(line)
        return line

    def _regrets(self, minutes: float, now: datetime) -> list[OrderLine]:
        """Some of those who bought ask for their money back."""
        if not self._recent or self._chance.random() > 0.35 * minutes:
            return []
        line = self._recent.pop(0)
        return [replace(line, status=OrderStatus.REFUNDED, status_at=max(now, line.at))]

    def _room_readings(self, now: datetime) -> list[Reading]:
        values = (
            (Metric.ONLINE, self._online),
            (Metric.VIEWS, self._views),
            (Metric.VIEWERS, self._viewers),
            (Metric.COMMENTS, self._comments),
        )
        return [self._reading(None, metric, round(value), now) for metric, value in values]

    def _item_readings(self, product: str, now: datetime) -> list[Reading]:
        looks = self._looks[product]
        values = (
            (Metric.EXPOSURES, looks.exposures),
            (Metric.EXPOSURE_USERS, looks.exposure_users),
            (Metric.CLICKS, looks.clicks),
            (Metric.CLICK_USERS, looks.click_users),
            (Metric.BUYERS, looks.buyers),
        )
        return [self._reading(product, metric, round(value), now) for metric, value in values]

    @staticmethod
    def _reading(product: str | None, metric: Metric, value: float, now: datetime) -> Reading:
        return Reading(source=SOURCE, product_id=product, metric=metric, value=value, cumulative=True, at=now)

    def _poisson(self, mean: float) -> int:
        """A Poisson number; by the normal approximation where it is good enough (mean > 30)."""
        if mean <= 0:
            return 0
        if mean > 30:
            return max(0, round(self._chance.gauss(mean, mean**0.5)))
        limit, count, product = 2.718281828459045**-mean, 0, self._chance.random()
        while product > limit:
            count += 1
            product *= self._chance.random()
        return count
