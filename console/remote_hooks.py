"""Pushes of platforms on their way in: the signature first, then what they say, then into the show that is open.

A push with order lines for which no show is open is answered 503, so that the platform brings it again; it never
says it was taken when nothing was kept. What holds nothing to keep – probes, tests, tags without effect – is answered
as the platform expects, show or not. A push brought twice changes nothing: lines are merged by source and line id.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime

from console.app import Console
from console.feeds.webhooks.platforms import PLATFORMS
from console.feeds.webhooks.push import App, Note, Platform, Pushed, Unreadable
from console.files import WorkspaceUnusable
from console.intake import OrdersTaken
from console.secrets import Secrets
from console.show.sales import NO_ITEM
from console.web.door import HookAnswer, Problem
from console.wording import say

log = logging.getLogger(__name__)
SECRET_IS_FRESH_S = 5.0  # a keyring is not asked anew for each push of a flood
ONE_LINE_A_S = 10.0  # of refusals in the log
_HOST = re.compile(r"[a-z0-9.:-]{1,100}")  # what is shown of a name that anybody can send
TEST = Note("test", "test")


def hook_secret(platform: str) -> str:
    """The name under which a platform's secret is kept; its app key is in ``Settings.hook_keys``."""
    return f"hook_{platform}_secret"


@dataclass(frozen=True, slots=True, kw_only=True)
class PushTaken:
    """Announced when a true push was taken. ``lines``: how many it held, ``waiting`` of them without their item."""

    platform: str
    at: datetime
    lines: int = 0
    new: int = 0
    updated: int = 0
    waiting: int = 0
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadPush:
    """A true push, read and not yet kept."""

    platform: Platform
    pushed: Pushed

    @property
    def answer(self) -> HookAnswer:
        said = self.pushed.answer
        return HookAnswer(self.platform.answer if said is None else said, self.platform.media_type)


@dataclass(frozen=True, slots=True, kw_only=True)
class PushRecord:
    """What came of one platform's pushes since the server is up.

    ``refused`` counts them by why: ``no_secret bad_signature unreadable no_show not_written bad_host``; of the last
    kind ``host`` is the name they were sent to. ``notes`` counts what true pushes said that became no order line, by
    why: see ``Note``.
    """

    taken: int = 0
    lines: int = 0
    waiting: int = 0  # lines without their item
    last_at: datetime | None = None
    refused: Mapping[str, int] = field(default_factory=dict)
    refused_at: datetime | None = None
    host: str = ""
    notes: Mapping[str, int] = field(default_factory=dict)


