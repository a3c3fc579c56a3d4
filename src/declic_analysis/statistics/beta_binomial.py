"""Rates of small groups drawn towards what the groups have in common: a beta-binomial model, by quadrature.

Each group's rate comes from a Beta with mean μ and intra-group correlation ρ = 1/(α + β + 1). The interval of a rate
must allow for not knowing μ and ρ: with few groups, putting their most likely values in their place gives intervals
far too short (3 of 12 among five groups: [0.481, 0.566], which does not even hold 0.25, in place of [0.144, 0.593]).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, betaln, expit, gammaln, logit

from declic_analysis.errors import ContractError, message
from declic_analysis.statistics.interval import Floats, Ints, counts, require_share, require_within

NODES = 40  # a side: halving them moves no digit that is ever printed
_DEPTH = 30.0  # of the log posterior kept around its peak
_HALVINGS = 24
_EDGE = 1e-9  # μ and ρ of the fit stay this far from 0 and 1


class PooledRates(NamedTuple):
    """Posterior of each group's rate (mean and equal-tailed interval), in the order given; posterior means of μ and ρ.

    raw: successes / n, NaN where n is 0.
    """

    raw: Floats
    mean: Floats
    low: Floats
    high: Floats
    n: Ints
    mu: float
    rho: float
    confidence: float
    method: str


class Posterior(NamedTuple):
    """Nodes (μ, ρ) of the quadrature with their weights, which sum to 1, and each group's counts; height: the log
    posterior at each node, the highest 0.
    """

    successes: Ints
    n: Ints
    mu: Floats
    rho: Floats
    weight: Floats
    height: Floats

    @property
    def shapes(self) -> tuple[Floats, Floats]:
        total = 1 / self.rho - 1
        return self.mu * total, (1 - self.mu) * total

    def mean(self) -> Floats:
        """Posterior mean of each group's rate."""
        a, b = self.shapes
        conditional = (self.successes[:, None] + a) / (self.n[:, None] + a + b)
        return np.asarray(conditional @ self.weight)

    def below(self, rates: Floats) -> Floats:
        """Posterior probability that each group's rate lies under its entry of `rates`."""
        a, b = self.shapes
        first, second = self.successes[:, None] + a, (self.n - self.successes)[:, None] + b
        return np.asarray(betainc(first, second, np.asarray(rates, dtype=np.float64)[:, None]) @ self.weight)

    def quantile(self, share: float) -> Floats:
        """The rate under which each group's lies with probability `share`."""
        # Groups with the same counts have the same rate: looked for once.
        alike, place = np.unique(np.column_stack([self.successes, self.n]), axis=0, return_inverse=True)
        own = self._replace(successes=alike[:, 0], n=alike[:, 1])
        low, high = np.zeros(len(alike)), np.ones(len(alike))
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            under = own.below(middle) < share
            low, high = np.where(under, middle, low), np.where(under, high, middle)
        return np.asarray((low + high) / 2)[place.ravel()]


def pooled_rates(successes: ArrayLike, n: ArrayLike, *, confidence: float = 0.95) -> PooledRates:
    """Posterior mean and interval of each group's rate, with μ and ρ uniform on (0, 1).

    Parameters: one count and one base a group; a group without anybody (n = 0) gets what the others say of a new one.
    Returns: `PooledRates`. Nothing is drawn at random: the same counts give the same digits. One group alone, all
    failures and all successes have an interval too. An interval covers 95 % of rates drawn as the model says, not of
    one group far from the others (docs/calibration.md).
    Raises: ContractError, for no group, or counts that are none.
    References: Gelman et al., Bayesian Data Analysis, 3rd ed., 5.3; prior and goldens in docs/methods.md.
    """
    require_share(confidence, name="confidence")
    found = posterior(successes, n)
    tail = (1 - confidence) / 2
    return PooledRates(
        raw=np.where(found.n > 0, found.successes / np.maximum(found.n, 1), np.nan),
        mean=found.mean(),
        low=found.quantile(tail),
        high=found.quantile(1 - tail),
        n=found.n,
        mu=float(found.mu @ found.weight),
        rho=float(found.rho @ found.weight),
        confidence=confidence,
        method="beta_binomial_hierarchical",
    )


def posterior(successes: ArrayLike, n: ArrayLike) -> Posterior:
    """The posterior of (μ, ρ) on Gauss–Legendre nodes of the box that holds it, found by three closer looks.

    Raises: ContractError, see `pooled_rates`.
    """
    part, whole = _checked(successes, n)
    box = np.array([[0.0, 1.0], [0.0, 1.0]])
    for _ in range(3):
        mu, rho, _, height = _grid(part, whole, box=box)
        box = _closer(box, (mu, rho), height > height.max() - _DEPTH)
    mu, rho, weight, height = _grid(part, whole, box=box)
    height = height - height.max()
    mass = weight * np.exp(height)
    kept = mass > 1e-11 * mass.max()
    return Posterior(part, whole, mu[kept], rho[kept], mass[kept] / mass[kept].sum(), height[kept])


