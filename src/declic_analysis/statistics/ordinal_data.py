"""Ordered answers and their predictors as checked arrays; what a fitted ordinal model looks like."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from declic_analysis.errors import ContractError, Message, message
from declic_analysis.statistics.interval import Estimate, Floats, Ints, require_share
from declic_analysis.statistics.ordinal_links import Terms, quantile, terms
from declic_analysis.vocabulary import FitOutcome

_FITTED = (FitOutcome.FITTED, FitOutcome.BOUNDARY)


@dataclass(frozen=True)
class Answers:
    """`place` of each answer among the levels that were used (0 … J − 1), predictors (n × P), weights (n)."""

    place: Ints
    used: Ints
    predictors: Floats
    weights: Floats

    @property
    def n_thresholds(self) -> int:
        return len(self.used) - 1

    def limits(self, thresholds: Floats, predicted: Floats) -> tuple[Floats, Floats]:
        """Upper and lower limit of each answer's level, minus the linear predictor."""
        edges = np.concatenate([[-np.inf], thresholds, [np.inf]])
        return edges[self.place + 1] - predicted, edges[self.place] - predicted

    def terms(self, thresholds: Floats, predicted: Floats, *, link: str) -> Terms:
        return terms(*self.limits(thresholds, predicted), link=link)

    def slopes(self, effects: Floats | None = None) -> tuple[Floats, Floats]:
        """Derivatives of both limits in (thresholds, coefficients, one per column of `effects`): two n × p arrays."""
        edges = np.eye(self.n_thresholds + 2)[:, 1:-1]
        columns = [self.predictors] if effects is None else [self.predictors, effects]
        rest = -np.hstack(columns)
        return np.hstack([edges[self.place + 1], rest]), np.hstack([edges[self.place], rest])

    def start(self, *, link: str) -> Floats:
        """Thresholds of the shares observed."""
        shares = np.bincount(self.place, weights=self.weights, minlength=len(self.used))
        return quantile(np.cumsum(shares)[:-1] / shares.sum(), link=link)


@dataclass(frozen=True)
class OrdinalFit:
    """A cumulative-link model, fitted or refused: read `outcome` first.

    P(answer ≤ level j) = F(threshold_j − linear predictor): a positive coefficient moves answers upwards.
    levels: those used, in order (a level nobody used has no threshold); thresholds (J − 1), coefficients (P), sds (one
    a random effect, on the latent scale), covariance of (thresholds, coefficients, sds); log_likelihood; n answers;
    groups of each random effect; modes: conditional modes of each random effect, one a group.
    Diagnostics: gradient (largest absolute derivative at the end), condition (of the scaled information matrix),
    iterations. When the outcome is neither `fitted` nor `boundary` all numbers are NaN.
    """

    outcome: FitOutcome
    method: str
    n: int
    levels: tuple[int, ...]
    thresholds: Floats
    coefficients: Floats
    sds: Floats
    covariance: Floats
    log_likelihood: float = float("nan")
    groups: tuple[int, ...] = ()
    modes: tuple[Floats, ...] = field(default=(), repr=False)
    gradient: float = float("nan")
    condition: float = float("nan")
    iterations: int = 0

    @property
    def fitted(self) -> bool:
        return self.outcome in _FITTED

    @property
    def standard_errors(self) -> Floats:
        """Of (thresholds, coefficients, sds); NaN for an sd at its boundary."""
        variances = np.diag(self.covariance)
        return np.sqrt(np.where(variances > 0, variances, np.nan))

    def coefficient(self, place: int = 0, *, confidence: float = 0.95) -> Estimate:
        """A coefficient with its Wald interval (log odds for the logit link); NaN when the model is not fitted."""
        z = float(ndtri((1 + require_share(confidence, name="confidence")) / 2))
        value = float(self.coefficients[place])
        half = z * float(self.standard_errors[len(self.thresholds) + place])
        return Estimate(value, value - half, value + half, confidence, self.n, f"{self.method}_wald")


