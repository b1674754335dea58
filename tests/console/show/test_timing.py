"""Clocks: pauses, hard starts, midnight, over and under."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from console.show import commands as cmd
from console.show import events as ev
from console.show import timing
from console.show.fold import apply
from console.show.plan import Entry, EntryId, ShowInfo
from console.show.rundown import decide
from console.show.state import EMPTY, State

START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # 20:00 in the room


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


class Show:
    """A show driven by hand on a clock of minutes after START."""

    def __init__(self, *entries: Entry, start: datetime | None = None) -> None:
        self.state: State = EMPTY
        self.at = START
        self.ask(cmd.CreateShow(info=ShowInfo(name="show", start=start), entries=entries))

    def ask(self, command: cmd.Command, at: float | None = None) -> None:
        if at is not None:
            self.at = START + minutes(at)
        payload = decide(self.state, command, at=self.at, sold={})
        event = ev.Event(seq=self.state.seq + 1, at=self.at, actor="t", payload=payload)
        self.state = apply(self.state, event)

    def schedule(self, at: float) -> timing.Schedule:
        return timing.schedule(self.state, START + minutes(at))


def entry(name: str, length: float = 5, hard: time | None = None) -> Entry:
    return Entry(entry_id=EntryId(name), name=name, planned=minutes(length), hard_start=hard)


def test_over_under_is_nil_at_go_live_and_grows_only_when_an_entry_runs_over() -> None:
    show = Show(entry("a"), entry("b"), entry("c"))
    show.ask(cmd.GoLive(), 0)
    assert show.schedule(0).over_under == timedelta(0)
    assert show.schedule(4).over_under == timedelta(0)
    assert show.schedule(7).over_under == minutes(2)
    assert show.schedule(7).projected_end == START + minutes(17)


def test_an_entry_left_early_and_a_skip_bring_the_end_forward() -> None:
    show = Show(entry("a"), entry("b"), entry("c"))
    show.ask(cmd.GoLive(), 0)
    show.ask(cmd.Next(), 3)
    assert show.schedule(3).over_under == minutes(-2)
    show.ask(cmd.Skip(entry_id=EntryId("c")))
    assert show.schedule(3).over_under == minutes(-7)


def test_an_insert_makes_the_show_late_by_its_length() -> None:
    show = Show(entry("a"), entry("b"))
    show.ask(cmd.GoLive(), 0)
    show.ask(cmd.Insert(entries=(entry("new", 4),), before=EntryId("b")), 1)
    assert show.schedule(1).over_under == minutes(4)


def test_a_pause_stops_the_clocks_and_pushes_everything_after() -> None:
    show = Show(entry("a"), entry("b"))
    show.ask(cmd.GoLive(), 0)
    show.ask(cmd.PauseShow(), 2)
    now = START + minutes(12)
    assert timing.on_air_elapsed(show.state, now) == minutes(2)
    assert timing.show_elapsed(show.state, now) == minutes(2)
    assert show.schedule(12).over_under == minutes(10)
    show.ask(cmd.ResumeShow(), 12)
    assert timing.on_air_remaining(show.state, START + minutes(13)) == minutes(2)
    assert show.schedule(13).projected_end == START + minutes(20)


def test_undoing_a_take_gives_the_entry_before_its_clock_back() -> None:
    show = Show(entry("a"), entry("b"))
    show.ask(cmd.GoLive(), 0)
    show.ask(cmd.PauseShow(), 1)
    show.ask(cmd.ResumeShow(), 2)
    show.ask(cmd.Next(), 4)
    show.ask(cmd.Undo(), 5)
    on_air = show.state.on_air
    assert on_air is not None
    assert on_air.name == "a"
    assert timing.on_air_elapsed(show.state, START + minutes(5)) == minutes(4)


def test_a_hard_start_is_the_first_such_time_after_the_start_also_past_midnight() -> None:
    at_21, at_1 = time(21, 0), time(1, 0)
    show = Show(entry("a", 30), entry("b", 10, at_21), entry("c", 10, at_1), entry("d"), start=START)
    slots = timing.schedule(show.state, START).slots
    assert slots[EntryId("b")].planned_start == START + minutes(60)
    assert slots[EntryId("b")].slack == minutes(30)
    assert slots[EntryId("c")].planned_start == START + minutes(300)
    assert slots[EntryId("d")].planned_start == START + minutes(310)
    assert timing.overlap_warnings(show.state) == {EntryId("b"): minutes(30), EntryId("c"): minutes(230)}


def test_running_late_into_a_hard_start_is_an_overlap_not_a_wait() -> None:
    show = Show(entry("a", 60), entry("b", 10, time(21, 0)))
    show.ask(cmd.GoLive(), 0)
    slot = show.schedule(66).slots[EntryId("b")]
    assert slot.slack == minutes(-6)
    assert slot.projected_start == START + minutes(66)


def test_a_show_through_midnight_keeps_counting() -> None:
    show = Show(*(entry(f"e{number}", 60) for number in range(6)))
    show.ask(cmd.GoLive(), 200)  # 23:20 in the room
    for number in range(1, 6):
        show.ask(cmd.Next(), 200 + 60 * number)
    assert show.schedule(500).over_under == timedelta(0)
    assert timing.show_elapsed(show.state, START + minutes(500)) == minutes(300)


@pytest.mark.parametrize("clock", [time(0, 0), time(19, 59), time(20, 0), time(23, 59, 59)])
def test_a_pinned_instant_is_within_a_day_and_shows_that_time(clock: time) -> None:
    at = timing.pinned_instant(clock, START, "Asia/Shanghai")
    assert timedelta(0) <= at - START < timedelta(days=1)
    assert at.astimezone(timing.zone("Asia/Shanghai")).time() == clock


def test_a_show_that_goes_live_late_is_late_for_its_hard_starts_and_not_a_day_early() -> None:
    draw = entry("draw", 5, hard=time(20, 0))
    show = Show(draw, entry("b"), start=START)
    show.ask(cmd.GoLive(), 0.1)
    assert show.schedule(0.1).slots[EntryId("draw")].pinned == START
    assert show.schedule(0.1).planned_end == START + minutes(10)
    later = Show(entry("a"), replace(draw, hard_start=time(20, 10)), start=START)
    later.ask(cmd.GoLive(), 30)
    assert later.schedule(30).slots[EntryId("draw")].pinned == START + minutes(10)
    assert later.schedule(30).slots[EntryId("draw")].slack == minutes(-25)


def test_a_first_entry_with_a_hard_start_says_when_the_show_was_to_start() -> None:
    show = Show(entry("draw", 5, hard=time(20, 0)), entry("b"))
    show.ask(cmd.GoLive(), 0.1)
    assert show.schedule(0.1).slots[EntryId("draw")].pinned == START


def test_a_show_on_another_day_than_planned_has_its_hard_starts_on_that_day() -> None:
    show = Show(entry("a"), entry("draw", 5, hard=time(19, 0)), start=START - timedelta(days=1))
    show.ask(cmd.GoLive(), 0)
    assert show.schedule(0).slots[EntryId("draw")].pinned == START + timedelta(hours=23)


def test_a_skipped_hard_start_pins_nothing_after_it() -> None:
    show = Show(entry("a"), entry("draw", 5, hard=time(21, 0)), entry("c"))
    show.ask(cmd.Skip(entry_id=EntryId("draw")))
    show.ask(cmd.GoLive(), 0)
    assert show.schedule(0).over_under == timedelta(0)
    assert show.schedule(0).slots[EntryId("c")].planned_start == START + minutes(5)
    assert timing.overlap_warnings(show.state) == {}


def test_a_hard_start_is_due_from_five_minutes_before_until_its_entry_was_on_air_or_skipped() -> None:
    show = Show(
        entry("a", 60), entry("b", 60), entry("draw", 5, hard=time(20, 30)), entry("late", 5, hard=time(20, 20))
    )
    assert timing.due(show.state, START + minutes(29)) == {}, "nothing is due before the show"
    show.ask(cmd.GoLive(), 0)
    draw, late = EntryId("draw"), EntryId("late")
    assert timing.due(show.state, START + minutes(14)) == {}
    assert timing.due(show.state, START + minutes(26)) == {late: START + minutes(20), draw: START + minutes(30)}
    show.ask(cmd.Skip(entry_id=late), 26)
    assert list(timing.due(show.state, START + minutes(40))) == [draw]
    show.ask(cmd.Goto(entry_id=draw), 40)
    show.ask(cmd.Goto(entry_id=EntryId("b")), 41)
    assert timing.due(show.state, START + minutes(42)) == {}


def test_a_clock_time_just_over_at_go_live_is_found_and_one_after_midnight_is_not() -> None:
    missed, night = entry("draw", 5, hard=time(19, 30)), entry("night", 5, hard=time(0, 30))
    show = Show(entry("a", 30), missed, entry("b", 200), night)
    assert timing.just_missed(show.state, START) == {missed.entry_id: START + timedelta(hours=23, minutes=30)}
    show.ask(cmd.Skip(entry_id=missed.entry_id))
    assert timing.just_missed(show.state, START) == {}


def test_a_day_long_show_means_its_hard_start_of_the_next_day() -> None:
    show = Show(*(entry(f"e{n}", 60) for n in range(14)), entry("morning", 5, hard=time(10, 0)))
    assert timing.just_missed(show.state, START) == {}


def test_with_a_planned_start_the_time_missed_by_going_live_late_is_late_and_not_tomorrow() -> None:
    show = Show(entry("a"), entry("draw", 5, hard=time(20, 10)), start=START)
    assert timing.just_missed(show.state, START + minutes(40)) == {}
