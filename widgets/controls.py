"""What every key and menu line does, in one place: actions with the user's keys, and whom each one asks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QWidget

from console.listeners import Notice
from console.show import commands as cmd
from console.show.state import State, Status
from widgets.key_filter import edits_text
from widgets.keys import KEYS, QUICK_KEYS, SCENE_KEYS, KeyMap

if TYPE_CHECKING:
    from widgets.context import Context
    from widgets.window import Window

MESSAGE_LIMIT, NOTE_LIMIT = 500, 5000


class Controls(QObject):
    """The window's actions. What needs more than the desk – dialogs, files – is a signal for the program."""

    asked = Signal(str)

    def __init__(self, window: Window, keys: KeyMap) -> None:
        super().__init__(window)
        self._window = window
        self._context: Context | None = None
        self._parts: dict[str, Any] = {}
        self.plan_locked = False
        self.actions: dict[str, QAction] = {}
        deeds = self._deeds()
        for key in KEYS:
            action = QAction(key.title, window)
            action.setObjectName(f"action_{key.action}")
            action.setAutoRepeat(False)
            action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
            deed = deeds.get(key.action)
            if deed is None:
                action.triggered.connect(lambda _checked=False, name=key.action: self.asked.emit(name))
            else:
                action.triggered.connect(lambda _checked=False, deed=deed: deed())
            window.addAction(action)
            self.actions[key.action] = action
        self.actions["full_screen"].setCheckable(True)
        self.actions["lock_plan"].setCheckable(True)
        self.set_keys(keys)

    def set_keys(self, keys: KeyMap) -> None:
        """Give every action its keys."""
        self.keys = keys
        for name, action in self.actions.items():
            action.setShortcuts(keys.sequences(name))

    def bind(self, context: Context, parts: dict[str, Any]) -> None:
        """Act on this console from now on, through these docks."""
        self._context, self._parts = context, parts
        self._tell_lock()

    def release(self) -> None:
        self._context, self._parts = None, {}

    # -- who is asked -------------------------------------------------------------------------------

    def _deeds(self) -> dict[str, Callable[[], None]]:
        deeds: dict[str, Callable[[], None]] = {
            "take": lambda: self._part("on_air", "take"),
            "previous": lambda: self._ask(cmd.Previous()),
            "skip": lambda: self._part("run_order", "skip_next"),
            "go_to": lambda: self._part("run_order", "go_to_selected"),
            "suggestion": lambda: self._part("on_air", "open_suggestion"),
            "accept": lambda: self._part("on_air", "accept_suggestion"),
            "tick": lambda: self._part("on_air", "tick_next"),
            "pause": self._pause,
            "rehearse": lambda: self._ask(cmd.Rehearse()),
            "undo": lambda: self._ask(cmd.Undo()),
            "redo": lambda: self._ask(cmd.Redo()),
            "release": lambda: self._part("on_air", "release_one"),
            "release_big": lambda: self._part("on_air", "release_big"),
            "hold": lambda: self._part("on_air", "toggle_hold"),
            "waves": lambda: self._part("on_air", "edit_waves"),
            "message": self._message,
            "note": self._note,
            "apply_scene": lambda: self._part("obs", "apply_wanted"),
            "find": lambda: self._part("run_order", "take_focus_find"),
            "insert": lambda: self._plan_part("insert_entry"),
            "duplicate": lambda: self._plan_part("duplicate_selected"),
            "delete": lambda: self._plan_part("delete_selected"),
            "lock_plan": self._lock_plan,
            "full_screen": lambda: self._window.set_full_screen(not self._window.isFullScreen()),
        }
        deeds["compare_rounds"] = lambda: self._part("numbers", "compare_rounds")
        deeds["chart_menu"] = lambda: self._part("numbers", "open_menu")
        deeds["sources"] = lambda: self._part("numbers", "show_sources")
        for n in range(1, QUICK_KEYS + 1):
            deeds[f"quick_{n}"] = partial(self._part, "on_air", "send_quick", n)
        for n in range(1, SCENE_KEYS + 1):
            deeds[f"scene_{n}"] = partial(self._part, "obs", "switch_scene_number", n)
        for name in ("run_order", "on_air", "numbers", "obs", "journal", "comments"):
            deeds[f"focus_{name}"] = partial(self.focus, name)
        return deeds

    @property
    def state(self) -> State | None:
        """The open show's, or None."""
        show = None if self._context is None else self._context.console.show
        return None if show is None else show.state

    def _ask(self, command: cmd.Command) -> None:
        if self._context is not None:
            self._context.ask(command)

    def _part(self, name: str, method: str, *arguments: object) -> None:
        """A key pressed before its dock is there, or with no show open, is told and nothing else."""
        if self._context is None:
            return
        if self._context.console.show is None:
            self._context.tell(Notice(code="no_show", level="warning"))
            return
        getattr(self._parts[name], method)(*arguments)

    def _plan_part(self, method: str) -> None:
        if self.plan_locked and self._context is not None:
            key = self.keys.shown("lock_plan")
            self._context.tell(Notice(code="plan_locked", level="warning", data={"key": key}))
            return
        self._part("run_order", method)

    def _pause(self) -> None:
        paused = self.state is not None and self.state.status is Status.PAUSED
        self._ask(cmd.ResumeShow() if paused else cmd.PauseShow())

    def _message(self) -> None:
        if self._refuse_without_show():
            return
        self._window.ask_line.ask(
            self.tr("给主播"),
            self.tr("一句话，主播屏会闪到她点“知道了”"),
            self.tr("发给主播 Enter"),
            MESSAGE_LIMIT,
            lambda text: self._ask(cmd.SendMessage(text=text)),
        )

    def _note(self) -> None:
        if self._refuse_without_show():
            return
        self._window.ask_line.ask(
            self.tr("记一笔"),
            self.tr("写进操作日志，带时间"),
            self.tr("记下 Enter"),
            NOTE_LIMIT,
            lambda text: self._ask(cmd.AddNote(text=text)),
        )

    def _refuse_without_show(self) -> bool:
        if self._context is not None and self.state is None:
            self._context.tell(Notice(code="no_show", level="warning"))
        return self.state is None

    def _lock_plan(self) -> None:
        self.plan_locked = self.actions["lock_plan"].isChecked()
        self._tell_lock()

    def _tell_lock(self) -> None:
        """Docks made anew hear of it too."""
        for name in ("run_order", "on_air", "journal"):
            if name in self._parts:
                self._parts[name].set_locked(self.plan_locked)

    def focus(self, name: str) -> None:
        """Show a dock and put the keyboard there."""
        dock = self._window.room.docks.get(name)
        if dock is None:
            return
        dock.show()
        dock.raise_()
        target = first_focus(dock.body)
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)


def first_focus(widget: QWidget) -> QWidget:
    """Where the keyboard goes when a part is asked for: its list, never a text field that would swallow the keys."""
    able = [
        each
        for each in (widget, *widget.findChildren(QWidget))
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisibleTo(widget) and each.isEnabled()
    ]
    views = [each for each in able if isinstance(each, QAbstractItemView)]
    others = [each for each in able if not edits_text(each)]
    return next(iter((*views, *others)), widget)
