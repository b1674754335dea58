"""Minutes before an item is gone are told once a threshold and wave, and again after a refill."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from console.main_loop import MainLoop
from console.open_show import OpenShow
from console.sell_out_alarm import SellOutAlarm
from console.show import commands as cmd
from console.show.plan import ProductId
from tests.builders import Room, make_entry, make_room, run_show, sell

ITEM = make_entry(1, stock=2000, first_release=400)
PRODUCT = ProductId(str(ITEM.product_id))
THRESHOLDS = (10, 5, 2)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    loop = MainLoop()

    def pump(until: Callable[[], bool]) -> None:
        assert loop.run(until)

    made = make_room(tmp_path / "workspace", loop.post, pump)
    yield made
    made.close()


@pytest.fixture
def show(room: Room) -> OpenShow:
    opened = room.open_show([ITEM])
    run_show(room, 1)
    room.clock.advance(minutes=6)
    return opened


def sells(room: Room, pieces: int, orders: int = 5) -> None:
    for _ in range(orders):
        sell(room, str(PRODUCT), pieces // orders)


def told(alarm: SellOutAlarm, room: Room, show: OpenShow, thresholds: tuple[int, ...] = THRESHOLDS) -> list[int]:
    return [near.minutes for near in alarm.look(show, room.clock.now(), thresholds) if near.fresh]


def test_each_threshold_is_told_once_and_the_lowest_of_those_passed_at_once(room: Room, show: OpenShow) -> None:
    alarm = SellOutAlarm()
    sells(room, 100)  # 300 left, 20 a minute: 15 minutes
    assert told(alarm, room, show) == []
    sells(room, 50)  # 250 left, 30 a minute: 8.3
    assert told(alarm, room, show) == [10]
    assert told(alarm, room, show) == [], "it was told"
    sells(room, 150)  # 100 left, 60 a minute: 1.7, below 5 and 2
    assert told(alarm, room, show) == [2]
    assert told(alarm, room, show) == []


def test_a_pace_that_falls_and_rises_again_tells_nothing_twice_in_a_wave(room: Room, show: OpenShow) -> None:
    alarm = SellOutAlarm()
    sells(room, 200)
    assert told(alarm, room, show) == [5]
    room.clock.advance(minutes=6)
    assert alarm.look(show, room.clock.now(), THRESHOLDS) == [], "nothing sells"
    sells(room, 100)
    (near,) = alarm.look(show, room.clock.now(), THRESHOLDS)
    assert (near.minutes, near.fresh) == (5, False)


def test_a_refill_is_a_new_wave(room: Room, show: OpenShow) -> None:
    alarm = SellOutAlarm()
    sells(room, 300)
    assert told(alarm, room, show) == [2]
    room.ask(cmd.Release(product_id=PRODUCT, quantity=100))
    assert told(alarm, room, show) == [5], "200 left, 60 a minute"
    room.ask(cmd.Release(product_id=PRODUCT, quantity=1500))
    assert alarm.look(show, room.clock.now(), THRESHOLDS) == [], "that lasts"


def test_one_large_order_is_no_pace(room: Room, show: OpenShow) -> None:
    alarm = SellOutAlarm()
    sell(room, str(PRODUCT), 390)
    assert alarm.look(show, room.clock.now(), THRESHOLDS) == []


def test_without_thresholds_nothing_is_told(room: Room, show: OpenShow) -> None:
    sells(room, 390)
    assert told(SellOutAlarm(), room, show, ()) == []


def test_an_estimate_that_sways_around_the_longest_threshold_stays(room: Room, show: OpenShow) -> None:
    alarm = SellOutAlarm()
    sells(room, 140)  # 260 left, 28 a minute: 9.3
    assert told(alarm, room, show) == [10]
    assert len(alarm.look(show, room.clock.now(), (9,))) == 1, "below 9 × 1.25"
    assert alarm.look(show, room.clock.now(), (7,)) == []
