"""A workbook being written: rows stream straight into the file, openpyxl makes everything around them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.packaging.relationship import RelationshipList
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.writer.excel import ExcelWriter

from console.report.cells import LETTERS, Row, rows_xml
from console.report.styles import Styles

_EMPTY = (b"<sheetData />", b"<sheetData/>", b"<sheetData></sheetData>")
_BLOCK = 200  # rows written at once


@dataclass(slots=True)
class Sheet:
    """One sheet: ``page`` takes widths, views, charts and print settings, ``rows`` are made when they are written."""

    page: WriteOnlyWorksheet
    title: str
    rows: Callable[[], Iterable[Row]]
    count: int

    def reference(self, column: int, row: int) -> str:
        """A cell of this sheet as a formula on another one names it."""
        return f"{quote_sheetname(self.title)}!${LETTERS[column - 1]}${row}"

    def merge(self, *areas: str) -> None:
        for area in areas:
            self.page.merged_cells.add(area)


class Book:
    """Sheets in the order they are added."""

    def __init__(self, lang: str) -> None:
        self.workbook = Workbook(write_only=True)
        self._sheets: list[Sheet] = []
        self._pending = [self.workbook.create_sheet("1")]  # styles need a sheet to be numbered
        self.styles = Styles(self.workbook, lang)

    def sheet(self, title: str) -> Sheet:
        """A new sheet after the others; its rows are set before the book is saved."""
        page = self._pending.pop() if self._pending else self.workbook.create_sheet(title)
        page.title = title
        sheet = Sheet(page, title, tuple, 0)
        self._sheets.append(sheet)
        return sheet

    def save(self, target: IO[bytes], progress: Callable[[float], None]) -> None:
        """Write the whole file to ``target``; ``progress`` hears fractions of 1. Raises OSError."""
        archive = ZipFile(target, "w", ZIP_DEFLATED, allowZip64=True)
        try:
            _Writer(self, archive, progress).save()
        except BaseException:
            with contextlib.suppress(OSError, ValueError):  # the first failure is the one to tell
                archive.close()
            raise

    @property
    def sheets(self) -> dict[Any, Sheet]:
        return {sheet.page: sheet for sheet in self._sheets}

    @property
    def row_count(self) -> int:
        return sum(sheet.count for sheet in self._sheets)


class _Writer(ExcelWriter):  # type: ignore[misc]
    """openpyxl's writer with our rows between the head and the tail it makes for each sheet."""

    def __init__(self, book: Book, archive: ZipFile, progress: Callable[[float], None]) -> None:
        super().__init__(book.workbook, archive)
        self._sheets = book.sheets
        self._quoted = book.styles.quoted
        self._progress = progress
        self._total = max(1, book.row_count)
        self._written = 0

    def write_worksheet(self, ws: Any) -> None:
        from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing

        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts = ws._charts
        ws._drawing.images = ws._images
        ws.close()
        rels: RelationshipList = ws._writer._rels
        ws._rels = rels
        frame = Path(ws._writer.out)
        head, tail = _around(frame.read_bytes())
        with self._archive.open(ws.path[1:], "w", force_zip64=True) as part:
            part.write(head)
            part.write(b"<sheetData>")
            self._rows(part, self._sheets[ws])
            part.write(b"</sheetData>")
            part.write(tail)
        self.manifest.append(ws)
        ws._writer.cleanup()

    def _rows(self, part: IO[bytes], sheet: Sheet) -> None:
        block: list[str] = []
        for xml in rows_xml(sheet.rows(), self._quoted):
            block.append(xml)
            if len(block) == _BLOCK:
                self._flush(part, block)
        self._flush(part, block)

    def _flush(self, part: IO[bytes], block: list[str]) -> None:
        part.write("".join(block).encode())
        self._written += len(block)
        block.clear()
        self._progress(min(1.0, self._written / self._total))


def _around(xml: bytes) -> tuple[bytes, bytes]:
    for mark in _EMPTY:
        head, found, tail = xml.partition(mark)
        if found:
            return head, tail
    raise AssertionError("openpyxl writes a sheet without rows in a way this does not know")
