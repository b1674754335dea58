"""The overview's charts, and the small tables beside the printed page that they are drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RichTextProperties

from console.report.cells import LETTERS, UNKNOWN, Cell, Formula, moment
from console.report.figures import Item
from console.report.styles import ACCENT, INK, LINE, MUTED
from console.report.table import FIRST, cell

if TYPE_CHECKING:
    from console.report.overview_sheet import OverviewSheet

ROWS = 16  # sheet rows a chart covers
TOP_ITEMS = 10
NAME, GMV, AT, MINUTE_GMV, ONLINE = 19, 20, 22, 23, 24  # columns of the data
TITLE_ROW, HEAD_ROW, FIRST_ROW = 4, 5, 6
BLUE = "3B6EF5"


@dataclass(frozen=True, slots=True)
class Data:
    items: int
    minutes: int


def online_area(view: OverviewSheet) -> str:
    """The people online of every minute."""
    letter = LETTERS[ONLINE - 1]
    return f"${letter}${FIRST_ROW}:${letter}${FIRST_ROW + max(1, len(view.summary.minutes)) - 1}"


def _leading(view: OverviewSheet) -> list[tuple[int, Item]]:
    """The items that sold most, each with its row on the items sheet."""
    placed = [(row, item) for row, item in enumerate(view.summary.items, FIRST) if item.gmv > 0]
    return sorted(placed, key=lambda pair: -pair[1].gmv)[:TOP_ITEMS]


def put_data(view: OverviewSheet) -> Data:
    styles, say, grid, page = view.book.styles, view.captions.say, view.grid, view.sheet.page
    for column, width in ((NAME, 26), (GMV, 14), (AT - 1, 3), (AT, 16), (MINUTE_GMV, 14), (ONLINE, 10)):
        page.column_dimensions[LETTERS[column - 1]].width = width
    grid.put(TITLE_ROW, Cell(NAME, say("workbook.chart.data"), styles["fact.label"]))
    heads = ((NAME, "item"), (GMV, "gmv"), (AT, "minute"), (MINUTE_GMV, "gmv"), (ONLINE, "online"))
    for column, key in heads:
        grid.put(HEAD_ROW, Cell(column, say(f"workbook.chart.{key}"), styles["head"]))
    leading = _leading(view)
    layout, sheet = view.layout, view.items
    for row, (place, item) in enumerate(leading, FIRST_ROW):
        grid.put(row, cell(styles, NAME, "text", short(item.name or item.product_id)))
        reference = sheet.reference(layout.number("gmv"), place)
        grid.put(row, cell(styles, GMV, "money", Formula(reference, item.gmv / 100)))
    for row, minute in enumerate(view.summary.minutes, FIRST_ROW):
        grid.put(row, cell(styles, AT, "stamp", moment(view.words.here(minute.at))))
        grid.put(row, cell(styles, MINUTE_GMV, "money", minute.gmv / 100))
        online = UNKNOWN if minute.online is None else minute.online
        grid.put(row, cell(styles, ONLINE, "count", online))
    return Data(len(leading), len(view.summary.minutes))


def short(name: str) -> str:
    """A name as an axis can show it."""
    return name if len(name) <= 11 else f"{name[:10]}…"


def add(view: OverviewSheet, data: Data, row: int) -> None:
    """Both charts side by side from ``row`` on; a show without sales has none."""
    page = view.sheet.page
    view.grid.put(row + ROWS, Cell(1, None, view.book.styles["note"]))
    if data.items:
        page.add_chart(_placed(_items_chart(view, data), row, 0, 8))
    if data.minutes > 1:
        page.add_chart(_placed(_minutes_chart(view, data), row, 9, 17))


def _placed(chart: BarChart | LineChart, row: int, first: int, end: int) -> BarChart | LineChart:
    """Over the columns from ``first`` to ``end`` (from 0), whatever their width is on that machine."""
    corners = ((first, row - 1), (end, row + ROWS - 2))
    start, stop = (AnchorMarker(col=column, row=line) for column, line in corners)
    chart.anchor = TwoCellAnchor(editAs="twoCell", _from=start, to=stop)
    return chart


def _items_chart(view: OverviewSheet, data: Data) -> BarChart:
    page = view.sheet.page
    chart = BarChart()
    chart.type = "bar"
    chart.title = view.captions.say("workbook.chart.items_title", n=data.items)
    chart.add_data(Reference(page, min_col=GMV, min_row=HEAD_ROW, max_row=HEAD_ROW + data.items), titles_from_data=True)
    chart.set_categories(Reference(page, min_col=NAME, min_row=FIRST_ROW, max_row=HEAD_ROW + data.items))
    chart.series[0].graphicalProperties = GraphicalProperties(solidFill=BLUE)
    chart.gapWidth = 45
    chart.x_axis.scaling.orientation = "maxMin"  # the first row at the top
    chart.x_axis.tickLblSkip = 1
    chart.y_axis.crosses = "max"  # the scale below the bars, though the names run downwards
    _look(chart)
    return chart


def _minutes_chart(view: OverviewSheet, data: Data) -> LineChart:
    page = view.sheet.page
    chart = LineChart()
    chart.title = view.captions.say("workbook.chart.minutes_title")
    chart.add_data(
        Reference(page, min_col=MINUTE_GMV, min_row=HEAD_ROW, max_row=HEAD_ROW + data.minutes), titles_from_data=True
    )
    chart.set_categories(Reference(page, min_col=AT, min_row=FIRST_ROW, max_row=HEAD_ROW + data.minutes))
    line = chart.series[0]
    line.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=ACCENT, w=19050))
    line.smooth = False
    step = max(1, data.minutes // 10)
    chart.x_axis.number_format = "hh:mm"
    chart.x_axis.tickLblSkip = step
    chart.x_axis.tickMarkSkip = step
    _look(chart)
    return chart


def _look(chart: BarChart | LineChart) -> None:
    """Small letters, faint lines, no legend for a single series."""
    faint = GraphicalProperties(ln=LineProperties(solidFill=LINE, w=6350))
    chart.legend = None
    chart.y_axis.number_format = "#,##0"
    chart.y_axis.majorGridlines.spPr = faint
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False
        axis.spPr = faint
        axis.txPr = _letters(800, MUTED)
    for paragraph in chart.title.tx.rich.p:
        paragraph.pPr = ParagraphProperties(defRPr=CharacterProperties(sz=1100, b=True, solidFill=INK))
    chart.title.overlay = False
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(solidFill=LINE, w=9525))


def _letters(size: int, colour: str) -> RichText:
    look = CharacterProperties(sz=size, solidFill=colour)
    return RichText(bodyPr=RichTextProperties(), p=[Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)])
