"""The journal dock: every event in words, the newest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from console.show import commands as cmd
from console.show import events as ev
from console.show.plan import EntryId, ProductId
from tests.builders import run_show
from tests.widgets.dock_room import OFFSCREEN_DIALOGS, Stage, stage  # noqa: F401 - the fixture
from tests.widgets.journal_room import CUP, DATES, LATE_AT_NIGHT, dock, noted, said, texts, wait  # noqa: F401 - the fixtures
from widgets.journal_dock import JournalDock
from widgets.journal_events import JournalEvents, Record
from widgets.journal_model import COLOR_ROLE, DISPLAY, SLICE, About, JournalModel
from widgets.timed_rows import TIME_ROLE

# ruff: noqa: F811

pytestmark = OFFSCREEN_DIALOGS


# --- events ----------------------------------------------------------------------------------------------------------


def test_what_happened_while_the_journal_was_read_is_there_once(stage: Stage, wait: Any) -> None:
    stage.room.open_show([CUP, DATES])
    events = JournalEvents(stage.context)
    asked = [stage.room.show.ask(cmd.AddNote(text=f"note {n}"), actor="me") for n in range(5)]
    for future in asked:
        stage.room.wait(future)
    wait(lambda: not events.reading)
    assert [record.event.seq for record in events.records] == list(range(1, 7))
    assert events.words(events.records[-1]).endswith("note 4")
    events.release()


def test_a_show_opened_later_is_read_and_a_closed_one_forgotten(stage: Stage, wait: Any) -> None:
    events = JournalEvents(stage.context)
    stage.room.open_show([CUP, DATES])
    wait(lambda: len(events.records) == 1)
    stage.room.console.close_show()
    assert events.records == []
    events.release()


def test_an_old_event_is_told_as_the_plan_was_then(stage: Stage, wait: Any) -> None:
    stage.room.open_show([CUP, DATES])
    run_show(stage.room, 2)
    stage.room.ask(cmd.Edit(entries=(replace(CUP, name="别的名字"),)))
    events = JournalEvents(stage.context)
    wait(lambda: not events.reading)
    live = next(record for record in events.records if isinstance(record.event.payload, ev.WentLive))
    assert "316L 保温杯" in events.words(live)
    events.release()


# --- rows ------------------------------------------------------------------------------------------------------------


def test_the_journal_is_a_sound_model_while_it_grows_and_is_searched(qtmodeltester: Any, wait: Any) -> None:
    records = noted(3 * SLICE)
    model = JournalModel(said)
    model.reset(records, "Asia/Shanghai")
    qtmodeltester.check(model)
    more = noted(3 * SLICE + 2)[-2:]
    records += more
    model.added(more)
    model.show_only(About.WORDS, "note 1")
    wait(lambda: not model.searching)
    qtmodeltester.check(model)


def test_the_newest_row_stands_first_with_the_rooms_clock_past_midnight() -> None:
    records = noted(2)
    late = replace(records[1].event, at=LATE_AT_NIGHT + timedelta(seconds=5))
    model = JournalModel(said)
    model.reset([records[0], replace(records[1], event=late)], "Asia/Shanghai")
    assert [model.index(row, 0).data(TIME_ROLE) for row in range(2)] == ["00:00:03", "23:59:58"]


def test_rows_are_worded_when_they_are_looked_at_and_once() -> None:
    worded: list[int] = []

    def words(record: Record) -> str:
        worded.append(record.event.seq)
        return record.event.kind

    model = JournalModel(words)
    model.reset(noted(20_000), "Asia/Shanghai")
    assert model.rowCount() == 20_000
    assert worded == []
    for _ in range(2):
        model.index(0, 0).data(DISPLAY)
    assert worded == [20_000]


def test_a_search_goes_on_slice_by_slice_and_keeps_the_newest_first(wait: Any) -> None:
    model = JournalModel(said)
    model.reset(noted(5 * SLICE), "Asia/Shanghai")
    model.show_only(About.ALL, " NOTE 7 ")
    assert model.searching
    wait(lambda: not model.searching)
    found = texts(model)
    assert found[-1] == "note 7"
    assert [int(text.split()[1]) for text in found] == sorted((int(text.split()[1]) for text in found), reverse=True)


def test_what_comes_during_a_search_is_neither_lost_nor_doubled(wait: Any) -> None:
    records = noted(5 * SLICE)
    model = JournalModel(said)
    model.reset(records, "Asia/Shanghai")
    model.show_only(About.ALL, "note")
    new = noted(5 * SLICE + 1)[-1:]
    records += new
    model.added(new)
    wait(lambda: not model.searching)
    assert len(texts(model)) == len(set(texts(model))) == 5 * SLICE + 1


@pytest.mark.parametrize(
    ("about", "kinds"),
    [
        (About.TAKES, {"went_live", "taken"}),
        (About.STOCK, {"released"}),
        (About.WORDS, {"noted", "message_sent"}),
        (About.ALERTS, {"obs_lost", "cue_done"}),
    ],
)
def test_a_filter_shows_its_kinds(dock: JournalDock, stage: Stage, wait: Any, about: About, kinds: set[str]) -> None:
    run_show(stage.room, 2)
    for command in (
        cmd.Release(product_id=ProductId(str(DATES.product_id)), quantity=5),
        cmd.AddNote(text="灯光偏暗"),
        cmd.SendMessage(text="催单"),
        cmd.RecordObs(reason="lost"),
        cmd.RecordCue(cause=3, entry_id=EntryId("e2"), state="failed"),
        cmd.RecordCue(cause=3, entry_id=EntryId("e2"), state="done", ms=8.0),
    ):
        stage.room.ask(command)
    dock.show_only(about)
    rows = [dock.model.record_at(dock.model.index(row, 0)) for row in range(dock.model.rowCount())]
    assert {record.event.kind for record in rows if record is not None} == kinds


def test_failures_are_red_and_what_was_late_is_amber(dock: JournalDock, stage: Stage) -> None:
    run_show(stage.room, 2)
    for state in ("done", "failed", "not_connected"):
        stage.room.ask(cmd.RecordCue(cause=3, entry_id=EntryId("e2"), state=state))
    assert [dock.model.index(row, 0).data(COLOR_ROLE) for row in range(3)] == ["late", "bad", None]


# --- the dock --------------------------------------------------------------------------------------------------------


def test_a_note_is_asked_with_enter_and_stands_first(dock: JournalDock, stage: Stage, qtbot: Any, wait: Any) -> None:
    dock.focus_note()
    qtbot.keyClicks(dock.note, "change the light")
    qtbot.keyClick(dock.note, Qt.Key.Key_Return)
    wait(lambda: "change the light" in texts(dock.model)[0])
    assert dock.note.text() == ""
    qtbot.keyClick(dock.note, Qt.Key.Key_Return)
    stage.room.settle()
    assert stage.room.show.state.seq == 2


def test_the_title_says_what_an_undo_would_take_back(dock: JournalDock, stage: Stage, wait: Any) -> None:
    run_show(stage.room, 2)
    wait(lambda: dock.undo.text.startswith("撤销：过款"))
    assert "Z" in dock.undo_key.text
    stage.room.ask(cmd.Undo())
    wait(lambda: not dock.undo.text.startswith("撤销：过款"))


def test_rows_are_copied_with_time_and_person(dock: JournalDock, stage: Stage) -> None:
    stage.room.ask(cmd.AddNote(text="灯光偏暗"))
    dock.list.setCurrentIndex(dock.model.index(0, 0))
    dock.copy_rows()
    time, person, text = QGuiApplication.clipboard().text().strip().split("\t")
    assert (time, person) == ("19:23:27", "tester")
    assert "灯光偏暗" in text


def test_without_a_show_it_says_what_will_stand_here(stage: Stage, qtbot: Any) -> None:
    dock = JournalDock(stage.context)
    qtbot.addWidget(dock)
    assert "打开场次后" in dock._empty.text
    assert not dock.note.isEnabled()
    dock.release()
