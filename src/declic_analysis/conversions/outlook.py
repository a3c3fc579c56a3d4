"""Expected hires among open applications, in number: from what became of older ones. Never a chance for a person."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from declic_analysis.schemas import require
from declic_analysis.statistics.interval import Floats, Ints
from declic_analysis.statistics.prediction import (
    Calibration,
    calibrated,
    expected_total,
    fitted,
    needed_size,
    out_of_fold,
    reliability_groups,
)
from declic_analysis.statistics.proportions import wilson
from declic_analysis.vocabulary import Outcome, OutlookState

LEAST_HIRES, PER_VARIABLE = 50, 10  # hires and other outcomes a model needs, at least
STEPS, FOLDS, GROUPS = 6, 5, 5  # landmarks in the window; parts of the cross-validation; points of the reliability
SLOPES, RATIOS = (0.8, 1.25), (0.8, 1.25)  # calibration slope, hires seen per hire expected: outside, no number
COUNTS = ("n_open", "n_too_old", "n_mature", "n_hired", "n_variables", "n_needed", "n_hired_needed")
NUMBERS = ("expected", "low", "high", "confidence", "slope", "slope_low", "slope_high", "ratio", "brier", "brier_mean")
SUMMARY = ("state", "window_days", "cutoff", *COUNTS, *NUMBERS, "variables", "method")
RELIABILITY = ("group", "n", "n_hired", "predicted", "observed", "low", "high", "confidence")
_NEEDED = ("candidate", "format", "applied_on", "interviewed_on", "immersed_on", "hired", "hired_on", "outcome",
           "outcome_on", "followed_until")  # fmt: skip


class Outlook(NamedTuple):
    """summary: one row; reliability: one row a group of out-of-fold chances, from the lowest."""

    summary: pd.DataFrame
    reliability: pd.DataFrame


class _Rows(NamedTuple):
    """Applications at an age: what is known of them that day, and whether a hire came later in the window."""

    variables: Floats
    names: list[str]
    hired: Floats
    candidate: Ints


def outlook(
    applications: pd.DataFrame,
    *,
    cutoff: dt.date,
    window_days: int,
    rng: np.random.Generator,
    confidence: float = 0.95,
    minimum_base: int = 5,
) -> Outlook:
    """How many of the open applications will lead to a hire within `window_days` of the application, if what comes is
    like what was.

    Parameters: `journeys` with unit="application". Mature applications, whose window is over at the cut-off, make the
    model: at six ages in the window, those still open that day, told by their age (linear and square), whether an
    interview and an immersion had taken place, and the format; nothing else about the person. A format or a step with
    under `minimum_base` hires or other outcomes has no variable of its own. Unpenalised logistic regression; rows of
    one candidate stay together in the five folds and in the standard errors. Hires of no known day are left out; open
    applications older than the window are counted, not predicted.
    Enough: 50 hires, 10 hires and 10 other outcomes a variable among the mature applications, and as many of these as
    `statistics.prediction.needed_size` asks. Calibrated: out-of-fold slope and hires seen per hire expected between 0.8
    and 1.25. Else the state says why and no number is given.
    Returns: summary: state (code of `OutlookState`), window_days, cutoff, n_open, n_too_old, n_mature, n_hired (of the
    mature), n_variables, n_needed, n_hired_needed, expected, low, high (number of hires, `confidence`), slope with its
    interval, ratio, brier, brier_mean, variables (separated by |), method. reliability: group, n (applications at an
    age), n_hired, predicted (mean chance), observed with low and high.
    Raises: ContractError, when a column is missing.
    References: van Houwelingen 2007 (landmarks, doi:10.1111/j.1467-9469.2006.00529.x); Peduzzi and others 1996
    (doi:10.1016/S0895-4356(96)00236-3) and Riley and others 2020 (doi:10.1136/bmj.m441) for enough.
    """
    require(applications, _NEEDED, table="applications")
    dated = _aged(applications, cutoff=cutoff)
    still_open, mature = _open(dated, window=window_days), dated[dated["age"] >= window_days]
    told: dict[str, Any] = {
        "window_days": window_days, "cutoff": pd.Timestamp(cutoff).as_unit("ns"), "n_open": len(still_open),
        "n_too_old": int((dated["is_open"] & (dated["age"] >= window_days)).sum()), "n_mature": len(mature),
        "n_hired": int(_within(mature, window=window_days).sum()), "confidence": confidence,
        "method": "landmark logistic regression",
    }  # fmt: skip
    if applications.empty:
        return _result(told, OutlookState.NOT_STATED)
    formats = _formats(mature, window=window_days, least=minimum_base)
    rows = _stacked(mature, formats, window=window_days, least=minimum_base)
    told |= _rule(rows, told)
    state = _state(still_open, told)
    if state is not OutlookState.ESTIMATED:
        return _result(told, state)
    ahead, names = _variables(still_open, still_open["age"].to_numpy(float), formats, window=window_days)
    ahead = ahead[:, [names.index(name) for name in rows.names]]
    return _estimated(rows, ahead, told, rng=rng, confidence=confidence, least=minimum_base)


def _aged(applications: pd.DataFrame, *, cutoff: dt.date) -> pd.DataFrame:
    """Applications with their day known; age at the cut-off; days to the hire and to any end."""
    undated = applications["hired"].astype(bool) & applications["hired_on"].isna()
    own = applications[applications["applied_on"].notna() & ~undated].reset_index(drop=True)
    last, begun = pd.Timestamp(cutoff), own["applied_on"]
    is_open = own["outcome"].eq(Outcome.OPEN.value).fillna(False).astype(bool) & own["followed_until"].ge(last)
    ended = own["outcome_on"].fillna(own["followed_until"]).where(~is_open)
    return own.assign(
        is_open=is_open,
        age=(last - begun).dt.days.astype("int64"),
        to_hire=(own["hired_on"] - begun).dt.days.astype("float64"),
        to_end=(ended - begun).dt.days.astype("float64").fillna(np.inf),
    )


def _open(dated: pd.DataFrame, *, window: int) -> pd.DataFrame:
    return dated[dated["is_open"] & dated["age"].between(0, window - 1)].reset_index(drop=True)


def _within(own: pd.DataFrame, *, window: int) -> pd.Series:
    return own["hired"].astype(bool) & own["to_hire"].between(0, window)


def _formats(mature: pd.DataFrame, *, window: int, least: int) -> list[str]:
    """Formats with a variable of their own: enough hires and enough other outcomes; the largest of them is the base."""
    hired = _within(mature, window=window)
    counts = pd.DataFrame({"yes": hired, "no": ~hired}).groupby(mature["format"].fillna("")).sum()
    large = counts[(counts.min(axis="columns") >= least) & (counts.index != "")]
    order = large.sum(axis="columns").sort_values(ascending=False, kind="stable").index.tolist()
    return sorted(order[1:]) if len(large) == len(counts) else sorted(order)


def _variables(own: pd.DataFrame, age: Floats, formats: list[str], *, window: int) -> tuple[Floats, list[str]]:
    """What is known of each application at its age."""
    day = own["applied_on"] + pd.to_timedelta(age, unit="D")
    done = [own[step].le(day).fillna(False).to_numpy(float) for step in ("interviewed_on", "immersed_on")]
    named = [own["format"].eq(name).fillna(False).to_numpy(float) for name in formats]
    share = age / window
    names = ["age", "age_squared", "interviewed", "immersed", *(f"format:{name}" for name in formats)]
    return np.column_stack([share, share**2, *done, *named]), names


def _stacked(mature: pd.DataFrame, formats: list[str], *, window: int, least: int) -> _Rows:
    """Mature applications at each landmark at which they were still open."""
    hired, parts = _within(mature, window=window).to_numpy(), []
    for landmark in range(0, window, max(1, window // STEPS)):
        held = (mature["to_end"] > landmark).to_numpy() & ~(hired & (mature["to_hire"] <= landmark).to_numpy())
        own, age = mature[held], np.full(int(held.sum()), float(landmark))
        variables, names = _variables(own, age, formats, window=window)
        parts.append((variables, hired[held].astype(float), own["candidate"]))
    people = pd.factorize(pd.concat([part[2] for part in parts], ignore_index=True))[0]
    variables, outcome = (np.concatenate([part[k] for part in parts]) for k in (0, 1))
    kept = [k for k in range(len(names)) if _tells(variables[:, k], outcome, least=least)]
    return _Rows(variables[:, kept], [names[k] for k in kept], outcome, people)


def _tells(column: Floats, outcome: Floats, *, least: int) -> bool:
    """An age varies; a yes/no variable must be seen often enough on both sides, with both outcomes."""
    if not set(np.unique(column)) <= {0.0, 1.0}:
        return True
    cells = np.bincount((2 * column + outcome).astype(np.int64), minlength=4)
    return bool(cells.min() >= least)


def _rule(rows: _Rows, told: dict[str, Any]) -> dict[str, Any]:
    """What a model of so many variables needs."""
    n, share = len(rows.names), told["n_hired"] / max(told["n_mature"], 1)
    return {
        "n_variables": n,
        "variables": "|".join(rows.names),
        "n_hired_needed": max(LEAST_HIRES, PER_VARIABLE * n),
        "n_needed": needed_size(n, share) if 0 < share < 1 else pd.NA,
    }


def _state(still_open: pd.DataFrame, told: dict[str, Any]) -> OutlookState:
    if still_open.empty:
        return OutlookState.NOBODY_OPEN
    others = told["n_mature"] - told["n_hired"]
    enough = told["n_hired"] >= told["n_hired_needed"] and others >= PER_VARIABLE * told["n_variables"]
    return OutlookState.ESTIMATED if enough and told["n_mature"] >= told["n_needed"] else OutlookState.TOO_FEW


def _estimated(
    rows: _Rows, ahead: Floats, told: dict[str, Any], *, rng: np.random.Generator, confidence: float, least: int
) -> Outlook:
    fit = fitted(rows.variables, rows.hired, rows.candidate)
    chances = out_of_fold(rows.variables, rows.hired, rows.candidate, folds=FOLDS, rng=rng)
    if fit is None or chances is None:
        return _result(told, OutlookState.SEPARATED)
    found = calibrated(rows.hired, chances, rows.candidate, confidence=confidence)
    told |= _calibration(found)
    reliability = _reliability(rows.hired, chances, least=least, confidence=confidence)
    if not (_between(found.slope.estimate, SLOPES) and _between(found.ratio, RATIOS)):
        return _result(told, OutlookState.MISCALIBRATED, reliability)
    total = expected_total(fit, ahead, rng=rng, confidence=confidence)
    told |= {"expected": total.estimate, "low": total.low, "high": total.high}
    return _result(told, OutlookState.ESTIMATED, reliability)


def _calibration(found: Calibration) -> dict[str, Any]:
    slope = {"slope": found.slope.estimate, "slope_low": found.slope.low, "slope_high": found.slope.high}
    return {**slope, "ratio": found.ratio, "brier": found.brier, "brier_mean": found.brier_mean}


def _between(value: float, ends: tuple[float, float]) -> bool:
    return ends[0] <= value <= ends[1]  # NaN lies nowhere


def _reliability(hired: Floats, chances: Floats, *, least: int, confidence: float) -> pd.DataFrame:
    group = reliability_groups(hired, chances, groups=GROUPS, least=least)
    rows = []
    for k in range(int(group.max()) + 1):
        own = group == k
        seen = wilson(int(hired[own].sum()), int(own.sum()), confidence=confidence)
        values = (k + 1, seen.n, int(hired[own].sum()), float(chances[own].mean()), *seen[:4])
        rows.append(dict(zip(RELIABILITY, values, strict=True)))
    return pd.DataFrame(rows, columns=list(RELIABILITY))


def _result(told: dict[str, Any], state: OutlookState, reliability: pd.DataFrame | None = None) -> Outlook:
    summary = pd.DataFrame([told | {"state": state.value}]).reindex(columns=list(SUMMARY))
    types = {**dict.fromkeys(COUNTS, "Int64"), **dict.fromkeys(NUMBERS, "Float64"), "variables": "string"}
    empty = pd.DataFrame(columns=list(RELIABILITY))
    return Outlook(summary.astype(types), empty if reliability is None else reliability)
