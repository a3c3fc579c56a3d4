"""Proportional hazards (Cox): hazard ratios, errors that count actions, and a check of the proportionality.

Where several outcomes end the wait, the others are taken as the end of the follow-up: the ratio is that of the speed at
which those still waiting have the outcome (cause-specific hazard), not of the shares who have it in the end.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc, ndtr, ndtri, stdtr, stdtrit

from declic_analysis.errors import ContractError, message
from declic_analysis.statistics.interval import Floats, Ints, require_share
from declic_analysis.statistics.survival import followed, kaplan_meier
from declic_analysis.vocabulary import FitOutcome

TIES = ("efron", "breslow")
# A log hazard ratio of ten per standard deviation is one that runs away.
_RUNAWAY = 10.0
_NOTHING = 1e-6
Bools = NDArray[np.bool_]


class Cox(NamedTuple):
    """One entry a covariate; arrays of NaN where `outcome` (vocabulary.FitOutcome) says that there is no fit.

    log_hazard, se, low, high: on the log scale (exponentiate for ratios); p: two-sided. loglik: without and with the
    covariates. zph_statistic, zph_p: test that each ratio stays the same over time; zph_global: of all together
    (statistic, degrees of freedom, p). n_clusters is 0 where errors take persons as independent.
    """

    log_hazard: Floats
    se: Floats
    low: Floats
    high: Floats
    p: Floats
    confidence: float
    n: int
    n_events: int
    n_clusters: int
    loglik: tuple[float, float]
    zph_statistic: Floats
    zph_p: Floats
    zph_global: tuple[float, int, float]
    outcome: str
    method: str


class _Data(NamedTuple):
    time: Floats
    event: Bools
    x: Floats
    strata: Ints
    ties: str


def cox(
    time: ArrayLike,
    event: ArrayLike,
    covariates: ArrayLike,
    *,
    ties: str = "efron",
    strata: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Cox:
    """Cox's model of people followed for `time` (`event`: had the outcome then), `covariates` persons × columns.

    ties: `efron` or `breslow`. strata: each has its own baseline. clusters: an action a person; errors are then those
    of the sandwich, scaled by G / (G − 1), with t on G − 1 degrees of freedom for G clusters.
    Outcomes: `too_few` (nobody, no event, or fewer than two clusters), `collinear` (a covariate does not vary, or
    follows from others), `separated` (a ratio without bound), `not_converged`.
    References: Cox 1972; Efron 1977; Lin & Wei 1989; Grambsch & Therneau 1994, the score test of R's `cox.zph` with
    transform = "km". statsmodels' PHReg fits; checked against R's `coxph` and `cox.zph` in tests/parity.
    """
    data = _checked(time, event, covariates, ties, strata)
    labels = None if clusters is None else np.unique(np.asarray(clusters).astype(str), return_inverse=True)[1]
    fault = _fault(data, labels)
    if fault:
        return _unfitted(fault, data, confidence)
    found = _fit(data)
    if isinstance(found, FitOutcome):
        return _unfitted(found, data, confidence)
    return _finished(data, found, labels, confidence=confidence)


def _checked(time: ArrayLike, event: ArrayLike, covariates: ArrayLike, ties: str, strata: ArrayLike | None) -> _Data:
    waited, happened = followed(time, np.asarray(event, dtype=bool))
    x = np.asarray(covariates, dtype=np.float64)
    x = x[:, None] if x.ndim == 1 else x
    if ties not in TIES or len(x) != len(waited) or not np.isfinite(x).all():
        raise ContractError(
            message(fr="Ces variables ne conviennent pas au modèle.", en="These covariates do not suit the model."),
            where="covariates, ties",
            allowed=message(
                fr=f"un nombre connu par personne et colonne ; {', '.join(TIES)}",
                en=f"a known number per person and column; {', '.join(TIES)}",
            ),
            action=message(fr="écarter les personnes sans valeur", en="leave out people without a value"),
        )
    groups = np.zeros(len(x), dtype=np.int64)
    if strata is not None:
        groups = np.unique(np.asarray(strata).astype(str), return_inverse=True)[1].astype(np.int64)
    return _Data(waited, happened.astype(bool), x, groups, ties)


def _fault(data: _Data, labels: Ints | None) -> FitOutcome | None:
    """Why no ratio can be estimated, before any fit."""
    if not data.event.any() or (labels is not None and labels.max(initial=0) < 1):
        return FitOutcome.TOO_FEW
    centred = np.vstack([rows - rows.mean(axis=0) for rows in _by_stratum(data)])
    if np.linalg.matrix_rank(centred) < data.x.shape[1]:
        return FitOutcome.COLLINEAR
    for column in data.x.T:
        levels = np.unique(column)
        if len(levels) == 2 and len(np.unique(column[data.event])) < 2:
            return FitOutcome.SEPARATED
    return None


def _by_stratum(data: _Data) -> Iterator[Floats]:
    return (data.x[data.strata == own] for own in np.unique(data.strata))


class _Fit(NamedTuple):
    beta: Floats
    loglik: tuple[float, float]


def _fit(data: _Data) -> _Fit | FitOutcome:
    from statsmodels.duration.hazard_regression import PHReg

    # Centred columns of one spread: the same likelihood, better conditioned.
    middle, spread = data.x.mean(axis=0), data.x.std(axis=0)
    model = PHReg(data.time, (data.x - middle) / spread, status=data.event.astype(float), strata=data.strata,
                  ties=data.ties)  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            scaled = np.asarray(model.fit().params)
        except (Warning, np.linalg.LinAlgError, FloatingPointError):
            return FitOutcome.NOT_CONVERGED
    if not np.isfinite(scaled).all():
        return FitOutcome.NOT_CONVERGED
    if (np.abs(scaled) > _RUNAWAY).any():
        return FitOutcome.SEPARATED
    logliks = float(model.loglike(np.zeros_like(scaled))), float(model.loglike(scaled))
    return _Fit(scaled / spread, logliks)


class _Moment(NamedTuple):
    """What happens at one time: residuals of Schoenfeld summed over those who have the event, and their information."""

    time: float
    stratum: int
    residual: Floats
    information: Floats


def _moments(data: _Data, beta: Floats) -> tuple[list[_Moment], Floats]:
    """The moments in order of strata and time, and the score residual of each person."""
    risk = np.exp((data.x - data.x.mean(axis=0)) @ beta)
    scores, found = np.zeros_like(data.x), []
    for stratum in np.unique(data.strata[data.event]):
        own = data.strata == stratum
        for when in np.unique(data.time[own & data.event]):
            at_risk = own & (data.time >= when)
            died = own & data.event & (data.time == when)
            found.append(_moment(data, risk, (at_risk, died), scores)._replace(time=float(when), stratum=int(stratum)))
    return found, scores


def _moment(data: _Data, risk: Floats, who: tuple[Bools, Bools], scores: Floats) -> _Moment:
    """One time; adds to the score residuals of those at risk."""
    at_risk, died = who
    x, w, d = data.x[at_risk], risk[at_risk], int(died.sum())
    tied = died[at_risk]
    # Efron takes the people who tie out of the risk set one d-th at a time; Breslow leaves them all in.
    shares = np.arange(d) / d if data.ties == "efron" else np.zeros(d)
    weights = w[None, :] * (1 - shares[:, None] * tied[None, :])
    hazard = 1 / weights.sum(axis=1)
    means = (weights @ x) * hazard[:, None]
    second = np.einsum("ki,ip,iq->kpq", weights * hazard[:, None], x, x, optimize=True)
    information = (second - means[:, :, None] * means[:, None, :]).sum(axis=0)
    part = weights * hazard[:, None]
    scores[at_risk] -= part.sum(axis=0)[:, None] * x - part.T @ means
    scores[died] += data.x[died] - means.mean(axis=0)
    return _Moment(0.0, 0, data.x[died].sum(axis=0) - means.sum(axis=0), information)


def _finished(data: _Data, fit: _Fit, labels: Ints | None, *, confidence: float) -> Cox:
    moments, scores = _moments(data, fit.beta)
    inverse = np.linalg.inv(np.sum([m.information for m in moments], axis=0))
    n_clusters = 0 if labels is None else int(labels.max()) + 1
    covariance = inverse if labels is None else _sandwich(inverse, scores, labels)
    se = np.sqrt(np.maximum(np.diag(covariance), 0))
    if not (np.isfinite(se).all() and (se > _NOTHING * np.sqrt(np.diag(inverse))).all()):
        return _unfitted(FitOutcome.TOO_FEW, data, confidence)  # the actions cancel out: no error to speak of
    tail = (1 + require_share(confidence, name="confidence")) / 2
    half = se * (float(stdtrit(n_clusters - 1, tail)) if n_clusters else float(ndtri(tail)))
    z = -np.abs(fit.beta / se)
    p = 2 * (stdtr(n_clusters - 1, z) if n_clusters else ndtr(z))
    statistic, own_p, overall = _proportionality(data, moments, inverse)
    method = f"cox_{data.ties}" + ("_robust_t" if n_clusters else "")
    return Cox(
        fit.beta, se, fit.beta - half, fit.beta + half, np.asarray(p), confidence, len(data.time),
        int(data.event.sum()), n_clusters, fit.loglik, statistic, own_p, overall, FitOutcome.FITTED.value, method,
    )  # fmt: skip


def _sandwich(inverse: Floats, scores: Floats, labels: Ints) -> Floats:
    """Lin & Wei's covariance over clusters; scaled for their number."""
    totals = np.zeros((int(labels.max()) + 1, scores.shape[1]))
    np.add.at(totals, labels, scores)
    g = len(totals)
    return np.asarray(inverse @ (totals.T @ totals) @ inverse * (g / (g - 1)))


