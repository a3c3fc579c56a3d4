"""Whether two groups are alike: standardised mean differences, overlap of their chances, effective number of people."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from declic_analysis.statistics.interval import Floats


class Overlap(NamedTuple):
    """Shares of the treated whose chance no control reaches, above or below; bins with counts of each group."""

    outside: float
    edges: Floats
    n_treated: Floats
    n_control: Floats


def mean_differences(variables: ArrayLike, treated: ArrayLike, weights: ArrayLike | None = None) -> Floats:
    """Mean of the treated less (weighted) mean of the others, in standard deviations of the treated; one a column.

    Parameters: variables, people × columns; treated, 1 or 0; weights, one a person, used among the others only. A
    column of 0 and 1 uses √(p(1 − p)). NaN where the treated do not vary.
    References: Austin 2009 (doi:10.1002/sim.3697); the treated's own spread, as MatchIt's summary for the ATT (Ho,
    Imai, King & Stuart 2011, doi:10.18637/jss.v042.i08). Checked against its printed summary of `lalonde`.
    """
    x, group = np.atleast_2d(np.asarray(variables, dtype=np.float64)), np.asarray(treated, dtype=np.float64)
    w = np.ones(len(group)) if weights is None else np.asarray(weights, dtype=np.float64)
    own, others, share = x[group == 1], x[group == 0], w[group == 0]
    binary = np.isin(x, (0, 1)).all(axis=0)
    spread = np.where(binary, own.std(axis=0), own.std(axis=0, ddof=1))
    apart = own.mean(axis=0) - share @ others / share.sum()
    return np.asarray(np.where(spread > 1e-12, apart / np.maximum(spread, 1e-12), math.nan))


def effective_number(weights: ArrayLike) -> float:
    """Kish's (Σw)² / Σw²: how many equally weighted people would say as much; 0 where all weights are 0."""
    w = np.asarray(weights, dtype=np.float64)
    return float(w.sum() ** 2 / (w**2).sum()) if (w > 0).any() else 0.0


def overlap(chances: ArrayLike, treated: ArrayLike, *, bins: int = 10) -> Overlap:
    """How far the chances of both groups lie over each other.

    Parameters: chances, of being treated, one a person; bins, of one width between 0 and 1.
    """
    e, group = np.asarray(chances, dtype=np.float64), np.asarray(treated, dtype=np.float64)
    own, others = e[group == 1], e[group == 0]
    outside = float(((own > others.max()) | (own < others.min())).mean())
    edges = np.linspace(0, 1, bins + 1)
    counted = [np.histogram(side, edges)[0].astype(np.float64) for side in (own, others)]
    return Overlap(outside, edges, counted[0], counted[1])
