"""What time it is: aware UTC, and never earlier than it said before."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that tells the time."""

    def now(self) -> datetime:
        """The current instant, aware, UTC."""
        ...


class SystemClock:
    """The machine's clock. A step backwards (a corrected clock) is passed over: time goes on from where it was.

    It must not stand still meanwhile: every take would fall on the instant of the last and count as the same one.
    """

    def __init__(self) -> None:
        self._latest = datetime.now(UTC)
        self._running = time.monotonic()

    def now(self) -> datetime:
        running = time.monotonic()
        passed = timedelta(seconds=running - self._running)
        self._running = running
        self._latest = max(self._latest + passed, datetime.now(UTC))
        return self._latest
