"""A table nobody knows is read by the user's own mapping: guessed, corrected, kept, and found again by its header."""

from __future__ import annotations

import contextlib
import errno
import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.feeds.exports import Circumstances, ExportRefused
from console.feeds.files import read_grids
from console.feeds.grid import SheetRefused
from console.feeds.kinds import Kind
from console.feeds.mapping import Mapped, Mapping, MappingInvalid, Target, Unit, column_names, dumps, loads
from console.feeds.mapping_guess import NO_HEADER, guess, headers_of, preview
from console.feeds.mapping_reading import mapping_for, problems_of
from console.feeds.registry import read_export, recognise_file
from console.feeds.times import ShowWindow
from console.files import WorkspaceUnusable
from console.mappings import MappingStore, NoSuchMapping
from console.show.sales import Metric, OrderStatus
from tests.builders_orders import MAPPED_HEADER, order_mapping
from tests.builders_sheets import write_csv, write_xlsx
from tests.builders_tables import END, START, dated

SHANGHAI = ZoneInfo("Asia/Shanghai")
SHOW = ShowWindow(start=START, end=END)
ORDERS_HEADER = (*MAPPED_HEADER, "境况")
ORDERS = order_mapping("快手订单", headers=ORDERS_HEADER, status="境况")
READINGS = Mapping(
    name="视频号",
    target=Target.READINGS,
    source="channels",
    fields={
        "at": Mapped(header="时刻"),
        "product_id": Mapped(constant="42"),
        "clicks": Mapped(header="点了(万)", unit=Unit.TEN_THOUSANDS),
        "watch_seconds": Mapped(header="看了多久", unit=Unit.MINUTES),
    },
    headers=("时刻", "点了(万)", "看了多久"),
)


def read(path: Path, **options):
    return read_export(path, zone=SHANGHAI, show_window=SHOW, **options)


def orders(tmp_path: Path, *rows: tuple[object, ...]) -> Path:
    return write_csv(tmp_path / "o.csv", [("快手小店",), ORDERS_HEADER, *rows])


GOOD = ("1001", "9", "2", "1990", "2026-09-07 20:15:00", "已发货")


def test_a_mapped_table_gives_lines_in_our_units(tmp_path) -> None:
    export = read(orders(tmp_path, GOOD, ("1002", "9", "1", "995", "", "已关闭")), mapping=ORDERS)
    (line,) = export.lines
    assert (export.kind, export.mapping) == (Kind.MAPPED, "快手订单")
    assert (line.source, line.order_id, line.amount, line.quantity) == ("kuaishou", "1001", 1990, 2)
    assert (line.status, line.paid_at, line.shipped) == (
        OrderStatus.PAID,
        datetime(2026, 9, 7, 12, 15, tzinfo=UTC),
        True,
    )


def test_a_mapped_table_gives_readings_with_what_stands_in_no_column(tmp_path) -> None:
    path = write_xlsx(tmp_path / "r.xlsx", [READINGS.headers, ("23:59", "1.2", "30"), ("00:01", 1.5, 31)])
    found = {(r.at, r.metric, r.product_id): r.value for r in read(path, mapping=READINGS).readings}
    assert found == {
        (datetime(2026, 9, 7, 15, 59, tzinfo=UTC), Metric.CLICKS, "42"): 12000.0,
        (datetime(2026, 9, 7, 15, 59, tzinfo=UTC), Metric.WATCH_SECONDS, "42"): 1800.0,
        (datetime(2026, 9, 7, 16, 1, tzinfo=UTC), Metric.CLICKS, "42"): 15000.0,
        (datetime(2026, 9, 7, 16, 1, tzinfo=UTC), Metric.WATCH_SECONDS, "42"): 1860.0,
    }


def test_a_table_of_the_same_names_is_read_by_its_mapping_unasked(tmp_path) -> None:
    path = orders(tmp_path, GOOD)
    assert recognise_file(path) is None
    assert recognise_file(path, mappings=(READINGS, ORDERS)) is Kind.MAPPED
    export = read(path, mappings=(READINGS, ORDERS))
    assert (export.mapping, len(export.lines), export.told[0].code) == ("快手订单", 1, "mapping_reused")
    other = write_csv(tmp_path / "p.csv", [(*ORDERS_HEADER, "另一列"), (*GOOD, "")])
    with pytest.raises(SheetRefused) as refused:
        read(other, mappings=(ORDERS,))
    assert refused.value.code == "unknown_table"


