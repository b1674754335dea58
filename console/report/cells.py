"""Cells as SpreadsheetML: values, live formulas with the result they are known to have, and text that stays text.

openpyxl writes a formula without its result, so a previewer that does not compute shows an empty cell, and it spends
most of a long sheet's time building one element a cell. Rows are therefore made here, and openpyxl does the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

UNKNOWN = "—"
LONGEST_TEXT = 32_767  # characters a cell holds
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's times have no zone
_DAY = timedelta(days=1)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula without its "=", and the result it has now."""

    text: str
    known: float | int | str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: column from 1, what is in it (None: only its style), and the number of its style."""

    column: int
    value: str | int | float | Formula | None
    style: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet; ``height`` in points, None for the sheet's own."""

    number: int
    cells: Sequence[Cell]
    height: float | None = None


def moment(at: datetime) -> float:
    """The serial number of a wall-clock time without a zone."""
    return (at - _EPOCH) / _DAY


def days(length: timedelta) -> float:
    """A length as a sheet counts it."""
    return length / _DAY


def clean(text: str) -> str:
    """Text a sheet can hold: no characters XML forbids, no more than a cell takes."""
    if not text.isprintable():
        text = _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


def looks_like_a_formula(text: str) -> bool:
    """Text that turns into a formula when somebody edits the cell, unless it is marked as text."""
    return text.startswith(_STARTS_A_FORMULA)


LETTERS = tuple(get_column_letter(number) for number in range(1, 64))


def rows_xml(rows: Iterable[Row], quoted: Callable[[int], int]) -> Iterable[str]:
    """The XML of each row. ``quoted(style)``: the same style marked as text."""
    for row in rows:
        number = row.number
        parts = [f'<row r="{number}">' if row.height is None else _tall(number, row.height)]
        for cell in row.cells:
            parts.append(_cell_xml(f"{LETTERS[cell.column - 1]}{number}", cell.value, cell.style, quoted))
        parts.append("</row>")
        yield "".join(parts)


def _tall(number: int, height: float) -> str:
    return f'<row r="{number}" ht="{height:g}" customHeight="1">'


def _cell_xml(at: str, value: str | int | float | Formula | None, style: int, quoted: Callable[[int], int]) -> str:
    if value is None or value == "":
        return f'<c r="{at}" s="{style}"/>'
    if isinstance(value, str):
        if looks_like_a_formula(value):
            style = quoted(style)
        return f'<c r="{at}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(clean(value))}</t></is></c>'
    if isinstance(value, Formula):
        formula = f"<f>{escape(value.text)}</f>"
        if isinstance(value.known, str):
            return f'<c r="{at}" s="{style}" t="str">{formula}<v>{escape(clean(value.known))}</v></c>'
        return f'<c r="{at}" s="{style}">{formula}<v>{value.known!r}</v></c>'
    return f'<c r="{at}" s="{style}"><v>{value!r}</v></c>'
