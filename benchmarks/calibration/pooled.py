"""Formats by partial pooling: do the intervals hold each format's shift, actions being of very unequal sizes?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from calibration.cell import Cell, coverage_goal
from calibration.clustered import KINDS, Case, draws
from declic_analysis.statistics.partial_pooling import pooled_means

FORMATS = 3
SHIFTS = (0.0, 0.1, 0.2)


def cells(n: int, rng: np.random.Generator) -> Iterator[Cell]:
    """Three formats of as many actions each, net shifts 0, 10, 20 points; a tenth of the draws."""
    layouts, some = ((26, 4, "equal"), (36, 6, "few"), (36, 12, "few")), max(1, n // 10)
    for (size, g, kind), icc in product(layouts, (0.0, 0.05, 0.1)):
        formats = [Case(size, g, 0.6, shift, icc, kind) for shift in SHIFTS]
        drawn = [draws(case, n=some, rng=rng) for case in formats]
        held = np.mean([_held([(up[k], down[k]) for up, down in drawn], formats) for k in range(some)])
        about = f"3 formats of {g} actions ({KINDS[kind]}) and {size} pairs, ICC {icc:g}"
        yield Cell("pooled shift of a format", "coverage", about, size, float(held), some, coverage_goal(size))


def _held(moves: list[tuple[np.ndarray, np.ndarray]], formats: list[Case]) -> float:
    values, actions, strata = [], [], []
    for k, ((up, down), case) in enumerate(zip(moves, formats, strict=True)):
        kinds = np.stack([up, down, case.sizes - up - down], axis=1)
        values.append(np.repeat(np.tile([1, -1, 0], case.n_clusters), kinds.ravel()))
        actions.append(np.repeat(np.arange(case.n_clusters) + k * case.n_clusters, case.sizes))
        strata.append(np.full(case.n_pairs, k))
    found = pooled_means(np.concatenate(values), np.concatenate(actions), strata=np.concatenate(strata))
    return float(np.mean([low <= s <= high for low, high, s in zip(found.low, found.high, SHIFTS, strict=True)]))
