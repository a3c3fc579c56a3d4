"""What each person moves a weighted comparison by: everything fitted again without them, one person at a time."""

from __future__ import annotations

import numpy as np

from declic_analysis.statistics.interval import Floats

# Beyond, leaving one person out and the linear approximation tell the same.
MOST_PEOPLE = 1000
NEWTON_STEPS = 4


def moves_left_out(
    y: Floats, treated: Floats, design: Floats, *, coefficients: Floats, regression: bool
) -> tuple[Floats, Floats]:
    """(n − 1) × (mean − mean without the person), for the treated and for the controls standing for them.

    Parameters: design, people × variables, a first column of ones; coefficients, those of the chance of taking part;
    regression: a linear regression among the controls too (doubly robust). The chances of the people left are found by
    Newton's method from the coefficients of all. Σ moves² / (n(n − 1)) is the jackknife variance of a mean.
    References: Miller 1974 (doi:10.1093/biomet/61.1.1); MacKinnon & White 1985 (doi:10.1016/0304-4076(85)90158-7).
    """
    n = len(y)
    left = 1 - np.eye(n)
    odds = (1 - treated) * np.exp(np.clip(_left_out_coefficients(treated, design, coefficients) @ design.T, -30, 30))
    everybody = (1 - treated) * np.exp(design @ coefficients)
    own, weights = np.vstack([left * treated, treated]), np.vstack([left * odds, everybody])
    predicted = _predicted(y, design, np.vstack([left * (1 - treated), 1 - treated])) if regression else np.zeros(n)
    first = own @ y / own.sum(axis=1)
    ahead = (own * predicted).sum(axis=1) / own.sum(axis=1)
    second = ahead + (weights * (y - predicted)).sum(axis=1) / weights.sum(axis=1)
    return (n - 1) * (first[-1] - first[:-1]), (n - 1) * (second[-1] - second[:-1])


def _left_out_coefficients(treated: Floats, design: Floats, coefficients: Floats) -> Floats:
    """A row a person: the coefficients without them."""
    n, p = design.shape
    left, squares = 1 - np.eye(n), _squares(design)
    found = np.repeat(coefficients[None], n, axis=0)
    for _ in range(NEWTON_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(found @ design.T, -30, 30)))
        information = ((chance * (1 - chance) * left) @ squares).reshape(n, p, p)
        found = found + _solved(information, ((treated - chance) * left) @ design)
    return np.asarray(found)


def _predicted(y: Floats, design: Floats, weights: Floats) -> Floats:
    """Regression of y for each row of weights (1 or 0), predicted for everybody."""
    p = design.shape[1]
    return _solved((weights @ _squares(design)).reshape(-1, p, p), (weights * y) @ design) @ design.T


def _squares(design: Floats) -> Floats:
    return np.asarray((design[:, :, None] * design[:, None, :]).reshape(len(design), -1))


def _solved(matrices: Floats, sides: Floats) -> Floats:
    """A pseudo-inverse: without its only holder a variable may not vary any more."""
    return np.asarray((np.linalg.pinv(matrices, hermitian=True) @ sides[..., None])[..., 0])
