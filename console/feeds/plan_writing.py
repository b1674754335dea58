"""Writes a run order sheet: a plan as it stands, or an empty template with examples and choices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time, timedelta
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from console.feeds.plan_columns import COLUMNS, ROLE_NAMES, SHEET_NAMES, PlanColumn
from console.feeds.plan_waves import waves_text
from console.feeds.sheet_writing import (
    LONGEST_CELL,
    Cell,
    Say,
    SheetNotWritten,
    Words,
    offer,
    save,
    write_header,
    write_notes,
    write_words,
)
from console.show.plan import Entry, Plan, Role

EXAMPLES = 4
_MONEY_FIELDS = frozenset({"list_price", "live_price", "cost"})


def write_plan(plan: Plan, path: Path, lang: str = "zh_CN") -> None:
    """The plan as a run order sheet that reads back the same in every column.

    The file appears whole or not at all. Raises SheetNotWritten for a text no cell can hold, OSError from the disk.
    """
    book = Workbook()
    sheet = book.active
    _lay_out(sheet, lang)
    for place, entry in enumerate(plan.in_order(), 1):
        _write_row(sheet, place + 1, [_sheet_value(entry, place, column, lang) for column in COLUMNS])
    save(book, path)


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
    save(book, path)


def _sheet_value(entry: Entry, place: int, column: PlanColumn, lang: str) -> Cell:
    match column.key:
        case "no":
            return place
        case "role":
            return Words(ROLE_NAMES[lang][entry.role])
        case "minutes":
            return _length_cell(entry.planned)
        case "hard_start":
            return None if entry.hard_start is None else Words(_clock_text(entry.hard_start))
        case "waves":
            return Words(waves_text(entry.waves, lang))
    value = getattr(entry, column.field)
    if column.field in _MONEY_FIELDS:
        return None if value is None else Decimal(value) / 100
    if isinstance(value, str):
        if len(value) > LONGEST_CELL:
            raise SheetNotWritten("text_too_long", name=entry.name, column=_header(column, lang), limit=LONGEST_CELL)
        return Words(value)
    return None if value is None else int(value)


def _length_cell(planned: timedelta) -> Cell:
    """Whole minutes as a number, anything else spelled so that no spreadsheet takes it for a time of day."""
    if planned % timedelta(minutes=1) == timedelta():
        return planned // timedelta(minutes=1)
    if planned % timedelta(seconds=1) == timedelta():
        minutes, seconds = divmod(planned // timedelta(seconds=1), 60)
        return Words(f"{minutes // 60}:{minutes % 60:02}:{seconds:02}")
    seconds_exact = Decimal(planned // timedelta(microseconds=1)) / 1_000_000
    return Words(f"{seconds_exact.normalize():f}s")


def _clock_text(start: time) -> str:
    return start.strftime("%H:%M:%S" if start.second else "%H:%M")


def _example(written: str, column: PlanColumn) -> Cell:
    if not written:
        return None
    if column.key in {"no", "stock", "first_release", "minutes"}:
        return int(written)
    return Decimal(written) if column.field in _MONEY_FIELDS else Words(written)


def _header(column: PlanColumn, lang: str) -> str:
    return column.zh if lang == "zh_CN" else column.en


def _lay_out(sheet: Worksheet, lang: str) -> None:
    sheet.title = SHEET_NAMES[lang]
    write_header(sheet, [_header(column, lang) for column in COLUMNS], [column.width for column in COLUMNS])
    sheet.freeze_panes = "A2"


def _write_row(sheet: Worksheet, row: int, values: Iterable[Cell]) -> None:
    for index, (column, value) in enumerate(zip(COLUMNS, values, strict=True), 1):
        if isinstance(value, Words):
            if value.text:
                write_words(sheet.cell(row=row, column=index), value.text)
        elif value is not None:
            cell = sheet.cell(row=row, column=index, value=value)
            if column.field in _MONEY_FIELDS:
                cell.number_format = "0.00"


def _offer_roles(sheet: Worksheet, lang: str, say: Say) -> None:
    offer(
        sheet,
        [column.key for column in COLUMNS].index("role") + 1,
        [ROLE_NAMES[lang][role] for role in Role],
        say(lang, "plan_sheet.template.role_title"),
        say(lang, "plan_sheet.template.role_prompt"),
    )


def _explain(book: Workbook, lang: str, say: Say) -> None:
    other_language = {c.key: c.en if lang == "zh_CN" else c.zh for c in COLUMNS}
    write_notes(
        book,
        say(lang, "plan_sheet.template.notes_sheet"),
        [say(lang, f"plan_sheet.template.caption_{name}") for name in ("column", "also", "meaning")],
        [
            (
                _header(column, lang),
                " · ".join(dict.fromkeys((*column.synonyms, other_language[column.key]))),
                say(lang, f"plan_sheet.template.about.{column.key}"),
            )
            for column in COLUMNS
        ],
    )
