"""The window: header, strip and docks. It holds the parts and knows nothing of what they show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QPointF, QRectF, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QLabel,
    QMainWindow,
    QMenuBar,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from widgets.ask_line import AskLine
from widgets.dock_frame import DockFrame
from widgets.header_bar import HeaderBar
from widgets.strip import Strip
from widgets.theme import Theme, font

LAYOUT_VERSION = 1
SMALLEST = QSize(1024, 640)
FIRST_SIZE = QSize(1920, 1080)


class Window(QMainWindow):
    """One window for a whole show. Parts come in with ``furnish`` and go with ``strip_bare``.

    Its own central widget carries header, strips and one of three faces: opening, the start page, or the docks.
    """

    painted = Signal()
    files_dropped = Signal(list)
    close_asked = Signal(object)

    def __init__(self, theme: Theme, lang: str) -> None:
        super().__init__()
        self.theme = theme
        self.setWindowTitle(self.tr("中控"))
        self.setMinimumSize(SMALLEST)
        self.setAcceptDrops(True)
        self._painted = False
        self._maximised_before = False
        self.menus = QMenuBar()
        self.menus.setNativeMenuBar(False)
        self.header = HeaderBar(theme, self.menus)
        self.practice_band = PracticeBand(theme)
        self.strip = Strip(theme, lang)
        self.ask_line = AskLine()
        self.faces = QStackedWidget()
        self.opening = QLabel(self.tr("正在打开…"))
        self.opening.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.opening.setFont(font(16))
        self.opening.setProperty("soft", True)
        self.opening.setWordWrap(True)
        self.room = DockRoom()
        self.faces.addWidget(self.opening)
        self.faces.addWidget(self.room)
        self._start_page: QWidget | None = None
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.practice_band, self.strip, self.ask_line):
            column.addWidget(part)
        column.addWidget(self.faces, 1)
        self.setCentralWidget(middle)

    # -- faces --------------------------------------------------------------------------------------

    def show_opening(self, words: str) -> None:
        """Say what is being waited for, or why it did not come."""
        self.opening.setText(words)
        self.faces.setCurrentWidget(self.opening)

    def show_start(self, page: QWidget) -> None:
        """Show the start page; the one before goes."""
        old, self._start_page = self._start_page, page
        self.faces.addWidget(page)
        self.faces.setCurrentWidget(page)
        if old is not None and old is not page:
            self.faces.removeWidget(old)
            old.deleteLater()

    def show_docks(self) -> None:
        self.faces.setCurrentWidget(self.room)

    def set_show(self, name: str, *, practice: bool) -> None:
        """Whose show this is, in the title; ``practice`` marks the whole window."""
        title = self.tr("{show} — 中控").format(show=name) if name else self.tr("中控")
        self.setWindowTitle(self.tr("【练习】{title}").format(title=title) if practice else title)
        self.practice_band.setVisible(practice)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.header.set_theme(theme)
        self.strip.theme = theme
        self.practice_band.theme = theme
        self.update()

    def set_full_screen(self, on: bool) -> None:
        """Fill the screen, or be again what it was before."""
        if on == self.isFullScreen():
            return
        if on:
            self._maximised_before = self.isMaximized()
            self.showFullScreen()
        elif self._maximised_before:
            self.showMaximized()
        else:
            self.showNormal()

    # -- layout -------------------------------------------------------------------------------------

    def restore(self, file: QSettings) -> bool:
        """Stand where the window stood last time. False: nothing was saved, or by another version."""
        geometry = file.value("window/geometry")
        if isinstance(geometry, QByteArray) and not geometry.isEmpty():
            return self.restoreGeometry(geometry)
        self.resize(FIRST_SIZE.boundedTo(self.screen().availableSize()))
        return False

    def save(self, file: QSettings) -> bool:
        """Keep place and docks; False when the file could not be written."""
        file.setValue("window/geometry", self.saveGeometry())
        if self.room.docks:
            file.setValue("window/docks", self.room.saveState(LAYOUT_VERSION))
        file.sync()
        return file.status() is QSettings.Status.NoError

    # -- events -------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.close_asked.emit(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)


class DockRoom(QMainWindow):
    """Where the docks live: movable, tabbed, floating."""

    laid_out = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setContentsMargins(6, 6, 6, 6)
        self.setDockOptions(
            QMainWindow.DockOption.AllowNestedDocks
            | QMainWindow.DockOption.AllowTabbedDocks
            | QMainWindow.DockOption.AnimatedDocks
        )
        self.docks: dict[str, DockFrame] = {}

    def add(self, theme: Theme, name: str, title: str, body: QWidget) -> DockFrame:
        """Put a part in; where it stands is said by ``lay_out``."""
        dock = DockFrame(theme, name, title, body, self)
        self.docks[name] = dock
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
        return dock

    def lay_out(self) -> None:
        """The first arrangement: run order, on air and numbers side by side, OBS and journal below."""
        docks = self.docks
        for dock in docks.values():
            dock.setFloating(False)
            self.removeDockWidget(dock)
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, docks["run_order"])
        self.splitDockWidget(docks["run_order"], docks["numbers"], across)
        self.splitDockWidget(docks["run_order"], docks["obs"], down)
        self.splitDockWidget(docks["numbers"], docks["journal"], down)
        self.splitDockWidget(docks["run_order"], docks["on_air"], across)
        for dock in docks.values():
            dock.show()
        self.share_out()

    def share_out(self) -> None:
        """The first proportions."""
        docks, width, height = self.docks, self.width(), self.height()
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        self.resizeDocks([docks["run_order"], docks["numbers"]], [int(width * 0.68), int(width * 0.32)], across)
        self.resizeDocks([docks["run_order"], docks["on_air"]], [int(width * 0.425), int(width * 0.25)], across)
        self.resizeDocks([docks["run_order"], docks["obs"]], [int(height * 0.77), int(height * 0.23)], down)
        self.resizeDocks([docks["numbers"], docks["journal"]], [int(height * 0.77), int(height * 0.23)], down)

    def restore(self, file: QSettings) -> None:
        """As the docks stood last time, else the first arrangement."""
        self.lay_out()
        state = file.value("window/docks")
        if isinstance(state, QByteArray) and not state.isEmpty() and not self.restoreState(state, LAYOUT_VERSION):
            self.lay_out()

    def strip_bare(self) -> None:
        """Take every part out and end what it listens to."""
        for dock in self.docks.values():
            release: Callable[[], Any] | None = getattr(dock.body, "release", None)
            if release is not None:
                release()
            self.removeDockWidget(dock)
            dock.hide()
            dock.deleteLater()
        self.docks = {}

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.laid_out.emit()
        return super().event(event)


class PracticeBand(QWidget):
    """Striped and in the way of the eye: what happens here is practice."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.text = self.tr("练习场次 · 数据由程序模拟，与真实场次分开存放")
        self.setFixedHeight(24)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.text)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self.theme.color("late_row"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("late"))
        painter.setOpacity(0.28)
        height = self.height()
        for left in range(-height, self.width() + height, 32):
            painter.drawPolygon(_slanted(left, height))
        painter.setOpacity(1)
        painter.setFont(font(13, bold=True))
        width = painter.fontMetrics().horizontalAdvance(self.text) + 40
        middle = QRectF((self.width() - width) / 2, 0, width, height)
        painter.fillRect(middle, self.theme.color("late_row"))
        painter.setPen(self.theme.color("late"))
        painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, self.text)


def _slanted(left: int, height: int) -> list[QPointF]:
    return [
        QPointF(left, height),
        QPointF(left + height, 0),
        QPointF(left + height + 14, 0),
        QPointF(left + 14, height),
    ]
