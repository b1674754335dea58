"""One quiet line in the on-air dock: what would be better as the next one, and why. It never acts by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from console import advising
from console.app import ShowClosed, ShowOpened, new_entry_id
from console.listeners import Applied, Notice
from console.show import commands as cmd
from console.show.advice import Suggestion
from console.show.plan import Entry, EntryId
from console.show.state import State
from widgets.context import Context
from widgets.frame import Coalescer
from widgets.keyed_button import KeyedButton
from widgets.keys import KeyMap
from widgets.on_air_view import number_of

EVERY_MS = 4000
SOON_MS = 300  # after something happened in the show
LINE_NAME, MENU_NAME = 10, 24  # characters of a name


class SuggestionLine(QWidget):
    """Hidden while the run order is as good as anything. A click, Enter or its key opens what can be done about it.

    Worked out every few seconds and after each event, on a timer of its own: no paint waits for it.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown: Suggestion | None = None
        self._declined: tuple[int | None, EntryId] | None = None  # the round, and what was not wanted in it
        self.menu: QMenu | None = None
        key = KeyMap(context.console.settings.keys).shown("suggestion")
        self.button = KeyedButton(context.theme, "", key, look="quiet", high=30, left=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.button)
        self.hide()
        self._soon = Coalescer(self.refresh, self, SOON_MS)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.refresh)
        self.button.clicked.connect(self.open_menu)
        listeners = context.console.listeners
        self._subscriptions = [
            listeners.subscribe(ShowOpened, lambda told: self._soon.ask()),
            listeners.subscribe(ShowClosed, lambda told: self._show_suggestion(None)),
            listeners.subscribe(Applied, lambda told: self._soon.ask()),
        ]
        self._timer.start()
        self._soon.ask()

    @property
    def suggestion(self) -> Suggestion | None:
        """What is being suggested."""
        return self._shown

    def release(self) -> None:
        """Hear nothing more."""
        for unsubscribe in self._subscriptions:
            unsubscribe()
        self._subscriptions.clear()
        self._timer.stop()
        self._close_menu()

    def refresh(self) -> None:
        """Work it out anew."""
        show = self._context.console.show
        parent = self.parentWidget()
        if show is None or (parent is not None and not parent.isVisible()):
            self._show_suggestion(None)
            return
        held = None if self._shown is None else self._shown.entry_id
        tail = timedelta(minutes=self._context.console.settings.round_tail_minutes)
        found = advising.instead(show, show.clock.now(), held, tail)
        if found is not None and self._declined == (_round_of(show.state), found.entry_id):
            found = None
        self._show_suggestion(found)

    # -- what can be done about it --------------------------------------------------------------------

    def open_menu(self) -> None:
        """Offer what can be done; without a suggestion say that there is none."""
        found, state = self._shown, self._state()
        if found is None or state is None or found.entry_id not in state.plan.entries:
            self._context.tell(Notice(code="on_air.no_suggestion"))
            return
        self._close_menu()
        menu = QMenu(self)
        entry = state.plan.entries[found.entry_id]
        now = menu.addAction(self.tr("现在就上：{name}").format(name=_short(entry.name, MENU_NAME)))
        now.triggered.connect(lambda: self._go(found.entry_id))
        later = menu.addAction(self.tr("排到下一个"))
        later.triggered.connect(lambda: self._put_next(found))
        menu.addSeparator()
        never = menu.addAction(self.tr("这一款期间不再提"))
        never.triggered.connect(lambda: self._decline(found.entry_id))
        menu.setActiveAction(later)
        self.menu = menu
        menu.popup(self.button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _go(self, entry_id: EntryId) -> None:
        self._context.ask(cmd.Goto(entry_id=entry_id))

    def _put_next(self, found: Suggestion) -> None:
        state = self._state()
        entry = None if state is None else state.plan.entries.get(found.entry_id)
        if state is None or entry is None:
            return
        coming = state.next_entry()
        before = _place_after_air(state) if coming is None else coming.entry_id
        if entry.entry_id in state.core.aired:  # what was on air stays where it was: it comes again as a row of its own
            again = replace(entry, entry_id=EntryId(new_entry_id()), hard_start=None)
            self._context.ask(cmd.Insert(entries=(again,), before=before))
        elif before != entry.entry_id:
            self._context.ask(cmd.Move(entry_ids=(entry.entry_id,), before=before), quiet=("nothing_changed",))

    def _decline(self, entry_id: EntryId) -> None:
        state = self._state()
        if state is not None:
            self._declined = (_round_of(state), entry_id)
            self._show_suggestion(None)

    def _close_menu(self) -> None:
        if self.menu is not None:
            self.menu.close()
            self.menu.deleteLater()
            self.menu = None

    # -- what is shown --------------------------------------------------------------------------------

    def _state(self) -> State | None:
        show = self._context.console.show
        return None if show is None else show.state

    def _show_suggestion(self, found: Suggestion | None) -> None:
        state = self._state()
        entry = None if state is None or found is None else state.plan.entries.get(found.entry_id)
        self._shown = None if entry is None else found
        if found is None or entry is None or state is None:
            self.button.show_as("", tip="")
            self.hide()
            return
        lang = self._context.console.settings.lang
        text = self.tr("建议返场 {n} {name}：{why}") if found.returns else self.tr("建议改上 {n} {name}：{why}")
        name = _short(entry.name, LINE_NAME)  # the reasons are to be read, the name stands in the run order
        words = text.format(n=number_of(state.plan, entry), name=name, why=advising.why(lang, found))
        self.button.show_as(words, tip=self._tip(entry, found))
        self.button.setAccessibleName(words)
        self.show()

    def _tip(self, entry: Entry, found: Suggestion) -> str:
        lang = self._context.console.settings.lang
        lines = [entry.name]
        for reason in found.reasons:
            sign = "＋" if reason.points > 0 else "－"  # every language
            lines.append(f"{sign} {advising.worded(lang, reason)}")
        return "\n".join(lines)


def _round_of(state: State) -> int | None:
    return None if state.core.round is None else state.core.round.round_id


def _place_after_air(state: State) -> EntryId | None:
    """The entry right behind the one on air, skipped or not; None at the end of the run order."""
    order, current = state.plan.order, state.core.round
    place = -1 if current is None else order.index(current.entry_id)
    return order[place + 1] if place + 1 < len(order) else None


def _short(name: str, longest: int) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"
