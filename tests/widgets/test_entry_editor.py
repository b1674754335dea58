"""The editor of one entry: what it reads, what it saves, and that it takes back nobody else's change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
from shiboken6 import isValid

from console.show import commands as cmd
from console.show.plan import Entry, EntryId, Role
from tests.builders import make_entry, run_show
from tests.widgets.dock_room import SCENES, Stage, jpeg, stage  # noqa: F401 - the fixture
from widgets.entry_editor import EntryEditor

# ruff: noqa: F811

Open = Callable[..., EntryEditor]


@pytest.fixture
def opened(stage: Stage) -> Iterator[Open]:
    made: list[EntryEditor] = []

    def open_(*entries: Entry, which: str = "e1") -> EntryEditor:
        if entries:
            stage.room.open_show(entries)
        editor = EntryEditor(stage.context, EntryId(which), SCENES)
        made.append(editor)
        editor.show()
        return editor

    yield open_
    for editor in made:
        if isValid(editor):
            editor.reject()


def entry(stage: Stage, entry_id: str = "e1") -> Entry:
    return stage.room.show.state.plan.entries[EntryId(entry_id)]


def write(editor: EntryEditor, **held: str) -> None:
    for name, text in held.items():
        if name in editor._lines:
            editor._lines[name][0].setText(text)
        else:
            editor._pages[name].setPlainText(text)


def save(editor: EntryEditor, stage: Stage, qtbot: Any) -> None:
    with qtbot.waitSignal(editor.accepted):
        editor.save_button.click()
    stage.room.settle()


def test_opened_and_saved_untouched_nothing_happens(stage: Stage, opened: Open, qtbot: Any) -> None:
    editor = opened(make_entry(1, script="话术\n第二行", hard_start=time(20, 0), cost=500, actions=("coupon", "拍照")))
    seq = stage.room.show.state.seq
    save(editor, stage, qtbot)
    assert stage.room.show.state.seq == seq


def test_every_field_is_read_as_people_write_it(stage: Stage, opened: Open, qtbot: Any) -> None:
    editor = opened(make_entry(1))
    write(
        editor,
        name="保温杯",
        live_price="¥79",
        list_price="1,299.00",
        cost="30元",
        stock="1万",
        first_release="300",
        planned="90秒",
        hard_start="20:00",
        host="阿宁",
        offer="拍 1 送 1",
        selling_points="一\n二",
        script="家人们",
        note="小心",
    )
    editor.role.setCurrentIndex(list(Role).index(Role.HERO))
    editor.scene.setCurrentText("商品特写")
    save(editor, stage, qtbot)
    assert entry(stage) == replace(
        make_entry(1),
        name="保温杯",
        live_price=7900,
        list_price=129900,
        cost=3000,
        stock=10_000,
        first_release=300,
        planned=timedelta(seconds=90),
        hard_start=time(20, 0),
        host="阿宁",
        offer="拍 1 送 1",
        selling_points="一\n二",
        script="家人们",
        note="小心",
        role=Role.HERO,
        scene="商品特写",
    )
    stage.room.ask(cmd.Undo())
    assert entry(stage) == make_entry(1)


def test_what_cannot_be_read_is_marked_told_and_not_saved(stage: Stage, opened: Open) -> None:
    editor = opened(make_entry(1))
    write(editor, name="别的", live_price="便宜")
    editor.save_button.click()
    assert editor.isVisible()
    assert editor._lines["live_price"][0].property("wrong") is True
    assert "直播价" in editor.wrong.text()
    assert "59.9" in editor.wrong.text()
    assert entry(stage) == make_entry(1)


def test_what_the_desk_refuses_is_told_beside_the_button(stage: Stage, opened: Open, qtbot: Any) -> None:
    editor = opened(make_entry(1, stock=100))
    write(editor, first_release="200")
    editor.save_button.click()
    qtbot.waitUntil(lambda: bool(editor.wrong.text()))
    assert editor.isVisible()
    assert editor.save_button.isEnabled()


def test_a_change_somebody_made_in_another_field_stays(stage: Stage, opened: Open, qtbot: Any) -> None:
    editor = opened(make_entry(1))
    stage.room.ask(cmd.Edit(entries=(replace(make_entry(1), live_price=100),)))
    write(editor, note="新的备注")
    save(editor, stage, qtbot)
    assert entry(stage).live_price == 100
    assert entry(stage).note == "新的备注"


def test_the_stock_of_an_item_is_changed_in_all_its_rows(stage: Stage, opened: Open, qtbot: Any) -> None:
    editor = opened(make_entry(1), make_entry(2, product_id=make_entry(1).product_id))
    write(editor, stock="77")
    save(editor, stage, qtbot)
    assert [entry(stage, one).stock for one in ("e1", "e2")] == [77, 77]


def test_actions_are_the_usual_ones_or_chosen_ones_with_own_words(stage: Stage, opened: Open, qtbot: Any) -> None:
    editor = opened(make_entry(1))
    assert not editor.actions_["coupon"].isEnabled()
    editor.usual.setChecked(False)
    editor.actions_["coupon"].setChecked(True)
    editor.actions_["open_price"].setChecked(False)
    editor.own_actions.setText("拍照，发群")
    save(editor, stage, qtbot)
    assert entry(stage).actions == ("show_card", "add_stock", "coupon", "拍照", "发群")


def test_what_was_aired_keeps_its_product(stage: Stage, opened: Open) -> None:
    stage.room.open_show((make_entry(1), make_entry(2)))
    run_show(stage.room, 1)
    assert opened()._lines["product_id"][0].isReadOnly()
    assert not opened(which="e2")._lines["product_id"][0].isReadOnly()


def test_an_entry_removed_meanwhile_cannot_be_saved(stage: Stage, opened: Open) -> None:
    editor = opened(make_entry(1), make_entry(2))
    stage.room.ask(cmd.Remove(entry_ids=(EntryId("e1"),)))
    assert not editor.save_button.isEnabled()
    assert "已经从排品里删除" in editor.wrong.text()


def test_a_picture_is_copied_into_the_workspace(stage: Stage, opened: Open, tmp_path: Path, qtbot: Any) -> None:
    picture = tmp_path / "杯.JPG"
    picture.write_bytes(jpeg())
    editor = opened(make_entry(1))
    editor.take_picture(picture)
    save(editor, stage, qtbot)
    kept = entry(stage).picture
    assert (stage.room.console.workspace.root / kept).read_bytes() == picture.read_bytes()


def test_waves_are_written_as_in_the_sheet_and_nonsense_is_pointed_at(stage: Stage, opened: Open, qtbot: Any) -> None:
    editor = opened(make_entry(1))
    write(editor, waves="30 whenever")
    editor.save_button.click()
    assert editor._lines["waves"][0].property("wrong")
    write(editor, waves="30 售罄; 50 手动")
    save(editor, stage, qtbot)
    assert [(wave.quantity, wave.by_itself) for wave in entry(stage).waves] == [(30, True), (50, False)]
