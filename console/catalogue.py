"""The catalogue of a workspace: read beside the window, written on a thread of its own, kept as one snapshot.

What a show needs of it – which ids are one product – is read with the show, so an order line that names a SKU counts
from the first. Products, search and papers are read when somebody asks for them.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from console.files import replace_file
from console.listeners import Notice
from console.secrets import INVENTORY_PASSWORD, Secrets
from console.settings import Settings, load_settings
from console.show.sales import OrderLine
from console.store.database import StoreFailed, failure
from console.workspace import Workspace
from inventory.catalogue import Product, by_any_id, planned_id, tidy
from inventory.catalogue_difference import Duplicate, duplicates
from inventory.catalogue_search import CatalogueSearch
from inventory.catalogue_store import CatalogueFailed, CatalogueStore
from inventory.migrating import Migrated
from inventory.opening import BadAddress, address_of, engine_at

log = logging.getLogger(__name__)
T = TypeVar("T")
Post = Callable[[Callable[[], None]], None]
COPY = "inventory-copy-{}.db"  # of each server, beside the workspace's own


@dataclass(frozen=True, slots=True)
class CatalogueChanged:
    """The catalogue is another one; whoever shows it looks again."""

    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """The catalogue at one revision. ``by_id``: every product by any of its ids; ``doubles``: those that may be one.

    ``origin``: the server it is from, "" for the workspace's own.
    """

    revision: int = -1
    origin: str = ""
    products: tuple[Product, ...] = ()
    by_id: Mapping[str, Product] = field(default_factory=dict)
    search: CatalogueSearch = field(default_factory=lambda: CatalogueSearch(()))
    doubles: tuple[Duplicate, ...] = ()

    def ids(self) -> dict[str, tuple[str, ...]]:
        """As the store answers them: every id of products that have several."""
        found: dict[str, tuple[str, ...]] = {}
        for product in self.products:
            ids = tuple(product.ids())
            if len(ids) > 1:
                found.update(dict.fromkeys(ids, ids))
        return found


class Catalogue:
    """The products a workspace knows, or those that rooms share. Main thread, but for what says otherwise.

    A workspace without a catalogue has no file of it until the first product is written. Of a server's a copy is kept
    in the workspace, so that a show opens and its orders count when the server is gone.
    """

    def __init__(
        self,
        file: Path,
        *,
        post: Post,
        announce: Callable[[object], None],
        server: Callable[[], str] = str,
        password: Callable[[], str] = str,
    ) -> None:
        """``server``: the address of the store that rooms share, "" for the workspace's own; asked on any thread."""
        self._file = file
        self._post = post
        self._announce = announce
        self._server = server
        self._password = password
        self._store: CatalogueStore | None = None
        self._at = ""
        self._opening = threading.Lock()
        self._worker: ThreadPoolExecutor | None = None
        self._closed = False
        self._ids: Mapping[str, tuple[str, ...]] = {}
        self.goods = Goods()

    @property
    def loaded(self) -> bool:
        """Whether ``goods`` were read yet."""
        return self.goods.revision >= 0

    # -- what a show asks -----------------------------------------------------------------------------------------

    def read_ids(self) -> None:
        """Read which ids are one product, of a server's catalogue from the copy. Any thread; a catalogue that cannot be
        read is logged: the show goes on."""
        try:
            if self._server():
                with self._copy() as copy:
                    self._ids = {} if copy is None else _telling(copy.ids)
                return
            store = self._opened()
            if store is not None:
                self._ids = _telling(store.ids)
        except StoreFailed:
            log.exception("the catalogue cannot be read: orders count by the very id they name")

    def as_planned(self, lines: Sequence[OrderLine], planned: Container[str]) -> Sequence[OrderLine]:
        """Order lines under the ids the plan names their products by. Without SKUs or other ids: the very lines."""
        ids = self._ids
        if not ids:
            return lines
        return [
            line
            if (known := ids.get(line.product_id)) is None
            else replace(line, product_id=planned_id(line.product_id, known, planned))
            for line in lines
        ]

    def known(self) -> Goods:
        """The catalogue that is known, read when it was not yet; of a server's the copy. Empty when there is none or it
        cannot be read. Any thread; waits for no network."""
        if self.loaded:
            return self.goods
        try:
            return self._copied() if self._server() else self.read()
        except StoreFailed:
            log.exception("the catalogue cannot be read: nothing is taken from it")
            return Goods()

    # -- reading --------------------------------------------------------------------------------------------------

    def read(self) -> Goods:
        """The catalogue as it is in its store. Any thread but a server's on the window's. Raises StoreFailed."""
        store = self._opened()
        if store is None:
            return Goods(revision=0)
        revision, products = _telling(store.load)
        origin = self._at
        if origin:
            self._keep_copy(revision, products)
        return self._goods(revision, products, origin)

    def _goods(self, revision: int, products: tuple[Product, ...], origin: str) -> Goods:
        return Goods(
            revision=revision,
            origin=origin,
            products=products,
            by_id=by_any_id(products),
            search=CatalogueSearch(products, self.goods.search),
            doubles=tuple(duplicates(products)),
        )

    def refresh(self) -> Future[Goods]:
        """Read it again if it is another one; done on the main thread. Fails with StoreFailed, and then the copy of a
        server's catalogue stands in when none was read before."""

        def look() -> Goods | None:
            try:
                store = self._opened()
                if store is not None and (_telling(store.revision), self._at) == (
                    self.goods.revision,
                    self.goods.origin,
                ):
                    return None
                return None if store is None and self.loaded and not self.goods.origin else self.read()
            except StoreFailed:
                if self._server() and not self.loaded:
                    copied = self._copied()
                    self._post(lambda: None if self.loaded else self.take(copied))
                raise

        return self._work(look)

    def _copied(self) -> Goods:
        """What is kept of the server's catalogue; nothing when it was never read."""
        with self._copy() as copy:
            if copy is None:
                return Goods()
            revision, products = _telling(copy.load)
            return self._goods(revision, products, self._server())

    def _keep_copy(self, revision: int, products: tuple[Product, ...]) -> None:
        try:
            with self._copy(make=True) as copy:
                assert copy is not None
                _telling(lambda: copy.copy(revision, products))
        except StoreFailed:
            log.warning("no copy of the catalogue was kept: it is there as long as the server is", exc_info=True)

    @contextmanager
    def _copy(self, *, make: bool = False) -> Iterator[CatalogueStore | None]:
        file = self._file.with_name(COPY.format(hashlib.sha256(self._server().encode()).hexdigest()[:8]))
        if not make and not file.exists():
            yield None
            return
        store = CatalogueStore(engine_at(address_of(file)))
        try:
            _telling(store.open)
            yield store
        finally:
            store.close()

    # -- writing --------------------------------------------------------------------------------------------------

    def write(self, products: Sequence[Product], gone: Sequence[Product] = ()) -> Future[Goods]:
        """Keep these products and take away those gone; done on the main thread with the catalogue after it.

        Fails with CatalogueRefused and StoreFailed, and then nothing was written.
        """
        return self._work(lambda: self.put(products, gone))

    def put(self, products: Sequence[Product], gone: Sequence[Product] = ()) -> Goods:
        """As ``write``, here and now. Any thread. Raises CatalogueRefused, StoreFailed."""
        store = self._opened(make=True)
        assert store is not None
        _telling(lambda: store.write([tidy(each) for each in products], gone))
        return self.read()

    def close(self) -> None:
        """Write what is waiting and let go of the file."""
        self._closed = True
        if self._worker is not None:
            self._worker.shutdown(wait=True)
        if self._store is not None:
            self._store.close()

    # -- how ------------------------------------------------------------------------------------------------------

    def take(self, goods: Goods) -> None:
        """This is the catalogue now."""
        if (goods.revision, goods.origin) == (self.goods.revision, self.goods.origin):
            return
        self.goods = goods
        self._ids = goods.ids()
        self._announce(CatalogueChanged(goods.revision))

    def _work(self, work: Callable[[], Goods | None]) -> Future[Goods]:
        whole: Future[Goods] = Future()
        if self._closed:
            whole.set_exception(StoreFailed("closed"))
            return whole
        if self._worker is None:
            self._worker = ThreadPoolExecutor(1, thread_name_prefix="catalogue")

        def done(found: Future[Goods | None]) -> None:
            if self._closed:
                return
            error = found.exception()
            if error is not None:
                whole.set_exception(error)
                return
            goods = found.result()
            if goods is not None:
                self.take(goods)
            whole.set_result(self.goods)

        self._worker.submit(work).add_done_callback(lambda found: self._post(lambda: done(found)))
        return whole

    def _tell(self, migrated: Migrated | None) -> None:
        """Say what was done to a store of an older program, and what there is to go back to."""
        if migrated is None:
            return
        if migrated.backup is not None:
            told = Notice(code="goods_migrated", level="info", data=migrated.data)
        else:
            told = Notice(code="goods_migrated_server", level="info", data=migrated.data)
        self._post(lambda: self._announce(told))

    def _opened(self, *, make: bool = False) -> CatalogueStore | None:
        """The store, opened once for each place; None when there is none yet and nobody writes. Raises StoreFailed."""
        with self._opening:
            server = self._server()
            if self._store is not None and self._at != server:
                self._store.close()
                self._store = None
            if self._store is None:
                if not server and not make and not self._file.exists():
                    return None
                try:
                    engine = (
                        engine_at(server, pool_size=1, password=self._password())
                        if server
                        else engine_at(address_of(self._file))
                    )
                except BadAddress as bad:
                    raise StoreFailed("cannot_open", str(bad)) from bad
                store = CatalogueStore(engine)
                self._tell(_telling(store.open))
                self._store, self._at = store, server
            return self._store


