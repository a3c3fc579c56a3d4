"""Control limits of proportions around a common rate, and whether they spread more than chance alone would have it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import bdtr, chdtrc

from declic_analysis.statistics.interval import Floats, counts, require_share, require_within


class Dispersion(NamedTuple):
    """Pearson's χ² over its degrees of freedom (1: chance alone), and its p; NaN where there is nothing to compare."""

    ratio: float
    df: int
    p: float


def control_limits(n: ArrayLike, *, target: float, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Exact binomial limits of a proportion of `n` under `target`: the last counts inside; NaN where n is 0.

    Not interpolated between counts, as funnel plots often are: a count counted as outside would then be met by chance
    more often than promised (6 of 10 under 0.3: 4.7 % on one side, in place of 2.5).
    References: Spiegelhalter 2005 (doi:10.1002/sim.1970).
    """
    require_share(confidence, name="confidence")
    (sizes,) = counts(n=n)
    tail = (1 - confidence) / 2
    ends = [[_limit(int(size), target, share) for size in np.atleast_1d(sizes)] for share in (tail, 1 - tail)]
    return np.array(ends[0]), np.array(ends[1])


def dispersion(successes: ArrayLike, n: ArrayLike) -> Dispersion:
    """Spread of the groups' proportions around their common one. Groups without anybody are left out."""
    part, whole = counts(successes=successes, n=n)
    require_within(part, whole, names=("successes", "n"))
    part, whole = part[whole > 0], whole[whole > 0]
    df, rate = len(part) - 1, part.sum() / max(whole.sum(), 1)
    if df < 1 or not 0 < rate < 1:
        return Dispersion(np.nan, max(df, 0), np.nan)
    statistic = float(((part - whole * rate) ** 2 / (whole * rate * (1 - rate))).sum())
    return Dispersion(statistic / df, df, float(chdtrc(df, statistic)))


def _limit(n: int, target: float, share: float) -> float:
    """The last count inside, as a proportion: beyond it lies at most the tail's probability."""
    if n == 0:
        return np.nan
    if target <= 0 or target >= 1:
        return float(target)
    reached = bdtr(np.arange(n + 1), n, target)
    # Lower end: P(X < k) ≤ tail for the largest k; upper end: P(X > k) ≤ tail for the smallest.
    k = np.searchsorted(reached, share, side="right" if share < 0.5 else "left")
    return float(min(int(k), n) / n)
