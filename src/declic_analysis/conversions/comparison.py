"""Hires of people who took part beside those of a comparison group, within a fixed window of mature journeys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from declic_analysis.errors import ContractError, message
from declic_analysis.schemas import require
from declic_analysis.statistics import treatment_effect as effects
from declic_analysis.statistics.balance import mean_differences, overlap
from declic_analysis.statistics.sensitivity import e_value
from declic_analysis.statistics.treatment_crossfit import crossfitted
from declic_analysis.vocabulary import EffectMethod, EffectOutcome, GroupVerdict

COLUMNS = (
    *("method", "window_days", "n_treated", "n_control", "n_unknown", "n_immature", "n_undated", "n_before"),
    *("hired_treated", "hired_control", "rate_treated", "rate_control", "rate_expected", "estimate", "error"),
    *("low", "high", "p", "ratio", "ratio_low", "ratio_high", "e_value", "e_value_limit", "n_effective", "outside"),
    *("covariates", "status", "verdict", "confidence", "cutoff", "how"),
)
BALANCE = (
    *("covariate", "level", "n_treated", "n_control", "share_treated", "share_control", "share_weighted"),
    *("difference_before", "difference_after", "window_days"),
)
OVERLAP = ("chance_from", "chance_to", "n_treated", "n_control", "outside", "status", "window_days")
LEAST_LEVEL = 10  # people of a rarer level are one level together: a model cannot tell them apart
OTHERS, UNKNOWN = "others", "unknown"


class Cohort(NamedTuple):
    """Mature journeys of people of either group: hired within the window (1 or 0), group, characteristics as columns of
    0 and 1 with the name of each; and how many people were left out, by reason.
    """

    hired: np.ndarray
    treated: np.ndarray
    variables: np.ndarray
    names: list[tuple[str, str]]
    levels: pd.DataFrame
    left_out: dict[str, int]


def hire_comparison(
    journeys: pd.DataFrame,
    *,
    treated: pd.Series,
    covariates: Sequence[str],
    window_days: int,
    cutoff: dt.date,
    rng: np.random.Generator,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Difference between the groups in the share of people hired within `window_days` of time zero.

    Parameters: journeys of persons; treated, true or false by candidate (its index): people it does not name are in
    neither group; covariates, columns of journeys known before time zero, on which the groups are made comparable.
    Only journeys whose window ended by the cut-off count (n_immature: the others); a known hire without a date and a
    hire before time zero are left out (n_undated, n_before). A hire known later than the window, or elsewhere, is none.
    Returns: one row a method (`vocabulary.EffectMethod`), shares as proportions: hired_treated, hired_control, counts;
    rate_treated, rate_control, raw shares; rate_expected, share of the comparison group once it stands for the treated;
    estimate, their difference with error, interval, p; ratio of both with interval; e_value of ratio and of its nearer
    limit; n_effective, controls that still speak once weighted; outside, share of the treated whom no control is like;
    status (`EffectOutcome`: why there is no number); verdict (`GroupVerdict`); how, the estimator. No journey: no row.
    Raises: ContractError, when a column is missing or a person is in a group twice.
    References: see `statistics.treatment_effect`. Checked against R in tests/parity; coverage:
    benchmarks/calibration/treated.py.
    """
    if journeys.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    cohort = cohort_of(journeys, treated=treated, covariates=covariates, window_days=window_days, cutoff=cutoff)
    rows = [_row(cohort, method, found) for method, found in _estimated(cohort, rng=rng, confidence=confidence)]
    told: dict[str, Any] = {"window_days": window_days, "covariates": "|".join(covariates), "confidence": confidence}
    told |= {**cohort.left_out, "cutoff": pd.Timestamp(cutoff)}
    frame = pd.DataFrame(rows).assign(**told)
    return frame[list(COLUMNS)]


