"""Whatever is sent: an answer in the API's own shape, never a 5xx, and after a refusal nothing is other than before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.actions import ACTIONS, STOCK_ACTIONS
from console.json_fields import Bad, money
from tests.console.web.room import Room, order, reading, running

QUIET = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
PRODUCT = "3577000000000000001"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with running(Path(tmp_path_factory.mktemp("fuzz")) / "workspace") as room:
        room.open_show()
        room.act("go-live")
        yield room


def leaves() -> st.SearchStrategy[Any]:
    return st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.integers(min_value=-(10**40), max_value=10**40),
        st.floats(),
        st.text(max_size=30),
        st.sampled_from(["e1", "e2", PRODUCT, "paid", "", " ", "1.00", "2026-03-01T20:00:00+08:00", "\x00", "\ud800"]),
    )


def anything() -> st.SearchStrategy[Any]:
    return st.recursive(
        leaves(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
        max_leaves=8,
    )


FIELDS = ["entry_id", "name", "text", "action", "override", "quantity", "delta", "reason", "until", "extra"]


def objects() -> st.SearchStrategy[Any]:
    return st.dictionaries(st.sampled_from(FIELDS), anything(), max_size=3) | anything()


def bent(whole: dict[str, Any]) -> st.SearchStrategy[Any]:
    """A right object with some fields bent, lost or added."""
    changes = st.dictionaries(st.sampled_from([*whole, "extra"]), anything(), max_size=2)
    lost = st.sets(st.sampled_from(list(whole)), max_size=1)
    return st.tuples(changes, lost).map(
        lambda drawn: {k: v for k, v in {**whole, **drawn[0]}.items() if k not in drawn[1]}
    )


def ask(room: Room, path: str, body: bytes) -> httpx.Response:
    """The answer, checked for its shape; a refusal is checked to have changed nothing."""
    before = room.facts()
    answer = room.http.post(f"/api/v1/{path}", content=body)
    assert answer.status_code in (200, 404, 405, 409, 422), (path, body, answer.text)
    if answer.status_code == 200:
        return answer
    told = answer.json()
    assert isinstance(told["error"], str)
    assert told["message"]
    if answer.status_code == 422:
        assert isinstance(told["field"], str)
    assert room.facts() == before
    return answer


def sent(body: Any) -> bytes:
    return json.dumps(body).encode()


@QUIET
@given(name=st.sampled_from(ACTIONS), body=objects())
def test_actions(shared: Room, name: str, body: Any) -> None:
    if name != "end-show":
        ask(shared, f"action/{name}", sent(body))


@QUIET
@given(name=st.sampled_from(STOCK_ACTIONS), product=st.sampled_from([PRODUCT, "x", "a/b", "%00", "é"]), body=objects())
def test_stock(shared: Room, name: str, product: str, body: Any) -> None:
    ask(shared, f"stock/{product}/{name}", sent(body))


@QUIET
@given(body=st.lists(bent(order(1)), max_size=3) | anything())
def test_orders(shared: Room, body: Any) -> None:
    ask(shared, "ingest/orders", sent(body))


@QUIET
@given(body=st.lists(bent(reading()), max_size=3) | anything())
def test_readings(shared: Room, body: Any) -> None:
    ask(shared, "ingest/readings", sent(body))


@QUIET
@given(path=st.sampled_from(["action/note", "ingest/orders"]), body=st.binary(max_size=60))
def test_bytes_that_are_no_json(shared: Room, path: str, body: bytes) -> None:
    ask(shared, path, body)


@QUIET
@given(key=st.text(st.characters(min_codepoint=33, max_codepoint=255), min_size=1, max_size=220))
def test_idempotency_keys(shared: Room, key: str) -> None:
    before = shared.facts()[0]
    headers = [(b"Idempotency-Key", key.encode("latin-1"))]
    first, second = (shared.http.post("/api/v1/action/note", json={"text": key[:5]}, headers=headers) for _ in "12")
    assert first.status_code == second.status_code
    assert first.json() == second.json()
    assert shared.facts()[0] - before in (0, 1)


@QUIET
@given(value=st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=0, max_value=10**11))
def test_an_amount_survives_to_the_cent(value: Any) -> None:
    assert money(str(value)) == int(value * 100)
    assert money(value) == int(value * 100)


@QUIET
@given(value=leaves())
def test_an_amount_is_read_or_named_never_rounded(value: Any) -> None:
    try:
        cents = money(value)
    except Bad:
        return
    assert 0 <= cents <= 10**14
