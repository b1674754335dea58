"""Writes a catalogue sheet: the products as they stand, or an empty template with examples and choices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from console.feeds.catalogue_columns import (
    COLUMNS,
    OTHER_IDS,
    PAPER_NAMES,
    PERMANENT,
    PLATFORMS,
    PRICE_NAMES,
    SHEET_NAMES,
    CatalogueColumn,
)
from console.feeds.sheet_writing import (
    LONGEST_CELL,
    Say,
    SheetNotWritten,
    offer,
    save,
    write_header,
    write_notes,
    write_words,
)
from inventory.catalogue import Certificate, Evidence, Paper, PlatformId, Product, Variant

_Values = dict[str, str | int | date | None]


def write_catalogue(products: Iterable[Product], path: Path, lang: str = "zh_CN") -> None:
    """The products as a sheet that reads back the same; one of several SKUs, proofs or documents takes several rows.

    The file appears whole or not at all. Raises SheetNotWritten for a text no cell can hold, OSError from the disk.
    """
    book = Workbook()
    sheet = _lay_out(book, lang)
    row = 2
    for product in products:
        for values in _rows(product, lang):
            _write_row(sheet, row, values, product.name, lang)
            row += 1
    save(book, path)


def write_template(path: Path, lang: str, say: Say) -> None:
    """An empty catalogue sheet with examples, choices and a page on each column.

    ``say`` gives the sentences: ``catalogue_sheet.*`` in ``lang``.
    """
    book = Workbook()
    sheet = _lay_out(book, lang)
    row = 2
    for product in examples(lang, say):
        for values in _rows(product, lang):
            _write_row(sheet, row, values, product.name, lang)
            row += 1
    places = {column.key: index for index, column in enumerate(COLUMNS, 1)}
    for key, names in (("evidence_price", PRICE_NAMES[lang].values()), ("paper", PAPER_NAMES[lang].values())):
        title, prompt = (say(lang, f"catalogue_sheet.template.{key}_{part}") for part in ("title", "prompt"))
        offer(sheet, places[key], list(names), title, prompt)
    write_notes(
        book,
        say(lang, "catalogue_sheet.template.notes_sheet"),
        [say(lang, f"plan_sheet.template.caption_{name}") for name in ("column", "also", "meaning")],
        [
            (
                _header(column, lang),
                " · ".join(dict.fromkeys((*column.synonyms, column.en if lang == "zh_CN" else column.zh))),
                say(lang, f"catalogue_sheet.template.about.{column.key}"),
            )
            for column in COLUMNS
        ],
    )
    save(book, path)


def examples(lang: str, say: Say) -> tuple[Product, ...]:
    """The products of the template: one of two SKUs with proof and papers, one with a barcode, one of fresh food."""

    def word(name: str) -> str:
        return say(lang, f"catalogue_sheet.example.{name}")

    mask = Product(
        product_id="3712000000000000003",
        name=word("mask"),
        brand=word("mask_brand"),
        category=word("skin_care"),
        list_price=12900,
        live_price=5990,
        cost=2100,
        platform_ids=(PlatformId("taobao", "728190033001"),),
        variants=(
            Variant(sku_id="3712000000000000103", spec=word("mask_large"), barcode="6901234567892"),
            Variant(sku_id="3712000000000000203", spec=word("mask_small"), barcode="6901234567908", live_price=2990),
        ),
        evidence=(Evidence(cents=12900, source=word("evidence"), on=date(2026, 10, 8)),),
        certificates=(
            Certificate(name=word("filing"), number="粤G妆网备字2026000000", permanent=True),  # every language
            Certificate(kind=Paper.TEST_REPORT, name=word("report"), number="T-2026-0815", expires=date(2027, 8, 15)),
        ),
    )
    cup = Product(
        product_id="3712000000000000007",
        name=word("cup"),
        brand=word("cup_brand"),
        category=word("kitchen"),
        barcode="6901234567915",
        list_price=15900,
        live_price=7900,
        certificates=(Certificate(kind=Paper.AUTHORISATION, name=word("authorisation"), expires=date(2027, 6, 30)),),
    )
    fruit = Product(
        product_id="3712000000000000002",
        name=word("fruit"),
        category=word("fresh"),
        spec=word("fruit_spec"),
        list_price=5990,
        live_price=2990,
        certificates=(Certificate(name=word("licence"), expires=date(2028, 3, 1)),),
    )
    return mask, cup, fruit


def _rows(product: Product, lang: str) -> list[_Values]:
    """The rows of one product: its own values in the first, one SKU, picture, proof and document in each.

    A first row with a SKU could not tell the product's own spec, barcode or prices from the SKU's.
    """
    first = product.variants[:1]
    own = bool(product.spec or product.barcode) or any(
        price is not None for each in first for price in (each.list_price, each.live_price, each.cost)
    )
    variants: Sequence[Variant | None] = (None, *product.variants) if own else product.variants
    parts = zip_longest(variants, product.pictures, product.evidence, product.certificates)
    rows = []
    for place, (variant, picture, evidence, paper) in enumerate(list(parts) or [(None, None, None, None)]):
        row: _Values = {"product_id": product.product_id}
        if place == 0:
            row.update(_own(product))
        if variant is not None:
            row.update({"sku_id": variant.sku_id, "spec": variant.spec, "barcode": variant.barcode})
            if place or own:
                prices = {"list_price": variant.list_price, "live_price": variant.live_price, "cost": variant.cost}
                row.update(prices)
        row["picture"] = picture or ""
        row.update(_evidence(evidence, lang))
        row.update(_paper(paper, lang))
        rows.append(row)
    return rows


def _own(product: Product) -> _Values:
    ids: dict[str, list[str]] = {}
    for each in product.platform_ids:
        known = each.platform in PLATFORMS
        written = each.id if known or not each.platform else f"{each.platform}:{each.id}"
        ids.setdefault(each.platform if known else OTHER_IDS, []).append(written)
    return {
        **{key: getattr(product, key) for key in ("name", "brand", "category", "spec", "barcode", "note")},
        **{key: getattr(product, key) for key in ("list_price", "live_price", "cost")},
        **{key: "\n".join(held) for key, held in ids.items()},
        "other_names": "\n".join(product.aliases),
    }


def _evidence(held: Evidence | None, lang: str) -> _Values:
    if held is None:
        return {}
    return {
        "evidence_source": held.source,
        "evidence_price": PRICE_NAMES[lang][held.price],
        "evidence_amount": held.cents,
        "evidence_on": held.on,
        "evidence_file": held.file,
    }


def _paper(held: Certificate | None, lang: str) -> _Values:
    if held is None:
        return {}
    return {
        "paper": PAPER_NAMES[lang][held.kind],
        "paper_name": held.name,
        "paper_number": held.number,
        "paper_expires": PERMANENT[lang] if held.permanent else held.expires,
        "paper_file": held.file,
    }


def _header(column: CatalogueColumn, lang: str) -> str:
    return column.zh if lang == "zh_CN" else column.en


def _lay_out(book: Workbook, lang: str) -> Worksheet:
    sheet = book.active
    sheet.title = SHEET_NAMES[lang]
    write_header(sheet, [_header(column, lang) for column in COLUMNS], [column.width for column in COLUMNS])
    sheet.freeze_panes = "C2"
    return sheet


def _write_row(sheet: Worksheet, row: int, values: _Values, name: str, lang: str) -> None:
    for index, column in enumerate(COLUMNS, 1):
        value = values.get(column.key)
        if value is None or value == "":
            continue
        if isinstance(value, str):
            if len(value) > LONGEST_CELL:
                header = _header(column, lang)
                raise SheetNotWritten("text_too_long", name=name, column=header, limit=LONGEST_CELL)
            write_words(sheet.cell(row=row, column=index), value)
            continue
        made: Any = value if isinstance(value, date) else Decimal(value) / 100
        cell = sheet.cell(row=row, column=index, value=made)
        cell.number_format = "yyyy-mm-dd" if isinstance(value, date) else "0.00"
