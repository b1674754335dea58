"""Reads a catalogue sheet into products, or refuses it naming every bad cell; nothing is kept of a refused sheet.

A product may take several rows of one 商品ID: each brings another SKU, picture, proof of a price or document. A price
or barcode beside a SKU in a further row is that SKU's own.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from console.feeds.catalogue_columns import (
    OF_A_CATALOGUE,
    OF_A_RUN_ORDER,
    OTHER_IDS,
    PLATFORMS,
    VOCABULARY,
    is_catalogue_sheet,
    means_permanent,
    paper_named,
    price_named,
)
from console.feeds.files import read_grids
from console.feeds.grid import CellProblem, Grid, Row, SheetRefused, Told, rows_said
from console.feeds.pictures import MOST_PICTURE_BYTES, named_file
from console.feeds.plan_pictures import PictureSink, RowPictures
from console.feeds.table import Reader, Table, find_table, header_key
from console.feeds.times import instant
from console.feeds.values import Raw, ValueRefused, cents, identifier, shown, text
from inventory.catalogue import Certificate, Evidence, Paper, PlatformId, Price, Product, Variant

MOST_ROWS = 100_000
_PRICES = ("list_price", "live_price", "cost")
_ONCE = ("name", "brand", "category", "note")
_EVIDENCE = ("evidence_source", "evidence_price", "evidence_amount", "evidence_on", "evidence_file")
_PAPER = ("paper", "paper_name", "paper_number", "paper_expires", "paper_file")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://|//|www\.", re.IGNORECASE)
_SEPARATED = re.compile(r"[\n,，;；、]+")  # not shown
_TO = re.compile(r"(?<=\d日)[-—–~～至到]|(?<=\d)\s*(?:至|到|~|～|—|–|\bto\b)\s*", re.IGNORECASE)


class CatalogueSheetRefused(Exception):
    """A catalogue sheet with bad cells: all of them, from the top down."""

    def __init__(self, problems: tuple[CellProblem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCatalogue:
    """What a sheet says; a field it says nothing of is empty. ``rows``: the row each product begins in."""

    products: tuple[Product, ...]
    rows: Mapping[str, int]
    told: tuple[Told, ...]
    sheet: str


@dataclass(slots=True)
class _Goods:
    """A product on its way, with the row that said each of its values."""

    row: Row
    product_id: str
    values: dict[str, Any] = field(default_factory=dict)
    said_in: dict[str, int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)
    variants: dict[str, Variant] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)

    def product(self) -> Product:
        return Product(
            product_id=self.product_id,
            **{"name": "", **self.values},
            pictures=tuple(dict.fromkeys(self.pictures)),
            platform_ids=tuple(PlatformId(platform, each) for each, platform in self.ids.items()),
            aliases=tuple(dict.fromkeys(self.aliases)),
            variants=tuple(self.variants.values()),
            evidence=tuple(self.evidence),
            certificates=tuple(self.certificates),
        )


def read_catalogue(
    path: Path,
    *,
    known: Mapping[str, Product] | None = None,
    picture_sink: PictureSink | None = None,
    file_sink: PictureSink | None = None,
    root: Path | None = None,
) -> SheetCatalogue:
    """The products of a catalogue sheet, in order.

    ``known``: those of the catalogue by any id; a row of one of them needs no name. The sinks get each picture's and
    each proof's bytes under a name made of them and answer the path that is kept; a path under ``root`` is kept as it
    is. Raises SheetRefused for a file that cannot be read as a whole, CatalogueSheetRefused for one with bad cells.
    """
    grid = read_grids(path, most_rows=MOST_ROWS, choose=_choose)[0]
    table = catalogue_table(grid)
    if table is None:
        raise SheetRefused("no_catalogue_header", file=path.name, sheet=grid.sheet)
    reading = _Reading(table, known or {})
    goods = reading.goods()
    if not goods and not reading.reader.problems:
        raise SheetRefused("no_products", file=path.name, sheet=grid.sheet)
    if reading.reader.problems:
        raise CatalogueSheetRefused(reading.reader.in_place())
    pictures = RowPictures(table, sink=picture_sink, root=root)
    files = _Files(path.parent, root, file_sink)
    for each in goods:
        _take_pictures(table, each, pictures)
        each.evidence = [_with_file(proof, files) for proof in each.evidence]
        each.certificates = [_with_file(paper, files) for paper in each.certificates]
    rows = [row.number for each in goods for row in each.rows]
    return SheetCatalogue(
        products=tuple(each.product() for each in goods),
        rows={each.product_id: each.row.number for each in goods},
        told=(*reading.told(), *pictures.told(rows), *files.told()),
        sheet=grid.sheet,
    )


def catalogue_table(grid: Grid) -> Table | None:
    """The table of a catalogue in a grid: with an id column, and something to say of the product."""
    table = find_table(grid, VOCABULARY, at_least=2)
    if table is None or not any(table.has(key) for key in ("product_id", *PLATFORMS, OTHER_IDS)):
        return None
    return table


def is_catalogue(grid: Grid) -> bool:
    """Whether a table nobody takes for an export is about what a room has, and not about what it will show."""
    table = catalogue_table(grid)
    if table is None or not table.has("name") or {header_key(name) for name in table.headers} & OF_A_RUN_ORDER:
        return False
    return is_catalogue_sheet(grid.sheet) or any(key in table.columns for key in OF_A_CATALOGUE)


def _choose(names: list[tuple[str, bool]]) -> str:
    """The sheet called 商品库, else the first that is visible."""
    named = [name for name, _ in names if is_catalogue_sheet(name)]
    seen = [name for name, visible in names if visible]
    return (named or seen or [names[0][0]])[0]


class _Reading:
    """One pass over a sheet's rows: values, problems, and what to tell."""

    def __init__(self, table: Table, known: Mapping[str, Product]) -> None:
        self.table = table
        self.reader = Reader(table)
        self._known = known
        self._found: dict[str, _Goods] = {}
        self._owner: dict[str, tuple[_Goods, int]] = {}
        self._rows: dict[str, list[int]] = {}

    def goods(self) -> list[_Goods]:
        """The products of the sheet. A row without an id goes on with the product above it when it has no name."""
        above: _Goods | None = None
        for row in self.table.rows:
            if self.table.is_total(row):
                self._rows.setdefault("total_rows", []).append(row.number)
                continue
            above = self._row(row, above)
        for each in self._found.values():
            if "name" not in each.values and each.product_id not in self._known:
                self.reader.refuse(each.row, "name" if self.table.has("name") else "product_id", "no_product_name")
        return list(self._found.values())

    def told(self) -> list[Told]:
        told = [
            Told(code=code, data={"rows": rows_said(rows)})
            for code, rows in (("repeated_headers", list(self.table.repeated_headers)), *sorted(self._rows.items()))
            if rows
        ]
        if self.table.unused:
            told.append(Told(code="columns_unused", data={"columns": "、".join(self.table.unused)}))
        return told

    def _row(self, row: Row, above: _Goods | None) -> _Goods | None:
        read = self.reader.read
        problems = len(self.reader.problems)
        own = read(row, "product_id", identifier, "")
        platforms = self._platform_ids(row)
        name = " ".join(read(row, "name", text, "").split())
        if len(self.reader.problems) > problems and not own and not platforms:
            return None  # its id is among the bad cells: what it goes on with is not known
        key = own or next(iter(platforms), "")
        if key:
            goods = self._found.get(key) or next((g for i in platforms if (g := self._of(i)) is not None), None)
            if goods is None or (own and own != goods.product_id):
                goods = self._found[key] = _Goods(row, key)
        elif above is not None and (not name or name == above.values.get("name")):
            goods = above
        else:
            self.reader.refuse(row, "product_id" if self.table.has("product_id") else "name", "no_product_id")
            return None
        goods.rows.append(row)
        self._claim(goods, row, "product_id", goods.product_id)
        for each, (platform, column) in platforms.items():
            if each != goods.product_id or platform:
                goods.ids[each] = platform or goods.ids.get(each, "")
            self._claim(goods, row, column, each)
        self._values(goods, row, name)
        return goods

    def _of(self, held: str) -> _Goods | None:
        owner = self._owner.get(held)
        return None if owner is None else owner[0]

    def _platform_ids(self, row: Row) -> dict[str, tuple[str, str]]:
        """Id → platform and column."""
        found: dict[str, tuple[str, str]] = {}
        for platform in PLATFORMS:
            for each in self._several(row, platform):
                found[each] = platform, platform
        for written in self._several(row, OTHER_IDS):
            platform, colon, held = written.rpartition(":")
            found.setdefault(held.strip(), (platform.strip() if colon else "", OTHER_IDS))
        return found

    def _several(self, row: Row, key: str) -> list[str]:
        """The ids of one cell: several are separated by line breaks or commas."""
        held = self.table.cell(row, key)
        if not isinstance(held, str) or not _SEPARATED.search(held.strip()):
            one = self.reader.read(row, key, identifier, "")
            return [unicodedata.normalize("NFKC", one)] if one else []
        found = []
        for each in _SEPARATED.split(unicodedata.normalize("NFKC", held)):
            one = self._identifier(row, key, each)
            found += [one] if one else []
        return found

    def _identifier(self, row: Row, key: str, written: str) -> str:
        return self.reader.read(row, key, lambda _whole: identifier(written), "")

    def _claim(self, goods: _Goods, row: Row, column: str, held: str) -> None:
        """An id names one product, here and in the catalogue."""
        other, first_row = self._owner.setdefault(held, (goods, row.number))
        if other is not goods:
            self.reader.refuse(row, column, "id_in_two", {"id": held, "first_row": first_row})
            return
        owner, mine = self._known.get(held), self._known.get(goods.product_id)
        if owner is not None and mine is not None and owner.product_id != mine.product_id:
            self.reader.refuse(row, column, "id_of_other", {"id": held, "name": owner.name})

    def _values(self, goods: _Goods, row: Row, name: str) -> None:
        read = self.reader.read
        first = row is goods.row
        sku = read(row, "sku_id", identifier, "")
        self._once(goods, row, "name", name)
        for key in _ONCE[1:]:
            self._once(goods, row, key, read(row, key, text, ""))
        spec, barcode = read(row, "spec", text, ""), read(row, "barcode", identifier, "")
        prices = {key: read(row, key, cents, None) for key in _PRICES}
        goods.aliases += self._several(row, "other_names")
        for each in goods.aliases:
            self._claim(goods, row, "other_names", each)
        if sku:
            self._claim(goods, row, "sku_id", sku)
            if sku in goods.variants:
                self.reader.refuse(row, "sku_id", "sku_twice")
            own = {} if first else {k: v for k, v in prices.items() if v is not None and v != goods.values.get(k)}
            goods.variants[sku] = Variant(sku_id=sku, spec=spec, barcode=barcode, **own)
        said = {} if sku else {"spec": spec, "barcode": barcode}
        for key, value in {**said, **(prices if first or not sku else {})}.items():
            self._once(goods, row, key, value)
        self._evidence(goods, row)
        self._paper(goods, row)

    def _once(self, goods: _Goods, row: Row, key: str, value: Any) -> None:
        """A value of the whole product: said again it has to be the same."""
        if value in ("", None):
            return
        before = goods.values.setdefault(key, value)
        first_row = goods.said_in.setdefault(key, row.number)
        if before != value:
            self.reader.refuse(row, key, "differs_from_row", {"first_row": first_row})

    def _evidence(self, goods: _Goods, row: Row) -> None:
        if all(_empty(self.table.cell(row, key)) for key in _EVIDENCE):
            return
        read = self.reader.read
        which = read(row, "evidence_price", lambda raw: _chosen(raw, price_named, "not_price"), None)
        goods.evidence.append(
            Evidence(
                price=which or Price.LIST,
                cents=read(row, "evidence_amount", cents, None),
                source=read(row, "evidence_source", text, ""),
                on=read(row, "evidence_on", day, None),
                file=read(row, "evidence_file", text, ""),
            )
        )

    def _paper(self, goods: _Goods, row: Row) -> None:
        if all(_empty(self.table.cell(row, key)) for key in _PAPER):
            return
        read = self.reader.read
        kind = read(row, "paper", lambda raw: _chosen(raw, paper_named, "not_paper"), None)
        expires = self.table.cell(row, "paper_expires")
        permanent = isinstance(expires, str) and means_permanent(expires)
        goods.certificates.append(
            Certificate(
                kind=kind or Paper.CERTIFICATE,
                name=read(row, "paper_name", text, ""),
                number=read(row, "paper_number", text, ""),
                expires=None if permanent else read(row, "paper_expires", last_day, None),
                permanent=permanent,
                file=read(row, "paper_file", text, ""),
            )
        )


