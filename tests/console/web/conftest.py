"""A room with its local server for every test here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.console.web.room import Room, running


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with running(tmp_path / "workspace") as found:
        yield found


@pytest.fixture
def live(room: Room) -> Room:
    room.open_show()
    room.act("go-live")
    room.clock.wind(seconds=10)
    return room
