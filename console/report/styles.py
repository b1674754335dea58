"""How the workbook looks: one palette, named styles, and number formats of the field.

Inputs are blue and formulas black, as finance people expect; what is unknown is grey.
"""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

INK = "1B2333"
MUTED = "6B7485"
INPUT = "1D4ED8"
BAND = "14213D"
ACCENT = "E5484D"
PRACTICE = "F5A524"
CARD = "F3F6FB"
HEAD = "2B3A5B"
GROUP = "415379"
TOTAL = "E8EDF6"
LINE = "D9DFEA"
BAR = "8FB3FF"
BAD_FILL, BAD_INK = "FDE2E2", "B42318"
WARN_FILL, WARN_INK = "FEF0C7", "93560A"
GOOD_INK = "18794E"

FONTS = {"zh_CN": "Microsoft YaHei", "en": "Calibri"}

FORMATS: Mapping[str, str] = {
    "text": "@",
    "label": "@",
    "count": "#,##0",
    "number": "#,##0.0",
    "money": '"¥"#,##0.00',
    "rate": "0.0%",
    "length": "[h]:mm:ss",
    "moment": "yyyy-mm-dd hh:mm:ss",
    "stamp": "mm-dd hh:mm:ss",
    "clock": "hh:mm:ss",
    "day": "yyyy-mm-dd",
    "signed": "+0.0;-0.0;0.0",
    "change": "+#,##0;-#,##0;0",
}
LEFT = frozenset({"text", "wrapped"})
CENTRED = frozenset({"label", "moment", "stamp", "clock", "day"})


class Styles:
    """The named styles of one workbook and their numbers. Style names: ``kind``, ``kind.in``, ``kind.total``, …"""

    def __init__(self, book: Workbook, lang: str) -> None:
        self._book = book
        self._font = FONTS.get(lang, FONTS["en"])
        self._numbers: dict[str, int] = {}
        self._quoted: dict[int, int] = {}
        self._probe_sheet = None
        for style in self._made():
            book.add_named_style(style)

    def __getitem__(self, name: str) -> int:
        number = self._numbers.get(name)
        if number is None:
            cell = self._cell(name)
            number = self._numbers[name] = cell.style_id
            cell.quotePrefix = True
            self._quoted[number] = cell.style_id
        return number

    def quoted(self, number: int) -> int:
        """The same style for text that begins like a formula."""
        return self._quoted[number]

    def _cell(self, name: str) -> WriteOnlyCell:
        cell = WriteOnlyCell(self._book.worksheets[0])
        cell.style = name
        return cell

    def _made(self) -> list[NamedStyle]:
        return [*self._figures(), *self._frames()]

    def _face(self, size: float = 10, colour: str = INK, **more: bool) -> Font:
        return Font(name=self._font, size=size, color=colour, **more)

    def _figures(self) -> list[NamedStyle]:
        made = []
        under = Border(bottom=Side("thin", LINE))
        above = Border(top=Side("medium", HEAD), bottom=Side("thin", HEAD))
        for kind, form in FORMATS.items():
            place = "left" if kind in LEFT else "center" if kind in CENTRED else "right"
            align = Alignment(horizontal=place, vertical="center")
            colours = {"": INK} if kind in ("text", "label") else {"": INK, ".in": INPUT}
            for suffix, colour in colours.items():
                made.append(
                    NamedStyle(f"{kind}{suffix}", font=self._face(colour=colour), border=under, alignment=align)
                )
                made.append(
                    NamedStyle(
                        f"{kind}{suffix}.total",
                        font=self._face(colour=colour, b=True),
                        border=above,
                        alignment=align,
                        fill=_fill(TOTAL),
                    )
                )
                made.append(
                    NamedStyle(
                        f"{kind}{suffix}.card",
                        font=self._face(20, BAND if not suffix else colour, b=True),
                        alignment=Alignment(horizontal="left", vertical="center", indent=1, shrink_to_fit=True),
                        fill=_fill(CARD),
                    )
                )
                made.append(
                    NamedStyle(
                        f"{kind}{suffix}.fact",
                        font=self._face(colour=colour),
                        border=under,
                        alignment=Alignment(horizontal="right", vertical="center", shrink_to_fit=kind == "text"),
                    )
                )
                for style in made[-4:]:
                    style.number_format = form
        for suffix, more in (("", {}), (".mid", {}), (".fact", {}), (".total", {"fill": _fill(TOTAL)})):
            made.append(
                NamedStyle(
                    f"unknown{suffix}",
                    font=self._face(colour=MUTED),
                    border=above if suffix == ".total" else under,
                    alignment=Alignment(horizontal="center" if suffix == ".mid" else "right", vertical="center"),
                    **more,
                )
            )
        wrapped = Alignment(horizontal="left", vertical="center", wrap_text=True)
        made.append(NamedStyle("wrapped", font=self._face(), border=under, alignment=wrapped, number_format="@"))
        return made

    def _frames(self) -> list[NamedStyle]:
        left = Alignment(horizontal="left", vertical="center", indent=1)
        middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
        right = Alignment(horizontal="right", vertical="center", indent=1)
        edge = Side("thin", "FFFFFF")
        return [
            NamedStyle("band", font=self._face(20, "FFFFFF", b=True), fill=_fill(BAND), alignment=left),
            NamedStyle("band.sub", font=self._face(10, "C3CDE0"), fill=_fill(BAND), alignment=left),
            NamedStyle("band.right", font=self._face(10, "C3CDE0"), fill=_fill(BAND), alignment=right),
            NamedStyle("practice", font=self._face(12, BAND, b=True), fill=_fill(PRACTICE), alignment=middle),
            NamedStyle("accent", font=self._face(), fill=_fill(ACCENT)),
            NamedStyle("card.label", font=self._face(9.5, MUTED), fill=_fill(CARD), alignment=left),
            NamedStyle("card.note", font=self._face(9, MUTED), fill=_fill(CARD), alignment=left),
            NamedStyle(
                "section",
                font=self._face(11, BAND, b=True),
                border=Border(bottom=Side("medium", BAND)),
                alignment=Alignment(horizontal="left", vertical="center"),
            ),
            NamedStyle(
                "fact.label",
                font=self._face(10, MUTED),
                border=Border(bottom=Side("thin", LINE)),
                alignment=Alignment(horizontal="left", vertical="center"),
            ),
            NamedStyle(
                "group",
                font=self._face(9.5, "FFFFFF", b=True),
                fill=_fill(GROUP),
                border=Border(left=edge, right=edge),
                alignment=middle,
            ),
            NamedStyle(
                "head",
                font=self._face(9.5, "FFFFFF", b=True),
                fill=_fill(HEAD),
                border=Border(left=Side("thin", GROUP), right=Side("thin", GROUP)),
                alignment=middle,
            ),
            NamedStyle("note", font=self._face(9, MUTED), alignment=Alignment(vertical="top", wrap_text=True)),
        ]


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)
