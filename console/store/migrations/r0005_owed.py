"""What the room owes the server of the stock that rooms share."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute(
        "CREATE TABLE IF NOT EXISTS owed (place INTEGER NOT NULL, cause TEXT NOT NULL, show_id TEXT NOT NULL,"
        " product_id TEXT NOT NULL, kind TEXT NOT NULL, quantity INTEGER NOT NULL, wanted INTEGER NOT NULL,"
        " total INTEGER NOT NULL, other TEXT NOT NULL, at INTEGER NOT NULL, person TEXT NOT NULL,"
        ' reason TEXT NOT NULL, state TEXT NOT NULL, "left" INTEGER NOT NULL, PRIMARY KEY (place), UNIQUE (cause))'
    )
