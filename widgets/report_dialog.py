"""The review workbook, written by a child process while the show goes on: where to, how far, and stop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QFontMetrics
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from console.report_process import ReportProcess
from console.reporting import ReportFailed
from console.show.state import Status
from console.show.timing import zone
from console.wording import say
from widgets.context import Context
from widgets.form import grow, mark, point_at
from widgets.theme import font

NAME_WIDE = 420  # pixels of a file's name in a sentence
_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|', " "))


class ReportDialog(QDialog):
    """Not modal: the show goes on behind it. Escape stops the writing first; a closed dialog writes nothing."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        show = context.console.show
        assert show is not None, "a report is of a show"
        self._context = context
        self._show_id = show.show_id
        self._process: ReportProcess | None = None
        self._written: Path | None = None
        self._gone = False
        self.setWindowTitle(self.tr("复盘表格"))
        self._build(show.state.info.name, provisional=show.state.status is not Status.ENDED)
        self._lay_out()
        self._connect()
        self.path.setText(str(self._first_path()))

    def _build(self, name: str, *, provisional: bool) -> None:
        self.title = QLabel(self.tr("把“{name}”写成复盘表格").format(name=name))
        self.title.setFont(font(17, bold=True))
        self.title.setWordWrap(True)
        about = self.tr("场次概览、商品明细、讲解时间轴、操作日志，数字与屏幕上一致。")
        if provisional:
            about += self.tr("这一场还没有下播，写的是到现在为止的数字。")
        self.about = QLabel(about)
        self.about.setWordWrap(True)
        self.path = QLineEdit()
        self.path.setAccessibleName(self.tr("保存到"))
        self.old = QLabel()
        self.old.setWordWrap(True)
        self.old.setFont(font(12))
        self.old.setStyleSheet(f"color: {self._context.theme.hex('late')}")
        self.choose_button = QPushButton(self.tr("选择…"))
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(8)
        kept = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        kept.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(kept)
        self.progress.hide()
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.open_button = QPushButton(self.tr("打开"))
        self.open_button.hide()
        self.cancel_button = QPushButton(self.tr("关闭"))
        self.write_button = QPushButton(self.tr("写复盘表格"))
        self.write_button.setProperty("primary", True)
        self.write_button.setDefault(True)

    def _lay_out(self) -> None:
        where = QHBoxLayout()
        where.addWidget(self.path, 1)
        where.addWidget(self.choose_button)
        buttons = QHBoxLayout()
        buttons.addWidget(self.open_button)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.write_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        for widget in (self.title, self.about):
            layout.addWidget(widget)
        layout.addLayout(where)
        layout.addWidget(self.old)
        layout.addWidget(self.progress)
        layout.addWidget(self.words)
        layout.addStretch(1)
        layout.addLayout(buttons)
        self.resize(620, 300)  # room for a name of two lines

    def _connect(self) -> None:
        self.path.textChanged.connect(self._on_path)
        self.choose_button.clicked.connect(self._on_choose)
        self.write_button.clicked.connect(self.write)
        self.cancel_button.clicked.connect(self._on_cancel)
        self.open_button.clicked.connect(self._on_open)

    def _first_path(self) -> Path:
        console = self._context.console
        assert console.show is not None
        state = console.show.state
        day = (state.started_at or console.clock.now()).astimezone(zone(state.info.time_zone))
        name = state.info.name.translate(_FORBIDDEN).strip() or self._show_id
        return console.workspace.exports / f"{day:%Y-%m-%d} {name}.xlsx"

    def _target(self) -> Path | None:
        """Where to, of what is written in the field: a name alone stands in the room's folder of exports."""
        text = self.path.text().strip()
        if not text:
            return None
        path = self._context.console.workspace.exports / Path(text).expanduser()
        return path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")

    def _on_path(self) -> None:
        target = self._target()
        mark(self.path, wrong=False)
        there = target is not None and target != self._written and target.is_file()
        self.old.setText(self.tr("这个文件已经有了，写好后会换掉它。") if there else "")
        self.old.setVisible(there)
        grow(self)

    def _on_choose(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.windowTitle(), self.path.text(), "Excel (*.xlsx)")
        if name:
            self.path.setText(str(Path(name).with_suffix(".xlsx")))

    def write(self) -> None:
        """Start writing to the path that is shown."""
        if self._process is not None:
            return
        target = self._target()
        if target is None:
            self._say(self.tr("写上要保存到哪里。"), "bad")
            point_at(self.path)
            return
        console = self._context.console
        self.path.setText(str(target))
        self._written = None
        self.open_button.hide()
        self._on_progress(0.0, "starting")
        self._set_busy(True)
        self._process = ReportProcess(
            console.workspace.database,
            self._show_id,
            target,
            console.settings.lang,
            post=self._post,
            on_progress=self._on_progress,
            on_done=self._on_done,
            on_failed=self._on_failed,
            on_cancelled=self._on_cancelled,
            settings=console.settings,
        )

    def _post(self, work: Callable[[], None]) -> None:
        self._context.console.post(lambda: None if self._gone else work())

    def _set_busy(self, busy: bool) -> None:
        for widget in (self.path, self.choose_button, self.write_button):
            widget.setEnabled(not busy)
        self.cancel_button.setText(self.tr("停止") if busy else self.tr("关闭"))
        self.cancel_button.setEnabled(True)
        self.progress.setVisible(busy)
        if busy:
            self.old.hide()
            self.cancel_button.setFocus()

    def _say(self, words: str, colour: str) -> None:
        self.words.setStyleSheet(f"color: {self._context.theme.hex(colour)}")
        self.words.setText(words)
        grow(self)

    def _end(self, words: str, colour: str) -> None:
        self._process = None
        self._set_busy(False)
        self._on_path()
        self._say(words, colour)

    def _on_progress(self, fraction: float, stage: str) -> None:
        self.progress.setValue(round(fraction * 1000))
        self._say(say(self._context.console.settings.lang, f"report.stage.{stage}"), "text")

    def _on_done(self, path: Path) -> None:
        self._written = path
        self._end(self.tr("已写好：{file}").format(file=self._short(path.name)), "good")
        self.open_button.show()
        self.open_button.setFocus()

    def _on_failed(self, failure: ReportFailed) -> None:
        data = {name: self._short(text) for name, text in failure.data.items()}
        words = say(self._context.console.settings.lang, f"report.failed.{failure.code}", **data)
        self._end(words, "bad")
        self.write_button.setFocus()

    def _on_cancelled(self) -> None:
        self._end(self.tr("已停止，没有留下文件；原来的文件没有变。"), "text_soft")
        self.write_button.setFocus()

    def _short(self, text: str) -> str:
        """A path no line can break, as much of it as there is room for; the whole stands in the field."""
        return QFontMetrics(self.words.font()).elidedText(text, Qt.TextElideMode.ElideMiddle, NAME_WIDE)

    def _on_cancel(self) -> None:
        if self._process is not None:
            self._process.cancel()
            self.cancel_button.setEnabled(False)
            self._say(self.tr("正在停止…"), "text_soft")
        else:
            self.close()

    def reject(self) -> None:
        """Escape: stop what is being written; with nothing to stop, close."""
        if self._process is None:
            super().reject()
        elif self.cancel_button.isEnabled():
            self._on_cancel()

    def _on_open(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._process is not None:
            self._process.cancel()
            self._process.wait(2)
            self._process = None
        self._gone = True
        super().closeEvent(event)
