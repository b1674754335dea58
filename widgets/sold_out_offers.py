"""What is offered when the item on air is sold out: more of it, another of its role, the next one."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QObject

from console import advising
from console.listeners import Notice
from console.open_show import OpenShow
from console.show import commands as cmd
from console.show import wave_rules
from console.show.advice import Suggestion
from console.sold_out import Proposal, Way, gone, proposals
from widgets.context import Context
from widgets.on_air_goods import GoodsOnAir
from widgets.on_air_view import number_of, waves

NAME = 18  # characters
RANKED_FOR = timedelta(seconds=3)


class SoldOutOffers(QObject):
    """Asks the desk for what was pressed, and for nothing else."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._goods = GoodsOnAir(context)
        self._ranked: tuple[object, datetime, tuple[Proposal, ...]] | None = None  # of what, when

    def now(self) -> tuple[Proposal, ...]:
        """The best first; none while the item on air is on sale. Ranked anew after every event and every few seconds:
        an alert asks at every order."""
        show = self._context.console.show
        if show is None or gone(show) is None:
            return ()
        now, known, asked = show.clock.now(), self._ranked, (show.show_id, show.state.seq)
        if known is not None and known[0] == asked and timedelta(0) <= now - known[1] < RANKED_FOR:
            return known[2]
        tail = timedelta(minutes=self._context.console.settings.round_tail_minutes)
        found = proposals(show, now, refill=_refill(show), tail=tail)
        self._ranked = asked, now, found
        return found

    def accept(self, proposal: Proposal) -> None:
        """Do it, if it is still so."""
        show = self._context.console.show
        entry = None if show is None else gone(show)
        if entry is None or entry.product_id != proposal.product_id:
            self._context.tell(Notice(code="on_air.no_suggestion"))
        elif proposal.way is Way.REFILL:
            self._goods.release(0)
        elif proposal.way is Way.TAKE:
            self._context.ask(cmd.Next())
        elif proposal.entry_id is not None:
            self._context.ask(cmd.Goto(entry_id=proposal.entry_id))

    def title(self, proposal: Proposal) -> str:
        """What the key does."""
        show = self._context.console.show
        if proposal.way is Way.REFILL:
            return self.tr("补放 {n} 件").format(n=f"{proposal.pieces:,}")
        entry = None if show is None or proposal.entry_id is None else show.state.plan.entries.get(proposal.entry_id)
        if show is None or entry is None:
            return ""
        name = " ".join(entry.name.split())
        short = name if len(name) <= NAME else f"{name[: NAME - 1].rstrip()}…"
        words = self.tr("换上 {n} {name}") if proposal.way is Way.REPLACE else self.tr("过款到 {n} {name}")
        return words.format(n=number_of(show.state.plan, entry), name=short)

    def brief(self, proposal: Proposal) -> str:
        """The same where room is short: the place in the run order, which the line in the on-air dock names."""
        show = self._context.console.show
        entry = None if show is None or proposal.entry_id is None else show.state.plan.entries.get(proposal.entry_id)
        if show is None or entry is None:
            return self.title(proposal)
        words = self.tr("换上 {n}") if proposal.way is Way.REPLACE else self.tr("过款到 {n}")
        return words.format(n=number_of(show.state.plan, entry))

    def reasons(self, suggestion: Suggestion) -> list[str]:
        """Why this one of all, with the objections, the weightiest first."""
        lang = self._context.console.settings.lang
        signs = ["＋" if reason.points > 0 else "－" for reason in suggestion.reasons]  # every language
        return [f"{sign} {advising.worded(lang, one)}" for sign, one in zip(signs, suggestion.reasons, strict=True)]

    def said(self, found: tuple[Proposal, ...]) -> list[str]:
        """Under the first of them: its own reasons, else what else could be done."""
        lang, first = self._context.console.settings.lang, found[0]
        if first.suggestion is not None:
            own = [advising.worded(lang, one) for one in first.suggestion.said]
            return [self.tr("同角色、有货"), *own]
        others = [self.title(one) for one in found[1:]]
        return others or [self.tr("放出的已卖完")]


def _refill(show: OpenShow) -> int:
    """Pieces the release key would put on sale now."""
    entry = show.state.on_air
    if entry is None or entry.product_id is None:
        return 0
    held = show.state.stock_of(entry.product_id).held
    if held is not None:
        return held.quantity
    small = waves(entry, show.balance(entry.product_id))[0]
    wave = wave_rules.next_by_key(show.state, entry.product_id)
    return wave.wave.quantity if wave is not None and small else small
