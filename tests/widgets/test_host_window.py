"""The host's window: it follows the show, messages flash until read, and an edit never moves what is being read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from console.show import commands as cmd
from console.show.rundown import Refused
from tests.builders import make_entry, make_segment, run_show, sell
from tests.widgets.dock_room import OFFSCREEN_DIALOGS, Stage, stage  # noqa: F401 - the fixture
from widgets.host_parts import FLASH_MS, moved_place
from widgets.host_window import HostWindow

# ruff: noqa: F811
pytestmark = OFFSCREEN_DIALOGS

LONG = "\n".join(f"第 {n} 句，［举起来］今天只做这一场。" for n in range(1, 80))
CUP = make_entry(1, name="316L 保温杯", live_price=7900, list_price=15900, link_no="6", stock=300, script=LONG)
DATES = make_entry(2, name="新疆灰枣", script="第二款的话术")


@pytest.fixture
def window(stage: Stage, qtbot: Any) -> Iterator[HostWindow]:
    stage.room.open_show([CUP, DATES, make_segment(3, "换播")])
    made = HostWindow(stage.context)
    qtbot.addWidget(made)
    made.resize(1180, 820)
    made.show()
    yield made
    made.release()


def top_line(window: HostWindow) -> str:
    view = window.script
    return view.cursorForPosition(view.viewport().rect().topLeft()).block().text()


def test_it_follows_takes(stage: Stage, window: HostWindow, qtbot: Any) -> None:
    assert window.name.text.startswith("等待开播")
    run_show(stage.room, 1)
    qtbot.waitUntil(lambda: window.name.text == "316L 保温杯")
    assert window.number.text == "6"
    assert window.facts.price.text == "¥79.00"
    assert "¥159.00" in window.facts.list_price.text
    assert window.next.text == "2 新疆灰枣"
    stage.room.clock.advance(minutes=1)
    qtbot.waitUntil(lambda: window.time.text == "04:00")
    stage.room.ask(cmd.Next())
    qtbot.waitUntil(lambda: window.script.text == "第二款的话术")
    stage.room.clock.advance(minutes=1)
    stage.room.ask(cmd.Next())
    qtbot.waitUntil(lambda: not window.facts.stock.isVisible())
    stage.room.ask(cmd.EndShow())
    qtbot.waitUntil(lambda: window.name.text == "已下播，辛苦了")
    stage.room.console.close_show()
    assert window.name.text == "没有打开的场次"


def test_stock_falls_as_orders_arrive(stage: Stage, window: HostWindow, qtbot: Any) -> None:
    run_show(stage.room, 1)
    sell(stage.room, str(CUP.product_id), 295)
    qtbot.waitUntil(lambda: (window.facts.stock.text, window.facts.stock.role) == ("5", "late"))
    assert window.sold.text == "本款已成交 295 件"
    qtbot.waitUntil(lambda: "售罄" in window.facts.lasts.text)


@pytest.mark.parametrize("how", ["enter", "click"])
def test_a_message_flashes_until_it_is_read(stage: Stage, window: HostWindow, qtbot: Any, how: str) -> None:
    run_show(stage.room, 1)
    stage.room.ask(cmd.SendMessage(text="催单！还有 84 单"))
    qtbot.waitUntil(lambda: window.band.isVisible())
    assert window.band.flashing
    if how == "enter":
        qtbot.keyClick(window, Qt.Key.Key_Return)
    else:
        qtbot.mouseClick(window.band, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.band.isVisible())
    message = stage.room.show.state.message
    assert message is not None
    assert message.read_at is not None
    assert not window.band.flashing
    qtbot.keyClick(window, Qt.Key.Key_Return)
    stage.room.settle()
    assert stage.told() == []


def test_flashing_stays_far_below_what_harms() -> None:
    assert 1000 / (2 * FLASH_MS) <= 2


def test_a_message_read_elsewhere_stops_flashing_and_a_late_answer_is_no_error(
    stage: Stage, window: HostWindow, qtbot: Any
) -> None:
    run_show(stage.room, 1)
    stage.room.ask(cmd.SendMessage(text="过款"))
    message = stage.room.show.state.message
    assert message is not None
    stage.room.ask(cmd.ReadMessage(of=message.seq))
    window.band.read.emit(message.seq)
    qtbot.waitUntil(lambda: not window.band.isVisible())
    assert stage.told() == []
    with pytest.raises(Refused):
        stage.room.ask(cmd.ReadMessage(of=message.seq))


def test_an_edit_appears_at_once_and_the_line_being_read_stays(stage: Stage, window: HostWindow, qtbot: Any) -> None:
    run_show(stage.room, 1)
    bar = window.script.verticalScrollBar()
    qtbot.waitUntil(lambda: window.name.text == CUP.name and bar.maximum() > 0)
    bar.setValue(bar.maximum() // 2)
    reading = top_line(window)
    longer = "新加的一句。\n新加的第二句。\n" + LONG.replace("第 3 句", "第三句改过")
    stage.room.ask(cmd.Edit(entries=(replace(CUP, script=longer),)))
    qtbot.waitUntil(lambda: window.script.text == longer)
    assert top_line(window) == reading
    stage.room.ask(cmd.Edit(entries=(replace(CUP, script=longer + "\n最后一句"),)))
    qtbot.waitUntil(lambda: window.script.text.endswith("最后一句"))
    assert top_line(window) == reading


def test_a_take_begins_the_script_at_its_first_word(stage: Stage, window: HostWindow, qtbot: Any) -> None:
    run_show(stage.room, 1)
    bar = window.script.verticalScrollBar()
    qtbot.waitUntil(lambda: window.name.text == CUP.name and bar.maximum() > 0)
    bar.setValue(bar.maximum())
    stage.room.clock.advance(minutes=1)
    stage.room.ask(cmd.Next())
    stage.room.clock.advance(minutes=1)
    stage.room.ask(cmd.Previous())
    qtbot.waitUntil(lambda: window.script.text == LONG and bar.value() == 0)


@pytest.mark.parametrize(
    ("before", "after", "place", "moved"),
    [
        ("", "好", 0, 0),
        ("一二三", "一二三", 2, 2),
        ("一二三", "零一二三", 2, 3),
        ("一二三", "一二三四", 2, 2),
        ("一二三四五", "一五", 2, 1),
        ("aaa", "aaaa", 2, 3),
    ],
)
def test_where_a_character_went(before: str, after: str, place: int, moved: int) -> None:
    assert moved_place(before, after, place) == moved


def test_stage_marks_are_tinted_behind_characters_of_two_units(stage: Stage, window: HostWindow, qtbot: Any) -> None:
    entry = replace(CUP, script="😀😀看［举杯］这里")
    stage.room.ask(cmd.Edit(entries=(entry,)))
    run_show(stage.room, 1)
    qtbot.waitUntil(lambda: window.script.text == entry.script)
    cursor = window.script.textCursor()
    tint = stage.context.theme.color("info")
    coloured = []
    for place in range(1, window.script.document().characterCount()):
        cursor.setPosition(place)
        if cursor.charFormat().foreground().color() == tint:
            coloured.append(place)
    assert coloured == [6, 7, 8, 9]


def test_letters_grow_and_shrink_by_key_and_stay_so(stage: Stage, window: HostWindow, qtbot: Any) -> None:
    before = window.script.pixels
    qtbot.keyClick(window, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    larger = window.script.pixels
    assert larger > before
    again = HostWindow(stage.context)
    qtbot.addWidget(again)
    again.resize(window.size())
    again.show()
    assert again.script.pixels == larger
    again.release()
    qtbot.keyClick(window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert window.script.pixels == before


def test_its_keys_are_not_the_console_s(window: HostWindow) -> None:
    def kept(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> bool:
        event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, key, modifier)
        event.ignore()
        QGuiApplication.sendEvent(window, event)
        return event.isAccepted()

    assert kept(Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert kept(Qt.Key.Key_F11)
    assert not kept(Qt.Key.Key_Space)
    assert not kept(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_the_monitor_is_chosen_and_remembered_and_the_cursor_hides(
    stage: Stage, window: HostWindow, qtbot: Any
) -> None:
    menu = window.screen_menu()
    assert len(menu.actions()) == len(QGuiApplication.screens()) + 4
    menu.actions()[0].trigger()
    assert window.isFullScreen()
    kept = QSettings(str(stage.room.console.workspace.window_file), QSettings.Format.IniFormat)
    assert kept.value("host/screen") == QGuiApplication.screens()[0].name()
    qtbot.waitUntil(lambda: window.cursor().shape() is Qt.CursorShape.BlankCursor, timeout=5000)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.isFullScreen())
    qtbot.waitUntil(lambda: window.cursor().shape() is Qt.CursorShape.ArrowCursor)


@pytest.mark.parametrize("size", [(420, 320), (640, 400), (1180, 820), (540, 960), (2560, 1440)])
def test_the_facts_never_run_into_each_other(
    stage: Stage, window: HostWindow, qtbot: Any, size: tuple[int, int]
) -> None:
    stage.room.ask(cmd.Edit(entries=(replace(CUP, offer="送杯刷；" * 12, selling_points="卖点\n" * 30),)))
    run_show(stage.room, 1)
    stage.room.ask(cmd.SendMessage(text="很长的消息" * 40))
    window.resize(*size)
    qtbot.waitUntil(lambda: window.band.isVisible())
    facts = (
        window.facts.price,
        window.facts.list_price,
        window.facts.stock,
        window.facts.lasts,
        window.facts.offer,
        window.facts.points,
    )
    shown = [one for one in facts if one.isVisible() and one.height()]
    edges = [(w.geometry().top(), w.geometry().bottom()) for w in shown]
    assert all(lower[0] > upper[1] for upper, lower in pairwise(edges))


WORDS = (
    "产品部刚刚说：蓝莓只剩 84 盒，价格不变，讲完这一句就上第二波；"
    "然后请把换播口播一遍，阿宁下场小满上场，灯光换成暖色，不要停顿，谢谢。"
)


def test_a_long_message_is_told_to_its_last_word(stage: Stage, window: HostWindow, qtbot: Any) -> None:
    window.resize(900, 620)
    run_show(stage.room, 1)
    for text in ("过款", WORDS, WORDS + WORDS):
        stage.room.ask(cmd.SendMessage(text=text))
        qtbot.waitUntil(lambda text=text: window.band.unread is not None and window.band.unread.text == text)
        size, lines = window.band._set()
        assert "".join(lines) == text
        assert len(lines) * size < window.band.height()
    assert window.band.height() < window.height() / 2


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (900, 620)])
def test_a_long_name_is_read_to_its_last_word(
    stage: Stage, window: HostWindow, qtbot: Any, size: tuple[int, int]
) -> None:
    window.resize(*size)
    name = "【限时秒杀】北欧风家用大容量 316L 不锈钢真空保温杯 男女学生便携车载办公泡茶杯 1200ml 双层加厚 终身质保"
    stage.room.open_show([make_entry(1, name=name), make_entry(2, name="杯子")])
    run_show(stage.room, 1)
    qtbot.waitUntil(lambda: window.name.text == name)
    assert window.name.toolTip() == "", "nothing of it is cut"
    small = window.name.font().pixelSize()
    stage.room.ask(cmd.Next())
    qtbot.waitUntil(lambda: window.name.text == "杯子")
    assert window.name.font().pixelSize() > small, "a short one is large again"


def test_without_a_script_the_offer_and_the_points_stand_in_its_place(
    stage: Stage, window: HostWindow, qtbot: Any
) -> None:
    bare = replace(CUP, script="", offer="拍 1 送杯刷；七天无理由", selling_points="一键开盖")
    stage.room.ask(cmd.Edit(entries=(bare,)))
    run_show(stage.room, 1)
    qtbot.waitUntil(lambda: window.script.text == "【机制】\n拍 1 送杯刷\n七天无理由\n\n【卖点】\n一键开盖")
    assert (window.facts.offer.text, window.facts.points.text) == ("", "")
    stage.room.ask(cmd.Edit(entries=(replace(bare, script="有话术了"),)))
    qtbot.waitUntil(lambda: window.script.text == "有话术了")
    assert window.facts.points.text == "一键开盖"


def test_an_entry_with_nothing_to_say_says_so_and_a_break_in_it_is_seen(
    stage: Stage, window: HostWindow, qtbot: Any
) -> None:
    run_show(stage.room, 3)
    qtbot.waitUntil(lambda: window.script.text == "［没有话术］")
    assert not window.facts.isVisible()
    stage.room.ask(cmd.PauseShow())
    qtbot.waitUntil(lambda: window.sold.text == "休息中")
    stage.room.ask(cmd.ResumeShow())
    qtbot.waitUntil(lambda: window.sold.text == "")


def test_a_break_stands_before_how_long_the_stock_lasts(stage: Stage, window: HostWindow, qtbot: Any) -> None:
    run_show(stage.room, 1)
    sell(stage.room, str(CUP.product_id), 200)
    stage.room.clock.advance(minutes=1)
    qtbot.waitUntil(lambda: "售罄" in window.facts.lasts.text)
    stage.room.ask(cmd.PauseShow())
    qtbot.waitUntil(lambda: window.facts.lasts.text == "休息中")
