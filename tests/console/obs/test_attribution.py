"""Whose switch was it: the orders of answers and events that a real OBS was seen to produce."""

from __future__ import annotations

import pytest

from console.obs.attribution import TELL_GRACE_S, UNKNOWN_TRANSITION_S, SceneWatch
from console.obs.status import SceneChanged


@pytest.fixture
def watch() -> SceneWatch:
    watch = SceneWatch()
    watch.transition_s = 0.4
    watch.reset("A")
    return watch


def switch(watch: SceneWatch, scene: str, before: str | None, now: float = 0.0) -> SceneChanged | None:
    return watch.answered(watch.sending(scene), before=before, ok=True, now=now)


def test_an_own_switch_is_told_once_by_its_answer(watch: SceneWatch) -> None:
    assert switch(watch, "B", "A") == SceneChanged("B", by_hand=False)
    assert watch.event("B", 0.1) is None


def test_the_event_may_come_before_the_answer(watch: SceneWatch) -> None:
    own = watch.sending("B")
    assert watch.event("B", 0.0) == SceneChanged("B", by_hand=False)
    assert watch.answered(own, before="A", ok=True, now=0.1) is None


def test_a_switch_to_the_scene_on_air_waits_for_nothing(watch: SceneWatch) -> None:
    assert switch(watch, "A", "A") is None
    assert watch.event("B", 0.1) == SceneChanged("B", by_hand=True)
    assert watch.event("A", 0.2) == SceneChanged("A", by_hand=True)


def test_of_several_switches_in_one_transition_only_the_last_is_told(watch: SceneWatch) -> None:
    switch(watch, "B", "A")
    switch(watch, "C", "B")
    assert watch.event("C", 0.5) is None
    assert watch.program == "C"
    assert watch.event("B", 0.6) == SceneChanged("B", by_hand=True)


def test_a_late_event_of_an_overtaken_switch_of_ours_is_no_hand(watch: SceneWatch) -> None:
    switch(watch, "B", "A")
    switch(watch, "A", "B")
    assert watch.event("B", 0.1) is None
    assert watch.program == "A"
    assert watch.event("A", 0.2) is None
    assert watch.program == "A"


def test_a_refused_switch_leaves_nothing_behind(watch: SceneWatch) -> None:
    assert watch.answered(watch.sending("B"), before="A", ok=False, now=0.0) is None
    assert watch.event("B", 0.1) == SceneChanged("B", by_hand=True)


def test_a_switch_that_is_never_told_is_forgotten_in_time(watch: SceneWatch) -> None:
    switch(watch, "B", "A")
    assert watch.event("C", 0.2) == SceneChanged("C", by_hand=True)
    assert watch.event("B", 0.4 + TELL_GRACE_S + 0.1) == SceneChanged("B", by_hand=True)


def test_a_stinger_has_longer(watch: SceneWatch) -> None:
    watch.transition_s = None
    switch(watch, "B", "A")
    assert watch.event("C", 0.2) == SceneChanged("C", by_hand=True)
    assert watch.event("B", UNKNOWN_TRANSITION_S) == SceneChanged("B", by_hand=False)


def test_a_read_finds_what_was_not_told(watch: SceneWatch) -> None:
    assert watch.polled("B", watch.told, 0.0) == SceneChanged("B", by_hand=True)
    assert watch.event("B", 0.3) is None  # the end of the fade


def test_a_read_older_than_an_event_says_nothing(watch: SceneWatch) -> None:
    told = watch.told
    assert watch.event("B", 0.0) == SceneChanged("B", by_hand=True)
    assert watch.polled("A", told, 0.1) is None
    assert watch.program == "B"


def test_a_late_switch_of_an_earlier_connection_is_not_awaited_on_the_next(watch: SceneWatch) -> None:
    watch.sending("B")
    watch.reset("A")
    assert watch.event("B", 0.0) == SceneChanged("B", by_hand=True)
