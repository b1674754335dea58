"""One line of the pre-show checklist: its colour, what was found, what to do, and the button that leads there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from console.checks import Check, Colour, Finding
from widgets.checklist_words import (
    GLYPHS,
    ROLES,
    all_names,
    fine_text,
    found_text,
    lead_of,
    todo_text,
    together,
    topic_name,
)
from widgets.keyed_button import KeyedButton
from widgets.keys import BY_ACTION, KeyMap
from widgets.labels import CENTER
from widgets.theme import Theme, font

TOPIC_WIDE = 92
DOT = 20


class Dot(QWidget):
    """A filled round sign of a colour, with a glyph for who does not see colours."""

    def __init__(self, theme: Theme, colour: Colour) -> None:
        super().__init__()
        self._theme = theme
        self.colour = colour
        self.setFixedSize(QSize(DOT, DOT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(ROLES[self.colour]))
        painter.drawEllipse(QRectF(1, 1, DOT - 2, DOT - 2))
        painter.setPen(self._theme.color("window"))
        painter.setFont(font(12, bold=True))
        painter.drawText(self.rect(), CENTER, GLYPHS[self.colour])


class CheckRow(QWidget):
    """``lead``: is told the errand and the finding whose button was pressed."""

    def __init__(
        self, theme: Theme, check: Check, lang: str, keys: KeyMap, lead: Callable[[str, Finding], None]
    ) -> None:
        super().__init__()
        self.check = check
        self.buttons: list[KeyedButton] = []
        topic = QLabel(topic_name(lang, check.topic))
        topic.setFont(font(13, bold=True))
        topic.setFixedWidth(TOPIC_WIDE)
        topic.setFixedHeight(DOT)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if not check.findings:
            column.addWidget(_words(fine_text(lang, check), soft=True))
        for finding in together(check.findings):
            column.addLayout(self._finding(theme, finding, lang, keys, lead))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 10, 8)
        row.setSpacing(10)
        row.addWidget(Dot(theme, check.colour), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(topic, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def _finding(
        self, theme: Theme, finding: Finding, lang: str, keys: KeyMap, lead: Callable[[str, Finding], None]
    ) -> QHBoxLayout:
        words = _words(found_text(lang, finding), look="wrong" if finding.colour is Colour.RED else "")
        words.setToolTip(all_names(lang, finding))
        todo = _words(todo_text(lang, finding), soft=True)
        todo.setFont(font(12))
        said = QVBoxLayout()
        said.setSpacing(1)
        said.addWidget(words)
        said.addWidget(todo)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addLayout(said, 1)
        where = lead_of(finding)
        if where is not None:
            key = keys.shown(where.errand) if where.errand in BY_ACTION else ""
            button = KeyedButton(theme, where.label, key, pixels=12, high=26)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda: lead(where.errand, finding))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            self.buttons.append(button)
        return row


def _words(text: str, *, soft: bool = False, look: str = "") -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if soft:
        label.setProperty("soft", True)
    if look:
        label.setProperty(look, True)
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    return label
