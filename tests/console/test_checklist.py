"""What must be true before going live: red where it is known to be wrong, amber where nobody entered it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest

from console import checklist, checklist_goods
from console.checks import Around, Check, Colour, Finding, Machine, Topic, Ways
from console.show import events as ev
from console.show import timing
from console.show.fold import fold
from console.show.plan import Cue, CueKind, CueSheet, Entry, EntryId, ShowInfo
from console.show.state import State
from console.wording import LANGUAGES, catalogue
from inventory.catalogue import Certificate, Evidence, Price, Product
from tests.builders import EVENING, make_entry, make_segment

GOOD_MACHINE = Machine(free_bytes=1 << 40, synchronised=True, journal_ahead_s=-3.0, folder_ahead_s=0.0, looked=True)


@dataclass(frozen=True)
class FakeInput:
    name: str
    kind: str


@dataclass(frozen=True)
class FakeObs:
    connected: bool = True
    scenes: tuple[str, ...] = ("特写", "近景")
    inputs: tuple[FakeInput, ...] = (FakeInput("价格", "text_ft2_source_v2"), FakeInput("片头", "ffmpeg_source"))


def planned(*entries: Entry) -> State:
    created = ev.ShowCreated(info=ShowInfo(name="一场"), entries=entries)
    return fold([ev.Event(seq=1, at=EVENING, actor="t", payload=created)])


def around(**values: Any) -> Around:
    known = {"at": EVENING, "obs": FakeObs(), "people": (), "machine": GOOD_MACHINE, "ways": Ways(set_up=("douyin",))}
    return Around(**{**known, **values})


def look(*entries: Entry, **values: Any) -> dict[Topic, Check]:
    return {each.topic: each for each in checklist.look(planned(*entries), around(**values))}


def codes(check: Check) -> list[str]:
    return [each.check for each in check.findings]


def with_cues(entry: Entry, *cues: Cue) -> Entry:
    return replace(entry, cues=CueSheet(on_take=cues))


GOODS = make_entry(1, scene="特写", script="好", list_price=None)


def test_every_line_is_told_in_its_order_whatever_was_found() -> None:
    assert tuple(each.topic for each in checklist.look(planned(), around())) == tuple(Topic)


@pytest.mark.parametrize(
    ("topic", "entry", "code"),
    [
        (Topic.SCENES, replace(GOODS, scene="没有的"), "scene_missing:没有的"),
        (
            Topic.SCENES,
            with_cues(GOODS, Cue(kind=CueKind.SHOW, target="价格", scene="别处")),
            "scene_missing:别处",
        ),
        (
            Topic.INPUTS,
            with_cues(GOODS, Cue(kind=CueKind.TEXT, target="没有的", value="{price}")),
            "input_missing:没有的",
        ),
        (Topic.INPUTS, with_cues(GOODS, Cue(kind=CueKind.TEXT, target="片头", value="x")), "input_not_text:片头"),
        (Topic.INPUTS, with_cues(GOODS, Cue(kind=CueKind.MEDIA_RESTART, target="片尾")), "input_missing:片尾"),
    ],
)
def test_what_is_known_to_be_wrong_is_red(topic: Topic, entry: Entry, code: str) -> None:
    found = look(entry)[topic]
    assert found.colour is Colour.RED
    assert codes(found)[0] == code
    assert code in checklist.red(checklist.look(planned(entry), around()))
    assert found.findings[0].entry_id == "e1"


def test_an_item_without_a_piece_is_asked_about_and_stops_nobody() -> None:
    teaser = replace(GOODS, stock=0)
    found = look(teaser)[Topic.STOCK]
    assert (found.colour, codes(found)) == (Colour.AMBER, ["stock_none:商品 1"])
    assert checklist.red(checklist.look(planned(teaser), around())) == ()


def test_a_source_that_may_be_a_group_is_no_red() -> None:
    shown = with_cues(GOODS, Cue(kind=CueKind.SHOW, target="角标组", scene="特写"))
    assert codes(look(shown)[Topic.INPUTS]) == ["source_unlisted:角标组"]
    nested = with_cues(GOODS, Cue(kind=CueKind.HIDE, target="近景", scene="特写"))
    assert look(nested)[Topic.INPUTS].colour is Colour.GREEN, "a scene stands in a scene"


def test_obs_that_is_away_is_amber_and_a_practice_show_is_whole_without_it() -> None:
    wanted = with_cues(GOODS, Cue(kind=CueKind.TEXT, target="没有的", value="x"))
    for obs in (None, FakeObs(connected=False, scenes=())):
        found = look(wanted, obs=obs)
        assert [found[topic].colour for topic in (Topic.SCENES, Topic.INPUTS)] == [Colour.AMBER] * 2
    found = look(wanted, obs=None, obs_left_out=True)
    assert [found[topic].colour for topic in (Topic.SCENES, Topic.INPUTS)] == [Colour.GREEN] * 2


def test_what_is_skipped_is_not_looked_at() -> None:
    state = planned(GOODS, replace(make_entry(2), scene="没有的", stock=0))
    skipped = replace(state, core=replace(state.core, skipped=frozenset({EntryId("e2")})))
    assert checklist.red(checklist.look(state, around()))
    assert checklist.red(checklist.look(skipped, around())) == ()


# -- goods ------------------------------------------------------------------------------------------------------------

STRUCK = replace(GOODS, list_price=19900, live_price=9900)


def known(**values: Any) -> dict[str, Product]:
    return {str(STRUCK.product_id): Product(product_id=str(STRUCK.product_id), name="商品 1", **values)}


def proof(cents: int | None, source: str = "旗舰店", on: date | None = date(2026, 10, 1)) -> Evidence:
    return Evidence(price=Price.LIST, cents=cents, source=source, on=on)


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ((), ["price_unproved:商品 1 ¥199"]),
        ((proof(19900, source=""),), ["price_unproved:商品 1 ¥199"]),
        ((proof(19900, on=None),), ["price_unproved:商品 1 ¥199"]),
        ((proof(19900),), []),
        ((proof(None),), []),
        ((proof(15900),), ["price_contradicted:商品 1 ¥199 ≠ ¥159"]),
        ((proof(15900), proof(19900)), []),
    ],
)
def test_a_list_price_needs_evidence_of_that_very_price(evidence: tuple[Evidence, ...], expected: list[str]) -> None:
    assert codes(look(STRUCK, products=known(evidence=evidence))[Topic.PRICES]) == expected


def test_a_price_that_is_not_struck_through_needs_no_evidence_and_one_below_cost_is_asked_about() -> None:
    assert look(replace(STRUCK, list_price=9900))[Topic.PRICES].colour is Colour.GREEN
    below = look(replace(GOODS, live_price=900, cost=1050))[Topic.PRICES]
    assert (below.colour, codes(below)) == (Colour.AMBER, ["price_below_cost:商品 1 ¥9 < ¥10.50"])


@pytest.mark.parametrize(
    ("paper", "code", "colour"),
    [
        (Certificate(name="质检", expires=EVENING.date() - timedelta(days=1)), "certificate_expired", Colour.RED),
        (Certificate(name="质检", expires=EVENING.date() + timedelta(days=9)), "certificate_soon", Colour.AMBER),
        (Certificate(name="质检"), "certificate_undated", Colour.AMBER),
    ],
)
def test_papers_are_red_once_they_have_expired(paper: Certificate, code: str, colour: Colour) -> None:
    found = look(STRUCK, products=known(certificates=(paper,)))[Topic.PAPERS]
    assert (found.findings[0].code, found.colour) == (code, colour)
    assert "质检" in found.findings[0].what


def test_a_paper_that_is_good_for_today_alone_is_red_for_a_show_past_midnight() -> None:
    today = Certificate(name="质检", expires=EVENING.astimezone(timing.zone("Asia/Shanghai")).date())
    short, long = STRUCK, replace(STRUCK, planned=timedelta(hours=9))
    assert look(short, products=known(certificates=(today,)))[Topic.PAPERS].colour is Colour.AMBER
    assert look(long, products=known(certificates=(today,)))[Topic.PAPERS].colour is Colour.RED


def test_a_script_nobody_signed_is_amber_and_one_nobody_wrote_too() -> None:
    found = look(GOODS, replace(make_entry(2), script=""), make_segment(3))[Topic.SCRIPTS]
    assert (found.colour, codes(found)) == (Colour.AMBER, ["script_missing:商品 2", "script_unsigned:商品 1"])


# -- the room ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("machine", "topic", "colour"),
    [
        ({"free_bytes": 50 << 20}, Topic.DISK, Colour.RED),
        ({"free_bytes": 1 << 30}, Topic.DISK, Colour.AMBER),
        ({"free_bytes": None}, Topic.DISK, Colour.AMBER),
        ({"journal_ahead_s": 3600.0}, Topic.CLOCK, Colour.RED),
        ({"folder_ahead_s": -300.0}, Topic.CLOCK, Colour.AMBER),
        ({"synchronised": False}, Topic.CLOCK, Colour.AMBER),
        ({"synchronised": None}, Topic.CLOCK, Colour.AMBER),
        ({}, Topic.DISK, Colour.GREEN),
        ({}, Topic.CLOCK, Colour.GREEN),
        ({"folder_gone": "/srv/exports"}, Topic.FEEDS, Colour.RED),
    ],
)
def test_the_computer_is_looked_at(machine: dict[str, Any], topic: Topic, colour: Colour) -> None:
    assert look(GOODS, machine=replace(GOOD_MACHINE, **machine))[topic].colour is colour


def test_a_feed_that_is_set_up_and_dead_is_red_and_none_at_all_is_amber() -> None:
    assert look(GOODS, ways=Ways(set_up=("桥",), down=("桥",)))[Topic.FEEDS].colour is Colour.RED
    assert codes(look(GOODS, ways=Ways())[Topic.FEEDS]) == ["feed_none"]
    assert look(GOODS)[Topic.FEEDS].colour is Colour.GREEN


def test_people_are_as_the_roster_says_and_amber_where_nobody_can_say() -> None:
    expired = Finding("qualification_expired", Colour.RED, ("小鹿",))
    assert look(GOODS, people=(expired,))[Topic.PEOPLE].colour is Colour.RED
    assert look(GOODS, people=None)[Topic.PEOPLE].colour is Colour.AMBER


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_says_what_it_is_and_what_to_do(lang: str) -> None:
    words = catalogue(lang)
    told = {key.removeprefix("check_do.") for key in words if key.startswith("check_do.")}
    for code in told:
        assert words[f"check.{code}"]
        assert words[f"check_do.{code}"]
    for topic in Topic:
        assert words[f"check_topic.{topic.value}"]
        assert words[f"check_fine.{topic.value}"]


def test_pieces_the_shared_stock_did_not_have_are_asked_about() -> None:
    wanted = replace(GOODS, stock=100)
    created = ev.ShowCreated(info=ShowInfo(name="一场"), entries=(wanted,))
    product = wanted.product_id
    assert product is not None
    drawn = [ev.Drawn(product_id=product, quantity=quantity, cause=f"c{quantity}", wanted=100) for quantity in (30, 70)]
    events = [ev.Event(seq=seq, at=EVENING, actor="t", payload=each) for seq, each in enumerate([created, *drawn], 1)]
    stock = [next(checklist_goods.stock(fold(events[:known])), None) for known in (2, 3)]
    assert [None if each is None else each.check for each in stock] == ["stock_short:商品 1 30 / 100", None]
