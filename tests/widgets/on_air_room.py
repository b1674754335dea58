"""An on-air dock as large as on a notebook and on a desk, what may happen in it, and what of it is cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget

from console import advising
from console.listeners import Notice
from console.settings import Settings
from console.show import commands as cmd
from console.show import events as ev
from console.show.advice import Code, Reason, Suggestion
from console.show.plan import Cue, CueKind, Entry, EntryId, Role
from tests.builders import BUSY_INFO, make_entry, make_room, make_segment, run_show, sell
from tests.widgets.dock_room import FakeVenue
from tests.widgets.dock_room import Stage as DockStage
from tests.widgets.fits import misfits
from widgets.application import application
from widgets.bridge import Bridge
from widgets.context import Context
from widgets.dock_frame import DockFrame
from widgets.keyed_button import KeyedButton
from widgets.labels import Line, Paragraph
from widgets.on_air_dock import OnAirDock
from widgets.on_air_item import Figure
from widgets.style import style_sheet
from widgets.suggestion_line import SuggestionButton
from widgets.theme import Theme, font
from widgets.translation import install

# of the dock with its title, as the program lays it out with the practice band above
NOTEBOOK, DESK = QSize(336, 524), QSize(463, 752)
WITH_BAR = QSize(336, 491)  # on a notebook where the system keeps a bar
ROOMS = pytest.mark.parametrize(
    ("lang", "size"),
    [
        pytest.param(lang, size, id=f"{lang}-{name}")
        for lang in ("zh_CN", "en")
        for name, size in (("notebook", NOTEBOOK), ("notebook_with_bar", WITH_BAR), ("desk", DESK))
    ],
)
LONG_REASONS = (
    Reason(code=Code.CONVERTS_WELL, points=2.0, data={"cvr": 0.1674, "clicks": 1234}),
    Reason(code=Code.EARNS_WELL, points=1.0, data={"yuan": 12429.0}),
    Reason(code=Code.SELLS_OUT_SOON, points=-0.7, data={"minutes": 12.0}),
)
NAMES = {
    "zh_CN": ("316L 保温杯 大容量", "新疆灰枣", "整点福袋"),
    "en": ("316L Vacuum Bottle", "Xinjiang Grey Dates", "Draw"),
}


def the_entries(lang: str) -> tuple[Entry, ...]:
    """An evening whose own words fit: what is left to cut is the program's."""
    bottle, dates, draw = NAMES[lang]
    scene = "商品特写" if lang == "zh_CN" else "Product close-up"
    first = make_entry(
        1,
        name=bottle,
        role=Role.SECONDARY,
        live_price=7900,
        list_price=15900,
        coupon="129-10",
        offer="1+1",
        selling_points="24 h",
        stock=12_600,
        first_release=160,
        planned=timedelta(minutes=9),
        scene=scene,
        host="阿宁",
    )
    return (
        first,
        make_entry(2, name=dates, stock=600, scene=scene),
        make_segment(3, draw),
        make_entry(4, name="X", role=Role.HERO),
    )


@dataclass
class Board(DockStage):
    """A stage with the dock on it, in its frame."""

    dock: OnAirDock
    frame: DockFrame
    qtbot: Any

    @property
    def lang(self) -> str:
        return self.room.console.settings.lang

    def settle(self) -> None:
        """What was told has been drawn and laid out."""
        self.room.settle()
        self.dock._refresh()
        self.dock.suggestion.refresh()
        for _ in range(4):  # a paragraph's height follows from its width, and the column's from that
            QApplication.sendPostedEvents()
            QApplication.processEvents()


