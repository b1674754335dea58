"""Opens a file somebody chose: tells what it really is by its bytes, and reads the tables of those that have any."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from console.feeds.grid import Grid, SheetRefused
from console.feeds.old_workbook import old_sheet_names, read_old_workbook_grids
from console.feeds.textfile import read_text_grid
from console.feeds.workbook import read_workbook_grids, sheet_names

MOST_BYTES = 200_000_000
MOST_UNPACKED = 600_000_000  # far above any real workbook, far below a machine's memory
SMALL_PART = 10_000_000
MOST_SHRUNK = 150  # a part packed tighter says one thing over and over: no table of anybody's is in it

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD_BOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_OLD_DOCUMENTS = ("WordDocument".encode("utf-16-le"), "PowerPoint Document".encode("utf-16-le"))
_OTHER_KINDS = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"{\\rtf", "document"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)


def load(path: Path) -> bytes:
    """The file's bytes. Raises SheetRefused: ``missing directory empty no_permission too_large``."""
    try:
        if path.is_dir():
            raise SheetRefused("directory", file=path.name)
        if not path.exists():
            raise SheetRefused("missing", file=str(path))
        if not path.is_file():
            raise SheetRefused("not_a_sheet", file=path.name)
        if path.stat().st_size > MOST_BYTES:
            raise SheetRefused("too_large", file=path.name, limit_mb=MOST_BYTES // 1_000_000)
        data = path.read_bytes()
    except PermissionError as error:  # also: open in another program that locks it
        raise SheetRefused("no_permission", file=path.name) from error
    except ValueError as error:  # a NUL in the name
        raise SheetRefused("missing", file=path.name) from error
    if not data.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise SheetRefused("empty", file=path.name)
    return data


class Form(Enum):
    """What a file's bytes are."""

    XLSX = "xlsx"
    XLS = "xls"
    TEXT = "text"


def form_of(path: Path, data: bytes) -> Form:
    """What the file really is, whatever its name says. Raises SheetRefused naming a kind that holds no table."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise SheetRefused("password", file=path.name)
        if any(name in data for name in _OLD_DOCUMENTS) and not any(name in data for name in _OLD_BOOKS):
            raise SheetRefused("document", file=path.name)
        return Form.XLS
    if data.startswith(b"PK"):
        _look_into_archive(path, data)
        return Form.XLSX
    for magic, kind in _OTHER_KINDS:
        if data.startswith(magic) and not (kind == "picture" and magic == b"BM" and b"\0" not in data[:64]):
            raise SheetRefused(kind, file=path.name)
    opening = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if opening.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<?xml")):
        raise SheetRefused("web_page", file=path.name)
    return Form.TEXT


def _look_into_archive(path: Path, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.lower() for name in archive.namelist()}
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, LookupError) as error:
        raise SheetRefused("broken", file=path.name) from error
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise SheetRefused("too_large", file=path.name, limit_mb=MOST_UNPACKED // 1_000_000)
    if any(e.file_size > SMALL_PART and e.file_size > MOST_SHRUNK * e.compress_size for e in entries):
        raise SheetRefused("bursting", file=path.name)
    if "xl/workbook.xml" in names or any(name.startswith("xl/worksheets/") for name in names):
        if "xl/workbook.bin" in names:
            raise SheetRefused("binary_workbook", file=path.name)
        return
    if any(name.startswith(("word/", "ppt/")) for name in names) or "content.xml" in names:
        raise SheetRefused("document", file=path.name)
    raise SheetRefused("archive", file=path.name)


def read_grids(
    path: Path, *, most_rows: int, choose: Callable[[list[tuple[str, bool]]], str] | None = None
) -> list[Grid]:
    """The tables of a file: one of a text file, every sheet of a workbook or the one ``choose`` names.

    ``choose`` gets the sheets' names with whether each is visible. Raises SheetRefused.
    """
    data = load(path)
    form = form_of(path, data)
    if form is Form.TEXT:
        return [read_text_grid(path, data, most_rows)]
    read, names_of = (
        (read_workbook_grids, sheet_names) if form is Form.XLSX else (read_old_workbook_grids, old_sheet_names)
    )
    if choose is None:
        return read(path, data, most_rows)
    names = names_of(path, data)
    if not names:
        raise SheetRefused("broken", file=path.name)
    chosen = choose(names)
    return read(path, data, most_rows, lambda name: name == chosen)
