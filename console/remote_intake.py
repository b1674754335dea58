"""Order lines and readings as a remote caller sends them. A list with one bad field is refused whole, all named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from console.json_fields import (
    BadFields,
    Fault,
    Wanted,
    choice,
    flag,
    ident,
    instant,
    money,
    number,
    read_object,
    whole,
)
from console.show.sales import Metric, OrderLine, OrderStatus, Reading

T = TypeVar("T")
MOST_FAULTS = 200  # told of one list; more help nobody

_ORDER = {
    "source": Wanted(ident(100)),
    "line_id": Wanted(ident()),
    "order_id": Wanted(ident()),
    "product_id": Wanted(ident()),
    "quantity": Wanted(whole(1)),
    "amount": Wanted(money),
    "status": Wanted(choice(OrderStatus)),
    "at": Wanted(instant),
    "status_at": Wanted(instant, required=False),
    "paid_at": Wanted(instant, required=False),
    "refunded_amount": Wanted(money, required=False),
    "refunded_quantity": Wanted(whole(0), required=False),
}
_READING = {
    "source": Wanted(ident(100)),
    "product_id": Wanted(ident(), null=True),
    "metric": Wanted(choice(Metric, but=(Metric.ORDERS,))),  # who sends orders sends their lines
    "value": Wanted(number),
    "cumulative": Wanted(flag),
    "at": Wanted(instant),
}


def read_orders(raw: Any) -> list[OrderLine]:
    """Order lines of a JSON list. Raises BadFields."""
    return _read(raw, _order)


def read_readings(raw: Any) -> list[Reading]:
    """Readings of a JSON list. Raises BadFields."""
    return _read(raw, _reading)


def _read(raw: Any, one: Callable[[Any, int, list[Fault]], T | None]) -> list[T]:
    if not isinstance(raw, list):
        raise BadFields(Fault(field="", code="not_list"))
    faults: list[Fault] = []
    found: list[T] = []
    for index, item in enumerate(raw):
        value = one(item, index, faults)
        if value is not None:
            found.append(value)
        if len(faults) >= MOST_FAULTS:
            break
    if faults:
        raise BadFields(*faults[:MOST_FAULTS])
    return found


def _order(raw: Any, index: int, faults: list[Fault]) -> OrderLine | None:
    before = len(faults)
    given = read_object(raw, _ORDER, faults, index)
    if len(faults) > before:
        return None
    refunded = given.get("refunded_amount")
    if refunded is not None and refunded > given["amount"]:
        faults.append(Fault(field="refunded_amount", code="beyond_amount", index=index))
    returned = given.get("refunded_quantity")
    if returned is not None and returned > given["quantity"]:
        faults.append(Fault(field="refunded_quantity", code="beyond_quantity", index=index))
    if len(faults) > before:
        return None
    if given.get("status_at") is None:
        given["status_at"] = given["at"]
    return OrderLine(**given)


def _reading(raw: Any, index: int, faults: list[Fault]) -> Reading | None:
    before = len(faults)
    given = read_object(raw, _READING, faults, index)
    return None if len(faults) > before else Reading(**given)
