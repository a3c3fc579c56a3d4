"""Means of strata (formats) from clusters (actions) of very unequal sizes; each cluster's mean drawn towards it.

One-way random effects within each stratum: value = mean of the stratum + cluster + error, with the variances of
clusters and errors common to all strata. A cluster of 3 weighs what it should: 1 / (between + within / 3). Nothing is
estimated from one cluster alone, so none is lost for being small.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from declic_analysis.errors import ContractError, Message, message
from declic_analysis.statistics.interval import Floats, Ints, require_share

_GOLDEN = (5**0.5 - 1) / 2


class Pooled(NamedTuple):
    """Estimates by stratum and by cluster, in the order of their labels; NaN where there is nothing to estimate.

    strata, estimate, se, low, high, raw (mean of all values, unweighted), n, n_clusters: one a stratum.
    clusters, shrunken (the cluster's mean drawn towards its stratum's), mean (of the cluster alone), size, pull (share
    of the way from the stratum's mean to its own that a cluster keeps): one a cluster. They carry no interval: on the
    variance fitted alone it covers 89 % where 95 % is promised; `hierarchical_means` gives one that holds.
    between_sd and within_sd are common; df = clusters − strata; scale is Hartung and Knapp's factor.
    """

    strata: list[object]
    estimate: Floats
    se: Floats
    low: Floats
    high: Floats
    raw: Floats
    n: Ints
    n_clusters: Ints
    clusters: list[object]
    shrunken: Floats
    mean: Floats
    size: Ints
    pull: Floats
    between_sd: float
    within_sd: float
    df: int
    scale: float
    confidence: float
    method: str


class _Clusters(NamedTuple):
    """Mean, size and stratum of each cluster; sum of squares within; labels."""

    mean: Floats
    size: Floats
    stratum: Ints
    within: float
    strata: list[object]
    clusters: list[object]

    def by_stratum(self, values: Floats) -> Floats:
        sums = np.bincount(self.stratum, weights=values, minlength=len(self.strata))
        return np.asarray(sums, dtype=np.float64)

    def fitted(self, ratio: float) -> tuple[Floats, Floats, Floats]:
        """Weights (error variance 1), strata means and squared distances at `ratio` = between / within variance."""
        weights = self.size / (1 + self.size * ratio)
        centres = self.by_stratum(weights * self.mean) / self.by_stratum(weights)
        return weights, centres, weights * (self.mean - centres[self.stratum]) ** 2


def pooled_means(
    values: ArrayLike, clusters: ArrayLike, *, strata: ArrayLike | None = None, confidence: float = 0.95
) -> Pooled:
    """Mean of each stratum over its clusters by restricted maximum likelihood, with a small-sample interval.

    Parameters: one value, cluster and stratum an observation (`strata` may be left out: one stratum); a cluster lies in
    one stratum. NaN values are left out.
    Interval: Hartung & Knapp's variance with t(clusters − strata). With one stratum and equal sizes it is the t
    interval of the cluster means. NaN limits where clusters − strata is 0, or where nothing varies. Raising the factor
    to 1 (Röver) would cover 97 to 99 % on 26 to 50 pairs. Coverage in docs/calibration.md.
    Raises: ContractError when lengths differ or a cluster lies in two strata.
    References: Hartung & Knapp 2001 (doi:10.1002/sim.791); Röver, Knapp & Friede 2015 (doi:10.1186/s12874-015-0091-1);
    Robinson 1991, for the clusters (doi:10.1214/ss/1177011926). Held to R's lme4 and metafor in tests/parity.
    """
    require_share(confidence, name="confidence")
    data = _gathered(values, clusters, strata)
    ratio, error = _variances(data)
    between = ratio * error if np.isfinite(ratio) else _between_alone(data)
    df = len(data.size) - len(data.strata)
    fit = _centred(data, between=between, error=error, df=df)
    quantile = float(stdtrit(df, (1 + confidence) / 2)) if df > 0 else np.nan
    n = data.by_stratum(data.size)
    return Pooled(
        strata=data.strata,
        estimate=fit.centres,
        se=fit.se,
        low=fit.centres - quantile * fit.se,
        high=fit.centres + quantile * fit.se,
        raw=data.by_stratum(data.size * data.mean) / n,
        n=n.astype(np.int64),
        n_clusters=data.by_stratum(np.ones(len(data.size))).astype(np.int64),
        clusters=data.clusters,
        shrunken=fit.centres[data.stratum] + fit.pull * (data.mean - fit.centres[data.stratum]),
        mean=data.mean,
        size=data.size.astype(np.int64),
        pull=fit.pull,
        between_sd=float(np.sqrt(between)),
        within_sd=float(np.sqrt(error)),
        df=df,
        scale=fit.scale,
        confidence=confidence,
        method="reml_hartung_knapp",
    )


class _Fit(NamedTuple):
    centres: Floats
    se: Floats
    pull: Floats
    scale: float


def _gathered(values: ArrayLike, clusters: ArrayLike, strata: ArrayLike | None) -> _Clusters:
    value = np.asarray(values, dtype=np.float64).ravel()
    cluster = np.asarray(clusters).ravel()
    stratum = np.zeros(len(value)) if strata is None else np.asarray(strata).ravel()
    if not len(value) == len(cluster) == len(stratum):
        raise _refused(message(fr="Les longueurs diffèrent.", en="Lengths differ."))
    known = ~np.isnan(value)
    labels, first, code = np.unique(cluster[known], return_index=True, return_inverse=True)
    names, place = np.unique(stratum[known], return_inverse=True)
    if (place != place[first][code]).any():
        raise _refused(message(fr="Une action est dans deux groupes.", en="A cluster lies in two strata."))
    size = np.bincount(code, minlength=len(labels)).astype(np.float64)
    mean = np.bincount(code, weights=value[known], minlength=len(labels)) / np.maximum(size, 1)
    within = float(((value[known] - mean[code]) ** 2).sum())
    return _Clusters(mean, size, place[first], within, names.tolist(), labels.tolist())


def _variances(data: _Clusters) -> tuple[float, float]:
    """Between / within ratio and within variance by restricted maximum likelihood; (∞, 0) without within variation."""
    n, n_strata = data.size.sum(), len(data.strata)
    if len(data.size) == n_strata or n == len(data.size):
        # Nothing tells clusters from errors: all variation is within.
        apart = data.fitted(0.0)[2]
        return 0.0, float((data.within + apart.sum()) / max(n - n_strata, 1))
    if data.within <= 1e-12 * n:
        return (np.inf, 0.0) if data.fitted(0.0)[2].sum() > 1e-12 else (0.0, 0.0)

    def deviance(share: float) -> float:
        ratio = share / (1 - share)
        weights, _, apart = data.fitted(ratio)
        determinants = np.log1p(data.size * ratio).sum() + np.log(data.by_stratum(weights)).sum()
        return float((n - n_strata) * np.log(data.within + apart.sum()) + determinants)

    share = _lowest(deviance)
    ratio = share / (1 - share)
    return ratio, float((data.within + data.fitted(ratio)[2].sum()) / (n - n_strata))


def _lowest(function: Callable[[float], float]) -> float:
    """Where `function` is lowest on [0, 1): a grid, then golden sections around its best point; 0 where as good."""
    grid = np.linspace(0, 0.999, 60)
    heights = [function(point) for point in grid]
    best = int(np.argmin(heights))
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)]
    for _ in range(60):
        left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        low, high = (low, right) if function(left) < function(right) else (left, high)
    middle = (low + high) / 2
    return float(middle) if function(middle) < heights[0] - 1e-10 else 0.0


def _between_alone(data: _Clusters) -> float:
    """Variance between clusters where no cluster varies within."""
    centres = data.by_stratum(data.mean) / data.by_stratum(np.ones(len(data.mean)))
    return float(((data.mean - centres[data.stratum]) ** 2).sum() / (len(data.mean) - len(data.strata)))


def _centred(data: _Clusters, *, between: float, error: float, df: int) -> _Fit:
    """Weighted means of the strata with Hartung and Knapp's standard errors, and each cluster's pull."""
    if between + error <= 0:
        centres = data.by_stratum(data.mean) / data.by_stratum(np.ones(len(data.mean)))
        return _Fit(centres, np.full(len(centres), np.nan), np.ones(len(data.mean)), np.nan)
    precision = 1 / (between + error / data.size)
    centres = data.by_stratum(precision * data.mean) / data.by_stratum(precision)
    apart = float((precision * (data.mean - centres[data.stratum]) ** 2).sum())
    # Means that agree to the last digit, as counts of few people can, must not give an interval of no width.
    scale = (apart / df if apart > 1e-9 else 1.0) if df > 0 else np.nan
    return _Fit(centres, np.sqrt(scale / data.by_stratum(precision)), between * precision, float(scale))


def _refused(what: Message) -> ContractError:
    return ContractError(
        what,
        where="values, clusters, strata",
        allowed=message(
            fr="des tableaux de même longueur, chaque action dans un seul groupe",
            en="arrays of one length, each cluster in one stratum",
        ),
        action=message(fr="vérifier les tableaux donnés à la méthode", en="check the arrays handed in"),
    )
