"""What must be true before going live. Red is what is known to be wrong; what nobody entered is no red."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from console.show.plan import CueKind, effective_cues
from console.show.state import State

SCENE_MISSING = "scene_missing"


class ObsScenes(Protocol):
    """What OBS has."""

    @property
    def connected(self) -> bool: ...

    @property
    def scenes(self) -> Collection[str]: ...


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
