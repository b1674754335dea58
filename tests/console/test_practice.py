"""The practice room: its words, the story it opens on, and what it leaves alone."""

from __future__ import annotations

import re
import sqlite3
import time as clock_of_the_machine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from console.app import bootstrap
from console.main_loop import MainLoop
from console.practice import KEPT, STALE, Audience, practice_show, prepare
from console.practice_story import HandClock
from console.settings import Settings
from console.show import commands as cmd
from console.show import events as ev
from console.show import rundown, timing
from console.show.fold import apply
from console.show.plan import Plan, Role, warnings
from console.show.sales import Metric
from console.show.state import EMPTY, EntryStatus, Status
from console.store import sales
from console.workspace import Workspace
from inventory import ledger
from inventory.stock import Level, balances
from tests.console.practice_room import (
    LANGUAGES,
    NOW,
    built,  # noqa: F401 - the fixtures
    by_link,
    figures,
    rooms,  # noqa: F401
    told,
)

# ruff: noqa: F811


# -- the plan ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_plan_is_accepted_and_nothing_in_it_is_worth_a_warning(lang: str) -> None:
    command = practice_show(lang, start=NOW)
    payload = rundown.decide(EMPTY, command, at=NOW, sold={})
    state = apply(EMPTY, ev.Event(seq=1, at=NOW, actor="test", payload=payload))
    assert warnings(state.plan, state.core.skipped) == ()
    assert len({entry.product_id for entry in state.plan.in_order() if entry.product_id}) == 30
    assert len({entry.entry_id for entry in command.entries}) == len(command.entries)
    assert {entry.role for entry in command.entries} == set(Role)
    assert command.info.practice


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_goods_of_one_product_agree_and_link_numbers_are_theirs_alone(lang: str) -> None:
    goods = [entry for entry in practice_show(lang).entries if entry.product_id]
    links = {(entry.link_no, entry.product_id) for entry in goods}
    assert len(links) == len({link for link, _ in links}) == len({product for _, product in links})
    for entry in goods:
        assert entry.cost is not None
        assert entry.live_price is not None
        assert entry.list_price is not None
        assert entry.cost < entry.live_price < entry.list_price
        assert entry.stock is not None
        assert entry.first_release is not None
        assert 0 < entry.first_release <= entry.stock


def test_every_text_is_there_in_both_languages_and_english_has_no_chinese() -> None:
    chinese, english = practice_show("zh_CN"), practice_show("en")
    texts = ("name", "spec", "brand", "category", "coupon", "offer", "selling_points", "script", "note")
    for here, there in zip(chinese.entries, english.entries, strict=True):
        assert here.script
        assert there.script
        for field in texts:
            assert bool(getattr(here, field)) == bool(getattr(there, field)), (here.name, field)
            assert not re.search(r"[\u3400-\u9fff]", getattr(there, field)), (there.name, field)
    room = told()
    for part in (room["show"], room["story"]):
        assert set(part["zh_CN"]) == set(part["en"])


def test_the_lucky_draw_is_pinned_to_a_five_minute_mark_that_the_plan_meets() -> None:
    start = datetime(2026, 11, 22, 12, 5, tzinfo=UTC)
    command = practice_show("zh_CN", start=start)
    plan = Plan(
        info=command.info,
        entries={entry.entry_id: entry for entry in command.entries},
        order=tuple(entry.entry_id for entry in command.entries),
    )
    (pinned,) = [entry for entry in command.entries if entry.hard_start]
    assert pinned.hard_start is not None
    instant = timing.pinned_instant(pinned.hard_start, start, command.info.time_zone)
    assert instant == timing.planned_starts(plan, frozenset(), start)[0][pinned.entry_id]
    assert instant.minute % 5 == 0


# -- the story --------------------------------------------------------------------------------------


