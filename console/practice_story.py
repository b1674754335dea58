"""What happened in the practice room before the window opened: played on the show's own desk, on a clock run ahead.

The story: one sample did not come and is skipped; berries are topped up; the price of the masks is cut on air;
the chicken sells down to the last pieces; a microphone fails during the scarf; the wipes sell out; and the vacuum
bottle is in the middle of its time, a few minutes behind plan.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from console.main_loop import MainLoop
from console.open_show import OpenShow
from console.practice_audience import Audience
from console.show import commands as cmd
from console.show.plan import Entry, ProductId
from console.wording import say

STRIDE = timedelta(seconds=10)
BEFORE_AIR = timedelta(minutes=20)  # from the plan's first line to the first round
ON_AIR = 6  # the place of the entry that is on air when the window opens
PAUSE = timedelta(minutes=1)
LEAST_LATE, MORE_LATE = timedelta(minutes=1), timedelta(minutes=2, seconds=12)
LEAST_INTO, MORE_INTO = timedelta(minutes=3, seconds=24), timedelta(minutes=2, seconds=48)

# How the lateness falls on the rounds before: some end early, most late. The parts add up to 1.
_LATE_PARTS = (0.14, 0.22, 0.46, -0.16, 0.30, 0.04)


class HandClock:
    """A clock that says what it is told."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


def air_time(entries: tuple[Entry, ...], now: datetime) -> tuple[datetime, datetime]:
    """When the show was planned to start, on a five-minute mark, and when it went live, for it to stand as told now."""
    planned = sum((entry.planned for entry in entries[:ON_AIR]), timedelta(0))
    least = planned + PAUSE + LEAST_LATE + LEAST_INTO
    mark = int((now - least).timestamp()) - 20
    mark -= mark % 300
    start = datetime.fromtimestamp(mark, tz=now.tzinfo)
    return start, start + timedelta(seconds=20)


