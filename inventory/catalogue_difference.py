"""Lays rows of a sheet, or a duplicate, over what the catalogue knows. Pure.

Nothing is taken away here: an empty value leaves what is known, and SKUs, ids, proofs and documents come in beside
those already there. Taking away is done by hand, where it is seen.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import Enum
from typing import Any, TypeVar

from inventory.catalogue import LISTS, SCALARS, PlatformId, Product

_Part = TypeVar("_Part")


@dataclass(frozen=True, slots=True)
class Changed:
    """One product as it is and as it would be, with the fields that differ."""

    before: Product
    after: Product
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueDifference:
    """What a sheet changes."""

    added: tuple[Product, ...] = ()
    changed: tuple[Changed, ...] = ()
    same: tuple[Product, ...] = ()

    @property
    def nothing(self) -> bool:
        return not (self.added or self.changed)

    @property
    def to_write(self) -> tuple[Product, ...]:
        """The products as they are to be kept."""
        return (*self.added, *(each.after for each in self.changed))


def difference(known: Mapping[str, Product], rows: Iterable[Product]) -> CatalogueDifference:
    """``known``: the products by any of their ids. A row whose id names a known product updates it."""
    added: list[Product] = []
    changed: list[Changed] = []
    same: list[Product] = []
    for row in rows:
        before = named(known, row)
        if before is None:
            added.append(replace(row, version=0))
            continue
        after = laid_over(before, row)
        differing = differing_fields(before, after)
        if differing:
            changed.append(Changed(before, after, differing))
        else:
            same.append(before)
    return CatalogueDifference(added=tuple(added), changed=tuple(changed), same=tuple(same))


def named(known: Mapping[str, Product], row: Product) -> Product | None:
    """The product a row is about: by its id, else by what a platform calls it."""
    return next((known[each] for each in (row.product_id, *(p.id for p in row.platform_ids)) if each in known), None)


def laid_over(known: Product, row: Product) -> Product:
    """What is known with what the row says; an empty value of the row says nothing."""
    values: dict[str, Any] = {}
    for name in SCALARS:
        said = getattr(row, name)
        values[name] = getattr(known, name) if said in ("", None) else said
    values["pictures"] = row.pictures or known.pictures
    values["platform_ids"] = platform_ids(known, row)
    held = {known.product_id, *(each.id for each in values["platform_ids"]), *(v.sku_id for v in known.variants)}
    own = () if row.product_id in held else (row.product_id,)
    values["aliases"] = tuple(dict.fromkeys((*known.aliases, *own, *row.aliases)))
    values["variants"] = _together(known.variants, row.variants, lambda each: each.sku_id)
    values["evidence"] = _together(known.evidence, row.evidence, lambda each: each.key)
    values["certificates"] = _together(known.certificates, row.certificates, lambda each: each.key)
    return replace(known, **values)


def differing_fields(before: Product, after: Product) -> tuple[str, ...]:
    return tuple(name for name in (*SCALARS, *LISTS) if getattr(before, name) != getattr(after, name))


def platform_ids(known: Product, row: Product) -> tuple[PlatformId, ...]:
    """The ids of both; one that was told without its platform gets it."""
    found: dict[str, str] = {}
    for each in (*known.platform_ids, *row.platform_ids):
        found[each.id] = each.platform or found.get(each.id, "")
    return tuple(PlatformId(platform, each) for each, platform in found.items())


def _together(known: Sequence[_Part], said: Sequence[_Part], key: Callable[[_Part], Hashable]) -> tuple[_Part, ...]:
    """Those known, each with what was said of it anew, then the new ones."""
    parts = {key(each): each for each in known}
    for each in said:
        before = parts.get(key(each))
        parts[key(each)] = each if before is None else _filled(each, before)
    return tuple(parts.values())


def _filled(said: Any, before: Any) -> Any:
    """What was said, with what was known where it says nothing."""
    if getattr(said, "permanent", False) or getattr(said, "expires", None) is not None:
        before = replace(before, expires=None, permanent=False)  # until when is one answer of two fields
    empty = {f.name: getattr(before, f.name) for f in fields(said) if getattr(said, f.name) in ("", None, False)}
    return replace(said, **empty)


class Likeness(Enum):
    """Why two products may be one."""

    BARCODE = "barcode"
    ID = "id"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Products that may be one; ``shared`` is what they have alike."""

    likeness: Likeness
    shared: str
    products: tuple[Product, ...]


def duplicates(products: Iterable[Product]) -> list[Duplicate]:
    """Products of one barcode, one platform id or one name (widths, cases and blanks apart), the surest first.

    One name with two different brands is two products.
    """
    groups: dict[tuple[int, str], list[Product]] = defaultdict(list)
    for product in products:
        for barcode in product.barcodes():
            groups[0, barcode].append(product)
        for each in product.ids():
            groups[1, _bare(each)].append(product)
        if plain := _bare(product.name):
            groups[2, plain].append(product)
    order = Likeness.BARCODE, Likeness.ID, Likeness.NAME
    found: list[Duplicate] = []
    told: set[frozenset[str]] = set()
    alikes = {key: alike for key, alike in groups.items() if len(alike) > 1}
    for (sort, shared), alike in sorted(alikes.items(), key=lambda item: item[0]):
        likeness = order[sort]
        together = frozenset(each.product_id for each in alike)
        if len(together) < 2 or any(together <= before for before in told):
            continue
        if likeness is Likeness.NAME and len({_bare(each.brand) for each in alike if each.brand}) > 1:
            continue
        told.add(together)
        found.append(Duplicate(likeness, shared if likeness is not Likeness.NAME else alike[0].name, tuple(alike)))
    return found


def _bare(text: str) -> str:
    if text.isascii():
        return "".join(text.lower().split())
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def merged(kept: Product, others: Sequence[Product]) -> Product:
    """One product of several: what ``kept`` says stands, the others fill what it leaves empty, and every id of theirs
    goes on naming it."""
    whole = kept
    for other in others:
        values = {name: getattr(other, name) for name in SCALARS if getattr(whole, name) in ("", None)}
        own = {*whole.ids()}
        values["platform_ids"] = platform_ids(other, whole)
        values["pictures"] = tuple(dict.fromkeys((*whole.pictures, *other.pictures)))
        values["variants"] = _together(other.variants, whole.variants, lambda each: each.sku_id)
        values["evidence"] = _together(other.evidence, whole.evidence, lambda each: each.key)
        values["certificates"] = _together(other.certificates, whole.certificates, lambda each: each.key)
        taken = own | {each.id for each in values["platform_ids"]} | {each.sku_id for each in values["variants"]}
        more = (each for each in (other.product_id, *other.aliases) if each not in taken)
        values["aliases"] = tuple(dict.fromkeys((*whole.aliases, *more)))
        whole = replace(whole, **values)
    return whole
