"""One line of a product's grids as words in cells, and back: SKUs, platform ids, proofs of prices, papers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from console.feeds.catalogue_columns import means_permanent, paper_named, price_named
from console.feeds.catalogue_sheet import last_day
from console.feeds.values import ValueRefused, cents, identifier
from inventory.catalogue import Certificate, Evidence, Paper, PlatformId, Price, Variant
from widgets.catalogue_words import paper_name, platform_of, price_name
from widgets.figures import plain_price

T = TypeVar("T")
PRICES = tuple(price.value for price in Price)


class BadCell(ValueRefused):
    """A cell of a grid that cannot be read."""

    def __init__(self, column: str, code: str, held: str) -> None:
        super().__init__(code, held)
        self.column = column


def variant_in(cells: dict[str, str]) -> Variant:
    """The SKU of a line. Raises BadCell, as do the others."""
    prices = {name: _cell(cells, name, cents) for name in PRICES}
    sku = _cell(cells, "sku_id", identifier)
    if not sku:
        raise BadCell("sku_id", "empty_sku", "")
    return Variant(sku_id=sku, spec=cells["spec"], barcode=_cell(cells, "barcode", identifier), **prices)


def platform_id_in(cells: dict[str, str]) -> PlatformId:
    """The platform's id of a line."""
    held = _cell(cells, "id", identifier)
    if not held:
        raise BadCell("id", "empty_id", "")
    return PlatformId(platform_of(cells["platform"]), held)


def evidence_in(cells: dict[str, str]) -> Evidence:
    """The proof of a price of a line."""
    by_name = {price_name(price): price for price in Price}
    price = by_name.get(cells["price"]) or price_named(cells["price"])
    if cells["price"] and price is None:
        raise BadCell("price", "not_price", cells["price"])
    return Evidence(
        price=price or Price.LIST,
        cents=_cell(cells, "cents", cents),
        source=cells["source"],
        on=_cell(cells, "on", last_day),
        file=cells["file"],
    )


def paper_in(cells: dict[str, str], for_ever: str) -> Certificate:
    """The paper of a line; ``for_ever`` is what stands for no expiry beside the words a sheet may use."""
    by_name = {paper_name(paper): paper for paper in Paper}
    kind = by_name.get(cells["kind"]) or paper_named(cells["kind"])
    if cells["kind"] and kind is None:
        raise BadCell("kind", "not_paper", cells["kind"])
    expires = cells["expires"]
    permanent = bool(expires) and (means_permanent(expires) or expires.casefold() == for_ever.casefold())
    return Certificate(
        kind=kind or Paper.CERTIFICATE,
        name=cells["name"],
        number=cells["number"],
        expires=None if permanent else _cell(cells, "expires", last_day),
        permanent=permanent,
        file=cells["file"],
    )


def _cell(cells: dict[str, str], column: str, read: Callable[[str], T]) -> T:
    try:
        return read(cells[column])
    except ValueRefused as refusal:
        raise BadCell(column, refusal.code, refusal.held) from refusal


def variant_cells(variant: Variant) -> dict[str, str]:
    """The line of a SKU."""
    prices = {name: plain_price(getattr(variant, name)) for name in PRICES}
    return {"sku_id": variant.sku_id, "spec": variant.spec, "barcode": variant.barcode, **prices}


def evidence_cells(held: Evidence) -> dict[str, str]:
    """The line of a proof."""
    return {
        "price": price_name(held.price),
        "cents": plain_price(held.cents),
        "source": held.source,
        "on": "" if held.on is None else held.on.isoformat(),
        "file": held.file,
    }
