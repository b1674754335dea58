"""A report written by a child process that can be watched and cancelled: the side that starts it, and the child."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from console.reporting import STARTING, Progress, ReportFailed, Rules, part_of, write_by

if TYPE_CHECKING:
    from console.settings import Settings

Post = Callable[[Callable[[], None]], None]


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
        self._part = part_of(output)
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
            "rules": asdict(Rules.of(settings)),
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
        [sys.executable, "-m", "console.report_process"],
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
        write_by(
            Path(asked["database"]),
            asked["show"],
            Path(asked["output"]),
            asked["lang"],
            rules=Rules(**asked["rules"]),
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
