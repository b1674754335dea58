"""What a bridge's message comes to, whatever bridge it is, and how its values are read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from console.show.sales import Metric

MOST = 10**15
LONGEST_COMMENT, LONGEST_NAME = 500, 60
_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_TURNING = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")  # would turn what stands around it


class Unread(Exception):
    """A message that is not made as the bridge makes them."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number for a metric: a total of the room's own (``online``: a level), or what came on top."""

    metric: Metric
    value: int
    cumulative: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A comment. Kept in memory while the program runs, and nowhere else."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One message. ``room`` tells rooms apart where a bridge reads several; ``message_id`` with ``via``, the
    program it was seen in, tells a message that two programs saw."""

    counts: tuple[Count, ...] = ()
    said: Said | None = None
    ended: bool = False
    room: str = ""
    room_name: str = ""
    message_id: str = ""
    via: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """One bridge: where it listens by itself, and how its messages read. ``read`` gives None for what is of no
    concern here, and raises Unread."""

    name: str
    url: str
    read: Callable[[str], Heard | None]


NOTHING = Heard()


def json_object(text: str) -> dict[str, Any]:
    """The JSON object in ``text``. Raises Unread."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise Unread from None
    if not isinstance(found, dict):
        raise Unread
    return found


def inside(value: Any) -> dict[str, Any]:
    """An object in a message; an empty one where there is none."""
    return value if isinstance(value, dict) else {}


def count(metric: Metric, value: Any, *, cumulative: bool) -> tuple[Count, ...]:
    """A count, told as a number or as digits; none where there is none or it cannot be."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= 16:
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST:
        return ()
    return (Count(metric, value, cumulative),)


def one_more(metric: Metric) -> tuple[Count, ...]:
    """A message that is itself what is counted."""
    return (Count(metric, 1, False),)


def said(name: Any, text: Any) -> Heard:
    """A comment; one without words is counted all the same."""
    return Heard(counts=one_more(Metric.COMMENTS), said=Said(line(name, LONGEST_NAME), line(text, LONGEST_COMMENT)))


def line(value: Any, limit: int) -> str:
    """Text on one line that can be shown and kept; "" for what is no text."""
    return _UNWRITABLE.sub(" ", _TURNING.sub("", value)).strip()[:limit] if isinstance(value, str) else ""


def ident(value: Any) -> str:
    """An id, whether told as text or as a number; "" for none."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**30:
        return str(value)
    return line(value, 100)
