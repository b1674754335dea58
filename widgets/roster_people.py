"""The roster in its window: a list that is searched, and one person beside it."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QBrush, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from console.files import WorkspaceUnusable
from console.roster import Age, BadPerson, Person, Roster, RosterChanged
from console.show.shifts import ON_CAMERA
from console.wording import say
from widgets.context import Context
from widgets.form import scrolled
from widgets.roster_form import PersonForm, Wrong
from widgets.roster_words import duty_name
from widgets.theme import font

PERSON = int(Qt.ItemDataRole.UserRole)
SOON = timedelta(days=30)
WALKING = Qt.Key.Key_Down, Qt.Key.Key_Up


class PeoplePage(QWidget):
    """Ctrl+N begins a person, Ctrl+Enter keeps them, Ctrl+F goes to the search."""

    def __init__(self, context: Context, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._today = context, today
        self._lang = context.console.settings.lang
        self._book = context.console.roster
        self._shown: Person | None = None
        self._new = self._edited = self._silent = False
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("名字、昵称、资质、拼音首字母  Ctrl+F"))
        self.line.setClearButtonEnabled(True)
        self.line.setAccessibleName(self.tr("找人"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("名册"))
        self.list.setFont(font(14))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # a long row elides
        self.list.setStyleSheet("QListWidget::item { padding: 5px 8px; }")
        self.form = PersonForm(self._lang, today)
        self.empty = QLabel()
        self.told = QLabel()
        self._make_buttons()
        self._lay_out()
        self._connect()
        self._fill()
        self._show(None)

    def _make_buttons(self) -> None:
        self.new_button = QPushButton(self.tr("添加 Ctrl+N"))
        self.delete_button = QPushButton(self.tr("从名册删除"))
        self.revert_button = QPushButton(self.tr("还原"))
        self.save_button = QPushButton(self.tr("保存 Ctrl+Enter"))
        self.save_button.setProperty("primary", True)
        for button in (self.new_button, self.delete_button, self.revert_button, self.save_button):
            button.setAutoDefault(False)
        self.told.setWordWrap(True)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        column.addWidget(self.new_button)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.setFont(font(14))
        self.empty.setProperty("soft", True)
        self.faces = QStackedWidget()
        self.faces.addWidget(self.empty)
        self.area = scrolled(self.form)
        self.faces.addWidget(self.area)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.faces, 1)
        column.addWidget(self.told)
        foot = QHBoxLayout()
        foot.addWidget(self.delete_button)
        foot.addStretch(1)
        foot.addWidget(self.revert_button)
        foot.addWidget(self.save_button)
        column.addLayout(foot)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(left)
        halves.addWidget(right)
        halves.setSizes([340, 600])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 12, 12, 12)
        whole.addWidget(halves)

    def _connect(self) -> None:
        self.line.textChanged.connect(lambda _text: self._fill())
        self.line.installEventFilter(self)
        self.list.currentItemChanged.connect(lambda _now, _before: self._on_row())
        self.list.itemActivated.connect(lambda _item: self.form.name.setFocus())
        self.form.edited.connect(self._on_edited)
        self.new_button.clicked.connect(self.begin_person)
        self.delete_button.clicked.connect(self._delete)
        self.revert_button.clicked.connect(self._revert)
        self.save_button.clicked.connect(self.save)
        listeners = self._context.console.listeners
        self._unsubscribe = listeners.subscribe(RosterChanged, lambda _told: self._fill())

    def release(self) -> None:
        """Hear nothing more."""
        self._unsubscribe()

    # -- the list -------------------------------------------------------------------------------------

    @property
    def roster(self) -> Roster:
        return self._book.roster

    def _fill(self) -> None:
        """The people the search finds; who was chosen stays chosen."""
        self._silent = True
        self.list.clear()
        found = self.roster.search(self.line.text())
        for person in found:
            item = QListWidgetItem(self._row_text(person))
            item.setData(PERSON, person)
            remark, role = self._remark(person)
            if role:
                item.setForeground(QBrush(self._context.theme.color(role)))
                item.setToolTip(remark)
            self.list.addItem(item)
            if person == self._shown:
                self.list.setCurrentItem(item)
        self._silent = False
        if self.line.text().strip() and self.list.currentRow() < 0 and found and not self._edited:
            self.list.setCurrentRow(0)
        self._show_buttons()

    def _row_text(self, person: Person) -> str:
        name = f"{person.name}（{person.nickname}）" if person.nickname else person.name  # every language
        duties = self.tr("、", "between the parts of a list").join(
            duty_name(self._lang, each) for each in person.duties
        )
        remark, _ = self._remark(person)
        return "\n".join(filter(None, (name, " · ".join(filter(None, (duties, remark))))))

    def _remark(self, person: Person) -> tuple[str, str]:
        """What to see of someone at a glance, and in which colour; only of those in front of the camera."""
        if not ON_CAMERA & set(person.duties):
            return "", ""
        if person.age is Age.CHILD:
            return say(self._lang, "roster.age.under_16"), "bad"
        if person.age is Age.YOUNG and person.consent is None:
            return self.tr("没有监护人同意"), "bad"
        if person.expired(self._today):
            return self.tr("资质已过期"), "bad"
        if not person.qualifications:
            return self.tr("没填资质"), "late"
        if person.expired(self._today + SOON):
            return self.tr("资质 30 天内到期"), "late"
        if person.age is Age.UNKNOWN:
            return self.tr("没填是否成年"), "late"
        return "", ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows walk through the list while the search is typed; Enter goes to the fields."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in WALKING and self.list.count():
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(min(self.list.count() - 1, max(0, self.list.currentRow() + step)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                if self.list.currentRow() >= 0:
                    self.form.name.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _on_row(self) -> None:
        if self._silent:
            return
        row = self.list.currentRow()
        person: Person | None = self.list.item(row).data(PERSON) if row >= 0 else None
        if person == self._shown and not self._new:
            return
        if not self.may_leave():
            self._choose(self._shown)
            return
        self.tell("")
        self._show(person)
        self._choose(person)

    def _choose(self, person: Person | None) -> None:
        self._silent = True
        rows = [row for row in range(self.list.count()) if self.list.item(row).data(PERSON) == person]
        self.list.setCurrentRow(rows[0] if rows else -1)
        self._silent = False

    # -- one person -----------------------------------------------------------------------------------

    def _show(self, person: Person | None, *, new: bool = False) -> None:
        self._shown, self._new, self._edited = person, new, False
        self.form.show_person(person)
        self._show_buttons()

    def _show_buttons(self) -> None:
        known = self._shown is not None
        self.faces.setCurrentWidget(self.area if known or self._new else self.empty)
        if self.roster.people:
            self.empty.setText(self.tr("左边选一个人，或按 Ctrl+N 添加"))
        else:
            self.empty.setText(
                self.tr("名册还是空的。\n按 Ctrl+N 添加第一个人：叫什么、做什么岗位，主播再填资质和有效期。")
            )
        self.delete_button.setEnabled(known)
        self.revert_button.setEnabled(self._edited)
        self.save_button.setEnabled(self._edited)

    def tell(self, words: str, *, wrong: bool = False) -> None:
        """Say something under the fields; "" takes it back."""
        self.told.setText(words)
        self.told.setProperty("wrong", wrong)
        self.told.setProperty("soft", not wrong)
        self.told.style().unpolish(self.told)
        self.told.style().polish(self.told)

    def _on_edited(self) -> None:
        self.tell("")
        if not self._edited:
            self._edited = True
            self._show_buttons()

    def begin_person(self) -> None:
        """Begin a new person."""
        if not self.may_leave():
            return
        self._choose(None)
        self.tell("")
        self._show(None, new=True)
        self.form.name.setFocus()

    def save(self) -> bool:
        """Keep who is in the fields; False when that cannot be, and it is said why."""
        if not self._edited:
            return True
        try:
            person = self.form.person()
            roster = self.roster.with_person(person, self._shown)
        except Wrong as wrong:
            self.tell(say(self._lang, str(wrong)), wrong=True)
            return False
        except BadPerson as bad:
            self.form.point_at(bad)
            self.tell(say(self._lang, bad.code, **bad.data), wrong=True)
            return False
        if not self._write(roster, person):
            return False
        self.tell(self.tr("“{name}”已保存").format(name=person.name))
        return True

    def _write(self, roster: Roster, then: Person | None) -> bool:
        shown, self._shown = self._shown, then  # the list is filled anew as soon as it is written
        try:
            self._book.keep(roster)
        except WorkspaceUnusable as unusable:
            self._shown = shown
            why = say(self._lang, unusable.code, **unusable.data)
            self.tell(say(self._lang, "roster.unsaved", reason=why), wrong=True)
            return False
        self._show(then)
        self._fill()
        self._choose(then)
        return True

    def _revert(self) -> None:
        self._show(self._shown, new=self._new)
        self.tell("")

    def _delete(self) -> None:
        person = self._shown
        if person is None:
            return
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(self.tr("从名册删除“{name}”？").format(name=person.name))
        box.setInformativeText(self.tr("排好的班次和以前场次的记录不变。"))
        delete = QPushButton(self.tr("删除"))
        delete.setProperty("danger", True)
        box.addButton(delete, QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(self.tr("留着"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        if box.clickedButton() is delete and self._write(self.roster.without(person), None):
            self.tell(self.tr("“{name}”已删除").format(name=person.name))

    def may_leave(self) -> bool:
        """Whether who is in the fields may be put away: kept, or the changes given up."""
        if not self._edited:
            return True
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("改过的还没有保存"))
        save = box.addButton(self.tr("保存"), QMessageBox.ButtonRole.AcceptRole)
        drop = box.addButton(self.tr("放弃修改"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(self.tr("接着改"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        if box.clickedButton() is save:
            return self.save()
        if box.clickedButton() is drop:
            self._edited = False
            return True
        return False