class Story:
    """Plays the show from its plan to ``until``. The clock stands at ``until`` afterwards."""

    def __init__(
        self,
        show: OpenShow,
        *,
        loop: MainLoop,
        clock: HandClock,
        live: datetime,
        until: datetime,
        seed: int,
        lang: str,
        words: Mapping[str, Any],
    ) -> None:
        self._show, self._loop, self._clock = show, loop, clock
        self._live, self._until, self._lang, self._words = live, until, lang, words
        self._chance = random.Random(f"story:{seed}")
        self._entries = show.state.plan.in_order()
        planned = sum((entry.planned for entry in self._entries[:ON_AIR]), timedelta(0))
        slack = until - live - planned - PAUSE - LEAST_LATE - LEAST_INTO
        self._late = LEAST_LATE + slack * (MORE_LATE / (MORE_LATE + MORE_INTO))
        self._audience = Audience(show, seed=seed)
        self._refill: dict[ProductId, int] = {}
        self._host = show.state.info.hosts[0]

    def play(self) -> None:
        self._before()
        self._clock.at = self._live
        self._do(cmd.GoLive())
        for place in range(ON_AIR):
            entry = self._entries[place]
            over = _LATE_PARTS[place] * self._late + timedelta(seconds=self._chance.uniform(-4, 4))
            leave = self._clock.at + entry.planned + over
            rest = getattr(self, f"_round_{place}")(leave)
            self._pass_until(leave + (rest or timedelta(0)))
            self._do(cmd.Next())
        self._on_air()

    # -- the rounds ---------------------------------------------------------------------------------

    def _before(self) -> None:
        skipped = next(entry for entry in self._entries if entry.link_no == self._words["skipped_link"])
        self._clock.at = self._live - timedelta(minutes=11, seconds=14)
        self._do(cmd.Skip(entry_id=skipped.entry_id))
        self._clock.at += timedelta(seconds=21)
        self._do(cmd.AddNote(text=self._words["skipped_note"]))

    def _round_0(self, leave: datetime) -> None:
        self._pass_until(leave - timedelta(seconds=40))
        self._message(7)

    def _round_1(self, leave: datetime) -> None:
        berries = self._product(1)
        self._refill[berries] = 60
        self._card_and_price(leave, 0.4)

    def _round_2(self, leave: datetime) -> None:
        self._card_and_price(leave, 0.35)
        self._pass_until(leave - timedelta(minutes=3, seconds=20))
        self._do(cmd.AddNote(text=self._words["price_note"]))
        masks = self._entries[2]
        self._do(cmd.Edit(entries=(replace(masks, live_price=self._words["price_cut"]),)))
        self._pass_for(25)
        self._message(4)

    def _round_3(self, leave: datetime) -> None:
        self._card_and_price(leave, 0.3)

    def _round_4(self, leave: datetime) -> timedelta:
        self._card_and_price(leave, 0.3)
        self._do(cmd.PauseShow())
        self._clock.at += timedelta(seconds=9)
        self._do(cmd.AddNote(text=self._words["pause_note"]))
        self._pass_for((PAUSE - timedelta(seconds=9)).total_seconds())
        self._do(cmd.ResumeShow())
        self._pass_for(35)
        self._message(5)
        return PAUSE

    def _round_5(self, leave: datetime) -> None:
        self._card_and_price(leave, 0.25)

    def _on_air(self) -> None:
        bottle = self._entries[ON_AIR]
        self._pass_for(5)
        self._do(cmd.TickAction(action="show_card"))
        self._pass_until(self._until - timedelta(seconds=95))
        self._do(cmd.TickAction(action="open_price"))
        self._pass_until(self._until - timedelta(seconds=70))
        chicken = self._product(3)
        left = self._show.balance(chicken).remaining or 0
        if left < 5:
            self._do(cmd.Release(product_id=chicken, quantity=8 - left))
        self._pass_until(self._until - timedelta(seconds=32))
        self._do(cmd.SendMessage(text=say(self._lang, "quick.3")))  # nobody has read it yet
        self._pass_until(self._until)
        assert self._show.state.on_air == bottle

    def _card_and_price(self, leave: datetime, opens: float) -> None:
        self._pass_for(self._chance.uniform(3, 8))
        self._do(cmd.TickAction(action="show_card"))
        self._pass_for((leave - self._clock.at).total_seconds() * opens)
        self._do(cmd.TickAction(action="open_price"))

    # -- the way it is played -----------------------------------------------------------------------

    def _product(self, place: int) -> ProductId:
        product = self._entries[place].product_id
        assert product is not None
        return product

    def _do(self, command: cmd.Command, actor: str | None = None) -> int:
        return self._loop.result(self._show.ask(command, actor=actor or self._words["controller"])).seq

    def _message(self, number: int) -> None:
        sent = self._do(cmd.SendMessage(text=say(self._lang, f"quick.{number}")))
        self._pass_for(self._chance.uniform(5, 9))
        self._do(cmd.ReadMessage(of=sent), actor=self._host)

    def _pass_for(self, seconds: float) -> None:
        self._pass_until(self._clock.at + timedelta(seconds=seconds))

    def _pass_until(self, at: datetime) -> None:
        while self._clock.at < at:
            stride = min(STRIDE, at - self._clock.at)
            self._clock.at += stride
            for future in self._audience.step(stride, self._clock.at):
                self._loop.result(future)
            self._top_up()

    def _top_up(self) -> None:
        entry = self._show.state.on_air
        wave = None if entry is None or entry.product_id is None else self._refill.get(entry.product_id)
        if entry is None or entry.product_id is None or wave is None:
            return
        if (self._show.balance(entry.product_id).remaining or 0) < 12:
            del self._refill[entry.product_id]
            self._do(cmd.Release(product_id=entry.product_id, quantity=wave))
            self._do(cmd.TickAction(action="add_stock"))
