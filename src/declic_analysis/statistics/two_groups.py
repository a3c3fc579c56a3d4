"""Two independent groups on an ordered scale: Brunner–Munzel's test and Cliff's delta.

Where waves cannot be paired (anonymous answers) these stand in for the signed-rank test and the net shift: delta is the
chance that someone of the second group stands higher than someone of the first, less the chance of the contrary.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln, stdtr, stdtrit

from declic_analysis.statistics.clusters import icc1, satterthwaite_df
from declic_analysis.statistics.interval import Estimate, Floats, Ints, require_share

# With fewer people on a side the t approximation is too liberal (Neubert & Brunner 2007): permutation below.
PERMUTATION_BELOW = 15
MOST_TABLES = 200_000
PERMUTATIONS = 9999


class BrunnerMunzel(NamedTuple):
    """statistic and df of the t approximation, two-sided p, P(first < second) + ½ P(equal), and how p was made.

    method: `t`, `exact` (all ways to deal the answers out), `permutation` (drawn), or `none` (a group is empty).
    """

    statistic: float
    df: float
    p: float
    effect: float
    method: str


def brunner_munzel(
    first: ArrayLike,
    second: ArrayLike,
    *,
    rng: np.random.Generator | None = None,
    permutation_below: int = PERMUTATION_BELOW,
    cautious: bool = True,
) -> BrunnerMunzel:
    """Does the second group stand higher or lower? No assumption of equal spread; ties are allowed. NaN left out.

    p from t for `permutation_below` people or more on each side that overlap; else exact by enumeration of the tables
    of answers; where there are too many tables, drawn with `rng` (without one, t). Complete separation has an
    infinite statistic. cautious: t takes the smaller group's n − 1 where df is above it: with df itself a true null is
    rejected in 5.3 % at 26 and 26 people of unequal spread, and permuting does no better (docs/calibration.md). False:
    as published.
    References: Brunner & Munzel 2000 (doi:10.1002/(SICI)1521-4036(200001)42:1<17::AID-BIMJ17>3.0.CO;2-U); Neubert &
    Brunner 2007 (doi:10.1016/j.csda.2006.05.024). Their pain data: statistic 3.137467, df 17.6828, p 0.005786.
    """
    a, b = _finite(first), _finite(second)
    if not len(a) or not len(b):
        return BrunnerMunzel(math.nan, math.nan, math.nan, math.nan, "none")
    one, other = _counts(a, b)
    statistic, df = (float(value[0]) for value in _studentised(one[None], other[None]))
    effect = (1 + cliff(a, b)) / 2
    # All answers alike: no spread, no df; the only table there is has p 1.
    small = min(len(a), len(b)) < permutation_below or not (math.isfinite(statistic) and math.isfinite(df))
    by_t = _t_p(statistic, min(df, len(a) - 1, len(b) - 1) if cautious else df)
    if not small:
        return BrunnerMunzel(statistic, df, by_t, effect, "t")
    p, method = _permuted(one, other, statistic=statistic, rng=rng)
    if method == "t":
        p = by_t
    return BrunnerMunzel(statistic, df, p, effect, method)


def cliff(first: ArrayLike, second: ArrayLike) -> float:
    """P(second > first) − P(second < first), over all pairs of people; NaN where a group is empty."""
    a, b = np.sort(_finite(first)), _finite(second)
    if not len(a) or not len(b):
        return math.nan
    below, up_to = np.searchsorted(a, b, side="left"), np.searchsorted(a, b, side="right")
    return float((below - (len(a) - up_to)).sum()) / (len(a) * len(b))


def cliff_interval(first: ArrayLike, second: ArrayLike, *, confidence: float = 0.95) -> Estimate:
    """Cliff's delta with his asymmetric interval on the unbiased variance; limits NaN below 2 people on a side.

    References: Cliff 1996 (doi:10.1207/s15327906mbr3103_4); Feng & Cliff 2004. Checked against R's effsize.
    """
    a, b = _finite(first), _finite(second)
    n, m, delta = len(a), len(b), cliff(a, b)
    tail = (1 + require_share(confidence, name="confidence")) / 2
    if min(n, m) < 2:
        return Estimate(delta, math.nan, math.nan, confidence, n + m, "cliff")
    z, spread = float(stdtrit(n + m - 2, tail)), _dominance_variance(a, b, delta)
    if abs(delta) >= 1:
        return Estimate(delta, *_apart(delta, z, min(n, m)), confidence, n + m, "cliff")
    low, high = _asymmetric(delta, z, spread)
    return Estimate(delta, low, high, confidence, n + m, "cliff")


def _apart(delta: float, z: float, n: int) -> tuple[float, float]:
    """Complete separation has no spread: Cliff's limit for delta = 1 is that of the sign of one extra person."""
    inner = (n - z**2) / (n + z**2)
    return min(delta, inner), max(delta, -inner)


