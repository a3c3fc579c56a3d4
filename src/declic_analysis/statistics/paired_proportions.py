"""A difference of two paired proportions: score interval, McNemar, exact sign test.

A pair counts once as up, once as down or as unchanged; everything here needs only n_up, n_down and n_pairs. The same
likelihood serves the 2 × 2 table of a dichotomised item and the trinomial "rose / fell / unchanged".
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import bdtr, ndtri

from declic_analysis.statistics.interval import Estimate, Floats, Ints, counts, require_share, require_within

# Halvings of [-1, 1]: 2^-59 is below the spacing of doubles near the limits.
_HALVINGS = 60


class Bounds(NamedTuple):
    """Lower and upper limits, arrays of one shape."""

    low: Floats
    high: Floats


class McNemar(NamedTuple):
    """Two-sided p of McNemar's test: exact (conditional binomial), and mid-p beside it."""

    exact: float
    mid: float


@lru_cache(maxsize=65536)
def tango(n_up: int, n_down: int, n_pairs: int, *, confidence: float = 0.95) -> Estimate:
    """(n_up − n_down) / n_pairs with Tango's score interval; NaN when there is no pair.

    References: Tango 1998 (doi:10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B). Goldens in
    tests/unit, among them Agresti's approval table [0.021362, 0.058998].
    """
    bounds = tango_bounds(n_up, n_down, n_pairs, confidence=confidence)
    shift = (n_up - n_down) / n_pairs if n_pairs else float("nan")
    return Estimate(shift, float(bounds.low), float(bounds.high), confidence, int(n_pairs), "tango")


def tango_bounds(n_up: ArrayLike, n_down: ArrayLike, n_pairs: ArrayLike, *, confidence: float = 0.95) -> Bounds:
    """Tango's limits for arrays of counts (broadcast together), NaN where n_pairs is 0.

    Raises: ContractError when a count is negative or not whole, or more pairs moved than there are.
    """
    up, down, pairs = counts(n_up=n_up, n_down=n_down, n_pairs=n_pairs)
    require_within(up + down, pairs, names=("n_up + n_down", "n_pairs"))
    z = float(ndtri((1 + require_share(confidence, name="confidence")) / 2))
    # 0.0 − x rather than −x: no negative zero in a printed limit.
    return Bounds(low=_lower(up, down, pairs, z), high=0.0 - _lower(down, up, pairs, z))


def sign_test(n_up: int, n_down: int) -> float:
    """Exact two-sided sign test on moved pairs; 1 where nothing moved.

    4–0 gives 0.125, 5–0 gives 0.0625, 6–0 gives 0.03125.
    References: Dixon & Mood 1946 (doi:10.1080/01621459.1946.10501898). Checked against R's `binom.test` in
    tests/parity.
    """
    return float(sign_p_values(n_up, n_down))


def sign_p_values(n_up: ArrayLike, n_down: ArrayLike) -> Floats:
    """`sign_test` for arrays of counts, broadcast together."""
    up, down = counts(n_up=n_up, n_down=n_down)
    return np.asarray(np.minimum(1.0, 2 * _half_binomial(np.minimum(up, down), up + down)))


@lru_cache(maxsize=65536)
def mcnemar(n_gained: int, n_lost: int) -> McNemar:
    """McNemar's test from the two discordant counts; both p are 1 when there is none.

    References: McNemar 1947 (doi:10.1007/BF02295996); Fagerland, Lydersen & Laake 2013
    (doi:10.1186/1471-2288-13-91), for the mid-p. Checked against R in tests/parity.
    """
    gained, lost = counts(n_gained=n_gained, n_lost=n_lost)
    fewer, moved = np.minimum(gained, lost), gained + lost
    # 2 P(X ≤ k) − P(X = k) = P(X ≤ k) + P(X ≤ k − 1)
    mid = min(1.0, float(_half_binomial(fewer, moved) + _half_binomial(fewer - 1, moved))) if moved else 1.0
    return McNemar(exact=float(sign_p_values(gained, lost)), mid=mid)


def _half_binomial(at_most: Ints, n: Ints) -> Floats:
    """P(X ≤ at_most) for X ~ Binomial(n, ½), 0 below zero."""
    return np.asarray(np.where(at_most < 0, 0.0, bdtr(np.maximum(at_most, 0), n, 0.5)))


def _lower(up: Ints, down: Ints, pairs: Ints, z: float) -> Floats:
    """Smallest shift that the score test at z does not reject, by bisection between −1 and the estimate."""
    n = np.where(pairs > 0, pairs, 1).astype(np.float64)
    outside, inside = -np.ones(np.shape(n)), (up - down) / n
    for _ in range(_HALVINGS):
        middle = (outside + inside) / 2
        rejected = _score_excess(middle, up=up, down=down, n=n, z=z) > 0
        outside, inside = np.where(rejected, middle, outside), np.where(rejected, inside, middle)
    return np.asarray(np.where(pairs > 0, inside, np.nan))


def _score_excess(shift: Floats, *, up: Ints, down: Ints, n: Floats, z: float) -> Floats:
    """Squared score statistic at `shift` minus z², times its variance (so that nothing is divided by zero)."""
    b = (2 * n - up + down) * shift - up - down
    c = -down * shift * (1 - shift)
    share_down = (np.sqrt(np.maximum(b * b - 8 * n * c, 0.0)) - b) / (4 * n)
    variance = n * np.maximum(2 * share_down + shift * (1 - shift), 0.0)
    return np.asarray((up - down - n * shift) ** 2 - z * z * variance)
