"""Settings changed from a dock instead of the dialog: saved at once, used at once, told when the disk fails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from console.files import WorkspaceUnusable
from console.listeners import Notice

if TYPE_CHECKING:
    from widgets.program import Program


def keep_changes(program: Program, changes: Mapping[str, Any]) -> None:
    """Save these fields over what was saved, not over what the command line says for this run."""
    before = program.saved
    try:
        program.keep_settings(replace(before, **changes))
    except WorkspaceUnusable as unusable:
        program.tell(Notice(code=unusable.code, level="error", data=dict(unusable.data)))
        return
    program.apply_settings(before)
