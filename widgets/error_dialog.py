"""What a bug looks like to the user: one dialog with a report to copy. It closes nothing, and never stacks."""

from __future__ import annotations

import platform
import sys
import traceback
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from widgets.theme import font

MOST_REPORTS = 20


def report_of(error: BaseException) -> str:
    """Everything whoever mends it wants to know, and nothing of the show or its customers."""
    try:
        ours = version("zhongkong")
    except PackageNotFoundError:
        ours = "?"
    pyside = version("PySide6-Essentials")
    head = (
        f"zhongkong {ours} · Python {platform.python_version()} · Qt {qVersion()} · PySide6 {pyside}\n"
        f"{platform.platform()} · {sys.platform} · {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}\n\n"
    )
    return head + "".join(traceback.format_exception(error))


class ErrorDialog(QDialog):
    """Not modal: the show can be run with it open. Later errors are counted and added to the report."""

    def __init__(self, log_file: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("程序出错"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)  # the key pressed next is meant for the show
        self.resize(720, 440)
        self.count = 0
        self.log_file = log_file
        self._reports: list[str] = []
        self._head = QLabel()
        self._head.setFont(font(17, bold=True))
        self._head.setWordWrap(True)
        kept = self._kept = QLabel()
        kept.setWordWrap(True)
        kept.setProperty("soft", True)
        kept.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.copy_button = QPushButton(self.tr("复制报告"))
        self.copy_button.setProperty("primary", True)
        self.copy_button.setDefault(True)
        close = QPushButton(self.tr("关闭，接着播"))
        close.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(self.copy_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        for part in (self._head, kept, self._text):
            column.addWidget(part)
        column.addLayout(buttons)
        self.copy_button.clicked.connect(self._on_copy)
        close.clicked.connect(self.close)
        self.copy_button.setFocus()

    @property
    def report(self) -> str:
        """What is copied."""
        return self._text.toPlainText()

    def tell(self, error: BaseException) -> None:
        """Show ``error``, or add it to the dialog that is open."""
        if not self.isVisible():
            self.count, self._reports = 0, []
        self.count += 1
        self._kept.setText(
            self.tr("这是程序的毛病，不是您的操作。场次没有中断，已保存的都在，可以接着播。")
            + "\n"
            + self.tr("详情已写入日志：{file}").format(file=self.log_file)
        )
        if len(self._reports) < MOST_REPORTS:
            self._reports.append(report_of(error))
            self._text.setPlainText(("\n" + "─" * 60 + "\n").join(self._reports))
        self._head.setText(
            self.tr("程序出了一个错") if self.count == 1 else self.tr("程序出了 {n} 个错").format(n=self.count)
        )
        self.copy_button.setText(self.tr("复制报告"))
        self.show()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report)
        self.copy_button.setText(self.tr("已复制"))
