"""The conversion chart: its lines and their names, what a minute says, and what an event says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.show import commands as cmd
from console.show.sales import Metric, Reading
from tests.builders import read_people, sell
from tests.widgets.charts_room import busy, dock, item, wait  # noqa: F401 - the fixtures
from tests.widgets.dock_room import OFFSCREEN_DIALOGS, Stage, stage  # noqa: F401 - the fixture
from widgets.charts.round_bands import PIN_SIZE
from widgets.charts.rounds import PinKind
from widgets.numbers_board import NumbersBoard
from widgets.numbers_dock import NumbersDock

# ruff: noqa: F811

pytestmark = OFFSCREEN_DIALOGS


def test_the_line_of_the_item_on_air_alone_is_bolder(busy: NumbersBoard, stage: Stage, wait: Any) -> None:
    assert [line.product for line in busy.conversion.lines if line.bold] == [item(7)]
    stage.room.ask(cmd.Next())
    wait(lambda: item(8) in busy.conversion.lines)
    wait(lambda: [line.product for line in busy.conversion.lines if line.bold] == [item(8)])


def test_a_line_keeps_its_colour_while_others_come_and_go(busy: NumbersBoard, stage: Stage, wait: Any) -> None:
    kept = busy.conversion.lines.get(item(7))
    assert kept is not None
    before = busy.conversion.lines.color(kept)
    busy._on_chosen([item(3), item(7)])
    wait(lambda: len(busy.conversion.lines) == 2)
    after = busy.conversion.lines.get(item(7))
    assert after is not None
    assert busy.conversion.lines.color(after) == before


def test_only_the_line_whose_figures_moved_is_drawn_again(busy: NumbersBoard, stage: Stage, wait: Any) -> None:
    lines = {line.product: line for line in busy.conversion.lines}
    before = {product: id(line.rates) for product, line in lines.items()}
    read_people(stage.room, item(3), 9000, 900)
    wait(lambda: id(lines[item(3)].rates) != before[item(3)])
    same = [product for product in lines if id(lines[product].rates) == before[product]]
    assert sorted(same) == sorted(set(lines) - {item(3)})


def test_items_of_another_basis_are_marked_and_the_caption_says_so(busy: NumbersBoard, stage: Stage, wait: Any) -> None:
    show, at = stage.room.show, stage.room.clock.now()
    stage.room.wait(
        show.intake.readings(
            [Reading(source="other", product_id=item(10), metric=Metric.CLICKS, value=50, cumulative=False, at=at)]
        )
    )
    sell(stage.room, item(10))
    busy._on_chosen([item(7), item(10)])
    wait(lambda: "不可相比" in busy._about.text)
    marked = {entry.key: entry.value for entry in busy.conversion.legend.items()}
    assert marked[item(10)].endswith("次数")
    assert not marked[item(7)].endswith("次数")


def test_the_legend_and_the_funnel_say_how_sure_a_rate_is(busy: NumbersBoard) -> None:
    entry = next(each for each in busy.conversion.legend.items() if each.key == item(7))
    assert re.fullmatch(r"\d+\.\d% ±\d+(\.\d)?", entry.value)
    tip = busy.conversion.tip_of(item(7))
    assert "95% 置信区间" in tip
    assert "点击人数" in tip
    assert "来源 罗盘" in tip
    shares = [step for step in busy.funnel.steps if step.share]
    assert shares
    for step in shares:
        assert "±" in step.share
        assert "Wilson" in step.tip


def test_the_mouse_reads_time_item_value_both_sides_and_source(busy: NumbersBoard, stage: Stage) -> None:
    minute = int(stage.room.clock.now().timestamp() // 60) - 2
    told = busy.conversion.told_at(minute)
    line = busy.conversion.lines.get(item(7))
    assert line is not None
    rate = line.rates[minute - line.minutes.start]
    assert "07 316L" in told
    assert f"{rate.value:.1%}" in told
    assert f"{rate.numerator:,.0f}/{rate.denominator:,.0f} 人" in told
    assert "成交人数、点击人数：罗盘 · 1 分钟前" in told
    assert "19:5" in told or "20:0" in told


def test_what_is_under_the_mouse_is_read_to_its_foot_in_a_small_dock(busy: NumbersBoard, dock: NumbersDock) -> None:
    dock.resize(430, 520)
    plot, box = busy.conversion.plot, busy.conversion._box
    box.show_at("<br>".join(["值"] * 16), 60, QPointF(80, 40), plot.plot_area().toRect())
    assert box.height() > plot.height()
    assert dock.rect().contains(box.geometry())
    busy.compare(True)
    assert box.isHidden()


def test_a_stretch_without_readings_says_when_the_last_came(busy: NumbersBoard, stage: Stage, wait: Any) -> None:
    assert "没有读数" not in busy._about.text
    stage.room.clock.advance(hours=2)
    wait(lambda: "这段时间没有读数，最近一次在 " in busy._about.text)


def test_the_axis_is_not_stretched_by_a_rate_of_few_clicks(busy: NumbersBoard) -> None:
    lines = busy.conversion.lines
    for line in lines:
        line.certain, line.highest = 0.2, 0.25
    next(iter(lines)).highest = 1.0
    assert lines.highest == 0.4
    for line in lines:
        line.certain = 0.0
    assert lines.highest == 1.0


def test_a_line_is_hidden_by_its_name_and_shown_again(busy: NumbersBoard) -> None:
    line = busy.conversion.lines.get(item(3))
    assert line is not None
    busy.conversion.legend.clicked.emit(item(3))
    assert line.hidden
    assert not line.curve.isVisible()
    busy.conversion.legend.clicked.emit(item(3))
    assert line.curve.isVisible()


def test_a_price_changed_on_air_is_pinned(busy: NumbersBoard, stage: Stage, wait: Any) -> None:
    entry = stage.room.show.state.on_air
    assert entry is not None
    stage.room.ask(cmd.Edit(entries=(replace(entry, live_price=6990, planned=timedelta(minutes=9)),)))
    wait(lambda: any(pin.kind.value == "price" for pin in busy.conversion._pins))


def test_a_price_says_what_conversion_did_around_it(busy: NumbersBoard, stage: Stage, wait: Any) -> None:
    room, entry = stage.room, stage.room.show.state.on_air
    assert entry is not None
    room.ask(cmd.Edit(entries=(replace(entry, live_price=6990),)))
    clickers, buyers = (
        room.show.counters.total(metric, item(7)) or 0 for metric in (Metric.CLICK_USERS, Metric.BUYERS)
    )
    for minute in range(1, 5):
        room.clock.advance(minutes=1)
        read_people(room, item(7), clickers + 100 * minute, buyers + 60 * minute)
    room.clock.advance(minutes=1)
    wait(lambda: any(pin.kind is PinKind.PRICE for pin in busy.conversion._pins))
    wait(lambda: busy.conversion.words.now == room.clock.now())
    told = busy.conversion.words.pins([pin for pin in busy.conversion._pins if pin.kind is PinKind.PRICE])
    assert "直播价 79 → 69.9" in told
    assert "→ 后 4 分钟 60.0%（240/400 人），升了，不是偶然（99%）" in told


def test_a_name_carries_the_number_its_line_ends_in(busy: NumbersBoard) -> None:
    names = {entry.key: entry.name for entry in busy.conversion.legend.items()}
    assert names[item(7)].startswith("07 316L")
    assert names[item(3)].startswith("03 ")


def test_items_without_a_value_at_a_minute_are_counted_and_not_listed(busy: NumbersBoard, stage: Stage) -> None:
    minute = int(stage.room.clock.now().timestamp() // 60) - 2
    busy._on_chosen([item(7), item(18), item(19)])
    span = busy.conversion._span
    assert span is not None
    busy.conversion.refresh(span, stage.room.clock.now())
    told = busy.conversion.told_at(minute)
    assert "07 316L" in told
    assert "18 " not in told.split("<table")[1]
    assert "另有 2 款这时没有点击" in told


def test_the_keyboard_reads_minutes_and_events(busy: NumbersBoard, dock: NumbersDock, stage: Stage, qtbot: Any) -> None:
    chart = busy.conversion
    plot, box = chart.plot, chart._box
    read: list[float] = []
    plot.hovered.connect(lambda seconds, _value, _at: read.append(seconds))
    dock.activateWindow()
    plot.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: bool(read), timeout=5000)
    last = plot.minutes()[-1] * 60 + 30
    assert (read[-1], box.isVisible()) == (last, True)
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert read[-1] == last - 60
    qtbot.keyClick(plot, Qt.Key.Key_Home)
    assert read[-1] == plot.minutes()[0] * 60 + 30
    stage.room.ask(cmd.AddNote(text="镜头近一点"))
    qtbot.waitUntil(lambda: bool(chart._pins), timeout=5000)
    dock.grab()  # the events have their places once they are drawn
    places = chart._events.places
    assert len(places) == 1
    qtbot.keyClick(plot, Qt.Key.Key_End)
    qtbot.keyClick(plot, Qt.Key.Key_Down)
    assert box.text() == chart.words.pins(places[-1].pins)
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert box.isHidden()


def test_what_the_mouse_reads_elsewhere_takes_the_place_of_what_was_read(busy: NumbersBoard) -> None:
    for chart in (busy.conversion, busy.gmv):
        chart._box.show_at("值", 60, QPointF(80, 40), chart.plot.plot_area().toRect())
    assert (busy.conversion._box.isHidden(), busy.gmv._box.isHidden()) == (True, False)


def test_pins_lie_under_the_lines_in_a_low_chart_too(busy: NumbersBoard, dock: NumbersDock, wait: Any) -> None:
    plot = busy.conversion.plot
    box = plot.getPlotItem().getViewBox()

    def room_below() -> float:
        return plot.plot_area().bottom() - plot.mapFromScene(box.mapViewToScene(QPointF(plot.span[0], 0))).y()

    for height in (1000, 520):
        dock.resize(430, height)
        wait(lambda: room_below() >= PIN_SIZE)


def test_what_is_under_the_mouse_stays_over_its_own_panel(busy: NumbersBoard, dock: NumbersDock, qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    beside = QWidget()
    beside.setFixedWidth(400)
    row.addWidget(beside)
    dock.setParent(None)
    row.addWidget(dock)
    window.resize(880, 700)
    window.show()
    dock.show()
    plot, box = busy.conversion.plot, busy.conversion._box
    seen = []
    for x in (60, plot.width() // 2, plot.width() - 60):
        box.show_at("<br>".join(["一行很长很长的话" * 3] * 8), x, QPointF(x, 40), plot.plot_area().toRect())
        seen.append((box.geometry(), QRect(window.rect())))
    dock.setParent(None)  # the window goes first
    for place, inside in seen:
        assert place.left() > beside.geometry().right()
        assert inside.contains(place)


def test_over_a_whole_show_the_doubt_behind_the_line_on_air_is_that_of_its_last_half_hour(
    busy: NumbersBoard, dock: NumbersDock, wait: Any
) -> None:
    band = busy.conversion._doubt
    dock.set_whole(True)
    wait(lambda: busy.conversion._span is not None and len(busy.conversion._span.minutes) > 32)
    assert len(band._x) == len(band._low) == len(band._high) == 31
    assert band._x[-1] == busy.conversion.plot.minutes()[-1] * 60 + 30
