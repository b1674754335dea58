"""Money, counts, ids, lengths, clock times and instants as people write them."""

from __future__ import annotations

import doctest
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.feeds import grid, plan_columns, table, times, values
from console.feeds.times import clock, instant, length
from console.feeds.values import NoValue, ShownTime, ValueRefused, cents, identifier, number, percent, text, whole

SHANGHAI = ZoneInfo("Asia/Shanghai")


def code_of(parse, held) -> str:
    with pytest.raises(ValueRefused) as refusal:
        parse(held)
    return refusal.value.code


@pytest.mark.parametrize("module", [values, times, table, grid, plan_columns])
def test_the_examples_in_the_docstrings_hold(module) -> None:
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("held", ["", None, "-", "--", "—", " / ", "数据将于第二天更新", "暂无", "N/A"])
def test_what_says_nothing_is_none_and_never_zero(held) -> None:
    assert number(held) is None
    assert cents(held) is None
    assert whole(held) is None
    assert percent(held) is None
    assert length(held) is None
    assert clock(held) is None
    assert instant(held, SHANGHAI) is None
    assert identifier(held) == ""


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ("¥1,234.00", 123400),
        ("￥1，234.00", 123400),
        ("$9.9", 990),
        ("1.2万", 120_000_00 // 10),
        ("3千", 300_000),
        ("12.30元", 1230),
        ("RMB 12", 1200),
        (59.9, 5990),
        (59.900000000000006, 5990),
        (0.285, 29),
        (Decimal("0.01"), 1),
        (0, 0),
        ("+5", 500),
    ],
)
def test_money_becomes_cents(held, expected: int) -> None:
    assert cents(held) == expected


@pytest.mark.parametrize(
    ("parse", "held", "code"),
    [
        (cents, "待定", "not_money"),
        (cents, "9.9/件", "not_money"),
        (cents, "1,23", "not_money"),
        (cents, "-3", "negative"),
        (cents, True, "not_money"),
        (cents, float("nan"), "not_money"),
        (cents, float("inf"), "not_money"),
        (cents, "9" * 40, "not_money"),
        (cents, date(2026, 9, 7), "not_money"),
        (cents, NoValue("error_value", "#REF!"), "error_value"),
        (whole, "1.5", "not_whole"),
        (whole, "约100", "not_whole"),
        (whole, -1, "negative"),
        (whole, "9" * 5000, "not_whole"),
        (percent, "%", "not_percent"),
        (length, "五分钟", "not_length"),
        (length, "1:75", "not_length"),
        (length, "25小时", "not_length"),
        (length, -5, "negative"),
        (clock, "晚上", "not_clock"),
        (clock, "20:61", "not_clock"),
        (clock, "2000", "not_clock"),
        (clock, "50:00", "not_clock"),
        (identifier, 1.5, "not_id"),
        (identifier, date(2026, 9, 7), "not_id"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(parse, held, code: str) -> None:
    assert code_of(parse, held) == code


@pytest.mark.parametrize(
    "held", ["1.23E+18", "3.71235E+18", "1E+18", 3.7123456789012346e18, 3712345678901234500, 1234567890123450, "####"]
)
def test_an_id_that_lost_its_digits_is_refused(held) -> None:
    assert code_of(identifier, held) == "digits_lost"


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (3712345678901234567, "3712345678901234567"),  # written exactly by a program, never by a spreadsheet
        (690123456789.0, "690123456789"),
        ("\t3712345678901234567 ", "3712345678901234567"),
        ("’3712345678901234567", "3712345678901234567"),
        ("３７１２", "3712"),
        ("AB-12", "AB-12"),
        ("12E3", "12E3"),
        ("\ufeff\u200b37\u200b12", "3712"),
    ],
)
def test_ids_are_text_with_their_padding_gone(held, expected: str) -> None:
    assert identifier(held) == expected


@pytest.mark.parametrize(
    ("held", "seconds"),
    [
        ("5", 300),
        (5, 300),
        (2.5, 150),
        ("5分钟", 300),
        ("5 min", 300),
        ("90秒", 90),
        ("90s", 90),
        ("0:05:00", 300),
        ("5:00", 300),
        ("5：30", 330),
        ("90:00", 5400),
        ("1小时21分5秒", 4865),
        ("2小时", 7200),
        ("1个小时", 3600),
        ("半小时", 1800),
        ("1小时半", 5400),
        ("5'30\"", 330),
        ("约3分钟", 180),
        ("0", 0),
        (time(0, 5), 300),
        (timedelta(minutes=90), 5400),
        (0.003472222222, 300),
        (ShownTime(time(5, 0), hours=True, seconds=False), 300),
        (ShownTime(time(0, 5), hours=True, seconds=True), 300),
        (ShownTime(time(0, 5), hours=False, seconds=True), 300),
        (ShownTime(timedelta(hours=30), hours=True, seconds=True), 1800),
        (ShownTime(timedelta(hours=1, minutes=30), hours=True, seconds=True), 5400),
    ],
)
def test_lengths(held, seconds: int) -> None:
    assert length(held) == timedelta(seconds=seconds)


def test_a_bare_number_counts_what_the_column_counts() -> None:
    assert length("90", unit=timedelta(seconds=1)) == timedelta(seconds=90)
    assert length("1.5", unit=timedelta(hours=1)) == timedelta(minutes=90)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ("20:00", "20:00"),
        ("20：00", "20:00"),
        ("晚8点", "20:00"),
        ("晚上8点半", "20:30"),
        ("今晚 9:05", "21:05"),
        ("下午3点", "15:00"),
        ("中午12点", "12:00"),
        ("中午11点半", "11:30"),
        ("凌晨1点", "01:00"),
        ("晚上12点", "00:00"),
        ("20点30分", "20:30"),
        ("24:00", "00:00"),
        ("25:30", "01:30"),
        ("12:30 am", "00:30"),
        ("2026-09-07 21:00", "21:00"),
        (20, "20:00"),
        (time(21, 0), "21:00"),
        (datetime(2026, 9, 7, 21, 0), "21:00"),  # noqa: DTZ001 - as a spreadsheet holds it
        (0.875, "21:00"),
        (ShownTime(timedelta(hours=24, minutes=30), hours=True, seconds=False), "00:30"),
    ],
)
def test_clock_times(held, expected: str) -> None:
    assert clock(held) == time.fromisoformat(expected)


