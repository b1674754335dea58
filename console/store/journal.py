"""The journal: every event of every show, append-only, without a hole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from console.show import events as ev
from console.show.state import State
from console.store.database import StoreFailed
from console.store.tables import from_micros, to_micros

_APPEND = """
INSERT INTO journal (show_id, seq, at, kind, actor, data, key)
SELECT ?, ?, ?, ?, ?, ?, ? WHERE (SELECT COALESCE(MAX(seq), 0) FROM journal WHERE show_id = ?) = ?
"""
_LIST = """
INSERT INTO show (show_id, created_at, name, status, started_at, ended_at, planned_start, seq)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (show_id) DO UPDATE SET name = excluded.name, status = excluded.status, started_at = excluded.started_at,
    ended_at = excluded.ended_at, planned_start = excluded.planned_start, seq = excluded.seq
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowSummary:
    """A show as a list shows it."""

    show_id: str
    name: str
    status: str
    created_at: datetime
    planned_start: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    seq: int


def append(connection: Connection, show_id: str, event: ev.Event, after: State) -> None:
    """Write one event and the listing it leads to. Raises StoreFailed ``hole`` when it is not the next one."""
    data = json.dumps(ev.to_data(event.payload), ensure_ascii=False, separators=(",", ":"))
    done = connection.exec_driver_sql(
        _APPEND,
        (
            show_id,
            event.seq,
            to_micros(event.at),
            event.kind,
            event.actor,
            data,
            event.key,
            show_id,
            event.seq - 1,
        ),
    )
    if done.rowcount != 1:
        raise StoreFailed("hole", f"{show_id} {event.seq}")
    if event.kind not in QUIET:
        _list(connection, show_id, event, after)


QUIET = frozenset(
    {
        "cue_done",
        "scene_seen",
        "obs_connected",
        "obs_lost",
        "feed_quiet",
        "feed_back",
        "noted",
        "message_sent",
        "message_read",
    }
)


def _list(connection: Connection, show_id: str, event: ev.Event, after: State) -> None:
    connection.exec_driver_sql(
        _LIST,
        (
            show_id,
            to_micros(event.at),
            after.info.name,
            after.status.value,
            _micros(after.started_at),
            _micros(after.ended_at),
            _micros(after.info.start),
            event.seq,
        ),
    )


def _micros(at: datetime | None) -> int | None:
    return None if at is None else to_micros(at)


def _instant(value: int | None) -> datetime | None:
    return None if value is None else from_micros(value)


def load(connection: Connection, show_id: str, after: int = 0) -> list[ev.Event]:
    """The events of a show after seq ``after``, in order. Raises UnknownEvent for a newer program's events."""
    rows = connection.exec_driver_sql(
        "SELECT seq, at, kind, actor, data, key FROM journal WHERE show_id = ? AND seq > ? ORDER BY seq",
        (show_id, after),
    )
    return [
        ev.Event(seq=seq, at=from_micros(at), actor=actor, payload=ev.from_data(kind, json.loads(data)), key=key)
        for seq, at, kind, actor, data, key in rows
    ]


def repeat(connection: Connection, show_id: str, key: str, seq: int) -> None:
    """Remember that a call with ``key`` was answered with event ``seq`` and made none. Raises StoreFailed ``hole``."""
    done = connection.exec_driver_sql(
        "INSERT INTO repeated_call (show_id, key, seq) SELECT ?, ?, ?"
        " WHERE EXISTS (SELECT 1 FROM journal WHERE show_id = ? AND seq = ?)",
        (show_id, key, seq, show_id, seq),
    )
    if done.rowcount != 1:
        raise StoreFailed("hole", f"{show_id} {seq}")


def repeated(connection: Connection, show_id: str) -> dict[str, int]:
    """The answers ``repeat`` remembered: key to seq."""
    rows = connection.exec_driver_sql("SELECT key, seq FROM repeated_call WHERE show_id = ?", (show_id,))
    return {row[0]: row[1] for row in rows}


def raw(connection: Connection, show_id: str, after: int = 0) -> list[dict[str, object]]:
    """The events of a show as the API tells them: seq, at (ISO-8601), kind, actor, data."""
    rows = connection.exec_driver_sql(
        "SELECT seq, at, kind, actor, data FROM journal WHERE show_id = ? AND seq > ? ORDER BY seq",
        (show_id, after),
    )
    return [
        {"seq": seq, "at": from_micros(at).isoformat(), "kind": kind, "actor": actor, "data": json.loads(data)}
        for seq, at, kind, actor, data in rows
    ]


def shows(connection: Connection) -> list[ShowSummary]:
    """All shows, newest first."""
    rows = connection.exec_driver_sql(
        "SELECT show_id, name, status, created_at, planned_start, started_at, ended_at, seq FROM show"
        " ORDER BY COALESCE(started_at, created_at) DESC"
    )
    return [
        ShowSummary(
            show_id=show_id,
            name=name,
            status=status,
            created_at=from_micros(created),
            planned_start=_instant(planned),
            started_at=_instant(started),
            ended_at=_instant(ended),
            seq=seq,
        )
        for show_id, name, status, created, planned, started, ended, seq in rows
    ]
