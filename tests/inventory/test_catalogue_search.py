"""Finding a product by what a hand types fast."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.catalogue import PlatformId, Product, Variant
from inventory.catalogue_search import CatalogueSearch
from tests.inventory.test_catalogue import MASK, make_product

CUP = make_product(2, name="316L 保温杯", brand="恒温", category="家居", barcode="6901234567915")
NOODLES = make_product(3, name="重庆小面", platform_ids=(PlatformId("taobao", "7281"),))
SKUS = make_product(4, name="羊绒围巾", variants=(Variant(sku_id="WJ-R", spec="酒红", barcode="6900000000017"),))
ALL = (MASK, CUP, NOODLES, SKUS)


def found(wanted: str) -> list[str]:
    return [each.product_id for each in CatalogueSearch(ALL).find(wanted)]


@pytest.mark.parametrize(
    ("typed", "product"),
    [
        ("面膜", "p1"),
        ("bnszz", ""),
        ("bnsbs", "p1"),
        ("bsmm", "p1"),
        ("mianmo", "p1"),
        ("run yan", "p1"),
        ("bwb", "p2"),
        ("316lbwb", "p2"),
        ("３１６Ｌ", "p2"),
        ("恒温", "p2"),
        ("家居", "p2"),
        ("6901234567915", "p2"),
        ("cqxm", "p3"),
        ("zqxm", "p3"),
        ("7281", "p3"),
        ("wj-r", "p4"),
        ("酒红", "p4"),
        ("6900000000017", "p4"),
        ("yr 围巾", "p4"),
    ],
)
def test_a_product_is_found_by_name_brand_id_barcode_and_pinyin(typed: str, product: str) -> None:
    assert found(typed) == ([product] if product else [])


def test_nothing_typed_finds_everything_in_its_order() -> None:
    assert found(" ") == ["p1", "p2", "p3", "p4"]


def test_an_id_typed_whole_comes_first_then_names_that_begin_so() -> None:
    products = [
        make_product(1, name="杯垫 保温"),
        make_product(2, name="保温杯"),
        make_product(3, name="别的", barcode="保温"),
    ]
    assert [each.product_id for each in CatalogueSearch(products).find("保温")] == ["p3", "p2", "p1"]


@given(st.lists(st.text("abcmwy面膜保温 1", max_size=6), min_size=1, max_size=6))
def test_a_search_that_goes_on_finds_what_a_fresh_one_finds(typed: list[str]) -> None:
    goes_on = CatalogueSearch(ALL)
    for wanted in typed:
        for end in range(len(wanted) + 1):
            assert goes_on.find(wanted[:end]) == CatalogueSearch(ALL, goes_on).find(wanted[:end])


def test_what_was_spelled_once_is_lent_to_the_next() -> None:
    before = CatalogueSearch([Product(product_id="x", name="保温杯")])
    after = CatalogueSearch([Product(product_id="y", name="保温杯")], before)
    assert [each.product_id for each in after.find("bwb")] == ["y"]
