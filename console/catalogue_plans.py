"""What a run order takes from the catalogue: values where it says nothing, and never one it was planned with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from console.feeds.grid import Told
from console.feeds.plan_difference import ALL_FIELDS, paired
from console.feeds.plan_sheet import SheetPlan
from console.show.plan import Entry
from console.show.state import State
from inventory.catalogue import Product

FILLED = ("name", "brand", "category", "spec", "list_price", "live_price", "cost", "picture")
MOST_NAMES = 3


def entry_values(product: Product, held: str | None = None) -> dict[str, Any]:
    """What the catalogue says of the fields of an entry, as Entry holds them; what it does not know is left out.

    ``held``: the id the entry names; of a SKU's its spec and prices go before the product's.
    """
    said: dict[str, Any] = {name: getattr(product, name) for name in FILLED if name != "picture"}
    said["picture"] = product.pictures[0] if product.pictures else ""
    variant = next((each for each in product.variants if each.sku_id == held != product.product_id), None)
    if variant is not None:
        own = {name: getattr(variant, name) for name in ("spec", "list_price", "live_price", "cost")}
        said.update({name: value for name, value in own.items() if not _empty(value)})
    return {name: value for name, value in said.items() if not _empty(value)}


def fill(
    rows: Iterable[Entry],
    by_id: Mapping[str, Product],
    laid_over: State | None = None,
    fields: frozenset[str] = ALL_FIELDS,
) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Rows of a run order with what the catalogue knows where they say nothing, and those that took something.

    A row that stands for an entry of the show it is laid over keeps what that was planned with, for the catalogue's
    prices change; of one that was aired nothing is new. ``fields``: those the sheet has columns for.
    """
    held = tuple(rows)
    olds = _entries_of(held, laid_over)
    aired = frozenset() if laid_over is None else laid_over.core.aired
    filled: list[Entry] = []
    took: list[Entry] = []
    for row in held:
        product = None if row.product_id is None else by_id.get(row.product_id)
        if product is None:
            filled.append(row)
            continue
        said = {n: v for n, v in entry_values(product, row.product_id).items() if _empty(getattr(row, n))}
        old = olds.get(id(row))
        if old is not None:
            planned = {n: getattr(old, n) for n in FILLED if _empty(getattr(row, n)) and not _empty(getattr(old, n))}
            said = planned if old.entry_id in aired else {**said, **planned}
        filled.append(replace(row, **said) if said else row)
        new = set(said) if old is None else {n for n in fields & set(said) if said[n] != getattr(old, n)}
        if new:
            took.append(filled[-1])
    return tuple(filled), tuple(took)


def filled_sheet(sheet: SheetPlan, by_id: Mapping[str, Product], laid_over: State | None = None) -> SheetPlan:
    """A run order sheet with what the catalogue knows, which is told. ``laid_over``: the show it would update."""
    rows, took = fill(sheet.rows, by_id, laid_over, sheet.fields)
    if not took:
        return replace(sheet, rows=rows)
    told = Told(code="catalogue_filled", data={"count": len(took), "names": _named(took)})
    return replace(sheet, rows=rows, told=(*sheet.told, told))


def _entries_of(rows: tuple[Entry, ...], show: State | None) -> dict[int, Entry]:
    """The entry each row stands for, by the row's ``id()``."""
    if show is None:
        return {}
    return {id(row): show.plan.entries[entry_id] for entry_id, row in paired(show.plan, rows).items()}


def _named(rows: Iterable[Entry]) -> str:
    names = list(dict.fromkeys(row.name for row in rows))
    return "、".join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "")


def _empty(value: object) -> bool:
    return value in ("", None)
