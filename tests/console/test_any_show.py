"""Whatever is done to a show and in whatever order: screen, ledger and a fresh start on the file say the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from console.metrics.figures import ItemFigures, RoomFigures
from console.show import commands as cmd
from console.show.plan import EntryId, ProductId
from console.show.rundown import BadValue, Refused
from console.show.sales import OrderLine, OrderStatus
from console.show.state import State
from inventory.stock import Balance
from tests.console.test_open_show_again import PRODUCTS, line, settled, shown
from tests.console.test_remote import Desktop
from tests.console.web.room import WoundClock, entry, plan

STEPS = 60


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    """Three products: one in two rounds, one whose stock nobody stated."""
    found = Desktop(tmp_path / "workspace", WoundClock())
    entries = (
        entry(1),
        entry(2, stock=None, first_release=None),
        entry(3),
        entry(1, entry_id=EntryId("again")),
    )
    show_id, planned = found.console.create(replace(plan(1), entries=entries))
    found.loop.result(planned)
    found.console.open(show_id)
    yield found
    found.close()


def any_command(dice: random.Random, state: State, step: int) -> cmd.Command:
    product = ProductId(dice.choice(PRODUCTS))
    entry_id = dice.choice(state.plan.order or (EntryId("none"),))
    return dice.choice(
        [
            cmd.GoLive(),
            cmd.Rehearse(),
            cmd.Next(),
            cmd.Next(),
            cmd.Previous(),
            cmd.Goto(entry_id=entry_id),
            cmd.PauseShow() if dice.random() < 0.7 else cmd.EndShow(),
            cmd.ResumeShow(),
            cmd.Undo(),
            cmd.Undo(),
            cmd.Redo(),
            cmd.Release(product_id=product, quantity=dice.randint(1, 40)),
            cmd.Adjust(product_id=product, delta=dice.choice([-30, -5, 5, 30]), reason="counted"),
            cmd.HoldBack(product_id=product, quantity=dice.randint(1, 30)),
            cmd.CancelHold(product_id=product),
            cmd.Remove(entry_ids=(entry_id,)),
            restocked(dice, state, product),
            inserted(dice, state, step),
        ]
    )


def restocked(dice: random.Random, state: State, product: ProductId) -> cmd.Edit:
    stock = dice.choice([None, 20, 80, 150])
    return cmd.Edit(entries=tuple(replace(e, stock=stock) for e in state.plan.in_order() if e.product_id == product))


def inserted(dice: random.Random, state: State, step: int) -> cmd.Insert:
    number = dice.randint(1, 3)
    stock = dice.choice([state.plan.allotment(ProductId(PRODUCTS[number - 1])), 60])
    return cmd.Insert(entries=(entry(number, entry_id=EntryId(f"new{step}"), stock=stock, first_release=None),))


def any_line(dice: random.Random, clock: WoundClock) -> OrderLine:
    """One of a dozen lines, which so come again and again as something else."""
    return line(
        dice.randrange(12),
        product_id=dice.choice(PRODUCTS),
        quantity=dice.randint(1, 9),
        status=dice.choice(list(OrderStatus)),
        at=clock.now() + timedelta(minutes=dice.choice([-600, -1, 0, 0, 40])),
        paid_at=dice.choice([None, clock.now()]),
        shipped=dice.random() < 0.3,
    )


def figures(desktop: Desktop) -> tuple[State, RoomFigures, list[ItemFigures]]:
    counters = shown(desktop).counters
    room = replace(counters.room(), last_heard=None)  # live that is when it came, later what it says
    return shown(desktop).state, room, [counters.item(product) for product in PRODUCTS]


def the_ledger_agrees(desktop: Desktop) -> None:
    ledger = settled(desktop)
    show = shown(desktop)
    for product in {*PRODUCTS, *ledger}:
        told, kept = show.balance(product), ledger.get(product, Balance())
        assert (kept.allotted or 0, kept.released, kept.sold) == (told.allotted or 0, told.released, told.sold)
        assert told.allotted is None or 0 <= told.released <= told.allotted
        if show.state.plan.allotment(ProductId(product)) is not None:
            assert told.held <= (told.unreleased or 0)


@pytest.mark.parametrize("seed", range(12))
def test_screen_ledger_and_a_fresh_start_agree_whatever_was_done(desktop: Desktop, seed: int) -> None:
    dice = random.Random(seed)
    for step in range(STEPS):
        desktop.clock.wind(seconds=dice.choice([0.1, 1, 30]))
        show = shown(desktop)
        asked: Any
        if dice.random() < 0.3:
            asked = show.intake.orders([any_line(dice, desktop.clock)])
        else:
            asked = show.ask(any_command(dice, show.state, step), actor="test")
        try:
            desktop.loop.result(asked)
        except (Refused, BadValue):
            continue
        if step % 6 == 0:
            the_ledger_agrees(desktop)
    the_ledger_agrees(desktop)
    before, show_id = figures(desktop), shown(desktop).show_id
    desktop.console.close_show()
    desktop.console.open(show_id)
    assert figures(desktop) == before
    the_ledger_agrees(desktop)
