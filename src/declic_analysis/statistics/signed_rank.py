"""Signed-rank test of paired changes, exact under ties, and the matched-pairs rank-biserial correlation.

Unchanged pairs: "pratt" ranks them with the others and then drops their ranks (Pratt 1959, default); "wilcoxon" drops
them before ranking.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from declic_analysis.errors import ContractError, message
from declic_analysis.statistics.interval import Floats, Ints

ZEROS = ("pratt", "wilcoxon")

# Beyond, 2^-n leaves the doubles and a convolution takes seconds: the normal approximation is then good to 3 digits.
MOST_EXACT = 1000


class SignedRank(NamedTuple):
    """Rank sums of the rises and falls, two-sided p, and how it was made: `exact` or `normal`."""

    sum_up: float
    sum_down: float
    p: float
    n_moved: int
    zeros: str
    method: str


def signed_rank(changes: ArrayLike, *, zeros: str = "pratt") -> SignedRank:
    """Two-sided signed-rank test of `changes` (after − before), NaN left out; p is 1 where nothing moved.

    Exact for up to MOST_EXACT moved pairs: the sign-flip distribution of the midranks (doubled, hence whole) is
    convolved one pair at a time. Beyond, normal with the variance of the midranks, no continuity correction.
    References: Pratt 1959 (doi:10.1080/01621459.1959.10501526). Checked against R's coin in tests/parity.
    """
    moved, signs = _doubled_midranks(_finite(changes), zeros=zeros)
    up, down = int(moved[signs > 0].sum()), int(moved[signs < 0].sum())
    exact = len(moved) <= MOST_EXACT
    p = _exact_p(moved, smaller=min(up, down)) if exact else _normal_p(moved, up - down)
    return SignedRank(up / 2, down / 2, p, len(moved), zeros, "exact" if exact else "normal")


def rank_biserial(changes: ArrayLike) -> float:
    """(sum of up ranks − sum of down ranks) / n(n + 1)/2, unchanged pairs ranked and kept in the denominator.

    Between −1 and 1; 4 up and 40 unchanged → 0.1717. NaN without a pair. Descriptive: no decision rests on it.
    References: Kerby 2014 (doi:10.2466/11.IT.3.1); R's `rank_biserial_zeros_ranked` × (1 − z(z + 1)/(n(n + 1))).
    """
    finite = _finite(changes)
    if not len(finite):
        return math.nan
    moved, signs = _doubled_midranks(finite, zeros="pratt")
    n = len(finite)
    return float((moved * signs).sum() / (n * (n + 1)))


def signed_ranks(changes: ArrayLike, *, zeros: str = "pratt") -> Ints:
    """Twice the midrank of each change with the sign of the change; 0 where unchanged. Their sum is up − down, doubled.

    For tests that flip the signs of whole groups of people (`clusters.sign_flip`). Raises: ContractError, when a change
    is missing or the treatment of zeros is unknown.
    """
    values = np.asarray(changes, dtype=np.float64)
    if np.isnan(values).any():
        raise ContractError(
            message(fr="Il manque des évolutions.", en="Changes are missing."),
            where="changes",
            allowed=message(fr="un nombre par paire", en="a number a pair"),
            action=message(fr="ne donner que des paires complètes", en="hand in complete pairs only"),
        )
    doubled, signs = _doubled_midranks(values, zeros=zeros)
    ranks = np.zeros(len(values), dtype=np.int64)
    ranks[values != 0] = doubled * signs
    return ranks


def _finite(changes: ArrayLike) -> Floats:
    values = np.asarray(changes, dtype=np.float64)
    return values[~np.isnan(values)]


def _doubled_midranks(changes: Floats, *, zeros: str) -> tuple[Ints, Ints]:
    """Twice the midranks of |change|, and the signs, of the pairs that moved."""
    if zeros not in ZEROS:
        raise ContractError(
            message(fr="Traitement des paires inchangées inconnu.", en="Unknown treatment of unchanged pairs."),
            where="zeros",
            found=repr(zeros),
            allowed=", ".join(ZEROS),
            action=message(fr="choisir l’un des deux", en="choose one of the two"),
        )
    kept = changes if zeros == "pratt" else changes[changes != 0]
    _, place, size = np.unique(np.abs(kept), return_inverse=True, return_counts=True)
    last = np.cumsum(size)
    doubled = (2 * last - size + 1)[place]
    signs = np.sign(kept).astype(np.int64)
    return doubled[signs != 0].astype(np.int64), signs[signs != 0]


def _exact_p(doubled_ranks: Ints, *, smaller: int) -> float:
    """2 P(W ≤ smaller) for the sum W of ranks whose signs are fair coins; only the masses up to `smaller` are made."""
    if not len(doubled_ranks):
        return 1.0
    step = int(np.gcd.reduce(doubled_ranks))
    mass = np.zeros(smaller // step + 1)
    mass[0] = 1.0
    for rank in doubled_ranks // step:
        mass *= 0.5
        if rank < len(mass):
            mass[rank:] += mass[:-rank].copy()
    return min(1.0, 2 * float(mass.sum()))


def _normal_p(doubled_ranks: Ints, difference: int) -> float:
    z = abs(difference) / math.sqrt(float((doubled_ranks.astype(np.float64) ** 2).sum()))
    return 2 * float(ndtr(-z))
