"""A small picture of the program scene once a second, on a connection of its own, only while somebody looks."""

from __future__ import annotations

import base64
import binascii
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from console.obs.connection import Connection
from console.obs.cues import Request
from console.obs.status import AddressError, Reason, parse_address
from console.obs.waiting import Waker
from console.obs.work import LinkError

EVERY_S = 1.0
WIDTH = 480
QUALITY = 70
ANSWER_TIMEOUT_S = 2.5
GOODBYE_S = 5.0  # a quitting OBS crashes when it is asked about its scenes
EVENTS_WANTED = 1 | 4  # General, Scenes: what is on air, and that OBS quits

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
        self._scene: str | None = None
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
            pause = EVERY_S
            connection = Connection(self._address)
            with self._lock:
                self._connection = connection
            try:
                self._watch(connection)
            except LinkError as failure:
                refused = failure.reason if failure.reason.final else None
                pause = GOODBYE_S if failure.reason is Reason.EXITED else EVERY_S
                log.debug("thumbnails: %s %s", failure.reason.value, failure.detail)
            except Exception:
                log.exception("the thread of thumbnails failed")
            finally:
                connection.close()
            self._deliver(None)
            if self._looking():
                self._waker.wait(pause)
        self._waker.close()

    def _watch(self, connection: Connection) -> None:
        connection.open(self._password, events=EVENTS_WANTED)
        self._scene = None
        due = time.monotonic()
        while self._looking():
            left = due - time.monotonic()
            if left > 0:
                # listening while idle: a quitting OBS waits five seconds for a client that does not say goodbye
                if self._waker.wait(left, connection.socket):
                    self._hear(connection.receive(ANSWER_TIMEOUT_S))
                continue
            due = time.monotonic() + EVERY_S
            self._deliver(self._picture(connection))

    def _hear(self, message: dict[str, Any] | None) -> None:
        event = message["d"] if message is not None and message.get("op") == 5 else {}
        match event.get("eventType"):
            case "ExitStarted":
                raise LinkError(Reason.EXITED)
            case "CurrentProgramSceneChanged":
                self._scene = str(event["eventData"]["sceneName"])

    def _picture(self, connection: Connection) -> Thumbnail | None:
        if self._scene is None:
            (scenes,) = connection.batch([Request(kind="GetSceneList")], ANSWER_TIMEOUT_S, self._hear)
            self._scene = scenes.data.get("currentProgramSceneName")
        scene = self._scene
        if scene is None:
            return None
        data = {
            "sourceName": scene,
            "imageFormat": "jpg",
            "imageWidth": self._width,
            "imageCompressionQuality": QUALITY,
        }
        (answer,) = connection.batch([Request(kind="GetSourceScreenshot", data=data)], ANSWER_TIMEOUT_S, self._hear)
        if not answer.ok:  # renamed or removed: ask again which one is on air
            self._scene = None
            return None
        encoded = str(answer.data.get("imageData")).partition(",")[2]  # a data: address
        try:
            return Thumbnail(scene, base64.b64decode(encoded, validate=True))
        except binascii.Error:
            raise LinkError(Reason.GARBLED, "imageData") from None

    def _deliver(self, image: Thumbnail | None) -> None:
        if image is None and not self._showing:
            return
        self._showing = image is not None
        self._post(lambda: self._on_image(image))
