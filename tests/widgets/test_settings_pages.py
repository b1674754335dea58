"""The settings' pages of the ways in: what they hold comes back, secrets are put away unseen, what came is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit

from console.bridge import BridgeStatus, LinkState
from console.feeds import webhooks
from console.feeds.webhooks.platforms import PLATFORMS
from console.remote_hooks import PushRecord, hook_secret
from console.secrets import Secrets
from console.settings import Settings
from console.show.sales import Metric, Reading
from console.workspace import Workspace
from tests.bridge_player import BridgePlayer, chat, online
from tests.builders import make_entry
from tests.widgets.dock_room import OFFSCREEN_DIALOGS, Stage, stage  # noqa: F401 - a fixture
from widgets.settings_bridge import BridgePage
from widgets.settings_dialog import Outside, SettingsDialog
from widgets.settings_hooks import HooksPage, note_text
from widgets.settings_sources import SourcesPage
from widgets.theme import Theme

# ruff: noqa: F811
pytestmark = OFFSCREEN_DIALOGS
CHOSEN = Settings(
    watch_folder="/data/下载",
    stale_after_s=90,
    round_tail_minutes=5,
    sources={Metric.ONLINE: "罗盘"},
    bridge="webcast",
    bridge_url="ws://127.0.0.1:9000/",
    bridge_room="示例主播",
    hook_keys={"doudian": "7000000000000000001"},
    allowed_hosts=("hooks.example.com", "10.0.0.7"),
)
AT = datetime(2026, 11, 11, 11, 23, 27, tzinfo=UTC)


def into(taken: list[Settings]) -> Callable[[Settings], str]:
    """Keeps what the dialog chose, and finds nothing wrong with it."""

    def take(settings: Settings) -> str:
        taken.append(settings)
        return ""

    return take


def test_what_nobody_touched_comes_back_as_it_was(qtbot: Any) -> None:
    dialog = SettingsDialog(CHOSEN, lambda _: "")
    qtbot.addWidget(dialog)
    assert dialog.chosen == CHOSEN


def test_what_was_chosen_elsewhere_while_the_dialog_was_open_stays(qtbot: Any) -> None:
    taken: list[Settings] = []
    now = replace(CHOSEN, sources={Metric.ONLINE: "manual", Metric.CLICKS: "bridge"}, operator="阿宁")
    dialog = SettingsDialog(CHOSEN, into(taken), current=lambda: now)
    qtbot.addWidget(dialog)
    dialog.low_stock.setValue(3)
    dialog.save_button.click()
    assert taken == [replace(now, low_stock=3)]


def test_a_source_chosen_in_the_dialog_leaves_those_of_other_figures_alone(qtbot: Any) -> None:
    taken: list[Settings] = []
    now = replace(CHOSEN, sources={Metric.ONLINE: "罗盘", Metric.CLICKS: "bridge"})
    dialog = SettingsDialog(CHOSEN, into(taken), current=lambda: now)
    qtbot.addWidget(dialog)
    box = dialog.sources.sources[Metric.ONLINE]
    box.setCurrentIndex(box.findData(""))
    dialog.save_button.click()
    assert taken == [replace(now, sources={Metric.CLICKS: "bridge"})]


# -- figures ----------------------------------------------------------------------------------------------------------


def test_a_source_is_chosen_from_those_that_reported(qtbot: Any, stage: Stage) -> None:
    stage.room.open_show([make_entry(1)])
    at = stage.room.clock.now()
    stage.room.wait(
        stage.room.show.intake.readings(
            [
                Reading(source=source, product_id=None, metric=Metric.ONLINE, value=9, cumulative=True, at=at)
                for source in ("compass", "barrage:webcast")
            ]
        )
    )
    page = SourcesPage(Settings(sources={Metric.CLICKS: "erp"}), stage.room.show)
    qtbot.addWidget(page)
    assert set(page.sources) == {Metric.ONLINE, Metric.CLICKS}
    box = page.sources[Metric.ONLINE]
    assert {box.itemData(row) for row in range(box.count())} == {"", "compass", "barrage:webcast"}
    box.setCurrentIndex(box.findData("compass"))
    page.sources[Metric.CLICKS].setCurrentIndex(0)
    page.stale_after.setValue(60)
    page.round_tail.setValue(0)
    applied = page.applied(Settings())
    assert dict(applied.sources) == {Metric.ONLINE: "compass"}
    assert (applied.stale_after_s, applied.round_tail_minutes) == (60, 0)


# -- the bridge -------------------------------------------------------------------------------------------------------


@pytest.fixture
def player() -> Iterator[BridgePlayer]:
    def scene(socket: Any, _number: int) -> None:
        socket.send(chat("3号"))
        socket.send(online(497, 6597))
        made.stay(socket)

    made = BridgePlayer(scene)
    yield made
    heard = made.heard
    made.close()
    assert heard == []


def test_a_try_says_what_it_heard_and_offers_the_room(qtbot: Any, stage: Stage, player: BridgePlayer) -> None:
    page = BridgePage(Settings(), Theme("dark"), context=stage.context)
    qtbot.addWidget(page)
    page.show()
    assert not page.test_button.isEnabled()
    page.kind.setCurrentIndex(page.kind.findData("DouyinBarrageGrab"))
    assert page.address.placeholderText() == "ws://127.0.0.1:8888/"
    page.address.setText(player.url)
    page.test_button.click()
    assert not page.test_button.isEnabled()
    qtbot.waitUntil(lambda: page.test_button.isEnabled(), timeout=30_000)
    assert "示例主播" in page.answer.text()
    assert "497" in page.answer.text()
    page.room.setCurrentIndex(page.room.findText("示例主播"))
    assert page.applied(Settings()).bridge_room == "SYNTHETIC"
    assert page.applied(Settings()).bridge == "DouyinBarrageGrab"


def test_a_try_that_fails_says_why_in_words(qtbot: Any, stage: Stage) -> None:
    page = BridgePage(Settings(bridge="webcast", bridge_url="ws://127.0.0.1:1/"), Theme("light"), context=stage.context)
    qtbot.addWidget(page)
    page.show()
    page.test_button.click()
    qtbot.waitUntil(lambda: page.test_button.isEnabled(), timeout=30_000)
    assert "连不上" in page.answer.text()
    page.address.setText("http://127.0.0.1/")
    page.test_button.click()
    assert "ws://" in page.answer.text()
    assert page.problem() == page.answer.text()


def test_how_the_bridge_stands_is_told_with_the_age_of_the_last_message(qtbot: Any, stage: Stage) -> None:
    page = BridgePage(Settings(bridge="webcast"), Theme("dark"), context=stage.context)
    qtbot.addWidget(page)
    now = stage.room.clock.now()
    rooms = {"k1": "阿宁"}
    status = BridgeStatus(
        name="webcast", state=LinkState.CONNECTED, last_heard=now, comments=1234, room="k1", rooms=rooms, elsewhere=7
    )
    assert page.state_text(BridgeStatus()) == "没有在听。"
    said = page.state_text(status)
    assert all(word in said for word in ("0 秒前", "1,234", "阿宁", "7"))
    lost = BridgeStatus(name="webcast", state=LinkState.WAITING, problem="closed", detail="1006")
    assert "1006" in page.state_text(lost)
    assert page.state_text(replace(lost, again_at=now + timedelta(seconds=3.2))).endswith("4 秒后再试。")
    assert "再试" not in page.state_text(replace(lost, again_at=now))


# -- pushes -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def secrets(tmp_path: Path) -> Secrets:
    workspace = Workspace.at(tmp_path / "secrets")
    workspace.prepare()
    return Secrets(workspace, NoKeyring())


def hooks(qtbot: Any, secrets: Secrets | None = None, settings: Settings = CHOSEN, **more: Any) -> HooksPage:
    page = HooksPage(settings, Theme("dark"), secrets=secrets, **more)
    qtbot.addWidget(page)
    page.show()
    return page


def choose(page: HooksPage, platform: str) -> None:
    page.platform.setCurrentIndex(page.platform.findData(platform))


def shown(page: HooksPage) -> str:
    """Every word and value on the page."""
    fields = [each.text() for each in page.findChildren(QLineEdit)]
    boxes = [each.currentText() for each in page.findChildren(QComboBox)]
    return "\n".join([*fields, *boxes, page.kept.text(), page.came.text(), page.refused.text()])


def test_a_secret_is_put_away_and_never_shown_again(qtbot: Any, secrets: Secrets) -> None:
    page = hooks(qtbot, secrets)
    assert "未设置" in page.kept.text()
    assert not page.secret.isVisible()
    page.change_button.click()
    page.secret.setText("geheim-1")
    page.secret.textEdited.emit("geheim-1")
    assert secrets.get(hook_secret("doudian")) is None  # not before it is saved
    page.keep()
    assert secrets.get(hook_secret("doudian")) == "geheim-1"
    again = hooks(qtbot, secrets)
    assert again.kept.text() == "已设置"
    assert "geheim-1" not in shown(again)
    choose(again, "youzan")
    assert "未设置" in again.kept.text()


def test_a_secret_is_forgotten_when_it_is_cleared_and_saved(qtbot: Any, secrets: Secrets) -> None:
    secrets.set(hook_secret("doudian"), "geheim-2")
    page = hooks(qtbot, secrets)
    page.forget_button.click()
    assert page.kept.text() == "保存后清除"
    assert secrets.get(hook_secret("doudian")) == "geheim-2"
    page.keep()
    assert secrets.get(hook_secret("doudian")) is None


def test_a_key_belongs_to_its_platform(qtbot: Any) -> None:
    page = hooks(qtbot)
    assert page.key.text() == "7000000000000000001"
    choose(page, "tiktokshop")
    page.key.setText("tk")
    page.key.textEdited.emit("tk")
    choose(page, "shopify")
    assert not page.key.isVisible()
    assert dict(page.applied(Settings()).hook_keys) == {"doudian": "7000000000000000001", "tiktokshop": "tk"}


def test_the_address_to_give_away_is_whole_and_can_be_copied(qtbot: Any) -> None:
    page = hooks(qtbot, address="http://127.0.0.1:9100")
    choose(page, "youzan")
    page.copy_public.click()
    assert QGuiApplication.clipboard().text() == "https://hooks.example.com/hooks/youzan"
    page.copy_local.click()
    assert QGuiApplication.clipboard().text() == "http://127.0.0.1:9100/hooks/youzan"
    page.hosts.clear()
    assert not page.copy_public.isEnabled()


@pytest.mark.parametrize(
    ("written", "hosts"),
    [
        ("https://a.example/hooks/doudian", ("a.example",)),
        ("a.example:443，b.example ; a.example", ("a.example", "b.example")),
        ("", ()),
    ],
)
def test_hosts_are_taken_out_of_whatever_was_pasted(qtbot: Any, written: str, hosts: tuple[str, ...]) -> None:
    page = hooks(qtbot)
    page.hosts.setText(written)
    assert page.applied(Settings()).allowed_hosts == hosts
    assert page.problem() == ""


def test_a_host_that_is_none_is_said_and_not_saved(qtbot: Any) -> None:
    taken: list[Settings] = []

    def take(settings: Settings) -> str:
        taken.append(settings)
        return ""

    dialog = SettingsDialog(CHOSEN, take)
    qtbot.addWidget(dialog)
    dialog.hooks.hosts.setText("no_host!")
    dialog.save_button.click()
    assert taken == []
    assert "no_host!" in dialog.wrong.text()
    dialog.hooks.hosts.setText("ok.example")
    dialog.save_button.click()
    assert taken[0].allowed_hosts == ("ok.example",)


def test_what_came_and_what_was_refused_is_told_with_the_reason(qtbot: Any) -> None:
    record = PushRecord(
        taken=12,
        lines=31,
        waiting=30,
        last_at=AT,
        refused={"bad_signature": 3, "bad_host": 2},
        refused_at=AT,
        host="abc.relay.example",
        notes={"no_effect": 4, "unknown_tag": 11, "a newer one": 1},
    )
    page = hooks(qtbot, pushes=lambda: {"doudian": record})
    assert all(word in page.came.text() for word in ("19:23:27", "12", "31", "30"))
    assert all(word in page.refused.text() for word in ("签名不对 3", "主机名不在名单里 2"))
    assert page.came.text().endswith("没有算成订单：不认识的消息 11 · 与成交无关 4 · a newer one 1")
    page.allow_button.click()
    assert page.applied(Settings()).allowed_hosts == ("hooks.example.com", "10.0.0.7", "abc.relay.example")
    choose(page, "youzan")
    assert "没有收到过" in page.came.text()
    assert not page.allow_button.isVisible()


def test_secrets_are_put_away_when_the_dialog_is_saved(qtbot: Any, secrets: Secrets) -> None:
    dialog = SettingsDialog(Settings(), lambda _: "", outside=Outside(secrets=secrets))
    qtbot.addWidget(dialog)
    choose(dialog.hooks, "shopify")
    dialog.hooks.secret.setText("s")
    dialog.hooks.secret.textEdited.emit("s")
    dialog.save_button.click()
    assert secrets.get(hook_secret("shopify")) == "s"


def test_every_note_of_a_push_has_its_words() -> None:
    written = [file.read_text(encoding="utf-8") for file in Path(webhooks.__path__[0]).glob("*.py")]
    codes = {code for text in written for code in re.findall(r'Note\("(\w+)"|return "(\w+)"', text)}
    named = {"probe", "no_effect", "unknown_tag", "test", *(code for pair in codes for code in pair if code)}
    assert len(named) >= 9
    assert [code for code in sorted(named) if note_text(code) == code] == []


def test_every_platform_that_is_understood_has_its_words(qtbot: Any) -> None:
    page = hooks(qtbot)
    for name in PLATFORMS:
        choose(page, name)
        assert page.about.text()
        assert page.platform.currentText()
        assert page.secret_name.text()
