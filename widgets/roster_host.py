"""换播: who is in front of the camera now. The one whose shift it is stands first, so Enter is enough."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.app import ShowClosed
from console.roster import Person, Roster
from console.roster_findings import split
from console.show import commands as cmd
from console.show import timing
from console.show.hosts import host_at
from console.show.shifts import LONGEST_NAME, ON_CAMERA, Duty, next_hand_over, on_duty
from console.show.state import State
from inventory.spelling import plain
from widgets.context import Context
from widgets.form import grow
from widgets.show_words import refusal_text
from widgets.theme import font

NAME = int(Qt.ItemDataRole.UserRole)
WALKING = Qt.Key.Key_Down, Qt.Key.Key_Up
NUMBERED = 9


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone who may come on. ``begins``: when the next shift does, for whom it is; ``on_shift``: it is theirs now."""

    name: str
    on_shift: bool = False
    begins: datetime | None = None
    on_roster: bool = True


def candidates(state: State, roster: Roster, now: datetime) -> list[Candidate]:
    """Who may come on, the likeliest first: on shift now, next, the hosts of the plan, then of the roster."""
    on_camera = host_at(state, now, state.on_air)
    found: dict[str, Candidate] = {}

    def add(name: str, *, on_shift: bool = False, begins: datetime | None = None) -> None:
        person = roster.find(name)
        key = plain(name if person is None else person.name)
        if key and not (on_camera.recorded and plain(on_camera.host) == plain(name)):
            found.setdefault(key, Candidate(name, on_shift, begins, person is not None))

    for name in on_duty(state.plan.shifts, now):
        add(name, on_shift=True)
    following = next_hand_over(state.plan.shifts, now)
    if following is not None:
        add(following.person, begins=following.start)
    entry = state.on_air
    for text in (*([entry.host] if entry is not None else []), *state.info.hosts):
        for name in split(text):
            add(name)
    for shift in state.plan.shifts:
        if shift.duty in ON_CAMERA:
            add(shift.person)
    for person in (*roster.able(Duty.HOST), *roster.able(Duty.CO_HOST)):
        add(person.name)
    return list(found.values())


class HostDialog(QDialog):
    """Enter takes the chosen one, a digit the one of that number; letters search, and a new name is taken as it is."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._lang = context.console.settings.lang
        self.setWindowTitle(self.tr("换播"))
        self.setModal(False)
        self.setMinimumWidth(460)
        self.now = QLabel()
        self.now.setFont(font(15, bold=True))
        self.now.setWordWrap(True)
        self.line = QLineEdit()
        self.line.setMaxLength(LONGEST_NAME)
        self.line.setPlaceholderText(self.tr("名字或拼音首字母；1–9 直接选"))
        self.line.setAccessibleName(self.tr("谁上播"))
        self.list = QListWidget()
        self.list.setFont(font(15, figures=True))
        self.list.setStyleSheet("QListWidget::item { padding: 4px 8px; }")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(self.tr("可以上播的人"))
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setProperty("wrong", True)
        self.problem.hide()
        self.hint = QLabel(self.tr("从这一刻起，轮次和复盘记在这位主播名下；按错了可以撤销。"))
        self.hint.setWordWrap(True)
        self.hint.setProperty("faint", True)
        self.hint.setFont(font(12))
        self.cancel_button = QPushButton(self.tr("取消"))
        self.ok_button = QPushButton(self.tr("换上 Enter"))
        self.ok_button.setProperty("primary", True)
        self.ok_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.ok_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        for widget in (self.now, self.line, self.list, self.hint, self.problem):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.line.textChanged.connect(lambda _text: self._fill())
        self.line.installEventFilter(self)
        self.list.itemDoubleClicked.connect(lambda _item: self.take())
        self.list.itemClicked.connect(lambda _item: self.line.setFocus())
        self.ok_button.clicked.connect(self.take)
        self.cancel_button.clicked.connect(self.reject)
        unsubscribe = context.console.listeners.subscribe(ShowClosed, lambda _told: self.reject())
        self.finished.connect(lambda _result: unsubscribe())
        self._fill()
        self.line.setFocus()

    def _fill(self) -> None:
        """The candidates the search finds, and the words themselves where nobody is called so."""
        show = self._context.console.show
        if show is None:
            return
        state, now = show.state, show.clock.now()
        roster = self._context.console.roster.roster
        on = host_at(state, now, state.on_air)
        if not on.host:
            self.now.setText(self.tr("还没有记下谁在播"))
        else:
            words = self.tr("正在播：{host}") if on.recorded else self.tr("计划是 {host} 在播，还没有记下")
            self.now.setText(words.format(host=on.host))
        wanted = self.line.text().strip()
        known = candidates(state, roster, now)
        shown = [each for each in known if _matches(each, roster, wanted)]
        if wanted and not any(plain(each.name) == plain(wanted) for each in shown):
            found = roster.find(wanted)
            shown.append(Candidate(wanted, on_roster=found is not None))
        self.list.clear()
        here = timing.zone(state.info.time_zone)
        for number, each in enumerate(shown, 1):
            remarks = []
            if each.on_shift:
                remarks.append(self.tr("现在的班"))
            if each.begins is not None:
                remarks.append(self.tr("{time} 接班").format(time=f"{each.begins.astimezone(here):%H:%M}"))
            if not each.on_roster:
                remarks.append(self.tr("不在名册"))
            head = f"{number}  " if number <= NUMBERED else ""
            item = QListWidgetItem(" · ".join((f"{head}{each.name}", *remarks)))
            item.setData(NAME, each.name)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.ok_button.setEnabled(bool(shown))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows walk through the list while the search is typed; a digit in an empty line takes at once."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in WALKING and self.list.count():
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(min(self.list.count() - 1, max(0, self.list.currentRow() + step)))
                return True
            digit = event.key() - Qt.Key.Key_0
            if not self.line.text() and 1 <= digit <= min(NUMBERED, self.list.count()):
                self.list.setCurrentRow(digit - 1)
                self.take()
                return True
        return super().eventFilter(watched, event)

    def take(self) -> None:
        """The chosen one is on from now."""
        row, show = self.list.currentRow(), self._context.console.show
        if row < 0 or show is None:
            return
        future = show.ask(cmd.ChangeHost(host=self.list.item(row).data(NAME)), actor=self._context.console.actor)
        self.ok_button.setEnabled(False)

        def done(_told: object) -> None:
            error = future.exception()
            if error is None:
                self.accept()
                return
            self.problem.setText(refusal_text(self._lang, error))
            self.problem.show()
            self.ok_button.setEnabled(True)
            grow(self)

        future.add_done_callback(done)


def _matches(candidate: Candidate, roster: Roster, wanted: str) -> bool:
    if not wanted:
        return True
    person = roster.find(candidate.name) or Person(name=candidate.name)
    return bool(Roster(people=(person,)).search(wanted))
