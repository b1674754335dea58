"""The one way from any thread to the window's thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Lock
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

TURN_S = 0.004  # of what others posted, this much before the window's own timers, keys and pictures have a turn


class Bridge(QObject):
    """Work posted from any thread runs on the thread that made the bridge, in the order it was posted.

    Qt hands over everything that was posted before it looks at a timer: while orders pour in nothing else would come.
    Work that opens a dialog and waits for it holds up none of what is posted meanwhile.
    """

    _posted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: deque[Callable[[], None]] = deque()
        self._lock = Lock()
        self._awaited = False  # somebody is on the way to look at the work
        self._next_turn = QTimer(self)
        self._next_turn.setSingleShot(True)
        self._next_turn.timeout.connect(self._run)
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, work: Callable[[], None]) -> None:
        """Have ``work`` run in the window's event loop."""
        with self._lock:
            self._work.append(work)
            if self._awaited:
                return
            self._awaited = True
        self._posted.emit()

    @Slot()
    def _run(self) -> None:
        began = perf_counter()
        self._next_turn.start(0)  # also for when work fails, or runs an event loop of its own
        while (work := self._next()) is not None:
            work()
            if perf_counter() - began > TURN_S:
                return
        self._next_turn.stop()

    def _next(self) -> Callable[[], None] | None:
        with self._lock:
            if self._work:
                return self._work.popleft()
            self._awaited = False
            return None
