"""A prediction of chances that may be summed: enough data, out-of-fold calibration, and the interval of the sum.

Plain logistic regression, without penalty: where the size rule holds, shrinkage would be slight, and the mean of the
chances is then the share observed. Rows of one group (a person) are never split between folds, and never counted as
independent.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from scipy.special import expit, ndtri

from declic_analysis.statistics.interval import Estimate, Floats, Ints, require_share

SHRINKAGE, OPTIMISM, MARGIN = 0.9, 0.05, 0.05  # of Riley and others 2019
NAGELKERKE = 0.15  # share of the largest R² assumed where nothing is known (Riley and others 2020)
EDGE = 1e-6  # chances are kept that far from 0 and 1 where a logit is taken


class Fit(NamedTuple):
    """coefficients, the first that of the constant; covariance, robust to likeness within groups."""

    coefficients: Floats
    covariance: Floats

    def chances(self, variables: Floats) -> Floats:
        return np.asarray(expit(_with_constant(variables) @ self.coefficients))


class Calibration(NamedTuple):
    """slope: 1 = chances spread as they should, with its interval; ratio: outcomes seen per outcome expected.

    brier: mean squared distance of chance and outcome; brier_mean: the same when all get the mean.
    """

    slope: Estimate
    ratio: float
    brier: float
    brier_mean: float


def needed_size(n_parameters: int, share: float, *, r_squared: float | None = None) -> int:
    """Fewest rows to develop a model of a yes/no outcome: the largest of three criteria.

    Parameters: share with the outcome; r_squared, Cox and Snell's, expected of the model; by default 15 % of the
    largest possible at that share. Criteria: effects shrunk by at most 10 %; apparent and adjusted R² (Nagelkerke) at
    most 0.05 apart; the overall share known to ±0.05.
    References: Riley and others 2019 (doi:10.1002/sim.7992), Riley and others 2020 (doi:10.1136/bmj.m441). Checked
    against their published example and R's `pmsampsize` in tests/unit.
    """
    require_share(share, name="share")
    most = 1 - math.exp(2 * (share * math.log(share) + (1 - share) * math.log(1 - share)))
    r2 = NAGELKERKE * most if r_squared is None else require_share(r_squared, name="r_squared")
    spread = r2 / (r2 + OPTIMISM * most)
    shrunk, apart = (n_parameters / ((s - 1) * math.log(1 - r2 / s)) for s in (SHRINKAGE, spread))
    overall = (1.96 / MARGIN) ** 2 * share * (1 - share)
    return math.ceil(max(shrunk, apart, overall))


def fitted(variables: Floats, outcome: Floats, group: Ints) -> Fit | None:
    """Logistic regression of rows × variables; None where the likelihood has no finite maximum in reach."""
    coefficients = _maximum(variables, outcome)
    if coefficients is None:
        return None
    design = _with_constant(variables)
    chances = expit(design @ coefficients)
    bread = np.linalg.pinv((design.T * (chances * (1 - chances))) @ design)
    _, own = np.unique(group, return_inverse=True)
    scores = np.zeros((own.max() + 1, design.shape[1]))
    np.add.at(scores, own, design * (outcome - chances)[:, None])
    factor = len(scores) / max(len(scores) - 1, 1)
    return Fit(coefficients, factor * bread @ (scores.T @ scores) @ bread)


def _maximum(variables: Floats, outcome: Floats) -> Floats | None:
    from sklearn.linear_model import LogisticRegression

    if len(np.unique(outcome)) < 2 or not _finite(variables, outcome):
        return None
    model = LogisticRegression(C=np.inf, max_iter=500, tol=1e-8).fit(variables, outcome)
    return np.concatenate([model.intercept_, model.coef_[0]])


def _finite(variables: Floats, outcome: Floats) -> bool:
    """Each yes/no variable is seen with both outcomes on both sides, else its effect may have no bound."""
    for column in variables.T:
        if set(np.unique(column)) <= {0.0, 1.0}:
            cells = [len(np.unique(outcome[column == side])) for side in (0.0, 1.0)]
            if min(cells) < 2:
                return False
    return True


def out_of_fold(
    variables: Floats, outcome: Floats, group: Ints, *, folds: int, rng: np.random.Generator
) -> Floats | None:
    """The chance of each row from a model that never saw its group; None where one of the models cannot be fitted."""
    from sklearn.model_selection import GroupKFold

    splits = GroupKFold(n_splits=folds, shuffle=True, random_state=int(rng.integers(2**31))).split(
        variables, outcome, group
    )
    chances = np.full(len(outcome), np.nan)
    for seen, held in splits:
        fit = fitted(variables[seen], outcome[seen], group[seen])
        if fit is None:
            return None
        chances[held] = fit.chances(variables[held])
    return chances


def calibrated(outcome: Floats, chances: Floats, group: Ints, *, confidence: float = 0.95) -> Calibration:
    """How out-of-fold chances agree with what was seen.

    References: Van Calster and others 2019 (doi:10.1186/s12916-019-1466-7).
    """
    scale = np.log(np.clip(chances, EDGE, 1 - EDGE) / (1 - np.clip(chances, EDGE, 1 - EDGE)))
    fit = fitted(scale[:, None], outcome, group)
    slope = _slope(fit, n=len(outcome), confidence=confidence)
    brier, mean = float(((chances - outcome) ** 2).mean()), float(outcome.mean())
    return Calibration(slope, float(outcome.sum() / chances.sum()), brier, mean * (1 - mean))


def _slope(fit: Fit | None, *, n: int, confidence: float) -> Estimate:
    if fit is None:
        return Estimate(math.nan, math.nan, math.nan, confidence, n, "logistic recalibration")
    z = float(ndtri((1 + confidence) / 2))
    slope, error = float(fit.coefficients[1]), math.sqrt(float(fit.covariance[1, 1]))
    return Estimate(slope, slope - z * error, slope + z * error, confidence, n, "logistic recalibration")


def reliability_groups(outcome: Floats, chances: Floats, *, groups: int, least: int) -> Ints:
    """Rows in order of chance, cut in `groups` parts; neighbours merge until each holds `least` of both outcomes.

    Returns: the number of the group of each row, from the lowest chances.
    """
    order = np.argsort(chances, kind="stable")
    part = np.empty(len(order), dtype=np.int64)
    part[order] = np.arange(len(order)) * groups // max(len(order), 1)
    name, own, last = np.empty(groups, dtype=np.int64), 0, groups - 1
    yes, no = np.bincount(part, weights=outcome, minlength=groups), np.bincount(part, 1 - outcome, minlength=groups)
    held = np.zeros(2)
    for k in range(groups):
        name[k] = own
        held += yes[k], no[k]
        if held.min() >= least and k < last and min(yes[k + 1 :].sum(), no[k + 1 :].sum()) >= least:
            own, held = own + 1, np.zeros(2)
    return name[part]


def expected_total(
    fit: Fit, variables: Floats, *, rng: np.random.Generator, confidence: float = 0.95, draws: int = 4000
) -> Estimate:
    """Sum of the chances, with the interval of the number that will be seen: the coefficients are drawn from their
    normal approximation, then each row is drawn by its chance.
    """
    require_share(confidence, name="confidence")
    coefficients = rng.multivariate_normal(fit.coefficients, fit.covariance, size=draws, method="eigh")
    design = _with_constant(variables)
    # Some hundred draws at once: all of them for many rows would fill the memory.
    blocks = (expit(coefficients[k : k + 200] @ design.T) for k in range(0, draws, 200))
    totals = np.concatenate([(rng.random(chances.shape) < chances).sum(axis=1) for chances in blocks])
    tail = (1 - confidence) / 2
    low, high = np.quantile(totals, [tail, 1 - tail], method="inverted_cdf")
    return Estimate(float(fit.chances(variables).sum()), float(low), float(high), confidence, len(design), "drawn")


def _with_constant(variables: Floats) -> Floats:
    return np.column_stack([np.ones(len(variables)), variables])
