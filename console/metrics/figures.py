"""What is known of an item and of the room at a moment, as figures. Money in cents; None is unknown, never 0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from console.metrics.conversion import Rate
from console.show.sales import Metric


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFigures:
    """What is known of one item.

    ``orders`` and the orders in ``cvr`` are those of order lines, or ``by_count``, as a feed of readings counted them;
    ``lines``, ``units`` and money are of order lines always.
    """

    product_id: str
    orders: int | None
    units: int
    lines: int
    gmv: int
    refunded: int
    units_returned: int
    sold: int
    exposures: float | None
    exposure_users: float | None
    clicks: float | None
    click_users: float | None
    buyers: float | None
    cvr: Rate
    by_count: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomFigures:
    """What is known of the whole room."""

    gmv: int
    orders: int
    units: int
    refunded: int
    units_returned: int
    without_item: int  # the part of gmv whose item is not known yet
    lines_without_item: int
    outside_lines: int
    readings: Mapping[Metric, float | None]
    last_heard: datetime | None

    @property
    def online(self) -> float | None:
        return self.readings.get(Metric.ONLINE)
