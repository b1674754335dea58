"""What a console does about waves: once, by figures that still hold, told once, and OBS says what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from console.feeds.bridges.heard import Said
from console.listeners import Notice
from console.main_loop import MainLoop
from console.show import commands as cmd
from console.show import events as ev
from console.show.plan import Cue, CueKind, CueSheet, Entry, ProductId
from console.show.sales import Metric, Reading
from console.show.waves import Condition, Wave, When
from console.venue import Venue
from tests.builders import Room, make_entry, make_room, sell
from tests.fake_obs import FakeObs

SOLD_OUT = Condition(when=When.SOLD_OUT)
STOCK = "库存字幕"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    loop = MainLoop()

    def pump(until: Callable[[], bool]) -> None:
        assert loop.run(until, 20), "not in time"

    made = make_room(tmp_path / "w", loop.post, pump)
    yield made
    made.close()


@pytest.fixture
def told(room: Room) -> list[Notice]:
    notices: list[Notice] = []
    room.console.listeners.subscribe(Notice, notices.append)
    return notices


def live(room: Room, *waves: Wave, stock: int = 100) -> ProductId:
    entry: Entry = make_entry(1, stock=stock, first_release=30, waves=waves)
    room.open_show([entry, make_entry(2)])
    room.ask(cmd.GoLive())
    return ProductId(str(entry.product_id))


def online(room: Room, people: int) -> None:
    reading = Reading(
        source="compass", product_id="", metric=Metric.ONLINE, value=people, cumulative=False, at=room.clock.now()
    )
    room.wait(room.show.intake.readings([reading]))
    room.settle()


def released(room: Room, product: ProductId) -> int:
    room.settle()
    return room.show.balance(product).released


def test_obs_says_what_is_left_after_a_wave_that_went_by_itself(room: Room) -> None:
    obs = FakeObs()
    obs.start()
    venue = Venue(room.console.listeners, room.console.post)
    try:
        product = live(room, Wave(quantity=20, condition=SOLD_OUT))
        room.ask(cmd.EditCues(cues=CueSheet(on_take=(Cue(kind=CueKind.TEXT, target=STOCK, value="还剩 {stock}"),))))
        venue.bind(room.show)
        venue.connect(f"127.0.0.1:{obs.port}")
        room.pump(lambda: venue.status.connected)
        sell(room, product, 25)
        room.pump(lambda: obs.text_of(STOCK) == "还剩 5")
        sell(room, product, 5)
        room.pump(lambda: obs.text_of(STOCK) == "还剩 20")
    finally:
        venue.close()
        obs.stop()


def test_a_wave_that_went_is_told_with_what_it_waited_for(room: Room, told: list[Notice]) -> None:
    product = live(room, Wave(quantity=20, condition=Condition(when=When.ONLINE, count=1000)))
    online(room, 1001)
    assert released(room, product) == 50
    (notice,) = [one for one in told if one.code.startswith("waves.")]
    assert notice.code == "waves.released"
    assert (notice.data["quantity"], notice.data["number"]) == (20, 1)
    assert (notice.data["when"], notice.data["seen"]) == ("在线满 1,000 人", "（1,001）")


def test_people_online_of_long_ago_let_nothing_go(room: Room) -> None:
    product = live(room)
    online(room, 5000)
    room.clock.advance(minutes=10)
    room.ask(cmd.HoldBack(product_id=product, quantity=20, condition=Condition(when=When.ONLINE, count=1000)))
    room.console.waves.look()
    assert released(room, product) == 30
    online(room, 1000)
    assert released(room, product) == 50


def test_what_waits_for_a_hand_or_for_pieces_is_told_once(room: Room, told: list[Notice]) -> None:
    product = live(
        room,
        Wave(quantity=20, condition=SOLD_OUT, by_hand=True),
        Wave(quantity=200, condition=Condition(when=When.ONLINE, count=5)),
    )
    sell(room, product, 30)
    online(room, 10)
    for _ in range(3):
        room.console.waves.look()
    assert released(room, product) == 30
    assert [one.code for one in told if one.code.startswith("waves.")] == ["waves.by_hand", "waves.short"]
    assert told[-1].data["missing"] == 130
    room.ask(cmd.Adjust(product_id=product, delta=100, reason="found"))
    assert [one.data["missing"] for one in told if one.code == "waves.short"] == [130, 30]
    room.ask(cmd.Adjust(product_id=product, delta=30, reason="found"))
    assert released(room, product) == 230


def test_comments_are_counted_from_the_hold_on_and_by_who_wrote_them(room: Room) -> None:
    product = live(room)
    comments, now = room.console.comments, room.clock.now
    comments.add(now(), [Said("甲", "要"), Said("乙", "要")])
    room.clock.advance(seconds=5)
    condition = Condition(when=When.PEOPLE, count=2, word="ＷＡＮＴ")
    room.ask(cmd.HoldBack(product_id=product, quantity=20, condition=condition))
    room.clock.advance(seconds=5)
    comments.add(now(), [Said("甲", "want"), Said("甲", "I WANT it"), Said("乙", "no")])
    assert released(room, product) == 30
    found = room.console.waves.progress(product, condition, of_hold=True)
    assert found is not None
    assert (found.have, found.want) == (1, 2)
    comments.add(now(), [Said("丙", "Want!")])
    assert released(room, product) == 50


def test_a_show_opened_again_releases_what_was_due_and_nothing_twice(room: Room) -> None:
    product = live(room, Wave(quantity=20, condition=SOLD_OUT), Wave(quantity=10, condition=SOLD_OUT))
    show_id = room.show.show_id
    sell(room, product, 30)
    assert released(room, product) == 50
    room.ask(cmd.PauseShow())
    sell(room, product, 20)
    assert released(room, product) == 50
    room.console.close_show()
    room.console.open(show_id)
    room.console.waves.look()
    assert released(room, product) == 50
    room.ask(cmd.ResumeShow())
    assert released(room, product) == 60
    room.console.close_show()
    room.console.open(show_id)
    room.console.waves.look()
    assert released(room, product) == 60


def test_the_ledger_knows_why_a_wave_went(room: Room) -> None:
    went = ev.Released(product_id=ProductId("p"), quantity=3, wave="3 sold_out", number=1, condition=SOLD_OUT)
    assert went.reason == "wave 1: sold_out"
    assert ev.Released(product_id=ProductId("p"), quantity=3).reason == ""
