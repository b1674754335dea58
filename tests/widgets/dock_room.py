"""A room for the tests of docks: a console in the window's event loop, an OBS that only remembers, one context."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter

from console.desk import Receipt
from console.listeners import Notice
from console.obs.status import Address, Input, ObsStatus, State, TestResult
from console.show.plan import EntryId
from console.show.rundown import Refused
from tests.builders import Room, make_room
from widgets.application import application
from widgets.bridge import Bridge
from widgets.context import Context
from widgets.theme import Theme
from widgets.translation import install

SCENES = ("开场", "主播近景", "商品特写")
CONNECTED = ObsStatus(
    state=State.CONNECTED,
    address=Address(),
    scenes=SCENES,
    program_scene="主播近景",
    inputs=(Input("价格", "text_ft2_source"), Input("片头", "ffmpeg_source")),
    obs_version="30.2.3",
    ws_version="5.5.2",
)


# what Qt's offscreen platform says of every dialog with a smallest size
OFFSCREEN_DIALOGS = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@dataclass
class FakeVenue:
    """Remembers what it was asked."""

    status: ObsStatus = field(default_factory=ObsStatus)
    mismatch: tuple[str, str] | None = None
    stale_words: tuple[str, ...] = ()
    left_out: bool = False
    refuses: Refused | None = None
    asked: list[Any] = field(default_factory=list)
    watched: list[bool] = field(default_factory=list)
    answer: Callable[[TestResult], None] | None = None

    def switch(self, scene: str) -> Future[Receipt]:
        self.asked.append(("switch", scene))
        return self._answered()

    def apply_wanted(self) -> Future[Receipt] | None:
        self.asked.append("apply_wanted")
        return self._answered()

    def retry(self, entry_id: EntryId) -> None:
        self.asked.append(("retry", entry_id))
        if self.refuses is not None:
            raise self.refuses

    def reconnect(self) -> None:
        self.asked.append("reconnect")

    def disconnect(self) -> None:
        self.asked.append("disconnect")

    def connect(self, address: str, password: str = "") -> None:
        self.asked.append(("connect", address, password))

    def test(self, address: str, password: str, on_result: Callable[[TestResult], None], timeout: float = 3.0) -> None:
        self.asked.append(("test", address, password))
        self.answer = on_result

    def watch_program(self, wanted: bool) -> None:
        self.watched.append(wanted)

    def _answered(self) -> Future[Receipt]:
        future: Future[Receipt] = Future()
        if self.refuses is not None:
            future.set_exception(self.refuses)
        else:
            future.set_result(Receipt(1))
        return future


@dataclass
class Stage:
    """What a test of a dock stands on."""

    room: Room
    venue: FakeVenue
    context: Context
    notices: list[Notice]

    def told(self) -> list[str]:
        return [notice.code for notice in self.notices]


@pytest.fixture
def stage(qtbot: Any, tmp_path: Path) -> Iterator[Stage]:
    """A console with no show open yet."""
    bridge = Bridge()
    room = make_room(tmp_path / "workspace", bridge.post, lambda until: qtbot.waitUntil(until, timeout=5000))
    venue = FakeVenue()
    context = Context(room.console, Theme("dark"), venue)  # type: ignore[arg-type]
    notices: list[Notice] = []
    room.console.listeners.subscribe(Notice, notices.append)
    yield Stage(room, venue, context, notices)
    room.close()


LANGUAGES = pytest.mark.parametrize("lang", ["zh_CN", "en"], indirect=True)


@pytest.fixture
def lang(request: pytest.FixtureRequest) -> Iterator[str]:
    """The window speaks this language until the test is over, however it ends. Import it with ``LANGUAGES``."""
    app = application()
    install(app, request.param)
    yield request.param
    install(app, "zh_CN")


def jpeg(colour: str = "#336699") -> bytes:
    """A small picture as OBS would send it."""
    image = QImage(48, 27, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(b"jpg")).write(image)
    return bytes(held.data())
