"""What is known of OBS at this moment, and telling it: every change reaches the owner's thread, in order."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from console.obs.attribution import OwnSwitch, SceneWatch
from console.obs.status import ObsEvent, ObsStatus, SceneChanged


class StatusBoard:
    """The status and the program scene, written by the request and the event thread. ``post`` must not wait."""

    def __init__(
        self,
        post: Callable[[Callable[[], None]], None],
        on_status: Callable[[ObsStatus], None],
        on_event: Callable[[ObsEvent], None],
        now: Callable[[], datetime],
    ) -> None:
        self._post = post
        self._on_status = on_status
        self._on_event = on_event
        self._now = now
        self._watch = SceneWatch()
        self._lock = threading.RLock()  # held while posting, or two threads could tell in the wrong order
        self.status = ObsStatus(since=now())

    def post(self, call: Callable[[], None]) -> None:
        self._post(call)

    def publish(self, **changes: Any) -> None:
        """Fields of ObsStatus that are different now."""
        with self._lock:
            before = self.status
            status = replace(before, **changes)
            if status == before:
                return
            if status.state is not before.state:
                status = replace(status, since=self._now())
            self.status = status
            self._post(lambda: self._on_status(status))

    def tell(self, event: ObsEvent | None) -> None:
        """Something changed in OBS; None is nothing."""
        if event is None:
            return
        with self._lock:
            if isinstance(event, SceneChanged):
                self.publish(program_scene=event.scene)
            self._post(lambda: self._on_event(event))

    def restart_watch(self, program: str | None, transition_s: float | None) -> None:
        """The program scene as just read, with nothing of ours under way."""
        with self._lock:
            self._watch.reset(program)
            self._watch.transition_s = transition_s

    def switch_sent(self, scene: str) -> OwnSwitch:
        with self._lock:
            return self._watch.sending(scene)

    def switch_answered(self, switch: OwnSwitch, *, before: str | None, ok: bool) -> None:
        with self._lock:
            self.tell(self._watch.answered(switch, before=before, ok=ok, now=time.monotonic()))

    def scene_event(self, scene: str) -> None:
        with self._lock:
            self.tell(self._watch.event(scene, time.monotonic()))

    def scene_events_seen(self) -> int:
        with self._lock:
            return self._watch.told

    def scene_read(self, scene: str | None, seen: int) -> None:
        with self._lock:
            self.tell(self._watch.polled(scene, seen, time.monotonic()))
