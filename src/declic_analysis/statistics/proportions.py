"""Intervals for a proportion and for a difference of two independent proportions."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv, ndtri

from declic_analysis.statistics.interval import Estimate, Floats, counts, require_share, require_within


def wilson(successes: int, n: int, *, confidence: float = 0.95) -> Estimate:
    """Score interval of a proportion, without continuity correction; all limits NaN when n is 0.

    References: Wilson 1927; Newcombe 1998 (doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E),
    Table I. Checked against R's `prop.test(correct = FALSE)` in tests/parity.
    """
    successes, n = _checked(successes, n)
    z = float(ndtri((1 + require_share(confidence, name="confidence")) / 2))
    if n == 0:
        return Estimate(math.nan, math.nan, math.nan, confidence, 0, "wilson")
    share = successes / n
    centre = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # At the edges the formula cancels to a few 1e-17: the limit is the edge itself.
    low = 0.0 if successes == 0 else (centre - half) / (1 + z * z / n)
    high = 1.0 if successes == n else (centre + half) / (1 + z * z / n)
    return Estimate(share, low, high, confidence, n, "wilson")


def score_limits(share: ArrayLike, n: ArrayLike, *, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Wilson's limits of shares on numbers of people that need not be whole, such as the worth of a variance."""
    p, size = np.atleast_1d(np.asarray(share, dtype=np.float64)), np.asarray(n, dtype=np.float64)
    z = float(ndtri((1 + require_share(confidence, name="confidence")) / 2))
    half = z * np.sqrt(p * (1 - p) / size + z * z / (4 * size * size))
    centre, spread = p + z * z / (2 * size), 1 + z * z / size
    # At the edges the formula cancels to a few 1e-17: the limit is the edge itself.
    return np.where(p <= 0, 0.0, (centre - half) / spread), np.where(p >= 1, 1.0, (centre + half) / spread)


def jeffreys(successes: int, n: int, *, confidence: float = 0.95) -> Estimate:
    """Equal-tailed Beta(x + ½, n − x + ½) interval; the lower limit is 0 at x = 0, the upper 1 at x = n.

    References: Brown, Cai & DasGupta 2001 (doi:10.1214/ss/1009213286). Checked against R's `qbeta` in tests/parity.
    """
    successes, n = _checked(successes, n)
    tail = (1 - require_share(confidence, name="confidence")) / 2
    if n == 0:
        return Estimate(math.nan, math.nan, math.nan, confidence, 0, "jeffreys")
    a, b = successes + 0.5, n - successes + 0.5
    low = 0.0 if successes == 0 else float(betaincinv(a, b, tail))
    high = 1.0 if successes == n else float(betaincinv(a, b, 1 - tail))
    return Estimate(successes / n, low, high, confidence, n, "jeffreys")


def newcombe_difference(first: tuple[int, int], second: tuple[int, int], *, confidence: float = 0.95) -> Estimate:
    """Difference first − second of two independent proportions, each given as (successes, n).

    References: Newcombe 1998, method 10 (doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I).
    """
    a, b = wilson(*first, confidence=confidence), wilson(*second, confidence=confidence)
    difference = a.estimate - b.estimate
    low = difference - math.hypot(a.estimate - a.low, b.high - b.estimate)
    high = difference + math.hypot(a.high - a.estimate, b.estimate - b.low)
    return Estimate(difference, low, high, confidence, a.n + b.n, "newcombe")


def _checked(successes: int, n: int) -> tuple[int, int]:
    part, whole = counts(successes=successes, n=n)
    require_within(part, whole, names=("successes", "n"))
    return int(part), int(whole)
