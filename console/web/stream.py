"""Pushes the state object over WebSockets: at once, then on every change, at most ten times a second.

The state is made once for all clients. Each client sends what is newest when it is ready for more, so a slow one
misses what lay between and holds nobody up.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import Callable
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from console.web.door import Door
from console.web.hop import Hop, NoAnswer

log = logging.getLogger(__name__)
SPACING_S = 0.1
CLOCK_S = 0.2  # how often running clocks are looked at; only a second that has turned is pushed
TOKEN_WAIT_S = 5.0
UNAUTHORIZED, STARTING = 4401, 1013


class Stream:
    """All clients of the stream. Lives in the server's event loop."""

    def __init__(self, door: Door, hop: Hop) -> None:
        self._door = door
        self._hop = hop
        self._clients: set[_Client] = set()
        self._stir = asyncio.Event()
        self._stirred = False  # a wake-up is on its way; kept so that 200 lines a second cost one
        self._told = ""
        self._task: asyncio.Task[None] | None = None
        self._unsubscribe: Callable[[], None] | None = None

    def start(self) -> None:
        """Listen for changes from now on."""
        loop = asyncio.get_running_loop()

        def changed() -> None:  # on the main thread
            if not self._stirred and not loop.is_closed():
                self._stirred = True
                loop.call_soon_threadsafe(self._stir.set)

        self._unsubscribe = self._door.on_change(changed)
        self._task = asyncio.create_task(self._follow())

    def stop(self) -> None:
        """Push nothing more. Calling it again does nothing."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        if self._task is not None:
            self._task.cancel()

    async def serve(self, socket: WebSocket, is_token: Callable[[str], bool]) -> None:
        """One client from handshake to end."""
        await socket.accept()
        authorized = bool(socket.scope.get("state", {}).get("authorized"))
        if not authorized and not await _token_came(socket, is_token):
            await _close(socket, UNAUTHORIZED)
            return
        if not self._door.ready:
            await _close(socket, STARTING)
            return
        client = _Client(socket)
        self._clients.add(client)
        try:
            client.newer(await self._state())
            await client.run()
        except NoAnswer:
            await _close(socket, STARTING)
        finally:
            self._clients.discard(client)

    async def _follow(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):  # then only the clocks moved
                await asyncio.wait_for(self._stir.wait(), CLOCK_S)
            self._stir.clear()
            self._stirred = False
            if not self._clients or not self._door.ready:
                continue
            try:
                text = await self._state()
            except NoAnswer:
                log.warning("the main thread did not tell the state in time")
                continue
            except Exception:
                log.exception("the state could not be told")
                continue
            if text != self._told:
                self._told = text
                for client in self._clients:
                    client.newer(text)
            await asyncio.sleep(SPACING_S)

    async def _state(self) -> str:
        state = await self._hop.call(self._door.state)
        return json.dumps(dict(state), ensure_ascii=False, separators=(",", ":"))


class _Client:
    """One WebSocket and what it is to be told next."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._newest: str | None = None
        self._news = asyncio.Event()

    def newer(self, text: str) -> None:
        self._newest = text
        self._news.set()

    async def run(self) -> None:
        """Send until the client leaves."""
        sending = asyncio.create_task(self._send())
        try:
            while True:
                message = await self._socket.receive()
                if message["type"] == "websocket.disconnect":
                    return
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)

    async def _send(self) -> None:
        sent = None
        while True:
            await self._news.wait()
            self._news.clear()
            if self._newest is None or self._newest == sent:
                continue
            sent = self._newest
            began = time.monotonic()
            try:
                await self._socket.send_text(sent)
            except (WebSocketDisconnect, RuntimeError, OSError):
                return  # it left; receive() tells the same
            await asyncio.sleep(max(0.0, SPACING_S - (time.monotonic() - began)))


async def _close(socket: WebSocket, code: int) -> None:
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):  # it may have left by itself
        await socket.close(code)


async def _token_came(socket: WebSocket, is_token: Callable[[str], bool]) -> bool:
    try:
        message: Any = await asyncio.wait_for(socket.receive(), TOKEN_WAIT_S)
    except TimeoutError:
        return False
    try:
        given = json.loads(message.get("text") or "")
    except (ValueError, RecursionError):
        return False
    token = given.get("token") if isinstance(given, dict) else None
    return isinstance(token, str) and is_token(token)
