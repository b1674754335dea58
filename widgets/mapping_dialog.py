"""Asks what a table is that nobody knows, or that was taken for something else: every column, looked at before a row
of it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.app import ShowClosed
from console.feeds.grid import Row
from console.feeds.kinds import Kind
from console.feeds.mapping import MappingInvalid, Unit
from console.feeds.trial import Attempt
from console.files import WorkspaceUnusable
from console.imports import Import
from console.listeners import Notice
from console.mapping_words import invalid_text
from console.mappings import MappingStore, NoSuchMapping
from console.sheet_words import refusal_text, told_text
from widgets.context import Context
from widgets.ingest import take
from widgets.ingest_reading import About, Read, Source, load
from widgets.lines_table import LinesTable
from widgets.mapping_before import Before
from widgets.mapping_draft import Draft
from widgets.mapping_form import MappingForm
from widgets.mapping_keep import KeepRow
from widgets.mapping_parts import (
    column_of,
    field_menu,
    field_words,
    kind_text,
    problem_words,
    promise_text,
    wrong_cells,
)
from widgets.mapping_table import ENTER, CellsTable
from widgets.mapping_trial import Choice, Tried, Trier
from widgets.plan_import import import_plan_files
from widgets.taking_back import take_back
from widgets.theme import font

FIRST_ROWS = 50
MOST_BAD_ROWS = 100  # shown under the first; all of them are in the list
WIDTH, HEIGHT = 1120, 660


class MappingDialog(QDialog):
    """Not modal: the show goes on beside it. Nothing is taken before the whole table can be read."""

    def __init__(
        self,
        context: Context,
        source: Source,
        parent: QWidget | None = None,
        *,
        kind: Kind | None = None,
        taken: Sequence[Import] = (),
    ) -> None:
        """``taken``: what it was taken for, the newest first; that goes when it is taken for something else."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        show = context.console.show
        assert show is not None
        assert source.grids
        self._context, self._source, self._show_id = context, source, show.show_id
        self._lang = context.console.settings.lang
        self._before = Before(self._lang, taken)
        self._about = About.of(context, show)
        self._store = MappingStore(context.console.workspace.mappings)
        self.draft = Draft.begin(source.grids, self._about.mappings, kind)
        self.tried: Tried | None = None
        self._open = True
        self.trier = Trier(context, self._on_tried, self)
        self.setWindowTitle(self.tr("这张表是什么 · {file}").format(file=source.name))
        self.resize(WIDTH, HEIGHT)
        self._build()
        self._lay_out()
        self._fill_saved()
        self._connect()
        self._renew()
        self.table.setFocus()

    def _build(self) -> None:
        theme = self._context.theme
        self.title = QLabel()
        self.title.setFont(font(16, bold=True))
        self.title.setWordWrap(True)
        self.form = MappingForm(self.draft, self._lang, self._source.name)
        self.table = CellsTable(theme, self.tr("不用"))
        self.lines = LinesTable(theme)
        self.promise = QLabel()
        self.promise.setFont(font(15, bold=True, figures=True))
        self.promise.setWordWrap(True)
        self.remarks = QLabel()
        self.remarks.setWordWrap(True)
        self.remarks.setProperty("soft", True)
        self.keep = KeepRow(self._store, self.draft, self._lang, self._source.name)
        self.saved_button = QPushButton(self.tr("已保存的…"))
        self.copy_button = QPushButton(self.tr("复制问题"))
        self.again_button = QPushButton(self.tr("改好了，再读一次"))
        self.cancel_button = QPushButton(self.tr("不导入"))
        self.import_button = QPushButton(self.tr("导入 Ctrl+Enter"))
        self.import_button.setProperty("primary", True)
        for button in (
            *(self.saved_button, self.copy_button, self.again_button),
            *(self.cancel_button, self.import_button),
        ):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.saved_button)
        foot.addWidget(self.copy_button)
        foot.addWidget(self.again_button)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.import_button)
        self.lines.setMaximumHeight(150)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(9)
        column.addWidget(self.title)
        column.addWidget(self.form)
        column.addWidget(self.table, 3)
        column.addWidget(self.promise)
        column.addWidget(self.remarks)
        column.addWidget(self.lines, 1)
        column.addWidget(self.keep)
        column.addLayout(foot)

    def _fill_saved(self) -> None:
        self.form.fill_saved(self._store.names())

    def _connect(self) -> None:
        self._unsubscribe = self._context.console.listeners.subscribe(ShowClosed, lambda told: self.reject())
        self.finished.connect(self._on_finished)
        self.form.remade.connect(self._renew)
        self.form.edited.connect(self._on_edited)
        self.form.saved_chosen.connect(self._use_saved)
        self.table.asked.connect(self.ask)
        self.table.left_out.connect(lambda column: self.choose(column, "", Unit.PLAIN))
        self.lines.activated.connect(lambda index: self._go_to(index.row()))
        self.lines.clicked.connect(lambda index: self._go_to(index.row()))
        self.keep.changed.connect(self._show_ready)
        self.saved_button.clicked.connect(self._on_saved)
        self.copy_button.clicked.connect(self.lines.copy)
        self.again_button.clicked.connect(self.read_again)
        self.cancel_button.clicked.connect(self.reject)
        self.import_button.clicked.connect(self.take)

    def _on_finished(self) -> None:
        self._open = False
        self.trier.cancel()
        self._unsubscribe()

    # -- choices --------------------------------------------------------------------------------------

    def _use_saved(self, name: str) -> None:
        try:
            mapping = self._store.load(name)
        except (NoSuchMapping, MappingInvalid, WorkspaceUnusable) as failed:
            words = invalid_text(self._lang, failed) if isinstance(failed, MappingInvalid) else str(failed)
            self._context.tell(Notice(code="orders_refused", level="warning", data={"words": words}))
            self._fill_saved()
            return
        self.draft.use_mapping(mapping)
        self.keep.use_name(name)
        self._renew()

    def _on_edited(self) -> None:
        self.table.show_fields(field_words(self._lang, self.draft))
        self._try()

    def ask(self, column: int) -> None:
        """Offer what a column may be."""
        if self.draft.kind is None and column < len(self.draft.names):
            menu = field_menu(self._lang, self.draft, column, lambda key, unit: self.choose(column, key, unit), self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.table.below_header(column))

    def choose(self, column: int, key: str, unit: Unit) -> None:
        """A column is this field now; "" leaves it out."""
        if self.draft.kind is None:
            self.draft.choose(column, key, unit)
            self._renew()

    # -- showing --------------------------------------------------------------------------------------

    def _renew(self) -> None:
        """Everything the choices decide."""
        self.form.show_draft()
        self.table.fields.may_choose = self.draft.kind is None
        self._show_rows(())
        self.table.show_fields(field_words(self._lang, self.draft))
        self._try()

    def _show_rows(self, bad: Sequence[int]) -> None:
        """The first rows, and the bad ones further down."""
        seen = self.draft.seen
        first: tuple[Row, ...] = () if seen is None else seen.rows[:FIRST_ROWS]
        shown = {row.number for row in first}
        wanted = set(bad) - shown
        more = [row for row in self.draft.grid.rows if row.number in wanted][:MOST_BAD_ROWS] if wanted else []
        self.table.show_cells(self.draft.names, (*first, *more))

    def _try(self) -> None:
        draft = self.draft
        self.tried = None
        self._show_title()
        if draft.kind is Kind.RUN_ORDER:
            self.trier.cancel()
            self._show_plan()
            return
        self.import_button.setText(self.tr("导入 Ctrl+Enter"))
        self.import_button.setEnabled(False)
        self.promise.setText(self.tr("正在看…"))
        grids = draft.grids if draft.kind is Kind.SESSION_WORKBOOK else (draft.grid,)
        self.trier.try_soon(
            Choice(
                grids=grids,
                about=self._about.circumstances(self._source.written),
                file=self._source.name,
                kind=draft.kind,
                mapping=None if draft.kind is not None else draft.mapping(),
            )
        )
        self._show_ready()

    def _show_plan(self) -> None:
        pasted = self._source.path is None
        self.promise.setStyleSheet("")
        self.promise.setText(
            self.tr("粘贴的排品表存成文件再拖入；如果是数据，在上面换成“数据”或“订单”")
            if pasted
            else self.tr("按排品表打开，先看再导入；如果是数据，在上面换成“数据”或“订单”")
        )
        self.remarks.hide()
        self._show_problems(Attempt())
        self.import_button.setText(self.tr("打开 Ctrl+Enter"))
        self.import_button.setEnabled(self._source.path is not None)
        self._show_ready()

    def _show_title(self) -> None:
        draft = self.draft
        if draft.saved:
            text = self.tr("{file}：按保存的列映射“{name}”读取，可以改").format(
                file=self._source.name, name=draft.saved
            )
        elif draft.kind is not None:
            text = self.tr("{file}：按“{kind}”读取，不对就换").format(
                file=self._source.name, kind=kind_text(self._lang, draft.kind)
            )
        else:
            text = self.tr("{file}：表头认不出来，请指明每一列是什么").format(file=self._source.name)
        self.title.setText(text)

    def _on_tried(self, tried: Tried) -> None:
        self.tried = tried
        found = tried.attempt
        color = "text"
        if found.export is not None:
            words = promise_text(self._lang, tried.promise, self._about.zone)
            if not tried.whole:
                words = self.tr("前面的行：{words}。正在看后面的…").format(words=words)
        elif found.invalid is not None:
            words, color = invalid_text(self._lang, found.invalid), "late"
        elif found.refused is not None:
            words, color = refusal_text(self._lang, found.refused), "bad"
        else:
            text = self.tr("{rows} 行里有 {count} 处读不懂，改好之前一行也不导入")
            words, color = text.format(rows=f"{found.bad_rows:,}", count=f"{len(found.problems):,}"), "bad"
        self.promise.setText(words)
        self.promise.setStyleSheet(f"color: {self._context.theme.hex(color)}")
        told = () if found.export is None else found.export.told
        twice, instead = self._before.twice(found.export), self._before.instead(found.export)
        said = [
            *(words for words in (instead, twice) if words),
            *(told_text(self._lang, each, "ingest") for each in told),
        ]
        self.remarks.setText(" ".join(said))
        self.remarks.setStyleSheet(f"color: {self._context.theme.hex('late')}" if twice else "")
        self.remarks.setVisible(bool(said))
        self._show_problems(found)
        self.import_button.setEnabled(self._ready)
        self._show_ready()

    def _show_problems(self, found: Attempt) -> None:
        headers = (self.tr("位置"), self.tr("哪里不对"), self.tr("怎么改"))
        self.lines.show_lines(headers, problem_words(self._lang, found.problems), (250, 260, 260), 2)
        self.lines.setVisible(bool(found.problems))
        self.copy_button.setVisible(bool(found.problems))
        self.again_button.setVisible(bool(found.problems) and self._source.path is not None)
        sheet = self.draft.grid.sheet
        self._show_rows([problem.row for problem in found.problems if problem.sheet == sheet])
        self.table.cells.set_wrong(wrong_cells(self._lang, found.problems, sheet))

    def _go_to(self, place: int) -> None:
        """Show the cell of a problem."""
        if self.tried is None or not 0 <= place < len(self.tried.attempt.problems):
            return
        problem = self.tried.attempt.problems[place]
        index = self.table.cells.place_of((problem.row, column_of(problem.column)))
        if index.isValid():
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    def _show_ready(self) -> None:
        self.keep.renew()
        self.import_button.setEnabled(self._ready and self.keep.ready)

    @property
    def _ready(self) -> bool:
        if self.draft.kind is Kind.RUN_ORDER:
            return self._source.path is not None
        tried = self.tried
        return tried is not None and tried.whole and tried.attempt.export is not None

    def _on_saved(self) -> None:
        from widgets.mapping_saved import SavedMappingsDialog

        dialog = SavedMappingsDialog(self._context, self)
        dialog.changed.connect(self._fill_saved)
        dialog.changed.connect(self._show_ready)
        dialog.show()

    def read_again(self) -> None:
        """The file as it is now; what was chosen of its columns stays while they are called the same."""
        self.import_button.setEnabled(False)
        self.promise.setText(self.tr("正在看…"))
        load(self._context, self._source, self._on_read_again)

    def _on_read_again(self, source: Source | None) -> None:
        if not self._open:
            return
        if source is not None:
            self._source = source
            self.draft.reread(source.grids)
        self._renew()
        self.table.setFocus()

    # -- taking ---------------------------------------------------------------------------------------

    def take(self) -> None:
        """Take in exactly what was tried."""
        if not self.import_button.isEnabled() or not self._ready:
            return
        if self.draft.kind is Kind.RUN_ORDER:
            assert self._source.path is not None
            path = self._source.path
            self.accept()
            import_plan_files(self._context, [path], self.parentWidget())
            return
        assert self.tried is not None
        export = self.tried.attempt.export
        assert export is not None
        if self.keep.keeps:
            mapping = self.keep.save()
            if mapping is None:
                return
            export = replace(export, mapping=mapping.name)
        elif export.mapping:
            export = replace(export, mapping=self.draft.saved)
        read = Read(source=self._source.without_tables(), export=export)
        self.accept()
        context, show_id, parent = self._context, self._show_id, self.parentWidget()
        take_back(context, self._before.goes, lambda: take(context, show_id, [read], parent))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() in ENTER:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier and not event.isAutoRepeat():
                self.take()
            elif isinstance(focus, QPushButton) and not event.isAutoRepeat():
                focus.click()
            return
        super().keyPressEvent(event)
