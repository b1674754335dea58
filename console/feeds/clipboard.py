"""A table copied from a web page or a spreadsheet, as a grid: from its HTML where there is a table in it, else from
its text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from console.feeds.grid import Grid, Row, SheetRefused, Span
from console.feeds.textfile import holds_rows
from console.feeds.workbook import filled

WIDEST_SPAN = 1_000
_UNSEEN = frozenset({"script", "style", "template", "title"})
_LINE_ENDS = frozenset({"br", "p", "div", "li"})


def copied_grid(name: str, text: str, html: str, most_rows: int) -> Grid | None:
    """The table of a clipboard, or None when what was copied is none. ``name`` stands for a file's.

    The HTML comes first: in the text of a copied page a line break inside a cell looks like the end of its row.
    Raises SheetRefused: ``too_many_rows broken_quotes``.
    """
    grid = (_from_html(name, html) if html else None) or _from_text(name, text)
    if grid is not None and len(grid.rows) > most_rows:
        raise SheetRefused("too_many_rows", file=name, limit=most_rows)
    return grid


def _from_text(name: str, text: str) -> Grid | None:
    delimiter = "\t" if "\t" in text else ","
    if delimiter not in text:
        return None
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            row = Row(line, tuple(cells))
            if reader.line_num > line and holds_rows(cells, delimiter):
                raise SheetRefused("broken_quotes", file=name, row=line)
            line = reader.line_num + 1
            if not row.blank:
                rows.append(row)
    except csv.Error as error:
        raise SheetRefused("broken_quotes", file=name, row=line) from error
    if not rows or (delimiter == "," and _is_prose(rows)):
        return None
    return Grid(path=Path(name), sheet="", rows=tuple(rows))


def _is_prose(rows: Sequence[Row]) -> bool:
    """Sentences have commas too: with a space behind them, and not as many in each line."""
    if len(rows) < 2 or len({len(row.cells) for row in rows}) > 1:
        return True
    return any(isinstance(cell, str) and cell.startswith(" ") for row in rows for cell in row.cells[1:])


def _from_html(name: str, html: str) -> Grid | None:
    """The tables that stand below each other in equal width are one: pages that scroll under their header draw that
    header as a table of its own. Of several the one with the most cells."""
    parser = _Tables()
    parser.feed(html)
    parser.close()
    joined: list[_Table] = []
    for table in parser.tables:
        if not table.rows:
            continue
        if joined and joined[-1].width == table.width:
            joined[-1].add(table)
        else:
            joined.append(table)
    best = max(joined, key=lambda table: table.width * len(table.rows), default=None)
    if best is None or best.width < 2:
        return None
    rows = [Row(number, tuple(cells)) for number, cells in enumerate(best.rows, 1) if any(cells)]
    if not rows:
        return None
    return Grid(path=Path(name), sheet="", rows=filled(rows, best.spans), spans=tuple(best.spans))


@dataclass(slots=True)
class _Table:
    rows: list[list[str | None]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)  # places a cell above or to the left reaches over

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    def put(self, words: str, across: int, down: int) -> None:
        """The next cell of the last row."""
        row, number = self.rows[-1], len(self.rows)
        while (number, len(row)) in self.taken:
            row.append(None)
        left = len(row)
        row += [words, *([None] * (across - 1))]
        if across > 1 or down > 1:
            self.spans.append(Span(number, number + down - 1, left, left + across - 1))
            self.taken |= {(n, c) for n in range(number + 1, number + down) for c in range(left, left + across)}

    def end_row(self) -> None:
        """What reaches over the end of the last row belongs to it."""
        row, number = self.rows[-1], len(self.rows)
        while (number, len(row)) in self.taken:
            row.append(None)

    def add(self, other: _Table) -> None:
        down = len(self.rows)
        self.rows += other.rows
        self.spans += [Span(s.top + down, s.bottom + down, s.left, s.right) for s in other.spans]


class _Tables(HTMLParser):
    """Every table of a page, one inside another as a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._cells: list[tuple[list[str], int, int] | None] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            table = _Table()
            self.tables.append(table)
            self._open.append(table)
            self._cells.append(None)
        elif not self._open:
            return
        elif tag == "tr":
            self._end_cell()
            self._open[-1].rows.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            if not self._open[-1].rows:
                self._open[-1].rows.append([])
            said = dict(attrs)
            self._cells[-1] = ([], _span(said.get("colspan")), _span(said.get("rowspan")))
        elif tag in _LINE_ENDS:
            self._say("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif not self._open:
            return
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self._end_cell()
            if self._open[-1].rows:
                self._open[-1].end_row()
        elif tag == "table":
            self._end_cell()
            self._open.pop()
            self._cells.pop()
        elif tag in _LINE_ENDS:
            self._say("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._say(re.sub(r"\s+", " ", data))

    def close(self) -> None:
        super().close()
        while self._open:  # a fragment may end inside a table
            self._end_cell()
            self._open.pop()
            self._cells.pop()

    def _say(self, words: str) -> None:
        if self._cells and self._cells[-1] is not None:
            self._cells[-1][0].append(words)

    def _end_cell(self) -> None:
        cell = self._cells[-1]
        if cell is None:
            return
        self._cells[-1] = None
        words, across, down = cell
        lines = (" ".join(line.split()) for line in "".join(words).split("\n"))
        self._open[-1].put("\n".join(line for line in lines if line), across, down)


def _span(said: str | None) -> int:
    return min(int(said), WIDEST_SPAN) if said and said.isascii() and said.isdigit() and int(said) > 0 else 1
