"""A newer sheet over a plan: ids, cues and what was aired stay; the rest follows the sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from console.feeds.plan_difference import difference, merged
from console.show.plan import Cue, CueKind, CueSheet, Entry, EntryId, Plan, Role
from console.show.waves import Condition, Wave, When
from tests.builders_sheets import goods, make_entry, make_plan

NOBODY: frozenset[EntryId] = frozenset()


def aired(*names: str) -> frozenset[EntryId]:
    return frozenset(map(EntryId, names))


def rows_of(plan: Plan) -> tuple[Entry, ...]:
    """The plan as a sheet gives it back: fresh ids, no cues."""
    return tuple(
        replace(entry, entry_id=EntryId(f"fresh-{place}"), cues=CueSheet())
        for place, entry in enumerate(plan.in_order())
    )


def test_the_same_sheet_again_is_no_difference() -> None:
    plan = make_plan(goods("a", "A"), make_entry("b", "开场", role=Role.SEGMENT), goods("c", "A"))
    found = difference(plan, rows_of(plan), NOBODY)
    assert found.nothing
    assert found.kept == plan.order


def test_known_products_keep_ids_cues_and_pictures() -> None:
    cues = CueSheet(on_take=(Cue(kind=CueKind.SCENE, target="特写"),))
    plan = make_plan(goods("a", "A", cues=cues, picture="pictures/a.png", script="原话"))
    entries, order = merged(plan, (goods("x", "A", "新名", live_price=990),), NOBODY)
    assert order == ("a",)
    entry = entries[EntryId("a")]
    assert (entry.name, entry.live_price, entry.cues) == ("新名", 990, cues)
    assert (entry.picture, entry.script) == ("pictures/a.png", "原话")


def test_waves_stay_where_a_newer_sheet_says_nothing_of_them() -> None:
    kept = (Wave(quantity=30, condition=Condition(when=When.SOLD_OUT)), Wave(quantity=5))
    plan = make_plan(goods("a", "A", waves=kept))
    entries, _ = merged(plan, (goods("x", "A", "新名"),), NOBODY)
    assert (entries[EntryId("a")].name, entries[EntryId("a")].waves) == ("新名", kept)
    entries, _ = merged(plan, (goods("x", "A", waves=kept[:1]),), NOBODY)
    assert entries[EntryId("a")].waves == kept[:1]


def test_columns_the_sheet_does_not_have_are_left_alone() -> None:
    plan = make_plan(goods("a", "A", note="轻放", stock=5))
    entries, _ = merged(plan, (goods("x", "A", stock=9),), NOBODY, frozenset({"name", "stock", "product_id"}))
    assert (entries[EntryId("a")].note, entries[EntryId("a")].stock) == ("轻放", 9)


def test_rounds_of_one_product_are_matched_in_turn() -> None:
    plan = make_plan(goods("a1", "A"), goods("b", "B"), goods("a2", "A"))
    rows = (goods("x", "A", note="一"), goods("y", "A", note="二"), goods("z", "A", note="三"))
    entries, order = merged(plan, rows, NOBODY)
    assert order == ("a1", "a2", "z")
    assert [entries[entry_id].note for entry_id in order] == ["一", "二", "三"]


def test_a_row_without_a_product_is_known_by_name_and_role() -> None:
    plan = make_plan(make_entry("o", "开场", role=Role.SEGMENT), make_entry("p", "福袋", role=Role.SEGMENT))
    rows = (make_entry("x", "福袋", role=Role.SEGMENT), make_entry("y", "开场", role=Role.HERO))
    found = difference(plan, rows, NOBODY)
    assert [entry.name for entry in found.removed] == ["开场"]
    assert [entry.entry_id for entry in found.added] == ["y"]


def test_a_corrected_product_id_is_a_change_of_the_same_entry() -> None:
    found = difference(make_plan(goods("a", "A", "糕")), (goods("x", "B", "糕"),), NOBODY)
    assert [(old.entry_id, fields) for old, _, fields in found.changed] == [("a", ("product_id",))]


def test_added_removed_changed_and_moved_are_told_apart() -> None:
    plan = make_plan(goods("a", "A"), goods("b", "B"), goods("c", "C"), goods("d", "D"))
    rows = (goods("1", "D"), goods("2", "A"), goods("3", "B", live_price=100), goods("4", "E"))
    found = difference(plan, rows, NOBODY)
    assert [entry.product_id for entry in found.added] == ["E"]
    assert [entry.entry_id for entry in found.removed] == ["c"]
    assert [(old.entry_id, fields) for old, _, fields in found.changed] == [("b", ("live_price",))]
    assert found.moved == ("d",)
    assert found.kept == ("a",)


def test_what_was_aired_is_neither_changed_nor_moved_nor_removed() -> None:
    plan = make_plan(goods("a", "A", live_price=100), goods("b", "B"), goods("c", "C"), goods("d", "D"))
    rows = (goods("1", "D"), goods("2", "N"), goods("3", "A", live_price=200))
    found = difference(plan, rows, aired("a", "b"))
    entries, order = merged(plan, rows, aired("a", "b"))
    assert order == ("a", "b", "d", "2")
    assert entries[EntryId("a")].live_price == 100
    assert [entry.entry_id for entry in found.stayed] == ["b"]
    assert [(old.entry_id, new.live_price, fields) for old, new, fields in found.held_back] == [
        ("a", 200, ("live_price",))
    ]
    assert found.changed == ()


def test_an_entry_jumped_over_stays_before_what_was_aired() -> None:
    plan = make_plan(goods("a", "A"), goods("b", "B"), goods("c", "C"), goods("d", "D"))
    rows = (goods("1", "D"), goods("2", "B"), goods("3", "C"), goods("4", "A"))
    assert merged(plan, rows, aired("a", "c"))[1] == ("a", "b", "c", "d")


def test_an_allotment_already_drawn_is_not_changed_for_later_rounds() -> None:
    plan = make_plan(goods("a", "A", stock=100), goods("b", "A", stock=100))
    rows = (goods("1", "A", stock=200), goods("2", "A", stock=200, first_release=150))
    entries, _ = merged(plan, rows, aired("a"))
    assert (entries[EntryId("b")].stock, entries[EntryId("b")].first_release) == (100, 100)
    assert {old.entry_id for old, _, _ in difference(plan, rows, aired("a")).held_back} == {"a", "b"}


_ROWS = st.lists(
    st.tuples(st.sampled_from(["A", "B", "C", "D", None]), st.sampled_from(["糕", "茶"]), st.integers(0, 2)), max_size=9
)


def _entries(prefix: str, rows) -> tuple[Entry, ...]:
    return tuple(
        make_entry(f"{prefix}{n}", name, product_id=product, role=Role.HERO, planned=timedelta(minutes=minutes))
        for n, (product, name, minutes) in enumerate(rows)
    )


@given(_ROWS, _ROWS, st.sets(st.integers(0, 8)))
def test_whatever_the_sheets_a_merge_keeps_history_and_loses_no_row(before, after, places) -> None:
    plan = make_plan(*_entries("old-", before))
    rows = _entries("new-", after)
    on_air = frozenset(entry_id for place, entry_id in enumerate(plan.order) if place in places)
    entries, order = merged(plan, rows, on_air)
    assert set(order) == set(entries)
    assert len(order) == len(set(order))
    for entry_id in on_air:
        assert entries[entry_id] == plan.entries[entry_id]
    assert [i for i in order if i in on_air] == [i for i in plan.order if i in on_air]
    last = max((place for place, entry_id in enumerate(order) if entry_id in on_air), default=-1)
    assert all(entry_id in plan.entries for entry_id in order[: last + 1])
    found = difference(plan, rows, on_air)
    assert len(order) == len(rows) + len(found.stayed)
    assert len(plan.order) - len(found.removed) + len(found.added) == len(order)
    assert difference(plan, rows, on_air) == found
    laid = replace(plan, entries=entries, order=order)
    assert merged(laid, rows, on_air)[1] == order or on_air
    again = difference(laid, rows, NOBODY) if not on_air else None
    assert again is None or again.nothing


@given(_ROWS, st.sets(st.integers(0, 8)))
def test_a_plan_laid_over_itself_is_no_difference(before, places) -> None:
    plan = make_plan(*_entries("old-", before))
    on_air = frozenset(entry_id for place, entry_id in enumerate(plan.order) if place in places)
    found = difference(plan, rows_of(plan), on_air)
    assert found.nothing
    assert not found.held_back
    assert not found.stayed


@given(st.permutations(range(8)))
def test_moving_only_the_moved_entries_gives_the_new_order(order) -> None:
    plan = make_plan(*(goods(f"e{n}", f"P{n}") for n in range(8)))
    found = difference(plan, tuple(goods(f"x{n}", f"P{n}") for n in order), NOBODY)
    still = [f"e{n}" for n in order if f"e{n}" not in found.moved]
    assert still == sorted(still)
