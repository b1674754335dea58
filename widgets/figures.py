"""Numbers as the run order writes them: short, the same width for the same thing, "" or — for what is unknown."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from console.metrics.conversion import Rate
from console.metrics.statistics import interval_of
from console.show import timing

UNKNOWN = "—"
ZERO = timedelta(0)
LONG = timedelta(hours=10)


def price_text(cents: int | None) -> str:
    """Cents as a price in a column: always one decimal, a second one only when it is there.

    >>> price_text(7900), price_text(5990), price_text(995), price_text(None)
    ('79.0', '59.9', '9.95', '')
    """
    if cents is None:
        return ""
    yuan, rest = divmod(abs(cents), 100)
    text = f"{yuan:,}.{rest:02d}"
    return ("-" if cents < 0 else "") + (text[:-1] if text.endswith("0") else text)


def plain_price(cents: int | None) -> str:
    """Cents as a person would type them.

    >>> plain_price(7900), plain_price(5990), plain_price(995), plain_price(None)
    ('79', '59.9', '9.95', '')
    """
    if cents is None:
        return ""
    yuan, rest = divmod(abs(cents), 100)
    text = f"{yuan}.{rest:02d}".rstrip("0").rstrip(".")
    return f"-{text}" if cents < 0 else text


def read_price(cents: int | None) -> str:
    """Cents as they are read: thousands apart, no empty decimals.

    >>> read_price(123450000), read_price(5990), read_price(None)
    ('1,234,500', '59.9', '')
    """
    if cents is None:
        return ""
    yuan, rest = divmod(abs(cents), 100)
    text = f"{yuan:,}" if not rest else f"{yuan:,}.{rest:02d}".rstrip("0")
    return f"-{text}" if cents < 0 else text


def whole_money(cents: int) -> str:
    """Cents in whole yuan, for a sum.

    >>> whole_money(1706450)
    '17,065'
    """
    return f"{(cents + 50) // 100:,}"


def minutes_text(length: timedelta) -> str:
    """``M:SS``, from an hour on ``H:MM:SS``.

    >>> minutes_text(timedelta(minutes=8)), minutes_text(timedelta(hours=1, seconds=5))
    ('8:00', '1:00:05')
    """
    whole = int(max(ZERO, length).total_seconds())
    minutes, seconds = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def short_text(length: timedelta) -> str:
    """``minutes_text``, but hours and minutes from ten hours on: seconds have no room and no meaning there.

    >>> short_text(timedelta(hours=1, minutes=4)), short_text(timedelta(hours=12, minutes=3, seconds=9))
    ('1:04:00', '12h03')
    """
    if length < LONG:
        return minutes_text(length)
    minutes = length // timedelta(minutes=1)
    return f"{minutes // 60}h{minutes % 60:02}"


def percent_text(value: float | None) -> str:
    """A rate with one decimal.

    >>> percent_text(0.1374), percent_text(None)
    ('13.7%', '—')
    """
    return UNKNOWN if value is None else f"{value * 100:.1f}%"


def clock_text(at: datetime, zone_name: str) -> str:
    """The room's wall clock at an instant."""
    return at.astimezone(timing.zone(zone_name)).strftime("%H:%M")


def hour_text(clock: time | None) -> str:
    """A wall clock time as it is typed."""
    if clock is None:
        return ""
    return clock.strftime("%H:%M:%S" if clock.second else "%H:%M")


def margin(rate: Rate) -> float | None:
    """Half of the 95 % Wilson interval of a rate; None where there is nothing to say."""
    sure = None if rate.value is None else interval_of(rate)
    return None if sure is None else (sure.high - sure.low) / 2


def margin_text(rate: Rate) -> str:
    """``margin`` in percentage points, short: beside a rate of one decimal more digits say nothing.

    >>> from console.metrics.conversion import Basis, Rate
    >>> margin_text(Rate(51, 392, Basis.PEOPLE)), margin_text(Rate(1, 4, Basis.PEOPLE)), margin_text(Rate(0, None))
    ('±3.3', '±33', '')
    """
    half = margin(rate)
    return "" if half is None else f"±{half * 100:.0f}" if half >= 0.1 else f"±{half * 100:.1f}"


def interval_text(rate: Rate) -> str:
    """The 95 % Wilson interval of a rate; "" where there is none.

    >>> from console.metrics.conversion import Basis, Rate
    >>> interval_text(Rate(5, 50, Basis.COUNTS))
    '4.3%–21.4%'
    """
    sure = None if rate.value is None else interval_of(rate)
    return "" if sure is None else f"{sure.low:.1%}–{sure.high:.1%}"
