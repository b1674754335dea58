"""Finds the header of a table in a grid and reads its columns by name, tolerant of how people write headers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from console.feeds.grid import CellProblem, Data, Grid, Row, column_letter
from console.feeds.values import Raw, ValueRefused, shown, text

HEADER_WITHIN = 20
LONGEST_NAME = 60  # a longer cell is a sentence
LOOSELY = 200  # ranks from here on: a header that only begins with a known name
TOTAL_WORDS = frozenset(
    {"全部", "合计", "总计", "整体", "小计", "共计", "汇总", "total", "totals", "sum", "grandtotal"}
)

LONGEST_TOTAL = 16

_Value = TypeVar("_Value")


@lru_cache(maxsize=4096)
def header_key(header: str) -> str:
    """A header with everything taken out that people write in different ways.

    >>> header_key("\\ufeff 直播价（元）"), header_key("Link No."), header_key("点击率％"), header_key("时长\\n(分钟)")
    ('直播价', 'linkno', '点击率%', '时长(分钟)')
    """
    plain = unicodedata.normalize("NFKC", header).casefold()
    plain = re.sub(r"[\s_.·:*#'\"\ufeff\u200b]+", "", plain)
    return re.sub(r"[\[(【](元|rmb|cny|¥)[\])】]", "", plain)


def says_total(cell: str) -> bool:
    """True for what stands where a line of sums begins.

    >>> says_total("合计："), says_total("总计（共100条）"), says_total("共 100 条"), says_total("合计划")
    (True, True, True, False)
    """
    plain = re.sub(r"[\[(【].*[\])】]$", "", header_key(cell))
    return plain in TOTAL_WORDS or re.fullmatch(r"[共合总]计?\d+[条行笔单件个项款]?", plain) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column a kind of table may have. ``names``: its own name first, then synonyms, any language."""

    key: str
    names: tuple[str, ...]
    required: bool = False


class Vocabulary:
    """The columns of one kind of table. ``loose``: a header may also begin with a known name (``直播价(券后)``)."""

    def __init__(self, columns: tuple[Column, ...], *, loose: bool) -> None:
        self.columns = columns
        self._loose = loose
        self._ranks: dict[str, tuple[str, int]] = {}
        for column in columns:
            for rank, name in enumerate(column.names):
                self._ranks.setdefault(header_key(name), (column.key, rank))
        self._longest_first = sorted(self._ranks, key=len, reverse=True)
        self._required = {column.key for column in columns if column.required}

    def exact(self, header: str) -> bool:
        return header_key(header) in self._ranks

    def match(self, header: str) -> tuple[str, int] | None:
        """The column a header names and how well (0 is best), or None."""
        plain = header_key(header)
        if plain in self._ranks:
            return self._ranks[plain]
        if not self._loose or not plain:
            return None
        bare = re.sub(r"[\[(【].*?[\])】]", "", plain)
        if bare in self._ranks:
            key, rank = self._ranks[bare]
            return key, rank + 100
        for name in self._longest_first:
            if len(name) > 1 and bare.startswith(name):
                rest = bare[len(name) :]
                if name.isascii() and rest[0].isascii() and rest[0].isalpha():
                    continue  # "normal" does not begin with "no"
                key, rank = self._ranks[name]
                if key in self._required and len(name) < 3:
                    continue  # 商品数量 is no name of a 商品
                if self._ranks.get(rest, (key, 0))[0] not in {key, *self._required}:
                    key, rank = self._ranks[rest]  # 主播话术 is a script, not a host
                return key, rank + LOOSELY
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A grid whose header was found. ``columns`` gives each known column's place from 0."""

    grid: Grid
    header_row: int
    headers: tuple[str, ...]
    columns: Mapping[str, int]
    rows: tuple[Row, ...]
    unused: tuple[str, ...]
    repeated_headers: tuple[int, ...] = ()
    constants: Mapping[str, Raw] = field(default_factory=dict)  # what every row holds though no column does
    units: Mapping[str, Callable[[Raw], Raw]] = field(default_factory=dict)  # a column's unit turned into ours

    def has(self, key: str) -> bool:
        return key in self.columns or key in self.constants

    def cell(self, row: Row, key: str) -> Raw:
        """What a row holds in a known column; None where the table has no such column."""
        column = self.columns.get(key)
        if column is None:
            return self.constants.get(key)
        unit = self.units.get(key)
        return row.cell(column) if unit is None else unit(row.cell(column))

    def header(self, key: str) -> str:
        column = self.columns.get(key)
        return "" if column is None else self.headers[column]

    def is_total(self, row: Row) -> bool:
        """True for a line of sums: its first cell that holds anything says so."""
        first = next((cell for cell in row.cells if not (cell is None or cell == "")), None)
        return isinstance(first, str) and len(first) <= LONGEST_TOTAL and says_total(first)

    def problem(self, row: Row, key: str, code: str, held: str = "", data: Data | None = None) -> CellProblem:
        """A bad cell of this table, with its place."""
        column = self.columns.get(key)
        return CellProblem(
            sheet=self.grid.sheet,
            row=row.number,
            column="" if column is None else column_letter(column),
            header="" if column is None else " ".join(self.headers[column].split()),
            held=held,
            code=code,
            remedy_code=code,
            data=data or {},
        )