def _empty(cell: Raw) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _chosen(raw: Raw, named: Callable[[str], Any], code: str) -> Any:
    word = text(raw)
    if not word:
        return None
    found = named(word)
    if found is None:
        raise ValueRefused(code, shown(raw))
    return found


def day(raw: Raw) -> date | None:
    """A day as people write it; the clock time beside it is left out.

    >>> day("2026/11/11"), day("2026年3月1日"), day(datetime(2026, 1, 2, 3)), day("--")
    (datetime.date(2026, 11, 11), datetime.date(2026, 3, 1), datetime.date(2026, 1, 2), None)
    """
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    try:
        at = instant(raw, UTC)
    except ValueRefused as refusal:
        raise ValueRefused("not_day" if refusal.code == "not_instant" else refusal.code, refusal.held) from refusal
    return None if at is None else at.date()


def last_day(raw: Raw) -> date | None:
    """The last good day: a span counts to its end.

    >>> last_day("2025-01-01 至 2026-12-31"), last_day("2026-12-31")
    (datetime.date(2026, 12, 31), datetime.date(2026, 12, 31))
    """
    if isinstance(raw, str) and len(parts := _TO.split(unicodedata.normalize("NFKC", raw).strip())) == 2:
        return day(parts[1])
    return day(raw)


