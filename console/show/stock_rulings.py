"""Rulings on stock: what may go on sale, be corrected, be held back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from console.show import commands as cmd
from console.show import events as ev
from console.show.plan import ProductId
from console.show.ruling import BadValue, Refused, not_ended, rule
from console.show.state import State, Status
from console.show.waves import Condition


@rule.register
def _(command: cmd.Release, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    not_ended(state)
    known_product(state, command.product_id)
    if command.quantity <= 0:
        raise BadValue("quantity", "not_positive", held=command.quantity)
    check_release(state, command.product_id, command.quantity)
    return ev.Released(product_id=command.product_id, quantity=command.quantity)


@rule.register
def _(command: cmd.Adjust, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    not_ended(state)
    known_product(state, command.product_id)
    if command.delta == 0:
        raise BadValue("delta", "zero")
    if not command.reason.strip():
        raise BadValue("reason", "empty")
    allotted = state.allotted(command.product_id) or 0
    gone = sold.get(command.product_id, 0)
    if command.delta < 0 and allotted + command.delta < gone:  # more pieces are welcome however much is oversold
        raise Refused("below_sold", allotted=allotted, delta=command.delta, sold=gone)
    facts = state.stock_of(command.product_id)
    if command.delta < 0 and facts.held is not None and allotted + command.delta < facts.released + facts.held.quantity:
        raise Refused("stock_held", quantity=facts.held.quantity)
    return ev.Adjusted(product_id=command.product_id, delta=command.delta, reason=command.reason.strip())


@rule.register
def _(command: cmd.RecordDrawn, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    return ev.Drawn(
        product_id=command.product_id,
        quantity=command.quantity,
        cause=command.cause,
        wanted=command.wanted,
        other=command.other,
    )


@rule.register
def _(command: cmd.GiveBack, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    """What is on sale or held back stays while the show may go on; afterwards all that was not sold may go."""
    if command.quantity <= 0:
        raise BadValue("quantity", "not_positive", held=command.quantity)
    left = spare(state, command.product_id, sold.get(command.product_id, 0))
    if command.quantity > left:
        raise Refused("beyond_spare", quantity=command.quantity, left=left)
    return ev.Drawn(product_id=command.product_id, quantity=-command.quantity, cause=command.cause, other=command.other)


@rule.register
def _(command: cmd.HoldBack, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    not_ended(state)
    known_product(state, command.product_id)
    if command.quantity <= 0:
        raise BadValue("quantity", "not_positive", held=command.quantity)
    if state.stock_of(command.product_id).held is not None:
        raise Refused("already_held")
    check_release(state, command.product_id, command.quantity)
    check_condition(command.condition)
    return ev.Held(
        product_id=command.product_id, quantity=command.quantity, until=command.until, condition=command.condition
    )


@rule.register
def _(command: cmd.CancelHold, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    not_ended(state)
    known_product(state, command.product_id)
    if state.stock_of(command.product_id).held is None:
        raise Refused("not_held")
    return ev.HoldCancelled(product_id=command.product_id)


def check_condition(condition: Condition | None) -> None:
    """Whether anything could meet it. Raises BadValue."""
    problem = None if condition is None else condition.problem()
    if problem is not None:
        raise BadValue(*problem)


def known_product(state: State, product_id: ProductId) -> None:
    if product_id not in state.plan.products():
        raise BadValue("product_id", "unknown_product", product_id=product_id)


def spare(state: State, product_id: ProductId, sold: int) -> int:
    """Pieces of the shared stock that the room could let go."""
    facts = state.stock_of(product_id)
    if facts.drawn is None:
        return 0
    left = (state.allotted(product_id) or 0) - sold
    if state.status is not Status.ENDED:
        held = 0 if facts.held is None else facts.held.quantity
        left = min(left, (state.allotted(product_id) or 0) - facts.released - held)
    return max(0, min(left, facts.drawn))


def unreleased(state: State, product_id: ProductId) -> int | None:
    """Pieces that may still go on sale; None when the allotment was never stated."""
    if state.stated(product_id) is None:
        return None
    return (state.allotted(product_id) or 0) - state.stock_of(product_id).released


def check_release(state: State, product_id: ProductId, quantity: int) -> None:
    free = unreleased(state, product_id)
    if free is not None and quantity > free:
        raise Refused("beyond_allotment", quantity=quantity, left=free)
