"""Takes imports back at the window's wish, one after the other, and tells what was refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from console.imports import Import
from console.listeners import Notice
from console.show.rundown import Refused
from console.store.database import StoreFailed
from console.taking_back import TakenBack
from widgets.context import Context

GONE = "import_unknown", "import_taken_back"  # nothing of it counts: what comes after it may go on


def take_back(context: Context, imports: Sequence[Import], then: Callable[[], None] = lambda: None) -> None:
    """Take these back, and when all are out do ``then``. What fails is told, and nothing follows it."""
    numbers = dict.fromkeys((each.number, each.file) for each in imports if each.number)
    _next(context, list(numbers), then)


def _next(context: Context, left: list[tuple[int, str]], then: Callable[[], None]) -> None:
    if not left:
        then()
        return
    show = context.console.show
    if show is None:
        context.tell(Notice(code="no_show", level="warning"))
        return
    (number, file), rest = left[0], left[1:]

    def told(done: Future[TakenBack]) -> None:
        error = done.exception()
        if isinstance(error, Refused):
            context.tell(Notice(code=f"refused.{error.code}", level="warning", data=error.data))
        elif error is not None and not isinstance(error, StoreFailed):
            raise error
        if error is None or (isinstance(error, Refused) and error.code in GONE):
            _next(context, rest, then)

    show.take_back(number, file, actor=context.console.actor).add_done_callback(told)
