"""Agreement of people who code the same units: Krippendorff's alpha at four levels, missing codes allowed."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from declic_analysis.errors import ContractError, message
from declic_analysis.statistics.interval import Estimate, Floats, Ints, require_share

LEVELS = ("nominal", "ordinal", "interval", "ratio")
MOSTLY = 0.9  # share of draws in which alpha must exist for its interval to be given


def krippendorff(codes: ArrayLike, *, level: str = "nominal") -> float:
    """Krippendorff's alpha: 1 full agreement, 0 what chance gives, below 0 less than that.

    Parameters: codes, units × coders, numbers, NaN where a coder did not code; level, one of LEVELS. A unit coded once
    takes no part. NaN where nothing was coded twice, or all codes are the same (chance has nothing to differ about).
    Raises: ContractError, for another level, or codes that are no table of two coders or more.
    References: Krippendorff 2011, Computing Krippendorff's alpha-reliability; its 4 × 12 example gives .743, .815, .849
    and .797. Checked against R `irr` in tests/parity.
    """
    values, counts = _by_unit(codes)
    return _alpha(_coincidences(counts).sum(axis=0), _distance(values, counts, level=_known(level)))


def krippendorff_interval(
    codes: ArrayLike,
    *,
    rng: np.random.Generator,
    level: str = "nominal",
    groups: ArrayLike | None = None,
    confidence: float = 0.95,
    resamples: int = 999,
) -> Estimate:
    """`krippendorff` with a percentile bootstrap of units, or of groups of units (a person's answers stay together).

    Returns: n = units coded twice or more; low and high are NaN where alpha does not exist in one draw out of ten.
    The ranks of the ordinal level are those of the codes as they are, in every draw.
    """
    require_share(confidence, name="confidence")
    values, counts = _by_unit(codes)
    parts, distance = _coincidences(counts), _distance(values, counts, level=_known(level))
    _, own = np.unique(np.arange(len(counts)) if groups is None else np.asarray(groups), return_inverse=True)
    by_group = np.zeros((own.max(initial=-1) + 1, *parts.shape[1:]))
    np.add.at(by_group, own, parts)
    # Only groups with a unit coded twice are drawn: the others say nothing of agreement.
    by_group = by_group[by_group.any(axis=(1, 2))]
    low, high = _limits(by_group, distance, rng=rng, confidence=confidence, resamples=resamples)
    coded_twice = int((counts.sum(axis=1) > 1).sum())
    alpha = _alpha(parts.sum(axis=0), distance)
    return Estimate(alpha, low, high, confidence, coded_twice, f"krippendorff_{level}_bootstrap")


def _known(level: str) -> str:
    if level not in LEVELS:
        raise ContractError(
            message(fr="Niveau de mesure inconnu.", en="Unknown level of measurement."),
            where="level",
            found=repr(level),
            allowed=", ".join(LEVELS),
        )
    return level


def _by_unit(codes: ArrayLike) -> tuple[Floats, Ints]:
    """The distinct codes in order, and how often each was given to each unit."""
    table = np.asarray(codes, dtype=np.float64)
    if table.ndim != 2 or table.shape[1] < 2:
        raise ContractError(
            message(fr="Il faut une table d’unités × codeurs.", en="A table of units × coders is needed."),
            found=f"{table.shape}",
            allowed=message(fr="deux codeurs ou plus", en="two coders or more"),
        )
    values = np.unique(table[~np.isnan(table)])
    return values, (table[:, :, None] == values).sum(axis=1)


def _coincidences(counts: Ints) -> Floats:
    """Units × codes × codes: pairs of codes given to one unit, each unit weighing as many pairs as it has codes."""
    coders = counts.sum(axis=1)
    pairs = counts[:, :, None] * counts[:, None, :] - np.eye(counts.shape[1]) * counts[:, None, :]
    return np.asarray(pairs / np.maximum(coders - 1, 1)[:, None, None])


def _distance(values: Floats, counts: Ints, *, level: str) -> Floats:
    """Squared difference of each two codes."""
    if level == "nominal":
        return np.asarray(1.0 - np.eye(len(values)))
    if level == "ordinal":
        given = counts[counts.sum(axis=1) > 1].sum(axis=0)
        middle = np.cumsum(given) - given / 2
        return np.asarray((middle[:, None] - middle) ** 2)
    apart = values[:, None] - values
    if level == "interval":
        return np.asarray(apart**2)
    total = values[:, None] + values
    return np.asarray(np.divide(apart, total, out=np.zeros_like(apart), where=total != 0) ** 2)


def _alpha(coincidences: Floats, distance: Floats) -> float:
    margins = coincidences.sum(axis=0)
    n = margins.sum()
    expected = float(margins @ distance @ margins)
    if n < 2 or expected == 0:
        return math.nan
    return 1 - float((coincidences * distance).sum()) * float(n - 1) / expected


def _limits(
    by_group: Floats, distance: Floats, *, rng: np.random.Generator, confidence: float, resamples: int
) -> tuple[float, float]:
    n = len(by_group)
    if n < 2:
        return math.nan, math.nan
    weights = rng.multinomial(n, np.full(n, 1 / n), size=resamples)
    drawn = np.tensordot(weights, by_group, axes=1)
    alphas = np.array([_alpha(one, distance) for one in drawn])
    alphas = alphas[~np.isnan(alphas)]
    if len(alphas) < MOSTLY * resamples:
        return math.nan, math.nan
    low, high = np.quantile(alphas, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)
