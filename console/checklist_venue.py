"""Pre-show checks of OBS: the scenes and inputs the run order asks for. Pure.

A connected OBS is asked; what is not there now may be there once OBS runs, so an OBS that is away is amber.
"""

from __future__ import annotations

from collections.abc import Iterator

from console.checklist_goods import to_air
from console.checks import Around, Colour, Finding
from console.show.plan import Cue, CueKind, EntryId, effective_cues
from console.show.state import State

SCENE_MISSING = "scene_missing"
INSIDE = frozenset({CueKind.SHOW, CueKind.HIDE})


def scenes(state: State, around: Around) -> Iterator[Finding]:
    """Scenes that are switched to, and those in which something is shown or hidden."""
    wanted: dict[str, EntryId] = {}
    for entry_id, cue in _cues(state):
        name = cue.target if cue.kind is CueKind.SCENE else cue.scene if cue.kind in INSIDE else ""
        if name:
            wanted.setdefault(name, entry_id)
    if around.obs_left_out:
        return
    if not wanted:
        yield Finding("no_scene", Colour.AMBER)
    elif around.obs is None or not around.obs.connected:
        yield Finding("obs_away", Colour.AMBER)
    else:
        for name, entry_id in wanted.items():
            if name not in around.obs.scenes:
                yield Finding(SCENE_MISSING, Colour.RED, (name,), entry_id)


def inputs(state: State, around: Around) -> Iterator[Finding]:
    """Inputs that are written to or restarted; what is shown or hidden may be a group, of which OBS lists nothing."""
    obs = around.obs
    if around.obs_left_out:
        return
    wanted: dict[tuple[str, CueKind], EntryId] = {}
    for entry_id, cue in _cues(state):
        if cue.kind in (CueKind.TEXT, CueKind.MEDIA_RESTART) or cue.kind in INSIDE:
            wanted.setdefault((cue.target, CueKind.SHOW if cue.kind in INSIDE else cue.kind), entry_id)
    if not wanted:
        return
    if obs is None or not obs.connected:
        yield Finding("obs_away", Colour.AMBER)
        return
    kinds = {each.name: each.kind for each in obs.inputs}
    for (name, kind), entry_id in wanted.items():
        if kind is CueKind.SHOW:
            if name not in kinds and name not in obs.scenes:
                yield Finding("source_unlisted", Colour.AMBER, (name,), entry_id)
        elif name not in kinds:
            yield Finding("input_missing", Colour.RED, (name,), entry_id)
        elif kind is CueKind.TEXT and "text" not in kinds[name]:
            yield Finding("input_not_text", Colour.RED, (name,), entry_id)


def _cues(state: State) -> Iterator[tuple[EntryId, Cue]]:
    for entry in to_air(state):
        sheet = effective_cues(state.plan, entry)
        for cue in (*sheet.on_take, *sheet.on_leave):
            if cue.target or cue.kind is CueKind.CHAPTER:
                yield entry.entry_id, cue
