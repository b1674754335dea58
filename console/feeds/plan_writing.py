"""Writes a run order sheet: a plan as it stands, or an empty template with examples and choices."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from console.feeds.plan_columns import COLUMNS, ROLE_NAMES, SHEET_NAMES, PlanColumn
from console.show.plan import Entry, Plan, Role

LONGEST_CELL = 32_767  # characters an XLSX cell can hold
TEMPLATE_ROWS = 500  # rows below the header that offer the choice of roles
EXAMPLES = 4
_MONEY_FIELDS = frozenset({"list_price", "live_price", "cost"})
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

Say = Callable[..., str]  # say(lang, key, **data) of the program's wording


class SheetNotWritten(Exception):
    """A plan that does not fit a sheet. The sentence ``refused.sheet.<code>`` is filled with ``data``."""

    def __init__(self, code: str, **data: str | int) -> None:
        super().__init__(code, data)
        self.code = code
        self.data = data


def write_plan(plan: Plan, path: Path, lang: str = "zh_CN") -> None:
    """The plan as a run order sheet that reads back the same in every column.

    The file appears whole or not at all. Raises SheetNotWritten for a text no cell can hold, OSError from the disk.
    """
    book = Workbook()
    sheet = book.active
    _lay_out(sheet, lang)
    for place, entry in enumerate(plan.in_order(), 1):
        _write_row(sheet, place + 1, [_sheet_value(entry, place, column, lang) for column in COLUMNS])
    _save(book, path)


def write_template(path: Path, lang: str, say: Say) -> None:
    """An empty run order sheet with examples, a choice of roles and a page on each column.

    ``say`` gives the sentences: ``plan_sheet.template.*`` in ``lang``.
    """
    book = Workbook()
    sheet = book.active
    _lay_out(sheet, lang)
    for place in range(1, EXAMPLES + 1):
        cells = [_example(say(lang, f"plan_sheet.template.example_{place}.{c.key}"), c) for c in COLUMNS]
        _write_row(sheet, place + 1, cells)
    _offer_roles(sheet, lang, say)
    _explain(book, lang, say)
    _save(book, path)


@dataclass(frozen=True, slots=True)
class _Words:
    """Text for a cell, never a formula whatever it begins with."""

    text: str


_Cell = _Words | int | Decimal | None


def _sheet_value(entry: Entry, place: int, column: PlanColumn, lang: str) -> _Cell:
    match column.key:
        case "no":
            return place
        case "role":
            return _Words(ROLE_NAMES[lang][entry.role])
        case "minutes":
            return _length_cell(entry.planned)
        case "hard_start":
            return None if entry.hard_start is None else _Words(_clock_text(entry.hard_start))
    value = getattr(entry, column.field)
    if column.field in _MONEY_FIELDS:
        return None if value is None else Decimal(value) / 100
    if isinstance(value, str):
        if len(value) > LONGEST_CELL:
            raise SheetNotWritten("text_too_long", name=entry.name, column=_header(column, lang), limit=LONGEST_CELL)
        return _Words(value)
    return None if value is None else int(value)


def _length_cell(planned: timedelta) -> _Cell:
    """Whole minutes as a number, anything else spelled so that no spreadsheet takes it for a time of day."""
    if planned % timedelta(minutes=1) == timedelta():
        return planned // timedelta(minutes=1)
    if planned % timedelta(seconds=1) == timedelta():
        minutes, seconds = divmod(planned // timedelta(seconds=1), 60)
        return _Words(f"{minutes // 60}:{minutes % 60:02}:{seconds:02}")
    seconds_exact = Decimal(planned // timedelta(microseconds=1)) / 1_000_000
    return _Words(f"{seconds_exact.normalize():f}s")


def _clock_text(start: time) -> str:
    return start.strftime("%H:%M:%S" if start.second else "%H:%M")


def _example(written: str, column: PlanColumn) -> _Cell:
    if not written:
        return None
    if column.key in {"no", "stock", "first_release", "minutes"}:
        return int(written)
    return Decimal(written) if column.field in _MONEY_FIELDS else _Words(written)


def _header(column: PlanColumn, lang: str) -> str:
    return column.zh if lang == "zh_CN" else column.en


def _lay_out(sheet: Worksheet, lang: str) -> None:
    sheet.title = SHEET_NAMES[lang]
    _write_header(sheet, [_header(column, lang) for column in COLUMNS], [column.width for column in COLUMNS])
    sheet.freeze_panes = "A2"


def _write_header(sheet: Worksheet, headers: Sequence[str], widths: Sequence[int]) -> None:
    for index, (header, width) in enumerate(zip(headers, widths, strict=True), 1):
        cell = sheet.cell(row=1, column=index, value=header)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="FFE7EBF0")
        cell.alignment = Alignment(horizontal="center", vertical="center")
        sheet.column_dimensions[get_column_letter(index)].width = width


def _write_row(sheet: Worksheet, row: int, values: Iterable[_Cell]) -> None:
    for index, (column, value) in enumerate(zip(COLUMNS, values, strict=True), 1):
        if isinstance(value, _Words):
            if value.text:
                _write_words(sheet.cell(row=row, column=index), value.text)
        elif value is not None:
            cell = sheet.cell(row=row, column=index, value=value)
            if column.field in _MONEY_FIELDS:
                cell.number_format = "0.00"


def _write_words(cell: Any, words: str) -> None:
    plain = words.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\f", "\n")
    cell.value = _ESCAPE_LIKE.sub("_x005F_", _UNWRITABLE.sub("", plain))
    cell.data_type = "s"  # openpyxl makes a formula of a leading "=", and an id or a clock time must stay text
    cell.number_format = "@"
    cell.quotePrefix = plain[:1] in "=+-@'"
    cell.alignment = Alignment(wrap_text="\n" in plain, vertical="top")


def _offer_roles(sheet: Worksheet, lang: str, say: Say) -> None:
    letter = get_column_letter([column.key for column in COLUMNS].index("role") + 1)
    names = ",".join(ROLE_NAMES[lang][role] for role in Role)
    choice = DataValidation(type="list", formula1=f'"{names}"', allow_blank=True, showErrorMessage=False)
    choice.promptTitle = say(lang, "plan_sheet.template.role_title")
    choice.prompt = say(lang, "plan_sheet.template.role_prompt")
    choice.showInputMessage = True
    sheet.add_data_validation(choice)
    choice.add(f"{letter}2:{letter}{TEMPLATE_ROWS + 1}")


def _explain(book: Workbook, lang: str, say: Say) -> None:
    notes = book.create_sheet(say(lang, "plan_sheet.template.notes_sheet"))
    captions = [say(lang, f"plan_sheet.template.caption_{name}") for name in ("column", "also", "meaning")]
    _write_header(notes, captions, [14, 30, 80])
    other_language = {c.key: c.en if lang == "zh_CN" else c.zh for c in COLUMNS}
    for row, column in enumerate(COLUMNS, 2):
        also = " · ".join(dict.fromkeys((*column.synonyms, other_language[column.key])))
        meaning = say(lang, f"plan_sheet.template.about.{column.key}")
        for index, words in enumerate((_header(column, lang), also, meaning), 1):
            cell = notes.cell(row=row, column=index, value=words)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    notes.freeze_panes = "A2"


def _save(book: Workbook, path: Path) -> None:
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
