"""Catalogue and shared stock. The first stores had no revisions, and not all of these tables: what is there stays."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Date, Integer, PrimaryKeyConstraint, String, Text

revision = "0001"
down_revision = None


def words(name: str) -> Column[str]:
    return Column(name, String, nullable=False)


def number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, autoincrement=False)


def cents(name: str) -> Column[int]:
    return Column(name, BigInteger)


def text_of(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def pieces(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False)


def table(name: str, *columns: Column, key: tuple[str, ...], never_negative: tuple[str, ...] = ()) -> None:  # type: ignore[type-arg]
    checks = [CheckConstraint(f"{each} >= 0", name=f"{name}_{each}") for each in never_negative]
    op.create_table(name, *columns, PrimaryKeyConstraint(*key), *checks, if_not_exists=True)


def upgrade() -> None:
    catalogue()
    warehouse()


def catalogue() -> None:
    prices = ("list_price", "live_price", "cost")
    table(
        "product",
        *map(words, ("product_id", "name", "brand", "category", "spec", "barcode")),
        *map(cents, prices),
        words("note"),
        number("version"),
        key=("product_id",),
    )
    table("product_known_id", *map(words, ("id", "product_id", "kind", "platform")), number("place"), key=("id",))
    op.create_index("ix_product_known_id_product_id", "product_known_id", ["product_id"], if_not_exists=True)
    table(
        "product_variant",
        words("product_id"),
        number("place"),
        *map(words, ("sku_id", "spec", "barcode")),
        *map(cents, prices),
        key=("product_id", "place"),
    )
    table("product_picture", words("product_id"), number("place"), words("path"), key=("product_id", "place"))
    table(
        "price_evidence",
        words("product_id"),
        number("place"),
        words("price"),
        cents("cents"),
        words("source"),
        Column("shown_on", Date),
        words("file"),
        key=("product_id", "place"),
    )
    table(
        "product_certificate",
        words("product_id"),
        number("place"),
        *map(words, ("kind", "name", "number")),
        Column("expires", Date),
        Column("permanent", Boolean, nullable=False),
        words("file"),
        key=("product_id", "place"),
    )
    op.create_index("product_certificate_expires", "product_certificate", ["expires"], if_not_exists=True)
    table("catalogue_revision", number("only"), number("revision"), key=("only",))
    op.execute('INSERT INTO catalogue_revision ("only", revision) VALUES (1, 0) ON CONFLICT ("only") DO NOTHING')


def warehouse() -> None:
    table(
        "goods_stock",
        text_of("product_id"),
        *map(pieces, ("received", "damaged", "free")),
        key=("product_id",),
        never_negative=("free", "damaged", "received"),
    )
    table(
        "goods_share",
        *map(text_of, ("room_id", "product_id")),
        *map(pieces, ("allotted", "released", "sold", "told_at")),
        key=("room_id", "product_id"),
        never_negative=("allotted", "released", "sold"),
    )
    table(
        "goods_movement",
        *map(text_of, ("cause", "room_id", "product_id", "kind")),
        *map(pieces, ("quantity", "at")),
        *map(text_of, ("person", "reason")),
        key=("cause",),
    )
    op.create_index("goods_movement_product", "goods_movement", ["product_id", "at"], if_not_exists=True)
    table("goods_room", *map(text_of, ("room_id", "name")), pieces("seen_at"), key=("room_id",))
    table(
        "goods_request",
        *map(text_of, ("cause", "giver", "taker", "product_id")),
        *map(pieces, ("quantity", "given")),
        text_of("state"),
        pieces("at"),
        *map(text_of, ("person", "reason")),
        pieces("answered_at"),
        text_of("answered_by"),
        key=("cause",),
    )
    op.create_index("goods_request_state", "goods_request", ["state"], if_not_exists=True)
