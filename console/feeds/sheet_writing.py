"""What every written sheet is made of: headers, cells that stay what they are, a file that is whole or not there."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

LONGEST_CELL = 32_767  # characters an XLSX cell can hold
TEMPLATE_ROWS = 500  # rows below the header that offer a choice
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

Say = Callable[..., str]  # say(lang, key, **data) of the program's wording


class SheetNotWritten(Exception):
    """A plan that does not fit a sheet. The sentence ``refused.sheet.<code>`` is filled with ``data``."""

    def __init__(self, code: str, **data: str | int) -> None:
        super().__init__(code, data)
        self.code = code
        self.data = data


@dataclass(frozen=True, slots=True)
class Words:
    """Text for a cell, never a formula whatever it begins with."""

    text: str


Cell = Words | int | Decimal | None


def write_header(sheet: Worksheet, headers: Sequence[str], widths: Sequence[int]) -> None:
    """The first row, and how wide its columns are in characters."""
    for index, (header, width) in enumerate(zip(headers, widths, strict=True), 1):
        cell = sheet.cell(row=1, column=index, value=header)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="FFE7EBF0")
        cell.alignment = Alignment(horizontal="center", vertical="center")
        sheet.column_dimensions[get_column_letter(index)].width = width


def write_words(cell: Any, words: str) -> None:
    """Text that stays text: no formula, no number, no date."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\f", "\n")
    cell.value = _ESCAPE_LIKE.sub("_x005F_", _UNWRITABLE.sub("", plain))
    cell.data_type = "s"  # openpyxl makes a formula of a leading "=", and an id or a clock time must stay text
    cell.number_format = "@"
    cell.quotePrefix = plain[:1] in "=+-@'"
    cell.alignment = Alignment(wrap_text="\n" in plain, vertical="top")


def offer(sheet: Worksheet, column: int, names: Sequence[str], title: str, prompt: str) -> None:
    """A choice of words in a column from 1, which takes others too."""
    choice = DataValidation(type="list", formula1=f'"{",".join(names)}"', allow_blank=True, showErrorMessage=False)
    choice.promptTitle = title
    choice.prompt = prompt
    choice.showInputMessage = True
    sheet.add_data_validation(choice)
    letter = get_column_letter(column)
    choice.add(f"{letter}2:{letter}{TEMPLATE_ROWS + 1}")


def write_notes(book: Workbook, title: str, captions: Sequence[str], rows: Sequence[tuple[str, str, str]]) -> None:
    """A page that explains the columns: each with what else it may be called, and what it means."""
    notes = book.create_sheet(title)
    write_header(notes, captions, [14, 30, 80])
    for row, cells in enumerate(rows, 2):
        for index, words in enumerate(cells, 1):
            cell = notes.cell(row=row, column=index, value=words)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    notes.freeze_panes = "A2"


def save(book: Workbook, path: Path) -> None:
    """Writes beside the target, then puts it in its place: a reader never sees half a file."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            book.save(file)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(0o644)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    finally:
        book.close()
