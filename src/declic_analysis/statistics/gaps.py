"""The gap between two groups, and whether it closed: intervals of differences, sums, and the status they allow."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from declic_analysis.statistics.interval import Estimate, require_share
from declic_analysis.statistics.proportions import wilson
from declic_analysis.vocabulary import GapMovement, GapStatus


def difference(first: Estimate, second: Estimate) -> Estimate:
    """first − second, two independent estimates, each with its interval: squared distances are added (MOVER).

    For two proportions with Wilson's intervals this is Newcombe's method 10.
    References: Zou & Donner 2008 (doi:10.1002/sim.3095).
    """
    value = first.estimate - second.estimate
    low = value - math.hypot(first.estimate - first.low, second.high - second.estimate)
    high = value + math.hypot(first.high - first.estimate, second.estimate - second.low)
    return Estimate(value, low, high, first.confidence, first.n + second.n, f"mover_{first.method}")


def paired_sum(before: ArrayLike, after: ArrayLike, *, confidence: float = 0.95) -> Estimate:
    """Sum of two shares of the same people (0 or 1 before and after): Wilson's intervals and their correlation (MOVER).

    References: Newcombe 1998, paired data (doi:10.1002/(SICI)1097-0258(19981130)17:22<2635::AID-SIM954>3.0.CO;2-C).
    NaN where there is no pair.
    """
    first, last = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    n = len(first)
    a, b = (wilson(int(side.sum()), n, confidence=confidence) for side in (first, last))
    spread = first.std() * last.std() if n else 0.0
    phi = float(np.mean((first - first.mean()) * (last - last.mean())) / spread) if spread > 0 else 0.0
    value = a.estimate + b.estimate
    low = value - _joined(a.estimate - a.low, b.estimate - b.low, phi)
    high = value + _joined(a.high - a.estimate, b.high - b.estimate, phi)
    return Estimate(value, low, high, confidence, n, "wilson_paired")


def _joined(first: float, second: float, correlation: float) -> float:
    return math.sqrt(max(0.0, first**2 + second**2 + 2 * correlation * first * second))


def mean_difference(first: ArrayLike, second: ArrayLike, *, confidence: float = 0.95) -> Estimate:
    """Mean of first − mean of second, two independent groups: Welch's t interval.

    Limits are NaN where a group has fewer than 2 values or nothing varies. Checked against R's t.test in tests/parity.
    """
    a, b = (np.asarray(group, dtype=np.float64) for group in (first, second))
    a, b = a[~np.isnan(a)], b[~np.isnan(b)]
    n, m = len(a), len(b)
    if not n or not m:
        return Estimate(math.nan, math.nan, math.nan, confidence, n + m, "welch")
    value = float(a.mean() - b.mean())
    if min(n, m) < 2 or not a.var() + b.var() > 0:
        return Estimate(value, math.nan, math.nan, confidence, n + m, "welch")
    u, v = float(a.var(ddof=1)) / n, float(b.var(ddof=1)) / m
    df = (u + v) ** 2 / (u**2 / (n - 1) + v**2 / (m - 1))
    half = float(stdtrit(df, (1 + require_share(confidence, name="confidence")) / 2)) * math.sqrt(u + v)
    return Estimate(value, value - half, value + half, confidence, n + m, "welch")


class GapEvidence(NamedTuple):
    """Intervals that the status weighs, all of (first group − second group) or of one group.

    change: gap after − gap before; narrow: the same at 1 − 2α; total: gap before + gap after; first, second: each
    group's own change.
    """

    change: Estimate
    narrow: Estimate
    total: Estimate
    first: Estimate
    second: Estimate


def gap_status(evidence: GapEvidence, *, margin: float = 0.10) -> GapStatus:
    """What became of the distance between two groups, whichever of them stands higher.

    |gap after| < |gap before| exactly when change and total have opposite signs: both intervals must say so, which
    keeps the error of either claim at half of α without choosing a side after looking. Stable: the narrow interval of
    the change lies inside ±margin.
    """
    change, total = _sign(evidence.change), _sign(evidence.total)
    if change and total:
        return GapStatus.INCREASED if change == total else GapStatus.REDUCED
    inside = -margin < evidence.narrow.low and evidence.narrow.high < margin
    return GapStatus.STABLE if inside else GapStatus.UNCERTAIN


def gap_movement(evidence: GapEvidence, status: GapStatus, *, neutral: bool = False) -> GapMovement:
    """Which side moved, where the gap closed or grew: named only when that side's own interval says so.

    Downward convergence: the better side got worse. A neutral item has no better side: only the movement is told.
    """
    if status not in (GapStatus.REDUCED, GapStatus.INCREASED):
        return GapMovement.NONE
    closing = status == GapStatus.REDUCED
    higher, lower = evidence.first, evidence.second
    if _sign(evidence.total) < 0:
        higher, lower = lower, higher
    falls, rises = (_sign(higher) < 0, _sign(lower) > 0) if closing else (_sign(lower) < 0, _sign(higher) > 0)
    if neutral or not (falls or rises):
        return GapMovement.CONVERGENCE if closing else GapMovement.DIVERGENCE
    return _MOVEMENTS[closing, falls, rises]


_MOVEMENTS = {
    (True, True, False): GapMovement.CONVERGENCE_DOWNWARD,
    (True, False, True): GapMovement.CONVERGENCE_UPWARD,
    (True, True, True): GapMovement.CONVERGENCE_MUTUAL,
    (False, True, False): GapMovement.DIVERGENCE_DOWNWARD,
    (False, False, True): GapMovement.DIVERGENCE_UPWARD,
    (False, True, True): GapMovement.DIVERGENCE_MUTUAL,
}


def _sign(estimate: Estimate) -> int:
    """+1 or −1 where the interval lies on one side of 0, else 0."""
    return (estimate.low > 0) - (estimate.high < 0)
