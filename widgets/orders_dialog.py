"""Every bad cell of an order export that was not taken in, to be put right or copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from console.feeds.grid import CellProblem
from console.sheet_words import place_text, remedy_text, wrong_text
from widgets.context import Context
from widgets.lines_table import LinesTable, Words
from widgets.theme import font


class OrdersRefusedDialog(QDialog):
    """Not modal: the show goes on behind it."""

    def __init__(
        self, context: Context, file: str, problems: Sequence[CellProblem], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("订单没有导入"))
        lang = context.console.settings.lang
        title = QLabel(self.tr("{file} 有 {count} 处读不懂，一行也没有导入").format(file=file, count=len(problems)))
        title.setFont(font(17, bold=True))
        title.setWordWrap(True)
        words = QLabel(self.tr("从平台重新导出，或在表格软件里改好再导入。已有的订单没有变。"))
        words.setWordWrap(True)
        self.table = LinesTable(context.theme, self)
        rows = [Words((place_text(lang, p), wrong_text(lang, p), remedy_text(lang, p)), colour="bad") for p in problems]
        headers = (self.tr("位置"), self.tr("哪里不对"), self.tr("怎么改"))
        self.table.show_lines(headers, rows, (250, 230, 260), 2)
        copy = QPushButton(self.tr("复制"))
        close = QPushButton(self.tr("关闭"))
        close.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(title)
        layout.addWidget(words)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self.resize(960, 460)
        copy.clicked.connect(self.table.copy)
        close.clicked.connect(self.close)
