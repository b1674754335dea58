"""What a room sells: products with their ids, prices, the proof of those prices, and the papers they need. Pure values.

Money is integer cents (分). One id names one product, whatever it is: its own, a platform's, a SKU's, or that of a
duplicate it was merged with (``aliases``), so whoever holds any of them finds it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

SOON = timedelta(days=30)


class Price(Enum):
    """Which of a product's prices."""

    LIST = "list_price"  # 划线价
    LIVE = "live_price"
    COST = "cost"


class Paper(Enum):
    """What a document allows or proves."""

    CERTIFICATE = "certificate"
    AUTHORISATION = "authorisation"
    TEST_REPORT = "test_report"


class Standing(Enum):
    """How a document stands on a day."""

    FINE = "fine"
    SOON = "soon"  # expires within SOON
    EXPIRED = "expired"
    UNKNOWN = "unknown"  # nobody entered until when


@dataclass(frozen=True, slots=True)
class PlatformId:
    """What a platform calls a product. ``platform`` "" when nobody said which."""

    platform: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One SKU of a product; a price of None is the product's."""

    sku_id: str
    spec: str = ""
    barcode: str = ""
    list_price: int | None = None
    live_price: int | None = None
    cost: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a price can be shown by. ``file`` is a path in the workspace, or an address; ``cents`` None: any amount."""

    price: Price = Price.LIST
    cents: int | None = None
    source: str = ""
    on: date | None = None
    file: str = ""

    @property
    def key(self) -> tuple[Price, str, date | None]:
        """Two of one key are one proof, told again."""
        return self.price, self.source, self.on


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A document of a product. ``expires`` is its last good day; ``permanent``: it has none."""

    kind: Paper = Paper.CERTIFICATE
    name: str = ""
    number: str = ""
    expires: date | None = None
    permanent: bool = False
    file: str = ""

    @property
    def key(self) -> tuple[Paper, str, str]:
        """Two of one key are one document, told again."""
        return self.kind, self.name, self.number

    def standing(self, today: date) -> Standing:
        """How it stands on ``today``, a day of the room."""
        if self.permanent:
            return Standing.FINE
        if self.expires is None:
            return Standing.UNKNOWN
        if self.expires < today:
            return Standing.EXPIRED
        return Standing.SOON if self.expires - today <= SOON else Standing.FINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One product. ``version`` is the store's: how often it was written, 0 for one that never was."""

    product_id: str
    name: str
    brand: str = ""
    category: str = ""
    spec: str = ""
    barcode: str = ""
    list_price: int | None = None
    live_price: int | None = None
    cost: int | None = None
    note: str = ""
    pictures: tuple[str, ...] = ()  # paths relative to the workspace, the first is shown
    platform_ids: tuple[PlatformId, ...] = ()
    aliases: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    version: int = 0

    def ids(self) -> Iterator[str]:
        """Every id that names it, its own first, each once."""
        yield from dict.fromkeys(
            (
                self.product_id,
                *(each.id for each in self.platform_ids),
                *self.aliases,
                *(each.sku_id for each in self.variants),
            )
        )

    def barcodes(self) -> Iterator[str]:
        """The barcodes printed on it and on its SKUs, each once."""
        yield from dict.fromkeys(each for each in (self.barcode, *(v.barcode for v in self.variants)) if each)

    def price(self, which: Price) -> int | None:
        value: int | None = getattr(self, which.value)
        return value

    def proves(self, which: Price, cents: int | None) -> bool:
        """Whether a proof with source and date shows this amount."""
        return any(
            each.price is which and each.source and each.on is not None and each.cents in (None, cents)
            for each in self.evidence
        )

    def standing(self, today: date) -> Standing | None:
        """How its worst document stands; None when it has none."""
        held = {each.standing(today) for each in self.certificates}
        return next((each for each in WORST_FIRST if each in held), None)


WORST_FIRST = Standing.EXPIRED, Standing.SOON, Standing.UNKNOWN, Standing.FINE
SCALARS = ("name", "brand", "category", "spec", "barcode", "list_price", "live_price", "cost", "note")
LISTS = ("pictures", "platform_ids", "aliases", "variants", "evidence", "certificates")


def tidy(product: Product) -> Product:
    """Without what says nothing: blanks at the ends, empty lines of a list, a SKU's price that is the product's."""
    variants = tuple(
        replace(
            each,
            sku_id=each.sku_id.strip(),
            spec=each.spec.strip(),
            barcode=each.barcode.strip(),
            **{p.value: None for p in Price if getattr(each, p.value) == getattr(product, p.value)},
        )
        for each in product.variants
        if each.sku_id.strip()
    )
    texts = ("product_id", "brand", "category", "spec", "barcode", "note")
    return replace(
        product,
        **{name: getattr(product, name).strip() for name in texts},
        name=" ".join(product.name.split()),
        pictures=tuple(dict.fromkeys(each for each in product.pictures if each)),
        platform_ids=tuple(
            PlatformId(each.platform.strip(), each.id.strip()) for each in product.platform_ids if each.id.strip()
        ),
        aliases=tuple(dict.fromkeys(each.strip() for each in product.aliases if each.strip())),
        variants=variants,
        evidence=tuple(each for each in product.evidence if each.source or each.file or each.on),
        certificates=tuple(each for each in product.certificates if each.name or each.number or each.file),
    )


class Clash(NamedTuple):
    """An id that two products claim."""

    id: str
    first: Product
    second: Product


def by_any_id(products: Iterable[Product]) -> dict[str, Product]:
    """Every id and the product it names; of two that claim one, the first."""
    found: dict[str, Product] = {}
    for product in products:
        for each in product.ids():
            found.setdefault(each, product)
    return found


def clashes(products: Iterable[Product], known: Mapping[str, Product] | None = None) -> list[Clash]:
    """Ids of ``products`` that another of them claims, or another product of those ``known`` by any id."""
    found: list[Clash] = []
    seen: dict[str, Product] = {}
    for product in products:
        for each in product.ids():
            other = seen.get(each) or (known or {}).get(each)
            if other is not None and other.product_id != product.product_id:
                found.append(Clash(each, other, product))
            seen[each] = product
    return found


def planned_id(order_id: str, ids: Iterable[str], planned: Container[str]) -> str:
    """The id under which an order line of ``order_id`` counts; ``ids``: all of its product, the own first.

    A plan that names the very id keeps it, so two rows may be two SKUs of one product. Else it is the id the plan
    names the product by, or the product's own when no plan names it.
    """
    if order_id in planned:
        return order_id
    own = ""
    for each in ids:
        own = own or each
        if each in planned:
            return each
    return own or order_id
