"""The keys page: every action with its key, changed by pressing the new one; a key is never given twice unasked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from widgets.form import mark, scrolled
from widgets.keys import BY_ACTION, KEYS, Group, KeyMap, normal
from widgets.theme import font

# the window's own: what presses buttons, closes, moves between fields and rows, and copies text
RESERVED = frozenset(
    {
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Escape,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    }
)
LEAVING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape})
MODIFIERS = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock}
)
CLIPBOARD = frozenset({Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_X})


def is_reserved(sequence: QKeySequence) -> bool:
    """Whether a key would take from the window what every window does by it."""
    if sequence.isEmpty():
        return False
    pressed = sequence[0]  # type: ignore[index]  # its stub lacks what Qt has
    control = pressed.keyboardModifiers() == Qt.KeyboardModifier.ControlModifier
    shift_only = not pressed.keyboardModifiers() & ~Qt.KeyboardModifier.ShiftModifier
    return (shift_only and pressed.key() in RESERVED) or (control and pressed.key() in CLIPBOARD)


class KeyField(QKeySequenceEdit):
    """Takes a key, but not those a dialog is left, saved and walked through by: nobody is caught in it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in MODIFIERS:
            return  # alone it is no key, and Qt would take the one that stands there away
        if event.key() == Qt.Key.Key_Backtab:
            self.focusNextPrevChild(False)
        elif event.modifiers() == Qt.KeyboardModifier.NoModifier and event.key() in LEAVING:
            self.editingFinished.emit()  # what was pressed just before counts
            event.ignore()
        else:
            super().keyPressEvent(event)


class KeyPage(QWidget):
    """Edits a copy of the key map; ``map`` is what was made of it."""

    def __init__(self, keys: KeyMap) -> None:
        super().__init__()
        self.map = keys
        self.fields: dict[str, KeyField] = {}
        self.told = QLabel(self.tr("点一个格，按下新的键。"))
        self.told.setWordWrap(True)
        self.told.setProperty("soft", True)
        self.give_button = QPushButton()
        self.give_button.setAutoDefault(False)
        self.give_button.hide()
        self.keep_button = QPushButton(self.tr("不改"))
        self.keep_button.setAutoDefault(False)
        self.keep_button.hide()
        reset = QPushButton(self.tr("全部恢复默认"))
        reset.setAutoDefault(False)
        top = QHBoxLayout()
        top.addWidget(self.told, 1)
        top.addWidget(self.give_button)
        top.addWidget(self.keep_button)
        top.addWidget(reset)
        inner = QWidget()
        form = QFormLayout(inner)
        form.setContentsMargins(0, 0, 10, 0)
        form.setHorizontalSpacing(20)
        form.setVerticalSpacing(6)
        for group in Group:
            heading = QLabel(group.title)
            heading.setFont(font(14, bold=True))
            form.addRow(heading)
            for key in KEYS:
                if key.group is group:
                    form.addRow(key.title, self._field(key.action))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(scrolled(inner), 1)
        self._wanted: tuple[str, str] | None = None
        self.give_button.clicked.connect(self._on_give)
        self.keep_button.clicked.connect(lambda: self._settle(self.tr("没有改。")))
        reset.clicked.connect(self._on_reset)

    def _field(self, action: str) -> KeyField:
        field = KeyField(self._shown(action))
        field.setMaximumSequenceLength(1)
        field.setClearButtonEnabled(True)
        field.setAccessibleName(BY_ACTION[action].title)
        field.setMaximumWidth(220)
        field.editingFinished.connect(lambda: self._on_edited(action))
        self.fields[action] = field
        return field

    def _shown(self, action: str) -> QKeySequence:
        sequences = self.map.sequences(action)
        return sequences[0] if sequences else QKeySequence()

    @property
    def conflict(self) -> str | None:
        """The action whose key was asked for by another, while nobody decided."""
        return None if self._wanted is None else self.map.user_of(self._wanted[1], self._wanted[0])

    def set_key(self, action: str, sequence: str) -> None:
        """As if ``sequence`` had been pressed in the field of ``action``."""
        self.fields[action].setKeySequence(QKeySequence(sequence))
        self._on_edited(action)

    def _on_edited(self, action: str) -> None:
        sequence = self.fields[action].keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        if normal(sequence) == self._shown(action).toString(QKeySequence.SequenceFormat.PortableText):
            return
        if is_reserved(self.fields[action].keySequence()):
            self._refuse(action, sequence)
            return
        other = self.map.user_of(sequence, action) if sequence else None
        if other is not None:
            self._wanted = (action, sequence)
            key = QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText)
            self.told.setText(self.tr("{key} 现在是“{other}”的键。").format(key=key, other=BY_ACTION[other].title))
            self.give_button.setText(self.tr("改给“{name}”").format(name=BY_ACTION[action].title))
            self.give_button.show()
            self.keep_button.show()
            self._mark_told(wrong=True)
            self.fields[action].setKeySequence(self._shown(action))
            return
        self.map = self.map.with_key(action, sequence)
        self._settle(self.tr("已改，保存后生效。"))

    def _refuse(self, action: str, sequence: str) -> None:
        """A key the window itself works by; what was there stays."""
        words = self.tr("{key} 不能改作别用：窗口和输入框自己要用它。换一个键。")
        self._settle(words.format(key=QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText)))
        self._mark_told(wrong=True)

    def _mark_told(self, *, wrong: bool) -> None:
        self.told.setProperty("soft", not wrong)
        mark(self.told, wrong=wrong)

    def _on_give(self) -> None:
        if self._wanted is None:
            return
        action, sequence = self._wanted
        other = self.map.user_of(sequence, action)
        changed = self.map
        if other is not None:
            changed = changed.with_key(other, "")
        self.map = changed.with_key(action, sequence)
        words = "" if other is None else self.tr("“{name}”现在没有键。").format(name=BY_ACTION[other].title)
        self._settle(words)

    def _on_reset(self) -> None:
        self.map = KeyMap()
        self._settle(self.tr("已恢复默认，保存后生效。"))

    def _settle(self, words: str) -> None:
        self._wanted = None
        self.give_button.hide()
        self.keep_button.hide()
        self._mark_told(wrong=False)
        self.told.setText(words)
        for action, field in self.fields.items():
            field.blockSignals(True)
            field.setKeySequence(self._shown(action))
            field.blockSignals(False)
