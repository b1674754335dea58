"""Every event has a name and a sentence in both languages, whatever it carries."""

from __future__ import annotations

from dataclasses import fields
from datetime import time, timedelta
from typing import Any

import pytest

from console.report.captions import Captions
from console.report.record import Log, Record
from console.report.sentences import _SENTENCES, field_key, kind_key
from console.show import commands as cmd
from console.show import events as ev
from console.show.plan import Cue, CueKind, CueSheet, Entry, EntryId, ProductId, Role, ShowInfo
from console.show.state import Status
from console.show.waves import OF_COMMENTS, Condition, When
from console.wording import LANGUAGES, catalogue
from tests.builders import EVENING, make_entry, make_shift
from tests.console.report.shows import Story

ENTRY, ITEM = EntryId("e1"), ProductId("P")
CONDITIONS = (
    *(
        Condition(when=when, count=1000, word=word)
        for when in (When.ONLINE, When.VIEWERS, When.CLICKS, When.COMMENTS, When.PEOPLE)
        for word in (("", "要") if when in OF_COMMENTS else ("",))
    ),
    Condition(when=When.SOLD_OUT),
    Condition(when=When.CLOCK, clock=time(20, 30)),
    *(Condition(when=When.AFTER, after=timedelta(seconds=seconds)) for seconds in (30, 60, 90)),
)
EXAMPLES: dict[type[ev.Payload], list[ev.Payload]] = {
    ev.ShowCreated: [ev.ShowCreated(info=ShowInfo(name="场"), entries=(make_entry(1, product_id=ITEM),))],
    ev.PlanMerged: [
        ev.PlanMerged(entries=(make_entry(1),), source="排品.xlsx", added=1),
        ev.PlanMerged(entries=(make_entry(1),)),
    ],
    ev.EntriesInserted: [
        ev.EntriesInserted(entries=(make_entry(2),), before=ENTRY),
        ev.EntriesInserted(entries=tuple(make_entry(n) for n in range(2, 8))),
    ],
    ev.EntriesEdited: [
        ev.EntriesEdited(entries=(make_entry(1),), fields=tuple(item.name for item in fields(Entry))),
        ev.EntriesEdited(entries=(make_entry(1),), fields=("from_a_newer_program",)),
        ev.EntriesEdited(entries=(make_entry(1),)),
    ],
    ev.EntriesMoved: [
        ev.EntriesMoved(entry_ids=(ENTRY,), before=EntryId("gone")),
        ev.EntriesMoved(entry_ids=(ENTRY, EntryId("e2"))),
    ],
    ev.EntriesRemoved: [ev.EntriesRemoved(entry_ids=(ENTRY,))],
    ev.InfoEdited: [ev.InfoEdited(info=ShowInfo(name="新名"))],
    ev.CuesEdited: [ev.CuesEdited(cues=CueSheet())],
    ev.ShiftsPlanned: [
        ev.ShiftsPlanned(),
        ev.ShiftsPlanned(shifts=tuple(make_shift(name, 2 * n) for n, name in enumerate(("甲", "乙", "丙", "丁")))),
        ev.ShiftsPlanned(shifts=(make_shift("甲"),)),
    ],
    ev.HostChanged: [ev.HostChanged(host="甲"), ev.HostChanged(host="乙", before="甲")],
    ev.RehearsalStarted: [ev.RehearsalStarted(entry_id=ENTRY)],
    ev.RehearsalEnded: [ev.RehearsalEnded()],
    ev.WentLive: [
        ev.WentLive(entry_id=ENTRY, planned_end=EVENING, first_release=3),
        ev.WentLive(entry_id=ENTRY, planned_end=EVENING, override="老板同意", failed_checks=("scene_missing",)),
    ],
    ev.Taken: [
        *(ev.Taken(entry_id=ENTRY, how=how, first_release=5) for how in ("next", "previous", "goto", "later")),
        ev.Taken(entry_id=ENTRY, how="next"),
    ],
    ev.Skipped: [ev.Skipped(entry_id=ENTRY)],
    ev.Restored: [ev.Restored(entry_id=ENTRY)],
    ev.Paused: [ev.Paused()],
    ev.Resumed: [ev.Resumed()],
    ev.Ended: [ev.Ended()],
    ev.Released: [
        ev.Released(product_id=ITEM, quantity=3),
        ev.Released(product_id=ITEM, quantity=3, wave="3", number=1),
        *(
            ev.Released(product_id=ITEM, quantity=3, wave=wave, number=2, condition=condition, seen=1200)
            for condition in CONDITIONS
            for wave in ("3 x", "")
        ),
    ],
    ev.Adjusted: [ev.Adjusted(product_id=ITEM, delta=-3, reason="破损")],
    ev.Held: [
        ev.Held(product_id=ITEM, quantity=3),
        ev.Held(product_id=ITEM, quantity=3, until="满 500 人"),
        ev.Held(product_id=ITEM, quantity=3, condition=CONDITIONS[0]),
    ],
    ev.Drawn: [
        ev.Drawn(product_id=ITEM, quantity=100, cause="r:1", wanted=100),
        ev.Drawn(product_id=ITEM, quantity=40, cause="r:2", wanted=100),
        ev.Drawn(product_id=ITEM, quantity=-7, cause="r:3"),
        ev.Drawn(product_id=ITEM, quantity=20, cause="r:4", wanted=20, other="二号间"),
        ev.Drawn(product_id=ITEM, quantity=-20, cause="r:5", other="二号间"),
    ],
    ev.HoldCancelled: [ev.HoldCancelled(product_id=ProductId("unknown"))],
    ev.MessageSent: [ev.MessageSent(text="{快一点}")],
    ev.MessageRead: [ev.MessageRead(of=3)],
    ev.Noted: [ev.Noted(text="网络卡")],
    ev.Ticked: [
        ev.Ticked(entry_id=ENTRY, action="open_price", seconds=3.21),
        ev.Ticked(entry_id=ENTRY, action="自己的动作", seconds=3),
        ev.Ticked(entry_id=ENTRY, action=f"add_stock:{ITEM}", seconds=3),
    ],
    ev.ImportTakenBack: [ev.ImportTakenBack(number=1, file="订单.csv", lines=3, readings=4)],
    ev.SceneAsked: [ev.SceneAsked(scene="近景")],
    ev.SceneSeen: [ev.SceneSeen(scene="近景")],
    ev.ObsConnected: [ev.ObsConnected(), ev.ObsConnected(scene="近景")],
    ev.ObsLost: [ev.ObsLost(reason="exited"), ev.ObsLost(reason="a reason from a newer program")],
    ev.FeedQuiet: [
        ev.FeedQuiet(source=source, brings=brings, last=EVENING, seconds=125.4, every_s=20)
        for source in ("compass", "compass:derived", "barrage:blivedm", "an ERP")
        for brings in ("orders", "readings")
    ],
    ev.FeedBack: [
        ev.FeedBack(source="compass", brings=brings, last=EVENING, seconds=4000) for brings in ("orders", "readings")
    ],
    ev.CueDone: [
        *(
            ev.CueDone(cause=1, entry_id=ENTRY, state=state, ms=3.0)
            for state in ("done", "failed", "not_connected", "timed_out", "superseded")
        ),
        ev.CueDone(cause=1, entry_id=None, state="not_connected", reason="server_off"),
        ev.CueDone(
            cause=1,
            entry_id=ENTRY,
            state="failed",
            problems=tuple(
                ev.CueProblem(cue=Cue(kind=kind, target="价格", scene="近景"), code=code)
                for kind, code in zip(
                    CueKind,
                    ("missing_scene", "missing_input", "missing_source", "not_media", "no_chapters", "new code"),
                    strict=True,
                )
            ),
        ),
    ],
    ev.Undone: [ev.Undone(of=2), ev.Undone(of=999)],
    ev.Redone: [ev.Redone(of=2)],
}
ALL = [(lang, payload) for lang in LANGUAGES for payloads in EXAMPLES.values() for payload in payloads]


