"""The pictures of the practice room."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from console import practice_art
from console.practice import practice_show
from tests.console.practice_room import told

# -- pictures ---------------------------------------------------------------------------------------


def test_every_item_has_a_picture_and_each_shape_is_known(tmp_path: Path) -> None:
    shapes = {item["art"][0] for item in told()["entries"] if "art" in item}
    assert shapes == set(practice_art.SHAPES)
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for entry in practice_show("zh_CN", pictures).entries:
        assert bool(entry.picture) == bool(entry.product_id)
        if entry.picture:
            ElementTree.parse(tmp_path / entry.picture)


def test_a_picture_is_drawn_once_and_another_one_is_another_file(tmp_path: Path) -> None:
    first = practice_art.draw(tmp_path, "7", ["cup", "#3b82f6", "#dbeafe"])
    stamp = (tmp_path / Path(first).name).stat().st_mtime_ns
    assert practice_art.draw(tmp_path, "7", ["cup", "#3b82f6", "#dbeafe"]) == first
    assert (tmp_path / Path(first).name).stat().st_mtime_ns == stamp
    assert practice_art.draw(tmp_path, "7", ["cup", "#000000", "#dbeafe"]) != first
    assert first.startswith(f"{tmp_path.name}/")


def test_pictures_stay_within_the_svg_that_qt_draws() -> None:
    for shape in (*practice_art.SHAPES, "never heard of"):
        text = practice_art.picture(shape, "#3b82f6", "#dbeafe")
        root = ElementTree.fromstring(text)
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        marks = {"g", "rect", "circle", "ellipse", "path", "polygon"}
        assert tags <= {"svg", "defs", "linearGradient", "radialGradient", "stop"} | marks
        named = set(re.findall(r"url\(#(\w+)\)", text))
        assert named <= {element.get("id") for element in root.iter()}
        assert "class=" not in text
        assert "style=" not in text


def test_qt_draws_every_picture_and_complains_of_none(qtbot: Any) -> None:
    canvas = QImage(40, 40, QImage.Format.Format_ARGB32)
    for shape in (*practice_art.SHAPES, "never heard of"):
        canvas.fill(0)
        painter = QPainter(canvas)
        renderer = QSvgRenderer(practice_art.picture(shape, "#3b82f6", "#dbeafe").encode())
        renderer.render(painter)
        painter.end()
        assert renderer.isValid()
        seen = {canvas.pixel(x, y) for x in range(0, 40, 4) for y in range(0, 40, 4)}
        assert len(seen) > 20, shape


def test_a_shape_nobody_knows_is_a_parcel() -> None:
    parcel = practice_art.picture("never heard of", "#64748b", "#e2e8f0")
    assert parcel == practice_art.picture("", "#64748b", "#e2e8f0")
    assert parcel != practice_art.picture("cup", "#64748b", "#e2e8f0")
