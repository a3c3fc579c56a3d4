"""Time to one event, right-censored: Kaplan–Meier, quantiles with their interval convention, restricted mean, log-rank.

Where other outcomes end the wait too (hired elsewhere, training), read `cumulative_incidence`: one minus Kaplan–Meier
counts as possible hires people who can no longer be hired.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, ndtri

from declic_analysis.errors import ContractError, message
from declic_analysis.statistics.interval import Floats, Ints, require_share
from declic_analysis.statistics.proportions import score_limits
from declic_analysis.vocabulary import FitOutcome, FollowUp

INTERVALS = ("score", "log", "log-log", "plain")
# survfit compares a curve with a quantile up to this: half of the people is half of them.
_SAME = 1e-8


class Curve(NamedTuple):
    """Product-limit estimate at the times of events. greenwood: variance of log survival, infinite once nobody is left.

    ends: how long each person was followed, in order.
    """

    times: Floats
    at_risk: Ints
    events: Ints
    survival: Floats
    greenwood: Floats
    ends: Floats

    @property
    def n(self) -> int:
        return len(self.ends)

    @property
    def last(self) -> float:
        """Longest follow-up; 0 for nobody."""
        return float(self.ends[-1]) if len(self.ends) else 0.0

    def at_risk_at(self, when: float) -> int:
        """Persons followed up to `when` and not ended before, as `summary.survfit` counts them."""
        return self.n - int(np.searchsorted(self.ends, when - _SAME))


class Reading(NamedTuple):
    """A number read off a curve. Estimate and limits are NaN where `state` (vocabulary.FollowUp) says there is none."""

    estimate: float
    low: float
    high: float
    confidence: float
    n_at_risk: int
    state: str
    method: str


def kaplan_meier(time: ArrayLike, event: ArrayLike) -> Curve:
    """The curve of people followed for `time`, who had the event (true) or were still waiting at that time (false).

    Raises: ContractError, for times that are negative or not numbers, or arrays of two lengths.
    References: Kaplan & Meier 1958; statsmodels' SurvfuncRight. Checked against R's `survfit` in tests/parity.
    """
    waited, happened = followed(time, np.asarray(event, dtype=bool))
    ends = np.sort(waited)
    if not happened.any():
        none = np.array([])
        return Curve(none, none.astype(np.int64), none.astype(np.int64), none, none, ends)
    from statsmodels.duration.survfunc import SurvfuncRight

    found = SurvfuncRight(waited, happened.astype(float))
    n, d = found.n_risk.astype(np.int64), np.rint(found.n_events).astype(np.int64)
    terms = d / np.maximum(n * (n - d), 1)
    greenwood = np.cumsum(np.where(n > d, terms, math.inf))
    return Curve(found.surv_times, n, d, found.surv_prob, greenwood, ends)


def followed(time: ArrayLike, outcome: ArrayLike) -> tuple[Floats, np.ndarray]:
    """Both as arrays of one length, times finite and not negative.

    Raises: ContractError.
    """
    waited, told = np.asarray(time, dtype=np.float64), np.asarray(outcome)
    if waited.shape != told.shape or waited.ndim != 1 or not np.isfinite(waited).all() or (waited < 0).any():
        raise ContractError(
            message(fr="Ces durées de suivi ne conviennent pas.", en="These follow-up times cannot be used."),
            allowed=message(fr="une durée connue, 0 ou plus, par personne", en="a known time, 0 or more, per person"),
            action=message(fr="écarter les délais négatifs ou vides", en="leave out negative or empty delays"),
        )
    return waited, told


def survival_at(curve: Curve, when: float, *, interval: str = "score", confidence: float = 0.95) -> Reading:
    """Share still waiting after `when`.

    interval: `log`, `log-log` or `plain` (R's `conf.type`), or `score`: Wilson's interval on the number of people that
    Greenwood's variance is worth (Rothman 1978, doi:10.1016/0021-9681(78)90043-7), which alone has limits where nobody
    or everybody has had the event, and is Wilson's own without censoring.
    """
    _require_interval(interval)
    method, at_risk = f"kaplan_meier_{interval}", curve.at_risk_at(when)
    if curve.n == 0 or _beyond(curve, when):
        return nothing(FollowUp.NOBODY if curve.n == 0 else FollowUp.TOO_SHORT, confidence, method)
    place = int(np.searchsorted(curve.times, when, side="right")) - 1
    share = float(curve.survival[place]) if place >= 0 else 1.0
    variance = float(curve.greenwood[place]) if place >= 0 else 0.0
    low, high = _limits(np.array([share]), np.array([variance]), interval, confidence=confidence)
    if interval == "score":
        worth = _worth(share, variance, at_risk=at_risk, events=int(curve.events.sum()))
        low, high = score_limits(share, worth, confidence=confidence)
    return Reading(share, float(low[0]), float(high[0]), confidence, at_risk, FollowUp.KNOWN.value, method)


def cautious_at(curve: Curve, when: float, *, confidence: float = 0.95) -> Reading:
    """`survival_at` with `score`, on no more people than Peto's variance is worth: those at risk over the share.

    Late in a small group Greenwood's variance rests on the few who are left and is too small: with 21 structures of
    which two are still followed, the score interval held the truth in 91 of 100 draws, this one in 98
    (docs/calibration.md). Where the curve has come down to zero, the people at risk before its last step count.
    References: Peto et al. 1977 (doi:10.1038/bjc.1977.1).
    """
    found = survival_at(curve, when, confidence=confidence)
    method = "kaplan_meier_peto"
    if found.state != FollowUp.KNOWN:
        return found._replace(method=method)
    place = int(np.searchsorted(curve.times, when, side="right")) - 1
    variance = float(curve.greenwood[place]) if place >= 0 else 0.0
    worth = _peto(curve, when, found.estimate)
    if 0 < found.estimate < 1:
        worth = min(worth, _worth(found.estimate, variance, at_risk=0, events=0))
    low, high = score_limits(found.estimate, worth, confidence=confidence)
    return found._replace(low=float(low[0]), high=float(high[0]), method=method)


def _peto(curve: Curve, when: float, share: float) -> float:
    """Number of people at risk after `when` over the share; before the last step where nobody is left waiting."""
    if share > 0:
        later = curve.n - int(np.searchsorted(curve.ends, when, side="right"))
        return max(1, later) / share
    before = float(curve.survival[-2]) if len(curve.survival) > 1 else 1.0
    return max(1, int(curve.at_risk[-1])) / before


def quantile(curve: Curve, share: float = 0.5, *, interval: str = "log", confidence: float = 0.95) -> Reading:
    """Time by which `share` of the people have had the event, the median by default; limits where the band crosses.

    The convention of the band changes the limits (`lung`: log 285–363, log-log 284–361): `method` names it. A limit
    that the band never crosses is infinite; below, it is NaN. Where the curve is flat at the share, the middle of the
    flat part, as R's `quantile.survfit`.
    """
    _require_interval(interval)
    method = f"kaplan_meier_{interval}"
    if curve.n == 0:
        return nothing(FollowUp.NOBODY, confidence, method)
    level = 1 - require_share(share, name="share")
    reached = _crossing(curve, curve.survival, level)
    if not math.isfinite(reached):
        return nothing(FollowUp.NOT_REACHED, confidence, method)
    low, high = _band(curve, interval, confidence=confidence)
    ends = _crossing(curve, low, level), _crossing(curve, high, level)
    return Reading(reached, *ends, confidence, curve.at_risk_at(reached), FollowUp.KNOWN.value, method)


class Mean(NamedTuple):
    """Restricted mean with its standard error and normal interval."""

    estimate: float
    low: float
    high: float
    se: float
    confidence: float
    state: str
    method: str


def restricted_mean(curve: Curve, horizon: float, *, confidence: float = 0.95) -> Mean:
    """Mean time spent waiting within `horizon`: the area under the curve; people who never have the event count whole.

    References: Karrison 1987; Greenwood's standard error as R's `survfit(…, rmean=)`. Where nobody is followed up to
    the horizon: follow-up too short, no number.
    """
    method = "kaplan_meier_area"
    if curve.n == 0 or _beyond(curve, horizon):
        state = FollowUp.NOBODY if curve.n == 0 else FollowUp.TOO_SHORT
        return Mean(math.nan, math.nan, math.nan, math.nan, confidence, state.value, method)
    inside = curve.times < horizon
    edges = np.r_[0.0, curve.times[inside], horizon]
    pieces = np.diff(edges) * np.r_[1.0, curve.survival[inside]]
    after = pieces[::-1].cumsum()[::-1][1:]
    n, d = curve.at_risk[inside], curve.events[inside]
    # Once nobody is left, nothing follows: that term is zero, whatever its variance.
    terms = np.where(n > d, after**2 * d / np.maximum(n * (n - d), 1), 0.0)
    return mean_of(
        float(pieces.sum()), math.sqrt(float(terms.sum())), (0.0, horizon), confidence=confidence, method=method
    )


def mean_of(value: float, error: float, span: tuple[float, float], *, confidence: float, method: str) -> Mean:
    """A mean with the normal interval of its standard error, kept within `span`."""
    half = float(ndtri((1 + require_share(confidence, name="confidence")) / 2)) * error
    low, high = max(span[0], value - half), min(span[1], value + half)
    return Mean(value, low, high, error, confidence, FollowUp.KNOWN.value, method)


class GroupTest(NamedTuple):
    """A test of whether groups differ. Statistic and p are NaN where `outcome` (vocabulary.FitOutcome) says why."""

    statistic: float
    df: int
    p: float
    outcome: str
    method: str


def log_rank(time: ArrayLike, event: ArrayLike, group: ArrayLike, *, strata: ArrayLike | None = None) -> GroupTest:
    """Log-rank test that the waiting times of the groups are alike, within strata where given.

    Outcomes: `too_few` (nobody, or no event), `one_group`, `collinear` (a group is never at risk when an event
    occurs). It takes people as independent: where they came together, read `hazards.cox` with clusters.
    References: Mantel 1966; statsmodels' survdiff. Checked against R's `survdiff` in tests/parity.
    """
    waited, happened = followed(time, np.asarray(event, dtype=bool))
    labels = np.unique(np.asarray(group).astype(str), return_inverse=True)[1]
    df = int(labels.max()) if len(labels) else 0
    if not happened.any() or df == 0:
        outcome = FitOutcome.ONE_GROUP if happened.any() else FitOutcome.TOO_FEW
        return GroupTest(math.nan, df, math.nan, outcome.value, "log_rank")
    from statsmodels.duration.survfunc import survdiff

    within = None if strata is None else np.unique(np.asarray(strata).astype(str), return_inverse=True)[1]
    if len(np.unique(labels[_exposed(waited, happened, within)])) <= df:
        return GroupTest(math.nan, df, math.nan, FitOutcome.COLLINEAR.value, "log_rank")
    try:
        statistic = float(survdiff(waited, happened.astype(float), labels, strata=within)[0])
    except np.linalg.LinAlgError:
        return GroupTest(math.nan, df, math.nan, FitOutcome.COLLINEAR.value, "log_rank")
    method = "log_rank" if within is None else "log_rank_stratified"
    # survdiff's own p, 1 − cdf, is 0 where this one still has digits.
    return GroupTest(statistic, df, float(chdtrc(df, statistic)), FitOutcome.FITTED.value, method)


def _exposed(waited: Floats, happened: np.ndarray, within: np.ndarray | None) -> np.ndarray:
    """Who was still followed at the first event of their stratum: a group without such a person is not compared."""
    strata = np.zeros(len(waited), dtype=np.int64) if within is None else within
    first = np.full(int(strata.max()) + 1, math.inf)
    np.minimum.at(first, strata[happened], waited[happened])
    return np.asarray(waited >= first[strata])


def nothing(state: FollowUp, confidence: float, method: str) -> Reading:
    """No number, and why."""
    return Reading(math.nan, math.nan, math.nan, confidence, 0, state.value, method)


def _require_interval(interval: str) -> None:
    if interval not in INTERVALS:
        raise ContractError(
            message(fr="Cet intervalle n’existe pas.", en="There is no such interval."),
            where="interval",
            found=repr(interval),
            allowed=", ".join(INTERVALS),
            action=message(fr="choisir dans la liste", en="choose from the list"),
        )


def _beyond(curve: Curve, when: float) -> bool:
    """Nobody was followed that long, and somebody was still waiting: the curve is not known there."""
    ended = len(curve.survival) > 0 and curve.survival[-1] <= 0
    return when > curve.last and not ended


def _worth(share: float, variance: float, *, at_risk: int, events: int) -> float:
    """Number of people that would give this variance; where there is none, those that are still followed."""
    if 0 < share < 1 and math.isfinite(variance):
        return (1 - share) / (share * variance)
    return float(max(1, at_risk if share >= 1 else events))


def _band(curve: Curve, interval: str, *, confidence: float) -> tuple[Floats, Floats]:
    if interval != "score":
        return _limits(curve.survival, curve.greenwood, interval, confidence=confidence)
    total = int(curve.events.sum())
    worth = [
        _worth(float(s), float(v), at_risk=0, events=total)
        for s, v in zip(curve.survival, curve.greenwood, strict=True)
    ]
    return score_limits(curve.survival, np.array(worth), confidence=confidence)


def _limits(share: Floats, variance: Floats, interval: str, *, confidence: float) -> tuple[Floats, Floats]:
    """R's three transformations; NaN where they have no value (nobody left; log-log: no event yet)."""
    half = float(ndtri((1 + require_share(confidence, name="confidence")) / 2)) * np.sqrt(variance)
    inner = (share > 0) & np.isfinite(half)
    s, h = np.where(inner, share, 0.5), np.where(inner, half, 0.0)
    low, high = _TRANSFORMS.get(interval, _plain)(s, h)
    return np.where(inner, low, math.nan), np.where(inner, high, math.nan)


def _plain(s: Floats, half: Floats) -> tuple[Floats, Floats]:
    return np.maximum(0.0, s - s * half), np.minimum(1.0, s + s * half)


def _log(s: Floats, half: Floats) -> tuple[Floats, Floats]:
    return s * np.exp(-half), np.minimum(1.0, s * np.exp(half))


def _log_log(s: Floats, half: Floats) -> tuple[Floats, Floats]:
    certain = s >= 1
    logs = np.log(np.where(certain, 0.5, s))
    spread = np.exp(half / -logs)
    low, high = np.exp(logs * spread), np.exp(logs / spread)
    return np.where(certain, math.nan, low), np.where(certain, math.nan, high)


_TRANSFORMS: dict[str, Callable[[Floats, Floats], tuple[Floats, Floats]]] = {
    "plain": _plain, "log": _log, "log-log": _log_log,
}  # fmt: skip


def _crossing(curve: Curve, band: Floats, level: float) -> float:
    """First time at which the band is at or below the level; infinite where it never is, NaN where it has no value."""
    known = ~np.isnan(band)
    below = np.flatnonzero(known & (np.nan_to_num(band, nan=1.0) <= level + _SAME))
    if not len(below):
        return math.inf if known.all() else math.nan
    first = int(below[0])
    if abs(band[first] - level) > _SAME:
        return float(curve.times[first])
    lower = np.flatnonzero(known & (np.nan_to_num(band, nan=1.0) < level - _SAME))
    # Flat at the level: the middle of the flat part, up to the next event or the end of follow-up.
    end = curve.times[lower[0]] if len(lower) else curve.last
    return float((curve.times[first] + end) / 2)
