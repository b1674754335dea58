"""Rulings: holds, corrections, what a first take puts on sale, what a plan may still say, what undo leaves alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from console.show import commands as cmd
from console.show import events as ev
from console.show.fold import apply
from console.show.plan import Entry, EntryId, ProductId, ShowInfo
from console.show.rundown import BadValue, Refused, decide
from console.show.state import EMPTY, State, StockFacts

START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
CUP = ProductId("cup")


def entry(name: str, product: str | None = None, **values: Any) -> Entry:
    return Entry(
        entry_id=EntryId(name), name=name, product_id=None if product is None else ProductId(product), **values
    )


class Show:
    """A show in which a second passes between any two commands, so no take is the same take."""

    def __init__(self, *entries: Entry) -> None:
        self.state: State = EMPTY
        self.sold: dict[str, int] = {}
        self.ask(cmd.CreateShow(info=ShowInfo(name="show"), entries=entries))

    def ask(self, command: cmd.Command) -> ev.Payload:
        at = START + timedelta(seconds=self.state.seq)
        payload = decide(self.state, command, at=at, sold=self.sold)
        self.state = apply(self.state, ev.Event(seq=self.state.seq + 1, at=at, actor="t", payload=payload))
        return payload

    def refusal(self, command: cmd.Command) -> str:
        with pytest.raises((Refused, BadValue)) as refused:
            self.ask(command)
        assert isinstance(refused.value, Refused | BadValue)
        return refused.value.code

    @property
    def cup(self) -> StockFacts:
        return self.state.stock_of(CUP)


def cups(stock: int | None = 100, first_release: int | None = 30) -> tuple[Entry, Entry]:
    return entry("opening"), entry("cup", "cup", stock=stock, first_release=first_release)


def test_what_is_held_back_stays_back_when_the_product_is_first_taken() -> None:
    show = Show(*cups(stock=100, first_release=100))
    show.ask(cmd.HoldBack(product_id=CUP, quantity=60))
    show.ask(cmd.GoLive())
    show.ask(cmd.Next())
    assert show.cup.released == 40
    assert show.cup.held is not None
    show.ask(cmd.Release(product_id=CUP, quantity=60))
    assert show.cup.released == 100


def test_a_release_taken_back_before_the_first_take_leaves_the_first_take_its_release() -> None:
    show = Show(*cups())
    show.ask(cmd.Release(product_id=CUP, quantity=5))
    show.ask(cmd.Undo())
    show.ask(cmd.GoLive())
    show.ask(cmd.Next())
    assert show.cup.released == 30


def test_what_was_released_by_hand_before_is_not_released_again_by_the_first_take() -> None:
    show = Show(*cups())
    show.ask(cmd.Release(product_id=CUP, quantity=5))
    show.ask(cmd.GoLive())
    show.ask(cmd.Next())
    assert show.cup.released == 5


def test_more_pieces_may_come_in_while_more_is_sold_than_they_cover() -> None:
    show = Show(*cups(stock=10, first_release=10))
    show.ask(cmd.GoLive())
    show.ask(cmd.Next())
    show.sold["cup"] = 14
    show.ask(cmd.Adjust(product_id=CUP, delta=2, reason="a box was found"))
    assert show.state.allotted(CUP) == 12
    assert show.refusal(cmd.Adjust(product_id=CUP, delta=-1, reason="one is broken")) == "below_sold"


def test_without_a_stated_stock_a_correction_still_counts_what_is_there() -> None:
    show = Show(*cups(stock=None, first_release=None))
    assert show.state.allotted(CUP) is None
    show.ask(cmd.Release(product_id=CUP, quantity=20))
    show.ask(cmd.Adjust(product_id=CUP, delta=-5, reason="broken"))
    assert (show.state.allotted(CUP), show.cup.released) == (15, 15)
    show.ask(cmd.Adjust(product_id=CUP, delta=50, reason="another box"))
    assert (show.state.allotted(CUP), show.cup.released) == (65, 15)
    show.ask(cmd.Release(product_id=CUP, quantity=30))
    assert (show.state.allotted(CUP), show.cup.released) == (65, 45)
    show.ask(cmd.Release(product_id=CUP, quantity=40))
    assert (show.state.allotted(CUP), show.cup.released) == (85, 85)
    show.ask(cmd.Undo())
    assert (show.state.allotted(CUP), show.cup.released) == (65, 45)


def test_the_only_release_taken_back_leaves_an_unstated_stock_unknown() -> None:
    show = Show(*cups(stock=None, first_release=None))
    show.ask(cmd.Release(product_id=CUP, quantity=20))
    show.ask(cmd.Undo())
    assert show.state.allotted(CUP) is None


def test_a_product_that_comes_back_into_the_plan_cannot_have_less_than_is_on_sale() -> None:
    show = Show(*cups())
    show.ask(cmd.Release(product_id=CUP, quantity=50))
    show.ask(cmd.Remove(entry_ids=(EntryId("cup"),)))
    assert show.refusal(cmd.Insert(entries=(entry("again", "cup", stock=10),))) == "stock_below_released"
    show.ask(cmd.Insert(entries=(entry("again", "cup", stock=50),)))
    assert show.state.allotted(CUP) == 50


def test_a_plan_cannot_take_away_what_is_held_back() -> None:
    show = Show(*cups(stock=100, first_release=30))
    show.ask(cmd.HoldBack(product_id=CUP, quantity=80))
    less = replace(show.state.plan.entries[EntryId("cup")], stock=70)
    assert show.refusal(cmd.Edit(entries=(less,))) == "stock_held"


def test_undoing_an_edit_leaves_the_scene_that_was_asked_for_since() -> None:
    show = Show(entry("opening", scene="close"), entry("cup", "cup", scene="table"))
    show.ask(cmd.GoLive())
    show.ask(cmd.Edit(entries=(replace(show.state.plan.entries[EntryId("cup")], note="blue"),)))
    show.ask(cmd.AskScene(scene="wide"))
    show.ask(cmd.Undo())
    assert show.state.core.scene_wanted == "wide"
    show.ask(cmd.Redo())
    assert show.state.core.scene_wanted == "wide"


def test_undoing_a_take_offers_the_scene_before_it() -> None:
    show = Show(entry("opening", scene="close"), entry("cup", "cup", scene="table"))
    show.ask(cmd.GoLive())
    show.ask(cmd.Next())
    show.ask(cmd.Undo())
    assert show.state.core.scene_wanted == "close"


def test_a_sheet_laid_over_an_entry_that_went_on_air_meanwhile_is_refused() -> None:
    show = Show(entry("opening"), entry("cup", "cup", stock=100), entry("bowl", "bowl"))
    read_before = show.state.plan.entries
    show.ask(cmd.GoLive())
    show.ask(cmd.Next())
    opening, cup, bowl = (read_before[EntryId(name)] for name in ("opening", "cup", "bowl"))
    dearer = replace(cup, live_price=9900)
    assert show.refusal(cmd.MergePlan(entries=(opening, dearer, bowl))) == "edit_aired"
    assert show.refusal(cmd.MergePlan(entries=(cup, opening, bowl))) == "move_aired"
    show.ask(cmd.MergePlan(entries=(opening, cup, replace(bowl, live_price=500))))
    assert show.state.on_air == cup


def test_no_entry_stands_twice_in_a_plan() -> None:
    show = Show(*cups())
    twins = (entry("twin"), entry("twin"))
    assert show.refusal(cmd.Insert(entries=twins)) == "entry_exists"
    assert show.refusal(cmd.MergePlan(entries=(*show.state.plan.in_order(), *twins))) == "entry_exists"


def test_what_is_on_air_is_said_to_be_on_air_and_what_was_to_have_been() -> None:
    show = Show(entry("opening"), entry("cup", "cup"), entry("bowl", "bowl"))
    show.ask(cmd.GoLive())
    show.ask(cmd.Next())
    opening, cup = EntryId("opening"), EntryId("cup")
    assert show.refusal(cmd.Remove(entry_ids=(cup,))) == "remove_on_air"
    assert show.refusal(cmd.Move(entry_ids=(cup,), before=None)) == "move_on_air"
    assert show.refusal(cmd.Remove(entry_ids=(opening,))) == "remove_aired"
    assert show.refusal(cmd.Move(entry_ids=(opening,), before=None)) == "move_aired"
