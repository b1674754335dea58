"""Words on screen that follow sales: coalesced, never in front of a cue."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence

from console.obs.cues import ProblemCode, text_request
from console.obs.link import ObsLink
from console.obs.status import Reason
from console.obs.work import Priority, Session

PER_INPUT_S = 0.5


class OverlayText:
    """A ``work.Work`` that is queued at most once and sends the latest words of every input that is due.

    ``on_problem(input, code)`` is called when an input starts to fail, and with None when it works again.
    """

    def __init__(self, link: ObsLink, on_problem: Callable[[str, ProblemCode | None], None]) -> None:
        self._link = link
        self._on_problem = on_problem
        self._lock = threading.Lock()
        self._words: dict[str, str] = {}
        self._sent_at: dict[str, float] = {}
        self._failing: set[str] = set()
        self._queued = False

    def set(self, inputs: Sequence[str], text: str) -> None:
        """The words these inputs should show."""
        with self._lock:
            self._words.update(dict.fromkeys(inputs, text))
        self._queue()

    def forget(self, inputs: Iterable[str]) -> None:
        """Something newer is about to write these inputs: words that still wait for them are old."""
        with self._lock:
            for name in inputs:
                self._words.pop(name, None)

    def run(self, session: Session) -> None:
        now = time.monotonic()
        with self._lock:
            self._queued = False
            due = {name: text for name, text in self._words.items() if self._due(name) <= now}
            for name in due:
                del self._words[name]
                self._sent_at[name] = now
        if due:
            answers = session.execute([text_request(name, text) for name, text in due.items()])
            for name, answer in zip(due, answers, strict=True):
                self._judge(name, None if answer.ok else _code(answer.code))
        self._queue()

    def refuse(self, reason: Reason) -> None:
        with self._lock:
            self._queued = False
            self._words.clear()

    def _queue(self) -> None:
        with self._lock:
            if self._queued or not self._words:
                return
            self._queued = True
            due = min(self._due(name) for name in self._words)
        refused = self._link.submit(self, Priority.OVERLAY, due)
        if refused is not None:
            self.refuse(refused)

    def _due(self, name: str) -> float:
        return self._sent_at.get(name, float("-inf")) + PER_INPUT_S

    def _judge(self, name: str, code: ProblemCode | None) -> None:
        with self._lock:
            news = (code is not None) != (name in self._failing)
            (self._failing.discard if code is None else self._failing.add)(name)
        if news:
            self._on_problem(name, code)


def _code(status: int) -> ProblemCode:
    return {600: ProblemCode.MISSING_INPUT, 207: ProblemCode.NOT_READY}.get(status, ProblemCode.REFUSED)
