"""Whose scene switch was it: the program's own requests matched with what OBS tells afterwards. Pure.

Measured on OBS 29: a Cut is told one frame later, a Fade at its end, of several switches in a row only the last one
is told, and a switch to the scene already on air is not told at all. ``GetCurrentProgramScene`` tells the scene
a transition leads to as soon as the switch was answered.
"""

from __future__ import annotations

from dataclasses import dataclass

from console.obs.status import SceneChanged

TELL_GRACE_S = 2.0
UNKNOWN_TRANSITION_S = 10.0  # a stinger's length is not told


@dataclass(slots=True)
class OwnSwitch:
    """A switch of ours OBS has not told about yet."""

    scene: str
    expires: float | None = None  # unknown until it was answered


class SceneWatch:
    """Keeps the program scene, and says of each change whether a hand in OBS made it. Not thread-safe."""

    def __init__(self) -> None:
        self.program: str | None = None
        self.transition_s: float | None = None
        self.told = 0
        self._own: list[OwnSwitch] = []

    def reset(self, program: str | None) -> None:
        """The truth was just read and nothing is under way: a new connection, another collection."""
        self.program = program
        self._own.clear()

    def sending(self, scene: str) -> OwnSwitch:
        """Just before a switch goes out: its event may arrive before its answer."""
        switch = OwnSwitch(scene)
        self._own.append(switch)
        return switch

    def answered(self, switch: OwnSwitch, *, before: str | None, ok: bool, now: float) -> SceneChanged | None:
        """OBS answered; ``before`` is the program scene read in the same batch, just ahead of the switch."""
        length = UNKNOWN_TRANSITION_S if self.transition_s is None else self.transition_s
        switch.expires = now + length + TELL_GRACE_S
        if not ok or before == switch.scene:  # nothing will be told
            self._own = [one for one in self._own if one is not switch]
        return self._move(switch.scene, by_hand=False) if ok else None

    def event(self, scene: str, now: float) -> SceneChanged | None:
        """OBS told of a program scene."""
        self.told += 1
        self._forget(now)
        for place, switch in enumerate(self._own):
            if switch.scene == scene:
                del self._own[: place + 1]  # those before it were overtaken and are never told
                newer = any(one.expires is not None for one in self._own)
                return None if newer else self._move(scene, by_hand=False)
        return self._move(scene, by_hand=True)

    def polled(self, scene: str | None, told: int, now: float) -> SceneChanged | None:
        """A read found this scene. ``told``: the count of events when it was sent; one that came since is newer."""
        self._forget(now)
        if scene is None or told != self.told or self._own:
            return None
        return self._move(scene, by_hand=True)

    def _move(self, scene: str, *, by_hand: bool) -> SceneChanged | None:
        if scene == self.program:
            return None
        self.program = scene
        return SceneChanged(scene, by_hand)

    def _forget(self, now: float) -> None:
        self._own = [one for one in self._own if one.expires is None or one.expires > now]
