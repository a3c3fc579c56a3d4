"""Time to one of several outcomes that exclude each other: cumulative incidence (Aalen–Johansen), by action too.

The share of everybody who has had the outcome by a day; the others wait, or have had another outcome and can no longer
have this one. Every number is a sum over persons of their influence on it: its error follows, also for people who came
together.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from declic_analysis.errors import ContractError, message
from declic_analysis.statistics.clusters import are_clustered, cr2_interval, gathered
from declic_analysis.statistics.interval import Floats, Ints, require_share
from declic_analysis.statistics.proportions import score_limits
from declic_analysis.statistics.survival import Mean, followed
from declic_analysis.vocabulary import FollowUp

INTERVALS = ("score", "log", "log-log", "plain")
_SAME = 1e-8


class Incidence(NamedTuple):
    """Counts at the distinct times, and where each person stands among them.

    events: cause × time; waiting: share without any outcome just before each time; place: of each person's own time;
    cause: of each person, 0 = still waiting.
    """

    times: Floats
    at_risk: Ints
    events: Ints
    waiting: Floats
    place: Ints
    cause: Ints

    @property
    def n(self) -> int:
        return len(self.cause)

    @property
    def last(self) -> float:
        return float(self.times[-1]) if len(self.times) else 0.0

    def curve(self, cause: int) -> Floats:
        """Share who have had `cause` by each of the times."""
        return np.cumsum(self.waiting * self.events[cause - 1] / self.at_risk)

    def at_risk_at(self, when: float) -> int:
        """Persons followed up to `when` without an outcome before."""
        return int((self.times[self.place] >= when - _SAME).sum())


class Share(NamedTuple):
    """A share of the people by a day. Numbers are NaN where `state` (vocabulary.FollowUp) says that there is none.

    se: standard error, NaN where nobody or everybody had the outcome; worth: people that it is worth.
    """

    estimate: float
    low: float
    high: float
    se: float
    worth: float
    confidence: float
    n_at_risk: int
    state: str
    method: str


def cumulative_incidence(time: ArrayLike, cause: ArrayLike, *, n_causes: int | None = None) -> Incidence:
    """People followed for `time`, who then had outcome `cause` (1, 2 …) or were still waiting (0).

    Raises: ContractError, for times that are negative or not numbers, causes that are not whole, arrays of two lengths.
    References: Aalen & Johansen 1978. The same to the last digits as statsmodels' CumIncidenceRight, and as R's
    `survfit` and `cuminc` in tests/parity; times are never moved apart, ties are counted as they are.
    """
    waited, told = followed(time, cause)
    kinds = _whole(told)
    times, place = np.unique(waited, return_inverse=True)
    m, k = len(times), max(int(kinds.max(initial=0)), n_causes or 1)
    at_risk = np.bincount(place, minlength=m)[::-1].cumsum()[::-1]
    events = np.array([np.bincount(place, weights=kinds == c, minlength=m) for c in range(1, k + 1)])
    staying = 1 - events.sum(axis=0) / np.maximum(at_risk, 1)
    waiting = np.r_[1.0, np.cumprod(staying)[:-1]][:m]
    return Incidence(times, at_risk.astype(np.int64), events.astype(np.int64), waiting, place.astype(np.int64), kinds)


def event_free(incidence: Incidence, when: float) -> float:
    """Share without any outcome by `when`."""
    inside = incidence.times <= when + _SAME
    gone = incidence.waiting * incidence.events.sum(axis=0) / np.maximum(incidence.at_risk, 1)
    return 1.0 - float(gone[inside].sum())


def incidence_at(
    incidence: Incidence,
    when: float,
    *,
    cause: int = 1,
    clusters: ArrayLike | None = None,
    interval: str = "score",
    confidence: float = 0.95,
) -> Share:
    """Share who have had `cause` by `when`, of everybody followed.

    interval: `score`, Wilson's on the number of people that the variance is worth: Wilson's own without censoring, and
    with limits where nobody or everybody had the outcome (then on the people still followed); or `log`, `log-log`,
    `plain`. clusters: an action a person, for `score`: the variance is then the bias-reduced cluster-robust one with
    its degrees of freedom, of the persons' pseudo-values, and never below that of independent persons.
    References: the infinitesimal jackknife, as R's `survfit`; Rothman 1978 (doi:10.1016/0021-9681(78)90043-7) and
    Korn & Graubard 1998 for Wilson's interval on an effective number. Coverage in docs/calibration.md.
    """
    _require(interval, incidence, cause)
    method = f"aalen_johansen_{interval}" + ("_cr2" if clusters is not None else "")
    state = _state(incidence, when)
    if state != FollowUp.KNOWN:
        return _no_share(state, confidence, method)
    found = influence(incidence, when, cause=cause)
    share, se = found.value, _jackknife(found.on)
    worth = _worth(incidence, share, se, when=when)
    if clusters is not None and 0 < share < 1:
        worth = min(worth, _clustered_worth(found, clusters, confidence=confidence))
    if interval == "score":
        low, high = (float(end[0]) for end in score_limits(share, worth, confidence=confidence))
    else:
        low, high = _transformed(share, se, interval, confidence=confidence)
    at_risk = incidence.at_risk_at(when)
    error = se if 0 < share < 1 else math.nan
    return Share(share, low, high, error, worth, confidence, at_risk, FollowUp.KNOWN.value, method)


def restricted_time(
    incidence: Incidence,
    horizon: float,
    *,
    cause: int = 1,
    clusters: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Mean:
    """Mean time without `cause` within `horizon`: the horizon less the area under the incidence.

    Whoever has another outcome, or none, counts whole. With one cause: the restricted mean of Kaplan–Meier, its error
    by the infinitesimal jackknife in place of Greenwood's. Limits: Wilson's on the share of the horizon that is lost,
    on the people that its variance is worth, but no more than twice those of the share at the horizon: where few have
    had the outcome, the variance of their times says little, and a normal interval covers 30 to 90 %.
    References: Andersen 2013 (doi:10.1002/sim.5903). Coverage in docs/calibration.md.
    """
    method = "aalen_johansen_area_score" + ("_cr2" if clusters is not None else "")
    share = incidence_at(incidence, horizon, cause=cause, clusters=clusters, confidence=confidence)
    if share.state != FollowUp.KNOWN:
        return Mean(math.nan, math.nan, math.nan, math.nan, confidence, share.state, method)
    found = influence(incidence, horizon, cause=cause, area=True)
    se, lost = _jackknife(found.on), found.value / horizon
    worth = min(2 * share.worth, lost * (1 - lost) * (horizon / se) ** 2) if se > 0 else share.worth
    if clusters is not None and se > 0:
        part = Influence(lost, found.on / horizon)
        worth = min(worth, _clustered_worth(part, clusters, confidence=confidence))
    low, high = (horizon * (1 - float(end[0])) for end in score_limits(lost, worth, confidence=confidence)[::-1])
    return Mean(horizon - found.value, low, high, se, confidence, FollowUp.KNOWN.value, method)


def incidence_quantile(
    incidence: Incidence, share: float, *, cause: int = 1, confidence: float = 0.95, clusters: ArrayLike | None = None
) -> Share:
    """Time by which `share` of everybody has had `cause`; limits where the `score` band crosses the share.

    A band that never crosses gives an infinite upper limit: the delay may be longer than the follow-up.
    """
    require_share(share, name="share")
    _require("score", incidence, cause)
    method = "aalen_johansen_score" + ("_cr2" if clusters is not None else "")
    if incidence.n == 0:
        return _no_share(FollowUp.NOBODY, confidence, method)
    curve = incidence.curve(cause)
    steps = np.flatnonzero(incidence.events[cause - 1])
    reached = steps[curve[steps] >= share - _SAME]
    if not len(reached):
        return _no_share(FollowUp.NOT_REACHED, confidence, method)
    when = incidence.times[steps]
    band = [incidence_at(incidence, t, cause=cause, clusters=clusters, confidence=confidence) for t in when]
    low = _first(when, np.array([b.high for b in band]) >= share - _SAME)
    high = _first(when, np.array([b.low for b in band]) >= share - _SAME)
    day = float(incidence.times[reached[0]])
    left = incidence.at_risk_at(day)
    return Share(day, low, high, math.nan, math.nan, confidence, left, FollowUp.KNOWN.value, method)


class Influence(NamedTuple):
    """A number, and what it owes to each person: the derivative to the person's weight; they add up to zero."""

    value: float
    on: Floats


