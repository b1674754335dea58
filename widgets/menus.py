"""The menus: every action once, with its key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from widgets.controls import Controls
from widgets.dock_room import DockRoom
from widgets.keys import QUICK_KEYS, SCENE_KEYS

LINE = ""


class Menus(QObject):
    """Fills the menu bar. ``extra``: actions without a key, by name."""

    def __init__(self, bar: QMenuBar, controls: Controls, room: DockRoom, ask: Callable[[str], None]) -> None:
        super().__init__(bar)
        self._controls, self._room, self._ask = controls, room, ask
        show = bar.addMenu(self.tr("场次"))
        self._fill(show, ("start_page", LINE, "import_plan", "import_orders", "paste", "counts", "imports", LINE))
        self._fill(show, ("show_fields", "roster", "catalogue", "company", LINE))
        self._fill(show, ("checklist",))
        self._fill(show, ("rehearse", "go_live", "pause", "end_show", LINE, "export_plan", "report", LINE, "quit"))
        edit = bar.addMenu(self.tr("编辑"))
        self._fill(edit, ("undo", "redo", LINE, "take", "previous", "go_to", "skip", "host_change"))
        self._fill(edit, ("suggestion", "accept", "tick", LINE, "find", LINE))
        self._fill(edit, ("insert", "duplicate", "delete", "lock_plan", LINE))
        self._fill(edit, ("release", "release_big", "hold", "waves", LINE))
        quick = edit.addMenu(self.tr("快捷提示"))
        self._fill(quick, tuple(f"quick_{n}" for n in range(1, QUICK_KEYS + 1)))
        self._fill(edit, ("message", "note"))
        self.view = bar.addMenu(self.tr("视图"))
        self.view.aboutToShow.connect(self._fill_view)
        self._fill_view()
        obs = bar.addMenu("OBS")
        self._fill(obs, ("obs", "cues", LINE, "apply_scene"))
        scenes = obs.addMenu(self.tr("切场景"))
        self._fill(scenes, tuple(f"scene_{n}" for n in range(1, SCENE_KEYS + 1)))
        help_ = bar.addMenu(self.tr("帮助"))
        self._fill(help_, ("cheat_sheet", LINE, "settings", LINE, "open_logs", "about"))

    def _fill(self, menu: QMenu, names: tuple[str, ...]) -> None:
        for name in names:
            if name == LINE:
                menu.addSeparator()
            elif name in self._controls.actions:
                menu.addAction(self._controls.actions[name])
            else:
                action = QAction(self._extra(name), menu)
                action.triggered.connect(lambda _checked=False, name=name: self._ask(name))
                menu.addAction(action)

    def _extra(self, name: str) -> str:
        return {
            "start_page": self.tr("全部场次…"),
            "imports": self.tr("导入记录、撤回与列映射…"),
            "export_plan": self.tr("导出排品表…"),
            "reset_layout": self.tr("恢复默认布局"),
            "open_logs": self.tr("打开日志文件夹"),
            "about": self.tr("关于中控"),
        }[name]

    def _fill_view(self) -> None:
        self.view.clear()
        for dock in self._room.docks.values():
            self.view.addAction(dock.toggleViewAction())
        self.view.addSeparator()
        focus = self.view.addMenu(self.tr("键盘到"))
        names = ("focus_run_order", "focus_on_air", "focus_numbers", "focus_obs", "focus_journal", "focus_comments")
        self._fill(focus, names)
        self._fill(self.view, ("host_window", LINE, "full_screen", "reset_layout", LINE, "settings"))
