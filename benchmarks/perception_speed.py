"""Speed of the perception numbers, as ratios inside one run: intervals and exact tests beside scipy's.

`python benchmarks/perception_speed.py`: all items × cells of a 40-item, 2-audience, 12-cell study (960 analyses).
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import TypeVar

import numpy as np
from scipy.stats import bootstrap, permutation_test

from declic_analysis.statistics.mean_change import bca_interval
from declic_analysis.statistics.signed_rank import signed_rank, signed_ranks

T = TypeVar("T")
SEED = 20240617
ANALYSES = 40 * 2 * 12
SIZES = (8, 12, 26, 50, 107)
RESAMPLES, FLIPS = 2000, 9999
CHANGES, SHARES = [-2, -1, 0, 1, 2], [0.05, 0.15, 0.40, 0.30, 0.10]


def cells(rng: np.random.Generator) -> list[np.ndarray]:
    """Changes of each analysis; none without any spread, which scipy's bootstrap warns of."""
    drawn = [rng.choice(CHANGES, size=SIZES[k % len(SIZES)], p=SHARES) for k in range(ANALYSES)]
    return [np.append(changes[1:], 1 - changes[1]) if changes.std() == 0 else changes for changes in drawn]


def timed(work: Callable[[np.ndarray], T], changes: list[np.ndarray]) -> tuple[float, list[T]]:
    """Seconds, and what was found."""
    start = perf_counter()
    found = [work(own) for own in changes]
    return perf_counter() - start, found


def intervals(changes: list[np.ndarray], rng: np.random.Generator, *, what: str) -> None:
    """Same changes, same interval, 2 000 replicates where replicates are drawn."""
    ours, own = timed(lambda one: bca_interval(one, rng=rng, resamples=RESAMPLES), changes)
    scipys, other = timed(
        lambda one: bootstrap((one,), np.mean, n_resamples=RESAMPLES, method="BCa", rng=rng, vectorized=True), changes
    )
    apart = [abs(a.low - b.confidence_interval.low) for a, b in zip(own, other, strict=True)]
    print(
        f"{len(changes)} BCa intervals, {what}: scipy.stats.bootstrap takes {scipys / ours:.1f} times as long; goal 2. "
        f"Lower limits apart: median {np.median(apart):.3f}, at most {max(apart):.3f}"
    )


def tests(changes: list[np.ndarray], rng: np.random.Generator) -> None:
    """Same statistic: scipy flips the signs of the ranks whose sum is tested here (all of them up to 13 people)."""
    ours, own = timed(signed_rank, changes)
    scipys, other = timed(
        lambda one: permutation_test(
            (signed_ranks(one),), np.sum, permutation_type="samples", n_resamples=FLIPS, vectorized=True, rng=rng
        ),
        changes,
    )
    apart = [abs(a.p - b.pvalue) for a, b in zip(own, other, strict=True)]
    print(
        f"{ANALYSES} exact tests: scipy.stats.permutation_test takes {scipys / ours:.0f} times as long; goal 20. "
        f"p apart: at most {max(apart):.3f}"
    )


def large(rng: np.random.Generator) -> None:
    changes = rng.choice([-4, -3, -2, -1, 1, 2, 3, 4], size=500)
    taken = min(timed(signed_rank, [changes])[0] for _ in range(5))
    print(f"exact signed-rank, 500 pairs: {taken:.3f} s; goal 0.3")


def main() -> None:
    rng = np.random.default_rng(SEED)
    changes = cells(rng)
    for own in changes[: len(SIZES)]:  # tables and imports are made once: not part of either time
        signed_rank(own), bca_interval(own, rng=rng)
    large(rng)
    intervals(changes, rng, what="answers on levels (ours draws nothing: their bootstrap distribution is made in full)")
    intervals([own / 2 for own in changes], rng, what="changes that are not whole (ours draws too)")
    tests(changes, rng)


if __name__ == "__main__":
    main()
