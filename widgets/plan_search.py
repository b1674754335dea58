"""Finds entries by what a hand can type fast: part of the name, the link number, pinyin or its initials."""

from __future__ import annotations

import threading
from collections.abc import Iterable

from console.comments import heard_as
from console.show.plan import Entry, EntryId
from inventory.spelling import plain, spell, spellings

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