@pytest.mark.parametrize("minutes", [0, 1.3, 2.6, 3.9])
def test_the_room_opens_in_the_middle_of_a_show(rooms: Any, minutes: float) -> None:
    now = NOW + timedelta(minutes=minutes)
    room = rooms(now=now)
    show, state = room.show, room.show.state
    assert state.status is Status.LIVE
    assert state.info.practice
    assert state.on_air is not None
    assert state.on_air.link_no == "6"
    done = timing.actual(state, now)[state.on_air.entry_id] / state.on_air.planned
    assert 0.33 < done < 0.72
    assert state.started_at is not None
    assert state.info.start is not None
    assert timedelta(minutes=36) < now - state.started_at < timedelta(minutes=42)
    assert state.info.start.minute % 5 == 0
    assert timedelta(0) < state.started_at - state.info.start < timedelta(minutes=1)
    over = timing.schedule(state, now).over_under
    assert over is not None
    assert timedelta(minutes=1, seconds=45) < over < timedelta(minutes=4, seconds=30)
    assert state.info.target_gmv is not None
    assert state.planned_end is not None
    pace = state.info.target_gmv * ((now - state.started_at) / (state.planned_end - state.started_at))
    assert 0.45 < show.counters.room().gmv / pace < 1.35


def test_the_story_so_far_is_one_a_controller_knows(rooms: Any) -> None:
    room = rooms()
    show, state = room.show, room.show.state
    level = {link: show.balance(by_link(show, link).product_id).level(10) for link in "123456"}
    assert level["3"] is Level.LOW
    assert level["5"] is Level.OUT
    assert level["6"] is Level.FINE
    assert state.stock_of(by_link(show, "1").product_id).released == 120  # topped up
    assert by_link(show, "2").live_price == 5490  # cut on air, and only for this round
    assert [entry.live_price for entry in state.plan.in_order() if entry.link_no == "2"] == [5490, 5990]
    assert state.entry_status(by_link(show, "12").entry_id) is EntryStatus.SKIPPED
    assert len(state.pauses) == 1
    assert state.pauses[0].ended_at is not None
    assert state.message is not None
    assert state.message.read_at is None
    kinds = [event.kind for event in room.journal()]
    assert kinds.count("message_sent") == kinds.count("message_read") + 1 >= 4
    assert kinds.count("noted") == 3
    assert {tick.action for tick in state.ticks} == {"show_card", "open_price", "add_stock"}
    lengths = timing.actual(state, NOW)
    late = [lengths[entry.entry_id] - entry.planned for entry in state.plan.in_order()[:6]]
    assert min(late) < timedelta(0) < max(late)


def test_conversions_differ_by_item_and_drift(rooms: Any) -> None:
    show = rooms().show
    rates = {link: show.counters.item(by_link(show, link).product_id).cvr.value for link in "123456"}
    assert all(rate and 0.01 < rate < 0.45 for rate in rates.values())
    assert max(rates.values()) > 3 * min(rates.values())
    last = show.counters.tally(Metric.ONLINE).last_at.timestamp() // 60
    series = show.counters.conversion_series(by_link(show, "2").product_id, range(int(last) - 30, int(last) + 1))
    values = [rate.value for rate in series if rate.value is not None]
    assert len({round(value, 3) for value in values}) > 8


def test_the_room_speaks_the_language_asked_for(rooms: Any) -> None:
    show = rooms(lang="en").show
    words = [show.state.info.name, show.state.message.text, *(e.name for e in show.state.plan.in_order())]
    assert not re.search(r"[\u3400-\u9fff]", " ".join(words))


