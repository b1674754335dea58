"""Whatever a cell holds, a parser gives a value of its kind or one refusal; what was written is what is read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from console.feeds.times import ShowWindow, clock, instant, instant_in_show, length
from console.feeds.values import (
    ValueRefused,
    cents,
    counted,
    identifier,
    number,
    percent,
    rate,
    rate_scale,
    text,
    whole,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
SHOW = ShowWindow(start=datetime(2026, 12, 31, 12, tzinfo=UTC), end=datetime(2026, 12, 31, 20, tzinfo=UTC))
FULL_WIDTH = str.maketrans("0123456789.,%-+:/", "０１２３４５６７８９．，％－＋：／")
WRITTEN = st.text(alphabet="0123456789.,%-+eE万千亿kw¥￥元 :/年月日时分秒小半\t'\"=＃#", max_size=14)
CELLS = (
    st.none()
    | st.text(max_size=12)
    | WRITTEN
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | st.booleans()
    | st.datetimes()
    | st.dates()
    | st.times()
    | st.timedeltas()
    | st.decimals()
)
PARSERS = (
    cents,
    whole,
    number,
    percent,
    counted,
    identifier,
    length,
    clock,
    lambda raw: instant(raw, SHANGHAI),
    lambda raw: instant_in_show(raw, SHANGHAI, SHOW),
    lambda raw: instant_in_show(raw, SHANGHAI, ShowWindow()),
    lambda raw: rate(raw, Decimal("0.01")),
)


@pytest.mark.parametrize("parse", PARSERS)
@given(raw=CELLS)
@example(raw="23:59:60")
@example(raw="02-29 25:00")
@example(raw="9" * 5000)
@example(raw="1e999999999")
@example(raw="-0")
def test_a_parser_gives_a_value_or_its_refusal(parse, raw) -> None:
    refused: ValueRefused | None = None
    found = None
    try:
        found = parse(raw)
    except ValueRefused as error:
        refused = error
    assert found is None or found == found  # never a NaN
    assert refused is None or (refused.code and len(refused.held) <= 80)


@given(CELLS)
def test_a_count_is_a_finite_number_from_zero_up(raw) -> None:
    try:
        found = counted(raw)
    except ValueRefused:
        return
    assert found is None or 0 <= found <= 10**12


@given(
    st.integers(0, 10**12), st.booleans(), st.sampled_from(["", "¥", "￥", "RMB "]), st.sampled_from(["", "元", " 元"])
)
def test_money_written_in_any_way_is_the_same_cents(amount: int, wide: bool, before: str, after: str) -> None:
    written = f"{amount // 100:,}.{amount % 100:02}"
    held = before + (written.translate(FULL_WIDTH) if wide else written) + after
    assert cents(held) == amount
    assert cents(written.replace(",", "")) == amount


@given(st.integers(0, 10**7), st.integers(0, 3))
def test_ten_thousands_are_ten_thousands(count: int, places: int) -> None:
    held = f"{Decimal(count).scaleb(-places)}万"
    value = Decimal(count).scaleb(4 - places)
    assert counted(held) == float(value)
    if value == value.to_integral_value() and value <= 10**9:
        assert whole(held) == int(value)


@given(
    st.integers(10**14, 10**19 - 1), st.sampled_from(["", "\t", "'", " ", "\ufeff"]), st.sampled_from(["", ".0", "\t"])
)
def test_an_id_written_as_text_keeps_every_digit(value: int, before: str, after: str) -> None:
    assert identifier(f"{before}{value}{after}") == str(value)


@given(st.integers(10**15, 10**19))
def test_an_id_that_went_through_a_float_is_refused_and_never_guessed(value: int) -> None:
    for held in (float(value), f"{float(value):.2E}", f"{float(value):.5e}"):
        with pytest.raises(ValueRefused) as refused:
            identifier(held)
        assert refused.value.code == "digits_lost"


@given(st.decimals(0, 100, places=2))
def test_a_percent_is_a_hundredth_whatever_its_column_holds(value: Decimal) -> None:
    for scale in (Decimal(1), Decimal("0.01")):
        assert rate(f"{value}%", scale) == value / 100
        assert rate(str(value), scale) == value * scale


@given(st.lists(st.decimals(0, 1, places=4), min_size=1), st.decimals(2, 50, places=3))
def test_one_ratio_above_one_makes_no_column_of_percents(fractions: list[Decimal], odd: Decimal) -> None:
    assume(sum(1 for value in fractions if value) >= 1)
    assert rate_scale("点击率", [*map(str, fractions), str(odd)]) == 1


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)).map(lambda at: at.replace(microsecond=0)))  # noqa: DTZ001
def test_an_instant_written_in_any_form_is_the_rooms(at: datetime) -> None:
    expected = at.replace(tzinfo=SHANGHAI).astimezone(UTC)
    forms = ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y年%m月%d日 %H:%M:%S", "%Y%m%d%H%M%S")
    for form in forms:
        assert instant(at.strftime(form), SHANGHAI) == expected
        assert instant_in_show(at.strftime(form), SHANGHAI, SHOW) == expected
    seconds = int(expected.timestamp())
    if seconds >= 10**9:
        assert instant(str(seconds), SHANGHAI) == instant(str(seconds * 1000), SHANGHAI) == expected


@given(st.integers(0, 24 * 3600 - 1), st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)))  # noqa: DTZ001
def test_a_time_without_its_day_is_found_within_a_show_of_a_day(passed: int, began: datetime) -> None:
    start = began.replace(microsecond=0, tzinfo=SHANGHAI).astimezone(UTC)
    at = start + timedelta(seconds=passed)
    local = at.astimezone(SHANGHAI)
    window = ShowWindow(start=start)
    if passed < 24 * 3600 - 1800:  # within half an hour of the same clock the next day the day is not told
        assert instant_in_show(local.strftime("%H:%M:%S"), SHANGHAI, window) == at
    assert instant_in_show(local.strftime("%m-%d %H:%M:%S"), SHANGHAI, window) == at
    assert instant_in_show(local.strftime("%m月%d日 %H:%M:%S"), SHANGHAI, window) == at


@given(st.integers(0, 86_399))
def test_a_length_in_words_is_its_seconds(seconds: int) -> None:
    hours, rest = divmod(seconds, 3600)
    minutes, second = divmod(rest, 60)
    words = f"{hours}小时{minutes}分{second}秒"
    assert length(words) == length(f"{hours}:{minutes:02}:{second:02}") == timedelta(seconds=seconds)
    assert text(words) == words
