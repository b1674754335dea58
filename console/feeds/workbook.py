"""Reads the sheets of an XLSX file as grids: values, merged ranges, formulas nobody calculated."""

from __future__ import annotations

import functools
import io
import logging
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from console.feeds.grid import MOST_CELLS, Grid, Row, SheetRefused, Span
from console.feeds.textfile import too_many_cells
from console.feeds.values import NoValue, Raw, ShownTime

_log = logging.getLogger(__name__)

LAST_ROW = 1_048_576
MOST_SPANS = 20_000
MOST_FILLED = 5_000_000  # cells under merged ranges: beyond it ranges lie over one another, which no program writes

# What the libraries below raise on a file that is not what it says. Not Exception: a bug of ours must show.
BROKEN_FILE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    InvalidFileException,
    ParseError,
    expat.ExpatError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    NotImplementedError,
    RuntimeError,
    OSError,  # said of bytes in memory: a part that should be there is not
)


def read_workbook_grids(
    path: Path, data: bytes, most_rows: int, wanted: Callable[[str], bool] | None = None
) -> list[Grid]:
    """Every worksheet, in the file's order; charts left out. ``wanted`` may choose by name.

    Raises SheetRefused: ``broken`` for a damaged file, ``too_many_rows too_many_cells``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _grids(path, data, archive, most_rows, wanted)
    except BROKEN_FILE as error:
        _log.info("workbook cannot be read", exc_info=True)
        raise SheetRefused("broken", file=path.name) from error


def _grids(
    path: Path, data: bytes, archive: zipfile.ZipFile, most_rows: int, wanted: Callable[[str], bool] | None
) -> list[Grid]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # remarks about styles and extensions the values do not depend on
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            grids = []
            for sheet in book.worksheets:
                if wanted is not None and not wanted(sheet.title):
                    continue
                part = sheet._worksheet_path
                xml = lean(archive.read(part))
                marks = _Marks.of(xml)
                sheet._get_source = functools.partial(io.BytesIO, xml)
                rows = filled(list(_rows(sheet, marks, path, most_rows)), marks.spans)
                hidden = sheet.sheet_state != "visible"
                grids.append(
                    Grid(path=path, sheet=sheet.title, rows=rows, spans=tuple(marks.spans), hidden=hidden, part=part)
                )
            return grids
        finally:
            book.close()


def sheet_names(path: Path, data: bytes) -> list[tuple[str, bool]]:
    """Names of the worksheets in the file's order, each with whether it is visible. Raises SheetRefused."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                return [(sheet.title, sheet.sheet_state == "visible") for sheet in book.worksheets]
            finally:
                book.close()
    except BROKEN_FILE as error:
        _log.info("workbook cannot be read", exc_info=True)
        raise SheetRefused("broken", file=path.name) from error


def _rows(sheet: Any, marks: _Marks, path: Path, most_rows: int) -> Iterator[Row]:
    sheet.reset_dimensions()  # many exporters write a wrong one, and cells outside it would be lost
    kept = held = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if number > LAST_ROW:
            raise SheetRefused("broken", file=path.name)
        if not cells:
            continue
        held += len(cells)
        if held > MOST_CELLS:
            raise too_many_cells(path)
        row = Row(number, tuple(_held(cell) for cell in cells))
        for column, formula in marks.formulas.get(number, ()):
            if row.cell(column) is None:
                padded = list(row.cells) + [None] * (column + 1 - len(row.cells))
                padded[column] = NoValue("formula_without_value", formula)
                row = Row(number, tuple(padded))
        if row.blank:
            continue
        kept += 1
        if kept > most_rows:
            raise SheetRefused("too_many_rows", file=path.name, limit=most_rows)
        yield row


def _held(cell: Any) -> Raw:
    value = cell.value
    if value is None or type(value) is str:
        if value is not None and cell.data_type == "e":
            return NoValue("error_value", value)
        return _ESCAPED.sub(_unescaped, value) if value else None
    if isinstance(value, (time, timedelta)) and isinstance(cell, ReadOnlyCell):
        shape = re.sub(r'"[^"]*"|\\.', "", cell.number_format).lower()
        return ShownTime(value, hours="h" in shape, seconds="s" in shape)
    if isinstance(value, (int, float, date, datetime, time, timedelta)):
        return value
    return str(value)


