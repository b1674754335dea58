"""What the practice room's pictures are drawn with: a palette, and the few marks of SVG they need.

Marks answer SVG elements as text, on a field of 400 × 400. Things stand on y = 326. Fills named ``url(#…)`` are the
gradients the picture around them defines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


def mixed(first: str, second: str, share: float) -> str:
    """The colour ``share`` of the way from the first to the second, both ``#rrggbb``."""
    parts = zip(bytes.fromhex(first[1:]), bytes.fromhex(second[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


@dataclass(frozen=True, slots=True)
class Palette:
    """One colour in its steps from pale to deep, and the tint behind it."""

    pale: str
    light: str
    main: str
    dark: str
    deep: str
    tint: str

    @classmethod
    def of(cls, main: str, tint: str) -> Self:
        return cls(
            pale=mixed(main, "#ffffff", 0.78),
            light=mixed(main, "#ffffff", 0.36),
            main=main,
            dark=mixed(main, "#0b1020", 0.26),
            deep=mixed(main, "#0b1020", 0.55),
            tint=tint,
        )


def rect(x: float, y: float, w: float, h: float, fill: str, r: float = 0, more: str = "") -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" rx="{r:g}" ry="{r:g}" fill="{fill}" {more}/>\n'


def oval(x: float, y: float, rx: float, ry: float, fill: str, more: str = "") -> str:
    return f'<ellipse cx="{x:g}" cy="{y:g}" rx="{rx:g}" ry="{ry:g}" fill="{fill}" {more}/>\n'


def area(d: str, fill: str, more: str = "") -> str:
    return f'<path d="{d}" fill="{fill}" {more}/>\n'


def line(d: str, stroke: str, width: float, more: str = "") -> str:
    return (
        f'<path d="{d}" fill="none" stroke="{stroke}" stroke-width="{width:g}" '
        f'stroke-linecap="round" stroke-linejoin="round" {more}/>\n'
    )


def turned(angle: float, x: float, y: float, inside: str) -> str:
    return f'<g transform="rotate({angle:g} {x:g} {y:g})">\n{inside}</g>\n'


def soft(opacity: float) -> str:
    return f'opacity="{opacity:g}"'
