"""Shows what a run order sheet would do before it does it: a new show, the difference to the open one, or every bad
cell of a sheet that is refused."""

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
    QVBoxLayout,
    QWidget,
)

from console.app import ShowClosed, ShowOpened
from console.desk import Receipt
from console.feeds.plan_sheet import PlanDifference, PlanRefused, SheetPlan, difference
from console.feeds.times import instant
from console.feeds.values import ValueRefused
from console.handover import merge_into
from console.listeners import Applied, Notice
from console.sheet_words import place_text, remedy_text, told_text, wrong_text
from console.show import commands as cmd
from console.show.plan import DEFAULT_TIME_ZONE, Entry, ShowInfo
from console.show.state import Status
from console.show.timing import zone
from widgets.context import Context
from widgets.figures import minutes_text, plain_price
from widgets.ingest import ingest_files
from widgets.lines_table import LinesTable, Words
from widgets.plan_import import Reading, SheetReader, import_plan_files
from widgets.sentences import Sentences
from widgets.show_words import refusal_text, role_name
from widgets.theme import font

__all__ = ["ImportDialog", "import_plan_files"]


class ImportDialog(QDialog):
    """Not modal: the show goes on beside it, and what it shows follows."""

    def __init__(self, context: Context, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._path = path
        self._reading: Reading | None = None
        self._lang = context.console.settings.lang
        self._sentences = Sentences(self._lang, self)
        self._reader = SheetReader(context, self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("导入排品表 · {file}").format(file=path.name))
        self.resize(960, 560)
        self._build()
        self._lay_out()
        self._connect()
        self._show_busy()
        self._reader.read(path, self._on_read)

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
        self.start = QLineEdit()
        self.start.setPlaceholderText(self.tr("可以不填；例如 2026-11-11 19:00"))
        self.table = LinesTable(theme)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setFont(font(12))
        self.told.setProperty("soft", True)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setProperty("wrong", True)
        self.problem.setStyleSheet(f"color: {theme.hex('bad')}")
        self.copy_button = QPushButton(self.tr("复制"))
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
        form.addRow(self.tr("场次名称"), self.name)
        form.addRow(self.tr("计划开播"), self.start)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.problem, 1)
        for button in (self.again_button, self.cancel_button, self.apply_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        for widget in (self.title, self._ways, self.words, self._form):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self.told)
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
        self.again_button.clicked.connect(self.read_again)
        self.cancel_button.clicked.connect(self.reject)
        self.apply_button.clicked.connect(self.apply)
        self.name.textChanged.connect(lambda text: self._show_ready())

    def _on_finished(self) -> None:
        self._reader.cancel()
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._unsubscribe.clear()

    # -- reading ------------------------------------------------------------------------------------

    def read_again(self) -> None:
        """The same file once more, as it is now."""
        self._show_busy()
        self._reader.read(self._path, self._on_read)

    def _show_busy(self) -> None:
        self._reading = None
        self.title.setText(self.tr("正在读 {file}…").format(file=self._path.name))
        for widget in (
            self._ways,
            self._form,
            self.words,
            self.told,
            self.copy_button,
            self.again_button,
            self.apply_button,
        ):
            widget.hide()
        self.table.show_lines((), (), (), 0)
        self.cancel_button.setText(self.tr("取消"))

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
            self._show_plan(reading.plan)

    # -- refused ------------------------------------------------------------------------------------

    def _show_refusal(self, reading: Reading) -> None:
        self.title.setText(self.tr("这个文件没有导入，什么都没有改"))
        self.words.setText(reading.words)
        self.words.show()
        self.table.hide()
        self.again_button.show()
        self.cancel_button.setText(self.tr("关闭"))

    def _show_cells(self, refused: PlanRefused) -> None:
        count = len(refused.problems)
        self.title.setText(self.tr("这张表有 {count} 处要改，什么都没有导入").format(count=count))
        self.words.setText(self.tr("在表格软件里改好并保存，再读一次。"))
        self.words.show()
        rows = [
            Words(
                (place_text(self._lang, problem), wrong_text(self._lang, problem), remedy_text(self._lang, problem)),
                colour="bad",
            )
            for problem in refused.problems
        ]
        headers = (self.tr("位置"), self.tr("哪里不对"), self.tr("怎么改"))
        self.table.show_lines(headers, rows, (250, 230, 260), 2)
        self.table.show()
        self.copy_button.show()
        self.again_button.show()
        self.cancel_button.setText(self.tr("关闭"))

    # -- what would happen --------------------------------------------------------------------------

    def _show_plan(self, plan: SheetPlan) -> None:
        may_update = self._may_update()
        self._ways.setVisible(may_update)
        if not may_update and self.into.isChecked():
            self.new.setChecked(True)
        update = may_update and self.into.isChecked()
        self._form.setVisible(not update)
        self.table.show()
        self.words.setVisible(update)
        if update:
            self._show_difference(plan)
        else:
            self._show_new(plan)
        notes = [told_text(self._lang, told, "plan_sheet") for told in plan.told]
        self.told.setText("\n".join(notes))
        self.told.setVisible(bool(notes))
        self.copy_button.show()
        self.apply_button.show()
        anew = self.again_button.hasFocus() or self.cancel_button.hasFocus()
        self.again_button.hide()
        self._show_ready()
        if anew and self.apply_button.isEnabled():
            self.apply_button.setFocus()  # the button that was pressed is gone: Enter must not come to cancel

    def _show_new(self, plan: SheetPlan) -> None:
        self.title.setText(self.tr("建立新场次，{count} 行").format(count=len(plan.rows)))
        rows = [
            Words(
                (
                    str(number),
                    role_name(entry.role),
                    entry.link_no,
                    entry.name,
                    plain_price(entry.live_price),
                    minutes_text(entry.planned),
                    "" if entry.stock is None else str(entry.stock),
                ),
                colour="text_soft",
            )
            for number, entry in enumerate(plan.rows, 1)
        ]
        headers = (
            "#",
            self.tr("角色"),
            self.tr("链接"),
            self.tr("名称"),
            self.tr("到手价"),
            self.tr("时长"),
            self.tr("库存"),
        )
        self.table.show_lines(headers, rows, (40, 70, 50, 300, 80, 70, 70), 3)
        self.apply_button.setText(self.tr("建立场次"))

    def _difference(self, plan: SheetPlan) -> PlanDifference | None:
        show = self._context.console.show
        if show is None:
            return None
        state = show.state
        return difference(state.plan, plan.rows, state.core.aired, plan.fields)

    def _show_difference(self, plan: SheetPlan) -> None:
        found, show = self._difference(plan), self._context.console.show
        if found is None or show is None:
            return
        self.title.setText(self.tr("更新「{name}」").format(name=show.state.info.name))
        if found.nothing:
            self.words.setText(self.tr("这张表和打开的排品没有不同。"))
        else:
            text = self.tr("新增 {added}，删除 {removed}，修改 {changed}，移动 {moved}；{kept} 行不变。可以撤销。")
            self.words.setText(
                text.format(
                    added=len(found.added),
                    removed=len(found.removed),
                    changed=len(found.changed),
                    moved=len(found.moved),
                    kept=len(found.kept),
                )
            )
        headers = (self.tr("变化"), self.tr("商品 / 环节"), self.tr("内容"))
        self.table.show_lines(headers, self._difference_rows(found), (90, 260, 360), 2)
        self.apply_button.setText(self.tr("更新排品"))

    def _difference_rows(self, found: PlanDifference) -> list[Words]:
        show = self._context.console.show
        assert show is not None
        plan = show.state.plan
        rows = [Words((self.tr("＋ 新增"), e.name, self._about(e)), "good") for e in found.added]
        rows += [Words((self.tr("－ 删除"), e.name, ""), "bad") for e in found.removed]
        for old, new, names in found.changed:
            changes = [self._sentences.change(name, old, new) for name in names]
            rows.append(Words((self.tr("✎ 修改"), old.name, "  ".join(changes)), "info"))
        for entry_id in found.moved:
            if entry_id in plan.entries:
                rows.append(Words((self.tr("↕ 移动"), plan.entries[entry_id].name, ""), "text_soft"))
        for entry in found.stayed:
            rows.append(Words((self.tr("已播，保留"), entry.name, self.tr("新表里没有，播过的不删")), "late"))
        for old, new, names in found.held_back:
            changes = [self._sentences.change(name, old, new) for name in names]
            rows.append(Words((self.tr("已播，不改"), old.name, "  ".join(changes)), "late"))
        return rows

    def _about(self, entry: Entry) -> str:
        price = plain_price(entry.live_price)
        parts = [role_name(entry.role), f"¥{price}" if price else "", minutes_text(entry.planned)]
        return " · ".join(part for part in parts if part)

    def _show_ready(self) -> None:
        plan = None if self._reading is None else self._reading.plan
        if plan is None:
            return
        ready = bool(self.name.text().strip())
        if self._may_update() and self.into.isChecked():
            found = self._difference(plan)
            ready = found is not None and not found.nothing
        self.apply_button.setEnabled(ready)

    # -- doing it -----------------------------------------------------------------------------------

    def apply(self) -> None:
        """Do what is shown."""
        plan = None if self._reading is None else self._reading.plan
        if plan is None:
            return
        self.problem.clear()
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
        try:
            start = instant(self.start.text(), zone(DEFAULT_TIME_ZONE))
        except ValueRefused:
            self.problem.setText(self.tr("计划开播要写成 2026-11-11 19:00 这样，或者不填"))
            self.start.setFocus()
            return
        info = self._info(start)
        show_id, created = console.create(cmd.CreateShow(info=info, entries=plan.rows))

        def opened() -> None:
            running = console.show is not None and console.show.state.running
            if running:
                self._context.tell(Notice(code="show_planned", data={"name": info.name}))
            else:
                console.open(show_id)

        self._finish(created, opened)

    def _info(self, start: datetime | None) -> ShowInfo:
        """What is known of a new show; a room goes on with its own zone, targets and hosts."""
        show = self._context.console.show
        base = ShowInfo(name="", practice=self._context.console.workspace.is_practice)
        if show is not None:
            base = replace(show.state.info, date=None)
        day = None if start is None else start.astimezone(zone(base.time_zone)).date()
        return replace(base, name=self.name.text().strip(), start=start, date=day)

    def _finish(self, future: Future[Receipt], then: Callable[[], object]) -> None:
        self.apply_button.setEnabled(False)

        def done(ended: Future[Receipt]) -> None:
            error = ended.exception()
            if error is not None:
                self.problem.setText(refusal_text(self._lang, error))
                self.apply_button.setEnabled(True)
                return
            self.accept()
            then()

        future.add_done_callback(done)
