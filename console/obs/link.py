"""The connection to the user's OBS: one thread that asks, one that listens, and reconnecting by itself.

The request thread (``obs-requests``) owns everything but the event socket: connecting, asking, reading the state,
noticing that OBS went away. It never has two requests in flight, and drops the connection after any failure.

A request that got no answer in time may still be carried out when OBS wakes up, so its connection is kept aside,
read-only, as a witness: OBS counts as recovered when the late answer arrives there (or that connection is dead) and
a fresh connection answers. Reads alone prove nothing: an OBS whose window hangs still answers them.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

from console.obs.board import StatusBoard
from console.obs.connection import Connection
from console.obs.cues import Request
from console.obs.session import Session
from console.obs.status import (
    Address,
    AddressError,
    ObsEvent,
    ObsStatus,
    Reason,
    State,
    TestResult,
    parse_address,
    read_answers,
)
from console.obs.waiting import Waker
from console.obs.work import LinkError, NoAnswer, Priority, Work, WorkQueue

PAUSE_MIN_S = 0.1
PAUSE_MAX_S = 0.8  # with its noise it stays below a second

log = logging.getLogger(__name__)


class ObsLink:
    """The one connection cues travel on. Methods may be called from any thread and never wait for OBS.

    ``on_status`` gets every new ObsStatus, ``on_event`` what changed in OBS, both through ``post``, in order.
    """

    def __init__(
        self,
        post: Callable[[Callable[[], None]], None],
        on_status: Callable[[ObsStatus], None],
        on_event: Callable[[ObsEvent], None],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._board = StatusBoard(post, on_status, on_event, now)
        self._waker = Waker()
        self._queue = WorkQueue(self._waker.wake)
        self._lock = threading.Lock()
        self._target: tuple[Address, str] | None = None
        self._asked = 0  # counts what the user asked for: an address, again, off
        self._tried = 0
        self._bad_address = False
        self._closing = False
        self._connections: list[Connection] = []  # of the attempt or session under way, to abort it from outside
        self._witness: Connection | None = None
        self._logged: tuple[State, Reason] | None = None  # an OBS that is off all evening is one line
        self._thread = threading.Thread(target=self._run, name="obs-requests", daemon=True)
        self._thread.start()

    @property
    def status(self) -> ObsStatus:
        """The newest status; it may be ahead of what was posted."""
        return self._board.status

    def connect_to(self, address: str, password: str = "") -> None:
        """Connect here from now on, and again whenever it is lost. ``password`` wins over one inside ``address``."""
        try:
            parsed, inside = parse_address(address)
        except AddressError:
            self._ask(None, bad_address=True)
            return
        self._ask((parsed, password or inside or ""))

    def reconnect(self) -> None:
        """Try again at once, also after a wrong password, a kick, or when it is hung."""
        self._ask(self._target)

    def disconnect(self) -> None:
        """Let go of OBS and stay away."""
        self._ask(None)

    def close(self, timeout: float = 1.0) -> bool:
        """End both threads; True when they ended in time (they are daemons and hold nothing up)."""
        self._closing = True
        self._interrupt()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def submit(self, work: Work, priority: Priority, due: float = 0.0) -> Reason | None:
        """Hand work to the request thread. None: accepted, else why it is refused. ``due`` on time.monotonic()."""
        return self._queue.put(work, priority, due)

    def withdraw(self, work: Work) -> bool:
        """Take back work that was not begun."""
        return self._queue.withdraw(work)

    def demote(self, work: Work, priority: Priority) -> bool:
        """Let work that was not begun wait behind others."""
        return self._queue.demote(work, priority)

    def test(self, address: str, password: str, timeout: float, on_result: Callable[[TestResult], None]) -> None:
        """For the connection card: ``probe`` on a thread and connection of its own, the result through ``post``."""

        def run() -> None:
            result = probe(address, password, timeout)
            self._board.post(lambda: on_result(result))

        threading.Thread(target=run, name="obs-test", daemon=True).start()

    # -- the request thread ----------------------------------------------------------------------------------

    def _ask(self, target: tuple[Address, str] | None, *, bad_address: bool = False) -> None:
        with self._lock:
            self._target = target
            self._bad_address = bad_address
            self._asked += 1
        self._interrupt()

    def _interrupt(self) -> None:
        with self._lock:
            for connection in self._connections:
                connection.abort()
        self._waker.wake()

    def _run(self) -> None:
        pause = PAUSE_MIN_S
        while not self._closing:
            with self._lock:
                target, asked = self._target, self._asked
            if target is None:
                self._let_go()
            else:
                started = time.monotonic()
                was_connected = self._live(target, asked)
                pause = PAUSE_MIN_S if was_connected else min(PAUSE_MAX_S, pause * 2)
                spent = 0.0 if was_connected else time.monotonic() - started
            if target is None or self.status.state is State.FAILED:
                self._pause(None, asked)
                pause = PAUSE_MIN_S
            else:
                self._pause(max(PAUSE_MIN_S, pause * random.uniform(0.8, 1.2) - spent), asked)
        self._let_go()
        self._waker.close()

    def _live(self, target: tuple[Address, str], asked: int) -> bool:
        """One attempt and, if it succeeds, the session after it; True when it had been connected."""

        def changed() -> bool:
            return self._closing or self._asked != asked

        if self._tried != asked:
            self._tried = asked
            self._logged = None
            self._board.publish(state=State.CONNECTING, reason=None, address=target[0])
        session = Session(self._board, self._queue, self._waker, changed, self._keep)
        connected = False
        try:
            session.open(*target, self._witness)
            self._drop_witness()
            connected = True
            session.serve()
        except LinkError as failure:
            self._lost(failure, session, asked=asked)
        except Exception:
            log.exception("the thread of OBS requests failed")
            self._lost(LinkError(Reason.GARBLED), session, asked=asked)
        finally:
            session.see_off()
            session.close()
            with self._lock:
                self._connections.clear()
        return connected

    def _keep(self, connection: Connection) -> None:
        with self._lock:
            self._connections.append(connection)

    def _pause(self, seconds: float | None, asked: int) -> None:
        end = None if seconds is None else time.monotonic() + seconds
        while not self._closing and self._asked == asked:
            left = None if end is None else end - time.monotonic()
            if left is not None and left <= 0:
                return
            self._waker.wait(left)

    def _lost(self, failure: LinkError, session: Session, *, asked: int) -> None:
        before = self.status
        if self._closing or self._asked != asked:  # our own doing
            self._drop_witness()
            self._refuse(Reason.CLOSED)
            return
        if self._logged != (before.state, failure.reason):
            self._logged = before.state, failure.reason
            log.info("OBS was %s: %s %s", before.state.value, failure.reason.value, failure.detail)
        hung = isinstance(failure, NoAnswer) and before.state in (State.CONNECTED, State.UNANSWERED)
        if hung and before.state is State.CONNECTED:
            self._drop_witness()
            self._witness = session.take_witness()
        if not hung:
            self._drop_witness()
        # told first, refused after: whoever hears of a refused cue finds the status that explains it
        if failure.reason.final:
            self._board.publish(state=State.FAILED, reason=failure.reason)
        elif hung:
            self._board.publish(state=State.UNANSWERED, reason=Reason.NO_ANSWER)
        else:
            # it was quit: what a closing port says after that would only hide it
            quitting = before.reason is Reason.EXITED and failure.reason is not Reason.NO_ANSWER
            self._board.publish(state=State.CONNECTING, reason=Reason.EXITED if quitting else failure.reason)
        self._refuse(failure.reason)

    def _let_go(self) -> None:
        self._drop_witness()
        self._refuse(Reason.BAD_ADDRESS if self._bad_address else Reason.CLOSED)
        if self._bad_address:
            self._board.publish(state=State.FAILED, reason=Reason.BAD_ADDRESS, address=None)
        else:
            self._board.publish(state=State.OFF, reason=None)

    def _refuse(self, reason: Reason) -> None:
        for work in self._queue.close(reason):
            work.refuse(reason)

    def _drop_witness(self) -> None:
        if self._witness is not None:
            self._witness.close()
            self._witness = None


def probe(address: str, password: str, timeout: float) -> TestResult:
    """Connect, read what the card shows, let go. Waits up to about ``timeout`` seconds per step; never raises."""
    started = time.monotonic()
    names = ("GetVersion", "GetSceneList")
    try:
        parsed, inside = parse_address(address)
    except AddressError:
        return TestResult(ok=False, reason=Reason.BAD_ADDRESS)
    connection = Connection(parsed)
    try:
        connection.open(password or inside or "", timeout=timeout)
        found = read_answers(names, connection.batch([Request(kind=name) for name in names], timeout))
    except LinkError as failure:
        return TestResult(ok=False, reason=failure.reason, ms=(time.monotonic() - started) * 1000)
    finally:
        connection.close()
    return TestResult(
        ok=True,
        obs_version=found.get("obs_version"),
        ws_version=found.get("ws_version"),
        scenes=found.get("scenes", ()),
        ms=(time.monotonic() - started) * 1000,
    )
