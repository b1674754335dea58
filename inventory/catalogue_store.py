"""The catalogue on disk: read whole, written a product or a sheet at a time, each in one short transaction.

The same statements run on SQLite and PostgreSQL. Another room may write at any time: what is written names the
version that was read, and a product somebody else changed meanwhile is refused, not overwritten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlmodel import SQLModel

from inventory.catalogue import (
    SCALARS,
    Certificate,
    Evidence,
    Paper,
    PlatformId,
    Price,
    Product,
    Variant,
    clashes,
)
from inventory.catalogue_tables import (
    CertificateRow,
    EvidenceRow,
    KnownIdRow,
    PictureRow,
    ProductRow,
    RevisionRow,
    VariantRow,
)
from inventory.migrating import BackupFailed, Migrated, NewerSchema
from inventory.schema import bring_up_to_date

AT_ONCE = 500  # ids named in one statement
_CHILDREN = (KnownIdRow, VariantRow, PictureRow, EvidenceRow, CertificateRow)


class CatalogueRefused(Exception):
    """Nothing was written. ``code``: ``id_taken`` (another product has the id), ``changed_meanwhile``,
    ``written_meanwhile``, ``no_id``, ``no_name``, ``empty_id``; ``data`` names the product and what was in the way."""

    def __init__(self, code: str, **data: str) -> None:
        super().__init__(code, data)
        self.code = code
        self.data: Mapping[str, str] = data


class CatalogueFailed(Exception):
    """The database failed; the cause is what SQLAlchemy said."""


class CatalogueStore:
    """The catalogue in one database. Any thread; every call is one transaction, and raises CatalogueFailed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def open(self) -> Migrated | None:
        """Make the tables, or bring those of an older program up to date; answers what was migrated."""
        try:
            return bring_up_to_date(self._engine)
        except (SQLAlchemyError, BackupFailed, NewerSchema) as error:
            raise CatalogueFailed(str(error)) from error

    def revision(self) -> int:
        """How often the catalogue was written."""
        with self._transaction() as connection:
            return _revision(connection)

    def load(self) -> tuple[int, tuple[Product, ...]]:
        """The revision and every product, by name."""
        with self._transaction() as connection:
            return _revision(connection), _load(connection)

    def ids(self) -> dict[str, tuple[str, ...]]:
        """Every id of products that have more than one, with all ids of its product, the own first."""
        table = _table(KnownIdRow)
        found: defaultdict[str, list[str]] = defaultdict(list)
        with self._transaction() as connection:
            for each, product in connection.execute(
                select(table.c.id, table.c.product_id).order_by(table.c.product_id, table.c.place)
            ):
                found[product].append(each)
        return {each: tuple(ids) for ids in found.values() if len(ids) > 1 for each in ids}

    def write(self, products: Sequence[Product], gone: Sequence[Product] = ()) -> int:
        """Keep these products as they are here, and take away those ``gone``; all or nothing.

        Answers the revision. A product of version 0 is new. Raises CatalogueRefused.
        """
        _check(products)
        if not products and not gone:
            return self.revision()
        with self._transaction(write=True) as connection:
            _remove(connection, gone)
            _put(connection, products)
            counter = _table(RevisionRow)
            connection.execute(update(counter).values(revision=counter.c.revision + 1))
            return _revision(connection)

    def copy(self, revision: int, products: Sequence[Product]) -> None:
        """Be a copy of another store at a revision: what differs from it is written with the versions it has there."""
        rows, counter = _table(ProductRow), _table(RevisionRow)
        with self._transaction(write=True) as connection:
            if _revision(connection) == revision:
                return
            held = {each.product_id: each for each in _load(connection)}
            there = {each.product_id: each for each in products}
            new = [each for each in products if held.get(each.product_id) != each]
            old = [each for each, product in held.items() if there.get(each) != product]
            for some in _batched(old):
                connection.execute(delete(rows).where(rows.c.product_id.in_(some)))
            _forget(connection, old)
            if new:
                _insert(connection, new, {each.product_id: each.version for each in new})
            connection.execute(update(counter).values(revision=revision))

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _transaction(self, *, write: bool = False) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                if connection.dialect.name == "sqlite":
                    # a reader that turns writer could not wait its turn
                    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
                try:
                    yield connection
                    connection.commit()
                except BaseException:
                    connection.rollback()
                    raise
        except IntegrityError as error:  # another room, between our look and our write
            raise CatalogueRefused("written_meanwhile") from error
        except SQLAlchemyError as error:
            raise CatalogueFailed(str(error)) from error


