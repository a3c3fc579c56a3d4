"""Which words one group uses more than another: log-likelihood ratio G² and log ratio, from counts of persons."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, xlogy

from declic_analysis.statistics.interval import Floats, counts, require_within

HALF = 0.5  # stands for "nobody" where a ratio is taken (Hardie 2014)


class Keyness(NamedTuple):
    """Arrays of one shape. g2: log-likelihood ratio, one degree of freedom; p: its chance; log_ratio: log2 of the ratio
    of shares, positive where the first group uses the word more (1 = twice as often).
    """

    g2: Floats
    p: Floats
    log_ratio: Floats


def keyness(first: ArrayLike, second: ArrayLike, *, of_first: ArrayLike, of_second: ArrayLike) -> Keyness:
    """G² of the 2 × 2 table "uses the word or not" × group, and the size of the difference beside it.

    Parameters: first and second, persons of each group who use the word; of_first and of_second, persons of each. A
    person counts once, however often they use it: repeated words are not independent, and G² over words would be too
    large. NaN where a group has nobody. Both groups must be different persons.
    Raises: ContractError, when a count is negative or not whole, or larger than its group.
    References: Dunning 1993 (aclanthology.org/J93-1003); log ratio: Hardie 2014. Checked against R in tests/parity.
    """
    a, b, n, m = counts(first=first, second=second, of_first=of_first, of_second=of_second)
    require_within(a, n, names=("first", "of_first"))
    require_within(b, m, names=("second", "of_second"))
    seen = np.stack([a, b, n - a, m - b]).astype(np.float64)
    both, users = (n + m).astype(np.float64), (a + b).astype(np.float64)
    whole = np.where(both > 0, both, 1)
    expected = np.stack([users * n, users * m, (both - users) * n, (both - users) * m]) / whole
    known = (n > 0) & (m > 0)
    ratio = np.divide(seen, expected, out=np.ones_like(seen), where=expected > 0)
    g2 = np.where(known, np.maximum(2 * xlogy(seen, ratio).sum(axis=0), 0.0), np.nan)
    shares = np.where(a > 0, a, HALF) / np.maximum(n, 1), np.where(b > 0, b, HALF) / np.maximum(m, 1)
    log_ratio = np.where(known & (users > 0), np.log2(shares[0] / shares[1]), np.nan)
    return Keyness(g2, np.asarray(chdtrc(1, g2)), log_ratio)
