"""Updates that were asked for together: each once, and no two in one turn of the event loop."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from time import perf_counter
from typing import Any

from PySide6.QtCore import QObject, QTimer

from widgets.frame import MOST_TIMES, SLICE_S, Coalescer


def test_many_askings_are_one_update(qtbot: Any) -> None:
    owner, done = QObject(), []
    soon = Coalescer(lambda: done.append("update"), owner)
    for _ in range(5):
        soon.ask()
    qtbot.waitUntil(lambda: bool(done))
    soon.ask()
    qtbot.waitUntil(lambda: len(done) == 2)


def test_two_updates_due_at_once_leave_the_loop_a_turn_between_them(qtbot: Any) -> None:
    owner = QObject()
    done: list[str] = []
    turn = QTimer(owner)
    turn.timeout.connect(lambda: done.append("turn"))
    first, second = (Coalescer(partial(done.append, name), owner) for name in ("first", "second"))
    first.ask()
    second.ask()
    turn.start(0)
    qtbot.waitUntil(lambda: "first" in done and "second" in done)
    places = sorted((done.index("first"), done.index("second")))
    assert "turn" in done[places[0] : places[1]]


def test_nobody_is_put_off_for_ever(qtbot: Any) -> None:
    owner = QObject()
    done: list[str] = []
    patience: list[None] = []
    quick = [Coalescer(lambda: None, owner, 0) for _ in range(3)]
    late = Coalescer(lambda: done.append("late"), owner)

    def again() -> None:
        patience.append(None)
        for each in quick:
            each.ask()

    storm = QTimer(owner)
    storm.timeout.connect(again)
    storm.start(0)
    late.ask()
    qtbot.waitUntil(lambda: bool(done))
    assert late._times <= MOST_TIMES


def test_an_update_that_fails_lets_the_others_go_on(qtbot: Any) -> None:
    owner, done = QObject(), []

    def fails() -> None:
        raise ZeroDivisionError

    broken, whole = Coalescer(fails, owner), Coalescer(lambda: done.append("whole"), owner)
    with qtbot.capture_exceptions() as caught:
        broken.ask()
        whole.ask()
        qtbot.waitUntil(lambda: bool(done) and bool(caught))
    assert caught[0][0] is ZeroDivisionError


def take_a_while() -> None:
    began = perf_counter()
    while perf_counter() - began <= SLICE_S:
        pass


def test_a_long_update_lets_the_loop_turn_between_its_parts_and_starts_anew_when_asked_meanwhile(qtbot: Any) -> None:
    owner = QObject()
    done: list[str] = []

    def update() -> Iterator[None]:
        done.append("begin")
        if done.count("begin") == 1:
            long.ask()
        for _ in range(3):
            take_a_while()
            yield
        done.append("end")

    long = Coalescer(update, owner)
    turn = QTimer(owner)
    turn.timeout.connect(lambda: done.append("turn"))
    turn.start(0)
    long.ask()
    qtbot.waitUntil(lambda: done.count("end") == 2)
    assert [each for each in done if each != "turn"] == ["begin", "end", "begin", "end"]
    assert done[done.index("begin") : done.index("end")].count("turn") >= 3


def test_a_long_update_that_fails_can_be_asked_for_again(qtbot: Any) -> None:
    owner = QObject()
    done: list[str] = []

    def update() -> Iterator[None]:
        done.append("begin")
        yield
        if len(done) == 1:
            raise ZeroDivisionError
        done.append("end")

    long = Coalescer(update, owner)
    with qtbot.capture_exceptions() as caught:
        long.ask()
        qtbot.waitUntil(lambda: bool(caught))
        long.ask()
        qtbot.waitUntil(lambda: "end" in done)


def test_what_was_asked_for_while_an_update_failed_is_done(qtbot: Any) -> None:
    owner = QObject()
    done: list[str] = []

    def update() -> Iterator[None]:
        done.append("begin")
        yield
        if len(done) == 1:
            long.ask()
            raise ZeroDivisionError
        done.append("end")

    long = Coalescer(update, owner)
    with qtbot.capture_exceptions() as caught:
        long.ask()
        qtbot.waitUntil(lambda: "end" in done)
    assert len(caught) == 1
    assert long.idle
