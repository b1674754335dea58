"""What one cell of somebody's sheet means: text, ids, money, counts and rates (times are read in ``times.py``).

Every parser takes the cell as it was held and gives None for "nothing is known" (empty, ``-``, ``--``). What it
cannot read it refuses with :class:`ValueRefused`, which carries what was held and, in its code, what would do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

EXACT_DIGITS = 15  # a spreadsheet keeps this many digits of a number and turns the rest into zeros
HELD_LENGTH = 80


@dataclass(frozen=True, slots=True)
class ShownTime:
    """A spreadsheet's time cell. ``hours`` and ``seconds``: whether its number format shows them."""

    value: time | timedelta
    hours: bool
    seconds: bool


@dataclass(frozen=True, slots=True)
class NoValue:
    """A cell that holds no value though it is not empty: an error value, or a formula nobody has calculated."""

    code: str
    held: str


Raw = None | str | int | float | Decimal | date | datetime | time | timedelta | ShownTime | NoValue


class ValueRefused(ValueError):
    """A cell that cannot be read. ``code`` names what is wrong; the words for what would do go by the same name."""

    def __init__(self, code: str, held: str) -> None:
        super().__init__(code, held)
        self.code = code
        self.held = held


_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u200e\u200f"))
_NOTHING = frozenset(
    {"", "-", "--", "---", "—", "——", "–", "/", "\\", "n/a", "na", "null", "无", "暂无", "数据将于第二天更新"}
)
_UNITS_OF_TEN = {"千": 1_000, "k": 1_000, "万": 10_000, "萬": 10_000, "w": 10_000, "亿": 100_000_000}
_PIECES = "件个单份套盒瓶包条双支只台袋箱张片枚组对次人"


def shown(raw: Raw) -> str:
    """The cell as a person would name it, for a message: one line, cut at a length that fits one."""
    match raw:
        case None:
            return ""
        case NoValue():
            whole = raw.held
        case ShownTime(value=value):
            whole = str(value)
        case _:
            whole = str(raw)
    line = " ".join(whole.split())
    return line if len(line) <= HELD_LENGTH else line[: HELD_LENGTH - 1] + "…"


def text(raw: Raw) -> str:
    r"""The cell as text, ends trimmed, line breaks kept as ``\n``.

    >>> text("  第一行\r\n第二行\u3000"), text(3.0), text(2.5), text(None), text(time(20, 0))
    ('第一行\n第二行', '3', '2.5', '', '20:00')
    """
    match raw:
        case None:
            return ""
        case NoValue():
            raise ValueRefused(raw.code, raw.held)
        case bool():
            return "TRUE" if raw else "FALSE"
        case float() if raw.is_integer() and abs(raw) < 10**EXACT_DIGITS:
            return str(int(raw))
        case str():
            lines = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
            return lines.translate(_INVISIBLE).strip()
        case ShownTime(value=value, seconds=seconds):
            return _clock_text(value, seconds)
        case datetime() if raw.time() == time():
            return raw.date().isoformat()
        case datetime():
            return raw.isoformat(" ", "seconds")
        case time():
            return raw.isoformat("minutes" if raw.second == 0 else "seconds")
        case _:
            return str(raw)


def _clock_text(value: time | timedelta, seconds: bool) -> str:
    whole = value if isinstance(value, timedelta) else timedelta(hours=value.hour, minutes=value.minute)
    if isinstance(value, time):
        whole += timedelta(seconds=value.second)
    minutes, second = divmod(round(whole.total_seconds()), 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}" if seconds or second else f"{hour:02}:{minute:02}"


def plain_text(raw: Raw) -> str:
    """Text with widths and cases made equal and blanks inside taken out; '' for nothing."""
    plain = unicodedata.normalize("NFKC", text(raw)).casefold()
    return "" if plain.strip() in _NOTHING else "".join(plain.split())


