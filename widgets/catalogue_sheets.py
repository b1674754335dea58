"""The catalogue as a sheet: all of it, or an empty one to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from console.feeds.sheet_writing import SheetNotWritten
from console.wording import say
from widgets.context import Context


class Tell(Protocol):
    """A line of words below; ``wrong`` in red."""

    def __call__(self, words: str, *, wrong: bool = False) -> None: ...


class CatalogueSheets:
    """Asks where, writes, tells."""

    def __init__(self, context: Context, parent: QWidget, tell: Tell) -> None:
        self._context = context
        self._parent = parent
        self._tell = tell
        self._lang = context.console.settings.lang

    def export(self) -> None:
        """Ask where the whole catalogue is to go."""
        translate = QCoreApplication.translate
        name = self._where(translate("CatalogueDialog", "导出商品库"), translate("CatalogueDialog", "商品库.xlsx"))
        if name:
            self.export_to(Path(name).with_suffix(".xlsx"))

    def export_to(self, path: Path) -> None:
        """Write the whole catalogue as a sheet."""
        from console.feeds.catalogue_writing import write_catalogue

        products = self._context.console.catalogue.goods.products
        try:
            write_catalogue(products, path, self._lang)
        except SheetNotWritten as failed:
            self._tell(say(self._lang, f"refused.sheet.{failed.code}", **failed.data), wrong=True)
        except OSError as error:
            self._tell(f"{path.name}: {error.strerror or error}", wrong=True)
        else:
            words = QCoreApplication.translate("CatalogueDialog", "{n} 个商品已写到 {path}")
            self._tell(words.format(n=f"{len(products):,}", path=path))

    def template(self) -> None:
        """Ask where an empty sheet is to go, and write it."""
        from console.feeds.catalogue_writing import write_template

        translate = QCoreApplication.translate
        name = self._where(
            translate("CatalogueDialog", "保存空白商品库表"), translate("CatalogueDialog", "商品库模板.xlsx")
        )
        if not name:
            return
        path = Path(name).with_suffix(".xlsx")
        try:
            write_template(path, self._lang, say)
        except OSError as error:
            self._tell(f"{path.name}: {error.strerror or error}", wrong=True)
        else:
            self._tell(translate("CatalogueDialog", "空白表在 {path}").format(path=path))

    def _where(self, title: str, first: str) -> str:
        offered = self._context.console.workspace.exports / first
        name, _ = QFileDialog.getSaveFileName(self._parent, title, str(offered), "Excel (*.xlsx)")
        return name
