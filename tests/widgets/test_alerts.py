"""What needs a hand: each trouble is told once, with the button that helps, and goes with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from PySide6.QtGui import QFontMetrics

from console.show import commands as cmd
from console.show.plan import EntryId, ProductId
from tests.builders import make_entry, make_segment, read_people, run_show, sell
from tests.widgets.dock_room import OFFSCREEN_DIALOGS, Stage, stage  # noqa: F401 - the fixture
from tests.widgets.journal_room import BREAK, CUP, DATES, dock, row_of, troubles, wait  # noqa: F401 - the fixtures
from widgets.alert_list import ROW_HEIGHT, ROWS_SHOWN, _Row
from widgets.alerts import STOCK_TROUBLES, Trouble
from widgets.journal_dock import JournalDock
from widgets.oversold_dialog import OversoldDialog

# ruff: noqa: F811

pytestmark = OFFSCREEN_DIALOGS


def test_stock_running_low_out_and_oversold_is_one_alert_that_gets_worse(dock: JournalDock, stage: Stage) -> None:
    run_show(stage.room, 2)
    product = str(DATES.product_id)
    for pieces, trouble in ((13, Trouble.LOW), (7, Trouble.OUT), (40, Trouble.EARLY), (1, Trouble.OVERSOLD)):
        assert trouble not in troubles(dock)
        sell(stage.room, product, pieces)
        assert [one for one in troubles(dock) if one in STOCK_TROUBLES.values()] == [trouble]


def test_the_button_beside_a_sold_out_item_puts_its_wave_on_sale(dock: JournalDock, stage: Stage, wait: Any) -> None:
    run_show(stage.room, 2)
    product = ProductId(str(DATES.product_id))
    sell(stage.room, product, 20)
    button = row_of(dock, Trouble.OUT)._button
    assert "20" in button.text()
    button.click()
    wait(lambda: stage.room.show.balance(product).released == 40)
    assert Trouble.OUT not in troubles(dock)


def test_oversold_shows_the_order_lines_that_did_it(dock: JournalDock, stage: Stage, qtbot: Any) -> None:
    run_show(stage.room, 2)
    product = ProductId(str(DATES.product_id))
    sell(stage.room, product, 60)
    stage.room.clock.advance(seconds=5)
    sell(stage.room, product, 3)
    stage.room.ask(cmd.Release(product_id=product, quantity=40))
    row = row_of(dock, Trouble.OVERSOLD)
    assert row._act is not None
    assert row._first_act is None, "there is nothing left to release"
    dialog = OversoldDialog(stage.context, product)
    qtbot.addWidget(dialog)
    assert dialog.head.text() == "新疆灰枣 超卖 3 件"
    assert [row.cells[2] for row in dialog.table.lines.lines] == ["3"]
    assert [row.cells[4] for row in dialog.table.lines.lines] == ["抖店"]


def test_what_was_sold_before_its_turn_is_amber_and_released_by_one_press(
    dock: JournalDock, stage: Stage, qtbot: Any, wait: Any
) -> None:
    run_show(stage.room, 1)
    product = ProductId(str(DATES.product_id))
    sell(stage.room, product, 12)
    row = row_of(dock, Trouble.EARLY)
    assert row._text.text == "新疆灰枣：未放先卖 12 件"
    assert row._told[2] == "late", "the room has the pieces"
    assert row._first.text() == "放 12 件"
    dialog = OversoldDialog(stage.context, product)
    qtbot.addWidget(dialog)
    assert dialog.head.text() == "新疆灰枣 未放先卖 12 件"
    row._first.click()
    wait(lambda: stage.room.show.balance(product).released == 12)
    assert Trouble.EARLY not in troubles(dock)


def test_of_what_was_sold_too_much_the_part_the_room_does_not_have_is_oversold(
    dock: JournalDock, stage: Stage, qtbot: Any, wait: Any
) -> None:
    run_show(stage.room, 2)
    product = ProductId(str(DATES.product_id))
    sell(stage.room, product, 63)
    wait(
        lambda: row_of(dock, Trouble.OVERSOLD)._text.text.startswith("新疆灰枣：超卖 3 件，另有 40 件未放先卖，1 单：")
    )
    row = row_of(dock, Trouble.OVERSOLD)
    assert row._first.text() == "放 40 件"
    dialog = OversoldDialog(stage.context, product)
    qtbot.addWidget(dialog)
    assert dialog.head.text() == "新疆灰枣 超卖 3 件，另有 40 件未放先卖"
    assert stage.room.show.balance(product).oversold == 43, "what the interface tells stays as it is"


def test_what_hurts_now_stands_before_old_troubles_of_other_items(stage: Stage, qtbot: Any, wait: Any) -> None:
    goods = [make_entry(n, stock=5, actions=()) for n in range(1, 7)]
    draw = make_segment(9, "整点福袋", hard_start=time(19, 30))
    stage.room.open_show([*goods, draw])
    run_show(stage.room, 6, lengths=(0.5,) * 5)
    dock = JournalDock(stage.context)
    qtbot.addWidget(dock)
    dock.show()
    for entry in goods[:3]:
        sell(stage.room, str(entry.product_id), 6)
    on_air = str(goods[5].product_id)
    sell(stage.room, on_air, 5)
    stage.room.ask(cmd.RecordObs(reason="lost"))
    stage.room.clock.advance(minutes=3, seconds=45)
    dock.alerts._on_tick()
    found = [(alert.trouble, alert.product_id) for alert in dock.alerts.now()]
    assert [trouble for trouble, _ in found[:2]] == [Trouble.OBS, Trouble.PIN_NOW]
    assert found[2] == (Trouble.OUT, on_air)
    assert [trouble for trouble, _ in found if trouble is Trouble.OVERSOLD] == [Trouble.OVERSOLD] * 3
    stage.room.ask(cmd.Goto(entry_id=EntryId("e1")))
    dock.alerts._on_tick()
    found = [(alert.trouble, alert.product_id) for alert in dock.alerts.now()]
    assert found[2] == (Trouble.OVERSOLD, goods[0].product_id)
    assert found[-1] == (Trouble.OUT, on_air), "what was on air is one of the others now"
    dock.release()


def test_an_alert_made_after_a_restart_tells_when_it_happened(stage: Stage, qtbot: Any, wait: Any) -> None:
    stage.room.open_show([CUP, DATES, BREAK])
    run_show(stage.room, 2)
    sell(stage.room, str(DATES.product_id), 19)
    stage.room.clock.advance(minutes=3)
    sold_out = stage.room.clock.now()
    sell(stage.room, str(DATES.product_id), 1)
    stage.room.clock.advance(minutes=1)
    stage.room.ask(cmd.RecordObs(reason="lost"))
    stage.room.ask(cmd.RecordCue(cause=3, entry_id=EntryId("e2"), state="failed"))
    told = stage.room.clock.now()
    stage.room.clock.advance(hours=1)
    dock = JournalDock(stage.context)
    qtbot.addWidget(dock)
    wait(lambda: not dock._events.reading)
    at = {alert.trouble: alert.at for alert in dock.alerts.now()}
    assert at[Trouble.OBS] == at[Trouble.CUE] == told
    assert at[Trouble.OUT] == sold_out.replace(second=0, microsecond=0)
    dock.release()


def test_after_the_show_only_what_was_oversold_is_told_and_nothing_is_to_be_released(
    dock: JournalDock, stage: Stage
) -> None:
    run_show(stage.room, 2)
    sell(stage.room, str(CUP.product_id), 25)
    sell(stage.room, str(DATES.product_id), 63)
    stage.room.ask(cmd.RecordObs(reason="lost"))
    assert {Trouble.OBS, Trouble.EARLY, Trouble.OVERSOLD} <= set(troubles(dock))
    assert row_of(dock, Trouble.OVERSOLD)._first_act is not None
    stage.room.ask(cmd.EndShow())
    assert troubles(dock) == [Trouble.OVERSOLD]
    row = row_of(dock, Trouble.OVERSOLD)
    assert row._first_act is None
    assert row._button.text() == "看订单"


@pytest.mark.parametrize(("sold", "words"), [(15, "商品 4：只剩 5 件，全放完了"), (20, "商品 4：已售罄，全放完了")])
def test_nothing_left_to_release_is_said_and_not_counted(stage: Stage, qtbot: Any, sold: int, words: str) -> None:
    whole = make_entry(4, stock=20, actions=())
    stage.room.open_show([whole])
    run_show(stage.room, 1)
    dock = JournalDock(stage.context)
    qtbot.addWidget(dock)
    sell(stage.room, str(whole.product_id), sold)
    assert dock.alert_list.words(dock.alerts.now()[0]) == words
    dock.release()


def test_thousands_are_set_apart_in_an_alert_and_on_its_button(
    dock: JournalDock, stage: Stage, wait: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_show(stage.room, 1)
    stage.room.ask(cmd.Adjust(product_id=ProductId(str(CUP.product_id)), delta=1_430, reason="补货"))
    sell(stage.room, str(CUP.product_id), 20)
    monkeypatch.setattr("widgets.alert_list.waves", lambda entry, balance: (1_200, 0))
    row = row_of(dock, Trouble.OUT)
    assert row._text.text.endswith("已售罄，还可放 1,470 件")
    assert row._button.text() == "放 1,200 件"


def test_of_many_alerts_those_in_sight_are_worded_and_the_others_when_they_come_into_sight(
    stage: Stage, qtbot: Any, wait: Any
) -> None:
    goods = [make_entry(n, stock=5, first_release=5, actions=()) for n in range(1, 21)]
    stage.room.open_show(goods)
    run_show(stage.room, 1)
    dock = JournalDock(stage.context)
    qtbot.addWidget(dock)
    dock.resize(610, 300)
    dock.show()
    for entry in goods:
        sell(stage.room, str(entry.product_id), 6)
    dock._on_told()
    found = dock.alerts.now()
    assert len(found) == len(goods)
    rows = [dock.alert_list._rows[alert.key] for alert in found]
    assert [bool(row._text.text) for row in rows[:3]] == [True] * 3
    assert not rows[-1]._text.text
    bar = dock.alert_list.verticalScrollBar()
    wait(lambda: bar.maximum() >= (len(found) - ROWS_SHOWN) * ROW_HEIGHT)
    bar.setValue(bar.maximum())
    assert dock.alert_list.words(found[-1]) == rows[-1]._text.text
    dock.release()


def test_cues_that_failed_are_told_until_they_are_done_or_the_entry_left(dock: JournalDock, stage: Stage) -> None:
    run_show(stage.room, 1)
    failed = cmd.RecordCue(cause=2, entry_id=EntryId("e1"), state="failed")
    stage.room.ask(failed)
    assert Trouble.CUE in troubles(dock)
    row_of(dock, Trouble.CUE)._button.click()
    assert stage.venue.asked == [("retry", EntryId("e1"))]
    stage.room.ask(cmd.RecordCue(cause=2, entry_id=EntryId("e1"), state="done", ms=9.0))
    assert Trouble.CUE not in troubles(dock)
    stage.room.ask(failed)
    stage.room.clock.advance(seconds=5)
    stage.room.ask(cmd.Next())
    assert Trouble.CUE not in troubles(dock)


def test_obs_gone_is_told_until_it_is_back(dock: JournalDock, stage: Stage) -> None:
    stage.room.ask(cmd.RecordObs(reason="lost"))
    assert troubles(dock) == [Trouble.OBS]
    row_of(dock, Trouble.OBS)._button.click()
    assert stage.venue.asked == ["reconnect"]
    stage.room.ask(cmd.RecordObs(scene="开场"))
    assert troubles(dock) == []


def test_actions_not_ticked_after_half_a_minute_are_told_and_ticked_from_there(
    dock: JournalDock, stage: Stage, wait: Any
) -> None:
    run_show(stage.room, 1)
    stage.room.clock.advance(seconds=20)
    dock.alerts._on_tick()
    assert Trouble.UNTICKED not in troubles(dock)
    stage.room.clock.advance(seconds=18)
    dock.alerts._on_tick()
    row = row_of(dock, Trouble.UNTICKED)
    assert "已讲解 30 秒" in row._text.text
    for _ in CUP.checklist:
        row_of(dock, Trouble.UNTICKED)._button.click()
        stage.room.settle()
    assert Trouble.UNTICKED not in troubles(dock)


def test_a_feed_gone_silent_is_told_with_its_minutes(dock: JournalDock, stage: Stage, qtbot: Any) -> None:
    run_show(stage.room, 2)
    sell(stage.room, str(DATES.product_id))
    stage.room.clock.advance(minutes=4)
    dock.alerts._on_tick()
    row = row_of(dock, Trouble.SILENT)
    assert "4 分钟" in row._text.text
    with qtbot.waitSignal(dock.import_orders_requested):
        row._button.click()
    sell(stage.room, str(DATES.product_id))
    dock.alerts._on_tick()
    assert Trouble.SILENT not in troubles(dock)


def test_a_feed_that_stopped_is_told_by_name_until_it_is_back_or_no_longer_waited_for(
    dock: JournalDock, stage: Stage, qtbot: Any
) -> None:
    def report(times: int) -> None:
        for number in range(times):
            stage.room.clock.advance(seconds=20)
            read_people(stage.room, str(DATES.product_id), 100 + number, 9)
        dock.alerts._on_tick()

    def stop() -> Any:
        stage.room.clock.advance(minutes=5)
        dock.alerts._on_tick()
        dock.alerts._on_tick()
        return row_of(dock, Trouble.QUIET)

    run_show(stage.room, 2)
    report(6)
    assert "罗盘：数据断了 5:00" in stop()._text.text
    assert Trouble.SILENT not in troubles(dock)
    assert stage.told().count("feed_quiet.readings") == 1
    with qtbot.waitSignal(dock.import_orders_requested):
        row_of(dock, Trouble.QUIET)._first.click()
    report(6)
    assert Trouble.QUIET not in troubles(dock)
    assert stage.told().count("feed_back.readings") == 1
    stop()._button.click()
    dock.alerts._on_tick()
    assert Trouble.QUIET not in troubles(dock)


def test_a_planned_show_has_no_alerts_of_stock_or_silence(stage: Stage, dock: JournalDock) -> None:
    stage.room.clock.advance(hours=2)
    dock.alerts._on_tick()
    assert troubles(dock) == []


def test_where_an_alert_has_no_room_the_name_gives_way_and_not_what_is_the_matter(
    stage: Stage, qtbot: Any, wait: Any
) -> None:
    long = make_entry(1, name="云南高原有机蓝莓鲜果大果礼盒装 顺丰冷链空运直达 坏果包赔", stock=25, first_release=20)
    stage.room.open_show([long])
    run_show(stage.room, 1)
    sell(stage.room, str(long.product_id), 20)
    dock = JournalDock(stage.context)
    qtbot.addWidget(dock)
    dock.resize(430, 300)
    dock.show()
    text = row_of(dock, Trouble.OUT)._text
    wait(lambda: text._short.endswith("…：已售罄，还可放 5 件"))
    assert QFontMetrics(text.font()).horizontalAdvance(text._short) <= text.width()
    assert text.text.startswith(long.name), "all of it is in the tip"
    dock.release()


def test_where_not_even_a_letter_of_the_name_fits_what_is_the_matter_is_said_alone(
    stage: Stage, qtbot: Any, wait: Any
) -> None:
    row = _Row(stage.context)
    qtbot.addWidget(row)
    row.say(
        "20:00:00", "整点福袋：20:00 整点已过 2:10", "整点福袋", "bad", "现在上", lambda: None, ("跳过", lambda: None)
    )
    row.resize(280, ROW_HEIGHT)
    row.show()
    wait(lambda: row._text._short == "20:00 整点已过 2:10")


def test_the_oversell_alarm_names_the_order_lines_and_is_told_once(dock: JournalDock, stage: Stage, wait: Any) -> None:
    run_show(stage.room, 2)
    product = ProductId(str(DATES.product_id))
    stage.room.ask(cmd.Release(product_id=product, quantity=40))
    sell(stage.room, product, 60)
    for _ in range(3):
        stage.room.clock.advance(seconds=5)
        sell(stage.room, product, 2)
    wait(lambda: "3 单：" in row_of(dock, Trouble.OVERSOLD)._text.text)
    lines = stage.room.show.oversold_lines(product)
    said = row_of(dock, Trouble.OVERSOLD)._text.text
    assert said == f"新疆灰枣：超卖 6 件，3 单：{lines[0].order_id}、{lines[1].order_id} 等"
    told = [notice for notice in stage.notices if notice.code == "oversold"]
    assert [notice.level for notice in told] == ["error"]
    assert told[0].data["ids"][0] in {line.order_id for line in lines}


def test_an_item_gone_in_minutes_is_one_alarm_with_the_wave_beside_it(
    dock: JournalDock, stage: Stage, wait: Any
) -> None:
    run_show(stage.room, 2)
    stage.room.clock.advance(minutes=6)
    product = ProductId(str(DATES.product_id))
    for _ in range(4):
        sell(stage.room, product, 4)
    dock.alerts._on_tick()
    row = row_of(dock, Trouble.SELLING_OUT)
    assert row._text.text.startswith("新疆灰枣：约 1 分钟（")
    assert row._text.text.endswith("卖完，剩 4 件，还可放 40 件")
    assert Trouble.LOW not in troubles(dock), "it need not say so twice"
    assert stage.told().count("sell_out_near") == 1
    row._button.click()
    wait(lambda: stage.room.show.balance(product).released == 40)
    dock.alerts._on_tick()
    assert Trouble.SELLING_OUT in troubles(dock), "24 left at 3 a minute"
    assert stage.told().count("sell_out_near") == 2, "a refill is a wave of its own"


def test_a_platform_action_is_late_after_the_seconds_of_the_settings(dock: JournalDock, stage: Stage) -> None:
    run_show(stage.room, 1)
    stage.room.console.settings = replace(stage.room.console.settings, late_action_s=12)
    stage.room.clock.advance(seconds=11)
    dock.alerts._on_tick()
    assert Trouble.UNTICKED not in troubles(dock)
    stage.room.clock.advance(seconds=1)
    dock.alerts._on_tick()
    assert Trouble.UNTICKED in troubles(dock)


def test_an_item_sold_out_on_air_has_what_stands_in_for_it_beside_its_wave(
    dock: JournalDock, stage: Stage, wait: Any
) -> None:
    run_show(stage.room, 1)
    sell(stage.room, str(CUP.product_id), 20)
    row = row_of(dock, Trouble.OUT)
    assert row._button.text() == "放 20 件"
    assert row._first.text() == "换上 02", "of the same role, in stock"
    row._first.click()
    wait(lambda: stage.room.show.state.on_air.entry_id == "e2")
    assert row_of(dock, Trouble.OUT)._first_act is None, "elsewhere nothing has to stand in"
