"""What every builder of an export needs: the show it is of, rows by column name, legacy workbooks, a file's date."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlwt

START = datetime(2026, 9, 7, 12, 0, tzinfo=UTC)  # eight in the evening where the rooms are
END = datetime(2026, 9, 7, 17, 0, tzinfo=UTC)  # one o'clock the next day
ITEM = "3712345678901234567"
OTHER = "3712345678901234568"


def row(header: Sequence[str], known: Mapping[str, object], **values: object) -> list[object]:
    """One row of a table, by column name; a column nobody gave is empty."""
    held = {**known, **values}
    strange = set(held) - set(header)
    assert not strange, strange
    return [held.get(name, "") for name in header]


def write_xls(
    path: Path, rows: Iterable[Sequence[Any]], *, sheet: str = "Sheet1", merges: Iterable[tuple[int, ...]] = ()
) -> Path:
    """A legacy workbook. ``merges``: first row, last row, first column, last column, from 0."""
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet(sheet)
    merged = {(top, left): (top, bottom, left, right) for top, bottom, left, right in merges}
    covered = {
        (r, c)
        for top, bottom, left, right in merged.values()
        for r in range(top, bottom + 1)
        for c in range(left, right + 1)
    }
    for number, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if (number, column) in merged:
                top, bottom, left, right = merged[(number, column)]
                page.write_merge(top, bottom, left, right, value)
            elif value is not None and (number, column) not in covered:
                page.write(number, column, value)
    book.save(str(path))
    return path


def dated(path: Path, at: datetime) -> Path:
    """The file as if it had been written at ``at``."""
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path
