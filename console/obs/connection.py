"""One WebSocket to OBS through obsws-python: identify, ask in batches, listen. Every failure is a LinkError.

obsws-python's own ``req`` is not used: it never compares request ids, so after a timeout it takes the previous answer
for the next one; its EventClient swallows the close code and dies on the first callback that raises.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Any

from obsws_python.baseclient import ObsClient
from obsws_python.error import OBSSDKError
from websocket import (
    ABNF,
    WebSocketAddressException,
    WebSocketBadStatusException,
    WebSocketException,
    WebSocketTimeoutException,
)

from console.obs.cues import Request
from console.obs.status import Address, Answer, Reason
from console.obs.work import LinkError, NoAnswer

CONNECT_TIMEOUT_S = 2.0
EVENTS_WANTED = 1 | 2 | 4 | 8 | 64 | 128  # General, Config, Scenes, Inputs, Outputs, SceneItems
PING_AFTER_S = 2.0
SILENCE_S = 5.0
_CLOSE_REASONS = {1001: Reason.EXITED, 4009: Reason.WRONG_PASSWORD, 4011: Reason.KICKED}

# obsws-python writes the password at INFO and a traceback for every refused attempt at ERROR; all of it comes here as
# LinkError, so only what is worse than that may pass
logging.getLogger("obsws_python").setLevel(logging.CRITICAL)

log = logging.getLogger(__name__)


class Connection:
    """One identified connection. One thread uses it; ``abort`` may come from any."""

    def __init__(self, address: Address) -> None:
        self.address = address
        # made without its constructor, which connects: a half-made client must be reachable, to close it from
        # another thread and to leave no open socket behind when it fails
        self._client: Any = ObsClient.__new__(ObsClient)
        self._number = 0
        self._aborted = False
        self.unanswered = False  # a batch is out and its answer has not come

    def open(self, password: str, *, events: int = 0, timeout: float = CONNECT_TIMEOUT_S) -> None:
        """Connect and identify. ``timeout`` bounds each step. Raises LinkError with the plain reason."""
        _reach_directly(self.address.host)
        try:
            with _failures(self.address):
                self._client.__init__(
                    host=self.address.url_host,
                    port=self.address.port,
                    password=password,
                    subs=events,
                    timeout=timeout,
                )
                hello = self._client.server_hello
                if not isinstance(hello, dict) or hello.get("op") != 0 or "rpcVersion" not in hello.get("d", {}):
                    raise LinkError(Reason.NOT_OBS)
                self._identify("authentication" in hello["d"], password)
        except LinkError as failure:
            self.close()
            if failure.reason in (Reason.LOST, Reason.GARBLED):  # it never spoke like OBS
                raise LinkError(Reason.NOT_OBS, failure.detail) from None
            raise
        if self._aborted:
            self.close()
            raise LinkError(Reason.CLOSED)

    def _identify(self, wants_password: bool, password: str) -> None:
        if wants_password and not password:
            raise LinkError(Reason.PASSWORD_MISSING)
        try:
            self._client.authenticate()
        except OBSSDKError:
            # the close code (4009) is lost in there; with a password asked for there is no other way to be refused
            raise LinkError(Reason.WRONG_PASSWORD if wants_password else Reason.NOT_OBS) from None

    @property
    def socket(self) -> socket.socket | None:
        """To wait on; None once closed."""
        ws = getattr(self._client, "ws", None)
        found: socket.socket | None = ws.sock if ws is not None else None
        return found

    def batch(
        self,
        requests: Sequence[Request],
        timeout: float,
        on_event: Callable[[dict[str, Any]], None] = lambda _message: None,
    ) -> list[Answer]:
        """Send them as one serial batch (op 8); one answer each, in order. Raises NoAnswer, LinkError."""
        self._number += 1
        number = f"b{self._number}"
        end = monotonic() + timeout
        body = {
            "requestId": number,
            "haltOnFailure": False,
            "executionType": 0,
            "requests": [{"requestType": one.kind, "requestData": one.data} for one in requests],
        }
        with _failures(self.address):
            ws = self._client.ws
            ws.settimeout(timeout)
            self.unanswered = True
            ws.send(json.dumps({"op": 8, "d": body}))
        while True:
            message = self.receive(max(0.001, end - monotonic()))
            if message is None:
                if monotonic() >= end:
                    raise NoAnswer(requests[0].kind if requests else "")
                continue
            if message.get("op") == 9 and message["d"].get("requestId") == number:
                self.unanswered = False
                return _answers(message["d"].get("results"), len(requests))
            if message.get("op") != 5:
                raise LinkError(Reason.GARBLED, f"op {message.get('op')}")
            on_event(message)

    def receive(self, timeout: float) -> dict[str, Any] | None:
        """The next message; None when only a ping or pong came, or nothing in time. Raises LinkError when closed."""
        with _failures(self.address):
            ws = self._client.ws
            try:
                ws.settimeout(timeout)
                opcode, frame = ws.recv_data_frame(control_frame=True)
            except WebSocketTimeoutException:
                return None
            if opcode == ABNF.OPCODE_CLOSE:
                code = struct.unpack("!H", frame.data[:2])[0] if len(frame.data) >= 2 else 0
                raise LinkError(_CLOSE_REASONS.get(code, Reason.LOST), f"closed {code}")
            if opcode != ABNF.OPCODE_TEXT:
                return None
            message = json.loads(frame.data)
            if not isinstance(message, dict) or not isinstance(message.get("d"), dict):
                raise LinkError(Reason.GARBLED)
            return message

    def ping(self) -> None:
        """Ask for a pong. Raises LinkError."""
        with _failures(self.address):
            self._client.ws.ping()

    def abort(self) -> None:
        """Make whatever waits on this connection fail at once. From any thread, never blocks."""
        self._aborted = True
        found = self.socket
        if found is not None:
            with suppress(OSError):
                found.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Say goodbye without waiting for the answer: a hung OBS gives none."""
        ws = getattr(self._client, "ws", None)
        if ws is None or ws.sock is None:
            return
        with suppress(WebSocketException, OSError):
            ws.settimeout(0.2)
            ws.send_close()
        with suppress(WebSocketException, OSError):
            ws.shutdown()


