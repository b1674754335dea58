"""Remarks on a plan: each trouble is told once, where it begins."""

from __future__ import annotations

from datetime import timedelta

from console.show.plan import Role, WarningKind, warnings
from tests.builders import make_entry, make_plan


def test_a_run_of_traffic_items_and_a_long_stretch_without_a_hero_are_told_once_each() -> None:
    roles = [Role.HERO, *[Role.TRAFFIC] * 4, *[Role.PROFIT] * 6, Role.HERO]
    rows = [make_entry(n, role=role, planned=timedelta(minutes=10)) for n, role in enumerate(roles, 1)]
    found = warnings(make_plan(*rows))
    assert [(each.kind, each.entry_id) for each in found] == [
        (WarningKind.TRAFFIC_PAIR, "e3"),
        (WarningKind.HERO_UNSEEN, "e5"),
    ]
    assert found[1].data == {"minutes": 40}
