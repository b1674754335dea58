"""What dialogs with fields share: rows, a place for what is wrong, and the two buttons."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from widgets.theme import font


class FormDialog(QDialog):
    """Not modal. Subclasses fill ``form`` and answer ``save``: "" when done, else what is wrong."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(False)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(10)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.wrong = QLabel()
        self.wrong.setWordWrap(True)
        self.wrong.setProperty("wrong", True)
        self.wrong.hide()
        self.save_button = QPushButton(self.tr("保存"))
        self.save_button.setProperty("primary", True)
        self.save_button.setDefault(True)
        self.cancel_button = QPushButton(self.tr("取消"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.wrong, 1)
        buttons.addStretch(0)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 18, 20, 16)
        self.column.setSpacing(14)
        self.column.addLayout(self.form)
        self.column.addLayout(buttons)
        self.save_button.clicked.connect(self._on_save)
        self.cancel_button.clicked.connect(self.reject)

    def save(self) -> str:
        """Do it; what is wrong otherwise, in the user's words."""
        raise NotImplementedError

    def complain(self, words: str) -> None:
        """Say what is wrong, beside the buttons; "" takes it back."""
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))

    def _on_save(self) -> None:
        words = self.save()
        self.complain(words)
        if not words:
            self.accept()


def hint(words: str) -> QLabel:
    """A quiet sentence under a field."""
    label = QLabel(words)
    label.setWordWrap(True)
    label.setProperty("faint", True)
    label.setFont(font(12))
    return label


def with_hint(field: QWidget, words: str) -> QWidget:
    """``field`` over a quiet sentence about it."""
    both = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    both.setSizePolicy(policy)
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3)
    column.addWidget(field)
    column.addWidget(hint(words))
    return both


def scrolled(inner: QWidget) -> QScrollArea:
    """``inner`` with a bar beside it when the screen is small."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidget(inner)
    return area
