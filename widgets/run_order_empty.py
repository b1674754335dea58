"""What stands where no rows are: what to do next, and the buttons that do it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from widgets.keyed_button import KeyedButton
from widgets.theme import Theme, font


class EmptyRunOrder(QWidget):
    """Two cases: no show is open, or its plan is empty."""

    import_asked = Signal()
    row_asked = Signal()
    template_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel()
        self.title.setFont(font(18, bold=True))
        self.words = QLabel()
        self.words.setFont(font(13))
        self.words.setProperty("soft", True)
        self.words.setWordWrap(True)
        for label in (self.title, self.words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.import_button = KeyedButton(theme, self.tr("导入排品表…"), "Ctrl+O", look="next", bold=True, high=36)
        self.row_button = KeyedButton(theme, self.tr("新增一行"), "Ins", high=36)
        self.template_button = KeyedButton(theme, self.tr("下载空白模板"), look="quiet", high=36)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        for button in (self.import_button, self.row_button, self.template_button):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(14)
        column.addStretch(2)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addSpacing(8)
        column.addLayout(row)
        column.addStretch(3)
        self.import_button.clicked.connect(self.import_asked)
        self.row_button.clicked.connect(self.row_asked)
        self.template_button.clicked.connect(self.template_asked)
        self.tell(show_open=False)

    def tell(self, *, show_open: bool) -> None:
        """Say which of the two it is."""
        self.row_button.setVisible(show_open)
        if show_open:
            self.title.setText(self.tr("排品表还是空的"))
            self.words.setText(
                self.tr("把今晚的排品表（.xlsx 或 .csv）拖到这里，或者一行一行写。列名和顺序不用改，认得出来。")
            )
        else:
            self.title.setText(self.tr("没有打开的场次"))
            self.words.setText(self.tr("把排品表（.xlsx 或 .csv）拖到这里，会建立一个新场次。"))
