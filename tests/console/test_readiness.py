"""What the checklist looks at is gathered without waiting, and red asks for a reason before the show goes live."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from console import machine
from console.checks import Colour, Topic
from console.main_loop import MainLoop
from console.readiness import WHILE_PLANNED, MachineLooked
from console.remote import Remote
from console.roster import Age, Person
from console.settings import Settings
from console.show import events as ev
from console.show.shifts import Duty
from console.store import journal
from console.web.door import Problem
from inventory.catalogue import Certificate, Product
from tests.builders import Room, make_entry, make_room

ITEM = make_entry(1)


@pytest.fixture
def loop() -> MainLoop:
    return MainLoop()


@pytest.fixture
def room(tmp_path: Path, loop: MainLoop) -> Iterator[Room]:
    def pump(until: Callable[[], bool]) -> None:
        assert loop.run(until)

    made = make_room(tmp_path / "workspace", loop.post, pump, settings=Settings(lang="en"))
    yield made
    made.close()


def expired() -> Product:
    paper = Certificate(name="质检报告", expires=date(2020, 1, 1))
    return Product(product_id=str(ITEM.product_id), name=ITEM.name, certificates=(paper,))


def test_going_live_with_an_expired_paper_is_refused_until_a_reason_is_written(room: Room, loop: MainLoop) -> None:
    room.console.catalogue.put([expired()])
    show = room.open_show([ITEM])
    assert loop.run(lambda: room.console.catalogue.loaded)
    remote = Remote(room.console)
    try:
        with pytest.raises(Problem) as refused:
            loop.result(remote.act("go-live", {}, None, "api"))
        assert refused.value.status == 409
        assert refused.value.error == "checks_failed"
        wrong = [f"certificate_expired:{ITEM.name}（质检报告 2020-01-01）"]
        assert refused.value.more["checks"] == wrong
        assert "Paper expired" in refused.value.message
        loop.result(remote.act("go-live", {"override": "新证今晚到"}, None, "api"))
    finally:
        remote.close()
    with room.console.database.connect() as connection:
        went = journal.load(connection, show.show_id)[-1].payload
    assert isinstance(went, ev.WentLive)
    assert (list(went.failed_checks), went.override) == (wrong, "新证今晚到")


def test_what_nobody_entered_lets_pass(room: Room, loop: MainLoop) -> None:
    show = room.open_show([ITEM])
    colours = {each.colour for each in room.console.readiness.look(show)}
    assert Colour.AMBER in colours
    assert room.console.readiness.red(show) == ()


def test_the_computer_is_asked_beside_the_window_and_its_answer_is_told(room: Room, loop: MainLoop) -> None:
    told: list[MachineLooked] = []
    room.console.listeners.subscribe(MachineLooked, told.append)
    room.console.readiness.synchronised = lambda: True
    show = room.open_show([ITEM])
    assert loop.run(lambda: bool(told)), "asked when the show was opened"
    room.clock.advance(minutes=1)
    told.clear()
    room.console.readiness.refresh()
    assert loop.run(lambda: bool(told))
    found = told[-1].machine
    assert found.synchronised
    assert found.free_bytes
    assert found.journal_ahead_s is not None
    assert found.journal_ahead_s <= 0
    checks = {each.topic: each.colour for each in room.console.readiness.look(show)}
    assert checks[Topic.CLOCK] is Colour.GREEN
    assert not (room.console.workspace.root / machine.PROBE).exists(), "what was written to ask the disk is gone"


def test_a_clock_that_was_set_back_is_red(room: Room, loop: MainLoop) -> None:
    told: list[MachineLooked] = []
    show = room.open_show([ITEM])
    room.console.listeners.subscribe(MachineLooked, told.append)
    room.clock.advance(hours=-3)
    room.console.readiness.refresh()
    assert loop.run(lambda: any((each.machine.journal_ahead_s or 0) > 3600 for each in told))
    assert any(each.startswith("clock_behind_journal:") for each in room.console.readiness.red(show))


def test_a_watched_folder_that_is_gone_is_red(room: Room, loop: MainLoop, tmp_path: Path) -> None:
    told: list[MachineLooked] = []
    room.console.settings = Settings(lang="en", watch_folder=str(tmp_path / "gone"))
    room.console.listeners.subscribe(MachineLooked, told.append)
    show = room.open_show([ITEM])
    assert loop.run(lambda: bool(told))
    assert room.console.readiness.red(show) == (f"feed_folder_gone:{tmp_path / 'gone'}",)


def test_the_state_of_the_clock_is_asked_of_the_system() -> None:
    assert machine.clock_synchronised() in (True, False, None)


def test_people_are_those_of_the_roster(room: Room) -> None:
    show = room.open_show([make_entry(1, host="小鹿")])
    people = next(each for each in room.console.readiness.look(show) if each.topic is Topic.PEOPLE)
    assert any(each.code == "host_not_on_roster" and "小鹿" in each.names for each in people.findings)
    child = Person(name="小鹿", duties=(Duty.HOST,), age=Age.CHILD)
    room.console.roster.keep(room.console.roster.roster.with_person(child))
    assert "host_under_16:小鹿" in room.console.readiness.red(show)


def test_while_a_show_is_planned_the_computer_is_asked_again_but_not_at_every_look(room: Room, loop: MainLoop) -> None:
    told: list[MachineLooked] = []
    room.console.listeners.subscribe(MachineLooked, told.append)
    room.open_show([ITEM])
    assert loop.run(lambda: len(told) == 1)
    room.clock.advance(seconds=30)
    room.console.readiness.refresh(WHILE_PLANNED)
    room.clock.advance(seconds=31)
    room.console.readiness.refresh(WHILE_PLANNED)
    assert loop.run(lambda: len(told) == 2)
