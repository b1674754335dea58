"""The audience of the practice room: what it buys, and how it follows the controller."""

from __future__ import annotations

import itertools
from concurrent.futures import Future
from typing import Any

import pytest

from console.practice import SPEEDS, Audience, practice_show
from console.show import commands as cmd
from console.show.plan import Entry, EntryId, ProductId
from tests.console.practice_room import (
    SECOND,
    built,  # noqa: F401 - the fixtures
    by_link,
    figures,
    rooms,  # noqa: F401
)

# ruff: noqa: F811


# -- the audience -----------------------------------------------------------------------------------


def test_what_the_audience_bought_is_what_the_counters_say(rooms: Any) -> None:
    room = rooms()
    before = room.show.counters.room()
    audience = Audience(room.show, seed=4, speed=5)
    room.live(audience, 240)
    after, bought = room.show.counters.room(), audience.bought
    assert bought.orders > 50
    assert after.orders - before.orders == bought.orders
    assert after.units - before.units == bought.units
    assert after.gmv - before.gmv == bought.gmv
    assert after.refunded - before.refunded == bought.refunded
    for product in room.show.state.plan.products():
        looks, item = audience.looks(product), room.show.counters.item(product)
        if item.clicks:
            assert item.clicks <= looks.clicks <= looks.exposures
            assert looks.buyers <= looks.clicks


def test_the_audience_is_the_same_for_the_same_seed_and_another_for_another(rooms: Any) -> None:
    first, again, other = rooms("a"), rooms("b"), rooms("c")
    for room, seed in ((first, 4), (again, 4), (other, 5)):
        room.live(Audience(room.show, seed=seed, speed=10), 60)
    assert figures(first.show) == figures(again.show)
    assert figures(first.show) != figures(other.show)


def test_gone_on_with_by_the_same_seed_no_order_number_comes_twice(rooms: Any) -> None:
    room = rooms()
    for _ in range(3):
        audience = Audience(room.show, seed=11, speed=20)
        rows = room.rows("order_line")
        room.live(audience, 20)
        assert room.rows("order_line") - rows == audience.bought.orders > 0


@pytest.mark.parametrize("speed", SPEEDS)
def test_at_every_speed_the_numbers_are_those_of_a_room(rooms: Any, speed: int) -> None:
    room = rooms()
    audience = Audience(room.show, seed=7, speed=speed)
    online: list[float] = []
    for _ in range(60):
        fed = room.live(audience, 1)
        online.append(room.show.counters.room().online)
        assert fed < 300
    assert 600 < min(online) <= max(online) < 1500
    assert max(abs(a - b) for a, b in itertools.pairwise(online)) < 15 * speed**0.5 + 15


def test_nothing_is_oversold_below_the_highest_speed(rooms: Any) -> None:
    room = rooms()
    room.live(Audience(room.show, seed=7, speed=10), 240)
    assert room.show.balance(by_link(room.show, "6").product_id).remaining == 0
    assert [p for p in room.show.state.plan.products() if room.show.balance(p).oversold] == []


def test_orders_still_on_their_way_to_disk_are_not_sold_again(rooms: Any) -> None:
    room = rooms()
    audience = Audience(room.show, seed=7, speed=10)
    futures: list[Future[Any]] = []
    for _ in range(400):  # nobody runs the loop: balances stand still, and a slow disk is not buried
        room.clock.at += SECOND
        futures += audience.step(SECOND, room.clock.at)
    assert 0 < len(futures) < 12
    for future in futures:
        room.loop.result(future)
    assert [p for p in room.show.state.plan.products() if room.show.balance(p).oversold] == []
    assert room.live(audience, 3) > 0


def test_a_dearer_price_sells_less(rooms: Any) -> None:
    usual, dear = rooms("a"), rooms("b")
    bottle = by_link(dear.show, "6")
    dear.do(cmd.Edit(entries=(Entry(**{**fields(bottle), "live_price": 15900}),)))
    for room in (usual, dear):
        room.live(Audience(room.show, seed=3), 120)
    assert room.show.counters.item(bottle.product_id).units < usual.show.counters.item(bottle.product_id).units


def fields(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in Entry.__slots__}


def test_whatever_the_controller_does_the_audience_goes_along(rooms: Any) -> None:
    room = rooms()
    audience = Audience(room.show, seed=9, speed=5)
    plan = room.show.state.plan
    extra = Entry(entry_id=EntryId("extra"), name="extra", product_id=ProductId("p-extra"), live_price=1000)
    bare = Entry(entry_id=EntryId("bare"), name="bare", product_id=ProductId("p-bare"))
    before = room.show.state.next_entry()
    assert before is not None
    for command in (
        cmd.Insert(entries=(extra, bare), before=before.entry_id),
        cmd.Next(),
        cmd.Next(),
        cmd.Next(),
        cmd.Release(product_id=ProductId(by_link(room.show, "7").product_id or ""), quantity=5),
        cmd.Edit(entries=(Entry(**{**fields(by_link(room.show, "7")), "live_price": None, "list_price": None}),)),
        cmd.Remove(entry_ids=(plan.order[-1],)),
        cmd.PauseShow(),
        cmd.ResumeShow(),
        cmd.Undo(),
        cmd.Goto(entry_id=by_link(room.show, "13").entry_id),
    ):
        room.do(command)
        room.live(audience, 12)
    assert room.show.counters.item("p-extra").units > 0  # nobody stated a stock, so nothing keeps them from buying
    assert room.show.counters.item("p-bare").units == 0  # without a price there is nothing to buy
    assert room.show.counters.room().outside_lines == 0


def test_in_a_pause_people_stay_and_buy_little_and_after_the_end_nobody_does(rooms: Any) -> None:
    room = rooms()
    audience = Audience(room.show, seed=9)
    room.do(cmd.PauseShow())
    rows = room.rows("reading")
    room.live(audience, 30)
    assert room.rows("reading") > rows
    assert audience.bought.orders < 10
    room.do(cmd.ResumeShow())
    room.do(cmd.EndShow())
    assert audience.step(SECOND, room.clock.at + SECOND) == ()


def test_before_the_show_nobody_is_there(rooms: Any) -> None:
    room = rooms()
    show_id, planned = room.console.create(practice_show("zh_CN"))
    room.loop.result(planned)
    show = room.console.open(show_id)
    audience = Audience(show, seed=1)
    assert audience.step(SECOND, room.clock.at) == ()
    room.loop.result(show.ask(cmd.GoLive(), actor="t"))
    assert audience.step(SECOND, room.clock.at) == ()  # no time has gone by since
    assert audience.step(SECOND, room.clock.at + SECOND) != ()
