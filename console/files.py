"""Files that are either the old or the new one, whatever happens in between, and what a failing disk is called."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

_CODES = {
    errno.ENOSPC: "workspace.full",
    errno.EDQUOT: "workspace.full",
    errno.EROFS: "workspace.read_only",
    errno.EACCES: "workspace.no_permission",
    errno.EPERM: "workspace.no_permission",
    errno.ENOTDIR: "workspace.not_a_folder",
    errno.EEXIST: "workspace.not_a_folder",
    errno.EISDIR: "workspace.not_a_file",
    errno.ENOLCK: "workspace.no_locks",
    errno.EOPNOTSUPP: "workspace.no_locks",
}


class WorkspaceUnusable(Exception):
    """The disk failed, not the program. ``data`` holds ``path`` and ``reason`` (the system's own words)."""

    def __init__(self, code: str, data: Mapping[str, str]) -> None:
        super().__init__(code, dict(data))
        self.code = code
        self.data = dict(data)

    @classmethod
    def because(cls, error: OSError, path: Path) -> WorkspaceUnusable:
        """The failure ``error`` met at ``path``."""
        code = _CODES.get(error.errno or 0, "workspace.failed")
        return cls(code, {"path": str(path), "reason": error.strerror or str(error)})


def replace_file(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Put ``content`` at ``path``: temporary file, fsync, replace. ``WorkspaceUnusable``: the old file stands."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise WorkspaceUnusable.because(error, path) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):  # the first failure is the one to tell
            temporary.unlink(missing_ok=True)
        raise WorkspaceUnusable.because(error, path) from error


def _sync_folder(folder: Path) -> None:
    """A rename lives in the folder; Windows cannot open one."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
