"""Gathers what the pre-show checklist looks at: OBS, catalogue, roster, feeds, and the computer itself.

Nothing here waits: the disk and the clock are asked on a thread of their own, and the last answer counts.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from console import checklist, machine
from console.checks import Around, Check, Colour, Finding, Machine, Obs, Ways
from console.roster_findings import Severity, findings
from console.show.state import State, Status
from console.source_words import source_text

if TYPE_CHECKING:
    from console.app import Console
    from console.bridge import BridgeStatus
    from console.catalogue import Goods
    from console.open_show import OpenShow

log = logging.getLogger(__name__)
LOOK_AGAIN = timedelta(seconds=5)
WHILE_PLANNED = timedelta(minutes=1)  # what was asked when the show was opened says little hours later


class Venue(Protocol):
    """OBS as the show sees it."""

    @property
    def status(self) -> Obs: ...

    @property
    def left_out(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class MachineLooked:
    """The computer was asked again; ``machine`` is what it says now."""

    machine: Machine


class Readiness:
    """The pre-show checklist of a console. Main thread only.

    ``venue`` and ``bridge`` are put in by whoever has them; without, what they would say is not known.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self.venue: Venue | None = None
        self.bridge: Callable[[], BridgeStatus] | None = None
        self.synchronised: Callable[[], bool | None] = machine.clock_synchronised
        self.machine = Machine()
        self._asked_at: datetime | None = None
        self._worker: ThreadPoolExecutor | None = None
        self._closed = False

    def close(self) -> None:
        """Ask nothing more; what is being asked is not waited for."""
        self._closed = True
        if self._worker is not None:
            self._worker.shutdown(wait=False, cancel_futures=True)

    def look(self, show: OpenShow) -> tuple[Check, ...]:
        """The checklist as it stands now."""
        return checklist.look(show.state, self.around(show))

    def red(self, show: OpenShow) -> tuple[str, ...]:
        """What is known to be wrong, as ``checklist.red`` tells it; nothing of a show that was live already."""
        if show.state.status not in (Status.PLANNED, Status.REHEARSING):
            return ()
        return checklist.red(self.look(show))

    def refresh(self, after: timedelta = LOOK_AGAIN) -> None:
        """Ask the computer and the catalogue again, in the background; ``MachineLooked`` tells of the computer.

        Asked less than ``after`` ago they are left alone.
        """
        console, now = self._console, self._console.clock.now()
        if self._closed or (self._asked_at is not None and timedelta(0) <= now - self._asked_at < after):
            return
        self._asked_at = now
        if self._worker is None:
            self._worker = ThreadPoolExecutor(1, thread_name_prefix="readiness")
        root, database, asked = console.workspace.root, console.database, self.synchronised
        watched = console.settings.watch_folder
        looking = self._worker.submit(lambda: machine.look(root, database, now, synchronised=asked, watched=watched))
        looking.add_done_callback(lambda done: self._console.post(lambda: self._looked(done)))
        if not console.catalogue.loaded:
            console.catalogue.refresh().add_done_callback(_log_failure)

    def around(self, show: OpenShow) -> Around:
        """What is known of the room now."""
        console, now = self._console, show.clock.now()
        venue = self.venue
        return Around(
            at=now,
            obs=None if venue is None else venue.status,
            obs_left_out=show.state.info.practice and (venue is None or venue.left_out),
            products=console.catalogue.goods.by_id,
            products_read=console.catalogue.loaded,
            people=self._people(show.state, now),
            machine=self.machine,
            ways=self._ways(show, now),
        )

    def _people(self, state: State, now: datetime) -> tuple[Finding, ...]:
        colours = {Severity.RED: Colour.RED, Severity.AMBER: Colour.AMBER}
        at = max(now, state.info.start or now)
        roster, operator = self._console.roster.roster, self._console.settings.operator
        return tuple(
            Finding(each.code, colours[each.severity], each.names)
            for each in findings(state, roster, at, operator=operator)
        )

    def _looked(self, done: Future[Machine]) -> None:
        if self._closed or done.cancelled():
            return
        error = done.exception()
        if error is not None:
            log.error("the computer could not be asked", exc_info=error)
            return
        self.machine = done.result()
        self._console.listeners.announce(MachineLooked(self.machine))

    def _ways(self, show: OpenShow, now: datetime) -> Ways:
        settings = self._console.settings
        folder = settings.watch_folder
        status = None if self.bridge is None or not settings.bridge else self.bridge()
        down = status is not None and bool(status.problem)
        heard, lang = [feed.source for feed in show.feeds.watch.feeds], settings.lang
        set_up = [*filter(None, (folder, settings.bridge)), *settings.hook_keys, *heard]
        return Ways(
            set_up=tuple(dict.fromkeys(set_up)),
            down=(settings.bridge,) if down else (),
            quiet=tuple(dict.fromkeys(source_text(lang, each.feed.source) for each in show.feeds.watch.quiet(now))),
        )


def _log_failure(done: Future[Goods]) -> None:
    if not done.cancelled() and done.exception() is not None:
        log.warning("the catalogue cannot be read", exc_info=done.exception())
