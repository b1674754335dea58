"""Test data to one line: entries, plans, and a whole console with a show that is busy."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, TypeVar

from console.app import Console, bootstrap
from console.desk import Receipt
from console.open_show import OpenShow
from console.settings import Settings
from console.show import commands as cmd
from console.show.plan import Entry, EntryId, Plan, ProductId, Role, ShowInfo
from console.show.sales import Metric, OrderLine, OrderStatus, Reading
from console.show.shifts import Duty, Shift
from console.workspace import Workspace

T = TypeVar("T")
Post = Callable[[Callable[[], None]], None]
Pump = Callable[[Callable[[], bool]], None]

EVENING = datetime(2026, 11, 11, 11, 23, 27, tzinfo=UTC)  # 19:23:27 in Shanghai

# role, name, product, link no, live price in yuan, list price, minutes, stock
TWENTY: tuple[tuple[Role, str, str, str, float | None, float | None, float, int | None], ...] = (
    (Role.SEGMENT, "开场预热", "", "", None, None, 3, None),
    (Role.TRAFFIC, "云南蓝莓鲜果 125g×6盒", "3712000000000000002", "1", 29.9, 59.9, 4, 600),
    (Role.HERO, "玻尿酸补水面膜 30片", "3712000000000000003", "2", 59.9, 129, 8, 1000),
    (Role.SECONDARY, "即食鸡胸肉 蒜香/黑椒 10袋", "3712000000000000004", "3", 49.9, 89, 5, 400),
    (Role.PROFIT, "羊绒围巾 礼盒装", "3712000000000000005", "4", 299, 599, 6, 120),
    (Role.TRAFFIC, "厨房湿巾 80抽×6包", "3712000000000000006", "5", 9.9, 19.9, 3, 750),
    (Role.HERO, "316L 保温杯 大容量 1.2L", "3712000000000000007", "6", 79, 159, 8, 600),
    (Role.SECONDARY, "新疆灰枣 500g×2", "3712000000000000008", "7", 39.9, 69, 5, 460),
    (Role.SEGMENT, "整点福袋 · 抽 3 人", "", "", None, None, 4, None),
    (Role.TRAFFIC, "洗衣凝珠 52颗", "3712000000000000010", "8", 19.9, 39.9, 3, 600),
    (Role.HERO, "儿童防晒衣 UPF50+", "3712000000000000011", "9", 89, 179, 8, 350),
    (Role.PROFIT, "手工锔瓷茶杯 潮州", "3712000000000000012", "10", 168, 298, 6, 60),
    (Role.SECONDARY, "螺蛳粉 广西柳州 5袋", "3712000000000000013", "11", 35.9, 59, 5, 420),
    (Role.TRAFFIC, "冰丝T恤 男士", "3712000000000000014", "12", 25.9, 59, 3, 300),
    (Role.HERO, "玻尿酸补水面膜 30片(返场)", "3712000000000000003", "2", 59.9, 129, 6, None),
    (Role.PROFIT, "真丝眼罩 刺绣", "3712000000000000016", "13", 129, 199, 5, 90),
    (Role.SEGMENT, "换播 · 阿宁 → 小满", "", "", None, None, 2, None),
    (Role.SECONDARY, "蜂蜜柚子茶 1kg", "3712000000000000018", "14", 45, 69, 5, 180),
    (Role.HERO, "空气炸锅 5L 可视", "3712000000000000019", "15", 239, 399, 10, 75),
    (Role.SEGMENT, "下播", "", "", None, None, 2, None),
)


def make_entry(number: int = 1, **values: Any) -> Entry:
    """An entry of goods; anything can be said otherwise: ``make_entry(3, role=Role.HERO)``."""
    base: dict[str, Any] = {
        "entry_id": EntryId(f"e{number}"),
        "name": f"商品 {number}",
        "product_id": ProductId(f"37120000000000{number:05}"),
        "link_no": str(number),
        "live_price": 1990 + number * 100,
        "stock": 100,
    }
    return Entry(**{**base, **values})


def make_segment(number: int, name: str = "互动", **values: Any) -> Entry:
    """An entry without goods."""
    return Entry(entry_id=EntryId(f"e{number}"), name=name, role=Role.SEGMENT, **values)


def make_shift(person: str, begins: float = 0, lasts: float = 2, duty: Duty = Duty.HOST) -> Shift:
    """Someone's shift, ``begins`` hours after ``EVENING`` and ``lasts`` hours."""
    start = EVENING + timedelta(hours=begins)
    return Shift(person=person, duty=duty, start=start, end=start + timedelta(hours=lasts))


