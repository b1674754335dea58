"""Waves: what is due when, once, within the allotment; what a release by itself asks of hands; what undo leaves."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.show import commands as cmd
from console.show import events as ev
from console.show import wave_rules
from console.show.fold import apply
from console.show.plan import Entry, EntryId, ProductId, ShowInfo
from console.show.rundown import BadValue, Refused, SameTake, decide
from console.show.state import EMPTY, State, StockFacts
from console.show.waves import Condition, Wave, When, keys

START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # 20:00 in Shanghai
CUP, TOWEL = ProductId("cup"), ProductId("towel")
SOLD_OUT = Condition(when=When.SOLD_OUT)
ONLINE = Condition(when=When.ONLINE, count=1000)


class Show:
    """A show with a clock and what outsiders count; ``look`` does what the console does once a second."""

    def __init__(self, *waves: Wave, stock: int | None = 100, first_release: int | None = 30) -> None:
        self.state: State = EMPTY
        self.now = START
        self.sold_: dict[str, int] = {}
        self.counts: dict[When, int] = {}
        cup = Entry(
            entry_id=EntryId("e1"), name="杯", product_id=CUP, stock=stock, first_release=first_release, waves=waves
        )
        towel = Entry(entry_id=EntryId("e2"), name="巾", product_id=TOWEL, stock=50)
        self.ask(cmd.CreateShow(info=ShowInfo(name="show"), entries=(cup, towel)))

    def sold(self, product_id: ProductId) -> int:
        return self.sold_.get(product_id, 0)

    def counted(self, condition: Condition, product_id: ProductId, since: datetime) -> int | None:
        return self.counts.get(condition.when)

    def ask(self, command: cmd.Command) -> ev.Payload:
        self.now += timedelta(seconds=1)
        payload = decide(self.state, command, at=self.now, sold=self.sold_)
        event = ev.Event(seq=self.state.seq + 1, at=self.now, actor="t", payload=payload)
        self.state = apply(self.state, event)
        return payload

    def refusal(self, command: cmd.Command) -> str:
        with pytest.raises((Refused, BadValue)) as refused:
            self.ask(command)
        assert isinstance(refused.value, Refused | BadValue)
        return refused.value.code

    def due(self) -> list[wave_rules.Due]:
        return [due for product in (CUP, TOWEL) for due in wave_rules.due(self.state, product, self.now, self)]

    def look(self) -> list[ev.Released]:
        """Everything that is due goes on sale, until nothing is."""
        went: list[ev.Released] = []
        for _ in range(50):
            due = next((one for one in self.due() if one.by_itself and not one.missing), None)
            if due is None:
                return went
            command: cmd.Command = (
                cmd.ReleaseHeld(product_id=due.product_id, since=due.hold.since, seen=due.seen)
                if due.hold is not None
                else cmd.ReleaseWave(
                    product_id=due.product_id, wave=due.wave.key if due.wave else "", by_itself=True, seen=due.seen
                )
            )
            payload = self.ask(command)
            assert isinstance(payload, ev.Released)
            went.append(payload)
        raise AssertionError("waves without end")

    @property
    def cup(self) -> StockFacts:
        return self.state.stock_of(CUP)


def live(*waves: Wave, **stock: int | None) -> Show:
    show = Show(*waves, **stock)
    show.ask(cmd.GoLive())
    return show


def test_a_wave_goes_when_all_on_sale_is_sold_and_names_what_it_waited_for() -> None:
    show = live(Wave(quantity=20, condition=SOLD_OUT))
    assert show.look() == []
    show.sold_[CUP] = 29
    assert show.look() == []
    show.sold_[CUP] = 30
    (went,) = show.look()
    assert (went.quantity, went.number, went.condition, went.by_itself) == (20, 1, SOLD_OUT, True)
    assert went.reason == "wave 1: sold_out"
    assert show.cup.released == 50


def test_each_sell_out_takes_one_wave() -> None:
    show = live(Wave(quantity=20, condition=SOLD_OUT), Wave(quantity=10, condition=SOLD_OUT))
    show.sold_[CUP] = 30
    assert [went.quantity for went in show.look()] == [20]
    show.sold_[CUP] = 50
    assert [went.quantity for went in show.look()] == [10]


def test_two_waves_of_the_same_words_are_two() -> None:
    show = live(Wave(quantity=10, condition=SOLD_OUT), Wave(quantity=10, condition=SOLD_OUT))
    show.sold_[CUP] = 40  # sold early: the first wave is gone before it is there
    assert [went.number for went in show.look()] == [1, 2]
    assert show.cup.waves == ("10 sold_out", "10 sold_out #2")


def test_a_wave_at_a_clock_time_goes_at_it_whatever_stands_before_it() -> None:
    show = live(
        Wave(quantity=20, condition=SOLD_OUT),
        Wave(quantity=5, condition=Condition(when=When.CLOCK, clock=time(20, 30))),
    )
    show.now = START + timedelta(minutes=29, seconds=59)
    assert show.look() == []
    show.now = START + timedelta(minutes=30)
    assert [(went.quantity, went.number) for went in show.look()] == [(5, 2)]


def test_minutes_after_its_take_stand_still_in_a_pause_and_nothing_goes_in_it() -> None:
    show = live(Wave(quantity=5, condition=Condition(when=When.AFTER, after=timedelta(minutes=10))))
    taken = show.state.core.rounds[0].started_at
    show.ask(cmd.PauseShow())
    paused = show.now
    show.now = taken + timedelta(minutes=15)
    assert show.look() == []
    show.ask(cmd.ResumeShow())
    show.now = taken + timedelta(minutes=10) + (show.now - paused) - timedelta(seconds=1)
    assert show.look() == []
    show.now += timedelta(seconds=1)
    assert [went.quantity for went in show.look()] == [5]


def test_a_counted_number_lets_a_wave_go_and_one_for_a_hand_is_told_alone() -> None:
    show = live(Wave(quantity=5, condition=ONLINE), Wave(quantity=7, condition=ONLINE, by_hand=True), Wave(quantity=9))
    show.counts[When.ONLINE] = 999
    assert show.due() == []
    show.counts[When.ONLINE] = 1001
    assert [(went.quantity, went.seen) for went in show.look()] == [(5, 1001)]
    assert [(due.quantity, due.by_itself) for due in show.due()] == [(7, False)]
    assert (
        show.refusal(cmd.ReleaseWave(product_id=CUP, wave=keys(show.state.plan.waves(CUP))[1], by_itself=True))
        == "wave_by_hand"
    )


def test_what_nobody_told_meets_no_condition() -> None:
    show = live(Wave(quantity=5, condition=Condition(when=When.CLICKS, count=1)))
    assert show.look() == []


@pytest.mark.parametrize("stop", [cmd.PauseShow(), cmd.EndShow()])
def test_nothing_goes_by_itself_unless_the_show_is_live(stop: cmd.Command) -> None:
    show = live(Wave(quantity=5, condition=SOLD_OUT))
    show.sold_[CUP] = 30
    show.ask(stop)
    assert show.due() == []
    assert show.refusal(cmd.ReleaseWave(product_id=CUP, wave="5 sold_out", by_itself=True)) in (
        "not_live",
        "show_ended",
    )


def test_nothing_goes_in_a_rehearsal_and_before_its_take() -> None:
    show = Show(Wave(quantity=5, condition=ONLINE))
    show.counts[When.ONLINE] = 5000
    show.ask(cmd.Rehearse())
    assert show.look() == []
    show.ask(cmd.EndShow())
    show.ask(cmd.Move(entry_ids=(EntryId("e2"),), before=EntryId("e1")))
    show.ask(cmd.GoLive())
    assert show.look() == []  # the other item is on air
    show.ask(cmd.Next())
    assert [went.quantity for went in show.look()] == [5]


def test_a_wave_beyond_the_allotment_stays_and_says_what_is_missing() -> None:
    show = live(Wave(quantity=80, condition=SOLD_OUT))
    show.sold_[CUP] = 30
    (due,) = show.due()
    assert due.missing == 10
    assert show.refusal(cmd.ReleaseWave(product_id=CUP, wave="80 sold_out", by_itself=True)) == "beyond_allotment"
    show.ask(cmd.Adjust(product_id=CUP, delta=10, reason="found"))
    assert [went.quantity for went in show.look()] == [80]


def test_waves_wait_while_pieces_are_held_and_a_hold_goes_by_its_own_condition() -> None:
    show = live(Wave(quantity=5, condition=SOLD_OUT))
    show.sold_[CUP] = 30
    show.ask(cmd.HoldBack(product_id=CUP, quantity=40, condition=ONLINE))
    assert show.look() == []
    show.counts[When.ONLINE] = 1200
    (went,) = show.look()
    assert (went.quantity, went.wave, went.seen, went.reason) == (40, "", 1200, "hold: online 1000")
    assert show.cup.held is None
    show.sold_[CUP] = 70
    assert [went.number for went in show.look()] == [1]


def test_a_hold_of_minutes_is_counted_from_when_it_began() -> None:
    show = live()
    show.ask(
        cmd.HoldBack(product_id=CUP, quantity=40, condition=Condition(when=When.AFTER, after=timedelta(minutes=3)))
    )
    began = show.now
    show.now = began + timedelta(minutes=2, seconds=59)
    assert show.look() == []
    show.now = began + timedelta(minutes=3)
    assert [went.quantity for went in show.look()] == [40]


def test_a_hold_that_was_cancelled_and_begun_anew_is_not_met_by_the_old_one() -> None:
    show = live()
    show.ask(cmd.HoldBack(product_id=CUP, quantity=40, condition=ONLINE))
    old = show.now
    show.ask(cmd.CancelHold(product_id=CUP))
    show.ask(cmd.HoldBack(product_id=CUP, quantity=10, condition=ONLINE))
    assert show.refusal(cmd.ReleaseHeld(product_id=CUP, since=old)) == "not_held"


def test_what_the_controller_sees_by_eye_is_met_by_nothing() -> None:
    show = live()
    show.ask(cmd.HoldBack(product_id=CUP, quantity=40, until="在线满 500 人"))
    show.counts[When.ONLINE] = 5000
    assert show.look() == []


def test_a_hold_of_nothing_countable_is_refused() -> None:
    show = live()
    nothing = Condition(when=When.ONLINE)
    assert show.refusal(cmd.HoldBack(product_id=CUP, quantity=4, condition=nothing)) == "not_positive"


def test_the_key_takes_the_first_wave_for_a_hand_else_the_next() -> None:
    show = live(Wave(quantity=20, condition=SOLD_OUT), Wave(quantity=7))
    found = wave_rules.next_by_key(show.state, CUP)
    assert found is not None
    assert found.number == 2
    show.ask(cmd.ReleaseWave(product_id=CUP, wave=found.key))
    found = wave_rules.next_by_key(show.state, CUP)
    assert found is not None
    assert found.number == 1
    went = show.ask(cmd.ReleaseWave(product_id=CUP, wave=found.key))
    assert isinstance(went, ev.Released)
    assert not went.by_itself
    show.sold_[CUP] = 100
    assert show.look() == []  # it went by hand


def test_undo_of_a_wave_by_key_brings_it_back_and_redo_takes_it_again() -> None:
    show = live(Wave(quantity=7))
    show.ask(cmd.ReleaseWave(product_id=CUP, wave="7"))
    show.ask(cmd.Undo())
    assert (show.cup.released, show.cup.waves) == (30, ())
    show.ask(cmd.Redo())
    assert (show.cup.released, show.cup.waves) == (37, ("7",))
    assert show.refusal(cmd.ReleaseWave(product_id=CUP, wave="7")) == "wave_released"


def test_a_release_by_itself_stands_in_no_undo() -> None:
    show = live(Wave(quantity=5, condition=SOLD_OUT))
    show.ask(cmd.Next())
    show.sold_[CUP] = 30
    assert show.look()
    show.sold_[CUP] = 35  # sold at once
    show.ask(cmd.Undo())
    assert show.state.on_air is not None
    assert show.state.on_air.entry_id == "e1"
    assert show.cup.released == 35
    assert show.look() == []


def test_a_newer_sheet_or_an_edit_lets_no_wave_go_twice() -> None:
    show = live(Wave(quantity=5, condition=SOLD_OUT), Wave(quantity=6))
    show.sold_[CUP] = 30
    assert show.look()
    cup = show.state.plan.entries[EntryId("e1")]
    newer = replace(cup, waves=(Wave(quantity=9), Wave(quantity=5, condition=SOLD_OUT)))
    show.ask(cmd.Edit(entries=(newer,)))
    show.sold_[CUP] = 35
    assert show.look() == []
    assert [one.done for one in wave_rules.planned(show.state, CUP)] == [False, True]


def test_a_plan_with_waves_no_show_could_have_is_refused() -> None:
    with pytest.raises(BadValue) as none_at_all:
        Show(Wave(quantity=0))
    assert none_at_all.value.field == "quantity"
    with pytest.raises(BadValue) as no_time:
        Show(Wave(quantity=1, condition=Condition(when=When.CLOCK)))
    assert no_time.value.field == "clock"


def test_adding_stock_is_asked_again_by_a_release_and_counted_from_it() -> None:
    show = live(Wave(quantity=5, condition=SOLD_OUT))
    show.ask(cmd.TickAction(action="add_stock"))
    assert wave_rules.asked(show.state) == ()
    show.sold_[CUP] = 30
    show.look()
    released_at = show.now
    (asked,) = wave_rules.asked(show.state)
    assert (asked.action, asked.since, asked.done_at) == ("add_stock", released_at, None)
    show.now += timedelta(seconds=19)
    ticked = show.ask(cmd.TickAction(action="add_stock"))
    assert isinstance(ticked, ev.Ticked)
    assert ticked.seconds == 20.0
    (asked,) = wave_rules.asked(show.state)
    assert asked.done_at is not None
    assert show.refusal(cmd.TickAction(action="add_stock")) == "already_ticked"
    show.ask(cmd.Next())
    assert wave_rules.asked(show.state) == ()


def test_a_release_of_another_item_is_asked_for_by_its_id_until_it_is_done() -> None:
    show = live(Wave(quantity=5, condition=SOLD_OUT))
    show.ask(cmd.Next())
    show.sold_[CUP] = 30
    show.look()
    (asked,) = wave_rules.asked(show.state)
    assert asked.action == "add_stock:cup"
    show.ask(cmd.TickAction(action="add_stock"))  # of the item on air
    assert len([one for one in wave_rules.asked(show.state) if one.done_at is None]) == 1
    show.ask(cmd.TickAction(action="add_stock:cup"))
    assert all(one.done_at is not None for one in wave_rules.asked(show.state))


def some_waves() -> st.SearchStrategy[Wave]:
    conditions = st.one_of(
        st.none(),
        st.just(SOLD_OUT),
        st.builds(lambda count: Condition(when=When.ONLINE, count=count), st.integers(1, 5)),
        st.builds(lambda minutes: Condition(when=When.AFTER, after=timedelta(minutes=minutes)), st.integers(1, 5)),
        st.just(Condition(when=When.CLOCK, clock=time(20, 3))),
    )
    return st.builds(
        lambda quantity, condition, by_hand: Wave(quantity=quantity, condition=condition, by_hand=by_hand),
        st.integers(1, 40),
        conditions,
        st.booleans(),
    )


def steps() -> st.SearchStrategy[Callable[[Show], object]]:
    def ask(command: cmd.Command) -> Callable[[Show], object]:
        return lambda show: show.ask(command)

    def sell(pieces: int) -> Callable[[Show], object]:
        return lambda show: show.sold_.update({CUP: show.sold(CUP) + pieces})

    def by_key(show: Show) -> object:
        found = wave_rules.next_by_key(show.state, CUP)
        return found and show.ask(cmd.ReleaseWave(product_id=CUP, wave=found.key))

    def passes(show: Show) -> None:
        show.now += timedelta(minutes=1)

    def edit(waves: list[Wave]) -> Callable[[Show], object]:
        def do(show: Show) -> object:
            entry = show.state.plan.entries[EntryId("e1")]
            return show.ask(cmd.Edit(entries=(replace(entry, waves=tuple(waves)),)))

        return do

    commands: list[cmd.Command] = [
        cmd.GoLive(),
        cmd.Rehearse(),
        cmd.Next(),
        cmd.Previous(),
        cmd.PauseShow(),
        cmd.ResumeShow(),
        cmd.Undo(),
        cmd.Redo(),
        cmd.EndShow(),
        cmd.CancelHold(product_id=CUP),
        cmd.Release(product_id=CUP, quantity=7),
        cmd.HoldBack(product_id=CUP, quantity=9, condition=Condition(when=When.ONLINE, count=3)),
        cmd.Adjust(product_id=CUP, delta=15, reason="more"),
        cmd.Adjust(product_id=CUP, delta=-15, reason="fewer"),
    ]
    return st.one_of(
        st.sampled_from([ask(command) for command in commands]),
        st.builds(sell, st.integers(1, 30)),
        st.builds(lambda n: lambda show: show.counts.update({When.ONLINE: n}), st.integers(0, 6)),
        st.just(by_key),
        st.just(passes),
        st.builds(edit, st.lists(some_waves(), max_size=4)),
    )


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(some_waves(), max_size=5), st.lists(steps(), max_size=30))
def test_whatever_happens_no_wave_goes_by_itself_twice_or_beyond_the_allotment(
    waves: list[Wave], happens: list[Callable[[Show], object]]
) -> None:
    show = Show(*waves)
    for step in (lambda s: s.ask(cmd.GoLive()), *happens):
        with contextlib.suppress(Refused, BadValue, SameTake):
            step(show)
        before = show.state.status.value
        for went in show.look():
            assert before == "live"
            assert went.by_itself
        done = show.cup.waves
        assert len(done) == len(set(done)), done
        assert show.cup.released <= (show.state.allotted(CUP) or 0)