_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how a workbook writes what XML cannot hold, a line's end above all


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code < 0xE000 else chr(code)


_EMPTY_CELL = re.compile(
    rb'<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d+")?(?: t="\w+")?\s*(?:/>|>(?:<v\s*/>|<v></v>)?</c>)',
)
_EMPTY_ROW = re.compile(rb'<row r="\d{1,7}"[^>]*?(?:/>|>\s*</row>)')
_WITHOUT_PLACE = re.compile(rb'<(?:c|row)(?!\s+r=")[\s/>]')


def lean(xml: bytes) -> bytes:
    """A sheet's XML without the cells that hold nothing but a look: a sheet may be formatted down to its last row.

    A cell or row that does not say where it stands counts those before it: then all are left.
    """
    if _WITHOUT_PLACE.search(xml) or b"<![CDATA[" in xml:
        return xml
    return _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", xml))


def filled(rows: list[Row], spans: list[Span]) -> tuple[Row, ...]:
    """The rows with the value of each merged range in every row of its first column."""
    upright = [span for span in spans if span.bottom > span.top]
    if not upright or not rows:
        return tuple(rows)
    by_number = {row.number: list(row.cells) for row in rows}
    if sum(min(span.bottom, rows[-1].number) - span.top for span in upright) > MOST_FILLED:
        raise ValueError("merged ranges lie over one another")
    for span in upright:
        top = by_number.get(span.top)
        if top is None or span.left >= len(top):
            continue
        for number in range(span.top + 1, min(span.bottom, rows[-1].number) + 1):
            below = by_number.get(number)
            if below is not None:
                below.extend([None] * (span.left + 1 - len(below)))
                below[span.left] = top[span.left]
    return tuple(Row(number, tuple(cells)) for number, cells in by_number.items())


_HAS_MARKS = re.compile(rb"<(?:\w+:)?(?:f[\s>/]|mergeCell\s)")


class _Marks:
    """What the row reader leaves out: merged ranges, and formulas that hold no calculated value."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self.formulas: dict[int, list[tuple[int, str]]] = {}
        self._cell = ""
        self._row = 0
        self._column = -1
        self._formula: list[str] | None = None
        self._value = False
        self._string = False
        self._inside = ""

    @classmethod
    def of(cls, xml: bytes) -> _Marks:
        marks = cls()
        if _HAS_MARKS.search(xml):
            parser = expat.ParserCreate()
            parser.buffer_text = True
            parser.StartElementHandler = marks._start
            parser.EndElementHandler = marks._end
            parser.CharacterDataHandler = marks._characters
            parser.Parse(xml, True)
        return marks

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = -1
        elif name == "c":
            self._place(attributes.get("r", ""))
            self._formula, self._value = None, False
            self._string = attributes.get("t") == "str"
        elif name == "f":
            self._formula, self._inside = [], "f"
        elif name in ("v", "is"):
            self._inside = "v"
            self._value = self._value or self._string  # a formula may well have come to an empty text
        elif name == "mergeCell" and len(self.spans) < MOST_SPANS:
            left, top, right, bottom = range_boundaries(attributes["ref"])
            self.spans.append(Span(top, bottom, left - 1, right - 1))

    def _place(self, coordinate: str) -> None:
        if match := re.fullmatch(r"([A-Z]{1,3})(\d+)", coordinate):
            column = 0
            for letter in match[1]:
                column = column * 26 + ord(letter) - 64
            self._column, self._row = column - 1, int(match[2])
        else:
            self._column += 1

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in ("f", "v", "is"):
            self._inside = ""
        elif name == "c" and self._formula is not None and not self._value:
            self.formulas.setdefault(self._row, []).append((self._column, "=" + "".join(self._formula)))

    def _characters(self, data: str) -> None:
        if self._inside == "f" and self._formula is not None:
            self._formula.append(data)
        elif self._inside == "v":
            self._value = True