def make_plan(*entries: Entry, **info: Any) -> Plan:
    """A plan of these entries, in their order."""
    return Plan(
        info=ShowInfo(**{"name": "双11返场 · 家居百货专场", **info}),
        entries={entry.entry_id: entry for entry in entries},
        order=tuple(entry.entry_id for entry in entries),
    )


def twenty_entries() -> tuple[Entry, ...]:
    """A believable evening: every role, a second round, segments, and a hard start."""
    return tuple(_from_row(number, row) for number, row in enumerate(TWENTY, 1))


def _from_row(number: int, row: tuple[Role, str, str, str, float | None, float | None, float, int | None]) -> Entry:
    role, name, product, link, live, full, minutes, stock = row
    return Entry(
        entry_id=EntryId(f"e{number}"),
        name=name,
        role=role,
        product_id=ProductId(product) if product else None,
        link_no=link,
        live_price=None if live is None else round(live * 100),
        list_price=None if full is None else round(full * 100),
        planned=timedelta(minutes=minutes),
        stock=stock,
        first_release=None if stock is None else stock // 2,
        hard_start=time(20, 0) if name.startswith("整点") else None,
        scene="商品特写" if role is not Role.SEGMENT else "主播近景",
        host="阿宁" if number < 17 else "小满",
        offer="拍 1 送杯刷；48 小时发货；七天无理由" if product else "",
        selling_points="316 不锈钢内胆；24 小时保温；一键开盖" if product else "",
        script="家人们看过来，这一款今天只做这一场。" if product else "",
    )


def many_entries(count: int = 200) -> tuple[Entry, ...]:
    """As many entries as wanted, over all roles, each an item of its own."""
    names = itertools.cycle(row[1] for row in TWENTY if row[2])
    roles = itertools.cycle((Role.TRAFFIC, Role.HERO, Role.SECONDARY, Role.PROFIT, Role.IMAGE))
    return tuple(
        make_entry(n, name=f"{next(names)} {n}", role=next(roles), stock=100 + n, list_price=(1990 + n * 100) * 2)
        for n in range(1, count + 1)
    )


BUSY_INFO = ShowInfo(
    name="双11返场 · 家居百货专场",
    room="家居百货旗舰店",
    account="douyin:jiaju",
    date=date(2026, 11, 11),
    target_gmv=30_000_000,
    hosts=("阿宁", "小满"),
    role_mix=((Role.TRAFFIC, 5), (Role.PROFIT, 3), (Role.IMAGE, 2)),
)


class FakeClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime = EVENING) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def advance(self, **by: float) -> None:
        """``clock.advance(minutes=3)``."""
        self._now += timedelta(**by)


@dataclass(slots=True)
class Room:
    """A console on a workspace of its own, and a way to wait until what was posted has run.

    ``pump(until)`` runs the main thread until ``until()`` holds and fails when that takes too long.
    """

    console: Console
    clock: FakeClock
    pump: Pump

    @property
    def show(self) -> OpenShow:
        assert self.console.show is not None
        return self.console.show

    def wait(self, future: Future[T]) -> T:
        """The result of something asked for, or what it failed with."""
        self.pump(future.done)
        return future.result()

    def settle(self) -> None:
        """Everything asked for is durable and told."""
        self.pump(lambda: not self.show.desk.waiting)

    def ask(self, command: cmd.Command) -> Receipt:
        """Carry a command out."""
        return self.wait(self.show.ask(command, actor="tester"))

    def open_show(self, entries: Iterable[Entry] | None = None, info: ShowInfo = BUSY_INFO) -> OpenShow:
        """Plan a show and open it; without entries the believable evening."""
        chosen = twenty_entries() if entries is None else tuple(entries)
        show_id, created = self.console.create(cmd.CreateShow(info=info, entries=chosen))
        self.wait(created)
        return self.console.open(show_id)

    def close(self) -> None:
        self.console.close()