@pytest.fixture
def board(qtbot: Any, tmp_path: Path, lang: str, size: QSize) -> Iterator[Board]:
    install(application(), lang)
    bridge = Bridge()
    settings = Settings(lang=lang)
    pump = lambda until: qtbot.waitUntil(until, timeout=5000)  # noqa: E731
    room = make_room(tmp_path / "workspace", bridge.post, pump, settings=settings)
    venue = FakeVenue()
    context = Context(room.console, Theme("dark"), venue)  # type: ignore[arg-type]
    notices: list[Notice] = []
    room.console.listeners.subscribe(Notice, notices.append)
    room.open_show(the_entries(lang), info=BUSY_INFO)
    window = QWidget()
    window.setStyleSheet(style_sheet(context.theme))
    qtbot.addWidget(window)
    dock = OnAirDock(context)
    frame = DockFrame(context.theme, "on_air", dock.windowTitle(), dock, window)
    frame.resize(size)
    window.resize(size)
    window.show()
    qtbot.waitExposed(window)
    yield Board(room, venue, context, notices, dock, frame, qtbot)
    dock.release()
    room.close()
    install(application(), "zh_CN")  # the next test stands on the source language


# -- what may happen in a show ----------------------------------------------------------------------------------------


def on_air(board: Board) -> None:
    run_show(board.room, 1)


def everything_late(board: Board) -> None:
    on_air(board)
    board.room.clock.advance(minutes=14, seconds=44)


def everything_ticked(board: Board) -> None:
    on_air(board)
    board.room.clock.advance(seconds=14)
    for code in board.room.show.state.on_air.checklist:
        board.room.ask(cmd.TickAction(action=code))


def a_break(board: Board) -> None:
    on_air(board)
    board.room.ask(cmd.PauseShow())
    board.room.clock.advance(minutes=12, seconds=34)


def a_rehearsal(board: Board) -> None:
    board.room.ask(cmd.Rehearse())


def a_hold(board: Board) -> None:
    on_air(board)
    board.room.ask(cmd.HoldBack(product_id=the_product(board), quantity=1600))
    board.room.clock.advance(minutes=12, seconds=13)


def a_hold_for_something(board: Board) -> None:
    on_air(board)
    board.room.ask(cmd.HoldBack(product_id=the_product(board), quantity=160, until="1,500"))
    board.room.clock.advance(seconds=133)


def a_wave_running_out(board: Board) -> None:
    on_air(board)
    board.room.clock.advance(minutes=2)
    sell(board.room, the_product(board), 150)


def large_numbers(board: Board) -> None:
    on_air(board)
    board.room.ask(cmd.Edit(entries=(replace(the_entries(board.lang)[0], first_release=160, stock=99_999),)))
    board.room.ask(cmd.Release(product_id=the_product(board), quantity=12_345))
    board.room.clock.advance(hours=1)


def oversold(board: Board) -> None:
    on_air(board)
    sell(board.room, the_product(board), 1_163)


def all_released(board: Board) -> None:
    on_air(board)
    board.room.ask(cmd.Release(product_id=the_product(board), quantity=12_600 - 160))


def a_segment(board: Board) -> None:
    run_show(board.room, 3)


def the_last_entry(board: Board) -> None:
    run_show(board.room, 4)


def obs_is_waited_for(board: Board) -> None:
    on_air(board)
    assert not board.dock.running.cue.retry.isVisible()


def obs_is_away(board: Board) -> None:
    on_air(board)
    board.room.ask(cmd.RecordCue(cause=board.room.show.state.seq, entry_id=EntryId("e1"), state="not_connected"))


def obs_did_it(board: Board) -> None:
    on_air(board)
    board.room.ask(cmd.RecordCue(cause=board.room.show.state.seq, entry_id=EntryId("e1"), state="done", ms=118.3))


def obs_failed(board: Board) -> None:
    on_air(board)
    problem = ev.CueProblem(cue=Cue(kind=CueKind.SCENE, target="Close-up"), code="missing_scene", detail="600")
    cause = board.room.show.state.seq
    board.room.ask(cmd.RecordCue(cause=cause, entry_id=EntryId("e1"), state="failed", ms=8.3, problems=(problem,)))


def a_message_unread(board: Board) -> None:
    on_air(board)
    board.dock.send_quick(3)
    board.room.settle()
    board.room.clock.advance(minutes=10)


