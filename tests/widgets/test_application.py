"""The program as a whole: how it starts, what it keeps, and what an error does to it."""

from __future__ import annotations

import gc
import json
import logging
import sys
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QInputMethodQueryEvent
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from console.logs import Logs
from console.obs.status import State
from console.options import Options
from console.settings import Theme, load_settings
from console.show.state import Status
from console.workspace import Workspace
from tests.builders import make_entry
from tests.widgets.window_room import QUIET, SETTINGS, Stage, answer_box, live, planned, seed, stage  # noqa: F401 - a fixture
from widgets import application
from widgets import program as program_module
from widgets.dock_room import DockRoom
from widgets.error_dialog import ErrorDialog
from widgets.program import Program
from widgets.run_order_view import RunOrderView
from widgets.start_page import StartPage

pytestmark = QUIET
THREE = tuple(make_entry(n) for n in range(1, 4))


def test_an_empty_workspace_shows_the_three_ways_to_begin(stage: Stage) -> None:  # noqa: F811
    program = stage.start()
    page = program.window.faces.currentWidget()
    assert isinstance(page, StartPage)
    assert page.practice_choice.isVisible()
    assert page.import_choice.isVisible()
    assert page.empty_choice.isVisible()
    assert page.obs_card.isVisible()


def test_the_live_show_resumes_by_itself_with_its_entry_on_air(stage: Stage) -> None:  # noqa: F811
    seed(stage.root, live(*THREE))
    program = stage.start()
    assert isinstance(program.window.faces.currentWidget(), DockRoom)
    assert stage.on_air == "e1"
    assert stage.show.state.status is Status.LIVE
    assert THREE[0].name not in program.window.windowTitle()
    assert stage.show.state.info.name in program.window.windowTitle()
    assert stage.show.state.info.name in program.window.strip.text


def test_a_show_that_is_not_there_is_told_on_the_start_page(stage: Stage) -> None:  # noqa: F811
    program = stage.start(show="20200101-abcdef")
    assert isinstance(program.window.faces.currentWidget(), StartPage)
    assert "20200101-abcdef" in program.window.strip.text


def test_a_new_empty_show_is_planned_and_opened(stage: Stage) -> None:  # noqa: F811
    program = stage.start()
    assert program.errands is not None
    program.errands.run("new_show")
    dialog: Any = program.errands.dialogs["new_show"]
    dialog.save_button.click()
    assert dialog.wrong.isVisible()
    dialog.name.setText("周三家纺")
    dialog.save_button.click()
    stage.wait(lambda: program.context is not None and program.context.console.show is not None)
    assert stage.show.state.info.name == "周三家纺"


def test_a_damaged_file_is_told_with_a_button_to_try_again(stage: Stage) -> None:  # noqa: F811
    home = Workspace.at(stage.root)
    home.prepare()
    home.database.write_bytes(b"this is no database at all" * 200)
    loaded = load_settings(home.settings_file)
    app, options = application.application(), Options(workspace=stage.root, api=False)
    window = application.first_window(app, home, loaded.settings)
    window.show()
    program = Program(app, window, options, home, home, home.lock(), loaded)
    stage.program = program
    program.start()
    stage.wait(lambda: bool(program.window.strip.text))
    assert program.window.strip.help_button.isVisible()
    assert program.window.faces.currentWidget() is program.window.opening
    home.database.unlink()
    program.window.strip.help_button.click()
    stage.wait(lambda: isinstance(program.window.faces.currentWidget(), StartPage))


def test_a_second_console_names_the_first_and_calls_it_to_the_front(
    stage: Stage,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
) -> None:
    program = stage.start()
    program.window.setWindowState(Qt.WindowState.WindowMinimized)
    status = application.run(Options(workspace=stage.root, api=False))
    assert status == application.REFUSED
    assert capsys.readouterr().err.strip()
    stage.wait(lambda: not program.window.isMinimized())


def test_an_unexpected_error_opens_one_dialog_counts_the_next_and_the_show_goes_on(
    stage: Stage,  # noqa: F811
) -> None:
    seed(stage.root, live(*THREE))
    program = stage.start()
    for number in range(3):
        try:
            raise ZeroDivisionError(f"number {number}")
        except ZeroDivisionError as error:
            program.on_uncaught(error)
    stage.wait(lambda: program.window.findChild(ErrorDialog) is not None)
    dialog = program.window.findChild(ErrorDialog)
    assert dialog is not None
    stage.wait(lambda: dialog.count == 3)
    assert len([each for each in QApplication.topLevelWidgets() if isinstance(each, ErrorDialog)]) == 1
    assert not dialog.isModal()
    dialog.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert "number 0" in copied
    assert "number 2" in copied
    assert sys.version.split()[0] in copied
    program.controls.actions["take"].trigger()
    stage.settle()
    assert stage.on_air == "e2"
    dialog.close()
    assert program.window.isVisible()


