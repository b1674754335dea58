"""The addresses of the local API: what each reads from a call and asks of the door."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from console.web.door import Door, Problem
from console.web.guard import HOOKS, MOST_BYTES, PAGE, STREAM, problem_response
from console.web.hop import Hop, NoAnswer
from console.web.stream import Stream

log = logging.getLogger(__name__)
Endpoint = Callable[[Request], Awaitable[Response]]
NO_STORE = {"Cache-Control": "no-store"}
PAGE_RULES = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
BIG_BODY = 32 * 1024  # from here on reading it is left to a thread, so other calls are answered meanwhile
MOST_KEY = 200
MOST_PASSED_OVER = 16 * 1024 * 1024
MOST_HANDOVER_BYTES = 64 * 1024 * 1024  # a plan of ten thousand rows, an export of a whole day


class Routes:
    """The endpoints over one door."""

    def __init__(self, door: Door, hop: Hop, stream: Stream, is_token: Callable[[str], bool]) -> None:
        self._door = door
        self._hop = hop
        self._stream = stream
        self._is_token = is_token

    def app(self) -> Starlette:
        """The routes with every way to say no."""
        v1 = "/api/v1"
        return Starlette(
            routes=[
                Route("/", self.to_page),
                Route(PAGE, self.page),
                Route(f"{v1}/state", self.state),
                Route(f"{v1}/run-order", self.run_order),
                Route(f"{v1}/items", self.items),
                Route(f"{v1}/journal", self.journal),
                WebSocketRoute(STREAM, self.stream),
                Route(f"{v1}/action/{{name}}", self.action, methods=["POST"]),
                Route(f"{v1}/stock/{{product_id:path}}/{{name}}", self.stock, methods=["POST"]),
                Route(f"{v1}/ingest/orders", self.orders, methods=["POST"]),
                Route(f"{v1}/ingest/readings", self.readings, methods=["POST"]),
                Route(f"{v1}/handover/{{verb}}", self.hand_over, methods=["POST"]),
                Route(f"{HOOKS}{{platform}}", self.hook, methods=["POST"]),
            ],
            exception_handlers={
                Problem: _on_problem,
                HTTPException: self._on_http,
                NoAnswer: self._on_no_answer,
                ClientDisconnect: _on_gone,
                Exception: self._on_bug,
            },
        )

    # -- reading ----------------------------------------------------------------------------------

    async def to_page(self, _request: Request) -> Response:
        return RedirectResponse(PAGE)

    async def page(self, _request: Request) -> Response:
        return HTMLResponse(self._door.page(), headers={"Content-Security-Policy": PAGE_RULES})

    async def state(self, request: Request) -> Response:
        self._no_query(request)
        return _json(await self._hop.call(self._door.state))

    async def run_order(self, request: Request) -> Response:
        self._no_query(request)
        return _json(await self._hop.call(self._door.run_order))

    async def items(self, request: Request) -> Response:
        self._no_query(request)
        return _json(await self._hop.call(self._door.items))

    async def journal(self, request: Request) -> Response:
        self._no_query(request, "after")
        given = request.query_params.getlist("after")
        text = given[-1] if given else "0"
        if not (text.isascii() and text.isdecimal() and len(text) <= 15):
            raise self._field("after", "not_whole")
        after = int(text)
        return _json(await self._hop.future(lambda: self._door.journal(after)))

    async def stream(self, socket: WebSocket) -> None:
        await self._stream.serve(socket, self._is_token)

    # -- changing ---------------------------------------------------------------------------------

    async def action(self, request: Request) -> Response:
        key, fields = self._key(request), await self._object(request)
        name, actor = request.path_params["name"], _actor(request)
        seq = await self._hop.future(lambda: self._door.act(name, fields, key, actor))
        return _json({"journal_seq": seq})

    async def stock(self, request: Request) -> Response:
        key, fields = self._key(request), await self._object(request)
        name, product, actor = request.path_params["name"], request.path_params["product_id"], _actor(request)
        seq = await self._hop.future(lambda: self._door.act_stock(name, product, fields, key, actor))
        return _json({"journal_seq": seq})

    async def orders(self, request: Request) -> Response:
        self._key(request)
        lines = await self._read(await self._body(request), self._door.read_orders)
        return _json(await self._hop.future(lambda: self._door.take_orders(lines)))

    async def readings(self, request: Request) -> Response:
        self._key(request)
        found = await self._read(await self._body(request), self._door.read_readings)
        return _json(await self._hop.future(lambda: self._door.take_readings(found)))

    async def hook(self, request: Request) -> Response:
        """A platform's push. A query that a relay adds is nobody's concern."""
        platform = request.path_params["platform"]
        if not self._door.knows_hook(platform):
            raise HTTPException(404)
        headers, body = _headers(request), await self._body(request)
        read = await asyncio.to_thread(self._door.read_hook, platform, headers, body)
        answer = await self._hop.future(lambda: self._door.take_hook(read))
        return Response(answer.body, media_type=answer.media_type, headers=NO_STORE)

    async def hand_over(self, request: Request) -> Response:
        """For the program's own command line; not part of what is documented."""
        given = self._json_of(await self._body(request, MOST_HANDOVER_BYTES), exact=False)
        if not isinstance(given, dict):
            raise self._field("", "not_object")
        verb = request.path_params["verb"]
        return _json(await self._hop.future(lambda: self._door.hand_over(verb, given)))

    # -- what a call holds ------------------------------------------------------------------------

    async def _read(self, body: bytes, read: Callable[[Any], list[Any]]) -> list[Any]:
        if len(body) < BIG_BODY:
            return read(self._json_of(body))
        return await asyncio.to_thread(lambda: read(self._json_of(body)))

    async def _object(self, request: Request) -> Mapping[str, Any]:
        self._no_query(request)
        body = await self._body(request)
        if not body.strip():
            return {}
        given = self._json_of(body)
        if not isinstance(given, dict):
            raise self._field("", "not_object")
        return given

    async def _body(self, request: Request, most: int = MOST_BYTES) -> bytes:
        """The body, never more than ``most`` in memory, whether its length was told or not.

        What is too much is read to its end, within reason: a caller still sending would miss the answer.
        """
        found, total = bytearray(), 0
        async for piece in request.stream():
            total += len(piece)
            if total <= most:
                found += piece
            elif total > most + MOST_PASSED_OVER:
                break
        if total > most:
            raise Problem(413, "too_large", self._door.say("api.too_large", limit=most), limit=most)
        return bytes(found)

    def _json_of(self, body: bytes, *, exact: bool = True) -> Any:
        try:
            text = body.decode("utf-8-sig")
            return json.loads(text, parse_float=Decimal if exact else float, parse_constant=_no_constant)
        except (ValueError, RecursionError):
            raise Problem(422, "bad_json", self._door.say("api.bad_json"), field="") from None

    def _key(self, request: Request) -> str | None:
        given = request.headers.getlist("idempotency-key")
        if not given:
            return None
        key = given[0]
        if len(given) > 1 or not 0 < len(key) <= MOST_KEY or not all(" " < letter <= "~" for letter in key):
            message = self._door.say("api.bad_idempotency_key")
            raise Problem(422, "bad_idempotency_key", message, field="Idempotency-Key")
        return key

    def _no_query(self, request: Request, *known: str) -> None:
        for name in request.query_params:
            if name not in known:
                raise self._field(name[:100], "unknown_field")

    def _field(self, field: str, code: str) -> Problem:
        return Problem(422, code, self._door.say(f"api.field.{code}", field=field), field=field)

    # -- saying no --------------------------------------------------------------------------------

    async def _on_http(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 405:
            problem = Problem(
                405, "method_not_allowed", self._door.say("api.method_not_allowed", method=request.method)
            )
        else:
            problem = Problem(error.status_code, "not_found", self._door.say("api.not_found"))
        response = problem_response(problem)
        response.headers.update(error.headers or {})
        return response

    async def _on_no_answer(self, _request: Request, _error: Exception) -> Response:
        return problem_response(Problem(503, "no_answer", self._door.say("api.no_answer")))

    async def _on_bug(self, request: Request, error: Exception) -> Response:
        log.error("answering %s %s failed", request.method, request.url.path, exc_info=error)
        return problem_response(Problem(500, "failed", self._door.say("api.failed")))


async def _on_problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return problem_response(error)


async def _on_gone(_request: Request, _error: Exception) -> Response:
    return Response(status_code=400)  # nobody is there to read it


def _json(value: Any) -> Response:
    return JSONResponse(value, headers=NO_STORE)


def _headers(request: Request) -> dict[str, str]:
    """Every header that stands once: of one that stands twice two readers could take different ones."""
    names = [name for name, _ in request.headers.raw]
    return {
        name.decode("latin-1").lower(): value.decode("latin-1")
        for name, value in request.headers.raw
        if names.count(name) == 1
    }


def _actor(request: Request) -> str:
    """Who the journal says it was: ``api``, with the address when the call came over the LAN."""
    place = request.client.host if request.client is not None else ""
    return "api" if place in ("", "127.0.0.1", "::1") else f"api {place}"


def _no_constant(name: str) -> Any:
    raise ValueError(name)
