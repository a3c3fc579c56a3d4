"""Two groups compared stratum by stratum: common odds ratio and risk difference, homogeneity, standardised rates.

A total and its strata may point in opposite directions (Simpson): `direction` says when.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, ndtri

from declic_analysis.errors import ContractError, message
from declic_analysis.statistics.interval import Estimate, Floats, counts, require_share, require_within
from declic_analysis.statistics.proportions import wilson

Direction = Literal["same", "opposite", "opposite_in_most", "undecided"]


class Test(NamedTuple):
    """A χ² statistic; NaN where no stratum says anything."""

    statistic: float
    df: int
    p: float
    method: str


class Stratified(NamedTuple):
    """crude: over all strata together. odds_ratio and risk_difference: common to the strata (Mantel–Haenszel).

    n_strata: strata with people of both groups; only they compare anything. direction: see `stratified`.
    """

    crude_difference: float
    crude_odds_ratio: float
    odds_ratio: Estimate
    risk_difference: Estimate
    independence: Test
    homogeneity: Test
    direction: Direction
    n_strata: int
    n_opposite: int


class _Strata(NamedTuple):
    """Successes and failures of the first group (a, b) and of the second (c, d), in strata where both have people."""

    a: Floats
    b: Floats
    c: Floats
    d: Floats

    @property
    def n(self) -> Floats:
        return self.a + self.b + self.c + self.d


def stratified(
    first: tuple[ArrayLike, ArrayLike],
    second: tuple[ArrayLike, ArrayLike],
    *,
    confidence: float = 0.95,
    continuity: bool = True,
) -> Stratified:
    """First group against second within strata, each given as (successes, n) with one entry a stratum.

    Odds ratio: Mantel–Haenszel, with Robins, Breslow & Greenland's interval; NaN limits where a sum is 0. Risk
    difference: Mantel–Haenszel, with Sato's variance. Independence: Cochran–Mantel–Haenszel, with R's continuity
    correction by default. Homogeneity of the odds ratios: Breslow–Day with Tarone's correction.
    Direction: `opposite` where the crude difference and the common one have opposite signs; `opposite_in_most` where
    they agree, but more than half of the strata that differ point away from the crude difference; `undecided` where
    either difference is 0, or no stratum holds both groups; else `same`. Signs, not significance: a reader is warned
    before, not after, the difference is large.
    Raises: ContractError, for counts that are none or arrays of several lengths.
    References: Mantel & Haenszel 1959 (doi:10.1093/jnci/22.4.719); Robins, Breslow & Greenland 1986
    (doi:10.2307/2531052); Sato 1989 (doi:10.2307/2531775); Tarone 1985 (doi:10.1093/biomet/72.1.91). Held to R's
    `mantelhaen.test` and to statsmodels in tests/parity.
    """
    require_share(confidence, name="confidence")
    x, n = _checked(*first)
    y, m = _checked(*second)
    if len(x) != len(y):
        raise _refused()
    crude = _divided(x.sum(), n.sum()) - _divided(y.sum(), m.sum())
    crude_odds = _divided(x.sum() * (m - y).sum(), (n - x).sum() * y.sum())
    both = (n > 0) & (m > 0)
    strata = _Strata(x[both], (n - x)[both], y[both], (m - y)[both])
    difference = _risk_difference(strata, confidence=confidence)
    apart = np.sign(_differences(strata))
    opposite = int((apart == -np.sign(crude)).sum()) if crude else 0
    return Stratified(
        crude_difference=crude,
        crude_odds_ratio=crude_odds,
        odds_ratio=_odds_ratio(strata, confidence=confidence),
        risk_difference=difference,
        independence=_independence(strata, continuity=continuity),
        homogeneity=_homogeneity(strata),
        direction=_direction(crude, difference.estimate, apart),
        n_strata=len(strata.a),
        n_opposite=opposite,
    )


def standardised_rate(successes: ArrayLike, n: ArrayLike, *, weights: ArrayLike, confidence: float = 0.95) -> Estimate:
    """Rate that a group would have if its people were spread over the strata as `weights` say (direct standardisation).

    Returns: the weighted mean of the strata's rates; the interval recovers variances from their Wilson limits (MOVER),
    so that strata without any success count too. `n` is the group's. NaN where a stratum with weight has nobody.
    Raises: ContractError, for counts or weights that are none.
    References: Zou, Huang & Zhang 2009 (doi:10.1016/j.csda.2008.09.033).
    """
    part, whole = _checked(successes, n)
    share = np.asarray(weights, dtype=np.float64).ravel()
    if len(share) != len(part) or (share < 0).any() or not share.sum() > 0:
        raise _refused()
    share = share / share.sum()
    used = share > 0
    if (whole[used] == 0).any():
        return Estimate(np.nan, np.nan, np.nan, confidence, int(whole.sum()), "direct_standardisation_mover")
    limits = [wilson(int(k), int(m), confidence=confidence) for k, m in zip(part[used], whole[used], strict=True)]
    rate, low, high = (np.array([getattr(found, name) for found in limits]) for name in ("estimate", "low", "high"))
    own = share[used]
    centre = float(own @ rate)
    down, up = (float(np.sqrt(((own * (end - rate)) ** 2).sum())) for end in (low, high))
    return Estimate(centre, centre - down, centre + up, confidence, int(whole.sum()), "direct_standardisation_mover")


def _direction(crude: float, common: float, apart: Floats) -> Direction:
    if np.isnan(crude * common) or not crude * common:
        return "undecided"
    if crude * common < 0:
        return "opposite"
    against = (apart == -np.sign(crude)).sum()
    return "opposite_in_most" if 2 * against > (apart != 0).sum() else "same"


def _differences(strata: _Strata) -> Floats:
    return np.asarray(strata.a / (strata.a + strata.b) - strata.c / (strata.c + strata.d))


def _odds_ratio(strata: _Strata, *, confidence: float) -> Estimate:
    n, method = strata.n, "mantel_haenszel_rbg"
    r, s = strata.a * strata.d / n, strata.b * strata.c / n
    total_r, total_s, size = r.sum(), s.sum(), int(n.sum())
    if not total_r or not total_s:
        return Estimate(_divided(total_r, total_s), np.nan, np.nan, confidence, size, method)
    p, q = (strata.a + strata.d) / n, (strata.b + strata.c) / n
    variance = (
        (p * r).sum() / (2 * total_r**2)
        + (p * s + q * r).sum() / (2 * total_r * total_s)
        + (q * s).sum() / (2 * total_s**2)
    )
    ratio, half = total_r / total_s, float(ndtri((1 + confidence) / 2)) * np.sqrt(variance)
    return Estimate(float(ratio), float(ratio * np.exp(-half)), float(ratio * np.exp(half)), confidence, size, method)


def _risk_difference(strata: _Strata, *, confidence: float) -> Estimate:
    a, c, n, method = strata.a, strata.c, strata.n, "mantel_haenszel_sato"
    first, second = strata.a + strata.b, strata.c + strata.d
    weight = first * second / n
    total, size = weight.sum(), int(n.sum())
    if not total:
        return Estimate(np.nan, np.nan, np.nan, confidence, size, method)
    difference = float(((a * second - c * first) / n).sum() / total)
    slope = ((first**2 * c - second**2 * a + first * second * (second - first) / 2) / n**2).sum()
    level = ((a * (second - c) + c * (first - a)) / (2 * n)).sum()
    half = float(ndtri((1 + confidence) / 2) * np.sqrt(max(difference * slope + level, 0.0)) / total)
    return Estimate(difference, max(difference - half, -1.0), min(difference + half, 1.0), confidence, size, method)


def _independence(strata: _Strata, *, continuity: bool) -> Test:
    method = "cochran_mantel_haenszel_corrected" if continuity else "cochran_mantel_haenszel"
    expected, variance = _moments(strata)
    if not variance.sum():
        return Test(np.nan, 1, np.nan, method)
    distance = abs((strata.a - expected).sum())
    # Never larger than the distance itself; R leaves the correction out where the distance is under a half.
    distance -= min(0.5, distance) if continuity else 0.0
    statistic = float(distance**2 / variance.sum())
    return Test(statistic, 1, float(chdtrc(1, statistic)), method)


def _moments(strata: _Strata) -> tuple[Floats, Floats]:
    """Mean and variance of a, all margins fixed; a stratum of one person has none."""
    n, first, second = strata.n, strata.a + strata.b, strata.c + strata.d
    hits, misses = strata.a + strata.c, strata.b + strata.d
    variance = first * second * hits * misses / (n**2 * np.maximum(n - 1, 1))
    return np.asarray(first * hits / n), np.asarray(variance)


def _homogeneity(strata: _Strata) -> Test:
    """Breslow and Day's statistic with Tarone's correction, on the strata where both margins vary."""
    hits, misses = strata.a + strata.c, strata.b + strata.d
    varies = (hits > 0) & (misses > 0)
    ratio = _odds_ratio(strata, confidence=0.95).estimate
    df = int(varies.sum()) - 1
    if df < 1 or not 0 < ratio < np.inf:
        return Test(np.nan, max(df, 0), np.nan, "breslow_day_tarone")
    own = _Strata(*(part[varies] for part in strata))
    fitted, variance = _fitted(own, ratio)
    gap = own.a - fitted
    statistic = float((gap**2 / variance).sum() - gap.sum() ** 2 / variance.sum())
    return Test(statistic, df, float(chdtrc(df, statistic)), "breslow_day_tarone")


def _fitted(strata: _Strata, ratio: float) -> tuple[Floats, Floats]:
    """a under the common odds ratio with the margins fixed, and its variance: the root of a quadratic."""
    first, second, hits = strata.a + strata.b, strata.c + strata.d, strata.a + strata.c
    square, line, constant = 1 - ratio, second - hits + ratio * (first + hits), -ratio * first * hits
    # Written so that nothing cancels where the ratio is near 1.
    a = -2 * constant / (line + np.sqrt(np.maximum(line**2 - 4 * square * constant, 0)))
    cells = np.array([a, first - a, hits - a, second - hits + a])
    return np.asarray(a), np.asarray(1 / (1 / np.maximum(cells, 1e-300)).sum(axis=0))


def _divided(part: float, whole: float) -> float:
    if whole:
        return float(part / whole)
    return np.inf if part else np.nan


def _checked(successes: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    part, whole = (np.atleast_1d(array).ravel() for array in counts(successes=successes, n=n))
    require_within(part, whole, names=("successes", "n"))
    return part.astype(np.float64), whole.astype(np.float64)


def _refused() -> ContractError:
    return ContractError(
        message(fr="Les strates ne se correspondent pas.", en="The strata do not match."),
        where="first, second, weights",
        allowed=message(
            fr="des tableaux de même longueur, des poids positifs ou nuls dont un au moins est positif",
            en="arrays of one length, weights of zero or more of which one at least is positive",
        ),
        action=message(fr="vérifier les tableaux donnés à la méthode", en="check the arrays handed in"),
    )
