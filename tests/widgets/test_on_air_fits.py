"""The on-air dock in both languages, as large as on a notebook and on a desk screen: no word of it is cut, and what is
pressed in a hurry keeps its place, whatever happens in the show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QSize

from console import advising
from console.settings import QUICK_MESSAGES
from console.show import commands as cmd
from console.wording import say
from tests.builders import sell
from tests.widgets.on_air_room import (  # noqa: F401 - the fixtures
    HAPPENINGS,
    LONG_REASONS,
    ROOMS,
    Board,
    a_suggestion,
    board,
    cut,
    long_reasons,
    on_air,
    places,
    the_entries,
    the_product,
    words_of,
)
from tests.widgets.window_room import QUIET, Stage, stage  # noqa: F401 - the fixture
from widgets.keyed_button import KeyedButton

# ruff: noqa: F811

pytestmark = QUIET


# -- the tests --------------------------------------------------------------------------------------------------------


@ROOMS
@pytest.mark.parametrize("happens", HAPPENINGS, ids=lambda happens: happens.__name__)
def test_no_word_is_cut(board: Board, happens: Callable[[Board], None], long_reasons: None) -> None:
    happens(board)
    board.settle()
    assert "\n".join(cut(board.frame)) == ""


@ROOMS
def test_nothing_moves_as_the_show_goes_on(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(advising, "instead", lambda *_: None)
    on_air(board)
    board.settle()
    stood = {name: place for name, place in places(board.dock).items() if not name.startswith(("+", "Take", "过款"))}
    monkeypatch.undo()
    steps: tuple[Callable[[], object], ...] = (
        lambda: board.dock.suggestion.refresh(),
        lambda: board.room.ask(cmd.TickAction(action="show_card")),
        lambda: board.room.clock.advance(minutes=12),
        lambda: board.dock.send_quick(3),
        lambda: sell(board.room, the_product(board), 1_163),
        lambda: board.room.ask(cmd.HoldBack(product_id=the_product(board), quantity=160)),
        lambda: board.room.ask(cmd.PauseShow()),
        lambda: board.room.ask(cmd.ResumeShow()),
        lambda: board.room.ask(cmd.Next()),
    )
    for step in steps:
        step()
        board.settle()
        now = places(board.dock)
        assert {name: now[name] for name in stood} == stood


@ROOMS
def test_what_the_user_wrote_may_be_cut_and_is_whole_in_the_tooltip(board: Board) -> None:
    words = "一句话要多长有多长 however long it may be, "
    long = replace(the_entries(board.lang)[0], name=words * 3, offer=words * 9, scene=words * 3, host=words)
    board.room.ask(cmd.Edit(entries=(long, replace(the_entries(board.lang)[1], name=words * 3))))
    settings = replace(board.room.console.settings, quick_messages=(words * 2,) * QUICK_MESSAGES)
    board.dock.running.messages.show_settings(settings)
    on_air(board)
    board.room.ask(cmd.SendMessage(text=words * 2))
    board.settle()
    page, foot = board.dock.running, board.dock.foot
    theirs = [page.card.name, page.card.offer, foot.name, *page.messages.buttons]
    for widget in theirs:
        tip = widget.whole_tip if isinstance(widget, KeyedButton) else widget.toolTip()
        assert words.strip() in tip
    own = [said for said in cut(board.frame) if words[:9] not in said]
    assert own == []


@ROOMS
def test_a_suggestion_says_the_weightiest_reasons_and_only_whole_ones(board: Board, long_reasons: None) -> None:
    a_suggestion(board)
    board.settle()
    button = board.dock.suggestion.button
    first, second, _ = (advising.worded(board.lang, reason) for reason in LONG_REASONS)
    between = say(board.lang, "advice.between")
    assert button.said in (first, between.join((first, second)))
    assert second in button.toolTip()


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize("screen", [QSize(1366, 768), QSize(1920, 1080)], ids=["notebook", "desk"])
def test_in_the_practice_show_nothing_is_cut_either(stage: Stage, screen: QSize, lang: str) -> None:
    stage.start(practice=True, lang=lang)
    window = stage.program.window
    window.resize(screen)
    stage.wait(stage.has_show)
    frame = window.room.docks["on_air"]
    stage.wait(lambda: window.size() == screen)
    body: Any = frame.body
    stage.wait(lambda: body.running.isVisible() and bool(body.running.figures.stock.text))
    card, foot = body.running.card, body.foot
    theirs = {card.name, card.offer, card.points, card.who, foot.name, foot.scene}  # they have their tooltips
    words = {words_of(each) for each in theirs}

    def fits() -> None:
        assert "\n".join(said for said in cut(frame) if not any(own and own in said for own in words)) == ""

    stage.qtbot.waitUntil(fits, timeout=20_000)
