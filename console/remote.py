"""The door the local server knocks at: what a remote caller asks, done on the main thread as the window does it.

Answers to calls that change something are futures, done once the change is durable. Whatever is refused is a
``Problem`` with its HTTP status and a sentence in the user's language, and changed nothing.
"""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import resources
from console.actions import UnknownAction, command_of, stock_command_of, tick_in
from console.app import Console, ShowClosed, ShowOpened
from console.desk import Receipt
from console.intake import OrdersTaken
from console.json_fields import BadFields, Fault
from console.listeners import Applied, FiguresChanged, StockChanged
from console.open_show import NoSuchShow, OpenShow
from console.remote_hooks import Hooks, PushRecord, ReadPush
from console.remote_intake import read_orders, read_readings
from console.remote_views import items_view, run_order_view, state_view
from console.show import commands as cmd
from console.show import timing
from console.show.codec import encode
from console.show.rundown import BadValue, Refused
from console.show.sales import OrderLine, Reading
from console.store import journal
from console.store.database import StoreFailed
from console.web.door import HookAnswer, Problem
from console.wording import say

if TYPE_CHECKING:
    from console.venue import Venue

log = logging.getLogger(__name__)
T = TypeVar("T")
R = TypeVar("R")
STATE_IS_FRESH_S = 0.05  # a state this young is told again when nothing changed since
KEY_MARK = "api"  # begins the journal's key of every call that came with an Idempotency-Key


@dataclass(frozen=True, slots=True)
class _Call:
    """A call that came with an Idempotency-Key: what it asked, and its answer."""

    asked: str
    answer: Future[Receipt]


