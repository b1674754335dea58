"""Notices: what is shown first, what goes by itself, and that every code has a sentence."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from console.listeners import Notice
from console.logs import Logs, keep_out_of_logs
from console.wording import LANGUAGES, catalogue
from widgets import strip as strip_module
from widgets.strip import Help, Strip
from widgets.strip_words import sentence
from widgets.theme import Theme

ROOT = Path(__file__).parents[2]
SHOW = ROOT / "console" / "show"


@pytest.fixture
def strip(qtbot: Any) -> Strip:
    made = Strip(Theme("dark"), "zh_CN")
    qtbot.addWidget(made)
    return made


def note(name: str, level: str = "info") -> Notice:
    return Notice(code="listener_failed", level=level, data={"error": name})


def test_an_info_goes_by_itself(strip: Strip, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strip_module, "INFO_MS", 1)
    strip.tell(note("a"))
    assert strip.text
    qtbot.waitUntil(lambda: not strip.text)
    assert strip.isHidden()


def test_an_error_stays_until_it_is_read_and_infos_wait_behind_it(strip: Strip) -> None:
    strip.tell(note("bad", "error"))
    strip.tell(note("small"))
    assert "bad" in strip.text
    assert strip.waiting == 1
    strip.dismiss()
    assert "small" in strip.text
    strip.dismiss()
    assert strip.isHidden()


def test_warnings_and_errors_reach_the_log_once_in_words(strip: Strip, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    strip.tell(note("small"))
    for _ in range(3):
        strip.tell(note("odd", "warning"))
    strip.tell(note("bad", "error"))
    told = [(record.levelname, record.getMessage()) for record in caplog.records if record.name == "widgets.strip"]
    assert [level for level, _ in told] == ["WARNING", "ERROR"]
    assert "odd" in told[0][1]
    assert "listener_failed" in told[0][1]


def test_a_secret_in_a_notice_is_blackened_in_the_log(strip: Strip, tmp_path: Path) -> None:
    keep_out_of_logs("hunter22")
    with Logs(tmp_path / "log"):
        strip.tell(note("ws://:hunter22@10.0.0.5", "warning"))
    kept = (tmp_path / "log").read_text(encoding="utf-8")
    assert "10.0.0.5" in kept
    assert "hunter22" not in kept


def test_a_newer_error_comes_first_and_the_older_is_not_lost(strip: Strip) -> None:
    strip.tell(note("one", "error"))
    strip.tell(note("two", "error"))
    assert "two" in strip.text
    strip.dismiss()
    assert "one" in strip.text


def test_what_is_so_no_more_is_let_go_whether_it_is_shown_or_waits(strip: Strip) -> None:
    for name in ("a", "b", "c"):
        strip.tell(Notice(code="orders_refused", level="error", data={"words": name, "file": name}))
    strip.let_go(lambda notice: notice.data["file"] in ("a", "c"))
    assert strip.text.startswith("b")
    assert strip.waiting == 0
    strip.let_go(lambda notice: True)
    assert strip.isHidden()
    assert strip.text == ""


def test_the_same_notice_again_only_counts(strip: Strip) -> None:
    for _ in range(3):
        strip.tell(note("same", "warning"))
    assert strip.waiting == 0
    strip.dismiss()
    assert strip.isHidden()


def test_the_button_that_helps_is_the_narrowest_that_fits_the_code(strip: Strip) -> None:
    done: list[str] = []
    strip.offer("refused", Help("all", lambda: done.append("all")))
    strip.offer("refused.not_live", Help("one", lambda: done.append("one")))
    strip.tell(Notice(code="refused.not_live", level="warning"))
    strip.help_button.click()
    strip.tell(Notice(code="refused.last_entry", level="warning"))
    strip.help_button.click()
    assert done == ["one", "all"]


def test_a_notice_without_help_has_no_button(strip: Strip) -> None:
    strip.tell(note("a"))
    assert strip.help_button.isHidden()


def test_codes_inside_a_notice_are_words(qtbot: Any) -> None:
    told = sentence("zh_CN", Notice(code="refused.empty", data={"field": "name"}))
    assert told.startswith(catalogue("zh_CN")["field.name"])
    told = sentence("en", Notice(code="refused.checks_failed", data={"checks": ["scene_missing:主播近景"]}))
    assert "主播近景" in told
    assert "scene_missing" not in told
    told = sentence("en", Notice(code="not_written", data={"code": "disk_full", "detail": "x", "kinds": ["taken"]}))
    assert "disk_full" not in told


def test_a_code_nobody_worded_is_told_all_the_same(qtbot: Any) -> None:
    assert "brand_new" in sentence("en", Notice(code="brand_new", data={"n": 3}))


def test_a_sentence_with_a_gap_is_told_all_the_same(qtbot: Any) -> None:
    assert "…" in sentence("en", Notice(code="refused.already_skipped"))


def raised(name: str, place: int) -> set[str]:
    """The codes that ``name`` is raised with anywhere in the show's rules."""
    found: set[str] = set()
    for file in SHOW.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                if isinstance(node.args[0], ast.Starred):
                    continue  # what a condition says of itself: see ``problems``
                code = node.args[place]
                assert isinstance(code, ast.Constant)
                found.add(str(code.value))
    return found


def problems() -> set[tuple[str, str]]:
    """Fields and codes of what is wrong with a condition that nothing could meet."""
    tree = ast.parse((SHOW / "waves.py").read_text(encoding="utf-8"))
    (told,) = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == "problem")
    walked = [node for statement in told.body for node in ast.walk(statement)]
    found: set[tuple[str, str]] = {ast.literal_eval(node) for node in walked if isinstance(node, ast.Tuple)}
    assert found
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_refusal_of_the_rundown_has_a_sentence(lang: str) -> None:
    codes = raised("Refused", 0) | raised("BadValue", 1) | {code for _, code in problems()}
    assert len(codes) > 20
    assert [code for code in sorted(codes) if f"refused.{code}" not in catalogue(lang)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_a_bad_value_names_has_a_name(lang: str) -> None:
    fields = set()
    for file in SHOW.glob("*.py"):
        fields |= set(re.findall(r'BadValue\("(\w+)"', file.read_text(encoding="utf-8")))
    fields |= {field for field, _ in problems()}
    assert [name for name in sorted(fields) if f"field.{name}" not in catalogue(lang)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_way_the_store_fails_has_a_sentence(lang: str) -> None:
    codes: set[str] = set()
    for file in (ROOT / "console" / "store").glob("*.py"):
        codes |= set(re.findall(r'StoreFailed\("(\w+)"', file.read_text(encoding="utf-8")))
    assert codes
    assert [code for code in sorted(codes) if f"store.{code}" not in catalogue(lang)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_notice_the_program_tells_has_a_sentence(lang: str) -> None:
    codes: set[str] = set()
    for room in ("console", "widgets"):
        for file in (ROOT / room).rglob("*.py"):
            codes |= set(re.findall(r'Notice\(\s*code="([\w.]+)"', file.read_text(encoding="utf-8")))
    known = catalogue(lang)
    assert [code for code in sorted(codes) if code not in known and f"notice.{code}" not in known] == []
