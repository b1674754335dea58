"""Items as the run order names them: number and first entry of each, worked out once a plan."""

from __future__ import annotations

from console.show.plan import Entry, Plan


class ItemNames:
    """Looked up by product; a plan is immutable, so the answer holds as long as it is the same one."""

    def __init__(self) -> None:
        self._plan: Plan | None = None
        self._items: dict[str, tuple[int, Entry]] = {}

    def of(self, plan: Plan) -> dict[str, tuple[int, Entry]]:
        """Number (from 1) and entry of each item, in order."""
        if plan is not self._plan:
            items: dict[str, tuple[int, Entry]] = {}
            for number, entry in enumerate(plan.in_order(), 1):
                if entry.product_id is not None:
                    items.setdefault(entry.product_id, (number, entry))
            self._plan, self._items = plan, items
        return self._items
