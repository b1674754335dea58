"""What other threads post to the window: in order, all of it, and never everything before a timer."""

from __future__ import annotations

import threading
from functools import partial
from time import perf_counter
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, QTimer

from widgets.bridge import TURN_S, Bridge


def test_work_of_many_threads_runs_once_each_in_the_order_of_its_thread(qtbot: Any) -> None:
    bridge = Bridge()
    done: list[tuple[int, int]] = []

    def pour(thread: int) -> None:
        for number in range(500):
            bridge.post(partial(done.append, (thread, number)))

    threads = [threading.Thread(target=pour, args=(thread,)) for thread in range(3)]
    for thread in threads:
        thread.start()
    qtbot.waitUntil(lambda: len(done) == 1500)
    for thread in threads:
        thread.join()
    for number in range(3):
        assert [work for work in done if work[0] == number] == [(number, place) for place in range(500)]


def test_a_flood_lets_a_timer_have_its_turn(qtbot: Any) -> None:
    bridge, owner = Bridge(), QObject()
    done: list[str] = []

    def work() -> None:
        began = perf_counter()
        while perf_counter() - began <= TURN_S:
            pass
        done.append("work")

    turn = QTimer(owner)
    turn.timeout.connect(lambda: done.append("turn"))
    turn.start(0)
    for _ in range(5):
        bridge.post(work)
    qtbot.waitUntil(lambda: done.count("work") == 5)
    assert "turn" in done[done.index("work") : len(done) - done[::-1].index("work")]


def test_work_that_waits_in_a_loop_of_its_own_holds_up_nothing(qtbot: Any) -> None:
    bridge, dialog = Bridge(), QEventLoop()
    done: list[str] = []

    def waits() -> None:
        bridge.post(dialog.quit)
        dialog.exec()
        done.append("closed")

    bridge.post(waits)
    bridge.post(partial(done.append, "meanwhile"))
    qtbot.waitUntil(lambda: len(done) == 2)
    assert done == ["meanwhile", "closed"]


def test_work_that_fails_or_posts_more_holds_up_nothing(qtbot: Any) -> None:
    bridge = Bridge()
    done: list[str] = []

    def fails() -> None:
        raise ZeroDivisionError

    with qtbot.capture_exceptions() as caught:
        bridge.post(fails)
        bridge.post(lambda: bridge.post(partial(done.append, "posted by work")))
        bridge.post(partial(done.append, "after"))
        qtbot.waitUntil(lambda: len(done) == 2)
    assert done == ["after", "posted by work"]
    assert [each[0] for each in caught] == [ZeroDivisionError]
    bridge.post(partial(done.append, "later"))
    qtbot.waitUntil(lambda: done[-1] == "later")
