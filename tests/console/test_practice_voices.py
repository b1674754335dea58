"""What the practice audience says: about what is on air, of one seed the same, and never more than can be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.comments import called
from console.main_loop import MainLoop
from console.practice_voices import MOST_A_STEP, Voices
from tests.builders import Room, make_room, run_show


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    loop = MainLoop()

    def pump(until: object) -> None:
        assert loop.run(until, 20)  # type: ignore[arg-type]

    made = make_room(tmp_path / "workspace", loop.post, pump)
    made.open_show()
    yield made
    made.close()


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_most_talk_is_of_what_is_on_air_and_names_links_of_the_plan_alone(room: Room, lang: str) -> None:
    run_show(room, on_air=7)
    state = room.show.state
    voices = Voices(lang, seed=3)
    said = [each for _ in range(20) for each in voices.say(50, state)]
    links = {entry.link_no for entry in state.plan.products().values() if entry.link_no}
    named = [link for each in said for _, _, link in called(each.text, links)]
    assert state.on_air is not None
    assert named.count(state.on_air.link_no) > len(said) / 4
    assert set(named) <= links
    assert len(set(named)) > 3
    assert all(each.name and each.text and "{" not in each.text for each in said)


def test_before_anything_is_on_air_there_is_talk_all_the_same(room: Room) -> None:
    assert len(Voices("zh_CN", seed=3).say(5, room.show.state)) == 5


def test_one_seed_says_the_same_and_a_flood_is_cut(room: Room) -> None:
    run_show(room, on_air=3)
    first, second = (Voices("zh_CN", seed=3).say(10_000, room.show.state, sold_out=True) for _ in range(2))
    assert first == second
    assert len(first) == MOST_A_STEP
    assert any("没货" in each.text or "补" in each.text for each in first)
