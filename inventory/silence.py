"""A connection that does not wait for ever: a server that stands still keeps its sockets open and answers nothing.

The server's own time limits help only while it runs, and the network's only when a packet is lost.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import Any

import psycopg

LONGEST_S = 8.0  # longer than the server lets a statement take


class BoundedConnection(psycopg.Connection[Any]):
    """Fails with OperationalError, closed, when the server says nothing for ``longest_s`` seconds within one call."""

    longest_s: float = LONGEST_S

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        if timeout is not None:  # the caller's own limit: whoever listens for notices waits as long as it likes
            return super().wait(gen, interval, timeout)
        return super().wait(self._bounded(gen), interval)

    def _bounded(self, gen: Any) -> Generator[Any, Any, Any]:
        """``gen`` step by step; it is resumed with nothing ready at every interval that passes in silence."""
        until = time.monotonic() + self.longest_s
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if not ready and time.monotonic() > until:
                    self.pgconn.finish()
                    raise psycopg.OperationalError(f"no answer from the server in {self.longest_s:.0f} s")
                wanted = gen.send(ready)
        except StopIteration as end:
            return end.value
