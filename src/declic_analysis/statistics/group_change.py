"""Change of people who took part against change of people who did not: difference in differences, ANCOVA."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtr, stdtrit

from declic_analysis.errors import ContractError, message
from declic_analysis.statistics.clusters import gathered, icc1, satterthwaite_df
from declic_analysis.statistics.interval import Floats, require_share


class GroupChange(NamedTuple):
    """Extra change of the treated, its robust (HC2) standard error, t interval and p; NaN where it cannot be had."""

    estimate: float
    error: float
    low: float
    high: float
    p: float
    df: int
    n_treated: int
    n_control: int
    method: str


def difference_in_differences(
    before: ArrayLike, after: ArrayLike, treated: ArrayLike, *, confidence: float = 0.95
) -> GroupChange:
    """Mean change of the treated less mean change of the others, on people measured twice; NaN pairs left out.

    Parameters: one value a person; treated, 1 or 0. HC2 makes the interval that of unequal spreads.
    References: MacKinnon & White 1985 (doi:10.1016/0304-4076(85)90158-7). Checked against R's sandwich in tests/parity.
    """
    first, last, group = _complete(before, after, treated)
    return _regressed(last - first, group, np.ones((len(group), 1)), confidence=confidence, method="did_hc2")


def ancova(before: ArrayLike, after: ArrayLike, treated: ArrayLike, *, confidence: float = 0.95) -> GroupChange:
    """Mean after of the treated less that of the others at equal answers before (linear adjustment), HC2.

    More precise than the difference in differences when groups were formed by lot; biased towards regression to the
    mean when they were not.
    References: Vickers & Altman 2001 (doi:10.1136/bmj.323.7321.1123). Checked against R in tests/parity.
    """
    first, last, group = _complete(before, after, treated)
    adjusted = np.column_stack([np.ones(len(group)), first])
    return _regressed(last, group, adjusted, confidence=confidence, method="ancova_hc2")


def clustered_difference(
    own: ArrayLike, others: ArrayLike, *, clusters: ArrayLike, other_clusters: ArrayLike, confidence: float = 0.95
) -> GroupChange:
    """Mean change of the treated less that of the others, people of one cluster alike: CR2 error of each mean.

    Parameters: own, others, changes without gaps; clusters, a label for each (someone who came alone: one of their
    own). Degrees of freedom: Satterthwaite's of both variances together. Clusters of one person each: Welch's t.
    References: Bell & McCaffrey 2002; see `clusters.cr2_interval`. Coverage: benchmarks/calibration/treated.py.
    """
    sides = [_mean_error(values, labels) for values, labels in ((own, clusters), (others, other_clusters))]
    (first, e, d), (second, f, g) = sides
    value, error = first - second, math.hypot(e, f)
    n, m = len(np.asarray(own)), len(np.asarray(others))
    if not (math.isfinite(error) and error > 1e-12):
        return GroupChange(value, error, math.nan, math.nan, math.nan, 0, n, m, "did_cr2")
    df = (e**2 + f**2) ** 2 / (e**4 / d + f**4 / g)
    tail = (1 + require_share(confidence, name="confidence")) / 2
    half, p = float(stdtrit(df, tail)) * error, 2 * float(stdtr(df, -abs(value) / error))
    return GroupChange(value, error, value - half, value + half, p, round(df), n, m, "did_cr2")


def detectable(found: GroupChange, *, alpha: float, power: float) -> float:
    """The smallest difference that a two-sided test at `alpha` shows with that power, at this error; NaN without."""
    require_share(alpha, name="alpha")
    require_share(power, name="power")
    if not found.error > 0 or found.df < 1:
        return math.nan
    return (float(stdtrit(found.df, 1 - alpha / 2)) + float(stdtrit(found.df, power))) * found.error


def _mean_error(values: ArrayLike, labels: ArrayLike) -> tuple[float, float, float]:
    """A mean, its CR2 error and degrees of freedom; NaN below two clusters."""
    numbers = np.asarray(values, dtype=np.float64)
    groups = gathered(numbers, labels)
    if len(groups.sizes) < 2:
        return groups.mean, math.nan, math.nan
    n = len(numbers)
    centred = groups.totals - groups.sizes * groups.mean
    error = math.sqrt(float((centred**2 / (1 - groups.sizes / n)).sum())) / n
    likeness = icc1(numbers, labels)
    df = satterthwaite_df(groups.sizes, icc=min(max(likeness, 0.0), 1.0) if math.isfinite(likeness) else 0.0)
    return groups.mean, error, float(df)


def _complete(before: ArrayLike, after: ArrayLike, treated: ArrayLike) -> tuple[Floats, Floats, Floats]:
    columns = [np.asarray(column, dtype=np.float64) for column in (before, after, treated)]
    if len({len(column) for column in columns}) > 1 or not np.isin(columns[2][~np.isnan(columns[2])], (0, 1)).all():
        raise ContractError(
            message(fr="Groupe de comparaison mal décrit.", en="Badly described comparison group."),
            where="treated",
            allowed=message(fr="1 ou 0, une valeur par personne", en="1 or 0, one value a person"),
            action=message(fr="dire de chaque personne si elle a participé", en="say of each person who took part"),
        )
    known = ~np.isnan(np.column_stack(columns)).any(axis=1)
    first, last, group = (column[known] for column in columns)
    return first, last, group


def _regressed(y: Floats, group: Floats, others: Floats, *, confidence: float, method: str) -> GroupChange:
    """Coefficient of `group` beside the columns of `others`, with its HC2 error."""
    n_treated, n_control = int((group == 1).sum()), int((group == 0).sum())
    design = np.column_stack([group, others])
    n, k = design.shape
    tail = (1 + require_share(confidence, name="confidence")) / 2
    if min(n_treated, n_control) < 2 or n <= k or np.linalg.matrix_rank(design) < k:
        value = float(y[group == 1].mean() - y[group == 0].mean()) if min(n_treated, n_control) else math.nan
        empty = (math.nan, math.nan, math.nan, math.nan)
        return GroupChange(value, *empty, max(n - k, 0), n_treated, n_control, method)
    inverse = np.linalg.inv(design.T @ design)
    coefficients = inverse @ design.T @ y
    residuals = y - design @ coefficients
    leverage = np.einsum("ij,jk,ik->i", design, inverse, design)
    # A leverage of 1 fits its point exactly: nothing is known of its spread.
    weight = residuals**2 / np.maximum(1 - leverage, 1e-12)
    error = math.sqrt(float((inverse @ (design.T * weight) @ design @ inverse)[0, 0]))
    value, df = float(coefficients[0]), n - k
    if not error > 1e-12:
        return GroupChange(value, 0.0, math.nan, math.nan, math.nan, df, n_treated, n_control, method)
    half, p = float(stdtrit(df, tail)) * error, 2 * float(stdtr(df, -abs(value) / error))
    return GroupChange(value, error, value - half, value + half, p, df, n_treated, n_control, method)
