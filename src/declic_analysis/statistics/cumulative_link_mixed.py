"""Cumulative-link mixed model: ordered answers on predictors, with random intercepts of persons, actions, items.

The marginal log-likelihood is the Laplace approximation for any number of crossed or nested intercepts, or adaptive
Gauss–Hermite quadrature for one. Both come with the exact gradient *of the approximation*, the movement of the
conditional modes included; standard errors come from its Hessian in (thresholds, coefficients, standard deviations).
Standard deviations are signed while fitting: the likelihood is even in each of them, so a variance of zero is an
ordinary stationary point and not an edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import logsumexp

from declic_analysis.errors import ContractError, message
from declic_analysis.statistics.cumulative_link import cumulative_link
from declic_analysis.statistics.interval import Floats
from declic_analysis.statistics.ordinal_data import Answers, OrdinalFit, answers, degenerate, refused
from declic_analysis.statistics.ordinal_links import Terms, require_link
from declic_analysis.statistics.quasi_newton import Maximum, bfgs, hessian
from declic_analysis.statistics.random_effects import Curvature, Effects, curvature, effects
from declic_analysis.vocabulary import FitOutcome

# Standard deviations on the latent scale, where the logistic error has 1.8: below the first a variance is zero; above
# the second (intraclass correlation 0.97) answers of a group hardly differ, and no approximation can be trusted.
_ZERO, _UNBOUNDED = 1e-3, 10.0
_STARTS = (1.0, 0.3, 2.0, 3.0)
_MODE_STEPS = 100


def cumulative_link_mixed(
    levels: ArrayLike,
    predictors: ArrayLike | None = None,
    *,
    groups: Sequence[ArrayLike],
    nodes: int = 1,
    link: str = "logit",
) -> OrdinalFit:
    """Maximum likelihood of the model with one random intercept for each array of labels in `groups`.

    Parameters: whole `levels`, `predictors` n × P without a constant; `nodes` 1 is Laplace, more is adaptive
    quadrature and takes one effect; `link` logit or probit.
    Returns: OrdinalFit, sds and modes in the order of `groups`, method such as `clmm_logit_laplace`. Outcome
    `boundary` when a variance is estimated as zero. Degenerate answers give a named outcome without numbers.
    Raises: ContractError when lengths differ, values are missing, no effect is given, or nodes do not fit.
    References: Pinheiro & Bates 1995 (doi:10.1080/10618600.1995.10474663); Tutz & Hennevogl 1996
    (doi:10.1016/0167-9473(96)00004-7). Checked against R's ordinal::clmm in tests/parity (R05).
    """
    _require(levels, groups, nodes=nodes)
    data, design = answers(levels, predictors), effects(groups)
    method = f"clmm_{require_link(link)}_" + ("laplace" if nodes == 1 else f"agq{nodes}")
    outcome = degenerate(data) or _degenerate_groups(design)
    if outcome:
        return refused(data, outcome, method=method, groups=_groups(design))
    from threadpoolctl import threadpool_limits  # here: only a fit needs it

    model = _Model(data, design, link, nodes)
    # Matrices of a few hundred rows: threads would wait for each other longer than they compute.
    with threadpool_limits(limits=1, user_api="blas"):
        fits: list[OrdinalFit] = []
        for sd in _STARTS:
            fits.append(_fit(model, sd=sd, method=method))
            if fits[-1].fitted:
                return fits[-1]
        # From one start the climb may run off along a variance that from another has its maximum (R stops there too).
        ran_off = [fit for fit in fits if fit.outcome == FitOutcome.UNBOUNDED]
        return ran_off[0] if ran_off else fits[0]


class _State(NamedTuple):
    """The conditional modes at a point, and what was computed there."""

    modes: Floats
    terms: Terms
    curvature: Curvature


@dataclass
class _Model:
    """The approximate log-likelihood of (thresholds, coefficients, sds); keeps the last modes as the next start."""

    data: Answers
    design: Effects
    link: str
    nodes: int
    modes: Floats | None = None

    def split(self, point: Floats) -> tuple[Floats, Floats, Floats]:
        first, last = self.data.n_thresholds, len(self.design.sizes)
        return point[:first], point[first:-last], point[-last:]

    def predicted(self, point: Floats, modes: Floats) -> Floats:
        _, coefficients, sds = self.split(point)
        return np.asarray(self.data.predictors @ coefficients + self.design.spread(modes) @ sds)

    def terms(self, point: Floats, predicted: Floats) -> Terms:
        return self.data.terms(self.split(point)[0], predicted, link=self.link)

    def __call__(self, point: Floats) -> tuple[float, Floats]:
        """Log-likelihood and gradient; −∞ where thresholds are out of order or nothing can be computed."""
        nowhere = -np.inf, np.zeros(len(point))
        thresholds, _, sds = self.split(point)
        if not np.isfinite(point).all() or (np.diff(thresholds) <= 0).any() or np.abs(sds).max() > 2 * _UNBOUNDED:
            return nowhere
        state = _modes(self, point)
        if state is None:
            return nowhere
        self.modes = state.modes
        return _laplace(self, point, state) if self.nodes == 1 else _quadrature(self, point, state)


def _modes(model: _Model, point: Floats) -> _State | None:
    """Newton on the joint log-likelihood of answers and effects, which is strictly concave in the effects."""
    design, sds = model.design, model.split(point)[2]
    modes = np.zeros(design.total) if model.modes is None else model.modes
    t = model.terms(point, model.predicted(point, modes))
    height = float(t.log_p.sum() - modes @ modes / 2)
    if not np.isfinite(height):
        modes = np.zeros(design.total)
        t = model.terms(point, model.predicted(point, modes))
        height = float(t.log_p.sum())
    for _ in range(_MODE_STEPS):
        bend = curvature(design, t.weight, sds)
        slope = design.gather(t.score[:, None] * sds) - modes
        step = bend.solve(slope)
        if float(slope @ step) < 1e-18 * (1 + abs(height)):
            return _State(modes, t, bend)
        modes, t, gained = _mode_step(model, point, modes, step=step, height=height)
        if gained <= height:
            return _State(modes, t, curvature(design, t.weight, sds)) if slope @ step < 1e-8 else None
        height = gained
    return None


def _mode_step(
    model: _Model, point: Floats, modes: Floats, *, step: Floats, height: float
) -> tuple[Floats, Terms, float]:
    for halvings in range(30):
        there = modes + step / 2**halvings
        t = model.terms(point, model.predicted(point, there))
        gained = float(t.log_p.sum() - there @ there / 2)
        if gained > height:
            return there, t, gained
    return modes, model.terms(point, model.predicted(point, modes)), height


def _laplace(model: _Model, point: Floats, state: _State) -> tuple[float, Floats]:
    """log p(y, û) − ½ log det H and its gradient.

    With ψ the parameters: d/dψ = ∂g/∂ψ − ½ (∂ log det H/∂ψ + (H⁻¹ ∂ log det H/∂u)' ∂²g/∂u∂ψ).
    """
    t, bend, design = state.terms, state.curvature, model.design
    sds, drawn = model.split(point)[2], design.spread(state.modes)
    upper, lower = model.data.slopes(drawn)
    value = float(t.log_p.sum() - state.modes @ state.modes / 2 - bend.log_det / 2)
    reach = bend.blocks() @ sds
    leverage = reach @ sds
    moving = bend.solve(design.gather((-(t.weight_a + t.weight_b) * leverage)[:, None] * sds))
    pull = design.spread(moving)
    shift = pull @ sds
    of_a = t.d_a - (leverage * t.weight_a + shift * t.score_a) / 2
    of_b = t.d_b - (leverage * t.weight_b + shift * t.score_b) / 2
    gradient = upper.T @ of_a + lower.T @ of_b
    gradient[-len(sds) :] -= t.weight @ reach + t.score @ pull / 2
    return value, gradient


def _quadrature(model: _Model, point: Floats, state: _State) -> tuple[float, Floats]:
    """Sum over groups of log ∫ p(y | u) φ(u) du on nodes centred at û with spread H^(−½), and its gradient.

    The nodes move with the parameters: du = dû + √2 z d(H^(−½)).
    """
    nodes, log_weights = _rule(model.nodes)
    group, sd, width = model.design.columns[:, 0], model.split(point)[2][0], state.curvature.diagonal**-0.5
    places = state.modes + np.sqrt(2) * nodes[:, None] * width
    fixed = model.data.predictors @ model.split(point)[1]
    t = model.terms(point, fixed + sd * places[:, group])
    by_group = np.array([np.bincount(group, weights=row, minlength=len(width)) for row in t.log_p])
    heights = log_weights[:, None] + by_group - places**2 / 2
    totals = logsumexp(heights, axis=0)
    value = float((totals + np.log(width)).sum())
    return value, _quadrature_gradient(model, point, state, t=t, places=places, shares=np.exp(heights - totals))


def _quadrature_gradient(
    model: _Model, point: Floats, state: _State, *, t: Terms, places: Floats, shares: Floats
) -> Floats:
    group, sd, h = model.design.columns[:, 0], model.split(point)[2][0], state.curvature.diagonal
    at, own, n_groups = state.terms, shares[:, group], len(h)
    slope = sd * np.array([np.bincount(group, weights=row, minlength=n_groups) for row in t.score]) - places
    centred = (shares * slope).sum(axis=0)
    stretched = -(1 + (shares * slope * (places - state.modes)).sum(axis=0)) / 2
    third = np.bincount(group, weights=-(at.weight_a + at.weight_b), minlength=n_groups)
    of_mode = ((centred + stretched * sd**3 * third / h) / h)[group]
    of_width = (stretched / h)[group]
    upper, lower = model.data.slopes(state.modes[group][:, None])
    of_a = (own * t.d_a).sum(axis=0) + sd * of_mode * at.score_a + sd**2 * of_width * at.weight_a
    of_b = (own * t.d_b).sum(axis=0) + sd * of_mode * at.score_b + sd**2 * of_width * at.weight_b
    gradient = upper.T @ of_a + lower.T @ of_b
    away = places[:, group] - state.modes[group]
    gradient[-1] += of_mode @ at.score + 2 * sd * of_width @ at.weight + (own * t.score * away).sum()
    return np.asarray(gradient)


def _rule(nodes: int) -> tuple[Floats, Floats]:
    """Gauss–Hermite nodes z and log(weight) + z² − ½ log π, so that one node gives Laplace."""
    z, weights = np.polynomial.hermite.hermgauss(nodes)
    return z, np.log(weights) + z**2 - np.log(np.pi) / 2


def _fit(model: _Model, *, sd: float, method: str) -> OrdinalFit:
    model.modes = None
    climbed = _climb(model, sd=sd)
    point, sds = climbed.point.copy(), model.split(climbed.point)[2]
    if np.abs(sds).max() > _UNBOUNDED:
        return refused(model.data, FitOutcome.UNBOUNDED, method=method, groups=_groups(model.design))
    point[-len(sds) :] = np.where(np.abs(sds) < _ZERO, 0.0, np.abs(sds))
    free = np.append(np.ones(len(point) - len(sds), dtype=bool), point[-len(sds) :] > 0)
    point, information = _polished(model, point, free)
    held = information[np.ix_(free, free)]
    if not climbed.reached or (np.linalg.eigvalsh(held) <= 0).any() or (np.diag(information) < -1e-3)[~free].any():
        return _given_up(model, method=method)
    covariance = np.zeros_like(information)
    covariance[np.ix_(free, free)] = np.linalg.inv(held)
    fit = _result(model, point, method=method, iterations=climbed.iterations)
    scale = np.sqrt(np.diag(held))
    return replace(
        fit,
        outcome=FitOutcome.FITTED if free.all() else FitOutcome.BOUNDARY,
        covariance=_reordered(covariance, model.design),
        condition=float(np.linalg.cond(held / np.outer(scale, scale))),
    )


def _climb(model: _Model, *, sd: float) -> Maximum:
    """BFGS on (first threshold, log gaps, coefficients, sds): the thresholds cannot cross."""
    data = model.data
    fixed = cumulative_link(data.place, data.predictors if data.predictors.shape[1] else None, link=model.link)
    n_thresholds, sizes = data.n_thresholds, model.design.sizes
    start = np.concatenate([fixed.thresholds, fixed.coefficients, np.full(len(sizes), sd)])
    start[1:n_thresholds] = np.log(np.diff(fixed.thresholds))
    chain = np.eye(len(start))
    chain[:n_thresholds, :n_thresholds] = _opening(start[:n_thresholds])
    inverse = np.diag(1 / np.concatenate([np.ones(len(start) - len(sizes)), sizes]))
    inverse[: -len(sizes), : -len(sizes)] = fixed.covariance
    back = np.linalg.inv(chain)

    def opened(point: Floats) -> Floats:
        gaps = np.exp(np.minimum(point[1:n_thresholds], 50.0))
        thresholds = point[0] + np.concatenate([[0.0], np.cumsum(gaps)])
        return np.concatenate([thresholds, point[n_thresholds:]])

    def function(point: Floats) -> tuple[float, Floats]:
        value, gradient = model(opened(point))
        gradient[:n_thresholds] = _opening(np.minimum(point[:n_thresholds], 50.0)).T @ gradient[:n_thresholds]
        return value, gradient

    found = bfgs(function, start, inverse=back @ inverse @ back.T)
    return found._replace(point=opened(found.point))


def _opening(point: Floats) -> Floats:
    """Derivative of the thresholds in (first, log gaps)."""
    steps = np.concatenate([[1.0], np.exp(point[1:])])
    return np.asarray(np.tril(np.ones((len(point), len(point)))) * steps)


def _polished(model: _Model, point: Floats, free: np.ndarray) -> tuple[Floats, Floats]:
    """Newton steps in the free parameters, and the observed information at the end."""
    for _ in range(3):
        information = -hessian(model, point)
        value, gradient = model(point)
        step = np.zeros(len(point))
        step[free] = np.linalg.lstsq(information[np.ix_(free, free)], gradient[free], rcond=None)[0]
        if not model(point + step)[0] > value:
            break
        point = point + step
        if abs(float(step @ gradient)) < 1e-6:
            information = -hessian(model, point)
            break
    return point, information


def _result(model: _Model, point: Floats, *, method: str, iterations: int) -> OrdinalFit:
    thresholds, coefficients, sds = model.split(point)
    value, gradient = model(point)
    modes = np.zeros(model.design.total) if model.modes is None else model.modes
    drawn = [sd * part for sd, part in zip(sds, model.design.by_effect(modes), strict=True)]
    return OrdinalFit(
        outcome=FitOutcome.FITTED,
        method=method,
        n=len(model.data.place),
        levels=tuple(model.data.used.tolist()),
        thresholds=thresholds,
        coefficients=coefficients,
        sds=np.array(model.design.in_callers_order(sds)),
        covariance=np.zeros((len(point), len(point))),
        log_likelihood=value,
        groups=_groups(model.design),
        modes=tuple(model.design.in_callers_order(drawn)),
        gradient=float(np.abs(gradient).max()),
        iterations=iterations,
    )


def _reordered(covariance: Floats, design: Effects) -> Floats:
    """Rows and columns of the sds in the caller's order."""
    fixed = len(covariance) - len(design.sizes)
    order = [*range(fixed), *(fixed + design.order.index(place) for place in range(len(design.sizes)))]
    return covariance[np.ix_(order, order)]


def _given_up(model: _Model, *, method: str) -> OrdinalFit:
    return refused(model.data, FitOutcome.NOT_CONVERGED, method=method, groups=_groups(model.design))


def _groups(design: Effects) -> tuple[int, ...]:
    return tuple(design.sizes[design.order.index(place)] for place in range(len(design.sizes)))


def _degenerate_groups(design: Effects) -> FitOutcome | None:
    if min(design.sizes) < 2:
        return FitOutcome.ONE_GROUP
    return FitOutcome.NO_REPETITION if max(design.sizes) >= len(design.columns) else None


def _require(levels: ArrayLike, groups: Sequence[ArrayLike], *, nodes: int) -> None:
    lengths = {np.asarray(labels).shape for labels in groups}
    if lengths == {np.asarray(levels).shape} and nodes >= 1 and (nodes == 1 or len(groups) == 1):
        return
    raise ContractError(
        message(fr="Les effets aléatoires demandés ne conviennent pas.", en="These random effects cannot be fitted."),
        where="groups, nodes",
        found=f"{len(groups)} × {sorted(lengths)}, nodes={nodes}",
        allowed=message(
            fr="au moins un regroupement, de la longueur des réponses ; nodes > 1 pour un seul effet",
            en="at least one grouping of the length of the answers; nodes > 1 for a single effect",
        ),
        action=message(fr="corriger groups, ou prendre nodes=1 (Laplace)", en="correct groups, or take nodes=1"),
    )
