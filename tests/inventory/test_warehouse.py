"""The stock that rooms share: applied once, refused when pieces lack, never below nothing, its ledger its balances."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import cast

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from inventory.opening import BadAddress, address_of, checked, engine_at
from inventory.stock import Kind, Movement, Share, Shelf, Short, shelved
from inventory.warehouse import TABLES, Warehouse

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
_causes = count(1)


def of(kind: Kind, quantity: int, *, cause: str = "", product: str = "p", at: datetime = NOW) -> Movement:
    return Movement(cause or f"c{next(_causes)}", product, kind, quantity, at, "老陈", "")


@pytest.fixture
def warehouse(engine: Engine) -> Warehouse:
    made = Warehouse(engine)
    made.move("", of(Kind.RECEIVE, 100))
    return made


def test_a_room_draws_sells_and_gives_back(warehouse: Warehouse) -> None:
    for kind, quantity in ((Kind.ALLOT, 60), (Kind.RELEASE, 30), (Kind.SELL, 25), (Kind.RESTOCK, 5), (Kind.RETURN, 40)):
        assert warehouse.move("A", of(kind, quantity))
    assert warehouse.shelf("p") == Shelf(received=100, damaged=0, free=80)
    assert warehouse.share("A", "p") == Share(allotted=20, released=30, sold=20)


@pytest.mark.parametrize(
    ("kind", "quantity", "left"),
    [
        (Kind.ALLOT, 41, 40),
        (Kind.DAMAGE, 41, 40),
        (Kind.COUNT, -41, 40),
        (Kind.RETURN, 36, 35),
        (Kind.RELEASE, -31, 30),
        (Kind.RESTOCK, 26, 25),
    ],
)
def test_what_is_not_there_is_refused_whole_with_what_is_left(
    warehouse: Warehouse, kind: Kind, quantity: int, left: int
) -> None:
    for each, pieces in ((Kind.ALLOT, 60), (Kind.RELEASE, 30), (Kind.SELL, 25)):
        warehouse.move("A", of(each, pieces))
    before = warehouse.shelf("p"), warehouse.share("A", "p"), warehouse.movements("p")
    with pytest.raises(Short) as refused:
        warehouse.move("A", of(kind, quantity))
    assert (refused.value.kind, refused.value.quantity, refused.value.left) == (kind, quantity, left)
    assert (warehouse.shelf("p"), warehouse.share("A", "p"), warehouse.movements("p")) == before
    edge = quantity - 1 if quantity > 0 else quantity + 1
    assert warehouse.move("A", of(kind, edge)), "one piece fewer is there"


def test_a_product_nobody_received_cannot_be_drawn(warehouse: Warehouse) -> None:
    with pytest.raises(Short) as refused:
        warehouse.move("A", of(Kind.ALLOT, 1, product="other"))
    assert refused.value.left == 0
    assert warehouse.shelf("other") is None


def test_the_same_cause_moves_once(warehouse: Warehouse) -> None:
    assert warehouse.move("A", of(Kind.ALLOT, 10, cause="show-7:ask-3"))
    assert not warehouse.move("A", of(Kind.ALLOT, 10, cause="show-7:ask-3"))
    assert warehouse.share("A", "p").allotted == 10


def test_movements_told_together_are_applied_together_or_not_at_all(warehouse: Warehouse) -> None:
    with pytest.raises(Short):
        warehouse.move_all("A", [of(Kind.ALLOT, 10), of(Kind.SELL, 4), of(Kind.ALLOT, 91)])
    assert warehouse.share("A", "p") == Share()
    first = [of(Kind.ALLOT, 10), of(Kind.SELL, 4)]
    assert warehouse.move_all("A", first) == 2
    assert warehouse.move_all("A", [*first, of(Kind.SELL, 1)]) == 1
    assert warehouse.share("A", "p") == Share(allotted=10, sold=5)


def test_what_was_sold_beyond_the_allotment_is_a_fact(warehouse: Warehouse) -> None:
    warehouse.move("A", of(Kind.ALLOT, 3))
    warehouse.move("A", of(Kind.SELL, 5))
    share = warehouse.share("A", "p")
    assert (share.oversold, share.left) == (2, 0)


def test_pieces_go_from_room_to_room_when_the_giver_has_them_unsold(warehouse: Warehouse) -> None:
    warehouse.move("A", of(Kind.ALLOT, 60))
    warehouse.move("A", of(Kind.SELL, 50))
    with pytest.raises(Short) as refused:
        warehouse.hand_over("A", "B", of(Kind.ALLOT, 11))
    assert (refused.value.kind, refused.value.left) == (Kind.RETURN, 10)
    assert warehouse.share("B", "p") == Share()
    handed = of(Kind.ALLOT, 10)
    assert warehouse.hand_over("A", "B", handed)
    assert not warehouse.hand_over("A", "B", handed)
    assert (warehouse.share("A", "p").allotted, warehouse.share("B", "p").allotted) == (50, 10)
    assert warehouse.shelf("p") == Shelf(received=100, free=40)


@pytest.mark.parametrize("quantity", [0, -1])
def test_a_number_of_pieces_that_cannot_be_is_no_movement(warehouse: Warehouse, quantity: int) -> None:
    with pytest.raises(ValueError, match=str(quantity)):
        warehouse.move("A", of(Kind.ALLOT, quantity))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE goods_stock SET free = -1",
        "UPDATE goods_stock SET damaged = -1",
        "UPDATE goods_share SET allotted = -1",
        "UPDATE goods_share SET released = -1",
        "UPDATE goods_share SET sold = -1",
        "INSERT INTO goods_movement SELECT * FROM goods_movement",
    ],
)
def test_the_database_itself_holds_the_rules(warehouse: Warehouse, engine: Engine, statement: str) -> None:
    warehouse.move("A", of(Kind.ALLOT, 3))
    with engine.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(text(statement))


def test_the_whole_company_is_seen_with_each_rooms_pace(warehouse: Warehouse) -> None:
    warehouse.seen("A", "一号直播间", NOW)
    for room, sold in (("A", 12), ("B", 3)):
        warehouse.move(room, of(Kind.ALLOT, 20))
        warehouse.move(room, of(Kind.SELL, 1, at=NOW - timedelta(minutes=6)))
        warehouse.move(room, of(Kind.SELL, sold, at=NOW - timedelta(minutes=1)))
    warehouse.move("A", of(Kind.RESTOCK, 2))
    seen = warehouse.shares(NOW)
    assert [(each.room_name, each.share.sold, each.pace) for each in seen] == [("一号直播间", 11, 10), ("B", 4, 3)]
    assert [each.seen_at for each in seen] == [NOW, None]
    assert [each.room_id for each in warehouse.shares(NOW, "B")] == ["B"]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("goods.example/stock", "not_an_url"),
        ("mysql://a:secret@b/c", "unknown_kind"),
        ("postgresql+psycopg://a:secret@b", "no_database"),
    ],
)
def test_an_address_nothing_can_be_at_is_refused_without_its_password(address: str, code: str) -> None:
    with pytest.raises(BadAddress) as refused:
        checked(address)
    assert refused.value.code == code
    assert "secret" not in str(refused.value)


PIECES = st.integers(1, 30)
ROOMS = st.sampled_from(["A", "B"])


class AnyInterleaving(RuleBasedStateMachine):
    """Two rooms do whatever they like, also again; the pure rules say beside it what must come of it."""

    numbers = count(1)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.engine = engine_at(address_of(folder / f"{next(self.numbers)}.db"))
        with self.engine.begin() as connection:
            SQLModel.metadata.create_all(connection, tables=[each.__table__ for each in TABLES])  # type: ignore[attr-defined]
        self.warehouse = Warehouse(self.engine)
        self.shelf, self.shares = Shelf(), {"A": Share(), "B": Share()}
        self.done: list[tuple[str, Movement]] = []

    @initialize(pieces=st.integers(0, 120))
    def fill(self, pieces: int) -> None:
        if pieces:
            self.moved("A", of(Kind.RECEIVE, pieces))

    def moved(self, room: str, movement: Movement) -> None:
        wanted, left = self.ruled(room, movement)
        if wanted is None:
            with pytest.raises(Short) as refused:
                self.warehouse.move(room, movement)
            assert refused.value.left == left
            return
        assert self.warehouse.move(room, movement)
        self.shelf, self.shares[room] = wanted
        self.done.append((room, movement))

    def ruled(self, room: str, movement: Movement) -> tuple[tuple[Shelf, Share] | None, int]:
        """What the rules make of a movement: shelf and share after it, or what is left."""
        try:
            return shelved(self.shelf, self.shares[room], movement.kind, movement.quantity), 0
        except Short as short:
            return None, short.left

    @rule(room=ROOMS, pieces=PIECES, kind=st.sampled_from([each for each in Kind if each is not Kind.HOLD]))
    def act(self, room: str, pieces: int, kind: Kind) -> None:
        self.moved(room, of(kind, pieces))

    @rule(room=ROOMS, pieces=PIECES, kind=st.sampled_from([Kind.COUNT, Kind.RELEASE]))
    def correct_downwards(self, room: str, pieces: int, kind: Kind) -> None:
        self.moved(room, of(kind, -pieces))

    @precondition(lambda self: self.done)
    @rule(place=st.integers(0, 10**6))
    def say_it_again(self, place: int) -> None:
        room, movement = self.done[place % len(self.done)]
        assert not self.warehouse.move(room, movement)

    @rule(pieces=PIECES)
    def hand_over(self, pieces: int) -> None:
        movement = of(Kind.ALLOT, pieces)
        try:
            shelf, giver = shelved(self.shelf, self.shares["A"], Kind.RETURN, pieces)
            shelf, taker = shelved(shelf, self.shares["B"], Kind.ALLOT, pieces)
        except Short:
            with pytest.raises(Short):
                self.warehouse.hand_over("A", "B", movement)
            return
        assert self.warehouse.hand_over("A", "B", movement)
        self.shelf, self.shares = shelf, {"A": giver, "B": taker}

    @invariant()
    def balances_are_the_rules_and_the_sums_of_the_ledger(self) -> None:
        shelf = self.warehouse.shelf("p") or Shelf()
        shares = {room: self.warehouse.share(room, "p") for room in ("A", "B")}
        assert (shelf, shares) == (self.shelf, self.shares)
        again, rebuilt = self.warehouse.rebuilt("p")
        assert (again, {"A": Share(), "B": Share()} | rebuilt) == (shelf, shares)
        allotted = sum(each.allotted for each in shares.values())
        assert shelf.received == shelf.free + shelf.damaged + allotted
        assert min(shelf.free, shelf.damaged, *(each.allotted for each in shares.values())) >= 0

    def teardown(self) -> None:
        self.engine.dispose()


def test_any_interleaving_of_two_rooms_keeps_every_rule(tmp_path: Path) -> None:
    machine = cast("type[RuleBasedStateMachine]", partial(AnyInterleaving, tmp_path))
    run_state_machine_as_test(machine, settings=settings(max_examples=25, stateful_step_count=30, deadline=None))
