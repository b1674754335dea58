"""Pictures of a run order sheet: embedded over a row, inside a cell, or named by a path; never fetched from a network.

openpyxl leaves pictures out unless an imaging library is installed, so the drawing parts are read here.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

MOST_PICTURE_BYTES = 20_000_000
_MOST_PICTURES = 5_000

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SHAPES = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
    (b"BM", ".bmp"),
)

DISPLAYED = re.compile(r'=?(?:_xlfn\.)?DISPIMG\(\s*"([^"]+)"')  # a picture inside a cell, as WPS writes it


@dataclass(frozen=True, slots=True)
class Embedded:
    """A picture lying over a sheet. ``row`` from 1, ``column`` from 0: its upper left corner."""

    row: int
    column: int
    data: bytes


def suffix_of(data: bytes) -> str | None:
    """The file suffix of a picture by its bytes, None when it is no picture a screen can show."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    return next((suffix for magic, suffix in _MAGIC if data.startswith(magic)), None)


def content_name(data: bytes) -> str | None:
    """A file name made of what the picture holds, so one picture is kept once; None when it is no picture."""
    suffix = suffix_of(data)
    return None if suffix is None else hashlib.sha256(data).hexdigest()[:32] + suffix


def embedded_pictures(archive: zipfile.ZipFile, sheet_part: str) -> tuple[Embedded, ...]:
    """Pictures lying over one sheet, top to bottom. Raises what a damaged archive raises."""
    found: list[Embedded] = []
    for drawing_part in _related(archive, sheet_part, "/drawing"):
        root = ElementTree.fromstring(_bytes(archive, drawing_part))
        targets = _targets(archive, drawing_part)
        for anchor in root:
            corner = anchor.find(f"{_SHAPES}from")
            if corner is None:
                continue
            row, column = corner.findtext(f"{_SHAPES}row", "0"), corner.findtext(f"{_SHAPES}col", "0")
            for blip in anchor.iter(f"{_DRAWING}blip"):
                target = targets.get(blip.get(f"{_RELATION}embed", ""))
                if target is not None and len(found) < _MOST_PICTURES:
                    found.append(Embedded(int(row) + 1, int(column), _bytes(archive, target)))
    return tuple(sorted(found, key=lambda picture: (picture.row, picture.column)))


def cell_pictures(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Pictures that live inside cells, by the name their formula uses. Raises what a damaged archive raises."""
    part = "xl/cellimages.xml"
    if part not in archive.namelist():
        return {}
    targets = _targets(archive, part)
    found: dict[str, bytes] = {}
    for picture in ElementTree.fromstring(_bytes(archive, part)).iter(f"{_SHAPES}pic"):
        name = next((shape.get("name", "") for shape in picture.iter(f"{_SHAPES}cNvPr")), "")
        blip = next(picture.iter(f"{_DRAWING}blip"), None)
        target = targets.get(blip.get(f"{_RELATION}embed", "")) if blip is not None else None
        if name and target is not None and len(found) < _MOST_PICTURES:
            found[name] = _bytes(archive, target)
    return found


def named_file(base: Path, written: str) -> Path | None:
    """The file a sheet's path names, relative paths from ``base``; None when there is none."""
    try:
        named = base / written.replace("\\", "/")
        return named if named.is_file() else None
    except (OSError, ValueError):  # a name the file system cannot have
        return None


def _related(archive: zipfile.ZipFile, part: str, kind: str) -> list[str]:
    return [target for target, type_ in _relations(archive, part).values() if type_.endswith(kind)]


def _targets(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    return {name: target for name, (target, type_) in _relations(archive, part).items() if type_.endswith("/image")}


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Relations of a part that stay inside the archive: id → (part, type)."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in archive.namelist():
        return {}
    found = {}
    for relation in ElementTree.fromstring(_bytes(archive, relations)):
        if relation.get("TargetMode") == "External":
            continue
        target = relation.get("Target", "")
        inside = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[relation.get("Id", "")] = (inside, relation.get("Type", ""))
    return found


def _bytes(archive: zipfile.ZipFile, part: str) -> bytes:
    if archive.getinfo(part).file_size > MOST_PICTURE_BYTES:
        return b""
    return archive.read(part)