def make_room(root: Path, post: Post, pump: Pump, *, settings: Settings | None = None) -> Room:
    """A console with a clock that stands. With a window: ``Bridge().post`` and ``qtbot.waitUntil``."""
    workspace = Workspace.at(root)
    workspace.prepare()
    clock = FakeClock()
    return Room(console=bootstrap(workspace, settings or Settings(), post=post, clock=clock), clock=clock, pump=pump)


def run_show(room: Room, on_air: int = 7, *, lengths: Iterable[float] = (3.2, 4.5, 9.1, 4.7, 6.4, 3.0)) -> None:
    """Go live and take entries until number ``on_air`` is on air, each after its minutes."""
    room.ask(cmd.GoLive())
    for minutes in itertools.islice(itertools.chain(lengths, itertools.repeat(3.0)), on_air - 1):
        room.clock.advance(minutes=minutes)
        room.ask(cmd.Next())


def sell(room: Room, product_id: str, quantity: int = 1, *, at: datetime | None = None, amount: int = 5990) -> None:
    """One order line of so many pieces, paid."""
    at = at or room.clock.now()
    number = next(_line_numbers)
    line = OrderLine(
        source="douyin",
        line_id=f"L{number}",
        order_id=f"O{number}",
        product_id=product_id,
        quantity=quantity,
        amount=amount * quantity,
        status=OrderStatus.PAID,
        at=at,
    )
    room.wait(room.show.intake.orders([line]))


def read_people(room: Room, product_id: str, clickers: float, buyers: float, *, at: datetime | None = None) -> None:
    """What 罗盘 would say of an item: cumulative people who clicked and who bought."""
    at = at or room.clock.now()
    room.wait(
        room.show.intake.readings(
            [
                Reading(source="compass", product_id=product_id, metric=metric, value=value, cumulative=True, at=at)
                for metric, value in ((Metric.CLICK_USERS, clickers), (Metric.BUYERS, buyers))
            ]
        )
    )


def feed_evening(room: Room, *, seed: int = 11, minutes: int = 30) -> None:
    """Orders and readings of the last ``minutes`` for what has been on air, in believable curves."""
    rng = random.Random(seed)
    state, now = room.show.state, room.clock.now()
    started = state.started_at or now
    lines: list[OrderLine] = []
    readings: list[Reading] = []
    for place, (product, entry) in enumerate(state.plan.products().items()):
        if entry.entry_id not in state.core.aired:
            continue
        rate = (0.182, 0.124, 0.071, 0.032, 0.226, 0.137, 0.064)[place % 7]
        released = state.stock_of(product).released
        clickers = buyers = 0
        for minute in range(minutes):
            at = now - timedelta(minutes=minutes - minute)
            if at < started:
                continue
            clicks = rng.randint(20, 60)
            bought = sum(rng.random() < rate * (1 + 0.5 * math.sin(minute / 4)) for _ in range(clicks))
            clickers, buyers = clickers + clicks, buyers + bought
            for metric, value in ((Metric.CLICK_USERS, clickers), (Metric.BUYERS, buyers)):
                readings.append(
                    Reading(source="compass", product_id=product, metric=metric, value=value, cumulative=True, at=at)
                )
            for _ in range(min(bought, max(0, released))):
                number = next(_line_numbers)
                lines.append(
                    OrderLine(
                        source="douyin",
                        line_id=f"L{number}",
                        order_id=f"O{number}",
                        product_id=product,
                        quantity=1,
                        amount=entry.live_price or 0,
                        status=OrderStatus.PAID,
                        at=at,
                    )
                )
            released -= bought
    room.wait(room.show.intake.orders(lines))
    room.wait(room.show.intake.readings(readings))


_line_numbers = itertools.count(1)
