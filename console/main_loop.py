"""A main thread without a window: verbs of the command line and tests run the domain on it."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


class MainLoop:
    """Work posted from any thread, run by whoever calls ``run``."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()

    def post(self, work: Callable[[], None]) -> None:
        """Have ``work`` run on the thread that owns this loop."""
        self._queue.put(work)

    def run(self, until: Callable[[], bool], timeout: float = 30.0) -> bool:
        """Run posted work until ``until()`` holds; False when ``timeout`` seconds passed first."""
        end = time.monotonic() + timeout
        while not until():
            left = end - time.monotonic()
            if left <= 0:
                return False
            try:
                self._queue.get(timeout=min(left, 0.05))()
            except queue.Empty:
                continue
        return True

    def result(self, future: Future[T], timeout: float = 30.0) -> T:
        """The result of ``future``, or what it failed with. Raises TimeoutError."""
        if not self.run(future.done, timeout):
            raise TimeoutError
        return future.result()