@pytest.mark.parametrize(
    "held",
    [
        "2026/09/07 08:55:37",
        "2026-09-07 08:55:37",
        "2026-09-07T08:55:37+08:00",
        "2026-09-07T00:55:37Z",
        "2026年9月7日 8:55:37",
        "20260907085537",
        "1788742537",
        "1788742537000",
        1788742537,
        datetime(2026, 9, 7, 8, 55, 37),  # noqa: DTZ001 - as a spreadsheet holds it
        "\t2026-09-07 08:55:37\t",
    ],
)
def test_instants_without_a_zone_are_the_rooms(held) -> None:
    assert instant(held, SHANGHAI) == datetime(2026, 9, 7, 0, 55, 37, tzinfo=UTC)


@pytest.mark.parametrize("held", ["2026-13-01", "2026-02-30 10:00", "昨天", True, "12345", "2026-09-07 8:55 下午"])
def test_what_is_no_instant_is_refused(held) -> None:
    assert code_of(lambda raw: instant(raw, SHANGHAI), held) == "not_instant"


@given(st.integers(min_value=0, max_value=10**12))
def test_cents_come_back_from_how_they_are_written(amount: int) -> None:
    yuan = f"{amount // 100:,}.{amount % 100:02}"
    assert cents(f"¥{yuan}") == amount
    assert cents(Decimal(amount) / 100) == amount


@given(st.integers(min_value=0, max_value=86_400))
def test_lengths_come_back_from_how_they_are_written(seconds: int) -> None:
    spelled = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    assert length(spelled) == length(f"{seconds}秒") == timedelta(seconds=seconds)


_ANY = st.one_of(
    st.text(max_size=30), st.floats(), st.integers(), st.booleans(), st.times(), st.timedeltas(), st.dates()
)


def refused_code(parse, held) -> str | None:
    try:
        parse(held)
    except ValueRefused as refusal:
        return refusal.code if len(refusal.held) <= values.HELD_LENGTH else ""
    return None


@given(_ANY)
def test_any_cell_is_read_or_refused_and_nothing_else(held) -> None:
    for parse in (text, identifier, number, cents, whole, percent, length, clock, lambda raw: instant(raw, SHANGHAI)):
        assert refused_code(parse, held) != ""
