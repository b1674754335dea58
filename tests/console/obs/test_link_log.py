"""What the connection to OBS writes into the log."""

from __future__ import annotations

import logging

import pytest

from console.obs.session import Session
from tests.fake_obs import FakeObs
from tests.obs_room import ObsRoom

LINK = "console.obs.link"


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == LINK]


def test_an_obs_that_is_off_is_one_line_however_often_it_is_tried(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO, LINK)
    attempts: list[None] = []
    before = Session.open

    def counted(session: Session, *arguments: object) -> None:
        attempts.append(None)
        before(session, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Session, "open", counted)
    obs = FakeObs()
    obs.start()
    obs.stop()
    room = ObsRoom()
    try:
        room.link.connect_to(f"ws://127.0.0.1:{obs.port}")
        room.wait(lambda: len(attempts) >= 4, what="a fourth attempt")
        assert len(lines(caplog)) == 1
        obs.start()
        room.wait(lambda: room.told.connected, what="connected")
        obs.stop()
        tried = len(attempts)
        room.wait(lambda: len(attempts) >= tried + 3, what="three attempts more")
        assert len(lines(caplog)) == len(set(lines(caplog))) + 1, "one line for each change, and again off again"
    finally:
        room.link.close()
        obs.stop()
