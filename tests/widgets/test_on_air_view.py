"""What the screen says of the entry on air, without a screen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.advising import sell_out_of
from console.show import commands as cmd
from console.show.plan import Cue, CueKind, CueSheet
from inventory.stock import Balance
from tests.builders import make_entry, make_plan, make_segment, run_show, sell
from tests.widgets.dock_room import Stage, stage  # noqa: F401 - the fixture
from widgets.on_air_view import actions, clock_text, gaps, round_number, scene_of_take, selling, waves


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (300, "05:00"),
        (160.2, "02:41"),
        (0.1, "00:01"),
        (0, "00:00"),
        (-0.4, "+00:00"),
        (-61.9, "+01:01"),
        (3600, "1:00:00"),
        (-36000, "+10:00:00"),
    ],
)
def test_time_left_counts_down_to_nothing_and_then_up(seconds: float, text: str) -> None:
    assert clock_text(timedelta(seconds=seconds)) == text


@pytest.mark.parametrize(
    ("first_release", "balance", "expected"),
    [
        (100, Balance(allotted=1000, released=100), (100, 200)),
        (None, Balance(allotted=1000, released=100), (50, 100)),
        (100, Balance(allotted=250, released=100), (100, 150)),
        (100, Balance(allotted=130, released=100), (30, 30)),
        (100, Balance(allotted=100, released=100), (0, 0)),
        (None, Balance(), (50, 100)),
    ],
)
def test_waves_follow_the_plan_and_never_pass_what_there_is(
    first_release: int | None, balance: Balance, expected: tuple[int, int]
) -> None:
    assert waves(make_entry(1, first_release=first_release), balance) == expected


def test_a_product_that_returns_in_a_later_entry_goes_on_counting_rounds(stage: Stage) -> None:  # noqa: F811
    again = make_entry(3, product_id=make_entry(1).product_id)
    stage.room.open_show([make_entry(1), make_segment(2), again])
    run_show(stage.room, 3)
    assert round_number(stage.room.show.state) == 2
    stage.room.clock.advance(minutes=1)
    stage.room.ask(cmd.Previous())
    assert round_number(stage.room.show.state) == 2  # the segment, for the second time


def test_sell_out_comes_from_the_last_five_minutes(stage: Stage) -> None:  # noqa: F811
    entry = make_entry(1, stock=200, first_release=100)
    show = stage.room.open_show([entry])
    run_show(stage.room, 1)
    clock = stage.room.clock
    clock.advance(minutes=10)
    assert selling(show, entry, clock.now()) is None
    sell(stage.room, str(entry.product_id), 50)
    now = clock.now()
    found = selling(show, entry, now)
    assert found is not None
    assert (found.minutes, found.per_minute) == (5.0, 10.0)  # 50 left, 50 in five minutes
    told = sell_out_of(show, str(entry.product_id), now)
    assert told is not None
    assert told.minutes == found.minutes, "the suggestion says the same"
    assert (told.soonest, told.latest) == (found.soonest, found.latest)
    assert found.soonest < 5 < found.latest, "one order line says little of the pace"
    clock.advance(minutes=4, seconds=59)
    assert selling(show, entry, clock.now()) == found
    clock.advance(seconds=2)
    assert selling(show, entry, clock.now()) is None


def test_a_platform_action_is_late_after_half_a_minute_and_waits_through_a_pause(stage: Stage) -> None:  # noqa: F811
    show = stage.room.open_show([make_entry(1, actions=("show_card", "发小样"))])
    run_show(stage.room, 1)
    clock = stage.room.clock
    clock.advance(seconds=12)
    stage.room.ask(cmd.TickAction(action="show_card"))
    stage.room.ask(cmd.PauseShow())
    clock.advance(minutes=5)
    card, sample = actions(show.state, clock.now())
    assert card.done
    assert card.after == timedelta(seconds=12)
    assert not sample.late
    stage.room.ask(cmd.ResumeShow())
    clock.advance(seconds=20)
    assert actions(show.state, clock.now())[1].late
    assert not actions(show.state, clock.now())[0].late


def test_a_plan_says_what_nobody_entered() -> None:
    lacking = make_entry(1, live_price=None, stock=None, planned=timedelta(0))
    found = {gap.code: gap.count for gap in gaps(make_plan(lacking, make_segment(2)))}
    assert found == {"price": 1, "stock": 1, "length": 1, "script": 1, "scene": 2}
    assert [gap.code for gap in gaps(make_plan())] == ["entries"]
    assert list(gaps(make_plan(make_entry(1, scene="商品特写", script="好")))) == []


def test_the_scene_of_a_take_is_what_its_levels_come_to() -> None:
    plan = make_plan(make_entry(1))
    assert scene_of_take(plan, plan.entries[plan.order[0]]) is None
    entry = make_entry(1, scene="商品特写", cues=CueSheet(on_take=(Cue(kind=CueKind.SCENE, target="双人"),)))
    assert scene_of_take(make_plan(entry), entry) == "双人"
