"""The connection card: plain answers, nothing kept before it is asked, and the password where the secrets are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from shiboken6 import isValid

from console.obs.status import Reason, State, TestResult
from console.secrets import OBS_PASSWORD, Secrets
from console.settings import load_settings
from console.venue import ObsChanged
from tests.widgets.dock_room import CONNECTED, OFFSCREEN_DIALOGS, Stage, stage  # noqa: F401 - the fixture
from widgets.connection_dialog import ConnectionDialog

# ruff: noqa: F811
pytestmark = OFFSCREEN_DIALOGS


@pytest.fixture
def card(stage: Stage, qtbot: Any) -> Iterator[ConnectionDialog]:
    made = ConnectionDialog(stage.context)
    made.show()
    yield made
    if isValid(made):
        made.done(0)


def test_a_test_changes_nothing_and_answers_in_words(stage: Stage, card: ConnectionDialog) -> None:
    card.password.setText("geheim")
    card.test_button.click()
    assert stage.venue.asked == [("test", "127.0.0.1:4455", "geheim")]
    assert not card.test_button.isEnabled()
    assert stage.venue.answer is not None
    stage.venue.answer(TestResult(ok=True, obs_version="30.2.3", ws_version="5.5.2", scenes=("甲", "乙"), ms=12.4))
    assert card.answer.text() == "可以连接：OBS 30.2.3（WebSocket 5.5.2），2 个场景，12 毫秒"
    assert card.test_button.isEnabled()
    assert card.focusWidget() is card.connect_button, "Enter goes on, it does not let go of OBS"
    assert not stage.room.console.workspace.settings_file.exists()
    assert Secrets(stage.room.console.workspace).get(OBS_PASSWORD) is None


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_words(stage: Stage, card: ConnectionDialog, reason: Reason) -> None:
    card.test()
    assert stage.venue.answer is not None
    stage.venue.answer(TestResult(ok=False, reason=reason))
    assert card.answer.text()
    assert "{" not in card.answer.text()


def test_saving_keeps_settings_and_password_and_connects(stage: Stage, card: ConnectionDialog) -> None:
    card.host.setText("192.168.1.20")
    card.port.setValue(4460)
    card.password.setText("geheim")
    card.always.setChecked(False)
    card.connect_button.click()
    workspace = stage.room.console.workspace
    kept = load_settings(workspace.settings_file).settings
    assert (kept.obs_host, kept.obs_port, kept.obs_connect) == ("192.168.1.20", 4460, False)
    assert stage.room.console.settings == kept
    assert Secrets(workspace).get(OBS_PASSWORD) == "geheim"
    assert "geheim" not in workspace.settings_file.read_text(encoding="utf-8")
    assert stage.venue.asked == [("connect", "192.168.1.20:4460", "geheim")]


def test_where_the_password_is_kept_is_said(stage: Stage, card: ConnectionDialog) -> None:
    assert str(stage.room.console.workspace.secrets_file) in card.kept.text()
    assert card.password.echoMode() is QLineEdit.EchoMode.Password
    card.shown.setChecked(True)
    assert card.password.echoMode() is QLineEdit.EchoMode.Normal


@pytest.mark.parametrize(
    ("pasted", "host", "port", "password"),
    [
        ("ws://:geheim@10.0.0.7:4466", "10.0.0.7", 4466, "geheim"),
        ("10.0.0.7:4466", "10.0.0.7", 4466, ""),
        ("[::1]:4466", "::1", 4466, ""),
    ],
)
def test_an_address_pasted_whole_is_taken_apart(
    stage: Stage, card: ConnectionDialog, pasted: str, host: str, port: int, password: str
) -> None:
    card.host.setText(pasted)
    card.test()
    assert (card.host.text(), card.port.value(), card.password.text()) == (host, port, password)
    assert stage.venue.asked[0][0] == "test"


def test_an_address_that_is_none_is_said_and_not_used(stage: Stage, card: ConnectionDialog) -> None:
    card.host.setText("https://example.com/x")
    card.test_button.click()
    card.connect_button.click()
    assert stage.venue.asked == []
    assert "地址" in card.answer.text()


def test_it_shows_the_connection_as_it_is_and_can_let_go(stage: Stage, card: ConnectionDialog) -> None:
    assert not card.leave_button.isEnabled()
    stage.room.console.listeners.announce(ObsChanged(CONNECTED))
    assert "OBS 30.2.3" in card.now.text()
    card.leave_button.click()
    assert stage.venue.asked == ["disconnect"]


def test_a_password_that_is_wrong_is_told_once_and_the_keyboard_is_on_it(stage: Stage, card: ConnectionDialog) -> None:
    card.password.setText("falsch")
    card.connect_button.click()
    assert "正在连接" in card.now.text()
    stage.room.console.listeners.announce(ObsChanged(replace(CONNECTED, state=State.CONNECTING)))
    failed = replace(CONNECTED, state=State.FAILED, reason=Reason.WRONG_PASSWORD)
    stage.room.console.listeners.announce(ObsChanged(failed))
    assert "密码不对" in card.now.text()
    assert card.answer.text() == "", "nothing still says it is connecting"
    assert card.focusWidget() is card.password
    assert card.password.property("wrong")
    card.close_button.setFocus()
    stage.room.console.listeners.announce(ObsChanged(failed))
    assert card.focusWidget() is card.close_button, "told again, it takes the keyboard from nobody"


def test_the_answer_of_a_test_stays_while_obs_goes_on_telling(stage: Stage, card: ConnectionDialog) -> None:
    card.test()
    assert stage.venue.answer is not None
    stage.venue.answer(TestResult(ok=False, reason=Reason.SERVER_OFF))
    said = card.answer.text()
    stage.room.console.listeners.announce(ObsChanged(CONNECTED))
    assert card.answer.text() == said != ""


def test_connecting_takes_back_what_a_test_said_and_a_late_answer(stage: Stage, card: ConnectionDialog) -> None:
    card.test()
    late = stage.venue.answer
    card.connect_button.click()
    assert card.test_button.isEnabled()
    assert late is not None
    late(TestResult(ok=False, reason=Reason.SERVER_OFF))
    assert card.answer.text() == ""


def test_the_way_to_the_switch_can_be_copied(stage: Stage, card: ConnectionDialog) -> None:
    card.copy_button.click()
    assert "WebSocket 服务器设置" in QGuiApplication.clipboard().text()


def test_an_answer_after_the_card_was_closed_is_dropped(stage: Stage, card: ConnectionDialog, qtbot: Any) -> None:
    card.test()
    card.reject()
    qtbot.waitUntil(lambda: not isValid(card))
    assert stage.venue.answer is not None
    stage.venue.answer(TestResult(ok=True))
    stage.room.console.listeners.announce(ObsChanged(CONNECTED))
    assert stage.told() == []
