"""A folder that exports are saved into: each new or rewritten one is handed on once, when it has stopped growing."""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

log = logging.getLogger(__name__)
SUFFIXES = frozenset({".csv", ".xlsx", ".xlsm", ".xls"})
EVERY_S = 1.0
STEADY_S = 2.0  # of one size and one time of writing
TRIES = 5  # a file that cannot be read is looked at again so often, each time after it was steady, then handed on
LOCK_FILES = ("~$", ".")  # what spreadsheet programs put beside an open file, and hidden files

Stamp = tuple[int, int]  # size, time of writing in ns


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a watch knows of a folder: the stamps of the files that are done with, by name, and what they held."""

    files: Mapping[str, Stamp] = field(default_factory=dict)
    marks: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Seen:
    stamp: Stamp
    since: float
    tries: int = 0
    done: bool = False
    settled: bool = False
    locked: bool = False  # handed on as one that cannot be opened, and looked at still
    mark: str = ""


class FolderWatch:
    """``found`` is called on this watch's thread with the files of one look; ``readable`` says whether one can be read
    whole.

    What lies in the folder at the first look is old, unless a watch before this one ``known`` what lay there: then
    what came since is new. A file that stays unreadable is handed on after ``TRIES`` looks, so that its reader says
    what is wrong; one that another program keeps locked is handed on again when it lets go. ``keep`` is given what is
    known each time it becomes more: a file counts as known when it was old or ``settle`` was called for it, so that
    one handed on and then lost in a crash is handed on again. ``missing`` is called once each time the folder itself
    cannot be listed.
    """

    def __init__(
        self,
        folder: Path,
        found: Callable[[Sequence[Path]], None],
        *,
        readable: Callable[[Path], bool] = lambda path: True,
        missing: Callable[[OSError], None] = lambda error: None,
        known: Known | None = None,
        keep: Callable[[Known], None] = lambda known: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.folder = folder
        self._found, self._readable, self._missing, self._clock = found, readable, missing, clock
        self._known, self._keep = known, keep
        self._seen: dict[Path, _Seen] = {}
        self._taken: set[str] = set() if known is None else set(known.marks)
        self._settled_marks = set(self._taken)
        self._begun = self._gone = False
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="folder-watch", daemon=True)
        self._begin(self._list())

    def _begin(self, there: Mapping[Path, Stamp]) -> None:
        """The first look that the folder allows: it tells old from new."""
        if self._gone:
            return
        self._begun = True
        files = {path.name: stamp for path, stamp in there.items()} if self._known is None else self._known.files
        for path, stamp in there.items():
            old = files.get(path.name) == stamp
            self._seen[path] = _Seen(stamp, self._clock(), done=old, settled=old)
        self._keep_known()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Look no more. A file being read at this moment may still be handed on."""
        self._stop.set()

    def settle(self, path: Path) -> None:
        """What ``path`` held is kept, or refused for good: not to be handed on again. Any thread."""
        with self._lock:
            seen = self._seen.get(path)
            if seen is not None and seen.done:
                seen.settled = True
                if seen.mark:
                    self._settled_marks.add(seen.mark)
        self._keep_known()

    def look(self) -> None:
        """One look at the folder."""
        now = self._clock()
        there = self._list()
        if not self._begun:
            self._begin(there)
            return
        with self._lock:
            self._seen = {path: seen for path, seen in self._seen.items() if path in there}
            for path, stamp in there.items():
                seen = self._seen.get(path)
                if seen is None or seen.stamp != stamp:
                    self._seen[path] = _Seen(stamp, now)
            waiting = [(path, seen) for path, seen in self._seen.items() if not seen.done]
        found = [path for path, seen in waiting if now - seen.since >= STEADY_S and self._try(path, seen, now)]
        if found:
            self._found(found)

    def _try(self, path: Path, seen: _Seen, now: float) -> bool:
        """Whether it is to be handed on."""
        seen.tries += 1
        last = seen.tries >= TRIES
        try:
            mark = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:  # locked by the program that writes it: told once, and looked at until it lets go
            seen.since = now
            told, seen.locked = seen.locked, seen.locked or last
            return last and not told
        if seen.locked:
            seen.locked, seen.tries, last = False, 1, False
        if mark in self._taken:
            seen.mark, seen.done = mark, True
            self.settle(path)
            return False
        if not last and not self._readable(path):
            seen.since = now
            return False
        seen.mark, seen.done = mark, True
        self._taken.add(mark)
        return True

    def _keep_known(self) -> None:
        with self._lock:
            files = {path.name: seen.stamp for path, seen in self._seen.items() if seen.settled}
            known = Known(files=files, marks=frozenset(self._settled_marks))
        self._keep(known)

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
