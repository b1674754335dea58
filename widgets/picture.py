"""Pictures of goods: read and scaled off the paint path, kept for the next time, with a drawn stand-in."""

from __future__ import annotations

import logging
import weakref
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from console.show.plan import Entry
from widgets.theme import ROLE_GLYPHS, Theme, font

log = logging.getLogger(__name__)
Post = Callable[[Callable[[], None]], None]
Key = tuple[Path, int, int]
KEPT = 64
LARGEST_BYTES = 32 * 1024 * 1024  # a picture file beyond this is no picture of goods


class PictureLoader(QObject):
    """Pictures of one workspace. ``get`` never waits: what is not there yet is announced by ``loaded``."""

    loaded = Signal(str)  # the path as the plan writes it

    def __init__(self, root: Path, post: Post, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = root.resolve()
        self._post = post
        self._kept: OrderedDict[Key, tuple[int, QPixmap | None]] = OrderedDict()
        self._asked: set[Key] = set()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._released = False

    def get(self, path: str, size: QSize, ratio: float = 1.0) -> QPixmap | None:
        """The picture filling ``size``, None when there is none (yet). A file that changed is read again."""
        file = self._inside(path)
        if file is None:
            return None
        key = (file, round(size.width() * ratio), round(size.height() * ratio))
        try:
            written = file.stat().st_mtime_ns
        except OSError:
            return None
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
        if (kept is None or kept[0] != written) and key not in self._asked:
            self._asked.add(key)
            self._pool.start(_Reading(weakref.ref(self), self._post, path, key, written, ratio))
        return None if kept is None else kept[1]

    def release(self) -> None:
        """Read nothing more; waits for the picture being read, and for what is on its way nobody waits."""
        self._released = True
        self._pool.clear()
        self._pool.waitForDone()

    def _inside(self, path: str) -> Path | None:
        """A plan comes from outside: only files of the workspace are opened."""
        if not path:
            return None
        try:
            file = (self._root / path).resolve()
        except (OSError, ValueError):
            return None
        return file if file.is_relative_to(self._root) else None

    def _arrived(self, path: str, key: Key, written: int, ratio: float, image: QImage) -> None:
        if self._released:  # what its signal stood on may be gone
            return
        self._asked.discard(key)
        pixmap = None
        if not image.isNull():
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(ratio)
        self._kept[key] = (written, pixmap)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.loaded.emit(path)


class _Reading(QRunnable):
    """One picture on its way from the disk."""

    def __init__(
        self, loader: weakref.ref[PictureLoader], post: Post, path: str, key: Key, written: int, ratio: float
    ) -> None:
        super().__init__()
        self._loader = loader
        self._post = post
        self._path = path
        self._key = key
        self._written = written
        self._ratio = ratio

    def run(self) -> None:
        image = read_picture(self._key[0], QSize(self._key[1], self._key[2]))
        weak, path, key, written, ratio = self._loader, self._path, self._key, self._written, self._ratio

        def arrived() -> None:
            loader = weak()
            if loader is not None:
                loader._arrived(path, key, written, ratio, image)

        self._post(arrived)


def read_picture(file: Path, size: QSize) -> QImage:
    """A PNG, JPG, WebP or SVG scaled to cover ``size`` and cut to it; a null image when it cannot be read."""
    try:
        if file.stat().st_size > LARGEST_BYTES:
            log.warning("%s is too large for a picture", file.name)
            return QImage()
    except OSError:
        return QImage()
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    held = reader.size()
    if held.isValid() and not held.isEmpty():
        turned = bool(reader.transformation().value & 4)  # the file's width is the picture's height
        wanted = held.scaled(size.transposed() if turned else size, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        reader.setScaledSize(wanted)
    image = reader.read()
    if image.isNull():
        log.info("%s is no picture: %s", file.name, reader.errorString())
        return image
    if image.width() < size.width() or image.height() < size.height():  # its reader told no size
        mode = Qt.AspectRatioMode.KeepAspectRatioByExpanding
        image = image.scaled(size, mode, Qt.TransformationMode.SmoothTransformation)
    return image.copy(
        (image.width() - size.width()) // 2, (image.height() - size.height()) // 2, size.width(), size.height()
    )


class PictureView(QWidget):
    """The picture of an entry with round corners; without one, its role's colour and glyph."""

    def __init__(self, theme: Theme, loader: PictureLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._loader = loader
        self._entry: Entry | None = None
        loader.loaded.connect(self._on_loaded)

    def set_entry(self, entry: Entry | None) -> None:
        """Show this entry's picture."""
        if entry is not self._entry:
            self._entry = entry
            self.setAccessibleName("" if entry is None else entry.name)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(whole, 8, 8)
        painter.setClipPath(shape)
        painter.fillRect(whole, self._theme.color("raised"))
        entry = self._entry
        if entry is None:
            return
        pixmap = self._loader.get(entry.picture, self.size(), self.devicePixelRatioF())
        if pixmap is not None:
            painter.drawPixmap(0, 0, pixmap)
        else:
            self._stand_in(painter, whole, entry)

    def _stand_in(self, painter: QPainter, whole: QRectF, entry: Entry) -> None:
        colour = self._theme.role_color(entry.role)
        tint = QColor(colour)
        tint.setAlphaF(0.14)
        painter.fillRect(whole, tint)
        painter.setPen(colour)
        painter.setFont(font(max(14, round(whole.height() * 0.36)), bold=True))
        painter.drawText(whole, Qt.AlignmentFlag.AlignCenter, ROLE_GLYPHS[entry.role])

    def _on_loaded(self, path: str) -> None:
        if self._entry is not None and self._entry.picture == path:
            self.update()
