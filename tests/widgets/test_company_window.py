"""The company's stock in a window: rows, what is drawn, given back and asked for, and the lamp in the header."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from console.settings import Settings
from console.shared_stock_worker import Link, SharedStatus
from console.show.ruling import Refused
from inventory.company import Company
from inventory.requests import Request
from inventory.stock import Kind, Share, Shelf
from inventory.warehouse import RoomShare
from tests.builders import EVENING, make_entry, make_room
from widgets.bridge import Bridge
from widgets.company_form import WarehouseForm
from widgets.company_model import Column, CompanyModel, rows_of
from widgets.company_window import CompanyDialog
from widgets.company_words import lamp_state, status_sentence
from widgets.context import Context
from widgets.header_cells import Tone
from widgets.settings_shared import SharedStockPage
from widgets.theme import Theme

ITEM = str(make_entry(1).product_id)
OTHER = "990000000000000001"


def share(room: str, name: str, **pieces: int) -> RoomShare:
    return RoomShare(
        room_id=room,
        room_name=name,
        product_id=ITEM,
        share=Share(**pieces),
        told_at=EVENING,
        seen_at=EVENING,
        pace=3,
    )


COMPANY = Company(
    at=EVENING,
    shelves={ITEM: Shelf(1000, 5, 300), OTHER: Shelf(10, 0, 0)},
    shares=(share("two", "二号间", allotted=200, released=50, sold=60), share("one", "一号间", allotted=20, sold=25)),
    rooms={"one": "一号间", "two": "二号间"},
    requests=(Request(cause="r1", giver="one", taker="two", product_id=ITEM, quantity=30, at=EVENING, person="阿宁"),),
)


class FakeShared:
    """What the window asks, answered at once."""

    def __init__(self) -> None:
        self.on, self.room_id, self.company = True, "one", COMPANY
        self.status = SharedStatus(link=Link.CONNECTED, since=EVENING, rtt_ms=4.0)
        self.refused: dict[str, int] = {}
        self.asked: list[tuple[Any, ...]] = []
        self.watching = 0
        self.left = 30

    def watch(self) -> Any:
        self.watching += 1

        def over() -> None:
            self.watching -= 1

        return over

    def wanted(self) -> dict[str, int]:
        return {ITEM: 80}

    def under_way(self, _product: str) -> int:
        return 0

    def spare(self, _product: str) -> int:
        return self.left

    def to_answer(self) -> list[Request]:
        return list(self.company.requests)

    def draw_plan(self, *, actor: str) -> int:
        self.asked.append(("plan", actor))
        return 1

    def draw(self, product: str, pieces: int, *, actor: str) -> None:
        self.asked.append(("draw", product, pieces))

    def give_back(self, product: str, pieces: int, *, actor: str) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_exception(Refused("beyond_spare", quantity=pieces, left=self.left))
        return done

    def ask_room(self, giver: str, product: str, pieces: int, *, actor: str) -> None:
        self.asked.append(("ask", giver, product, pieces))

    def consent(self, cause: str, *, actor: str) -> Future[Any]:
        self.asked.append(("consent", cause))
        return Future()

    def decline(self, cause: str, *, actor: str) -> None:
        self.asked.append(("decline", cause))

    def book(self, kind: Kind, product: str, pieces: int, *, reason: str, actor: str) -> None:
        self.asked.append((kind, product, pieces, reason))


@pytest.fixture
def context(qtbot: Any, tmp_path: Path) -> Iterator[Context]:
    room = make_room(tmp_path, Bridge().post, lambda until: qtbot.waitUntil(until, timeout=20_000))
    room.open_show([make_entry(1, name="保温杯", stock=100)])
    room.console.shared.close()
    room.console.shared = FakeShared()  # type: ignore[assignment]
    yield Context(room.console, Theme("dark"))
    room.console.shared.close = lambda: None  # type: ignore[method-assign]
    room.close()


@pytest.fixture
def dialog(qtbot: Any, context: Context) -> Iterator[CompanyDialog]:
    made = CompanyDialog(context)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def cells(dialog: CompanyDialog, place: int) -> list[str]:
    return [str(dialog.model.index(place, column).data() or "") for column in range(len(Column))]


def shared(context: Context) -> FakeShared:
    return context.console.shared  # type: ignore[return-value]


def test_an_item_has_its_warehouse_first_then_this_room_and_the_others(dialog: CompanyDialog) -> None:
    assert cells(dialog, 0)[:6] == ["保温杯", "仓库", "1,000", "", "", "300"]
    assert cells(dialog, 1)[1:7] == ["一号间（本间）", "20", "0", "25", "超卖 5", "3"]
    assert cells(dialog, 2)[1:7] == ["二号间", "200", "50", "60", "140", "3"]
    assert cells(dialog, 3)[0] == OTHER


def test_the_rows_pass_the_model_tester(qtmodeltester: Any) -> None:
    model = CompanyModel(Theme("dark"))
    qtmodeltester.check(model)
    model.show(rows_of(COMPANY, {}, [ITEM], "仓库", "one"), EVENING)
    model.search("9900")
    assert model.rowCount() == 1
    model.search("")
    model.show(rows_of(COMPANY, {}, [ITEM], "仓库", "one"), EVENING + timedelta(minutes=5))
    assert model.index(0, Column.AGE).data() == "5 分钟前"


def test_what_the_plan_wants_is_drawn_with_one_button(dialog: CompanyDialog, context: Context) -> None:
    assert dialog.plan_button.text() == "按排品领货（1 款）"
    dialog.plan_button.click()
    assert shared(context).asked == [("plan", context.console.actor)]


def test_a_refused_draw_offers_what_is_left(dialog: CompanyDialog, context: Context) -> None:
    shared(context).refused = {ITEM: 12}
    dialog.table.setCurrentIndex(dialog.model.index(1, 0))
    assert dialog.quantity.value() == 12
    assert "仓库只剩 12" in dialog.what.text()
    dialog.draw_button.click()
    assert shared(context).asked == [("draw", ITEM, 12)]


def test_what_cannot_go_back_is_said_where_it_was_asked(dialog: CompanyDialog) -> None:
    dialog.table.setCurrentIndex(dialog.model.index(1, 0))
    dialog.return_button.click()
    assert "30" in dialog.told.text()


def test_another_room_is_asked_in_its_row(dialog: CompanyDialog, context: Context) -> None:
    dialog.table.setCurrentIndex(dialog.model.index(2, 0))
    assert dialog.ask_button.isVisible()
    assert not dialog.draw_button.isVisible()
    dialog.quantity.setValue(15)
    dialog.ask_button.click()
    assert shared(context).asked == [("ask", "two", ITEM, 15)]


def test_a_request_is_answered_with_one_key(qtbot: Any, dialog: CompanyDialog, context: Context) -> None:
    assert dialog.asked.text().startswith("二号间（阿宁）想要「保温杯」30 件")
    assert dialog.consent_button.text() == "让出 30 件"
    dialog.consent_button.setFocus()
    qtbot.keyClick(dialog.consent_button, Qt.Key.Key_Return)
    dialog.decline_button.click()
    assert shared(context).asked == [("consent", "r1"), ("decline", "r1")]


def test_the_window_watches_the_rooms_only_while_it_is_open(dialog: CompanyDialog, context: Context) -> None:
    assert shared(context).watching == 1
    dialog.close()
    assert shared(context).watching == 0


def test_the_warehouse_is_booked_with_a_reason(qtbot: Any, context: Context) -> None:
    form = WarehouseForm(context, {ITEM: "保温杯"}, ITEM)
    qtbot.addWidget(form)
    form.quantity.setValue(-3)
    assert form.save() == "写大于 0 的件数；只有盘点可以是负数。"
    form.kind.setCurrentIndex(2)
    assert form.save() == "写理由：日后有人会问。"
    form.reason.setText("盘点")
    assert form.save() == ""
    assert shared(context).asked == [(Kind.COUNT, ITEM, -3, "盘点")]


@pytest.mark.parametrize(
    ("status", "asked", "words", "tone", "extra"),
    [
        (SharedStatus(link=Link.CONNECTED, rtt_ms=4.2), 0, "已连接", Tone.GOOD, "4 ms"),
        (SharedStatus(link=Link.CONNECTED, owed=3), 0, "已连接", Tone.GOOD, "欠 3 笔"),
        (SharedStatus(link=Link.CONNECTED), 2, "2 个申请", Tone.LATE, ""),
        (SharedStatus(link=Link.SLOW, since=EVENING), 0, "服务器慢", Tone.LATE, "1:05"),
        (SharedStatus(link=Link.GONE, since=EVENING, owed=7), 0, "服务器断开", Tone.BAD, "1:05 · 欠 7 笔"),
        (SharedStatus(link=Link.CONNECTING), 0, "连接中…", Tone.LATE, ""),
    ],
)
def test_the_lamp_says_how_the_server_stands(
    qtbot: Any, status: SharedStatus, asked: int, words: str, tone: Tone, extra: str
) -> None:
    now = EVENING + timedelta(seconds=65)
    assert lamp_state(status, asked, now) == (words, tone, extra)
    assert status_sentence(status, now)


def test_a_password_pasted_with_the_address_is_kept_apart(qtbot: Any) -> None:
    page = SharedStockPage(Settings())
    qtbot.addWidget(page)
    page.address.setText("postgresql://kucun:geheim@10.0.0.5/huopan")
    kept = page.applied(Settings())
    assert kept.inventory == "postgresql+psycopg://kucun@10.0.0.5/huopan"
    assert page.password.text() == "geheim"
    assert page.problem() == ""
    page.address.setText("mysql://x/y")
    assert "postgresql+psycopg://" in page.problem()
