"""What a run order takes from the catalogue: what it leaves empty, and never a value it was planned with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from console.catalogue_plans import entry_values, fill, filled_sheet
from console.feeds.plan_difference import difference
from console.feeds.plan_sheet import SheetPlan, SheetRefused, read_plan
from console.main_loop import MainLoop
from console.show.plan import Entry
from console.wording import LANGUAGES, say
from inventory.catalogue import Product, Variant
from tests.builders import Room, make_entry, make_room, run_show
from tests.builders_sheets import ids, write_xlsx
from tests.inventory.test_catalogue import MASK

KNOWN = replace(MASK, category="护肤", list_price=12900, pictures=("pictures/a.png",))
GOODS = {"p1": KNOWN}
SKU = Variant(sku_id="s", spec="小", live_price=1)


def test_a_row_takes_what_it_leaves_empty_and_nothing_else() -> None:
    row = make_entry(1, product_id="p1", name="今晚的面膜", live_price=4990)
    (filled,), took = fill([row], GOODS)
    assert took == (filled,)
    assert (filled.name, filled.live_price) == ("今晚的面膜", 4990)
    assert (filled.brand, filled.category, filled.list_price) == ("润妍", "护肤", 12900)
    assert filled.picture == "pictures/a.png"


def test_a_row_of_a_sku_takes_the_skus_spec_and_price() -> None:
    product = Product(product_id="p1", name="面膜", spec="大", live_price=5990, variants=(SKU,))
    assert entry_values(product, "s") == {"name": "面膜", "spec": "小", "live_price": 1}
    assert entry_values(product, "p1") == {"name": "面膜", "spec": "大", "live_price": 5990}


def test_rows_the_catalogue_does_not_know_or_that_are_full_are_left() -> None:
    segment, unknown = make_entry(1, product_id=None), make_entry(2)
    assert fill([segment, unknown], GOODS) == ((segment, unknown), ())


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    loop = MainLoop()

    def pump(until: object) -> None:
        assert loop.run(until)  # type: ignore[arg-type]

    made = make_room(tmp_path / "workspace", loop.post, pump)
    yield made
    made.close()


def sheet(tmp_path: Path, *rows: tuple[object, ...], header: tuple[str, ...]) -> SheetPlan:
    path = write_xlsx(tmp_path / "plan.xlsx", [header, *rows])
    return read_plan(path, new_id=ids(), name_of=lambda held: GOODS[held].name if held in GOODS else "")


HEADER = ("商品ID", "商品名称", "直播价", "品牌")
FIRST = make_entry(1, product_id="p1", name=MASK.name, live_price=5990, brand="润妍")


def laid_over(room: Room, plan: SheetPlan, goods: dict[str, Product]) -> tuple[SheetPlan, list[Entry]]:
    """The sheet with what is known, and the entries that would change."""
    state = room.show.state
    filled = filled_sheet(plan, goods, state)
    found = difference(state.plan, filled.rows, state.core.aired, filled.fields)
    return filled, [after for _, after, _ in found.changed]


def test_a_plan_keeps_the_price_it_was_planned_with_when_the_catalogue_has_another(room: Room, tmp_path: Path) -> None:
    room.open_show([replace(FIRST, category="护肤", list_price=12900, picture="pictures/a.png")])
    plan = sheet(tmp_path, ("p1", "", "", ""), header=HEADER)
    filled, changed = laid_over(room, plan, {"p1": replace(KNOWN, live_price=9990, brand="新品牌")})
    assert changed == []
    assert not [each for each in filled.told if each.code == "catalogue_filled"]


def test_what_neither_plan_nor_sheet_say_comes_from_the_catalogue(room: Room, tmp_path: Path) -> None:
    room.open_show([replace(FIRST, live_price=None)])
    filled, changed = laid_over(room, sheet(tmp_path, ("p1", "", "", ""), header=HEADER), GOODS)
    assert [each.live_price for each in changed] == [5990]
    assert [each.code for each in filled.told][-1:] == ["catalogue_filled"]


def test_what_was_aired_takes_nothing_new(room: Room, tmp_path: Path) -> None:
    room.open_show([replace(FIRST, live_price=None), make_entry(2)])
    run_show(room, 2)
    filled, changed = laid_over(room, sheet(tmp_path, ("p1", "", "", ""), header=HEADER), GOODS)
    assert changed == []
    assert filled.rows[0].live_price is None


def test_a_row_with_an_id_and_no_name_is_called_as_the_catalogue_calls_it(tmp_path: Path) -> None:
    plan = filled_sheet(sheet(tmp_path, ("p1", "", 49.9, ""), ("p9", "", 1, ""), header=HEADER), GOODS)
    assert [(each.name, each.live_price, each.brand) for each in plan.rows] == [(MASK.name, 4990, "润妍")]
    told = {each.code: each.data for each in plan.told}
    assert told["catalogue_filled"] == {"count": 1, "names": MASK.name}
    assert "rows_without_name" in told
    for lang in LANGUAGES:
        assert MASK.name in say(lang, "plan_sheet.told.catalogue_filled", **told["catalogue_filled"])


def test_a_sheet_of_ids_alone_is_a_run_order_of_known_products(tmp_path: Path) -> None:
    plan = sheet(tmp_path, ("p1", 5), header=("商品ID", "时长"))
    assert [each.name for each in plan.rows] == [MASK.name]


def test_a_sheet_of_ids_nobody_knows_lacks_its_names(tmp_path: Path) -> None:
    with pytest.raises(SheetRefused) as refused:
        sheet(tmp_path, ("p9", 5), header=("商品ID", "时长"))
    assert refused.value.code == "no_name_column"
