"""One common factor of several items, and McDonald's omega total: the share of the sum's variance that it explains."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from declic_analysis.statistics.interval import Estimate, Floats, require_share
from declic_analysis.statistics.reliability import complete_cases, covariance

# Smallest share of an item's variance that stays its own, as in R's factanal.
_OWN = 0.005


class Factor(NamedTuple):
    """Loadings and own variances (uniquenesses), one an item, in its units; `proper` when none is at its edge."""

    loadings: Floats
    uniquenesses: Floats
    proper: bool


def omega_total(scores: ArrayLike, *, confidence: float = 0.95) -> Estimate:
    """Omega total of a one-factor model fitted by maximum likelihood to the covariances of complete cases.

    The interval is normal, by the delta method from the expected information.
    Returns: Estimate, method `omega_ml_covariance`. NaN below 3 items, with no more persons than items, or where an
    item does not vary; NaN limits where an item has no variance of its own (Heywood case).
    References: McDonald 1999, Test Theory (doi:10.4324/9781410601087); Raykov 2002 (doi:10.1207/S15327906MBR3701_04).
    Goldens: bfi A1–A5 0.712 [0.695, 0.729], attitude 0.856 [0.778, 0.934].
    """
    matrix = complete_cases(scores)
    z = float(ndtri((1 + require_share(confidence, name="confidence")) / 2))
    factor = _maximum_likelihood(matrix)
    if factor is None:
        return Estimate(math.nan, math.nan, math.nan, confidence, len(matrix), "omega_ml_covariance")
    omega = omega_of(factor)
    half = z * _omega_error(factor, len(matrix)) if factor.proper else math.nan
    return Estimate(omega, omega - half, omega + half, confidence, len(matrix), "omega_ml_covariance")


def omega_correlation(scores: ArrayLike) -> float:
    """Omega total of a one-factor model fitted by minimum residuals to the correlations of complete cases.

    NaN as for `omega_total`. R: `psych::fa(fm = "minres")` (R01: `omega_total_1factor_minres_corr`).
    """
    correlations = _correlations(complete_cases(scores))
    return omega_of(minimum_residuals(correlations)) if correlations is not None else math.nan


def omega_of(factor: Factor) -> float:
    """(Σ loadings)² over (Σ loadings)² + Σ uniquenesses."""
    common = float(factor.loadings.sum()) ** 2
    return common / (common + float(factor.uniquenesses.sum()))


def minimum_residuals(correlations: Floats) -> Factor:
    """Loadings that reproduce the correlations best (least squares off the diagonal), by coordinate descent."""
    off = correlations - np.diag(np.diag(correlations))
    loadings = np.clip(_first_component(correlations), -1.0, 1.0)
    for _ in range(5000):
        before = loadings.copy()
        for place in range(len(loadings)):
            others = float(loadings @ loadings - loadings[place] ** 2)
            if others > 0:
                loadings[place] = np.clip(off[place] @ loadings / others, -1.0, 1.0)
        if np.abs(loadings - before).max() < 1e-12:
            break
    return Factor(_upright(loadings), 1 - loadings**2, bool((np.abs(loadings) < 1).all()))


def congruence(first: Floats, second: Floats) -> float:
    """Tucker's coefficient between two columns of loadings: 1 when they are proportional.

    0.95 and more is read as the same factor, 0.85 to 0.94 as fair similarity.
    References: Lorenzo-Seva & ten Berge 2006 (doi:10.1027/1614-2241.2.2.57).
    """
    scale = math.sqrt(float(first @ first) * float(second @ second))
    return float(first @ second) / scale if scale > 0 else math.nan


def loadings_of(scores: ArrayLike) -> Floats | None:
    """Standardised loadings by minimum residuals on complete cases; None where no factor can be fitted."""
    correlations = _correlations(complete_cases(scores))
    return minimum_residuals(correlations).loadings if correlations is not None else None


def _correlations(matrix: Floats) -> Floats | None:
    n, size = matrix.shape
    if size < 3 or n <= size:
        return None
    covariances = covariance(matrix)
    scale = np.sqrt(np.diag(covariances))
    return covariances / np.outer(scale, scale) if (scale > 1e-9).all() else None


def _maximum_likelihood(matrix: Floats) -> Factor | None:
    """Minimises the profile discrepancy in the uniquenesses, in correlation metric, then returns to the items' units.

    References: Lawley & Maxwell 1971, chapter 4; R's `factanal`.
    """
    correlations = _correlations(matrix)
    if correlations is None or np.linalg.eigvalsh(correlations)[0] < 1e-10:
        return None
    from scipy.optimize import minimize  # here: only a fit needs the optimiser

    def discrepancy(own: Floats) -> tuple[float, Floats]:
        values, vectors = np.linalg.eigh(correlations / np.sqrt(np.outer(own, own)))
        rest = values[:-1]
        loadings = np.sqrt(own) * vectors[:, -1] * math.sqrt(max(values[-1] - 1, 0.0))
        residual = loadings**2 + own - np.diag(correlations)
        return float((rest - np.log(rest) - 1).sum()), residual / own**2

    start = np.clip(1 / np.diag(np.linalg.inv(correlations)), 2 * _OWN, 1.0)
    options = {"ftol": 1e-15, "gtol": 1e-10, "maxiter": 1000}
    bounds = [(_OWN, 1.0)] * len(start)
    found = minimize(discrepancy, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options)
    values, vectors = np.linalg.eigh(correlations / np.sqrt(np.outer(found.x, found.x)))
    loadings = np.sqrt(found.x) * vectors[:, -1] * math.sqrt(max(values[-1] - 1, 0.0))
    spread = matrix.std(axis=0)
    return Factor(_upright(loadings) * spread, found.x * spread**2, bool((found.x > _OWN * 1.01).all()))


def _omega_error(factor: Factor, n: int) -> float:
    """Standard error of omega: delta method on the expected information of (loadings, uniquenesses)."""
    loadings, own = factor.loadings, factor.uniquenesses
    size, inverse = len(loadings), np.linalg.inv(np.outer(loadings, loadings) + np.diag(own))
    directions = [np.outer(unit, loadings) + np.outer(loadings, unit) for unit in np.eye(size)]
    directions += [np.diag(unit) for unit in np.eye(size)]
    turned = np.array([inverse @ direction for direction in directions])
    information = n / 2 * np.einsum("aij,bji->ab", turned, turned)
    common, total = float(loadings.sum()), float(loadings.sum()) ** 2 + float(own.sum())
    slope = np.repeat([2 * common * float(own.sum()), -(common**2)], size) / total**2
    return math.sqrt(float(slope @ np.linalg.solve(information, slope)))


def _first_component(correlations: Floats) -> Floats:
    values, vectors = np.linalg.eigh(correlations)
    return np.asarray(vectors[:, -1] * math.sqrt(max(values[-1], 0.0)))


def _upright(loadings: Floats) -> Floats:
    return np.asarray(loadings if loadings.sum() >= 0 else -loadings)