class BetaBinomialFit(NamedTuple):
    """Maximum of the likelihood; `boundary`: no spread between groups is found (ρ = 0, α and β without bound)."""

    alpha: float
    beta: float
    mu: float
    rho: float
    log_likelihood: float
    boundary: bool


def log_likelihood(successes: ArrayLike, n: ArrayLike, *, mu: float, rho: float) -> float:
    """Log-likelihood of the beta-binomial, binomial coefficients included. Checked against R's VGAM in tests/parity."""
    part, whole = _checked(successes, n)
    return _at(part, whole, mu=mu, rho=rho) + _coefficients(part, whole)


def fit_beta_binomial(successes: ArrayLike, n: ArrayLike) -> BetaBinomialFit:
    """α and β that make the counts most likely. To describe spread only, never in place of a posterior.

    Raises: ContractError, for no group, or counts that are none.
    References: Crowder 1978 (doi:10.2307/2346223). Checked against R's VGAM in tests/parity.
    """
    from scipy.optimize import minimize

    part, whole = _checked(successes, n)
    constant = _coefficients(part, whole)
    pooled = part.sum() / max(whole.sum(), 1)
    if pooled in (0.0, 1.0):
        return BetaBinomialFit(np.inf, np.inf, float(pooled), 0.0, 0.0, True)

    def cost(point: Floats) -> float:
        mu, rho = np.clip(expit(point), _EDGE, 1 - _EDGE)
        return -_at(part, whole, mu=mu, rho=rho)

    starts = [np.array([logit(pooled), logit(spread)]) for spread in (0.01, 0.1, 0.5)]
    options = {"xatol": 1e-9, "fatol": 1e-12, "maxiter": 4000, "maxfev": 4000}
    found = [minimize(cost, start, method="Nelder-Mead", options=options) for start in starts]
    best = min(found, key=lambda result: float(result.fun))
    mu, rho = (float(x) for x in np.clip(expit(best.x), _EDGE, 1 - _EDGE))
    flat = float((part * np.log(pooled) + (whole - part) * np.log1p(-pooled)).sum())
    if rho < 1e-6 or -best.fun <= flat + 1e-9:
        return BetaBinomialFit(np.inf, np.inf, float(pooled), 0.0, flat + constant, True)
    total = 1 / rho - 1
    return BetaBinomialFit(mu * total, (1 - mu) * total, mu, rho, constant - float(best.fun), False)


def _checked(successes: ArrayLike, n: ArrayLike) -> tuple[Ints, Ints]:
    part, whole = (np.atleast_1d(array).ravel() for array in counts(successes=successes, n=n))
    require_within(part, whole, names=("successes", "n"))
    if not len(part):
        raise ContractError(
            message(fr="Aucun groupe.", en="No group."),
            where="successes, n",
            allowed=message(fr="au moins un groupe", en="at least one group"),
            action=message(fr="vérifier les tableaux donnés à la méthode", en="check the arrays handed in"),
        )
    return part, whole


def _grid(part: Ints, whole: Ints, *, box: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """μ, ρ, weight and log posterior at each node of a box, flattened."""
    node, weight = np.polynomial.legendre.leggauss(NODES)
    sides = [(low + (high - low) * (node + 1) / 2, (high - low) * weight / 2) for low, high in box]
    mu, rho = (side.ravel() for side in np.meshgrid(sides[0][0], sides[1][0], indexing="ij"))
    return mu, rho, np.outer(sides[0][1], sides[1][1]).ravel(), _height(part, whole, mu, rho)


def _height(part: Ints, whole: Ints, mu: Floats, rho: Floats) -> Floats:
    total = 1 / rho - 1
    a, b = mu * total, (1 - mu) * total
    alike, times = np.unique(np.column_stack([part, whole]), axis=0, return_counts=True)
    height = -len(part) * betaln(a, b)
    for (x, n), repeated in zip(alike, times, strict=True):
        height += repeated * betaln(x + a, n - x + b)
    return np.asarray(height)


def _at(part: Ints, whole: Ints, *, mu: float, rho: float) -> float:
    """The log posterior at one point."""
    a, b = mu * (1 / rho - 1), (1 - mu) * (1 / rho - 1)
    return float(betaln(part + a, whole - part + b).sum() - len(part) * betaln(a, b))


def _closer(box: Floats, nodes: tuple[Floats, Floats], inside: np.ndarray) -> Floats:
    """The box one node wider than what lies inside, never beyond the old one."""
    found = []
    for (low, high), at in zip(box, nodes, strict=True):
        marks = np.concatenate([[low], np.unique(at), [high]])
        kept = np.flatnonzero(np.isin(marks, at[inside]))
        found.append([marks[max(kept[0] - 1, 0)], marks[min(kept[-1] + 1, len(marks) - 1)]])
    return np.array(found)


def _coefficients(part: Ints, whole: Ints) -> float:
    return float((gammaln(whole + 1) - gammaln(part + 1) - gammaln(whole - part + 1)).sum())
