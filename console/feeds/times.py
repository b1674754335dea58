"""Times in somebody's sheet: how long, at what hour of the room's clock, and at which instant."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from console.feeds.values import EXACT_DIGITS, NoValue, Raw, ShownTime, ValueRefused, number, plain_text, shown, text

_SPELLED = re.compile(
    r"(?:(?P<h>\d+(?:\.\d+)?)(?:小时|个小时|时|hours?|hrs?|h))?"
    r"(?:(?P<m>\d+(?:\.\d+)?)(?:分钟?|minutes?|mins?|m|'))?"
    r"(?:(?P<s>\d+(?:\.\d+)?)(?:秒钟?|seconds?|secs?|s|\"))?"
)
LONGEST = timedelta(hours=24)
_DAY = Decimal(86_400)
_MIDNIGHT = datetime(2000, 1, 1, tzinfo=UTC)
_EXCEL_DAY_ZERO = datetime(1899, 12, 31)  # noqa: DTZ001 - a spreadsheet's time has no zone


def length(raw: Raw, *, unit: timedelta = timedelta(minutes=1)) -> timedelta | None:
    """How long something takes. A bare number counts ``unit``.

    >>> [int(length(held).total_seconds()) for held in ("5", "5分钟", "90秒", "0:05:00", "5:00", "1小时21分5秒", 2.5)]
    [300, 300, 90, 300, 300, 4865, 150]
    >>> length(ShownTime(time(5, 0), hours=True, seconds=False))  # typed as 5:00, taken for five o'clock
    datetime.timedelta(seconds=300)
    """
    found = _length(raw, unit)
    if found is not None and found > LONGEST:
        raise ValueRefused("not_length", shown(raw))
    return found


def _length(raw: Raw, unit: timedelta) -> timedelta | None:
    match raw:
        case datetime() if raw.year in (1899, 1900):
            return _as_written(raw - _EXCEL_DAY_ZERO, hours_and_minutes=False)
        case ShownTime(value=value, hours=hours, seconds=seconds):
            return _as_written(_since_midnight(value), hours_and_minutes=hours and not seconds)
        case time() | timedelta():
            return _as_written(_since_midnight(raw), hours_and_minutes=False)
        case float() if 0 < raw < 0.1:  # a part of a day whose time format was lost; a tenth of a minute is no plan
            return timedelta(seconds=round(Decimal(repr(raw)) * _DAY))
        case str():
            return _spelled_length(raw, unit)
        case _:
            return _times(number(raw, "not_length"), unit, raw)


def _since_midnight(value: time | timedelta) -> timedelta:
    if isinstance(value, timedelta):
        return value
    return timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)


def _as_written(value: timedelta, *, hours_and_minutes: bool) -> timedelta:
    """A spreadsheet takes a typed ``5:00`` for five o'clock and ``30:00`` for thirty hours: both were minutes."""
    rounded = timedelta(seconds=round(value.total_seconds()))
    if hours_and_minutes or rounded >= LONGEST:
        return timedelta(seconds=round(rounded.total_seconds() / 60))
    return rounded