def _telling(work: Callable[[], T]) -> T:
    try:
        return work()
    except CatalogueFailed as failed:
        raise failure(failed.__cause__ or failed) from failed


def catalogue_of(
    workspace: Workspace, settings: Callable[[], Settings], *, post: Post, announce: Callable[[object], None]
) -> Catalogue:
    """The catalogue of a workspace: its own, or the one its settings name. Practice never touches a real one."""
    return Catalogue(
        workspace.inventory,
        post=post,
        announce=announce,
        server=lambda: "" if workspace.is_practice else settings().inventory,
        password=lambda: Secrets(workspace).get(INVENTORY_PASSWORD) or "",
    )


def catalogue_here(workspace: Workspace, announce: Callable[[object], None] = lambda told: None) -> Catalogue:
    """The same for work without a window, which is done where it is asked."""
    settings = load_settings(workspace.settings_file).settings
    return catalogue_of(workspace, lambda: settings, post=lambda work: work(), announce=announce)


def known_goods(workspace: Workspace) -> Mapping[str, Product]:
    """The products of a workspace by any id, for work without a window; none when they cannot be read."""
    catalogue = catalogue_here(workspace)
    try:
        return catalogue.known().by_id
    finally:
        catalogue.close()


def keep_file(workspace: Workspace, folder: Path) -> Callable[[str, bytes], str]:
    """Keeps a picture's or a proof's bytes in ``folder`` of the workspace; answers the path relative to it."""

    def keep(name: str, data: bytes) -> str:
        target = folder / name
        if not target.exists():
            folder.mkdir(exist_ok=True)
            replace_file(target, data)
        return target.relative_to(workspace.root).as_posix()

    return keep