class Remote:
    """The program for a remote caller. Main thread only, except where "any thread" is said."""

    def __init__(self, console: Console, *, venue: Venue | None = None, ready: bool = True) -> None:
        self._console = console
        self._venue = venue
        self.ready = ready  # any thread reads it
        self._calls: dict[str, _Call] = {}
        self._listeners: list[Callable[[], None]] = []
        self._told: dict[str, Any] | None = None
        self._told_at = 0.0
        self._hooks = Hooks(console)
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="journal-reader")
        hear = console.listeners.subscribe
        self._unsubscribe = [
            hear(ShowOpened, lambda told: self._on_opened(told.show)),
            hear(ShowClosed, lambda _: self._on_closed()),
            hear(Applied, lambda _: self._changed()),
            hear(FiguresChanged, lambda _: self._changed()),
            hear(StockChanged, lambda _: self._changed()),
        ]
        if venue is not None:
            console.readiness.venue = venue
            from console.venue import ObsChanged  # brings the OBS library, which only a console with OBS needs

            self._unsubscribe.append(hear(ObsChanged, lambda _: self._changed()))
        if console.show is not None:
            self._on_opened(console.show)

    def close(self) -> None:
        """Stop listening; calls under way are still answered."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._reader.shutdown(wait=False)

    # -- asking -----------------------------------------------------------------------------------

    def say(self, key: str, **data: object) -> str:
        """A sentence in the user's language. Any thread."""
        return say(self._console.settings.lang, key, **data)

    def page(self) -> str:
        """The page that documents this API. Any thread."""
        return resources.path("web", f"api.{self._console.settings.lang}.html").read_text(encoding="utf-8")

    def state(self) -> dict[str, Any]:
        """The flat state object. Nothing acknowledged before is missing from it."""
        now = time.monotonic()
        if self._told is None or now - self._told_at > STATE_IS_FRESH_S:
            obs = None if self._venue is None else self._venue.status
            self._told = state_view(self._console.show, obs, self._console.clock.now())
            self._told_at = now
        return self._told

    def run_order(self) -> list[dict[str, Any]]:
        """The entries in order; empty without an open show."""
        show = self._console.show
        return [] if show is None else run_order_view(show, self._console.clock.now())

    def items(self) -> list[dict[str, Any]]:
        """Every product anything is known of; empty without an open show."""
        show = self._console.show
        return [] if show is None else items_view(show)

    def journal(self, after: int) -> Future[list[dict[str, Any]]]:
        """The open show's events after seq ``after``, read beside the main thread."""
        show = self._console.show
        if show is None:
            return _done([])
        show_id, zone, database = show.show_id, timing.zone(show.state.info.time_zone), self._console.database

        def read() -> list[dict[str, Any]]:
            with database.connect() as connection:
                rows = journal.raw(connection, show_id, after)
            for row in rows:
                row["at"] = datetime.fromisoformat(str(row["at"])).astimezone(zone).isoformat(timespec="milliseconds")
            return rows

        return self._answer(self._reader.submit(read), lambda rows: rows)

    def on_change(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Have ``listener`` called, on the main thread, whenever the state object may have changed. Any thread."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # -- changing ---------------------------------------------------------------------------------

    def act(self, name: str, fields: Mapping[str, Any], key: str | None, actor: str) -> Future[int]:
        """Carry out an action of ``console.actions``; the seq of its event. Raises Problem, or fails with it."""
        return self._call(f"action/{name}", fields, key, actor, lambda: command_of(name, fields))

    def act_stock(
        self, name: str, product_id: str, fields: Mapping[str, Any], key: str | None, actor: str
    ) -> Future[int]:
        """The same for one product's stock."""
        asked = f"stock/{product_id}/{name}"
        return self._call(asked, fields, key, actor, lambda: stock_command_of(name, product_id, fields))

    def _call(
        self, path: str, fields: Mapping[str, Any], key: str | None, actor: str, read: Callable[[], cmd.Command]
    ) -> Future[int]:
        try:
            command = read()
        except UnknownAction as unknown:
            message = self.say("api.unknown_action", name=unknown.name)
            raise Problem(404, "unknown_action", message) from None
        except BadFields as bad:
            raise self._bad_fields(bad) from None
        show = self._open_show()
        asked = _fingerprint(path, fields)
        if key is not None:
            known = self._calls.get(key)
            if known is not None and known.asked != asked:
                message = self.say("api.idempotency_key_reused")
                raise Problem(422, "idempotency_key_reused", message, field="Idempotency-Key")
            if known is not None:
                return self._answer(known.answer, _seq)
        done = self._ask(show, command, actor, None if key is None else f"{KEY_MARK}:{asked}:{key}")
        if key is not None:
            self._remember(show, key, _Call(asked, done))
        return self._answer(done, _seq)

    def _ask(self, show: OpenShow, command: cmd.Command, actor: str, key: str | None) -> Future[Receipt]:
        match command:
            case cmd.AskScene(scene=scene):
                if self._venue is None:
                    return _failed(Refused("obs_not_connected"))
                return self._venue.switch(scene, actor=actor, key=key)
            case cmd.GoLive(override=override):
                command = cmd.GoLive(override=override, red=self._console.readiness.red(show))
            case cmd.TickAction():
                command = tick_in(show.state, command)
        return show.ask(command, actor=actor, key=key)

    def _remember(self, show: OpenShow, key: str, call: _Call) -> None:
        """A call that is refused leaves nothing behind, so its key stays free."""
        if call.answer.done() and call.answer.exception() is not None:
            return
        self._calls[key] = call

        def forget(done: Future[Receipt]) -> None:
            if done.exception() is not None and self._calls.get(key) is call:
                del self._calls[key]

        call.answer.add_done_callback(forget)

    # -- numbers in -------------------------------------------------------------------------------

    def read_orders(self, raw: Any) -> list[OrderLine]:
        """Order lines of a JSON list, whole or not at all. Raises Problem. Any thread."""
        try:
            return read_orders(raw)
        except BadFields as bad:
            raise self._bad_fields(bad) from None

    def read_readings(self, raw: Any) -> list[Reading]:
        """Readings of a JSON list, whole or not at all. Raises Problem. Any thread."""
        try:
            return read_readings(raw)
        except BadFields as bad:
            raise self._bad_fields(bad) from None

    def take_orders(self, lines: list[OrderLine]) -> Future[dict[str, int]]:
        """Keep and count order lines. Raises Problem ``no_show``."""
        show = self._open_show()

        def told(taken: OrdersTaken) -> dict[str, int]:
            return {"new": taken.new, "updated": taken.updated, "unchanged": taken.unchanged}

        return self._answer(show.intake.orders(lines), told)

    def take_readings(self, readings: list[Reading]) -> Future[dict[str, int]]:
        """Keep and count readings. Raises Problem ``no_show``."""
        show = self._open_show()
        return self._answer(show.intake.readings(readings), lambda new: {"new": new, "unchanged": len(readings) - new})

    def knows_hook(self, platform: str) -> bool:
        """Whether pushes of this platform are understood. Any thread."""
        return self._hooks.knows(platform)

    def read_hook(self, platform: str, headers: Mapping[str, str], body: bytes) -> ReadPush:
        """What a push says, its signature checked first. Raises Problem. Any thread; may wait for the keyring."""
        return self._hooks.read(platform, headers, body)

    def take_hook(self, read: ReadPush) -> Future[HookAnswer]:
        """Keep what ``read_hook`` read. Raises Problem ``no_show``."""
        return self._hooks.take(read, lambda taken: self._answer(taken, lambda orders: orders))

    def hook_refused(self, platform: str, why: str, host: str) -> None:
        """A push was refused before it was read. Any thread."""
        if self._hooks.knows(platform):
            self._hooks.refused(platform, why, host)

    def pushes(self) -> Mapping[str, PushRecord]:
        """What came of the pushes of each platform that sent any. Any thread."""
        return self._hooks.records()

    def hand_over(self, verb: str, request: Mapping[str, Any]) -> Future[dict[str, Any]]:
        """Work a verb of the command line hands over. Raises Problem, or fails with it."""
        from console import handover  # reads sheets, which a show under way seldom needs

        if verb not in handover.VERBS:
            raise Problem(404, "unknown_action", self.say("api.unknown_action", name=verb))
        try:
            return self._answer(handover.perform(self._console, verb, request), lambda answer: answer)
        except NoSuchShow as missing:
            message = self.say("cli.no_such_show", show_id=missing.show_id)
            raise Problem(404, "no_such_show", message) from missing
        except (KeyError, ValueError, TypeError) as error:
            raise Problem(422, "bad_handover", self.say("api.bad_handover", detail=repr(error)), field="") from error

    # -- inside -----------------------------------------------------------------------------------

    def _on_opened(self, show: OpenShow) -> None:
        self._calls = {}
        for key, answer in show.desk.answered().items():
            mark, _, rest = key.partition(":")
            asked, _, given = rest.partition(":")
            if mark == KEY_MARK and given:
                self._calls[given] = _Call(asked, answer)
        self._changed()

    def _on_closed(self) -> None:
        self._calls = {}
        self._changed()

    def _changed(self) -> None:
        self._told = None
        for listener in tuple(self._listeners):
            listener()

    def _open_show(self) -> OpenShow:
        if self._console.show is None:
            raise self._problem_of(Refused("no_show"))
        return self._console.show

    def _answer(self, asked: Future[T], told: Callable[[T], R]) -> Future[R]:
        answer: Future[R] = Future()

        def relay(done: Future[T]) -> None:
            error = done.exception()
            if error is None:
                answer.set_result(told(done.result()))
            else:
                answer.set_exception(self._problem_of(error))

        asked.add_done_callback(relay)
        return answer

    def _problem_of(self, error: BaseException) -> BaseException:
        match error:
            case Refused(code=code, data=data):
                words, more = dict(data), {}
                if "checks" in data:
                    more["checks"] = data["checks"]
                    words["checks"] = "; ".join(map(self._told_check, data["checks"]))
                if data:
                    more["data"] = encode(data)
                return Problem(409, code, self.say(f"refused.{code}", **words), **more)
            case BadValue(field=field, code=code, data=data):
                message = self.say(f"refused.{code}", **{**data, "field": field})
                return Problem(404 if code == "unknown_product" else 422, code, message, field=field)
            case StoreFailed(code=code, detail=detail):
                return Problem(503, code, self.say(f"store.{code}", detail=detail))
        return error

    def _told_check(self, check: str) -> str:
        code, _, what = check.partition(":")
        return self.say(f"check.{code}", what=what)

    def _bad_fields(self, bad: BadFields) -> Problem:
        faults = [self._told_fault(fault) for fault in bad.faults]
        first = faults[0]
        return Problem(422, first["error"], first["message"], field=first["field"], faults=faults)

    def _told_fault(self, fault: Fault) -> dict[str, Any]:
        message = self.say(f"api.field.{fault.code}", **{**fault.data, "field": fault.field})
        told: dict[str, Any] = {"field": fault.field, "error": fault.code, "message": message}
        if fault.index is not None:
            told["index"] = fault.index
            told["message"] = self.say("api.row", row=fault.index + 1, fault=message)
        return told


def _fingerprint(path: str, fields: Mapping[str, Any]) -> str:
    """What a call asks, short: the same key with another of these is a mistake."""
    text = json.dumps([path, fields], ensure_ascii=True, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _seq(receipt: Receipt) -> int:
    return receipt.seq


def _done(value: T) -> Future[T]:
    future: Future[T] = Future()
    future.set_result(value)
    return future


def _failed(error: Exception) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_exception(error)
    return future
