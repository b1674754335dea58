"""The program's picture beside the show."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.obs.thumbnail import Thumbnail
from widgets.labels import CENTER
from widgets.theme import Theme, font


class ProgramView(QWidget):
    """The last picture of the program, 16:9, with its scene's name."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture: QPixmap | None = None
        self._scene = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("节目画面"))

    @property
    def scene(self) -> str:
        """Of which scene the picture is; "" without one."""
        return self._scene

    def show_image(self, image: Thumbnail | None) -> None:
        """None: there is no picture any more."""
        decoded = QImage() if image is None else QImage.fromData(image.jpeg)
        self._picture = None if decoded.isNull() else QPixmap.fromImage(decoded)
        self._scene = "" if image is None or decoded.isNull() else image.scene
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(288, 162)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 60)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QSize(16, 9).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(self.width() - box.width(), 0, box.width(), box.height())
        painter.fillRect(target, self._theme.color("field"))
        if self._picture is None:
            painter.setPen(self._theme.color("text_faint"))
            painter.setFont(font(13))
            painter.drawText(target, CENTER, self.tr("没有画面"))
        else:
            size = self._picture.size().scaled(box, Qt.AspectRatioMode.KeepAspectRatio)
            inside = QRectF(0, 0, size.width(), size.height())
            inside.moveCenter(target.center())
            painter.drawPixmap(inside, self._picture, QRectF(self._picture.rect()))
        painter.setPen(self._theme.color("line"))
        painter.drawRect(target.adjusted(0.5, 0.5, -0.5, -0.5))
