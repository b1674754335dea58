"""Shifts: over midnight, over the day the clocks change, with gaps and overlaps, whatever the machine's own zone is."""

from __future__ import annotations

import os
import time as machine
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.show.shifts import Duty, Shift, first_after, gaps, next_hand_over, on_duty, overlaps
from tests.builders import EVENING, make_shift

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a slow machine is no failure
SHANGHAI = ZoneInfo("Asia/Shanghai")
ROOMS = st.sampled_from(
    [ZoneInfo(name) for name in ("Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Lord_Howe", "UTC")]
)
MACHINES = ("Asia/Shanghai", "America/New_York", "Africa/Cairo", "Pacific/Apia")
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
INSTANTS = st.integers(0, 6 * 366 * 24 * 60).map(lambda m: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=m))


@contextmanager
def machine_in(zone: str) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    machine.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        machine.tzset()


@PATIENT
@given(start=INSTANTS, clock=CLOCKS, room=ROOMS)
def test_a_shift_ends_the_first_time_the_clock_shows_its_end(start: datetime, clock: time, room: ZoneInfo) -> None:
    end = first_after(start, clock, room)
    assert timedelta(0) < end - start <= timedelta(hours=25)
    shown = end.astimezone(room).timetz().replace(tzinfo=None, fold=0)
    wall = datetime.combine(end.astimezone(room).date(), clock, tzinfo=room)
    if wall.astimezone(UTC).astimezone(room).time() == clock:  # a clock that day shows at all
        assert shown == clock
    minutes = int((end - start).total_seconds() // 60)
    between = (start + timedelta(minutes=minute) for minute in range(1, minutes))
    assert all(at.astimezone(room).time() != clock for at in between)


@PATIENT
@given(start=INSTANTS, clock=CLOCKS, room=ROOMS)
def test_the_machines_own_zone_changes_no_shift(start: datetime, clock: time, room: ZoneInfo) -> None:
    ends = set()
    for zone in MACHINES:
        with machine_in(zone):
            ends.add(first_after(start, clock, room))
    assert len(ends) == 1


def test_two_in_the_night_after_eight_in_the_evening_is_tomorrow() -> None:
    start = datetime(2026, 11, 22, 20, 0, tzinfo=SHANGHAI).astimezone(UTC)
    assert first_after(start, time(2), SHANGHAI) == datetime(2026, 11, 23, 2, 0, tzinfo=SHANGHAI)
    assert first_after(start, time(20), SHANGHAI) == start + timedelta(days=1)


def test_where_the_clocks_go_back_an_hour_comes_twice_and_the_second_is_taken_when_the_first_is_over() -> None:
    new_york = ZoneInfo("America/New_York")
    start = datetime(2026, 11, 1, 1, 30, tzinfo=new_york).astimezone(UTC)  # the first 1:30 of the night
    assert first_after(start, time(1, 15), new_york) == start + timedelta(minutes=45)
    assert first_after(start, time(1, 45), new_york) == start + timedelta(minutes=15)


SHIFTS = st.lists(
    st.builds(
        lambda who, begins, lasts, duty: make_shift(who, begins / 4, lasts / 4, duty),
        st.sampled_from("甲乙丙"),
        st.integers(-8, 100),
        st.integers(1, 40),
        st.sampled_from([Duty.HOST, Duty.CO_HOST]),
    ),
    max_size=8,
)
SPAN = st.tuples(st.integers(-8, 96), st.integers(0, 100)).map(
    lambda pair: (EVENING + timedelta(minutes=15 * pair[0]), EVENING + timedelta(minutes=15 * (pair[0] + pair[1])))
)


@PATIENT
@given(shifts=SHIFTS, span=SPAN)
def test_gaps_and_hosts_share_every_minute_of_a_show_between_them(
    shifts: list[Shift], span: tuple[datetime, datetime]
) -> None:
    start, end = span
    holes = gaps(shifts, start, end)
    at = start
    while at < end:
        in_gap = any(hole.start <= at < hole.end for hole in holes)
        assert in_gap == (not on_duty(shifts, at))
        at += timedelta(minutes=15)
    assert all(hole.start < hole.end and start <= hole.start and hole.end <= end for hole in holes)
    assert all(one.end < other.start for one, other in pairwise(holes))


@PATIENT
@given(shifts=SHIFTS)
def test_an_overlap_is_where_more_than_one_shift_of_the_host_runs(shifts: list[Shift]) -> None:
    found = overlaps(shifts)
    own = [shift for shift in shifts if shift.duty is Duty.HOST]
    for quarter in range(-8, 150):
        at = EVENING + timedelta(minutes=15 * quarter)
        here = [each for each in found if each.start <= at < each.end]
        assert len(here) == (sum(shift.covers(at) for shift in own) > 1)


def test_a_day_of_four_hosts_has_no_gap_and_hands_over_on_the_hour() -> None:
    day = [make_shift(who, 6 * place, 6) for place, who in enumerate(("小鹿", "阿May", "老周", "小满"))]
    assert gaps(day, EVENING, EVENING + timedelta(days=1)) == ()
    assert overlaps(day) == ()
    assert on_duty(day, EVENING + timedelta(hours=6)) == ("阿May",)
    found = next_hand_over(day, EVENING)
    assert found is not None
    assert (found.person, found.start) == ("阿May", EVENING + timedelta(hours=6))


def test_a_clock_that_is_never_shown_that_day_ends_when_it_would_have_been() -> None:
    london = ZoneInfo("Europe/London")
    start = datetime(2026, 3, 29, 0, 0, tzinfo=london).astimezone(UTC)  # 1:00 goes to 2:00
    assert first_after(start, time(1, 30), london) == start + timedelta(minutes=90)


@pytest.mark.parametrize("duty", list(Duty))
def test_a_gap_of_one_duty_is_not_filled_by_another(duty: Duty) -> None:
    other = Duty.HOST if duty is not Duty.HOST else Duty.CONTROLLER
    end = EVENING + timedelta(hours=2)
    assert [(each.start, each.end) for each in gaps([make_shift("甲", duty=other)], EVENING, end, duty)] == [
        (EVENING, end)
    ]
