"""The order in which OBS is asked: cues first, then the rest of overtaken ones, then overlay texts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Protocol

from console.obs.cues import Request
from console.obs.status import Answer, ObsStatus, Reason


class Priority(IntEnum):
    """Lower goes first; within one, first come, first served."""

    CUE = 0
    LEFTOVER = 1
    OVERLAY = 2


class Session(Protocol):
    """A connected OBS as a piece of work sees it; only valid inside ``Work.run``."""

    @property
    def status(self) -> ObsStatus: ...

    @property
    def items(self) -> dict[tuple[str, str], int]:
        """Numbers of scene items found so far; emptied when the scenes change."""

    def execute(self, requests: Sequence[Request]) -> list[Answer]:
        """One batch, one answer per request. Raises LinkError; the link is then dropped."""


class Work(Protocol):
    """One thing to ask of OBS."""

    def run(self, session: Session) -> None:
        """On the request thread. LinkError must pass through."""

    def refuse(self, reason: Reason) -> None:
        """It was never begun and will not be: OBS is away. On any thread."""


class LinkError(Exception):
    """The connection is of no use any more."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason.value, detail)
        self.reason = reason
        self.detail = detail


class NoAnswer(LinkError):
    """OBS did not answer in time; what was asked may still happen later."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(Reason.NO_ANSWER, detail)


class WorkQueue:
    """Thread-safe. Closed unless OBS is connected, so that nothing ever waits for a connection to come back."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._lock = threading.Lock()
        self._wake = wake
        self._items: list[tuple[Priority, int, float, Work]] = []
        self._count = 0
        self._closed_for: Reason | None = Reason.CLOSED

    def put(self, work: Work, priority: Priority, due: float = 0.0) -> Reason | None:
        """None when accepted (``run`` or ``refuse`` will be called once), else why not."""
        with self._lock:
            if self._closed_for is not None:
                return self._closed_for
            self._count += 1
            self._items.append((priority, self._count, due, work))
        self._wake()
        return None

    def withdraw(self, work: Work) -> bool:
        """Take back what was not begun; False when it is too late."""
        with self._lock:
            kept = [item for item in self._items if item[3] is not work]
            found = len(kept) != len(self._items)
            self._items = kept
            return found

    def demote(self, work: Work, priority: Priority) -> bool:
        """Let what was not begun wait behind others; False when it is too late."""
        with self._lock:
            for place, (_, number, due, item) in enumerate(self._items):
                if item is work:
                    self._items[place] = (priority, number, due, item)
                    return True
            return False

    def take(self, now: float) -> Work | None:
        """The next piece that is due."""
        with self._lock:
            ready = [item for item in self._items if item[2] <= now]
            if not ready:
                return None
            first = min(ready, key=lambda item: item[:2])
            self._items.remove(first)
            return first[3]

    def next_due(self) -> float | None:
        with self._lock:
            return min((item[2] for item in self._items), default=None)

    def open(self) -> None:
        with self._lock:
            self._closed_for = None

    def close(self, reason: Reason) -> list[Work]:
        """Accept nothing more; what was waiting is returned, to be refused by the caller."""
        with self._lock:
            self._closed_for = reason
            waiting = [item[3] for item in sorted(self._items, key=lambda item: item[:2])]
            self._items.clear()
            return waiting