def test_every_kind_of_event_has_a_sentence_and_an_example_here() -> None:
    kinds = set(ev.KINDS.values())
    assert set(_SENTENCES) == kinds
    assert set(EXAMPLES) == kinds


@pytest.mark.parametrize(("lang", "payload"), ALL, ids=lambda value: getattr(value, "kind", value))
def test_an_event_is_said_in_words(lang: str, payload: ev.Payload) -> None:
    captions = Captions(lang, catalogue(lang))
    created = ev.ShowCreated(info=ShowInfo(name="场"), entries=(make_entry(1, product_id=ITEM, name="面膜"),))
    told = [created, ev.Skipped(entry_id=ENTRY), payload]
    events = [ev.Event(seq=n, at=EVENING, actor="阿中", payload=each) for n, each in enumerate(told, 1)]
    *_, row = Log(Record.of(events), None)
    said = captions.render(row.sentence)
    assert said.strip()
    assert captions.say(kind_key(row.kind))
    for text in (said, captions.render(row.object), captions.render(row.result)):
        assert "report." not in text
        assert "Phrase(" not in text
    if isinstance(payload, ev.Ticked | ev.Taken | ev.Skipped):
        assert captions.render(row.object) == "面膜"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_a_value_can_need_is_there(lang: str) -> None:
    words = catalogue(lang)
    keys = [f"report.role.{role.value}" for role in Role] + [f"report.status.{status.value}" for status in Status]
    keys += [f"report.cue.{kind.value}" for kind in CueKind] + [field_key(item.name) for item in fields(Entry)]
    assert [key for key in keys if key not in words] == []


def test_names_survive_the_removal_of_what_they_name() -> None:
    story = Story()
    story.create([make_entry(1, name="旧款"), make_entry(2)])
    story.do(cmd.Remove(entry_ids=(ENTRY,)))
    *_, row = story.summary().log
    assert row.object == "旧款"


def test_a_message_is_read_after_some_seconds_or_not_read() -> None:
    story = Story()
    story.create([make_entry(1)])
    story.do(cmd.GoLive())
    story.do(cmd.SendMessage(text="慢一点"))
    seq = story.state.seq
    story.wait(seconds=4)
    story.do(cmd.ReadMessage(of=seq))
    story.do(cmd.SendMessage(text="补库存"))
    captions = Captions("zh_CN", catalogue("zh_CN"))
    results: dict[int, Any] = {row.seq: captions.render(row.result) for row in story.summary().log}
    assert results[seq] == "4.0 秒后已读"
    assert results[story.state.seq] == "未读"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_going_live_in_spite_of_checks_names_each_of_them_and_the_reason(lang: str) -> None:
    failed = ("scene_missing:特写", "certificate_expired:面膜（质检）", "of_a_newer_program:什么")
    story = Story()
    story.create([make_entry(1)])
    story.record(ev.WentLive(entry_id=ENTRY, planned_end=EVENING, override="新证今晚到", failed_checks=failed))
    *_, row = story.summary().log
    said = Captions(lang, catalogue(lang)).render(row.sentence)
    for word in ("特写", "面膜（质检）", "of_a_newer_program:什么", "新证今晚到"):
        assert word in said
