"""What OBS says against what the show wants it to say: words are offered, never rewritten by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from console.main_loop import MainLoop
from console.obs.runner import CueOutcome
from console.show import commands as cmd
from console.show.plan import Cue, CueKind, CueSheet
from console.venue import Venue
from tests.builders import BUSY_INFO, Room, make_entry, make_room
from tests.fake_obs import FakeObs

PRICE = "价格字幕"
PRICE_CUE = Cue(kind=CueKind.TEXT, target=PRICE, value="{name} {live_price}")


@pytest.fixture
def obs() -> Iterator[FakeObs]:
    obs = FakeObs()
    obs.start()
    yield obs
    obs.stop()


@pytest.fixture
def loop() -> MainLoop:
    return MainLoop()


@pytest.fixture
def room(tmp_path: Path, loop: MainLoop) -> Iterator[Room]:
    def pump(until: Callable[[], bool]) -> None:
        assert loop.run(until, 20), "not in time"

    room = make_room(tmp_path / "w", loop.post, pump)
    room.open_show([make_entry(1, scene="商品特写"), make_entry(2, scene="商品特写")])
    room.ask(cmd.EditCues(cues=CueSheet(on_take=(PRICE_CUE,))))
    yield room
    room.close()


@pytest.fixture
def venue(room: Room, obs: FakeObs) -> Iterator[Venue]:
    venue = follow(room, obs)
    yield venue
    venue.close()


def follow(room: Room, obs: FakeObs) -> Venue:
    venue = Venue(room.console.listeners, room.console.post)
    venue.bind(room.show)
    venue.connect(f"127.0.0.1:{obs.port}")
    room.pump(lambda: venue.status.connected)
    return venue


def said(room: Room, number: int) -> str:
    entry = room.show.state.plan.in_order()[number - 1]
    assert entry.live_price is not None
    return f"{entry.name} {entry.live_price / 100:g}"


def taken(room: Room, obs: FakeObs, number: int) -> None:
    """Entry ``number`` is on air and OBS was told."""
    room.ask(cmd.GoLive() if number == 1 else cmd.Next())
    room.pump(lambda: obs.text_of(PRICE) == said(room, number))
    entry_id = room.show.state.plan.order[number - 1]
    room.pump(lambda: entry_id in room.show.state.outcomes)


def test_an_undone_take_offers_the_words_of_the_entry_before_though_the_scene_is_the_same(
    room: Room, venue: Venue, obs: FakeObs
) -> None:
    taken(room, obs, 1)
    room.clock.advance(seconds=10)
    taken(room, obs, 2)
    assert not venue.stale_words
    room.ask(cmd.Undo())
    assert venue.mismatch is None
    assert venue.stale_words == (PRICE,)
    assert obs.text_of(PRICE) == said(room, 2), "an undo fires nothing"
    venue.apply_wanted()
    room.pump(lambda: obs.text_of(PRICE) == said(room, 1))
    assert not venue.stale_words


def test_a_price_changed_on_air_is_offered_to_obs(room: Room, venue: Venue, obs: FakeObs) -> None:
    taken(room, obs, 1)
    first, _ = room.show.state.plan.in_order()
    room.ask(cmd.Edit(entries=(replace(first, live_price=100),)))
    assert venue.stale_words == (PRICE,)
    venue.apply_wanted()
    room.pump(lambda: obs.text_of(PRICE).endswith(" 1"))


def test_an_obs_that_was_away_is_not_trusted_with_its_words(room: Room, venue: Venue, obs: FakeObs) -> None:
    taken(room, obs, 1)
    obs.program = "商品特写"
    obs.stop()
    room.pump(lambda: not venue.status.connected)
    assert not venue.stale_words, "nothing can be said of an OBS that is not there"
    obs.start()
    room.pump(lambda: venue.status.connected)
    assert venue.stale_words == (PRICE,)


def test_a_console_started_again_trusts_the_last_answered_take(room: Room, venue: Venue, obs: FakeObs) -> None:
    taken(room, obs, 1)
    venue.close()
    again = follow(room, obs)
    try:
        assert again.stale_words == ()
    finally:
        again.close()


def test_what_became_of_a_cue_is_not_written_into_the_next_show(
    room: Room, venue: Venue, obs: FakeObs, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(room, obs, 1)
    told: list[CueOutcome] = []
    hear = venue._runner._on_outcome

    def listen(outcome: CueOutcome) -> None:
        told.append(outcome)
        hear(outcome)

    monkeypatch.setattr(venue._runner, "_on_outcome", listen)
    room.clock.advance(seconds=10)
    obs.going.clear()
    room.ask(cmd.Next())
    room.open_show([make_entry(1)])
    venue.bind(room.show)
    obs.going.set()
    room.pump(lambda: bool(told))
    assert venue.status.connected
    assert room.ask(cmd.AddNote(text="x")).seq == 2


def test_putting_obs_right_after_it_was_away_settles_the_cues_of_the_entry_on_air(
    room: Room, venue: Venue, obs: FakeObs
) -> None:
    taken(room, obs, 1)
    obs.stop()
    room.pump(lambda: not venue.status.connected)
    room.clock.advance(seconds=10)
    room.ask(cmd.Next())
    second = room.show.state.plan.order[1]
    room.pump(lambda: second in room.show.state.outcomes)
    assert room.show.state.outcomes[second].state == "not_connected"
    obs.program = "主播近景"
    obs.start()
    room.pump(lambda: venue.status.connected and venue.mismatch is not None)
    venue.apply_wanted()
    room.pump(lambda: room.show.state.outcomes[second].state == "done")
    assert room.show.state.outcomes[second].ms is not None
    assert obs.program == "商品特写"
    room.pump(lambda: obs.text_of(PRICE) == said(room, 2))
    room.pump(lambda: venue.mismatch is None and venue.stale_words == ())


def test_putting_another_scene_back_leaves_the_failed_cues_as_they_are(room: Room, venue: Venue, obs: FakeObs) -> None:
    taken(room, obs, 1)
    obs.stop()
    room.pump(lambda: not venue.status.connected)
    room.clock.advance(seconds=10)
    room.ask(cmd.Next())
    second = room.show.state.plan.order[1]
    room.pump(lambda: second in room.show.state.outcomes)
    room.ask(cmd.AskScene(scene="主播近景"))
    obs.start()
    room.pump(lambda: venue.status.connected and venue.mismatch is not None)
    venue.apply_wanted()
    room.pump(lambda: obs.program == "主播近景")
    assert room.show.state.outcomes[second].state == "not_connected"


@pytest.fixture
def practice(tmp_path: Path, loop: MainLoop) -> Iterator[Room]:
    def pump(until: Callable[[], bool]) -> None:
        assert loop.run(until, 20), "not in time"

    room = make_room(tmp_path / "p", loop.post, pump)
    entries = [make_entry(number, scene="商品特写") for number in (1, 2, 3)]
    room.open_show(entries, replace(BUSY_INFO, practice=True))
    yield room
    room.close()


def outcome(room: Room, number: int) -> str | None:
    """What became of the cues of entry ``number``."""
    found = room.show.state.outcomes.get(room.show.state.plan.order[number - 1])
    return None if found is None else found.state


def test_a_practice_show_nobody_asked_obs_for_fires_nothing_and_misses_nothing(practice: Room) -> None:
    venue = Venue(practice.console.listeners, practice.console.post)
    venue.bind(practice.show)
    practice.ask(cmd.GoLive())
    practice.clock.advance(seconds=10)
    seq = practice.ask(cmd.Next()).seq
    assert venue.left_out
    assert venue._asked == set()  # nothing is on its way that could still be journaled
    assert practice.ask(cmd.AddNote(text="x")).seq == seq + 1
    assert practice.show.state.outcomes == {}
    venue.close()


def test_a_practice_show_whose_obs_went_away_is_told_like_a_real_one(practice: Room, obs: FakeObs) -> None:
    venue = follow(practice, obs)
    practice.ask(cmd.GoLive())
    practice.pump(lambda: outcome(practice, 1) is not None)
    obs.stop()
    practice.pump(lambda: not venue.status.connected)
    practice.clock.advance(seconds=10)
    practice.ask(cmd.Next())
    practice.pump(lambda: outcome(practice, 2) == "not_connected")
    venue.disconnect()
    practice.clock.advance(seconds=10)
    practice.ask(cmd.Next())
    assert venue.left_out
    assert outcome(practice, 3) is None
    venue.close()


def test_an_obs_asked_for_in_the_middle_of_practice_is_offered_what_the_run_wants(practice: Room, obs: FakeObs) -> None:
    venue = Venue(practice.console.listeners, practice.console.post)
    venue.bind(practice.show)
    practice.ask(cmd.GoLive())
    venue.connect(f"127.0.0.1:{obs.port}")
    practice.pump(lambda: venue.mismatch is not None)
    assert not venue.left_out
    venue.apply_wanted()
    practice.pump(lambda: obs.program == "商品特写")
    venue.close()


def test_a_real_show_without_obs_says_of_each_take_that_nothing_was_sent(room: Room) -> None:
    venue = Venue(room.console.listeners, room.console.post)
    venue.bind(room.show)
    room.ask(cmd.GoLive())
    room.pump(lambda: outcome(room, 1) == "not_connected")
    assert not venue.left_out
    venue.close()
