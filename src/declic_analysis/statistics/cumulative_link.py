"""Cumulative-link model (proportional odds): ordered answers on predictors, answers independent."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, chdtri

from declic_analysis.statistics.interval import Estimate, Floats, require_share
from declic_analysis.statistics.ordinal_data import Answers, OrdinalFit, answers, degenerate, refused
from declic_analysis.statistics.ordinal_links import require_link
from declic_analysis.vocabulary import FitOutcome

_STEPS = 100
_SMALL = 1e-10


def cumulative_link(
    levels: ArrayLike, predictors: ArrayLike | None = None, *, weights: ArrayLike | None = None, link: str = "logit"
) -> OrdinalFit:
    """Maximum likelihood by Newton's method on the exact Hessian; the log-likelihood is concave for both links.

    Parameters: whole `levels` (any numbers, their order counts), `predictors` n × P without a constant, frequency
    `weights`; `link` logit or probit.
    Returns: OrdinalFit, method `clm_logit` or `clm_probit`. Degenerate answers give a named outcome without numbers.
    Raises: ContractError when lengths differ, values are missing, or the link is unknown.
    References: McCullagh 1980 (doi:10.1111/j.2517-6161.1980.tb01109.x). Checked against R's ordinal and MASS (R05).
    """
    data, method = answers(levels, predictors, weights=weights), f"clm_{require_link(link)}"
    outcome = degenerate(data)
    return refused(data, outcome, method=method) if outcome else _fit(data, link=link, method=method)


def likelihood_ratio_p(larger: OrdinalFit, smaller: OrdinalFit, *, df: int = 1) -> float:
    """p of twice the difference of two log-likelihoods on a chi-squared with `df` degrees of freedom.

    NaN when one of the two is not fitted. R05: `wine_LR_contact`.
    """
    if not (larger.fitted and smaller.fitted):
        return float("nan")
    return float(chdtrc(df, max(0.0, 2 * (larger.log_likelihood - smaller.log_likelihood))))


def profile_interval(
    levels: ArrayLike, predictors: ArrayLike, *, place: int = 0, confidence: float = 0.95, link: str = "logit"
) -> Estimate:
    """A coefficient of the cumulative-link model with its profile-likelihood interval.

    Returns: Estimate, method `clm_<link>_profile`; NaN limits when the model is not fitted.
    Raises: ContractError, as `cumulative_link`. Checked against R's `confint.clm` (R05: `profile_ci`).
    """
    data = answers(levels, predictors)
    fit = cumulative_link(levels, predictors, link=link)
    spread = fit.coefficient(place, confidence=confidence)
    if not fit.fitted:
        return spread._replace(method=f"{fit.method}_profile")
    lowest = fit.log_likelihood - float(chdtri(1, 1 - require_share(confidence, name="confidence"))) / 2

    def excess(value: float) -> float:
        """Profile log-likelihood above the lowest one that the interval holds."""
        held = _fit(data, link=link, method=fit.method, offset=(place, value))
        return held.log_likelihood - lowest

    low = _crossing(excess, inside=spread.estimate, step=spread.low - spread.estimate)
    high = _crossing(excess, inside=spread.estimate, step=spread.high - spread.estimate)
    return Estimate(spread.estimate, low, high, confidence, fit.n, f"{fit.method}_profile")


def _crossing(excess: Callable[[float], float], *, inside: float, step: float) -> float:
    outside = inside + step
    while excess(outside) > 0:
        inside, outside = outside, outside + step
    for _ in range(50):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if excess(middle) > 0 else (inside, middle)
    return (inside + outside) / 2


def _fit(data: Answers, *, link: str, method: str, offset: tuple[int, float] | None = None) -> OrdinalFit:
    """Newton from the observed shares; `offset` holds one coefficient at a value."""
    held = np.zeros(len(data.place))
    if offset is not None:
        held = data.predictors[:, offset[0]] * offset[1]
        data = Answers(data.place, data.used, np.delete(data.predictors, offset[0], axis=1), data.weights)
    point = np.concatenate([data.start(link=link), np.zeros(data.predictors.shape[1])])
    value, gradient, information = _derivatives(data, point, held=held, link=link)
    steps, promised = 0, np.inf
    while promised > _SMALL and steps < _STEPS:
        step = np.asarray(np.linalg.solve(information, gradient))
        promised, steps = float(gradient @ step), steps + 1
        point, value = _climb(data, point, value, step=step, held=held, link=link)
        _, gradient, information = _derivatives(data, point, held=held, link=link)
    return _result(data, point, value, (gradient, information), method=method, steps=steps)


def _result(
    data: Answers, point: Floats, value: float, ends: tuple[Floats, Floats], *, method: str, steps: int
) -> OrdinalFit:
    gradient, information = ends
    scale = np.sqrt(np.diag(information))
    return OrdinalFit(
        outcome=FitOutcome.FITTED if steps < _STEPS else FitOutcome.NOT_CONVERGED,
        method=method,
        n=round(float(data.weights.sum())),
        levels=tuple(data.used.tolist()),
        thresholds=point[: data.n_thresholds],
        coefficients=point[data.n_thresholds :],
        sds=np.zeros(0),
        covariance=np.asarray(np.linalg.inv(information)),
        log_likelihood=value,
        gradient=float(np.abs(gradient).max()),
        condition=float(np.linalg.cond(information / np.outer(scale, scale))),
        iterations=steps,
    )


def _climb(
    data: Answers, point: Floats, value: float, *, step: Floats, held: Floats, link: str
) -> tuple[Floats, float]:
    """The Newton step, halved until thresholds stay in order and the log-likelihood does not fall."""
    for halvings in range(60):
        there = point + step / 2**halvings
        if (np.diff(there[: data.n_thresholds]) > 0).all():
            found = _log_likelihood(data, there, held=held, link=link)
            if found >= value:
                return there, found
    return point, value


def _predicted(data: Answers, point: Floats, held: Floats) -> Floats:
    return np.asarray(data.predictors @ point[data.n_thresholds :] + held)


def _log_likelihood(data: Answers, point: Floats, *, held: Floats, link: str) -> float:
    found = data.terms(point[: data.n_thresholds], _predicted(data, point, held), link=link)
    return float(data.weights @ found.log_p)


def _derivatives(data: Answers, point: Floats, *, held: Floats, link: str) -> tuple[float, Floats, Floats]:
    """Log-likelihood, gradient and observed information at (thresholds, coefficients)."""
    t = data.terms(point[: data.n_thresholds], _predicted(data, point, held), link=link)
    upper, lower = data.slopes()
    w = data.weights
    gradient = upper.T @ (w * t.d_a) + lower.T @ (w * t.d_b)
    cross = upper.T @ ((w * t.d_ab)[:, None] * lower)
    bend = upper.T @ ((w * t.d_aa)[:, None] * upper) + lower.T @ ((w * t.d_bb)[:, None] * lower)
    return float(w @ t.log_p), gradient, -(bend + cross + cross.T)
