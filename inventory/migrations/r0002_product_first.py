"""All that a movement writes has the product first in its key: it lies in one place where tables are cut by product.

What sold lately is asked of an index that holds sales alone, so that other movements do not pay for it.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, CheckConstraint, Column, MetaData, PrimaryKeyConstraint, Table, Text, inspect, text

revision = "0002"
down_revision = "0001"

SHARE, MOVEMENT = "goods_share", "goods_movement"


def upgrade() -> None:
    metadata = MetaData()
    rekey(
        Table(
            SHARE,
            metadata,
            *(Column(name, Text, nullable=False) for name in ("product_id", "room_id")),
            *(Column(name, BigInteger, nullable=False) for name in ("allotted", "released", "sold", "told_at")),
            PrimaryKeyConstraint("product_id", "room_id"),
            *(CheckConstraint(f"{name} >= 0", name=f"{SHARE}_{name}") for name in ("allotted", "released", "sold")),
        )
    )
    rekey(
        Table(
            MOVEMENT,
            metadata,
            *(Column(name, Text, nullable=False) for name in ("product_id", "cause", "room_id", "kind")),
            *(Column(name, BigInteger, nullable=False) for name in ("quantity", "at")),
            *(Column(name, Text, nullable=False) for name in ("person", "reason")),
            PrimaryKeyConstraint("product_id", "cause"),
        )
    )
    op.drop_index("goods_movement_product", if_exists=True)
    sales = text("kind IN ('sell', 'restock')")
    op.create_index(
        "goods_movement_sold",
        MOVEMENT,
        ["product_id", "at"],
        sqlite_where=sales,
        postgresql_where=sales,
        if_not_exists=True,
    )


def rekey(table: Table) -> None:
    """Give a table the key it has here; one that has it stays. SQLite can only write it anew."""
    connection = op.get_bind()
    key = [column.name for column in table.primary_key]
    found = inspect(connection).get_pk_constraint(table.name)
    if found["constrained_columns"] == key:
        return
    if connection.dialect.name == "sqlite":
        with op.batch_alter_table(table.name, copy_from=table, recreate="always"):
            pass
    else:
        op.drop_constraint(str(found["name"]), table.name, type_="primary")
        op.create_primary_key(f"{table.name}_pkey", table.name, key)
