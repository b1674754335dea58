"""Calls that were the same take again: a retry with their key finds the same answer."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute(
        'CREATE TABLE repeated_call (show_id VARCHAR NOT NULL, "key" VARCHAR NOT NULL, seq INTEGER NOT NULL,'
        ' PRIMARY KEY (show_id, "key")) WITHOUT ROWID'
    )
