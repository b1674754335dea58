"""What a benchmark measured: our side, the bare library's side, their ratio and the budget, one aligned line each."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass

HEADER = f"{'what':<46} {'ours':>12} {'bare':>12} {'unit':<9} {'ratio':>8}  {'budget':<8}"
_BUDGET = re.compile(r"\s*(<=|≤|>=|≥)?\s*([\d.,_]+)\s*(%|×|x)?.*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measurement. Without ``bare`` the budget is about ``ours`` itself, else about ``ours / bare``."""

    name: str
    ours: float
    bare: float | None
    unit: str
    most: bool  # the budget is an upper limit
    limit: float

    @property
    def judged(self) -> float:
        return self.ours if self.bare is None else self.ours / self.bare if self.bare else float("inf")

    @property
    def holds(self) -> bool:
        return self.judged <= self.limit if self.most else self.judged >= self.limit

    def __str__(self) -> str:
        bare = "" if self.bare is None else figure(self.bare)
        ratio = "" if self.bare is None else f"{self.judged:.2f}×"
        budget = f"{'≤' if self.most else '≥'} {self.limit:g}{'' if self.bare is None else '×'}"
        line = f"{self.name:<46} {figure(self.ours):>12} {bare:>12} {self.unit:<9} {ratio:>8}  {budget:<8}"
        return line.rstrip() if self.holds else f"{line} OVER"

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Row:
        return cls(**json.loads(text))


class Report:
    """Handed to every ``run(report)``; each line goes to ``tell`` as soon as it is measured."""

    def __init__(self, tell: Callable[[Row], None]) -> None:
        self._tell = tell

    def ratio(self, name: str, ours: float, bare: float, unit: str, budget: str | float) -> None:
        """``ours`` against the bare library in the same run; ``budget`` like ``"≤ 3"``, ``"≥ 25 %"`` or 3 (at most)."""
        most, limit = limit_of(budget)
        self._tell(Row(name=name, ours=ours, bare=bare, unit=unit, most=most, limit=limit))

    def value(self, name: str, ours: float, unit: str, budget: str | float) -> None:
        """A figure with a budget of its own, such as a frame's 16.7 ms."""
        most, limit = limit_of(budget)
        self._tell(Row(name=name, ours=ours, bare=None, unit=unit, most=most, limit=limit))


def limit_of(budget: str | float) -> tuple[bool, float]:
    """Whether the budget is an upper limit, and the limit."""
    if not isinstance(budget, str):
        return True, float(budget)
    match = _BUDGET.fullmatch(budget)
    if match is None:
        raise ValueError(f"not a budget: {budget!r}")
    limit = float(match[2].replace(",", "").replace("_", ""))
    return match[1] not in {">=", "≥"}, limit / 100 if match[3] == "%" else limit


def figure(value: float) -> str:
    """Four digits are enough, thousands are parted."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