def hire_balance(
    journeys: pd.DataFrame, *, treated: pd.Series, covariates: Sequence[str], window_days: int, cutoff: dt.date
) -> pd.DataFrame:
    """How alike the groups of `hire_comparison` are, level by level, before and after weighting.

    Returns: covariate, level (`others`, `unknown` for gathered and missing ones), counts and shares in each group,
    share_weighted of the comparison group, difference_before and difference_after in standard deviations of the treated
    (empty where the groups cannot be weighted).
    """
    if journeys.empty:
        return pd.DataFrame(columns=list(BALANCE))
    cohort = cohort_of(journeys, treated=treated, covariates=covariates, window_days=window_days, cutoff=cutoff)
    if not len(cohort.names) or not min((cohort.treated == side).sum() for side in (0, 1)):
        return pd.DataFrame(columns=list(BALANCE))
    weights = _weights(cohort)
    before = mean_differences(cohort.variables, cohort.treated)
    after = np.full(len(before), np.nan)
    if weights is not None:
        after = mean_differences(cohort.variables, cohort.treated, weights)
    rows = [
        _level(cohort, k, weights) | {"difference_before": before[k], "difference_after": after[k]}
        for k in range(len(cohort.names))
    ]
    return pd.DataFrame(rows).assign(window_days=window_days)[list(BALANCE)]


def hire_overlap(
    journeys: pd.DataFrame, *, treated: pd.Series, covariates: Sequence[str], window_days: int, cutoff: dt.date
) -> pd.DataFrame:
    """People of each group by their estimated chance of being in the programme's group, in tenths.

    Returns: chance_from, chance_to, n_treated, n_control, outside (share of the treated whom no control is like); no
    row where there is no such chance.
    """
    if journeys.empty:
        return pd.DataFrame(columns=list(OVERLAP))
    cohort = cohort_of(journeys, treated=treated, covariates=covariates, window_days=window_days, cutoff=cutoff)
    chance = _chances(cohort)
    if chance is None:
        return pd.DataFrame(columns=list(OVERLAP))
    found = overlap(chance, cohort.treated)
    told = {"chance_from": found.edges[:-1], "chance_to": found.edges[1:]}
    counts = {"n_treated": found.n_treated.astype(int), "n_control": found.n_control.astype(int)}
    return pd.DataFrame(told | counts).assign(
        outside=found.outside, status=EffectOutcome.ESTIMATED.value, window_days=window_days
    )[list(OVERLAP)]


def cohort_of(
    journeys: pd.DataFrame, *, treated: pd.Series, covariates: Sequence[str], window_days: int, cutoff: dt.date
) -> Cohort:
    """Who is compared: see `hire_comparison`."""
    require(journeys, ["candidate", "zero_on", "hired", "hired_on", *covariates], table="journeys")
    if not treated.index.is_unique or not journeys["candidate"].is_unique:
        raise ContractError(
            message(fr="Une personne est comparée deux fois.", en="A person is compared twice."),
            where="treated",
            allowed=message(fr="une ligne par personne", en="one row a person"),
            action=message(
                fr="prendre les parcours par personne, et un groupe par personne",
                en="take journeys of persons, and one group a person",
            ),
        )
    group = journeys["candidate"].map(treated.astype("float64")).astype("float64")
    known = journeys[group.notna() & journeys["zero_on"].notna()]
    ends = known["zero_on"] + pd.Timedelta(days=window_days)
    mature = ends <= pd.Timestamp(cutoff)
    undated = mature & known["hired"].astype(bool) & known["hired_on"].isna()
    early = mature & (known["hired_on"] < known["zero_on"]).fillna(False)
    kept = known[mature & ~undated & ~early]
    left_out = {
        "n_unknown": int(group.isna().sum()),
        "n_immature": int((~mature).sum()) + int((group.notna() & journeys["zero_on"].isna()).sum()),
        "n_undated": int(undated.sum()),
        "n_before": int(early.sum()),
    }
    hired = (kept["hired_on"] <= ends[kept.index]).fillna(False).to_numpy(dtype=np.float64)
    levels = pd.DataFrame({name: _levels(kept[name]) for name in covariates}, index=kept.index)
    variables, names = _columns(levels)
    return Cohort(hired, group[kept.index].to_numpy(dtype=np.float64), variables, names, levels, left_out)


def _levels(column: pd.Series) -> pd.Series:
    """Levels as text, missing ones apart, rare ones together; where those are too few, with the commonest level: two
    or three people of one level would all be of one group, and no model would hold.
    """
    told = column.astype("object").where(column.notna(), UNKNOWN).astype("str")
    counts = told.value_counts()
    rare = told.isin(counts.index[counts < LEAST_LEVEL])
    common = bool(len(told)) and int(rare.sum()) < LEAST_LEVEL and not bool(rare.all())
    return told.where(~rare, str(counts.index[0]) if common else OTHERS)


