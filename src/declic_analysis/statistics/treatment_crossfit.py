"""The doubly robust comparison with cross-fitting: nobody is predicted by a model that has seen them."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit

from declic_analysis.statistics.balance import effective_number
from declic_analysis.statistics.interval import Floats, require_share
from declic_analysis.statistics.treatment_effect import (
    Effect,
    Groups,
    Parts,
    fitted_odds,
    groups_of,
    influenced,
)

METHOD = "aipw_crossfit"
FOLDS, SPLITS = 5, 5
LARGEST_CHANCE = 0.99  # a control as good as sure to take part would stand for a hundred of the treated


def crossfitted(
    y: ArrayLike,
    treated: ArrayLike,
    variables: ArrayLike,
    *,
    rng: np.random.Generator,
    confidence: float = 0.95,
    folds: int = FOLDS,
    splits: int = SPLITS,
) -> Effect:
    """ATT, doubly robust, both models fitted on the other folds (scikit-learn: logistic and ridge or logistic
    regression, penalty 1 on standardised variables); the median over several splits into folds.

    Error from the influence function, with what the splits differ by. Refusals are those of `weighted`.
    References: Chernozhukov et al. 2018 (doi:10.1111/ectj.12097), with their median over splits (3.14).
    """
    told = groups_of(y, treated, variables)
    found = fitted_odds(told, method=METHOD)
    if isinstance(found, Effect):
        return found
    made = [_split(told, rng=rng, folds=folds, confidence=confidence) for _ in range(splits)]
    return _median(made, df=len(told.y) - told.design.shape[1], confidence=confidence)


def _split(told: Groups, *, rng: np.random.Generator, folds: int, confidence: float) -> Effect:
    chance, predicted = np.empty(len(told.y)), np.empty(len(told.y))
    place = _places(told.treated, folds=folds, rng=rng)
    for fold in range(folds):
        here = place == fold
        chance[here], predicted[here] = _predicted(told, here)
    odds = (1 - told.treated) * chance / (1 - chance)
    made = influenced(told, _parts(told, odds, predicted), variables=2, confidence=confidence, method=METHOD)
    return made._replace(n_effective=effective_number(odds[told.treated == 0]))


def _places(treated: Floats, *, folds: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """A fold a person; each holds its share of both groups."""
    place = np.empty(len(treated), dtype=np.int64)
    for side in (0, 1):
        own = np.flatnonzero(treated == side)
        place[rng.permutation(own)] = np.arange(len(own)) % folds
    return place


def _predicted(told: Groups, here: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Chance of taking part and outcome without it, of the people of one fold, learnt from the others."""
    from sklearn.linear_model import LogisticRegression, Ridge

    x, elsewhere = told.design[:, 1:], ~here
    model = LogisticRegression(max_iter=500).fit(x[elsewhere], told.treated[elsewhere])
    chance = np.minimum(model.predict_proba(x[here])[:, 1], LARGEST_CHANCE)
    control = elsewhere & (told.treated == 0)
    y = told.y[control]
    if np.ptp(y) < 1e-12:
        return chance, np.full(int(here.sum()), float(y.mean()))
    if np.isin(told.y, (0, 1)).all():
        outcome = LogisticRegression(max_iter=500).fit(x[control], y)
        return chance, np.asarray(outcome.predict_proba(x[here])[:, 1])
    return chance, np.asarray(Ridge(alpha=1.0).fit(x[control], y).predict(x[here]))


def _parts(told: Groups, odds: Floats, predicted: Floats) -> Parts:
    y, t, rest = told.y, told.treated, told.y - predicted
    first, ahead = float(y[t == 1].mean()), float(predicted[t == 1].mean())
    left = float(odds @ rest / odds.sum())
    moves = t * (predicted - ahead) / t.mean() + odds * (rest - left) / odds.mean()
    return Parts(first, ahead + left, t * (y - first) / t.mean(), moves)


def _median(made: list[Effect], *, df: int, confidence: float) -> Effect:
    estimates, errors = (np.array([getattr(one, name) for one in made]) for name in ("estimate", "error"))
    value = float(np.median(estimates))
    error = math.sqrt(float(np.median(errors**2 + (estimates - value) ** 2)))
    half = float(stdtrit(df, (1 + require_share(confidence, name="confidence")) / 2)) * error
    return made[0]._replace(
        estimate=value,
        error=error,
        low=value - half,
        high=value + half,
        p=2 * float(stdtr(df, -abs(value) / error)),
        mean_control=made[0].mean_treated - value,
        ratio=float(np.median([one.ratio for one in made])),
        ratio_low=float(np.median([one.ratio_low for one in made])),
        ratio_high=float(np.median([one.ratio_high for one in made])),
        n_effective=float(np.median([one.n_effective for one in made])),
    )
