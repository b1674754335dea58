"""What a table brought when it came in before, and what becomes of that when it is read in another way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from console.feeds.exports import ExportRead
from console.imports import Import
from console.wording import say


class Before:
    """``taken``: the imports of the table, the newest first. Those with a number ``go``: they can be taken back."""

    def __init__(self, lang: str, taken: Sequence[Import]) -> None:
        self._lang = lang
        self._stays = next((each for each in taken if not each.number and each.lines), None)
        self.goes = tuple(each for each in taken if each.number)

    def twice(self, export: ExportRead | None) -> str:
        """That its orders were taken as something else and cannot be taken back; "" when it is not so."""
        taken = self._stays
        if taken is None or export is None or not export.lines:
            return ""
        if (taken.kind, taken.mapping) == (export.kind.value, export.mapping):
            return ""
        text = QCoreApplication.translate(
            "MappingBefore",
            "这份表已按“{kind}”导入过 {count} 行订单，那些不会撤回：这次若读成另一个平台的订单，同一笔会算两次。",
        )
        return text.format(kind=self._kind_of(taken), count=f"{taken.lines:,}")

    def instead(self, export: ExportRead | None) -> str:
        """That what it brought before goes first; "" when it brought nothing that stands."""
        if not self.goes or export is None:
            return ""
        rows = sum(each.lines + each.readings for each in self.goes)
        text = QCoreApplication.translate(
            "MappingBefore", "导入时先撤回它原来按“{kind}”带来的 {count} 行，再按这里说的读。"
        )
        return text.format(kind=self._kind_of(self.goes[0]), count=f"{rows:,}")

    def _kind_of(self, taken: Import) -> str:
        kind = say(self._lang, f"kind.{taken.kind}")
        return say(self._lang, "mapping.taken_for", kind=kind, name=taken.mapping) if taken.mapping else kind
