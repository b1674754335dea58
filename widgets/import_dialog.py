"""Shows what a run order sheet would do before it does it, and does it when asked; a sheet that is refused is put right
and read again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from console.app import ShowClosed, ShowOpened
from console.catalogue_plans import filled_sheet
from console.desk import Receipt
from console.feeds.plan_sheet import PlanDifference, PlanRefused, SheetPlan, difference
from console.feeds.times import instant
from console.feeds.values import ValueRefused
from console.handover import merge_into
from console.listeners import Applied, Notice
from console.sheet_words import told_text
from console.show import commands as cmd
from console.show.plan import ShowInfo
from console.show.state import Status
from console.show.timing import zone
from widgets.context import Context
from widgets.form import grow, mark, point_at
from widgets.import_notes import ImportNotes
from widgets.import_preview import ImportPreview, Lines
from widgets.ingest import ingest_files
from widgets.lines_table import LinesTable
from widgets.plan_import import Reading, SheetReader, import_plan_files, save_template
from widgets.show_words import refusal_text
from widgets.theme import font

__all__ = ["ImportDialog", "import_plan_files"]

WIDE, HIGH = 960, 560  # with a table; without one it is as high as its sentences


class ImportDialog(QDialog):
    """Not modal: the show goes on beside it, and what it shows follows."""

    def __init__(self, context: Context, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._path = path
        self._reading: Reading | None = None
        self._has_table = True
        self._lang = context.console.settings.lang
        self._preview = ImportPreview(self._lang, self)
        self._reader = SheetReader(context, self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("导入排品表 · {file}").format(file=path.name))
        self.resize(WIDE, HIGH)
        self._build()
        self._lay_out()
        self._connect()
        self.read_again()

    def _build(self) -> None:
        theme = self._context.theme
        self.title = QLabel()
        self.title.setFont(font(16, bold=True))
        self.title.setWordWrap(True)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setProperty("soft", True)
        self.into = QRadioButton(self.tr("更新打开的场次"))
        self.new = QRadioButton(self.tr("建立新场次"))
        self._choice = QButtonGroup(self)
        self._choice.addButton(self.into)
        self._choice.addButton(self.new)
        self.name = QLineEdit(self._path.stem)
        self.name.setMaxLength(120)
        self.name.setPlaceholderText(self.tr("必填"))
        self.start = QLineEdit()
        self.start.setPlaceholderText(self.tr("可以不填；例如 2026-11-11 19:00"))
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setProperty("wrong", True)
        self.problem.hide()
        self.table = LinesTable(theme)
        self.notes = ImportNotes(theme)
        self.copy_button = QPushButton(self.tr("复制"))
        self.template_button = QPushButton(self.tr("空白排品表…"))
        self.again_button = QPushButton(self.tr("改好了，再读一次"))
        self.cancel_button = QPushButton(self.tr("取消"))
        self.apply_button = QPushButton()
        self.apply_button.setProperty("primary", True)
        self.apply_button.setDefault(True)

    def _lay_out(self) -> None:
        self._ways = QWidget()
        ways = QHBoxLayout(self._ways)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(18)
        ways.addWidget(self.into)
        ways.addWidget(self.new)
        ways.addStretch(1)
        self._form = QWidget()
        form = QFormLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.addRow(self.tr("场次名称"), self.name)
        form.addRow(self.tr("计划开播"), self.start)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.template_button)
        buttons.addStretch(1)
        for button in (self.again_button, self.cancel_button, self.apply_button):
            buttons.addWidget(button)
        bottom = QWidget()  # what is left below where there is no table
        bottom.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        for widget in (self.title, self._ways, self.words, self._form, self.problem, self.notes):
            column.addWidget(widget)  # what is said of the table stands on it
        column.addWidget(self.table, 1)
        column.addWidget(bottom)
        column.addLayout(buttons)

    def _connect(self) -> None:
        listeners = self._context.console.listeners
        self._unsubscribe = [
            listeners.subscribe(Applied, lambda told: self._show_result()),
            listeners.subscribe(ShowOpened, lambda told: self._show_result()),
            listeners.subscribe(ShowClosed, lambda told: self._show_result()),
        ]
        self.finished.connect(self._on_finished)
        self.into.toggled.connect(lambda on: self._show_result())
        self.copy_button.clicked.connect(self.table.copy)
        self.template_button.clicked.connect(lambda: save_template(self._context, self))
        self.again_button.clicked.connect(self.read_again)
        self.cancel_button.clicked.connect(self.reject)
        self.apply_button.clicked.connect(self.apply)
        self.name.textChanged.connect(lambda text: self._show_ready())
        self.start.textChanged.connect(lambda text: self._complain(""))

    def _on_finished(self) -> None:
        self._reader.cancel()
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._unsubscribe.clear()

    # -- reading ------------------------------------------------------------------------------------

    def read_again(self) -> None:
        """The file as it is now."""
        self._reading = None
        self.title.setText(self.tr("正在读 {file}…").format(file=self._path.name))
        self._only(self.table)  # most sheets are read at once: nothing jumps
        self.table.show_lines((), (), (), 0)
        self.cancel_button.setText(self.tr("取消"))
        self.cancel_button.setFocus()
        self._reader.read(self._path, self._on_read)

    @property
    def was_read(self) -> bool:
        """Whether what became of the file is shown."""
        return self._reading is not None

    def _only(self, *shown: QWidget) -> None:
        """Of what comes and goes these are there, and the rest is not."""
        for widget in (
            self._ways,
            self.words,
            self._form,
            self.table,
            self.notes,
            self.copy_button,
            self.template_button,
            self.again_button,
            self.apply_button,
        ):
            widget.setVisible(widget in shown)
        if self._form not in shown:
            self._complain("")
        self._be_as_high(table=self.table in shown)

    def _be_as_high(self, *, table: bool) -> None:
        """As a table or the lack of one needs; a height the user chose stays while that is the same."""
        if table is self._has_table:
            return
        self._has_table = table
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(self.width(), HIGH if table else layout.totalHeightForWidth(self.width()))

    def _on_read(self, reading: Reading) -> None:
        self._reading = reading
        if reading.orders and self._context.console.show is not None:  # dropped in the wrong place, and understood
            ingest_files(self._context, [self._path], self.parentWidget())
            self.reject()
            return
        if self._may_update():
            self.into.setChecked(True)
        else:
            self.new.setChecked(True)
        self._show_result()
        chosen = next(b for b in (self.apply_button, self.again_button, self.cancel_button) if self._takes(b))
        chosen.setFocus()  # Enter does what helps next, and is seen to

    def _takes(self, button: QPushButton) -> bool:
        return button.isVisibleTo(self) and button.isEnabled()

    def _may_update(self) -> bool:
        show = self._context.console.show
        return show is not None and show.state.status is not Status.ENDED

    def _show_result(self) -> None:
        reading = self._reading
        if reading is None:
            return
        if reading.refused is not None:
            self._show_cells(reading.refused)
        elif reading.plan is None:
            self._show_refusal(reading)
        else:
            self._show_plan()

    # -- refused ------------------------------------------------------------------------------------

    def _show_refusal(self, reading: Reading) -> None:
        self.title.setText(self.tr("这个文件没有导入，什么都没有改"))
        self.words.setText(reading.words)
        self._only(self.words, self.template_button, self.again_button)
        self.cancel_button.setText(self.tr("关闭"))

    def _show_cells(self, refused: PlanRefused) -> None:
        count = len(refused.problems)
        self.title.setText(self.tr("这张表有 {count} 处要改，什么都没有导入").format(count=count))
        self.words.setText(self.tr("在表格软件里改好并保存，再读一次。"))
        self._fill(self._preview.bad_cells(refused))
        self._only(self.words, self.table, self.copy_button, self.again_button)
        self.cancel_button.setText(self.tr("关闭"))

    def _fill(self, lines: Lines) -> None:
        self.table.show_lines(lines.headers, lines.rows, lines.widths, lines.wide, lines.figures)

    # -- what would happen --------------------------------------------------------------------------

    def _sheet(self) -> SheetPlan | None:
        """The sheet that was read, with what the catalogue knows where it says nothing."""
        reading, show = self._reading, self._context.console.show
        if reading is None or reading.plan is None:
            return None
        update = show is not None and self._may_update() and self.into.isChecked()
        return filled_sheet(reading.plan, reading.goods, show.state if show is not None and update else None)

    def _show_plan(self) -> None:
        may_update = self._may_update()
        if not may_update and self.into.isChecked():
            self.new.setChecked(True)
        update = may_update and self.into.isChecked()
        plan = self._sheet()
        assert plan is not None
        ways = (self._ways,) if may_update else ()
        notes = [told_text(self._lang, told, "plan_sheet") for told in plan.told]
        self.notes.show_notes(notes)
        below = (self.notes,) if notes else ()
        if update:
            table = (self.table, self.copy_button) if self._show_difference(plan) else ()
            self._only(*ways, self.words, *table, *below, self.apply_button)
        else:
            self._show_new(plan)
            self._only(*ways, self._form, self.table, self.copy_button, *below, self.apply_button)
        self.cancel_button.setText(self.tr("取消"))
        self._show_ready()

    def _show_new(self, plan: SheetPlan) -> None:
        self.title.setText(self.tr("建立新场次，{count} 行").format(count=len(plan.rows)))
        self._fill(self._preview.entries(plan))
        self.apply_button.setText(self.tr("建立场次"))

    def _difference(self, plan: SheetPlan) -> PlanDifference | None:
        show = self._context.console.show
        if show is None:
            return None
        state = show.state
        return difference(state.plan, plan.rows, state.core.aired, plan.fields)

    def _show_difference(self, plan: SheetPlan) -> bool:
        """Whether there is anything to list."""
        found, show = self._difference(plan), self._context.console.show
        if found is None or show is None:
            return False
        self.title.setText(self.tr("更新「{name}」").format(name=show.state.info.name))
        self.words.setText(self._preview.summary(found))
        lines = self._preview.difference(found, show.state.plan)
        self._fill(lines)
        self.apply_button.setText(self.tr("更新排品"))
        return bool(lines.rows)

    def _show_ready(self) -> None:
        plan = self._sheet()
        if plan is None:
            return
        if self._may_update() and self.into.isChecked():
            found = self._difference(plan)
            self.apply_button.setEnabled(found is not None and not found.nothing)
            return
        named = bool(self.name.text().strip())
        self.apply_button.setEnabled(named)
        self._complain("" if named else self.tr("写上场次名称。"), self.name)

    def _complain(self, words: str, field: QLineEdit | None = None) -> None:
        """Say what is wrong under the fields and mark the one it is about; "" takes it back."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        for each in (self.name, self.start):
            mark(each, wrong=bool(words) and each is field)
        grow(self)

    # -- doing it -----------------------------------------------------------------------------------

    def apply(self) -> None:
        """Do what is shown."""
        plan = self._sheet()
        if plan is None or not self.apply_button.isEnabled():
            return
        self._complain("")
        if self._may_update() and self.into.isChecked():
            self._update(plan)
        else:
            self._create(plan)

    def _update(self, plan: SheetPlan) -> None:
        show = self._context.console.show
        assert show is not None
        future, answer = merge_into(show, plan.rows, plan.fields, self._path.name, self._context.console.actor)
        counts = answer(None)
        data = {name: counts[name] for name in ("added", "removed", "changed", "moved")}
        self._finish(future, lambda: self._context.tell(Notice(code="plan_updated", data=data)))

    def _create(self, plan: SheetPlan) -> None:
        console = self._context.console
        base = self._base()
        try:
            start = instant(self.start.text(), zone(base.time_zone))
        except ValueRefused:
            self._complain(self.tr("计划开播要写成 2026-11-11 19:00 这样，或者不填"), self.start)
            point_at(self.start)
            return
        info = self._info(base, start)
        show_id, created = console.create(cmd.CreateShow(info=info, entries=plan.rows))

        def opened() -> None:
            running = console.show is not None and console.show.state.running
            if running:
                self._context.tell(Notice(code="show_planned", data={"name": info.name}))
            else:
                console.open(show_id)

        self._finish(created, opened)

    def _base(self) -> ShowInfo:
        """What is known of a new show; a room goes on with its own zone, targets and hosts."""
        show = self._context.console.show
        if show is None:
            return ShowInfo(name="", practice=self._context.console.workspace.is_practice)
        return replace(show.state.info, date=None)

    def _info(self, base: ShowInfo, start: datetime | None) -> ShowInfo:
        day = None if start is None else start.astimezone(zone(base.time_zone)).date()
        return replace(base, name=self.name.text().strip(), start=start, date=day)

    def _finish(self, future: Future[Receipt], then: Callable[[], object]) -> None:
        self.apply_button.setEnabled(False)

        def done(ended: Future[Receipt]) -> None:
            error = ended.exception()
            if error is not None:
                self._complain(refusal_text(self._lang, error))
                self.apply_button.setEnabled(True)
                return
            self.accept()
            then()

        future.add_done_callback(done)
