"""The workbook as a reader finds it: live formulas with their results, text that stays text, sheets that agree."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.report.cells import LONGEST_TEXT
from console.report.figures import Summary
from console.report.table import FIRST
from console.show import commands as cmd
from console.show import events as ev
from console.show.plan import ShowInfo
from console.show.sales import Metric, OrderStatus
from console.wording import LANGUAGES
from tests.builders import make_entry, make_segment, twenty_entries
from tests.console.report.books import SHEETS, formulas, read, written
from tests.console.report.shows import Story
from tests.console.report.test_summary import DEEDS, play

HOSTILE = (
    '=HYPERLINK("http://example.org","点我")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1＋1",
    "'=1",
    "#REF!",
    "<b>&amp;]]>",
    "tab\tand\nline",
    "bell\x07 null\x00 escape\x1b end\ufffe lone\ud800",
    "  spaces  ",
    "😀👩‍👩‍👧 𠮷野家",
)


def busy(**info: object) -> Story:
    """An evening with everything: sales, refunds, an oversold item, a failed cue, a skip, a pause, people."""
    story = Story()
    story.create(twenty_entries(), room="家居百货", account="douyin:jiaju", hosts=("阿宁",), target_gmv=500_000, **info)
    story.do(cmd.GoLive())
    for number, product in enumerate(list(story.state.plan.products())[:8], 1):
        story.wait(minutes=2)
        story.do(cmd.Next())
        story.read(Metric.ONLINE, 500 + 31 * number)
        story.read(Metric.EXPOSURES, 900 * number, product)
        story.read(Metric.CLICKS, 100 * number, product)
        story.wait(seconds=20)
        for _ in range(number):
            story.sell(product, number, 1999 * number)
    story.sell(product, 5000, 1_000_000, status=OrderStatus.REFUNDED, refunded_amount=1234)
    story.sell("31415926535897932384", 1, 100)
    story.read(Metric.EXPOSURES, 777, list(story.state.plan.products())[9])  # and no clicks: it makes no rate
    story.read(Metric.CLICK_USERS, 55, list(story.state.plan.products())[10])
    story.read(Metric.VIEWS, 12_000)
    story.read(Metric.VIEWERS, 9_000)
    story.do(cmd.RecordCue(cause=story.state.core.last_take_seq, entry_id=None, state="failed", ms=12.0))
    story.do(cmd.Skip(entry_id=twenty_entries()[18].entry_id))
    story.do(cmd.PauseShow())
    story.wait(minutes=3)
    story.do(cmd.ResumeShow())
    story.wait(minutes=3)
    story.do(cmd.EndShow())
    return story


@pytest.fixture(scope="module")
def summary() -> Summary:
    return busy().summary()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sheets_are_those_promised_in_their_order(summary: Summary, lang: str) -> None:
    book = read(written(summary, lang))
    assert tuple(book.sheetnames) == SHEETS[lang]
    assert book.calculation.fullCalcOnLoad
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_area
    for title in SHEETS[lang][1:]:
        sheet = book[title]
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref
        assert sheet.print_title_rows == "$4:$5"


def test_every_formula_carries_its_result_for_readers_that_do_not_compute(summary: Summary) -> None:
    content = written(summary)
    found, values = formulas(read(content)), read(content, values=True)
    assert len(found) > 100
    assert [at for at in found if values[at[0]][at[1]].value is None] == []


def test_inputs_are_blue_and_formulas_are_black(summary: Summary) -> None:
    sheet = read(written(summary))["商品明细"]
    head = {cell.value: cell.column for cell in sheet[FIRST - 1]}
    gmv, net = sheet.cell(FIRST, head["成交金额"]), sheet.cell(FIRST, head["净成交金额"])
    assert gmv.font.color.rgb.endswith("1D4ED8")
    assert net.data_type == "f"
    assert not net.font.color.rgb.endswith("1D4ED8")


def test_the_figures_are_the_summarys(summary: Summary) -> None:
    book = read(written(summary), values=True)
    sheet = book["商品明细"]
    head: dict[str, int] = {}
    for cell in sheet[FIRST - 1]:
        head.setdefault(cell.value, cell.column)
    for row, item in enumerate(summary.items, FIRST):
        assert str(sheet.cell(row, head["商品ID"]).value) == item.product_id
        assert sheet.cell(row, head["成交金额"]).value == pytest.approx(item.gmv / 100)
        assert sheet.cell(row, head["订单"]).value == item.orders
        shown = sheet.cell(row, head["剩余"]).value
        assert shown == ("—" if item.left is None else item.left)
    total = FIRST + len(summary.items)
    assert sheet.cell(total, head["成交金额"]).value == pytest.approx(summary.overview.gmv / 100)
    assert sheet.cell(total, head["订单"]).value == summary.overview.orders
    rounds = book["讲解时间轴"]
    assert rounds.cell(FIRST + len(summary.rounds), 3).value == "合计"
    assert isinstance(rounds.cell(FIRST, 8).value, datetime)
    assert book["操作日志"].max_row == FIRST + len(summary.log) - 1


def test_times_are_the_rooms_whatever_the_machine_thinks(summary: Summary) -> None:
    book = read(written(summary), values=True)
    assert book["操作日志"].cell(FIRST, 2).value == datetime.fromisoformat("2026-11-11T19:23:27")


def test_a_long_id_stays_text(summary: Summary) -> None:
    sheet = read(written(summary))["商品明细"]
    ids = [sheet.cell(row, 3) for row in range(FIRST, FIRST + len(summary.items))]
    assert "31415926535897932384" in [cell.value for cell in ids]
    assert {cell.data_type for cell in ids} <= {"s", "inlineStr"}


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_text_from_outside_is_text_and_never_a_formula(text: str) -> None:
    story = Story()
    entry = make_entry(1, name=text, scene=text, host=text, link_no=text)
    story.record(ev.ShowCreated(info=ShowInfo(name=text, room=text, account=text, hosts=(text,)), entries=(entry,)))
    story.do(cmd.GoLive(), actor=text)
    story.record(ev.Noted(text=text))
    story.record(ev.MessageSent(text=text))
    story.record(ev.Ticked(entry_id=entry.entry_id, action=text, seconds=1.0))
    story.sell(text, 1)
    content = written(story.summary())
    book = read(content)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert not any(mark in cell.value for mark in ("HYPERLINK", "1+1", "2+3", "SUM(A1)"))
    note = next(row for row in book["操作日志"].iter_rows(min_row=FIRST) if row[4].value == "备注")[6]
    assert note.data_type == "s"
    kept = re.sub("[\x00\x07\x1b\ufffe\ud800]", "", text).replace("\r", "\n")
    assert note.value == kept
    if text.startswith(("=", "+", "-", "@", "\t", "\r", "＝")):
        assert note.quotePrefix


def test_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    story = Story()
    story.create([make_entry(1)])
    story.record(ev.Noted(text="长" * 40_000))
    sheet = read(written(story.summary()))["操作日志"]
    value = sheet.cell(FIRST + 1, 7).value
    assert len(value) == LONGEST_TEXT
    assert value.endswith("…")


@pytest.mark.parametrize(("lang", "mark"), [("zh_CN", "练习"), ("en", "PRACTICE")])
def test_a_practice_show_is_marked_on_every_sheet(lang: str, mark: str) -> None:
    story = Story()
    story.create([make_entry(1)], practice=True)
    book = read(written(story.summary(), lang))
    for sheet in book.worksheets:
        assert mark in sheet["A1"].value
        assert sum(mark in str(cell.value) for cell in sheet[1]) == 2
    plain = read(written(busy().summary(), lang))
    assert not any(mark in str(cell.value) for sheet in plain.worksheets for cell in sheet[1])


def test_an_empty_show_makes_a_whole_workbook() -> None:
    story = Story()
    story.create([])
    book = read(written(story.summary()))
    assert tuple(book.sheetnames) == SHEETS["zh_CN"]
    story = Story()
    story.create([make_segment(1)])
    story.do(cmd.GoLive())
    assert read(written(story.summary()))["讲解时间轴"].cell(FIRST, 9).value == "讲解中"


@pytest.mark.parametrize("practice", [False, True])
def test_no_merged_cells_overlap(practice: bool) -> None:
    """Excel asks to repair a book in which they do."""
    for sheet in read(written(busy(practice=practice).summary())).worksheets:
        areas = list(sheet.merged_cells.ranges)
        cells = [cell for area in areas for row in area.rows for cell in row]
        assert len(cells) == len(set(cells)), sheet.title


def test_the_overview_has_its_charts(summary: Summary) -> None:
    with ZipFile(BytesIO(written(summary))) as archive:
        charts = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 2


def test_the_properties_name_the_show_and_the_program(summary: Summary) -> None:
    told = read(written(summary)).properties
    assert told.title == "测试场 复盘"
    assert "中控" in told.creator


@settings(max_examples=25, deadline=None)
@given(deeds=DEEDS, hours=st.integers(0, 5), ended=st.booleans())
def test_the_sheets_of_any_show_agree(deeds: list[tuple[str, int, int]], hours: int, ended: bool) -> None:
    summary = play(deeds, hours, ended).summary()
    book = read(written(summary, "en"), values=True)
    items, rounds, overview = book["Items"], book["Timeline"], book["Overview"]
    head: dict[str, int] = {}
    for cell in items[FIRST - 1]:
        head.setdefault(cell.value, cell.column)
    total = FIRST + len(summary.items)
    column = [items.cell(row, head["GMV"]).value for row in range(FIRST, total)]
    assert items.cell(total, head["GMV"]).value == pytest.approx(sum(column))
    assert overview["A6"].value == pytest.approx(sum(column)) == pytest.approx(summary.overview.gmv / 100)
    on_air = items.cell(total, head["GMV on air"]).value
    heads = {cell.value: cell.column for cell in rounds[FIRST - 1]}
    sold = rounds.cell(FIRST + len(summary.rounds), heads["GMV"]).value
    assert (0 if on_air == "—" else on_air) == pytest.approx(0 if sold == "—" else sold)
    lengths = rounds.cell(FIRST + len(summary.rounds), heads["Actual length"]).value
    assert isinstance(lengths, timedelta | datetime | float | int) or lengths is not None
