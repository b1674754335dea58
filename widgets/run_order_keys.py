"""Which key asks for which deed on the chosen rows of the run order."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

Key, Modifier = Qt.Key, Qt.KeyboardModifier
DEEDS: dict[tuple[Qt.KeyboardModifier, int], str] = {
    (Modifier.ControlModifier, Key.Key_C): "copy",
    (Modifier.ControlModifier, Key.Key_D): "duplicate",
    (Modifier.ControlModifier, Key.Key_Return): "go_to",
    (Modifier.NoModifier, Key.Key_Return): "open",
    (Modifier.NoModifier, Key.Key_Delete): "delete",
    (Modifier.NoModifier, Key.Key_Insert): "insert",
    (Modifier.AltModifier, Key.Key_Up): "up",
    (Modifier.AltModifier, Key.Key_Down): "down",
}


def deed_of(event: QKeyEvent) -> str | None:
    """The deed a key asks for, Enter being Return; None for keys that ask for none."""
    key = Key.Key_Return if event.key() == Key.Key_Enter else event.key()
    return DEEDS.get((event.modifiers(), key))
