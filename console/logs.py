"""The rotating log file: UTC times, no secrets, every uncaught exception of every thread (those go to stderr too)."""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from console.files import WorkspaceUnusable

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

FILE_BYTES = 2 * 1024 * 1024
OLD_FILES = 5
NEVER_BELOW_WARNING = (
    "obsws_python",
    "websocket",
    "websockets",
    "uvicorn.access",
)  # the first logs the password at INFO
REDACTED = "•••"
SHORTEST_REDACTED = 4  # shorter ones would blacken ordinary words

OnUncaught = Callable[[BaseException], None]

logger = logging.getLogger(__name__)
_secrets: set[str] = set()


def keep_out_of_logs(secret: str) -> None:
    """From now on ``secret`` is blackened wherever it would be logged, tracebacks included."""
    if len(secret) >= SHORTEST_REDACTED:
        _secrets.add(secret)


class _Line(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s [%(threadName)s] %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in sorted(_secrets, key=len, reverse=True):
            line = line.replace(secret, REDACTED)
        return line


class _Rotating(logging.FileHandler):
    """A file that makes room when it is full: ``LOG``, ``LOG.1`` … ``LOG.5``. One process writes it.

    ``logging.handlers`` has the like, and brings sockets and pickling along: the first picture would wait for them.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, encoding="utf-8")

    def emit(self, record: logging.LogRecord) -> None:
        try:
            if self.stream is not None and self.stream.tell() + len(self.format(record)) >= FILE_BYTES:
                self._make_room()
        except OSError:  # what holds the old file open will let go of it; until then this one grows
            self.handleError(record)
        super().emit(record)

    def _make_room(self) -> None:
        if self.stream is not None:
            self.stream.close()
            self.stream = None  # writing opens it again
        full = Path(self.baseFilename)
        for number in range(OLD_FILES - 1, 0, -1):
            with contextlib.suppress(FileNotFoundError):
                full.with_name(f"{full.name}.{number}").replace(full.with_name(f"{full.name}.{number + 1}"))
        full.replace(full.with_name(f"{full.name}.1"))


class Logs:
    """Logging into ``path`` until ``close()``. ``on_uncaught`` is called on the thread it happened on, logged first."""

    def __init__(self, path: Path, *, on_uncaught: OnUncaught | None = None, level: int = logging.INFO) -> None:
        self.on_uncaught = on_uncaught
        file = _opened(path)
        root = logging.getLogger()
        self._old_level = root.level
        root.setLevel(level)
        self._handlers: list[logging.Handler] = [file]
        if sys.stderr is not None:  # a windowed program on Windows has none
            shown = logging.StreamHandler(sys.stderr)
            shown.setLevel(logging.CRITICAL)
            shown.setFormatter(_Line())
            self._handlers.append(shown)
        for handler in self._handlers:
            root.addHandler(handler)
        self._old_levels = {name: logging.getLogger(name).level for name in NEVER_BELOW_WARNING}
        for name in NEVER_BELOW_WARNING:
            logging.getLogger(name).setLevel(max(self._old_levels[name], logging.WARNING))
        logging.captureWarnings(True)
        self._old_hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        sys.unraisablehook = self._unraisable

    def move(self, path: Path) -> None:
        """Go on in another file; nothing is lost on the way. Raises WorkspaceUnusable, and the old one stands."""
        old, new = self._handlers[0], _opened(path)
        root = logging.getLogger()
        root.addHandler(new)
        root.removeHandler(old)
        self._handlers[0] = new
        old.close()

    def close(self) -> None:
        """Put everything back as it was."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._old_hooks
        logging.captureWarnings(False)
        for name, level in self._old_levels.items():
            logging.getLogger(name).setLevel(level)
        root = logging.getLogger()
        root.setLevel(self._old_level)
        for handler in self._handlers:
            root.removeHandler(handler)
            handler.close()

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        logger.critical("uncaught", exc_info=(kind, error, trace))
        self._tell(error)

    def _uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is None or issubclass(args.exc_type, SystemExit):
            return
        name = args.thread.name if args.thread is not None else "?"
        logger.critical("uncaught in thread %s", name, exc_info=(args.exc_type, args.exc_value, args.exc_traceback))
        self._tell(args.exc_value)

    def _unraisable(self, args: UnraisableHookArgs) -> None:
        """From a finaliser: nobody can be asked about it, so it is logged and not shown."""
        if args.exc_value is None:
            return
        logger.error(
            "%s %r",
            args.err_msg or "ignored in",
            args.object,
            exc_info=(args.exc_type, args.exc_value, args.exc_traceback),
        )

    def _tell(self, error: BaseException) -> None:
        if self.on_uncaught is None:
            return
        try:
            self.on_uncaught(error)
        except Exception:
            logger.exception("telling about the uncaught exception failed")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _opened(path: Path) -> logging.Handler:
    try:
        file = _Rotating(path)
    except OSError as error:
        raise WorkspaceUnusable.because(error, path) from error
    file.setFormatter(_Line())
    return file
