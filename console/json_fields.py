"""Reads what a remote caller sent, strictly: every bad field is named, nothing is guessed or rounded."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

E = TypeVar("E", bound=Enum)
Reader = Callable[[Any], Any]

MOST_CENTS = 10**14  # a million million yuan: no show sells more, and sums stay far inside 64 bits
MOST_PIECES = 10**9
EARLIEST_YEAR, LATEST_YEAR = 1999, 2100
_AMOUNT = re.compile(r"\d{1,15}(\.\d+)?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Bad(Exception):
    """A value that will not do. ``code`` names why, ``data`` fills the sentence."""

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One bad field; ``index`` is its place in a list, from 0."""

    field: str
    code: str
    data: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    index: int | None = None


class BadFields(Exception):
    """Something sent was refused whole. ``faults`` holds every bad field, in the order they were sent."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(f"{fault.field}: {fault.code}" for fault in faults[:5]))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Wanted:
    """A field that may or must be there. ``null`` says whether null stands for nothing."""

    read: Reader
    required: bool = True
    null: bool = False


def read_object(
    raw: Any, wanted: Mapping[str, Wanted], faults: list[Fault], index: int | None = None
) -> dict[str, Any]:
    """The fields of ``raw`` that ``wanted`` names, read; what is wrong is added to ``faults``."""
    if not isinstance(raw, dict):
        faults.append(Fault(field="", code="not_object", index=index))
        return {}
    found: dict[str, Any] = {}
    for name, value in raw.items():
        each = wanted.get(name)
        if each is None:
            faults.append(Fault(field=_shown(name), code="unknown_field", index=index))
        elif value is None and (each.null or not each.required):
            found[name] = None
        else:
            try:
                found[name] = each.read(value)
            except Bad as bad:
                faults.append(Fault(field=name, code=bad.code, data=bad.data, index=index))
    if len(raw) < len(wanted):
        missing = (name for name, each in wanted.items() if each.required and name not in raw)
        faults.extend(Fault(field=name, code="missing", index=index) for name in missing)
    return found


def _shown(name: str) -> str:
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", name)[:100]


def text(limit: int, *, empty: bool = False) -> Reader:
    """Words of at most ``limit`` characters, blanks at both ends taken away."""

    def read(value: Any) -> Any:
        if type(value) is not str:
            raise Bad("not_text")
        value = value.strip()
        if not value and not empty:
            raise Bad("empty")
        if len(value) > limit:
            raise Bad("too_long", limit=limit)
        if _UNWRITABLE.search(value):
            raise Bad("bad_character")
        return value

    return read


def ident(limit: int = 200) -> Reader:
    """An id: text on one line, never a number (18 digits do not survive every JSON reader)."""
    read_text = text(limit)

    def read(value: Any) -> Any:
        if type(value) is str and value.isprintable() and 0 < len(value) <= limit and value[0] != " " != value[-1]:
            return value  # nearly every id: nothing to strip, and the only blank that can be printed is the space
        found: str = read_text(value)
        if _CONTROL.search(found):
            raise Bad("bad_character")
        return found

    return read


def whole(least: int, most: int = MOST_PIECES) -> Reader:
    """A whole number within limits; neither 1.5 nor 1.0 nor true."""

    def read(value: Any) -> int:
        if type(value) is not int:
            raise Bad("not_whole")
        if value < least:
            raise Bad("too_small", least=least)
        if value > most:
            raise Bad("too_big", most=most)
        return value

    return read


def money(value: Any) -> int:
    """Cents of a decimal string or number in yuan with at most two decimals."""
    if type(value) is str:
        yuan, _, part = value.partition(".")
        if len(part) == 2 and len(yuan) <= 12 and value.isascii() and yuan.isdecimal() and part.isdecimal():
            return int(yuan) * 100 + int(part)  # nearly every amount; the rest is looked at closely
        plain = value.strip()
        if plain.startswith("-") and _AMOUNT.fullmatch(plain[1:]):
            raise Bad("negative")
        if not _AMOUNT.fullmatch(plain):
            raise Bad("not_money")
        amount = Decimal(plain)
    elif type(value) is int:
        if value > MOST_CENTS:
            raise Bad("too_big", most=MOST_CENTS // 100)
        amount = Decimal(value)
    elif isinstance(value, Decimal):
        amount = value
    elif type(value) is float:
        amount = Decimal(repr(value))
    else:
        raise Bad("not_money")
    if not amount.is_finite():
        raise Bad("not_money")
    if amount < 0:
        raise Bad("negative")
    if amount.adjusted() > 15 or amount * 100 > MOST_CENTS:
        raise Bad("too_big", most=MOST_CENTS // 100)
    if amount.adjusted() < -15 and amount:
        raise Bad("too_fine")
    cents = amount * 100
    if cents != cents.to_integral_value():
        raise Bad("too_fine")
    return int(cents)


def number(value: Any) -> float:
    """A number from 0 up, whole or not."""
    if type(value) not in (int, float, Decimal):
        raise Bad("not_number")
    if type(value) is int and value > 10**15:
        raise Bad("too_big", most=10**15)
    found = float(value)
    if found != found or found > 10**15:
        raise Bad("too_big", most=10**15)
    if found < 0:
        raise Bad("negative")
    return found


def flag(value: Any) -> bool:
    """true or false, nothing that stands for them."""
    if type(value) is not bool:
        raise Bad("not_flag")
    return value


def instant(value: Any) -> datetime:
    """An instant as ISO-8601 with its zone, in UTC."""
    if type(value) is not str or len(value) > 64:
        raise Bad("not_time")
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        raise Bad("not_time") from None
    if found.tzinfo is None:
        raise Bad("no_zone")
    if not EARLIEST_YEAR < found.year < LATEST_YEAR:  # also keeps the change of zone inside what a datetime can be
        raise Bad("time_out_of_range")
    return found.astimezone(UTC)


def choice(kind: type[E], *, but: Container[E] = ()) -> Reader:
    """One of an enum's values, ``but`` those."""
    by_value = {member.value: member for member in kind if member not in but}
    told = " ".join(str(value) for value in by_value)

    def read(value: Any) -> Any:
        try:
            return by_value[value]
        except (KeyError, TypeError):
            raise Bad("unknown_value", choices=told) from None

    return read
