"""What is over the window while files are held above it: which of them are known, and what becomes of each kind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from widgets.file_errands import EXPORTS
from widgets.theme import Theme, font

WIDE = 560
VEIL = 0.88
SHOWN = 3  # names


def local_files(event: QDropEvent) -> list[str]:
    """The files a drag carries; none when it carries something else."""
    held = event.mimeData()
    return [url.toLocalFile() for url in held.urls() if url.isLocalFile()] if held.hasUrls() else []


class DropVeil(QWidget):
    """Covers its window while a drag is over it, and takes the drop: no field below gets a path as text."""

    dropped = Signal(list)

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.theme = theme
        self._covered = window
        self.setAcceptDrops(True)
        self.title = QLabel()
        self.title.setFont(font(22, bold=True))
        self.files = QLabel()
        self.files.setFont(font(14))
        self.files.setTextFormat(Qt.TextFormat.PlainText)
        self.words = QLabel()
        self.words.setFont(font(14))
        for label in (self.title, self.files, self.words):
            label.setWordWrap(True)
            label.setMinimumWidth(WIDE)
            label.setMaximumWidth(WIDE)
        self.words.setProperty("soft", True)
        inside = QVBoxLayout()
        inside.setSpacing(12)
        inside.addStretch(1)
        for label in (self.title, self.files, self.words):
            inside.addWidget(label)
        inside.addStretch(1)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addLayout(inside)
        row.addStretch(1)
        window.installEventFilter(self)
        self.hide()

    def show_files(self, paths: Sequence[str], *, show_open: bool) -> None:
        """Say what would become of these."""
        known = [path for path in paths if Path(path).suffix.lower() in EXPORTS]
        names = [Path(path).name for path in paths]
        listed = self.tr("、", "between the parts of a list").join(names[:SHOWN])
        if len(names) > SHOWN:
            listed = self.tr("{names} 等 {n} 个文件").format(names=listed, n=len(names))
        self.files.setText(listed)
        lines = [
            self.tr("排品表：先看会建立或改动什么，再确认"),
            self.tr("订单、罗盘、千川等平台导出：记进打开的场次")
            if show_open
            else self.tr("订单和数据要先打开一场；现在只收排品表"),
            self.tr("别的表：由你说明每一列是什么"),
        ]
        if known:
            self.title.setText(self.tr("松开就导入"))
            self.words.setText("\n".join(f"· {line}" for line in lines if show_open or line is not lines[2]))
        else:
            self.title.setText(self.tr("这种文件读不了"))
            self.words.setText(self.tr("能读的是表格：{kinds}").format(kinds=" ".join(EXPORTS)))
        self.setAccessibleName(self.title.text())
        self.setGeometry(self._covered.rect())
        self.show()
        self.raise_()

    # -- the drag -----------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = local_files(event)
        self.hide()
        if files:
            event.acceptProposedAction()
            self.dropped.emit(files)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hide()  # a drag whose end nobody told of must not keep the window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._covered:
            self.setGeometry(self._covered.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(self.theme.color("window"))
        veil.setAlphaF(VEIL)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(self.theme.color("focus"), 2, Qt.PenStyle.DashLine))
        box = self.words.geometry().united(self.title.geometry())
        painter.drawRoundedRect(QRectF(box).adjusted(-32, -28, 32, 28), 10, 10)