def test_every_bad_cell_is_named_where_it_stands_as_it_was_held(tmp_path) -> None:
    bad = ("1.23E+18", "9", "0", "十块", "昨晚", "")
    path = orders(tmp_path, GOOD, bad)
    with pytest.raises(ExportRefused) as refused:
        read(path, mapping=ORDERS)
    seen = [(p.row, p.column, p.header, p.held, p.code) for p in refused.value.problems]
    assert seen == [
        (4, "A", "单据行", "1.23E+18", "digits_lost"),
        (4, "C", "数目", "0", "no_pieces"),
        (4, "D", "钱(分)", "十块", "not_money"),
        (4, "E", "何时", "昨晚", "not_instant"),
    ]
    about = Circumstances(zone=SHANGHAI, window=SHOW, written=END)
    grids = read_grids(path, most_rows=100)
    assert problems_of(ORDERS, grids, about) == refused.value.problems
    assert problems_of(ORDERS, read_grids(orders(tmp_path, GOOD), most_rows=100), about) == ()


def test_a_table_without_a_mapped_column_is_refused_and_names_it(tmp_path) -> None:
    with pytest.raises(SheetRefused) as refused:
        read(write_csv(tmp_path / "a.csv", [ORDERS_HEADER[:-1], GOOD[:-1]]), mapping=ORDERS)
    assert (refused.value.code, refused.value.data["columns"]) == ("columns_missing", "境况")


def test_guesses_are_filled_in_and_what_the_cells_speak_against_is_not(tmp_path) -> None:
    header = ("导出", "订单号", "商品编号", "数量", "实付金额(元)", "付款时间", "订单状态", "时间")
    rows = [
        ("x", "88", "7", "1", "9.9", "2026/9/7 20:01", "已发货", "很久"),
        ("y", "89", "7", "2", "8", "", "", "不久"),
    ]
    (grid,) = read_grids(write_csv(tmp_path / "g.csv", [("店铺",), header, *rows]), most_rows=100)
    seen = preview(grid)
    assert seen is not None
    assert (seen.headers, seen.rows[0].number, seen.cells[1][1]) == (header, 3, "89")
    found = guess(seen.headers, seen.cells, name="猜", source="shop")
    assert found.target is Target.ORDERS
    assert {key: each.header for key, each in found.fields.items()} == {
        "line_id": "订单号",
        "product_id": "商品编号",
        "quantity": "数量",
        "amount": "实付金额(元)",
        "paid": "付款时间",
        "status": "订单状态",
    }
    assert mapping_for(grid, [found.checked()]) is found


def test_counters_are_guessed_with_their_units(tmp_path) -> None:
    header = ("商品ID", "统计时间", "点击次数(万)", "在线人数", "总观看时长(分钟)")
    found = guess(header, [("7", "09-07 20:05", "1.2", "88", "30")])
    assert found.target is Target.READINGS
    assert {key: each.unit for key, each in found.fields.items()} == {
        "product_id": Unit.PLAIN,
        "at": Unit.PLAIN,
        "clicks": Unit.TEN_THOUSANDS,
        "online": Unit.PLAIN,
        "watch_seconds": Unit.MINUTES,
    }


@pytest.mark.parametrize("mapping", [ORDERS, READINGS])
def test_a_mapping_is_kept_and_found_again(tmp_path, mapping: Mapping) -> None:
    store = MappingStore(tmp_path / "mappings")
    assert (store.names(), store.all()) == ((), ())
    store.save(mapping)
    assert store.load(mapping.name) == mapping
    assert store.all() == (mapping,)
    store.save(replace(mapping, source="another"))
    assert store.load(mapping.name).source == "another"
    assert [path.name for path in store.folder.iterdir()] == [f"{mapping.name}.json"]
    store.remove(mapping.name)
    store.remove(mapping.name)
    with pytest.raises(NoSuchMapping):
        store.load(mapping.name)


def test_a_mapping_spoilt_by_hand_keeps_no_other_from_being_used(tmp_path) -> None:
    store = MappingStore(tmp_path)
    store.save(ORDERS)
    (tmp_path / "坏.json").write_text("{", encoding="utf-8")
    (tmp_path / "旧.json").write_text(json.dumps({"version": 9, "cumulative": True}), encoding="utf-8")
    assert store.all() == (ORDERS,)
    with pytest.raises(MappingInvalid):
        store.load("坏")
    for name in ("../room", "..", "", "/etc/passwd", "a\0b"):
        with pytest.raises(NoSuchMapping):
            store.load(name)


