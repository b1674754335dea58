"""What the command line does with the catalogue: a sheet in, a sheet out."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from console import handover
from console.catalogue import catalogue_here, keep_file
from console.feeds.catalogue_sheet import CatalogueSheetRefused, SheetCatalogue, read_catalogue
from console.feeds.catalogue_writing import write_catalogue
from console.feeds.grid import SheetRefused
from console.handover import HandoverFailed
from console.listeners import Notice
from console.verbs import Done, InputRefused, Remark, Said, Writing
from console.workspace import Workspace
from inventory.catalogue import Product
from inventory.catalogue_difference import CatalogueDifference, difference
from inventory.catalogue_store import CatalogueRefused

log = logging.getLogger(__name__)


def import_catalogue(workspace: Workspace, path: Path) -> Done:
    """Take a catalogue sheet in: what it says is added and updated, nothing is taken away.

    Raises InputRefused, StoreFailed, WorkspaceUnusable.
    """
    heard: list[object] = []
    catalogue = catalogue_here(workspace, heard.append)
    try:
        goods = catalogue.read()
        sheet = _read(path, workspace, goods.by_id)
        found = difference(goods.by_id, sheet.products)
        try:
            catalogue.put(found.to_write)
        except CatalogueRefused as refused:
            raise InputRefused((f"catalogue.refused.{refused.code}", refused.data)) from refused
    finally:
        catalogue.close()
    if not found.nothing:
        _tell_console(workspace)
    told: list[Said] = [*_notices(heard), *(Remark(item, "plan_sheet") for item in sheet.told)]
    told += [("cli.catalogue_changed", changed_data(each.after, each.fields)) for each in found.changed]
    return Done(show_id="", told=tuple(told), data=counts(found))


def export_catalogue(workspace: Workspace, output: Path, lang: str) -> Done:
    """Write the catalogue as a sheet; ``count``: how many products. Raises WorldFailed, StoreFailed."""
    heard: list[object] = []
    catalogue = catalogue_here(workspace, heard.append)
    try:
        products = catalogue.read().products
    finally:
        catalogue.close()
    with Writing(output):
        write_catalogue(products, output, lang)
    return Done(show_id="", told=tuple(_notices(heard)), data={"count": len(products)})


def _notices(heard: list[object]) -> list[Said]:
    return [(f"notice.{each.code}", each.data) for each in heard if isinstance(each, Notice)]


def counts(found: CatalogueDifference) -> dict[str, int]:
    """How many products a sheet adds, changes and leaves."""
    return {"added": len(found.added), "changed": len(found.changed), "same": len(found.same)}


def changed_data(product: Product, fields: tuple[str, ...]) -> dict[str, Any]:
    """What is told of a product a sheet changes."""
    return {"name": product.name, "fields_keys": tuple(f"catalogue.field.{name}" for name in fields)}


def _read(path: Path, workspace: Workspace, known: Mapping[str, Product]) -> SheetCatalogue:
    try:
        return read_catalogue(
            path,
            known=known,
            picture_sink=keep_file(workspace, workspace.pictures),
            file_sink=keep_file(workspace, workspace.evidence),
            root=workspace.root,
        )
    except SheetRefused as refusal:
        raise InputRefused(refusal) from refusal
    except CatalogueSheetRefused as refusal:
        raise InputRefused(*refusal.problems) from refusal
    except OSError as error:
        raise InputRefused(("cli.cannot_read", {"path": str(path), "reason": error.strerror or str(error)})) from error


def _tell_console(workspace: Workspace) -> None:
    """A console that runs here looks at the catalogue at once; one that does not answer does when it is used next."""
    running = workspace.running()
    if running is not None:
        try:
            handover.send(running, "catalogue-changed", {})
        except HandoverFailed:
            log.info("the running console was not told of the catalogue", exc_info=True)
