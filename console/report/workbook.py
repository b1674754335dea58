"""The review workbook: four sheets over one summary, with live formulas, charts and print settings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from typing import IO

from console.report import items_sheet, log_sheet, rounds_sheet
from console.report.book import Book
from console.report.captions import Captions
from console.report.cells import clean
from console.report.figures import Overview, Summary
from console.report.overview_sheet import OverviewSheet
from console.report.table import Band, paper
from console.report.words import Words

# Pages across and down. The wide tables take two across with their first columns repeated: one would be unreadable.
_PAGES = {"overview": (1, 1), "items": (2, 0), "rounds": (2, 0), "log": (1, 0)}

__all__ = ["Captions", "write_workbook"]


def write_workbook(
    summary: Summary, captions: Captions, target: IO[bytes], progress: Callable[[float], None] = lambda _: None
) -> None:
    """Write the workbook of a show to ``target``; ``progress`` hears fractions of 1. Raises OSError."""
    book = Book(captions.lang)
    one = summary.overview
    words = Words(captions, one.time_zone)
    practice = captions.say("workbook.practice") if one.practice else ""
    titles = {name: captions.say(f"workbook.sheet.{name}") for name in ("overview", "items", "rounds", "log")}
    bands = {name: _band(one, title, captions, words, practice) for name, title in titles.items()}
    sheets = {name: book.sheet(title) for name, title in titles.items()}
    layout = items_sheet.layout_of(summary)
    overview = OverviewSheet(
        book, sheets["overview"], sheets["items"], layout, summary, captions, words, bands["overview"]
    )
    overview.write()
    items_sheet.write(book, sheets["items"], summary, captions, words, bands["items"])
    rounds_sheet.write(book, sheets["rounds"], summary, captions, words, bands["rounds"])
    log_sheet.write(book, sheets["log"], summary, captions, words, bands["log"])
    for name, sheet in sheets.items():
        paper(book, sheet, captions, one.name, pages=_PAGES[name], practice=one.practice)
    _properties(book, one, captions)
    book.save(target, progress)


def _band(one: Overview, title: str, captions: Captions, words: Words, practice: str) -> Band:
    mark = f"【{captions.say('workbook.practice_mark')}】" if practice else ""
    facts = [part for part in (one.room, one.account) if part]
    if one.day is not None:
        facts.append(f"{words.here(one.day):%Y-%m-%d}")
    return Band(
        title=f"{mark}{title}　{one.name}",
        subtitle="  ·  ".join(facts),
        right=captions.say("workbook.as_of", at=f"{words.here(one.as_of):%Y-%m-%d %H:%M:%S}", zone=one.time_zone),
        practice=practice,
    )


def _properties(book: Book, one: Overview, captions: Captions) -> None:
    told = book.workbook.properties
    told.title = clean(captions.say("workbook.property.title", name=one.name))
    told.creator = captions.say("workbook.property.creator")
    told.subject = captions.say("workbook.property.subject")
    told.description = captions.say("workbook.practice") if one.practice else None
    told.created = told.modified = one.as_of.astimezone(UTC).replace(tzinfo=None)
    told.language = captions.lang.replace("_", "-")
    book.workbook.calculation.fullCalcOnLoad = True
