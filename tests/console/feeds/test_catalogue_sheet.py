"""A catalogue sheet becomes products, whatever it calls its columns; a bad one is refused whole, every cell named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.feeds.catalogue_columns import COLUMNS
from console.feeds.catalogue_sheet import CatalogueSheetRefused, SheetCatalogue, is_catalogue, read_catalogue
from console.feeds.catalogue_writing import examples, write_catalogue, write_template
from console.feeds.files import read_grids
from console.feeds.grid import SheetRefused
from console.sheet_words import problem_text
from console.wording import LANGUAGES, say
from inventory.catalogue import (
    Certificate,
    Evidence,
    Paper,
    PlatformId,
    Price,
    Product,
    Variant,
    by_any_id,
    clashes,
    tidy,
)
from tests.builders_sheets import lay_pictures, png, write_csv, write_xlsx

HEADER = ("商品ID", "商品名称", "SKU ID", "规格", "条码", "直播价")


def sheet(path: Path, *rows: Sequence[object], header: Sequence[str] = HEADER) -> SheetCatalogue:
    return read_catalogue(write_xlsx(path / "goods.xlsx", [header, *rows], sheet="商品库"))


def problems(path: Path, *rows: Sequence[object], header: Sequence[str] = HEADER) -> list[tuple[int, str, str]]:
    with pytest.raises(CatalogueSheetRefused) as refused:
        sheet(path, *rows, header=header)
    for problem in refused.value.problems:
        for lang in LANGUAGES:
            assert problem_text(lang, problem)
    return [(each.row, each.column, each.code) for each in refused.value.problems]


def test_a_row_is_a_product(tmp_path: Path) -> None:
    (product,) = sheet(tmp_path, ("p1", "面膜", "", "大盒", "6901", "¥59.90")).products
    assert product == Product(product_id="p1", name="面膜", spec="大盒", barcode="6901", live_price=5990)


def test_rows_of_one_id_are_its_skus_and_a_price_of_a_further_one_is_its_own(tmp_path: Path) -> None:
    (product,) = sheet(
        tmp_path,
        ("p1", "面膜", "s30", "30片", "69A", 59.9),
        ("p1", "", "s10", "10片", "69B", 29.9),
        ("p1", "面膜", "s20", "20片", "69C", 59.9),
    ).products
    assert (product.live_price, product.spec, product.barcode) == (5990, "", "")
    assert product.variants == (
        Variant(sku_id="s30", spec="30片", barcode="69A"),
        Variant(sku_id="s10", spec="10片", barcode="69B", live_price=2990),
        Variant(sku_id="s20", spec="20片", barcode="69C"),
    )


def test_a_row_with_neither_id_nor_name_goes_on_with_the_product_above(tmp_path: Path) -> None:
    (product,) = sheet(tmp_path, ("p1", "面膜", "s1", "红", "", 1), ("", "", "s2", "蓝", "", "")).products
    assert [each.sku_id for each in product.variants] == ["s1", "s2"]


def test_headers_are_found_by_name_below_a_title_and_in_any_order(tmp_path: Path) -> None:
    rows = [
        ("2026 秋冬货盘",),
        ("条形码", "品 名", "货号", "到手价（元）", "进价"),
        ("6901", "围巾", "WJ-1", "299元", 88),
    ]
    (product,) = read_catalogue(write_csv(tmp_path / "a.csv", rows, "gb18030")).products
    assert product == Product(product_id="WJ-1", name="围巾", barcode="6901", live_price=29900, cost=8800)


def test_a_platform_has_a_column_of_its_own_and_several_ids_stand_in_one_cell(tmp_path: Path) -> None:
    header = ("商品ID", "商品名称", "抖音商品ID", "天猫ID", "平台ID")
    (product,) = sheet(tmp_path, ("p1", "面膜", "37\n38", "72，73", "有赞:9、10"), header=header).products
    assert product.platform_ids == (
        PlatformId("douyin", "37"),
        PlatformId("douyin", "38"),
        PlatformId("taobao", "72"),
        PlatformId("taobao", "73"),
        PlatformId("有赞", "9"),
        PlatformId("", "10"),
    )


def test_a_sheet_with_the_platforms_ids_alone_names_its_products_by_them(tmp_path: Path) -> None:
    header = ("抖音商品ID", "商品名称")
    (product,) = sheet(tmp_path, ("3712345678901234567", "面膜"), header=header).products
    assert product.product_id == "3712345678901234567"
    assert product.platform_ids == (PlatformId("douyin", "3712345678901234567"),)


def test_proofs_and_documents_stand_in_rows_beside_each_other(tmp_path: Path) -> None:
    header = ("商品ID", "商品名称", "价格依据", "依据哪个价", "依据日期", "证照类型", "证照名称", "有效期至")
    (product,) = sheet(
        tmp_path,
        ("p1", "面膜", "旗舰店", "原价", date(2026, 10, 8), "品牌授权", "授权书", "2025-01-01至2026年12月31日"),
        ("p1", "", "合同", "到手价", "2026/9/1", "", "许可证", "长期有效"),
        ("p1", "", "", "", "", "检测报告", "报告", ""),
        header=header,
    ).products
    assert product.evidence == (
        Evidence(price=Price.LIST, source="旗舰店", on=date(2026, 10, 8)),
        Evidence(price=Price.LIVE, source="合同", on=date(2026, 9, 1)),
    )
    assert product.certificates == (
        Certificate(kind=Paper.AUTHORISATION, name="授权书", expires=date(2026, 12, 31)),
        Certificate(kind=Paper.CERTIFICATE, name="许可证", permanent=True),
        Certificate(kind=Paper.TEST_REPORT, name="报告"),
    )


def test_every_bad_cell_is_listed_and_nothing_is_read(tmp_path: Path) -> None:
    header = (*HEADER, "证照类型", "有效期至", "依据哪个价")
    found = problems(
        tmp_path,
        (1.23e18, "面膜", "", "", "", 1, "", "", ""),
        ("p2", "", "", "", "", "一百", "", "", ""),
        ("p3", "杯", "", "", "", "", "奖状", "下个月", "批发价"),
        header=header,
    )
    assert found == [
        (2, "A", "digits_lost"),
        (3, "B", "no_product_name"),
        (3, "F", "not_money"),
        (4, "G", "not_paper"),
        (4, "H", "not_day"),
        (4, "I", "not_price"),
    ]


def test_two_rows_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    found = problems(tmp_path, ("p1", "面膜", "s1", "", "", 1), ("p1", "别的", "s1", "", "", 1))
    assert found == [(3, "B", "differs_from_row"), (3, "C", "sku_twice")]


def test_an_id_of_two_products_is_refused(tmp_path: Path) -> None:
    assert problems(tmp_path, ("p1", "甲", "s1"), ("p2", "乙", "s1"), ("s1", "丙", "")) == [
        (3, "C", "id_in_two"),
        (4, "A", "id_in_two"),
    ]


def test_a_row_without_any_id_is_refused(tmp_path: Path) -> None:
    assert problems(tmp_path, ("", "面膜", "", "", "", 1)) == [(2, "A", "no_product_id")]


def test_a_known_product_needs_no_name_and_its_ids_cannot_be_taken(tmp_path: Path) -> None:
    known = by_any_id([Product(product_id="p1", name="面膜"), Product(product_id="p2", name="杯", aliases=("old",))])
    path = write_xlsx(tmp_path / "a.xlsx", [("商品ID", "直播价"), ("p1", 5), ("old", 6)])
    assert [each.live_price for each in read_catalogue(path, known=known).products] == [500, 600]
    path = write_xlsx(tmp_path / "b.xlsx", [("商品ID", "SKU ID"), ("p1", "old")])
    with pytest.raises(CatalogueSheetRefused) as refused:
        read_catalogue(path, known=known)
    assert [each.code for each in refused.value.problems] == ["id_of_other"]


def test_pictures_and_proofs_beside_the_sheet_are_kept(tmp_path: Path) -> None:
    (tmp_path / "proof.pdf").write_bytes(b"%PDF proof")
    header = ("商品ID", "商品名称", "图片", "价格依据", "依据文件", "证照名称", "证照文件")
    rows = [header, ("p1", "面膜", "", "店", "proof.pdf", "", ""), ("p1", "", "", "", "", "证", "http://x/y.pdf")]
    rows.append(("p1", "", "", "", "", "证2", "lost.pdf"))
    path = lay_pictures(write_xlsx(tmp_path / "a.xlsx", rows), {2: png(1), 3: png(2)})
    kept: dict[str, bytes] = {}

    def keep(name: str, data: bytes) -> str:
        kept[name] = data
        return f"kept/{name}"

    read = read_catalogue(path, picture_sink=keep, file_sink=keep)
    (product,) = read.products
    assert [kept[each.removeprefix("kept/")] for each in product.pictures] == [png(1), png(2)]
    assert kept[product.evidence[0].file.removeprefix("kept/")] == b"%PDF proof"
    assert product.evidence[0].file.endswith(".pdf")
    assert [each.file for each in product.certificates] == ["http://x/y.pdf", "lost.pdf"]
    assert [each.code for each in read.told] == ["file_missing"]


def test_a_sheet_without_ids_is_no_catalogue(tmp_path: Path) -> None:
    with pytest.raises(SheetRefused) as refused:
        read_catalogue(write_xlsx(tmp_path / "a.xlsx", [("商品名称", "品牌"), ("面膜", "润妍")]))
    assert refused.value.code == "no_catalogue_header"


def test_a_header_with_nothing_below_has_no_products(tmp_path: Path) -> None:
    with pytest.raises(SheetRefused) as refused:
        sheet(tmp_path)
    assert refused.value.code == "no_products"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_template_reads_as_its_examples_and_explains_every_column(lang: str, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    write_template(tmp_path / "t.xlsx", lang, say)
    read = read_catalogue(tmp_path / "t.xlsx")
    assert read.products == examples(lang, say)
    assert not read.told
    notes = load_workbook(tmp_path / "t.xlsx").worksheets[1]
    assert notes.max_row == len(COLUMNS) + 1
    assert all(notes.cell(row, 3).value for row in range(2, notes.max_row + 1))


_text = st.text("面膜abc =+-@'12,.", max_size=8).map(lambda held: " ".join(held.split()))
_name = _text.map(lambda held: f"货{held}")
_id = st.text("abc123", min_size=1, max_size=5).filter(lambda held: not held.isdigit() or not held.startswith("0"))
_cents = st.none() | st.integers(0, 10**9)
_day = st.none() | st.dates(date(2000, 1, 1), date(2099, 1, 1))
_products = st.builds(
    Product,
    product_id=_id,
    name=_name,
    brand=_name,
    category=_name,
    spec=_name | st.just(""),
    barcode=_id | st.just(""),
    list_price=_cents,
    live_price=_cents,
    cost=_cents,
    note=_name | st.just(""),
    platform_ids=st.lists(
        st.builds(PlatformId, st.sampled_from(("douyin", "taobao", "有赞", "")), _id),
        max_size=3,
        unique_by=lambda p: p.id,
    ).map(tuple),
    aliases=st.lists(_id, max_size=2).map(tuple),
    variants=st.lists(
        st.builds(Variant, sku_id=_id, spec=_name, barcode=_id, list_price=_cents, live_price=_cents, cost=_cents),
        max_size=3,
        unique_by=lambda v: v.sku_id,
    ).map(tuple),
    evidence=st.lists(
        st.builds(Evidence, price=st.sampled_from(Price), cents=_cents, source=_name, on=_day), max_size=2
    ).map(tuple),
    certificates=st.lists(
        st.builds(Certificate, kind=st.sampled_from(Paper), name=_name, number=_id, expires=_day)
        | st.builds(Certificate, name=_name, permanent=st.just(True)),
        max_size=2,
    ).map(tuple),
)


def _in_sheet(product: Product) -> Product:
    """As a sheet can say it: ids of platforms with a column of their own stand in its order."""
    order = ("douyin", "taobao", "有赞", "")
    told = [each for each in product.platform_ids if each.id != product.product_id]  # its own id is no other one
    ids = sorted(told, key=lambda each: min(order.index(each.platform), 2))
    return tidy(Product(**{**{f: getattr(product, f) for f in Product.__slots__}, "platform_ids": tuple(ids)}))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(_products.map(_in_sheet), min_size=1, max_size=4).filter(
        lambda products: len({p.product_id for p in products}) == len(products) and not clashes(products)
    ),
    st.sampled_from(LANGUAGES),
)
def test_what_is_written_reads_back_the_same(tmp_path: Path, products: list[Product], lang: str) -> None:
    write_catalogue(products, tmp_path / "goods.xlsx", lang)
    assert read_catalogue(tmp_path / "goods.xlsx").products == tuple(products)


@pytest.mark.parametrize(
    ("name", "header", "is_one"),
    [
        ("商品库", ("商品ID", "商品名称", "直播价"), True),
        ("Sheet1", ("商品ID", "商品名称", "条码"), True),
        ("Sheet1", ("product_id", "name", "certificate", "certificate_expires"), True),
        ("Sheet1", ("商品ID", "商品名称", "直播价"), False),
        ("商品库", ("商品ID", "商品名称", "直播价", "时长"), False),
        ("Sheet1", ("序号", "角色", "商品ID", "商品名称", "条码"), False),
        ("Sheet1", ("姓名", "电话"), False),
    ],
)
def test_a_catalogue_is_told_from_a_run_order_by_its_name_and_columns(
    tmp_path: Path, name: str, header: Sequence[str], is_one: bool
) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [header, ["1"] * len(header)], sheet=name)
    assert is_catalogue(read_grids(path, most_rows=10)[0]) is is_one