def _table(row: type[SQLModel]) -> Table:
    table: Table = row.__table__  # type: ignore[attr-defined]
    return table


def _revision(connection: Connection) -> int:
    return int(connection.execute(select(_table(RevisionRow).c.revision)).scalar_one())


def _check(products: Sequence[Product]) -> None:
    for product in products:
        if not product.product_id.strip():
            raise CatalogueRefused("no_id", name=product.name)
        if not product.name.strip():
            raise CatalogueRefused("no_name", product_id=product.product_id)
        if any(not each.strip() for each in product.ids()):
            raise CatalogueRefused("empty_id", product_id=product.product_id, name=product.name)
    for clash in clashes(products):
        raise CatalogueRefused("id_taken", id=clash.id, name=clash.first.name, product_id=clash.first.product_id)


# -- writing ----------------------------------------------------------------------------------------------------


def _put(connection: Connection, products: Sequence[Product]) -> None:
    rows = _table(ProductRow)
    new = [each for each in products if each.version == 0]
    old = [each for each in products if each.version]
    for product in old:
        values = {name: getattr(product, name) for name in SCALARS}
        written = connection.execute(
            update(rows)
            .where(rows.c.product_id == product.product_id, rows.c.version == product.version)
            .values(**values, version=product.version + 1)
        )
        if written.rowcount != 1:
            raise CatalogueRefused("changed_meanwhile", product_id=product.product_id, name=product.name)
    _forget(connection, [each.product_id for each in old])
    _free(connection, products)
    _insert(connection, new, dict.fromkeys((each.product_id for each in new), 1))
    _insert_parts(connection, old)


def _insert(connection: Connection, products: Sequence[Product], versions: Mapping[str, int]) -> None:
    if products:
        connection.execute(
            insert(_table(ProductRow)),
            [
                {
                    "product_id": p.product_id,
                    "version": versions[p.product_id],
                    **{name: getattr(p, name) for name in SCALARS},
                }
                for p in products
            ],
        )
    _insert_parts(connection, products)


def _insert_parts(connection: Connection, products: Sequence[Product]) -> None:
    for row, made in (
        (KnownIdRow, [each for p in products for each in _known_ids(p)]),
        (VariantRow, [each for p in products for each in _variants(p)]),
        (PictureRow, [_part(p, place, path=each) for p in products for place, each in enumerate(p.pictures)]),
        (EvidenceRow, [each for p in products for each in _evidence(p)]),
        (CertificateRow, [each for p in products for each in _certificates(p)]),
    ):
        if made:
            connection.execute(insert(_table(row)), made)


def _free(connection: Connection, products: Sequence[Product]) -> None:
    """Raises when an id of these products names another one."""
    ids = _table(KnownIdRow)
    rows = _table(ProductRow)
    wanted = {each: product for product in products for each in product.ids()}
    for some in _batched(wanted):
        for taken in connection.execute(
            select(ids.c.id, ids.c.product_id, rows.c.name)
            .join_from(ids, rows, ids.c.product_id == rows.c.product_id)
            .where(ids.c.id.in_(some))
        ):
            raise CatalogueRefused("id_taken", id=taken.id, name=taken.name, product_id=taken.product_id)


