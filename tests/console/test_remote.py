"""The door itself: keys that outlive a restart, words for every refusal, checks before going live."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from console.actions import ACTIONS, STOCK_ACTIONS, TICK_LABELS
from console.app import Console, bootstrap
from console.desk import Receipt
from console.listeners import Applied
from console.main_loop import MainLoop
from console.remote import Remote
from console.settings import Settings
from console.show import rundown
from console.show.rundown import Refused
from console.store import journal
from console.store.database import StoreFailed
from console.web.door import Problem
from console.wording import LANGUAGES, catalogue
from console.workspace import Workspace
from tests.console.web.room import WoundClock, entry, plan

FIRST = "3577000000000000001"


class Desktop:
    """A console whose main thread is the test's own."""

    def __init__(self, root: Path, clock: WoundClock, venue: Any = None) -> None:
        self.loop = MainLoop()
        self.clock = clock
        workspace = Workspace.at(root)
        workspace.prepare()
        self.console: Console = bootstrap(workspace, Settings(lang="en"), post=self.loop.post, clock=clock)
        self.remote = Remote(self.console, venue=venue)

    def act(self, action: str, key: str | None = None, /, **fields: Any) -> int:
        return self.loop.result(self.remote.act(action, fields, key, "api"))

    def seq(self) -> int:
        assert self.console.show is not None
        return self.console.show.state.seq

    def close(self) -> None:
        self.remote.close()
        self.console.close()


@pytest.fixture
def clock() -> WoundClock:
    return WoundClock()


@pytest.fixture
def desktop(tmp_path: Path, clock: WoundClock) -> Iterator[Desktop]:
    found = Desktop(tmp_path / "workspace", clock)
    show_id, planned = found.console.create(plan())
    found.loop.result(planned)
    found.console.open(show_id)
    yield found
    found.close()


def again(desktop: Desktop) -> Desktop:
    """The program started anew on the same workspace."""
    assert desktop.console.show is not None
    show_id = desktop.console.show.show_id
    desktop.close()
    fresh = Desktop(desktop.console.workspace.root, desktop.clock)
    fresh.console.open(show_id)
    return fresh


def problem(asked: Any) -> Problem:
    with pytest.raises(Problem) as caught:
        asked()
    return caught.value


# -- idempotency keys -----------------------------------------------------------------------------


def test_a_call_sent_twice_with_its_key_is_done_once(desktop: Desktop) -> None:
    first = desktop.remote.act("go-live", {}, "k1", "api")
    second = desktop.remote.act("go-live", {}, "k1", "api")  # before the first is durable
    assert desktop.loop.result(first) == desktop.loop.result(second) == 2
    assert desktop.act("go-live", "k1") == 2
    assert desktop.seq() == 2


def test_a_key_is_remembered_by_the_journal_after_a_restart(desktop: Desktop) -> None:
    desktop.act("go-live", "k1")
    desktop.clock.wind(seconds=1)
    fresh = again(desktop)
    assert fresh.act("go-live", "k1") == 2
    assert fresh.seq() == 2
    reused = problem(lambda: fresh.remote.act("next", {}, "k1", "api"))
    assert (reused.status, reused.error) == (422, "idempotency_key_reused")
    fresh.close()


def test_a_take_that_was_the_same_take_stays_so_for_its_key_even_after_a_restart(desktop: Desktop) -> None:
    desktop.act("go-live")
    desktop.clock.wind(seconds=1)
    taken = desktop.act("next", "k1")
    desktop.clock.wind(milliseconds=100)
    assert desktop.act("next", "k2") == taken
    desktop.clock.wind(seconds=5)
    assert desktop.act("next", "k2") == taken
    fresh = again(desktop)
    assert fresh.act("next", "k2") == taken
    assert fresh.seq() == taken
    assert fresh.act("next", "k3") == taken + 1
    fresh.close()


@pytest.mark.parametrize(
    ("name", "fields"), [("message", {"text": "b"}), ("note", {"text": "a"}), ("next", {}), ("message", {"text": "a "})]
)
def test_a_key_used_for_another_call_is_refused(desktop: Desktop, name: str, fields: dict[str, Any]) -> None:
    desktop.act("message", "k1", text="a")
    before = desktop.seq()
    reused = problem(lambda: desktop.loop.result(desktop.remote.act(name, fields, "k1", "api")))
    assert (reused.status, reused.error, reused.more["field"]) == (422, "idempotency_key_reused", "Idempotency-Key")
    assert desktop.seq() == before