def identifier(raw: Raw) -> str:
    r"""An id, as text, or '' for none. A number that has lost digits is refused, never guessed.

    >>> [identifier(held) for held in ("\t'3712345678901234567", '="3712345678901234567"', "123.0", 42.0)]
    ['3712345678901234567', '3712345678901234567', '123', '42']
    >>> identifier("1.23E+18")
    Traceback (most recent call last):
        ...
    console.feeds.values.ValueRefused: ('digits_lost', '1.23E+18')
    """
    if isinstance(raw, str) and raw.isascii() and raw.isdigit():
        return raw  # nearly every one of 300,000 rows
    if isinstance(raw, bool):
        raise ValueRefused("not_id", shown(raw))
    if isinstance(raw, (date, time, timedelta, ShownTime)):
        raise ValueRefused("not_id", shown(raw))
    if isinstance(raw, (int, float)):
        return _numeric_identifier(raw)
    plain = unicodedata.normalize("NFKC", text(raw)).strip()
    if plain.startswith('="') and plain.endswith('"'):
        plain = plain[2:-1]
    plain = plain.lstrip("'`’").strip().strip('"').strip()
    if re.fullmatch(r"\d+(\.\d+)?[eE]\+\d+|\d+\.\d+[eE]\d+", plain):
        raise ValueRefused("digits_lost", shown(raw))
    if re.fullmatch(r"#+", plain):
        raise ValueRefused("digits_lost", shown(raw))
    if match := re.fullmatch(r"(\d+)\.0+", plain):
        return match[1]
    return "" if plain.casefold() in _NOTHING else plain


def _numeric_identifier(raw: int | float) -> str:
    if raw != raw or raw in (float("inf"), float("-inf")) or raw != int(raw) or raw < 0:
        raise ValueRefused("not_id", shown(raw))
    whole = int(raw)
    if whole >= 10**EXACT_DIGITS and (isinstance(raw, float) or whole % 10 == 0 or int(float(whole)) == whole >= 2**53):
        raise ValueRefused("digits_lost", shown(raw))
    return str(whole)


_PLAIN_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,6})?", re.ASCII)