def _asymmetric(delta: float, z: float, variance: float) -> tuple[float, float]:
    centre = delta - delta**3
    half = z * math.sqrt(variance) * math.sqrt((1 - delta**2) ** 2 + z**2 * variance)
    scale = 1 - delta**2 + z**2 * variance
    return (centre - half) / scale, (centre + half) / scale


class Clustered(NamedTuple):
    """Cliff's delta with its interval, two-sided p and degrees of freedom, people of one cluster being alike."""

    estimate: Estimate
    p: float
    df: float


def cliff_by_cluster(first: Grouped, second: Grouped, *, confidence: float = 0.95) -> Clustered | None:
    """Cliff's delta of two groups whose people came in clusters, of which a cluster may stand in both groups.

    Parameters: each group as its values and their cluster labels, of one length, no NaN. What a person adds to delta is
    summed by cluster over both groups; a total is divided by 1 − its cluster's larger share of a group (CR2). t with
    Welch and Satterthwaite's degrees of freedom. Groups that stand fully apart have no spread: their limits are Cliff's
    on clusters in place of people, their p that of the clusters changing sides. None below 2 clusters in a group, or
    without spread elsewhere.
    References: Obuchowski 1997 (doi:10.2307/2533958). False claims in docs/calibration.md.
    """
    delta, sides = cliff(first.values, second.values), (first, second)
    _, place = np.unique(np.concatenate([side.clusters for side in sides]), return_inverse=True)
    n, parts = len(first.values), _placements(first.values, second.values, delta)
    own = (place[:n], place[n:])
    totals = np.array([np.bincount(at, part, place.max() + 1) for at, part in zip(own, parts, strict=True)])
    sizes = np.array([np.bincount(at, minlength=place.max() + 1) for at in own])
    if min((sizes > 0).sum(axis=1)) < 2:
        return None
    if abs(delta) >= 1:
        return _apart_by_cluster(delta, sizes > 0, confidence=confidence)
    leverage = 1 - (sizes / sizes.sum(axis=1, keepdims=True)).max(axis=0)
    variance = float((totals.sum(axis=0) ** 2 / leverage).sum())
    alone = (totals**2 / leverage).sum(axis=1)
    if variance < 1e-12:
        return None
    dfs = np.array([_cluster_df(part, at) for part, at in zip(parts, own, strict=True)])
    # Clusters that stand in both groups are fewer than both groups' together.
    df = min(float(alone.sum() ** 2 / (alone**2 / dfs).sum()), _cluster_df(np.concatenate(parts), place))
    z = float(stdtrit(df, (1 + require_share(confidence, name="confidence")) / 2))
    low, high = _asymmetric(delta, z, variance)
    estimate = Estimate(delta, low, high, confidence, len(place), "cliff_by_cluster")
    return Clustered(estimate, _t_p(delta / math.sqrt(variance), df), df)


def _apart_by_cluster(delta: float, stands: np.ndarray, *, confidence: float) -> Clustered:
    """stands: group × cluster. Under no difference a cluster of both groups may be turned round, the others dealt out:
    separation this way or that is two of these ways, as in the sign-flip of clusters.
    """
    n, m = (int(k) for k in stands.sum(axis=1))
    both = int(stands.all(axis=0).sum())
    ways = 2.0**both * math.comb(n + m - 2 * both, n - both)
    df = n + m - 2
    z = float(stdtrit(df, (1 + require_share(confidence, name="confidence")) / 2))
    estimate = Estimate(delta, *_apart(delta, z, min(n, m)), confidence, stands.shape[1], "cliff_by_cluster")
    return Clustered(estimate, min(1.0, 2 / ways), df)


class Grouped(NamedTuple):
    """Values and the cluster of each."""

    values: Floats
    clusters: Ints


def _placements(a: Floats, b: Floats, delta: float) -> tuple[Floats, Floats]:
    """What each person of both groups adds to the error of delta."""
    order = np.sign(b[None, :] - a[:, None])
    return (order.mean(axis=1) - delta) / len(a), (order.mean(axis=0) - delta) / len(b)


def _cluster_df(part: Floats, clusters: Ints) -> float:
    sizes = np.unique(clusters, return_counts=True)[1]
    likeness = icc1(part, clusters)
    return float(satterthwaite_df(sizes, icc=max(0.0, likeness) if likeness == likeness else 0.0))


