"""What became of people who took part against what became of people who did not, at one moment.

Differences of means (for an outcome of 0 and 1: of chances). Those adjusted for characteristics are about the people
who took part (ATT): the others are weighted, or predicted, to stand for them.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, stdtr, stdtrit

from declic_analysis.errors import ContractError, message
from declic_analysis.statistics.balance import effective_number, overlap
from declic_analysis.statistics.interval import Floats, require_share
from declic_analysis.statistics.logistic import logistic_coefficients, standardised_columns
from declic_analysis.statistics.proportions import newcombe_difference
from declic_analysis.statistics.treatment_jackknife import MOST_PEOPLE, moves_left_out
from declic_analysis.vocabulary import EffectOutcome as Outcome

LEAST_GROUP = 5
# Vittinghoff & McCulloch 2007 (doi:10.1093/aje/kwk052): from five people a variable on, bias stays small.
LEAST_PER_VARIABLE = 5
MOST_OUTSIDE = 0.20  # share of the treated whom no control resembles
LEAST_EFFECTIVE = 5.0  # controls that still speak once weighted


class Effect(NamedTuple):
    """Difference of means with its standard error, interval and p; NaN where it cannot be had: `outcome` says why.

    mean_treated; mean_control, that of the others as they stand for the treated; ratio of both means with its interval
    (NaN unless both are positive); pooled_error, the error under one spread (ITT only); n_effective, Kish's, of the
    others; outside, share of the treated whose chance no control reaches.
    """

    estimate: float
    error: float
    low: float
    high: float
    p: float
    mean_treated: float
    mean_control: float
    ratio: float
    ratio_low: float
    ratio_high: float
    pooled_error: float
    n_treated: int
    n_control: int
    n_effective: float
    outside: float
    outcome: Outcome
    method: str


class Groups(NamedTuple):
    """Outcome, group (1 or 0), and a design of a column of ones and the standardised variables that vary."""

    y: Floats
    treated: Floats
    design: Floats

    @property
    def sizes(self) -> tuple[int, int]:
        return int((self.treated == 1).sum()), int((self.treated == 0).sum())


class Parts(NamedTuple):
    """Both means, and what each person moves them by (influence, summing to 0)."""

    treated: float
    control: float
    moves_treated: Floats
    moves_control: Floats


def difference(y: ArrayLike, treated: ArrayLike, *, confidence: float = 0.95) -> Effect:
    """Mean of the treated less that of the others, as the groups were formed (intention to treat).

    Error HC2, with the pooled one beside it; t interval with n − 2 degrees of freedom. For an outcome of 0 and 1,
    Newcombe's score interval and the score test with one common chance.
    References: Neyman 1923; Samii & Aronow 2012 (doi:10.1016/j.spl.2011.10.024); Newcombe 1998. Checked against R
    (LaLonde's NSW: 1 794, pooled error 633, HC2 671.0) in tests/parity.
    """
    told = groups_of(y, treated)
    refused = _too_small(told, method="itt_hc2")
    if refused is not None:
        return refused
    own, others = (told.y[told.treated == side] for side in (1, 0))
    n, m = told.sizes
    error = math.sqrt(float(own.var(ddof=1)) / n + float(others.var(ddof=1)) / m)
    spread = ((n - 1) * float(own.var(ddof=1)) + (m - 1) * float(others.var(ddof=1))) / (n + m - 2)
    pooled = math.sqrt(spread * (1 / n + 1 / m))
    made = _effect(told, _raw_parts(told), error=error, df=n + m - 2, confidence=confidence, method="itt_hc2")
    made = made._replace(pooled_error=pooled, n_effective=float(m))
    return _scored(made, told, confidence=confidence) if np.isin(told.y, (0, 1)).all() else made


def weighted(y: ArrayLike, treated: ArrayLike, variables: ArrayLike, *, confidence: float = 0.95) -> Effect:
    """ATT by weighting: controls weighted by their odds of taking part (unpenalised logistic), weights summing to 1.

    Error by jackknife, odds fitted again without each person (from the stacked estimating equations beyond 1 000
    people); t on the smaller of the treated and the effective number of controls, less 1.
    References: Hirano, Imbens & Ridder 2003; Lunceford & Davidian 2004 (doi:10.1002/sim.1903). Checked against R
    (MatchIt's `lalonde`: 1214.07) in tests/parity.
    """
    told = groups_of(y, treated, variables)
    found = fitted_odds(told, method="ipw_hajek")
    if isinstance(found, Effect):
        return found
    return _weighed(told, found, _weighted_parts(told, found), confidence=confidence, method="ipw_hajek")


def doubly_robust(y: ArrayLike, treated: ArrayLike, variables: ArrayLike, *, confidence: float = 0.95) -> Effect:
    """ATT by weighting what a linear regression among the controls leaves unexplained: right where either model is.

    Weights, error and degrees of freedom as in `weighted`, both models fitted again without each person.
    References: Robins, Rotnitzky & Zhao 1994; Bang & Robins 2005 (doi:10.1111/j.1541-0420.2005.00377.x). Checked
    against R (MatchIt's `lalonde`: 1231.04) in tests/parity.
    """
    told = groups_of(y, treated, variables)
    found = fitted_odds(told, method="aipw_hajek")
    if isinstance(found, Effect):
        return found
    return _weighed(told, found, _robust_parts(told, found), confidence=confidence, method="aipw_hajek")


def chances(treated: ArrayLike, variables: ArrayLike) -> Floats | None:
    """Fitted chances of taking part; None where there are none (nothing varies, or the groups are separated)."""
    told = groups_of(np.zeros(len(np.asarray(treated))), treated, variables)
    found = logistic_coefficients(told.design, told.treated) if told.design.shape[1] > 1 else None
    return None if found is None else np.asarray(1 / (1 + np.exp(-told.design @ found)))


def groups_of(y: ArrayLike, treated: ArrayLike, variables: ArrayLike | None = None) -> Groups:
    """The three as arrays; people whose outcome or group is unknown left out.

    Raises: ContractError, when lengths differ or the group is not 1 or 0.
    """
    outcome, group = (np.asarray(column, dtype=np.float64) for column in (y, treated))
    x = np.zeros((len(group), 0)) if variables is None else np.asarray(variables, dtype=np.float64)
    x = x.reshape(len(x), -1 if x.size else 0)
    if len({len(outcome), len(group), len(x)}) > 1 or not np.isin(group[~np.isnan(group)], (0, 1)).all():
        raise ContractError(
            message(fr="Groupe de comparaison mal décrit.", en="Badly described comparison group."),
            where="treated",
            allowed=message(fr="1 ou 0, une valeur par personne", en="1 or 0, one value a person"),
            action=message(fr="dire de chaque personne si elle a participé", en="say of each person who took part"),
        )
    known = ~(np.isnan(outcome) | np.isnan(group))
    x = standardised_columns(x[known]) if known.any() else x[known][:, :0]
    return Groups(outcome[known], group[known], np.column_stack([np.ones(int(known.sum())), x]))


def refused(told: Groups, reason: Outcome, *, method: str) -> Effect:
    """No number, and why; the raw means stand where there are any."""
    n, m = told.sizes
    means = [float(told.y[told.treated == side].mean()) if k else math.nan for side, k in ((1, n), (0, m))]
    x = math.nan
    return Effect(x, x, x, x, x, means[0], means[1], x, x, x, x, n, m, float(m), x, reason, method)


def fitted_odds(told: Groups, *, method: str) -> Floats | Effect:
    """Coefficients of the chance of taking part, or why the groups cannot be compared."""
    early = _too_small(told, method=method)
    if early is not None:
        return early
    variables = told.design.shape[1] - 1
    if not variables:
        return refused(told, Outcome.NO_COVARIATES, method=method)
    if min(told.sizes) < LEAST_PER_VARIABLE * variables:
        return refused(told, Outcome.TOO_MANY_COVARIATES, method=method)
    coefficients = logistic_coefficients(told.design, told.treated)
    if coefficients is None:
        return refused(told, Outcome.SEPARATED, method=method)
    odds = np.exp(told.design @ coefficients)
    apart = overlap(odds / (1 + odds), told.treated).outside
    if apart > MOST_OUTSIDE or effective_number(odds[told.treated == 0]) < LEAST_EFFECTIVE:
        return refused(told, Outcome.NO_OVERLAP, method=method)._replace(outside=apart)
    return coefficients


def _too_small(told: Groups, *, method: str) -> Effect | None:
    if min(told.sizes) < LEAST_GROUP:
        return refused(told, Outcome.TOO_FEW, method=method)
    return refused(told, Outcome.NO_VARIATION, method=method) if np.ptp(told.y) < 1e-12 else None


def _raw_parts(told: Groups) -> Parts:
    y, t = told.y, told.treated
    first, second = float(y[t == 1].mean()), float(y[t == 0].mean())
    return Parts(first, second, t * (y - first) / t.mean(), (1 - t) * (y - second) / (1 - t).mean())


def _weighted_parts(told: Groups, coefficients: Floats) -> Parts:
    x, y, t = told.design, told.y, told.treated
    odds = (1 - t) * np.exp(x @ coefficients)
    own = _raw_parts(told)
    mean = float(odds @ y / odds.sum())
    slope = (odds * (y - mean)) @ x / len(y)
    moves = odds * (y - mean) + _moves_of_odds(told, coefficients) @ slope
    return Parts(own.treated, mean, own.moves_treated, moves / odds.mean())


def _robust_parts(told: Groups, coefficients: Floats) -> Parts:
    x, y, t = told.design, told.y, told.treated
    own, control = _raw_parts(told), t == 0
    inverse = np.linalg.inv(x[control].T @ x[control] / len(y))
    slopes = inverse @ (x[control].T @ y[control]) / len(y)
    rest = y - x @ slopes
    of_slopes = ((1 - t) * rest)[:, None] * x @ inverse
    predicted = float((x @ slopes)[t == 1].mean())
    moves = (t * (x @ slopes - predicted) + of_slopes @ ((t @ x) / len(y))) / t.mean()
    odds = (1 - t) * np.exp(x @ coefficients)
    left = float(odds @ rest / odds.sum())
    of_left = odds * (rest - left) + _moves_of_odds(told, coefficients) @ ((odds * (rest - left)) @ x / len(y))
    of_left = of_left - of_slopes @ (odds @ x / len(y))
    return Parts(own.treated, predicted + left, own.moves_treated, moves + of_left / odds.mean())


def _moves_of_odds(told: Groups, coefficients: Floats) -> Floats:
    """What each person moves the coefficients by."""
    x, t = told.design, told.treated
    chance = 1 / (1 + np.exp(-x @ coefficients))
    information = (x.T * (chance * (1 - chance))) @ x / len(t)
    return np.asarray((t - chance)[:, None] * x @ np.linalg.inv(information))


def _weighed(told: Groups, coefficients: Floats, parts: Parts, *, confidence: float, method: str) -> Effect:
    odds = np.exp(told.design @ coefficients)
    speaking = effective_number(odds[told.treated == 0])
    moves, lost = _left_out(told, coefficients, parts, regression=method.startswith("aipw"))
    df = min(told.sizes[0], speaking) - 1
    made = influenced(told, moves, variables=lost, df=df, confidence=confidence, method=method)
    return made._replace(n_effective=speaking, outside=overlap(odds / (1 + odds), told.treated).outside)


def _left_out(told: Groups, coefficients: Floats, parts: Parts, *, regression: bool) -> tuple[Parts, int]:
    """Influences by leaving people out, and what to take from n in their sum of squares; linear ones when many."""
    if len(told.y) > MOST_PEOPLE:
        return parts, told.design.shape[1]
    moves = moves_left_out(told.y, told.treated, told.design, coefficients=coefficients, regression=regression)
    return Parts(parts.treated, parts.control, *moves), 1


def influenced(
    told: Groups, parts: Parts, *, variables: int, confidence: float, method: str, df: float | None = None
) -> Effect:
    """The difference of two means with the error that the influences give, n / (n − variables) for small samples.

    df: degrees of freedom of t, n − variables by default.
    """
    n = len(told.y)
    divisor = max(n - variables, 1)
    moves = parts.moves_treated - parts.moves_control
    error = math.sqrt(float((moves**2).sum()) / n / divisor)
    degrees = divisor if df is None else df
    made = _effect(told, parts, error=error, df=degrees, confidence=confidence, method=method)
    if made.outcome != Outcome.ESTIMATED:
        return made
    tail = (1 + confidence) / 2
    ratio = _ratio(parts, divisor=divisor, df=degrees, tail=tail)
    return made._replace(ratio=ratio[0], ratio_low=ratio[1], ratio_high=ratio[2])


def _effect(told: Groups, parts: Parts, *, error: float, df: float, confidence: float, method: str) -> Effect:
    value = parts.treated - parts.control
    if not error > 1e-12:
        return refused(told, Outcome.NO_VARIATION, method=method)
    tail = (1 + require_share(confidence, name="confidence")) / 2
    half, p = float(stdtrit(df, tail)) * error, 2 * float(stdtr(df, -abs(value) / error))
    n, m = told.sizes
    ratio = _ratio(parts, divisor=df, df=df, tail=tail)
    means = (parts.treated, parts.control)
    known = (value, error, value - half, value + half, p)
    return Effect(*known, *means, *ratio, math.nan, n, m, math.nan, math.nan, Outcome.ESTIMATED, method)


def _ratio(parts: Parts, *, divisor: float, df: float, tail: float) -> tuple[float, float, float]:
    """Ratio of both means, interval on the log scale (delta method)."""
    if min(parts.treated, parts.control) <= 0:
        return math.nan, math.nan, math.nan
    moves = parts.moves_treated / parts.treated - parts.moves_control / parts.control
    error = math.sqrt(float((moves**2).sum()) / len(moves) / divisor)
    ratio, reach = parts.treated / parts.control, math.exp(float(stdtrit(df, tail)) * error)
    return ratio, ratio / reach, ratio * reach


def _scored(made: Effect, told: Groups, *, confidence: float) -> Effect:
    """The same difference of two chances with intervals and p that hold for small counts."""
    n, m = told.sizes
    hits = [int(told.y[told.treated == side].sum()) for side in (1, 0)]
    between = newcombe_difference((hits[0], n), (hits[1], m), confidence=confidence)
    common = sum(hits) / (n + m)
    error = math.sqrt(common * (1 - common) * (1 / n + 1 / m))
    p = 2 * float(ndtr(-abs(made.estimate) / error))
    return made._replace(low=between.low, high=between.high, p=p, method="itt_newcombe")
