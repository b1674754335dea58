"""讲解时间轴: one row a round, planned beside actual, and what the room did while it was on air."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from console.report.book import Book, Sheet
from console.report.captions import Captions
from console.report.cells import UNKNOWN, Cell, Row, days, moment
from console.report.figures import RoundFigures, Summary, TickFigures, known_sum
from console.report.items_sheet import _cells, _whole, _yuan
from console.report.sentences import action_word, outcome_phrase
from console.report.table import (
    FIRST,
    Band,
    Column,
    Layout,
    Value,
    bars,
    dress,
    head_rows,
    mark_bad,
    mark_text,
    mark_warn,
)
from console.report.words import Words

COLUMNS = (
    Column(key="number", kind="count", width=6, group="round"),
    Column(key="link_no", kind="label", width=7, group="round"),
    Column(key="name", kind="text", width=26, group="round"),
    Column(key="role", kind="label", width=9, group="round"),
    Column(key="host", kind="label", width=9, group="round"),
    Column(key="scene", kind="label", width=11, group="round"),
    Column(key="planned_start", kind="clock", width=10, group="time"),
    Column(key="started_at", kind="stamp", width=15, group="time"),
    Column(key="ended_at", kind="clock", width=10, group="time"),
    Column(key="planned", kind="length", width=9, group="time"),
    Column(key="length", kind="length", width=9, group="time"),
    Column(key="over", kind="signed", width=8, group="time"),
    Column(key="released", kind="count", width=8.5, group="round_sales"),
    Column(key="orders", kind="count", width=7, group="round_sales"),
    Column(key="units", kind="count", width=7, group="round_sales"),
    Column(key="gmv", kind="money", width=13, group="round_sales"),
    Column(key="round_yield", kind="money", width=11, group="round_sales"),
    Column(key="clicks", kind="count", width=8, group="round_traffic"),
    Column(key="buyers", kind="count", width=7, group="round_traffic"),
    Column(key="clickers", kind="count", width=8, group="round_traffic"),
    Column(key="cvr_basis", kind="label", width=6, group="round_traffic"),
    Column(key="cvr", kind="rate", width=8, group="round_traffic"),
    Column(key="online_start", kind="count", width=8, group="round_traffic"),
    Column(key="online_end", kind="count", width=8, group="round_traffic"),
    Column(key="online_change", kind="change", width=8, group="round_traffic"),
    Column(key="cue", kind="label", width=15, group="actions"),
    Column(key="ticks", kind="text", width=52, group="actions"),
)
LATE = 0.5  # minutes over the plan from which a round is marked

_SUM = 'IF(COUNT({%s:all})=0,"—",SUM({%s:all}))'


def write(book: Book, sheet: Sheet, summary: Summary, captions: Captions, words: Words, band: Band) -> None:
    """Give ``sheet`` its rows and its look."""
    layout = Layout(columns=COLUMNS, count=len(summary.rounds))
    tail = f"{summary.round_tail.total_seconds() / 60:g}"
    notes = [captions.say("workbook.rounds.note_window", minutes=tail), captions.say("workbook.rounds.note_clicks")]
    last = layout.total + 1 + len(notes)

    def rows() -> Iterator[Row]:
        yield from head_rows(book, sheet, layout, band, captions, "rounds")
        for number, item in enumerate(summary.rounds, FIRST):
            yield Row(number, _cells(book, layout, number, _values(layout, number, item, captions, words)), 18)
        yield Row(layout.total, _cells(book, layout, layout.total, _totals(layout, summary, captions), ".total"), 21)
        for place, note in enumerate(notes, layout.total + 2):
            yield Row(place, [Cell(4, note, book.styles["note"])], 15)

    sheet.rows = rows
    sheet.count = last
    dress(sheet, layout, keep=3, practice=bool(band.practice), print_to=last)
    for place in range(layout.total + 2, last + 1):
        sheet.merge(f"D{place}:Q{place}")
    if summary.rounds:
        _colours(sheet, layout, captions)


def _colours(sheet: Sheet, layout: Layout, captions: Captions) -> None:
    over, cue, ticks = layout.letter("over"), layout.letter("cue"), layout.letter("ticks")
    mark_bad(sheet, layout.area("over"), f"AND(ISNUMBER({over}{FIRST}),{over}{FIRST}>{LATE})")
    for state in ("failed", "timed_out"):
        said = _quoted(captions.say(f"report.outcome.{state}"))
        mark_bad(sheet, layout.area("cue"), f"{cue}{FIRST}={said}")
    mark_warn(sheet, layout.area("cue"), f"{cue}{FIRST}={_quoted(captions.say('report.outcome.not_connected'))}")
    missed = _quoted(captions.say("report.tick_missed", action="").strip())
    mark_text(sheet, layout.area("ticks"), f"ISNUMBER(SEARCH({missed},{ticks}{FIRST}))")
    late = _quoted(captions.say("report.tick_late", action="", seconds="").strip())
    mark_warn(sheet, layout.area("ticks"), f"ISNUMBER(SEARCH({late},{ticks}{FIRST}))")
    bars(sheet, layout.area("gmv"))
    bars(sheet, layout.area("round_yield"))


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _values(layout: Layout, row: int, item: RoundFigures, captions: Captions, words: Words) -> dict[str, Value]:
    known = item.cvr.basis is not None
    buyers = _whole(item.cvr.numerator) if known else None
    clickers = _whole(item.cvr.denominator) if known else None
    made = layout.formula
    return {
        "number": item.number,
        "link_no": item.link_no,
        "name": item.name,
        "role": words.role(item.role),
        "host": item.host,
        "scene": item.scene or "",
        "planned_start": _moment(words, item.planned_start),
        "started_at": _moment(words, item.started_at),
        "ended_at": captions.say("workbook.rounds.on_air") if item.ended_at is None else _moment(words, item.ended_at),
        "planned": days(item.planned),
        "length": days(item.length),
        "over": made("ROUND(({length}-{planned})*1440,2)", row, words.minutes(item.over)),
        "released": item.released,
        "orders": item.orders,
        "units": item.units,
        "gmv": _yuan(item.gmv),
        "round_yield": made('IFERROR({gmv}/({length}*1440),"—")', row, _yuan(item.round_yield)),
        "clicks": _whole(item.clicks),
        "buyers": buyers,
        "clickers": clickers,
        "cvr_basis": words.basis(item.cvr),
        "cvr": made('IFERROR({buyers}/{clickers},"—")', row, item.cvr.value),
        "online_start": _whole(item.online_start),
        "online_end": _whole(item.online_end),
        "online_change": made('IFERROR({online_end}-{online_start},"—")', row, _whole(item.online_change)),
        "cue": UNKNOWN if item.cue is None else captions.render(outcome_phrase(item.cue, item.cue_ms)),
        "ticks": captions.sentences["report.between"].join(_tick(captions, tick) for tick in item.ticks),
    }


def _moment(words: Words, at: datetime | None) -> float | None:
    return None if at is None else moment(words.here(at))


def _tick(captions: Captions, tick: TickFigures) -> str:
    action = captions.render(action_word(tick.action))
    if tick.seconds is None:
        return captions.say("report.tick_missed", action=action)
    key = "report.tick_late" if tick.late else "report.tick_done"
    return captions.say(key, action=action, seconds=round(tick.seconds))


def _totals(layout: Layout, summary: Summary, captions: Captions) -> dict[str, Value]:
    rounds, row = summary.rounds, layout.total
    values: dict[str, Value] = {column.key: "" for column in COLUMNS}
    values["name"] = captions.say("workbook.total")
    if not rounds:
        return values
    length = sum(item.length.total_seconds() for item in rounds)
    planned = sum(item.planned.total_seconds() for item in rounds)
    gmv = known_sum([item.gmv for item in rounds])
    clicks = [item.clicks for item in rounds if item.clicks is not None]
    known: dict[str, float | int | None] = {
        "planned": planned / 86400,
        "length": length / 86400,
        "released": known_sum([item.released for item in rounds]),
        "orders": known_sum([item.orders for item in rounds]),
        "units": known_sum([item.units for item in rounds]),
        "gmv": _yuan(gmv),
        "clicks": _whole(sum(clicks)) if clicks else None,
    }
    for key, value in known.items():
        values[key] = layout.formula(_SUM % (key, key), row, value)
    values["over"] = layout.formula("ROUND(({length}-{planned})*1440,2)", row, round((length - planned) / 60, 2))
    values["round_yield"] = layout.formula(
        'IFERROR({gmv}/({length}*1440),"—")', row, None if gmv is None or not length else gmv / 100 / (length / 60)
    )
    return values
