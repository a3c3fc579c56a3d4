"""Means of groups drawn towards their common mean, with intervals that count how unsure that mean and the spread are.

Normal hierarchy: estimate ~ N(truth, error²), truth ~ N(centre, spread²), centre flat, spread uniform on (0, limit).
Everything is integrated on a grid of the spread: no draw, no plug-in (whose intervals are too short).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from declic_analysis.errors import ContractError, message
from declic_analysis.statistics.interval import Floats, Ints, require_share

_NODES = 400
_HALVINGS = 34  # of a range of some standard deviations: nine digits
METHOD = "normal_hierarchy_uniform_spread"


class Hierarchy(NamedTuple):
    """Posterior of each group's mean, in the order given: mean, low, high; own: share of its own distance it keeps.

    centre (of each group's stratum) and spread: posterior means of what is common. NaN everywhere where no stratum has
    two groups; a stratum of one group keeps its own estimate.
    """

    mean: Floats
    low: Floats
    high: Floats
    own: Floats
    centre: Floats
    spread: float
    confidence: float
    method: str


class _Mixture(NamedTuple):
    """Nodes of the spread with their weights; mean and standard deviation of each group at each node."""

    weight: Floats
    mean: Floats
    sd: Floats
    own: Floats
    centre: Floats
    spread: Floats


def hierarchical_means(
    estimates: ArrayLike,
    errors: ArrayLike,
    *,
    limit: float,
    strata: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Hierarchy:
    """Each group's mean between its own and the common one, with a credible interval.

    Parameters: estimates and their standard errors (above 0), one a group; `limit`: the largest spread thought of
    (standard deviation between groups, in the unit of the estimates); `strata`: labels, one a group: each stratum has
    a centre of its own, the spread around it is common to all.
    Raises: ContractError, when lengths differ, an error is not above 0 or the limit is not.
    References: Gelman 2006 (doi:10.1214/06-BA117A), uniform prior on the spread; Rubin 1981. Held to the published
    posterior of the eight schools (Gelman et al., Bayesian Data Analysis, 3rd ed., table 5.3).
    """
    require_share(confidence, name="confidence")
    value, error = _required(estimates, errors, limit)
    stratum = _places(strata, len(value))
    if len(value) - len(np.unique(stratum)) < 1:
        nothing = np.full(len(value), np.nan)
        return Hierarchy(nothing, nothing, nothing, nothing, nothing, np.nan, confidence, METHOD)
    mixture = _integrated(value, error, limit, stratum)
    tail = (1 - confidence) / 2
    return Hierarchy(
        mean=mixture.weight @ mixture.mean,
        low=_quantile(mixture, tail),
        high=_quantile(mixture, 1 - tail),
        own=mixture.weight @ mixture.own,
        centre=mixture.weight @ mixture.centre,
        spread=float(mixture.weight @ mixture.spread),
        confidence=confidence,
        method=METHOD,
    )


def _required(estimates: ArrayLike, errors: ArrayLike, limit: float) -> tuple[Floats, Floats]:
    value, error = np.asarray(estimates, dtype=np.float64), np.asarray(errors, dtype=np.float64)
    if value.ndim == 1 and value.shape == error.shape and np.isfinite(value).all() and (error > 0).all() and limit > 0:
        return value, error
    raise _unusable()


def _unusable() -> ContractError:
    return ContractError(
        message(fr="Estimations ou erreurs inutilisables.", en="Unusable estimates or errors."),
        where="estimates, errors, limit, strata",
        allowed=message(
            fr="une erreur type positive par estimation, une limite positive",
            en="one standard error above 0 an estimate, a limit above 0",
        ),
        action=message(fr="écarter les groupes sans donnée", en="leave groups without data out"),
    )


def _places(strata: ArrayLike | None, n: int) -> Ints:
    """Number of the stratum of each group."""
    labels = np.zeros(n, dtype=np.int64) if strata is None else np.asarray(strata).ravel()
    if len(labels) != n:
        raise _unusable()
    return np.unique(labels, return_inverse=True)[1].ravel().astype(np.int64)


def _integrated(value: Floats, error: Floats, limit: float, stratum: Ints) -> _Mixture:
    """Spread on midpoints of (0, limit); given the spread everything is normal."""
    spread = (np.arange(_NODES) + 0.5) / _NODES * limit
    total = error**2 + spread[:, None] ** 2
    member = (stratum[:, None] == np.arange(stratum.max() + 1)).astype(np.float64)
    precisions = (1 / total) @ member
    centre = (((value / total) @ member) / precisions)[:, stratum]
    precision = precisions[:, stratum]
    fit = ((value - centre) ** 2 / total).sum(axis=1)
    logs = -0.5 * (np.log(precisions).sum(axis=1) + np.log(total).sum(axis=1) + fit)
    weight = np.exp(logs - logs.max())
    own = spread[:, None] ** 2 / total
    mean = own * value + (1 - own) * centre
    variance = own * error**2 + (1 - own) ** 2 / precision
    return _Mixture(weight / weight.sum(), mean, np.sqrt(variance), own, centre, spread)


def _quantile(mixture: _Mixture, share: float) -> Floats:
    """By halving: each group's distribution is a mixture of normals."""
    low, high = (mixture.mean - 10 * mixture.sd).min(axis=0), (mixture.mean + 10 * mixture.sd).max(axis=0)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        below = mixture.weight @ ndtr((middle - mixture.mean) / mixture.sd) < share
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return (low + high) / 2
