"""What a user's machine has and lacks: versions, paths, OBS, database, fonts."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from console.files import WorkspaceUnusable
from console.obs.link import probe
from console.secrets import OBS_PASSWORD, Secrets
from console.settings import load_settings
from console.shared_stock_doctor import shared_stock
from console.store import journal
from console.store.database import Database, StoreFailed, version_of
from console.store.tables import SCHEMA_VERSION
from console.workspace import Workspace

LIBRARIES = ("PySide6-Essentials", "obsws-python", "sqlmodel", "pyqtgraph", "openpyxl", "starlette", "uvicorn")
LEAST_FREE = 1 << 30
OBS_TIMEOUT_S = 2.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``ok`` None is neither good nor bad; ``key`` and ``data`` are for the wording."""

    key: str
    ok: bool | None
    data: dict[str, Any] = field(default_factory=dict)


def examine(workspace: Workspace) -> list[Finding]:
    """Look at everything. Changes nothing but the empty workspace folder it may have to make."""
    return [*_program(), *_workspace(workspace), *_shared_stock(workspace), *_obs(workspace), *_fonts()]


def _program() -> Iterator[Finding]:
    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding("doctor.python", sys.version_info >= (3, 11), {"version": python, "system": platform.platform()})
    for name in LIBRARIES:
        try:
            yield Finding("doctor.library", True, {"name": name, "version": version(name)})
        except PackageNotFoundError:
            yield Finding("doctor.library_missing", False, {"name": name})


def _workspace(workspace: Workspace) -> Iterator[Finding]:
    try:
        workspace.prepare()
    except WorkspaceUnusable as error:
        yield Finding(error.code, False, dict(error.data))
        return
    yield Finding("doctor.workspace", True, {"path": str(workspace.root)})
    free = shutil.disk_usage(workspace.root).free
    yield Finding("doctor.disk", free >= LEAST_FREE, {"free": f"{free / (1 << 30):.1f}"})
    running = workspace.running()
    if running is not None:
        yield Finding("doctor.running", None, {"pid": running.pid or "?"})
    if not workspace.database.exists():
        yield Finding("doctor.no_database", None, {"path": str(workspace.database)})
        return
    yield from _database(workspace)


def _database(workspace: Workspace) -> Iterator[Finding]:
    database = Database(workspace.database)
    try:
        with database.connect() as connection:
            revision = version_of(connection)
            found = connection.exec_driver_sql("PRAGMA quick_check").scalar_one()
            shows = len(journal.shows(connection))
        if found != "ok":
            yield Finding("store.damaged", False, {"detail": found})
            return
        yield Finding("doctor.database", True, {"path": str(workspace.database), "shows": shows})
        if revision < SCHEMA_VERSION:
            yield Finding("doctor.older_database", None, {"found": revision, "now": SCHEMA_VERSION})
    except StoreFailed as error:
        yield Finding(f"store.{error.code}", False, {"detail": error.detail})
    finally:
        database.close()


def _shared_stock(workspace: Workspace) -> Iterator[Finding]:
    found = shared_stock(workspace)
    if found is not None:
        yield Finding(*found)


def _obs(workspace: Workspace) -> Iterator[Finding]:
    settings = load_settings(workspace.settings_file).settings
    address = f"{settings.obs_host}:{settings.obs_port}"
    password = Secrets(workspace).get(OBS_PASSWORD) or ""
    found = probe(address, password, OBS_TIMEOUT_S)
    if found.ok:
        data = {"address": address, "version": found.obs_version or "?", "scenes": len(found.scenes)}
        yield Finding("doctor.obs", True, data)
    else:
        reason = "" if found.reason is None else found.reason.value
        # a room may well start OBS later: told, not counted as broken
        yield Finding("doctor.obs_away", None, {"address": address, "reason_key": f"obs.reason.{reason}"})


def _fonts() -> Iterator[Finding]:
    lister = shutil.which("fc-list")
    if lister is None:
        return
    listed = subprocess.run([lister, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False, timeout=20)
    families = sorted({line.split(",")[0].strip() for line in listed.stdout.splitlines() if line.strip()})
    if families:
        yield Finding("doctor.fonts", True, {"family": families[0], "count": len(families)})
    else:
        yield Finding("doctor.fonts_missing", False)
