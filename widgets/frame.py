"""At most one repaint of a thing per frame, however often it changes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

FRAME_MS = 16


class Coalescer(QObject):
    """Calls ``update`` once, ``interval`` ms after the first ``ask`` since the last call."""

    def __init__(self, update: Callable[[], None], parent: QObject, interval: int = FRAME_MS) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(interval)
        self._timer.timeout.connect(update)

    def ask(self) -> None:
        """Have an update soon; asking again before it came changes nothing."""
        if not self._timer.isActive():
            self._timer.start()
