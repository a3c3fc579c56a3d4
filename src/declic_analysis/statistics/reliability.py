"""Internal consistency of a scale: Cronbach's alpha with two intervals, and what each item does to it."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import fdtri, ndtr, ndtri

from declic_analysis.errors import ContractError, message
from declic_analysis.statistics.interval import Estimate, Floats, require_share

RESAMPLES = 4999

# Signs chosen on noise make some scale of it. Asking for this much of the low end of alpha names an innocent item in
# 3 % of unrelated batteries at most (8 people, 5 items) and under 1 % from 26 people on; an item turned in a battery
# of loadings 0.75 is found in 86 % of them at 26 people and 3 items (simulation, 1 500 draws).
_COHERENT = 0.3

# Draws times persons held in memory at once.
_CHUNK = 4_000_000


class Items(NamedTuple):
    """One value an item: correlation with the sum of the other items with its interval, alpha without the item, and
    whether the item runs against the others (`reversed`)."""

    item_rest: Floats
    item_rest_low: Floats
    item_rest_high: Floats
    alpha_if_dropped: Floats
    reversed: NDArray[np.bool_]


def score_matrix(scores: ArrayLike) -> Floats:
    """Persons × items as floats, missing as NaN; ContractError when it is not a table."""
    matrix = np.asarray(scores, dtype=np.float64)
    if matrix.ndim != 2:
        raise ContractError(
            message(fr="Il faut un tableau de scores.", en="A table of scores is needed."),
            found=f"{matrix.ndim} dimension(s)",
            allowed=message(
                fr="une ligne par personne, une colonne par question", en="one row a person, one column an item"
            ),
            action=message(fr="donner un tableau à deux dimensions", en="hand in a two-dimensional table"),
        )
    return matrix


def complete_cases(scores: ArrayLike) -> Floats:
    """The persons who answered every item."""
    matrix = score_matrix(scores)
    return matrix[~np.isnan(matrix).any(axis=1)]


def covariance(scores: ArrayLike, *, pairwise: bool = False) -> Floats:
    """Covariances (n − 1) between items on complete cases, or on the persons who answered both items of each pair.

    NaN where fewer than 2 persons answered.
    """
    matrix = score_matrix(scores) if pairwise else complete_cases(scores)
    size = matrix.shape[1]
    return np.array([[_covariance(matrix[:, i], matrix[:, j]) for j in range(size)] for i in range(size)])


def alpha_of(covariances: Floats) -> float:
    """Cronbach's alpha of a covariance matrix; NaN below 2 items, or where the sum does not vary.

    References: Cronbach 1951 (doi:10.1007/BF02310555). R: `psych::alpha`, raw (R01).
    """
    size, total = len(covariances), float(covariances.sum())
    if size < 2 or not total > 1e-12:
        return math.nan
    return size / (size - 1) * (1 - float(np.trace(covariances)) / total)


def cronbach_alpha(scores: ArrayLike, *, confidence: float = 0.95) -> Estimate:
    """Alpha on complete cases with Feldt's interval; NaN below 2 items or 2 persons, or without variation.

    References: Feldt, Woodruff & Salih 1987 (doi:10.1177/014662168701100107). R01: `feldt_ci95_complete`.
    """
    matrix = complete_cases(scores)
    n, size = matrix.shape
    alpha = alpha_of(covariance(matrix))
    low, high = _feldt(alpha, n, size, confidence=confidence)
    return Estimate(alpha, low, high, confidence, n, "alpha_feldt")


def bootstrap_alpha(
    scores: ArrayLike, *, rng: np.random.Generator, confidence: float = 0.95, resamples: int = RESAMPLES
) -> Estimate:
    """Alpha on complete cases with its bias-corrected accelerated bootstrap interval, persons resampled.

    Draws in which nobody differs have no alpha and are left out. NaN limits as for `cronbach_alpha`.
    References: Efron 1987 (doi:10.1080/01621459.1987.10478410). R01: `agree_bootstrap`.
    """
    matrix = complete_cases(scores)
    alpha, n = alpha_of(covariance(matrix)), len(matrix)
    tail = (1 - require_share(confidence, name="confidence")) / 2
    drawn = np.zeros(0) if math.isnan(alpha) else resampled_alphas(matrix, rng=rng, resamples=resamples)
    if len(drawn) == 0 or np.ptp(drawn) == 0:
        return Estimate(alpha, math.nan, math.nan, confidence, n, "alpha_bca")
    low, high = bca_limits(drawn, alpha, left_out=_alphas_left_out(matrix), tail=tail)
    return Estimate(alpha, low, high, confidence, n, "alpha_bca")


def resampled_alphas(matrix: Floats, *, rng: np.random.Generator, resamples: int) -> Floats:
    """Alphas of persons drawn with replacement, without the draws that have none."""
    n, columns, found = len(matrix), _with_sum(matrix), []
    per_chunk = max(1, _CHUNK // max(n, 1))
    for start in range(0, resamples, per_chunk):
        times = rng.multinomial(n, np.full(n, 1 / n), size=min(per_chunk, resamples - start)) / n
        found.append(_alphas(times @ columns, times @ columns**2))
    alphas = np.concatenate(found)
    return alphas[~np.isnan(alphas)]


def resampled_alpha_changes(
    before: Floats, after: Floats, *, rng: np.random.Generator, resamples: int = RESAMPLES
) -> Floats:
    """Alpha after minus alpha before of the same persons drawn with replacement; draws without an alpha left out."""
    n = len(before)
    times = rng.multinomial(n, np.full(n, 1 / n), size=resamples) / n
    sides = [_with_sum(side) for side in (before, after)]
    first, second = (_alphas(times @ side, times @ side**2) for side in sides)
    return (second - first)[~np.isnan(second - first)]


def bca_limits(drawn: Floats, estimate: float, *, left_out: Floats, tail: float) -> tuple[float, float]:
    """Bias-corrected accelerated limits from bootstrap draws and jackknife values; ties count half."""
    below = ((drawn < estimate).mean() + (drawn <= estimate).mean()) / 2
    bias = ndtri(np.clip(below, 0.5 / len(drawn), 1 - 0.5 / len(drawn)))
    away = left_out.mean() - left_out
    spread = float((away**2).sum())
    acceleration = float((away**3).sum()) / (6 * spread**1.5) if spread > 0 else 0.0
    wanted = bias + ndtri(np.array([tail, 1 - tail]))
    low, high = np.quantile(drawn, ndtr(bias + wanted / (1 - acceleration * wanted)))
    return float(low), float(high)


def item_analysis(scores: ArrayLike, *, pairwise: bool = False, confidence: float = 0.95) -> Items:
    """What each item does to the scale.

    An item is `reversed` when the first principal component of the correlations gives it the sign of the minority (on
    a tie, another than the first item's) and, turned round, it belongs to a scale: its correlation with the rest lies
    beyond chance (low end of Fisher's interval above 0) and so does that scale's alpha (low end of Feldt's above 0.3).
    Such an item was not keyed: the study should declare its direction.
    Returns: arrays of one value an item; NaN where an item or the rest does not vary.
    R: `psych::alpha` (`alpha.drop`, `r.drop`; R01, pairwise).
    """
    matrix = score_matrix(scores)
    covariances, n = covariance(matrix, pairwise=pairwise), _smallest_base(matrix, pairwise=pairwise)
    rest = _item_rest(covariances)
    low, high = _fisher(rest, n, confidence=confidence)
    return Items(rest, low, high, _alphas_if_dropped(covariances), _reversed(covariances, n, confidence=confidence))


def _feldt(alpha: float, n: int, size: int, *, confidence: float) -> tuple[float, float]:
    tail = (1 - require_share(confidence, name="confidence")) / 2
    if math.isnan(alpha):
        return math.nan, math.nan
    low, high = (1 - (1 - alpha) * float(fdtri(n - 1, (n - 1) * (size - 1), p)) for p in (1 - tail, tail))
    return low, high


def _covariance(x: Floats, y: Floats) -> float:
    both = ~(np.isnan(x) | np.isnan(y))
    n = int(both.sum())
    if n < 2:
        return math.nan
    return float((x[both] - x[both].mean()) @ (y[both] - y[both].mean()) / (n - 1))


def _with_sum(matrix: Floats) -> Floats:
    """Centred items, and their sum as the last column."""
    centred = matrix - matrix.mean(axis=0)
    return np.column_stack([centred, centred.sum(axis=1)])


def _alphas_left_out(matrix: Floats) -> Floats:
    """Alpha without each person in turn, where it exists."""
    n, columns = len(matrix), _with_sum(matrix)
    alphas = _alphas(-columns / (n - 1), ((columns**2).sum(axis=0) - columns**2) / (n - 1))
    return alphas[~np.isnan(alphas)]


def _alphas(means: Floats, squares: Floats) -> Floats:
    """Alpha from the means of items and sum and of their squares, one set a row; NaN where the sum does not vary."""
    variances, size = squares - means**2, means.shape[1] - 1
    total = variances[:, -1]
    varies = total > 1e-12
    share = variances[:, :-1].sum(axis=1) / np.where(varies, total, 1.0)
    return np.where(varies & (size > 1), size / max(size - 1, 1) * (1 - share), np.nan)


def _alphas_if_dropped(covariances: Floats) -> Floats:
    size = len(covariances)
    kept = (np.arange(size) != place for place in range(size))
    return np.array([alpha_of(covariances[np.ix_(others, others)]) for others in kept])


def _item_rest(covariances: Floats) -> Floats:
    own = np.diag(covariances)
    shared = covariances.sum(axis=1) - own
    rest = covariances.sum() - 2 * covariances.sum(axis=1) + own
    scale = np.sqrt(np.where(own * rest > 1e-12, own * rest, np.nan))
    return np.asarray(shared / scale)


def _fisher(correlations: Floats, n: int, *, confidence: float) -> tuple[Floats, Floats]:
    """Fisher's interval of correlations on n persons; NaN below 4."""
    z = float(ndtri((1 + require_share(confidence, name="confidence")) / 2))
    half = z / math.sqrt(n - 3) if n > 3 else math.nan
    middle = np.arctanh(np.clip(correlations, -1 + 1e-12, 1 - 1e-12))
    return np.tanh(middle - half), np.tanh(middle + half)


def _reversed(covariances: Floats, n: int, *, confidence: float) -> NDArray[np.bool_]:
    signs = _signs(covariances)
    keyed = covariances * np.outer(signs, signs)
    low, _ = _fisher(_item_rest(keyed), n, confidence=confidence)
    coherent = _feldt(alpha_of(keyed), n, len(keyed), confidence=confidence)[0] > _COHERENT
    return np.asarray((signs < 0) & (np.nan_to_num(low, nan=-1.0) > 0) & coherent)


def _signs(covariances: Floats) -> Floats:
    """Sign of each item on the first principal component of the correlations, +1 for the majority."""
    varying = np.diag(covariances) > 1e-12
    if varying.sum() < 2 or np.isnan(covariances).any():
        return np.ones(len(covariances))
    scale = np.sqrt(np.where(varying, np.diag(covariances), 1.0))
    first = np.linalg.eigh(covariances / np.outer(scale, scale))[1][:, -1]
    signs = np.where(varying & (np.abs(first) > 1e-9), np.sign(first), 0.0)
    leading = np.sign(signs.sum()) or signs[varying][0] or 1.0
    return np.where(signs == 0, 1.0, signs * leading)


def _smallest_base(matrix: Floats, *, pairwise: bool) -> int:
    """Persons behind the thinnest covariance."""
    known = (~np.isnan(matrix)).astype(np.int64)
    return int((known.T @ known).min(initial=len(matrix))) if pairwise else len(complete_cases(matrix))
