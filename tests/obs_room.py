"""The program's side of OBS in a test: a link and a runner whose news is pumped on the test's own thread."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import pytest

from console.obs.cues import Facts, ProblemCode
from console.obs.link import ObsLink
from console.obs.runner import CueJob, CueOutcome, CueRunner
from console.obs.status import ObsEvent, ObsStatus, Reason, State
from console.show.plan import Cue, CueKind, EntryId

T = TypeVar("T")


class ObsRoom:
    """Keeps everything that was told, in order."""

    def __init__(self) -> None:
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.statuses: list[ObsStatus] = []
        self.events: list[ObsEvent] = []
        self.outcomes: list[CueOutcome] = []
        self.overlay_problems: list[tuple[str, ProblemCode | None]] = []
        self.link = ObsLink(self.post, self.statuses.append, self.events.append)
        self.runner = CueRunner(
            self.link, self.post, self.outcomes.append, lambda *news: self.overlay_problems.append(news)
        )
        self._seq = 0

    def post(self, call: Callable[[], None]) -> None:
        self._calls.put(call)

    def wait(self, condition: Callable[[], T], *, seconds: float = 20.0, what: str = "") -> T:
        """Pump until ``condition()`` is true; fails the test when it never is."""
        end = time.monotonic() + seconds
        while not (found := condition()):
            if time.monotonic() > end:
                pytest.fail(f"not within {seconds:g} s: {what}; last told {self.statuses[-1:]} {self.outcomes[-1:]}")
            try:
                self._calls.get(timeout=0.02)()
            except queue.Empty:
                continue
        return found

    def pump(self) -> None:
        """Run what was posted so far."""
        while not self._calls.empty():
            self._calls.get()()

    @property
    def told(self) -> ObsStatus:
        return self.statuses[-1] if self.statuses else ObsStatus()

    def connect(self, obs: Any, password: str | None = None) -> None:
        self.link.connect_to(f"{obs.host}:{obs.port}", obs.password if password is None else password)

    def until(self, state: State, reason: Reason | None = None, *, seconds: float = 20.0) -> ObsStatus:
        def there() -> bool:
            return self.told.state is state and (reason is None or self.told.reason is reason)

        self.wait(there, seconds=seconds, what=f"{state} {reason}")
        return self.told

    def connected(self, obs: Any) -> ObsRoom:
        self.connect(obs)
        self.until(State.CONNECTED)
        return self

    def fire(self, *cues: Cue, entry_id: str = "e", **facts: Any) -> int:
        """Fire and tell the seq to ask for."""
        self._seq += 1
        job = CueJob(cause_seq=self._seq, entry_id=EntryId(entry_id), cues=cues, facts=Facts(**facts))
        self.runner.fire(job)
        return self._seq

    def outcome(self, seq: int, *, seconds: float = 20.0) -> CueOutcome:
        def found() -> list[CueOutcome]:
            return [one for one in self.outcomes if one.cause_seq == seq]

        return self.wait(found, seconds=seconds, what=f"the outcome of {seq}")[0]

    def take(self, *cues: Cue, **facts: Any) -> CueOutcome:
        return self.outcome(self.fire(*cues, **facts))


@contextmanager
def obs_room() -> Iterator[ObsRoom]:
    room = ObsRoom()
    yield room
    assert room.link.close(10), "the threads of OBS did not end"


def scene(name: str) -> Cue:
    return Cue(kind=CueKind.SCENE, target=name)


def text(target: str, value: str) -> Cue:
    return Cue(kind=CueKind.TEXT, target=target, value=value)


def show(source: str, where: str = "") -> Cue:
    return Cue(kind=CueKind.SHOW, target=source, scene=where)


def hide(source: str, where: str = "") -> Cue:
    return Cue(kind=CueKind.HIDE, target=source, scene=where)
