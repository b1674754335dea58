"""The catalogue's tables in the inventory store. ``known_id`` holds every id of every product: one id, one product."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, Column, Index, Integer
from sqlmodel import Field, SQLModel


def _cents() -> Column[int]:
    return Column(BigInteger, nullable=True)


class ProductRow(SQLModel, table=True):
    """One product. ``version`` counts its writings; who writes says which one was read."""

    __tablename__ = "product"
    product_id: str = Field(primary_key=True)
    name: str
    brand: str = ""
    category: str = ""
    spec: str = ""
    barcode: str = ""
    list_price: int | None = Field(default=None, sa_column=_cents())
    live_price: int | None = Field(default=None, sa_column=_cents())
    cost: int | None = Field(default=None, sa_column=_cents())
    note: str = ""
    version: int = 1


class KnownIdRow(SQLModel, table=True):
    """An id and the product it names. ``kind``: own, platform, alias or sku."""

    __tablename__ = "product_known_id"
    id: str = Field(primary_key=True)
    product_id: str = Field(index=True)
    kind: str
    platform: str = ""
    place: int = 0


class VariantRow(SQLModel, table=True):
    """One SKU."""

    __tablename__ = "product_variant"
    product_id: str = Field(primary_key=True)
    place: int = Field(primary_key=True)
    sku_id: str
    spec: str = ""
    barcode: str = ""
    list_price: int | None = Field(default=None, sa_column=_cents())
    live_price: int | None = Field(default=None, sa_column=_cents())
    cost: int | None = Field(default=None, sa_column=_cents())


class PictureRow(SQLModel, table=True):
    """One picture, a path relative to the workspace."""

    __tablename__ = "product_picture"
    product_id: str = Field(primary_key=True)
    place: int = Field(primary_key=True)
    path: str


class EvidenceRow(SQLModel, table=True):
    """What a price can be shown by."""

    __tablename__ = "price_evidence"
    product_id: str = Field(primary_key=True)
    place: int = Field(primary_key=True)
    price: str
    cents: int | None = Field(default=None, sa_column=_cents())
    source: str = ""
    shown_on: date | None = None
    file: str = ""


class CertificateRow(SQLModel, table=True):
    """A document with its last good day."""

    __tablename__ = "product_certificate"
    __table_args__ = (Index("product_certificate_expires", "expires"),)
    product_id: str = Field(primary_key=True)
    place: int = Field(primary_key=True)
    kind: str
    name: str = ""
    number: str = ""
    expires: date | None = None
    permanent: bool = False
    file: str = ""


class RevisionRow(SQLModel, table=True):
    """One row: how often the catalogue was written. A room that reads another number reads the catalogue again."""

    __tablename__ = "catalogue_revision"
    only: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))  # no sequence on a server
    revision: int


CATALOGUE_TABLES: tuple[type[SQLModel], ...] = (
    ProductRow,
    KnownIdRow,
    VariantRow,
    PictureRow,
    EvidenceRow,
    CertificateRow,
    RevisionRow,
)