def a_message_read(board: Board) -> None:
    on_air(board)
    board.dock.send_quick(4)
    board.room.settle()
    board.room.clock.advance(seconds=90)
    message = board.room.show.state.message
    assert message is not None
    board.room.ask(cmd.ReadMessage(of=message.seq))


def a_suggestion(board: Board) -> None:
    on_air(board)
    board.qtbot.waitUntil(lambda: board.dock.suggestion.suggestion is not None, timeout=5000)


def a_planned_show(board: Board) -> None:
    pass


def a_show_that_is_over(board: Board) -> None:
    on_air(board)
    board.room.clock.advance(hours=2)
    board.room.ask(cmd.EndShow())


def everything_at_once(board: Board) -> None:
    obs_is_away(board)
    board.dock.send_quick(3)
    board.room.settle()
    sell(board.room, the_product(board), 1_163)
    board.room.ask(cmd.HoldBack(product_id=the_product(board), quantity=160))
    board.room.clock.advance(minutes=11)
    board.room.ask(cmd.PauseShow())
    board.room.clock.advance(minutes=11)


HAPPENINGS = (
    on_air,
    everything_late,
    everything_ticked,
    a_break,
    a_rehearsal,
    a_hold,
    a_hold_for_something,
    a_wave_running_out,
    large_numbers,
    oversold,
    all_released,
    a_segment,
    the_last_entry,
    obs_is_waited_for,
    obs_is_away,
    obs_did_it,
    obs_failed,
    a_message_unread,
    a_message_read,
    a_suggestion,
    a_planned_show,
    a_show_that_is_over,
    everything_at_once,
)


def the_product(board: Board) -> Any:
    return the_entries(board.lang)[0].product_id


@pytest.fixture
def long_reasons(monkeypatch: pytest.MonkeyPatch) -> None:
    """The longest a suggestion says, wherever one could be made."""

    def instead(show: Any, *_: Any) -> Suggestion | None:
        return (
            Suggestion(entry_id=EntryId("e4"), name="X", score=3.0, returns=False, reasons=LONG_REASONS)
            if advising.suggestions(show, show.clock.now())
            else None
        )

    monkeypatch.setattr(advising, "instead", instead)


# -- what is looked at ------------------------------------------------------------------------------------------------


def cut(frame: QWidget) -> list[str]:
    """Whatever of the dock does not stand there whole, as sentences."""
    found = misfits(frame, screen=QSize(1920, 1080))
    for widget in frame.findChildren(QWidget):
        if not widget.isVisible() or not widget.height():
            continue
        said = words_of(widget)
        if said and widget.visibleRegion().boundingRect() != widget.rect():
            found.append(f"{type(widget).__name__} “{said}” is not wholly in sight")
        if said and not whole(widget):
            found.append(f"{type(widget).__name__} “{said}” is wider than its {widget.width()} px")
    return found


def words_of(widget: QWidget) -> str:
    match widget:
        case KeyedButton():
            return widget.text()
        case Line() | Paragraph() | Figure():
            return widget.text
        case _:
            return ""


def whole(widget: QWidget) -> bool:
    match widget:
        case SuggestionButton():
            return not widget.cut and widget.said_whole
        case KeyedButton():
            return not widget.cut
        case Line():
            metrics = QFontMetrics(widget.font())
            return any(
                metrics.horizontalAdvance(words) <= widget.width() for words in (widget.text, widget._short) if words
            )
        case Paragraph():
            return not widget._cut(widget.width())
        case Figure():
            return QFontMetrics(font(20, bold=True, figures=True)).horizontalAdvance(widget.text) <= widget.width()
        case _:
            return True


def places(dock: OnAirDock) -> dict[str, tuple[int, int]]:
    """Where what is pressed in a hurry stands."""
    page = dock.running
    pressed: list[QWidget] = [*page.messages.buttons, page.messages.edit, page.release.small, dock.foot.button]
    corners = [(widget, widget.mapTo(dock, widget.rect().topLeft())) for widget in pressed]
    return {words_of(widget) or type(widget).__name__: (corner.x(), corner.y()) for widget, corner in corners}
