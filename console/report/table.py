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
from console.report.cells import LETTERS, UNKNOWN, Cell, Formula, Row
from console.report.styles import BAD_FILL, BAD_INK, BAR, PRACTICE, WARN_FILL, WARN_INK, Styles, _fill

HEAD_ROWS = 5  # title, subtitle, accent, groups, header
FIRST = HEAD_ROWS + 1
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
        return Cell(column, UNKNOWN, styles[f"unknown{suffix}"])
    if kind in ("text", "label", "wrapped"):
        return Cell(column, value, styles[kind if kind == "wrapped" and not suffix else f"{_unwrapped(kind)}{suffix}"])
    ink = "" if isinstance(value, Formula) else ".in"
    return Cell(column, value, styles[f"{kind}{ink}{suffix}"])


def _unwrapped(kind: str) -> str:
    return "text" if kind == "wrapped" else kind


def head_rows(book: Book, sheet: Sheet, layout: Layout, band: Band, captions: Captions, area: str) -> Iterator[Row]:
    """The band, the groups and the header."""
    styles, columns = book.styles, layout.columns
    yield from band_rows(book, len(columns), band)
    yield Row(
        4, [Cell(n, captions.say(f"workbook.group.{c.group}"), styles["group"]) for n, c in enumerate(columns, 1)], 20
    )
    yield Row(
        5, [Cell(n, captions.say(f"workbook.{area}.{c.key}"), styles["head"]) for n, c in enumerate(columns, 1)], 34
    )


def band_rows(book: Book, width: int, band: Band) -> Iterator[Row]:
    styles = book.styles
    mark = min(width, 4) if band.practice else 0
    first = [Cell(1, band.title, styles["band"]), *(Cell(n, None, styles["band"]) for n in range(2, width + 1))]
    second = [Cell(1, band.subtitle, styles["band.sub"]), *(Cell(n, None, styles["band"]) for n in range(2, width + 1))]
    if mark:
        for number in range(width - mark + 1, width + 1):
            first[number - 1] = Cell(number, band.practice if number == width - mark + 1 else None, styles["practice"])
    else:
        second[width - 1] = Cell(width, None, styles["band.right"])
    split = width - max(2, width // 4)
    second[split] = Cell(split + 1, band.right, styles["band.right"])
    yield Row(1, first, 38)
    yield Row(2, second, 22)
    yield Row(3, [Cell(n, None, styles["accent"]) for n in range(1, width + 1)], 3)


def merge_band(sheet: Sheet, width: int, practice: bool) -> None:
    mark = min(width, 4) if practice else 0
    split = width - max(2, width // 4)
    sheet.merge(f"A1:{LETTERS[width - mark - 1]}1", f"A2:{LETTERS[split - 1]}2")
    sheet.merge(f"{LETTERS[split]}2:{LETTERS[width - 1]}2")
    if mark:
        sheet.merge(f"{LETTERS[width - mark]}1:{LETTERS[width - 1]}1")


def dress(sheet: Sheet, layout: Layout, *, freeze: str, practice: bool, print_to: int) -> None:
    """Widths, frozen panes, filter, merged heads."""
    page, columns = sheet.page, layout.columns
    for number, column in enumerate(columns, 1):
        page.column_dimensions[LETTERS[number - 1]].width = column.width
    page.freeze_panes = freeze
    last = LETTERS[len(columns) - 1]
    page.auto_filter.ref = f"A{HEAD_ROWS}:{last}{max(HEAD_ROWS + 1, layout.last)}"
    merge_band(sheet, len(columns), practice)
    for first, end in _runs([column.group for column in columns]):
        if end > first:
            sheet.merge(f"{LETTERS[first]}4:{LETTERS[end]}4")
    page.print_area = f"A1:{last}{print_to}"
    page.print_title_rows = f"4:{HEAD_ROWS}"


def paper(book: Book, sheet: Sheet, captions: Captions, show: str, *, one_page: bool = False, practice: bool) -> None:
    """A4 landscape, as wide as the page, numbered; the sheet's look on the screen."""
    page = sheet.page
    page.sheet_view.showGridLines = False
    page.sheet_view.zoomScale = 90
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4 if hasattr(page, "PAPERSIZE_A4") else 9
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 1 if one_page else 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_options.horizontalCentered = True
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top, page.page_margins.bottom = 0.4, 0.55
    page.page_margins.header = page.page_margins.footer = 0.25
    name = show.replace("&", "&&")[:90]
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


def bars(sheet: Sheet, area: str) -> None:
    """Bars as long as the figures."""
    sheet.page.conditional_formatting.add(
        area, DataBarRule(start_type="num", start_value=0, end_type="max", color=BAR, showValue=True)
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
