"""Behind and over curves: rounds shaded in their role's colour, pauses hatched, events pinned to the axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QTransform

from widgets.charts.rounds import Band, Pin, PinKind
from widgets.charts.time_plot import PixelItem, faint
from widgets.keyed_button import mixed
from widgets.theme import ROLE_GLYPHS, Theme, font

PIN_GLYPHS = {
    PinKind.RELEASE: "放",  # not shown as words: glyphs, the same in every language
    PinKind.PRICE: "价",  # every language
    PinKind.SOLD_OUT: "罄",  # every language
    PinKind.DRAW: "袋",  # every language
    PinKind.SCENE: "场",  # every language
    PinKind.MESSAGE: "话",  # every language
    PinKind.NOTE: "记",  # every language
}
PIN_COLORS = {PinKind.RELEASE: "next", PinKind.PRICE: "price", PinKind.SOLD_OUT: "bad", PinKind.DRAW: "late"}
PIN_SIZE = 15.0
PIN_GAP = 6.0  # between two: the number of a crowd stands there
BELOW_PINS = PIN_SIZE + 7  # pixels the pins take under the lowest value
LOUD = (PinKind.PRICE, PinKind.SOLD_OUT)  # what is looked for on the lines: its mark goes up through them in its colour
LABEL_HEIGHT = 17.0
END_HEIGHT = 12.0
NARROWEST = 18  # pixels: no number fits below


class RoundBands(PixelItem):
    """Behind the curves."""

    def __init__(self, theme: Theme, labels: bool = True) -> None:
        super().__init__(depth=-100)
        self._theme = theme
        self._labels = labels
        self._font = font(10, bold=True, figures=True)
        self._metrics = QFontMetricsF(self._font)
        self._bands: Sequence[Band] = ()
        self._pauses: Sequence[tuple[float, float]] = ()
        self._on_air = ""
        strength = 0.17 if theme.name == "dark" else 0.13
        # mixed once: filling with a colour that lets the ground through costs a whole frame at full size
        self._fills = {role: mixed(theme.color("dock"), theme.role_color(role), strength) for role in ROLE_GLYPHS}
        self._hatch = QBrush(faint(theme.color("text_soft"), 0.5), Qt.BrushStyle.BDiagPattern)

    def put(self, bands: Sequence[Band], pauses: Sequence[tuple[float, float]], on_air: str) -> None:
        """``on_air``: the word for the round on air."""
        if (bands, pauses, on_air) != (self._bands, self._pauses, self._on_air):
            self._bands, self._pauses, self._on_air = bands, pauses, on_air
            self.update()

    def draw(self, painter: QPainter, to_pixels: QTransform, area: QRectF) -> None:
        painter.setFont(self._font)
        labelled = area.left()
        for band in self._bands:
            rect = _stretch(band.start, band.end, to_pixels, area)
            if rect is None:
                continue
            painter.fillRect(rect.adjusted(0, 0, -1 if rect.width() > 3 else 0, 0), self._fills[band.role])
            if band.on_air:
                painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 2), self._theme.color("on_air_fill"))
            if self._labels and rect.left() >= labelled - 1:
                labelled = self._label(painter, band, rect, area)
        for start, end in self._pauses:
            rect = _stretch(start, end, to_pixels, area)
            if rect is not None:
                painter.fillRect(rect, self._hatch)

    def _label(self, painter: QPainter, band: Band, rect: QRect, area: QRectF) -> float:
        """Number and glyph, or the number alone where it is narrow; answers where the next may begin."""
        number = f"{band.number:02d}"
        whole = f"{number} {ROLE_GLYPHS[band.role]}"
        texts = [f"{whole} · {self._on_air}", whole, number] if band.on_air else [whole, number]
        if rect.width() < NARROWEST and not band.on_air:
            return rect.left()
        for text in texts:
            width = self._metrics.horizontalAdvance(text)
            # the word stays in its round; the number of a round that has just begun may stand beside it
            end = area.right() if band.on_air and text != texts[0] else rect.right()
            if width + 6 <= end - rect.left():
                painter.setPen(self._theme.role_color(band.role))
                place = QRectF(rect.left() + 4, area.top() + 2, width + 2, LABEL_HEIGHT)
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
                return rect.left() + 4 + width
        return rect.left()


@dataclass(frozen=True, slots=True)
class PinPlace:
    """One circle on the axis and the events it stands for."""

    x: float
    pins: tuple[Pin, ...]

    @property
    def kind(self) -> PinKind:
        """The weightiest of its events."""
        kinds = {pin.kind for pin in self.pins}
        return next(kind for kind in PinKind if kind in kinds)


class EventPins(PixelItem):
    """Over the curves: circles on the axis, and the numbers of the items at the ends of their lines."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(depth=100)
        self._theme = theme
        self._font = font(10, bold=True)
        self._end_font = font(10, bold=True, figures=True)
        self._count_font = font(9, bold=True, figures=True)
        self._pins: Sequence[Pin] = ()
        self._ends: Sequence[tuple[float, float, str, QColor]] = ()
        self.places: list[PinPlace] = []

    def put(self, pins: Sequence[Pin], ends: Sequence[tuple[float, float, str, QColor]]) -> None:
        """``ends``: seconds, value, text and colour of each line's end."""
        if (pins, ends) != (self._pins, self._ends):
            self._pins, self._ends = pins, ends
            self.update()

    def draw(self, painter: QPainter, to_pixels: QTransform, area: QRectF) -> None:
        self.places = placed(self._pins, to_pixels, area)
        self._draw_pins(painter, area)
        self._draw_ends(painter, to_pixels, area)

    def _draw_pins(self, painter: QPainter, area: QRectF) -> None:
        middle = area.bottom() - PIN_SIZE / 2 - 3
        painter.setFont(self._font)
        for place in self.places:
            kind = place.kind
            name, strength = (PIN_COLORS[kind], 0.8) if kind in LOUD else ("text_soft", 0.45)
            painter.setPen(QPen(faint(self._theme.color(name), strength), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(place.x, area.top() + LABEL_HEIGHT), QPointF(place.x, middle - PIN_SIZE / 2))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in self.places:
            color = self._theme.color(PIN_COLORS.get(place.kind, "text_soft"))
            circle = QRectF(place.x - PIN_SIZE / 2, middle - PIN_SIZE / 2, PIN_SIZE, PIN_SIZE)
            painter.setPen(QPen(color, 1))
            painter.setBrush(self._theme.color("dock"))
            painter.drawEllipse(circle)
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, PIN_GLYPHS[place.kind])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setFont(self._count_font)
        painter.setPen(self._theme.color("text"))
        for place in self.places:
            if len(place.pins) > 1:
                top = middle - PIN_SIZE / 2 - 4
                beside = QRectF(place.x + PIN_SIZE / 2 - 1, top, PIN_SIZE, 10)
                painter.drawText(beside, Qt.AlignmentFlag.AlignLeft, str(min(len(place.pins), 99)))

    def _draw_ends(self, painter: QPainter, to_pixels: QTransform, area: QRectF) -> None:
        painter.setFont(self._end_font)
        points = sorted(((to_pixels.map(QPointF(x, y)), text, color) for x, y, text, color in self._ends), key=_height)
        tops = spread([point.y() - END_HEIGHT / 2 for point, _, _ in points], area.top() + LABEL_HEIGHT, area.bottom())
        for (point, text, color), top in zip(points, tops, strict=True):
            painter.setPen(color)
            painter.drawText(QRectF(point.x() + 4, top, 26, END_HEIGHT), Qt.AlignmentFlag.AlignVCenter, text)


