"""The pre-show checklist, open any time before the show: a line each, what to do, the way there. It renews itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from console.app import ShowClosed, ShowOpened
from console.catalogue import CatalogueChanged
from console.checks import Check, Colour, Finding
from console.listeners import Applied, StockChanged
from console.readiness import MachineLooked
from console.show.state import Status
from console.venue import ObsChanged
from widgets.checklist_rows import CheckRow
from widgets.checklist_words import ENTRY, SCRIPT
from widgets.context import Context
from widgets.frame import Coalescer
from widgets.keyed_button import KeyedButton
from widgets.keys import KeyMap
from widgets.theme import font

EVERY_MS = 2000
WIDE, HIGH = 780, 660


class ChecklistDialog(QDialog):
    """``run`` does an errand of the window by its name."""

    def __init__(self, context: Context, run: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._run = context, run
        self._shown: tuple[Check, ...] | None = None
        self.rows: list[CheckRow] = []
        self._keys = KeyMap(context.console.settings.keys)
        self.setWindowTitle(self.tr("开播检查"))
        self.setModal(False)
        self.resize(WIDE, HIGH)
        self.head = QLabel()
        self.head.setFont(font(17, bold=True))
        self.about = QLabel()
        self.about.setProperty("soft", True)
        self.about.setWordWrap(True)
        self.about.setFont(font(12))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme = context.theme
        self.close_button = KeyedButton(theme, self.tr("关闭"), "Esc")
        self.go_button = KeyedButton(theme, self.tr("开播"), self._keys.shown("go_live"), look="air", bold=True)
        self.close_button.clicked.connect(self.reject)
        self.go_button.clicked.connect(lambda: run("go_live"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.about)
        column.addWidget(self._area, 1)
        column.addLayout(buttons)
        self._listen()
        self.refresh()

    def _listen(self) -> None:
        self._soon = Coalescer(self.refresh, self, 200)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._on_timer)
        self._timer.start()
        listeners = self._context.console.listeners
        kinds = (ShowOpened, ShowClosed, Applied, StockChanged, ObsChanged, CatalogueChanged, MachineLooked)
        self._subscriptions = [listeners.subscribe(kind, lambda told: self._soon.ask()) for kind in kinds]
        self.finished.connect(lambda _result: self.release())
        self._context.console.readiness.refresh()

    def release(self) -> None:
        """Look no more."""
        for unsubscribe in self._subscriptions:
            unsubscribe()
        self._subscriptions.clear()
        self._timer.stop()

    def refresh(self) -> None:
        """Look again, and show what is another."""
        show = self._context.console.show
        checks = () if show is None else self._context.console.readiness.look(show)
        status = None if show is None else show.state.status
        self.go_button.setVisible(status in (Status.PLANNED, Status.REHEARSING))
        if checks != self._shown:
            self._shown = checks
            self._say_head(checks)
            self._lay_out(checks)

    def _on_timer(self) -> None:
        self._context.console.readiness.refresh()
        self.refresh()

    def _say_head(self, checks: tuple[Check, ...]) -> None:
        red = sum(each.colour is Colour.RED for each in checks)
        amber = sum(each.colour is Colour.AMBER for each in checks)
        if not checks:
            self.head.setText(self.tr("没有打开场次"))
        elif red:
            self.head.setText(self.tr("{n} 项不对，{m} 项没有填或不清楚").format(n=red, m=amber))
        elif amber:
            self.head.setText(self.tr("没有查出不对的，{m} 项没有填或不清楚").format(m=amber))
        else:
            self.head.setText(self.tr("都查过了，可以开播"))
        words = self.tr("红的是查出来不对的，带着它开播要写理由，记进操作日志；黄的不拦。改好了这里马上变。")
        self.about.setText(words)

    def _lay_out(self, checks: tuple[Check, ...]) -> None:
        place = self._area.verticalScrollBar().value()
        lang = self._context.console.settings.lang
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.rows = []
        for check in checks:
            if self.rows:
                column.addWidget(self._rule())
            row = CheckRow(self._context.theme, check, lang, self._keys, self._lead)
            self.rows.append(row)
            column.addWidget(row)
        column.addStretch(1)
        self._area.setWidget(inner)
        self._area.verticalScrollBar().setValue(place)

    def _rule(self) -> QFrame:
        rule = QFrame()
        rule.setFixedHeight(1)
        rule.setAutoFillBackground(True)
        palette = rule.palette()
        palette.setColor(rule.backgroundRole(), self._context.theme.color("line"))
        rule.setPalette(palette)
        return rule

    def _lead(self, errand: str, finding: Finding) -> None:
        if errand not in (ENTRY, SCRIPT):
            self._run(errand)
            return
        show = self._context.console.show
        if show is None or finding.entry_id is None or finding.entry_id not in show.state.plan.entries:
            return
        if errand == SCRIPT:
            from widgets.script_dialog import ScriptDialog

            ScriptDialog(self._context, finding.entry_id, self).open()
            return
        from widgets.entry_editor import EntryEditor

        scenes = () if self._context.venue is None else self._context.venue.status.scenes
        EntryEditor(self._context, finding.entry_id, list(scenes), self).show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return  # of a button that has it; never the first one's by itself
        super().keyPressEvent(event)
