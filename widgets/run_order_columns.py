"""Columns of the run order: fixed widths the user may change, hidden when there is no room for them."""

from __future__ import annotations

from PySide6.QtWidgets import QHeaderView

from widgets.run_order_rows import COLUMNS, Col

WIDTHS = {
    Col.NUMBER: 36,
    Col.ROLE: 30,
    Col.LINK: 40,
    Col.NAME: 200,
    Col.PRICE: 60,
    Col.PLANNED: 50,
    Col.ACTUAL: 50,
    Col.STOCK: 98,
    Col.CVR: 70,
    Col.TREND: 58,
    Col.UNITS: 50,
    Col.GMV: 74,
    Col.SCENE: 92,
    Col.STATUS: 82,
}
NARROW = 660  # in less room the stock has a short bar, and names make do with less
STOCK_NARROW = 76
NAME_ROOM, NAME_ROOM_NARROW = 186, 148  # below it other columns make way, in this order
LEAST_NAME_ROOM = 130  # below it even the price makes way
MAKE_WAY = (Col.SCENE, Col.UNITS, Col.LINK, Col.TREND, Col.GMV, Col.ACTUAL, Col.CVR, Col.PLANNED, Col.PRICE)
NARROWEST, WIDEST = 28, 600


class Columns:
    """Rules over one header. What the user hid or showed stays so, whatever the room."""

    def __init__(self, header: QHeaderView) -> None:
        self._header = header
        self._hidden: set[Col] = {Col.SCENE}
        self._shown: set[Col] = set()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(Col.NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in WIDTHS.items():
            if column is not Col.NAME:
                header.resizeSection(column, width)

    def fit(self, room: int) -> None:
        """Hide what there is no room for, the least needed first, so that names can be read."""
        header = self._header
        name_room = NAME_ROOM_NARROW if room < NARROW else NAME_ROOM
        if header.sectionSize(Col.STOCK) in (WIDTHS[Col.STOCK], STOCK_NARROW):  # else the user has made it so
            header.resizeSection(Col.STOCK, STOCK_NARROW if room < NARROW else WIDTHS[Col.STOCK])
        wanted = [column for column in COLUMNS if column not in self._hidden and column is not Col.NAME]
        taken = sum(header.sectionSize(column) or WIDTHS[column] for column in wanted)
        hidden = set(self._hidden)
        for column in MAKE_WAY:
            if room - taken >= (LEAST_NAME_ROOM if column is Col.PRICE else name_room):
                break
            if column in hidden or column in self._shown:
                continue
            hidden.add(column)
            taken -= header.sectionSize(column) or WIDTHS[column]
        for column in COLUMNS:
            if header.isSectionHidden(column) != (column in hidden):
                header.setSectionHidden(column, column in hidden)

    def choose(self, column: Col, shown: bool) -> None:
        """The user shows or hides a column."""
        (self._hidden.discard if shown else self._hidden.add)(column)
        (self._shown.add if shown else self._shown.discard)(column)

    def as_text(self) -> str:
        """Widths; hidden; shown."""
        sizes = {column: self._header.sectionSize(column) for column in COLUMNS if column is not Col.NAME}
        widths = ",".join(f"{column.name}={size}" for column, size in sizes.items() if size)
        hidden, shown = (",".join(sorted(column.name for column in some)) for some in (self._hidden, self._shown))
        return f"{widths};{hidden};{shown}"

    def restore(self, kept: str) -> None:
        """What ``as_text`` wrote; what is not understood is passed over."""
        parts = kept.split(";")
        if len(parts) != 3:
            return
        names = {column.name: column for column in COLUMNS}
        for pair in parts[0].split(","):
            name, _, width = pair.partition("=")
            if name in names and width.isdigit() and NARROWEST <= int(width) <= WIDEST:
                self._header.resizeSection(names[name], int(width))
        self._hidden = {names[name] for name in parts[1].split(",") if name in names} - {Col.NAME}
        self._shown = {names[name] for name in parts[2].split(",") if name in names}
