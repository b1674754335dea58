"""场次概览: key figures as cards, the facts beside them, and two charts over the other sheets' cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from console.report import overview_charts
from console.report.book import Book, Sheet
from console.report.captions import Captions
from console.report.cells import LETTERS, UNKNOWN, Cell, Formula, Row, days, moment
from console.report.figures import Overview, Summary
from console.report.table import Band, Layout, Value, band_rows, cell, merge_band
from console.report.words import Words

WIDTH = 17  # six cards of two columns, a narrow one between
CARD_ROWS = (5, 9)  # the first row of each line of cards
FACTS = 13


@dataclass(slots=True)
class _Grid:
    """Cells put anywhere; rows come out in order."""

    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)

    def put(self, row: int, made: Cell) -> None:
        self.cells.setdefault(row, {})[made.column] = made

    def rows(self) -> Iterator[Row]:
        for number in sorted(self.cells):
            line = self.cells[number]
            yield Row(number, [line[column] for column in sorted(line)], self.heights.get(number))


@dataclass(frozen=True, slots=True)
class _Card:
    key: str
    kind: str
    value: Value
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Fact:
    key: str
    kind: str
    value: Value


class OverviewSheet:
    """Lays out the overview. ``items`` and ``items_layout``: the sheet its formulas take their sums from."""

    def __init__(
        self,
        book: Book,
        sheet: Sheet,
        items: Sheet,
        items_layout: Layout,
        summary: Summary,
        captions: Captions,
        words: Words,
        band: Band,
    ) -> None:
        self.book, self.sheet, self.items, self.layout = book, sheet, items, items_layout
        self.summary, self.captions, self.words, self.band = summary, captions, words, band
        self.grid = _Grid()
        self.places: dict[str, str] = {}  # fact → its cell, for formulas beside it

    def write(self) -> None:
        styles, page = self.book.styles, self.sheet.page
        widths = [12.4 if number % 3 else 1.8 for number in range(1, WIDTH + 1)]
        for number, width in enumerate(widths):
            page.column_dimensions[LETTERS[number]].width = width
        page.column_dimensions[LETTERS[WIDTH]].width = 3
        for row in band_rows(self.book, widths, self.band):
            for made in row.cells:
                self.grid.put(row.number, made)
            self.grid.heights[row.number] = row.height or 15
        merge_band(self.sheet, widths, bool(self.band.practice))
        self.grid.heights[4] = 8
        self.grid.put(4, Cell(1, None, styles["note"]))
        last = self._facts()
        self._cards()
        data = overview_charts.put_data(self)
        charts_at = last + 2
        overview_charts.add(self, data, charts_at)
        self.sheet.rows = self.grid.rows
        self.sheet.count = len(self.grid.cells)
        page.print_area = f"A1:{LETTERS[WIDTH - 1]}{charts_at + overview_charts.ROWS}"

    # -- cards ------------------------------------------------------------------------------------

    def _cards(self) -> None:
        for line, top in zip(self._card_lines(), CARD_ROWS, strict=True):
            for place, card in enumerate(line):
                self._card(top, 1 + place * 3, card)
            self.grid.heights |= {top: 18, top + 1: 32, top + 2: 17, top + 3: 8}
            self.grid.put(top + 3, Cell(1, None, self.book.styles["note"]))

    def _card(self, top: int, column: int, card: _Card) -> None:
        styles, say = self.book.styles, self.captions.say
        unknown = card.value is None or card.value == UNKNOWN
        style = "text.card" if unknown else f"{card.kind}.card"
        rows = (
            (say(f"workbook.card.{card.key}"), "card.label"),
            (UNKNOWN if unknown else card.value, style),
            (card.note, "card.note"),
        )
        for row, (value, name) in enumerate(rows, top):
            self.grid.put(row, Cell(column, value, styles[name]))
            self.grid.put(row, Cell(column + 1, None, styles[name]))
            self.sheet.merge(f"{LETTERS[column - 1]}{row}:{LETTERS[column]}{row}")

    def _card_lines(self) -> tuple[tuple[_Card, ...], tuple[_Card, ...]]:
        one = self.summary.overview
        fact, say = self._fact_formula, self.captions.say
        target = say("workbook.card.no_target")
        if one.target is not None and one.target_rate is not None:
            target = say("workbook.card.of_target", target=f"¥{one.target / 100:,.0f}", rate=f"{one.target_rate:.1%}")
        return (
            (
                _Card("gmv", "money", fact("gmv", one.gmv / 100), target),
                _Card("net", "money", fact("net", one.net / 100), say("workbook.basis.net")),
                _Card("orders", "count", fact("orders", one.orders), say("workbook.basis.orders")),
                _Card("units", "count", fact("units", one.units), self._returned(one)),
                _Card("refund_rate", "rate", fact("refund_rate", one.refund_rate), say("workbook.basis.refund_rate")),
                _Card("length", "length", self._length(one.length), self._over(one.over_under)),
            ),
            (
                _Card("per_order", "money", fact("per_order", _yuan(one.per_order)), say("workbook.basis.per_order")),
                _Card("gpm", "money", fact("gpm", _yuan(one.gpm)), say("workbook.basis.gpm")),
                _Card("uv_value", "money", fact("uv_value", _yuan(one.uv_value)), say("workbook.basis.uv_value")),
                _Card("online_peak", "count", fact("online_peak", one.online_peak), self._average(one)),
                _Card("entries", "count", fact("entries_done", one.entries_done), self._entries(one)),
                _Card("cues", "count", fact("cue_failures", one.cue_failures), self._unsent(one)),
            ),
        )

    def _returned(self, one: Overview) -> str:
        return self.captions.say("workbook.card.returned", n=one.units_returned)

    def _average(self, one: Overview) -> str:
        if one.online_average is None:
            return self.captions.say("workbook.card.no_online")
        return self.captions.say("workbook.card.average", n=round(one.online_average))

    def _entries(self, one: Overview) -> str:
        return self.captions.say("workbook.card.of_entries", n=one.entries, skipped=one.entries_skipped)

    def _unsent(self, one: Overview) -> str:
        return self.captions.say("workbook.card.unsent", n=one.cues_unsent)

    def _over(self, over: timedelta | None) -> str:
        if over is None:
            return self.captions.say("workbook.card.no_end")
        minutes = over.total_seconds() / 60
        if abs(minutes) < 0.5:
            return self.captions.say("workbook.card.on_time")
        return self.captions.say(
            "workbook.card.late" if minutes > 0 else "workbook.card.early", n=f"{abs(minutes):.0f}"
        )

    def _fact_formula(self, key: str, known: float | int | None) -> Value:
        """The same cell the facts below show: one figure, one place."""
        return None if known is None else Formula(self.places[key], known)

    # -- facts ------------------------------------------------------------------------------------

    def _facts(self) -> int:
        blocks = (self._show_facts(), self._number_facts(), self._work_facts())
        styles = self.book.styles
        self.grid.heights[FACTS] = 22
        for place, (title, facts) in enumerate(zip(("show", "numbers", "work"), blocks, strict=True)):
            first = 1 + place * 6
            for column in range(first, first + 5):
                title_text = self.captions.say(f"workbook.block.{title}") if column == first else None
                self.grid.put(FACTS, Cell(column, title_text, styles["section"]))
            for row, fact in enumerate(facts, FACTS + 1):
                self._fact(row, first, fact)
        last = FACTS + max(len(block) for block in blocks)
        for row in range(FACTS + 1, last + 1):
            self.grid.heights[row] = 18
        return last

    def _fact(self, row: int, first: int, fact: _Fact) -> None:
        styles = self.book.styles
        self.grid.put(row, Cell(first, self.captions.say(f"workbook.fact.{fact.key}"), styles["fact.label"]))
        for column in (first + 1, first + 2):
            self.grid.put(row, Cell(column, None, styles["fact.label"]))
        made = cell(styles, first + 3, fact.kind, fact.value, ".fact")
        self.grid.put(row, made)
        self.grid.put(row, Cell(first + 4, None, made.style))
        letters = LETTERS[first - 1 : first + 4]
        self.sheet.merge(f"{letters[0]}{row}:{letters[2]}{row}", f"{letters[3]}{row}:{letters[4]}{row}")

    def _show_facts(self) -> tuple[_Fact, ...]:
        one, words = self.summary.overview, self.words
        between = self.captions.sentences["report.between"]
        ended = one.ended_at
        over = None if one.over_under is None else words.minutes(one.over_under)
        return (
            _Fact("name", "text", one.name),
            _Fact("status", "text", self.captions.say(f"report.status.{one.status}")),
            _Fact("room", "text", one.room or None),
            _Fact("account", "text", one.account or None),
            _Fact("day", "day", None if one.day is None else float(int(moment(words.here(one.day))))),
            _Fact("hosts", "text", between.join(one.hosts) or None),
            _Fact("operators", "text", between.join(words.actor(actor) for actor in one.operators) or None),
            _Fact("planned_start", "moment", self._moment(one.planned_start)),
            _Fact("started_at", "moment", self._moment(one.started_at)),
            _Fact("planned_end", "moment", self._moment(one.planned_end)),
            _Fact("ended_at", "moment", self._moment(ended)),
            _Fact("length", "length", self._worked_out("{ended_at}-{started_at}-{paused}", self._length(one.length))),
            _Fact("paused", "length", self._length(one.paused)),
            _Fact("over_under", "signed", self._worked_out("ROUND(({ended_at}-{planned_end})*1440,2)", over)),
        )

    def _worked_out(self, text: str, known: float | None) -> Value:
        """A formula over the facts once the show has ended; before, its end is a forecast that stands in no cell."""
        if known is None or self.summary.overview.ended_at is None:
            return known
        places = {key: f"D{FACTS + 1 + place}" for place, key in enumerate(_SHOW)}
        return Formula(text.format_map(places), known)

    def _number_facts(self) -> tuple[_Fact, ...]:
        one, at = self.summary.overview, self._at
        row = {key: f"J{FACTS + 1 + place}" for place, key in enumerate(_NUMBERS)}
        self.places |= row
        rate = 'IFERROR({}/{},"—")'.format
        values: dict[str, tuple[str, Value]] = {
            "gmv": ("money", at("gmv", one.gmv / 100)),
            "refunded": ("money", at("refunded", one.refunded / 100)),
            "net": ("money", Formula(f"{row['gmv']}-{row['refunded']}", one.net / 100)),
            "refund_rate": ("rate", _formula(rate(row["refunded"], row["gmv"]), one.refund_rate)),
            "target": ("money", _yuan(one.target)),
            "target_rate": ("rate", _formula(rate(row["gmv"], row["target"]), one.target_rate)),
            "orders": ("count", at("orders", one.orders)),
            "units": ("count", at("units", one.units)),
            "per_order": ("money", _formula(rate(row["gmv"], row["orders"]), _yuan(one.per_order))),
            "per_unit": ("money", _formula(rate(row["gmv"], row["units"]), _yuan(one.per_unit))),
            "views": ("count", one.views),
            "viewers": ("count", one.viewers),
            "gpm": ("money", _formula(f'IFERROR({row["gmv"]}/{row["views"]}*1000,"—")', _yuan(one.gpm))),
            "uv_value": ("money", _formula(rate(row["gmv"], row["viewers"]), _yuan(one.uv_value))),
        }
        return tuple(_Fact(key, *values[key]) for key in _NUMBERS)

    def _work_facts(self) -> tuple[_Fact, ...]:
        one = self.summary.overview
        self.places |= {key: f"P{FACTS + 1 + place}" for place, key in enumerate(_WORK)}
        area = overview_charts.online_area(self)
        values: dict[str, tuple[str, Value]] = {
            "online_peak": ("count", None if one.online_peak is None else Formula(f"MAX({area})", one.online_peak)),
            "online_average": (
                "number",
                None if one.online_average is None else Formula(f"AVERAGE({area})", one.online_average),
            ),
            **{
                key: ("count", value)
                for key, value in (
                    ("entries", one.entries),
                    ("entries_done", one.entries_done),
                    ("entries_skipped", one.entries_skipped),
                    ("rounds", one.rounds),
                    ("takes", one.takes),
                    ("undone", one.undone),
                    ("releases", one.releases),
                    ("cue_failures", one.cue_failures),
                    ("cues_unsent", one.cues_unsent),
                    ("outside_lines", one.outside_lines),
                    ("events", len(self.summary.log)),
                )
            },
        }
        return tuple(_Fact(key, *values[key]) for key in _WORK)

    def _at(self, key: str, known: float | int) -> Value:
        """The total of the items sheet; without items the figure itself."""
        if not self.summary.items:
            return known
        return Formula(self.items.reference(self.layout.number(key), self.layout.total), known)

    def _moment(self, at: datetime | None) -> float | None:
        return None if at is None else moment(self.words.here(at))

    def _length(self, length: timedelta | None) -> float | None:
        return None if length is None else days(length)


_SHOW = (
    "name",
    "status",
    "room",
    "account",
    "day",
    "hosts",
    "operators",
    "planned_start",
    "started_at",
    "planned_end",
    "ended_at",
    "length",
    "paused",
    "over_under",
)
_NUMBERS = (
    "gmv",
    "refunded",
    "net",
    "refund_rate",
    "target",
    "target_rate",
    "orders",
    "units",
    "per_order",
    "per_unit",
    "views",
    "viewers",
    "gpm",
    "uv_value",
)
_WORK = (
    "online_peak",
    "online_average",
    "entries",
    "entries_done",
    "entries_skipped",
    "rounds",
    "takes",
    "undone",
    "releases",
    "cue_failures",
    "cues_unsent",
    "outside_lines",
    "events",
)


def _yuan(cents: float | None) -> float | None:
    return None if cents is None else cents / 100


def _formula(text: str, known: float | None) -> Formula:
    return Formula(text, UNKNOWN if known is None else known)
