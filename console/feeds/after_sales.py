"""Reads the 抖店 after-sales export: what was given back of order lines that other tables bring.

A row knows of its line only what happened to it – no pieces bought, no time of order – so it becomes a notice, an
order line of no pieces and no money that counts nowhere by itself and completes the line it is about.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from console.feeds.exports import Circumstances, ExportRead, ExportRefused, Notes, TableKind, personal
from console.feeds.grid import Row
from console.feeds.kinds import Kind
from console.feeds.order_lines import Words, platform_id, slipped_rows
from console.feeds.orders_export import SOURCE
from console.feeds.table import Column, Reader, Table, Vocabulary
from console.feeds.times import instant_near
from console.feeds.values import Raw, cents
from console.show.sales import OrderLine, OrderStatus

AFTER_SALES = Vocabulary(
    (
        Column(key="case_id", names=("售后单号",), required=True),
        Column(key="line_id", names=("商品单号", "子订单编号", "子订单号"), required=True),
        Column(key="order_id", names=("订单号", "主订单编号"), required=True),
        Column(key="product_id", names=("商品ID",)),
        Column(key="payable", names=("应付金额（元）",)),
        Column(key="goods", names=("退商品金额（元）",), required=True),
        Column(key="postage", names=("退运费金额（元）",)),
        Column(key="discount", names=("退支付优惠（元）",)),
        Column(key="tax", names=("退税费金额（元）",)),
        Column(key="sent", names=("商品发货状态",)),
        Column(key="status", names=("售后状态",), required=True),
        Column(key="asked", names=("售后申请时间",), required=True),
        Column(key="agreed", names=("同意售后申请时间",)),
        Column(key="refunded_by_shop", names=("商家退款时间",)),
        Column(key="received", names=("用户到账时间",)),
    ),
    loose=False,
)
_WORDS = Words()
_PARTS = ("goods", "postage", "discount", "tax")
_OVER = ("关闭", "取消", "拒绝", "失败")


def _read(table: Table, about: Circumstances) -> ExportRead:
    return _AfterSales(table, about).read()


DOUDIAN_AFTER_SALES = TableKind(
    kind=Kind.DOUDIAN_AFTER_SALES, vocabulary=AFTER_SALES, needs=("case_id", "line_id", "goods"), read=_read
)


class _AfterSales:
    """One pass over an export. Several refunds of one line add up; a case told twice counts once."""

    def __init__(self, table: Table, about: Circumstances) -> None:
        self._table = table
        self._about = about
        self._reader = Reader(table)
        self._notes = Notes()
        self._cases: dict[str, tuple[OrderLine, int | None]] = {}
        self._count = 0

    def read(self) -> ExportRead:
        slipped = slipped_rows(self._table)
        for row in self._table.rows:
            if self._table.is_total(row):
                self._notes.row("total_rows", row)
            elif row.number in slipped:
                self._reader.problems.append(self._table.problem(row, "line_id", "row_slipped"))
            else:
                self._count += 1
                self._take(row)
        if self._reader.problems:
            raise ExportRefused(self._reader.in_place())
        dropped = personal(self._table.headers)
        if dropped:
            self._notes.fact("personal_dropped", count=len(dropped), columns="、".join(dropped))
        lines = self._by_line()
        if lines:
            self._notes.fact("refunds_join", count=len(lines))
        return ExportRead(
            kind=Kind.DOUDIAN_AFTER_SALES, lines=lines, told=self._notes.told(self._table), rows=self._count
        )

    def _take(self, row: Row) -> None:
        problems = len(self._reader.problems)
        case_id = self._id(row, "case_id")
        line_id, order_id = self._id(row, "line_id"), self._id(row, "order_id")
        product_id = self._reader.read(row, "product_id", platform_id, "")
        payable = self._reader.read(row, "payable", cents, None)
        parts = [self._reader.read(row, key, cents, None) or 0 for key in _PARTS]
        asked, agreed, by_shop, received = (
            self._reader.read(row, key, self._instant, None)
            for key in ("asked", "agreed", "refunded_by_shop", "received")
        )
        standing, sent = self._reader.text(row, "status"), self._reader.text(row, "sent")
        if len(self._reader.problems) > problems:
            return
        done_at = by_shop or received
        if not self._done(standing, done_at):
            self._notes.value("after_sales_open", standing)
            return
        given_back = sum(parts)
        if not given_back:
            self._notes.row("nothing_refunded", row)
            return
        at = done_at or agreed or asked
        if at is None:
            self._reader.refuse(row, "asked", "empty")
            return
        if case_id in self._cases:
            self._notes.row("cases_repeated", row)
        notice = OrderLine(
            source=SOURCE,
            line_id=line_id,
            order_id=order_id,
            product_id=product_id,
            quantity=0,
            amount=0,
            status=OrderStatus.REFUNDED,
            at=asked or at,
            status_at=at,
            refunded_amount=given_back,
            shipped="已发货" in sent,
        )
        self._cases[case_id] = (notice, payable)

    def _done(self, standing: str, done_at: datetime | None) -> bool:
        if any(word in standing for word in _OVER):
            return False
        if any(word in standing for word in _WORDS.refunded):
            return not standing.endswith(_WORDS.refund_to_come)
        return done_at is not None

    def _by_line(self) -> tuple[OrderLine, ...]:
        """One notice a line: the sum of its refunds, never more than was to be paid, as of the last of them."""
        found: dict[str, tuple[OrderLine, int | None]] = {}
        for notice, payable in self._cases.values():
            before = found.get(notice.line_id)
            if before is None:
                found[notice.line_id] = (notice, payable)
                continue
            known, most = before
            summed = replace(
                known,
                refunded_amount=(known.refunded_amount or 0) + (notice.refunded_amount or 0),
                status_at=max(known.status_time, notice.status_time),
                at=min(known.at, notice.at),
                shipped=known.shipped or notice.shipped,
            )
            found[notice.line_id] = (summed, most if payable is None else payable)
        return tuple(
            notice if most is None else replace(notice, refunded_amount=min(notice.refunded_amount or 0, most))
            for notice, most in found.values()
        )

    def _id(self, row: Row, key: str) -> str:
        before = len(self._reader.problems)
        found = self._reader.read(row, key, platform_id, "")
        if not found and len(self._reader.problems) == before:
            self._reader.refuse(row, key, "empty")
        return found

    def _instant(self, raw: Raw) -> datetime | None:
        return instant_near(raw, self._about.zone, self._about.window)
