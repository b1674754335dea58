"""What must be true before going live. Red is what is known to be wrong; what nobody entered is no red.

A doubt is worth a question before going live, and refuses nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from console.show import timing
from console.show.plan import CueKind, effective_cues
from console.show.state import State

SCENE_MISSING = "scene_missing"
PIN_TOMORROW, PIN_TONIGHT = "pin_tomorrow", "pin_tonight"


class ObsScenes(Protocol):
    """What OBS has."""

    @property
    def connected(self) -> bool: ...

    @property
    def scenes(self) -> Collection[str]: ...


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that may not be meant. ``code`` has a sentence ``check.<code>``, which ``name`` and ``clock`` fill."""

    code: str
    name: str
    clock: str


def doubts(state: State, start: datetime) -> tuple[Doubt, ...]:
    """Hard starts whose clock time is over when the show begins at ``start``: they would be the next day's."""
    here = timing.zone(state.info.time_zone)
    today = start.astimezone(here).date()
    found = []
    for entry_id, at in timing.just_missed(state, start).items():
        local = at.astimezone(here)
        code = PIN_TONIGHT if local.date() == today else PIN_TOMORROW
        found.append(Doubt(code, state.plan.entries[entry_id].name, f"{local:%H:%M}"))
    return tuple(found)


def red(state: State, obs: ObsScenes | None) -> tuple[str, ...]:
    """Codes of what is wrong: ``scene_missing:NAME`` for each scene of the run order a connected OBS does not have."""
    if obs is None or not obs.connected:
        return ()
    missing: dict[str, None] = {}
    for entry in state.plan.in_order():
        if entry.entry_id in state.core.skipped:
            continue
        for cue in effective_cues(state.plan, entry).on_take:
            if cue.kind is CueKind.SCENE and cue.target and cue.target not in obs.scenes:
                missing[f"{SCENE_MISSING}:{cue.target}"] = None
    return tuple(missing)
