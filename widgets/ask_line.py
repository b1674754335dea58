"""One line to type in, under the header: a word to the host, a note. Enter keeps it, Escape lets it go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QWidget
from shiboken6 import isValid

from widgets.theme import font

HEIGHT = 44


class AskLine(QWidget):
    """Stands open while something is typed; the show goes on meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self.setObjectName("ask_line")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._then: Callable[[str], None] | None = None
        self._before: QWidget | None = None
        self._label = QLabel()
        self._label.setFont(font(14, bold=True))
        self.field = QLineEdit()
        self.field.setFont(font(15))
        self._send = QPushButton()
        self._send.setProperty("primary", True)
        self._cancel = QPushButton(self.tr("取消 Esc"))
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 4, 10, 4)
        row.setSpacing(10)
        row.addWidget(self._label)
        row.addWidget(self.field, 1)
        row.addWidget(self._send)
        row.addWidget(self._cancel)
        self.field.returnPressed.connect(self._on_sent)
        self._send.clicked.connect(self._on_sent)
        self._cancel.clicked.connect(self.close_line)
        self.hide()

    def lie_over(self, below: QWidget) -> None:
        """Along the top of ``below`` from now on: what stands there does not move when the line opens."""
        self.setParent(below)
        below.installEventFilter(self)
        self._place(below)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWidget) and watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._place(watched)
        return super().eventFilter(watched, event)

    def _place(self, below: QWidget) -> None:
        self.setGeometry(0, 0, below.width(), HEIGHT)

    def ask(self, label: str, hint: str, button: str, limit: int, then: Callable[[str], None]) -> None:
        """Open for one line of at most ``limit`` characters; ``then`` gets it when it is not blank."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self._then = then
        self._label.setText(label)
        self.field.setMaxLength(limit)
        self.field.setPlaceholderText(hint)
        self.field.clear()
        self._send.setText(button)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_line(self) -> None:
        """Let go of what was typed."""
        self._then, before, self._before = None, self._before, None
        self.hide()
        if before is not None and isValid(before):
            before.setFocus()  # else the keyboard lands in whatever field is next, and keys become text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_line()
            return
        super().keyPressEvent(event)

    def _on_sent(self) -> None:
        text, then = self.field.text().strip(), self._then
        if text and then is not None:
            self.close_line()
            then(text)
