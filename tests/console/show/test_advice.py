"""The next item is suggested for reasons a controller would give, and each reason moves the ranking its own way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.advising import line
from console.show.advice import POINTS, Candidate, Code, Online, Situation, Suggestion, suggest
from console.show.plan import EntryId, Role
from console.wording import LANGUAGES

MINUTE = timedelta(minutes=1)


def item(number: int, **values: object) -> Candidate:
    given: dict[str, object] = {
        "entry_id": EntryId(f"e{number}"),
        "name": f"商品 {number}",
        "role": Role.SECONDARY,
        "product_id": f"p{number}",
        "jumped": number - 1,
        "remaining": 100,
        "unreleased": 0,
        **values,
    }
    return Candidate(**given)  # type: ignore[arg-type]


def codes(one: Suggestion) -> set[Code]:
    return {reason.code for reason in one.reasons}


def names(found: tuple[Suggestion, ...]) -> list[str]:
    return [one.entry_id for one in found]


def test_without_figures_the_plan_stands() -> None:
    found = suggest(Situation(), [item(1), item(2), item(3)])
    assert names(found) == ["e1", "e2", "e3"]
    assert Code.PLANNED_NEXT in codes(found[0])


def test_what_converts_and_earns_far_better_goes_before_the_plan() -> None:
    others = [item(n, cvr=0.02, clicks=400.0, per_thousand=1000.0) for n in (1, 2, 3)]
    best = item(4, cvr=0.08, clicks=500.0, per_thousand=5000.0)
    found = suggest(Situation(), [*others, best])
    assert names(found)[0] == "e4"
    assert {Code.CONVERTS_WELL, Code.EARNS_WELL} <= codes(found[0])
    assert found[0].reasons[0].points > 0


def test_a_median_of_two_says_nothing() -> None:
    found = suggest(Situation(), [item(1, cvr=0.01, clicks=90.0), item(2, cvr=0.09, clicks=90.0)])
    assert names(found) == ["e1", "e2"]


def test_conversion_of_people_is_measured_against_people_and_said_of_people() -> None:
    of_clicks = [item(n, cvr=0.02, clicks=400.0) for n in (1, 2, 3)]
    of_people = [item(n, cvr=0.2, clicks=90.0, of_people=True) for n in (4, 5)]
    found = suggest(Situation(), [*of_clicks, *of_people], limit=9)
    assert not {code for one in found for code in codes(one)} & {Code.CONVERTS_WELL, Code.CONVERTS_POORLY}
    best = item(7, cvr=0.6, clicks=1234.0, of_people=True)
    found = suggest(Situation(), [*of_clicks, *of_people, item(6, cvr=0.2, clicks=90.0, of_people=True), best])
    assert Code.CONVERTS_WELL in codes(found[0])
    assert "1,234 people" in line("en", found[0])
    assert "1,234 人点击" in line("zh_CN", found[0])


def test_what_is_sold_out_or_on_air_is_not_suggested() -> None:
    situation = Situation(on_air=EntryId("e1"), on_air_product="p1")
    sold_out = item(3, remaining=0)
    same_product = item(4, product_id="p1")
    unknown_stock = item(5, remaining=None, unreleased=None)
    to_release = item(6, remaining=0, unreleased=40)
    found = suggest(situation, [item(1), sold_out, same_product, unknown_stock, to_release], limit=9)
    assert set(names(found)) == {"e5", "e6"}


def test_a_product_is_suggested_once_by_its_best_entry() -> None:
    found = suggest(Situation(), [item(1, product_id="p"), item(2, product_id="p"), item(3)], limit=9)
    assert names(found) == ["e1", "e3"]


def test_a_hero_unseen_for_half_an_hour_is_called_for() -> None:
    candidates = [item(1), item(2, role=Role.HERO)]
    assert names(suggest(Situation(hero_unseen=31 * MINUTE), candidates))[0] == "e2"
    assert names(suggest(Situation(hero_unseen=30 * MINUTE), candidates))[0] == "e1"


def test_two_traffic_items_are_not_put_side_by_side() -> None:
    candidates = [item(1, role=Role.TRAFFIC), item(2)]
    assert names(suggest(Situation(on_air_role=Role.TRAFFIC), candidates))[0] == "e2"
    assert names(suggest(Situation(on_air_role=Role.HERO), candidates))[0] == "e1"


def test_a_profit_item_waits_until_the_opening_is_over() -> None:
    candidates = [item(1, role=Role.PROFIT), item(2)]
    assert names(suggest(Situation(opening=True, on_air_role=Role.SEGMENT), candidates))[0] == "e2"


def test_people_leaving_call_for_a_traffic_item() -> None:
    candidates = [item(1, role=Role.PROFIT), item(2, role=Role.TRAFFIC)]
    found = suggest(Situation(online=Online.FALLING, online_share=-0.23), candidates)
    assert names(found)[0] == "e2"
    assert Code.ONLINE_FALLING in codes(found[0])
    assert names(suggest(Situation(online=Online.RISING, online_share=0.4), candidates))[0] == "e1"


def test_what_was_shown_a_moment_ago_rests() -> None:
    strong = {"jumped": None, "cvr": 0.08, "clicks": 900.0}
    field = [item(1, cvr=0.03, clicks=90.0), item(2, cvr=0.03, clicks=90.0), item(3, cvr=0.03, clicks=90.0)]
    assert names(suggest(Situation(), [*field, item(4, since_shown=MINUTE, **strong)]))[0] == "e1"
    rested = suggest(Situation(), [*field, item(4, since_shown=50 * MINUTE, **strong)])[0]
    assert (rested.entry_id, rested.returns) == ("e4", True)
    assert {Code.LONG_UNSEEN, Code.STOCK_LEFT} <= codes(rested)


def test_goods_that_run_out_before_their_time_count_against_unless_more_can_be_released() -> None:
    soon = {"sell_out": 2 * MINUTE, "planned": 8 * MINUTE}
    assert Code.SELLS_OUT_SOON in codes(suggest(Situation(), [item(1, **soon)])[0])
    assert Code.SELLS_OUT_SOON not in codes(suggest(Situation(), [item(1, unreleased=500, **soon)])[0])
    assert Code.LITTLE_STOCK in codes(suggest(Situation(), [item(1, remaining=3)])[0])


def test_a_role_behind_its_target_is_helped() -> None:
    candidates = [item(1), item(2, role=Role.PROFIT, jumped=0)]
    found = suggest(Situation(short_roles={Role.PROFIT: 0.3}), candidates)
    assert names(found)[0] == "e2"
    assert found[0].reasons[1].data == {"percent": 30}


@pytest.mark.parametrize(("minutes", "suggested"), [(-3, True), (1, True), (2, True), (3, False), (60, False)])
def test_a_pinned_entry_is_suggested_when_its_time_has_come_and_not_before(minutes: int, suggested: bool) -> None:
    pinned = item(3, role=Role.SEGMENT, product_id=None, pinned_in=minutes * MINUTE)
    found = suggest(Situation(), [item(1, cvr=0.09, clicks=900.0), pinned])
    assert (names(found)[0] == "e3") is suggested
    assert ("e3" in names(found)) is suggested


@pytest.mark.parametrize(
    ("seconds", "code", "data"),
    [
        (119, Code.PINNED_SOON, {"minutes": 2}),
        (60, Code.PINNED_SOON, {"minutes": 1}),
        (1, Code.PINNED_SOON, {"minutes": 1}),
        (0, Code.PINNED_DUE, {}),
        (-59, Code.PINNED_DUE, {}),
        (-60, Code.PINNED_LATE, {"minutes": 1}),
        (-200, Code.PINNED_LATE, {"minutes": 3}),
    ],
)
def test_a_pinned_entry_says_whether_its_time_comes_has_come_or_is_past(
    seconds: int, code: Code, data: dict[str, int]
) -> None:
    pinned = item(3, role=Role.SEGMENT, product_id=None, pinned_in=timedelta(seconds=seconds))
    first = suggest(Situation(), [pinned])[0].reasons[0]
    assert (first.code, first.data) == (code, data)


def test_a_segment_is_no_candidate_out_of_its_turn() -> None:
    segment = {"role": Role.SEGMENT, "product_id": None}
    assert names(suggest(Situation(), [item(1, **segment), item(2, **segment)])) == ["e1"]


def test_every_reason_has_its_points_and_its_words_in_both_languages() -> None:
    assert set(POINTS) == set(Code)
    everything = [
        suggest(
            Situation(
                on_air_role=Role.TRAFFIC,
                opening=True,
                hero_unseen=40 * MINUTE,
                online=online,
                online_share=0.2,
                short_roles={Role.TRAFFIC: 0.2},
            ),
            [
                item(1, cvr=0.01, clicks=90.0, per_thousand=10.0, role=Role.TRAFFIC, remaining=2),
                item(2, cvr=0.02, clicks=1234.0, per_thousand=20.0, role=Role.PROFIT, sell_out=MINUTE),
                item(3, cvr=0.09, clicks=90.0, per_thousand=90.0, role=Role.HERO),
                item(4, jumped=None, since_shown=3 * MINUTE, round_yield=100.0),
                item(5, jumped=None, since_shown=70 * MINUTE, round_yield=900.0),
                item(6, round_yield=300.0),
                *(item(8 + n, role=Role.SEGMENT, product_id=None, pinned_in=n * MINUTE) for n in (-1, 0, 1)),
            ],
            limit=9,
        )
        for online in (Online.FALLING, Online.RISING)
    ]
    assert {code for found in everything for one in found for code in codes(one)} == set(Code)
    for found in everything:
        for one in found:
            for lang in LANGUAGES:
                said = line(lang, one)
                assert one.name in said
                assert "{" not in said


def test_a_line_says_at_most_three_reasons_and_the_weightiest_objection() -> None:
    field = [item(n, cvr=0.03, clicks=90.0, per_thousand=100.0) for n in (1, 2, 3)]
    mixed = item(4, cvr=0.1, clicks=900.0, per_thousand=400.0, role=Role.HERO, remaining=3)
    found = suggest(Situation(hero_unseen=50 * MINUTE), [*field, mixed])[0]
    assert [reason.points > 0 for reason in found.said] == [True, True, False]
    assert found.said[-1].code is Code.LITTLE_STOCK


def test_an_entry_without_reasons_is_still_a_whole_line() -> None:
    found = suggest(Situation(), [item(2, since_shown=25 * MINUTE)])
    assert found[0].reasons == ()
    assert all(line(lang, found[0]) for lang in LANGUAGES)


figures = st.one_of(st.none(), st.floats(0, 1, allow_nan=False))
anything = st.builds(
    item,
    st.integers(1, 30),
    role=st.sampled_from(Role),
    jumped=st.one_of(st.none(), st.integers(0, 40)),
    cvr=figures,
    clicks=st.floats(30, 1e6),
    per_thousand=figures,
    round_yield=figures,
    remaining=st.one_of(st.none(), st.integers(0, 1000)),
    since_shown=st.one_of(st.none(), st.integers(0, 300).map(lambda n: n * MINUTE)),
)


@given(st.lists(anything, max_size=30, unique_by=lambda one: one.entry_id), st.integers(1, 5))
def test_the_ranking_is_ordered_limited_and_the_same_each_time(candidates: list[Candidate], limit: int) -> None:
    situation = Situation(
        on_air=EntryId("e1"), on_air_product="p1", online=Online.FALLING, online_share=-0.3, hero_unseen=45 * MINUTE
    )
    found = suggest(situation, candidates, limit)
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert len(found) <= limit
    assert "e1" not in names(found)
    assert found == suggest(situation, candidates, limit)
