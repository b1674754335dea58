"""What is brought up behind the painted window, on a thread of its own: imports, the room's file, the show."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from console.files import WorkspaceUnusable
from console.listeners import Notice
from console.settings import Settings
from console.workspace import Workspace

if TYPE_CHECKING:  # the store's library takes longer to import than the window to paint
    from console.app import Console
    from console.open_show import Loaded

Post = Callable[[Callable[[], None]], None]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A console, and the show to open on it (None: the start page)."""

    console: Console
    show_id: str | None = None
    loaded: Loaded | None = None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotBrought:
    """The world failed: ``code`` and ``data`` for the sentence."""

    code: str
    data: dict[str, object]
    error: Exception | None = None  # a bug, for the error dialog


def bring_up(
    workspace: Workspace,
    settings: Settings,
    post: Post,
    then: Callable[[Brought | NotBrought], None],
    *,
    show_id: str | None = None,
) -> threading.Thread:
    """Open ``workspace`` and read the show asked for, else the one that is live; ``then`` comes through ``post``."""

    def work() -> None:
        result: Brought | NotBrought
        try:
            result = _brought(workspace, settings, post, show_id)
        except Exception as error:  # the window must not wait for ever
            log.exception("bringing up %s failed", workspace.root)
            detail = f"{type(error).__name__}: {error}"
            result = NotBrought(code="notice.bring_up_failed", data={"detail": detail}, error=error)
        post(lambda: then(result))

    thread = threading.Thread(target=work, name="bring-up", daemon=True)
    thread.start()
    return thread


def _brought(workspace: Workspace, settings: Settings, post: Post, show_id: str | None) -> Brought | NotBrought:
    from console.app import bootstrap
    from console.store.database import StoreFailed

    try:
        if workspace.is_practice:
            from console import practice

            show_id = practice.prepare(workspace, settings.lang)
        console = bootstrap(workspace, settings, post=post)
    except StoreFailed as failed:
        return NotBrought(code=f"store.{failed.code}", data={"detail": failed.detail})
    except WorkspaceUnusable as unusable:
        return NotBrought(code=unusable.code, data=dict(unusable.data))
    _import_the_rest()
    brought = _with_show(console, show_id, practice=workspace.is_practice)
    people = tuple(Notice(code=each.code, level="error", data=dict(each.data)) for each in console.roster.notices)
    migrated = console.database.migrated
    file = () if migrated is None else (Notice(code="room_migrated", level="info", data=migrated.data),)
    return replace(brought, notices=(*file, *people, *brought.notices))


def _with_show(console: Console, show_id: str | None, *, practice: bool) -> Brought:
    from console.open_show import NoSuchShow
    from console.show.events import UnknownEvent
    from console.store.database import StoreFailed

    notices: list[Notice] = []
    name = show_id or ""
    try:
        if show_id is None:
            live = console.live_show()
            if live is None:
                return Brought(console=console)
            show_id, name = live.show_id, live.name
            notices.append(Notice(code="resumed", level="warning", data={"name": name}))
        loaded = console.load(show_id)
    except NoSuchShow:
        return Brought(
            console=console, notices=(Notice(code="show_missing", level="error", data={"show_id": show_id}),)
        )
    except (StoreFailed, UnknownEvent) as failed:
        told = Notice(code="show_unreadable", level="error", data={"name": name, "detail": str(failed)})
        return Brought(console=console, notices=(told,))
    return Brought(console=console, show_id=show_id, loaded=loaded, notices=() if practice else tuple(notices))


def _import_the_rest() -> None:
    """What the docks' modules import and takes time, while the window already answers."""
    import console.venue  # noqa: F401
