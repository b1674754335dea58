"""A ``qtbot`` with patience: how soon something comes is the machine's matter, whether it comes is the test's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

PATIENCE_MS = 60_000  # what is not there by then does not come, however busy the machine is


class PatientBot(QtBot):
    """Waits that must end last ``PATIENCE_MS`` at least; looking whether nothing comes lasts as long as it says."""

    def waitUntil(self, callback: Callable[[], Any], *, timeout: int = PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=max(timeout, PATIENCE_MS))

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **more: Any) -> Any:
        patience = max(timeout, PATIENCE_MS) if more.get("raising", True) else timeout
        return super().waitSignal(signal, timeout=patience, **more)

    def waitExposed(self, widget: QWidget, *, timeout: int = PATIENCE_MS) -> Any:
        return super().waitExposed(widget, timeout=max(timeout, PATIENCE_MS))
