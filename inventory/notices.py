"""Hearing that other rooms moved goods: a server's notice at once, and a look every few seconds whatever comes.

A notice is a hint and carries nothing: the tables say what is true. It is sent apart from the movements, so that no
transaction waits for it, and a server that has no notices is looked at all the same.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

log = logging.getLogger(__name__)
CHANNEL = "zhongkong_goods"
HINT_EVERY_S = 0.25
POLL_S = 3.0
LISTEN_S = 0.5  # how long it takes at most to notice that it is to end
AGAIN_S = 5.0  # after the server could not be listened to


def hint(engine: Engine) -> None:
    """Tell whoever listens that goods moved. Raises SQLAlchemyError."""
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            connection.execute(text("SELECT pg_notify(:channel, '')"), {"channel": CHANNEL})
            connection.commit()


class Hints:
    """Sends hints no more often than ``every`` seconds; what comes in between is told by the next."""

    def __init__(self, every: float = HINT_EVERY_S) -> None:
        self._every = every
        self._due = False
        self._last = float("-inf")

    def moved(self) -> None:
        """Goods moved since the last hint."""
        self._due = True

    @property
    def wait(self) -> float | None:
        """Seconds until the next may be sent; None: nothing to tell."""
        return max(0.0, self._last + self._every - time.monotonic()) if self._due else None

    def send(self, engine: Engine) -> None:
        """Send it if it is time. Raises SQLAlchemyError."""
        if self.wait == 0.0:
            hint(engine)
            self._due, self._last = False, time.monotonic()


class Notices:
    """Calls ``heard`` on a thread of its own when somebody moved goods, and every ``poll`` seconds."""

    def __init__(self, engine: Engine, heard: Callable[[], None], *, poll: float = POLL_S) -> None:
        self._engine, self._heard, self._poll = engine, heard, poll
        self._ended = threading.Event()
        self.listening = False
        self._thread = threading.Thread(target=self._run, name="goods-notices", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Hear nothing more; the thread ends by itself soon after."""
        self._ended.set()

    def _run(self) -> None:
        if self._engine.dialect.name != "postgresql":
            while not self._ended.wait(self._poll):
                self._heard()
            return
        import psycopg  # brings the driver, which a room of its own never needs

        while not self._ended.is_set():
            try:
                self._listen()
            except (SQLAlchemyError, psycopg.Error) as error:  # the hint is lost, the polling is not
                log.info("no notices of goods: %s", error)
            self.listening = False
            until = time.monotonic() + AGAIN_S
            while time.monotonic() < until and not self._ended.wait(min(self._poll, AGAIN_S)):
                self._heard()

    def _listen(self) -> None:
        held = self._engine.raw_connection()
        connection: Any = held.driver_connection
        held.detach()  # it is no longer the pool's: it is open as long as the room is
        try:
            connection.autocommit = True
            connection.execute(f"LISTEN {CHANNEL}")
            self.listening = True
            self._heard()
            polled = time.monotonic()
            while not self._ended.is_set():
                told = list(connection.notifies(timeout=LISTEN_S, stop_after=1))
                if told or time.monotonic() - polled >= self._poll:
                    polled = time.monotonic()
                    self._heard()
        finally:
            connection.close()
