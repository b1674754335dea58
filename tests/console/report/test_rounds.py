"""The workbook's rounds are the screen's rounds: one definition of what belongs to a round, with its tail."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from console.metrics.attribution import join_rounds
from console.metrics.conversion import Basis
from console.report.figures import Summary
from console.report.summary import summarise
from console.show import commands as cmd
from console.show.sales import Metric
from tests.builders import make_entry
from tests.console.report.shows import Story

P, Q = str(make_entry(1).product_id), str(make_entry(2).product_id)


def summed(story: Story, tail: timedelta) -> Summary:
    counters = story.counters()
    balances = story.balances(counters)
    return summarise(story.state, story.events, counters, balances, story.now, iter(story.lines), tail)


@pytest.mark.parametrize("seconds", [0, 45, 180])
@pytest.mark.parametrize("seed", range(4))
def test_screen_and_workbook_tell_the_same_of_every_round(seconds: int, seed: int) -> None:
    chance, tail = random.Random(seed), timedelta(seconds=seconds)
    story = Story()
    story.create([make_entry(1), make_entry(2), make_entry(3, product_id=make_entry(1).product_id), make_entry(4)])
    story.do(cmd.GoLive())
    clicks = 0
    for _ in range(200):
        story.wait(seconds=chance.randint(1, 40))
        match chance.randint(0, 11):
            case 0:
                story.do(cmd.Goto(entry_id=make_entry(chance.randint(1, 4)).entry_id))
            case 1:
                story.do(chance.choice([cmd.Undo(), cmd.Redo(), cmd.PauseShow(), cmd.ResumeShow()]))
            case 2 | 3:
                clicks += chance.randint(1, 50)
                story.read(Metric.CLICKS, clicks, P)
            case _:
                story.sell(chance.choice([P, Q, "elsewhere"]), amount=chance.randint(1, 9999))
    told = summed(story, tail).rounds
    joined = join_rounds(story.state, story.counters(), story.now, tail=tail)
    assert [one.round_id for one in told] == [one.round_id for one in joined.rounds]
    for one, other in zip(told, joined.rounds, strict=True):
        assert other.sales is not None
        assert (one.gmv, one.units, one.orders) == (other.sales.gmv, other.sales.units, other.sales.orders)
        assert (one.clicks, one.cvr, one.length, one.round_yield) == (
            other.clicks,
            other.cvr,
            other.length,
            other.round_yield,
        )
    assert sum(one.gmv or 0 for one in told) + joined.elsewhere.gmv == story.counters().room().gmv


def test_people_are_never_told_as_clicks() -> None:
    story = Story()
    story.create([make_entry(1)])
    story.do(cmd.GoLive())
    story.wait(minutes=2)
    story.read(Metric.CLICK_USERS, 40, P)
    story.read(Metric.BUYERS, 8, P)
    (one,) = summed(story, timedelta(0)).rounds
    assert one.clicks is None
    assert (one.cvr.numerator, one.cvr.denominator, one.cvr.basis) == (8, 40, Basis.PEOPLE)


def test_the_tail_moves_what_is_paid_a_little_late_into_the_round() -> None:
    story = Story()
    story.create([make_entry(1), make_entry(2)])
    story.do(cmd.GoLive())
    story.wait(minutes=5)
    story.do(cmd.Next())
    story.wait(minutes=1)
    story.sell(P, amount=700)
    assert summed(story, timedelta(0)).rounds[0].gmv == 0
    summary = summed(story, timedelta(minutes=3))
    assert summary.rounds[0].gmv == 700
    assert summary.round_tail == timedelta(minutes=3)


def test_a_round_is_its_hosts_from_the_change_on_and_the_plans_before() -> None:
    story = Story()
    story.create([make_entry(1, host="小鹿"), make_entry(2, host="小鹿"), make_entry(3, host="小鹿")])
    story.do(cmd.GoLive())
    story.wait(minutes=3)
    story.do(cmd.Next())
    story.wait(minutes=3)
    story.do(cmd.ChangeHost(host="阿May"))
    story.wait(minutes=3)
    story.do(cmd.Next())
    told = summed(story, timedelta(0))
    assert [one.host for one in told.rounds] == ["小鹿", "小鹿 → 阿May", "阿May"]
    assert told.overview.hosts == ("小鹿", "阿May")
