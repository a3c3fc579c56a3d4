"""Square tables of before × after: are the margins alike (Stuart–Maxwell), is the table symmetric (Bowker)?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc

from declic_analysis.errors import ContractError, message
from declic_analysis.statistics.interval import Ints, counts


class ChiSquare(NamedTuple):
    """A statistic, its degrees of freedom and its p (1 where df is 0: nothing differs that could be tested)."""

    statistic: float
    df: int
    p: float


def square_table(before: ArrayLike, after: ArrayLike, *, n_levels: int) -> Ints:
    """Pairs counted by level before (rows) and after (columns); levels are 1 … n_levels, NaN pairs left out."""
    first, last = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    known = ~(np.isnan(first) | np.isnan(last))
    cells = ((first[known] - 1) * n_levels + last[known] - 1).astype(np.int64)
    return np.bincount(cells, minlength=n_levels * n_levels).reshape(n_levels, n_levels)


def stuart_maxwell(table: ArrayLike) -> ChiSquare:
    """Marginal homogeneity of a square table: do the levels have the same shares before and after?

    Levels that nobody moved into or out of carry no information and are left out; df = rank of the covariance.
    References: Stuart 1955 (doi:10.1093/biomet/42.3-4.412), Maxwell 1970. Checked against R's coin::mh_test.
    Raises: ContractError, for a table that is not square or not of counts.
    """
    cells = _square(table)
    difference = (cells.sum(axis=1) - cells.sum(axis=0)).astype(np.float64)
    covariance = np.diag(cells.sum(axis=1) + cells.sum(axis=0)) - cells - cells.T
    df = int(np.linalg.matrix_rank(covariance)) if covariance.any() else 0
    if df == 0:
        return ChiSquare(0.0, 0, 1.0)
    statistic = float(difference @ np.linalg.pinv(covariance.astype(np.float64), hermitian=True) @ difference)
    return ChiSquare(statistic, df, float(chdtrc(df, statistic)))


def marginal_trend(table: ArrayLike) -> ChiSquare:
    """The same on one degree of freedom, levels scored 1 … k: has the mean level changed?

    References: Agresti, Categorical Data Analysis, 10.3. Checked against R's coin::mh_test(scores = …).
    """
    cells = _square(table)
    steps = np.subtract.outer(np.arange(len(cells)), np.arange(len(cells)))
    squares = float((cells * steps**2).sum())
    if squares == 0:
        return ChiSquare(0.0, 0, 1.0)
    statistic = float((cells * steps).sum()) ** 2 / squares
    return ChiSquare(statistic, 1, float(chdtrc(1, statistic)))


def bowker(table: ArrayLike) -> ChiSquare:
    """Symmetry of a square table: are moves from i to j as many as from j to i?

    Every pair of levels counts a degree of freedom, as in R's mcnemar.test, but for those between which nobody moved.
    References: Bowker 1948 (doi:10.1080/01621459.1948.10483284). Checked against R's mcnemar.test.
    """
    cells = _square(table)
    above = np.triu_indices(len(cells), k=1)
    up, down = cells[above].astype(np.float64), cells.T[above].astype(np.float64)
    moved = up + down > 0
    df = int(moved.sum())
    if df == 0:
        return ChiSquare(0.0, 0, 1.0)
    statistic = float(((up - down)[moved] ** 2 / (up + down)[moved]).sum())
    return ChiSquare(statistic, df, float(chdtrc(df, statistic)))


def _square(table: ArrayLike) -> Ints:
    (cells,) = counts(table=table)
    if cells.ndim != 2 or cells.shape[0] != cells.shape[1]:
        raise ContractError(
            message(fr="Le tableau avant × après doit être carré.", en="The before × after table must be square."),
            where="table",
            found=str(cells.shape),
            allowed=message(fr="autant de niveaux avant qu’après", en="as many levels before as after"),
            action=message(fr="garder aussi les niveaux que personne n’a choisis", en="keep unused levels as well"),
        )
    return cells
