"""One life of the connection: from identifying until something fails, on the request thread.

What OBS 29.0.2 must not be asked, measured: ``GetCurrentProgramScene`` while there is no program scene (quitting, in
the middle of a collection switch) aborts it, ``GetSceneList`` says null there; any list, status or stats after
``ExitStarted`` crashes it, also on a new connection.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from console.obs.board import StatusBoard
from console.obs.connection import EVENTS_WANTED, Connection, EventStream
from console.obs.cues import Request
from console.obs.status import (
    PULSE,
    READS,
    Address,
    Answer,
    CollectionChanged,
    ObsStatus,
    Reason,
    ScenesChanged,
    State,
    read_answers,
    transition_seconds,
)
from console.obs.waiting import Waker
from console.obs.work import LinkError, WorkQueue

ANSWER_TIMEOUT_S = 2.5
PULSE_EVERY_S = 2.0
REREAD_AFTER_S = 0.05
REMOVALS_SETTLE_S = 1.0  # quitting begins with removing everything; ExitStarted comes after it
GOODBYE_S = 5.0
COLLECTION_SWITCH_S = 10.0

_LISTS_CHANGED = frozenset(
    f"{thing}{what}" for thing in ("Scene", "Input") for what in ("Created", "Removed", "NameChanged", "ListChanged")
) | {"CurrentSceneCollectionChanged"}


class Session:
    """What ``work.Session`` promises, plus opening and keeping it. ``stop()`` true ends it at the next step."""

    def __init__(
        self,
        board: StatusBoard,
        queue: WorkQueue,
        waker: Waker,
        stop: Callable[[], bool],
        on_connection: Callable[[Connection], None],
    ) -> None:
        self._board = board
        self._queue = queue
        self._waker = waker
        self._stop = stop
        self._on_connection = on_connection
        self._requests: Connection | None = None
        self._events: EventStream | None = None
        self._reread_at: float | None = None
        self._switching_collection_until = 0.0
        self._exiting = False
        self.items: dict[tuple[str, str], int] = {}

    @property
    def status(self) -> ObsStatus:
        return self._board.status

    # -- opening and closing ---------------------------------------------------------------------------------

    def open(self, address: Address, password: str, witness: Connection | None) -> None:
        """Connect both sockets, wait for the witness of an unanswered request, read the state. Raises LinkError."""
        self._requests = self._connect(address, password, events=0)
        version = self._read(("GetVersion",))
        if witness is not None:
            self._hear(witness)
        listening = self._connect(address, password, events=EVENTS_WANTED)
        self._events = EventStream(listening, self._on_event, self._waker.wake)
        self._check()
        started = time.monotonic()
        answers = self._ask(READS)
        rtt = round((time.monotonic() - started) * 1000, 2)
        found = read_answers(READS, answers)
        self._board.restart_watch(found.get("program_scene"), transition_seconds(READS, answers))
        self._queue.open()
        self._board.publish(state=State.CONNECTED, reason=None, rtt_ms=rtt, **version, **found)

    def close(self) -> None:
        """Let go of both sockets without waiting."""
        if self._events is not None:
            self._events.stop()
        if self._requests is not None:
            self._requests.close()

    def see_off(self) -> None:
        """When OBS is quitting: only listen until its server closes, so that nothing of ours is asked of it."""
        if not self._exiting or self._events is None or self._requests is None:
            return
        self._requests.close()
        end = time.monotonic() + GOODBYE_S
        while self._events.alive and not self._stop() and (left := end - time.monotonic()) > 0:
            self._waker.wait(left)

    def take_witness(self) -> Connection | None:
        """The request connection, if an answer is still owed on it; it is the caller's to close from now on."""
        owed = self._requests
        if owed is None or not owed.unanswered or owed.socket is None:
            return None
        self._requests = None
        return owed

    def _connect(self, address: Address, password: str, *, events: int) -> Connection:
        connection = Connection(address)
        self._on_connection(connection)
        self._check()
        connection.open(password, events=events)
        return connection

    def _hear(self, witness: Connection) -> None:
        """Return when the owed answer came, or the witness is dead: closed, or not even answering a ping."""
        ping_at = pinged = time.monotonic()
        ponged = True
        while True:
            self._check()
            now = time.monotonic()
            if not ponged and now - pinged > ANSWER_TIMEOUT_S:
                return
            ask = now >= ping_at
            if ask:
                ping_at, pinged, ponged = now + PULSE_EVERY_S + ANSWER_TIMEOUT_S, now, False
                self._read(("GetVersion",))
            try:
                if ask:
                    witness.ping()
                ready = self._waker.wait(0.5, self._connection.socket, witness.socket)
                if witness.socket is None:
                    return
                if witness.socket in ready:
                    if witness.receive(ANSWER_TIMEOUT_S) is not None:
                        return
                    ponged = True
            except LinkError:
                return
            if self._connection.socket in ready:
                self._connection.receive(ANSWER_TIMEOUT_S)

    # -- serving ---------------------------------------------------------------------------------------------

    def serve(self) -> None:
        """Do what is asked until something fails; ends by LinkError alone."""
        pulse_at = time.monotonic() + PULSE_EVERY_S
        while True:
            self._check()
            now = time.monotonic()
            work = self._queue.take(now)
            if work is not None:
                work.run(self)
            elif self._reread_at is not None and now >= self._reread_at:
                self._reread()
            elif now >= pulse_at and self._reread_at is None:
                self._pulse()
                pulse_at = time.monotonic() + PULSE_EVERY_S
            else:
                times = (self._reread_at or pulse_at, self._queue.next_due())
                until = min(one for one in times if one is not None)
                if self._waker.wait(max(0.0, until - now), self._connection.socket):
                    self._connection.receive(ANSWER_TIMEOUT_S)  # a ping, or the reason why it closes

    def execute(self, requests: Sequence[Request]) -> list[Answer]:
        """One batch, one answer each. A scene switch is marked as ours, so that it is not taken for a hand in OBS."""
        scene = next((str(one.data["sceneName"]) for one in requests if one.kind == "SetCurrentProgramScene"), None)
        if scene is None:
            return self._connection.batch(requests, ANSWER_TIMEOUT_S)
        switch = self._board.switch_sent(scene)
        # read the scene before it in the same batch: a switch to the scene on air is never told, so none is awaited
        answers = self._connection.batch((Request(kind="GetSceneList"), *requests), ANSWER_TIMEOUT_S)
        before, *rest = answers
        kinds = [one.kind for one in requests]
        done = rest[kinds.index("SetCurrentProgramScene")].ok
        self._board.switch_answered(switch, before=before.data.get("currentProgramSceneName"), ok=done)
        return rest

    @property
    def _connection(self) -> Connection:
        if self._requests is None:
            raise LinkError(Reason.LOST)
        return self._requests

    def _check(self) -> None:
        if self._stop():
            raise LinkError(Reason.CLOSED)
        if self._exiting:
            raise LinkError(Reason.EXITED)
        if self._events is not None and not self._events.alive:
            raise self._events.ended or LinkError(Reason.LOST)

    def _ask(self, names: Sequence[str]) -> list[Answer]:
        return self._connection.batch([Request(kind=name) for name in names], ANSWER_TIMEOUT_S)

    def _read(self, names: Sequence[str]) -> dict[str, Any]:
        return read_answers(names, self._ask(names))

    def _pulse(self) -> None:
        """Is it still there, and what do its outputs do; only while nothing else is asked."""
        seen = self._board.scene_events_seen()
        started = time.monotonic()
        found = self._read(PULSE)
        scene = found.pop("program_scene", None)
        found.pop("scenes", None)  # kept by events; in the middle of a collection switch it is half empty
        self._board.publish(rtt_ms=round((time.monotonic() - started) * 1000, 2), **found)
        if time.monotonic() > self._switching_collection_until:
            self._board.scene_read(scene, seen)

    def _reread(self) -> None:
        self._reread_at = None
        before = self.status
        answers = self._ask(READS)
        found = read_answers(READS, answers)
        if not found.get("scenes"):  # OBS is never without a scene: it is switching collections, or quitting
            self._reread_at = time.monotonic() + 0.25
            return
        collection, scene = found.get("collection"), found.pop("program_scene", None)
        if collection != before.collection:
            self._switching_collection_until = 0.0
            self._board.restart_watch(scene, transition_seconds(READS, answers))
            self._board.publish(program_scene=scene, **found)
            self._board.tell(CollectionChanged(str(collection), scene))
        else:
            self._board.publish(**found)
        if found["scenes"] != before.scenes:
            self._board.tell(ScenesChanged(found["scenes"]))

    # -- events, on their thread -----------------------------------------------------------------------------

    def _on_event(self, kind: str, data: dict[str, Any]) -> None:
        match kind:
            case "CurrentProgramSceneChanged":
                if time.monotonic() > self._switching_collection_until:
                    self._board.scene_event(str(data.get("sceneName")))
            case "ExitStarted":
                self._exiting = True
                self._waker.wake()
                return
            case "CurrentSceneCollectionChanging":
                self._switching_collection_until = time.monotonic() + COLLECTION_SWITCH_S
            case "RecordStateChanged":
                self._board.publish(recording=bool(data.get("outputActive")))
            case "StreamStateChanged":
                active = bool(data.get("outputActive"))
                self._board.publish(streaming=active, **({} if active else {"dropped_percent": None}))
            case "SceneItemCreated" | "SceneItemRemoved":
                self.items = {}
        if kind in _LISTS_CHANGED:
            self.items = {}
            wait = REMOVALS_SETTLE_S if kind.endswith("Removed") else REREAD_AFTER_S
            self._reread_at = time.monotonic() + wait
            self._waker.wake()
