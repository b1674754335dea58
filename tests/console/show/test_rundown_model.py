"""The rundown against a model a child could check: lists, sets and deep copies, thousands of sequences of actions."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from console.show import commands as cmd
from console.show import events as ev
from console.show.fold import apply, fold
from console.show.plan import Entry, EntryId, ProductId, ShowInfo
from console.show.rundown import BadValue, Refused, SameTake, decide
from console.show.state import EMPTY, EntryStatus, State
from console.show.timing import on_air_elapsed

START = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
STOCK, FIRST = 40, 15


@dataclass
class Room:
    """The model. ``rounds``: [entry, start, end or None]; ``undo``: what to put back, newest last."""

    order: list[str] = field(default_factory=list)
    product: dict[str, str | None] = field(default_factory=dict)
    skipped: set[str] = field(default_factory=set)
    rounds: list[list[Any]] = field(default_factory=list)
    status: str = "planned"
    take_at: float | None = None
    pauses: list[list[float | None]] = field(default_factory=list)
    released: dict[str, int] = field(default_factory=dict)
    first: set[str] = field(default_factory=set)
    sold: dict[str, int] = field(default_factory=dict)
    undo: list[Any] = field(default_factory=list)
    redo: list[Any] = field(default_factory=list)

    @property
    def on_air(self) -> str | None:
        return self.rounds[-1][0] if self.rounds and self.rounds[-1][2] is None else None

    def core(self) -> Any:
        return copy.deepcopy((self.order, self.product, self.skipped, self.rounds, self.take_at))

    def put_back(self, core: Any) -> None:
        self.order, self.product, self.skipped, self.rounds, self.take_at = copy.deepcopy(core)

    def step(self) -> None:
        self.undo.append(("core", self.core()))
        self.redo = []

    def put_on_air(self, entry: str, now: float, *, guarded: bool = True) -> None:
        if self.on_air is not None:
            self.rounds[-1][2] = now
        self.rounds.append([entry, now, None])
        self.skipped.discard(entry)
        self.take_at = now if guarded else None
        product = self.product[entry]
        if self.status == "live" and product is not None and product not in self.first:
            self.first.add(product)
            if not self.released.get(product):
                self.released[product] = FIRST

    def coming(self) -> list[str]:
        at = -1 if self.on_air is None else self.order.index(self.on_air)
        return self.order[at + 1 :]


class RundownMatchesTheModel(RuleBasedStateMachine):
    """Every action is asked of both; both must do it or both refuse, and then look the same."""

    def __init__(self) -> None:
        super().__init__()
        self.room = Room()
        self.now = 0.0
        self.state: State = EMPTY
        self.events: list[ev.Event] = []
        self.made = 0
        entries = tuple(self.new_entry() for _ in range(5))
        self.ask(cmd.CreateShow(info=ShowInfo(name="show"), entries=entries))
        for entry in entries:
            self.remember(entry, len(self.room.order))

    def new_entry(self) -> Entry:
        self.made += 1
        number = self.made
        product = None if number % 4 == 0 else ProductId(f"p{number % 3}")
        stock, first = (None, None) if product is None else (STOCK, FIRST)
        return Entry(
            entry_id=EntryId(f"e{number}"), name=f"n{number}", product_id=product, stock=stock, first_release=first
        )

    def remember(self, entry: Entry, place: int) -> None:
        self.room.order.insert(place, entry.entry_id)
        self.room.product[entry.entry_id] = entry.product_id

    def at(self, seconds: float) -> datetime:
        return START + timedelta(seconds=seconds)

    def ask(self, command: cmd.Command) -> str:
        """done, same (the second press of a take) or refused."""
        try:
            payload = decide(self.state, command, at=self.at(self.now), sold=self.room.sold)
        except SameTake:
            return "same"
        except (Refused, BadValue):
            return "refused"
        event = ev.Event(seq=self.state.seq + 1, at=self.at(self.now), actor="test", payload=payload)
        self.state = apply(self.state, event)
        self.events.append(event)
        return "done"

    def guarded(self) -> bool:
        return self.room.take_at is not None and 0 <= round(self.now - self.room.take_at, 3) < 0.3

    @rule(seconds=st.sampled_from([0.1, 0.29, 0.3, 1, 40, 700]))
    def time_passes(self, seconds: float) -> None:
        self.now = round(self.now + seconds, 3)

    @rule()
    def go_live(self) -> None:
        room = self.room
        wanted = [e for e in room.order if e not in room.skipped]
        can = room.status in ("planned", "rehearsing") and bool(wanted)
        assert (self.ask(cmd.GoLive()) == "done") == can
        if can:
            room.status, room.rounds, room.undo, room.redo = "live", [], [], []
            room.put_on_air(wanted[0], self.now, guarded=False)

    @rule()
    def rehearse(self) -> None:
        room = self.room
        wanted = [e for e in room.order if e not in room.skipped]
        can = room.status == "planned" and bool(wanted)
        assert (self.ask(cmd.Rehearse()) == "done") == can
        if can:
            room.status, room.rounds, room.undo, room.redo = "rehearsing", [], [], []
            room.put_on_air(wanted[0], self.now, guarded=False)

    def take(self, command: cmd.Command, target: str | None, *, always_new: bool = False) -> None:
        room = self.room
        got = self.ask(command)
        if room.status not in ("live", "rehearsing"):
            assert got == "refused"
        elif self.guarded() and not always_new:
            assert got == "same"
        elif target is None or target == room.on_air:
            assert got == "refused"
        else:
            assert got == "done"
            room.step()
            room.put_on_air(target, self.now)

    @rule()
    def take_next(self) -> None:
        self.take(cmd.Next(), next((e for e in self.room.coming() if e not in self.room.skipped), None))

    @rule()
    def take_previous(self) -> None:
        room = self.room
        before = [] if room.on_air is None else room.order[: room.order.index(room.on_air)]
        self.take(cmd.Previous(), next((e for e in reversed(before) if e not in room.skipped), None))

    @rule(data=st.data())
    def go_to(self, data: st.DataObject) -> None:
        if self.room.order:
            target = data.draw(st.sampled_from(self.room.order))
            self.take(cmd.Goto(entry_id=EntryId(target)), target, always_new=target != self.room.on_air)

    @rule(data=st.data())
    def skip(self, data: st.DataObject) -> None:
        room = self.room
        if not room.order:
            return
        target = data.draw(st.sampled_from(room.order))
        aired = any(r[0] == target for r in room.rounds)
        can = (
            room.status != "ended"
            and target != room.on_air
            and target not in room.skipped
            and (not aired or target in room.coming())
        )
        assert (self.ask(cmd.Skip(entry_id=EntryId(target))) == "done") == can
        if can:
            room.step()
            room.skipped.add(target)

    @rule()
    def pause(self) -> None:
        can = self.room.status == "live"
        assert (self.ask(cmd.PauseShow()) == "done") == can
        if can:
            self.room.status = "paused"
            self.room.pauses.append([self.now, None])

    @rule()
    def resume(self) -> None:
        can = self.room.status == "paused"
        assert (self.ask(cmd.ResumeShow()) == "done") == can
        if can:
            self.room.status = "live"
            self.room.pauses[-1][1] = self.now

    @rule(rarely=st.integers(0, 7))
    def end_show(self, rarely: int) -> None:
        room = self.room
        if rarely:
            return
        can = room.status in ("live", "paused", "rehearsing")
        assert (self.ask(cmd.EndShow()) == "done") == can
        if not can:
            return
        if room.status == "rehearsing":
            room.status, room.rounds, room.take_at = "planned", [], None
        else:
            if room.status == "paused":
                room.pauses[-1][1] = self.now
            room.status = "ended"
            room.rounds[-1][2] = self.now
        room.undo, room.redo = [], []

    @rule(data=st.data())
    def insert(self, data: st.DataObject) -> None:
        room = self.room
        before = data.draw(st.sampled_from([None, *room.order]))
        entry = self.new_entry()
        running = room.status in ("live", "paused", "rehearsing")
        can = room.status != "ended" and (before is None or not running or before in room.coming())
        command = cmd.Insert(entries=(entry,), before=None if before is None else EntryId(before))
        assert (self.ask(command) == "done") == can
        if can:
            room.step()
            self.remember(entry, len(room.order) if before is None else room.order.index(before))

    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        room = self.room
        if len(room.order) < 2:
            return
        moving = data.draw(st.sampled_from(room.order))
        before = data.draw(st.sampled_from([None, *(e for e in room.order if e != moving)]))
        running = room.status in ("live", "paused", "rehearsing")
        rest = [e for e in room.order if e != moving]
        after = [*rest]
        after.insert(len(rest) if before is None else rest.index(before), moving)
        aired = any(r[0] == moving for r in room.rounds)
        can = (
            room.status != "ended"
            and not (running and aired)
            and (before is None or not running or before in room.coming())
            and after != room.order
        )
        command = cmd.Move(entry_ids=(EntryId(moving),), before=None if before is None else EntryId(before))
        assert (self.ask(command) == "done") == can
        if can:
            room.step()
            room.order = after

    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        room = self.room
        if not room.order:
            return
        gone = data.draw(st.sampled_from(room.order))
        can = room.status != "ended" and all(r[0] != gone for r in room.rounds)
        assert (self.ask(cmd.Remove(entry_ids=(EntryId(gone),))) == "done") == can
        if can:
            room.step()
            room.order.remove(gone)
            room.skipped.discard(gone)

    @rule(data=st.data(), quantity=st.integers(0, 30))
    def release(self, data: st.DataObject, quantity: int) -> None:
        room = self.room
        products = sorted({p for e in room.order if (p := room.product[e]) is not None})
        if not products:
            return
        product = data.draw(st.sampled_from(products))
        can = room.status != "ended" and quantity > 0 and room.released.get(product, 0) + quantity <= STOCK
        assert (self.ask(cmd.Release(product_id=ProductId(product), quantity=quantity)) == "done") == can
        if can:
            room.undo.append(("release", product, quantity))
            room.redo = []
            room.released[product] = room.released.get(product, 0) + quantity

    @rule(product=st.sampled_from(["p0", "p1", "p2"]), pieces=st.integers(1, 9))
    @precondition(lambda self: self.room.status == "live")
    def orders_come(self, product: str, pieces: int) -> None:
        self.room.sold[product] = self.room.sold.get(product, 0) + pieces

    @rule()
    def undo(self) -> None:
        room = self.room
        can = room.status != "ended" and bool(room.undo)
        if can and room.undo[-1][0] == "release":
            _, product, quantity = room.undo[-1]
            can = room.released[product] - room.sold.get(product, 0) >= quantity
        assert (self.ask(cmd.Undo()) == "done") == can
        if can:
            step = room.undo.pop()
            if step[0] == "release":
                room.redo.append(step)
                room.released[step[1]] -= step[2]
            else:
                room.redo.append(("core", room.core()))
                room.put_back(step[1])

    @rule()
    def redo(self) -> None:
        room = self.room
        can = room.status != "ended" and bool(room.redo)
        if can and room.redo[-1][0] == "release":
            _, product, quantity = room.redo[-1]
            stated = any(room.product[e] == product for e in room.order)
            can = not stated or room.released[product] + quantity <= STOCK
        assert (self.ask(cmd.Redo()) == "done") == can
        if can:
            step = room.redo.pop()
            if step[0] == "release":
                room.undo.append(step)
                room.released[step[1]] += step[2]
            else:
                room.undo.append(("core", room.core()))
                room.put_back(step[1])

    @invariant()
    def both_look_the_same(self) -> None:
        room, state = self.room, self.state
        assert state.status.value == room.status
        assert list(state.plan.order) == room.order
        assert [
            [
                r.entry_id,
                (r.started_at - START).total_seconds(),
                None if r.ended_at is None else (r.ended_at - START).total_seconds(),
            ]
            for r in state.core.rounds
        ] == room.rounds
        assert {p: f.released for p, f in state.stock.items() if f.released} == {
            p: n for p, n in room.released.items() if n
        }
        aired = {r[0] for r in room.rounds}
        for entry in room.order:
            told = state.entry_status(EntryId(entry))
            if entry == room.on_air:
                assert told is EntryStatus.ON_AIR
            elif entry in room.skipped:
                assert told is EntryStatus.SKIPPED
            else:
                assert told is (EntryStatus.DONE if entry in aired else EntryStatus.PLANNED)

    @invariant()
    def the_clock_of_the_round_leaves_pauses_out(self) -> None:
        room = self.room
        if room.on_air is None:
            assert on_air_elapsed(self.state, self.at(self.now)) is None
            return
        start = room.rounds[-1][1]
        paused = sum(
            max(0.0, (self.now if end is None else end) - max(begin, start))
            for begin, end in room.pauses
            if begin is not None
        )
        elapsed = on_air_elapsed(self.state, self.at(self.now))
        assert elapsed is not None
        assert abs(elapsed.total_seconds() - (self.now - start - paused)) < 0.001

    @invariant()
    def the_journal_folds_to_the_live_state(self) -> None:
        written = [
            ev.Event(seq=e.seq, at=e.at, actor=e.actor, payload=ev.from_data(e.kind, ev.to_data(e.payload)))
            for e in self.events
        ]
        assert fold(written) == self.state


TestRundown = RundownMatchesTheModel.TestCase
TestRundown.settings = settings(max_examples=600, stateful_step_count=30, deadline=None)
