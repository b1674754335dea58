"""Pre-show checks of the room: people, feeds, disk, clock. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from console.checks import Around, Colour, Finding

GIB = 1 << 30
LEAST_BYTES = GIB // 16  # a long show: 100,000 order lines, journal and logs are tens of MiB; below, they may not fit
USUAL_BYTES = 2 * GIB
CLOCKS_AGREE = timedelta(minutes=1)


def people(around: Around) -> Iterator[Finding]:
    """Who is on shift and qualified, as the roster says."""
    if around.people is None:
        yield Finding("people_unknown", Colour.AMBER)
    else:
        yield from around.people


def feeds(around: Around) -> Iterator[Finding]:
    """What is set up and dead is known to be wrong; a room may well be fed by hand."""
    ways = around.ways
    if around.machine.folder_gone:
        yield Finding("feed_folder_gone", Colour.RED, (around.machine.folder_gone,))
    if ways.down:
        yield Finding("feed_down", Colour.RED, ways.down)
    if ways.quiet:
        yield Finding("feed_silent", Colour.AMBER, ways.quiet)
    if not ways.set_up:
        yield Finding("feed_none", Colour.AMBER)


def disk(around: Around) -> Iterator[Finding]:
    """Room for the show's record."""
    free = around.machine.free_bytes
    if free is None:
        yield Finding("disk_unknown", Colour.AMBER)
    elif free < USUAL_BYTES:
        code, colour = ("disk_full", Colour.RED) if free < LEAST_BYTES else ("disk_low", Colour.AMBER)
        yield Finding(code, colour, (f"{free / GIB:.1f} GB",))


def clock(around: Around) -> Iterator[Finding]:
    """Without a time server to ask, what contradicts the clock: the record's last instant, the disk's own time."""
    machine, most = around.machine, CLOCKS_AGREE.total_seconds()
    ahead, folder = machine.journal_ahead_s or 0.0, machine.folder_ahead_s or 0.0
    if ahead > most:
        yield Finding("clock_behind_journal", Colour.RED, (_length(ahead),))
    if abs(folder) > most:
        yield Finding("clock_unlike_folder", Colour.AMBER, (_length(abs(folder)),))
    if machine.synchronised is None:
        yield Finding("clock_unknown", Colour.AMBER)
    elif not machine.synchronised:
        yield Finding("clock_unsynchronised", Colour.AMBER)


def _length(seconds: float) -> str:
    """``H:MM:SS``.

    >>> _length(3725.2)
    '1:02:05'
    """
    return str(timedelta(seconds=round(seconds)))