def _spelled_length(raw: str, unit: timedelta) -> timedelta | None:
    plain = plain_text(raw).replace("约", "").replace("′", "'").replace("″", '"')
    if not plain:
        return None
    if match := re.fullmatch(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(\.\d+)?", plain, re.ASCII):
        hours, minutes, seconds, fraction = match.groups()
        if int(seconds) > 59 or (hours is not None and int(minutes) > 59):
            raise ValueRefused("not_length", shown(raw))
        return timedelta(hours=int(hours or 0), minutes=int(minutes), seconds=int(seconds) + float(fraction or 0))
    if match := re.fullmatch(r"(\d+)(?:个?小时|h)半", plain):
        return timedelta(minutes=int(match[1]) * 60 + 30) if len(match[1]) < 4 else timedelta.max
    if plain in ("半小时", "半个小时"):
        return timedelta(minutes=30)
    if (match := _SPELLED.fullmatch(plain)) and any(match.groups()):
        parts = (("h", timedelta(hours=1)), ("m", timedelta(minutes=1)), ("s", timedelta(seconds=1)))
        return sum(
            (_times(Decimal(match[name]), size, raw) or timedelta() for name, size in parts if match[name]),
            timedelta(),
        )
    return _times(number(raw, "not_length"), unit, raw)


def _times(value: Decimal | None, unit: timedelta, raw: Raw) -> timedelta | None:
    if value is None:
        return None
    if value < 0:
        raise ValueRefused("negative", shown(raw))
    if value > 10_000_000:
        raise ValueRefused("not_length", shown(raw))
    microseconds = value * (unit // timedelta(microseconds=1))
    return timedelta(microseconds=int(microseconds.to_integral_value()))


_HALF_DAYS = {"中午": 12, "下午": 12, "傍晚": 12, "晚上": 12, "晚": 12, "今晚": 12}
_CLOCK = re.compile(
    r"(?P<part>上午|早上|早|凌晨|中午|下午|傍晚|今晚|晚上|晚)?(?P<hour>\d{1,2})"
    r"(?::(?P<minute>\d{2})(?::(?P<second>\d{2}))?|[点时](?:(?P<half>半)|整|(?P<minute2>\d{1,2})分?)?)?"
    r"(?P<ampm>am|pm)?"
)


def clock(raw: Raw) -> time | None:
    """A time on the room's wall clock. Hours past 24 are the next morning, as broadcasters write them.

    >>> [clock(held).isoformat("minutes") for held in ("20:00", "20：00", "晚8点", "20点半", "25:30", "8:30 PM", 20)]
    ['20:00', '20:00', '20:00', '20:30', '01:30', '20:30', '20:00']
    """
    match raw:
        case ShownTime(value=value):
            return clock(value)
        case datetime() | time():
            return time(raw.hour, raw.minute, raw.second)
        case timedelta() if timedelta() <= raw < 2 * LONGEST:
            return (_MIDNIGHT + raw % LONGEST).time().replace(microsecond=0)  # the day is dropped
        case bool():
            raise ValueRefused("not_clock", shown(raw))
        case float() if 0 < raw < 1:
            return (_MIDNIGHT + timedelta(seconds=round(Decimal(repr(raw)) * _DAY) % 86_400)).time()
        case int() | float():
            return _clock_of(raw, text(raw))
        case str() | None | NoValue():
            return _clock_of(raw, plain_text(raw))
        case _:
            raise ValueRefused("not_clock", shown(raw))


def _clock_of(raw: Raw, plain: str) -> time | None:
    if not plain:
        return None
    dated = re.fullmatch(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[t_]?(\d{1,2}:.*)", plain, re.ASCII)
    match = _CLOCK.fullmatch(dated[1] if dated else plain)
    if match is None:
        raise ValueRefused("not_clock", shown(raw))
    hour = int(match["hour"])
    later = _HALF_DAYS.get(match["part"] or "", 0) or (12 if match["ampm"] == "pm" else 0)
    if later and hour < 12 and not (match["part"] == "中午" and hour > 9):
        hour += later
    elif match["ampm"] == "am" and hour == 12:
        hour = 0
    elif match["part"] in ("晚上", "晚", "今晚") and hour == 12:
        hour = 24
    minute = 30 if match["half"] else int(match["minute"] or match["minute2"] or 0)
    second = int(match["second"] or 0)
    if hour > 47 or minute > 59 or second > 59:
        raise ValueRefused("not_clock", shown(raw))
    return time(hour % 24, minute, second)


_DATED = re.compile(
    r"(?P<y>\d{4})[-/.年](?P<mo>\d{1,2})[-/.月](?P<d>\d{1,2})日?"
    r"(?:[t_]?(?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?(?P<z>z|[+-]\d{2}:?\d{2})?)?"
)
_PLAIN_INSTANT = re.compile(r"\d{4}([-/])\d{2}\1\d{2} \d{2}:\d{2}:\d{2}", re.ASCII)  # as nearly every export has it
_SECONDS = range(10**9, 10**10)
_MILLISECONDS = range(10**12, 10**13)
_EXCEL_DAYS = range(30_000, 80_000)


def instant(raw: Raw, zone: tzinfo) -> datetime | None:
    """A point in time, aware and in UTC. What names no zone is in ``zone``; numbers are seconds since 1970.

    >>> from zoneinfo import ZoneInfo
    >>> shanghai = ZoneInfo("Asia/Shanghai")
    >>> [instant(held, shanghai).isoformat() for held in ("2026/09/07 08:55:37", "20260901", "1788742537")]
    ['2026-09-07T00:55:37+00:00', '2026-08-31T16:00:00+00:00', '2026-09-07T00:55:37+00:00']
    """
    try:
        return _instant(raw, zone)
    except (ValueError, OverflowError) as error:
        if isinstance(error, ValueRefused):
            raise
        raise ValueRefused("not_instant", shown(raw)) from error


def _instant(raw: Raw, zone: tzinfo) -> datetime | None:
    match raw:
        case str() if _PLAIN_INSTANT.fullmatch(raw):
            return datetime.fromisoformat(raw.replace("/", "-")).replace(tzinfo=zone).astimezone(UTC)
        case datetime():
            return (raw if raw.tzinfo else raw.replace(tzinfo=zone)).astimezone(UTC)
        case date():
            return datetime(raw.year, raw.month, raw.day, tzinfo=zone).astimezone(UTC)
        case bool() | time() | timedelta() | ShownTime():
            raise ValueRefused("not_instant", shown(raw))
        case int() | float() if int(raw) in _EXCEL_DAYS:  # a date whose format was lost, midnight too
            base = datetime(1899, 12, 30) + timedelta(seconds=round(Decimal(repr(raw)) * _DAY))  # noqa: DTZ001
            return base.replace(tzinfo=zone).astimezone(UTC)
    plain = plain_text(raw)
    if not plain:
        return None
    if plain.isascii() and plain.isdigit():
        return _instant_of_digits(plain, raw, zone)
    spaced = "_".join(unicodedata.normalize("NFKC", text(raw)).casefold().split())
    match = _DATED.fullmatch(spaced) or _DATED.fullmatch(plain)
    if match is None:
        raise ValueRefused("not_instant", shown(raw))
    parts = [int(match[name] or 0) for name in ("y", "mo", "d", "h", "mi", "s")]
    written = datetime(*parts, tzinfo=zone)  # type: ignore[misc,arg-type]
    if stated := match["z"]:
        offset = "+00:00" if stated == "z" else stated
        written = written.replace(tzinfo=datetime.strptime(offset, "%z").tzinfo)
    return written.astimezone(UTC)


def _instant_of_digits(plain: str, raw: Raw, zone: tzinfo) -> datetime:
    count = int(plain) if len(plain) < EXACT_DIGITS else 0
    if count in _SECONDS:
        return datetime.fromtimestamp(count, UTC)
    if count in _MILLISECONDS:
        return datetime.fromtimestamp(count / 1000, UTC)
    if len(plain) == 8:
        return datetime(count // 10_000, count // 100 % 100, count % 100, tzinfo=zone).astimezone(UTC)
    if len(plain) == 14:
        return datetime.strptime(plain, "%Y%m%d%H%M%S").replace(tzinfo=zone).astimezone(UTC)
    raise ValueRefused("not_instant", shown(raw))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowWindow:
    """When a show ran, as far as it is known: ``end`` is None while it runs, ``start`` when it never did."""

    start: datetime | None = None
    end: datetime | None = None


_NO_YEAR = re.compile(
    r"(?:(?P<mo>\d{1,2})[-/.月](?P<d>\d{1,2})日?[t_]?)?(?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?"
)
_EARLY = timedelta(minutes=30)  # a room is opened before it goes live


def instant_in_show(raw: Raw, zone: tzinfo, window: ShowWindow) -> datetime | None:
    """A point in time as ``instant`` reads it, also one without its year or its day: the show says which.

    ``23:59`` and then ``00:01`` are two minutes apart in a show that passes midnight, ``12-31`` and ``01-01`` in one
    that passes the year's end. Without a show's start what names no year is refused.

    >>> from zoneinfo import ZoneInfo
    >>> zone = ZoneInfo("Asia/Shanghai")
    >>> show = ShowWindow(start=datetime(2026, 12, 31, 12, tzinfo=UTC), end=datetime(2026, 12, 31, 18, tzinfo=UTC))
    >>> [instant_in_show(held, zone, show).isoformat() for held in ("12-31 23:59", "01-01 00:01", "00:01")]
    ['2026-12-31T15:59:00+00:00', '2026-12-31T16:01:00+00:00', '2026-12-31T16:01:00+00:00']
    """
    plain = "_".join(unicodedata.normalize("NFKC", text(raw)).casefold().split()) if isinstance(raw, str) else ""
    match raw:
        case time():
            plain = raw.isoformat("seconds")
        case ShownTime(value=time() as shown_time):
            plain = shown_time.isoformat("seconds")
    match = _NO_YEAR.fullmatch(plain)
    if match is None:
        return instant(raw, zone)
    if window.start is None:
        raise ValueRefused("year_unknown", shown(raw))
    first = window.start.astimezone(zone)
    try:
        clock_time = time(int(match["h"]), int(match["mi"]), int(match["s"] or 0))
        if match["d"] is None:
            days = [first.date() + timedelta(days=passed) for passed in (-1, 0, 1, 2)]
        else:
            days = [
                day
                for year in (first.year - 1, first.year, first.year + 1)
                if (day := _day(year, int(match["mo"]), int(match["d"]))) is not None
            ]
        offered = [datetime.combine(day, clock_time, zone).astimezone(UTC) for day in days]
    except (ValueError, OverflowError) as error:
        raise ValueRefused("not_instant", shown(raw)) from error
    if not offered:
        raise ValueRefused("not_instant", shown(raw))
    if match["d"] is None:
        return min(at for at in offered if at >= window.start - _EARLY)
    return min(offered, key=lambda at: abs(at - window.start))  # type: ignore[operator]


def instant_near(raw: Raw, zone: tzinfo, window: ShowWindow) -> datetime | None:
    """A point in time as ``instant_in_show`` reads it, but never a bare time of day: an order may be days older.

    >>> from zoneinfo import ZoneInfo
    >>> show = ShowWindow(start=datetime(2026, 12, 31, 12, tzinfo=UTC))
    >>> instant_near("01-01 00:01", ZoneInfo("Asia/Shanghai"), show).isoformat()
    '2026-12-31T16:01:00+00:00'
    """
    if isinstance(raw, str) and re.match(r"\s*\d{1,2}[-/.月]", unicodedata.normalize("NFKC", raw)):
        return instant_in_show(raw, zone, window)
    return instant(raw, zone)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None  # the 29th of February of another year
