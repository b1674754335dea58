"""Draws the goods of the practice room: flat pictures as SVG text, in the colours the room's file names.

What is written stays within SVG Tiny 1.2 (no filters, no style sheets), the part of SVG that Qt draws.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from console import practice_food, practice_wares
from console.files import replace_file
from console.practice_pen import Palette, mixed

SIDE = 400
SHAPES: dict[str, Callable[[Palette], str]] = {**practice_food.SHAPES, **practice_wares.SHAPES}


def draw(folder: Path, product_id: str, art: Sequence[str]) -> str:
    """Write the picture of a product into the pictures folder; answers its path relative to the workspace.

    ``art`` is shape, main colour, background tint (``#rrggbb``). The file's name carries what it shows, so
    drawing it again writes nothing, and a picture that changed is another file. Raises WorkspaceUnusable.
    """
    shape, main, tint = art
    text = picture(shape, main, tint)
    mark = hashlib.sha256(text.encode()).hexdigest()[:10]
    name = f"practice-{product_id}-{mark}.svg"
    file = folder / name
    if not file.exists():
        replace_file(file, text.encode())
    return f"{folder.name}/{name}"


def picture(shape: str, main: str, tint: str) -> str:
    """One picture as SVG text; a shape nobody knows is drawn as a parcel."""
    colours = Palette.of(main, tint)
    figure = SHAPES.get(shape, practice_wares.parcel)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.2" baseProfile="tiny" width="{SIDE}" height="{SIDE}"'
        f' viewBox="0 0 {SIDE} {SIDE}">\n{_gradients(colours)}'
        f'<rect width="{SIDE}" height="{SIDE}" fill="url(#room)"/>\n'
        '<circle cx="200" cy="190" r="172" fill="url(#glow)"/>\n'
        '<ellipse cx="200" cy="326" rx="140" ry="20" fill="url(#shadow)"/>\n'
        f"{figure(colours)}\n</svg>\n"
    )


def _gradients(c: Palette) -> str:
    def linear(name: str, stops: Sequence[tuple[float, str]], to: tuple[float, float]) -> str:
        inner = "".join(f'<stop offset="{at}" stop-color="{colour}"/>' for at, colour in stops)
        return f'<linearGradient id="{name}" x1="0" y1="0" x2="{to[0]}" y2="{to[1]}">{inner}</linearGradient>\n'

    def radial(name: str, colour: str, inside: float) -> str:
        return (
            f'<radialGradient id="{name}" cx="0.5" cy="0.5" r="0.5">'
            f'<stop offset="0" stop-color="{colour}" stop-opacity="{inside}"/>'
            f'<stop offset="1" stop-color="{colour}" stop-opacity="0"/></radialGradient>\n'
        )

    round_body = ((0, c.light), (0.35, c.main), (1, c.dark))
    return (
        "<defs>\n"
        + linear("room", ((0, mixed(c.tint, "#ffffff", 0.55)), (1, mixed(c.tint, c.main, 0.16))), (0, 1))
        + linear("body", round_body, (1, 0))
        + linear("fall", ((0, c.light), (1, c.main)), (0, 1))
        + linear("deep", ((0, c.main), (1, c.dark)), (0, 1))
        + linear("white", ((0, "#ffffff"), (0.6, "#f4f6f9"), (1, "#d5dbe4")), (1, 0))
        + linear("paper", ((0, "#ffffff"), (1, "#e6eaf0")), (0, 1))
        + linear("steel", ((0, "#f8fafc"), (0.5, "#cbd5e1"), (1, "#8d9bae")), (1, 0))
        + linear("wood", ((0, "#d9a066"), (1, "#a9713b")), (0, 1))
        + radial("glow", "#ffffff", 0.75)
        + radial("shadow", c.deep, 0.34)
        + "</defs>\n"
    )
