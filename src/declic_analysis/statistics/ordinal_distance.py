"""Distance between the answers of two groups on ordered levels: Wasserstein-1, less what equal groups would show."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln

from declic_analysis.errors import ContractError, message
from declic_analysis.statistics.interval import Floats, Ints, counts

PERMUTATIONS = 9999


class Distance(NamedTuple):
    """distance in levels; null_mean, its mean if the groups were one; excess = distance − null_mean; permutation p."""

    distance: float
    null_mean: float
    excess: float
    p: float
    permutations: int


def wasserstein(
    first: ArrayLike, second: ArrayLike, *, rng: np.random.Generator, permutations: int = PERMUTATIONS
) -> Distance:
    """Wasserstein-1 of two groups' answers counted by level; every number is NaN where a group is empty.

    Raw, it is biased upward: groups that shrink seem to diverge. The null mean is exact (hypergeometric, cut by cut);
    the p counts the permutations of persons between groups that are at least as far apart.
    Raises: ContractError, when the groups do not have the same levels.
    """
    one, other = counts(first=first), counts(second=second)
    a, b = _same_levels(one[0], other[0])
    if not a.any() or not b.any():
        return Distance(math.nan, math.nan, math.nan, math.nan, 0)
    found, expected = float(_distance(a[None], b[None])[0]), null_mean(a, b)
    drawn = rng.multivariate_hypergeometric(a + b, int(a.sum()), size=permutations)
    # Distances are multiples of 1/(n m): equal ones differ by rounding only.
    beyond = int((_distance(drawn, a + b - drawn) >= found - 1e-9).sum())
    return Distance(found, expected, found - expected, (beyond + 1) / (permutations + 1), permutations)


def null_mean(first: Ints, second: Ints) -> float:
    """Mean distance over all ways to deal the answers out to groups of these sizes."""
    pooled, n, m = np.cumsum(first + second)[:-1], int(first.sum()), int(second.sum())
    return float(sum(_mean_gap(int(below), n=n, m=m) for below in pooled))


def _mean_gap(below: int, *, n: int, m: int) -> float:
    """Mean of |X/n − (below − X)/m|, X hypergeometric: of n + m answers `below` lie under the cut, n are dealt out."""
    x = np.arange(max(0, below - m), min(below, n) + 1)
    weight = _log_choose(below, x) + _log_choose(n + m - below, n - x)
    chance = np.exp(weight - weight.max())
    return float(chance @ np.abs(x / n - (below - x) / m) / chance.sum())


def _log_choose(n: int, k: Ints) -> Floats:
    return np.asarray(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1))


def _distance(first: Ints, second: Ints) -> Floats:
    below = [np.cumsum(group, axis=1)[:, :-1] / group.sum(axis=1, keepdims=True) for group in (first, second)]
    return np.asarray(np.abs(below[0] - below[1]).sum(axis=1))


def _same_levels(first: Ints, second: Ints) -> tuple[Ints, Ints]:
    if first.ndim != 1 or first.shape != second.shape:
        raise ContractError(
            message(
                fr="Les deux groupes n’ont pas les mêmes niveaux.", en="The two groups do not have the same levels."
            ),
            where="first, second",
            found=f"{first.shape}, {second.shape}",
            allowed=message(fr="un effectif par niveau, pour chacun", en="one count a level, for each"),
            action=message(fr="comparer des questions de même échelle", en="compare questions of one scale"),
        )
    return first, second
