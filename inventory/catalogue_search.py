"""Finds products by what a hand can type fast: part of the name or brand, an id, a barcode, pinyin or its initials."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from inventory.catalogue import Product
from inventory.spelling import Spelling, spell

_PLACES = {letter: place for place, letter in enumerate(string.ascii_lowercase + string.digits)}
_STEP = len(_PLACES)


@dataclass(frozen=True, slots=True)
class _Known:
    """One product as it is searched. ``pairs``: a bit for each letter, and each two in a row, its spelling holds."""

    product: Product
    name: str
    text: str
    exact: frozenset[str]
    spelling: Spelling
    pairs: int


class CatalogueSearch:
    """A search over products, in their order. Built on any thread; ``before`` lends what names it has spelled."""

    def __init__(self, products: Iterable[Product], before: CatalogueSearch | None = None) -> None:
        self._spelled: dict[str, tuple[Spelling, int]] = {}
        lent: Mapping[str, tuple[Spelling, int]] = {} if before is None else before._spelled
        self._known = [self._entry(product, lent) for product in products]
        self._last: tuple[list[str], list[_Known]] = [], self._known

    def _entry(self, product: Product, lent: Mapping[str, tuple[Spelling, int]]) -> _Known:
        words = f"{product.name}\n{product.brand}"
        spelled = lent.get(words)
        if spelled is None:
            spelling = spell(words)
            spelled = spelling, _pairs_of(spelling)
        self._spelled[words] = spelled
        exact = frozenset(map(_plain, (*product.ids(), *product.barcodes())))
        texts = (product.brand, product.category, product.spec, *(each.spec for each in product.variants))
        name = _plain(product.name)
        text = "\n".join((name, *map(_plain, texts), *exact))
        return _Known(product, name, text, exact, *spelled)

    def find(self, wanted: str) -> list[Product]:
        """The products that match every word of ``wanted``, the likeliest first; all of them for no word.

        One thread: a search that goes on where the last one stopped looks only at what that one found.
        """
        words = [word for word in map(_plain, wanted.split()) if word]
        if not words:
            return [each.product for each in self._known]
        last, found = self._last
        goes_on = len(last) <= len(words) and all(map(str.startswith, words, last))
        asked = [(word, _pairs(word) if word.isascii() and word.isalnum() else 0) for word in words]
        found = [
            each
            for each in (found if goes_on else self._known)
            if all(word in each.text or _spelled(each, word, pairs) for word, pairs in asked)
        ]
        self._last = words, found
        whole = "".join(words)
        return [each.product for each in sorted(found, key=lambda each: _rank(each, whole))]


def _spelled(known: _Known, word: str, pairs: int) -> bool:
    """Digits alone are no pinyin, and what has two letters in a row that no reading has needs no walk."""
    return bool(pairs) and not word.isdigit() and pairs & ~known.pairs == 0 and word in known.spelling


def _rank(known: _Known, whole: str) -> int:
    if whole in known.exact:
        return 0
    if known.name.startswith(whole):
        return 1
    return 2 if whole in known.name else 3


def _plain(text: str) -> str:
    """Widths and cases made equal, blanks taken out."""
    if text.isascii():
        return "".join(text.lower().split())
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@lru_cache(maxsize=20_000)
def _pairs(word: str) -> int:
    """A bit for each letter of a word, and for each two in a row."""
    bits = 0
    before: int | None = None
    for letter in word:
        place = _PLACES.get(letter)
        if place is not None:
            bits |= 1 << place
            if before is not None:
                bits |= 1 << (_STEP + before * _STEP + place)
        before = place
    return bits


def _pairs_of(spelling: Spelling) -> int:
    """Those of every reading, and of the last letter of each with the first of what may follow it."""
    bits = 0
    for parts in (spelling.short, spelling.whole):
        before: tuple[str, ...] = ()
        for readings in parts:
            for reading in readings:
                bits |= _pairs(reading)
                for each in before:
                    bits |= _pairs(each[-1:] + reading[:1])
            before = readings
    return bits
