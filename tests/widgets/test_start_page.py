"""The start page and the dialogs with fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from console.obs.status import ObsStatus, Reason, State
from console.settings import Settings
from console.show.plan import Role, ShowInfo
from console.venue import ObsChanged
from tests.builders import BUSY_INFO, Room, make_entry, make_room
from tests.widgets.dock_room import CONNECTED, FakeVenue
from tests.widgets.window_room import QUIET
from widgets.bridge import Bridge
from widgets.context import Context
from widgets.go_live_dialog import GoLiveDialog
from widgets.settings_dialog import SettingsDialog
from widgets.show_dialog import ShowDialog
from widgets.show_list_model import ShowListModel
from widgets.start_page import StartPage
from widgets.theme import Theme

pytestmark = QUIET
NOW = datetime(2026, 11, 11, 3, 0, tzinfo=UTC)


@pytest.fixture
def room(qtbot: Any, tmp_path: Path) -> Iterator[Room]:
    bridge = Bridge()

    def pump(until: Callable[[], bool]) -> None:
        qtbot.waitUntil(until, timeout=10_000)

    made = make_room(tmp_path / "w", bridge.post, pump)
    yield made
    made.close()


@pytest.fixture
def page(qtbot: Any, room: Room) -> Iterator[StartPage]:
    room.open_show([make_entry(1)])
    room.console.close_show()
    made = StartPage(Context(room.console, Theme("dark")))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.release()


def test_the_list_of_shows_is_a_proper_model(room: Room, qtmodeltester: Any) -> None:
    room.open_show([make_entry(1)])
    qtmodeltester.check(ShowListModel(room.console.shows(), "zh_CN", Theme("dark")))


def test_the_times_of_the_list_are_the_rooms_and_not_the_machines(room: Room) -> None:
    room.open_show([make_entry(1)], info=replace(BUSY_INFO, start=datetime(2026, 11, 11, 16, 30, tzinfo=UTC)))
    model = ShowListModel(room.console.shows(), "zh_CN", Theme("dark"))
    assert model.index(0, 2).data() == "2026-11-12 00:30"


def test_an_obs_that_is_not_there_is_told_as_it_is(qtbot: Any, room: Room) -> None:
    context = Context(room.console, Theme("dark"))
    venue = FakeVenue(ObsStatus(state=State.CONNECTING))
    context.venue = venue  # type: ignore[assignment]
    made = StartPage(context)
    qtbot.addWidget(made)
    assert made.obs_card.state.text() == "● 正在连接 OBS…"
    venue.status = ObsStatus(state=State.CONNECTING, reason=Reason.SERVER_OFF)
    room.console.listeners.announce(ObsChanged(venue.status))
    assert made.obs_card.state.text() == "● 还没有连上 OBS，开着 OBS 就会自动连上"
    made.release()


def test_with_obs_there_the_way_to_it_is_not_told(qtbot: Any, room: Room) -> None:
    venue = FakeVenue()
    made = StartPage(Context(room.console, Theme("dark"), venue))  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.show()
    card = made.obs_card
    assert card.steps.isVisible()
    venue.status = CONNECTED
    room.console.listeners.announce(ObsChanged(venue.status))
    assert not card.steps.isVisible()
    assert not card.later.isVisible()
    assert "3 个场景" in card.state.text()
    assert card.button.text() == "OBS 连接…"
    venue.status = ObsStatus()
    room.console.listeners.announce(ObsChanged(venue.status))
    assert card.steps.isVisible()
    made.release()


def test_enter_opens_the_show_chosen(page: StartPage, qtbot: Any) -> None:
    with qtbot.waitSignal(page.show_chosen) as told:
        QTest.keyClick(page.shows.table, Qt.Key.Key_Return)
    assert told.args[0]


@pytest.mark.parametrize(
    ("choice", "signal"),
    [
        ("practice_choice", "practice_asked"),
        ("import_choice", "import_asked"),
        ("empty_choice", "empty_asked"),
    ],
)
def test_each_way_to_begin_asks_for_its_own(page: StartPage, qtbot: Any, choice: str, signal: str) -> None:
    with qtbot.waitSignal(getattr(page, signal)):
        getattr(page, choice).click()


def test_the_show_fields_come_back_as_they_were(qtbot: Any) -> None:
    taken: list[ShowInfo] = []
    dialog = ShowDialog(BUSY_INFO, taken.append, now=NOW)
    qtbot.addWidget(dialog)
    dialog.save_button.click()
    assert taken == [BUSY_INFO]


def test_the_show_fields_are_read_as_people_write_them(qtbot: Any) -> None:
    taken: list[ShowInfo] = []
    dialog = ShowDialog(ShowInfo(name=""), taken.append, new=True, now=NOW)
    qtbot.addWidget(dialog)
    dialog.name.setText(" 晚场 ")
    dialog.hosts.setText("阿宁，小满, 阿杰")
    dialog.target.setText("30万")
    dialog.has_date.setChecked(True)
    dialog.has_start.setChecked(True)
    dialog.mix[Role.TRAFFIC].setValue(5)
    dialog.save_button.click()
    info = taken[0]
    assert (info.name, info.hosts, info.target_gmv) == ("晚场", ("阿宁", "小满", "阿杰"), 30_000_000)
    assert info.start == datetime(2026, 11, 11, 12, 0, tzinfo=UTC)  # 20:00 in Shanghai
    assert info.role_mix == ((Role.TRAFFIC, 5),)


@pytest.mark.parametrize(("field", "held"), [("name", "  "), ("target", "many"), ("target", "-3")])
def test_a_field_that_cannot_be_is_said_and_nothing_is_taken(qtbot: Any, field: str, held: str) -> None:
    taken: list[ShowInfo] = []
    dialog = ShowDialog(BUSY_INFO, taken.append, now=NOW)
    qtbot.addWidget(dialog)
    getattr(dialog, field).setText(held)
    dialog.save_button.click()
    assert taken == []
    assert dialog.wrong.text()


def test_an_unknown_time_zone_is_said(qtbot: Any) -> None:
    taken: list[ShowInfo] = []
    dialog = ShowDialog(BUSY_INFO, taken.append, now=NOW)
    qtbot.addWidget(dialog)
    dialog.zone.setCurrentText("Asia/Atlantis")
    dialog.save_button.click()
    assert taken == []
    assert "Asia/Atlantis" in dialog.wrong.text()


def test_settings_untouched_come_back_as_they_were(qtbot: Any) -> None:
    dialog = SettingsDialog(Settings(operator="阿宁", keys={"skip": "J"}), lambda _: "")
    qtbot.addWidget(dialog)
    assert dialog.chosen == Settings(operator="阿宁", keys={"skip": "J"})


def test_settings_are_not_saved_while_a_key_is_undecided(qtbot: Any) -> None:
    taken: list[Settings] = []

    def take(settings: Settings) -> str:
        taken.append(settings)
        return ""

    dialog = SettingsDialog(Settings(), take)
    qtbot.addWidget(dialog)
    dialog.keys.set_key("skip", "P")
    dialog.save_button.click()
    assert taken == []
    dialog.keys.give_button.click()
    dialog.save_button.click()
    assert dict(taken[0].keys) == {"skip": "P", "pause": ""}


def test_going_live_against_the_checks_needs_a_reason(qtbot: Any) -> None:
    gone: list[str] = []
    dialog = GoLiveDialog(("scene_missing:商品特写",), "zh_CN", gone.append)
    qtbot.addWidget(dialog)
    dialog.save_button.click()
    assert gone == []
    dialog.reason.setText("今晚不用")
    dialog.save_button.click()
    assert gone == ["今晚不用"]
