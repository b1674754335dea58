"""What every platform's push has in common: how it is checked, what reading one comes to, and its values."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from typing import Any

from console.show.sales import OrderLine

Headers = Mapping[str, str]  # names in lower case; one that stood twice is left out
BEIJING = timezone(timedelta(hours=8))  # Chinese platforms tell their own time, whatever the room's zone
MOST_CENTS = 10**14
MOST_PIECES = 10**9
MOST_LINES = 1000  # of one order; no real one comes near
_ID = re.compile(r"[!-~]{1,100}")
_MILLISECONDS = 10**11  # as seconds that would be the year 5138


@dataclass(frozen=True, slots=True)
class App:
    """What the platform gave the merchant: the key names the app, the secret signs."""

    key: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Note:
    """Something a push said that became no order line. ``code``: why; ``tag``: what the platform calls it."""

    code: str
    tag: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a true push says. ``answer`` stands in for the platform's usual one."""

    lines: tuple[OrderLine, ...] = ()
    notes: tuple[Note, ...] = ()
    answer: bytes | None = None


class Unreadable(Exception):
    """A push, or a message in it, that is not made as the platform says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """One platform. ``verify`` is asked first; ``read`` sees only what it let through.

    ``is_test``: a message for trying the address out, answered even unsigned and kept nowhere.
    """

    name: str
    verify: Callable[[Headers, bytes, App], bool]
    read: Callable[[Headers, bytes, datetime], Pushed]  # the instant is when it came
    answer: bytes
    media_type: str | None = "application/json"
    needs_key: bool = True
    is_test: Callable[[bytes], bool] = lambda _: False


def same(given: str | None, expected: str) -> bool:
    """Whether a signature is the expected one; takes as long for a wrong one. None was not sent."""
    return given is not None and hmac.compare_digest(given.strip().encode("utf-8", "replace"), expected.encode())


def json_of(body: bytes | str) -> Any:
    """The JSON in ``body``, numbers exact. Raises Unreadable."""
    try:
        text = body.decode("utf-8-sig") if isinstance(body, bytes) else body
        return json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Unreadable from None


def object_of(value: Any) -> dict[str, Any]:
    """An object, or one written as JSON into a string. Raises Unreadable."""
    if isinstance(value, str):
        value = json_of(value)
    if not isinstance(value, dict):
        raise Unreadable
    return value


def ident(value: Any) -> str:
    """An id, told as text or as a whole number of any length. Raises Unreadable."""
    if isinstance(value, str):
        value = value.strip()
    elif isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if abs(value) < 10**100 else ""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise Unreadable
    return value


def whole(value: Any, most: int, least: int = 0) -> int:
    """A whole number, told as one or as text. Raises Unreadable."""
    if isinstance(value, str) and value.strip().isdecimal() and len(value) <= 20:
        value = int(value)
    if isinstance(value, Decimal) and value.is_finite() and value == value.to_integral_value() and value <= most:
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Unreadable
    return value


def fen(value: Any) -> int:
    """Cents told as cents. Raises Unreadable."""
    return whole(value, MOST_CENTS)


def yuan(value: Any) -> int:
    """Cents of an amount told in its main unit, such as "199.00". Raises Unreadable."""
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)) or len(str(value)) > 30:
        raise Unreadable
    try:
        cents = Decimal(value) * 100
    except InvalidOperation:
        raise Unreadable from None
    if not cents.is_finite() or not 0 <= cents <= MOST_CENTS:
        raise Unreadable
    return int(cents.quantize(Decimal(1)))


def instant(value: Any) -> datetime | None:
    """An instant as epoch seconds or milliseconds, ISO-8601, or a clock time of Beijing; None when there is none.

    Raises Unreadable.
    """
    if value in (None, "", 0, "0"):
        return None
    if isinstance(value, str) and not value.strip().isdecimal():
        try:
            found = datetime.fromisoformat(value.strip())
        except ValueError:
            raise Unreadable from None
        found = found if found.tzinfo is not None else found.replace(tzinfo=BEIJING)
    else:
        number = whole(value, 10**14)
        seconds, part = divmod(number, 1000) if number >= _MILLISECONDS else (number, 0)
        found = datetime.fromtimestamp(seconds, UTC) + timedelta(milliseconds=part)
    if not 2000 <= found.year < 2100:  # also keeps the change of zone inside what a datetime can be
        raise Unreadable
    return found.astimezone(UTC)


def first_instant(held: Mapping[str, Any], *names: str) -> datetime | None:
    """The first of the named instants that is told. Raises Unreadable."""
    for name in names:
        found = instant(held.get(name))
        if found is not None:
            return found
    return None


def _no_constant(name: str) -> Any:
    raise ValueError(name)
