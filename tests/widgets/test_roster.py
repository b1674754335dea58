"""The roster, the shifts and the change of the host by hand: keyboard alone, in both languages, nothing cut."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMessageBox

from console.files import WorkspaceUnusable
from console.roster import Age, Person, Qualification, Roster
from console.show import commands as cmd
from console.show.hosts import host_at
from console.show.shifts import Duty
from tests.builders import make_entry, make_shift, run_show, twenty_entries
from tests.widgets.dock_room import LANGUAGES, OFFSCREEN_DIALOGS, Stage, lang, stage  # noqa: F401 - fixtures
from tests.widgets.fits import misfits
from widgets.roster_form import EXPIRES, NAME
from widgets.roster_host import HostDialog
from widgets.roster_operator import OperatorDialog
from widgets.roster_shift_row import ShiftRow
from widgets.roster_window import RosterDialog

# ruff: noqa: F811
pytestmark = OFFSCREEN_DIALOGS
CTRL = Qt.KeyboardModifier.ControlModifier
LICENCE = Qualification(name="网络主播证", issuer="市人社局", number="ZB-2026-0192", expires=date(2027, 6, 30))
NING = Person(name="阿宁", nickname="宁宁", duties=(Duty.HOST,), age=Age.ADULT, qualifications=(LICENCE,))
MAN = Person(name="小满", duties=(Duty.HOST, Duty.CO_HOST), age=Age.ADULT, qualifications=(LICENCE,))
ZHOU = Person(name="老周", duties=(Duty.CONTROLLER, Duty.OPERATOR))
ROOM = Roster(people=(NING, MAN, ZHOU))


def opened(dialog: Any, qtbot: Any) -> Any:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.fixture
def window(stage: Stage) -> Iterator[RosterDialog]:
    stage.room.console.roster.keep(ROOM)
    stage.room.open_show(list(twenty_entries()))
    made = RosterDialog(stage.context)
    made.show()
    yield made
    made.people.revert_button.click()  # nothing is asked of a window that nobody is in front of
    made.shifts.revert_button.click()
    made.reject()
    made.deleteLater()


def keys(widget: Any, text: str) -> None:
    """Typed; what no key has comes as from an input method."""
    if text.isascii():
        QTest.keyClicks(widget, text)
    else:
        widget.insert(text)
        widget.textEdited.emit(widget.text())


def press(widget: Any, key: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, how)


# -- the roster ---------------------------------------------------------------------------------------


def test_a_person_is_added_by_keyboard_alone(window: RosterDialog, stage: Stage) -> None:
    page, form = window.people, window.people.form
    press(page.line, Qt.Key.Key_N, CTRL)
    assert window.focusWidget() is form.name
    keys(form.name, "可可")
    press(form.duties[Duty.HOST], Qt.Key.Key_Space)
    lines = form.papers.rows[0]
    keys(lines[NAME], "主播证")
    keys(lines[EXPIRES], "2027年1月31日")
    assert len(form.papers.rows) == 2  # one more is there to be written
    press(form.name, Qt.Key.Key_Return, CTRL)
    added = stage.room.console.roster.roster.find("可可")
    assert added == Person(
        name="可可", duties=(Duty.HOST,), qualifications=(Qualification(name="主播证", expires=date(2027, 1, 31)),)
    )
    assert page.list.count() == 4
    assert "可可" in page.told.text()


def test_people_are_found_by_pinyin_and_walked_through_from_the_search(window: RosterDialog) -> None:
    page = window.people
    keys(page.line, "xm")
    assert [page.list.item(row).text().split("\n")[0] for row in range(page.list.count())] == ["小满"]
    assert page.form.name.text() == "小满"
    press(page.line, Qt.Key.Key_Return)
    assert window.focusWidget() is page.form.name
    page.line.clear()
    page.line.setFocus()
    press(page.line, Qt.Key.Key_Down)
    assert page.form.name.text() == "老周"
    assert window.isVisible()


@pytest.mark.parametrize(
    ("name", "expires", "field", "words"),
    [
        ("", "", "name", "请写名字"),
        ("阿 宁", "", "name", "已经有人"),
        ("13812345678", "", "name", "手机号"),
        ("可可", "31.1.", "expires", "2026-12-31"),
    ],
)
def test_what_cannot_be_kept_is_said_where_it_is_and_stays(
    window: RosterDialog, stage: Stage, name: str, expires: str, field: str, words: str
) -> None:
    form = window.people.form
    window.people.begin_person()
    keys(form.name, name)
    lines = form.papers.rows[0]
    keys(lines[NAME], "证")
    keys(lines[EXPIRES], expires)
    window.people.save()
    assert words in window.people.told.text()
    assert window.focusWidget() is (form.name if field == "name" else lines[EXPIRES])
    assert stage.room.console.roster.roster == ROOM
    assert form.name.text() == name


def test_a_consent_is_asked_for_at_sixteen_alone_and_needs_its_day(window: RosterDialog, stage: Stage) -> None:
    form = window.people.form
    window.people.begin_person()
    keys(form.name, "小鹿")
    assert not form.consented.isVisible()
    form.age.setCurrentIndex(list(Age).index(Age.YOUNG))
    form.age.activated.emit(form.age.currentIndex())
    assert form.consented.isVisible()
    press(form.consented, Qt.Key.Key_Space)
    assert form.consent.text() == "2026-11-11"  # today, in the room
    form.consent.setText("2027-01-01")
    window.people.save()
    assert "不晚于今天" in window.people.told.text()
    form.consent.setText("2026-11-01")
    window.people.save()
    added = stage.room.console.roster.roster.find("小鹿")
    assert added is not None
    assert (added.age, added.consent) == (Age.YOUNG, date(2026, 11, 1))


def test_what_the_disk_does_not_take_is_said_and_the_fields_stay(
    window: RosterDialog, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise WorkspaceUnusable("workspace.full", {"path": "roster.json", "reason": "no space"})

    monkeypatch.setattr("console.roster.replace_file", full)
    window.people.list.setCurrentRow(0)
    keys(window.people.form.nickname, "小")
    window.people.save()
    assert "没有保存成功" in window.people.told.text()
    assert window.people.save_button.isEnabled()
    assert stage.room.console.roster.roster == ROOM


def test_changes_are_not_lost_by_choosing_someone_else(window: RosterDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def stay(box: QMessageBox) -> int:
        asked.append(box.text())
        return 0

    monkeypatch.setattr(QMessageBox, "exec", stay)
    page = window.people
    page.list.setCurrentRow(0)
    keys(page.form.nickname, "!")
    page.list.setCurrentRow(1)
    assert asked
    assert page.form.name.text() == "阿宁"
    assert page.list.currentRow() == 0
    window.reject()
    assert window.isVisible()
    page.revert_button.click()
    window.reject()
    assert not window.isVisible()


def test_who_may_not_go_on_camera_is_seen_in_the_list(window: RosterDialog, stage: Stage) -> None:
    old = Qualification(name="证", expires=date(2026, 1, 1))
    stage.room.console.roster.keep(
        Roster(
            people=(
                Person(name="甲", duties=(Duty.HOST,), age=Age.ADULT, qualifications=(old,)),
                Person(name="乙", duties=(Duty.CO_HOST,), age=Age.YOUNG),
                Person(name="丙", duties=(Duty.HOST,)),
                Person(name="丁", duties=(Duty.CAMERA,)),
            )
        )
    )
    rows = [window.people.list.item(row).text().split("\n")[1] for row in range(4)]
    assert rows == ["主播 · 资质已过期", "副播 · 没有监护人同意", "主播 · 没填资质", "拍摄"]


# -- the shifts ---------------------------------------------------------------------------------------


def row_of(window: RosterDialog) -> ShiftRow:
    window.show_shifts()
    row = window.shifts.row
    assert row is not None
    return row


def write(window: RosterDialog, person: str, start: str, end: str, qtbot: Any) -> None:
    row, count = row_of(window), window.shifts.table.rowCount()
    row.name.setText(person)
    row.start.setText(start)
    row.end.setText(end)
    press(row.end, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.shifts.table.rowCount() == count + 1)


def test_a_day_of_hosts_is_planned_by_keyboard_and_goes_on_over_midnight(
    window: RosterDialog, stage: Stage, qtbot: Any
) -> None:
    row = row_of(window)
    assert row.start.text() == "19:00"  # the show's planned start
    write(window, "an", "19:00", "01", qtbot)
    assert row.start.text() == "01:00"  # the next begins where this one ends
    assert row.day.currentText() == "11-12"
    write(window, "xm", "01:00", "0700", qtbot)
    press(row.end, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(stage.room.show.state.plan.shifts) == 2)
    shifts = stage.room.show.state.plan.shifts
    assert [(shift.person, shift.duty, shift.end - shift.start) for shift in shifts] == [
        ("阿宁", Duty.HOST, timedelta(hours=6)),
        ("小满", Duty.HOST, timedelta(hours=6)),
    ]
    assert shifts[0].end == shifts[1].start
    assert "✓" in window.shifts.covered.text()
    assert "2 班" in window.shifts.told.text()


def test_gaps_and_overlaps_of_the_host_are_said_before_anything_is_saved(window: RosterDialog, qtbot: Any) -> None:
    row_of(window)
    assert window.shifts.covered.text() == "还没有排主播"
    write(window, "阿宁", "19:00", "19:45", qtbot)
    assert "没有主播：11-11 19:45 – " in window.shifts.covered.text()
    write(window, "小满", "19:30", "23:00", qtbot)
    assert window.shifts.covered.text() == "主播重叠：11-11 19:30 – 19:45 阿宁、小满"


def test_a_shift_is_changed_and_taken_out(window: RosterDialog, stage: Stage, qtbot: Any) -> None:
    stage.room.ask(cmd.PlanShifts(shifts=(make_shift("阿宁"), make_shift("可乐", 2))))
    row_of(window)
    page = window.shifts
    assert page.table.rowCount() == 2
    assert "不在名册" in page.table.item(1, 1).text()
    page.table.selectRow(1)
    row = row_of(window)
    row.name.setText("小满")
    press(row.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.table.item(1, 1).text() == "小满")
    page.table.selectRow(0)
    press(page.table, Qt.Key.Key_Delete)
    assert [page.table.item(row, 1).text() for row in range(page.table.rowCount())] == ["小满"]
    page.save()
    qtbot.waitUntil(lambda: [shift.person for shift in stage.room.show.state.plan.shifts] == ["小满"])


def test_a_shift_without_a_clock_is_asked_for_one(window: RosterDialog, qtbot: Any) -> None:
    row = row_of(window)
    row.name.setText("阿宁")
    row.end.setText("soon")
    press(row.end, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.shifts.told.text()))
    assert window.focusWidget() is row.end
    assert window.shifts.table.rowCount() == 0


def test_shifts_planned_elsewhere_are_shown_unless_a_hand_is_at_them(
    window: RosterDialog, stage: Stage, qtbot: Any
) -> None:
    row_of(window)
    stage.room.ask(cmd.PlanShifts(shifts=(make_shift("阿宁"),)))
    assert window.shifts.table.rowCount() == 1
    write(window, "小满", "22:00", "23:00", qtbot)
    stage.room.ask(cmd.PlanShifts(shifts=(make_shift("老周"),)))
    assert window.shifts.table.rowCount() == 2


# -- the host -----------------------------------------------------------------------------------------


def on_air(stage: Stage, *shifts: Any) -> None:
    stage.room.console.roster.keep(ROOM)
    stage.room.open_show([make_entry(1, host="阿宁"), make_entry(2)])
    if shifts:
        stage.room.ask(cmd.PlanShifts(shifts=shifts))
    run_show(stage.room, 1)


def now_on(stage: Stage) -> str:
    state = stage.room.show.state
    found = host_at(state, stage.room.clock.now(), state.on_air)
    return found.host if found.recorded else ""


def test_enter_brings_on_whose_shift_it_is(stage: Stage, qtbot: Any) -> None:
    on_air(stage, make_shift("阿宁", 0, 1), make_shift("小满", 1, 4))
    stage.room.clock.advance(minutes=61)
    dialog: HostDialog = opened(HostDialog(stage.context), qtbot)
    press(dialog.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert now_on(stage) == "小满"
    event = stage.room.show.state.core.hosts[0]
    assert event.by == "console"


def test_a_digit_takes_and_letters_search(stage: Stage, qtbot: Any) -> None:
    on_air(stage)
    dialog: HostDialog = opened(HostDialog(stage.context), qtbot)
    names = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert names == ["1  阿宁", "2  小满"]
    keys(dialog.line, "xm")
    assert "小满" in dialog.list.item(0).text()
    dialog.line.clear()
    keys(dialog.line, "2")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert now_on(stage) == "小满"
    again: HostDialog = opened(HostDialog(stage.context), qtbot)
    assert "小满" in again.now.text()
    assert all("小满" not in again.list.item(row).text() for row in range(again.list.count()))
    keys(again.line, "小满")
    press(again.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "已经是" in again.problem.text())
    assert again.isVisible()
    again.reject()


def test_a_guest_who_is_on_no_roster_may_come_on(stage: Stage, qtbot: Any) -> None:
    on_air(stage)
    dialog: HostDialog = opened(HostDialog(stage.context), qtbot)
    keys(dialog.line, "特邀嘉宾")
    assert "不在名册" in dialog.list.item(0).text()
    press(dialog.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert now_on(stage) == "特邀嘉宾"


# -- who is at the console ----------------------------------------------------------------------------


def test_the_operators_name_is_kept(stage: Stage, qtbot: Any) -> None:
    stage.room.console.roster.keep(ROOM)
    dialog: OperatorDialog = opened(OperatorDialog(stage.context), qtbot)
    assert dialog.name.itemText(0) == "老周"  # a controller first
    press(dialog.name, Qt.Key.Key_Return)
    assert dialog.wrong.text()
    assert stage.room.console.actor == "console"
    keys(dialog.name, "lz")
    dialog.save_button.click()
    assert stage.room.console.actor == "老周"
    assert not dialog.isVisible()


# -- how it looks -------------------------------------------------------------------------------------


@LANGUAGES
@pytest.mark.parametrize("full", [False, True])
def test_nothing_of_the_windows_is_cut(stage: Stage, qtbot: Any, lang: str, full: bool) -> None:
    if full:
        young = Person(name="小鹿", duties=tuple(Duty), age=Age.YOUNG, qualifications=(LICENCE,) * 3)
        stage.room.console.roster.keep(Roster(people=(young, *ROOM.people)))
    stage.room.open_show(list(twenty_entries()))
    if full:
        shifts = (make_shift("阿宁", 0.3, 0.5), make_shift("小满", 0.5, 0.5), make_shift("可乐", 1.2, 0.3))
        stage.room.ask(cmd.PlanShifts(shifts=shifts))
    dialog: RosterDialog = opened(RosterDialog(stage.context), qtbot)
    if full:
        dialog.people.list.setCurrentRow(0)
    else:
        dialog.people.begin_person()
    assert misfits(dialog) == []
    dialog.people.revert_button.click()
    dialog.people.release()
    dialog.shifts.release()
    run_show(stage.room, 1)
    small: list[QDialog] = [HostDialog(stage.context), OperatorDialog(stage.context)]
    for each in small:
        opened(each, qtbot)
        assert misfits(each) == []
        each.reject()
