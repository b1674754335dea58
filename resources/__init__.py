"""The program's data files, and ``path()`` to reach them."""

from __future__ import annotations

from pathlib import Path

_ROOT = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """Where the data file or folder ``parts`` lies; raises ``FileNotFoundError`` when it was not shipped."""
    found = _ROOT.joinpath(*parts)
    if not found.exists():
        raise FileNotFoundError(str(found))
    return found