def _columns(levels: pd.DataFrame) -> tuple[np.ndarray, list[tuple[str, str]]]:
    """A column of 0 and 1 a level, in alphabetical order; none for what does not vary."""
    names = [
        (str(name), str(level))
        for name in levels.columns
        for level in sorted(levels[name].unique())
        if levels[name].nunique() > 1
    ]
    columns = [(levels[name] == level).to_numpy(dtype=np.float64) for name, level in names]
    return (np.column_stack(columns) if columns else np.zeros((len(levels), 0))), names


def _model(cohort: Cohort) -> np.ndarray:
    """The columns without the commonest level of each characteristic: the others say it."""
    share = cohort.variables.mean(axis=0) if len(cohort.names) else np.zeros(0)
    commonest: dict[str, int] = {}
    for k, (name, _) in enumerate(cohort.names):
        if name not in commonest or share[k] > share[commonest[name]]:
            commonest[name] = k
    return cohort.variables[:, [k for k in range(len(cohort.names)) if k not in commonest.values()]]


def _chances(cohort: Cohort) -> np.ndarray | None:
    model = _model(cohort)
    both = min((cohort.treated == side).sum() for side in (0, 1))
    if not model.shape[1] or both < max(effects.LEAST_GROUP, effects.LEAST_PER_VARIABLE * model.shape[1]):
        return None
    return effects.chances(cohort.treated, model)


def _weights(cohort: Cohort) -> np.ndarray | None:
    chance = _chances(cohort)
    return None if chance is None else np.asarray(chance / (1 - chance))


def _estimated(
    cohort: Cohort, *, rng: np.random.Generator, confidence: float
) -> Iterator[tuple[EffectMethod, effects.Effect]]:
    y, t, model = cohort.hired, cohort.treated, _model(cohort)
    yield EffectMethod.ITT, effects.difference(y, t, confidence=confidence)
    yield EffectMethod.IPW, effects.weighted(y, t, model, confidence=confidence)
    yield EffectMethod.AIPW, effects.doubly_robust(y, t, model, confidence=confidence)
    yield EffectMethod.AIPW_CROSSFIT, crossfitted(y, t, model, rng=rng, confidence=confidence)


def _row(cohort: Cohort, method: EffectMethod, found: effects.Effect) -> dict[str, Any]:
    sensitivity = e_value(found.ratio, low=found.ratio_low, high=found.ratio_high)
    raw = {f"hired_{name}": int(cohort.hired[cohort.treated == side].sum()) for name, side in _SIDES}
    rates = {f"rate_{name}": _mean(cohort.hired[cohort.treated == side]) for name, side in _SIDES}
    told = {name: getattr(found, name) for name in ("estimate", "error", "low", "high", "p")}
    ratio = {name: getattr(found, name) for name in ("ratio", "ratio_low", "ratio_high", "n_effective", "outside")}
    return {
        "method": method.value,
        **{"n_treated": found.n_treated, "n_control": found.n_control},
        **raw,
        **rates,
        "rate_expected": found.mean_control if found.outcome == EffectOutcome.ESTIMATED else np.nan,
        **told,
        **ratio,
        **{"e_value": sensitivity.estimate, "e_value_limit": sensitivity.limit},
        **{"status": found.outcome.value, "verdict": _verdict(found).value, "how": found.method},
    }


_SIDES = (("treated", 1), ("control", 0))


def _mean(values: np.ndarray) -> float:
    return float(values.mean()) if len(values) else np.nan


def _verdict(found: effects.Effect) -> GroupVerdict:
    if found.outcome != EffectOutcome.ESTIMATED:
        return GroupVerdict.INSUFFICIENT
    if found.low > 0:
        return GroupVerdict.HIGHER
    return GroupVerdict.LOWER if found.high < 0 else GroupVerdict.INCONCLUSIVE


def _level(cohort: Cohort, k: int, weights: np.ndarray | None) -> dict[str, Any]:
    name, level = cohort.names[k]
    own, others = (cohort.variables[cohort.treated == side, k] for side in (1, 0))
    share = np.nan if weights is None else float(np.average(others, weights=weights[cohort.treated == 0]))
    return {
        **{"covariate": name, "level": level, "n_treated": int(own.sum()), "n_control": int(others.sum())},
        **{"share_treated": _mean(own), "share_control": _mean(others), "share_weighted": share},
    }
