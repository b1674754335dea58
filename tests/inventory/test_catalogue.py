"""The catalogue's rules: ids, papers, what a sheet changes, what is double, and what merging keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from inventory.catalogue import (
    Certificate,
    Evidence,
    Paper,
    PlatformId,
    Price,
    Product,
    Standing,
    Variant,
    by_any_id,
    clashes,
    planned_id,
    tidy,
)
from inventory.catalogue_difference import Likeness, difference, duplicates, laid_over, merged

TODAY = date(2026, 11, 11)


def make_product(number: int = 1, **values: Any) -> Product:
    """A product; anything can be said otherwise."""
    return Product(**{"product_id": f"p{number}", "name": f"商品 {number}", **values})


MASK = make_product(
    1,
    name="玻尿酸补水面膜",
    brand="润妍",
    barcode="6901",
    live_price=5990,
    platform_ids=(PlatformId("douyin", "d1"),),
    variants=(Variant(sku_id="s10", spec="10片"), Variant(sku_id="s30", spec="30片")),
)


def test_a_product_is_found_by_each_of_its_ids() -> None:
    known = by_any_id([replace(MASK, aliases=("old",))])
    assert set(known) == {"p1", "d1", "s10", "s30", "old"}


def test_an_id_two_products_claim_is_told_with_both() -> None:
    other = make_product(2, variants=(Variant(sku_id="d1"),))
    (clash,) = clashes([MASK, other])
    assert (clash.id, clash.first, clash.second) == ("d1", MASK, other)


def test_an_id_of_a_known_product_cannot_be_given_to_another() -> None:
    assert [clash.id for clash in clashes([make_product(2, aliases=("s10",))], by_any_id([MASK]))] == ["s10"]
    assert not clashes([replace(MASK, name="改名")], by_any_id([MASK]))


def test_a_certificate_is_good_on_its_last_day_and_expired_the_day_after() -> None:
    paper = Certificate(name="备案", expires=TODAY)
    assert paper.standing(TODAY) is Standing.SOON
    assert paper.standing(date(2026, 11, 12)) is Standing.EXPIRED
    assert Certificate(expires=date(2026, 12, 11)).standing(TODAY) is Standing.SOON
    assert Certificate(expires=date(2026, 12, 12)).standing(TODAY) is Standing.FINE


def test_a_certificate_nobody_gave_a_day_is_unknown_and_a_permanent_one_is_fine() -> None:
    assert Certificate().standing(TODAY) is Standing.UNKNOWN
    assert Certificate(permanent=True).standing(TODAY) is Standing.FINE


def test_the_worst_paper_is_how_a_product_stands() -> None:
    fine, gone = Certificate(permanent=True), Certificate(expires=date(2025, 1, 1))
    assert make_product(certificates=(fine, gone)).standing(TODAY) is Standing.EXPIRED
    assert make_product(certificates=(fine, Certificate())).standing(TODAY) is Standing.UNKNOWN
    assert make_product().standing(TODAY) is None


def test_a_price_is_proved_by_source_date_and_its_own_amount() -> None:
    whole = Evidence(source="旗舰店", on=TODAY, cents=12900)
    assert make_product(evidence=(whole,)).proves(Price.LIST, 12900)
    assert not make_product(evidence=(whole,)).proves(Price.LIST, 19900)
    assert not make_product(evidence=(whole,)).proves(Price.LIVE, 12900)
    assert not make_product(evidence=(replace(whole, on=None),)).proves(Price.LIST, 12900)
    assert make_product(evidence=(replace(whole, cents=None),)).proves(Price.LIST, 19900)


def test_an_order_of_a_sku_counts_for_the_product_of_the_plan() -> None:
    ids = tuple(MASK.ids())
    assert planned_id("s30", ids, {"p1"}) == "p1"
    assert planned_id("s30", ids, {"d1"}) == "d1"  # the plan names it by its platform's id


def test_an_id_the_plan_names_is_left_as_it_is() -> None:
    assert planned_id("s30", MASK.ids(), {"p1", "s30"}) == "s30"


def test_an_order_of_a_product_no_plan_names_counts_under_its_own_id() -> None:
    assert planned_id("s30", MASK.ids(), {"p9"}) == "p1"


def test_an_empty_value_of_a_sheet_says_nothing() -> None:
    assert laid_over(MASK, Product(product_id="p1", name="")) == MASK


def test_a_sheet_updates_by_any_id_and_the_products_own_id_stays() -> None:
    found = difference(by_any_id([MASK]), [Product(product_id="d1", name="新名字", live_price=4990)])
    (changed,) = found.changed
    assert changed.fields == ("name", "live_price")
    assert (changed.after.product_id, changed.after.aliases) == ("p1", ())
    assert changed.after.variants == MASK.variants


def test_a_sheet_that_says_the_same_changes_nothing() -> None:
    found = difference(by_any_id([MASK]), [MASK])
    assert found.nothing
    assert found.same == (MASK,)


def test_a_sku_said_again_keeps_what_the_sheet_leaves_empty() -> None:
    before = replace(MASK, variants=(Variant(sku_id="s10", spec="10片", barcode="69", live_price=2990),))
    after = laid_over(before, replace(MASK, variants=(Variant(sku_id="s10", live_price=1990),)))
    assert after.variants == (Variant(sku_id="s10", spec="10片", barcode="69", live_price=1990),)


def test_a_document_said_again_with_another_day_is_one_document() -> None:
    paper = Certificate(kind=Paper.AUTHORISATION, name="授权", expires=date(2026, 1, 1), file="evidence/a.pdf")
    renewed = replace(paper, expires=date(2028, 1, 1), file="")
    after = laid_over(replace(MASK, certificates=(paper,)), replace(MASK, certificates=(renewed,)))
    assert after.certificates == (replace(paper, expires=date(2028, 1, 1)),)


def test_a_permanent_document_that_gets_a_day_is_no_longer_permanent() -> None:
    paper = Certificate(name="许可证", permanent=True)
    dated = Certificate(name="许可证", expires=date(2028, 1, 1))
    long, short = replace(MASK, certificates=(paper,)), replace(MASK, certificates=(dated,))
    assert laid_over(long, short).certificates == (dated,)
    assert laid_over(short, long).certificates == (paper,)


def test_one_barcode_one_id_or_one_name_suggests_a_duplicate() -> None:
    by_code = make_product(2, name="面膜 另一个", barcode="6901")
    by_name = make_product(3, name=" 玻尿酸 补水面膜 ")
    other_case = make_product(4, name="别的", aliases=("D1",))
    found = duplicates([MASK, by_code, by_name, other_case])
    assert [(each.likeness, {p.product_id for p in each.products}) for each in found] == [
        (Likeness.BARCODE, {"p1", "p2"}),
        (Likeness.ID, {"p1", "p4"}),
        (Likeness.NAME, {"p1", "p3"}),
    ]


def test_one_name_of_two_brands_is_two_products() -> None:
    assert not duplicates([make_product(1, name="保温杯", brand="甲"), make_product(2, name="保温杯", brand="乙")])


def test_products_alike_in_two_ways_are_suggested_once() -> None:
    assert len(duplicates([MASK, replace(MASK, product_id="p2", platform_ids=(), variants=())])) == 1


def test_merging_keeps_what_the_kept_one_says_and_fills_what_it_leaves_empty() -> None:
    other = make_product(2, name="旧名", brand="别的", category="护肤", live_price=1)
    whole = merged(MASK, [other])
    assert (whole.name, whole.brand, whole.category, whole.live_price) == (MASK.name, "润妍", "护肤", 5990)


ids = st.text("abcdef", min_size=1, max_size=3)
products = st.builds(
    Product,
    product_id=ids,
    name=st.just("x"),
    platform_ids=st.lists(st.builds(PlatformId, st.sampled_from(("", "douyin")), ids), max_size=3).map(tuple),
    aliases=st.lists(ids, max_size=2).map(tuple),
    variants=st.lists(st.builds(Variant, sku_id=ids), max_size=3).map(tuple),
)


@given(products, st.lists(products, max_size=3))
def test_merging_loses_no_id(kept: Product, others: list[Product]) -> None:
    whole = set(merged(kept, others).ids())
    assert whole == {each for product in (kept, *others) for each in product.ids()}


@given(products, products)
def test_what_a_row_says_is_said_once_and_no_id_is_lost(known: Product, row: Product) -> None:
    once = laid_over(known, row)
    assert laid_over(once, row) == once
    assert set(once.ids()) >= {*known.ids(), *row.ids()}


def test_what_says_nothing_is_not_kept() -> None:
    told = replace(
        MASK,
        name=" 面膜 ",
        pictures=("a.png", "", "a.png"),
        variants=(Variant(sku_id=" s1 ", live_price=5990, cost=1), Variant(sku_id="")),
        evidence=(Evidence(),),
        certificates=(Certificate(),),
    )
    assert tidy(told) == replace(
        MASK, name="面膜", pictures=("a.png",), variants=(Variant(sku_id="s1", cost=1),), evidence=(), certificates=()
    )
