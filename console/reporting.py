"""Writes a show's report beside a running console: the old file or the new one, never half of either.

Nothing heavy is imported before it is needed: a child process tells its first progress at once, and a window that only
starts one (``report_process``) pays for none of it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from console.report.figures import Summary
    from console.settings import Settings

Progress = Callable[[float, str], None]

# Stages, as keys under "report.stage."
STARTING, READING, COUNTING, WRITING, SAVING = "starting", "reading", "counting", "writing", "saving"
_CODES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.ENOENT: "no_folder",
    errno.ENOTDIR: "no_folder",
    errno.EISDIR: "not_a_file",
}
_STEP = 0.01  # progress told at most every hundredth


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a room counts by, as plain values a child process can be told: a report says what the screen says."""

    tail_minutes: int = 30
    round_tail_minutes: int = 3
    late_action_s: int = 30
    restock: str = "before_shipping"
    sources: Mapping[str, str] = field(default_factory=dict)  # the feed that counts, by a metric's name

    @classmethod
    def of(cls, settings: Settings | None) -> Rules:
        """Those of a room; the usual ones without."""
        if settings is None:
            return cls()
        return cls(
            tail_minutes=settings.tail_minutes,
            round_tail_minutes=settings.round_tail_minutes,
            late_action_s=settings.late_action_s,
            restock=settings.returns_restock.value,
            sources={metric.value: source for metric, source in settings.sources.items()},
        )


class ReportFailed(Exception):
    """The report was not written and the old file stands. ``code``: under "report.failed.", ``data`` fills it."""

    def __init__(self, code: str, data: Mapping[str, str]) -> None:
        super().__init__(code, dict(data))
        self.code = code
        self.data = dict(data)

    @classmethod
    def because(cls, error: OSError, path: Path) -> ReportFailed:
        """The failure ``error`` met while ``path`` was written."""
        code = _CODES.get(error.errno or 0, "cannot_write")
        return cls(code, {"path": str(path), "reason": error.strerror or str(error)})


def write_report(
    database: Path,
    show_id: str,
    output: Path,
    lang: str,
    *,
    settings: Settings | None = None,
    progress: Progress | None = None,
    as_of: datetime | None = None,
) -> None:
    """Write the workbook of a show to ``output``; whatever happens the file is the old one or the new one.

    ``settings``: the room's, for what it counts by; the defaults without. Raises ReportFailed.
    """
    write_by(
        database,
        show_id,
        output,
        lang,
        rules=Rules.of(settings),
        progress=progress or (lambda _fraction, _stage: None),
        as_of=as_of or datetime.now(UTC),
        part=part_of(output),
    )


def summary_of(database: Path, show_id: str, *, rules: Rules, as_of: datetime, progress: Progress) -> Summary:
    """Read, fold and count a show. Raises ReportFailed."""
    from console.metrics import line_sums, readings
    from console.metrics.counters import Counters
    from console.metrics.window import Restock, show_window
    from console.report.summary import summarise
    from console.show.events import UnknownEvent
    from console.show.fold import fold
    from console.show.plan import ProductId
    from console.show.sales import Metric
    from console.show.state import State
    from console.store import brought, journal, sales
    from console.store.database import StoreFailed
    from console.store.snapshot import snapshot
    from inventory.stock import Balance

    def balance(state: State, counters: Counters, product: str) -> Balance:
        facts = state.stock_of(ProductId(product))
        held = 0 if facts.held is None else facts.held.quantity
        allotted = state.allotted(ProductId(product))
        return Balance(allotted=allotted, released=facts.released, sold=counters.sold(product), held=held)

    try:
        with snapshot(database) as connection:
            progress(0.05, READING)
            events = journal.load(connection, show_id)
            if not events:
                raise ReportFailed("no_such_show", {"show": show_id})
            progress(0.15, COUNTING)
            state = fold(events)
            if brought.any_owed(connection, show_id, state.taken_back):
                raise ReportFailed("being_taken_back", {"show": state.info.name})
            tail, returns = timedelta(minutes=rules.tail_minutes), Restock(rules.restock)
            window = show_window(state.started_at, state.ended_at, tail)
            counters = Counters(window, returns, {Metric(name): source for name, source in rules.sources.items()})
            counters.adopt(line_sums.add_up(sales.order_rows(connection, show_id), window, returns))
            counters.adopt_readings(readings.add_up(sales.reading_rows(connection, show_id), window))
            progress(0.25, COUNTING)
            products = {*state.plan.products(), *state.stock, *counters.products}
            balances = {product: balance(state, counters, product) for product in products}
            lines = (line for line, _ in sales.orders(connection, show_id))
            return summarise(
                state,
                events,
                counters,
                balances,
                as_of,
                lines,
                timedelta(minutes=rules.round_tail_minutes),
                timedelta(seconds=rules.late_action_s),
            )
    except StoreFailed as failure:
        code = "newer_program" if failure.code == "newer_program" else "database"
        raise ReportFailed(code, {"path": str(database), "reason": failure.detail or failure.code}) from failure
    except UnknownEvent as unknown:
        raise ReportFailed("newer_program", {"path": str(database), "reason": unknown.kind}) from unknown


def write_by(
    database: Path,
    show_id: str,
    output: Path,
    lang: str,
    *,
    rules: Rules,
    progress: Progress,
    as_of: datetime,
    part: Path,
) -> None:
    """See ``write_report``; ``part`` is what is written before it takes the place of ``output``."""
    progress(0.0, STARTING)
    _check_target(output)
    with _part(part, output) as file:
        summary = summary_of(database, show_id, rules=rules, as_of=as_of, progress=progress)
        progress(0.3, WRITING)
        from console.report.workbook import Captions, write_workbook
        from console.wording import catalogue

        told = 0.3

        def wrote(fraction: float) -> None:
            nonlocal told
            now = 0.3 + 0.65 * fraction
            if now - told >= _STEP:
                told = now
                progress(now, WRITING)

        write_workbook(summary, Captions(lang, catalogue(lang)), file, wrote)
        progress(0.96, SAVING)
    progress(1.0, SAVING)


def _check_target(output: Path) -> None:
    """What can be known before the work: the folder, and whether another program holds the old file."""
    if output.is_dir():
        raise ReportFailed("not_a_file", {"path": str(output), "reason": ""})
    if not output.parent.is_dir():
        raise ReportFailed("no_folder", {"path": str(output.parent), "reason": ""})
    try:
        if output.exists():
            with output.open("r+b"):  # on Windows this fails while Excel has it open
                pass
    except PermissionError as error:
        raise ReportFailed("target_locked", {"path": str(output), "reason": str(error.strerror)}) from error
    except OSError as error:
        raise ReportFailed.because(error, output) from error


def part_of(output: Path) -> Path:
    """A name of its own for what is written beside ``output``."""
    return output.with_name(f".{output.name[:80]}.{secrets.token_hex(4)}.part")


@contextlib.contextmanager
def _part(part: Path, output: Path) -> Iterator[IO[bytes]]:
    """A file beside the target that takes its place when the block ends well, and is gone when it does not."""
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        try:
            part.replace(output)
        except PermissionError as error:
            raise ReportFailed("target_locked", {"path": str(output), "reason": str(error.strerror)}) from error
    except OSError as error:
        raise ReportFailed.because(error, output) from error
    finally:
        with contextlib.suppress(OSError):  # what went wrong before is what is told
            part.unlink(missing_ok=True)