def influence(incidence: Incidence, when: float, *, cause: int = 1, area: bool = False) -> Influence:
    """The share who have had `cause` by `when`, or (`area`) the area under that share up to `when`.

    References: Andersen & Perme 2010 (doi:10.1177/0962280209105020), pseudo-values; here their limit.
    """
    times, at_risk, place = incidence.times, incidence.at_risk, incidence.place
    inside = times <= when + _SAME
    weight = np.where(inside, (when - times) if area else 1.0, 0.0) * incidence.waiting / at_risk
    ended = incidence.events.sum(axis=0)
    grown = np.cumsum(weight * incidence.events[cause - 1])
    value = float(grown[-1]) if len(grown) else 0.0
    # Where everybody at risk ends at once nothing comes after: the factor beside is zero.
    rest = np.where(at_risk > ended, (value - grown) / np.maximum(at_risk - ended, 1), 0.0)
    expected = np.cumsum(weight * incidence.events[cause - 1] / at_risk) - np.cumsum(rest * ended / at_risk)
    own = weight[place] * (incidence.cause == cause) - rest[place] * (incidence.cause > 0)
    return Influence(value, own - expected[place])


class Difference(NamedTuple):
    """First minus second, with its interval and the p that goes with it. `state`: vocabulary.FollowUp."""

    estimate: float
    low: float
    high: float
    p: float
    confidence: float
    state: str
    method: str


