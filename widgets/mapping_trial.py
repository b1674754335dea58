"""Tries what was chosen of a table beside the window: the newest choice alone, its first rows at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from console.feeds.exports import Circumstances
from console.feeds.grid import Grid
from console.feeds.kinds import Kind
from console.feeds.mapping import Mapping
from console.feeds.trial import Attempt, Promise, attempt, promise
from widgets.context import Context

FIRST_ROWS = 500
SETTLE_MS = 120  # choices made in one go are tried once


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is to be tried."""

    grids: tuple[Grid, ...]
    about: Circumstances
    file: str
    kind: Kind | None = None
    mapping: Mapping | None = None

    def tried(self, grids: Sequence[Grid]) -> Attempt:
        return attempt(grids, self.about, self.file, kind=self.kind, mapping=self.mapping)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What came of it. ``whole`` False: only the first rows were looked at so far."""

    attempt: Attempt
    promise: Promise
    whole: bool


class Trier(QObject):
    """``answer`` is called on the window's thread, for the newest choice and for nothing older."""

    def __init__(self, context: Context, answer: Callable[[Tried], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self.answer = context, answer
        self._inside: Callable[[datetime], bool] = lambda at: True
        self._generation = 0
        self._choice: Choice | None = None
        self._running = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._start)

    def try_soon(self, choice: Choice) -> None:
        """Try this and forget what was asked before."""
        show = self._context.console.show
        if show is not None:
            self._inside = show.counters.window.__contains__
        self._generation += 1
        self._choice = choice
        self._timer.start()

    def cancel(self) -> None:
        """Nobody waits for an answer any more."""
        self._timer.stop()
        self._generation += 1
        self._choice = None

    @property
    def busy(self) -> bool:
        return self._choice is not None or self._running

    def _start(self) -> None:
        if self._running or self._choice is None:
            return  # when the running one is done the newest is started
        self._running = True
        choice, generation, inside = self._choice, self._generation, self._inside
        self._choice = None
        post = self._context.console.post

        def work() -> None:
            try:
                cut = _cut(choice.grids)
                if cut is not None:
                    first = choice.tried(cut)
                    told = Tried(attempt=first, promise=_promise(first, inside), whole=False)
                    post(lambda: self._tell(told, generation))
                if cut is None or generation == self._generation:
                    found = choice.tried(choice.grids)
                    whole = Tried(attempt=found, promise=_promise(found, inside), whole=True)
                    post(lambda: self._tell(whole, generation))
            finally:
                post(self._on_done)

        threading.Thread(target=work, name="mapping-trial", daemon=True).start()

    def _tell(self, tried: Tried, generation: int) -> None:
        if generation == self._generation:
            self.answer(tried)

    def _on_done(self) -> None:
        self._running = False
        if self._choice is not None and not self._timer.isActive():
            self._start()


def _cut(grids: Sequence[Grid]) -> tuple[Grid, ...] | None:
    """The first rows of each table; None when there are not many more."""
    if all(len(grid.rows) <= 2 * FIRST_ROWS for grid in grids):
        return None
    return tuple(replace(grid, rows=grid.rows[:FIRST_ROWS]) for grid in grids)


def _promise(found: Attempt, inside: Callable[[datetime], bool]) -> Promise:
    return Promise() if found.export is None else promise(found.export, inside)