def _height(end: tuple[QPointF, str, QColor]) -> float:
    return end[0].y()


def spread(tops: Sequence[float], first: float, bottom: float) -> list[float]:
    """Where labels stand that want to be at ``tops`` (ascending) and may not cover each other, nor leave the area.

    From ``first`` on, pushed down where they crowd, and back up from ``bottom``; too many for the room stand closer.

    >>> spread([0.0, 2.0, 50.0], 0.0, 100.0)
    [0.0, 11.0, 50.0]
    >>> spread([90.0, 95.0], 0.0, 100.0)
    [77.0, 88.0]
    """
    step = END_HEIGHT - 1
    if len(tops) > 1:
        step = max(0.0, min(step, (bottom - END_HEIGHT - first) / (len(tops) - 1)))
    found: list[float] = []
    for top in tops:
        found.append(max(top, found[-1] + step if found else first))
    limit = bottom - END_HEIGHT
    for at in reversed(range(len(found))):
        found[at] = min(found[at], limit)
        limit = found[at] - step
    return found


def placed(pins: Sequence[Pin], to_pixels: QTransform, area: QRectF) -> list[PinPlace]:
    """Pins as circles that do not touch: those too close stand in one."""
    groups: list[list[tuple[float, Pin]]] = []
    for pin in sorted(pins, key=lambda item: item.at):
        x = to_pixels.map(QPointF(pin.at, 0)).x()
        if not area.left() <= x <= area.right():
            continue
        x = min(max(x, area.left() + PIN_SIZE / 2), area.right() - PIN_SIZE / 2)  # whole at the edge too
        if groups and x - groups[-1][0][0] < PIN_SIZE + PIN_GAP:
            groups[-1].append((x, pin))
        else:
            groups.append([(x, pin)])
    return [PinPlace(group[0][0], tuple(pin for _, pin in group)) for group in groups]


def _stretch(start: float, end: float, to_pixels: QTransform, area: QRectF) -> QRect | None:
    scale, shift = to_pixels.m11(), to_pixels.dx()
    left = max(area.left(), start * scale + shift)
    right = min(area.right(), end * scale + shift)
    if right < left:
        return None
    top = round(area.top())
    return QRect(round(left), top, max(1, round(right) - round(left)), round(area.bottom()) - top)
