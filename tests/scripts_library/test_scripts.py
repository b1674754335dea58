"""Scripts: sections, stage marks, and how much of it is said aloud."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts_library.scripts import read_script, spoken_length

CUP = """【开场】天一冷，办公室的水十分钟就凉。
［举杯底，给镜头］内胆是 316L 不锈钢。

一点二升，一天一杯就够。
【逼单】
平时一百五十九，今天到手七十九 [指屏幕] 拍一送杯刷。
"""


def test_headings_and_blank_lines_open_sections() -> None:
    sections = read_script(CUP).sections
    assert [section.heading for section in sections] == ["开场", "", "逼单"]
    assert [len(section.lines) for section in sections] == [2, 1, 1]
    assert [CUP[section.start] for section in sections] == ["【", "一", "【"]


def test_stage_marks_in_either_bracket_are_not_said() -> None:
    script = read_script(CUP)
    assert [mark.text for mark in script.marks] == ["举杯底，给镜头", "指屏幕"]
    assert script.sections[2].lines[0].spoken == "平时一百五十九，今天到手七十九  拍一送杯刷。"
    assert script.text[script.marks[1].start : script.marks[1].end] == "[指屏幕]"


def test_a_bracket_that_is_never_closed_is_words() -> None:
    script = read_script("内胆［316L 不锈钢\n下一行］")
    assert script.marks == ()
    assert script.sections[0].lines[0].spoken == "内胆［316L 不锈钢"


def test_a_heading_alone_is_a_section_to_be_filled() -> None:
    assert [(one.heading, one.lines) for one in read_script("【互动】").sections] == [("互动", ())]


def test_nothing_written_is_no_section() -> None:
    assert read_script("").sections == ()
    assert read_script(" \n\n  \r\n").sections == ()
    assert read_script("").spoken_length == 0


@pytest.mark.parametrize(
    ("words", "length"),
    [("拍一送一！", 4), ("316L 内胆", 3), ("¥79.00，只要 79.00", 4), ("Don’t worry", 2), ("……——！", 0), ("😀好", 1)],
)
def test_characters_and_foreign_words_count_one_each(words: str, length: int) -> None:
    assert spoken_length(words) == length


def test_time_follows_the_pace() -> None:
    script = read_script("好" * 240)
    assert script.spoken_time() == timedelta(minutes=1)
    assert script.spoken_time(120) == timedelta(minutes=2)
    with pytest.raises(ValueError):
        script.spoken_time(0)


@given(st.text(alphabet="好a1 ，。［］[]【】\n\r\u3000"))
def test_every_text_is_read_and_places_point_into_it(text: str) -> None:
    script = read_script(text)
    for section in script.sections:
        for line in section.lines:
            for run in line.runs:
                written = script.text[run.start : run.end]
                assert written[1:-1].strip() == run.text if run.mark else written == run.text
