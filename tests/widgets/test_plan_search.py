"""Finding entries by what a hand can type fast."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.spelling import spellings
from tests.builders import make_entry, twenty_entries
from widgets.plan_search import best, find


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("bwb", ["316L 保温杯 大容量 1.2L"]),
        ("３１６ｌ", ["316L 保温杯 大容量 1.2L"]),
        ("mianmo", ["玻尿酸补水面膜 30片", "玻尿酸补水面膜 30片(返场)"]),
        ("fanchang", ["玻尿酸补水面膜 30片(返场)"]),
        ("9", ["儿童防晒衣 UPF50+"]),
        ("小满 蜂蜜", ["蜂蜜柚子茶 1kg"]),
        ("没有的", []),
        ("   ", []),
    ],
)
def test_what_is_typed_finds_these(typed: str, names: list[str]) -> None:
    entries = twenty_entries()
    by_id = {entry.entry_id: entry.name for entry in entries}
    assert [by_id[entry_id] for entry_id in find(entries, typed)] == names


def test_a_character_with_two_readings_is_found_by_both() -> None:
    assert all(typed in spellings("重庆") for typed in ("zq", "cq", "zhongqing", "chongqing", "ngqi"))
    assert "qc" not in spellings("重庆")
    hit = [make_entry(1, name="长发护理")]
    assert find(hit, "cfhl") == ["e1"] or find(hit, "zfhl") == ["e1"]


def test_who_is_called_by_the_number_comes_before_who_has_it_in_the_name() -> None:
    entries = [make_entry(1, name="面膜 30片", link_no="2"), make_entry(2, name="杯子", link_no="30")]
    assert find(entries, "30") == ["e1", "e2"]
    assert best(entries, "30") == "e2"
    assert best(entries, "xyz") is None


def test_a_link_written_with_a_nought_is_called_without_it() -> None:
    entries = [make_entry(1, name="面膜", link_no="03"), make_entry(2, name="杯子", link_no="13")]
    assert find(entries, "3") == ["e1"]
    assert best(entries, "3") == best(entries, "003") == "e1"


@given(st.text(max_size=30), st.text(max_size=30))
def test_nothing_that_can_be_typed_or_named_is_too_much(name: str, typed: str) -> None:
    find([make_entry(1, name=name or "x")], typed)


@given(st.text(alphabet="保温杯大容量abc12", min_size=1, max_size=8))
def test_a_name_finds_itself(name: str) -> None:
    if not (name.isdigit() and len(name) <= 3):
        assert find([make_entry(1, name=name)], name) == ["e1"]


def test_pinyin_is_not_loaded_before_somebody_searches() -> None:
    code = "import sys, widgets.plan_search; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
