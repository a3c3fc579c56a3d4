"""How far one group agrees with itself on an ordered scale: van der Eijk's A, Tastle and Wierman's consensus."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from declic_analysis.statistics.interval import Floats, Ints, counts


def agreement(frequencies: ArrayLike) -> float:
    """van der Eijk's A of answers counted by level: 1 all alike, 0 spread evenly, −1 split between the two ends.

    The counts are peeled into layers (every level that still has answers, as many as the rarest of them); each layer's
    unimodality is weighted with its share. NaN where nobody answered.
    References: van der Eijk 2001 (doi:10.1023/A:1010374114305). (30, 40, 210, 130, 530, 50, 10) → 0.6113333.
    """
    (left,) = counts(frequencies=frequencies)
    total, value = int(left.sum()), 0.0
    while left.any():
        layer = left > 0
        height = int(left[layer].min())
        value += height * int(layer.sum()) / total * _layer_agreement(layer)
        left = left - height * layer
    return value if total else math.nan


def consensus(frequencies: ArrayLike) -> float:
    """Tastle and Wierman's consensus: 1 all alike, 0 split in halves between the two ends. NaN where nobody answered.

    References: Tastle & Wierman 2007 (doi:10.1016/j.ijar.2006.06.024). (0, 0, 0, 5, 5) → 0.8074.
    """
    (answers,) = counts(frequencies=frequencies)
    if not answers.any() or len(answers) < 2:
        return math.nan
    levels, share = np.arange(len(answers)), answers / answers.sum()
    distance = np.abs(levels - float(levels @ share)) / (len(answers) - 1)
    used = share > 0
    # A split in halves gives 1 − 2 × ½ up to rounding: no −1e-16 on a page.
    return max(0.0, 1 + float(share[used] @ np.log2(1 - distance[used])))


def cumulative(frequencies: Ints) -> Floats:
    """Shares at each level or below, the last one (1) left out."""
    return np.asarray(np.cumsum(frequencies)[:-1] / frequencies.sum())


def _layer_agreement(layer: np.ndarray) -> float:
    """A of a pattern of used (1) and empty (0) levels, from its triples: 110 and 011 agree, 101 disagrees."""
    k, used = len(layer), int(layer.sum())
    before, after = np.cumsum(layer) - layer, np.cumsum(layer[::-1])[::-1] - layer
    places = np.arange(k)
    empty_before, empty_after = places - before, (k - 1 - places) - after
    # The middle of a triple: used, with one used and one empty level around; or empty between two used ones.
    agreeing = int((layer * (before * empty_after + empty_before * after)).sum())
    opposed = int((~layer * before * after).sum())
    if agreeing + opposed == 0:
        unimodality = 1.0
    else:
        unimodality = ((k - 2) * agreeing - (k - 1) * opposed) / ((k - 2) * (agreeing + opposed))
    return unimodality * (1 - (used - 1) / (k - 1)) if k > 1 else 1.0