def _answers(results: Any, wanted: int) -> list[Answer]:
    if not isinstance(results, list) or len(results) != wanted:
        raise LinkError(Reason.GARBLED, "results")
    found = []
    for one in results:
        status = one.get("requestStatus") or {} if isinstance(one, dict) else {}
        if not isinstance(status.get("code"), int):
            raise LinkError(Reason.GARBLED, "results")
        data = one.get("responseData") or {}
        found.append(Answer(bool(status.get("result")), int(status["code"]), str(status.get("comment") or ""), data))
    return found


@contextmanager
def _failures(address: Address) -> Iterator[None]:
    try:
        yield
    except WebSocketTimeoutException:
        raise NoAnswer from None
    except WebSocketAddressException as failure:
        raise LinkError(Reason.UNREACHABLE, str(failure)) from None
    except WebSocketBadStatusException as failure:
        raise LinkError(Reason.NOT_OBS, str(failure.status_code)) from None
    except ConnectionRefusedError:
        raise LinkError(Reason.SERVER_OFF) from None
    except TimeoutError:
        # Windows tries a refused port of its own again and again until the time is up
        silent_refusal = sys.platform == "win32" and address.loopback
        raise LinkError(Reason.SERVER_OFF if silent_refusal else Reason.NO_ANSWER) from None
    except (WebSocketException, ConnectionError) as failure:
        raise LinkError(Reason.LOST, type(failure).__name__) from None
    except OSError as failure:
        raise LinkError(Reason.UNREACHABLE, failure.strerror or "") from None
    except (ValueError, KeyError, AttributeError, TypeError) as failure:  # not the JSON of the protocol
        raise LinkError(Reason.GARBLED, type(failure).__name__) from None


_no_proxy_lock = threading.Lock()


def _reach_directly(host: str) -> None:
    """OBS is on this machine or beside it; a system-wide HTTP proxy (``http_proxy``) would swallow the connection."""
    with _no_proxy_lock:
        known = os.environ.get("no_proxy", os.environ.get("NO_PROXY", ""))
        if known != "*" and host not in known.split(","):
            os.environ["no_proxy"] = f"{known},{host}" if known else f"localhost,127.0.0.1,{host}"


class EventStream:
    """The events of one OBS on a connection of their own, read by a thread of their own (``obs-events``).

    ``on_event(type, data)`` and ``on_end()`` run on that thread. It pings when it hears nothing.
    """

    def __init__(
        self, connection: Connection, on_event: Callable[[str, dict[str, Any]], None], on_end: Callable[[], None]
    ) -> None:
        self._connection = connection
        self._on_event = on_event
        self._on_end = on_end
        self.ended: LinkError | None = None
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="obs-events", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        return self._thread.is_alive() and self.ended is None

    def stop(self) -> None:
        """End the thread; the callbacks stay silent from now on. Never blocks."""
        self._stopping = True
        self._connection.abort()

    def join(self, timeout: float) -> bool:
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._listen()
        except LinkError as failure:
            self.ended = failure
        except Exception:
            log.exception("the thread of OBS events failed")
            self.ended = LinkError(Reason.GARBLED)
        finally:
            self._connection.close()
            if not self._stopping:
                self._on_end()

    def _listen(self) -> None:
        heard = monotonic()
        while not self._stopping:
            started = monotonic()
            message = self._connection.receive(PING_AFTER_S)
            now = monotonic()
            if message is None and now - started >= PING_AFTER_S:
                if now - heard >= SILENCE_S:
                    raise NoAnswer("events")
                self._connection.ping()
                continue
            heard = now
            if message is not None and message.get("op") == 5 and not self._stopping:
                self._on_event(str(message["d"].get("eventType")), message["d"].get("eventData") or {})
