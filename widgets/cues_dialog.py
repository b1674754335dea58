"""What OBS does on a take, set once for the show, per role and per entry, with what it comes to beside it."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.app import ShowClosed
from console.desk import Receipt
from console.listeners import Applied
from console.obs.cues import Facts
from console.obs.status import ObsStatus
from console.show.plan import Cue, CueKind, CueSheet, EntryId, Role
from console.venue import ObsChanged, facts
from widgets.context import Context
from widgets.cue_rows import CueList, said_of
from widgets.cues_draft import Draft, Level, Moment, doubt
from widgets.form import grow, point_at, scrolled, tab_through
from widgets.on_air_view import number_of
from widgets.show_words import cue_kind_name, refusal_text, role_name
from widgets.theme import ROLE_GLYPHS, font

LEVEL = Qt.ItemDataRole.UserRole


def the_cues_dialog(context: Context, parent: QWidget | None = None, *, entry_id: EntryId | None = None) -> CuesDialog:
    """The one that is open, else a new one: two drafts of the same cues would each take back the other's."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, CuesDialog) and window.is_of(context):
            if entry_id is not None:
                window.choose(entry_id)
            return window
    return CuesDialog(context, parent, entry_id=entry_id)


class CuesDialog(QDialog):
    """A draft of all levels; "save" asks the desk for it, at most one edit of the show's cues and one of entries."""

    def __init__(self, context: Context, parent: QWidget | None = None, *, entry_id: EntryId | None = None) -> None:
        super().__init__(parent)
        self._context = context
        show = context.console.show
        assert show is not None, "cues belong to an open show"
        self._draft = Draft(show.state.plan)
        self._waiting = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("OBS 联动"))
        self.resize(1080, 680)
        self.levels = QListWidget()
        self.levels.setFixedWidth(250)
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self.hint.setProperty("soft", True)
        self.lists = {
            Moment.TAKE: CueList(context.theme, self.tr("上这一款时")),
            Moment.LEAVE: CueList(context.theme, self.tr("离开这一款时")),
        }
        self.subject = QComboBox()
        self.subject.setMinimumWidth(260)
        self.outcome = QLabel()
        self.outcome.setWordWrap(True)
        self.outcome.setTextFormat(Qt.TextFormat.RichText)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setStyleSheet(f"color: {context.theme.hex('bad')}")
        self.problem.hide()
        self.save_button = QPushButton(self.tr("保存"))
        self.save_button.setProperty("primary", True)
        self.save_button.setDefault(True)
        self.cancel_button = QPushButton(self.tr("取消"))
        self.cancel_button.setAutoDefault(False)
        self.levels.setStyleSheet("QListWidget::item { padding: 3px 6px; }")
        self._lay_out()
        self._fill_levels()
        self._fill_subjects(entry_id)
        self._connect()
        self.levels.setCurrentRow(0)
        if entry_id is not None:
            self.choose(entry_id)

    def _lay_out(self) -> None:
        inside = QWidget()
        editors = QVBoxLayout(inside)
        editors.setContentsMargins(0, 0, 8, 0)
        editors.setSpacing(14)
        for part in self.lists.values():
            editors.addWidget(part)
        editors.addStretch(1)
        area = scrolled(inside)
        pick = QHBoxLayout()
        title = QLabel(self.tr("合起来是"))
        title.setFont(font(14, bold=True))
        pick.addWidget(title)
        pick.addWidget(self.subject, 1)
        line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        line.setStyleSheet(f"color: {self._context.theme.hex('line')}")
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.hint)
        right.addWidget(area, 1)
        right.addWidget(line)
        right.addLayout(pick)
        right.addWidget(self.outcome)
        buttons = QHBoxLayout()
        buttons.addWidget(self.problem, 1)
        buttons.addStretch(0)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        right.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 16, 18, 16)
        row.setSpacing(16)
        row.addWidget(self.levels)
        row.addLayout(right, 1)

    def _connect(self) -> None:
        listeners = self._context.console.listeners
        self._subscriptions = [
            listeners.subscribe(ObsChanged, lambda told: self._refresh()),
            listeners.subscribe(Applied, self._on_applied),
            listeners.subscribe(ShowClosed, lambda told: self.done(0)),
        ]
        self.finished.connect(self._on_finished)
        self.levels.currentItemChanged.connect(lambda _new, _old: self._show_level())
        self.subject.currentIndexChanged.connect(lambda _index: self._refresh())
        for moment, part in self.lists.items():
            part.changed.connect(lambda moment=moment: self._on_edited(moment))
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.reject)

    def _on_finished(self) -> None:
        for unsubscribe in self._subscriptions:
            unsubscribe()
        self._subscriptions.clear()

    # -- levels -----------------------------------------------------------------------------------

    def _fill_levels(self) -> None:
        self._add_level(self.tr("全场"), None)
        for role in Role:
            words = f"{ROLE_GLYPHS[role]}  {role_name(role)}"
            self._add_level(words, role).setForeground(QColor(self._context.theme.role_color(role)))
        for entry in self._draft.plan.in_order():
            self._add_level(f"{number_of(self._draft.plan, entry)}  {entry.name}", entry.entry_id)
        self._mark_levels()

    def _add_level(self, words: str, level: Level) -> QListWidgetItem:
        item = QListWidgetItem(words)
        item.setData(LEVEL, (level,))
        item.setToolTip(words)
        self.levels.addItem(item)
        return item

    def _mark_levels(self) -> None:
        """Levels that ask for something stand out."""
        for row in range(self.levels.count()):
            item = self.levels.item(row)
            item.setFont(font(13, bold=self._draft.sheet(item.data(LEVEL)[0]) != CueSheet()))

    def is_of(self, context: Context) -> bool:
        """Whether it drafts the cues of this console's show and is open."""
        return self._context.console is context.console and self.isVisible()

    def choose(self, level: Level) -> None:
        """Edit this level."""
        for row in range(self.levels.count()):
            if self.levels.item(row).data(LEVEL)[0] == level:
                self.levels.setCurrentRow(row)

    @property
    def level(self) -> Level:
        """The level being edited."""
        row = self.levels.currentRow()
        found: Level = None if row < 0 else self.levels.item(row).data(LEVEL)[0]
        return found

    def _show_level(self) -> None:
        level = self.level
        if level is not None and not isinstance(level, Role):
            self.subject.setCurrentIndex(max(0, self.subject.findData(level)))
        match level:
            case None:
                hint = self.tr("每一款都这样做，除非角色或这一款自己另有安排。")
            case Role():
                hint = self.tr("这个角色的每一款都这样做，优先于全场。勾「不做」去掉全场的同一个动作。")
            case _:
                hint = self.tr("只有这一款这样做，优先于角色和全场。排品表里的「场景」列也算这一款的。")
        self.hint.setText(hint)
        for moment, part in self.lists.items():
            part.show_cues(self._draft.cues(level, moment), narrower=level is not None)
        tab_through(self)
        self._refresh()

    def _on_edited(self, moment: Moment) -> None:
        self._draft.put(self.level, moment, self.lists[moment].cues())
        self._mark_levels()
        self._refresh()
        tab_through(self)  # a row may be new

    # -- what it comes to -------------------------------------------------------------------------

    def _fill_subjects(self, entry_id: EntryId | None) -> None:
        show = self._context.console.show
        plan = self._draft.plan
        for entry in plan.in_order():
            self.subject.addItem(f"{number_of(plan, entry)}  {entry.name}", entry.entry_id)
        on_air = None if show is None else show.state.on_air
        wanted = entry_id or (None if on_air is None else on_air.entry_id)
        if wanted is not None:
            self.subject.setCurrentIndex(max(0, self.subject.findData(wanted)))

    def _status(self) -> ObsStatus:
        return ObsStatus() if self._context.venue is None else self._context.venue.status

    def _facts(self) -> Facts:
        show, entry_id = self._context.console.show, self.subject.currentData()
        entry = None if entry_id is None else self._draft.plan.entries.get(entry_id)
        return Facts() if show is None or entry is None else facts(show, entry)

    def _refresh(self) -> None:
        status, words = self._status(), self._facts()
        for part in self.lists.values():
            part.show_against(status, words)
        entry_id = self.subject.currentData()
        if entry_id is None or entry_id not in self._draft.plan.entries:
            self.outcome.setText("")
            return
        sheet = self._draft.effective(entry_id)
        take = self._told(entry_id, Moment.TAKE, sheet.on_take, status, words)
        leave = self._told(entry_id, Moment.LEAVE, sheet.on_leave, status, words)
        coming, going = self.tr("上款"), self.tr("离开")
        self.outcome.setText(f"<b>{coming}</b> {take}<br><b>{going}</b> {leave}")

    def _told(self, entry_id: EntryId, moment: Moment, cues: tuple[Cue, ...], status: ObsStatus, words: Facts) -> str:
        if not cues:
            return self.tr("什么也不做")
        parts = []
        for cue in cues:
            said = _escape(self._said(cue, words))
            origin = self._origin(self._draft.origin(entry_id, moment, cue))
            colour = self._context.theme.hex("late" if doubt(cue, status) is not None else "text")
            soft = self._context.theme.hex("text_soft")
            parts.append(f'<span style="color:{colour}">{said}</span> <span style="color:{soft}">({origin})</span>')
        return " · ".join(parts)

    def _said(self, cue: Cue, words: Facts) -> str:
        match cue.kind:
            case CueKind.TEXT:
                text = said_of(cue, words).text
                if not text:
                    return self.tr("「{target}」清空").format(target=cue.target)
                return self.tr("「{target}」改为「{text}」").format(target=cue.target, text=text)
            case CueKind.CHAPTER:
                return self.tr("章节「{text}」").format(text=said_of(cue, words).text)
            case CueKind.SCENE:
                return self.tr("场景 → {scene}").format(scene=cue.target)
            case _:
                return f"{cue_kind_name(cue.kind)} {cue.target}"

    def _origin(self, level: Level) -> str:
        match level:
            case None:
                return self.tr("全场")
            case Role():
                return role_name(level)
            case _:
                return self.tr("这一款")

    # -- saving -----------------------------------------------------------------------------------

    def _on_applied(self, told: Applied) -> None:
        if told.before.plan is told.after.plan:
            return
        if told.before.plan.order != told.after.plan.order:
            self._complain(self.tr("排品刚刚改了顺序或款数，左边还是打开时的样子。"))
        if not self._waiting:
            self._draft.rebase(told.after.plan)
            self._refresh()

    def save(self) -> None:
        """Ask for what changed; the dialog closes when all of it is durable."""
        nameless = next((row for part in self.lists.values() for row in part.rows if row.is_nameless), None)
        if nameless is not None:
            point_at(nameless.target)
            self._complain(self.tr("有一个动作还没有写名称：从列表里选，或删除这一行。"))
            return
        console = self._context.console
        commands = self._draft.commands()
        if console.show is None or not commands:
            self.accept()
            return
        self.save_button.setEnabled(False)
        self._complain("")
        self._waiting = len(commands)
        failed: list[BaseException] = []

        def answered(done: Future[Receipt]) -> None:
            error = done.exception()
            self._waiting -= 1
            if error is not None:
                failed.append(error)
            if self._waiting:
                return
            if not failed:
                self.accept()
                return
            self.save_button.setEnabled(True)
            if console.show is not None:
                self._draft.rebase(console.show.state.plan)
            self._complain(refusal_text(console.settings.lang, failed[0]))

        for command in commands:
            console.show.ask(command, actor=console.actor).add_done_callback(answered)

    def _complain(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        grow(self)

    def reject(self) -> None:
        """Close; what was drafted and not saved is asked about."""
        if self._draft.commands() and self._context.console.show is not None:
            choices = QMessageBox.StandardButton
            answer = QMessageBox.question(
                self,
                self.windowTitle(),
                self.tr("联动改过还没有保存，要保存吗？"),
                choices.Save | choices.Discard | choices.Cancel,
            )
            if answer == choices.Save:
                self.save()
                return
            if answer == choices.Cancel:
                return
        super().reject()


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
