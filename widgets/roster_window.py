"""People of the room: who there is, and who does what when in the open show."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMessageBox, QPushButton, QTabWidget, QVBoxLayout, QWidget

from console.show import timing
from console.show.plan import DEFAULT_TIME_ZONE
from widgets.context import Context
from widgets.roster_people import PeoplePage
from widgets.roster_shifts import ShiftsPage

ENTER = Qt.Key.Key_Return, Qt.Key.Key_Enter


class RosterDialog(QDialog):
    """Not modal: a show goes on behind it. Ctrl+Tab changes the page."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("人员与排班"))
        self.resize(1000, 640)
        show = context.console.show
        here = timing.zone(DEFAULT_TIME_ZONE if show is None else show.state.info.time_zone)
        self.people = PeoplePage(context, context.console.clock.now().astimezone(here).date())
        self.shifts = ShiftsPage(context)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.people, self.tr("名册"))
        self.tabs.addTab(self.shifts, self.tr("本场排班"))
        self.close_button = QPushButton(self.tr("关闭"))
        self.close_button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 18, 14)
        column.addWidget(self.tabs, 1)
        column.addLayout(foot)
        self.close_button.clicked.connect(self.close)
        self.tabs.currentChanged.connect(lambda _index: self._focus())
        self.people.line.setFocus()
        self.finished.connect(lambda _result: self._release())

    def show_shifts(self) -> None:
        """Go to the shifts of the open show."""
        self.tabs.setCurrentWidget(self.shifts)

    def _release(self) -> None:
        self.people.release()
        self.shifts.release()

    @property
    def _at_people(self) -> bool:
        return self.tabs.currentWidget() is self.people

    def _focus(self) -> None:
        if self._at_people:
            self.people.line.setFocus()
        elif self.shifts.row is not None:
            self.shifts.row.person.setFocus()

    def _keep(self) -> None:
        if self._at_people:
            self.people.save()
        else:
            self.shifts.save()

    def _begin(self) -> None:
        if self._at_people:
            self.people.begin_person()
        else:
            self.shifts.begin()

    def _find(self) -> None:
        self.tabs.setCurrentWidget(self.people)
        self.people.line.setFocus()

    def _remove(self) -> None:
        if not self._at_people:
            self.shifts.remove()

    def _may_close(self) -> bool:
        if not self.people.may_leave():
            return False
        if not self.shifts.edited:
            return True
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("排班改过，还没有保存"))
        drop = box.addButton(self.tr("放弃修改"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(self.tr("接着排"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is drop

    def reject(self) -> None:
        if self._may_close():
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is for the fields: it never closes the window."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.isAutoRepeat():
            return
        if control and event.key() in ENTER:
            self._keep()
        elif control and event.key() == Qt.Key.Key_N:
            self._begin()
        elif control and event.key() == Qt.Key.Key_F:
            self._find()
        elif event.key() == Qt.Key.Key_Delete:
            self._remove()
        elif event.key() not in ENTER:
            super().keyPressEvent(event)
