"""Shifts and the host on camera as facts of a show: what is refused, what an undo gives back, whose rounds they are."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.show import commands as cmd
from console.show import events as ev
from console.show.fold import fold
from console.show.hosts import host_at, hosts_of
from console.show.plan import Entry
from console.show.ruling import Refused
from console.show.rundown import decide
from tests.builders import EVENING, make_entry, make_shift
from tests.console.report.shows import Story


def told(*entries: Entry, **info: object) -> Story:
    story = Story()
    story.create(entries or (make_entry(1, host="小鹿"), make_entry(2), make_entry(3)), **info)
    return story


def refusal(story: Story, command: cmd.Command) -> str:
    with pytest.raises(Refused) as refused:
        decide(story.state, command, at=story.now, sold={})
    return refused.value.code


def on_camera(story: Story) -> list[tuple[str, ...]]:
    state = story.state
    return [hosts_of(state, each, state.plan.entries[each.entry_id]) for each in state.core.rounds]


def test_shifts_stand_by_when_they_begin_and_each_once() -> None:
    story = told()
    late, early = make_shift("阿May", 2), make_shift(" 小鹿 ")
    assert story.do(cmd.PlanShifts(shifts=(late, early, late)))
    assert [shift.person for shift in story.state.plan.shifts] == ["小鹿", "阿May"]
    assert refusal(story, cmd.PlanShifts(shifts=(early, late))) == "nothing_changed"


@pytest.mark.parametrize(
    ("lasts", "code"), [(0, "shift_ends_before"), (-1, "shift_ends_before"), (26, "shift_too_long")]
)
def test_a_shift_that_no_day_has_is_refused(lasts: float, code: str) -> None:
    assert refusal(told(), cmd.PlanShifts(shifts=(make_shift("小鹿", lasts=lasts),))) == code


def test_shifts_are_undone_like_the_rest_of_the_plan_and_outlive_a_newer_sheet() -> None:
    story = told()
    story.do(cmd.PlanShifts(shifts=(make_shift("小鹿"),)))
    story.do(cmd.MergePlan(entries=(make_entry(1), make_entry(9)), added=1))
    assert len(story.state.plan.shifts) == 1
    story.do(cmd.Undo())
    story.do(cmd.Undo())
    assert not story.state.plan.shifts
    story.do(cmd.Redo())
    assert [shift.person for shift in story.state.plan.shifts] == ["小鹿"]


def test_the_journal_tells_shifts_and_hosts_again() -> None:
    story = told()
    story.do(cmd.PlanShifts(shifts=(make_shift("小鹿", 3, 4), make_shift("阿May", 7, 6))))
    story.do(cmd.GoLive())
    story.do(cmd.ChangeHost(host="阿May"))
    stored = [
        ev.Event(seq=e.seq, at=e.at, actor=e.actor, payload=ev.from_data(e.kind, ev.to_data(e.payload)))
        for e in story.events
    ]
    assert fold(stored) == story.state


def test_a_host_comes_on_only_in_a_running_show_and_only_once() -> None:
    story = told()
    assert refusal(story, cmd.ChangeHost(host="小鹿")) == "not_live"
    story.do(cmd.GoLive())
    assert story.do(cmd.ChangeHost(host="小鹿"))  # planned, and now known
    assert refusal(story, cmd.ChangeHost(host=" 小鹿 ")) == "host_on_already"
    story.do(cmd.EndShow())
    assert refusal(story, cmd.ChangeHost(host="阿May")) == "not_live"


def test_the_host_of_a_round_is_planned_until_somebody_says_who_is_on() -> None:
    story = told(hosts=("小满",))
    story.do(cmd.GoLive())
    story.wait(minutes=5)
    story.do(cmd.Next())  # no host in the sheet: the show's only one
    story.wait(minutes=2)
    story.do(cmd.ChangeHost(host="阿May"))
    story.wait(minutes=2)
    story.do(cmd.Next())
    assert on_camera(story) == [("小鹿",), ("小满", "阿May"), ("阿May",)]
    assert story.state.core.hosts[0].by == "阿中"
    assert isinstance(story.events[-2].payload, ev.HostChanged)
    assert story.events[-2].payload.before == "小满"


def test_a_change_at_the_very_take_belongs_to_the_new_round_alone() -> None:
    story = told()
    story.do(cmd.GoLive())
    story.wait(minutes=5)
    story.do(cmd.Next())
    story.do(cmd.ChangeHost(host="阿May"))
    assert on_camera(story) == [("小鹿",), ("阿May",)]


def test_before_a_change_the_shift_says_who_is_on_over_midnight_too() -> None:
    story = told(make_entry(1), hosts=("小鹿", "阿May"))
    story.do(cmd.PlanShifts(shifts=(make_shift("小鹿", 0, 6), make_shift("阿May", 6, 6))))
    state = story.state
    assert host_at(state, EVENING + timedelta(hours=5, minutes=59)).host == "小鹿"
    found = host_at(state, EVENING + timedelta(hours=6))
    assert (found.host, found.recorded) == ("阿May", False)
    assert host_at(state, EVENING + timedelta(hours=12)).host == ""


def test_a_change_pressed_by_mistake_is_undone_and_no_take_with_it() -> None:
    story = told()
    story.do(cmd.GoLive())
    story.wait(minutes=1)
    story.do(cmd.Next())
    story.wait(minutes=1)
    story.do(cmd.ChangeHost(host="阿May"))
    story.do(cmd.Undo())
    assert story.state.core.hosts == ()
    assert len(story.state.core.rounds) == 2


def test_a_rehearsals_host_is_not_the_shows() -> None:
    story = told()
    story.do(cmd.Rehearse())
    story.do(cmd.ChangeHost(host="阿May"))
    assert host_at(story.state, story.now, story.state.on_air).host == "阿May"
    story.do(cmd.EndShow())
    assert story.state.core.hosts == ()
    story.do(cmd.Rehearse())
    story.do(cmd.ChangeHost(host="阿May"))
    story.do(cmd.GoLive())
    assert host_at(story.state, story.now, story.state.on_air).host == "小鹿"
