"""Waiting on sockets and on a call from another thread at once."""

from __future__ import annotations

import select
import socket
from contextlib import suppress


class Waker:
    """``wake`` from any thread ends the ``wait`` of the one thread that owns it, now or next time."""

    def __init__(self) -> None:
        self._reading, self._writing = socket.socketpair()
        self._reading.setblocking(False)
        self._writing.setblocking(False)

    def wake(self) -> None:
        with suppress(BlockingIOError, OSError):  # full means it is awake already; closed means nobody waits
            self._writing.send(b"w")

    def wait(self, seconds: float | None, *sockets: socket.socket | None) -> list[socket.socket]:
        """Those of ``sockets`` with something to read; empty when woken or when the time is up."""
        watched = [one for one in sockets if one is not None and one.fileno() >= 0]
        try:
            ready, _, _ = select.select([self._reading, *watched], [], [], seconds)
        except (OSError, ValueError):  # a socket was closed under us: let the owner find out by reading it
            return watched
        if self._reading in ready:
            with suppress(BlockingIOError):
                while self._reading.recv(4096):
                    pass
        return [one for one in ready if one is not self._reading]

    def close(self) -> None:
        self._reading.close()
        self._writing.close()