def incidence_difference(
    first: Incidence,
    second: Incidence,
    when: float,
    *,
    cause: int = 1,
    clusters: tuple[ArrayLike | None, ArrayLike | None] = (None, None),
    confidence: float = 0.95,
) -> Difference:
    """Difference between the shares of two groups of people by `when`: Newcombe's hybrid of both score intervals.

    p: the level at which the interval reaches zero, so that both always say the same.
    References: Newcombe 1998, method 10, on `incidence_at`.
    """
    parts = [
        incidence_at(group, when, cause=cause, clusters=labels, confidence=confidence)
        for group, labels in zip((first, second), clusters, strict=True)
    ]
    states = [part.state for part in parts if part.state != FollowUp.KNOWN]
    method, (a, b) = "newcombe_aalen_johansen", parts
    if states:
        return Difference(math.nan, math.nan, math.nan, math.nan, confidence, states[0], method)
    low, high = _hybrid(a, b, confidence)
    return Difference(a.estimate - b.estimate, low, high, _hybrid_p(a, b), confidence, FollowUp.KNOWN.value, method)


def _hybrid(a: Share, b: Share, confidence: float) -> tuple[float, float]:
    (low_a, high_a), (low_b, high_b) = (
        [float(end[0]) for end in score_limits(part.estimate, part.worth, confidence=confidence)] for part in (a, b)
    )
    gap = a.estimate - b.estimate
    low = gap - math.hypot(a.estimate - low_a, high_b - b.estimate)
    return low, gap + math.hypot(high_a - a.estimate, b.estimate - low_b)


def _hybrid_p(a: Share, b: Share) -> float:
    """Bisection: the widest interval that still leaves zero out."""
    if a.estimate == b.estimate:
        return 1.0
    least, most = 1e-12, 1 - 1e-12
    for _ in range(60):
        middle = (least + most) / 2
        low, high = _hybrid(a, b, 1 - middle)
        least, most = (middle, most) if low <= 0 <= high else (least, middle)
    return most


