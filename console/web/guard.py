"""Who may speak to the local server: the Host a browser was told, the page it came from, the token, the body's size.

The Host check keeps DNS rebinding out (a foreign name that resolves to this machine), the Origin check other pages
on this machine or elsewhere; both come before the token, so a page cannot try tokens.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from starlette.responses import JSONResponse, Response

from console.web.door import Door, Problem

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST_BYTES = 1024 * 1024
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "::1")
STREAM = "/api/v1/stream"
PAGE = "/api"
HOOKS = "/hooks/"  # a platform has no token: what it sends is checked by its signature, before anything is read


class Guard:
    """ASGI: lets through what may speak, and answers the rest. ``hosts`` is asked for further names each time."""

    def __init__(
        self,
        app: App,
        door: Door,
        is_token: Callable[[str], bool],
        hosts: Callable[[], Iterable[str]] = tuple,
        *,
        lan: bool = False,
    ) -> None:
        self._app = app
        self._door = door
        self._is_token = is_token
        self._hosts = hosts
        self._lan = lan

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        problem = self._refusal(scope)
        if problem is not None:
            await refuse(problem, scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> Problem | None:
        say = self._door.say
        host = _one(scope, b"host")
        if host is None or not self._answers_to(host, scope):
            if scope["path"].startswith(HOOKS):
                self._door.hook_refused(scope["path"][len(HOOKS) :], "bad_host", host_name(host or ""))
            return Problem(403, "bad_host", say("api.bad_host"))
        for origin in _all(scope, b"origin"):
            if not _same_origin(origin, host):
                return Problem(403, "bad_origin", say("api.bad_origin"))
        if scope["path"].rstrip("/") == PAGE:
            return None
        if scope["type"] == "http" and scope["path"].startswith(HOOKS):
            return None if self._door.ready else starting(self._door)
        given = _one(scope, b"authorization")
        if given is None and scope["type"] == "websocket" and scope["path"] == STREAM:
            return None  # it may send its token first
        if given is None or not self._is_token(_bearer(given)):
            return Problem(401, "unauthorized", say("api.unauthorized"))
        scope.setdefault("state", {})["authorized"] = True
        return None if self._door.ready else starting(self._door)

    def _answers_to(self, host: str, scope: Scope) -> bool:
        name = host_name(host)
        if name in LOOPBACK_NAMES or any(name == each.strip().lower().strip("[]") for each in self._hosts()):
            return bool(name)
        if not self._lan or scope.get("server") is None:
            return False
        try:  # on the LAN: the very address the call came in by, which no name can be bent to
            return ipaddress.ip_address(name) == ipaddress.ip_address(scope["server"][0].partition("%")[0])
        except ValueError:
            return False


def token_check(token: str) -> Callable[[str], bool]:
    """Whether what was given is the token; takes as long for a wrong one."""
    expected = token.encode()
    return lambda given: hmac.compare_digest(given.encode("utf-8", "surrogatepass"), expected)


def starting(door: Door) -> Problem:
    """The show is not loaded yet."""
    return Problem(503, "starting", door.say("api.starting"))


def host_name(host: str) -> str:
    """The name in a Host header, without its port, in lower case; "" when it is none.

    >>> host_name("[::1]:8765"), host_name("LocalHost:1"), host_name("a:b:c")
    ('::1', 'localhost', '')
    """
    text = host.strip().lower()
    if text.startswith("["):
        name, bracket, port = text[1:].partition("]")
        if not bracket or (port and not (port[0] == ":" and port[1:].isdecimal())):
            return ""
        return name
    name, colon, port = text.partition(":")
    return "" if colon and not port.isdecimal() else name.rstrip(".")


def _same_origin(origin: str, host: str) -> bool:
    scheme, mark, place = origin.strip().lower().partition("://")
    return bool(mark) and scheme in ("http", "https") and place == host.strip().lower()


def _bearer(header: str) -> str:
    scheme, _, token = header.strip().partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _all(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]


def _one(scope: Scope, name: bytes) -> str | None:
    """A header that may stand once; twice is as none, for two readers could take different ones."""
    found = _all(scope, name)
    return found[0] if len(found) == 1 else None


async def refuse(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with a problem, a WebSocket's handshake too."""
    if scope["type"] == "websocket" and "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1008})
        return
    await problem_response(problem)(scope, receive, send)  # a response tells a handshake apart by itself


def problem_response(problem: Problem) -> Response:
    """A problem as HTTP."""
    headers = {"Cache-Control": "no-store"}
    if problem.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if problem.status == 503:
        headers["Retry-After"] = "1"
    if problem.status == 413:
        headers["Connection"] = "close"
    return JSONResponse(problem.body(), status_code=problem.status, headers=headers)