def test_of_two_mappings_for_one_header_the_later_is_used(tmp_path: Path) -> None:
    store = MappingStore(tmp_path)
    for minute, name in ((1, "甲"), (3, "乙"), (2, "丙")):
        store.save(replace(ORDERS, name=name))
        os.utime(tmp_path / f"{name}.json", (60 * minute, 60 * minute))
    assert [mapping.name for mapping in store.all()] == ["乙", "丙", "甲"]
    assert store.names() == tuple(sorted(("甲", "乙", "丙")))


def test_a_mapping_that_could_not_be_written_leaves_the_old_one(tmp_path, monkeypatch) -> None:
    store = MappingStore(tmp_path)
    store.save(ORDERS)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorkspaceUnusable):
        store.save(replace(ORDERS, source="x"))
    assert store.load(ORDERS.name) == ORDERS


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "../x"}, "name"),
        ({"name": ".x"}, "name"),
        ({"name": ""}, "name"),
        ({"source": "a b"}, "source"),
        ({"fields": {**ORDERS.fields, "clicks": Mapped(header="x")}}, "field"),
        ({"fields": {**ORDERS.fields, "status": Mapped()}}, "field"),
        ({"fields": {**ORDERS.fields, "status": Mapped(header="x", constant="y")}}, "field"),
        ({"fields": {**ORDERS.fields, "quantity": Mapped(header="x", unit=Unit.FEN)}}, "unit"),
        ({"fields": {**ORDERS.fields, "order_id": Mapped(header="单据行")}}, "column_twice"),
        ({"fields": {"line_id": Mapped(header="x")}}, "needed"),
        ({"fields": {}}, "needed"),
        ({"target": Target.READINGS, "fields": {"at": Mapped(header="x")}}, "needed"),
        ({"fields": {**ORDERS.fields, "status": Mapped(header="x" * 201)}}, "field"),
        ({"kind": Kind.SYCM_ORDERS}, "field"),
        ({"target": Target.KNOWN, "kind": Kind.SYCM_ORDERS}, "field"),
        ({"target": Target.KNOWN, "fields": {}}, "field"),
        ({"target": Target.KNOWN, "fields": {}, "kind": Kind.RUN_ORDER}, "field"),
    ],
)
def test_a_mapping_that_cannot_work_is_refused(change, code: str) -> None:
    with pytest.raises(MappingInvalid) as refused:
        replace(ORDERS, **change).checked()
    assert refused.value.code == code


@given(
    st.binary(max_size=300)
    | st.builds(
        lambda s: json.dumps(s).encode(),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(
                        [
                            "version",
                            "name",
                            "target",
                            "source",
                            "cumulative",
                            "fields",
                            "headers",
                            "line_id",
                            "header",
                            "unit",
                        ]
                    ),
                    inner,
                    max_size=7,
                )
            ),
        ),
    )
)
def test_whatever_a_file_holds_it_is_a_mapping_or_refused(data: bytes) -> None:
    with contextlib.suppress(MappingInvalid):
        assert isinstance(loads(data), Mapping)


@given(st.integers(0, len(dumps(ORDERS)) - 1), st.integers(0, 255))
def test_a_changed_byte_of_a_mapping_is_read_or_refused(place: int, value: int) -> None:
    data = bytearray(dumps(ORDERS))
    data[place] = value
    with contextlib.suppress(MappingInvalid):
        assert isinstance(loads(bytes(data)), Mapping)


def test_the_age_of_a_table_without_times_is_its_files(tmp_path) -> None:
    mapping = replace(READINGS, fields={"clicks": Mapped(header="点了")}, headers=())
    path = dated(write_csv(tmp_path / "a.csv", [("点了",), ("7",)]), START)
    assert [(r.at, r.value, r.product_id) for r in read(path, mapping=mapping).readings] == [(START, 7.0, None)]


