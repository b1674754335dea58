"""Listens to one bridge from a thread of its own, with its own event loop. Nothing is ever said to the bridge.

A connection that ends, fails or is refused is tried again after a wait that doubles up to half a minute, with some
chance in it; the first message that can be read makes the next wait short again.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import threading
import time
from collections.abc import Callable

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI, WebSocketException

from console.feeds.bridges.collector import Collector, LinkState
from console.feeds.bridges.heard import Adapter, Unread

log = logging.getLogger(__name__)
PACE_S = 1.0  # how often the main thread is called
FIRST_WAIT_S, LONGEST_WAIT_S = 1.0, 30.0
MOST_A_SECOND = 5000  # messages read; what is beyond waits in the bridge, and the window keeps its rate
A_BREATH = 100  # messages after which others may run
MOST_BYTES = 1024 * 1024


class BridgeClient:
    """One bridge, from ``start`` to ``stop``. ``ring`` is called on the client's thread when there is news to take."""

    def __init__(
        self,
        url: str,
        adapter: Adapter,
        collector: Collector,
        ring: Callable[[], None],
        *,
        pace_s: float = PACE_S,
        first_wait_s: float = FIRST_WAIT_S,
        longest_wait_s: float = LONGEST_WAIT_S,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._url, self._adapter, self._collector, self._ring = url, adapter, collector, ring
        self._pace_s, self._first_wait_s, self._longest_wait_s = pace_s, first_wait_s, longest_wait_s
        self._chance = chance
        self._failures = 0
        self._ending = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, name="barrage-bridge", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self, timeout: float = 3.0) -> None:
        """End the thread; what was heard until then can still be taken."""
        if not self._thread.is_alive():
            return
        if self._started.wait(timeout) and self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop ended by itself just now
                self._loop.call_soon_threadsafe(self._ending.set)
        self._thread.join(timeout)
        if self._thread.is_alive():
            log.warning("the bridge's thread did not end in time")

    def wait_s(self) -> float:
        """How long to wait after so many failures: doubling, capped, between a half and the whole of it."""
        longest = min(self._longest_wait_s, self._first_wait_s * 2.0 ** min(self._failures, 20))
        return longest * (0.5 + self._chance() / 2)

    def _run(self) -> None:
        try:
            asyncio.run(self._live())
        except Exception:
            log.exception("listening to %s failed", self._url)
            self._collector.stands(LinkState.WAITING, "failed")
            self._ring()
        finally:
            self._started.set()

    async def _live(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._started.set()
        ended = asyncio.create_task(self._ending.wait())
        ringing = asyncio.create_task(self._ring_often())
        try:
            while not ended.done():
                listening = asyncio.create_task(self._listen())
                await asyncio.wait({listening, ended}, return_when=asyncio.FIRST_COMPLETED)
                listening.cancel()
                await self._until_ended(listening)
                if not ended.done():
                    wait_s = self.wait_s()
                    self._collector.waits(wait_s)
                    self._ring()
                    await asyncio.wait({ended}, timeout=wait_s)
                    self._failures += 1
        finally:
            for task in (ended, ringing):
                task.cancel()

    async def _until_ended(self, listening: asyncio.Task[None]) -> None:
        try:
            await listening
        except asyncio.CancelledError:
            return  # asked to end
        except Exception:
            log.exception("listening to %s failed", self._url)
            self._stands(LinkState.WAITING, "failed")

    async def _listen(self) -> None:
        """One connection, to its end."""
        problem, detail = "closed", ""
        self._stands(LinkState.CONNECTING)
        try:
            async with connect(
                self._url,
                open_timeout=5,
                close_timeout=1,
                ping_interval=20,
                ping_timeout=60,
                max_size=MOST_BYTES,
                compression=None,
                proxy=None,
                user_agent_header=None,
            ) as socket:
                self._stands(LinkState.CONNECTED)
                await self._read_all(socket)
        except ConnectionClosed as error:
            detail = str(error)
        except InvalidURI as error:
            problem, detail = "bad_address", str(error)
        except InvalidHandshake as error:
            problem, detail = "no_bridge", str(error)
        except (OSError, TimeoutError, WebSocketException) as error:
            problem, detail = "unreachable", str(error) or type(error).__name__
        if self._failures == 0:
            log.info("bridge %s: %s %s", self._url, problem, detail)
        self._stands(LinkState.WAITING, problem, detail[:200])

    async def _read_all(self, socket: ClientConnection) -> None:
        since, count = time.monotonic(), 0
        async for message in socket:
            self._read(message)
            count += 1
            if count % A_BREATH == 0:
                await asyncio.sleep(0)
            if count >= MOST_A_SECOND:
                await asyncio.sleep(max(0.0, 1 - (time.monotonic() - since)))
                since, count = time.monotonic(), 0
            elif time.monotonic() - since >= 1:
                since, count = time.monotonic(), 0

    def _read(self, message: str | bytes) -> None:
        try:
            if not isinstance(message, str):
                raise Unread
            heard = self._adapter.read(message)
        except Unread:
            self._collector.not_read()
            return
        self._failures = 0
        if heard is not None:
            self._collector.add(heard)

    def _stands(self, state: LinkState, problem: str = "", detail: str = "") -> None:
        self._collector.stands(state, problem, detail)
        self._ring()

    async def _ring_often(self) -> None:
        while True:
            await asyncio.sleep(self._pace_s)
            if self._collector.has_news:
                self._ring()
