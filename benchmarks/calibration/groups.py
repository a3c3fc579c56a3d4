"""Groups drawn towards each other: do the shrunken intervals hold each group's own net shift?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from calibration.cell import COVERAGE, Cell
from declic_analysis.perception.clustering import Members
from declic_analysis.perception.heterogeneity import SPREAD_LIMIT, group_errors
from declic_analysis.statistics.hierarchical_means import hierarchical_means
from declic_analysis.statistics.interval import Floats
from declic_analysis.statistics.paired_proportions import tango_bounds

LAYOUTS = {
    "2 territories, 54 and 53": (54, 53),
    "2 territories, 87 and 20": (87, 20),
    "3 formats, 50, 31 and 26": (50, 31, 26),
    "6 kinds, 8 to 33": (8, 8, 12, 20, 26, 33),
}
MOVING, CENTRE, APART = 0.6, 0.1, 0.3
SPREADS = (0.0, 0.1, 0.2)
PER_ACTION = 5  # people of one action, where actions are drawn


def cells(n: int, rng: np.random.Generator) -> Iterator[Cell]:
    """Independent people and people of one action, a tenth of the draws; n is that of all groups together."""
    some = max(1, n // 10)
    for (name, sizes), spread, icc in product(LAYOUTS.items(), SPREADS, (0.0, 0.1)):
        held = np.array([_held(sizes, _truths(sizes, spread, rng), icc, rng) for _ in range(some)])
        about = f"{name}, spread {round(100 * spread)} points, ICC {icc:g}"
        for method, column in (("shrunken shift of a group", 0), ("Tango, each group alone", 1)):
            goal = COVERAGE if column == 0 else None
            yield Cell(method, "coverage", about, sum(sizes), float(held[:, column].mean()), some, goal)
    for name, sizes in LAYOUTS.items():
        truth = np.array([CENTRE + APART, *[CENTRE] * (len(sizes) - 1)])
        first = np.array([_covered(sizes, truth, 0.0, rng)[0][0] for _ in range(some)])
        about = f"{name}, the first apart"
        yield Cell("shrunken shift of a group", "coverage of the group apart", about, sum(sizes), first.mean(), some)


def _truths(sizes: tuple[int, ...], spread: float, rng: np.random.Generator) -> Floats:
    return np.clip(rng.normal(CENTRE, spread, size=len(sizes)), -MOVING, MOVING)


def _held(sizes: tuple[int, ...], truth: Floats, icc: float, rng: np.random.Generator) -> tuple[float, float]:
    shrunken, alone = _covered(sizes, truth, icc, rng)
    return float(shrunken.mean()), float(alone.mean())


def _covered(
    sizes: tuple[int, ...], truth: Floats, icc: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Whether each group's interval holds its truth: drawn towards the others, and alone."""
    people = [_people(k, n, shift, icc, rng) for k, (n, shift) in enumerate(zip(sizes, truth, strict=True))]
    means = np.array([one.moved.mean() for one in people])
    found = hierarchical_means(means, group_errors(people), limit=SPREAD_LIMIT)
    counts = np.array([[(one.moved == way).sum() for way in (1, -1)] for one in people])
    low, high = tango_bounds(counts[:, 0], counts[:, 1], np.array(sizes))
    return (found.low <= truth) & (truth <= found.high), (low <= truth) & (truth <= high)


def _people(group: int, n: int, shift: float, icc: float, rng: np.random.Generator) -> Members:
    """Moves of a group; with an ICC, people of one action share their chance to rise."""
    action = np.arange(n) // PER_ACTION + 100 * group if icc else np.full(n, -1)
    chance = (1 + shift / MOVING) / 2
    rising = np.full(n, chance)
    share = icc * (MOVING - shift**2) / (4 * MOVING**2 * max(chance * (1 - chance), 1e-9))
    if 0 < share < 1 and 0 < chance < 1:
        strength = 1 / share - 1
        drawn = rng.beta(chance * strength, (1 - chance) * strength, size=n // PER_ACTION + 1)
        rising = drawn[np.arange(n) // PER_ACTION]
    moves = (rng.random(n) < MOVING) * np.where(rng.random(n) < rising, 1.0, -1.0)
    return Members(moves, action.astype(np.int64), np.full(n, -1), np.zeros(n))
