"""A sheet that is one table: band, grouped header, rows, totals, filter, frozen panes and print settings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openpyxl.formatting.rule import DataBarRule, FormulaRule
from openpyxl.styles import Font
from openpyxl.worksheet.properties import PageSetupProperties

from console.report.book import Book, Sheet
from console.report.captions import Captions
from console.report.cells import LETTERS, UNKNOWN, Cell, Formula, Row, clean
from console.report.styles import BAD_FILL, BAD_INK, BAR, CENTRED, LEFT, PRACTICE, WARN_FILL, WARN_INK, Styles, _fill

HEAD_ROWS = 5  # title, subtitle, accent, groups, header
FIRST = HEAD_ROWS + 1
A4 = 9  # the number a sheet knows the paper by
_REFERENCE = re.compile(r"\{(\w+)(:all)?\}")

Value = str | int | float | Formula | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """``key`` names its caption, ``kind`` its style. ``inputs``: blue figures; formulas are black by themselves."""

    key: str
    kind: str
    width: float
    group: str = ""

    @property
    def is_text(self) -> bool:
        return self.kind in ("text", "label", "wrapped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where things stand in a table of ``count`` rows."""

    columns: Sequence[Column]
    count: int

    @property
    def widths(self) -> list[float]:
        return [column.width for column in self.columns]

    @property
    def last(self) -> int:
        return FIRST + self.count - 1

    @property
    def total(self) -> int:
        return self.last + 1

    def number(self, key: str) -> int:
        """The column called ``key``, from 1."""
        return next(place for place, column in enumerate(self.columns, 1) if column.key == key)

    def letter(self, key: str) -> str:
        letter: str = LETTERS[self.number(key) - 1]
        return letter

    def area(self, *keys: str) -> str:
        """All rows of the columns from the first key to the last."""
        return f"{self.letter(keys[0])}{FIRST}:{self.letter(keys[-1])}{max(FIRST, self.last)}"

    def formula(self, text: str, row: int, known: float | int | str | None) -> Formula:
        """``{gmv}``: the cell of this row; ``{gmv:all}``: the column's rows."""

        def put(match: re.Match[str]) -> str:
            letter = self.letter(match[1])
            return f"${letter}${FIRST}:${letter}${max(FIRST, self.last)}" if match[2] else f"{letter}{row}"

        return Formula(_REFERENCE.sub(put, text), UNKNOWN if known is None else known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """What stands above every table."""

    title: str
    subtitle: str
    right: str
    practice: str  # empty for a real show


def cell(styles: Styles, column: int, kind: str, value: Value, suffix: str = "") -> Cell:
    """A figure in its style: blue when it was put in, black when it is worked out, grey when it is unknown."""
    if value is None or value == UNKNOWN:
        return Cell(column, UNKNOWN, styles[f"unknown{suffix or ('.mid' if kind in CENTRED | LEFT else '')}"])
    if kind in ("text", "label", "wrapped"):
        return Cell(column, value, styles[kind if kind == "wrapped" and not suffix else f"{_unwrapped(kind)}{suffix}"])
    ink = "" if isinstance(value, Formula) else ".in"
    return Cell(column, value, styles[f"{kind}{ink}{suffix}"])


def _unwrapped(kind: str) -> str:
    return "text" if kind == "wrapped" else kind


def head_rows(book: Book, sheet: Sheet, layout: Layout, band: Band, captions: Captions, area: str) -> Iterator[Row]:
    """The band, the groups and the header."""
    styles, columns = book.styles, layout.columns
    yield from band_rows(book, layout.widths, band)
    yield Row(
        4, [Cell(n, captions.say(f"workbook.group.{c.group}"), styles["group"]) for n, c in enumerate(columns, 1)], 20
    )
    yield Row(
        5, [Cell(n, captions.say(f"workbook.{area}.{c.key}"), styles["head"]) for n, c in enumerate(columns, 1)], 34
    )


def band_rows(book: Book, widths: Sequence[float], band: Band) -> Iterator[Row]:
    """Title, subtitle and accent line over columns of these widths."""
    styles, count = book.styles, len(widths)
    first = [Cell(1, band.title, styles["band"]), *(Cell(n, None, styles["band"]) for n in range(2, count + 1))]
    second = [Cell(1, band.subtitle, styles["band.sub"]), *(Cell(n, None, styles["band"]) for n in range(2, count + 1))]
    mark, told = _from_right(widths, _MARK), _from_right(widths, _AS_OF)
    if band.practice:
        first[mark:] = [
            Cell(n, None if n > mark + 1 else band.practice, styles["practice"]) for n in range(mark + 1, count + 1)
        ]
    second[told] = Cell(told + 1, band.right, styles["band.right"])
    yield Row(1, first, 38)
    yield Row(2, second, 22)
    yield Row(3, [Cell(n, None, styles["accent"]) for n in range(1, count + 1)], 3)


def merge_band(sheet: Sheet, widths: Sequence[float], practice: bool) -> None:
    """The merged cells ``band_rows`` counts on."""
    count = len(widths)
    mark, told = _from_right(widths, _MARK) if practice else count, _from_right(widths, _AS_OF)
    for row, first, end in ((1, 0, mark), (1, mark, count), (2, 0, told), (2, told, count)):
        if end - first > 1:
            sheet.merge(f"{LETTERS[first]}{row}:{LETTERS[end - 1]}{row}")


_MARK, _AS_OF = 26, 44  # characters the practice mark and the time of the report take


def _from_right(widths: Sequence[float], wanted: float) -> int:
    """The column, from 0, from which on there is so much room."""
    place = len(widths)
    while place > 1 and wanted > 0:
        place -= 1
        wanted -= widths[place]
    return place


def dress(sheet: Sheet, layout: Layout, *, keep: int, practice: bool, print_to: int) -> None:
    """Widths, frozen panes, filter, merged heads. ``keep``: columns that stay in sight, and stand on every page."""
    page, columns = sheet.page, layout.columns
    for number, column in enumerate(columns, 1):
        page.column_dimensions[LETTERS[number - 1]].width = column.width
    page.freeze_panes = f"{LETTERS[keep]}{FIRST}"
    last = LETTERS[len(columns) - 1]
    page.auto_filter.ref = f"A{HEAD_ROWS}:{last}{max(HEAD_ROWS + 1, layout.last)}"
    merge_band(sheet, layout.widths, practice)
    for first, end in _runs([column.group for column in columns]):
        if end > first:
            sheet.merge(f"{LETTERS[first]}4:{LETTERS[end]}4")
    page.print_area = f"A1:{last}{print_to}"
    page.print_title_rows = f"4:{HEAD_ROWS}"
    if keep:
        page.print_title_cols = f"A:{LETTERS[keep - 1]}"


def paper(book: Book, sheet: Sheet, captions: Captions, show: str, *, pages: tuple[int, int], practice: bool) -> None:
    """A4 landscape, fitted to so many pages across and down (0: as many as it takes); the look on the screen."""
    page = sheet.page
    page.sheet_view.showGridLines = False
    page.sheet_view.zoomScale = 90
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = pages
    page.page_setup.pageOrder = "overThenDown"
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_options.horizontalCentered = True
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top, page.page_margins.bottom = 0.4, 0.55
    page.page_margins.header = page.page_margins.footer = 0.25
    name = clean(show)[:90].replace("\n", " ").replace("&", "&&")
    page.oddFooter.left.text = name
    page.oddFooter.center.text = sheet.title.replace("&", "&&")
    page.oddFooter.right.text = "&P / &N"
    for part in (page.oddFooter.left, page.oddFooter.center, page.oddFooter.right):
        part.size = 8
    if practice:
        page.sheet_properties.tabColor = PRACTICE


def mark_bad(sheet: Sheet, area: str, formula: str) -> None:
    """Red where the formula, written for the first cell of the area, holds."""
    sheet.page.conditional_formatting.add(
        area, FormulaRule(formula=[formula], fill=_rule_fill(BAD_FILL), font=Font(color=BAD_INK, b=True))
    )


def mark_warn(sheet: Sheet, area: str, formula: str) -> None:
    """Amber where the formula, written for the first cell of the area, holds."""
    sheet.page.conditional_formatting.add(
        area, FormulaRule(formula=[formula], fill=_rule_fill(WARN_FILL), font=Font(color=WARN_INK))
    )


def mark_text(sheet: Sheet, area: str, formula: str) -> None:
    """Amber letters where the formula, written for the first cell of the area, holds."""
    sheet.page.conditional_formatting.add(area, FormulaRule(formula=[formula], font=Font(color=WARN_INK)))


def bars(sheet: Sheet, area: str) -> None:
    """Bars as long as the figures."""
    sheet.page.conditional_formatting.add(
        area,
        DataBarRule(
            start_type="num", start_value=0, end_type="max", color=BAR, showValue=True, minLength=0, maxLength=90
        ),
    )


def _rule_fill(colour: str) -> object:
    fill = _fill(colour)
    fill.bgColor = fill.fgColor  # a rule's solid fill is read from its background
    return fill


def _runs(groups: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = 0
    for place in range(1, len(groups) + 1):
        if place == len(groups) or groups[place] != groups[first]:
            yield first, place - 1
            first = place