def _proportionality(data: _Data, moments: list[_Moment], inverse: Floats) -> tuple[Floats, Floats, tuple]:
    """Score tests that a covariate times a function of time (one minus Kaplan–Meier just before) adds nothing."""
    curve = kaplan_meier(data.time, data.event)
    before = np.r_[1.0, curve.survival[:-1]]
    warped = 1 - before[np.searchsorted(curve.times, [m.time for m in moments])]
    # Centred on the events, as R does: the information of both parts is then less alike.
    counts = np.array([(data.event & (data.time == m.time) & (data.strata == m.stratum)).sum() for m in moments])
    warped = warped - np.average(warped, weights=counts)
    information = np.stack([m.information for m in moments])
    score = np.einsum("j,jp->p", warped, np.stack([m.residual for m in moments]))
    cross = np.einsum("j,jpq->pq", warped, information)
    inside = np.einsum("j,jpq->pq", warped**2, information) - cross @ inverse @ cross
    k, scale = len(score), _NOTHING * np.einsum("j,jpp->p", warped**2, information)
    # One time, or nobody left to compare at the later ones: nothing can be said to change.
    if len(moments) < 2 or np.linalg.matrix_rank(inside, hermitian=True) < k or (np.diag(inside) <= scale).any():
        return np.full(k, math.nan), np.full(k, math.nan), (math.nan, k, math.nan)
    single = score**2 / np.diag(inside)
    together = float(score @ np.linalg.solve(inside, score))
    return single, chdtrc(1, single), (together, k, float(chdtrc(k, together)))


def _unfitted(outcome: FitOutcome, data: _Data, confidence: float) -> Cox:
    nan = np.full(data.x.shape[1], math.nan)
    nothing = (math.nan, len(nan), math.nan)
    n_events = int(data.event.sum())
    return Cox(
        nan, nan, nan, nan, nan, confidence, len(data.time), n_events, 0, (math.nan, math.nan), nan, nan, nothing,
        outcome.value, f"cox_{data.ties}",
    )  # fmt: skip
