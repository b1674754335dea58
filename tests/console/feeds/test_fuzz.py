"""Whatever a file holds, a reader gives a result or one of its own refusals, never another error."""

from __future__ import annotations

import tempfile
import zipfile
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.feeds.grid import SheetRefused
from console.feeds.orders_export import OrdersRefused, read_orders
from console.feeds.plan_sheet import PlanRefused, read_plan
from tests import fuzz
from tests.builders_sheets import (
    ORDER_HEADER_A,
    PLAN_HEADER,
    ids,
    lay_pictures,
    order_row,
    png,
    rewrite_part,
    write_csv,
    write_xlsx,
)

PLAN_ROWS = [
    ("今晚",),
    PLAN_HEADER,
    (1, "爆款", "371", "糕", "￥9.9", 5, "5:00"),
    (2, "环节", "", "福袋", None, None, 0.003),
]
PARTS = (
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
    "xl/styles.xml",
    "[Content_Types].xml",
    "xl/drawings/drawing1.xml",
)


@cache
def originals() -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        workbook = write_xlsx(base / "plan.xlsx", PLAN_ROWS, merges=["A1:G1", "B3:B4"])
        return {
            "plan.csv": write_csv(base / "plan.csv", PLAN_ROWS, "gbk").read_bytes(),
            "plan.xlsx": lay_pictures(workbook, {3: png()}).read_bytes(),
            "orders.csv": write_csv(base / "orders.csv", [ORDER_HEADER_A, order_row(ORDER_HEADER_A)]).read_bytes(),
        }


def outcome(path: Path) -> str:
    """What reading comes to both ways; any error but the readers' own ends the test."""
    said = []
    try:
        said.append(f"{len(read_plan(path, new_id=ids(), picture_sink=lambda name, data: name).rows)} entries")
    except (SheetRefused, PlanRefused) as refused:
        said.append(type(refused).__name__)
    try:
        said.append(f"{len(read_orders(path, ZoneInfo('Asia/Shanghai')).lines)} lines")
    except (SheetRefused, OrdersRefused) as refused:
        said.append(type(refused).__name__)
    return ", ".join(said)


EDITS = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255), st.integers(0, 2)), min_size=1, max_size=12)


def mutated(data: bytes, edits: list[tuple[int, int, int]]) -> bytes:
    held = bytearray(data)
    for place, value, kind in edits:
        at = place % (len(held) or 1)
        if kind == 0 and held:
            held[at] = value
        elif kind == 1:
            held[at:at] = bytes([value]) * (1 + place % 5)
        else:
            del held[at : at + 1 + value // 16]
    return bytes(held)


@pytest.mark.parametrize("name", ["plan.csv", "plan.xlsx", "orders.csv"])
@settings(max_examples=80, deadline=None)
@given(edits=EDITS)
def test_a_file_with_changed_bytes_is_read_or_refused(name: str, edits) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(mutated(originals()[name], edits))
        assert outcome(path)


@pytest.mark.parametrize("part", PARTS)
@settings(max_examples=50, deadline=None)
@given(edits=EDITS)
def test_a_workbook_with_a_changed_part_is_read_or_refused(part: str, edits) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        path.write_bytes(originals()["plan.xlsx"])
        assert outcome(rewrite_part(path, part, lambda xml: mutated(xml, edits)))


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.csv"])
@settings(max_examples=60, deadline=None)
@given(cut=st.floats(0, 1))
def test_a_file_cut_short_is_read_or_refused(name: str, cut: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        data = originals()[name]
        path.write_bytes(data[: int(len(data) * cut)])
        assert outcome(path)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_at_all_are_read_or_refused(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any"
        path.write_bytes(data)
        assert outcome(path)


_CELL = st.none() | st.text(st.characters(codec="utf-8"), max_size=12) | st.floats() | st.integers() | st.booleans()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_CELL, min_size=7, max_size=7), min_size=1, max_size=5))
def test_any_cells_under_a_good_header_are_read_or_refused(rows) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert outcome(write_csv(Path(folder) / "a.csv", [PLAN_HEADER, *rows]))


def test_a_workbook_that_would_fill_the_memory_is_refused_unread(tmp_path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/workbook.xml", "w") as part:
        for _ in range(620):
            part.write(bytes(1_000_000))
    with pytest.raises(SheetRefused) as refused:
        read_plan(path, new_id=ids())
    assert refused.value.code == "too_large"


@pytest.mark.parametrize("seed", range(4))
def test_two_thousand_spoilt_exports_are_each_read_whole_or_refused(seed: int) -> None:
    came_to = fuzz.run(500, seed)
    assert sum(came_to.values()) == 500
    assert sum(count for outcome, count in came_to.items() if outcome.startswith("read")) > 50
