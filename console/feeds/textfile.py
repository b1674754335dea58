"""Reads a delimited text file: which encoding, which delimiter, then rows of text."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

from console.feeds.grid import Grid, Row, SheetRefused

DELIMITERS = (",", "\t", ";")
SAMPLE = 40
_LONGEST_CELL = 1_000_000


def read_text_grid(path: Path, data: bytes, most_rows: int) -> Grid:
    """The file's one table. Raises SheetRefused: ``encoding not_a_sheet broken_quotes too_many_rows``."""
    decoded, encoding = _decoded(data, path)
    delimiter = _delimiter(decoded)
    rows: list[Row] = []
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(decoded, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            row = Row(line, tuple(cells))
            line = reader.line_num + 1
            if row.blank:
                continue
            if len(rows) == most_rows:
                raise SheetRefused("too_many_rows", file=path.name, limit=most_rows)
            rows.append(row)
    except csv.Error as error:
        raise SheetRefused("broken_quotes", file=path.name, row=line) from error
    return Grid(path=path, sheet="", rows=tuple(rows), encoding=encoding)


def _decoded(data: bytes, path: Path) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # a spreadsheet's "Unicode text"
        encodings = ["utf-16"]
    elif b"\0" in data:
        raise SheetRefused("not_a_sheet", file=path.name)
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise SheetRefused("encoding", file=path.name)


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
