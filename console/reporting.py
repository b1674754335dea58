"""Writing a show's report beside a running console: in this process, or in a child that can be watched and cancelled.

Nothing heavy is imported before it is needed: a child tells its first progress at once, and a window that only starts
one pays for none of it.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import secrets
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from console.report.figures import Summary
    from console.settings import Settings

Progress = Callable[[float, str], None]
Post = Callable[[Callable[[], None]], None]

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
_TAIL_MINUTES = 30
_ROUND_TAIL_MINUTES = 3
_RESTOCK = "before_shipping"


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

    ``settings``: the room's, for what belongs to a show and what comes back to sale; the defaults without. Raises
    ReportFailed.
    """
    tail = _TAIL_MINUTES if settings is None else settings.tail_minutes
    round_tail = _ROUND_TAIL_MINUTES if settings is None else settings.round_tail_minutes
    restock = _RESTOCK if settings is None else settings.returns_restock.value
    _write(
        database,
        show_id,
        output,
        lang,
        tail=timedelta(minutes=tail),
        round_tail=timedelta(minutes=round_tail),
        restock=restock,
        progress=progress or (lambda _fraction, _stage: None),
        as_of=as_of or datetime.now(UTC),
        part=_part_of(output),
    )


def summary_of(
    database: Path,
    show_id: str,
    *,
    tail: timedelta,
    restock: str,
    as_of: datetime,
    progress: Progress,
    round_tail: timedelta = timedelta(minutes=_ROUND_TAIL_MINUTES),
) -> Summary:
    """Read, fold and count a show. Raises ReportFailed."""
    from console.metrics import line_sums, readings
    from console.metrics.counters import Counters
    from console.metrics.window import Restock, show_window
    from console.report.summary import summarise
    from console.show.events import UnknownEvent
    from console.show.fold import fold
    from console.show.plan import ProductId
    from console.show.state import State
    from console.store import journal, sales
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
            window, returns = show_window(state.started_at, state.ended_at, tail), Restock(restock)
            counters = Counters(window, returns)
            counters.adopt(line_sums.add_up(sales.order_rows(connection, show_id), window, returns))
            counters.adopt_readings(readings.add_up(sales.reading_rows(connection, show_id), window))
            progress(0.25, COUNTING)
            products = {*state.plan.products(), *state.stock, *counters.products}
            balances = {product: balance(state, counters, product) for product in products}
            lines = (line for line, _ in sales.orders(connection, show_id))
            return summarise(state, events, counters, balances, as_of, lines, round_tail)
    except StoreFailed as failure:
        code = "newer_program" if failure.code == "newer_program" else "database"
        raise ReportFailed(code, {"path": str(database), "reason": failure.detail or failure.code}) from failure
    except UnknownEvent as unknown:
        raise ReportFailed("newer_program", {"path": str(database), "reason": unknown.kind}) from unknown


def _write(
    database: Path,
    show_id: str,
    output: Path,
    lang: str,
    *,
    tail: timedelta,
    round_tail: timedelta,
    restock: str,
    progress: Progress,
    as_of: datetime,
    part: Path,
) -> None:
    progress(0.0, STARTING)
    _check_target(output)
    with _part(part, output) as file:
        summary = summary_of(
            database, show_id, tail=tail, round_tail=round_tail, restock=restock, as_of=as_of, progress=progress
        )
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


def _part_of(output: Path) -> Path:
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


# -- in a child process -------------------------------------------------------------------------------


