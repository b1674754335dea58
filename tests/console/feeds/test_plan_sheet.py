"""A run order sheet as teams really make them becomes entries."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

import pytest

from console.feeds.plan_sheet import SheetPlan, read_plan
from console.show.plan import Role
from tests.builders_sheets import PLAN_HEADER, ids, write_csv, write_xlsx


def read(path: Path, **options) -> SheetPlan:
    return read_plan(path, new_id=ids(), **options)


def told(plan: SheetPlan) -> dict[str, object]:
    return {item.code: dict(item.data) for item in plan.told}


def plan_of(tmp_path: Path, *rows, header=PLAN_HEADER, **how) -> SheetPlan:
    return read(write_xlsx(tmp_path / "plan.xlsx", [header, *rows], **how))


def test_every_column_in_chinese_is_read(tmp_path) -> None:
    header = (
        "序号 链接号 角色 商品ID 商品名称 规格 品牌 类目 划线价 直播价 成本价 "
        "优惠券 机制 卖点 库存 首放 时长 开始时间 场景 主播 话术 备注"
    )
    row = (
        *("1", "3", "引流款", "3712345678901234567", "桂花糕", "小份", "老桂", "糕点", "¥129", "59.9", "31"),
        *("满99减10", "买一送一", "甜\n软", "300", "100", "5分钟", "20:00", "特写", "小桂", "来", "轻放"),
    )
    (entry,) = plan_of(tmp_path, row, header=header.split()).rows
    assert (entry.entry_id, entry.link_no, entry.role, entry.product_id) == ("new-1", "3", Role.TRAFFIC, row[3])
    assert (entry.name, entry.spec, entry.brand, entry.category) == ("桂花糕", "小份", "老桂", "糕点")
    assert (entry.list_price, entry.live_price, entry.cost) == (12900, 5990, 3100)
    assert (entry.coupon, entry.offer, entry.selling_points) == ("满99减10", "买一送一", "甜\n软")
    assert (entry.stock, entry.first_release) == (300, 100)
    assert (entry.planned, entry.hard_start) == (timedelta(minutes=5), time(20, 0))
    assert (entry.scene, entry.host, entry.script, entry.note) == ("特写", "小桂", "来", "轻放")


def test_english_headers_and_roles_are_read(tmp_path) -> None:
    header = ("No", "Link No", "Role", "Product ID", "Name", "Live Price", "Minutes", "Hard start")
    (entry,) = plan_of(tmp_path, (1, "1", "Hero", "A1", "Cake", 9.9, 5, "20:00"), header=header).rows
    assert (entry.role, entry.product_id, entry.live_price) == (Role.HERO, "A1", 990)
    assert entry.hard_start == time(20, 0)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("品名", "name"),
        ("到手价（元）", "live_price"),
        ("活动价(元)", "live_price"),
        ("直播价（券后）", "live_price"),
        ("原 价", "list_price"),
        ("日常价", "list_price"),
        ("备货", "stock"),
        ("库存数量", "stock"),
        ("首批放单", "first_release"),
        ("讲解\n时长", "planned"),
        ("购物车序号", "link_no"),
        ("几号链接", "link_no"),
        ("款型", "role"),
        ("货号", "product_id"),
        ("SKU", "product_id"),
        ("主播话术", "script"),
        ("OBS场景", "scene"),
        ("整点", "hard_start"),
        ("\ufeff备注", "note"),
        ("*卖点*", "selling_points"),
    ],
)
def test_headers_are_found_whatever_they_are_called(tmp_path, header: str, field: str) -> None:
    names = ("商品名称", header) if field != "name" else ("序号", header)
    plan = plan_of(tmp_path, ("1", "1"), header=names)
    assert field in plan.fields


def test_an_exact_header_wins_over_one_that_only_begins_alike(tmp_path) -> None:
    plan = plan_of(tmp_path, ("糕", 1, 2), header=("商品名称", "直播价(最低)", "直播价"))
    assert plan.rows[0].live_price == 200
    assert told(plan)["columns_unused"] == {"columns": "直播价(最低)"}


def test_an_unknown_column_is_said(tmp_path) -> None:
    assert told(plan_of(tmp_path, ("糕", "x"), header=("商品名称", "负责人")))["columns_unused"] == {
        "columns": "负责人"
    }


def test_titles_notes_sums_and_repeated_headers_are_no_entries(tmp_path) -> None:
    header = ("商品名称", "库存")
    rows = [("今晚排品 9.7",), (), ("主播: 小桂",), header, ("糕", 5), header, ("茶", 6), ("", 9), ("合计", 20)]
    plan = read(write_xlsx(tmp_path / "a.xlsx", rows, merges=["A1:B1"]))
    assert [entry.name for entry in plan.rows] == ["糕", "茶"]
    assert told(plan)["repeated_headers"] == {"rows": "6", "count": 1}
    assert told(plan)["rows_without_name"] == {"rows": "8", "count": 1}
    assert told(plan)["total_rows"] == {"rows": "9", "count": 1}


def test_a_header_of_two_levels_is_read_at_its_lower_one(tmp_path) -> None:
    rows = [("序号", "商品名称", "价格", None), (None, None, "划线价", "直播价"), (1, "糕", 20, 10)]
    plan = read(write_xlsx(tmp_path / "a.xlsx", rows, merges=["A1:A2", "B1:B2", "C1:D1"]))
    assert [(e.name, e.list_price, e.live_price) for e in plan.rows] == [("糕", 2000, 1000)]


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (("封面", "排品表"), "排品表"),
        (("封面", "Run Order"), "Run Order"),
        (("一", "二"), "一"),
        (("排品", "二"), "排品"),
    ],
)
def test_the_first_sheet_is_read_or_the_one_named_so(tmp_path, names, chosen) -> None:
    rows = [("商品名称", "库存"), ("糕", 5)]
    path = write_xlsx(tmp_path / "a.xlsx", rows, sheet=names[1], before={names[0]: rows})
    assert read(path).sheet == chosen


def test_a_hidden_sheet_is_not_the_first(tmp_path) -> None:
    rows = [("商品名称", "库存"), ("糕", 5)]
    path = write_xlsx(tmp_path / "a.xlsx", rows, sheet="今晚", before={"选项": [("引流款",)]}, hidden=["选项"])
    assert read(path).sheet == "今晚"


def test_a_gbk_text_file_with_semicolons_reads_like_the_workbook(tmp_path) -> None:
    rows = [("今晚",), PLAN_HEADER, ("1", "爆款", "3712345678901234567", "桂花糕", "￥9.90", "5", "90秒")]
    in_text = read(write_csv(tmp_path / "a.csv", rows, "gbk", ";"))
    assert in_text.rows == read(write_xlsx(tmp_path / "a.xlsx", rows)).rows


@pytest.mark.parametrize("word", ["引流", "福利款", "宠粉款"])
def test_roles_have_many_names(tmp_path, word: str) -> None:
    assert plan_of(tmp_path, ("糕", word), header=("商品名称", "角色")).rows[0].role is Role.TRAFFIC


def test_an_unknown_role_is_taken_as_secondary_and_its_row_is_said(tmp_path) -> None:
    plan = plan_of(tmp_path, ("糕", "压轴款"), header=("商品名称", "角色"))
    assert plan.rows[0].role is Role.SECONDARY
    assert told(plan)["role_unknown"] == {"row": 2, "held": "压轴款"}


def test_a_segment_has_no_product(tmp_path) -> None:
    rows = (("开场", "环节", ""), ("福袋", "环节", "371"), ("抽奖", "", ""), ("糕", "", "5"))
    plan = plan_of(tmp_path, *rows, header=("商品名称", "角色", "商品ID"))
    assert [(e.role, e.product_id) for e in plan.rows[:3]] == [(Role.SEGMENT, None)] * 3
    assert plan.rows[3].role is Role.SECONDARY
    assert told(plan)["segment_with_product"] == {"row": 3, "product_id": "371"}
    assert told(plan)["segments_guessed"] == {"rows": "4", "count": 1}
    assert told(plan)["role_empty"] == {"rows": "5", "count": 1}


def test_the_order_is_by_number_and_a_row_without_one_stays_behind_its_neighbour(tmp_path) -> None:
    rows = ((10, "丁"), (2, "乙"), (None, "丙"), ("①", "甲"), ("加", "甲二"), (2, "乙二"))
    plan = plan_of(tmp_path, *rows, header=("序号", "商品名称"))
    assert [entry.name for entry in plan.rows] == ["甲", "甲二", "乙", "丙", "乙二", "丁"]
    assert [entry.entry_id for entry in plan.rows] == [f"new-{n}" for n in range(1, 7)]
    assert told(plan)["numbers_repeated"] == {"rows": "7", "count": 1}
    assert told(plan)["number_unreadable"] == {"row": 6, "held": "加"}


def test_a_merged_role_and_host_hold_for_all_their_rows(tmp_path) -> None:
    rows = (("引流款", "糕", "小桂"), (None, "茶", None), ("主推款", "饼", None))
    plan = plan_of(tmp_path, *rows, header=("角色", "商品名称", "主播"), merges=["A2:A3", "C2:C4"])
    assert [entry.role for entry in plan.rows] == [Role.TRAFFIC, Role.TRAFFIC, Role.HERO]
    assert [entry.host for entry in plan.rows] == ["小桂"] * 3


def test_a_merged_length_is_shared_and_a_merged_start_pins_the_first(tmp_path) -> None:
    rows = (("糕", 10, "20:00"), ("茶", None, None), ("饼", None, None))
    plan = plan_of(tmp_path, *rows, header=("商品名称", "时长", "开始时间"), merges=["B2:B4", "C2:C4"])
    assert [entry.planned.total_seconds() for entry in plan.rows] == [200, 200, 200]
    assert [entry.hard_start for entry in plan.rows] == [time(20), None, None]
    assert told(plan)["minutes_shared"] == {"rows": "2-4", "count": 3}


def test_a_length_nobody_stated_is_five_minutes_and_said(tmp_path) -> None:
    plan = plan_of(tmp_path, ("糕", None), ("茶", 3), header=("商品名称", "时长"))
    assert [entry.planned for entry in plan.rows] == [timedelta(minutes=5), timedelta(minutes=3)]
    assert told(plan)["minutes_assumed"] == {"rows": "2", "count": 1}


def test_five_o_clock_in_a_length_column_is_five_minutes(tmp_path) -> None:
    rows = (("糕", time(5, 0)), ("茶", time(0, 5)), ("饼", timedelta(hours=30)))
    formats = {"B2": "h:mm", "B3": "h:mm:ss", "B4": "[h]:mm:ss"}
    plan = plan_of(tmp_path, *rows, header=("商品名称", "时长"), formats=formats)
    assert [entry.planned.total_seconds() for entry in plan.rows] == [300, 300, 1800]


def test_seconds_in_the_header_count_seconds(tmp_path) -> None:
    assert plan_of(tmp_path, ("糕", 90), header=("商品名称", "时长(秒)")).rows[0].planned == timedelta(seconds=90)


def test_a_product_may_come_again_with_its_stock_or_without(tmp_path) -> None:
    rows = (("A", "糕", 100), ("B", "茶", 5), ("A", "糕", None), ("A", "糕", 100))
    plan = plan_of(tmp_path, *rows, header=("商品ID", "商品名称", "库存"))
    assert [entry.stock for entry in plan.rows] == [100, 5, None, 100]


def test_a_merged_stock_over_rounds_of_one_product_is_its_stock(tmp_path) -> None:
    rows = (("A", "糕", 100), ("A", "糕", None))
    plan = plan_of(tmp_path, *rows, header=("商品ID", "商品名称", "库存"), merges=["C2:C3"])
    assert [entry.stock for entry in plan.rows] == [100, 100]


def test_a_name_over_two_lines_is_one_name_and_a_selling_point_keeps_its_lines(tmp_path) -> None:
    plan = plan_of(tmp_path, ("桂花糕\n礼盒", "甜_x000D_\n软"), header=("商品名称", "卖点"))
    assert (plan.rows[0].name, plan.rows[0].selling_points) == ("桂花糕 礼盒", "甜\n软")


def test_two_thousand_rows_are_a_show(tmp_path) -> None:
    rows = [("商品名称", "库存"), *((f"货{n}", n) for n in range(2000))]
    assert len(read(write_xlsx(tmp_path / "a.xlsx", rows)).rows) == 2000