class Reader:
    """Reads cells through parsers and collects every bad one instead of stopping at the first."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.problems: list[CellProblem] = []

    def read(self, row: Row, key: str, parse: Callable[[Raw], _Value], failed: _Value) -> _Value:
        """The parsed cell; ``failed`` stands in for a bad one, which is noted."""
        try:
            return parse(self.table.cell(row, key))
        except ValueRefused as refusal:
            self.problems.append(self.table.problem(row, key, refusal.code, refusal.held))
            return failed

    def text(self, row: Row, key: str) -> str:
        """The cell as text, '' for none; one that holds no value though it is not empty is noted."""
        return self.read(row, key, text, "")

    def refuse(self, row: Row, key: str, code: str, data: Data | None = None) -> None:
        """Notes a cell that can be read and yet cannot be."""
        self.problems.append(self.table.problem(row, key, code, shown(self.table.cell(row, key)), data))

    def in_place(self) -> tuple[CellProblem, ...]:
        """All problems from the top of the sheet down."""
        return tuple(sorted(self.problems, key=lambda problem: (problem.row, len(problem.column), problem.column)))


@dataclass(frozen=True, slots=True)
class Header:
    """Where a table's names stand: the place of their last row in the grid, and each column's name."""

    index: int
    names: tuple[str, ...]
    score: int


def find_header(grid: Grid, vocabulary: Vocabulary, *, at_least: int) -> Header | None:
    """The row within the first that names the most known columns, or the two rows that together name more.

    At least ``at_least`` columns must be named. Of two levels the group and its member are one name, joined by a
    blank; a member without a group, and a group without members, stand alone.
    """
    best: Header | None = None
    for index, row in enumerate(grid.rows[:HEADER_WITHIN]):
        names = tuple(text(cell) if isinstance(cell, str) else "" for cell in row.cells)
        score = _score(names, vocabulary)
        if score >= at_least and (best is None or score > best.score):
            best = Header(index, names, score)
    for index in range(min(len(grid.rows), HEADER_WITHIN) - 1):
        both = two_levels(grid, index)
        if both is None:
            continue
        score = _score(both, vocabulary)
        if score < at_least or (best is not None and score <= best.score):
            continue
        lower = _score(_names(grid.rows[index + 1]), vocabulary)
        gained = score - _score(_names(grid.rows[index]), vocabulary)
        if lower >= 2 or gained >= 2:  # else a row of goods with one telling cell would do
            best = Header(index + 1, both, score)
    return best


def two_levels(grid: Grid, index: int) -> tuple[str, ...] | None:
    """The names of a header whose groups stand in row ``index`` of the grid and members in the next; None when the
    two rows cannot be one header.

    A group reaches over the cells it was merged across, or, where no merge tells, over the blanks to its right.
    """
    upper, lower = grid.rows[index], grid.rows[index + 1]
    if lower.number != upper.number + 1 and grid.sheet:
        return None
    if not all(cell is None or isinstance(cell, str) for cell in (*upper.cells, *lower.cells)):
        return None
    width = max(len(upper.cells), len(lower.cells))
    groups, members = _names(upper), _names(lower)
    groups += ("",) * (width - len(groups))
    members += ("",) * (width - len(members))
    reach = {
        column: span.left
        for span in grid.spans
        if span.top <= upper.number <= span.bottom and span.right > span.left
        for column in range(span.left, span.right + 1)
    }
    joined: list[str] = []
    group, grouped = "", False
    for column in range(width):
        if column in reach:
            group, own = groups[reach[column]] if reach[column] < width else "", True
        elif groups[column]:
            group, own = groups[column], True
        else:
            own = not grid.spans and bool(group) and bool(members[column])
        above, below = (group if own else ""), members[column]
        grouped = grouped or bool(above and below and above != below)
        joined.append(f"{above} {below}" if above and below and above != below else below or above)
    return tuple(joined) if grouped or any(not name for name in members) else None


def _names(row: Row) -> tuple[str, ...]:
    return tuple(text(cell) if isinstance(cell, str) else "" for cell in row.cells)


def _score(names: tuple[str, ...], vocabulary: Vocabulary) -> int:
    matches = [match for name in names if len(name) <= LONGEST_NAME and (match := vocabulary.match(name)) is not None]
    named_outright = any(rank < LOOSELY for _, rank in matches)  # else "主播小桂, 库存充足" would be a header
    return len({key for key, _ in matches}) if named_outright else 0


def find_table(grid: Grid, vocabulary: Vocabulary, *, at_least: int) -> Table | None:
    """The table whose header names the most known columns within the first rows, or None.

    Rows above it are titles; a header repeated further down (as printed pages have it) is no data.
    """
    header = find_header(grid, vocabulary, at_least=at_least)
    return None if header is None else table_under(grid, header, vocabulary)


def table_under(grid: Grid, header: Header, vocabulary: Vocabulary) -> Table:
    """The table whose header was found, its columns told by ``vocabulary``. A header at -1 stands in no row."""
    headers = header.names
    columns, unused = _assign(headers, vocabulary)
    rows, repeated = [], []
    for row in grid.rows[header.index + 1 :]:
        if header.score > 1 and _repeats(row, headers, columns):
            repeated.append(row.number)
        else:
            rows.append(row)
    return Table(
        grid=grid,
        header_row=0 if header.index < 0 else grid.rows[header.index].number,
        headers=headers,
        columns=columns,
        rows=tuple(rows),
        unused=unused,
        repeated_headers=tuple(repeated),
    )


def _assign(headers: tuple[str, ...], vocabulary: Vocabulary) -> tuple[dict[str, int], tuple[str, ...]]:
    """Each column to its best header: exact before synonym before prefix, then from the left."""
    offers: dict[str, tuple[int, int]] = {}
    for index, header in enumerate(headers):
        match = vocabulary.match(header) if len(header) <= LONGEST_NAME else None
        if match is not None:
            key, rank = match
            offers[key] = min(offers.get(key, (rank, index)), (rank, index))
    columns = {key: index for key, (_, index) in offers.items()}
    taken = set(columns.values())
    unused = tuple(" ".join(h.split()) for index, h in enumerate(headers) if h and index not in taken)
    return columns, unused


def _repeats(row: Row, headers: tuple[str, ...], columns: Mapping[str, int]) -> bool:
    """True when every known cell that holds anything holds its column's name, two of them at least."""
    same = 0
    for index in columns.values():
        cell = row.cell(index)
        if cell is None or cell == "":
            continue
        if not isinstance(cell, str) or len(cell) > LONGEST_NAME or not cell.strip():
            return False
        if header_key(cell) != header_key(headers[index]):
            return False
        same += 1
    return same >= 2
