"""Why a file or a folder of the user's cannot be opened, in words."""

from __future__ import annotations

import errno

from console.wording import say

_CODES = {
    errno.ENOENT: "gone",
    errno.ENOTDIR: "gone",
    errno.EACCES: "denied",  # of Windows also: another program has it
    errno.EPERM: "denied",
    errno.EBUSY: "denied",
    errno.EIO: "silent",
    errno.ENODEV: "silent",
    errno.ENXIO: "silent",
    errno.ETIMEDOUT: "silent",
    errno.EHOSTDOWN: "silent",
    errno.ESTALE: "silent",
}


def unopened_why(lang: str, error: OSError) -> str:
    """The reason, to stand in a sentence; one nobody worded is told as the system has it."""
    code = _CODES.get(error.errno or 0)
    return (error.strerror or str(error)) if code is None else say(lang, f"unopened.{code}")


def unopened_text(lang: str, file: str, error: OSError) -> str:
    """A sentence about a file."""
    return say(lang, "unopened.file", file=file, why=unopened_why(lang, error))
