"""The machine's clock as the console tells it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

import pytest

from console import clock as module
from console.clock import SystemClock

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class Machine:
    """Its wall clock can be set; its running time only goes on."""

    def __init__(self) -> None:
        self.wall = NOON
        self.running = 100.0

    def goes_on(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.running += seconds

    def now(self, zone: tzinfo) -> datetime:
        return self.wall.astimezone(zone)

    def monotonic(self) -> float:
        return self.running


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine()
    monkeypatch.setattr(module, "datetime", machine)
    monkeypatch.setattr(module, "time", machine)
    return machine


def test_time_goes_on_when_the_machines_clock_is_set_back(machine: Machine) -> None:
    clock = SystemClock()
    machine.goes_on(10)
    assert clock.now() == NOON + timedelta(seconds=10)
    machine.wall -= timedelta(hours=1)
    assert clock.now() == NOON + timedelta(seconds=10)
    machine.goes_on(0.4)
    assert clock.now() == NOON + timedelta(seconds=10.4)  # a take now is not the take before
    machine.goes_on(60)
    assert clock.now() == NOON + timedelta(seconds=70.4)


def test_a_machine_that_slept_or_was_set_forward_is_believed(machine: Machine) -> None:
    clock = SystemClock()
    machine.wall += timedelta(hours=2)
    assert clock.now() == NOON + timedelta(hours=2)
