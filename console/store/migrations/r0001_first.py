"""Shows, their journals, order lines, readings and the movements of stock."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

TABLES = (
    "CREATE TABLE show (show_id VARCHAR NOT NULL, created_at INTEGER NOT NULL, name VARCHAR NOT NULL,"
    " status VARCHAR NOT NULL, started_at INTEGER, ended_at INTEGER, planned_start INTEGER, seq INTEGER NOT NULL,"
    " PRIMARY KEY (show_id))",
    "CREATE TABLE journal (show_id VARCHAR NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, kind VARCHAR NOT NULL,"
    ' actor VARCHAR NOT NULL, data TEXT NOT NULL, "key" VARCHAR, PRIMARY KEY (show_id, seq)) WITHOUT ROWID',
    'CREATE UNIQUE INDEX journal_key ON journal (show_id, "key") WHERE key IS NOT NULL',
    "CREATE TABLE order_line (show_id VARCHAR NOT NULL, source VARCHAR NOT NULL, line_id VARCHAR NOT NULL,"
    " order_id VARCHAR NOT NULL, product_id VARCHAR NOT NULL, quantity INTEGER NOT NULL, amount INTEGER NOT NULL,"
    " status VARCHAR NOT NULL, at INTEGER NOT NULL, status_at INTEGER NOT NULL, paid_at INTEGER,"
    " refunded_amount INTEGER, refunded_quantity INTEGER, shipped INTEGER NOT NULL, version INTEGER NOT NULL,"
    " PRIMARY KEY (show_id, source, line_id)) WITHOUT ROWID",
    "CREATE TABLE reading (show_id VARCHAR NOT NULL, source VARCHAR NOT NULL, metric VARCHAR NOT NULL,"
    " product_id VARCHAR NOT NULL, at INTEGER NOT NULL, value FLOAT NOT NULL, cumulative INTEGER NOT NULL,"
    " PRIMARY KEY (show_id, source, metric, product_id, at)) WITHOUT ROWID",
    "CREATE TABLE stock_movement (show_id VARCHAR NOT NULL, cause VARCHAR NOT NULL, product_id VARCHAR NOT NULL,"
    " kind VARCHAR NOT NULL, quantity INTEGER NOT NULL, at INTEGER NOT NULL, person VARCHAR NOT NULL,"
    " reason VARCHAR NOT NULL, PRIMARY KEY (show_id, cause)) WITHOUT ROWID",
    "CREATE INDEX stock_movement_product ON stock_movement (show_id, product_id)",
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
