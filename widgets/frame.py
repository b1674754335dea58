"""At most one repaint of a thing per frame, however often it changes, and no two things' in one turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer

FRAME_MS = 16
APART_MS = 4
MOST_TIMES = 5
SLICE_S = 0.005  # of an update that comes in parts, this much in one turn
REST = 3  # times as long as an update took, until the next


class Coalescer(QObject):
    """Calls ``update`` once, ``interval`` ms after the first ``ask`` since the last call.

    One change sets off every dock. Their updates are some ms each, and in one turn of the event loop they would add
    up to frames in which no key and no click is heard: who comes right after another lets the loop turn first. An
    ``update`` that yields is a long one: it goes on in later turns, and starts anew when it was asked again meanwhile.
    What takes long is done less often, so that a flood of figures leaves most of the time to the user.
    """

    _ended: ClassVar[float] = 0.0  # when the last update of any of them was done; there is one window's thread

    def __init__(self, update: Callable[[], Iterator[None] | None], parent: QObject, interval: int = FRAME_MS) -> None:
        super().__init__(parent)
        self._update, self._interval, self._times = update, interval, 0
        self._parts: Iterator[None] | None = None  # of an update that is under way
        self._asked = False  # meanwhile
        self._spent = self._rests_until = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)

    @property
    def idle(self) -> bool:
        """Nothing is asked for or under way."""
        return self._parts is None and not self._timer.isActive()

    def ask(self) -> None:
        """Have an update soon; asking again before it came changes nothing."""
        if self._parts is not None:
            self._asked = True
        elif not self._timer.isActive():
            self._times = 0
            rest = self._rests_until - perf_counter()
            self._timer.start(max(self._interval, round(rest * 1000)))

    def _on_time(self) -> None:
        if (perf_counter() - Coalescer._ended) * 1000 < APART_MS / 2 and self._times < MOST_TIMES:
            self._times += 1
            self._timer.start(APART_MS)
            return
        self._times = 0
        began = perf_counter()
        if self._parts is None:
            self._spent = 0.0
        done = True  # one that fails is over, and what was asked for meanwhile is not forgotten with it
        try:
            done = self._some(began)
        finally:
            Coalescer._ended = perf_counter()
            self._spent += Coalescer._ended - began
            self._rests_until = Coalescer._ended + REST * self._spent
            if done:
                self._parts = None
                if self._asked:
                    self._asked = False
                    self.ask()
            else:
                self._timer.start(APART_MS)

    def _some(self, began: float) -> bool:
        """Do an update, or the next parts of one; True when it is done."""
        if self._parts is None:
            self._parts = self._update()
        if self._parts is not None:
            for _ in self._parts:
                if perf_counter() - began > SLICE_S:
                    return False
        return True
