"""What a remote caller may ask of a show by name, and the command each is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from console.json_fields import MOST_PIECES, BadFields, Fault, Wanted, ident, read_object, text, whole
from console.show import commands as cmd
from console.show.plan import EntryId, ProductId
from console.show.rundown import LONGEST_ACTION
from console.show.state import State

# The platform actions of the field (none can be pressed for the user), under the words a room uses for them.
TICK_LABELS = {
    "弹讲解卡": "show_card",
    "弹讲解": "show_card",
    "讲解卡": "show_card",
    "开价": "open_price",
    "改价": "open_price",
    "开价/改价": "open_price",
    "上库存": "add_stock",
    "补库存": "add_stock",
    "放库存": "add_stock",
    "上链接": "add_link",
    "发券": "coupon",
    "福袋": "lucky_bag",
    "置顶评论": "pin_comment",
}


class UnknownAction(Exception):
    """Nothing of this name can be asked."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class _Action:
    make: Callable[[Mapping[str, Any]], cmd.Command]
    fields: Mapping[str, Wanted] = field(default_factory=dict)


_PIECES = Wanted(whole(1))
_PRODUCT = Wanted(ident())
_ENTRY = Wanted(ident())
SCENE = "scene"

_ACTIONS: Mapping[str, _Action] = {
    "go-live": _Action(
        lambda given: cmd.GoLive(override=given.get("override")), {"override": Wanted(text(500), required=False)}
    ),
    "rehearse": _Action(lambda _: cmd.Rehearse()),
    "next": _Action(lambda _: cmd.Next()),
    "previous": _Action(lambda _: cmd.Previous()),
    "goto": _Action(lambda given: cmd.Goto(entry_id=EntryId(given["entry_id"])), {"entry_id": _ENTRY}),
    "skip": _Action(lambda given: cmd.Skip(entry_id=EntryId(given["entry_id"])), {"entry_id": _ENTRY}),
    "pause": _Action(lambda _: cmd.PauseShow()),
    "resume": _Action(lambda _: cmd.ResumeShow()),
    "undo": _Action(lambda _: cmd.Undo()),
    "redo": _Action(lambda _: cmd.Redo()),
    "end-show": _Action(lambda _: cmd.EndShow()),
    SCENE: _Action(lambda given: cmd.AskScene(scene=given["name"]), {"name": Wanted(text(500))}),
    "message": _Action(lambda given: cmd.SendMessage(text=given["text"]), {"text": Wanted(text(500))}),
    "note": _Action(lambda given: cmd.AddNote(text=given["text"]), {"text": Wanted(text(5000))}),
    "tick": _Action(lambda given: cmd.TickAction(action=given["action"]), {"action": Wanted(text(LONGEST_ACTION))}),
}

_STOCK: Mapping[str, _Action] = {
    "release": _Action(
        lambda given: cmd.Release(product_id=ProductId(given["product_id"]), quantity=given["quantity"]),
        {"product_id": _PRODUCT, "quantity": _PIECES},
    ),
    "adjust": _Action(
        lambda given: cmd.Adjust(
            product_id=ProductId(given["product_id"]), delta=given["delta"], reason=given["reason"]
        ),
        {"product_id": _PRODUCT, "delta": Wanted(whole(-MOST_PIECES)), "reason": Wanted(text(500))},
    ),
    "hold": _Action(
        lambda given: cmd.HoldBack(
            product_id=ProductId(given["product_id"]), quantity=given["quantity"], until=given.get("until")
        ),
        {"product_id": _PRODUCT, "quantity": _PIECES, "until": Wanted(text(200), required=False)},
    ),
    "hold-cancel": _Action(
        lambda given: cmd.CancelHold(product_id=ProductId(given["product_id"])), {"product_id": _PRODUCT}
    ),
}

ACTIONS = tuple(_ACTIONS)
STOCK_ACTIONS = tuple(_STOCK)


def command_of(name: str, given: Mapping[str, Any]) -> cmd.Command:
    """The command an action of ``ACTIONS`` is. Raises UnknownAction, BadFields."""
    return _read(_ACTIONS, name, given)


def stock_command_of(name: str, product_id: str, given: Mapping[str, Any]) -> cmd.Command:
    """The command a stock action of ``STOCK_ACTIONS`` is. Raises UnknownAction, BadFields."""
    if "product_id" in given:
        raise BadFields(Fault(field="product_id", code="unknown_field"))
    return _read(_STOCK, name, {**given, "product_id": product_id})


def _read(actions: Mapping[str, _Action], name: str, given: Mapping[str, Any]) -> cmd.Command:
    action = actions.get(name)
    if action is None:
        raise UnknownAction(name)
    faults: list[Fault] = []
    found = read_object(given, action.fields, faults)
    if faults:
        raise BadFields(*faults)
    return action.make(found)


def tick_in(state: State, command: cmd.TickAction) -> cmd.TickAction:
    """The tick under the code its checklist uses: a room's own words stay, usual labels become their code."""
    entry = state.on_air
    if entry is not None and command.action in entry.checklist:
        return command
    return cmd.TickAction(action=TICK_LABELS.get(command.action, command.action))
