"""A folder that exports are saved into: each new or rewritten one is handed on once, when it has stopped growing."""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

log = logging.getLogger(__name__)
SUFFIXES = frozenset({".csv", ".xlsx", ".xlsm", ".xls"})
EVERY_S = 1.0
STEADY_S = 2.0  # of one size and one time of writing
TRIES = 5  # a file that cannot be read is looked at again so often, each time after it was steady, then handed on
LOCK_FILES = ("~$", ".")  # what spreadsheet programs put beside an open file, and hidden files

Stamp = tuple[int, int]  # size, time of writing in ns


@dataclass(slots=True)
class _Seen:
    stamp: Stamp
    since: float
    tries: int = 0
    done: bool = False


class FolderWatch:
    """``found`` is called on this watch's thread with each file; ``readable`` says whether it can be read whole.

    What lies in the folder at the start is old. A file that stays unreadable is handed on after ``TRIES`` looks, so
    that its reader says what is wrong. ``missing`` is called once each time the folder itself cannot be listed.
    """

    def __init__(
        self,
        folder: Path,
        found: Callable[[Path], None],
        *,
        readable: Callable[[Path], bool] = lambda path: True,
        missing: Callable[[OSError], None] = lambda error: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.folder = folder
        self._found, self._readable, self._missing, self._clock = found, readable, missing, clock
        self._seen: dict[Path, _Seen] = {}
        self._taken: set[bytes] = set()
        self._gone = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="folder-watch", daemon=True)
        for path, stamp in self._list().items():
            self._seen[path] = _Seen(stamp, self._clock(), done=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Look no more. A file being read at this moment may still be handed on."""
        self._stop.set()

    def look(self) -> None:
        """One look at the folder."""
        now = self._clock()
        there = self._list()
        self._seen = {path: seen for path, seen in self._seen.items() if path in there}
        for path, stamp in there.items():
            seen = self._seen.get(path)
            if seen is None or seen.stamp != stamp:
                self._seen[path] = _Seen(stamp, now)
            elif not seen.done and now - seen.since >= STEADY_S:
                self._try(path, seen, now)

    def _try(self, path: Path, seen: _Seen, now: float) -> None:
        seen.tries += 1
        last = seen.tries >= TRIES
        try:
            mark = hashlib.sha256(path.read_bytes()).digest()
        except OSError:  # locked by the program that writes it
            mark = None
        if mark is not None and mark in self._taken:
            seen.done = True
            return
        if not last and (mark is None or not self._readable(path)):
            seen.since = now
            return
        seen.done = True
        if mark is not None:
            self._taken.add(mark)
        self._found(path)

    def _list(self) -> dict[Path, Stamp]:
        found: dict[Path, Stamp] = {}
        try:
            for path in sorted(self.folder.iterdir()):
                if path.suffix.lower() in SUFFIXES and not path.name.startswith(LOCK_FILES):
                    stamp = _stamp(path)
                    if stamp is not None:
                        found[path] = stamp
        except OSError as error:
            if not self._gone:
                self._gone = True
                self._missing(error)
            return {path: seen.stamp for path, seen in self._seen.items()}  # a drive that is away took nothing away
        self._gone = False
        return found

    def _run(self) -> None:
        while not self._stop.wait(EVERY_S):
            try:
                self.look()
            except Exception:
                log.exception("a look at %s failed", self.folder.name)


def _stamp(path: Path) -> Stamp | None:
    """None for what is no file, or has just gone."""
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_size, status.st_mtime_ns) if path.is_file() else None