class Hooks:
    """Takes pushes for one console. ``read`` runs on any thread, ``take`` on the main thread."""

    def __init__(self, console: Console, secrets: Secrets | None = None) -> None:
        self._console = console
        self._secrets = secrets or Secrets(console.workspace)
        self._kept: dict[str, tuple[float, str]] = {}
        self._lock = threading.Lock()
        self._records: dict[str, PushRecord] = {}
        self._refused: Counter[str] = Counter()
        self._refused_at: dict[str, float] = {}

    def knows(self, platform: str) -> bool:
        """Whether pushes of this platform are understood."""
        return platform in PLATFORMS

    def records(self) -> Mapping[str, PushRecord]:
        """What came of the pushes of each platform that sent any. Any thread."""
        with self._lock:
            return dict(self._records)

    def refused(self, name: str, why: str, host: str = "") -> None:
        """A push was refused, here or before it came here. Any thread; anybody can send one, so little is kept."""
        with self._lock:
            known = self._records.get(name, PushRecord())
            counts = {**known.refused, why: known.refused.get(why, 0) + 1}
            at = self._console.clock.now()
            named = host if _HOST.fullmatch(host) else known.host
            self._records[name] = replace(known, refused=counts, refused_at=at, host=named)
        self._log_refusal(name, why)

    def read(self, name: str, headers: Mapping[str, str], body: bytes) -> ReadPush:
        """What a push says. Raises Problem: 401 unless its signature is right, 422 when it cannot be read."""
        platform = PLATFORMS[name]
        app = self._app(platform)
        if app is None or not platform.verify(headers, body, app):
            if platform.is_test(body):
                return ReadPush(platform, Pushed(notes=(TEST,)))
            self.refused(name, "no_secret" if app is None else "bad_signature")
            raise Problem(401, "bad_signature", self._say("api.bad_signature"))
        if platform.is_test(body):
            return ReadPush(platform, Pushed(notes=(TEST,)))
        try:
            return ReadPush(platform, platform.read(headers, body, self._console.clock.now()))
        except Unreadable:
            log.warning("a push of %s has a true signature and cannot be read (%d bytes)", name, len(body))
            self.refused(name, "unreadable")
            raise Problem(422, "bad_json", self._say("api.bad_json"), field="") from None

    def take(self, read: ReadPush, relay: Callable[[Future[OrdersTaken]], Future[OrdersTaken]]) -> Future[HookAnswer]:
        """Keep what was read; done once durable and counted. Raises Problem 503 when no show is open for it.

        ``relay`` puts what a store fails with into an answer's words.
        """
        name, lines = read.platform.name, read.pushed.lines
        answer: Future[HookAnswer] = Future()
        if not lines:
            self._tell(read, OrdersTaken())
            answer.set_result(read.answer)
            return answer
        show = self._console.show
        if show is None:
            self.refused(name, "no_show")
            raise Problem(503, "no_show", self._say("api.hook_no_show"))

        def taken(done: Future[OrdersTaken]) -> None:
            error = done.exception()
            if error is not None:
                self.refused(name, "not_written")
                answer.set_exception(error)
                return
            self._tell(read, done.result())
            answer.set_result(read.answer)

        relay(show.intake.orders(lines)).add_done_callback(taken)
        return answer

    def _tell(self, read: ReadPush, taken: OrdersTaken) -> None:
        name, pushed = read.platform.name, read.pushed
        for note in pushed.notes:
            level = logging.WARNING if note.code in ("unknown_tag", "unreadable") else logging.INFO
            log.log(level, "push of %s: %s %r %r", name, note.code, note.tag, note.ref)
        told = PushTaken(
            platform=name,
            at=self._console.clock.now(),
            lines=len(pushed.lines),
            new=taken.new,
            updated=taken.updated,
            waiting=sum(1 for line in pushed.lines if line.product_id == NO_ITEM and not line.is_notice),
            notes=pushed.notes,
        )
        with self._lock:
            known = self._records.get(name, PushRecord())
            self._records[name] = replace(
                known,
                taken=known.taken + 1,
                lines=known.lines + told.lines,
                waiting=known.waiting + told.waiting,
                last_at=told.at,
                notes=Counter(known.notes) + Counter(note.code for note in told.notes),
            )
        self._console.listeners.announce(told)

    def _app(self, platform: Platform) -> App | None:
        """The app as the settings say; None until its secret, and its key where one is signed, are there."""
        key = self._console.settings.hook_keys.get(platform.name, "").strip()
        secret = self._secret(platform.name)
        return App(key, secret) if secret and (key or not platform.needs_key) else None

    def _secret(self, name: str) -> str:
        with self._lock:  # also keeps a flood from asking the keyring many times at once
            kept = self._kept.get(name)
            now = time.monotonic()
            if kept is not None and now - kept[0] < SECRET_IS_FRESH_S:
                return kept[1]
            try:
                secret = self._secrets.get(hook_secret(name)) or ""
            except WorkspaceUnusable as unusable:
                log.error("the secret of %s cannot be read: %s", name, unusable)
                raise Problem(503, unusable.code, self._say(unusable.code, **unusable.data)) from unusable
            self._kept[name] = (now, secret)
            return secret

    def _log_refusal(self, name: str, why: str) -> None:
        """Each kind of refusal at most once in ten seconds, with how many there were: anybody can send them."""
        key = f"{name} {why}"
        with self._lock:
            self._refused[key] += 1
            now = time.monotonic()
            if now - self._refused_at.get(key, -ONE_LINE_A_S) < ONE_LINE_A_S:
                return
            count, self._refused[key] = self._refused[key], 0
            self._refused_at[key] = now
        log.warning("refused %d push(es) of %s: %s; nothing of them was kept", count, name, why)

    def _say(self, key: str, **data: object) -> str:
        return say(self._console.settings.lang, key, **data)
