"""What the command line asked of the window."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """``workspace`` None: the platform's data directory. ``lang`` and ``api_port`` None: as the settings say.

    ``obs``: an address for this run only; ``obs_password`` likewise, from the address or the environment.
    """

    workspace: Path | None = None
    lang: str | None = None
    show: str | None = None
    practice: bool = False
    api: bool = True
    api_port: int | None = None
    obs: str | None = None
    obs_password: str | None = None
