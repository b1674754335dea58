"""Reads platform exports for the open show, beside the window: what a file is, what it holds, what is wrong with it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from console.feeds.catalogue_sheet import is_catalogue
from console.feeds.exports import MOST_ROWS, Circumstances, ExportRead, ExportRefused
from console.feeds.files import read_grids
from console.feeds.grid import CellProblem, Grid, SheetRefused
from console.feeds.kinds import Kind
from console.feeds.mapping import Mapping
from console.feeds.mapping_reading import mapping_for
from console.feeds.registry import UNKNOWN, read_tables, recognised
from console.feeds.times import ShowWindow
from console.file_words import unopened_text
from console.imports import Way
from console.listeners import Notice
from console.mappings import MappingStore
from console.open_show import OpenShow
from console.sheet_words import refusal_text
from console.show.timing import zone
from widgets.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something with tables that came in. ``path`` None: it was copied, and its ``grids`` are all there is of it.

    ``written``: when its figures were true, unless they say so themselves. ``number``: the import it was taken in as.
    """

    name: str
    way: Way
    path: Path | None = None
    grids: tuple[Grid, ...] = ()
    written: datetime
    number: int = 0

    @classmethod
    def of_file(cls, path: Path, way: Way) -> Source:
        """A file, not read yet."""
        return cls(name=path.name, way=way, path=path, written=datetime.fromtimestamp(0, UTC))

    def loaded(self) -> Source:
        """With its tables. Raises SheetRefused, OSError."""
        if self.path is None:
            return self
        grids = tuple(read_grids(self.path, most_rows=MOST_ROWS))
        return replace(self, grids=grids, written=datetime.fromtimestamp(self.path.stat().st_mtime, UTC))

    def without_tables(self) -> Source:
        """To be remembered: a file can be read again, and its tables may be large."""
        return self if self.path is None else replace(self, grids=())


@dataclass(frozen=True, slots=True)
class About:
    """What a reader on its own thread is given of the show."""

    lang: str
    zone: tzinfo
    window: ShowWindow
    mappings: tuple[Mapping, ...]

    @classmethod
    def of(cls, context: Context, show: OpenShow) -> About:
        state, console = show.state, context.console
        window = ShowWindow(start=state.started_at or state.info.start, end=state.ended_at)
        mappings = MappingStore(console.workspace.mappings).all()
        return cls(console.settings.lang, zone(state.info.time_zone), window, mappings)

    def circumstances(self, written: datetime) -> Circumstances:
        return Circumstances(zone=self.zone, window=self.window, written=written)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What became of one source: its figures, or its bad cells, or ``words`` for what is wrong with the whole.

    ``unknown``: its tables are there and nobody has said what they are. ``plan``: it is a run order.
    """

    source: Source
    export: ExportRead | None = None
    problems: tuple[CellProblem, ...] = ()
    words: str = ""
    unknown: bool = False
    plan: bool = False


def read_source(source: Source, about: About) -> Read:
    """Read what came in; whatever is wrong with it is the answer. Any thread."""
    try:
        source = source.loaded()
        export = read_tables(source.grids, about.circumstances(source.written), source.name, mappings=about.mappings)
        return Read(source=source.without_tables(), export=export)
    except ExportRefused as refused:
        return Read(source=source.without_tables(), problems=refused.problems)
    except SheetRefused as refused:
        words = refusal_text(about.lang, refused)
        return Read(source=source, words=words, unknown=refused.code == UNKNOWN, plan=refused.code == "plan_not_orders")
    except OSError as error:
        return Read(source=source, words=unopened_text(about.lang, source.name, error))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """What kind of thing a dropped file is. All false: a file without any table, or one of a kind nobody knows."""

    export: bool = False
    plan: bool = False
    catalogue: bool = False
    unknown: bool = False


def sort_of(path: Path, mappings: tuple[Mapping, ...]) -> Sorted:
    """Tell a file by its headers. Any thread."""
    try:
        grids = read_grids(path, most_rows=MOST_ROWS)
    except (SheetRefused, OSError):
        return Sorted()  # the reader it is given to says what is wrong with it
    if any(mapping_for(grid, mappings) is not None for grid in grids):
        return Sorted(export=True)
    kind = recognised(grids)[0]
    if kind in (None, Kind.RUN_ORDER) and any(map(is_catalogue, grids)):
        return Sorted(catalogue=True)
    return Sorted(export=kind not in (None, Kind.RUN_ORDER), plan=kind is Kind.RUN_ORDER, unknown=kind is None)


def beside(context: Context, work: Callable[[], Callable[[], None]]) -> None:
    """Run ``work`` on a thread of its own and what it answers on the window's."""
    post = context.console.post

    def run() -> None:
        then = work()
        post(then)

    threading.Thread(target=run, name="orders-reader", daemon=True).start()


def load(context: Context, source: Source, then: Callable[[Source | None], None]) -> None:
    """Read what came in before anew, beside the window; None when it cannot be read any more, which is told."""
    lang = context.console.settings.lang

    def read() -> Callable[[], None]:
        try:
            found = source.loaded()
        except SheetRefused as refused:
            notice = Notice(code="orders_refused", level="warning", data={"words": refusal_text(lang, refused)})
        except FileNotFoundError:
            notice = Notice(code="import_gone", level="warning", data={"file": source.name})
        except OSError as error:
            words = unopened_text(lang, source.name, error)
            notice = Notice(code="orders_refused", level="warning", data={"words": words})
        else:
            return lambda: then(found)

        def failed() -> None:
            context.tell(notice)
            then(None)

        return failed

    beside(context, read)
