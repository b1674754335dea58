"""操作日志: every event of the journal as one row, made while it is written so that a long show stays out of memory."""

from __future__ import annotations

from collections.abc import Iterator

from console.report.book import Book, Sheet
from console.report.captions import Captions
from console.report.cells import Cell, Row, days, moment
from console.report.figures import Summary
from console.report.sentences import kind_key
from console.report.table import FIRST, Band, Column, Layout, dress, head_rows, mark_bad, mark_warn
from console.report.words import Words

COLUMNS = (
    Column(key="seq", kind="count", width=8, group="when"),
    Column(key="at", kind="moment", width=20, group="when"),
    Column(key="clock", kind="length", width=10, group="when"),
    Column(key="actor", kind="label", width=12, group="done"),
    Column(key="kind", kind="label", width=14, group="done"),
    Column(key="object", kind="text", width=30, group="done"),
    Column(key="sentence", kind="wrapped", width=62, group="done"),
    Column(key="result", kind="label", width=24, group="came"),
)


def write(book: Book, sheet: Sheet, summary: Summary, captions: Captions, words: Words, band: Band) -> None:
    """Give ``sheet`` its rows and its look."""
    log = summary.log
    layout = Layout(columns=COLUMNS, count=len(log))
    number_style, at_style, clock_style = (book.styles[kind] for kind in ("count", "moment", "length"))
    label, text, wrapped, unknown = (book.styles[name] for name in ("label", "text", "wrapped", "unknown"))
    kinds: dict[str, str] = {}
    actors: dict[str, str] = {}

    def rows() -> Iterator[Row]:
        yield from head_rows(book, sheet, layout, band, captions, "log")
        here, render = words.here, captions.render
        for number, row in enumerate(log, FIRST):
            kind = kinds.get(row.kind) or kinds.setdefault(row.kind, captions.say(kind_key(row.kind)))
            actor = actors.get(row.actor) or actors.setdefault(row.actor, words.actor(row.actor))
            clock = row.clock
            yield Row(
                number,
                (
                    Cell(1, row.seq, number_style),
                    Cell(2, moment(here(row.at)), at_style),
                    Cell(3, "—", unknown) if clock is None else Cell(3, days(clock), clock_style),
                    Cell(4, actor, label),
                    Cell(5, kind, label),
                    Cell(6, render(row.object), text),
                    Cell(7, render(row.sentence), wrapped),
                    Cell(8, render(row.result), label),
                ),
            )

    sheet.rows = rows
    sheet.count = FIRST + len(log)
    sheet.page.sheet_format.defaultRowHeight = 18
    dress(sheet, layout, keep=0, practice=bool(band.practice), print_to=max(FIRST, layout.last))
    if len(log):
        result = layout.letter("result")
        for state in ("failed", "timed_out"):
            said = captions.say(f"report.outcome.{state}")
            mark_bad(sheet, layout.area("result"), f'{result}{FIRST}="{said}"')
        for key in ("report.result.undone", "report.result.unread"):
            mark_warn(sheet, layout.area("result"), f'{result}{FIRST}="{captions.say(key)}"')
