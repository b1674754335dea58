"""The local server: Starlette and uvicorn in a thread of their own, on sockets bound before it starts."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import socket
import sys
import threading
from collections.abc import Callable, Iterable

import uvicorn

from console.web.door import Door
from console.web.guard import Guard, token_check
from console.web.hop import Hop
from console.web.routes import Routes
from console.web.stream import Stream

log = logging.getLogger(__name__)
Post = Callable[[Callable[[], None]], None]
LOOPBACK, LOOPBACK_6 = "127.0.0.1", "::1"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - only when the user opened the API to the LAN
BACKLOG = 512


class CannotListen(Exception):
    """The address is taken or cannot be had. ``code`` and ``data`` for the sentence."""

    def __init__(self, code: str, host: str, port: int, reason: str) -> None:
        super().__init__(code, host, port, reason)
        self.code = code
        self.data = {"host": host, "port": port, "reason": reason}


class WebServer:
    """Serves one door. Made, started and stopped on the main thread."""

    def __init__(
        self,
        door: Door,
        *,
        post: Post,
        token: str,
        port: int,
        lan: bool = False,
        hosts: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        """Takes the address at once; raises CannotListen. ``port`` 0 is any that is free; ``hosts`` any thread."""
        self.host = EVERYWHERE if lan else LOOPBACK
        self._sockets = _listen(self.host, port)
        self.port: int = self._sockets[0].getsockname()[1]
        self._door, self._post = door, post
        self._token, self._lan, self._hosts = token, lan, hosts
        self._started = threading.Event()
        self._ending = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._run, name="web-server", daemon=True)

    @property
    def address(self) -> str:
        """Where this machine reaches it."""
        return f"http://{LOOPBACK}:{self.port}"

    def start(self) -> None:
        """Begin to answer; calls that came since the address was taken are answered too."""
        self._thread.start()

    def stop(self, timeout: float = 3.0) -> None:
        """Say goodbye to the streams and end the thread. The main thread need not run meanwhile."""
        if not self._thread.is_alive():
            self._close_sockets()
            return
        if self._started.wait(timeout) and self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop ended by itself just now
                self._loop.call_soon_threadsafe(self._ending.set)
        self._thread.join(timeout)
        if self._thread.is_alive():
            log.warning("the local server did not end in time")

    def _close_sockets(self) -> None:
        for listening in self._sockets:
            listening.close()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except Exception:
            log.exception("the local server failed")
        finally:
            self._started.set()
            self._close_sockets()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        hop, is_token = Hop(self._post), token_check(self._token)
        stream = Stream(self._door, hop)
        app = Routes(self._door, hop, stream, is_token).app()
        server = uvicorn.Server(_config(Guard(app, self._door, is_token, self._hosts, lan=self._lan)))
        stream.start()
        self._started.set()
        watching = asyncio.create_task(self._end_when_asked(server, stream, hop))
        try:
            await server.serve(self._sockets)
        finally:
            watching.cancel()
            stream.stop()

    async def _end_when_asked(self, server: uvicorn.Server, stream: Stream, hop: Hop) -> None:
        await self._ending.wait()
        hop.close()  # else the server would cancel the calls under way, and answer 500
        stream.stop()
        server.should_exit = True


def _config(app: Guard) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="asyncio",
        http="h11",
        ws="websockets-sansio",
        ws_max_size=64 * 1024,
        ws_per_message_deflate=False,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
        timeout_keep_alive=30,
    )


def _listen(host: str, port: int) -> list[socket.socket]:
    first = _bind(socket.AF_INET, host, port)
    try:  # where "localhost" is ::1 first, a browser would wait for the refusal
        second = _bind(socket.AF_INET6, LOOPBACK_6, first.getsockname()[1])
    except CannotListen as error:
        log.info("the local server has no IPv6: %s", error)
        return [first]
    return [first, second]


def _bind(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    try:
        # asyncio sets TCP_NODELAY only where the protocol is named; without it every answer waits 40 ms for an ACK
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except OSError as error:
        raise CannotListen("cannot_listen", host, port, error.strerror or str(error)) from error
    try:
        if sys.platform == "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)  # else another may share the port
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family is socket.AF_INET6:
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listening.bind((host, port))
        listening.listen(BACKLOG)
        listening.setblocking(False)
    except (OSError, OverflowError) as error:
        listening.close()
        in_use = isinstance(error, OSError) and error.errno in (errno.EADDRINUSE, errno.EACCES)
        reason = getattr(error, "strerror", None) or str(error)
        raise CannotListen("port_in_use" if in_use else "cannot_listen", host, port, reason) from error
    return listening
