"""The shows of a workspace as a list: name, where it stands, when it was or will be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from console.show.plan import DEFAULT_TIME_ZONE
from console.show.timing import zone
from console.store.journal import ShowSummary
from console.wording import say
from widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
COLORS = {"live": "on_air", "paused": "late", "rehearsing": "info", "planned": "text_soft", "ended": "text_faint"}


class ShowListModel(QAbstractTableModel):
    """Rows never change while they are shown; a new list is a new model."""

    def __init__(self, shows: Sequence[ShowSummary], lang: str, theme: Theme) -> None:
        super().__init__()
        self._shows = tuple(shows)
        self._lang, self._theme = lang, theme

    def show_at(self, row: int) -> ShowSummary:
        return self._shows[row]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("场次"), self.tr("状态"), self.tr("时间"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        show = self._shows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (show.name, say(self._lang, f"status.{show.status}"), when_text(show))[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() > 0:
            return self._theme.color(COLORS[show.status] if index.column() == 1 else "text_soft")
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{show.name}\n{show.show_id}"
        return None


def when_text(show: ShowSummary) -> str:
    """When it went live, else when it is planned, else when it was written down, in the room's time."""
    at: datetime = show.started_at or show.planned_start or show.created_at
    return f"{at.astimezone(zone(DEFAULT_TIME_ZONE)):%Y-%m-%d %H:%M}"
