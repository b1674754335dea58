"""Builders of sheets as people and platforms really make them, every quirk included."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from console.show.plan import Entry, EntryId, Plan, Role, ShowInfo

PLAN_HEADER = ("序号", "角色", "商品ID", "商品名称", "直播价", "库存", "时长")

_HEADER_A = """
主订单编号 子订单编号 选购商品 商品规格 商品数量 商品ID 商家编码 商品单价 订单应付金额 运费
优惠总金额 平台优惠 商家优惠 达人优惠 商家改价 支付优惠 红包抵扣 支付方式 手续费 收件人 收件人手机号
省 市 区 街道 详细地址 是否修改过地址 地址修改时段 买家留言 订单提交时间 旗帜颜色 商家备注
订单完成时间 支付完成时间 APP渠道 流量来源 订单状态 承诺发货时间 订单类型 鲁班落地页ID 达人ID
达人昵称 所属门店ID 售后状态 取消原因 预约发货时间 仓库ID 仓库名称 是否安心购 广告渠道 流量类型
流量体裁 流量渠道 发货主体 发货主体明细 发货时间 降价类优惠 平台实际承担优惠金额
商家实际承担优惠金额 达人实际承担优惠金额 预计送达时间 是否平台仓自流转 车型 商品69码 发货SN码
发货IMEI码1 发货IMEI码2 预约送达时间 建议发货时间（起） 建议发货时间（止） 物流SN码 物流IMEI码1
物流IMEI码2
"""
ORDER_HEADER_A = _HEADER_A.split()

_HEADER_B = """
主订单编号 子订单编号 支付方式 选购商品 货号 商品ID 商家编码 商品数量 商品金额 订单提交时间
支付完成时间 订单完成时间 承诺发货时间 预约发货时间 买家留言 旗帜颜色 商家备注 APP渠道 订单状态
取消原因 售后状态 订单类型 发货时间 车型 是否是以旧换新 换新额外补贴 换新额外补贴发放状态
订单应付金额 运费 优惠总金额 平台优惠 商家优惠 达人优惠 商家改价 支付优惠 手续费 红包抵扣 降价类优惠
平台实际承担优惠金额 商家实际承担优惠金额 达人实际承担优惠金额 收件人 收件人手机号 省 市 区 街道
详细地址 是否修改过地址 快递信息 序列号 达人ID 达人昵称 拼团订单团编号 商品单价是否含税 税费
鲁班落地页ID 所属门店ID 流量来源 仓库ID 仓库名称 是否安心购 广告渠道 流量类型 流量体裁 流量渠道
发货主体 发货主体明细 教育优惠 预计送达时间 是否平台仓自流转 是否是渠道商品 预约送达时间
建议发货时间（起） 建议发货时间（止）
"""
ORDER_HEADER_B = _HEADER_B.split()

PERSONAL_VALUES = {
    "收件人": "秦无衣",
    "收件人手机号": "13800000000",
    "省": "云梦省",
    "市": "洛水市",
    "区": "芙蓉区",
    "街道": "竹里馆街道",
    "详细地址": "幽篁巷七号",
    "买家留言": "请放门口的石缸里",
    "商家备注": "老客人多送一份",
}


def ids() -> Any:
    """A source of fresh entry ids, the same in every run."""
    numbers = count(1)
    return lambda: EntryId(f"new-{next(numbers)}")


def make_entry(entry_id: str, name: str = "桂花糕", **values: Any) -> Entry:
    return Entry(entry_id=EntryId(entry_id), name=name, **values)


def make_plan(*entries: Entry) -> Plan:
    return Plan(
        info=ShowInfo(name="今晚"),
        entries={entry.entry_id: entry for entry in entries},
        order=tuple(entry.entry_id for entry in entries),
    )


def goods(entry_id: str, product: str, name: str = "", **values: Any) -> Entry:
    values.setdefault("role", Role.HERO)
    values.setdefault("planned", timedelta(minutes=3))
    return make_entry(entry_id, name or f"货 {product}", product_id=product, **values)


def csv_text(rows: Iterable[Sequence[object]], delimiter: str = ",") -> str:
    def cell(value: object) -> str:
        held = "" if value is None else str(value)
        return '"' + held.replace('"', '""') + '"' if any(c in held for c in '",;\t\n') else held

    return "".join(delimiter.join(map(cell, row)) + "\r\n" for row in rows)


def write_csv(
    path: Path, rows: Iterable[Sequence[object]], encoding: str = "utf-8", delimiter: str = ",", bom: bool = False
) -> Path:
    path.write_bytes((b"\xef\xbb\xbf" if bom else b"") + csv_text(rows, delimiter).encode(encoding))
    return path


def write_xlsx(
    path: Path,
    rows: Iterable[Sequence[object]],
    *,
    sheet: str = "Sheet1",
    merges: Iterable[str] = (),
    formats: Mapping[str, str] | None = None,
    before: Mapping[str, Iterable[Sequence[object]]] | None = None,
    hidden: Iterable[str] = (),
) -> Path:
    """A workbook. ``formats``: cell → number format; ``before``: sheets that come first."""
    book = Workbook()
    book.remove(book.active)
    for name, its_rows in {**(before or {}), sheet: rows}.items():
        page = book.create_sheet(name)
        for row in its_rows:
            page.append(list(row))
        page.sheet_state = "hidden" if name in hidden else "visible"
    page = book[sheet]
    for merge in merges:
        page.merge_cells(merge)
    for cell, number_format in (formats or {}).items():
        page[cell].number_format = number_format
    book.save(path)
    return path


def rewrite_part(path: Path, part: str, change: Any) -> Path:
    """Puts another content into one part of a workbook, as another program would have written it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def png(red: int = 200) -> bytes:
    """A picture of one pixel."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes([0, red, 0, 0]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHAPES = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _relations(kind: str, targets: Mapping[str, str]) -> bytes:
    rows = "".join(f'<Relationship Id="{i}" Type="{_OFFICE}/{kind}" Target="{t}"/>' for i, t in targets.items())
    return f'<Relationships xmlns="{_RELATIONS}">{rows}</Relationships>'.encode()


def lay_pictures(path: Path, pictures: Mapping[int, bytes]) -> Path:
    """Lays pictures over rows (counted from 1) of the first sheet, as a spreadsheet program stores them."""
    anchors = "".join(
        f"<xdr:oneCellAnchor><xdr:from><xdr:col>3</xdr:col><xdr:row>{row - 1}</xdr:row></xdr:from><xdr:pic>"
        f'<xdr:blipFill><a:blip r:embed="rId{row}"/></xdr:blipFill></xdr:pic></xdr:oneCellAnchor>'
        for row in pictures
    )
    drawing = f'<xdr:wsDr xmlns:xdr="{_SHAPES}" xmlns:a="{_DRAWING}" xmlns:r="{_OFFICE}">{anchors}</xdr:wsDr>'
    rewrite_part(path, "xl/drawings/drawing1.xml", lambda _: drawing.encode())
    targets = {f"rId{row}": f"../media/image{row}.png" for row in pictures}
    rewrite_part(path, "xl/drawings/_rels/drawing1.xml.rels", lambda _: _relations("image", targets))
    link = _relations("drawing", {"rId1": "/xl/drawings/drawing1.xml"})
    rewrite_part(path, "xl/worksheets/_rels/sheet1.xml.rels", lambda _: link)
    for row, data in pictures.items():
        rewrite_part(path, f"xl/media/image{row}.png", lambda _, data=data: data)
    return path


def lay_cell_picture(path: Path, name: str, data: bytes) -> Path:
    """Adds the part in which WPS keeps pictures that live inside cells."""
    part = (
        f'<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData" xmlns:xdr="{_SHAPES}" '
        f'xmlns:a="{_DRAWING}" xmlns:r="{_OFFICE}"><etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="1" '
        f'name="{name}"/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId1"/></xdr:blipFill></xdr:pic>'
        "</etc:cellImage></etc:cellImages>"
    )
    rewrite_part(path, "xl/cellimages.xml", lambda _: part.encode())
    rewrite_part(path, "xl/_rels/cellimages.xml.rels", lambda _: _relations("image", {"rId1": "media/cell1.png"}))
    return rewrite_part(path, "xl/media/cell1.png", lambda _: data)


def order_row(header: Sequence[str], line: int = 1, **values: object) -> list[object]:
    """One paid line of an order export in the given columns; ``values`` by column name."""
    known: dict[str, object] = {
        "主订单编号": f"69200000000000{line:05}",
        "子订单编号": f"69210000000000{line:05}",
        "选购商品": "桂花糕 礼盒装",
        "商品数量": "2",
        "商品ID": "3712345678901234567",
        "订单应付金额": "1,119.80",
        "订单提交时间": "2026-09-07 20:15:30",
        "支付完成时间": "2026-09-07 20:15:42",
        "订单状态": "待发货",
        "售后状态": "-",
        "流量体裁": "数据将于第二天更新",
        **PERSONAL_VALUES,
        **values,
    }
    return [known.get(name, "") for name in header]


def ole_file(*, encrypted: bool) -> bytes:
    """The beginning of an old compound file: a legacy workbook, or a workbook behind a password."""
    body = "EncryptedPackage" if encrypted else "Workbook"
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + body.encode("utf-16-le") + bytes(512)


def zip_of(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return held.getvalue()
