"""Finds the picture of each row of a run order sheet and hands its bytes to whoever keeps pictures."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from console.feeds.grid import Told, rows_said
from console.feeds.pictures import (
    DISPLAYED,
    MOST_PICTURE_BYTES,
    Embedded,
    cell_pictures,
    content_name,
    embedded_pictures,
    named_file,
)
from console.feeds.table import Table
from console.feeds.values import NoValue, Raw, shown, text
from console.feeds.workbook import BROKEN_FILE

_log = logging.getLogger(__name__)

PictureSink = Callable[[str, bytes], str]  # (file name made of the content, bytes) → what Entry.picture holds


class RowPictures:
    """The pictures of one sheet by row. Nothing is handed out before :meth:`take` is asked for a row."""

    def __init__(self, table: Table, *, sink: PictureSink | None, root: Path | None) -> None:
        self._table = table
        self._sink = sink
        self._root = root
        self._told: list[Told] = []
        self._left_out: list[int] = []
        self._over: dict[int, list[Embedded]] = {}
        self._inside: dict[str, bytes] = {}
        self._open(table.grid.path, table.grid.part)

    def _open(self, path: Path, part: str) -> None:
        if not part:
            return
        try:
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
                for picture in embedded_pictures(archive, part):
                    self._over.setdefault(picture.row, []).append(picture)
                self._inside = cell_pictures(archive)
        except BROKEN_FILE:  # the rows were read: a show goes on without its pictures
            _log.warning("pictures of the sheet cannot be read", exc_info=True)
            self._told.append(Told(code="pictures_unreadable"))

    def take(self, row: int, cell: Raw) -> str:
        """What ``Entry.picture`` holds for a row: a picture lying over it, one inside its cell, or a named file."""
        over = self._over.pop(row, [])
        if over:
            if len(over) > 1:
                self._told.append(Told(code="picture_extra", data={"row": row, "count": len(over)}))
            return self._keep(row, over[0].data, "")
        if isinstance(cell, NoValue):
            self._told.append(Told(code="picture_unreadable", data={"row": row, "held": shown(cell)}))
            return ""
        written = text(cell)
        if not written:
            return ""
        if displayed := DISPLAYED.match(written):
            return self._keep(row, self._inside.get(displayed[1], b""), shown(cell))
        return self._named(row, written)

    def _named(self, row: int, written: str) -> str:
        if written.casefold().startswith(("http://", "https://", "//")):
            self._told.append(Told(code="picture_is_address", data={"row": row, "held": shown(written)}))
            return ""
        beside = named_file(self._table.grid.path.parent, written)
        if beside is None and self._root is not None:
            kept = named_file(self._root, written)
            if kept is not None and kept.resolve().is_relative_to(self._root.resolve()):
                return kept.resolve().relative_to(self._root.resolve()).as_posix()
        if beside is None:
            self._told.append(Told(code="picture_missing", data={"row": row, "held": shown(written)}))
            return ""
        try:
            data = beside.read_bytes() if beside.stat().st_size <= MOST_PICTURE_BYTES else b""
        except OSError:
            _log.info("picture cannot be read", exc_info=True)
            data = b""
        return self._keep(row, data, shown(written))

    def _keep(self, row: int, data: bytes, held: str) -> str:
        name = content_name(data)
        if name is None:
            self._told.append(Told(code="picture_unreadable", data={"row": row, "held": held}))
            return ""
        if self._sink is None:
            self._left_out.append(row)
            return ""
        return self._sink(name, data)

    def told(self, rows: Iterable[int]) -> list[Told]:
        """What was left out, once every row was asked; pictures above the header (a logo) are no row's."""
        told = list(self._told)
        if self._left_out:
            told.append(Told(code="pictures_left_out", data={"rows": rows_said(self._left_out)}))
        lost = [row for row in self._over if row > self._table.header_row and row not in set(rows)]
        if lost:
            told.append(Told(code="pictures_without_row", data={"rows": rows_said(lost)}))
        return told
