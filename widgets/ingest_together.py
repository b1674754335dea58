"""What several files brought that came in at once, told in one sentence when the last of them is on disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any

from console.feeds.exports import ExportRead
from console.listeners import Notice
from console.wording import say
from widgets.context import Context

PARTS = ("orders", "readings", "outside")


class Together:
    """Takes the notices of single files. ``answers``: how many times ``done`` will be called."""

    def __init__(self, context: Context, answers: int) -> None:
        self._context, self._answers = context, answers
        self._files: set[str] = set()
        self._sums: Counter[str] = Counter()
        self._parts: set[str] = set()

    @classmethod
    def of(cls, context: Context, exports: Sequence[ExportRead]) -> Together | None:
        """For exports that come in at once; None when one sentence will do for each."""
        if len(exports) < 2:
            return None
        answers = sum(bool(export.lines or not export.readings) + bool(export.readings) for export in exports)
        return cls(context, answers)

    def add(self, notice: Notice) -> None:
        """What one file brought."""
        self._files.add(notice.data["file"])
        for name in ("new", "updated", "unchanged", "count", "kept", "outside"):
            self._sums[name] += notice.data.get(name, 0)
        self._parts.add("orders" if "new" in notice.data else "readings")
        if notice.data["outside"]:
            self._parts.add("outside")

    def done(self, _future: Future[Any]) -> None:
        """One of them is on disk, or could not be written, which was told."""
        self._answers -= 1
        if self._answers or not self._files:
            return
        lang = self._context.console.settings.lang
        comma = "；" if lang == "zh_CN" else "; "  # every language
        words = comma.join(say(lang, f"together.{part}", **self._sums) for part in PARTS if part in self._parts)
        self._context.tell(Notice(code="files_taken", data={"files": len(self._files), "words": words}))
