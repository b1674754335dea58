"""How a Chinese text is typed without an input method: its pinyin initials, or its whole pinyin."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

NO_PHRASES = "PYPINYIN_NO_PHRASES"
_RUNS = re.compile(
    r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]|[^\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Widths and cases made equal, blanks taken out."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a text is typed without an input method: holds every run of its initials, and of its whole pinyin.

    Each character is there with all its readings (重 is both z and c), so that none has to be the right one.
    """

    short: tuple[tuple[str, ...], ...] = ()
    whole: tuple[tuple[str, ...], ...] = ()

    def __contains__(self, word: str) -> bool:
        return _holds(self.short, word) or _holds(self.whole, word)


def _holds(parts: Sequence[Sequence[str]], word: str) -> bool:
    for place, readings in enumerate(parts):
        for reading in readings:
            start = reading.find(word[:1])
            while start >= 0:
                if _goes_on(parts, place + 1, word, reading[start:]):
                    return True
                start = reading.find(word[:1], start + 1) if word else -1
    return False


def _goes_on(parts: Sequence[Sequence[str]], place: int, word: str, reading: str) -> bool:
    """Whether ``word`` begins with ``reading`` and is carried on from ``place``, or ends within it."""
    if reading.startswith(word):
        return True
    if not reading or not word.startswith(reading) or place == len(parts):
        return False
    rest = word[len(reading) :]
    return any(_goes_on(parts, place + 1, rest, each) for each in parts[place])


@lru_cache(maxsize=4096)
def spellings(text: str) -> Spelling:
    """``spell``, remembered: the names of a plan are searched at every letter."""
    return spell(text)


def spell(text: str) -> Spelling:
    """Pinyin initials and whole pinyin of a text, Latin letters and digits left in place.

    >>> "bwb" in spell("保温杯"), "baowenbei" in spell("保温杯"), "316lbwb" in spell("316L 保温杯")
    (True, True, True)
    >>> "chongqing" in spell("重庆小面"), "cqxm" in spell("重庆小面"), "xmcq" in spell("重庆小面")
    (True, True, False)
    """
    parts = [_readings(run) for run in _RUNS.findall(plain(text))]
    return Spelling(tuple(short for short, _ in parts), tuple(whole for _, whole in parts))


def _readings(run: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return _of_character(run) if len(run) == 1 else ((run,), (run,))


@lru_cache(maxsize=20_000)
def _of_character(character: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Initials and readings of one character, asked of the library once."""
    style, pinyin = _pinyin()
    found = (pinyin(character, style=each, heteronym=True)[0] for each in (style.FIRST_LETTER, style.NORMAL))
    short, whole = (tuple(dict.fromkeys(readings)) for readings in found)
    return short, whole


@cache
def _pinyin() -> tuple[Any, Any]:
    """The library, without its phrases: they would tell which reading is meant, which a search does not ask, and hold
    every thread for 0.2 s while they are read."""
    os.environ[NO_PHRASES] = "1"
    try:
        from pypinyin import Style, pinyin
    finally:
        os.environ.pop(NO_PHRASES, None)
    return Style, pinyin
