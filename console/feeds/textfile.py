"""Reads a delimited text file: which encoding, which delimiter, then rows of text."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

from console.feeds.grid import MOST_CELLS, MOST_COLUMNS, Grid, Row, SheetRefused

DELIMITERS = (",", "\t", ";", "|")
SAMPLE = 40
_LONGEST_CELL = 1_000_000
_SURE = 8  # so many characters of more than one byte are not a chance reading of another encoding


def read_text_grid(path: Path, data: bytes, most_rows: int) -> Grid:
    """The file's one table. Raises SheetRefused: ``encoding spoilt_text not_a_sheet broken_quotes too_many_rows
    too_many_cells``."""
    decoded, encoding = _decoded(data, path)
    delimiter = _delimiter(decoded)
    if decoded.count(delimiter) > MOST_CELLS:
        raise too_many_cells(path)
    rows: list[Row] = []
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(decoded, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            row = Row(line, tuple(cells))
            if reader.line_num > line and holds_rows(cells, delimiter):
                raise SheetRefused("broken_quotes", file=path.name, row=line)
            line = reader.line_num + 1
            if row.blank:
                continue
            if len(cells) > MOST_COLUMNS:
                raise too_many_cells(path)
            if len(rows) == most_rows:
                raise SheetRefused("too_many_rows", file=path.name, limit=most_rows)
            rows.append(row)
    except csv.Error as error:
        raise SheetRefused("broken_quotes", file=path.name, row=line) from error
    return Grid(path=path, sheet="", rows=tuple(rows), encoding=encoding)


def holds_rows(cells: list[str], delimiter: str) -> bool:
    """True when a cell of several lines holds whole rows: a quote that was never closed has swallowed them.

    >>> holds_rows(["1", "2", 'a\\n3,4,"b'], ","), holds_rows(["1", "2", "well,\\nas said"], ",")
    (True, False)
    """
    enough = max(2, (len(cells) - 1) // 2)  # the row that closed it may have been cut anywhere
    return any(
        line.count(delimiter) >= enough
        for cell in cells
        if "\n" in cell or "\r" in cell
        for line in cell.splitlines()[1:]
    )


def too_many_cells(path: Path) -> SheetRefused:
    """The refusal of a table that no export is as large as."""
    return SheetRefused("too_many_cells", file=path.name, columns=MOST_COLUMNS, cells=MOST_CELLS)


def _decoded(data: bytes, path: Path) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # a spreadsheet's "Unicode text"
        encodings = ["utf-16"]
    elif b"\0" in data:
        raise SheetRefused("not_a_sheet", file=path.name)
    elif data.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError as error:
            before = data[: error.start]
            if _many_of_it(before, encoding):  # read as anything else it would be nonsense
                lines = before.count(b"\n") or before.count(b"\r")
                raise SheetRefused("spoilt_text", file=path.name, row=lines + 1) from error
    raise SheetRefused("encoding", file=path.name)


def _many_of_it(data: bytes, encoding: str) -> bool:
    if encoding == "utf-16":
        return False
    return sum(not character.isascii() for character in data[:100_000].decode(encoding, "ignore")) >= _SURE


def _delimiter(decoded: str) -> str:
    """The delimiter that cuts the most rows into one same number of cells."""
    sample = "".join(decoded[:200_000].splitlines(keepends=True)[:SAMPLE])
    return max(DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def _evenness(sample: str, delimiter: str) -> int:
    try:
        widths = Counter(len(cells) for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter))
    except csv.Error:
        return -1
    return max(((width - 1) * times for width, times in widths.items()), default=0)
