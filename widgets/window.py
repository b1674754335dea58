"""The window: header, notices and docks. It holds the parts and knows nothing of what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QLabel,
    QMainWindow,
    QMenuBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from widgets.theme import Theme, font

if TYPE_CHECKING:  # what the first picture does not need is not made before it: each of Qt's types costs
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QPaintEvent, QShowEvent

    from widgets.ask_line import AskLine
    from widgets.dock_room import DockRoom
    from widgets.drop_veil import DropVeil
    from widgets.header_bar import HeaderBar
    from widgets.practice_band import PracticeBand
    from widgets.strip import Strip

SMALLEST = QSize(1024, 640)
FIRST_SIZE = QSize(1920, 1080)


class Window(QMainWindow):
    """One window for a whole show: header and notices over one of three faces – opening, the start page, the docks.

    It is painted bare; ``complete`` puts the rest in.
    """

    painted = Signal()
    files_dropped = Signal(list)
    close_asked = Signal(object)

    menus: QMenuBar
    header: HeaderBar
    practice_band: PracticeBand
    strip: Strip
    ask_line: AskLine
    room: DockRoom

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setWindowTitle(self.tr("中控"))
        self.setMinimumSize(SMALLEST)
        self.setAcceptDrops(True)
        self._painted = False
        self._veil: DropVeil | None = None
        self._maximised_before = False
        self.faces = QStackedWidget()
        self.opening = QLabel(self.tr("正在打开…"))
        self.opening.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.opening.setFont(font(16))
        self.opening.setProperty("soft", True)
        self.opening.setWordWrap(True)
        self.faces.addWidget(self.opening)
        self._start_page: QWidget | None = None
        middle = QWidget()
        self._column = QVBoxLayout(middle)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.faces, 1)
        self.setCentralWidget(middle)

    def complete(self, lang: str) -> None:
        """Put in what the first picture can do without; once, before anything else is asked of the window."""
        from widgets.ask_line import AskLine
        from widgets.dock_room import DockRoom
        from widgets.header_bar import HeaderBar
        from widgets.notice_line import NoticeLine
        from widgets.practice_band import PracticeBand
        from widgets.strip import Strip

        self.menus = QMenuBar()
        self.menus.setNativeMenuBar(False)
        self.header = HeaderBar(self.theme, self.menus)
        self.practice_band = PracticeBand(self.theme)
        self.strip = Strip(self.theme, lang)
        self.ask_line = AskLine()
        self.room = DockRoom()
        self.faces.addWidget(self.room)
        self._column.insertWidget(0, self.header)
        self._column.insertWidget(1, NoticeLine(self.practice_band, self.strip))
        self.ask_line.lie_over(self.faces)

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
        self.practice_band.set_theme(theme)
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
        """Stand where the window stood last time. False: nothing was saved, by another version or on another screen."""
        geometry = file.value("window/geometry")
        if isinstance(geometry, QByteArray) and not geometry.isEmpty() and self.restoreGeometry(geometry):
            return True
        self.resize(FIRST_SIZE.boundedTo(self.screen().availableSize()))
        return False

    def save(self, file: QSettings) -> bool:
        """Keep place and docks; False when the file could not be written."""
        file.setValue("window/geometry", self.saveGeometry())
        if self.room.docks:
            self.room.save(file)
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

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()
        handle.removeEventFilter(self)
        handle.installEventFilter(self)  # a drag is seen before the field below it takes it for text

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.DragEnter:
                self._veil_for(event)
            case QEvent.Type.DragLeave | QEvent.Type.Drop if self._veil is not None:
                QTimer.singleShot(0, self._veil, self._veil.hide)
        return super().eventFilter(watched, event)

    def _veil_for(self, event: QEvent) -> None:
        from widgets.drop_veil import DropVeil, local_files

        files = local_files(event) if isinstance(event, QDropEvent) else []
        if not files or not hasattr(self, "room"):  # not put together yet
            return
        if self._veil is None or self._veil.theme is not self.theme:
            self._veil = DropVeil(self.theme, self)
            self._veil.dropped.connect(self.files_dropped)
        self._veil.show_files(files, show_open=self.faces.currentWidget() is self.room)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)