def test_stock_calls_of_two_products_do_not_share_a_key(desktop: Desktop) -> None:
    fields = {"quantity": 5}
    assert desktop.loop.result(desktop.remote.act_stock("release", FIRST, fields, "k1", "api")) == 2
    assert desktop.loop.result(desktop.remote.act_stock("release", FIRST, fields, "k1", "api")) == 2
    other = problem(lambda: desktop.remote.act_stock("release", "3577000000000000002", fields, "k1", "api"))
    assert other.error == "idempotency_key_reused"


def test_a_refused_call_leaves_its_key_free(desktop: Desktop) -> None:
    refused = problem(lambda: desktop.act("next", "k1"))
    assert refused.error == "not_live"
    desktop.act("go-live")
    desktop.clock.wind(seconds=1)
    assert desktop.act("next", "k1") == 3


def test_a_call_that_could_not_be_written_leaves_its_key_free(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise StoreFailed("disk_full", "database or disk is full")

    real = journal.append
    monkeypatch.setattr(journal, "append", full)
    failed = problem(lambda: desktop.act("message", "k1", text="a"))
    assert (failed.status, failed.error) == (503, "disk_full")
    assert desktop.seq() == 1
    monkeypatch.setattr(journal, "append", real)
    assert desktop.act("message", "k1", text="a") == 2


def test_the_answer_comes_when_the_event_is_on_disk_and_applied(desktop: Desktop) -> None:
    heard: list[int] = []
    desktop.console.listeners.subscribe(Applied, lambda told: heard.append(told.after.seq))
    answer = desktop.remote.act("message", {"text": "a"}, None, "api")
    assert not answer.done()
    seq = desktop.loop.result(answer)
    assert heard == [seq]
    with desktop.console.database.connect() as connection:
        assert journal.raw(connection, desktop.console.shows()[0].show_id, seq - 1)[0]["kind"] == "message_sent"


# -- words ----------------------------------------------------------------------------------------


def codes_raised_in(path: str, *names: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            found |= {arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_refusal_of_the_rundown_has_a_sentence(lang: str) -> None:
    files = Path(rundown.__file__).parent.glob("*.py")
    codes = set().union(*(codes_raised_in(str(file), "Refused") for file in files))
    assert len(codes) > 30
    assert {f"refused.{code}" for code in codes} <= set(catalogue(lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_bad_field_has_a_sentence(lang: str) -> None:
    folder = Path(rundown.__file__).parents[1]
    codes = codes_raised_in(str(folder / "json_fields.py"), "Bad") - {""}
    codes |= {"missing", "unknown_field", "not_object", "not_list", "beyond_amount", "beyond_quantity"}
    assert {f"api.field.{code}" for code in codes} <= set(catalogue(lang))


def test_a_refusal_is_said_in_the_users_language(desktop: Desktop) -> None:
    desktop.console.settings = Settings(lang="zh_CN")
    assert problem(lambda: desktop.act("next")).message == "场次没有在直播。"
    desktop.console.settings = Settings(lang="en")
    assert problem(lambda: desktop.act("next")).message == "The show is not live."


def test_a_bug_is_no_refusal(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    assert desktop.console.show is not None
    broken: Future[Receipt] = Future()
    broken.set_exception(ZeroDivisionError())
    monkeypatch.setattr(desktop.console.show, "ask", lambda *_, **__: broken)
    with pytest.raises(ZeroDivisionError):
        desktop.act("pause")


# -- OBS and checks -------------------------------------------------------------------------------


@dataclass
class Status:
    connected: bool = True
    program_scene: str | None = "近景"
    scenes: tuple[str, ...] = ("近景", "全景")


class FakeVenue:
    """OBS as the remote sees it."""

    def __init__(self) -> None:
        self.status = Status()
        self.asked: list[tuple[str, str | None, str | None]] = []
        self.console: Console | None = None

    def switch(self, scene: str, *, actor: str | None = None, key: str | None = None) -> Future[Receipt]:
        self.asked.append((scene, actor, key))
        future: Future[Receipt] = Future()
        if scene in self.status.scenes:
            future.set_result(Receipt(7))
        else:
            future.set_exception(Refused("unknown_scene", scene=scene))
        return future


@pytest.fixture
def staged(tmp_path: Path, clock: WoundClock) -> Iterator[tuple[Desktop, FakeVenue]]:
    venue = FakeVenue()
    found = Desktop(tmp_path / "workspace", clock, venue)
    show = plan(0)
    entries = (entry(1, scene="近景"), entry(2, scene="特写"), entry(3, scene="特写"))
    show_id, planned = found.console.create(type(show)(info=show.info, entries=entries))
    found.loop.result(planned)
    found.console.open(show_id)
    yield found, venue
    found.close()


def test_a_scene_is_asked_of_obs_by_name(staged: tuple[Desktop, FakeVenue]) -> None:
    desktop, venue = staged
    assert desktop.act("scene", name="全景") == 7
    assert venue.asked == [("全景", "api", None)]
    unknown = problem(lambda: desktop.act("scene", name="没有"))
    assert (unknown.status, unknown.error) == (409, "unknown_scene")


def test_going_live_with_a_missing_scene_is_refused_with_the_list_until_a_reason_is_given(
    staged: tuple[Desktop, FakeVenue],
) -> None:
    desktop, _ = staged
    refused = problem(lambda: desktop.act("go-live"))
    assert (refused.status, refused.error, refused.more["checks"]) == (409, "checks_failed", ["scene_missing:特写"])
    assert "特写" in refused.message
    seq = desktop.act("go-live", override="备用场景")
    assert desktop.console.show is not None
    (told,) = desktop.loop.result(desktop.remote.journal(seq - 1))
    assert told["data"]["override"] == "备用场景"
    assert told["data"]["failed_checks"] == ["scene_missing:特写"]


def test_without_obs_nobody_knows_its_scenes_and_going_live_passes(staged: tuple[Desktop, FakeVenue]) -> None:
    desktop, venue = staged
    venue.status = Status(connected=False)
    assert desktop.act("go-live") == 2


def test_the_state_tells_what_obs_shows_and_what_it_should(staged: tuple[Desktop, FakeVenue]) -> None:
    desktop, venue = staged
    desktop.act("go-live", override="x")
    state = desktop.remote.state()
    assert (state["obs_connected"], state["obs_scene"], state["obs_scene_wanted"]) == (True, "近景", "近景")
    venue.status = Status(connected=False)
    desktop.act("note", text="a")
    state = desktop.remote.state()
    assert (state["obs_connected"], state["obs_scene"]) == (False, None)


# -- actions --------------------------------------------------------------------------------------


def test_the_actions_are_those_promised() -> None:
    words = "go-live next previous goto skip pause resume undo redo end-show rehearse scene message note tick"
    promised = words.split(" ")
    assert sorted(ACTIONS) == sorted(promised)
    assert sorted(STOCK_ACTIONS) == ["adjust", "hold", "hold-cancel", "release"]


@pytest.mark.parametrize("action", [*TICK_LABELS, "show_card", "加热气球"])
def test_a_tick_takes_a_code_a_label_or_the_rooms_own_word(desktop: Desktop, action: str) -> None:
    desktop.act("go-live")
    seq = desktop.act("tick", action=action)
    (told,) = desktop.loop.result(desktop.remote.journal(seq - 1))
    assert told["data"]["action"] == TICK_LABELS.get(action, action)


def test_a_tick_keeps_the_word_the_entrys_own_checklist_uses(tmp_path: Path, clock: WoundClock) -> None:
    desktop = Desktop(tmp_path / "workspace", clock)
    show = plan(0)
    show_id, planned = desktop.console.create(type(show)(info=show.info, entries=(entry(1, actions=("福袋",)),)))
    desktop.loop.result(planned)
    desktop.console.open(show_id)
    desktop.act("go-live")
    seq = desktop.act("tick", action="福袋")
    (told,) = desktop.loop.result(desktop.remote.journal(seq - 1))
    assert told["data"]["action"] == "福袋"
    desktop.close()


def test_the_journal_says_who_asked(desktop: Desktop) -> None:
    seq = desktop.loop.result(desktop.remote.act("note", {"text": "a"}, None, "api 192.168.1.7"))
    (told,) = desktop.loop.result(desktop.remote.journal(seq - 1))
    assert told["actor"] == "api 192.168.1.7"


def test_bad_values_name_their_field(desktop: Desktop) -> None:
    told = problem(lambda: desktop.act("goto", entry_id="nobody"))
    assert (told.status, told.error, told.more["field"]) == (422, "unknown_entry", "entry_id")
