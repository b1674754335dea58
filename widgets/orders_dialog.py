"""Every bad cell of a platform's export that was not taken in, to be put right or copied."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from console.feeds.grid import CellProblem
from console.sheet_words import place_text, remedy_text, wrong_text
from widgets.context import Context
from widgets.lines_table import LinesTable, Words
from widgets.theme import font


class OrdersRefusedDialog(QDialog):
    """Of orders and of figures alike. Not modal: the show goes on behind it.

    ``look`` shows the table with its bad cells, and what its columns were taken for, anew.
    """

    def __init__(
        self,
        context: Context,
        file: str,
        problems: Sequence[CellProblem],
        parent: QWidget | None = None,
        *,
        look: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("文件没有导入 · {file}").format(file=file))
        lang = context.console.settings.lang
        self.title = QLabel(self.tr("有 {count} 处读不懂，一行也没有导入").format(count=len(problems)))
        self.title.setFont(font(16, bold=True))
        self.title.setWordWrap(True)
        self.words = QLabel(self.tr("从平台重新导出，或在表格软件里改好再导入。已有的订单和数据没有变。"))
        self.words.setWordWrap(True)
        self.words.setProperty("soft", True)
        self.table = LinesTable(context.theme, self)
        rows = [Words((place_text(lang, p), wrong_text(lang, p), remedy_text(lang, p)), colour="bad") for p in problems]
        headers = (self.tr("位置"), self.tr("哪里不对"), self.tr("怎么改"))
        self.table.show_lines(headers, rows, (200, 200, 260), 2)
        copy = QPushButton(self.tr("复制"))
        self.close_button = QPushButton(self.tr("关闭"))
        self.close_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        self.look_button = QPushButton(self.tr("看这张表…"))
        self.look_button.setVisible(look is not None)
        buttons.addWidget(self.look_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.title)
        layout.addWidget(self.words)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self.resize(960, 460)
        copy.clicked.connect(self.table.copy)
        if look is not None:
            self.look_button.clicked.connect(self.close)
            self.look_button.clicked.connect(look)
        self.close_button.clicked.connect(self.close)
        self.close_button.setFocus()
