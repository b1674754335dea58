"""What ``doctor`` tells of the stock that rooms share: whether the server answers, and what this room owes it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from console.secrets import INVENTORY_PASSWORD, Secrets
from console.settings import load_settings
from console.store import owed
from console.store.database import Database, StoreFailed
from console.workspace import Workspace


def shared_stock(workspace: Workspace) -> tuple[str, bool | None, dict[str, Any]] | None:
    """Key, whether it is well, and data for the wording; None when the room is alone. Changes nothing anywhere."""
    settings = load_settings(workspace.settings_file).settings
    if not settings.inventory:
        return None
    from inventory.company import Gone, SharedStore  # brings the database's library
    from inventory.opening import BadAddress, parted

    try:
        address, _ = parted(settings.inventory)
        password = Secrets(workspace).get(INVENTORY_PASSWORD) or ""
        store = SharedStore(settings.inventory, password, settings.room_id, settings.room_name)
    except BadAddress as bad:
        return (
            "doctor.shared_stock_bad",
            False,
            {"address": bad.held, "reason_key": f"shared.{bad.code}", "held": bad.held},
        )
    waiting = _owed(workspace)
    try:
        company = store.look(datetime.now(UTC), all_rooms=False)
    except Gone as gone:
        # the show goes on without it: told, not counted as broken
        return "doctor.shared_stock_away", None, {"address": address, "detail": gone.detail, "owed": waiting}
    finally:
        store.close()
    found = {"address": address, "rooms": len(company.rooms), "products": len(company.shelves), "owed": waiting}
    return "doctor.shared_stock", True, found


def _owed(workspace: Workspace) -> int | str:
    if not workspace.database.exists():
        return 0
    database = Database(workspace.database)
    try:
        with database.connect() as connection:
            return owed.how_many(connection)
    except StoreFailed:
        return "?"  # a file of an older program has no such table; what is wrong with it is told elsewhere
    finally:
        database.close()