def test_every_row_that_may_hold_the_names_is_offered_and_none_at_all(tmp_path) -> None:
    rows = [("店铺",), ("订单", "", "钱"), ("号", "时间", "实付"), ("1", "2026-09-07 20:15:00", "9.9")]
    (grid,) = read_grids(write_csv(tmp_path / "h.csv", rows), most_rows=100)
    offered = headers_of(grid)
    assert [(each.index, each.names) for each in offered if each.index == 2] == [
        (2, ("订单 号", "订单 时间", "钱 实付")),
        (2, ("号", "时间", "实付")),
    ]
    assert (offered[-1].index, offered[-1].names) == (NO_HEADER, ("[A]", "[B]", "[C]"))
    seen = preview(grid, header=offered[-1])
    assert seen is not None
    assert (seen.headerless, seen.rows[0].number, seen.headers) == (True, 1, ("[A]", "[B]", "[C]"))


def test_a_table_without_names_is_read_by_its_letters_and_never_unasked(tmp_path) -> None:
    mapping = replace(
        ORDERS,
        headerless=True,
        headers=(),
        fields={"line_id": Mapped(header="[A]"), "amount": Mapped(header="[C]"), "paid": Mapped(header="[B]")},
    )
    path = write_csv(tmp_path / "n.csv", [("1", "2026-09-07 20:15:00", "9.9"), ("2", "2026-09-07 20:16:00", "8")])
    assert [line.amount for line in read(path, mapping=loads(dumps(mapping))).lines] == [990, 800]
    with pytest.raises(SheetRefused):
        read(path, mappings=(mapping,))


def test_columns_of_one_name_are_told_apart_by_their_number(tmp_path) -> None:
    header = ("单", "金额", "金额", "", "付款")
    assert column_names(header) == ("单", "金额", "金额 (2)", "[D]", "付款")
    mapping = replace(
        ORDERS,
        headers=column_names(header),
        fields={
            "line_id": Mapped(header="单"),
            "amount": Mapped(header="金额 (2)"),
            "quantity": Mapped(header="[D]"),
            "paid": Mapped(header="付款"),
        },
    )
    path = write_csv(tmp_path / "d.csv", [header, ("1", "7", "9.9", "3", "2026-09-07 20:15:00")])
    (line,) = read(path, mappings=(mapping,)).lines
    assert (line.amount, line.quantity) == (990, 3)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (("订单编号", "商品ID", "商品名称", "商品规格", "商品数量", "实付款", "支付时间"), None),
        (("货品ID", "商品名称", "展示次数", "购买人数", "库存"), None),
        (("order no", "product_id", "product name", "quantity", "amount", "paid at"), None),
        (("序号", "商品ID", "商品名称", "直播价", "库存", "时长"), Kind.RUN_ORDER),
        (("链接", "商品名称", "直播价", "上场销量", "成交金额", "点击率", "数量"), Kind.RUN_ORDER),
        (("环节", "分钟"), Kind.RUN_ORDER),
    ],
)
def test_a_table_of_orders_or_figures_with_items_in_it_is_no_run_order(
    tmp_path: Path, header: tuple[str, ...], kind: Kind | None
) -> None:
    assert recognise_file(write_csv(tmp_path / "t.csv", [header, ("1",) * len(header)])) is kind


def test_rows_copied_without_their_header_lose_none_of_them_to_it(tmp_path: Path) -> None:
    rows = [("3712345678901234567", "桂花糕", "1.2万", "300", "12.3%"), ("42", "月饼", "8,000", "900", "8.1%")]
    (grid,) = read_grids(write_csv(tmp_path / "t.csv", rows), most_rows=1000)
    seen = preview(grid)
    assert seen is not None
    assert seen.headerless
    assert [row.number for row in seen.rows] == [1, 2]


def test_a_header_may_be_remembered_as_a_known_kind(tmp_path) -> None:
    path = write_csv(tmp_path / "k.csv", [("商品ID", "商品曝光人数"), ("37", "900")])
    assert recognise_file(path) is None
    known = Mapping(
        name="罗盘简版",
        target=Target.KNOWN,
        source="compass",
        fields={},
        headers=("商品ID", "商品曝光人数"),
        kind=Kind.QIANCHUAN_PRODUCTS,
    )
    with pytest.raises(SheetRefused) as refused:
        read(path, mappings=(known,))
    assert refused.value.code == "columns_missing"
    store = MappingStore(tmp_path / "mappings")
    store.save(replace(known, kind=Kind.COMPASS_LIVE_LIST))
    with pytest.raises(SheetRefused):
        read(path, mappings=store.all())
