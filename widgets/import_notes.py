"""What the reader of a sheet did on its own: a few lines, however many there are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from widgets.theme import Theme, font

LINES = 4


class ImportNotes(QWidget):
    """A caption with their number over the notes; past four lines they are scrolled to."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption = QLabel()
        self.caption.setFont(font(12, bold=True))
        self.caption.setStyleSheet(f"color: {theme.hex('late')}")
        self.notes = QLabel()
        self.notes.setFont(font(12))
        self.notes.setWordWrap(True)
        self.notes.setProperty("soft", True)
        self.notes.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._area = QScrollArea()
        self._area.setWidget(self.notes)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.caption)
        column.addWidget(self._area)

    def show_notes(self, notes: Sequence[str]) -> None:
        """Show them; without any there is nothing."""
        self.caption.setText(self.tr("⚠ 有 {count} 处是这样读的，请看一眼：").format(count=len(notes)))
        self.notes.setText("\n".join(notes))
        high = self.notes.fontMetrics().lineSpacing() * min(LINES, len(notes)) + 2
        self._area.setFixedHeight(high)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if len(notes) > LINES else Qt.FocusPolicy.NoFocus)
        self.setVisible(bool(notes))
