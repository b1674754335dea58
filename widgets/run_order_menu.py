"""The menus of the run order: of rows, of columns, and of the plan as a whole. Each line shows its key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu

from console.show.plan import EntryId
from console.show.ruling import to_come
from console.show.state import EntryStatus, State
from widgets.run_order_rows import COLUMNS, Col

if TYPE_CHECKING:
    from widgets.run_order_dock import RunOrderDock

ALWAYS = frozenset({Col.NUMBER, Col.ROLE, Col.NAME, Col.STATUS})


class RunOrderMenus(QObject):
    """Menus are made when they are asked for, from what is true then."""

    def __init__(self, dock: RunOrderDock) -> None:
        super().__init__(dock)
        self._dock = dock

    def of_rows(self) -> QMenu:
        """For the chosen rows."""
        dock, menu = self._dock, self._menu()
        state, ids = dock.model.state, dock.view.selected_ids()
        if state is None:
            return menu
        actions = dock.actions_
        free = not dock.model.locked and actions.may_change()
        fixed, behind = self._why_fixed(state, ids), self._why_behind(state, ids)
        if ids:
            self._of_run(menu, state)
            menu.addSeparator()
            self._line(menu, self.tr("编辑…"), "Enter", dock.edit_selected, free)
            self._line(menu, self.tr("改时长"), "F2", lambda: dock.view.edit_cell(ids[0], Col.PLANNED), free)
            menu.addSeparator()
        self._line(menu, self.tr("在前面插入一行"), dock.keys.shown("insert"), dock.insert_entry, free, behind)
        self._line(menu, self.tr("在后面插入一行"), "", dock.insert_after, free and bool(ids))
        if ids:
            self._line(menu, self.tr("复制一行"), dock.keys.shown("duplicate"), dock.duplicate_selected, free)
            up, down = self._why_no_shift(state, ids)
            self._line(menu, self.tr("上移"), "Alt+↑", lambda: actions.shift(ids, -1), free, fixed or up)
            self._line(menu, self.tr("下移"), "Alt+↓", lambda: actions.shift(ids, 1), free, fixed or down)
            self._line(menu, self.tr("删除"), dock.keys.shown("delete"), dock.delete_selected, free, fixed)
            menu.addSeparator()
            self._line(menu, self.tr("复制为文字"), "Ctrl+C", lambda: actions.copy(ids))
        return menu

    def _why_fixed(self, state: State, ids: list[EntryId]) -> str:
        """Why one of these can be neither moved nor removed; "" where all can."""
        if any(state.entry_status(entry_id) is EntryStatus.ON_AIR for entry_id in ids):
            return self.tr("正在讲解")
        return self.tr("已讲过") if state.core.aired.intersection(ids) else ""

    def _why_behind(self, state: State, ids: list[EntryId]) -> str:
        """Why nothing can be put before the first of these."""
        if not ids or to_come(state, ids[0]):
            return ""
        return self._why_fixed(state, ids[:1]) or self.tr("在正在讲解的前面")

    def _why_no_shift(self, state: State, ids: list[EntryId]) -> tuple[str, str]:
        """Why these cannot go one place up, and one place down."""
        order = state.plan.order
        places = [order.index(entry_id) for entry_id in ids]
        top, last = min(places), max(places)
        up = self.tr("已是第一行") if not top else "" if to_come(state, order[top - 1]) else self.tr("已在最前面")
        return up, self.tr("已是最后一行") if last + 1 == len(order) else ""

    def _of_run(self, menu: QMenu, state: State) -> None:
        dock, ids = self._dock, self._dock.view.selected_ids()
        actions = dock.actions_
        statuses = {state.entry_status(entry_id) for entry_id in ids}
        skipped = [i for i in ids if state.entry_status(i) is EntryStatus.SKIPPED]
        others = [i for i in ids if i not in skipped and (i not in state.core.aired or to_come(state, i))]
        one = len(ids) == 1
        on_air = EntryStatus.ON_AIR in statuses
        go = state.running and one and not on_air
        self._line(menu, self.tr("直接上这一款"), dock.keys.shown("go_to"), dock.go_to_selected, go)
        if others and not on_air:
            self._line(menu, self.tr("跳过"), "", lambda: actions.skip(others))
        if skipped:
            self._line(menu, self.tr("恢复"), "", lambda: actions.restore(skipped))
        if one and (on_air or EntryStatus.DONE in statuses):
            self._line(
                menu, self.tr("再讲一轮（排到下一个）"), "", lambda: actions.duplicate(ids), not dock.model.locked
            )
        outcome = state.outcomes.get(ids[0])
        if on_air and one and outcome is not None and outcome.state != "done":
            self._line(menu, self.tr("重发 OBS 联动"), "", lambda: actions.retry(ids[0]))

    def of_columns(self) -> QMenu:
        """Which columns are shown."""
        menu = self._menu()
        self._add_columns(menu)
        return menu

    def of_plan(self) -> QMenu:
        """For the plan as a whole."""
        dock, menu = self._dock, self._menu()
        free = not dock.model.locked
        there = dock.model.state is not None
        self._line(menu, self.tr("导入排品表…"), dock.keys.shown("import_plan"), dock.import_requested.emit, free)
        self._line(menu, self.tr("导出排品表…"), "", dock.export_requested.emit, there)
        self._line(menu, self.tr("保存空白模板…"), "", dock.save_template)
        menu.addSeparator()
        self._line(menu, self.tr("新增一行"), dock.keys.shown("insert"), dock.insert_entry, free and there)
        self._line(menu, self.tr("下一处提醒"), "", dock.next_warning, bool(dock.model.remarks()))
        self._line(menu, self.tr("回到直播"), "", dock.view.follow, dock.model.on_air_place() is not None)
        menu.addSeparator()
        self._add_columns(menu.addMenu(self.tr("列")))
        return menu

    def _add_columns(self, menu: QMenu) -> None:
        view, header = self._dock.view, self._dock.view.horizontalHeader()
        for column in COLUMNS:
            if column in ALWAYS:
                continue
            title = self._dock.tips.header(column) or self.tr("转化走势")
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(column))
            action.toggled.connect(lambda on, column=column: view.set_column(column, on))

    def _menu(self) -> QMenu:
        menu = QMenu(self._dock)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _line(
        self, menu: QMenu, text: str, key: str, act: Callable[[], object], enabled: bool = True, why_not: str = ""
    ) -> None:
        """``key`` is only shown: the window or the table owns it. ``why_not``: said where it cannot be done."""
        words = self.tr("{action}（{why}）").format(action=text, why=why_not) if why_not else text
        action = menu.addAction(f"{words}\t{key}" if key else words)
        action.setEnabled(enabled and not why_not)
        action.triggered.connect(lambda: act())