def test_the_same_seed_at_the_same_instant_is_the_same_room(rooms: Any) -> None:
    first, again, other = rooms("a"), rooms("b", anew=True), rooms("c", seed=12)
    assert figures(first.show) == figures(again.show)
    assert figures(first.show) != figures(other.show)


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Asia/Kolkata"])
def test_the_zone_of_the_machine_moves_nothing(rooms: Any, zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    here = rooms("here")
    monkeypatch.setenv("TZ", zone)
    clock_of_the_machine.tzset()
    try:
        there = rooms("there", anew=True)
    finally:
        monkeypatch.undo()
        clock_of_the_machine.tzset()
    assert figures(here.show) == figures(there.show)
    assert here.show.state.info == there.show.state.info
    pins = [[entry.hard_start for entry in room.show.state.plan.in_order()] for room in (here, there)]
    assert pins[0] == pins[1]


# -- where it lives ---------------------------------------------------------------------------------


def test_the_real_workspace_is_left_alone(tmp_path: Path) -> None:
    home = Workspace(tmp_path / "home")
    home.prepare()
    console = bootstrap(home, Settings(), post=MainLoop().post)
    console.close()
    before = {path: path.read_bytes() for path in home.root.rglob("*") if path.is_file()}
    prepare(home, "zh_CN", clock=HandClock(NOW))  # even when it is handed the real one
    after = {
        path: path.read_bytes()
        for path in home.root.rglob("*")
        if path.is_file() and home.practice().root not in path.parents
    }
    assert after == before
    assert home.practice().database.exists()


def test_everything_went_through_the_intake(rooms: Any) -> None:
    room = rooms()
    seen = room.show.counters.room()
    assert room.rows("order_line") == seen.orders > 200
    assert room.rows("order_line", "SUM(amount)") == seen.gmv
    assert room.rows("order_line", "SUM(quantity)") == seen.units
    assert seen.outside_lines == 0
    assert room.rows("reading") > 1000
    with room.console.database.connect() as connection:
        told_last = {(r.metric, r.product_id): r.value for r in sales.readings(connection, room.show_id)}
    for (metric, product), value in told_last.items():
        assert room.show.counters.total(metric, product or "") == value


def test_the_ledger_and_the_balances_agree(rooms: Any) -> None:
    room = rooms()
    room.live(Audience(room.show, seed=5, speed=20), 60)
    with room.console.database.connect() as connection:
        written = balances(ledger.movements(connection, room.show_id))
    for product in room.show.state.plan.products():
        assert written[product] == room.show.balance(product)


def test_a_show_left_a_moment_ago_is_gone_on_with(rooms: Any) -> None:
    room = rooms()
    later = HandClock(NOW + STALE - timedelta(minutes=1))
    assert prepare(room.workspace, "zh_CN", clock=later) == room.show_id
    room.do(cmd.PauseShow())
    assert prepare(room.workspace, "zh_CN", clock=later) == room.show_id


@pytest.mark.parametrize("paused", [False, True])
def test_a_show_left_too_long_ends_when_it_was_left_and_a_new_one_is_made(rooms: Any, paused: bool) -> None:
    room = rooms()
    if paused:
        room.do(cmd.PauseShow())
    room.console.close()
    tomorrow = NOW + timedelta(days=1)
    again = rooms(now=tomorrow)
    assert again.show_id != room.show_id
    left = again.console.load(room.show_id).events[-1]
    assert left.kind == "ended"
    assert left.at - NOW < timedelta(seconds=10)
    assert again.show.state.status is Status.LIVE


def test_asked_for_in_the_other_language_the_room_is_built_anew(rooms: Any) -> None:
    chinese = rooms()
    chinese.console.close()
    english = rooms(lang="en")
    assert english.show_id != chinese.show_id


def test_old_practice_shows_go_and_those_of_the_user_stay(rooms: Any, tmp_path: Path) -> None:
    room = rooms()
    own, planned = room.console.create(practice_show("zh_CN"), actor="me")
    room.loop.result(planned)
    show = room.console.open(own)
    for command in (cmd.GoLive(), cmd.EndShow()):
        room.loop.result(show.ask(command, actor="me"))
    room.console.close()
    made = [prepare(room.workspace, "zh_CN", clock=HandClock(NOW + timedelta(days=day))) for day in range(1, KEPT + 3)]
    with sqlite3.connect(room.workspace.database) as file:
        left = {row[0] for row in file.execute("SELECT show_id FROM show")}
        kept = {
            table: {row[0] for row in file.execute(f"SELECT DISTINCT show_id FROM {table}")}  # noqa: S608 - our own
            for table in ("journal", "order_line", "reading", "stock_movement")
        }
    file.close()
    assert left == {own, *made[-KEPT - 1 :]}
    assert kept["journal"] == left
    assert all(shows <= left for shows in kept.values())
