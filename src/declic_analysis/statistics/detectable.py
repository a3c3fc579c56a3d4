"""Smallest change that a number of pairs, or smallest gap that two groups, could have shown; pairs to call stable."""

from __future__ import annotations

import math
from functools import lru_cache

from scipy.special import ndtri

from declic_analysis.statistics.interval import require_share
from declic_analysis.statistics.verdict import gate_probability


@lru_cache(maxsize=16384)
def smallest_detectable(
    n_pairs: int, *, moving: float, power: float = 0.80, alpha: float = 0.05, confidence: float = 0.95
) -> float:
    """Smallest net shift, in whole points as a proportion (0.30 = 30 points), that the gate finds with `power`.

    `moving`: share of pairs that move (0.30, 0.45, 0.60 in the reports). NaN when even all of them moving the same way
    would not be found often enough. Rounded up to the point, so that what is printed has the power promised.
    Enumerated exactly; n = 26 gives 30 / 37 / 43 points.
    """
    largest = round(100 * require_share(moving, name="moving"), 6)

    def found(points: float) -> bool:
        share = gate_probability(n_pairs, moving=moving, shift=points / 100, alpha=alpha, confidence=confidence)
        return share >= power

    if n_pairs == 0 or not found(largest):
        return math.nan
    missed, enough = 0, math.ceil(largest)
    while enough - missed > 1:
        middle = (missed + enough) // 2
        missed, enough = (missed, middle) if found(min(middle, largest)) else (middle, enough)
    return min(enough, largest) / 100


def smallest_delta(n: int, m: int, *, power: float = 0.80, alpha: float = 0.05) -> float:
    """Smallest Cliff's delta, in whole points as a proportion, that two groups of n and m people find with `power`.

    Noether's formula for a two-sided rank test, (z_α/2 + z_power) √((n + m) / 3nm); it leaves ties out, which makes it
    cautious on few levels. NaN when even complete separation would not be found often enough.
    References: Noether 1987 (doi:10.1080/01621459.1987.10478478).
    """
    if min(n, m) < 2:
        return math.nan
    z = float(ndtri(1 - require_share(alpha, name="alpha") / 2) + ndtri(require_share(power, name="power")))
    points = math.ceil(100 * z * math.sqrt((n + m) / (3 * n * m)) - 1e-9)
    return points / 100 if points <= 100 else math.nan


def pairs_for_equivalence(*, margin: float, moving: float, power: float = 0.80, alpha: float = 0.05) -> int:
    """Independent pairs with which "equivalent" is said with `power` where nothing changes: 257 for ±10 points, 30 %.

    Normal approximation of two one-sided tests at a true shift of 0, whose variance is moving / n:
    moving × (z_α + z_(1 − power) / 2)² / margin², the 1 − 2α interval inside ±margin.
    Raises: ContractError, when a number is no proportion.
    References: Chow, Shao & Wang 2008, sample sizes for equivalence. Enumerated under Tango in tests/unit.
    """
    share, least = require_share(moving, name="moving"), require_share(margin, name="margin")
    missed = 1 - require_share(power, name="power")
    z = float(ndtri(1 - require_share(alpha, name="alpha")) + ndtri(1 - missed / 2))
    return math.ceil(share * z**2 / least**2)
