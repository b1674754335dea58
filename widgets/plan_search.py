"""Finds entries by what a hand can type fast: part of the name, the link number, pinyin or its initials."""

from __future__ import annotations

import os
import threading
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from console.comments import heard_as
from console.show.plan import Entry, EntryId

NO_PHRASES = "PYPINYIN_NO_PHRASES"

_loading = threading.Event()
_loaded = threading.Event()


def pinyin_is_loaded() -> bool:
    """Whether ``spell`` answers without a wait; the first call begins to load what it needs on a thread of its own."""
    if not _loading.is_set():
        _loading.set()
        threading.Thread(target=_load, name="pinyin", daemon=True).start()
    return _loaded.is_set()


def _load() -> None:
    try:
        spell("暖")  # not shown
    finally:
        _loaded.set()


def find(entries: Iterable[Entry], wanted: str) -> list[EntryId]:
    """The entries that match, in their order; every word of ``wanted`` must be found."""
    words = [plain(word) for word in wanted.split()]
    words = [word for word in words if word]
    if not words:
        return []
    return [entry.entry_id for entry in entries if all(_matches(entry, word) for word in words)]


def best(entries: Iterable[Entry], wanted: str) -> EntryId | None:
    """The one to go to: who is called by that link number, else the first that matches."""
    known = list(entries)
    found = find(known, wanted)
    called = [
        entry.entry_id for entry in known if entry.link_no and heard_as(plain(entry.link_no)) == heard_as(plain(wanted))
    ]
    return next(iter(called or found), None)


def _matches(entry: Entry, word: str) -> bool:
    if word.isdigit() and len(word) <= 3:  # a link number is called whole: 1 is not 10
        return heard_as(entry.link_no) == heard_as(word) or word in plain(entry.name)
    texts = (entry.name, entry.link_no, entry.product_id or "", entry.brand, entry.host)
    if any(word in plain(text) for text in texts):
        return True
    if not word.isascii():
        return False
    return word in spellings(entry.name)


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
    style, pinyin = _pinyin()
    found = (pinyin(plain(text), style=each, heteronym=True) for each in (style.FIRST_LETTER, style.NORMAL))
    short, whole = (tuple(tuple(dict.fromkeys(readings)) for readings in parts) for parts in found)
    return Spelling(short, whole)


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
