"""The suggestion of a real show: its figures reach the advice, and it says one line in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from console.advising import (
    candidates,
    line,
    online_change,
    paced_over,
    sell_out_of,
    short_roles,
    situation,
    suggestions,
    worded,
)
from console.main_loop import MainLoop
from console.metrics.attribution import join_rounds
from console.metrics.statistics import Trend
from console.show import commands as cmd
from console.show.advice import Candidate, Code, Online, suggest
from console.show.plan import EntryId, Role
from console.show.sales import Metric, Reading
from console.wording import LANGUAGES
from tests.builders import Room, feed_evening, make_room, run_show, sell, twenty_entries

TRAFFIC = Candidate(entry_id=EntryId("t"), name="t", role=Role.TRAFFIC, product_id="t", jumped=0)
MASK = "3712000000000000003"  # the hero whose second round is to come as entry 15


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    loop = MainLoop()

    def pump(until: Callable[[], bool]) -> None:
        assert loop.run(until)

    found = make_room(tmp_path / "workspace", loop.post, pump)
    found.open_show()
    yield found
    found.close()


def read_online(room: Room, *levels: float) -> None:
    """A level a minute, the last one now."""
    now = room.clock.now()
    room.wait(
        room.show.intake.readings(
            [
                Reading(
                    source="barrage",
                    product_id=None,
                    metric=Metric.ONLINE,
                    value=level,
                    cumulative=True,
                    at=now - timedelta(minutes=len(levels) - 1 - place),
                )
                for place, level in enumerate(levels)
            ]
        )
    )


def test_nothing_is_suggested_before_the_show_and_after_it(room: Room) -> None:
    assert suggestions(room.show, room.clock.now()) == ()
    run_show(room, 3)
    assert suggestions(room.show, room.clock.now())
    room.ask(cmd.EndShow())
    assert suggestions(room.show, room.clock.now()) == ()


def test_a_busy_evening_has_three_suggestions_with_reasons_and_nothing_happens_by_itself(room: Room) -> None:
    run_show(room, 7)
    feed_evening(room)
    before = room.show.state
    found = suggestions(room.show, room.clock.now())
    assert len(found) == 3
    assert room.show.state is before
    for lang in LANGUAGES:
        for one in found:
            assert one.name in line(lang, one)
    assert all(one.entry_id != "e7" for one in found)


def test_every_entry_is_a_candidate_once_unless_it_was_skipped(room: Room) -> None:
    run_show(room, 6)
    room.ask(cmd.Skip(entry_id=twenty_entries()[9].entry_id))
    now = room.clock.now()
    found = candidates(room.show, join_rounds(room.show.state, room.show.counters, now), now)
    by_id = {str(one.entry_id): one for one in found}
    assert "e10" not in by_id
    assert by_id["e7"].jumped == 0
    assert by_id["e8"].jumped == 1
    assert by_id["e11"].jumped == 3
    assert by_id["e2"].jumped is None
    assert "e3" not in by_id  # its product is to come as entry 15
    assert by_id["e15"].since_shown is not None
    assert by_id["e4"].since_shown is not None
    assert by_id["e7"].since_shown is None
    assert by_id["e9"].pinned_in is not None


def test_entries_a_jump_left_behind_can_still_come_and_do_not_return(room: Room) -> None:
    run_show(room, 2)
    room.clock.advance(minutes=4)
    room.ask(cmd.Goto(entry_id=twenty_entries()[11].entry_id))
    now = room.clock.now()
    joined = join_rounds(room.show.state, room.show.counters, now)
    found = {str(one.entry_id): one for one in candidates(room.show, joined, now)}
    assert found["e7"].jumped is not None
    assert found["e7"].since_shown is None


def test_the_hero_is_called_for_after_half_an_hour(room: Room) -> None:
    run_show(room, 6)
    room.clock.advance(minutes=31)
    found = suggestions(room.show, room.clock.now(), limit=9)
    heroes = [one for one in found if Code.HERO_UNSEEN in {reason.code for reason in one.reasons}]
    assert found[0] in heroes
    room.ask(cmd.Next())  # a hero
    assert situation(room.show.state, room.show.counters, room.clock.now()).hero_unseen is None


def test_a_pause_is_no_time_without_a_hero(room: Room) -> None:
    run_show(room, 4)
    room.clock.advance(minutes=1)
    room.ask(cmd.PauseShow())
    room.clock.advance(minutes=50)
    room.ask(cmd.ResumeShow())
    unseen = situation(room.show.state, room.show.counters, room.clock.now()).hero_unseen
    assert unseen == timedelta(minutes=1)


def test_people_leaving_are_seen(room: Room) -> None:
    run_show(room, 5)
    assert online_change(room.show.counters, room.clock.now()).trend is Trend.UNKNOWN
    read_online(room, *[900.0] * 5, *[700.0] * 5)
    seen = situation(room.show.state, room.show.counters, room.clock.now())
    assert seen.online is Online.FALLING
    assert seen.online_share == pytest.approx(-2 / 9)
    reason = next(each for each in suggest(seen, [TRAFFIC])[0].reasons if each.code is Code.ONLINE_FALLING)
    assert worded("zh_CN", reason) == "5 分钟里在线掉了 22%"
    assert worded("en", reason) == "22% of the people left in 5 min"
    room.clock.advance(minutes=30)
    assert situation(room.show.state, room.show.counters, room.clock.now()).online is Online.UNKNOWN


def test_roles_behind_their_target_are_named(room: Room) -> None:
    run_show(room, 3)
    room.clock.advance(minutes=5)
    short = short_roles(room.show.state, room.clock.now())
    assert short[Role.PROFIT] == pytest.approx(0.3)
    assert short[Role.IMAGE] == pytest.approx(0.2)
    assert Role.HERO not in short


def test_the_sell_out_time_is_of_the_last_five_minutes_to_the_second(room: Room) -> None:
    run_show(room, 3)
    now = room.clock.now()
    sell(room, MASK, 10, at=now - timedelta(minutes=5, seconds=1))
    assert sell_out_of(room.show, MASK, now) is None
    sell(room, MASK, 10, at=now - timedelta(minutes=4, seconds=59))
    eta = sell_out_of(room.show, MASK, now)
    assert eta is not None
    assert eta.minutes == 240  # 480 left of 500 on sale, two a minute
    assert eta.soonest < 100 < 1000 < eta.latest  # one order says next to nothing


def test_what_was_sold_before_it_went_on_sale_cannot_be_sold_again(room: Room) -> None:
    run_show(room, 3)
    for product, pieces in (("3712000000000000004", 400), ("3712000000000000005", 119)):  # all of one, all but one
        sell(room, product, pieces)
    now = room.clock.now()
    found = {one.entry_id: one for one in suggestions(room.show, now, limit=20)}
    assert EntryId("e4") not in found
    reason = next(each for each in found[EntryId("e5")].reasons if each.code is Code.LITTLE_STOCK)
    assert worded("zh_CN", reason) == "只剩 1 件"


def test_an_item_on_sale_for_two_minutes_is_paced_by_those_two(room: Room) -> None:
    run_show(room, 3)
    began = room.show.state.core.rounds[-1].started_at
    room.clock.advance(minutes=2)
    for _ in range(4):
        sell(room, MASK, 10)
    now = room.clock.now()
    assert paced_over(room.show, MASK, now) == now - began
    eta = sell_out_of(room.show, MASK, now)
    left = room.show.balance(MASK).remaining
    assert eta is not None
    assert left is not None
    assert eta.minutes == left / 20
    room.clock.advance(minutes=10)
    assert paced_over(room.show, MASK, room.clock.now()) == timedelta(minutes=5)


def test_an_item_sold_before_its_first_round_and_one_just_begun_keep_a_length_that_tells(room: Room) -> None:
    run_show(room, 2)
    sell(room, MASK, 1)
    room.clock.advance(seconds=20)
    room.ask(cmd.Next())
    assert paced_over(room.show, MASK, room.clock.now()) == timedelta(minutes=5), "it could be bought before"
    room.clock.advance(minutes=3)
    room.ask(cmd.Next())
    fresh = str(room.show.state.on_air.product_id)
    room.clock.advance(seconds=5)
    assert paced_over(room.show, fresh, room.clock.now()) == timedelta(minutes=1)
