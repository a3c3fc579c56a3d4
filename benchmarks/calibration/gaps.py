"""The gap between two audiences: coverage of its change, and false claims that it closed or grew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from calibration.cell import FALSE_CLAIM, Cell, coverage_goal
from declic_analysis.statistics.gaps import GapEvidence, difference, gap_status, paired_sum
from declic_analysis.statistics.interval import Estimate
from declic_analysis.statistics.paired_proportions import tango
from declic_analysis.vocabulary import GapStatus


@dataclass(frozen=True)
class Group:
    """People whose favourable share goes from `before` to `after`; phi links a person's two answers."""

    n: int
    before: float
    after: float
    phi: float = 0.5

    @property
    def cells(self) -> np.ndarray:
        """Chances of favourable in both, lost, gained, in neither."""
        both = self.before * self.after + self.phi * np.sqrt(
            self.before * (1 - self.before) * self.after * (1 - self.after)
        )
        both = min(both, self.before, self.after)
        return np.array([both, self.before - both, self.after - both, 1 - self.before - self.after + both])


@dataclass(frozen=True)
class Case:
    first: Group
    second: Group

    @property
    def change(self) -> float:
        return (self.first.after - self.first.before) - (self.second.after - self.second.before)


def drawn(group: Group, *, n: int, rng: np.random.Generator) -> np.ndarray:
    return rng.multinomial(group.n, group.cells, size=n)


def moved(cells: tuple[int, ...], *, confidence: float = 0.95) -> Estimate:
    both, lost, gained, neither = cells
    return tango(gained, lost, both + lost + gained + neither, confidence=confidence)


@lru_cache(maxsize=65536)
def summed(cells: tuple[int, ...]) -> Estimate:
    both, lost, gained, neither = cells
    before = np.repeat([1, 1, 0, 0], [both, lost, gained, neither])
    after = np.repeat([1, 0, 1, 0], [both, lost, gained, neither])
    return paired_sum(before, after)


def score(case: Case, *, n: int, rng: np.random.Generator) -> dict[str, float]:
    """Shares of the draws: interval of the change holds the truth, and each status."""
    pairs = zip(drawn(case.first, n=n, rng=rng).tolist(), drawn(case.second, n=n, rng=rng).tolist(), strict=True)
    covered, told = 0, []
    for a, b in pairs:
        first, second = moved(tuple(a)), moved(tuple(b))
        change = difference(first, second)
        narrow = difference(moved(tuple(a), confidence=0.9), moved(tuple(b), confidence=0.9))
        covered += change.low <= case.change <= change.high
        total = difference(summed(tuple(a)), summed(tuple(b)))
        told.append(gap_status(GapEvidence(change, narrow, total, first, second)))
    return {"covered": covered / n, **{status.value: told.count(status) / n for status in GapStatus}}


def cases() -> Iterator[Case]:
    for n, m in ((26, 107), (50, 107), (12, 50)):
        yield Case(Group(n, 0.6, 0.6), Group(m, 0.4, 0.4))  # a gap that does not move
        yield Case(Group(n, 0.5, 0.7), Group(m, 0.5, 0.7))  # no gap, both rise
        yield Case(Group(n, 0.9, 0.9), Group(m, 0.5, 0.5))  # ceiling
        yield Case(Group(n, 0.7, 0.7), Group(m, 0.4, 0.65))  # the lower side rises
        yield Case(Group(n, 0.7, 0.45), Group(m, 0.4, 0.4))  # the better side falls


def _text(case: Case) -> str:
    sides = [f"{g.before:.0%} → {g.after:.0%} of {g.n}".replace("%", " %") for g in (case.first, case.second)]
    return " against ".join(sides)


def cells(n: int, rng: np.random.Generator) -> Iterator[Cell]:
    for case in cases():
        found, size, text = score(case, n=n, rng=rng), case.first.n, _text(case)
        yield Cell("change of the gap, MOVER", "coverage", text, size, found["covered"], n, coverage_goal(size))
        for status in (GapStatus.REDUCED, GapStatus.INCREASED):
            goal = FALSE_CLAIM if case.change == 0 else None
            measure = f"{'false' if goal else 'claim of'} “{status.value}”"
            yield Cell("status of the gap", measure, text, size, found[status.value], n, goal)
