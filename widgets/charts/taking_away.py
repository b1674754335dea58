"""Numbers that leave the window: a table for other programs' clipboard, a picture for a file."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import QBuffer, QMimeData, QRect, Qt
from PySide6.QtGui import QPainter, QPixmap, QStandardItemModel

from console.files import replace_file
from widgets.theme import Theme, font

CAPTION_HIGH = 52
MARGIN = 12


def as_mime(table: Sequence[Sequence[str]]) -> QMimeData:
    """Tab-separated text, and an HTML table for those that take one.

    Qt makes what carries them: what Python made the clipboard may only let go of when Python is gone, and crashes.
    """
    model = QStandardItemModel(1, 1)
    data = model.mimeData([model.index(0, 0)])
    for held in data.formats():
        data.removeFormat(held)
    data.setText("".join("\t".join(_plain(cell) for cell in row) + "\n" for row in table))
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in table)
    data.setHtml(f"<table>{rows}</table>")
    return data


def _plain(cell: str) -> str:
    return cell.replace("\t", " ").replace("\n", " ")


def with_caption(picture: QPixmap, theme: Theme, title: str, about: str) -> QPixmap:
    """The picture with two lines over it, which say what it is of."""
    ratio = picture.devicePixelRatio()
    whole = QPixmap(picture.width(), picture.height() + round(CAPTION_HIGH * ratio))
    whole.setDevicePixelRatio(ratio)
    whole.fill(theme.color("dock"))
    painter = QPainter(whole)
    wide = round(picture.width() / ratio) - 2 * MARGIN
    for top, text, role, shown in ((6, title, "text", font(14, bold=True)), (28, about, "text_soft", font(12))):
        painter.setFont(shown)
        painter.setPen(theme.color(role))
        line = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(QRect(MARGIN, top, wide, 22), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)
    painter.drawPixmap(0, CAPTION_HIGH, picture)
    painter.end()
    return whole


def save_picture(picture: QPixmap, path: Path) -> None:
    """Write a PNG whole or not at all. Raises WorkspaceUnusable."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    replace_file(path, bytes(buffer.data().data()))
