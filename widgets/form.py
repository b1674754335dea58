"""What dialogs with fields share: rows, a place for what is wrong, the two buttons, and the way the Tab key takes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from widgets.theme import font

SPIN_TEXT_LEFT = 8  # where a line edit's text begins

Box = TypeVar("Box", bound=QAbstractSpinBox)


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

    def showEvent(self, event: QShowEvent) -> None:
        tab_through(self)
        super().showEvent(event)
        grow(self)

    def save(self) -> str:
        """Do it; what is wrong otherwise, in the user's words."""
        raise NotImplementedError

    def complain(self, words: str) -> None:
        """Say what is wrong, beside the buttons; "" takes it back."""
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
        grow(self)

    def _on_save(self) -> None:
        words = self.save()
        self.complain(words)
        if not words:
            self.accept()


def point_at(field: QWidget) -> None:
    """Mark a field as wrong until it is edited, and put the keyboard there; what is written stays."""
    mark(field, wrong=True)
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    line = field.lineEdit() if isinstance(field, QComboBox) else field
    if isinstance(line, QLineEdit):
        line.selectAll()
        line.textChanged.connect(lambda _text: mark(field, wrong=False), Qt.ConnectionType.SingleShotConnection)


def mark(field: QWidget, *, wrong: bool) -> None:
    """Draw ``field`` as one that is wrong, or no longer."""
    if bool(field.property("wrong")) != wrong:
        field.setProperty("wrong", wrong)
        field.style().unpolish(field)
        field.style().polish(field)


def padded(box: Box) -> Box:
    """A spin box whose text begins where that of other fields does: no style sheet can ask for it."""
    line = box.lineEdit()
    assert line is not None
    line.setTextMargins(SPIN_TEXT_LEFT, 0, 0, 0)
    return box


def grow(window: QWidget) -> None:
    """As high as what is said in it now needs: a layout alone would cut a sentence that got longer."""
    layout = window.layout()
    if layout is not None and window.isVisible():
        layout.activate()
        window.resize(window.width(), max(window.height(), layout.totalHeightForWidth(window.width())))


def tab_through(window: QWidget) -> None:
    """The Tab key goes through ``window`` as its layouts read; without a choice of its own it begins at the first."""
    chain = [each for each in _read(window.layout()) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    for before, after in pairwise(chain):
        QWidget.setTabOrder(before, after)
    if window.focusWidget() is None and chain:
        chain[0].setFocus(Qt.FocusReason.OtherFocusReason)


def _read(layout: QLayout | None) -> Iterator[QWidget]:
    if layout is None:
        return
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget = None if item is None else item.widget()
        if widget is not None:
            yield widget
            yield from _inside(widget)
        elif item is not None:
            yield from _read(item.layout())


def _inside(widget: QWidget | None) -> Iterator[QWidget]:
    match widget:
        case None:
            return
        case QTabWidget():
            yield widget.tabBar()
            for page in range(widget.count()):
                yield from _inside(widget.widget(page))
        case QScrollArea():
            yield from _inside(widget.widget())
        case _:
            yield from _read(widget.layout())


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
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # nothing to press there; the fields in it scroll into sight
    area.setWidget(inner)
    return area
