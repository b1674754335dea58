"""Settings that change while the program runs: saved at once, used at once, told when the disk fails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from console.files import WorkspaceUnusable
from console.listeners import Notice
from widgets.keys import KeyMap

if TYPE_CHECKING:
    from console.settings import Settings
    from widgets.program import Program


def keep_changes(program: Program, changes: Mapping[str, Any]) -> None:
    """Changed from a dock: save these fields over what was saved, not over what the command line says for this run."""
    before = program.saved
    try:
        program.keep_settings(replace(before, **changes))
    except WorkspaceUnusable as unusable:
        program.tell(Notice(code=unusable.code, level="error", data=dict(unusable.data)))
        return
    apply_changes(program, before)


def apply_changes(program: Program, before: Settings) -> None:
    """What changed in the settings, on the screen."""
    keys_changed = dict(before.keys) != dict(program.saved.keys)
    if keys_changed:
        program.controls.set_keys(KeyMap(program.saved.keys))
    if before.theme is not program.saved.theme:
        program.set_theme(program.saved.theme.value)
    elif program.furniture is not None and (keys_changed or before.quick_messages != program.saved.quick_messages):
        program.furniture.renew()  # keys and words stand on its buttons
    if program.errands is not None and before.watch_folder != program.saved.watch_folder:
        program.errands.files.watch_folder()
    if program.barrage is not None:
        program.barrage.follow(program.saved)
    if program.furniture is not None and program.saved.bridge and not before.bridge:
        program.furniture.bring_out("comments")  # what was chosen just now is to be seen
    if program.context is not None:
        program.context.console.shared.follow(program.saved)
    show = None if program.context is None else program.context.console.show
    if show is not None:
        show.count_from(program.saved.sources)
        show.feeds.watch.after = program.saved.stale_after
    obs = ("obs_host", "obs_port", "obs_connect")
    if program.errands is not None and any(getattr(before, name) != getattr(program.saved, name) for name in obs):
        program.errands.connect_obs()
