"""Clustered answers: coverage of the intervals and false improvements, on this programme's sizes.

`python benchmarks/clusters.py` prints 20 000 draws a case. People of one action share their chance to rise, so that
net shifts have the intraclass correlation named; half of the cases have clusters of unequal sizes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.special import stdtrit

from declic_analysis.statistics.clusters import sign_flip
from declic_analysis.statistics.paired_proportions import sign_p_values, tango_bounds

SEED = 20240615
DRAWS = 20_000


@dataclass(frozen=True)
class Case:
    """Pairs in clusters; `moving` of them move, `shift` is the net shift in truth, `icc` its intraclass correlation."""

    n_pairs: int
    n_clusters: int
    moving: float
    shift: float
    icc: float
    unequal: bool = False

    @property
    def sizes(self) -> np.ndarray:
        weight = np.linspace(1, 3, self.n_clusters) if self.unequal else np.ones(self.n_clusters)
        ends = np.round(np.cumsum(weight) / weight.sum() * self.n_pairs).astype(int)
        return np.diff(np.concatenate([[0], ends]))


@dataclass(frozen=True)
class Score:
    """Shares of the draws: intervals that hold the truth, gates passed upwards; CR2 and Tango."""

    covered: float
    covered_ignoring: float
    improved: float
    improved_ignoring: float


def draws(case: Case, *, n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Rises and falls, draws × clusters."""
    chance = (1 + case.shift / case.moving) / 2
    spread = case.icc * (case.moving - case.shift**2) / (4 * case.moving**2 * chance * (1 - chance))
    shape = (n, case.n_clusters)
    rising = np.full(shape, chance)
    if spread > 0:
        strength = 1 / spread - 1
        rising = rng.beta(chance * strength, (1 - chance) * strength, size=shape)
    moved = rng.binomial(case.sizes, case.moving, size=shape)
    up = rng.binomial(moved, rising)
    return up, moved - up


def cr2_limits(totals: np.ndarray, sizes: np.ndarray, *, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """`clusters.cr2_interval` for many draws at once; NaN where all clusters have one mean."""
    n, g = sizes.sum(), len(sizes)
    mean = totals.sum(axis=1) / n
    residuals = totals - sizes * mean[:, None]
    error = np.sqrt((residuals**2 / (1 - sizes / n)).sum(axis=1)) / n
    half = np.where(error > 1e-12, stdtrit(g - 1, (1 + confidence) / 2) * error, np.nan)
    return mean - half, mean + half


def score(case: Case, *, n: int = DRAWS, rng: np.random.Generator) -> Score:
    up, down = draws(case, n=n, rng=rng)
    totals, pairs = up - down, int(case.sizes.sum())
    ups, downs = up.sum(axis=1), down.sum(axis=1)
    alone = tango_bounds(ups, downs, pairs)
    low, high = cr2_limits(totals, case.sizes)
    low, high = np.where(np.isnan(low), alone.low, low), np.where(np.isnan(high), alone.high, high)
    enough = ups + downs >= 6
    candidates = np.flatnonzero((low > 0) & enough)
    passed = sum(sign_flip(totals[k]).p <= 0.05 for k in candidates)
    ignoring = (alone.low > 0) & (sign_p_values(ups, downs) <= 0.05) & enough
    return Score(
        covered=float(((low <= case.shift) & (case.shift <= high)).mean()),
        covered_ignoring=float(((alone.low <= case.shift) & (case.shift <= alone.high)).mean()),
        improved=passed / n,
        improved_ignoring=float(ignoring.mean()),
    )


def cases() -> Iterator[Case]:
    layouts = ((26, 5), (26, 8), (50, 8), (50, 16), (107, 8), (107, 16), (107, 26))
    for (n, g), moving, icc, unequal in product(layouts, (0.3, 0.6), (0.0, 0.1), (False, True)):
        for shift in (0.0, 0.2):
            yield Case(n, g, moving, shift, icc, unequal)


def main(n: int = DRAWS) -> None:
    rng = np.random.default_rng(SEED)
    print("pairs actions moving shift  icc sizes   cover  tango | improved  ignoring clusters")
    for case in cases():
        found = score(case, n=n, rng=rng)
        claims = f"{found.improved:8.3f} {found.improved_ignoring:9.3f}" if case.shift == 0 else ""
        print(
            f"{case.n_pairs:5d} {case.n_clusters:7d} {case.moving:6.2f} {case.shift:5.2f} {case.icc:4.1f} "
            f"{'1 to 3' if case.unequal else 'equal':6s} {found.covered:6.3f} {found.covered_ignoring:6.3f} | {claims}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DRAWS)
