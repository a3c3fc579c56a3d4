"""Gray's test: do groups differ in the share who have an outcome, where other outcomes compete with it?"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc

from declic_analysis.statistics.interval import Floats, Ints
from declic_analysis.statistics.survival import GroupTest, followed
from declic_analysis.vocabulary import FitOutcome


class _Counts(NamedTuple):
    """Group × distinct time: at risk, had the outcome, had another."""

    at_risk: Floats
    own: Floats
    other: Floats


class _State(NamedTuple):
    """Just before a time, by group: share without any outcome, share with the outcome; of all groups together."""

    waiting: Floats
    incidence: Floats
    together: float


class _Sums(NamedTuple):
    """Score and the sums that its variance is made of; filled in place."""

    score: Floats
    compensator: Floats
    plain: Floats
    mixed: Floats
    squares: Floats


def gray_test(time: ArrayLike, cause: ArrayLike, group: ArrayLike, *, of: int = 1) -> GroupTest:
    """Whether groups have alike cumulative incidences of outcome `of`; `cause` 0 is still waiting, others compete.

    Outcomes: `too_few` (nobody has had `of`), `one_group`, `collinear` (a group is never at risk with another). People
    count as independent; where they came together, compare shares by `incidence_difference` with clusters.
    References: Gray 1988 (doi:10.1214/aos/1176350951), rho = 0. Checked against R's `cmprsk::cuminc` in tests/parity.
    """
    waited, told = followed(time, cause)
    labels = np.unique(np.asarray(group).astype(str), return_inverse=True)[1]
    df = int(labels.max(initial=0))
    if df == 0 or not (told == of).any():
        outcome = FitOutcome.TOO_FEW if not (told == of).any() else FitOutcome.ONE_GROUP
        return GroupTest(math.nan, df, math.nan, outcome.value, "gray")
    sums = _summed(_counts(waited, told, labels, of))
    variance = sums.plain + np.einsum("ik,jk,k->ij", sums.compensator, sums.compensator, sums.squares)
    crossed = sums.compensator @ sums.mixed.T
    variance = (variance + crossed + crossed.T)[:df, :df]
    statistic = float(sums.score[:df] @ np.linalg.pinv(variance, hermitian=True) @ sums.score[:df])
    if np.linalg.matrix_rank(variance, hermitian=True) < df:
        return GroupTest(math.nan, df, math.nan, FitOutcome.COLLINEAR.value, "gray")
    return GroupTest(statistic, df, float(chdtrc(df, statistic)), FitOutcome.FITTED.value, "gray")


def _counts(waited: Floats, told: np.ndarray, labels: Ints, of: int) -> _Counts:
    times, place = np.unique(waited, return_inverse=True)
    shape = (int(labels.max()) + 1, len(times))
    cell = labels * shape[1] + place

    def counted(keep: np.ndarray) -> Floats:
        return np.bincount(cell[keep], minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64)

    leaving = counted(np.ones(len(cell), dtype=bool))
    at_risk = leaving[:, ::-1].cumsum(axis=1)[:, ::-1]
    return _Counts(at_risk, counted(told == of), counted((told != of) & (told > 0)))


def _summed(counts: _Counts) -> _Sums:
    k, m = counts.at_risk.shape
    sums = _Sums(np.zeros(k), np.zeros((k, k)), np.zeros((k, k)), np.zeros((k, k)), np.zeros(k))
    state = _State(np.ones(k), np.zeros(k), 0.0)
    for j in range(m):
        now = _Counts(*(part[:, j] for part in counts))
        if now.own.sum() + now.other.sum() > 0:
            state = _step(state, now, sums)
    return sums


def _step(state: _State, now: _Counts, sums: _Sums) -> _State:
    """One time: adds to the sums, gives the state just after. Names as in the paper: R_k = Y_k / S_k, h here."""
    on = (now.at_risk > 0) & (state.waiting > 0)
    y, s = np.where(on, now.at_risk, 1.0), np.where(on, state.waiting, 1.0)
    after = np.where(on, state.waiting * (now.at_risk - now.own - now.other) / y, state.waiting)
    incidence = np.where(on, state.incidence + state.waiting * now.own / y, state.incidence)
    h, n = np.where(on, now.at_risk / s, 0.0), float(now.own.sum())
    together = state.together + n / h.sum()
    deviation = np.diag(h) - np.outer(h, h) / h.sum()
    sums.compensator[:] += deviation * n / (h.sum() * (1 - state.together))
    if n:
        exposed = h * (1 - state.incidence)
        sums.score[:] += now.own - n * exposed / exposed.sum()
    for k in np.flatnonzero(on):
        rest = (1 - together) / after[k] if after[k] > 0 else 0.0
        if n:
            ties = 1 - (n - 1) / (h.sum() * s[k] - 1) if n > 1 else 1.0
            weight = ties * s[k] * n / (h.sum() * y[k])
            share = 1 - rest
            _add(sums, int(k), deviation[:, k] - share * sums.compensator[:, k], share, weight)
        if now.other[k] and after[k] > 0:
            ties = 1 - (now.other[k] - 1) / (y[k] - 1) if now.other[k] > 1 else 1.0
            weight = ties * s[k] ** 2 * now.other[k] / y[k] ** 2
            _add(sums, int(k), -rest * sums.compensator[:, k], rest, weight)
    return _State(after, incidence, together)


def _add(sums: _Sums, k: int, effect: Floats, share: float, weight: float) -> None:
    sums.squares[k] += share * share * weight
    sums.mixed[:, k] += effect * share * weight
    sums.plain[:] += np.outer(effect, effect) * weight
