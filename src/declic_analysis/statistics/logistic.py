"""Unpenalised logistic regression, which says when it has no finite answer."""

from __future__ import annotations

import numpy as np

from declic_analysis.statistics.interval import Floats

MOST_STEPS = 100
# A standardised coefficient beyond: the variables tell the two outcomes apart perfectly, or nearly so.
LARGEST_COEFFICIENT = 12.0


def logistic_coefficients(design: Floats, outcome: Floats) -> Floats | None:
    """Newton's method; None where the likelihood has no finite maximum (separation) or variables repeat each other.

    Parameters: design, people × variables, the first column all ones, the others standardised; outcome, 1 or 0.
    References: Albert & Anderson 1984 (doi:10.1093/biomet/71.1.1). Checked against statsmodels in tests/unit.
    """
    coefficients = np.zeros(design.shape[1])
    for _ in range(MOST_STEPS):
        chances = 1 / (1 + np.exp(-np.clip(design @ coefficients, -30, 30)))
        information = (design.T * (chances * (1 - chances))) @ design
        if np.linalg.cond(information) > 1e10 or np.abs(coefficients[1:]).max(initial=0.0) > LARGEST_COEFFICIENT:
            return None
        step = np.linalg.solve(information, design.T @ (outcome - chances))
        coefficients = coefficients + step
        if np.abs(step).max() < 1e-10:
            return np.asarray(coefficients)
    return None


def logistic_chances(design: Floats, outcome: Floats) -> Floats | None:
    """Fitted chances of `logistic_coefficients`; None where there are none."""
    coefficients = logistic_coefficients(design, outcome)
    return None if coefficients is None else np.asarray(1 / (1 + np.exp(-design @ coefficients)))


def standardised_columns(variables: Floats) -> Floats:
    """Columns with mean 0 and spread 1, gaps filled with the mean; those that do not vary are left out."""
    means = np.array([_mean(column) for column in variables.T])
    filled = np.where(np.isnan(variables), means, variables)
    spread = filled.std(axis=0)
    return np.asarray((filled - means)[:, spread > 1e-9] / spread[spread > 1e-9])


def _mean(column: Floats) -> float:
    known = column[~np.isnan(column)]
    return float(known.mean()) if len(known) else 0.0
