"""The order of the queue, and that it keeps nothing for a connection that is not there."""

from __future__ import annotations

import pytest

from console.obs.status import Reason
from console.obs.work import Priority, Session, WorkQueue


class Piece:
    def __init__(self, name: str) -> None:
        self.name = name

    def run(self, session: Session) -> None:
        raise NotImplementedError

    def refuse(self, reason: Reason) -> None:
        raise NotImplementedError

    def __repr__(self) -> str:
        return self.name


@pytest.fixture
def queue() -> WorkQueue:
    queue = WorkQueue(lambda: None)
    queue.open()
    return queue


def drained(queue: WorkQueue, now: float = 0.0) -> list[str]:
    names = []
    while (work := queue.take(now)) is not None:
        names.append(repr(work))
    return names


def test_cues_go_before_overlay_words_and_first_come_first_served(queue: WorkQueue) -> None:
    for name, priority in (("o", Priority.OVERLAY), ("a", Priority.CUE), ("b", Priority.CUE)):
        assert queue.put(Piece(name), priority) is None
    assert drained(queue) == ["a", "b", "o"]


def test_what_is_not_due_waits_and_holds_nobody_up(queue: WorkQueue) -> None:
    queue.put(Piece("later"), Priority.CUE, due=5.0)
    queue.put(Piece("now"), Priority.OVERLAY)
    assert drained(queue, 1.0) == ["now"]
    assert queue.next_due() == 5.0
    assert drained(queue, 5.0) == ["later"]


def test_a_demoted_piece_waits_behind_and_a_withdrawn_one_is_gone(queue: WorkQueue) -> None:
    first, second, third = Piece("first"), Piece("second"), Piece("third")
    for piece in (first, second, third):
        queue.put(piece, Priority.CUE)
    assert queue.demote(first, Priority.LEFTOVER)
    assert queue.withdraw(second)
    assert drained(queue) == ["third", "first"]
    assert not queue.demote(first, Priority.CUE)
    assert not queue.withdraw(first)


def test_a_closed_queue_gives_back_what_waited_and_takes_nothing(queue: WorkQueue) -> None:
    queue.put(Piece("o"), Priority.OVERLAY, due=99.0)
    queue.put(Piece("a"), Priority.CUE)
    assert [repr(work) for work in queue.close(Reason.LOST)] == ["a", "o"]
    assert queue.put(Piece("b"), Priority.CUE) is Reason.LOST
    assert queue.take(100.0) is None
