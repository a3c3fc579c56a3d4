"""Chances that a penalised logistic model expects of groups of rows, with their intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import expit, logit, ndtri

from declic_analysis.statistics.interval import Estimate, Floats, Ints, require_share
from declic_analysis.statistics.penalised import encoder_of, tuned


def expected_chances(
    rows: pd.DataFrame, outcome: Floats, group: Ints, *, cells: Sequence[Ints], rng: np.random.Generator,
    inner: int = 4, least: int = 5, confidence: float = 0.95,
) -> list[Estimate] | None:  # fmt: skip
    """Mean chance of each set of rows, of a ridge logistic regression on all of them.

    Parameters: as `penalised.judged`; cells, positions of rows. The penalty is read as a normal prior on the
    coefficients: the interval is that of the posterior (Laplace), answers of one group counting for fewer where the
    groups' residuals are alike. Such intervals hold on average over the cells, not in each.
    Returns: one estimate a cell, n its rows; None where a part lacks one of the outcomes or groups are too few.
    References: Nychka 1988 (doi:10.1080/01621459.1988.10478711), Wood 2006 (doi:10.1111/j.1467-842X.2006.00450.x).
    """
    require_share(confidence, name="confidence")
    variables = encoder_of(rows, least=least).fit_transform(rows)
    model = tuned(variables, outcome, group, folds=inner, rng=rng)
    if model is None:
        return None
    design = np.column_stack([np.ones(len(variables)), variables])
    chances = np.asarray(expit(design @ np.concatenate([np.ravel(model.intercept_), np.ravel(model.coef_)])))
    spread = _posterior(design, chances, strength=float(np.ravel(model.C_)[0]), alike=_alike(outcome - chances, group))
    return [_mean(design[cell], chances[cell], spread, confidence=confidence) for cell in cells]


def _posterior(design: Floats, chances: Floats, *, strength: float, alike: float) -> Floats:
    told = (design.T * (chances * (1 - chances))) @ design / alike
    prior = np.full(design.shape[1], 1 / strength)
    prior[0] = 0.0  # the constant is not penalised
    return np.asarray(np.linalg.pinv(told + np.diag(prior), hermitian=True))


def _alike(residuals: Floats, group: Ints) -> float:
    """How many answers one group's answer repeats: 1 where groups' residuals are not alike."""
    _, own = np.unique(group, return_inverse=True)
    return max(1.0, float((np.bincount(own, weights=residuals) ** 2).sum() / (residuals**2).sum()))


def _mean(design: Floats, chances: Floats, spread: Any, *, confidence: float) -> Estimate:
    centre = float(chances.mean())
    slope = (design * (chances * (1 - chances))[:, None]).mean(axis=0)
    half = float(ndtri((1 + confidence) / 2)) * math.sqrt(float(slope @ spread @ slope)) / (centre * (1 - centre))
    low, high = (float(expit(logit(centre) + side * half)) for side in (-1, 1))
    return Estimate(centre, low, high, confidence, len(chances), "ridge posterior")
