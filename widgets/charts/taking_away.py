"""Numbers that leave the window: a table for other programs' clipboard, a picture for a file."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import QBuffer, QMimeData
from PySide6.QtGui import QPixmap

from console.files import replace_file


def as_mime(table: Sequence[Sequence[str]]) -> QMimeData:
    """Tab-separated text, and an HTML table for those that take one."""
    data = QMimeData()
    data.setText("".join("\t".join(_plain(cell) for cell in row) + "\n" for row in table))
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in table)
    data.setHtml(f"<table>{rows}</table>")
    return data


def _plain(cell: str) -> str:
    return cell.replace("\t", " ").replace("\n", " ")


def save_picture(picture: QPixmap, path: Path) -> None:
    """Write a PNG whole or not at all. Raises WorkspaceUnusable."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    replace_file(path, bytes(buffer.data().data()))
