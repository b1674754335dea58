"""What no widget may do with a key: the console's keys win everywhere but in a text editor or a dialog."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodQueryEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
REPEAT_MS = 5
TYPING_EDITS = QAbstractItemView.EditTrigger.AnyKeyPressed
EDITING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Insert)


def edits_text(widget: QObject | None) -> bool:
    """Whether keys typed at ``widget`` are meant as text."""
    match widget:
        case QLineEdit() | QPlainTextEdit() | QTextEdit():
            return not widget.isReadOnly()
        case QAbstractSpinBox():
            return not widget.isReadOnly()
        case QKeySequenceEdit():
            return True
        case QComboBox():
            return widget.isEditable()
        case _:
            return False


class KeyFilter(QObject):
    """Watches every key of the program.

    Text editors keep what is typed; dialogs keep all their keys. Elsewhere no button answers to Space, a focused
    button answers to Enter once however long it is held, views search nothing by typing, and the input method is
    off, so a Chinese one swallows no key.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._released: tuple[int, int, int] = (0, 0, 0)  # key, scan code, when
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.ShortcutOverride:
                return self._keeps_key(watched, event) or self._holds_back(event)
            case QEvent.Type.KeyPress | QEvent.Type.KeyRelease:
                return self._swallows(watched, event)
            case QEvent.Type.InputMethodQuery:
                return self._refuses_input_method(watched, event)
            case _:
                return False

    def _keeps_key(self, watched: QObject, event: QEvent) -> bool:
        """True, and the event accepted: the widget gets the key, the console does not act on it."""
        if not isinstance(watched, QWidget) or not isinstance(event, QKeyEvent):
            return False
        if isinstance(watched.window(), QDialog):
            if event.key() == Qt.Key.Key_Escape or event.modifiers() == Qt.KeyboardModifier.AltModifier:
                return False  # a dialog closes by it; Alt and the letter underlined press its button
            event.accept()
            return True
        typed = event.key() in EDITING or (bool(event.text()) and event.text().isprintable())
        if typed and edits_text(watched) and not event.modifiers() & COMMANDING:
            event.accept()
            return True
        return False

    def _holds_back(self, event: QEvent) -> bool:
        """True, and the event accepted: a held key reaches no shortcut, also where Qt did not notice it is held."""
        if isinstance(event, QKeyEvent) and self._is_held(event):
            event.accept()
            return True
        return False

    def _is_held(self, event: QKeyEvent) -> bool:
        """Whether a press is a repeat. X sends a release and a press for each; Qt calls that a repeat only when both
        are already in its queue, so now and then one passes for a new press. No hand is that quick."""
        if event.isAutoRepeat():
            return True
        key, code, when = self._released
        same = (event.key(), event.nativeScanCode()) == (key, code)
        return bool(when) and same and 0 <= event.timestamp() - when <= REPEAT_MS

    def _swallows(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() is QEvent.Type.KeyRelease:
            self._released = (event.key(), event.nativeScanCode(), event.timestamp())
        if not isinstance(watched, QWidget):
            return False
        if isinstance(watched, QAbstractButton):
            return self._of_button(watched, event)
        if isinstance(watched, QAbstractItemView) and watched.state() != QAbstractItemView.State.EditingState:
            if isinstance(watched.window(), QDialog) and watched.editTriggers() & TYPING_EDITS:
                return False  # a grid to be filled in by typing
            typed = event.text()
            return bool(typed) and typed.isprintable() and not event.modifiers() & COMMANDING
        if isinstance(watched, QComboBox) and not watched.isEditable():
            return event.key() == Qt.Key.Key_Space and not isinstance(watched.window(), QDialog)
        return False

    def _of_button(self, button: QAbstractButton, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select):
            # a box to tick in a dialog is no button: there Space ticks, as everywhere
            return not (button.isCheckable() and isinstance(button.window(), QDialog))
        if event.key() in ENTER:
            if event.type() is QEvent.Type.KeyPress and not self._is_held(event) and button.isEnabled():
                button.click()
            return True
        return False

    def _refuses_input_method(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QInputMethodQueryEvent) or not isinstance(watched, QAbstractItemView):
            return False  # views are the only ones that ask for it without being an editor
        if not event.queries() & Qt.InputMethodQuery.ImEnabled:
            return False
        event.setValue(Qt.InputMethodQuery.ImEnabled, False)
        event.accept()
        return True
