"""The docks of a show: made one by one so the window keeps answering, put where the user left them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from widgets.comments_dock import CommentsDock
from widgets.journal_dock import JournalDock
from widgets.journal_events import JournalEvents
from widgets.numbers_dock import NumbersDock
from widgets.obs_dock import ObsDock
from widgets.on_air_dock import OnAirDock
from widgets.run_order_dock import RunOrderDock

if TYPE_CHECKING:
    from widgets.program import Program

ORDER = ("run_order", "on_air", "obs", "journal", "comments", "numbers")  # the last one brings the charts
REQUESTS = {
    "go_live_requested": "go_live",
    "checklist_requested": "checklist",
    "report_requested": "report",
    "connection_requested": "obs",
    "cues_requested": "cues",
    "import_requested": "import_plan",
    "export_requested": "export_plan",
    "import_orders_requested": "import_orders",
    "host_window_requested": "host_window",
    "bridge_settings_requested": "bridge_settings",
}


class Furniture(QObject):
    """Moves the docks in at the first show, and out with the console."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program
        self._room = program.window.room
        self._here = False
        self._events: JournalEvents | None = None

    def move_in(self) -> None:
        """Make the docks; once is enough, they follow the show that is open."""
        if self._here:
            return
        self._here = True
        context = self._program.context
        assert context is not None
        titles = self._titles()
        self._events = JournalEvents(context, self)  # a day's journal is read once for both docks that show it
        parts = {name: make(context) for name, make in self._makers(self._events).items()}
        for name in ORDER:
            self._room.add(self._program.theme, name, titles[name], parts[name])
        self._room.restore(self._program.layout_file)
        self._program.controls.bind(context, parts)
        self._connect(parts)
        QTimer.singleShot(0, self._settle)

    def _settle(self) -> None:
        """Proportions are only kept once the room has its size."""
        if self._here:
            self._room.settle(self._program.layout_file)

    def move_out(self) -> None:
        """End what the docks listen to and take them out."""
        self._program.controls.release()
        self._room.strip_bare()
        if self._events is not None:
            self._events.release()
            self._events.deleteLater()
            self._events = None
        self._here = False

    def renew(self) -> None:
        """Make the docks anew, where they stand. What is seen changes at once, when all of them stand."""
        if not self._here:
            return
        inside = self._program.window.centralWidget()
        assert inside is not None
        inside.setUpdatesEnabled(False)
        try:
            self._program.save_layout()
            self.move_out()
            self.move_in()
            self._settle()  # the room has its size: no turn of the loop shows docks half put up
        finally:
            inside.setUpdatesEnabled(True)

    def bring_out(self, name: str) -> None:
        """Show a dock that may have been put away, in front of those it shares its place with."""
        dock = self._room.docks.get(name)
        if dock is not None:
            dock.show()
            dock.raise_()

    def reset_layout(self) -> None:
        """Everything back where it first stood."""
        self._room.lay_out()

    def _titles(self) -> dict[str, str]:
        return {
            "run_order": self.tr("排品"),
            "on_air": self.tr("正在讲解"),
            "numbers": self.tr("数据"),
            "obs": self.tr("OBS 场景"),
            "journal": self.tr("记录与提醒"),
            "comments": self.tr("评论"),
        }

    def _makers(self, events: JournalEvents) -> dict[str, Callable[[Any], QWidget]]:
        return {
            "run_order": RunOrderDock,
            "on_air": OnAirDock,
            "obs": ObsDock,
            "journal": partial(JournalDock, events=events),
            "comments": partial(CommentsDock, bridge=self._program.barrage),
            "numbers": partial(NumbersDock, events=events),
        }

    def _connect(self, parts: dict[str, Any]) -> None:
        """A dock that wants more than the desk says so by a signal; the errand of that name is run."""
        for part in parts.values():
            for signal, errand in REQUESTS.items():
                if hasattr(part, signal):
                    getattr(part, signal).connect(partial(self._program.controls.asked.emit, errand))
