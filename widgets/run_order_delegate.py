"""Draws the cells of the run order: roles, bars of stock, small curves, pills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF, QStaticText
from PySide6.QtWidgets import QStyleOptionViewItem

from console.metrics.statistics import Trend
from console.show.plan import Role
from console.show.state import EntryStatus
from inventory.stock import Level
from widgets.keyed_button import mixed
from widgets.run_order_editors import TEXT_PX, RunOrderEditors
from widgets.run_order_rows import Col, Figures, Row
from widgets.theme import ROLE_GLYPHS, Theme, font

if TYPE_CHECKING:
    from widgets.run_order_view import RunOrderView

Index = QModelIndex | QPersistentModelIndex
PAD = 6
SMALL_PX = 12
ARROW_PX = 10
ROOM_FOR_BAR = 90  # a stock cell that is narrower has a short bar
MOST_TEXTS = 6000
LEVEL_GLYPHS = {Level.LOW: "▾", Level.OUT: "○", Level.OVERSOLD: "!"}  # the others say it in words
CHANGE_GLYPHS = {Trend.RISING: "▲", Trend.FALLING: "▼"}
OUTCOME_GLYPHS = {"done": "✓", "failed": "✕", "timed_out": "?", "not_connected": "⊘", "superseded": "»"}
RIGHT_COLUMNS = frozenset({Col.PRICE, Col.PLANNED, Col.ACTUAL, Col.CVR, Col.UNITS, Col.GMV})
QUIET_COLUMNS = frozenset({Col.SCENE, Col.UNITS, Col.LINK})
SMALLER = {"text": ("small",), "bold": ("small_bold", "small")}
LEAST_PAD = 1


class Texts:
    """Texts laid out once per font: drawing one again costs a copy of its glyphs."""

    def __init__(self) -> None:
        self.fonts = {
            "text": font(TEXT_PX, figures=True),
            "bold": font(TEXT_PX, bold=True, figures=True),
            "small": font(SMALL_PX, figures=True),
            "small_bold": font(SMALL_PX, bold=True, figures=True),
            "arrow": font(ARROW_PX),
        }
        struck = QFont(self.fonts["text"])
        struck.setStrikeOut(True)
        self.fonts["struck"] = struck
        self._metrics = {name: QFontMetrics(made) for name, made in self.fonts.items()}
        self.heights = {name: metrics.height() for name, metrics in self._metrics.items()}
        self._known: dict[tuple[str, str, int], tuple[QStaticText, int]] = {}

    def get(self, text: str, face: str, room: int = 100_000) -> tuple[QStaticText, int]:
        """A text that fits in ``room``, and its width."""
        key = (text, face, room)
        found = self._known.get(key)
        if found is None:
            if len(self._known) > MOST_TEXTS:
                self._known.clear()
            metrics = self._metrics[face]
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room) if room < 100_000 else text
            laid = QStaticText(shown)
            laid.setTextFormat(Qt.TextFormat.PlainText)
            laid.prepare(font=self.fonts[face])
            found = self._known[key] = (laid, metrics.horizontalAdvance(shown))
        return found


def bar_room(texts: Texts, wide: int, text: str, glyph: str | None, face: str) -> int:
    """How wide the bar of a stock cell may be: the bar gives way, a figure is never cut."""
    taken = 2 * PAD + 6 + texts.get(text, face)[1]
    if glyph is not None:
        taken += 5 + texts.get(glyph, "small_bold")[1]
    return max(0, min(44 if wide >= ROOM_FOR_BAR else 18, wide - taken))


def figure_room(texts: Texts, wide: int, text: str, face: str) -> tuple[str, int]:
    """Face of a figure and the space before it, in a cell that is ``wide``: it is written smaller before it is cut."""
    if texts.get(text, face)[1] <= wide - 2 * PAD:
        return face, PAD
    for smaller in SMALLER.get(face, ()):
        face = smaller
        if texts.get(text, face)[1] <= wide - PAD - LEAST_PAD:
            break
    return face, LEAST_PAD


class RunOrderDelegate(RunOrderEditors):
    """One for a view; asks the model for rows, never for single values."""

    def __init__(self, theme: Theme, view: RunOrderView) -> None:
        super().__init__(view.scene_names, view)
        self._view = view
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self._texts = Texts()
        colour = theme.color
        self._text, self._soft, self._faint = colour("text"), colour("text_soft"), colour("text_faint")
        self._old = colour("stale")
        self._line = QPen(mixed(colour("dock"), colour("line"), 0.7))
        self._next_pen = QPen(colour("next"), 1)
        self._air_pen = QPen(mixed(colour("on_air_row"), colour("on_air"), 0.35), 1)
        self._late_pen = QPen(colour("late"), 1)
        self._veil = QColor(colour("selection"))
        self._veil.setAlphaF(0.6)
        self._roles = {role: theme.role_color(role) for role in Role}
        self._dim_roles = {role: mixed(theme.role_color(role), colour("dock"), 0.35) for role in Role}
        self._unreleased = mixed(colour("bar_track"), colour("bar"), 0.35)
        self._curves = {role: QPen(theme.role_color(role), 1.4) for role in Role}
        self._dim_curves = {role: QPen(self._dim_roles[role], 1.2) for role in Role}

    # -- drawing ------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell alone, as what is dragged is drawn; the view itself paints whole rows."""
        row = self._view.order.filled(index.row())
        self.paint_row(painter, row, option.rect, [(index.column(), option.rect.left(), option.rect.width())], False)

    def paint_row(
        self, painter: QPainter, row: Row, line: QRect, cells: list[tuple[int, int, int]], selected: bool
    ) -> None:
        """A row: its ground once, then its cells (column, left, width)."""
        self._ground(painter, line, row, selected)
        top, high = line.top(), line.height()
        for column, left, width in cells:
            self._cell(painter, QRect(left, top, width, high), row, column)

    def _cell(self, painter: QPainter, rect: QRect, row: Row, column: int) -> None:
        standing = row.standing
        on_air = standing.status is EntryStatus.ON_AIR
        dim = standing.status in (EntryStatus.DONE, EntryStatus.SKIPPED) and not standing.is_next
        ink = self._faint if dim else self._text
        face = "bold" if on_air else "text"
        if column in RIGHT_COLUMNS:
            self._number(painter, rect, row, column, ink, face)
        elif column == Col.NAME:
            self._name(painter, rect, row, ink, face)
        elif column == Col.ROLE:
            self._role(painter, rect, row, dim)
        elif column == Col.STOCK:
            if row.figures is not None:
                left = self._old if Col.STOCK in row.figures.old and not dim else ink
                self._stock(painter, rect, row, row.figures, left, face, dim)
        elif column == Col.TREND:
            self._trend(painter, rect, row, dim)
        elif column == Col.STATUS:
            self._status(painter, rect, row, dim)
        elif column == Col.NUMBER:
            self._write(painter, rect, row.cells[column], self._soft if not on_air else ink, face, right=True)
        else:
            quiet = ink if dim or on_air else self._soft
            self._write(painter, rect, row.cells[column], quiet, "small" if column == Col.SCENE else face)

    def _write(
        self, painter: QPainter, rect: QRect, text: str, ink: QColor, face: str, *, right: bool = False, left: int = PAD
    ) -> None:
        if not text:
            return
        texts = self._texts
        room = rect.width() - left - PAD
        laid, wide = texts.get(text, face)
        if wide > room:
            laid, wide = texts.get(text, face, room)
        x = rect.right() + 1 - PAD - wide if right else rect.left() + left
        painter.setPen(ink)
        painter.setFont(texts.fonts[face])
        painter.drawStaticText(x, rect.top() + (rect.height() - texts.heights[face]) // 2, laid)

    def _ground(self, painter: QPainter, rect: QRect, row: Row, selected: bool) -> None:
        theme, standing = self._theme, row.standing
        pen, bar = self._line, None
        if standing.status is EntryStatus.ON_AIR:
            painter.fillRect(rect, theme.color("on_air_row"))
            pen, bar = self._air_pen, "on_air"
        elif standing.is_next:
            painter.fillRect(rect, theme.color("next_row"))
            pen, bar = self._next_pen, "next"
        elif standing.slack is not None and standing.slack.total_seconds() < 0:
            painter.fillRect(rect, theme.color("late_row"))
            bar = "late"
        if selected:
            painter.fillRect(rect, self._veil)
        painter.setPen(pen)
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        if standing.is_next:
            painter.drawLine(rect.left(), rect.top(), rect.right(), rect.top())
            painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())
        if bar is not None:
            painter.fillRect(rect.left(), rect.top(), 4, rect.height(), theme.color(bar))

    def _number(self, painter: QPainter, rect: QRect, row: Row, column: int, ink: QColor, face: str) -> None:
        text = row.cells[column]
        if column == Col.ACTUAL and row.over:
            ink = self._theme.color("late") if row.standing.status is EntryStatus.ON_AIR else ink
        elif column == Col.CVR:
            if row.figures is not None and row.figures.few:
                ink, face = self._faint, "text"
            self._movement(painter, rect, row)
        elif column in QUIET_COLUMNS and face == "text" and ink is self._text:
            ink = self._soft
        if row.figures is not None and column in row.figures.old and ink is not self._faint:
            ink = self._old
        face, before = figure_room(self._texts, rect.width(), text, face)
        self._write(painter, rect, text, ink, face, right=True, left=before)

    def _movement(self, painter: QPainter, rect: QRect, row: Row) -> None:
        """An arrow beside the conversion, only where it moved by more than noise."""
        trend = Trend.UNKNOWN if row.figures is None else row.figures.change.trend
        if trend in CHANGE_GLYPHS:
            role = "good" if trend is Trend.RISING else "bad"
            self._write(painter, rect, CHANGE_GLYPHS[trend], self._theme.color(role), "arrow", left=3)

    def _name(self, painter: QPainter, rect: QRect, row: Row, ink: QColor, face: str) -> None:
        standing = row.standing
        if standing.status is EntryStatus.SKIPPED:
            face = "struck"
        elif standing.entry.hard_start is not None and ink is self._text and face == "text":
            ink = self._theme.color("late")
        left = PAD
        if not self._view.link_shown and row.entry.link_no:
            left += self._chip(painter, rect, row.entry.link_no) + 5
        warned = bool(standing.remarks or standing.slack) and standing.to_come
        if warned:
            rect = rect.adjusted(0, 0, -18, 0)
        self._write(painter, rect, row.cells[Col.NAME], ink, face, left=left)
        if warned:
            mark = QRect(rect.right() - 4, rect.top(), 22, rect.height())
            self._write(painter, mark, "⚠", self._theme.color("late"), "text", left=2)

    def _chip(self, painter: QPainter, rect: QRect, text: str) -> int:
        """A link number in a small box; the width it took."""
        laid, wide = self._texts.get(text, "small")
        box = QRect(rect.left() + PAD, rect.center().y() - 8, wide + 8, 17)
        painter.setPen(self._theme.color("line"))
        painter.drawRect(box)
        painter.setPen(self._soft)
        painter.setFont(self._texts.fonts["small"])
        painter.drawStaticText(box.left() + 4, box.top() + (box.height() - self._texts.heights["small"]) // 2 + 1, laid)
        return box.width()

    def _role(self, painter: QPainter, rect: QRect, row: Row, dim: bool) -> None:
        role = row.entry.role
        colour = (self._dim_roles if dim else self._roles)[role]
        box = QRectF(rect.center().x() - 9.5, rect.center().y() - 9.5, 20, 20)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        laid, wide = self._texts.get(ROLE_GLYPHS[role], "small")
        painter.setFont(self._texts.fonts["small"])
        painter.drawStaticText(
            QPointF(box.center().x() - wide / 2, box.center().y() - self._texts.heights["small"] / 2), laid
        )

    def _stock(
        self, painter: QPainter, rect: QRect, row: Row, figures: Figures, ink: QColor, face: str, dim: bool
    ) -> None:
        balance, level, theme = figures.balance, figures.level, self._theme
        text = row.cells[Col.STOCK]
        glyph = LEVEL_GLYPHS.get(level)
        bar = QRect(rect.left() + PAD, rect.center().y() - 3, bar_room(self._texts, rect.width(), text, glyph, face), 6)
        if balance.allotted and bar.width() > 0:
            self._bar(painter, bar, figures, dim)
        colour = ink
        if level in (Level.OUT, Level.OVERSOLD):
            colour = theme.color("bad") if not dim or level is Level.OVERSOLD else ink
        elif level in (Level.LOW, Level.EARLY):
            colour = theme.color("late")
        elif not balance.released and not dim:
            colour = self._soft
        left = PAD + bar.width() + 6 * (bar.width() > 0)
        if self._texts.get(text, face)[1] > rect.width() - left - PAD:
            face = "small_bold" if face == "bold" else "small"
        self._write(painter, rect, text, colour, face, left=left)
        if glyph is not None:
            wide = self._texts.get(text, face)[1]
            at = QRect(rect.left() + left + wide + 1, rect.top(), 24, rect.height())
            self._write(painter, at, glyph, colour, "small_bold", left=3)

    def _bar(self, painter: QPainter, bar: QRect, figures: Figures, dim: bool) -> None:
        balance, theme = figures.balance, self._theme
        whole = max(1, balance.allotted or 0)
        painter.fillRect(bar, theme.color("bar_track"))
        on_sale = round(bar.width() * min(1.0, (balance.remaining or 0) / whole))
        kept = round(bar.width() * min(1.0, (balance.unreleased or 0) / whole))
        if balance.remaining and not on_sale:
            on_sale = 2
        colour = theme.color("bar")
        if figures.level in (Level.LOW, Level.EARLY):
            colour = theme.color("late")
        elif figures.level in (Level.OUT, Level.OVERSOLD):
            colour = theme.color("bad")
            painter.fillRect(bar.left(), bar.top(), 3, bar.height(), colour)
        if dim:
            colour = mixed(colour, theme.color("dock"), 0.35)
        painter.fillRect(bar.left(), bar.top(), on_sale, bar.height(), colour)
        painter.fillRect(bar.left() + on_sale, bar.top(), kept, bar.height(), self._unreleased)

    def _trend(self, painter: QPainter, rect: QRect, row: Row, dim: bool) -> None:
        figures = row.figures
        if figures is None or len(figures.trend) < 2:
            return
        known = [value for value in figures.trend if value is not None]
        if len(known) < 2:
            return
        low, high = min(known), max(known)
        spread = max(high - low, high * 0.3) or 1.0
        middle = (low + high) / 2
        left, wide = rect.left() + PAD, rect.width() - 2 * PAD
        tall = rect.height() - 16
        step = wide / (len(figures.trend) - 1)
        base = rect.top() + rect.height() / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen((self._dim_curves if dim else self._curves)[row.entry.role])
        line = QPolygonF()
        for place, value in enumerate((*figures.trend, None)):
            if value is not None:
                line.append(QPointF(left + place * step, base - (value - middle) / spread * tall))
            elif line.size():
                painter.drawPolyline(line)
                line = QPolygonF()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _status(self, painter: QPainter, rect: QRect, row: Row, dim: bool) -> None:
        standing, theme = row.standing, self._theme
        text = row.cells[Col.STATUS]
        if standing.outcome is not None:
            self._outcome(painter, QRect(rect.left(), rect.top(), 20, rect.height()), standing.outcome.state, dim)
        rect = rect.adjusted(14, 0, -4, 0)
        if standing.status is EntryStatus.ON_AIR:
            self._pill(painter, rect, text, theme.color("on_air_fill"), theme.color("on_air_text"), filled=True)
        elif standing.entry.hard_start is not None and (standing.is_next or standing.status is EntryStatus.PLANNED):
            self._pill(painter, rect, text, theme.color("late"), theme.color("late"), filled=False)
        elif standing.is_next:
            self._write(painter, rect, text, theme.color("next"), "bold", right=True)
        elif standing.status is EntryStatus.DONE:
            self._write(painter, rect, text, self._faint, "text", right=True)
        else:
            self._write(painter, rect, text, self._faint, "small", right=True)

    def _outcome(self, painter: QPainter, rect: QRect, state: str, dim: bool) -> None:
        theme = self._theme
        if state == "done":
            ink = self._faint if dim else theme.color("good")
        elif state == "superseded":
            ink = self._faint
        else:
            ink = theme.color("bad" if state == "failed" else "late")
        self._write(painter, rect, OUTCOME_GLYPHS.get(state, "?"), ink, "small_bold", left=4)

    def _pill(self, painter: QPainter, rect: QRect, text: str, colour: QColor, ink: QColor, *, filled: bool) -> None:
        laid, wide = self._texts.get(text, "small_bold")
        box = QRectF(rect.right() - wide - 14, rect.center().y() - 9.5, wide + 14, 20)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour)
        painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 10 if filled else 4, 10 if filled else 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(ink)
        painter.setFont(self._texts.fonts["small_bold"])
        painter.drawStaticText(QPointF(box.left() + 7, box.center().y() - self._texts.heights["small_bold"] / 2), laid)
