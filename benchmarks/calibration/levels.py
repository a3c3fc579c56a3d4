"""Answers on five levels, drawn from the demonstration's latent line: means, ranks, favourable shares, two groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from calibration.cell import FALSE_CLAIM, LEVEL, SIZES, Cell, coverage_goal
from declic_analysis.demo.scenario import expected_transitions
from declic_analysis.statistics.interval import Estimate, Ints
from declic_analysis.statistics.mean_change import BCA_FROM, bca_interval, t_interval
from declic_analysis.statistics.paired_proportions import tango
from declic_analysis.statistics.signed_rank import signed_rank
from declic_analysis.statistics.two_groups import brunner_munzel, cliff_interval

K = 5
LEVELS = np.arange(1, K + 1)
FAVOURABLE = LEVELS >= 4


@dataclass(frozen=True)
class Truth:
    """Chances of each (level before, level after)."""

    text: str
    joint: np.ndarray

    @property
    def moves(self) -> np.ndarray:
        """Chance of each change, −4 … 4."""
        change = LEVELS[None, :] - LEVELS[:, None]
        return np.array([self.joint[change == c].sum() for c in range(1 - K, K)])

    @property
    def mean_change(self) -> float:
        return float(self.moves @ np.arange(1 - K, K))


TRUTHS = (
    Truth("middle of the scale, nothing moves", expected_transitions(0.2, 0.0)),
    Truth("middle of the scale, rise", expected_transitions(0.2, 0.5)),
    Truth("ceiling, nothing moves", expected_transitions(1.5, 0.0)),
    Truth("ceiling, rise", expected_transitions(1.5, 0.3)),
)
NULLS = (TRUTHS[0], TRUTHS[2])


def distinct(counts: Ints) -> tuple[Ints, np.ndarray]:
    """Samples that are alike are computed once: distinct rows and their share of the draws."""
    rows, times = np.unique(counts, axis=0, return_counts=True)
    return rows, times / times.sum()


def _holding(found: list[Estimate], chance: np.ndarray, truth: float) -> float:
    """Among samples that have an interval (some change differs from the others)."""
    given = np.array([one.low == one.low for one in found])
    holds = np.array([one.low <= truth + 1e-12 and truth - 1e-12 <= one.high for one in found])
    return float(chance[given & holds].sum() / chance[given].sum())


def means(n: int, rng: np.random.Generator) -> Iterator[Cell]:
    """t, BCa and the signed-rank test."""
    values = np.arange(1 - K, K)
    for truth, size in product(TRUTHS, SIZES):
        rows, chance = distinct(rng.multinomial(size, truth.moves, size=n))
        samples = [np.repeat(values, row) for row in rows]
        for name, method in _interval_methods(rng).items():
            used = (size >= BCA_FROM) == (name == "BCa")
            found = _holding([method(own) for own in samples], chance, truth.mean_change)
            goal = coverage_goal(size) if used else None
            label = f"{name}, mean change" + ("" if used else " (not used at this size)")
            yield Cell(label, "coverage", truth.text, size, found, n, goal)
        if truth in NULLS:
            rejected = np.array([signed_rank(own).p <= 0.05 for own in samples])
            level = float(chance[rejected].sum())
            yield Cell("signed-rank, exact", "level", truth.text, size, level, n, LEVEL)


def _interval_methods(rng: np.random.Generator) -> dict[str, Callable[[Ints], Estimate]]:
    return {"t": t_interval, "BCa": lambda own: bca_interval(own, rng=rng)}


def favourable(n: int, rng: np.random.Generator) -> Iterator[Cell]:
    """Tango's interval of the change in favourable share."""
    for truth, size in product(TRUTHS, SIZES):
        gained = float(truth.joint[~FAVOURABLE][:, FAVOURABLE].sum())
        lost = float(truth.joint[FAVOURABLE][:, ~FAVOURABLE].sum())
        rows, chance = distinct(rng.multinomial(size, [gained, lost, 1 - gained - lost], size=n))
        found = [tango(int(up), int(down), size) for up, down, _ in rows]
        held = _holding(found, chance, gained - lost)
        yield Cell("Tango, favourable share", "coverage", truth.text, size, held, n, coverage_goal(size))


@dataclass(frozen=True)
class Groups:
    """Two independent groups: people before and after, and their chances of each level."""

    text: str
    first: np.ndarray
    second: np.ndarray

    @property
    def delta(self) -> float:
        order = np.sign(LEVELS[None, :] - LEVELS[:, None])
        return float(self.first @ order @ self.second)


def _groups() -> tuple[Groups, ...]:
    rise, ceiling = TRUTHS[1].joint, TRUTHS[2].joint
    wide, narrow = np.array([0.2, 0.2, 0.2, 0.2, 0.2]), np.array([0.05, 0.2, 0.5, 0.2, 0.05])
    return (
        Groups("same answers", rise.sum(axis=1), rise.sum(axis=1)),
        Groups("ceiling, same answers", ceiling.sum(axis=1), ceiling.sum(axis=1)),
        Groups("same centre, unequal spread", wide, narrow),
        Groups("rise", rise.sum(axis=1), rise.sum(axis=0)),
    )


def unpaired(n: int, rng: np.random.Generator) -> Iterator[Cell]:
    """Cliff's interval, Brunner–Munzel's test, and the verdict on both; at 8 a tenth of the draws (enumerated p)."""
    for groups, (size, other) in product(_groups(), ((8, 8), (26, 26), (26, 107), (107, 107))):
        draws = n if size > 8 else max(1, n // 10)
        first = rng.multinomial(size, groups.first, size=draws)
        second = rng.multinomial(other, groups.second, size=draws)
        rows, chance = distinct(np.hstack([first, second]))
        samples = [(np.repeat(LEVELS, row[:K]), np.repeat(LEVELS, row[K:])) for row in rows]
        text = f"{groups.text}, {size} and {other} people"
        found = [cliff_interval(*pair) for pair in samples]
        held = _holding(found, chance, groups.delta)
        yield Cell("Cliff's delta", "coverage", text, size, held, draws, coverage_goal(size))
        rejected = np.array([brunner_munzel(*pair, rng=rng).p <= 0.05 for pair in samples])
        claimed = rejected & np.array([one.low > 0 for one in found])
        if abs(groups.delta) < 1e-12:
            level, claim = float(chance[rejected].sum()), float(chance[claimed].sum())
            yield Cell("Brunner–Munzel", "level", text, size, level, draws, LEVEL)
            yield Cell("verdict, unpaired waves", "false improvement", text, size, claim, draws, FALSE_CLAIM)
        else:
            yield Cell(
                "verdict, unpaired waves", "power of “improvement”", text, size, float(chance[claimed].sum()), draws
            )


def cells(n: int, rng: np.random.Generator) -> Iterator[Cell]:
    for part in (means, favourable, unpaired):
        yield from part(n, rng)
