"""Two stores every test of the warehouse runs on: a SQLite file and a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from inventory.opening import address_of, engine_at
from inventory.schema import bring_up_to_date
from tests.real_postgres import RealPostgres, binaries, running


@pytest.fixture(scope="session")
def postgres() -> Iterator[RealPostgres]:
    if binaries() is None:
        pytest.skip("PostgreSQL's server is not installed; `make test` installs it where apt can")
    with running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty store."""
    if request.param == "sqlite":
        address = address_of(tmp_path / "inventory.db")
    else:
        address = request.getfixturevalue("postgres").emptied()
    made = engine_at(address)
    bring_up_to_date(made)
    yield made
    made.dispose()
