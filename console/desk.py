"""The one door for changing a show.

A command is decided against the state as it will be once everything asked before is durable, its event goes
to the writer, and only when it is committed does the shown state move and do listeners hear of it. The
caller never waits: it gets a future that is done, on the main thread, when the event is durable.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import Connection

from console.clock import Clock
from console.listeners import Applied, Listeners, Notice
from console.show import commands as cmd
from console.show import events as ev
from console.show import rundown
from console.show.fold import apply
from console.show.state import EMPTY, State
from console.store import journal
from console.store.database import StoreFailed
from console.store.writer import Writer

log = logging.getLogger(__name__)
Post = Callable[[Callable[[], None]], None]


@dataclass(frozen=True, slots=True)
class Receipt:
    """A command was carried out: the seq of its event; ``event`` None when it was the same take or call again."""

    seq: int
    event: ev.Event | None = None


@dataclass(slots=True)
class _Pending:
    event: ev.Event
    after: State
    future: Future[Receipt]


class Desk:
    """Asks the rundown, makes the event durable, applies it, tells. Main thread only."""

    def __init__(
        self,
        *,
        show_id: str,
        writer: Writer,
        clock: Clock,
        post: Post,
        listeners: Listeners,
        sold: Callable[[], Mapping[str, int]] = dict,
        events: Iterable[ev.Event] = (),
        repeated: Mapping[str, int] = MappingProxyType({}),
        replayed: Callable[[State, State, ev.Event], None] = lambda _before, _after, _event: None,
    ) -> None:
        """``events``: the journal so far. ``repeated``: keys of calls that were the same take again, and its seq.

        ``replayed`` sees each event of the journal so far with the state before and after it.
        """
        self.show_id = show_id
        self._writer = writer
        self._clock = clock
        self._post = post
        self._listeners = listeners
        self._sold = sold
        self._pending: OrderedDict[int, _Pending] = OrderedDict()
        self._keys: dict[str, Future[Receipt]] = {}
        state = EMPTY
        for event in events:
            before, state = state, apply(state, event)
            replayed(before, state, event)
            if event.key is not None:
                self._keys[event.key] = _done(Receipt(event.seq))
        self._keys.update({key: _done(Receipt(seq)) for key, seq in repeated.items()})
        self._state = self._ahead = state

    @property
    def state(self) -> State:
        """The show as it is on disk."""
        return self._state

    @property
    def waiting(self) -> int:
        """Events asked for and not yet durable."""
        return len(self._pending)

    def answered(self) -> Mapping[str, Future[Receipt]]:
        """The answers to calls that came with a key, those of earlier runs too."""
        return dict(self._keys)

    def ask(self, command: cmd.Command, *, actor: str, key: str | None = None) -> Future[Receipt]:
        """Carry out ``command``. The future fails with Refused, BadValue or StoreFailed, and nothing changed.

        ``key``: an idempotency key; asking again with it gives the first answer and no event.
        """
        if key is not None and key in self._keys:
            return self._keys[key]
        future: Future[Receipt] = Future()
        try:
            at = self._clock.now()
            payload = rundown.decide(self._ahead, command, at=at, sold=self._sold())
        except rundown.SameTake as same:
            return self._answer_of(same.seq) if key is None else self._repeat(same.seq, key)
        except (rundown.Refused, rundown.BadValue) as refusal:
            future.set_exception(refusal)
            return future
        event = ev.Event(seq=self._ahead.seq + 1, at=at, actor=actor, payload=payload, key=key)
        self._append(event, future)
        return future

    def _append(self, event: ev.Event, future: Future[Receipt]) -> None:
        after = apply(self._ahead, event)
        self._ahead = after
        pending = self._pending[event.seq] = _Pending(event, after, future)
        if event.key is not None:
            self._keys[event.key] = future
        show_id = self.show_id

        def write(connection: Connection) -> None:
            journal.append(connection, show_id, event, after)

        written = self._writer.submit(write, urgent=True)
        written.add_done_callback(lambda done: self._post(lambda: self._written(pending, done)))

    def _repeat(self, seq: int, key: str) -> Future[Receipt]:
        """The same take again, by a call that may be retried: its key must outlive a crash as an event's does."""
        future = self._keys[key] = Future()
        show_id = self.show_id

        def told(done: Future[None]) -> None:
            error = done.exception()
            if error is None:
                future.set_result(Receipt(seq))
                return
            self._keys.pop(key, None)
            future.set_exception(error)

        written = self._writer.submit(lambda connection: journal.repeat(connection, show_id, key, seq), urgent=True)
        written.add_done_callback(lambda done: self._post(lambda: told(done)))
        return future

    def _answer_of(self, seq: int) -> Future[Receipt]:
        future: Future[Receipt] = Future()
        pending = self._pending.get(seq)
        if pending is None:
            future.set_result(Receipt(seq))
            return future

        def relay(first: Future[Receipt]) -> None:
            error = first.exception()
            if error is not None:
                future.set_exception(error)
            else:
                future.set_result(Receipt(seq))

        pending.future.add_done_callback(relay)
        return future

    def _written(self, pending: _Pending, done: Future[None]) -> None:
        if self._pending.get(pending.event.seq) is not pending:
            return  # given up together with an event before it
        error = done.exception()
        if error is not None:
            self._give_up(error)
            return
        del self._pending[pending.event.seq]
        before, self._state = self._state, pending.after
        self._listeners.announce(Applied(events=(pending.event,), before=before, after=pending.after))
        pending.future.set_result(Receipt(pending.event.seq, pending.event))

    def _give_up(self, error: BaseException) -> None:
        """An event could not be written: it and all decided after it did not happen."""
        lost = list(self._pending.values())
        self._pending.clear()
        self._ahead = self._state
        failed = error if isinstance(error, StoreFailed) else StoreFailed("store_failed", str(error))
        log.error("%d events were not written: %s", len(lost), failed)
        for pending in lost:
            if pending.event.key is not None:
                self._keys.pop(pending.event.key, None)
            pending.future.set_exception(failed)
        kinds = [pending.event.kind for pending in lost]
        self._listeners.announce(
            Notice(
                code="not_written",
                level="error",
                data={"code": failed.code, "detail": failed.detail, "kinds": kinds},
            )
        )


def _done(receipt: Receipt) -> Future[Receipt]:
    future: Future[Receipt] = Future()
    future.set_result(receipt)
    return future
