"""The practice show: a believable seeded room, kept in a workspace of its own.

Everything in it goes through the same desk and the same intake as real data. It is built as if it had been live
for a while, so there is something to see at once. Nothing in it is real, and the show says so
(``ShowInfo.practice``).
"""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from console import practice_art
from console.app import Console, bootstrap, new_entry_id
from console.clock import Clock, SystemClock
from console.main_loop import MainLoop
from console.practice_audience import SOURCE, Audience
from console.practice_story import BEFORE_AIR, HandClock, Story, air_time
from console.settings import Settings
from console.show import commands as cmd
from console.show.plan import Cue, CueKind, CueSheet, Entry, EntryId, ProductId, Role, ShowInfo
from console.show.timing import zone
from console.store.journal import ShowSummary
from console.workspace import Workspace
from resources import path as resource_path

__all__ = ["SPEEDS", "STALE", "Audience", "practice_show", "prepare"]

SPEEDS = (1, 2, 5, 10, 20)
STALE = timedelta(minutes=10)  # a practice show left longer than this is not gone on with
KEPT = 3  # ended practice shows of our own making that stay


def practice_show(lang: str, pictures: Path | None = None, start: datetime | None = None) -> cmd.CreateShow:
    """The plan of the practice room in a language; its pictures are drawn into ``pictures``."""
    told = _told()
    words = told["show"][lang]
    scenes: dict[str, str] = words["scenes"]
    entries = tuple(_entry(item, lang, scenes, pictures, start) for item in told["entries"])
    info = ShowInfo(
        name=words["name"],
        room=words["room"],
        account=words["account"],
        date=None if start is None else start.astimezone(zone("Asia/Shanghai")).date(),
        start=start,
        target_gmv=told["target_gmv"],
        hosts=tuple(words["hosts"]),
        role_mix=tuple((Role(role), parts) for role, parts in told["role_mix"].items()),
        practice=True,
    )
    texts = words["overlay"]
    cues = CueSheet(
        on_take=(
            Cue(kind=CueKind.TEXT, target=texts["price_input"], value=texts["price"]),
            Cue(kind=CueKind.TEXT, target=texts["stock_input"], value=texts["stock"]),
        )
    )
    segment = CueSheet(
        on_take=(
            Cue(kind=CueKind.TEXT, target=texts["price_input"], off=True),
            Cue(kind=CueKind.TEXT, target=texts["stock_input"], off=True),
        )
    )
    return cmd.CreateShow(info=info, entries=entries, cues=cues, role_cues=((Role.SEGMENT, segment),))


def _entry(
    item: dict[str, Any], lang: str, scenes: dict[str, str], pictures: Path | None, start: datetime | None
) -> Entry:
    words = item[lang]
    picture = ""
    if pictures is not None and "art" in item:
        picture = practice_art.draw(pictures, item["product_id"], item["art"])
    pinned = None
    if start is not None and "hard_start_after_min" in item:
        pinned = _clock_after(start, item["hard_start_after_min"])
    return Entry(
        entry_id=EntryId(new_entry_id()),
        name=words["name"],
        role=Role(item["role"]),
        product_id=ProductId(item["product_id"]) if "product_id" in item else None,
        link_no=item.get("link_no", ""),
        spec=words.get("spec", ""),
        brand=words.get("brand", ""),
        category=words.get("category", ""),
        picture=picture,
        list_price=item.get("list_price"),
        live_price=item.get("live_price"),
        cost=item.get("cost"),
        coupon=words.get("coupon", ""),
        offer=words.get("offer", ""),
        selling_points=words.get("selling_points", ""),
        stock=item.get("stock"),
        first_release=item.get("first_release"),
        planned=timedelta(minutes=item["minutes"]),
        hard_start=pinned,
        scene=scenes[item["scene"]],
        host=words.get("host", ""),
        script=words.get("script", ""),
        note=words.get("note", ""),
    )


def _clock_after(start: datetime, minutes: float) -> time:
    """A wall-clock time of the room, on a five-minute mark, about so long after the start."""
    at = (start + timedelta(minutes=minutes)).astimezone(zone("Asia/Shanghai"))
    at += timedelta(minutes=(5 - at.minute % 5) % 5)
    return time(at.hour, at.minute)


def prepare(workspace: Workspace, lang: str, *, seed: int = 11, clock: Clock | None = None) -> str:
    """Make sure the practice workspace holds a running practice show; answers its id.

    One that ran a moment ago is gone on with; an older one is ended, and the room is built anew and played up to
    now. Runs on any thread, with a writer of its own that is closed again. Whatever workspace is given, only
    its practice part is touched. Raises WorkspaceUnusable, StoreFailed.
    """
    workspace = workspace.practice()
    workspace.prepare()
    now = (clock or SystemClock()).now()
    loop, played = MainLoop(), HandClock(now)
    console = bootstrap(workspace, Settings(lang=lang), post=loop.post, clock=played)
    try:
        for left in [show for show in console.shows() if show.status in ("live", "paused")]:
            if _fresh(console, left, played, now, lang):
                return left.show_id
            _end(console, left, loop, played)
        show_id = _build(console, loop, played, now, seed, lang)
        loop.result(console.writer.submit(lambda connection: _forget_old(connection)))
        return show_id
    finally:
        console.close()


def _told() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(resource_path("practice", "room.json").read_text(encoding="utf-8"))
    return told


def _fresh(console: Console, left: ShowSummary, played: HandClock, now: datetime, lang: str) -> bool:
    """Whether a show is worth going on with. ``played`` is set to its last sign of life.

    One in another language than asked for is not, unless the user gave it a name of their own.
    """
    loaded = console.load(left.show_id)
    last = loaded.events[-1].at
    played.at = max(last, loaded.numbers.last_heard or last)
    names = {words["name"]: language for language, words in _told()["show"].items()}
    return now - played.at < STALE and names.get(left.name, lang) == lang


def _end(console: Console, left: ShowSummary, loop: MainLoop, played: HandClock) -> None:
    show = console.open(left.show_id)
    played.at += timedelta(seconds=1)
    loop.result(show.ask(cmd.EndShow(), actor=SOURCE))


def _build(console: Console, loop: MainLoop, played: HandClock, now: datetime, seed: int, lang: str) -> str:
    start, live = air_time(practice_show(lang).entries, now)
    played.at = live - BEFORE_AIR
    command = practice_show(lang, console.workspace.pictures, start)
    show_id, planned = console.create(command, actor=SOURCE)
    loop.result(planned)
    told = _told()
    Story(
        console.open(show_id),
        loop=loop,
        clock=played,
        live=live,
        until=now,
        seed=seed,
        lang=lang,
        words={**told["story"], **told["story"][lang]},
    ).play()
    return show_id


def _forget_old(connection: Any) -> None:
    """Drop the oldest ended shows that this module made; those the user planned in the practice room stay."""
    old = connection.exec_driver_sql(
        "SELECT show.show_id FROM show JOIN journal ON journal.show_id = show.show_id AND journal.seq = 1"
        " WHERE show.status = 'ended' AND journal.actor = ? "
        " ORDER BY show.started_at DESC, show.show_id LIMIT -1 OFFSET ?",
        (SOURCE, KEPT),
    ).fetchall()
    tables = connection.exec_driver_sql(
        "SELECT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c"
        " WHERE m.type = 'table' AND c.name = 'show_id'"
    ).fetchall()
    for (show_id,) in old:
        for (table,) in tables:
            connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE show_id = ?', (show_id,))  # noqa: S608 - our own tables
