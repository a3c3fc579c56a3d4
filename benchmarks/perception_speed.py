"""Speed of the perception numbers, as ratios inside one run: intervals and exact tests beside scipy's.

`python benchmarks/perception_speed.py`: all items × cells of a 40-item, 2-audience, 12-cell study (960 analyses).
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import numpy as np
from scipy.stats import bootstrap, permutation_test

from declic_analysis.statistics.mean_change import bca_interval
from declic_analysis.statistics.signed_rank import signed_rank

SEED = 20240617
ANALYSES = 40 * 2 * 12
SIZES = (8, 12, 26, 50, 107)
RESAMPLES, FLIPS = 2000, 9999
CHANGES, SHARES = [-2, -1, 0, 1, 2], [0.05, 0.15, 0.40, 0.30, 0.10]


def cells(rng: np.random.Generator) -> list[np.ndarray]:
    """Changes of each analysis; none without any spread, which scipy's bootstrap warns of."""
    drawn = [rng.choice(CHANGES, size=SIZES[k % len(SIZES)], p=SHARES) for k in range(ANALYSES)]
    return [np.append(changes[1:], 1 - changes[1]) if changes.std() == 0 else changes for changes in drawn]


def seconds(work: Callable[[np.ndarray], object], changes: list[np.ndarray]) -> float:
    start = perf_counter()
    for own in changes:
        work(own)
    return perf_counter() - start


def intervals(changes: list[np.ndarray], rng: np.random.Generator) -> None:
    ours = seconds(lambda own: bca_interval(own, rng=rng, resamples=RESAMPLES), changes)
    scipys = seconds(
        lambda own: bootstrap((own,), np.mean, n_resamples=RESAMPLES, method="BCa", rng=rng, vectorized=True), changes
    )
    print(
        f"{ANALYSES} BCa intervals: {ours:.2f} s, scipy.stats.bootstrap {scipys:.2f} s = {scipys / ours:.1f} × ; goal 2"
    )


def tests(changes: list[np.ndarray], rng: np.random.Generator) -> None:
    ours = seconds(signed_rank, changes)
    scipys = seconds(
        lambda own: permutation_test(
            (own,), np.sum, permutation_type="samples", n_resamples=FLIPS, vectorized=True, rng=rng
        ),
        changes,
    )
    print(f"{ANALYSES} exact tests: {ours:.2f} s, permutation_test {scipys:.2f} s = {scipys / ours:.0f} × ; goal 20")


def large(rng: np.random.Generator) -> None:
    changes = rng.choice([-4, -3, -2, -1, 1, 2, 3, 4], size=500)
    taken = min(seconds(signed_rank, [changes]) for _ in range(5))
    print(f"exact signed-rank, 500 pairs: {taken:.3f} s; goal 0.3")


def main() -> None:
    rng = np.random.default_rng(SEED)
    changes = cells(rng)
    large(rng)
    intervals(changes, rng)
    tests(changes, rng)


if __name__ == "__main__":
    main()
