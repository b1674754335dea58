"""A practice room for tests: built once, opened anew for each."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import resources
from console.app import Console, bootstrap
from console.main_loop import MainLoop
from console.open_show import OpenShow
from console.practice import Audience, prepare
from console.practice_story import HandClock
from console.settings import Settings
from console.show import commands as cmd
from console.show import events as ev
from console.show.plan import Entry
from console.show.sales import Metric
from console.store import journal
from console.workspace import Workspace

NOW = datetime(2026, 11, 22, 12, 41, 7, 250_000, tzinfo=UTC)
LANGUAGES = ("zh_CN", "en")
SECOND = timedelta(seconds=1)


class Room:
    """The practice room of a home folder, opened as the window opens it."""

    def __init__(self, home: Path, *, lang: str = "zh_CN", now: datetime = NOW, seed: int = 11) -> None:
        self.workspace = Workspace(home).practice()
        self.clock = HandClock(now)
        self.loop = MainLoop()
        self.show_id = prepare(self.workspace, lang, seed=seed, clock=self.clock)
        self.console: Console = bootstrap(self.workspace, Settings(), post=self.loop.post, clock=self.clock)
        self.show: OpenShow = self.console.open(self.show_id)

    def do(self, command: cmd.Command) -> None:
        self.loop.result(self.show.ask(command, actor="test"))

    def live(self, audience: Audience, steps: int, step: timedelta = SECOND) -> int:
        """Let the audience live; the number of readings and lines it fed."""
        before = self.rows("reading") + self.rows("order_line")
        for _ in range(steps):
            self.clock.at += step
            for future in audience.step(step, self.clock.at):
                self.loop.result(future)
        return self.rows("reading") + self.rows("order_line") - before

    def rows(self, table: str, what: str = "COUNT(*)") -> int:
        with self.console.database.connect() as connection:
            asked = f"SELECT {what} FROM {table} WHERE show_id = ?"  # noqa: S608 - our own words
            return int(connection.exec_driver_sql(asked, (self.show_id,)).scalar_one())

    def journal(self) -> list[ev.Event]:
        with self.console.database.connect() as connection:
            return journal.load(connection, self.show_id)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose practice room was built once, to be copied."""
    home = tmp_path_factory.mktemp("built") / "home"
    prepare(Workspace(home), "zh_CN", clock=HandClock(NOW))
    return home


@pytest.fixture
def rooms(tmp_path: Path, built: Path) -> Iterator[Any]:
    """Opens rooms; the usual one as a copy of ``built``, unless ``anew``."""
    opened: list[Room] = []

    def open_room(home: str = "home", *, anew: bool = False, **said: Any) -> Room:
        if not (said or anew or (tmp_path / home).exists()):
            shutil.copytree(built, tmp_path / home)
        opened.append(Room(tmp_path / home, **said))
        return opened[-1]

    yield open_room
    for room in opened:
        room.console.close()


def told() -> dict[str, Any]:
    text = resources.path("practice", "room.json").read_text(encoding="utf-8")
    room: dict[str, Any] = json.loads(text)
    return room


def by_link(show: OpenShow, link_no: str) -> Entry:
    return next(entry for entry in show.state.plan.in_order() if entry.link_no == link_no)


def figures(show: OpenShow) -> dict[str, Any]:
    counters = show.counters
    return {
        "room": counters.room(),
        "items": [counters.item(product) for product in show.state.plan.products()],
        "minutes": counters.gmv_minutes(),
        "online": dict(counters.tally(Metric.ONLINE).minutes),
    }
