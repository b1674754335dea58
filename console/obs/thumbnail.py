"""A small picture of the program scene once a second, on a connection of its own, only while somebody looks."""

from __future__ import annotations

import base64
import binascii
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from console.obs.connection import Connection
from console.obs.cues import Request
from console.obs.status import AddressError, Reason, parse_address
from console.obs.waiting import Waker
from console.obs.work import LinkError

EVERY_S = 1.0
WIDTH = 480
QUALITY = 70
ANSWER_TIMEOUT_S = 2.5

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """``jpeg`` is the encoded picture; ``scene`` was the program scene when it was asked for."""

    scene: str
    jpeg: bytes


class Thumbnails:
    """Delivers a Thumbnail a second through ``post`` while ``wanted(True)``, and None once when they stop coming.

    OBS draws the preview's edits into it while in studio mode (obs-websocket issues 1130, 1257).
    """

    def __init__(
        self,
        address: str,
        password: str,
        post: Callable[[Callable[[], None]], None],
        on_image: Callable[[Thumbnail | None], None],
        *,
        width: int = WIDTH,
    ) -> None:
        try:
            self._address, inside = parse_address(address)
        except AddressError as failure:
            raise LinkError(Reason.BAD_ADDRESS, failure.text) from None
        self._password = password or inside or ""
        self._post = post
        self._on_image = on_image
        self._width = width
        self._wanted = False
        self._closing = False
        self._showing = False
        self._waker = Waker()
        self._lock = threading.Lock()
        self._connection: Connection | None = None
        self._thread = threading.Thread(target=self._run, name="obs-thumbnails", daemon=True)
        self._thread.start()

    def wanted(self, yes: bool) -> None:
        """Whether anybody sees them. Lets go of OBS when not."""
        self._wanted = yes
        self._waker.wake()

    def close(self, timeout: float = 1.0) -> bool:
        """End the thread; True when it ended in time."""
        self._closing = True
        with self._lock:
            if self._connection is not None:
                self._connection.abort()
        self._waker.wake()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _looking(self) -> bool:
        return self._wanted and not self._closing

    def _run(self) -> None:
        refused: Reason | None = None
        while not self._closing:
            if not self._looking() or refused is not None:
                refused = refused if self._wanted else None  # looking away and back tries a refused password again
                self._waker.wait(None)
                continue
            connection = Connection(self._address)
            with self._lock:
                self._connection = connection
            try:
                self._watch(connection)
            except LinkError as failure:
                refused = failure.reason if failure.reason.final else None
                log.debug("thumbnails: %s %s", failure.reason.value, failure.detail)
            except Exception:
                log.exception("the thread of thumbnails failed")
            finally:
                connection.close()
            self._deliver(None)
            if self._looking():
                self._waker.wait(EVERY_S)
        self._waker.close()

    def _watch(self, connection: Connection) -> None:
        connection.open(self._password)
        due = time.monotonic()
        while self._looking():
            left = due - time.monotonic()
            if left > 0:
                # listening while idle: a quitting OBS waits five seconds for a client that does not say goodbye
                if self._waker.wait(left, connection.socket):
                    connection.receive(ANSWER_TIMEOUT_S)
                continue
            due = time.monotonic() + EVERY_S
            self._deliver(self._picture(connection))

    def _picture(self, connection: Connection) -> Thumbnail | None:
        (program,) = connection.batch([Request(kind="GetCurrentProgramScene")], ANSWER_TIMEOUT_S)
        scene = program.data.get("currentProgramSceneName")
        if not program.ok or not scene:
            return None
        data = {
            "sourceName": scene,
            "imageFormat": "jpg",
            "imageWidth": self._width,
            "imageCompressionQuality": QUALITY,
        }
        (answer,) = connection.batch([Request(kind="GetSourceScreenshot", data=data)], ANSWER_TIMEOUT_S)
        if not answer.ok:
            return None
        try:
            return Thumbnail(
                scene, base64.b64decode(str(answer.data.get("imageData")).partition(",")[2], validate=True)
            )
        except binascii.Error:
            raise LinkError(Reason.GARBLED, "imageData") from None

    def _deliver(self, image: Thumbnail | None) -> None:
        if image is None and not self._showing:
            return
        self._showing = image is not None
        self._post(lambda: self._on_image(image))
