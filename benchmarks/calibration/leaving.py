"""People who do not answer after: where leaving depends on the answer given later, no interval covers; bounds must."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from calibration.cell import CERTAIN, SIZES, Cell, Goal
from calibration.levels import TRUTHS, K
from declic_analysis.statistics.attrition import normal_quantile, shift_bounds, stay_weights, weighted_mean
from declic_analysis.statistics.paired_proportions import tango_bounds

# chance to answer after, of people who rose, fell, stayed the same
STAYING = {
    "leaving by chance, 30 %": (0.7, 0.7, 0.7),
    "those who fell leave, 60 %; rose 15 %": (0.85, 0.4, 0.7),
    "those who rose leave, 60 %; fell 15 %": (0.4, 0.85, 0.7),
}
MOVING = 0.5
# The bounds carry no sampling error, which few people have much of: the goal for the population's truth.
BOUNDS_COVERAGE = Goal(0.93, 1.0, "at least 93 %")


def bounds(n: int, rng: np.random.Generator) -> Iterator[Cell]:
    """Tango's interval of those who stayed, and the worst and best case, under each way of leaving."""
    for (text, stay), shift, size in product(STAYING.items(), (0.0, 0.2), SIZES):
        chances = [(MOVING + shift) / 2, (MOVING - shift) / 2, 1 - MOVING]
        everybody = rng.multinomial(size, chances, size=n)
        stayed = rng.binomial(everybody, stay)
        (up, down, _), pairs = stayed.T, stayed.sum(axis=1)
        limits = tango_bounds(up, down, pairs)
        case = f"{text}; net shift {round(100 * shift)} points"
        by_chance = len(set(stay)) == 1
        found = float(((limits.low <= shift) & (shift <= limits.high)).mean())
        goal = BOUNDS_COVERAGE if by_chance else None
        yield Cell("Tango on those who stayed", "coverage", case, size, found, n, goal)
        own = (everybody[:, 0] - everybody[:, 1]) / size
        worst, best = np.array(
            [
                shift_bounds(int(a), int(b), int(c), n_missing=size - int(c))
                for a, b, c in zip(up, down, pairs, strict=True)
            ]
        ).T
        inside = (worst <= own + 1e-12) & (own - 1e-12 <= best)
        yield Cell("bounds", "holds what everybody would have shown", case, size, float(inside.mean()), n, CERTAIN)
        inside = (worst <= shift) & (shift <= best)
        yield Cell("bounds", "holds the population's shift", case, size, float(inside.mean()), n, BOUNDS_COVERAGE)
        wide_low = tango_bounds(up, down + size - pairs, size).low
        wide_high = tango_bounds(up + size - pairs, down, size).high
        inside = (wide_low <= shift) & (shift <= wide_high)
        name = "Tango at both bounds (not printed)"
        yield Cell(name, "holds the population's shift", case, size, float(inside.mean()), n, BOUNDS_COVERAGE)


def weighting(n: int, rng: np.random.Generator) -> Iterator[Cell]:
    """Leaving that depends on the first answer alone: weights mend it. A tenth of the draws (a regression each)."""
    truth, draws = TRUTHS[1], max(1, n // 10)
    change = np.sign(np.arange(K)[None, :] - np.arange(K)[:, None]).ravel()
    before = np.repeat(np.arange(K), K)
    shift = float(truth.joint.ravel() @ change)
    stay = np.array([0.35, 0.5, 0.65, 0.8, 0.9])[before]
    for size in (50, 107, 214):
        plain = weighted = 0
        for cells_of in rng.multinomial(size, truth.joint.ravel(), size=draws):
            who = np.repeat(np.arange(K * K), cells_of)
            stayed = rng.random(size) < stay[who]
            plain += _holds(change[who][stayed], np.ones(int(stayed.sum())), shift)
            weights = stay_weights(before[who][:, None] / (K - 1), stayed.astype(int)).weights
            weighted += _holds(change[who][stayed], weights, shift)
        case = "low first answers leave more (35 to 90 % stay)"
        yield Cell("net shift, unweighted", "coverage", case, size, plain / draws, draws)
        name = "net shift weighted for leaving"
        yield Cell(name, "coverage", case, size, weighted / draws, draws, BOUNDS_COVERAGE)


def _holds(change: np.ndarray, weights: np.ndarray, truth: float) -> bool:
    mean, error = weighted_mean(change, weights)
    return abs(mean - truth) <= normal_quantile(0.95) * error


def cells(n: int, rng: np.random.Generator) -> Iterator[Cell]:
    yield from bounds(n, rng)
    yield from weighting(n, rng)
