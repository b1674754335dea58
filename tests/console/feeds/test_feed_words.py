"""Every code a reader can give has its sentence in both languages, filled with the data it carries."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from console.feeds.grid import CellProblem, SheetRefused
from console.feeds.kinds import Kind
from console.feeds.orders_export import OrdersRefused, read_orders
from console.feeds.plan_columns import COLUMNS
from console.feeds.plan_sheet import PlanRefused, read_plan
from console.wording import LANGUAGES, catalogue, say
from tests.builders_sheets import ORDER_HEADER_A, ids, order_row, write_xlsx

FEEDS = Path(__file__).parents[3] / "console" / "feeds"
SOURCES = {path.name: path.read_text(encoding="utf-8") for path in FEEDS.glob("*.py")}
EVERYTHING = "\n".join(SOURCES.values())
FILE_KINDS = ("pdf", "picture", "document", "archive", "password")


def given_codes(pattern: str, *files: str) -> set[str]:
    text = "\n".join(SOURCES[name] for name in files) if files else EVERYTHING
    return set(re.findall(pattern, text))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_refusal_and_remark_has_its_words(lang: str) -> None:
    words = catalogue(lang)
    sheets = given_codes(r'(?:SheetRefused|SheetNotWritten)\(\s*"(\w+)"') | set(FILE_KINDS)
    cells = given_codes(r'(?:ValueRefused|NoValue)\("(\w+)"') | given_codes(r'refuse\([^")]*"\w+", "(\w+)"')
    cells |= given_codes(r'number\([^)]*"(not_\w+)"\)') | {"merged_number", "stock_differs", "release_over_stock"}
    told: set[str] = set()
    for name, area in (
        ("plan_sheet.py", "plan_sheet"),
        ("plan_pictures.py", "plan_sheet"),
        ("catalogue_sheet.py", "plan_sheet"),
        *((name, "ingest") for name in SOURCES if not name.startswith(("plan_", "catalogue_"))),
    ):
        told |= {f"{area}.told.{code}" for code in given_codes(r'Told\(code="(\w+)"', name)}
        told |= {f"{area}.told.{code}" for code in given_codes(r'_note\("(\w+)"', name)}
        told |= {f"{area}.told.{code}" for code in given_codes(r'notes\.(?:row|value|fact|columns)\(\s*"(\w+)"', name)}
    told |= {f"kind.{kind.value}" for kind in Kind} | {"ingest.told.repeated_headers"}
    told |= {f"ingest.mapping.{code}" for code in given_codes(r'MappingInvalid\(\s*"(\w+)"')}
    wanted = {f"refused.sheet.{code}" for code in sheets} | told
    wanted |= {f"refused.{part}.{code}" for code in cells for part in ("cell", "remedy")}
    wanted |= {f"plan_sheet.template.about.{column.key}" for column in COLUMNS}
    assert len(sheets) > 20
    assert len(cells) > 14
    assert len(told) > 60
    assert wanted - set(words) == set()


def sentences(problem: CellProblem, lang: str) -> str:
    place = say(
        lang, "refused.cell_at", sheet=problem.sheet, row=problem.row, column=problem.column, header=problem.header
    )
    wrong = say(lang, f"refused.cell.{problem.code}", held=problem.held, **problem.data)
    return f"{place}：{wrong}。{say(lang, f'refused.remedy.{problem.remedy_code}')}"


def test_a_bad_cell_reads_as_place_what_it_held_and_what_would_do(tmp_path) -> None:
    rows = [
        ("商品ID", "商品名称", "库存", "首放"),
        ("1.23E+18", "糕", 5, 9),
        ("A", "茶", 1, None),
        ("A", "茶", 2, None),
    ]
    with pytest.raises(PlanRefused) as refused:
        read_plan(write_xlsx(tmp_path / "a.xlsx", rows, sheet="排品"), new_id=ids())
    said = [sentences(problem, "zh_CN") for problem in refused.value.problems]
    assert said[0] == (
        "表“排品”第 2 行 A 列（商品ID）：“1.23E+18”的后几位已经丢失，无法找回。"
        "重新导出，直接导入原文件，不要用表格软件打开后另存；手填的表，先把这一列设为文本格式再填"
    )
    assert all(sentences(problem, "en") for problem in refused.value.problems)
    assert len(said) == 3


def test_what_readers_tell_can_be_said_in_both_languages(tmp_path) -> None:
    header = ("商品名称", "角色", "图片", "谁", "序号", "商品ID")
    rows = [
        header,
        ("糕", "?", "x.png", "", 1, "2"),
        ("", 1),
        ("茶", "环节", "http://x", "", "加", "3"),
        ("合计",),
        header,
    ]
    plan = read_plan(write_xlsx(tmp_path / "a.xlsx", rows), new_id=ids())
    orders = read_orders(
        write_xlsx(tmp_path / "b.xlsx", [ORDER_HEADER_A, order_row(ORDER_HEADER_A, 售后状态="退款中")]),
        ZoneInfo("Asia/Shanghai"),
    )
    for lang in LANGUAGES:
        for area, told in (("plan_sheet", plan.told), ("ingest", orders.told)):
            assert told
            assert all(say(lang, f"{area}.told.{item.code}", **item.data) for item in told)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_refused_file_can_be_said(tmp_path, lang: str) -> None:
    for name, data in (("none.xlsx", None), ("empty.csv", b""), ("a.pdf", b"%PDF"), ("b.csv", "甲,乙\n".encode())):
        if data is not None:
            (tmp_path / name).write_bytes(data)
        with pytest.raises(SheetRefused) as refused:
            read_plan(tmp_path / name, new_id=ids())
        assert name in say(lang, f"refused.sheet.{refused.value.code}", **refused.value.data)
    assert issubclass(OrdersRefused, Exception)
