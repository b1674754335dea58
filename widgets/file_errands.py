"""What the window is asked for with files: sheets and exports in, the run order and the report out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from console.imports import Outcome
from console.listeners import Notice
from widgets.import_record import ImportRecord
from widgets.ingest import CameIn
from widgets.strip import Help

if TYPE_CHECKING:
    from widgets.context import Context
    from widgets.folder_feed import FolderFeed
    from widgets.ingest_reading import Source
    from widgets.program import Program

SHEETS = ".xlsx", ".xlsm", ".csv"
EXPORTS = *SHEETS, ".xls", ".txt", ".tsv"
TAKEN = "orders_taken", "orders_taken_outside", "readings_taken", "readings_taken_outside", "orders_refused"


class FileErrands(QObject):
    """Runs one errand by its name, as Errands does. ``show_dialog`` opens a dialog once by its name."""

    def __init__(
        self, program: Program, context: Context, show_dialog: Callable[[str, Callable[[], Any]], None]
    ) -> None:
        super().__init__(program)
        self._program, self.context, self._show_dialog = program, context, show_dialog
        self._folder: FolderFeed | None = None
        self.record = ImportRecord(context)
        self._folder_of_last: Path | None = None
        strip = self._strip = program.window.strip
        for code in TAKEN:
            strip.offer(code, Help(self.tr("读得不对…"), about=self.correct))
        strip.offer("mapping.unknown", Help(self.tr("说明每一列…"), about=self.correct))
        strip.offer("mapping.cells", Help(self.tr("看看…"), about=self.correct))
        strip.offer("files_taken", Help(self.tr("看每个文件…"), act=self._do_imports))
        self._unsubscribe = context.console.listeners.subscribe(CameIn, self._on_came_in)

    def run(self, name: str) -> None:
        """Do the errand ``name``."""
        getattr(self, f"_do_{name}")()

    def release(self) -> None:
        """Watch no folder any more."""
        if self._folder is not None:
            self._folder.release()
            self._folder = None
        self.record.release()
        self._unsubscribe()

    def _on_came_in(self, told: CameIn) -> None:
        """What was wrong with a file is not, once it was taken in."""
        path = told.source.path
        if path is None or told.entry.outcome is not Outcome.TAKEN:
            return

        def mended(notice: Notice) -> bool:
            source = notice.data.get("source")
            return notice.level != "info" and source is not None and source.path == path

        self._strip.let_go(mended)

    def correct(self, notice: Notice) -> None:
        """What a notice tells of was taken for the wrong thing, or for nothing: look at it, and say what it is."""
        source = notice.data.get("source")
        if source is not None:
            self.map_again(source)

    def map_again(self, source: Source) -> None:
        """Look at something that came in, and say what it is."""
        from widgets.mapping_asking import map_again

        map_again(self.context, source, self._program.window, taken=self.record.standing(source))

    def _do_imports(self) -> None:
        from widgets.import_record_dialog import ImportRecordDialog

        self._show_dialog(
            "imports", lambda: ImportRecordDialog(self.context, self.record, self.map_again, self._program.window)
        )

    def take_files(self, paths: Sequence[str]) -> None:
        """Files dropped on the window: run order sheets and platform exports, told apart by their headers."""
        known = [Path(path) for path in paths if Path(path).suffix.lower() in EXPORTS]
        for path in paths:
            if Path(path) not in known:
                self.context.tell(Notice(code="file_unknown", level="warning", data={"file": Path(path).name}))
        if known:
            from widgets.ingest import take_files

            take_files(self.context, known, self._program.window)

    def _do_import_plan(self) -> None:
        paths = self._ask_files(self.tr("选排品表"), self.tr("排品表 (*.xlsx *.xlsm *.csv)"))
        if paths:
            from widgets.plan_import import import_plan_files

            import_plan_files(self.context, paths, self._program.window)

    def _do_import_orders(self) -> None:
        paths = self._ask_files(self.tr("选平台导出的表"), self.tr("表格 (*.csv *.xlsx *.xlsm *.xls *.txt *.tsv)"))
        if paths:
            from widgets.ingest import ingest_files

            ingest_files(self.context, paths, self._program.window)

    def _do_paste(self) -> None:
        from widgets.ingest import paste

        paste(self.context, self._program.window)

    def watch_folder(self) -> None:
        """Watch the folder of the settings; practice leaves a real room's exports alone."""
        if self._program.workspace.is_practice:
            return
        from widgets.folder_feed import FolderFeed

        if self._folder is None:
            self._folder = FolderFeed(self.context, self._program.window, lambda: self.record.log)
        else:
            self._folder.renew()

    def _do_catalogue(self) -> None:
        from widgets.catalogue_window import CatalogueDialog

        self._show_dialog("catalogue", lambda: CatalogueDialog(self.context, self._program.window))

    def _do_counts(self) -> None:
        if self.context.console.show is None:
            self.context.tell(Notice(code="no_show", level="warning"))
            return
        from widgets.counts_dialog import CountsDialog

        self._show_dialog("counts", lambda: CountsDialog(self.context, self._program.window))

    def _ask_files(self, title: str, kinds: str) -> list[Path]:
        names, _ = QFileDialog.getOpenFileNames(self._program.window, title, str(self._first_folder()), kinds)
        if names:
            self._folder_of_last = Path(names[0]).parent
        return [Path(name) for name in names]

    def _first_folder(self) -> Path:
        """Where files were chosen the last time, else where exports are saved, else home."""
        watched = self.context.console.settings.watch_folder
        offered = (self._folder_of_last, Path(watched) if watched else None)
        return next((folder for folder in offered if folder is not None and folder.is_dir()), Path.home())

    def _do_export_plan(self) -> None:
        show = self.context.console.show
        if show is None:
            self.context.tell(Notice(code="no_show", level="warning"))
            return
        from console.feeds.plan_writing import write_plan
        from console.feeds.sheet_writing import SheetNotWritten

        first = self.context.console.workspace.exports / f"{_file_name(show.state.info.name)}.xlsx"
        name, _ = QFileDialog.getSaveFileName(self._program.window, self.tr("导出排品表"), str(first), "Excel (*.xlsx)")
        if not name:
            return
        path = Path(name).with_suffix(".xlsx")
        try:
            write_plan(show.state.plan, path, self.context.console.settings.lang)
        except SheetNotWritten as failed:
            self.context.tell(
                Notice(code="plan_not_exported", level="error", data={"file": path.name, "detail": failed})
            )
        except OSError as error:
            data = {"file": path.name, "detail": error.strerror or str(error)}
            self.context.tell(Notice(code="plan_not_exported", level="error", data=data))
        else:
            self.context.tell(Notice(code="plan_exported", data={"file": str(path)}))

    def _do_report(self) -> None:
        from widgets.report_dialog import ReportDialog

        if self.context.console.show is None:
            self.context.tell(Notice(code="no_show", level="warning"))
            return
        self._show_dialog("report", lambda: ReportDialog(self.context, self._program.window))


def _file_name(text: str) -> str:
    """``text`` without what a file system refuses."""
    return "".join("_" if mark in '\\/:*?"<>|' or not mark.isprintable() else mark for mark in text).strip() or "plan"
