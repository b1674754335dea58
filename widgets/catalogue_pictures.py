"""The pictures of one product: thumbnails side by side, the first is the one plans take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from console.feeds.pictures import MOST_PICTURE_BYTES, content_name
from widgets.picture import PictureLoader
from widgets.theme import Theme, font

THUMBNAIL = QSize(72, 72)
PATH = int(Qt.ItemDataRole.UserRole)


class CataloguePictures(QWidget):
    """``keep`` puts a picture's bytes into the workspace and answers its path. ``refused``: a file that is none."""

    changed = Signal()
    refused = Signal(str)

    def __init__(
        self, theme: Theme, loader: PictureLoader, keep: Callable[[str, bytes], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._loader, self._keep = theme, loader, keep
        self.list = QListWidget()
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setFlow(QListView.Flow.LeftToRight)
        self.list.setWrapping(False)
        self.list.setIconSize(THUMBNAIL)
        self.list.setGridSize(THUMBNAIL + QSize(10, 10))
        self.list.setFixedHeight(THUMBNAIL.height() + 30)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("图片"))
        self.add_button = QPushButton(self.tr("加图片…"))
        self.first_button = QPushButton(self.tr("放到最前"))
        self.remove_button = QPushButton(self.tr("去掉"))
        beside = QVBoxLayout()
        beside.setSpacing(4)
        for button in (self.add_button, self.first_button, self.remove_button):
            button.setAutoDefault(False)
            beside.addWidget(button)
        beside.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.list, 1, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.add_button.clicked.connect(self._choose)
        self.first_button.clicked.connect(self._put_first)
        self.remove_button.clicked.connect(self._remove)
        self.list.currentRowChanged.connect(lambda _row: self._show_buttons())
        loader.loaded.connect(self._on_loaded)

    @property
    def paths(self) -> tuple[str, ...]:
        """The pictures in their order."""
        return tuple(str(self.list.item(row).data(PATH)) for row in range(self.list.count()))

    def show_paths(self, paths: tuple[str, ...]) -> None:
        """Other pictures; nothing is announced."""
        self.list.clear()
        for path in paths:
            self._append(path)
        self._show_buttons()

    def take(self, files: list[Path]) -> None:
        """Keep pictures in the workspace and add them."""
        for file in files:
            try:
                data = file.read_bytes() if file.stat().st_size <= MOST_PICTURE_BYTES else b""
            except OSError as error:
                self.refused.emit(f"{file.name}: {error.strerror or error}")
                continue
            name = content_name(data)
            if name is None:
                self.refused.emit(self.tr("{file} 不是图片，或者太大").format(file=file.name))
                continue
            path = self._keep(name, data)
            if path not in self.paths:
                self._append(path)
                self.changed.emit()
        self._show_buttons()

    def _append(self, path: str) -> None:
        item = QListWidgetItem(self._icon(path), "")
        item.setData(PATH, path)
        item.setToolTip(path)
        self.list.addItem(item)

    def _icon(self, path: str) -> QIcon:
        found = self._loader.get(path, THUMBNAIL, self.devicePixelRatioF())
        if found is None:
            found = QPixmap(THUMBNAIL)
            found.fill(self._theme.color("raised"))
            painter = QPainter(found)
            painter.setPen(self._theme.color("text_faint"))
            painter.setFont(font(12))
            painter.drawText(found.rect(), Qt.AlignmentFlag.AlignCenter, "…")
            painter.end()
        return QIcon(found)

    def _on_loaded(self, path: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            if item.data(PATH) == path:
                item.setIcon(self._icon(path))

    def _show_buttons(self) -> None:
        row = self.list.currentRow()
        self.first_button.setEnabled(row > 0)
        self.remove_button.setEnabled(row >= 0)

    def _choose(self) -> None:
        kinds = self.tr("图片 (*.png *.jpg *.jpeg *.webp *.gif *.bmp)")
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("选图片"), str(Path.home()), kinds)
        self.take([Path(name) for name in names])

    def _put_first(self) -> None:
        self.list.insertItem(0, self.list.takeItem(self.list.currentRow()))
        self.list.setCurrentRow(0)
        self.changed.emit()

    def _remove(self) -> None:
        self.list.takeItem(self.list.currentRow())
        self._show_buttons()
        self.changed.emit()