def _no_share(state: FollowUp, confidence: float, method: str) -> Share:
    nan = math.nan
    return Share(nan, nan, nan, nan, nan, confidence, 0, state.value, method)


def _whole(told: np.ndarray) -> Ints:
    numbers = np.asarray(told, dtype=np.float64)
    if not np.isfinite(numbers).all() or (numbers < 0).any() or (numbers != np.floor(numbers)).any():
        raise ContractError(
            message(fr="Ces issues ne conviennent pas.", en="These outcomes cannot be used."),
            allowed=message(fr="0 (attend encore), 1, 2 …", en="0 (still waiting), 1, 2 …"),
            action=message(fr="coder chaque issue par un entier", en="code each outcome as a whole number"),
        )
    return numbers.astype(np.int64)


def _require(interval: str, incidence: Incidence, cause: int) -> None:
    if interval not in INTERVALS or not 1 <= cause <= len(incidence.events):
        raise ContractError(
            message(fr="Cet intervalle ou cette issue n’existe pas.", en="There is no such interval or outcome."),
            where="interval, cause",
            found=f"{interval!r}, {cause}",
            allowed=f"{', '.join(INTERVALS)}; 1 … {len(incidence.events)}",
            action=message(fr="choisir dans la liste", en="choose from the list"),
        )


def _state(incidence: Incidence, when: float) -> FollowUp:
    """Follow-up is too short where somebody still waits and nobody was followed that long."""
    if incidence.n == 0:
        return FollowUp.NOBODY
    waits = event_free(incidence, math.inf) > _SAME
    return FollowUp.TOO_SHORT if waits and when > incidence.last + _SAME else FollowUp.KNOWN


def _jackknife(on: Floats) -> float:
    return math.sqrt(float((on**2).sum()))


def _worth(incidence: Incidence, share: float, se: float, *, when: float) -> float:
    """People that the variance is worth; at 0 and 1, where it is nil, those still followed over the share waiting."""
    if 0 < share < 1 and se > 0:
        return share * (1 - share) / se**2
    waiting = event_free(incidence, when)
    if waiting > _SAME:
        return max(1.0, incidence.at_risk_at(when) / waiting)
    return float(max(1, int((incidence.cause > 0).sum())))


def _clustered_half(found: Influence, clusters: ArrayLike, *, confidence: float) -> float:
    """Half the width of the cluster-robust interval of the mean pseudo-value; NaN where nothing is clustered."""
    labels = np.asarray(clusters)
    pseudo = len(found.on) * found.on
    if not are_clustered(gathered(pseudo, labels)):
        return math.nan
    interval = cr2_interval(pseudo, labels, confidence=confidence)
    return (interval.high - interval.low) / 2


def _clustered_worth(found: Influence, clusters: ArrayLike, *, confidence: float) -> float:
    half = _clustered_half(found, clusters, confidence=confidence)
    if not (math.isfinite(half) and half > 0):
        return math.inf
    z = float(ndtri((1 + require_share(confidence, name="confidence")) / 2))
    return found.value * (1 - found.value) * (z / half) ** 2


def _transformed(share: float, se: float, interval: str, *, confidence: float) -> tuple[float, float]:
    """Limits on the scale of the share itself, as R's `survfit` gives them for states; NaN at 0 and 1."""
    if not 0 < share < 1:
        return math.nan, math.nan
    half = float(ndtri((1 + require_share(confidence, name="confidence")) / 2)) * se
    if interval == "plain":
        return max(0.0, share - half), min(1.0, share + half)
    if interval == "log":
        return share * math.exp(-half / share), min(1.0, share * math.exp(half / share))
    spread = math.exp(half / (-share * math.log(share)))
    return share**spread, share ** (1 / spread)


def _first(when: Floats, holds: np.ndarray) -> float:
    places = np.flatnonzero(holds)
    return float(when[places[0]]) if len(places) else math.inf
