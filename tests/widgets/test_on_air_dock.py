"""The on-air dock: what it shows of a show, and what it asks of the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenuBar, QWidget

from console.roster import Age, Person, Roster
from console.show import commands as cmd
from console.show import events as ev
from console.show.plan import Cue, CueKind, Entry, ProductId
from console.show.rundown import Refused
from console.show.shifts import Duty
from console.show.state import Status
from tests.builders import BUSY_INFO, EVENING, make_entry, make_segment, run_show, sell
from tests.widgets.dock_room import OFFSCREEN_DIALOGS, Stage, stage  # noqa: F401 - the fixture
from widgets.header_bar import HeaderBar
from widgets.on_air_dock import OnAirDock
from widgets.script_dialog import ScriptDialog
from widgets.stock_dialog import StockDialog

# ruff: noqa: F811

CUP = make_entry(
    1,
    name="316L 保温杯",
    live_price=7900,
    list_price=15900,
    offer="拍 1 送杯刷",
    coupon="满 99 减 10",
    stock=600,
    first_release=300,
    planned=timedelta(minutes=3),
    scene="商品特写",
)
DATES = make_entry(2, name="新疆灰枣", stock=60, first_release=20, planned=timedelta(minutes=5))
BREAK = make_segment(3, "换播")


@pytest.fixture
def dock(stage: Stage, qtbot: Any) -> Iterator[OnAirDock]:
    stage.room.open_show([CUP, DATES, BREAK])
    made = OnAirDock(stage.context)
    qtbot.addWidget(made)
    made.resize(470, 780)
    made.show()
    yield made
    made.release()


@pytest.fixture
def shows(qtbot: Any) -> Callable[[Callable[[], object]], None]:
    """Wait until the dock has caught up."""
    return lambda holds: qtbot.waitUntil(lambda: bool(holds()), timeout=5000)


def product(entry: Entry) -> ProductId:
    assert entry.product_id is not None
    return entry.product_id


def test_without_a_show_it_says_what_to_do(stage: Stage, qtbot: Any) -> None:
    dock = OnAirDock(stage.context)
    qtbot.addWidget(dock)
    dock.show()
    assert dock.empty.isVisible()
    assert not dock.foot.isVisible()
    dock.release()


def test_a_planned_show_counts_down_and_lists_what_is_missing(stage: Stage, dock: OnAirDock, shows: Any) -> None:
    stage.room.ask(cmd.EditInfo(info=replace(BUSY_INFO, start=EVENING + timedelta(minutes=5))))
    shows(lambda: dock.planned.countdown.text == "05:00")
    assert dock.planned.isVisible()
    told = [line.text for line in dock.planned.gaps if line.isVisible()]
    assert any("话术" in text for text in told)
    assert "OBS 没有连接" in told
    stage.room.clock.advance(minutes=6)
    shows(lambda: dock.planned.countdown.text == "+01:00")
    asked: list[bool] = []
    dock.go_live_requested.connect(lambda: asked.append(True))
    dock.foot.button.click()
    assert asked
    assert stage.room.show.state.status is Status.PLANNED


def test_on_air_it_shows_item_price_time_and_stock(stage: Stage, dock: OnAirDock, shows: Any) -> None:
    run_show(stage.room, 1)
    stage.room.clock.advance(seconds=19)
    page = dock.running
    shows(lambda: page.figures.time.text == "02:41")
    assert page.isVisible()
    assert page.card.name.text == "316L 保温杯"
    assert page.card.price.text == "¥79.00"
    assert page.card.list_price.text == "¥159.00"
    assert "拍 1 送杯刷" in page.card.offer.text
    assert (page.figures.stock.text, page.figures.stock.role) == ("300", "text")
    assert dock.windowTitle().endswith("01")
    assert dock.foot.name.text == "新疆灰枣"
    assert dock.title_tools.round.text == "次推款 · 第 1 轮"


def test_time_passed_and_time_left_add_up(stage: Stage, dock: OnAirDock, shows: Any) -> None:
    run_show(stage.room, 1)
    stage.room.clock.advance(seconds=1.4)
    shows(lambda: dock.running.figures.time.text == "02:59")
    assert dock.running.figures.time_note.text == "计划 03:00 · 已讲 00:01"


def test_over_its_time_the_clock_counts_up_in_red(stage: Stage, dock: OnAirDock, shows: Any) -> None:
    run_show(stage.room, 1)
    stage.room.clock.advance(minutes=3, seconds=75)
    shows(lambda: dock.running.figures.time.text == "+01:15")
    assert dock.running.figures.time.role == "on_air"


@pytest.mark.parametrize(
    ("sold", "left", "role", "note"),
    [
        (100, "200", "text", None),
        (295, "5", "late", None),
        (300, "0", "bad", "已售罄"),
        (303, "0", "late", "未放先卖 3 件"),
        (603, "0", "bad", "超卖 3 件"),
    ],
)
def test_stock_left_has_the_colour_of_its_level(
    stage: Stage, dock: OnAirDock, shows: Any, sold: int, left: str, role: str, note: str | None
) -> None:
    run_show(stage.room, 1)
    sell(stage.room, product(CUP), sold)
    figures = dock.running.figures
    shows(lambda: (figures.stock.text, figures.stock.role) == (left, role))
    if note is not None:
        shows(lambda: figures.stock_note.text == note)


def test_what_is_left_is_grey_once_its_orders_are_old_and_says_how_old(
    stage: Stage, dock: OnAirDock, shows: Any
) -> None:
    run_show(stage.room, 1)
    sell(stage.room, product(CUP), 100)
    figures = dock.running.figures
    shows(lambda: (figures.stock.text, figures.stock.role) == ("200", "text"))
    assert "已放 300 − 已售 100" in figures.stock.toolTip()
    stage.room.clock.advance(minutes=4)
    shows(lambda: (figures.stock.text, figures.stock.role) == ("200", "stale"))
    assert "订单 4 分钟前" in figures.stock.toolTip()
    stage.room.console.settings = replace(stage.room.console.settings, stale_after_s=600)
    shows(lambda: figures.stock.role == "text")


def test_a_sale_says_when_it_will_be_gone(stage: Stage, dock: OnAirDock, shows: Any) -> None:
    run_show(stage.room, 1)
    sell(stage.room, product(CUP), 100)
    shows(lambda: "）后售罄" in dock.running.figures.stock_note.text)


def test_a_stock_that_lasts_the_whole_show_is_not_counted_in_minutes(stage: Stage, dock: OnAirDock, shows: Any) -> None:
    run_show(stage.room, 1)
    stage.room.clock.advance(minutes=6)
    sell(stage.room, product(CUP), 1)
    shows(lambda: dock.running.figures.stock_note.text.startswith("够卖 4 小时以上 · 0."))


def test_take_puts_the_next_on_air_by_key_click_and_enter_but_not_by_space(
    stage: Stage, dock: OnAirDock, shows: Any, qtbot: Any
) -> None:
    run_show(stage.room, 1)
    button = dock.foot.button
    shows(lambda: button.text() == "过款")
    qtbot.keyClick(button, Qt.Key.Key_Space)
    stage.room.settle()
    assert stage.room.show.state.on_air == CUP
    stage.room.clock.advance(seconds=30)
    qtbot.keyClick(button, Qt.Key.Key_Return)
    shows(lambda: dock.running.card.name.text == "新疆灰枣")
    stage.room.clock.advance(seconds=30)
    dock.take()
    shows(lambda: dock.running.card.name.text == "换播")
    assert not button.isEnabled()
    assert button.toolTip()


def test_a_refused_take_is_told_in_the_strip(stage: Stage, dock: OnAirDock) -> None:
    dock.take()
    assert stage.told() == ["refused.not_live"]


def test_one_wave_and_a_big_one_follow_the_plan(stage: Stage, dock: OnAirDock, shows: Any) -> None:
    run_show(stage.room, 2)
    row = dock.running.release
    shows(lambda: (row.small.text(), row.big.text()) == ("+20", "+40"))
    dock.release_one()
    stage.room.settle()
    assert stage.room.show.balance(product(DATES)).released == 40
    shows(lambda: row.small.text() == "+20" and not row.big.isVisible())
    dock.release_big()
    stage.room.settle()
    assert stage.room.show.balance(product(DATES)).released == 60
    shows(lambda: not row.small.isEnabled())
    dock.release_one()
    assert stage.told() == ["on_air.all_released"]


def test_held_pieces_are_counted_released_or_let_go(stage: Stage, dock: OnAirDock, shows: Any) -> None:
    run_show(stage.room, 2)
    row, show = dock.running.release, stage.room.show
    dock.toggle_hold()
    stage.room.settle()
    stage.room.clock.advance(seconds=133)
    line = dock.running.waves
    shows(lambda: (line.counts.text, line.coming.text) == ("已售 0 · 憋 20", "已憋 2:13"))
    dock.toggle_hold()
    stage.room.settle()
    assert show.state.stock_of(product(DATES)).held is None
    dock.toggle_hold()
    stage.room.settle()
    shows(lambda: row.small.text() == "放出 20")
    dock.release_one()
    stage.room.settle()
    assert show.state.stock_of(product(DATES)).held is None
    assert show.balance(product(DATES)).released == 40
    shows(lambda: line.counts.text == "已售 0")


def test_a_segment_has_no_stock_to_release(stage: Stage, dock: OnAirDock, shows: Any) -> None:
    run_show(stage.room, 3)
    shows(lambda: dock.running.card.name.text == "换播")
    assert not dock.running.release.isVisible()
    assert not dock.running.checklist.isVisible()
    for method in (dock.release_one, dock.release_big, dock.toggle_hold, dock.open_stock):
        method()
    assert stage.told() == ["on_air.no_goods"] * 4


def test_platform_actions_are_ticked_and_late_ones_stand_out(stage: Stage, dock: OnAirDock, shows: Any) -> None:
    run_show(stage.room, 1)
    stage.room.clock.advance(seconds=4)
    checklist = dock.running.checklist
    shows(lambda: len(checklist.chips) == 3)
    checklist.chips[0].click()
    shows(lambda: checklist.chips[0].look == "good_row")
    stage.room.clock.advance(seconds=34)
    shows(lambda: checklist.chips[2].text() == "上库存 0:38")
    assert checklist.chips[0].text() == "✓ 弹讲解 0:04"
    assert checklist.chips[2].look == "late_row"
    dock.take()
    shows(lambda: checklist.chips[0].look == "plain")


def test_quick_messages_and_a_line_of_one_s_own_reach_the_host(
    stage: Stage, dock: OnAirDock, shows: Any, qtbot: Any
) -> None:
    run_show(stage.room, 1)
    box, state = dock.running.messages, lambda: stage.room.show.state
    dock.send_quick(3)
    shows(lambda: "未读" in box.state.text)
    message = state().message
    assert message is not None
    assert message.text == stage.context.console.settings.quick_message(3)
    stage.room.clock.advance(seconds=9)
    stage.room.ask(cmd.ReadMessage(of=message.seq))
    shows(lambda: box.state.text.endswith("已读 0:09"))
    dock.focus_message()
    box.edit.setText(" 讲 3 号 链接 ")
    qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    shows(lambda: (message := state().message) is not None and message.text == "讲 3 号 链接")
    shows(lambda: box.edit.text() == "")
    qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    stage.room.settle()
    assert stage.told() == []


def test_what_obs_did_is_told_and_can_be_tried_again(stage: Stage, dock: OnAirDock, shows: Any) -> None:
    run_show(stage.room, 1)
    line = dock.running.cue
    shows(lambda: "等待 OBS" in line.words.text)
    entry, cause = CUP.entry_id, stage.room.show.state.seq
    stage.room.ask(cmd.RecordCue(cause=cause, entry_id=entry, state="done", ms=8.3))
    shows(lambda: line.words.text == "场景 → 商品特写 · 8 毫秒")
    assert not line.retry.isVisible()
    problem = ev.CueProblem(cue=Cue(kind=CueKind.SCENE, target="商品特写"), code="missing_scene", detail="600")
    stage.room.ask(cmd.RecordCue(cause=cause, entry_id=entry, state="failed", ms=8.3, problems=(problem,)))
    shows(lambda: "没有名为「商品特写」的场景" in line.words.text)
    line.retry.click()
    assert stage.venue.asked == [("retry", entry)]
    stage.venue.refuses = Refused("retry_not_on_air")
    line.retry.click()
    assert stage.told() == ["refused.retry_not_on_air"]


def test_cues_nobody_ever_answered_for_are_not_waited_for(stage: Stage, dock: OnAirDock, shows: Any) -> None:
    """As after a crash in the middle of a take."""
    run_show(stage.room, 1)
    line = dock.running.cue
    shows(lambda: "等待 OBS" in line.words.text)
    assert not line.retry.isVisible()
    stage.room.clock.advance(seconds=16)
    stage.room.ask(cmd.AddNote(text="记一笔"))
    shows(lambda: line.words.text == "场景 → 商品特写")
    shows(lambda: line.retry.isVisible())


def test_practice_without_obs_says_so_beside_the_scene_it_would_switch_to(
    stage: Stage, dock: OnAirDock, shows: Any
) -> None:
    stage.venue.left_out = True
    run_show(stage.room, 1)
    line = dock.running.cue
    shows(lambda: line.words.text == "场景 → 商品特写 · 无 OBS")
    assert line.words.role == "text_soft"
    assert not line.retry.isVisible()


def test_a_pause_stands_in_amber_and_the_button_goes_on(stage: Stage, dock: OnAirDock, shows: Any) -> None:
    run_show(stage.room, 1)
    stage.room.clock.advance(seconds=10)
    stage.room.ask(cmd.PauseShow())
    stage.room.clock.advance(seconds=75)
    figures = dock.running.figures
    shows(lambda: (figures.time_caption.text, figures.time_caption.role) == ("休息中 01:15", "late"))
    shows(lambda: dock.running.figures.time.text == "02:50")
    assert dock.running.figures.time.role == "late"
    shows(lambda: dock.foot.button.text() == "继续")
    dock.foot.button.click()
    shows(lambda: figures.time_caption.text == "剩余时间")
    assert stage.room.show.state.status is Status.LIVE


def test_the_hard_start_of_the_next_one_is_counted_down_and_then_late(stage: Stage, qtbot: Any) -> None:
    stage.room.open_show([CUP, make_segment(8, "整点福袋", hard_start=time(19, 40))])
    run_show(stage.room, 1)
    dock = OnAirDock(stage.context)
    qtbot.addWidget(dock)
    pinned_at = datetime(2026, 11, 11, 11, 40, tzinfo=UTC)
    for seconds, words, role in (
        (900, "19:40", "late"),
        (272, "19:40 还有 4:32", "late"),
        (60, "19:40 还有 1:00", "bad"),
        (-130, "19:40 已过 2:10", "bad"),
    ):
        stage.room.clock.advance(seconds=(pinned_at - stage.room.clock.now()).total_seconds() - seconds)
        dock._tick()
        assert (dock.foot.pin.text, dock.foot.pin.role) == (words, role)
    stage.room.ask(cmd.Next())
    dock._tick()
    assert dock.foot.pin.isHidden()
    dock.release()


def test_a_clock_time_that_would_be_tomorrows_is_asked_about_before_the_show(stage: Stage, qtbot: Any) -> None:
    draw = make_segment(8, "整点福袋", hard_start=time(19, 30))
    stage.room.open_show([CUP, draw])
    dock = OnAirDock(stage.context)
    qtbot.addWidget(dock)
    dock.show()
    assert dock.planned.doubts.isHidden(), "it is 19:23: it comes within the show"
    stage.room.clock.advance(minutes=30)
    dock._tick()
    qtbot.waitUntil(lambda: dock.planned.doubts.text.startswith("“整点福袋”的整点 19:30"), timeout=5000)
    assert "明天 19:30" in dock.planned.doubts.text
    assert "改它的整点时间，或跳过" in dock.planned.doubts.text
    stage.room.ask(cmd.Skip(entry_id=draw.entry_id))
    qtbot.waitUntil(dock.planned.doubts.isHidden, timeout=5000)
    dock.release()


def test_the_header_and_the_page_after_the_show_tell_the_same_lengths(stage: Stage, qtbot: Any) -> None:
    stage.room.open_show([CUP])
    run_show(stage.room, 1)
    stage.room.clock.advance(hours=1, minutes=2, seconds=16.4)
    stage.room.ask(cmd.EndShow())
    dock, header = OnAirDock(stage.context), HeaderBar(stage.context.theme, QMenuBar())
    for widget in (dock, header):
        qtbot.addWidget(widget)
    header.bind(stage.context)
    dock._refresh()
    over = dock.ended.fact("over").split()[-1]
    assert header.end.shown[1].endswith(over)
    assert dock.ended.when.text.endswith("1:02:16")
    assert header.pill.text().endswith("01:02:16")
    dock.release()
    header.release()


def test_a_rehearsal_is_marked(stage: Stage, dock: OnAirDock, shows: Any) -> None:
    stage.room.ask(cmd.Rehearse())
    shows(lambda: dock.band.isVisible() and "彩排" in dock.band.words.text)
    shows(lambda: dock.foot.button.text() == "过款")  # its clock may have told the band first


def test_after_the_show_it_tells_the_totals_and_offers_the_report(stage: Stage, dock: OnAirDock, shows: Any) -> None:
    run_show(stage.room, 2)
    sell(stage.room, product(CUP), 3, amount=7900)
    stage.room.ask(cmd.EndShow())
    shows(lambda: dock.ended.isVisible())
    assert dock.ended.gmv.text == "¥237.00"
    assert (dock.ended.fact("orders"), dock.ended.fact("units"), dock.ended.fact("rounds")) == ("1", "3", "2")
    asked: list[bool] = []
    dock.report_requested.connect(lambda: asked.append(True))
    dock.foot.button.click()
    assert asked


def test_closing_the_show_empties_the_dock(stage: Stage, dock: OnAirDock) -> None:
    run_show(stage.room, 1)
    stage.room.console.close_show()
    assert dock.empty.isVisible()
    dock.release_one()
    assert stage.told() == ["no_show"]


@OFFSCREEN_DIALOGS
def test_script_and_stock_are_edited_from_here(stage: Stage, dock: OnAirDock, shows: Any) -> None:
    run_show(stage.room, 1)
    dock.edit_script()
    dialog = dock.findChild(ScriptDialog)
    assert dialog is not None
    dialog.edit.setPlainText("［举杯底］316L 内胆")
    dialog.save()
    shows(lambda: stage.room.show.state.plan.entries[CUP.entry_id].script == "［举杯底］316L 内胆")
    dock.open_stock()
    stock = dock.findChild(StockDialog)
    assert stock is not None
    stock.add.setChecked(True)
    stock.quantity.setValue(200)
    stock._ask()
    shows(lambda: "原因" in stock.problem.text())
    stock.reason.setText("仓库补货")
    stock._ask()
    shows(lambda: stage.room.show.balance(product(CUP)).allotted == 800)


@OFFSCREEN_DIALOGS
def test_a_script_changed_elsewhere_is_said_before_it_is_replaced(stage: Stage, dock: OnAirDock, qtbot: Any) -> None:
    dialog = ScriptDialog(stage.context, CUP.entry_id)
    qtbot.addWidget(dialog)
    stage.room.ask(cmd.Edit(entries=(replace(CUP, script="别处写的"),)))
    assert dialog.problem.text()
    stage.room.ask(cmd.Remove(entry_ids=(CUP.entry_id,)))
    assert not dialog.save_button.isEnabled()
    dialog.done(0)


@pytest.mark.parametrize("size", [(470, 780), (320, 440)])
@pytest.mark.parametrize("name", ["杯", "很长的名字" * 30])
def test_nothing_is_wider_than_the_dock(stage: Stage, qtbot: Any, size: tuple[int, int], name: str) -> None:
    long = replace(
        CUP, name=name, offer="满减" * 200, selling_points="卖点\n" * 40, stock=12_345_678, first_release=None
    )
    stage.room.open_show([long, replace(DATES, name=name)])
    run_show(stage.room, 1)
    dock = OnAirDock(stage.context)
    qtbot.addWidget(dock)
    dock.resize(*size)
    dock.show()
    qtbot.waitExposed(dock)
    inside = dock.running.widget()
    assert inside is not None
    qtbot.waitUntil(lambda: inside.width() <= dock.running.viewport().width())
    for part in (dock.foot, *dock.foot.findChildren(QWidget)):
        if part.isVisible():
            assert part.mapTo(dock, part.rect().bottomRight()).x() < dock.width()
    assert dock.foot.button.isVisible()
    assert isinstance(dock.grab().toImage(), QImage)
    dock.release()


def test_at_a_notebooks_height_everything_the_controller_presses_is_in_sight(stage: Stage, qtbot: Any) -> None:
    stage.room.open_show([CUP, DATES])
    run_show(stage.room, 1)
    dock = OnAirDock(stage.context)
    qtbot.addWidget(dock)
    dock.resize(336, 490)
    dock.show()
    qtbot.waitExposed(dock)
    bar = dock.running.verticalScrollBar()
    qtbot.waitUntil(lambda: dock.running.widget().width() > 0 and bar.maximum() == 0)
    release, keys = dock.running.release, dock.running.messages.buttons
    assert len({button.y() for button in (release.small, release.big, release.other, release.hold)}) == 1
    assert len({button.y() for button in keys}) == 3
    for button in (release.small, release.big, release.hold):
        assert button.width() >= button.sizeHint().width(), "nothing of it is cut"
    assert dock.running.messages.edit.isVisible()


def test_segments_are_not_counted_as_items(stage: Stage, qtbot: Any) -> None:
    stage.room.open_show([make_segment(9), CUP, DATES])
    dock = OnAirDock(stage.context)
    qtbot.addWidget(dock)
    assert dock.planned.extent.text.startswith("2 款")
    run_show(stage.room, 2)
    stage.room.clock.advance(minutes=1)
    stage.room.ask(cmd.EndShow())
    dock._refresh()
    assert dock.ended._facts["entries"].text == "1 / 2"
    dock.release()


def test_one_key_ticks_the_first_action_that_waits(stage: Stage, dock: OnAirDock, shows: Any) -> None:
    run_show(stage.room, 1)
    for code in CUP.checklist:
        dock.tick_next()
        shows(lambda code=code: code in {tick.action for tick in stage.room.show.state.ticks})
    dock.tick_next()
    assert stage.told()[-1] == "on_air.all_ticked"


def test_when_an_action_is_late_is_a_setting(stage: Stage, dock: OnAirDock, shows: Any) -> None:
    stage.room.console.settings = replace(stage.room.console.settings, late_action_s=90)
    run_show(stage.room, 1)
    stage.room.clock.advance(seconds=60)
    dock._tick()
    assert {chip.look for chip in dock.running.checklist.chips} == {"plain"}
    stage.room.clock.advance(seconds=31)
    dock._tick()
    assert {chip.look for chip in dock.running.checklist.chips} == {"late_row"}


def test_before_the_show_the_dock_leads_to_the_checklist_and_says_what_is_wrong(
    stage: Stage, dock: OnAirDock, shows: Any, qtbot: Any
) -> None:
    button = dock.planned.checklist
    shows(lambda: button.isVisible())
    assert (button.text(), button.look) == ("开播检查…", "plain")
    with qtbot.waitSignal(dock.checklist_requested):
        button.click()
    stage.room.console.roster.keep(Roster(people=(Person(name="小小", duties=(Duty.HOST,), age=Age.CHILD),)))
    stage.room.ask(cmd.Edit(entries=(replace(CUP, host="小小"),)))
    shows(lambda: (button.text(), button.look) == ("开播检查：1 处不对…", "late_row"))
