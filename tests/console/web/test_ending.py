"""What callers hear while the program ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.console.web.room import Room


def test_a_call_under_way_when_the_program_ends_is_told_so_and_is_no_bug(
    room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def ends_meanwhile() -> Mapping[str, Any]:
        room.server.close()  # as the window does it: on the main thread, which answers nothing from then on
        return {}

    monkeypatch.setattr(room.server.remote, "state", ends_meanwhile)
    answer = room.http.get("/api/v1/state")
    assert (answer.status_code, answer.json()["error"]) == (503, "no_answer")
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