def number(raw: Raw, code: str = "not_number") -> Decimal | None:
    """A number as people write it.

    >>> number("¥1,234.00"), number("1.2万"), number("3千"), number("-"), number("数据将于第二天更新"), number(59.9)
    (Decimal('1234.00'), Decimal('12000.0'), Decimal('3000'), None, None, Decimal('59.9'))
    """
    if isinstance(raw, (bool, date, time, timedelta, ShownTime)):
        raise ValueRefused(code, shown(raw))
    if isinstance(raw, (int, float, Decimal)):
        value = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
        if not value.is_finite():
            raise ValueRefused(code, shown(raw))
        return value
    if isinstance(raw, str) and _PLAIN_NUMBER.fullmatch(raw):
        return Decimal(raw)
    plain = plain_text(raw)
    if not plain:
        return None
    plain = re.sub(r"^(rmb|cny|人民币)?[¥$]?|元整?$", "", plain).lstrip("¥")
    scale = _UNITS_OF_TEN.get(plain[-1:], 1)
    digits = plain if scale == 1 else plain[:-1]
    if not re.fullmatch(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?", digits, re.ASCII) or not re.search(r"\d", digits):
        raise ValueRefused(code, shown(raw))
    try:
        return Decimal(digits.replace(",", "")) * scale
    except InvalidOperation as error:
        raise ValueRefused(code, shown(raw)) from error


MOST_CENTS = 10**13  # a hundred billion yuan: beyond it a column was misread


def cents(raw: Raw) -> int | None:
    """Yuan as cents, rounded half up where a sheet holds a third decimal.

    >>> cents("¥1,234.00"), cents("￥９.９"), cents("1.2万"), cents("12.30元"), cents(59.9), cents("--")
    (123400, 990, 1200000, 1230, 5990, None)
    >>> cents("99-199")
    Traceback (most recent call last):
        ...
    console.feeds.values.ValueRefused: ('not_money', '99-199')
    """
    value = number(raw, "not_money")
    if value is None:
        return None
    if value < 0:
        raise ValueRefused("negative", shown(raw))
    if value * 100 > MOST_CENTS:
        raise ValueRefused("not_money", shown(raw))
    return int((value * 100).quantize(Decimal(1), ROUND_HALF_UP))


MOST_PIECES = 10**9


def whole(raw: Raw) -> int | None:
    """A whole number from zero up.

    >>> whole("1,234"), whole("100件"), whole(100.0), whole("1万"), whole("")
    (1234, 100, 100, 10000, None)
    >>> whole("1.5")
    Traceback (most recent call last):
        ...
    console.feeds.values.ValueRefused: ('not_whole', '1.5')
    """
    value = number(text(raw).strip().rstrip(_PIECES) if isinstance(raw, str) else raw, "not_whole")
    if value is None:
        return None
    if value < 0:
        raise ValueRefused("negative", shown(raw))
    if value != value.to_integral_value() or value > MOST_PIECES:
        raise ValueRefused("not_whole", shown(raw))
    return int(value)


def percent(raw: Raw) -> Decimal | None:
    """A rate as a fraction. Without a percent sign the number is taken as it stands: its scale is the column's.

    >>> percent("12.3%"), percent("12.3％"), percent("0.2368"), percent("-")
    (Decimal('0.123'), Decimal('0.123'), Decimal('0.2368'), None)
    """
    plain = plain_text(raw) if isinstance(raw, str) else ""
    if plain.endswith("%"):
        value = number(plain[:-1], "not_percent")
        if value is None:
            raise ValueRefused("not_percent", shown(raw))
        return value / 100
    return number(raw, "not_percent")


MOST_COUNTED = Decimal(10) ** 12


def counted(raw: Raw) -> float | None:
    """What a counter shows: a number from zero up, whole or not (a page may show ``1.23万``).

    >>> counted("1,234"), counted("1.23万"), counted("9.5"), counted("-")
    (1234.0, 12300.0, 9.5, None)
    """
    value = number(text(raw).strip().rstrip(_PIECES) if isinstance(raw, str) else raw)
    if value is None:
        return None
    if value < 0:
        raise ValueRefused("negative", shown(raw))
    if value > MOST_COUNTED:
        raise ValueRefused("not_number", shown(raw))
    return float(value)


def rate_scale(header: str, cells: Iterable[Raw]) -> Decimal:
    """What a bare number of a rate's column is to be multiplied by: 1 where the column holds fractions, 0.01 where
    it holds percents.

    The column decides, never one value: among fractions a true ratio may lie above 1. A percent sign in the header
    or in any cell says percent; without one, a column most of whose numbers lie above 1 does.

    >>> rate_scale("点击率", ["0.2368", "9.625", "0.1"]), rate_scale("点击率", ["23.68", "9.625", "0.1"])
    (Decimal('1'), Decimal('0.01'))
    >>> rate_scale("点击率(%)", ["0.5"]), rate_scale("点击率", ["12.3%", "7"])
    (Decimal('0.01'), Decimal('0.01'))
    """
    percents, fractions = Decimal("0.01"), Decimal(1)
    if "%" in unicodedata.normalize("NFKC", header):
        return percents
    above = below = 0
    for raw in cells:
        try:
            if isinstance(raw, str) and plain_text(raw).endswith("%"):
                return percents
            value = number(raw, "not_percent")
        except ValueRefused:
            continue  # it is refused where it is read
        if value:
            above, below = (above + 1, below) if value > 1 else (above, below + 1)
    return percents if above > below else fractions


def rate(raw: Raw, scale: Decimal) -> Decimal | None:
    """A rate as a fraction, a bare number by its column's scale.

    >>> rate("12.3%", Decimal("0.01")), rate("12.3", Decimal("0.01")), rate("0.2368", Decimal(1))
    (Decimal('0.123'), Decimal('0.123'), Decimal('0.2368'))
    """
    value = percent(raw)
    if value is None:
        return None
    if value < 0:
        raise ValueRefused("negative", shown(raw))
    return value if isinstance(raw, str) and plain_text(raw).endswith("%") else value * scale
