"""Which room this is where several share one stock: an id that is chosen, or made once and kept in the workspace."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from console.files import WorkspaceUnusable, replace_file

if TYPE_CHECKING:
    from console.settings import Settings
    from console.workspace import Workspace


def room_id(workspace: Workspace, settings: Settings) -> str:
    """The room's id. Raises WorkspaceUnusable."""
    if settings.room_id:
        return settings.room_id
    path = workspace.root / "room-id"
    try:
        kept = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        kept = ""
    except OSError as error:
        raise WorkspaceUnusable.because(error, path) from error
    if not kept:
        kept = f"room-{secrets.token_hex(4)}"
        replace_file(path, f"{kept}\n".encode())
    return kept