def _take_pictures(table: Table, goods: _Goods, pictures: RowPictures) -> None:
    for row in goods.rows:
        cell = table.cell(row, "picture")
        several = cell.splitlines() if isinstance(cell, str) and "\n" in cell.strip() else [cell]
        goods.pictures += [kept for each in several if (kept := pictures.take(row.number, each))]


def _with_file(held: Any, files: _Files) -> Any:
    return replace(held, file=files.take(held.file)) if held.file else held


def kept_file(file: Path, sink: PictureSink) -> str:
    """Hands a proof's bytes over under a name made of them; the path they are kept at. Raises OSError."""
    data = file.read_bytes()
    return sink(hashlib.sha256(data).hexdigest()[:32] + file.suffix.lower(), data)


class _Files:
    """The files proofs and documents name: copied into the workspace when they are there, else kept as written."""

    def __init__(self, beside: Path, root: Path | None, sink: PictureSink | None) -> None:
        self._beside, self._root, self._sink = beside, root, sink
        self._missing: dict[str, None] = {}

    def take(self, written: str) -> str:
        """What is kept of a name."""
        if _ADDRESS.match(written):
            return written
        if self._root is not None:
            kept = named_file(self._root, written)
            if kept is not None and kept.resolve().is_relative_to(self._root.resolve()):
                return kept.resolve().relative_to(self._root.resolve()).as_posix()
        found = named_file(self._beside, written)
        if found is None or found.stat().st_size > MOST_PICTURE_BYTES:
            self._missing[written] = None
            return written
        if self._sink is None:
            return written
        return kept_file(found, self._sink)

    def told(self) -> list[Told]:
        missing = [each for each in self._missing if Path(each.replace("\\", "/")).suffix]
        return [Told(code="file_missing", data={"held": shown(each)}) for each in missing]
