"""What can be done to rows of the run order: each asks the desk for one command and leaves the rest to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from console.app import new_entry_id
from console.desk import Receipt
from console.feeds.times import length
from console.feeds.values import ValueRefused, cents, text, whole
from console.listeners import Notice
from console.show import commands as cmd
from console.show.plan import Entry, EntryId, Role
from console.show.rundown import Refused
from console.show.state import State, Status
from console.wording import say
from widgets.context import Context
from widgets.figures import hour_text, minutes_text, plain_price
from widgets.run_order_rows import Col
from widgets.show_words import role_name

FIELDS = {
    Col.NAME: "name",
    Col.LINK: "link_no",
    Col.PRICE: "live_price",
    Col.PLANNED: "planned",
    Col.STOCK: "stock",
    Col.SCENE: "scene",
    Col.ROLE: "role",
}
TOGETHER = frozenset({Col.PLANNED, Col.ROLE, Col.SCENE})  # an edit of these goes to every selected row


class RunOrderActions(QObject):
    """``selected`` answers the chosen entries in order. ``inserted`` tells the first of new entries that are in."""

    inserted = Signal(str)

    def __init__(self, context: Context, selected: Callable[[], list[EntryId]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._selected = selected

    @property
    def state(self) -> State | None:
        show = self._context.console.show
        return None if show is None else show.state

    # -- cells --------------------------------------------------------------------------------------

    def change(self, entry_id: EntryId, column: Col, value: object) -> bool:
        """Ask for a cell's new value; False when it cannot be read, which is told."""
        state = self.state
        if state is None or entry_id not in state.plan.entries:
            return False
        field = FIELDS[column]
        try:
            read = self._read(column, value)
        except ValueRefused as refusal:
            lang = self._context.console.settings.lang
            problem = say(lang, f"refused.cell.{refusal.code}", held=refusal.held)
            remedy = say(lang, f"refused.remedy.{refusal.code}")
            data = {"field": field, "problem": problem, "remedy": remedy}
            self._context.tell(Notice(code="cell_refused", level="warning", data=data))
            return False
        ids = [entry_id]
        chosen = self._selected()
        if column in TOGETHER and entry_id in chosen:
            ids = chosen
        elif column is Col.STOCK:
            ids = self._stock_rows(state, entry_id)
        entries = tuple(replace(state.plan.entries[one], **{field: read}) for one in ids)
        self._context.ask(cmd.Edit(entries=entries), quiet=("nothing_changed",))
        return True

    def _read(self, column: Col, value: object) -> Any:
        held = str(value)
        match column:
            case Col.PRICE:
                return cents(held)
            case Col.PLANNED:
                return length(held) or timedelta(0)
            case Col.STOCK:
                return whole(held)
            case Col.ROLE:
                return Role(held)
            case _:
                return text(held)

    def _stock_rows(self, state: State, entry_id: EntryId) -> list[EntryId]:
        """An item has one stock: every row that states it is changed with this one."""
        product = state.plan.entries[entry_id].product_id
        if product is None:
            return [entry_id]
        rows = [e.entry_id for e in state.plan.in_order() if e.product_id == product and e.stock is not None]
        return rows if entry_id in rows else [*rows, entry_id]

    # -- rows ---------------------------------------------------------------------------------------

    def insert(self, before: EntryId | None) -> None:
        """A new, empty row."""
        new = Entry(entry_id=EntryId(new_entry_id()), name=self.tr("新的一款"))
        self._insert((new,), before)

    def duplicate(self, ids: Sequence[EntryId]) -> None:
        """The same again, right behind; what was shown already comes again as the next."""
        state = self.state
        if state is None or not ids:
            return
        order = state.plan.order
        before = self._behind(state, max(order.index(entry_id) for entry_id in ids))
        self._insert(self._copies(state, ids), before)

    def again(self) -> None:
        """再讲一轮: what is on air once more, as the next."""
        state = self.state
        if state is None or state.on_air is None:
            return
        place = state.plan.index(state.on_air.entry_id)
        self._insert(self._copies(state, [state.on_air.entry_id]), self._behind(state, place))

    def _behind(self, state: State, place: int) -> EntryId | None:
        """The entry that a row put behind ``place`` stands before, where rows may stand at all."""
        order, current = state.plan.order, state.core.round
        if state.running and current is not None:
            place = max(place, order.index(current.entry_id))
        return order[place + 1] if place + 1 < len(order) else None

    def _copies(self, state: State, ids: Sequence[EntryId]) -> tuple[Entry, ...]:
        chosen = sorted(ids, key=state.plan.index)
        entries = [state.plan.entries[entry_id] for entry_id in chosen]
        return tuple(replace(entry, entry_id=EntryId(new_entry_id()), hard_start=None) for entry in entries)

    def _insert(self, entries: tuple[Entry, ...], before: EntryId | None) -> None:
        future = self._context.ask(cmd.Insert(entries=entries, before=before))
        self._then(future, lambda: self.inserted.emit(entries[0].entry_id))

    def remove(self, ids: Sequence[EntryId]) -> None:
        """Take rows out; the strip offers to undo it."""
        state = self.state
        if state is None or not ids:
            return
        names = [state.plan.entries[entry_id].name for entry_id in ids]
        shown = names[0] if len(names) == 1 else self.tr("{name} 等").format(name=names[0])
        future = self._context.ask(cmd.Remove(entry_ids=tuple(ids)))
        notice = Notice(code="plan_removed", data={"count": len(names), "names": shown})
        self._then(future, lambda: self._context.tell(notice))

    def move(self, ids: Sequence[EntryId], before: EntryId | None) -> None:
        """Put rows before another; None puts them last."""
        if ids and before not in ids:
            self._context.ask(cmd.Move(entry_ids=tuple(ids), before=before), quiet=("nothing_changed",))

    def shift(self, ids: Sequence[EntryId], by: int) -> None:
        """Move rows one place up (-1) or down (1)."""
        state = self.state
        if state is None or not ids:
            return
        order = state.plan.order
        places = [order.index(entry_id) for entry_id in ids]
        at = min(places) - 1 if by < 0 else max(places) + 2
        if at >= 0 and (by < 0 or at <= len(order)):
            self.move(ids, order[at] if at < len(order) else None)

    # -- the run ------------------------------------------------------------------------------------

    def go_to(self, entry_id: EntryId) -> None:
        """Put an entry on air now."""
        self._context.ask(cmd.Goto(entry_id=entry_id))

    def skip(self, ids: Sequence[EntryId]) -> None:
        """Pass over these when their turn comes."""
        for entry_id in ids:
            self._context.ask(cmd.Skip(entry_id=entry_id))

    def restore(self, ids: Sequence[EntryId]) -> None:
        """Take skips back."""
        for entry_id in ids:
            self._context.ask(cmd.Restore(entry_id=entry_id))

    def skip_next(self) -> None:
        """Pass over what would come next."""
        state = self.state
        coming = None if state is None else state.next_entry()
        if coming is None:
            self._context.tell(Notice(code="refused.last_entry", level="warning"))
        else:
            self._context.ask(cmd.Skip(entry_id=coming.entry_id))

    def retry(self, entry_id: EntryId) -> None:
        """Fire the cues of the entry on air once more."""
        venue = self._context.venue
        if venue is None:
            return
        try:
            venue.retry(entry_id)
        except Refused as refusal:
            self._context.tell(Notice(code=f"refused.{refusal.code}", level="warning", data=refusal.data))

    def undo(self) -> None:
        self._context.ask(cmd.Undo())

    def redo(self) -> None:
        self._context.ask(cmd.Redo())

    # -- words --------------------------------------------------------------------------------------

    def copy(self, ids: Sequence[EntryId]) -> None:
        """Put rows on the clipboard, as a table a chat or a spreadsheet takes."""
        state = self.state
        if state is not None and ids:
            QApplication.clipboard().setText(self.as_text(state, ids))

    def as_text(self, state: State, ids: Sequence[EntryId]) -> str:
        """Rows with tabs between their cells, under their headers."""
        headers = (
            self.tr("序号"),
            self.tr("链接号"),
            self.tr("角色"),
            self.tr("商品名称"),
            self.tr("直播价"),
            self.tr("时长"),
            self.tr("开始时间"),
        )
        lines = [headers]
        for entry_id in sorted(ids, key=state.plan.index):
            entry = state.plan.entries[entry_id]
            lines.append(
                (
                    str(state.plan.index(entry_id) + 1),
                    entry.link_no,
                    role_name(entry.role),
                    entry.name,
                    plain_price(entry.live_price),
                    minutes_text(entry.planned),
                    hour_text(entry.hard_start),
                )
            )
        return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)

    def may_change(self) -> bool:
        """Whether the plan can still be changed."""
        state = self.state
        return state is not None and state.status is not Status.ENDED

    def _then(self, future: Future[Receipt] | None, done: Callable[[], object]) -> None:
        if future is None:
            return

        def told(ended: Future[Receipt]) -> None:
            if ended.exception() is None:
                done()

        future.add_done_callback(told)