def test_closing_while_live_is_asked_and_the_show_is_live_at_the_next_start(
    stage: Stage,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seed(stage.root, live(*THREE))
    program = stage.start()
    asked = answer_box(monkeypatch, QMessageBox.ButtonRole.RejectRole)
    program.window.close()
    assert len(asked) == 1
    assert program.window.isVisible()
    answer_box(monkeypatch, QMessageBox.ButtonRole.DestructiveRole)
    program.window.close()
    assert not program.window.isVisible()
    stage.stop()
    stage.start()
    assert stage.on_air == "e1"
    assert stage.show.state.status is Status.LIVE


def test_closing_a_planned_show_asks_nothing(
    stage: Stage,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seed(stage.root, planned(*THREE))
    program = stage.start()
    asked = answer_box(monkeypatch, QMessageBox.ButtonRole.RejectRole)
    program.window.close()
    assert asked == []
    assert not program.window.isVisible()


def test_docks_stand_where_they_were_left_and_can_be_put_back(stage: Stage) -> None:  # noqa: F811
    seed(stage.root, live(*THREE))
    program = stage.start()
    room = program.window.room
    room.docks["journal"].setFloating(True)
    room.docks["obs"].hide()
    stage.stop()
    program = stage.start()
    room = program.window.room
    assert room.docks["journal"].isFloating()
    assert room.docks["obs"].isHidden()
    assert program.errands is not None
    program.errands.run("reset_layout")
    assert not room.docks["journal"].isFloating()
    assert room.docks["obs"].isVisible()


def test_another_theme_is_there_at_once_and_kept(stage: Stage) -> None:  # noqa: F811
    seed(stage.root, live(*THREE))
    program = stage.start()
    assert program.errands is not None
    program.errands.run("settings")
    dialog: Any = program.errands.dialogs["settings"]
    dialog.theme.setCurrentIndex(dialog.theme.findData(Theme.LIGHT))
    dialog.keys.set_key("skip", "J")
    dialog.save_button.click()
    assert program.theme.name == "light"
    assert program.controls.keys.shown("skip") == "J"
    saved = load_settings(Workspace.at(stage.root).settings_file).settings
    assert saved.theme is Theme.LIGHT
    assert dict(saved.keys) == {"skip": "J"}
    stage.activate()
    stage.press(Qt.Key.Key_J)
    assert stage.kinds()[-1] == "skipped"


def test_settings_that_cannot_be_saved_say_so_and_the_old_ones_stand(
    stage: Stage,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from console.files import WorkspaceUnusable

    program = stage.start()

    def full(*_: Any) -> None:
        raise WorkspaceUnusable("workspace.full", {"path": "settings.json", "reason": "no space"})

    monkeypatch.setattr(program_module, "save_settings", full)
    assert program.errands is not None
    program.errands.run("settings")
    dialog: Any = program.errands.dialogs["settings"]
    dialog.operator.setText("阿宁")
    dialog.save_button.click()
    assert dialog.isVisible()
    assert "no space" in dialog.wrong.text()
    assert program.saved.operator == SETTINGS["operator"]


def test_a_broken_settings_file_is_told(stage: Stage) -> None:  # noqa: F811
    home = Workspace.at(stage.root)
    home.prepare()
    home.settings_file.write_text("{", encoding="utf-8")
    program = stage.start()
    stage.wait(lambda: bool(program.window.strip.text))
    assert "settings.broken" in program.window.strip.text


def test_the_practice_show_is_unmistakable_and_apart(stage: Stage) -> None:  # noqa: F811
    program = stage.start(practice=True)
    assert program.window.practice_band.isVisible()
    assert "练习" in program.window.windowTitle()
    assert stage.show.state.info.practice
    assert stage.show.state.status is Status.LIVE
    program.leave_practice()
    stage.wait(lambda: isinstance(program.window.faces.currentWidget(), StartPage))
    assert not program.window.practice_band.isVisible()
    assert "练习" not in program.window.windowTitle()
    assert program.context is not None
    assert program.context.console.shows() == []


def test_practice_writes_no_file_of_the_real_room(stage: Stage) -> None:  # noqa: F811
    home = Workspace.at(stage.root)
    seed(stage.root, live(*THREE))
    program = stage.start()
    program.window.room.docks["obs"].hide()
    stage.stop()
    kept = home.window_file.read_bytes()
    program = stage.start(practice=True)
    assert not program.window.room.docks["obs"].isVisible(), "it begins as the real one stands"
    program.window.room.docks["journal"].hide()
    stage.stop()
    assert home.window_file.read_bytes() == kept
    program = stage.start(practice=True)
    assert not program.window.room.docks["journal"].isVisible()


def test_what_stands_while_a_show_is_open_is_not_searched_for_cycles(
    stage: Stage,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("widgets.program.SETTLED_MS", 0)
    seed(stage.root, live(*THREE))
    program = stage.start()
    stage.wait(lambda: gc.get_freeze_count() > 0)
    assert program.context is not None
    program.context.console.close_show()
    assert gc.get_freeze_count() == 0


def test_the_log_goes_along_into_the_practice_room_and_back(stage: Stage) -> None:  # noqa: F811
    home = Workspace.at(stage.root)
    home.prepare()
    program = stage.start()
    with Logs(home.log_file) as logs:
        program._logs = logs
        program.open_practice()
        stage.wait(lambda: program.context is not None and program.context.console.show is not None)
        logging.getLogger("x").warning("at practice")
        program.on_uncaught(ZeroDivisionError())
        stage.wait(lambda: program.window.findChild(ErrorDialog).count == 1)
        dialog = program.window.findChild(ErrorDialog)
        assert any(str(home.practice().log_file) in label.text() for label in dialog.findChildren(QLabel))
        dialog.close()
        program.leave_practice()
        stage.wait(lambda: isinstance(program.window.faces.currentWidget(), StartPage))
        logging.getLogger("x").warning("at home")
        program._logs = None
    assert "at practice" not in home.log_file.read_text(encoding="utf-8")
    assert "at home" in home.log_file.read_text(encoding="utf-8")
    assert "at practice" in home.practice().log_file.read_text(encoding="utf-8")


def test_practice_leaves_a_real_rooms_obs_alone_until_it_is_asked(stage: Stage) -> None:  # noqa: F811
    stage.root.mkdir(exist_ok=True)
    (stage.root / "settings.json").write_text(json.dumps({"obs_connect": True, "obs_port": 1}), encoding="utf-8")
    stage.start(practice=True)
    context = stage.program.context
    assert context is not None
    assert context.venue is not None
    assert context.venue.status.state is State.OFF
    stage.program.leave_practice()

    def tries_obs() -> bool:
        now = stage.program.context
        return now is not None and now.venue is not None and now.venue.status.state is State.CONNECTING

    stage.wait(tries_obs)


def test_the_input_method_is_off_at_tables(stage: Stage) -> None:  # noqa: F811
    seed(stage.root, live(*THREE))
    program = stage.start()
    view = program.window.findChild(RunOrderView)
    query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    assert view is not None
    QApplication.sendEvent(view, query)
    assert query.value(Qt.InputMethodQuery.ImEnabled) is False


def test_a_file_nobody_knows_is_told_and_changes_nothing(stage: Stage, tmp_path: Any) -> None:  # noqa: F811
    seed(stage.root, live(*THREE))
    program = stage.start()
    strange = tmp_path / "song.mp3"
    strange.write_bytes(b"x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(strange))])
    drop = QDropEvent(
        QPointF(QPoint(9, 9)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    program.window.dropEvent(drop)
    assert "song.mp3" in program.window.strip.text
    assert stage.kinds()[-1] == "went_live"


def test_the_cheat_sheet_comes_and_goes_by_its_key(stage: Stage) -> None:  # noqa: F811
    from widgets.cheat_sheet import CheatSheet

    seed(stage.root, live(*THREE))
    program = stage.start()
    stage.press(Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    sheet = program.window.findChild(CheatSheet)
    assert sheet is not None
    assert sheet.isVisible()
    stage.press(Qt.Key.Key_Escape)
    stage.wait(lambda: program.window.findChild(CheatSheet) is None)


def test_a_language_for_one_run_is_not_kept(stage: Stage) -> None:  # noqa: F811
    program = stage.start(lang="en")
    assert program.settings.lang == "en"
    assert program.saved.lang == "zh_CN"
    program.keep_settings(program.saved)
    assert json.loads(Workspace.at(stage.root).settings_file.read_text(encoding="utf-8"))["lang"] == "zh_CN"
