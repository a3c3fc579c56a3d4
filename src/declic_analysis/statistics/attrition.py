"""People who answered before and not after: how they differ, how to weight for it, what they could change at most."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from declic_analysis.errors import ContractError, message
from declic_analysis.statistics.interval import Floats, counts, require_share, require_within
from declic_analysis.statistics.logistic import logistic_chances, standardised_columns

# A person who was almost sure to leave and stayed would speak for dozens: chances to stay are floored here.
LEAST_CHANCE = 0.05


class Bounds(NamedTuple):
    """Net shift if every missing person had fallen (low) or risen (high)."""

    low: float
    high: float


class Weights(NamedTuple):
    """Weight of each stayer (mean 1), Kish's effective number of them, chances floored; method `logistic` or `none`.

    reason, where there are no weights: `everybody_stayed`, `too_few`, `separated`.
    """

    weights: Floats
    n_effective: float
    n_trimmed: int
    method: str
    reason: str


def shift_bounds(n_up: int, n_down: int, n_pairs: int, *, n_missing: int) -> Bounds:
    """Worst and best case of the net shift over pairs and missing people together; NaN where there is nobody.

    26 invited, 8 up, 2 down, 6 missing → [0, 0.4615]. No assumption is made on who is missing: where leaving depends on
    the answer, no interval covers, and these do.
    References: Manski 1990; Horowitz & Manski 2000 (doi:10.1080/01621459.2000.10473902).
    """
    up, down, pairs, missing = counts(n_up=n_up, n_down=n_down, n_pairs=n_pairs, n_missing=n_missing)
    require_within(up + down, pairs, names=("n_up + n_down", "n_pairs"))
    everybody = int(pairs + missing)
    if not everybody:
        return Bounds(math.nan, math.nan)
    return Bounds(float(up - down - missing) / everybody, float(up - down + missing) / everybody)


def standardised_difference(stayers: ArrayLike, leavers: ArrayLike) -> float:
    """(mean of stayers − mean of leavers) / √((variance + variance) / 2); NaN below 2 people or without spread.

    References: Austin 2009 (doi:10.1002/sim.3697): beyond 0.1 a difference is usually looked at.
    """
    a, b = (np.asarray(group, dtype=np.float64) for group in (stayers, leavers))
    a, b = a[~np.isnan(a)], b[~np.isnan(b)]
    if min(len(a), len(b)) < 2:
        return math.nan
    spread = math.sqrt((float(a.var(ddof=1)) + float(b.var(ddof=1))) / 2)
    return float(a.mean() - b.mean()) / spread if spread > 0 else math.nan


def stay_weights(before: ArrayLike, stayed: ArrayLike) -> Weights:
    """Inverse-probability weights of the stayers from an unpenalised logistic regression on what was known before.

    Parameters: before, people × variables (NaN: the column's mean); stayed, 1 or 0. Variables that do not vary are left
    out. Chances to stay are floored at LEAST_CHANCE; weights have mean 1 over the stayers.
    Weights of 1 (method `none`, with its reason) where everybody stayed, where there are fewer than 10 leavers or
    stayers a variable, or where the variables separate stayers from leavers.
    References: Seaman & White 2013 (doi:10.1177/0962280210395740). Checked against statsmodels in tests/unit.
    """
    variables, kept = standardised_columns(np.atleast_2d(np.asarray(before, dtype=np.float64))), _told(stayed)
    n_stayers = int(kept.sum())
    alone = np.ones(n_stayers)
    rarer = min(n_stayers, len(kept) - n_stayers)
    if n_stayers == len(kept):
        return Weights(alone, float(n_stayers), 0, "none", "everybody_stayed")
    if not variables.shape[1] or rarer < 10 * variables.shape[1]:
        return Weights(alone, float(n_stayers), 0, "none", "too_few")
    chances = logistic_chances(np.column_stack([np.ones(len(kept)), variables]), kept)
    if chances is None:
        return Weights(alone, float(n_stayers), 0, "none", "separated")
    own = chances[kept == 1]
    weights = 1 / np.maximum(own, LEAST_CHANCE)
    weights = weights / weights.mean()
    effective = float(weights.sum() ** 2 / (weights**2).sum())
    return Weights(weights, effective, int((own < LEAST_CHANCE).sum()), "logistic", "")


def weighted_mean(values: ArrayLike, weights: ArrayLike) -> tuple[float, float]:
    """Weighted mean and its standard error (weights taken as given), NaN below 2 values."""
    x, w = np.asarray(values, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    if len(x) < 2:
        return (float(x[0]) if len(x) else math.nan), math.nan
    mean = float(w @ x / w.sum())
    variance = float((w**2) @ (x - mean) ** 2) / float(w.sum()) ** 2
    return mean, math.sqrt(variance * len(x) / (len(x) - 1))


def normal_quantile(confidence: float) -> float:
    """1.96 for 0.95."""
    return float(ndtri((1 + require_share(confidence, name="confidence")) / 2))


def expected_regression(before: ArrayLike, after: ArrayLike, chosen: ArrayLike) -> float:
    """Mean change that regression to the mean alone would give people chosen by their first answer.

    (r − 1) × (mean before of the chosen − mean before of all), r the correlation of both answers: what would be seen
    if the level had not changed and answers spread as before. NaN where nobody was chosen or nothing varies.
    References: Barnett, van der Pols & Dobson 2005 (doi:10.1093/ije/dyh299).
    """
    first, last = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    own = np.asarray(chosen, dtype=bool)
    if not own.any() or len(first) < 3 or not (first.std() > 0 and last.std() > 0):
        return math.nan
    r = float(np.corrcoef(first, last)[0, 1])
    return (r - 1) * float(first[own].mean() - first.mean())


def _told(stayed: ArrayLike) -> Floats:
    kept = np.asarray(stayed, dtype=np.float64)
    if not np.isin(kept, (0, 1)).all():
        raise ContractError(
            message(fr="Présence après mal décrite.", en="Badly described presence after."),
            where="stayed",
            allowed=message(fr="1 (a répondu après) ou 0", en="1 (answered after) or 0"),
            action=message(fr="dire de chaque personne si elle est restée", en="say of each person who stayed"),
        )
    return kept
