"""At most one repaint of a thing per frame, however often it changes, and no two things' in one turn."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer

FRAME_MS = 16
APART_MS = 4
MOST_TIMES = 5


class Coalescer(QObject):
    """Calls ``update`` once, ``interval`` ms after the first ``ask`` since the last call.

    One change sets off every dock. Their updates are some ms each, and in one turn of the event loop they would add
    up to frames in which no key and no click is heard: who comes right after another lets the loop turn first.
    """

    _ended: ClassVar[float] = 0.0  # when the last update of any of them was done; there is one window's thread

    def __init__(self, update: Callable[[], None], parent: QObject, interval: int = FRAME_MS) -> None:
        super().__init__(parent)
        self._update, self._interval, self._times = update, interval, 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)

    def ask(self) -> None:
        """Have an update soon; asking again before it came changes nothing."""
        if not self._timer.isActive():
            self._times = 0
            self._timer.start(self._interval)

    def _on_time(self) -> None:
        if (perf_counter() - Coalescer._ended) * 1000 < APART_MS / 2 and self._times < MOST_TIMES:
            self._times += 1
            self._timer.start(APART_MS)
            return
        try:
            self._update()
        finally:
            Coalescer._ended = perf_counter()
