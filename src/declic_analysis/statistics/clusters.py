"""People who came together are alike: intervals and an exact test that count actions, not only persons."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.fft import irfft, next_fast_len
from scipy.special import stdtrit

from declic_analysis.errors import ContractError, message
from declic_analysis.statistics.interval import Estimate, Floats, Ints, require_share

# With 5 clusters that moved the smallest two-sided sign-flip p is 2/32 = 0.0625.
LEAST_MOVED_CLUSTERS = 6


class Clusters(NamedTuple):
    """Sum of the values and number of values of each cluster, in order of appearance."""

    totals: Floats
    sizes: Ints

    @property
    def mean(self) -> float:
        return float(self.totals.sum() / self.sizes.sum()) if len(self.sizes) else math.nan


def gathered(values: ArrayLike, clusters: ArrayLike) -> Clusters:
    """Totals and sizes per cluster; NaN values are left out.

    Parameters: values, numbers; clusters, a label for each of them.
    Raises: ContractError, when both are not of one length.
    """
    numbers, codes = _labelled(values, clusters)
    _, place = np.unique(codes, return_inverse=True)
    totals = np.bincount(place, weights=numbers).astype(np.float64)
    return Clusters(totals, np.bincount(place).astype(np.int64))


def are_clustered(clusters: Clusters) -> bool:
    """Two clusters or more, and two persons in one of them: less can tell nothing about likeness within clusters."""
    return len(clusters.sizes) >= 2 and int(clusters.sizes.max()) >= 2


def icc1(values: ArrayLike, clusters: ArrayLike) -> float:
    """ICC(1), one-way random effects, unequal sizes through n0; NaN where nothing varies or nothing is clustered.

    References: Shrout & Fleiss 1979 (doi:10.1037/0033-2909.86.2.420); n0 as in Snedecor & Cochran. `wine`, rating by
    judge: 0.118514. May be negative: members of one cluster then differ more than members of different ones.
    """
    numbers, codes = _labelled(values, clusters)
    groups = gathered(numbers, codes)
    if not are_clustered(groups):
        return math.nan
    # Squares about the mean: those about zero would lose digits where the mean is large.
    centred = groups.totals - groups.sizes * groups.mean
    return float(_likeness(centred, groups.sizes, ((numbers - groups.mean) ** 2).sum()))


def _likeness(centred: Floats, sizes: Ints, squares: ArrayLike) -> Floats:
    """ICC(1) of clusters (last axis) from totals and sum of squares about the mean; NaN where there is none."""
    n, g = int(sizes.sum()), len(sizes)
    if n <= g:
        return np.full(np.shape(squares), math.nan)
    between = (centred**2 / sizes).sum(axis=-1)
    within = np.maximum(0.0, np.asarray(squares) - between)
    n0 = (n - float((sizes**2).sum()) / n) / (g - 1)
    ms_between, ms_within = between / (g - 1), within / (n - g)
    spread = ms_between + (n0 - 1) * ms_within
    return np.asarray(np.where(spread > 1e-12, (ms_between - ms_within) / np.maximum(spread, 1e-12), math.nan))


class Limits(NamedTuple):
    """Lower and upper limits, arrays of one shape."""

    low: Floats
    high: Floats


def cr2_interval(values: ArrayLike, clusters: ArrayLike, *, confidence: float = 0.95) -> Estimate:
    """A mean with the bias-reduced cluster-robust interval, t with Satterthwaite's degrees of freedom.

    For a mean alone, CR2 divides each cluster's squared residual total by 1 − its share of the persons. The degrees of
    freedom are those of that variance when persons have the intraclass correlation found (0 where negative): G − 1 for
    G clusters of one size, fewer where a few large clusters hold most persons. t with G − 1 would cover 89 % there.
    Limits are NaN below 2 clusters or where every cluster has the same mean.
    References: Bell & McCaffrey 2002; Imbens & Kolesár 2016 (doi:10.1162/REST_a_00552); Pustejovsky & Tipton 2018
    (doi:10.1080/07350015.2016.1247004). Coverage in docs/calibration.md.
    """
    groups = gathered(values, clusters)
    numbers, _ = _labelled(values, clusters)
    limits = cr2_limits(groups.totals, groups.sizes, float((numbers**2).sum()), confidence=confidence)
    return Estimate(groups.mean, float(limits.low), float(limits.high), confidence, len(numbers), "cr2_t")


def cr2_limits(totals: ArrayLike, sizes: Ints, squares: ArrayLike, *, confidence: float = 0.95) -> Limits:
    """`cr2_interval` of many samples at once.

    Parameters: totals, … × clusters; sizes, one a cluster; squares, the sum of squared values of each sample.
    """
    tail = (1 + require_share(confidence, name="confidence")) / 2
    sums, n = np.asarray(totals, dtype=np.float64), int(sizes.sum())
    if len(sizes) < 2:
        nothing = np.full(sums.shape[:-1], math.nan)
        return Limits(nothing, nothing)
    mean = sums.sum(axis=-1) / n
    centred = sums - sizes * mean[..., None]
    error = np.sqrt((centred**2 / (1 - sizes / n)).sum(axis=-1)) / n
    likeness = np.nan_to_num(_likeness(centred, sizes, np.asarray(squares) - n * mean**2))
    half = stdtrit(satterthwaite_df(sizes, icc=np.clip(likeness, 0, 1)), tail) * error
    half = np.where(error > 1e-12, half, math.nan)
    return Limits(mean - half, mean + half)


def satterthwaite_df(sizes: Ints, *, icc: ArrayLike = 0.0) -> Floats:
    """Degrees of freedom of the CR2 variance of a mean where persons of one cluster have the correlation `icc`.

    2 E(V)² / Var(V) for normal values: V is a quadratic form in the residual totals r = T − (n_g / n) ΣT.
    """
    rho = np.asarray(icc, dtype=np.float64)[..., None]
    share = sizes / sizes.sum()
    spread = sizes * (1 + (sizes - 1) * rho)  # variance of a cluster's total
    whole = spread.sum(axis=-1)
    weight = 1 / (1 - share)
    own = spread - 2 * share * spread + share**2 * whole[..., None]  # variance of a residual total
    a, b = (weight * spread**2).sum(axis=-1), (weight * spread * share).sum(axis=-1)
    c = (weight * share**2).sum(axis=-1)
    # weight² is needed where a cluster meets itself, weight × weight elsewhere: the sum over all pairs factors.
    pairs = 2 * a * c + 2 * b**2 - 4 * whole * b * c + whole**2 * c**2
    itself = (weight**2 * spread * (2 * own - spread)).sum(axis=-1)
    return np.asarray((weight * own).sum(axis=-1) ** 2 / (pairs + itself))


class SignFlip(NamedTuple):
    """Exact two-sided p, and how many clusters moved: below LEAST_MOVED_CLUSTERS none can be significant."""

    p: float
    n_moved: int


def sign_flip(totals: ArrayLike) -> SignFlip:
    """Whole clusters change sign together: exact two-sided test that the sum of whole-number cluster totals is 0.

    All 2^clusters sign patterns are enumerated by convolution of the (whole) totals. Clusters of one person each: the
    exact sign test. p is 1 where no cluster moved.
    Raises: ContractError, when a total is not whole.
    References: Canay, Romano & Shaikh 2017 (doi:10.3982/ECTA13081), randomisation by changes of sign of clusters.
    """
    sums = _whole(totals)
    moved = np.abs(sums[sums != 0])
    if not len(moved):
        return SignFlip(1.0, 0)
    step = int(np.gcd.reduce(moved))
    parts, all_of_them = moved // step, int(moved.sum()) // step
    mass = np.ones(1)
    for part in parts:
        mass = 0.5 * (np.pad(mass, (0, part)) + np.pad(mass, (part, 0)))
    # mass[k] is P(sum of the parts that stay positive = k): the total is 2k − all_of_them.
    reached = np.abs(2 * np.arange(all_of_them + 1) - all_of_them)
    beyond = reached >= abs(int(sums.sum())) // step
    return SignFlip(min(1.0, float(mass[beyond].sum())), len(moved))


def sign_flip_p_values(totals: Ints) -> Floats:
    """`sign_flip` of many samples at once (samples × clusters, whole totals); 1 where fewer than six clusters moved.

    The distribution of each sample's sum is made from its characteristic function, a product of cosines, which needs
    only how many clusters have each total: good to 1e-12, absolutely.
    """
    moves = np.abs(totals)
    whole = moves.sum(axis=1)
    length = next_fast_len(int(whole.max(initial=0)) + 1, real=True)
    angles = np.pi * np.arange(length // 2 + 1) / length
    turned = np.exp(-1j * np.outer(whole, angles))  # from sums −whole … whole to 0 … whole: those that stay positive
    mass = irfft(_cosines(moves, angles) * turned, n=length)
    positive = np.arange(length)
    reached = np.abs(2 * positive - whole[:, None])
    beyond = (reached >= np.abs(totals.sum(axis=1))[:, None]) & (positive <= whole[:, None])
    few = (totals != 0).sum(axis=1) < LEAST_MOVED_CLUSTERS
    return np.asarray(np.where(few, 1.0, np.clip((mass * beyond).sum(axis=1), 0.0, 1.0)))


def _cosines(moves: Ints, angles: Floats) -> Floats:
    """Product of cos(move × angle) over the clusters of each sample, samples × angles, through logarithms and signs."""
    sizes = np.unique(moves[moves > 0])
    counted = [(moves == size).sum(axis=1) for size in sizes]
    counts = np.array(counted, dtype=np.float64).reshape(len(sizes), len(moves)).T
    cosines = np.cos(np.outer(sizes, angles))  # never exactly 0: π is not a floating-point number
    negative = counts @ (cosines < 0).astype(np.float64)
    return np.asarray(np.exp(counts @ np.log(np.abs(cosines))) * np.where(negative % 2 == 1, -1.0, 1.0))


def design_inflation(*, mean_size: float, icc: float) -> float:
    """√(1 + (mean cluster size − 1) × ICC): how much wider an interval gets; 1 where the ICC is negative or unknown."""
    return math.sqrt(1 + (mean_size - 1) * icc) if icc > 0 and mean_size > 1 else 1.0


def _labelled(values: ArrayLike, clusters: ArrayLike) -> tuple[Floats, NDArray[np.generic]]:
    numbers, codes = np.asarray(values, dtype=np.float64), np.asarray(clusters)
    if numbers.shape != codes.shape or numbers.ndim != 1:
        raise ContractError(
            message(fr="Chaque valeur doit avoir sa grappe.", en="Each value must have its cluster."),
            where="clusters",
            found=f"{numbers.shape}, {codes.shape}",
            allowed=message(fr="deux listes de même longueur", en="two lists of one length"),
            action=message(fr="donner une grappe par valeur", en="hand in one cluster a value"),
        )
    known = ~np.isnan(numbers)
    return numbers[known], codes[known]


def _whole(totals: ArrayLike) -> Ints:
    numbers = np.asarray(totals, dtype=np.float64)
    if not (np.isfinite(numbers).all() and (numbers == np.round(numbers)).all()):
        raise ContractError(
            message(fr="Les totaux des grappes doivent être entiers.", en="Totals of clusters must be whole."),
            where="totals",
            allowed=message(fr="des nombres entiers", en="whole numbers"),
            action=message(fr="additionner des hausses et des baisses", en="add up rises and falls"),
        )
    return np.round(numbers).astype(np.int64)
