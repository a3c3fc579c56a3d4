"""Interval of a count."""

from __future__ import annotations

from scipy.special import gammaincinv

from declic_analysis.statistics.interval import Estimate, counts, require_share


def garwood(count: int, *, confidence: float = 0.95) -> Estimate:
    """Exact interval of the mean of a Poisson law that gave `count`; 0 gives [0, 3.689] at 95 %.

    References: Garwood 1936 (doi:10.1093/biomet/28.3-4.437).
    """
    tail = (1 - require_share(confidence, name="confidence")) / 2
    n = int(counts(count=count)[0])
    low = float(gammaincinv(n, tail)) if n else 0.0
    return Estimate(float(n), low, float(gammaincinv(n + 1, 1 - tail)), confidence, n, "garwood")
