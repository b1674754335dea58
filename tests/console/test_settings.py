"""Settings survive a save, a newer version, a wrong value and a broken file."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from console.settings import ReturnsRestock, Settings, Theme, load_settings, save_settings
from console.show.sales import Metric


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    loaded = load_settings(tmp_path / "settings.json")
    assert loaded.settings == Settings()
    assert not loaded.notices
    assert (loaded.settings.lang, loaded.settings.theme, loaded.settings.tail_minutes) == ("zh_CN", Theme.DARK, 30)


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    chosen = Settings(
        lang="en",
        theme=Theme.LIGHT,
        operator="小周",
        obs_host="192.168.1.20",
        obs_port=4456,
        returns_restock=ReturnsRestock.NEVER,
        quick_messages=("快",) * 9,
        allowed_hosts=("live.example",),
        hook_keys={"doudian": "7000000000000000001"},
        watch_folder="/data/下载",
        bridge="DouyinBarrageGrab",
        bridge_url="ws://127.0.0.1:8889/",
        bridge_room="示例主播",
        round_tail_minutes=5,
        stale_after_s=90,
        sources={Metric.ONLINE: "barrage:webcast", Metric.CLICKS: "罗盘"},
        keys={"next": "F12"},
    )
    save_settings(path, chosen)
    assert load_settings(path).settings == chosen


def test_what_a_newer_version_wrote_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"lang": "en", "hologram": [1]}')
    save_settings(path, load_settings(path).settings)
    assert json.loads(path.read_text())["hologram"] == [1]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe\x00", b"null"])
def test_a_broken_file_is_kept_aside_and_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    loaded = load_settings(path)
    assert loaded.settings == Settings()
    (notice,) = loaded.notices
    assert notice.code == "settings.broken"
    assert Path(notice.data["kept"]).read_bytes() == content
    assert not path.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("obs_port", 70000),
        ("obs_port", True),
        ("lang", "de"),
        ("lang", ["en"]),
        ("theme", "pink"),
        ("returns_restock", None),
        ("tail_minutes", -1),
        ("stale_after_s", 0),
        ("sources", {"moods": "feed"}),
        ("sources", ["online"]),
        ("tail_minutes", 1.5),
        ("quick_messages", ["x"] * 10),
        ("keys", {"next": 3}),
        ("hook_keys", {"doudian": 7000000000000000001}),
        ("bridge", None),
        ("api_lan", "yes"),
        ("allowed_hosts", "a"),
    ],
)
def test_one_wrong_value_costs_that_value_alone(tmp_path: Path, field: str, value: object) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({field: value, "operator": "小周"}))
    loaded = load_settings(path)
    assert loaded.settings == Settings(operator="小周")
    assert [(notice.code, notice.data["field"]) for notice in loaded.notices] == [("settings.bad_value", field)]


def test_a_quick_message_left_empty_is_said_in_the_language_chosen() -> None:
    settings = Settings(quick_messages=("自己写的", *("",) * 8))
    assert settings.quick_message(1) == "自己写的"
    assert settings.quick_message(7) != Settings(lang="en").quick_message(7)


def test_a_choice_of_source_left_empty_is_no_choice(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"sources": {"online": " ", "clicks": " 罗盘 "}}', encoding="utf-8")
    assert load_settings(path).settings.sources == {Metric.CLICKS: "罗盘"}


def test_lengths_are_told_as_lengths() -> None:
    settings = Settings(round_tail_minutes=4, stale_after_s=90)
    assert (settings.round_tail, settings.stale_after) == (timedelta(minutes=4), timedelta(seconds=90))
