"""Hires within a fixed time after the encounter, among people for whom that time has run out; cohorts by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from declic_analysis.conversions.grouped import groups_of, require_journeys
from declic_analysis.statistics.interval import Estimate
from declic_analysis.statistics.proportions import jeffreys, wilson
from declic_analysis.vocabulary import FollowUp

COLUMNS = (
    *("window", "n", "n_mature", "n_immature", "n_undated", "n_hired", "rate", "low", "high", "confidence", "state"),
    "method",
)
TRIANGLE = ("cohort", "since", "n", "n_hired", "rate", "low", "high", "confidence", "state", "method")
_NEEDED = ("zero_on", "hired", "hired_on")
_INTERVALS = {"wilson": wilson, "jeffreys": jeffreys}


def windows(
    journeys: pd.DataFrame,
    *,
    cutoff: dt.date,
    windows_days: Sequence[int],
    by: Sequence[str] = (),
    interval: str = "wilson",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Share hired within each window, of the journeys whose window has run out at the cut-off (mature ones).

    Parameters: `journeys`, of `conversions.journeys`; windows in days, the last day included; `interval`, wilson or
    jeffreys. Whoever was not hired, had another outcome or was never heard of again is in the base.
    Returns: one row per `by` (alphabetical, unknown last) and window: n (journeys), n_mature, n_immature (time zero
    known, window not over: their hires do not count yet), n_undated (no time zero, or a hire of no date or of a day
    before it: out of the base), n_hired, rate with low and high, confidence, state (a code of `FollowUp`: known,
    immature where no journey is mature, nobody), method. Without journeys, no row: not stated, which is not zero.
    Raises: ContractError, when a column is missing.
    """
    require_journeys(journeys, [*_NEEDED, *by])
    rows = [
        row
        for keys, own in groups_of(journeys, by)
        for row in _windows_of(own, keys, cutoff=cutoff, days=windows_days, interval=interval, confidence=confidence)
    ]
    counts = dict.fromkeys(("window", "n", "n_mature", "n_immature", "n_undated", "n_hired"), "int64")
    shares = dict.fromkeys(("rate", "low", "high", "confidence"), "float64")
    return pd.DataFrame(rows, columns=[*by, *COLUMNS]).astype({**counts, **shares})


def _windows_of(
    own: pd.DataFrame, keys: dict[str, Any], *, cutoff: dt.date, days: Sequence[int], interval: str, confidence: float
) -> Iterator[dict[str, Any]]:
    waited = (own["hired_on"] - own["zero_on"]).dt.days
    dated = _dated(own, waited)
    age = (pd.Timestamp(cutoff) - own["zero_on"]).dt.days
    for window in days:
        mature = dated & (age >= window)
        hired = int((mature & (waited <= window)).sum())
        found = _INTERVALS[interval](hired, int(mature.sum()), confidence=confidence)
        counts = {"window": window, "n": len(own), "n_mature": found.n, "n_undated": int((~dated).sum())}
        yield {
            **keys, **counts, "n_immature": int((dated & ~mature).sum()), "n_hired": hired,
            "state": FollowUp.KNOWN.value if found.n else FollowUp.IMMATURE.value, **_interval(found),
        }  # fmt: skip


def _dated(own: pd.DataFrame, waited: pd.Series) -> pd.Series:
    """Time zero is known, and so is the day of a hire, which is not before it."""
    possible = ~own["hired"].astype(bool) | waited.ge(0)
    return own["zero_on"].notna() & possible


def _interval(found: Estimate) -> dict[str, Any]:
    return {
        "rate": found.estimate, "low": found.low, "high": found.high, "confidence": found.confidence,
        "method": found.method,
    }  # fmt: skip


def cohort_triangle(
    journeys: pd.DataFrame, *, cutoff: dt.date, months: int = 6, every: str = "M", confidence: float = 0.95
) -> pd.DataFrame:
    """Share hired by each whole month after time zero, cohort by cohort.

    Parameters: `every`, M (a cohort a month) or Q (a quarter); months, how far to look.
    Returns: one row per cohort ("2024-03", "2024-T1") and since (1 … months): n (journeys of known time zero whose
    hire, if any, has a day on or after it), n_hired (within that many months of their own time zero, cumulative),
    rate, low, high (Wilson), state: immature, and no number, as long as one day of the cohort has not had its months.
    """
    require_journeys(journeys, _NEEDED)
    dated = journeys[_dated(journeys, (journeys["hired_on"] - journeys["zero_on"]).dt.days)]
    rows = [
        row
        for cohort, own in dated.groupby(dated["zero_on"].dt.to_period(every), sort=True)
        for row in _cohort(own, cohort, cutoff=cutoff, months=months, confidence=confidence)
    ]
    types = {"since": "int64", "n": "int64", "n_hired": "Int64"}
    shares = dict.fromkeys(("rate", "low", "high", "confidence"), "float64")
    return pd.DataFrame(rows, columns=list(TRIANGLE)).astype({**types, **shares})


def _cohort(
    own: pd.DataFrame, cohort: pd.Period, *, cutoff: dt.date, months: int, confidence: float
) -> Iterator[dict[str, Any]]:
    quarter = cohort.freqstr.startswith("Q")
    name = f"{cohort.year}-T{cohort.quarter}" if quarter else cohort.strftime("%Y-%m")
    for since in range(1, months + 1):
        span = pd.DateOffset(months=since)
        common = {"cohort": name, "since": since, "n": len(own)}
        if cohort.end_time.normalize() + span > pd.Timestamp(cutoff):
            nothing = Estimate(np.nan, np.nan, np.nan, confidence, len(own), "wilson")
            yield {**common, "n_hired": pd.NA, "state": FollowUp.IMMATURE.value, **_interval(nothing)}
            continue
        hired = int((own["hired_on"] <= own["zero_on"] + span).sum())
        found = wilson(hired, len(own), confidence=confidence)
        yield {**common, "n_hired": hired, "state": FollowUp.KNOWN.value, **_interval(found)}
