"""The suggestion in the on-air dock: when it speaks, what it offers, and that it never acts by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from console import advising
from console.show import commands as cmd
from console.show.plan import ProductId, Role
from console.sold_out import Way
from tests.builders import make_entry, many_entries, run_show, sell
from tests.widgets.dock_room import Stage, stage  # noqa: F401 - the fixture
from widgets.keys import KeyMap
from widgets.on_air_dock import OnAirDock
from widgets.suggestion_line import SuggestionLine

# ruff: noqa: F811
# what Qt's offscreen platform says of every menu that pops up
pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")

FIRST = make_entry(1, name="洗衣凝珠", role=Role.TRAFFIC)
PAIR = make_entry(2, name="厨房湿巾", role=Role.TRAFFIC)  # two traffic items in a row: the rule speaks against it
HERO = make_entry(3, name="保温杯", role=Role.HERO)
LAST = make_entry(4, name="灰枣", role=Role.SECONDARY)


@pytest.fixture
def dock(stage: Stage, qtbot: Any) -> Iterator[OnAirDock]:
    stage.room.open_show([FIRST, PAIR, HERO, LAST])
    made = OnAirDock(stage.context)
    qtbot.addWidget(made)
    made.resize(470, 780)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.release()


def speaking(dock: OnAirDock) -> SuggestionLine:
    dock.suggestion.refresh()
    assert dock.suggestion.isVisible()
    return dock.suggestion


def choose(line: SuggestionLine, which: int) -> None:
    line.open_menu()
    assert line.menu is not None
    choices(line)[which].trigger()


def choices(line: SuggestionLine) -> list[QAction]:
    """What can be done about it; the reasons above can only be read."""
    assert line.menu is not None
    return [action for action in line.menu.actions() if action.isEnabled() and not action.isSeparator()]


def test_it_is_hidden_before_the_show(stage: Stage, dock: OnAirDock) -> None:
    dock.suggestion.refresh()
    assert not dock.suggestion.isVisible()
    dock.open_suggestion()
    assert stage.told() == ["on_air.no_suggestion"]


def test_it_speaks_after_a_take_with_the_number_the_name_and_the_reasons(
    stage: Stage, dock: OnAirDock, qtbot: Any
) -> None:
    run_show(stage.room, 1)
    qtbot.waitUntil(dock.suggestion.isVisible, timeout=5000)
    found = dock.suggestion.suggestion
    assert found is not None
    assert found.entry_id == HERO.entry_id
    button = dock.suggestion.button
    assert button.text() == "建议改上 03 保温杯"
    assert button.said == advising.why("zh_CN", found)
    assert button.accessibleName().startswith("建议改上 03 保温杯")
    assert "＋ 还没讲过" in dock.suggestion.button.toolTip()
    assert stage.room.show.state.on_air == FIRST
    assert stage.room.show.state.next_entry() == PAIR


def test_it_is_silent_when_the_run_order_is_as_good(stage: Stage, dock: OnAirDock) -> None:
    run_show(stage.room, 2)
    dock.suggestion.refresh()
    assert dock.suggestion.suggestion is None
    assert not dock.suggestion.isVisible()


def test_put_next_moves_the_row_before_the_next_and_the_line_goes(stage: Stage, dock: OnAirDock, qtbot: Any) -> None:
    run_show(stage.room, 1)
    choose(speaking(dock), 1)
    stage.room.settle()
    state = stage.room.show.state
    assert state.next_entry() == HERO
    assert state.on_air == FIRST
    qtbot.waitUntil(lambda: not dock.suggestion.isVisible(), timeout=5000)
    stage.room.ask(cmd.Undo())
    assert stage.room.show.state.next_entry() == PAIR


def test_in_a_locked_run_order_nothing_is_put_next_and_that_is_said(stage: Stage, dock: OnAirDock) -> None:
    run_show(stage.room, 1)
    dock.set_locked(True)
    line = speaking(dock)
    choose(line, 1)
    assert choices(line)[1].text() == "排到下一个（排品已锁定）"
    stage.room.settle()
    assert stage.room.show.state.next_entry() == PAIR
    assert stage.told() == ["plan_locked"]
    assert stage.notices[0].data == {"key": KeyMap({}).shown("lock_plan")}
    stage.room.clock.advance(seconds=30)
    choose(line, 0)
    stage.room.settle()
    assert stage.room.show.state.on_air == HERO  # what is on air is no matter of the lock


def test_every_reason_stands_in_the_menu(stage: Stage, dock: OnAirDock) -> None:
    run_show(stage.room, 1)
    line = speaking(dock)
    line.open_menu()
    assert line.menu is not None
    assert line.suggestion is not None
    read = [action.text() for action in line.menu.actions() if not action.isEnabled() and action.text()]
    assert [text[2:] for text in read] == [advising.worded("zh_CN", reason) for reason in line.suggestion.reasons]


def test_go_now_takes_it(stage: Stage, dock: OnAirDock) -> None:
    run_show(stage.room, 1)
    stage.room.clock.advance(seconds=30)
    choose(speaking(dock), 0)
    stage.room.settle()
    assert stage.room.show.state.on_air == HERO


def test_what_was_declined_is_not_said_again_in_this_round_but_in_the_next(stage: Stage, dock: OnAirDock) -> None:
    run_show(stage.room, 1)
    choose(speaking(dock), 2)
    assert not dock.suggestion.isVisible()
    dock.suggestion.refresh()
    assert not dock.suggestion.isVisible()
    stage.room.ask(cmd.Goto(entry_id=LAST.entry_id))
    stage.room.clock.advance(minutes=1)
    stage.room.ask(cmd.Goto(entry_id=FIRST.entry_id))
    speaking(dock)


def test_what_was_on_air_comes_back_as_a_row_of_its_own(stage: Stage, dock: OnAirDock) -> None:
    stage.room.open_show([HERO, PAIR, FIRST])
    run_show(stage.room, 3)
    stage.room.clock.advance(minutes=50)
    line = speaking(dock)
    assert line.suggestion is not None
    assert line.suggestion.returns
    assert line.button.text() == "建议返场 01 保温杯"
    choose(line, 1)
    stage.room.settle()
    state = stage.room.show.state
    coming = state.next_entry()
    assert coming is not None
    assert (coming.name, coming.product_id) == (HERO.name, HERO.product_id)
    assert coming.entry_id != HERO.entry_id
    assert state.plan.order[0] == HERO.entry_id


def test_it_opens_by_enter_and_not_by_space(stage: Stage, dock: OnAirDock, qtbot: Any) -> None:
    run_show(stage.room, 1)
    line = speaking(dock)
    qtbot.keyClick(line.button, Qt.Key.Key_Space)
    assert line.menu is None
    qtbot.keyClick(line.button, Qt.Key.Key_Return)
    assert line.menu is not None
    assert line.menu.isVisible()


def test_a_suggestion_stays_until_something_is_clearly_better(stage: Stage) -> None:
    stage.room.open_show([FIRST, PAIR, HERO, make_entry(5, name="锅", role=Role.HERO), LAST])
    run_show(stage.room, 1)
    show = stage.room.show
    best = advising.instead(show, show.clock.now())
    assert best is not None
    assert best.entry_id == HERO.entry_id
    stays = advising.instead(show, show.clock.now(), held=make_entry(5).entry_id)
    assert stays is not None
    assert stays.name == "锅"


def test_nobody_works_it_out_while_the_dock_is_hidden(stage: Stage, dock: OnAirDock, monkeypatch: Any) -> None:
    stage.room.open_show(many_entries(200))
    run_show(stage.room, 5)
    asked: list[int] = []
    monkeypatch.setattr(advising, "instead", lambda *_: asked.append(1))
    dock.hide()
    dock.suggestion.refresh()
    assert not asked
    dock.show()
    dock.suggestion.refresh()
    assert asked


def test_after_the_show_it_is_silent(stage: Stage, dock: OnAirDock) -> None:
    run_show(stage.room, 1)
    speaking(dock)
    stage.room.clock.advance(minutes=1)
    stage.room.ask(cmd.EndShow())
    dock.suggestion.refresh()
    assert not dock.suggestion.isVisible()
    stage.room.console.close_show()
    assert dock.suggestion.suggestion is None


# -- the item on air is gone ------------------------------------------------------------------------------------------


@pytest.fixture
def gone_dock(stage: Stage, qtbot: Any) -> Iterator[OnAirDock]:
    first = make_entry(1, name="保温杯", role=Role.HERO, stock=60, first_release=20)
    plain = make_entry(2, name="厨房湿巾", role=Role.SECONDARY)
    empty = make_entry(3, name="空气炸锅", role=Role.HERO, stock=0)
    stands_in = make_entry(4, name="破壁机", role=Role.HERO, stock=80)
    stage.room.open_show([first, plain, empty, stands_in])
    made = OnAirDock(stage.context)
    qtbot.addWidget(made)
    made.resize(470, 780)
    made.show()
    qtbot.waitExposed(made)
    run_show(stage.room, 1)
    yield made
    made.release()


def sell_out(stage: Stage, dock: OnAirDock, pieces: int = 20) -> SuggestionLine:
    sell(stage.room, FIRST_PRODUCT, pieces)
    return speaking(dock)


FIRST_PRODUCT = str(make_entry(1).product_id)


def test_at_zero_more_of_it_comes_first_then_one_of_its_role_then_the_next(gone_dock: OnAirDock, stage: Stage) -> None:
    line = sell_out(stage, gone_dock)
    assert [one.way for one in line.offered] == [Way.REFILL, Way.REPLACE, Way.TAKE]
    assert line.button.text() == "已售罄：补放 20 件"
    assert line.button.key == KeyMap({}).shown("accept")
    assert line.button.look == "late_row"
    line.open_menu()
    assert [action.text() for action in choices(line)] == [
        "补放 20 件",
        "换上 04 破壁机",
        "过款到 02 厨房湿巾",
        "这一波不再提",
    ], "what has no stock stands in for nothing"
    assert line.menu is not None
    assert any(
        "从未" in action.text() or "＋" in action.text() or "－" in action.text() for action in line.menu.actions()
    )


def test_one_key_does_the_first_and_nothing_happens_by_itself(gone_dock: OnAirDock, stage: Stage, qtbot: Any) -> None:
    before = stage.room.show.state.seq
    line = sell_out(stage, gone_dock)
    assert stage.room.show.state.seq == before, "nothing is done by itself"
    gone_dock.accept_suggestion()
    qtbot.waitUntil(lambda: stage.room.show.balance(FIRST_PRODUCT).released == 40)
    line.refresh()
    assert line.offered == ()
    assert line.button.look == "quiet"


def test_with_nothing_left_to_release_the_key_puts_on_the_replacement(
    gone_dock: OnAirDock, stage: Stage, qtbot: Any
) -> None:
    stage.room.ask(cmd.Release(product_id=ProductId(FIRST_PRODUCT), quantity=40))
    line = sell_out(stage, gone_dock, 60)
    assert [one.way for one in line.offered] == [Way.REPLACE, Way.TAKE]
    assert line.button.text() == "已售罄：换上 04 破壁机"
    assert line.button.said.startswith("同角色、有货")
    gone_dock.accept_suggestion()
    qtbot.waitUntil(lambda: stage.room.show.state.on_air.entry_id == "e4")


def test_what_is_not_wanted_is_not_offered_again_in_the_wave(gone_dock: OnAirDock, stage: Stage) -> None:
    line = sell_out(stage, gone_dock)
    choose(line, -1)
    assert line.offered == ()
    stage.room.ask(cmd.Release(product_id=ProductId(FIRST_PRODUCT), quantity=20))
    assert sell_out(stage, gone_dock).offered, "another wave"


def test_the_key_says_what_could_come_next_while_the_item_is_on_sale(gone_dock: OnAirDock, stage: Stage) -> None:
    gone_dock.accept_suggestion()
    assert stage.room.show.state.on_air.entry_id == "e1"
    assert stage.told()[-1:] == ["on_air.no_suggestion"] or gone_dock.suggestion.menu is not None