def _dominance_variance(a: Floats, b: Floats, delta: float) -> float:
    dominance = np.sign(b[None, :] - a[:, None])
    n, m = dominance.shape
    rows = float(((dominance.mean(axis=1) - delta) ** 2).sum())
    columns = float(((dominance.mean(axis=0) - delta) ** 2).sum())
    cells = float(((dominance - delta) ** 2).sum())
    found = (m * m * rows + n * n * columns - cells) / (n * m * (n - 1) * (m - 1))
    # The unbiased estimate may fall to 0 or below: Cliff's floor.
    return max(found, (1 - delta**2) / (n * m - 1))


def _finite(values: ArrayLike) -> Floats:
    array = np.asarray(values, dtype=np.float64)
    return array[~np.isnan(array)]


def _counts(a: Floats, b: Floats) -> tuple[Ints, Ints]:
    """Both groups counted over the levels that anybody used."""
    levels, place = np.unique(np.concatenate([a, b]), return_inverse=True)
    sides = place[: len(a)], place[len(a) :]
    one, other = (np.bincount(side, minlength=len(levels)).astype(np.int64) for side in sides)
    return one, other


def _studentised(first: Ints, second: Ints) -> tuple[Floats, Floats]:
    """Brunner–Munzel statistic and df of many tables (tables × levels); ±inf under separation, 0 where all is tied."""
    n, m = first.sum(axis=1), second.sum(axis=1)
    pooled, own, other = (_midranks(table) for table in (first + second, first, second))
    mean = (first * pooled).sum(axis=1) / n, (second * pooled).sum(axis=1) / m
    spread = _placement_variance(first, pooled - own, n), _placement_variance(second, pooled - other, m)
    difference = mean[1] - mean[0]
    pooled_spread = n * spread[0] + m * spread[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = n * m * difference / ((n + m) * np.sqrt(pooled_spread))
        df = pooled_spread**2 / ((n * spread[0]) ** 2 / (n - 1) + (m * spread[1]) ** 2 / (m - 1))
    return np.where(difference == 0, 0.0, statistic), df


def _midranks(table: Ints) -> Floats:
    return np.asarray(np.cumsum(table, axis=1) - (table - 1) / 2)


def _placement_variance(table: Ints, placements: Floats, n: Ints) -> Floats:
    centre = (table * placements).sum(axis=1) / n
    squares = (table * (placements - centre[:, None]) ** 2).sum(axis=1)
    # Sums of halves: what is left of equal placements is rounding.
    return np.where(squares > 1e-9, squares, 0.0) / np.maximum(n - 1, 1)


def _permuted(one: Ints, other: Ints, *, statistic: float, rng: np.random.Generator | None) -> tuple[float, str]:
    pooled, n = one + other, int(one.sum())
    if _number_of_tables(pooled, n) <= MOST_TABLES:
        tables = np.array(list(_tables(pooled.tolist(), n)), dtype=np.int64)
        weight = _log_choose(pooled, tables).sum(axis=1)
        chance = np.exp(weight - weight.max())
        reached = _reaches(tables, pooled, statistic)
        return float(chance[reached].sum() / chance.sum()), "exact"
    if rng is None:
        return math.nan, "t"
    drawn = rng.multivariate_hypergeometric(pooled, n, size=PERMUTATIONS)
    return (int(_reaches(drawn, pooled, statistic).sum()) + 1) / (PERMUTATIONS + 1), "permutation"


def _reaches(tables: Ints, pooled: Ints, statistic: float) -> np.ndarray:
    found, _ = _studentised(tables, pooled - tables)
    return np.abs(found) >= abs(statistic) - 1e-9 if math.isfinite(statistic) else np.isinf(found)


def _number_of_tables(pooled: Ints, n: int) -> int:
    """Ways to choose n people of the pooled levels, people of one level alike: a convolution."""
    ways = np.ones(1)
    for size in pooled:
        ways = np.convolve(ways, np.ones(int(size) + 1))[: n + 1]
    return int(min(ways[n], 1e15)) if len(ways) > n else 0


def _tables(pooled: list[int], n: int) -> Iterator[list[int]]:
    if len(pooled) == 1:
        yield [n]
        return
    rest = sum(pooled[1:])
    for here in range(max(0, n - rest), min(pooled[0], n) + 1):
        yield from ([here, *others] for others in _tables(pooled[1:], n - here))


def _log_choose(n: Ints, k: Ints) -> Floats:
    return np.asarray(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1))


def _t_p(statistic: float, df: float) -> float:
    return 2 * float(stdtr(df, -abs(statistic)))
