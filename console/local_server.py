"""Starts the local API over a running console and tells other processes where it listens."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from console.app import Console
from console.remote import Remote
from console.secrets import api_token
from console.web.server import LOOPBACK, CannotListen, WebServer
from console.workspace import ConsoleLock

if TYPE_CHECKING:
    from console.venue import Venue

__all__ = ["CannotListen", "LocalServer", "start_server"]

log = logging.getLogger(__name__)


class LocalServer:
    """A running local API. Main thread only."""

    def __init__(self, web: WebServer, remote: Remote, lock: ConsoleLock | None) -> None:
        self._web = web
        self._lock = lock
        self.remote = remote

    @property
    def address(self) -> str:
        """Where this machine reaches it, such as ``http://127.0.0.1:8765``."""
        return self._web.address

    @property
    def port(self) -> int:
        return self._web.port

    def show_is_loaded(self) -> None:
        """From now on calls are answered; before, with 503. For a server started before its show was read."""
        self.remote.ready = True

    def close(self) -> None:
        """Stop answering; the main thread need not run meanwhile."""
        self._web.stop()
        self.remote.close()
        if self._lock is not None:
            self._lock.announce()


def start_server(
    console: Console,
    *,
    venue: Venue | None = None,
    lock: ConsoleLock | None = None,
    port: int | None = None,
    ready: bool = True,
) -> LocalServer:
    """Bring the local API up. ``port`` None is the settings', 0 any that is free; ``lock`` makes the address known.

    ``ready`` False answers 503 until ``show_is_loaded``. Raises CannotListen, WorkspaceUnusable.
    """
    settings = console.settings
    token = api_token(console.workspace)
    remote = Remote(console, venue=venue, ready=ready)
    try:
        web = WebServer(
            remote,
            post=console.post,
            token=token,
            port=settings.api_port if port is None else port,
            lan=settings.api_lan,
            hosts=lambda: console.settings.allowed_hosts,  # a name allowed in the settings counts at once
        )
    except CannotListen:
        remote.close()
        raise
    web.start()
    if lock is not None:
        lock.announce(api_host=LOOPBACK, api_port=web.port)
    log.info("local API on %s", web.address)
    return LocalServer(web, remote, lock)
