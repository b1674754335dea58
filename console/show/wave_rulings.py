"""Rulings on waves and on holds whose condition the program counts: each goes on sale once, in a live show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from console.show import commands as cmd
from console.show import events as ev
from console.show import wave_rules
from console.show.ruling import Refused, not_ended, rule
from console.show.state import State, Status
from console.show.stock_rulings import check_release, known_product
from console.show.waves import When


@rule.register
def _(command: cmd.ReleaseWave, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    not_ended(state)
    product = command.product_id
    known_product(state, product)
    found = wave_rules.find(state, product, command.wave)
    if found is None:
        raise Refused("no_such_wave")
    if found.done:
        raise Refused("wave_released", number=found.number)
    condition = found.wave.condition
    if command.by_itself:
        _may_go_by_itself(state)
        if condition is None or not found.wave.by_itself or not state.stock_of(product).on_sale:
            raise Refused("wave_by_hand", number=found.number)
        if condition.when is When.SOLD_OUT and not wave_rules.sold_out(state, product, sold.get(product, 0)):
            raise Refused("not_sold_out")  # a wave before it has just gone
    if state.stock_of(product).held is not None:
        raise Refused("already_held")
    check_release(state, product, found.wave.quantity)
    return ev.Released(
        product_id=product,
        quantity=found.wave.quantity,
        wave=found.key,
        number=found.number,
        condition=condition if command.by_itself else None,
        seen=command.seen,
    )


@rule.register
def _(command: cmd.ReleaseHeld, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    _may_go_by_itself(state)
    known_product(state, command.product_id)
    facts = state.stock_of(command.product_id)
    held = facts.held
    if held is None or held.condition is None or held.since != command.since or not facts.on_sale:
        raise Refused("not_held")
    check_release(state, command.product_id, held.quantity)
    return ev.Released(
        product_id=command.product_id, quantity=held.quantity, condition=held.condition, seen=command.seen
    )


def _may_go_by_itself(state: State) -> None:
    if state.status is not Status.LIVE:
        raise Refused("not_live", status=state.status.value)
