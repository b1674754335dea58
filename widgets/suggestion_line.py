"""One quiet line in the on-air dock: what would be better next, or what to do about an item that is gone, and why.

It never acts by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from console import advising
from console.app import ShowClosed, ShowOpened, new_entry_id
from console.listeners import Applied, Notice, StockChanged
from console.open_show import OpenShow
from console.show import commands as cmd
from console.show.advice import Suggestion
from console.show.plan import EntryId
from console.show.state import State
from console.sold_out import Proposal, gone
from console.wording import say
from widgets.context import Context
from widgets.frame import Coalescer
from widgets.keyed_button import TIGHT, KeyedButton
from widgets.keys import KeyMap
from widgets.labels import LEFT
from widgets.on_air_view import number_of
from widgets.sold_out_offers import SoldOutOffers
from widgets.theme import Theme, font

EVERY_MS = 4000
SOON_MS = 300  # after something happened in the show
MENU_NAME = 24  # characters of a name
MENU_REASONS = 3
SUGGESTION_HIGH = 44  # pixels


class SuggestionButton(KeyedButton):
    """Two lines: what is suggested, and as many of its reasons as stand there whole."""

    def __init__(self, theme: Theme, key: str) -> None:
        super().__init__(theme, "", key, look="quiet", high=SUGGESTION_HIGH, left=True)
        self._reasons: tuple[str, ...] = ()
        self._between = ""

    def show_suggestion(self, text: str, reasons: Sequence[str], between: str, tip: str) -> None:
        """``between``: what stands between two reasons."""
        if (tuple(reasons), between) != (self._reasons, self._between):
            self._reasons, self._between = tuple(reasons), between
            self.update()
        self.show_as(text, tip=tip)
        self.setAccessibleName(f"{text}: {between.join(reasons)}" if text else "")

    @property
    def said(self) -> str:
        """The reasons that fit, the weightiest first; the first one always."""
        metrics = QFontMetrics(font(12))
        count = len(self._reasons)
        while count > 1 and metrics.horizontalAdvance(self._between.join(self._reasons[:count])) > self._whole:
            count -= 1
        return self._between.join(self._reasons[:count])

    @property
    def said_whole(self) -> bool:
        """Whether what is said of the reasons fits."""
        return QFontMetrics(font(12)).horizontalAdvance(self.said) <= self._whole

    @property
    def _whole(self) -> int:
        return self.width() - 2 * TIGHT

    def _beside(self) -> int:
        return 2 * TIGHT + (self._key_width() + self._gap() if self._key else 0)

    def _draw_words(self, painter: QPainter, ink: QColor) -> None:
        half = self.height() // 2
        painter.setFont(self.font())
        painter.setPen(self._theme.color("text"))
        elided = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self._room())
        painter.drawText(QRect(TIGHT, 3, self._room() + 2, half - 2), LEFT, elided)
        self._draw_key(painter, ink, self.width() - TIGHT - self._key_width(), middle=half // 2 + 2)
        painter.setFont(font(12))
        painter.setPen(ink)
        elided = QFontMetrics(font(12)).elidedText(self.said, Qt.TextElideMode.ElideRight, self._whole)
        painter.drawText(QRect(TIGHT, half, self._whole + 2, half - 3), LEFT, elided)


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
        self._gone: tuple[Proposal, ...] = ()  # what could be done about the item on air
        self._let_go: tuple[int | None, int] | None = None  # the round and wave in which nothing is to be offered
        self._offers = SoldOutOffers(context, self)
        keys = KeyMap(context.console.settings.keys)
        self._key, self._accept_key = keys.shown("suggestion"), keys.shown("accept")
        self.button = SuggestionButton(context.theme, self._key)
        self._locked = False
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
            listeners.subscribe(StockChanged, lambda told: self._on_stock()),
        ]
        self._timer.start()
        self._soon.ask()

    @property
    def suggestion(self) -> Suggestion | None:
        """What is being suggested."""
        return self._shown

    def keep_place(self, kept: bool) -> None:
        """Whether its place stays free while it has nothing to say."""
        policy = self.sizePolicy()
        if policy.retainSizeWhenHidden() != kept:
            policy.setRetainSizeWhenHidden(kept)
            self.setSizePolicy(policy)

    def set_locked(self, locked: bool) -> None:
        """While the run order is locked nothing is put next, and that is said."""
        self._locked = locked
        self._close_menu()

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
        self._gone = () if self._let_go == self._wave(show) else self._offers.now()
        if self._gone:
            self._show_gone(self._gone)
            return
        held = None if self._shown is None else self._shown.entry_id
        tail = timedelta(minutes=self._context.console.settings.round_tail_minutes)
        found = advising.instead(show, show.clock.now(), held, tail)
        if found is not None and self._declined == (_round_of(show.state), found.entry_id):
            found = None
        self._show_suggestion(found)

    # -- what can be done about it --------------------------------------------------------------------

    @property
    def offered(self) -> tuple[Proposal, ...]:
        """What could be done about the item on air, which is sold out; the first is done by one key."""
        return self._gone

    def accept(self) -> None:
        """Do the first of what is offered for an item that is gone; else say what could come next."""
        self.refresh()
        if self._gone:
            self._offers.accept(self._gone[0])
        else:
            self.open_menu()

    def open_menu(self) -> None:
        """Offer what can be done; without a suggestion say that there is none."""
        if self._gone:
            self._open_gone()
            return
        found, state = self._shown, self._state()
        if found is None or state is None or found.entry_id not in state.plan.entries:
            self._context.tell(Notice(code="on_air.no_suggestion"))
            return
        self._close_menu()
        menu = QMenu(self)
        entry = state.plan.entries[found.entry_id]
        for line in self._all_reasons(found):
            menu.addAction(line).setEnabled(False)
        menu.addSeparator()
        now = menu.addAction(self.tr("现在就上：{name}").format(name=_short(entry.name, MENU_NAME)))
        now.triggered.connect(lambda: self._go(found.entry_id))
        later = menu.addAction(self.tr("排到下一个（排品已锁定）") if self._locked else self.tr("排到下一个"))
        later.triggered.connect(lambda: self._put_next(found))
        menu.addSeparator()
        never = menu.addAction(self.tr("这一款期间不再提"))
        never.triggered.connect(lambda: self._decline(found.entry_id))
        menu.setActiveAction(later)
        self.menu = menu
        menu.popup(self.button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _on_stock(self) -> None:
        """Orders pour in: only that the item on air is gone, or is back, is worth looking at once."""
        show = self._context.console.show
        if (show is not None and gone(show) is not None) is not bool(self._gone):
            self._soon.ask()

    def _open_gone(self) -> None:
        self._close_menu()
        menu = QMenu(self)
        for place, proposal in enumerate(self._gone):
            action = menu.addAction(self._offers.title(proposal))
            action.triggered.connect(lambda _checked=False, proposal=proposal: self._offers.accept(proposal))
            if not place:
                menu.setActiveAction(action)
            if proposal.suggestion is not None:
                for line in self._offers.reasons(proposal.suggestion)[:MENU_REASONS]:
                    menu.addAction(f"    {line}").setEnabled(False)
        menu.addSeparator()
        menu.addAction(self.tr("这一波不再提")).triggered.connect(self._let_be)
        self.menu = menu
        menu.popup(self.button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _let_be(self) -> None:
        show = self._context.console.show
        if show is not None:
            self._let_go = self._wave(show)
            self.refresh()

    def _wave(self, show: OpenShow) -> tuple[int | None, int]:
        entry = show.state.on_air
        released = 0 if entry is None or entry.product_id is None else show.balance(entry.product_id).released
        return _round_of(show.state), released

    def _go(self, entry_id: EntryId) -> None:
        self._context.ask(cmd.Goto(entry_id=entry_id))

    def _put_next(self, found: Suggestion) -> None:
        if self._locked:
            key = KeyMap(self._context.console.settings.keys).shown("lock_plan")
            self._context.tell(Notice(code="plan_locked", level="warning", data={"key": key}))
            return
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

    def _show_gone(self, found: tuple[Proposal, ...]) -> None:
        self._shown = None
        text = self.tr("已售罄：{what}").format(what=self._offers.title(found[0]))
        tip = "\n".join([text, *(self._offers.title(one) for one in found[1:])])
        between = say(self._context.console.settings.lang, "advice.between")
        self.button.show_as(text, look="late_row", key=self._accept_key)
        self.button.show_suggestion(text, self._offers.said(found), between, tip)
        self.show()

    def _show_suggestion(self, found: Suggestion | None) -> None:
        state = self._state()
        entry = None if state is None or found is None else state.plan.entries.get(found.entry_id)
        self._shown = None if entry is None else found
        self.button.show_as(self.button.text(), look="quiet", key=self._key)
        if found is None or entry is None or state is None:
            self._gone = ()
            self.button.show_suggestion("", (), "", tip="")
            self.hide()
            return
        lang = self._context.console.settings.lang
        text = self.tr("建议返场 {n} {name}") if found.returns else self.tr("建议改上 {n} {name}")
        words = text.format(n=number_of(state.plan, entry), name=" ".join(entry.name.split()))
        reasons = [advising.worded(lang, reason) for reason in found.said] or [say(lang, "advice.no_reason")]
        tip = "\n".join([entry.name, *self._all_reasons(found)])
        self.button.show_suggestion(words, reasons, say(lang, "advice.between"), tip)
        self.show()

    def _all_reasons(self, found: Suggestion) -> list[str]:
        lang = self._context.console.settings.lang
        signs = ["＋" if reason.points > 0 else "－" for reason in found.reasons]  # every language
        return [f"{sign} {advising.worded(lang, one)}" for sign, one in zip(signs, found.reasons, strict=True)]


def _round_of(state: State) -> int | None:
    return None if state.core.round is None else state.core.round.round_id


def _place_after_air(state: State) -> EntryId | None:
    """The entry right behind the one on air, skipped or not; None at the end of the run order."""
    order, current = state.plan.order, state.core.round
    place = -1 if current is None else order.index(current.entry_id)
    return order[place + 1] if place + 1 < len(order) else None


def _short(name: str, longest: int) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"
