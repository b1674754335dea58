"""Opening the inventory store: an engine for its address, and the errors a disk or a server can give."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

CONNECT_SECONDS = 3  # a server that does not answer is gone
STATEMENT_SECONDS = 5
POSTGRESQL, SQLITE = "postgresql+psycopg", "sqlite"


class BadAddress(Exception):
    """No store can be at this address. ``code`` says why, ``held`` what was given (without its password)."""

    def __init__(self, code: str, held: str) -> None:
        super().__init__(f"{code}: {held}")
        self.code, self.held = code, held


def address_of(path: Path) -> str:
    """The address of a SQLite file."""
    return f"{SQLITE}:///{path}"


def checked(address: str) -> URL:
    """The address as an URL. Raises BadAddress.

    >>> checked("postgresql+psycopg://stock@db.example/goods").host
    'db.example'
    """
    try:
        url = make_url(address.strip())
    except (ArgumentError, ValueError) as error:
        raise BadAddress("not_an_url", address) from error
    shown = url.render_as_string(hide_password=True)
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername=POSTGRESQL)
    if url.drivername not in (POSTGRESQL, SQLITE):
        raise BadAddress("unknown_kind", shown)
    if url.drivername == POSTGRESQL and not url.database:
        raise BadAddress("no_database", shown)
    return url


def parted(address: str) -> tuple[str, str]:
    """An address without its password, and the password. Raises BadAddress.

    >>> parted("postgresql+psycopg://stock:s3cret@db.example/goods")
    ('postgresql+psycopg://stock@db.example/goods', 's3cret')
    """
    url = checked(address)
    password = url.password or ""
    return URL.create(url.drivername, url.username, None, url.host, url.port, url.database, url.query).render_as_string(
        hide_password=False
    ), password


def engine_at(address: str, *, pool_size: int = 4, password: str = "") -> Engine:
    """An engine for a store; nothing is connected yet. ``password``: it is kept apart from the address.

    Raises BadAddress.
    """
    url = checked(address)
    if password:
        url = url.set(password=password)
    try:
        return _file(url, pool_size) if url.drivername == SQLITE else _server(url, pool_size)
    except NoSuchModuleError as error:
        raise BadAddress("no_driver", url.drivername) from error


def _file(url: URL, pool_size: int) -> Engine:
    engine = create_engine(url, isolation_level="AUTOCOMMIT", pool_size=pool_size)

    @event.listens_for(engine, "connect")
    def _prepare(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=20000", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


def _server(url: URL, pool_size: int) -> Engine:
    engine = create_engine(
        url,
        pool_size=pool_size,
        pool_timeout=CONNECT_SECONDS,
        connect_args={
            "connect_timeout": CONNECT_SECONDS,
            "options": f"-c statement_timeout={STATEMENT_SECONDS}s -c lock_timeout={STATEMENT_SECONDS}s",
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 3,
            "tcp_user_timeout": 1000 * STATEMENT_SECONDS,
            "application_name": "zhongkong",
        },
    )

    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: object, _record: object, arguments: tuple[object, ...], chosen: dict[str, object]) -> object:
        from inventory.silence import BoundedConnection  # brings the driver, which a room of its own never needs

        return BoundedConnection.connect(*arguments, **chosen)  # type: ignore[arg-type]

    return engine
