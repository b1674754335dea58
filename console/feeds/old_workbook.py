"""Reads the sheets of a legacy XLS file as grids, the same as an XLSX file gives."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import xlrd
from xlrd.compdoc import CompDocError
from xlrd.xldate import XLDateError

from console.feeds.grid import Grid, Row, SheetRefused, Span
from console.feeds.values import NoValue, Raw, ShownTime
from console.feeds.workbook import BROKEN_FILE, MOST_SPANS, filled

_log = logging.getLogger(__name__)

_BROKEN = (*BROKEN_FILE, xlrd.XLRDError, CompDocError, XLDateError, AssertionError, MemoryError)
_DAY = timedelta(days=1)


def read_old_workbook_grids(
    path: Path, data: bytes, most_rows: int, wanted: Callable[[str], bool] | None = None
) -> list[Grid]:
    """Every worksheet, in the file's order. ``wanted`` may choose by name.

    Raises SheetRefused: ``broken`` for a damaged file, ``password``, ``too_many_rows``.
    """
    try:
        book = _open(path, data)
        try:
            return [
                _grid(path, book, sheet, most_rows)
                for sheet in (book.sheet_by_index(index) for index in _worksheets(book))
                if wanted is None or wanted(sheet.name)
            ]
        finally:
            book.release_resources()
    except _BROKEN as error:
        _log.info("legacy workbook cannot be read", exc_info=True)
        raise SheetRefused("broken", file=path.name) from error


def old_sheet_names(path: Path, data: bytes) -> list[tuple[str, bool]]:
    """Names of the worksheets in the file's order, each with whether it is visible. Raises SheetRefused."""
    try:
        book = _open(path, data)
        try:
            return [(str(book.sheet_names()[index]), not _hidden(book, index)) for index in _worksheets(book)]
        finally:
            book.release_resources()
    except _BROKEN as error:
        _log.info("legacy workbook cannot be read", exc_info=True)
        raise SheetRefused("broken", file=path.name) from error


def _open(path: Path, data: bytes) -> Any:
    """The workbook, sheets unread. Styles are wanted for merged ranges and for how a time is shown."""
    said = io.StringIO()  # the library talks to stdout, where a verb's result goes
    for styles in (True, False):  # some exporters write styles nobody can read, around values that are well
        try:
            return xlrd.open_workbook(
                file_contents=data,
                logfile=said,
                formatting_info=styles,
                on_demand=True,
                ragged_rows=True,  # one stray cell in the last column would make 65,536 rows of 256
                ignore_workbook_corruption=True,  # exporters on servers leave the sector table untidy
            )
        except _BROKEN as error:
            if "encrypted" in str(error).lower():
                raise SheetRefused("password", file=path.name) from error
            if not styles:
                raise
    raise SheetRefused("broken", file=path.name)


def _worksheets(book: Any) -> list[int]:
    return list(range(book.nsheets))


def _hidden(book: Any, index: int) -> bool:
    return bool(book._sheet_visibility[index]) if index < len(book._sheet_visibility) else False


def _grid(path: Path, book: Any, sheet: Any, most_rows: int) -> Grid:
    spans = [
        Span(top + 1, bottom, left, right - 1)
        for top, bottom, left, right in sheet.merged_cells[:MOST_SPANS]
        if top < bottom and left < right
    ]
    rows = filled(list(_rows(path, book, sheet, most_rows)), spans)
    return Grid(path=path, sheet=sheet.name, rows=rows, spans=tuple(spans), hidden=bool(sheet.visibility))


def _rows(path: Path, book: Any, sheet: Any, most_rows: int) -> Iterator[Row]:
    kept = 0
    for index in range(sheet.nrows):
        row = Row(index + 1, tuple(_held(book, cell) for cell in sheet.row(index)))
        if row.blank:
            continue
        kept += 1
        if kept > most_rows:
            raise SheetRefused("too_many_rows", file=path.name, limit=most_rows)
        yield row


def _held(book: Any, cell: Any) -> Raw:
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return str(cell.value) if cell.value else None
        case xlrd.XL_CELL_NUMBER:
            return float(cell.value)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return NoValue("error_value", str(xlrd.error_text_from_code.get(cell.value, "#ERROR!")))
        case xlrd.XL_CELL_DATE:
            return _date(book, cell)
        case _:
            return None


def _date(book: Any, cell: Any) -> Raw:
    """A date with its time of day, or a bare time when the day is none."""
    if not 0 <= cell.value < 2_958_466:  # beyond the year 9999 a number only looks like a date
        return float(cell.value)
    if cell.value < 1:
        shape = _shape(book, cell)
        passed = timedelta(seconds=round(cell.value * _DAY.total_seconds()))
        return ShownTime(passed, hours="h" in shape, seconds="s" in shape)
    at: datetime = xlrd.xldate.xldate_as_datetime(cell.value, book.datemode)
    return at


def _shape(book: Any, cell: Any) -> str:
    """The number format of a cell, '' where styles were not read."""
    if cell.xf_index is None or cell.xf_index >= len(book.xf_list):
        return ""
    known = book.format_map.get(book.xf_list[cell.xf_index].format_key)
    return "" if known is None else str(known.format_str).lower()
