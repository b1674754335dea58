"""Cues at three levels: what they come to, what OBS does not have, and one edit for what changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from shiboken6 import isValid

from console.obs.status import ObsStatus
from console.show import commands as cmd
from console.show.plan import Cue, CueKind, CueSheet, Role
from console.venue import ObsChanged
from tests.builders import make_entry, make_plan, make_segment, run_show
from tests.widgets.dock_room import CONNECTED, OFFSCREEN_DIALOGS, Stage, stage  # noqa: F401 - the fixture
from widgets.cues_dialog import CuesDialog, the_cues_dialog
from widgets.cues_draft import Doubt, Draft, Moment, doubt

# ruff: noqa: F811
pytestmark = OFFSCREEN_DIALOGS

CUP = make_entry(1, name="保温杯", role=Role.HERO, live_price=7900, stock=84)
DATES = make_entry(2, name="灰枣")
SCENE = Cue(kind=CueKind.SCENE, target="主播近景")
PRICE = Cue(kind=CueKind.TEXT, target="价格", value="到手 {live_price} 剩 {stock}")


@pytest.fixture
def dialog(stage: Stage) -> Iterator[CuesDialog]:
    stage.room.open_show([CUP, DATES])
    stage.venue.status = CONNECTED
    made = CuesDialog(stage.context)
    made.show()
    yield made
    if isValid(made):
        made.done(0)


def test_what_is_set_for_the_show_is_asked_in_one_edit(stage: Stage, dialog: CuesDialog, qtbot: Any) -> None:
    before = stage.room.show.state.seq
    take = dialog.lists[Moment.TAKE]
    take.append(SCENE)
    row = take.append(replace(PRICE, value=""))
    row.value.setText("到手 ")
    row.put_in("live_price")
    dialog.choose(Role.HERO)
    dialog.lists[Moment.LEAVE].append(Cue(kind=CueKind.HIDE, target="价签"))
    dialog.save()
    qtbot.waitUntil(lambda: not isValid(dialog))
    plan = stage.room.show.state.plan
    assert stage.room.show.state.seq == before + 1
    assert plan.cues.on_take == (SCENE, replace(PRICE, value="到手 {live_price}"))
    assert plan.role_cues == ((Role.HERO, CueSheet(on_leave=(Cue(kind=CueKind.HIDE, target="价签"),))),)


def test_a_row_without_a_name_is_told_and_what_is_written_stays(stage: Stage, dialog: CuesDialog, qtbot: Any) -> None:
    take = dialog.lists[Moment.TAKE]
    take.append(SCENE)
    row = take.append(Cue(kind=CueKind.TEXT, value="到手 {live_price}"))
    assert row.result.text() == "还没有写名称"
    dialog.save()
    assert dialog.problem.text().startswith("有一个动作还没有写名称")
    assert dialog.focusWidget() is row.target
    assert row.value.text() == "到手 {live_price}"
    assert stage.room.show.state.plan.cues == CueSheet()
    row.gone.click()
    dialog.save()
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert stage.room.show.state.plan.cues.on_take == (SCENE,)


def test_an_entry_overrides_and_takes_away(stage: Stage, dialog: CuesDialog, qtbot: Any) -> None:
    dialog.lists[Moment.TAKE].append(SCENE)
    dialog.lists[Moment.TAKE].append(PRICE)
    dialog.choose(CUP.entry_id)
    assert dialog.subject.currentData() == CUP.entry_id
    assert "保温杯" in dialog.subject.currentText()
    own = dialog.lists[Moment.TAKE].append(replace(PRICE, value=""))
    own.off.setChecked(True)
    dialog.lists[Moment.TAKE].append(Cue(kind=CueKind.SCENE, target="商品特写"))
    text = dialog.outcome.text()
    assert "商品特写" in text
    assert "到手" not in text
    dialog.save()
    qtbot.waitUntil(lambda: not isValid(dialog))
    entry = stage.room.show.state.plan.entries[CUP.entry_id]
    assert entry.cues.on_take == (replace(PRICE, value="", off=True), Cue(kind=CueKind.SCENE, target="商品特写"))


def test_words_are_previewed_for_the_entry_on_air(stage: Stage, qtbot: Any) -> None:
    stage.room.open_show([CUP, DATES])
    run_show(stage.room, 1)
    dialog = CuesDialog(stage.context)
    dialog.show()
    row = dialog.lists[Moment.TAKE].append(PRICE)
    assert row.result.text() == "显示为：到手 79 剩 84"
    assert "到手 79 剩 84" in dialog.outcome.text()
    row.value.setText("{nam}")
    assert "占位符" in row.result.text()
    dialog.done(0)


def test_what_an_entry_has_not_is_previewed_as_it_is_sent(stage: Stage, qtbot: Any) -> None:
    draw = make_segment(3, name="整点福袋")
    stage.room.open_show([CUP, DATES, draw])
    dialog = CuesDialog(stage.context, entry_id=draw.entry_id)
    dialog.show()
    dialog.choose(None)
    row = dialog.lists[Moment.TAKE].append(replace(PRICE, value="{link_no}号 {name}  仅剩 {stock}"))
    assert row.result.text() == "显示为：整点福袋（没有链接号、剩余库存，连同旁边的字不发）"
    assert "「价格」改为「整点福袋」" in dialog.outcome.text()
    row.value.setText("到手 {live_price}")
    assert row.result.text() == "没有直播价：清空这个文字"
    assert "「价格」清空" in dialog.outcome.text()
    dialog.done(0)


def test_the_menu_and_the_entry_editor_draft_in_one_dialog(stage: Stage, qtbot: Any) -> None:
    stage.room.open_show([CUP, DATES])
    first = the_cues_dialog(stage.context)
    first.show()
    first.lists[Moment.TAKE].append(SCENE)
    again = the_cues_dialog(stage.context, entry_id=DATES.entry_id)
    assert again is first
    assert first.level == DATES.entry_id
    first.choose(None)
    assert first.lists[Moment.TAKE].cues() == (SCENE,), "what was drafted is kept"
    first.done(0)
    qtbot.waitUntil(lambda: not isValid(first))
    other = the_cues_dialog(stage.context)
    assert other is not first
    other.done(0)


def test_names_obs_does_not_have_are_marked_only_while_it_is_there(stage: Stage, dialog: CuesDialog) -> None:
    row = dialog.lists[Moment.TAKE].append(Cue(kind=CueKind.SCENE, target="没有的场景"))
    assert "没有这个场景" in row.result.text()
    assert [row.target.itemText(n) for n in range(row.target.count())] == list(CONNECTED.scenes)
    stage.venue.status = ObsStatus()
    stage.room.console.listeners.announce(ObsChanged(stage.venue.status))
    assert row.result.text() == ""
    assert row.target.currentText() == "没有的场景"


@pytest.mark.parametrize(
    ("cue", "found"),
    [
        (SCENE, None),
        (Cue(kind=CueKind.SCENE, target="X"), Doubt.UNKNOWN_SCENE),
        (Cue(kind=CueKind.TEXT, target="X"), Doubt.UNKNOWN_INPUT),
        (Cue(kind=CueKind.TEXT, target="片头"), Doubt.NOT_TEXT),
        (Cue(kind=CueKind.TEXT, target="价格", value="{price}"), Doubt.BAD_TEMPLATE),
        (Cue(kind=CueKind.MEDIA_RESTART, target="片头"), None),
        (Cue(kind=CueKind.SHOW, target="价签", scene="X"), Doubt.UNKNOWN_SCENE),
        (Cue(kind=CueKind.SHOW, target="一个组"), None),
        (Cue(kind=CueKind.CHAPTER), None),
        (Cue(kind=CueKind.HIDE), Doubt.NO_TARGET),
        (Cue(kind=CueKind.SCENE, target="X", off=True), None),
    ],
)
def test_what_is_doubted_of_a_cue(cue: Cue, found: Doubt | None) -> None:
    assert doubt(cue, CONNECTED) is found


def test_an_untouched_draft_asks_nothing_and_one_taken_back_neither() -> None:
    plan = replace(make_plan(CUP), cues=CueSheet(on_take=(SCENE,)))
    draft = Draft(plan)
    assert draft.commands() == ()
    draft.put(CUP.entry_id, Moment.TAKE, (PRICE,))
    assert draft.commands() == (cmd.Edit(entries=(replace(CUP, cues=CueSheet(on_take=(PRICE,))),)),)
    draft.put(CUP.entry_id, Moment.TAKE, ())
    draft.put(Role.HERO, Moment.LEAVE, ())
    assert draft.commands() == ()


def test_a_draft_over_a_changed_plan_keeps_both(stage: Stage, dialog: CuesDialog, qtbot: Any) -> None:
    dialog.choose(CUP.entry_id)
    dialog.lists[Moment.TAKE].append(PRICE)
    stage.room.ask(cmd.Edit(entries=(replace(CUP, live_price=5900),)))
    stage.room.ask(cmd.EditCues(cues=CueSheet(on_take=(SCENE,))))
    dialog.save()
    qtbot.waitUntil(lambda: not isValid(dialog))
    plan = stage.room.show.state.plan
    assert plan.cues.on_take == (SCENE,)
    assert plan.entries[CUP.entry_id].live_price == 5900
    assert plan.entries[CUP.entry_id].cues.on_take == (PRICE,)


def test_a_refused_edit_leaves_the_draft_and_says_why(stage: Stage, dialog: CuesDialog, qtbot: Any) -> None:
    dialog.lists[Moment.TAKE].append(SCENE)
    run_show(stage.room, 1)
    stage.room.ask(cmd.EndShow())
    dialog.save()
    qtbot.waitUntil(lambda: bool(dialog.problem.text()))
    assert dialog.isVisible()
    assert dialog.save_button.isEnabled()
    assert dialog.lists[Moment.TAKE].cues() == (SCENE,)