def _remove(connection: Connection, gone: Sequence[Product]) -> None:
    rows = _table(ProductRow)
    for product in gone:
        taken = connection.execute(
            delete(rows).where(rows.c.product_id == product.product_id, rows.c.version == product.version)
        )
        if taken.rowcount != 1:
            raise CatalogueRefused("changed_meanwhile", product_id=product.product_id, name=product.name)
    _forget(connection, [each.product_id for each in gone])


def _batched(ids: Iterable[str]) -> Iterator[list[str]]:
    left = iter(ids)
    while some := list(islice(left, AT_ONCE)):
        yield some


def _forget(connection: Connection, products: Iterable[str]) -> None:
    for some in _batched(products):
        for row in _CHILDREN:
            table = _table(row)
            connection.execute(delete(table).where(table.c.product_id.in_(some)))


def _part(product: Product, place: int, **values: Any) -> dict[str, Any]:
    return {"product_id": product.product_id, "place": place, **values}


def _known_ids(product: Product) -> Iterable[dict[str, Any]]:
    platforms = {each.id: each.platform for each in product.platform_ids}
    aliases = set(product.aliases)
    for place, each in enumerate(product.ids()):
        kind = "platform" if each in platforms else "alias" if each in aliases else "sku"
        if each == product.product_id and each not in platforms:
            kind = "own"
        yield _part(product, place, id=each, kind=kind, platform=platforms.get(each, ""))


def _variants(product: Product) -> Iterable[dict[str, Any]]:
    for place, each in enumerate(product.variants):
        yield _part(
            product,
            place,
            sku_id=each.sku_id,
            spec=each.spec,
            barcode=each.barcode,
            list_price=each.list_price,
            live_price=each.live_price,
            cost=each.cost,
        )


def _evidence(product: Product) -> Iterable[dict[str, Any]]:
    for place, each in enumerate(product.evidence):
        yield _part(
            product,
            place,
            price=each.price.value,
            cents=each.cents,
            source=each.source,
            shown_on=each.on,
            file=each.file,
        )


def _certificates(product: Product) -> Iterable[dict[str, Any]]:
    for place, each in enumerate(product.certificates):
        yield _part(
            product,
            place,
            kind=each.kind.value,
            name=each.name,
            number=each.number,
            expires=each.expires,
            permanent=each.permanent,
            file=each.file,
        )


# -- reading ----------------------------------------------------------------------------------------------------


def _load(connection: Connection) -> tuple[Product, ...]:
    variants = _children(connection, VariantRow, lambda r: Variant(**_plain(r, "product_id", "place")))
    pictures = _children(connection, PictureRow, lambda r: r.path)
    certificates = _children(
        connection,
        CertificateRow,
        lambda r: Certificate(**{**_plain(r, "product_id", "place"), "kind": Paper(r.kind)}),
    )
    evidence = _children(
        connection,
        EvidenceRow,
        lambda r: Evidence(price=Price(r.price), cents=r.cents, source=r.source, on=r.shown_on, file=r.file),
    )
    ids = _children(connection, KnownIdRow, lambda r: r)
    rows = _table(ProductRow)
    found = (
        Product(
            **_plain(row),
            pictures=tuple(pictures[row.product_id]),
            platform_ids=tuple(PlatformId(r.platform, r.id) for r in ids[row.product_id] if r.kind == "platform"),
            aliases=tuple(r.id for r in ids[row.product_id] if r.kind == "alias"),
            variants=tuple(variants[row.product_id]),
            evidence=tuple(evidence[row.product_id]),
            certificates=tuple(certificates[row.product_id]),
        )
        for row in connection.execute(select(rows))
    )
    return tuple(sorted(found, key=lambda each: (each.name, each.product_id)))  # a server's order is its locale's


def _children(connection: Connection, row: type[SQLModel], read: Any) -> defaultdict[str, list[Any]]:
    table = _table(row)
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for each in connection.execute(select(table).order_by(table.c.product_id, table.c.place)):
        found[each.product_id].append(read(each))
    return found


def _plain(row: Any, *but: str) -> dict[str, Any]:
    return {name: value for name, value in row._mapping.items() if name not in but}
