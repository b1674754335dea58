"""The ledger's second index goes: it doubled what an order line costs. Files made since it was given up have none."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute("DROP INDEX IF EXISTS stock_movement_product")
