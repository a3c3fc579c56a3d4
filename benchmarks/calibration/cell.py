"""One measured figure, what was promised, and whether the promise held."""

from __future__ import annotations

import math
from dataclasses import dataclass

SIZES = (8, 26, 50, 107)
DRAWS = 20_000
SEED = 20240618


@dataclass(frozen=True)
class Goal:
    """The range a figure must lie in, and how the page writes it."""

    low: float
    high: float
    text: str


COVERAGE = Goal(0.93, 0.97, "93 to 97 %")
COVERAGE_SMALL = Goal(0.93, 1.0, "at least 93 %")
LEVEL = Goal(0.0, 0.05, "at most 5 %")
FALSE_CLAIM = Goal(0.0, 0.025, "at most 2.5 %")
FAMILY = Goal(0.0, 0.05, "at most 5 %")
CERTAIN = Goal(1.0, 1.0, "100 %")
ENOUGH = Goal(0.80, 1.0, "at least 80 %")
SLOPE = Goal(0.80, 1.20, "80 to 120 %")  # 100: chances spread as they should
GOALS = (COVERAGE, COVERAGE_SMALL, LEVEL, FALSE_CLAIM, FAMILY, CERTAIN, ENOUGH, SLOPE)


def coverage_goal(n: int) -> Goal:
    """Score intervals are conservative at n = 8: no upper limit below 26."""
    return COVERAGE if n >= 26 else COVERAGE_SMALL


@dataclass(frozen=True)
class Cell:
    """`value`, a proportion, of `measure` for `method` under `scenario`; draws 0: enumerated; no goal: shown only."""

    method: str
    measure: str
    scenario: str
    n: int
    value: float
    draws: int = 0
    goal: Goal | None = None
    spread: float | None = None  # standard error, where draws are not independent
    group: str = ""  # what the page puts together, where scenarios are many

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Everything that is known before a number is drawn, but the size."""
        return (self.method, self.measure, self.scenario, self.goal.text if self.goal else "")

    @property
    def error(self) -> float:
        """Monte Carlo standard error."""
        if self.spread is not None:
            return self.spread
        return math.sqrt(max(self.value * (1 - self.value), 0.0) / self.draws) if self.draws else 0.0

    @property
    def state(self) -> str:
        """`held`, `missed` (outside by more than 2 errors), `at the edge` (outside, within 2 errors), or empty."""
        if self.goal is None:
            return ""
        beyond = max(self.goal.low - self.value, self.value - self.goal.high)
        if beyond <= 1e-9:
            return "held"
        return "at the edge" if beyond <= 2 * self.error else "missed"
