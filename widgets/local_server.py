"""The local API beside the window: made when the show is there, gone with the console."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from console import secrets
from console.files import WorkspaceUnusable
from console.listeners import Notice
from console.options import Options
from console.settings import Settings
from console.wording import say
from console.workspace import ConsoleLock

if TYPE_CHECKING:
    from console.remote import Remote
    from console.web.server import WebServer
    from widgets.context import Context

log = logging.getLogger(__name__)


class LocalServer:
    """Serves one console. ``address`` is None when it could not listen, which was told."""

    def __init__(self, context: Context, lock: ConsoleLock, options: Options, settings: Settings) -> None:
        # the web framework is not wanted before the window is usable
        from console.remote import Remote
        from console.web.server import CannotListen, WebServer

        console = context.console
        self.address: str | None = None
        self._server: WebServer | None = None
        self._remote: Remote = Remote(console, venue=context.venue)
        port = settings.api_port if options.api_port is None else options.api_port
        try:
            self._server = WebServer(
                self._remote,
                post=console.post,
                token=secrets.api_token(console.workspace),
                port=port,
                lan=settings.api_lan,
                hosts=settings.allowed_hosts,
            )
        except (CannotListen, WorkspaceUnusable) as error:
            log.warning("no local server: %s", error)
            code = f"api.{error.code}" if isinstance(error, CannotListen) else error.code
            context.tell(Notice(code=code, level="error", data=dict(error.data)))
            return
        self._server.start()
        self.address = self._server.address
        lock.announce(api_host=self._server.host, api_port=self._server.port)
        print(say(settings.lang, "notice.listening", address=self.address), flush=True)

    def close(self) -> None:
        """Say goodbye to whoever listens."""
        if self._server is not None:
            self._server.stop()
        self._remote.close()
