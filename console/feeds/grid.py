"""A sheet as rows of held cells, each with its place; no meaning yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from console.feeds.values import Raw

Data = Mapping[str, str | int]

MOST_COLUMNS = 16_384  # as many as a spreadsheet program has
MOST_CELLS = 40_000_000  # the longest export taken, with more columns than any is known to have


class SheetRefused(Exception):
    """A file that cannot be read as a whole. The sentence ``refused.sheet.<code>`` is filled with ``data``."""

    def __init__(self, code: str, **data: str | int) -> None:
        super().__init__(code, data)
        self.code = code
        self.data: Data = data


@dataclass(frozen=True, slots=True)
class Row:
    """One row as held. ``number`` is what the spreadsheet or the text file's line count calls it, from 1."""

    number: int
    cells: tuple[Raw, ...]

    def cell(self, column: int) -> Raw:
        """The cell in a column from 0; a row may be shorter than its header."""
        return self.cells[column] if column < len(self.cells) else None

    @property
    def blank(self) -> bool:
        return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Span:
    """A merged range; rows from 1 as Row counts, columns from 0, both ends belong to it."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One sheet of a file. ``rows`` leaves blank ones out; a merged value stands in every row it covers."""

    path: Path
    sheet: str  # "" for a text file, which has no sheets
    rows: tuple[Row, ...]
    spans: tuple[Span, ...] = ()
    hidden: bool = False
    encoding: str = ""
    part: str = ""  # where the sheet lies inside its archive

    def span_over(self, row: int, column: int) -> Span | None:
        """The merged range a cell belongs to when it covers more rows than one."""
        for span in self.spans:
            if span.top <= row <= span.bottom and span.left <= column <= span.right and span.bottom > span.top:
                return span
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class CellProblem:
    """One bad cell: where it is, what it held, what is wrong. The remedy's words go by ``remedy_code``."""

    sheet: str
    row: int
    column: str
    header: str
    held: str
    code: str
    remedy_code: str
    data: Data = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something a reader did that the user should know: rows passed over, values taken another way."""

    code: str
    data: Data = field(default_factory=dict)


def column_letter(column: int) -> str:
    """A column from 0 by the letters a spreadsheet gives it.

    >>> column_letter(0), column_letter(25), column_letter(26), column_letter(701), column_letter(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def rows_said(numbers: list[int], most: int = 12) -> str:
    """Row numbers for a sentence, neighbours joined.

    >>> rows_said([3, 4, 5, 9]), rows_said(list(range(1, 60, 2)), most=3)
    ('3-5, 9', '1, 3, 5 …')
    """
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    said = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs[:most])
    return said if len(runs) <= most else f"{said} …"