def answers(levels: ArrayLike, predictors: ArrayLike | None = None, *, weights: ArrayLike | None = None) -> Answers:
    """Checked arrays. ContractError when lengths differ, a value is missing or a weight is negative."""
    level = np.asarray(levels, dtype=np.float64).ravel()
    matrix = np.zeros((len(level), 0)) if predictors is None else np.asarray(predictors, dtype=np.float64)
    matrix = matrix[:, None] if matrix.ndim == 1 else matrix
    weight = np.ones(len(level)) if weights is None else np.asarray(weights, dtype=np.float64).ravel()
    if not len(level) == len(matrix) == len(weight):
        raise _refused(message(fr="Les longueurs diffèrent.", en="Lengths differ."))
    if not (np.isfinite(level).all() and np.isfinite(matrix).all() and np.isfinite(weight).all()):
        raise _refused(message(fr="Des valeurs manquent.", en="Values are missing."))
    if (weight < 0).any() or (level != np.floor(level)).any():
        raise _refused(message(fr="Niveau non entier ou poids négatif.", en="A level not whole or a negative weight."))
    kept = weight > 0
    used, place = np.unique(level[kept].astype(np.int64), return_inverse=True)
    return Answers(place.astype(np.int64), used, matrix[kept], weight[kept])


def refused(data: Answers, outcome: FitOutcome, *, method: str, groups: tuple[int, ...] = ()) -> OrdinalFit:
    """A model without numbers, and why."""
    n_thresholds, n_predictors = max(data.n_thresholds, 0), data.predictors.shape[1]
    size = n_thresholds + n_predictors + len(groups)
    return OrdinalFit(
        outcome=outcome,
        method=method,
        n=len(data.place),
        levels=tuple(data.used.tolist()),
        thresholds=np.full(n_thresholds, np.nan),
        coefficients=np.full(n_predictors, np.nan),
        sds=np.full(len(groups), np.nan),
        covariance=np.full((size, size), np.nan),
        groups=groups,
    )


def degenerate(data: Answers) -> FitOutcome | None:
    """Why no cumulative-link model has finite estimates on these answers, or None."""
    if len(data.place) == 0:
        return FitOutcome.TOO_FEW
    if len(data.used) < 2:
        return FitOutcome.ONE_LEVEL
    with_constant = np.column_stack([np.ones(len(data.place)), data.predictors])
    if np.linalg.matrix_rank(with_constant) < with_constant.shape[1]:
        return FitOutcome.COLLINEAR
    return FitOutcome.SEPARATED if data.predictors.shape[1] and separated(data) else None


def separated(data: Answers) -> bool:
    """True when some direction of the parameters never lowers the likelihood: estimates run away.

    Decided exactly, by the linear programme of Konis 2007 (doctoral thesis, University of Oxford) written for ordered
    levels: no answer's level may lose probability along the direction, and at least one gains.
    """
    from scipy.optimize import linprog  # here: only a fit needs the solver

    upper, lower = data.slopes()
    gains = np.vstack([upper[data.place < len(data.used) - 1], -lower[data.place > 0]])
    gains = np.unique(gains, axis=0)
    scale = np.abs(gains).max(axis=0)
    gains = gains / np.where(scale > 0, scale, 1.0)
    best = linprog(-gains.sum(axis=0), A_ub=-gains, b_ub=np.zeros(len(gains)), bounds=(-1, 1), method="highs")
    return bool(best.status == 0 and -best.fun > 1e-7)


def _refused(what: Message) -> ContractError:
    return ContractError(
        what,
        where="levels, predictors, weights, groups",
        allowed=message(
            fr="des tableaux de même longueur, sans valeur manquante, niveaux entiers, poids positifs",
            en="arrays of one length without missing values, whole levels, weights not negative",
        ),
        action=message(fr="retirer les réponses incomplètes avant l’appel", en="leave out incomplete answers first"),
    )
