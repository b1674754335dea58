"""What the computer itself says before a show: free disk, and whether its clock can be trusted. Waits for the disk."""

from __future__ import annotations

import ctypes
import logging
import shutil
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from console.checks import Machine
from console.store.database import Database, StoreFailed
from console.store.tables import from_micros

log = logging.getLogger(__name__)
PROBE = ".clock-probe"
STA_UNSYNC = 0x0040  # <sys/timex.h>: the clock is not synchronised
TIME_ERROR = 5


def look(
    root: Path, database: Database, now: datetime, *, synchronised: Callable[[], bool | None], watched: str = ""
) -> Machine:
    """What is known now; what cannot be found out is None. Any thread but the window's: a disk may be far away."""
    return Machine(
        free_bytes=_free(root),
        synchronised=synchronised(),
        journal_ahead_s=_journal_ahead(database, now),
        folder_ahead_s=_folder_ahead(root),
        folder_gone=watched if watched and not Path(watched).is_dir() else "",
        looked=True,
    )


def _free(root: Path) -> int | None:
    try:
        return shutil.disk_usage(root).free
    except OSError:
        log.warning("how much room there is cannot be asked", exc_info=True)
        return None


def _journal_ahead(database: Database, now: datetime) -> float | None:
    try:
        with database.connect() as connection:
            last = connection.exec_driver_sql("SELECT max(at) FROM journal").scalar_one()
    except StoreFailed:
        log.warning("the last instant on record cannot be read", exc_info=True)
        return None
    return None if last is None else (from_micros(last) - now).total_seconds()


def _folder_ahead(root: Path) -> float | None:
    """The time a file gets that is written now, less the time it is: a folder on a server has the server's."""
    probe = root / PROBE
    try:
        before = time.time()
        probe.write_bytes(b"")
        written = probe.stat().st_mtime
        after = time.time()
        probe.unlink()
    except OSError:
        log.warning("the clock of the workspace's disk cannot be read", exc_info=True)
        return None
    return min(written - after, 0.0) + max(written - before, 0.0)


def clock_synchronised() -> bool | None:
    """Whether the clock follows a time server, as Linux's ``adjtimex(2)`` says; None where no system tells.

    Windows tells it only to administrators (``w32tm /query /status``), macOS to nobody.
    """
    if not sys.platform.startswith("linux"):
        return None
    try:
        adjtimex = ctypes.CDLL(None, use_errno=True).adjtimex
    except (OSError, AttributeError):
        return None
    answer = (ctypes.c_long * 64)()  # struct timex with modes 0: it is read and nothing is set
    state = adjtimex(ctypes.byref(answer))
    if state < 0:
        return None
    return state != TIME_ERROR and not _status(answer) & STA_UNSYNC


def _status(answer: ctypes.Array[ctypes.c_long]) -> int:
    """``timex.status``: the int after modes (padded to a long), offset, freq, maxerror and esterror."""
    return ctypes.c_int.from_buffer(answer, 5 * ctypes.sizeof(ctypes.c_long)).value
