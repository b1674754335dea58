"""Which import told an order line or a reading. What is in the file was brought by nothing that can be taken back."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS = (
    "ALTER TABLE order_line ADD COLUMN brought TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE reading ADD COLUMN brought TEXT DEFAULT '' NOT NULL",
    "CREATE TABLE imported (show_id VARCHAR NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL,"
    " file VARCHAR NOT NULL, gone INTEGER NOT NULL, PRIMARY KEY (show_id, number)) WITHOUT ROWID",
    "CREATE TABLE order_copy (show_id VARCHAR NOT NULL, source VARCHAR NOT NULL, line_id VARCHAR NOT NULL,"
    " place INTEGER NOT NULL, imports VARCHAR NOT NULL, order_id VARCHAR NOT NULL, product_id VARCHAR NOT NULL,"
    " quantity INTEGER NOT NULL, amount INTEGER NOT NULL, status VARCHAR NOT NULL, at INTEGER NOT NULL,"
    " status_at INTEGER NOT NULL, paid_at INTEGER, refunded_amount INTEGER, refunded_quantity INTEGER,"
    " shipped INTEGER NOT NULL, PRIMARY KEY (show_id, source, line_id, place)) WITHOUT ROWID",
    "CREATE TABLE withdrawn_line (show_id VARCHAR NOT NULL, source VARCHAR NOT NULL, line_id VARCHAR NOT NULL,"
    " version INTEGER NOT NULL, PRIMARY KEY (show_id, source, line_id)) WITHOUT ROWID",
    "CREATE TABLE reading_copy (show_id VARCHAR NOT NULL, source VARCHAR NOT NULL, metric VARCHAR NOT NULL,"
    " product_id VARCHAR NOT NULL, at INTEGER NOT NULL, place INTEGER NOT NULL, imports VARCHAR NOT NULL,"
    " value FLOAT NOT NULL, cumulative INTEGER NOT NULL,"
    " PRIMARY KEY (show_id, source, metric, product_id, at, place)) WITHOUT ROWID",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
