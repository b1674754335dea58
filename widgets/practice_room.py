"""Lets the practice room's audience live while its show is open, as fast as the user likes."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer

from console.app import Console
from console.practice import SPEEDS, Audience
from console.practice_voices import Voices
from widgets.practice_band import PracticeBand

STEP_MS = 1000
LONGEST_STEP = timedelta(seconds=5)  # after the machine slept nobody makes up for the night


class PracticeRoom(QObject):
    """The audience of the show that is open. ``release`` sends it home."""

    def __init__(self, console: Console, band: PracticeBand, *, seed: int = 11, parent: QObject | None = None) -> None:
        super().__init__(parent)
        assert console.show is not None
        show = console.show
        self._show, self._band, self._comments = show, band, console.comments
        self._voices = Voices(console.settings.lang, seed=seed)
        self.audience = Audience(show, seed=seed)
        self._last = show.clock.now()
        band.offer_speeds(SPEEDS, self.audience.speed)
        band.speed_asked.connect(self._on_speed)
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self.step)
        self._timer.start()

    def step(self) -> None:
        """Let the time since the last step go by for the audience."""
        now = self._show.clock.now()
        passed, self._last = min(now - self._last, LONGEST_STEP), now
        if passed > timedelta(0):
            self.audience.step(passed, now)
            self._speak(now)

    def _speak(self, now: datetime) -> None:
        state = self._show.state
        on_air = None if state.on_air is None else state.on_air.product_id
        left = None if on_air is None else self._show.balance(on_air).remaining
        spoken = self.audience.spoken
        self._comments.add(now, self._voices.say(spoken, state, left is not None and left <= 0), spoken)

    def release(self) -> None:
        self._timer.stop()
        self._band.speed_asked.disconnect(self._on_speed)
        self.deleteLater()

    def _on_speed(self, speed: int) -> None:
        self.audience.speed = speed