class ReportProcess:
    """A report being written by a child process. Callbacks come through ``post``; exactly one of the last three comes.

    ``on_progress(fraction, stage)`` is told at once with 0; ``on_done(path)``, ``on_failed(failure)`` or
    ``on_cancelled()`` ends it.
    """

    def __init__(
        self,
        database: Path,
        show_id: str,
        output: Path,
        lang: str,
        *,
        post: Post,
        on_progress: Progress,
        on_done: Callable[[Path], None],
        on_failed: Callable[[ReportFailed], None],
        on_cancelled: Callable[[], None] = lambda: None,
        settings: Settings | None = None,
    ) -> None:
        self._output = output
        self._part = _part_of(output)
        self._post = post
        self._on_progress, self._on_done = on_progress, on_done
        self._on_failed, self._on_cancelled = on_failed, on_cancelled
        self._cancelled = threading.Event()
        request = {
            "database": str(database),
            "show": show_id,
            "output": str(output),
            "lang": lang,
            "part": str(self._part),
            "tail": _TAIL_MINUTES if settings is None else settings.tail_minutes,
            "round_tail": _ROUND_TAIL_MINUTES if settings is None else settings.round_tail_minutes,
            "restock": _RESTOCK if settings is None else settings.returns_restock.value,
        }
        post(lambda: on_progress(0.0, STARTING))
        self._child: subprocess.Popen[bytes] | None = None
        self._reader = threading.Thread(target=self._run, args=(json.dumps(request),), name="report", daemon=True)
        self._reader.start()

    @property
    def running(self) -> bool:
        return self._reader.is_alive()

    def cancel(self) -> None:
        """Stop the child; what it had written is removed. Answers at once, ``on_cancelled`` follows."""
        self._cancelled.set()
        child = self._child
        if child is not None:
            child.kill()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until the child is gone and its files are; False when that takes longer."""
        self._reader.join(timeout)
        return not self._reader.is_alive()

    def _run(self, request: str) -> None:
        """On the reader's thread: the child from its start to its end, and nothing of it left."""
        outcome: dict[str, Any] = {}
        said = ""
        try:
            with tempfile.TemporaryDirectory(prefix="zhongkong-report-", ignore_cleanup_errors=True) as scratch:
                with _start(Path(scratch)) as child:
                    self._child = child
                    if self._cancelled.is_set():
                        child.kill()
                    outcome, said = self._follow(child, request)
                said = said or f"exit {child.returncode}"
        except OSError as error:  # no room for another process, or for its files
            said = error.strerror or str(error)
        finally:
            with contextlib.suppress(OSError):
                self._part.unlink(missing_ok=True)
        self._post(lambda: self._end(outcome, said))

    def _follow(self, child: subprocess.Popen[bytes], request: str) -> tuple[dict[str, Any], str]:
        """What the child says, to its end: how it came out, and the last line that was none of its own."""
        assert child.stdin is not None
        assert child.stdout is not None
        with contextlib.suppress(OSError):  # it was killed before it read
            child.stdin.write(request.encode())
            child.stdin.close()
        outcome: dict[str, Any] = {}
        said = b""
        for line in child.stdout:
            told = _read(line)
            if "progress" in told:
                self._post(lambda told=told: self._tell(told["progress"], told["stage"]))  # type: ignore[misc]
            elif told:
                outcome = told
            else:
                said = line
        return outcome, said.decode(errors="replace").strip()

    def _tell(self, fraction: float, stage: str) -> None:
        if not self._cancelled.is_set():
            self._on_progress(fraction, stage)

    def _end(self, outcome: Mapping[str, Any], said: str) -> None:
        if outcome.get("done"):  # it was quicker than the cancel
            self._on_done(self._output)
        elif self._cancelled.is_set():
            self._on_cancelled()
        elif "failed" in outcome:
            self._on_failed(ReportFailed(outcome["failed"], outcome["data"]))
        else:
            self._on_failed(ReportFailed("stopped", {"path": str(self._output), "reason": said}))


def _start(scratch: Path) -> subprocess.Popen[bytes]:
    """The child, able to import us wherever it is started, its temporary files where the parent can clear them away."""
    home = str(Path(__file__).resolve().parents[1])
    known = os.environ.get("PYTHONPATH")
    environment = os.environ | {
        "PYTHONPATH": home if not known else os.pathsep.join((home, known)),
        "PYTHONIOENCODING": "utf-8",
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(scratch)),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "console.reporting"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _read(line: bytes) -> dict[str, Any]:
    """One line of the child: an object, or nothing when it is the interpreter's own complaint."""
    try:
        told = json.loads(line)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def main() -> int:
    """In the child: the request on stdin, progress and the outcome as JSON lines on stdout."""

    def tell(**what: object) -> None:
        try:
            sys.stdout.write(json.dumps(what) + "\n")
            sys.stdout.flush()
        except BrokenPipeError:  # nobody listens any more: the console is gone
            raise SystemExit(1) from None

    tell(progress=0.0, stage=STARTING)
    asked = json.load(sys.stdin)
    try:
        _write(
            Path(asked["database"]),
            asked["show"],
            Path(asked["output"]),
            asked["lang"],
            tail=timedelta(minutes=asked["tail"]),
            round_tail=timedelta(minutes=asked["round_tail"]),
            restock=asked["restock"],
            progress=lambda fraction, stage: tell(progress=round(fraction, 3), stage=stage),
            as_of=datetime.now(UTC),
            part=Path(asked["part"]),
        )
    except ReportFailed as failure:
        tell(failed=failure.code, data=failure.data)
        return 1
    tell(done=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
