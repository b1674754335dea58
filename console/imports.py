"""Which files a show's figures came from, and what is known of a watched folder: one file a show, in the workspace.

It stands beside the database and not in it: the journal and the figures are the show, this is only word of where they
came from. Lines and readings have keys, so losing it costs a second reading of the same exports and no figure.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any

from console.feeds.watch import Known
from console.files import WorkspaceUnusable, replace_file

log = logging.getLogger(__name__)
VERSION = 1
MOST = 500
MOST_MARKS = 5_000
MOST_BYTES = 20_000_000


class Way(Enum):
    """How a table came in."""

    CHOSEN = "chosen"
    DROPPED = "dropped"
    PASTED = "pasted"
    WATCHED = "watched"
    COMMAND = "command"  # the verb ``ingest``


class Outcome(Enum):
    """What became of it."""

    TAKEN = "taken"
    PARTLY = "partly"  # the disk failed in the middle
    REFUSED = "refused"
    PLAN = "plan"  # a run order, left where it lies
    UNKNOWN = "unknown"  # nobody has said yet what it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One table that came in. ``path`` is "" for what was copied; ``new`` counts lines and readings that were new or
    changed. ``number``: what the show knows it by, to take it back; 0 when nothing was kept to do so."""

    at: datetime
    file: str
    path: str
    way: Way
    outcome: Outcome
    kind: str = ""
    mapping: str = ""
    lines: int = 0
    readings: int = 0
    new: int = 0
    problem: str = ""
    number: int = 0

    @property
    def brought_something(self) -> bool:
        return self.outcome in (Outcome.TAKEN, Outcome.PARTLY)


@dataclass(frozen=True, slots=True)
class Ingested:
    """Announced of every table that the open show was given by somebody else than its window."""

    entry: Import


class ImportLog:
    """What came into one show. Written on a thread of its own, the newest state alone; ``close`` waits for it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._entries, self._folders = _read(path)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="import-log")
        self._waiting = False

    @property
    def entries(self) -> tuple[Import, ...]:
        """The last of them, the newest first."""
        with self._lock:
            return tuple(reversed(self._entries))

    def add(self, entry: Import) -> None:
        """One more; of one file that is left lying the last word alone is kept."""
        with self._lock:
            if entry.outcome in (Outcome.PLAN, Outcome.UNKNOWN):
                self._entries = [e for e in self._entries if (e.path, e.outcome) != (entry.path, entry.outcome)]
            self._entries = [*self._entries, entry][-MOST:]
        self._write_soon()

    def known(self, folder: Path) -> Known | None:
        """What is known of a folder, None when it was never watched for this show."""
        with self._lock:
            return self._folders.get(str(folder))

    def keep(self, folder: Path, known: Known) -> None:
        """What is known of a folder now. Any thread."""
        with self._lock:
            if self._folders.get(str(folder)) == known:
                return
            self._folders[str(folder)] = known
        self._write_soon()

    def close(self) -> None:
        """Wait until everything is written."""
        self._writer.shutdown(wait=True)

    def _write_soon(self) -> None:
        with self._lock:
            if self._waiting:
                return
            self._waiting = True
        try:
            self._writer.submit(self._write)
        except RuntimeError:  # closed: a watch may still have been reading a file
            log.info("%s is closed and was not written again", self.path.name)

    def _write(self) -> None:
        with self._lock:
            self._waiting = False
            data = _plain(self._entries, self._folders)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self.path, json.dumps(data, ensure_ascii=False).encode())
        except (OSError, WorkspaceUnusable):
            log.warning("%s was not written: the same exports may be read again", self.path.name, exc_info=True)


def _plain(entries: list[Import], folders: Mapping[str, Known]) -> dict[str, Any]:
    return {
        "version": VERSION,
        "imports": [
            {**asdict(e), "at": e.at.isoformat(), "way": e.way.value, "outcome": e.outcome.value} for e in entries
        ],
        "folders": {
            folder: {
                "files": {name: list(stamp) for name, stamp in known.files.items()},
                "marks": sorted(known.marks)[-MOST_MARKS:],
            }
            for folder, known in folders.items()
        },
    }


def _read(path: Path) -> tuple[list[Import], dict[str, Known]]:
    """What a file holds; nothing when there is none, or one that nobody can read."""
    try:
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            return [], {}
        held: Any = json.loads(path.read_bytes())
        if held["version"] != VERSION:
            return [], {}
        entries = [_import(each) for each in held["imports"]]
        folders = {str(folder): _known(each) for folder, each in held["folders"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        log.warning("%s cannot be read and is begun anew", path.name, exc_info=True)
        return [], {}
    return entries, folders


def _import(held: Any) -> Import:
    at = datetime.fromisoformat(held["at"])
    if at.tzinfo is None:
        raise ValueError(held["at"])
    return Import(
        at=at,
        file=str(held["file"]),
        path=str(held["path"]),
        way=Way(held["way"]),
        outcome=Outcome(held["outcome"]),
        kind=str(held["kind"]),
        mapping=str(held["mapping"]),
        lines=int(held["lines"]),
        readings=int(held["readings"]),
        new=int(held["new"]),
        problem=str(held["problem"]),
        number=int(held.get("number", 0)),
    )


def _known(held: Any) -> Known:
    files = {str(name): (int(size), int(written)) for name, (size, written) in held["files"].items()}
    return Known(files=files, marks=frozenset(map(str, held["marks"])))
