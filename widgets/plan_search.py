"""Finds entries by what a hand can type fast: part of the name, the link number, pinyin or its initials."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from console.show.plan import Entry, EntryId

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
    called = [entry.entry_id for entry in known if entry.link_no and plain(entry.link_no) == plain(wanted)]
    return next(iter(called or found), None)


def _matches(entry: Entry, word: str) -> bool:
    if word.isdigit() and len(word) <= 3:  # a link number is called whole: 1 is not 10
        return plain(entry.link_no) == word or word in plain(entry.name)
    texts = (entry.name, entry.link_no, entry.product_id or "", entry.brand, entry.host)
    if any(word in plain(text) for text in texts):
        return True
    if not word.isascii():
        return False
    return any(word in spelled for spelled in spellings(entry.name))


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Widths and cases made equal, blanks taken out."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@lru_cache(maxsize=4096)
def spellings(text: str) -> frozenset[str]:
    """``spell``, remembered: the names of a plan are searched at every letter."""
    return spell(text)


def spell(text: str) -> frozenset[str]:
    """Pinyin initials and whole pinyin of a text, Latin letters and digits left in place.

    A character with several readings gives each of them (重 is both z and c), up to a bound.

    >>> "bwb" in spell("保温杯"), "baowenbei" in spell("保温杯"), "316lbwb" in spell("316L 保温杯")
    (True, True, True)
    """
    from pypinyin import Style, pinyin  # a quarter of a second and 10 MB: only when somebody searches

    short = pinyin(plain(text), style=Style.FIRST_LETTER, heteronym=True)
    whole = pinyin(plain(text), style=Style.NORMAL, heteronym=False)
    found = {""}
    for readings in short:
        letters = sorted(set(readings)) if len(found) < 16 else readings[:1]
        found = {begun + letter for begun in found for letter in letters}
    return frozenset(found | {"".join(readings[0] for readings in whole)})
